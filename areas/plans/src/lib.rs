//! Plans and targets of a year, and the progress that is reported until its own area is there.
//! Other rooms meet them through this face.

mod amount;
mod judging;
pub mod reported;
mod series;
mod unit;

pub use reported::{
    ReportedSeen,
    intake::{ProgressJudge, undo as undo_progress, work_of as progress_work},
    reported_behind, wanted_postings,
};
pub use series::series;
pub use unit::UnitLevel;
