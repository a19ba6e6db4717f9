//! Reading and setting the sign-in policy; a district's own row stands before that of all.

use chrono::NaiveDate;
use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Value, clock::day_of};
use samuh_kernel::text;
use uuid::Uuid;

use super::{
    model::{NewSignInPolicy, SignInPolicy},
    rules, store,
};
use crate::{
    post::{self, Role},
    session,
};

/// The policy of every role today.
///
/// # Errors
/// `Denied` without the right to see people.
pub fn sign_in_policies(db: &Db, desk: &Desk, now: i64) -> Result<Vec<SignInPolicy>> {
    post::may_see(&desk.scope)?;
    db.read(|r| {
        let all = store::all(r, desk.district_id(), day_of(now))?;
        // A district's own row comes first; the one behind it does not apply.
        let mut kept: Vec<SignInPolicy> = Vec::new();
        for one in all {
            if kept.last().is_none_or(|last| last.role != one.role) {
                kept.push(one);
            }
        }
        Ok(kept)
    })
}

/// Sets a district's own policy of roles from today on. Sessions that are open keep their limits; where a second
/// factor is required, those of accounts that have none end, the one that sets it too: a telephone that was stolen
/// would work on for its thirty days, and whoever holds it could set the factor up in the session that is open.
///
/// # Errors
/// `Denied` to all but administrators of the whole district; faults on `idle`, `whole`, `steps`, `source`.
pub fn set_sign_in_policy(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    new: &[NewSignInPolicy],
    now: i64,
) -> Result<()> {
    post::may_administer(&desk.scope)?;
    if !desk.scope.is_whole_district() {
        return Err(Error::Denied("people.above"));
    }
    for one in new {
        rules::check(one).or(())?;
    }
    let tidied =
        |one: &NewSignInPolicy| NewSignInPolicy { source: text::tidy(&one.source), ..one.clone() };
    let new: Vec<NewSignInPolicy> = new.iter().map(tidied).collect();
    let op = Op::over(op_id, "people.set_sign_in_policy", &new, now)?;
    db.act(desk, &op, move |tx| {
        let day = day_of(tx.at());
        tx.changed("sign_in_policy", 0, 0);
        for one in &new {
            let factor = if one.second_factor { "required" } else { "optional" };
            tx.changed("sign_in_policy", 0, 0)
                .office("role", Value::Null, one.role.code())
                .office("idle_minutes", Value::Null, one.idle_minutes)
                .office("whole_minutes", Value::Null, one.whole_minutes)
                .office("second_factor", Value::Null, factor)
                .office("code_steps", Value::Null, one.code_steps)
                .office("code_digest", Value::Null, one.code_digest.code())
                .office("source", Value::Null, one.source.as_str());
            store::set(tx, one, day)?;
            if one.second_factor {
                session::end_without_factor(tx, one.role)?;
            }
        }
        Ok(())
    })
}

/// Asks no role of the district for a second factor from today on, as for a demonstration; `source`
/// says why, and stands in the policy.
///
/// # Errors
/// As [`set_sign_in_policy`].
pub fn waive_second_factor(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    source: &str,
    now: i64,
) -> Result<()> {
    let present = sign_in_policies(db, desk, now)?;
    let asking = present.into_iter().filter(|one| one.second_factor);
    let waived = asking.map(|one| NewSignInPolicy { second_factor: false, ..one.own(source) });
    set_sign_in_policy(db, desk, op_id, &waived.collect::<Vec<_>>(), now)
}

/// The policy of a role on a day.
pub(crate) fn of_role(
    r: &mut Reader,
    district_id: i64,
    role: Role,
    day: NaiveDate,
) -> Result<SignInPolicy> {
    let all = store::all(r, district_id, day)?;
    let found = all.into_iter().find(|one| one.role == role);
    found.ok_or_else(|| Error::broken(format!("no sign-in policy for {}", role.code())))
}
