//! Codes of the database read back as what they stand for.

use samuh_engine::{Error, Result};

/// What a code of the database stands for.
///
/// # Errors
/// `Broken` for a code that nobody knows.
pub(crate) fn coded<T>(code: &str, of: fn(&str) -> Option<T>) -> Result<T> {
    of(code).ok_or_else(|| Error::broken(format!("an unknown code: {code}")))
}
