//! Importing sheets of attendance: the persons of a training, with their sessions and marks.

mod judge;
mod store;
mod work;

pub use judge::AttendanceJudge;
pub use work::{undo, work_of};
