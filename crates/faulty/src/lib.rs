//! A disk that fails on command, for tests only: a SQLite VFS over the ordinary one that loses or
//! tears what was not synced when the power is cut, refuses the n-th sync, lies about syncing, or is
//! full. It is the default VFS of the process that installs it, so the program under test is not
//! changed by a line.
#![expect(unsafe_code, reason = "a VFS is a table of C functions; only tests depend on this crate")]

mod disk;
mod shim;

pub use disk::{Disk, Fate};
