//! Reported progress: figures that somebody typed, month by month, until their area is there.

pub mod intake;
mod model;
mod store;

pub use model::ReportedSeen;
pub use store::{reported_behind, wanted_postings};
