//! Plans, targets and revisions in the database.

mod read;
mod roll;
mod write;

pub use read::targets_add_up;
pub(crate) use read::{
    Info, Plans, all_plans, info_of, name_of, plan_of, plans_with_sums, revisions, units_at, whole,
};
pub use roll::{targets_of, targets_of_units};
pub(crate) use write::{Reason, changed, restore, save};
