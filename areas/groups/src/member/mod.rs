//! Members of groups, their households and their memberships.

pub(crate) mod age;
pub(crate) mod forgetting;
pub mod intake;
pub(crate) mod known;
pub(crate) mod model;
pub(crate) mod postings;
pub(crate) mod store;
mod trail;
