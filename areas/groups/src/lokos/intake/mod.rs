//! Importing LokOS's monthly report: it becomes the snapshot of its block and month, and nothing else.

mod apply;
mod judge;

use samuh_kernel::calendar::Month;
use serde::{Deserialize, Serialize};

pub use apply::{undo, work_of};
pub use judge::LokosJudge;

use super::model::{Snapshot, Theirs};

/// A snapshot as a sheet brings it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Head {
    /// As it will stand; who brings it and when is filled in by the act.
    snapshot: Snapshot,
    /// The import that stood when the rows were judged.
    base: Option<i64>,
    /// Rows that are new or changed, and rows that go.
    moved: i64,
}

/// What undo needs of a snapshot that a batch replaced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Before {
    block_id: i64,
    month: Month,
    was: Option<(Snapshot, Vec<Theirs>)>,
}
