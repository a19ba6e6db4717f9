//! One error for the whole house, five kinds by who can mend it.

use samuh_kernel::fault::Faults;

/// What every store, act and page answers with.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person can mend it: every fault at once (422).
    #[error("faults: {0:?}")]
    Faults(Faults),
    /// There is no such record, or this desk may not see it (404).
    #[error("not found")]
    NotFound,
    /// This desk may see but not do it; the code names the rule (403).
    #[error("denied: {0}")]
    Denied(&'static str),
    /// Someone saved first, or the same op came with other content; both values as JSON (409).
    #[error("conflict: {saved}")]
    Conflict {
        /// What stands in the register.
        saved: String,
        /// What this desk sent.
        sent: String,
    },
    /// The database is not able to take writes now, for instance because the disk is full (507).
    #[error("storage is full")]
    StorageFull,
    /// Ours to mend (500): logged whole, shown as a reference number.
    #[error("{0}")]
    Broken(String),
}

impl Error {
    /// An error that is ours to mend.
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }

    /// One fault of a whole form.
    pub fn fault(code: &str) -> Self {
        Self::Faults(Faults::one(code))
    }

    /// The same words once more, for the others of a transaction that failed together.
    pub(crate) fn twin(&self) -> Self {
        Self::Broken(self.to_string())
    }

    /// True where the disk under the database failed.
    pub(crate) fn is_failed_disk(&self) -> bool {
        matches!(self, Self::Broken(what) if what.starts_with(FAILED_DISK))
    }

    /// True where the account of the database may not do what was asked.
    pub(crate) fn is_missing_right(&self) -> bool {
        matches!(self, Self::Broken(what) if what.starts_with(RIGHT))
    }

    /// True where running the same transaction again may succeed.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Broken(what) if what.starts_with(PASSING))
    }
}

/// Marks that the disk under the database failed: what it holds is in doubt until it is opened anew.
pub(crate) const FAILED_DISK: &str = "disk: ";

/// Marks serialization failures and deadlocks, which PostgreSQL asks its client to repeat.
pub(crate) const PASSING: &str = "passing: ";

/// Marks what the account of the database may not do.
const RIGHT: &str = "right: ";

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase, SystemIoFailure};
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::StorageFull,
            Some(SystemIoFailure | DatabaseCorrupt | NotADatabase) => {
                Self::Broken(format!("{FAILED_DISK}sqlite: {error}"))
            }
            _ => Self::Broken(format!("sqlite: {error}")),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        let text = error.as_db_error().map_or_else(|| with_causes(&error), ToString::to_string);
        match error.code() {
            Some(&SqlState::DISK_FULL) => Self::StorageFull,
            Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED) => {
                Self::Broken(format!("{PASSING}{text}"))
            }
            Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                Self::Broken(format!("{RIGHT}postgresql: {text}"))
            }
            // The same op arrived twice at once: run again, it finds the other's answer.
            Some(&SqlState::UNIQUE_VIOLATION)
                if error.as_db_error().and_then(|e| e.constraint()) == Some("op_id_once") =>
            {
                Self::Broken(format!("{PASSING}{text}"))
            }
            _ => Self::Broken(format!("postgresql: {text}")),
        }
    }
}

/// What went wrong and why: the driver says of a certificate only that it did not do.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut said = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(one) = cause {
        said.push(one.to_string());
        cause = one.source();
    }
    said.dedup();
    said.join(": ")
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::StorageFull,
            _ => Self::Broken(format!("files: {error}")),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(format!("json: {error}"))
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}
