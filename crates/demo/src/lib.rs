//! The demo district: real villages of Kondagaon, everything on them invented, and the dirt that
//! real workbooks carry, with its truth, so that the importer is never judged on clean files alone.

pub mod dirt;
pub mod district;
pub mod judge;
pub mod plan;
pub mod random;
pub mod reports;
pub mod samples;
pub mod sources;
pub mod table;

pub use district::{District, LokosReport, Span, district};
pub use reports::Report;
pub use samples::sample_workbooks;
pub use table::Table;

/// The seed of everything invented: a different one gives a different district.
pub(crate) const SEED: u64 = 0x5A4D_5548;
