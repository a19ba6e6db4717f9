//! Importing a list of target households.

mod apply;
mod judge;
mod undo;

use serde::{Deserialize, Serialize};

pub use apply::work_of;
pub use judge::HouseholdsJudge;
pub use undo::undo;

use super::model::Target;

/// What undo needs of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Image {
    /// The op of the batch, and the first and last of its new households.
    Added { op_no: i64, range: (i64, i64) },
    /// A household as it stood before, and the op that had written it.
    Changed { was: Box<Target>, op_no: i64 },
}
