//! What an act on a plan leaves in the trail: the plan's own fields, and the months of each unit.

use samuh_engine::{Tx, Value};

use super::{
    model::{Months, Whole},
    store::changed,
};

/// The plan's number in the trail: indicator and year in one.
pub(crate) fn subject_id(indicator: i64, year: i32) -> i64 {
    indicator * 10_000 + i64::from(year)
}

/// Notes how a plan differs from what stood before.
pub(super) fn note(tx: &mut Tx, was: Option<&Whole>, now: &Whole, reason: Option<&str>) {
    let (old, new) = (was.map(|was| &was.plan), &now.plan);
    let state = |locked: bool| if locked { "locked" } else { "draft" };
    let id = subject_id(new.indicator, new.year.0);
    let mut trail = tx.changed("plan", id, 0);
    trail
        .public("level", old.map(|old| old.level.code()), new.level.code())
        .public("total", old.map(|old| old.total), new.total)
        .public("state", old.map(|old| state(old.locked)), state(new.locked))
        .office("order_no", old.and_then(|old| old.order_no.as_deref()), new.order_no.as_deref())
        .office("reason", Value::Null, reason);
    for (unit_id, before, after) in changed(was, Some(now)) {
        trail.public(format!("target:{unit_id}"), shown(before), shown(after));
    }
}

/// Notes that a plan is there no more: the batch that made it was taken back.
pub(super) fn note_gone(tx: &mut Tx, was: &Whole) {
    let id = subject_id(was.plan.indicator, was.plan.year.0);
    tx.changed("plan", id, 0).public("total", was.plan.total, Value::Null);
}

/// Twelve months as one text, April first.
fn shown(months: Option<Months>) -> Option<String> {
    months.map(|months| months.map(|month| month.to_string()).join(" "))
}
