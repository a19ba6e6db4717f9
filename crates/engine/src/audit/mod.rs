//! The trail: what each act changed, field by field, kept with its op in the same transaction.
//! An act that names no record does not commit. What may be read of it is the reader's affair.

pub mod chain;
mod change;
mod store;

pub(crate) use change::Named;
pub use change::{Changed, Class, Effect, Field, Recorder};
pub use store::{Heading, changed_in, changes_of, headings_of};

use crate::{
    db::Tx,
    error::{Error, Result},
};

/// Writes what the act in hand said it changed.
///
/// # Errors
/// `Broken` when the act named no record: it would leave no trail.
pub(crate) fn write(tx: &mut Tx, act: &str) -> Result<()> {
    let changes = tx.take_changes();
    if changes.is_empty() {
        return Err(Error::broken(format!("act {act} named no record it changes: no trail")));
    }
    store::add(tx, &changes)
}
