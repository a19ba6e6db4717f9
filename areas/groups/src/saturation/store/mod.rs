//! Target households, links and visits in the database. Every read takes the scope of who asks, or
//! says why it takes none.

pub(crate) mod forgetting;
mod matches;
mod seen;
mod visits;
mod write;

pub use matches::{Near, groups_near, linked, pool, refusals};
pub use seen::{covering, list, one, outcomes, tally};
pub(crate) use visits::{add_visits, change_visit};
pub use visits::{visit_of, visits_of};
pub(crate) use write::{
    add, change, drop_added, end_link, known, later_than_added, later_than_change, link, linked_to,
    place_of, refuse, target_in_act,
};
