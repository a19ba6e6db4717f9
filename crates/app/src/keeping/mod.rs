//! Keeping the data: whole copies made while the office works, taken back into a clean place after
//! every one of them was proved, and a timetable that does so every night.

mod backup;
mod files;
mod manifest;
mod policy;
mod postgres;
mod restore;
mod retention;
mod store;
mod timetable;

use samuh_engine::{Error, db::Location};
use samuh_kernel::fault::Fault;

pub use backup::{Asked, Backup, backup};
pub use manifest::{Chain, FileLine, Manifest, TableLine};
pub use policy::{Policy, kept};
pub use restore::{Restored, drill, find, restore};
pub use retention::{Kept, Retention, Tidied, set_retention, tidy};
pub use store::{LastRun, last_run, policy_in_force, retention};
pub(crate) use store::{engine_version, unsound};
pub use timetable::{Nightly, run_due};

/// The embedded database's file within the data folder, and within a backup.
pub const DATABASE: &str = "samuh.db";
/// PostgreSQL's own archive within a backup.
const ARCHIVE: &str = "samuh.pgdump";
/// The folder within a backup that holds what lies beside the database.
const BESIDE: &str = "files";

/// Hears how far long work has come: the step's name and the bytes or rows done.
pub type Progress<'a> = &'a mut dyn FnMut(&'static str, u64);

/// The name of an engine in a manifest.
fn engine_of(location: &Location) -> &'static str {
    match location {
        Location::File(_) => "sqlite",
        Location::Postgres { .. } => "postgresql",
    }
}

/// A backup that is not as it was made, with the part that differs.
fn damaged(file: &str, what: &str) -> Error {
    Error::Faults(Fault::new("backup_damaged").with("file", file).with("detail", what).into())
}
