//! Plans of a year: a total split to units and months, changed, locked, revised, compared.

mod acts;
mod faults;
pub mod intake;

mod model;
mod rules;
mod store;
mod trail;
mod views;

pub use acts::{lock, revise, set_targets, split};
pub use model::{
    Ask, Change, Grid, GridUnit, Keep, Limit, Lock, Months, Plan, PlanSeen, Planned, Revise,
    RevisionSeen, Season, SetTargets, Share, Split, TargetCell, Weights, shares_of,
};
pub(crate) use store::{info_of, units_at};
pub use store::{targets_add_up, targets_of, targets_of_units};
pub use views::{grid, plans_of, revisions_of};
