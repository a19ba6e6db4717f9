//! What waits at a post. Work is kept by post, so that it waits for whoever holds it.

use samuh_engine::{Reader, Result, clock, params};
use samuh_groups::waiting;
use samuh_kernel::scope::Scope;
use samuh_people::{Holding, Post, scope_of_post};

const STAGED: &str = "
    select count(*) from import_batch
    where district_id = $1 and post_id = $2 and state = 'staged'";
const PROPOSED: &str = "
    select count(*) from proposal
    where district_id = $1 and maker_post_id = $2 and state in ('draft', 'submitted', 'sent_back')";
/// The same parts as the ledger of directions lists for a post.
const DIRECTED: &str = "
    select count(*) from direction_part p
    join direction d on d.district_id = p.district_id and d.id = p.direction_id
    where p.district_id = $1 and p.post_id = $2 and p.duty = 'responsible'
      and p.state <> 'accepted' and d.state = 'open'";

/// How much of a post is not at its end.
pub(super) struct Pending {
    /// Imports that were looked at and not entered.
    pub(super) imports: i64,
    /// Changes it keeps as drafts, has sent for approval or got back.
    pub(super) proposals: i64,
    /// Proposals of others that wait for its decision.
    pub(super) decisions: i64,
    /// Directions for which it answers.
    pub(super) directions: i64,
}

/// What waits at a post that the desk sees, with its charges. All of it is counted: whoever takes the charge
/// takes also what the one who hands it over does not see.
pub(super) fn pending(
    r: &mut Reader,
    scope: &Scope,
    (post, charges): (&Post, &[Holding]),
) -> Result<Pending> {
    let mut count = |sql: &str| -> Result<i64> {
        let row = r.first(sql, &params![scope.district_id(), post.id])?;
        row.map_or(Ok(0), |row| row.at(0))
    };
    let (imports, proposals, directions) = (count(STAGED)?, count(PROPOSED)?, count(DIRECTED)?);
    let now = clock::now();
    let holder = charges.iter().find(|one| one.is_on(clock::day_of(now)));
    // Nobody decides on what she herself sent; a vacant post has no such person.
    let who = (post.id, holder.map_or(0, |one| one.officer_id));
    let decisions = waiting(r, &scope_of_post(scope.district_id(), post), who, now)?.here;
    Ok(Pending { imports, proposals, decisions, directions })
}
