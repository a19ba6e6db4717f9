//! Checks on figures that somebody typed: what looks copied, impossible, late or rounded, and what
//! contradicts itself. A finding asks a second person to look; it is never a verdict.
//!
//! Pure rules: the same figures give the same findings. Rule B1(d). First digits (Benford) are not
//! looked at: on counts of this size that test flags 85 of 100 honest units.

mod contradict;
mod copied;
mod heaping;
mod jump;
mod late;
mod model;
mod sample;

pub use contradict::contradictions;
pub use copied::{copied_months, copied_siblings};
pub use heaping::heaped;
pub use jump::jumps;
pub use late::{Entered, month_end};
pub use model::{Detector, Found, Ground, Sheets, Thresholds};
pub use sample::{Candidate, draw_sample};

#[cfg(test)]
mod synthetic;
