//! What handing over leaves in the trail: at the post, at whoever gave it up and whoever took it, and at
//! their accounts. An auditor asks from any of them by which order, why, how and until when.

use chrono::NaiveDate;
use samuh_engine::{Tx, Value};

use super::model::{HandOver, Holding};

/// A charge passed: `taker` is a person, with the account where it is known.
pub(super) fn handed(
    tx: &mut Tx,
    ask: &HandOver,
    present: Option<&Holding>,
    taker: Option<(i64, Option<i64>)>,
    (reason, order): (&str, &str),
) {
    let giver = present.map(|one| one.officer_id);
    let takes = taker.map(|(officer_id, _)| officer_id);
    let until = ask.until.and_then(|day| day.pred_opt()).map(|day| day.to_string());
    let charge = taker.map(|_| ask.charge.code());
    tx.changed("post", ask.post_id, 0)
        .office("holder", giver.unwrap_or(0), takes.unwrap_or(0))
        .office("from_on", Value::Null, ask.on.to_string())
        .office("until", Value::Null, until.as_deref())
        .office("charge", Value::Null, charge)
        .office("reason", Value::Null, reason)
        .office("order_no", Value::Null, order);
    if let Some(present) = present.filter(|one| Some(one.officer_id) != takes) {
        given_up(tx, present, ask.on, (reason, order));
    }
    if let Some((officer_id, account_id)) = taker {
        let was = present.filter(|one| one.officer_id == officer_id);
        let had_until = was.and_then(Holding::last_day).map(|day| day.to_string());
        // Whoever holds it on had the post before, too: then only term and kind are told.
        tx.changed("officer", officer_id, 0)
            .office("post_id", was.map(|one| one.post_id), ask.post_id)
            .office("from_on", Value::Null, ask.on.to_string())
            .office("until", had_until.as_deref(), until.as_deref())
            .office("charge", was.map(|one| one.charge.code()), charge)
            .office("reason", Value::Null, reason)
            .office("order_no", Value::Null, order);
        if let Some(account_id) = account_id {
            tx.changed("account", account_id, 0);
        }
    }
}

/// A person was relieved of a charge.
pub(super) fn relieved(tx: &mut Tx, one: &Holding, day: NaiveDate, (reason, order): (&str, &str)) {
    tx.changed("post", one.post_id, 0)
        .office("holder", one.officer_id, 0)
        .office("from_on", Value::Null, day.to_string())
        .office("reason", Value::Null, reason)
        .office("order_no", Value::Null, order);
    given_up(tx, one, day, (reason, order));
}

/// The person's own record, and the account named with it.
fn given_up(tx: &mut Tx, one: &Holding, day: NaiveDate, (reason, order): (&str, &str)) {
    // A charge that ends on the day it began had that one day.
    let last = day.pred_opt().unwrap_or(day).max(one.from_on);
    tx.changed("officer", one.officer_id, 0)
        .office("post_id", one.post_id, Value::Null)
        .office("charge", one.charge.code(), Value::Null)
        .office("until", Value::Null, last.to_string())
        .office("reason", Value::Null, reason)
        .office("order_no", Value::Null, order);
    if let Some(account_id) = one.account_id {
        tx.changed("account", account_id, 0);
    }
}
