//! How far a desk sees in this room. Whoever enters meetings sees those of the units of the post;
//! a post that only sees, a department or a bank, sees what is its own and nothing else.

use samuh_engine::{Desk, Error, Result};
use samuh_kernel::scope::{Area, Right};

/// The post by which statements know what lies in the units of a desk: -1 for all, 0 for none.
pub(crate) fn key(desk: &Desk) -> i64 {
    if desk.scope.may(Right::Enter, Area::Meetings) { desk.scope.key() } else { 0 }
}

/// Refuses a desk without that right in meetings.
///
/// # Errors
/// `Denied`.
pub(crate) fn may(desk: &Desk, right: Right, what: &'static str) -> Result<()> {
    if desk.scope.may(right, Area::Meetings) { Ok(()) } else { Err(Error::Denied(what)) }
}
