//! Checks on typed figures: looking through a month, the back-check by chance, and what a second
//! person saw in the papers.

mod acts;
mod look;
mod model;
mod rules;
mod store;

pub use acts::{decide_check, draw_back_check, look_through};
pub use model::{BackCheck, CheckAsk, Decide, Decided, Finding, Looked, Outcome, State};
pub use store::{back_checks, finding_of, findings};
