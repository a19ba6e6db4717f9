//! Plans and targets of a year, and the progress that is reported until its own area is there.
//! Other rooms meet them through this face.

mod amount;
pub mod checks;
mod judging;
pub mod ranking;
pub mod reported;
mod series;
pub mod target;
mod unit;

pub use reported::{
    Attested, Checked, ReportedSeen, SheetLine, Unverify, Verify,
    intake::{ProgressJudge, undo as undo_progress, work_of as progress_work},
    reported_behind, sheet_of, unverify, verify, wanted_postings,
};
pub use samuh_figures::plan::target_to_date as to_date;
pub use series::series;
pub use target::{
    Ask, Change, Grid, GridUnit, Keep, Limit, Lock, Months, Plan, PlanSeen, Planned, Revise,
    RevisionSeen, Season, SetTargets, Share, Split, TargetCell, Weights, grid,
    intake::{TargetsJudge, undo as undo_targets, work_of as targets_work},
    lock, plans_of, revise, revisions_of, set_targets, shares_of, split, targets_add_up,
    targets_of, targets_of_units,
};
pub use unit::UnitLevel;
