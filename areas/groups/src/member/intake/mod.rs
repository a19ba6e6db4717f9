//! Importing members with their households and memberships.

mod apply;
mod judge;
mod lay;
mod note;
mod row;
mod undo;
mod whose;

use serde::{Deserialize, Serialize};

pub use apply::work_of;
pub use judge::MembersJudge;
pub use undo::undo;

use super::{model::Record, store::Added};

/// What undo needs of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Image {
    /// All that is new, and the op that added or changed everything of this batch.
    Added { op_no: i64, added: Added },
    /// A member as she stood before, and the ops that had written her row and her membership.
    Changed { was: Record, ops: (i64, i64) },
}
