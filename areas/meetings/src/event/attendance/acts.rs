//! The acts of attendance: who was in which session, and the rule by which that counts.

use samuh_engine::{Db, Desk, Error, Result, Tx, Value, clock, rule::NewRule};
use samuh_kernel::fault::Faults;
use uuid::Uuid;

use super::{rules, store};
use crate::{
    event::{
        acts::{moved, restated},
        model::EventState,
        store as events,
    },
    ruling::within,
};

/// Writes who was in which session: of every person of the list, by number from 1, the sessions.
///
/// # Errors
/// As [`super::super::attend`]; `Faults` for a person or session that is not there, or where the event
/// has no programme.
pub fn set_presence(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    (id, version, marks): (i64, i64, Vec<(i64, Vec<i64>)>),
    now: i64,
) -> Result<i64> {
    let own = desk.clone();
    moved(
        db,
        desk,
        (op, "meetings.presence", now),
        (id, version),
        marks,
        move |tx, event, marks| {
            if event.state == EventState::Cancelled {
                return Err(Error::Faults(Faults::one("event_over")));
            }
            let sessions = events::sessions(tx, &own, event.id)?.len();
            let percent = store::share_on(tx, &own.scope, event.starts_on)?;
            let mut people = events::people(tx, &own, event.id)?;
            for (no, present) in marks {
                let last = i64::try_from(sessions).unwrap_or(0);
                let person = usize::try_from(no - 1).ok().and_then(|at| people.get_mut(at));
                let Some(person) =
                    person.filter(|_| present.iter().all(|one| (1..=last).contains(one)))
                else {
                    return Err(Error::Faults(Faults::one("presence_unknown")));
                };
                let mut present = present.clone();
                present.sort_unstable();
                present.dedup();
                person.attended = rules::has_attended(present.len(), sessions, percent);
                person.present = present;
            }
            restated(tx, event, &people)
        },
    )
}

/// Sets from which share of the sessions on somebody has attended, from a day on; within an act of a
/// desk that may. The order of an event's first day counts.
pub(crate) fn set_share(tx: &mut Tx, desk: &Desk, new: &NewRule<i64>) -> Result<i64> {
    let mut faults = new.faults(clock::day_of(tx.at()));
    within(&mut faults, "percent", new.terms, (1, 100));
    faults.or(())?;
    let was = store::share_on(tx, &desk.scope, new.from_on)?;
    let no = store::add_share(tx, new)?;
    tx.changed("attendance_rule", no, 0)
        .office("percent", was, new.terms)
        .office("from_on", Value::Null, new.from_on)
        .office("reason", Value::Null, new.reason.trim())
        .office("order_no", Value::Null, new.order_no.trim());
    Ok(no)
}
