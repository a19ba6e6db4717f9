//! Marking notices as read, and the worker's own books: who tries what, and what came of it.

use samuh_engine::{Db, Desk, Error, Op, Result, Tx, Value, clock, rule::NewRule};
use uuid::Uuid;

use super::{
    model::{Attempt, Channel, Outcome, Policy},
    rules, store,
};
use crate::ruling;

/// Marks notices of the desk's own post as read; those read before stay as they are. Answers how many
/// were marked.
///
/// # Errors
/// `NotFound` where one of them is not the post's.
pub fn mark_read(db: &Db, desk: &Desk, op: Uuid, ids: &[i64], now: i64) -> Result<u64> {
    let op = Op::over(op, "meetings.read_notices", &ids, now)?;
    let (own, ids) = (desk.clone(), ids.to_vec());
    db.act(desk, &op, move |tx| {
        let mut marked = 0;
        tx.changed("inbox", own.post_id, 0);
        for id in &ids {
            let notice = store::one(tx, &own, *id)?.ok_or(Error::NotFound)?;
            if notice.read_at.is_none() {
                let at = tx.at();
                store::set_read(tx, *id, at)?;
                tx.changed("inbox", own.post_id, 0).office("read_at", None::<i64>, at);
                marked += 1;
            }
        }
        Ok(marked)
    })
}

/// Takes notices of a message for one attempt until `until`: nobody else tries them meanwhile.
/// Answers those that were to be had, each with how often it was tried, this time counted.
///
/// # Errors
/// `Broken` when the database cannot be written.
pub fn take(
    db: &Db,
    (district_id, channel): (i64, Channel),
    ids: &[i64],
    (now, until): (i64, i64),
) -> Result<Vec<(i64, i64)>> {
    let ids = ids.to_vec();
    db.transact(move |tx| {
        let mut taken = Vec::with_capacity(ids.len());
        for id in &ids {
            if let Some(tries) = store::take(tx, (district_id, *id, channel), (now, until))? {
                taken.push((*id, tries));
            }
        }
        Ok(taken)
    })
}

/// Writes an attempt down and where its notices stand now: each with when it is tried again, none
/// where it is not.
///
/// # Errors
/// `Broken` when the database cannot be written.
pub fn note_attempt(
    db: &Db,
    district_id: i64,
    attempt: &Attempt,
    notices: &[(i64, Option<i64>)],
) -> Result<()> {
    let (attempt, notices) = (attempt.clone(), notices.to_vec());
    db.transact(move |tx| {
        let no = tx.allot(district_id, "notice_attempt", 1)?;
        store::add_attempt(tx, (district_id, no), &attempt)?;
        for (id, next_at) in &notices {
            let state = match (attempt.outcome, next_at) {
                (Outcome::Sent, _) => "sent",
                (Outcome::Again, Some(_)) => "waiting",
                _ => "failed",
            };
            let stands = (state, next_at.unwrap_or(attempt.at), no);
            store::settle(tx, (district_id, *id, attempt.channel), stands)?;
        }
        Ok(())
    })
}

/// Sets when and how often messages go out, from a day on; within an act of a desk that may.
pub(crate) fn set_policy(tx: &mut Tx, desk: &Desk, new: &NewRule<Policy>) -> Result<i64> {
    let mut faults = new.faults(clock::day_of(tx.at()));
    faults.0.extend(rules::policy_faults(&new.terms).0);
    faults.or(())?;
    let was = store::policy_on(tx, &desk.scope, new.from_on)?;
    let no = store::add_policy(tx, new)?;
    let is = &new.terms;
    let hours =
        |of: &Policy| format!("{}–{}", ruling::minute(of.quiet_from), ruling::minute(of.quiet_to));
    let mut trail = tx.changed("notice_policy", no, 0);
    trail
        .office("quiet_hours", hours(&was), hours(is))
        .office("gather_minutes", was.gather_minutes, is.gather_minutes)
        .office("singles", was.singles, is.singles)
        .office(
            "digest_minute",
            ruling::minute(was.digest_minute),
            ruling::minute(is.digest_minute),
        )
        .office("most_tries", was.most_tries, is.most_tries)
        .office("keep_days", was.keep_days, is.keep_days)
        .office("from_on", Value::Null, new.from_on)
        .office("reason", Value::Null, new.reason.trim())
        .office("order_no", Value::Null, new.order_no.trim());
    Ok(no)
}
