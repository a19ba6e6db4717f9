//! The acts of awards: giving, and taking back.

use samuh_engine::{Db, Desk, Error, Op, Result, Value, clock};
use samuh_kernel::{
    fault::Fault,
    scope::{Area, Right, Scope},
    text,
};
use samuh_plans::ranking::ranking_of;
use uuid::Uuid;

use super::{
    model::{GiveAwards, Given, Withdraw},
    rules, store,
};

/// Gives awards by a person's decision, each with a serial of its own.
///
/// # Errors
/// `Denied` without the right to approve in meetings of the whole district, `NotFound` for a ranking
/// that is none or a unit that it does not have; every fault of the award.
pub fn give_awards(db: &Db, desk: &Desk, op_id: Uuid, ask: &GiveAwards, now: i64) -> Result<Given> {
    of_the_district(&desk.scope)?;
    let ask = rules::give(ask, clock::day_of(now))?;
    let op = Op::over(op_id, "meetings.give_awards", &ask, now)?;
    let scope = desk.scope.clone();
    db.act(desk, &op, move |tx| {
        if ask.ranking_no != 0 {
            let frozen = ranking_of(tx, &scope, ask.ranking_no)?;
            let is_ranked = |id: i64| frozen.units.iter().any(|unit| unit.unit_id == id);
            if ask.recipients.iter().any(|one| one.unit_id != 0 && !is_ranked(one.unit_id)) {
                return Err(Error::NotFound);
            }
        }
        let district_id = tx.district_id();
        let count = i64::try_from(ask.recipients.len()).unwrap_or(i64::MAX);
        let first = tx.allot(district_id, "award", count)?;
        let mut numbers = Vec::with_capacity(ask.recipients.len());
        for (no, one) in (first..).zip(&ask.recipients) {
            let serial = rules::serial(district_id, ask.given_on, no, op_id.as_u128());
            store::add(tx, (no, &serial), &ask, one)?;
            tx.changed("award", no, one.unit_id)
                .public("serial", Value::Null, serial)
                .public("name", Value::Null, one.name.as_str())
                .public("award", Value::Null, ask.award_hi.as_str())
                .public("given_on", Value::Null, ask.given_on);
            numbers.push(no);
        }
        Ok(Given { numbers })
    })
}

/// Takes an award back, with the reason. Its serial stays, and says so to whoever checks it.
///
/// # Errors
/// As [`give_awards`]; `NotFound` for an award that is none, `Conflict` where it was taken back
/// meanwhile; fault `award_reason_missing`.
pub fn withdraw_award(db: &Db, desk: &Desk, op: Uuid, ask: &Withdraw, now: i64) -> Result<i64> {
    of_the_district(&desk.scope)?;
    let reason = text::tidy(&ask.reason);
    if reason.is_empty() {
        return Err(Error::Faults(Fault::at("reason", "award_reason_missing").into()));
    }
    let op = Op::over(op, "meetings.withdraw_award", ask, now)?;
    let (scope, ask) = (desk.scope.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let award = store::award_of(tx, &scope, ask.no)?;
        if !store::withdraw(tx, &ask, &reason)? {
            let saved = serde_json::json!({ "version": award.version, "reason": award.withdrawal });
            let sent = serde_json::json!({ "version": ask.version });
            return Err(Error::Conflict { saved: saved.to_string(), sent: sent.to_string() });
        }
        tx.changed("award", ask.no, award.unit_id).office(
            "withdrawal",
            Value::Null,
            reason.as_str(),
        );
        Ok(ask.no)
    })
}

fn of_the_district(scope: &Scope) -> Result<()> {
    let may = scope.may(Right::Approve, Area::Meetings) && scope.is_whole_district();
    if may { Ok(()) } else { Err(Error::Denied("meetings.awards")) }
}
