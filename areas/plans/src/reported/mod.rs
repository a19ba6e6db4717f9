//! Reported progress: figures that somebody typed, month by month, until their area is there.

mod acts;
pub mod intake;
mod model;
mod rules;
mod store;

pub(crate) use acts::{correct_line, verify_lines};
pub use acts::{unverify, verify};
pub use model::{Attested, Checked, ReportedSeen, SheetLine, Unverify, Verify};
pub use store::{reported_behind, sheet_of, wanted_postings};
