//! What waits at a post. Work is kept by post, so that it waits for whoever holds it.

use samuh_engine::{Reader, Result, params};
use samuh_kernel::scope::Scope;

const STAGED: &str = "
    select count(*) from import_batch
    where district_id = $1 and post_id = $2 and state = 'staged'";

/// How many imports of a post have been looked at and not entered.
pub(super) fn pending(r: &mut Reader, scope: &Scope, post_id: i64) -> Result<i64> {
    let row = r.first(STAGED, &params![scope.district_id(), post_id])?;
    row.map_or(Ok(0), |row| row.at(0))
}
