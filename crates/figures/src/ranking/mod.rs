//! Ranking units fairly: rates shrunk towards the district's where little is known, one score from
//! several indicators, and a band of places instead of a place where chance could decide.
//!
//! Pure rules: the same input gives the same answer. Rule B1(c).

mod bands;
mod draws;
mod explain;
mod prior;
mod rank;

pub use explain::{Explained, Part, explain};
pub use prior::{Prior, Shape};
pub use rank::{Entrant, Known, Measure, Place, Ranked, Tally, Terms, rank};
