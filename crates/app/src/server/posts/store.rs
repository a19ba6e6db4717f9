//! What waits at a post. Work is kept by post, so that it waits for whoever holds it.

use samuh_engine::{Reader, Result, params};
use samuh_kernel::scope::Scope;

const STAGED: &str = "
    select count(*) from import_batch
    where district_id = $1 and post_id = $2 and state = 'staged'";
const PROPOSED: &str = "
    select count(*) from proposal
    where district_id = $1 and maker_post_id = $2 and state in ('draft', 'submitted', 'sent_back')";

/// How much of a post is not at its end: imports that were looked at and not entered, and changes it
/// keeps as drafts, has sent for approval or got back.
pub(super) fn pending(r: &mut Reader, scope: &Scope, post_id: i64) -> Result<i64> {
    let mut sum = 0;
    for sql in [STAGED, PROPOSED] {
        let row = r.first(sql, &params![scope.district_id(), post_id])?;
        sum += row.map_or(Ok(0), |row| row.at::<i64>(0))?;
    }
    Ok(sum)
}
