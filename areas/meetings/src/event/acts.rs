//! Acts on events. A training that was held counts in the month of its last day, at its place.

use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Tx, clock};
use samuh_figures::{
    catalogue::{PERSONS_TRAINED, TRAININGS_HELD},
    journal::{Class, Posting, Trees, post},
};
use samuh_kernel::{calendar::Month, fault::Faults, scope::Right, text::tidy};
use uuid::Uuid;

use super::{
    attendance::{
        self,
        rules::{kept_from, may_reword},
    },
    model::{
        Answer, Event, EventKind, EventState, Invitee, MarkInvitee, Mode, NewEvent, NewInvitee,
        Person, PlaqueState,
    },
    order, rules, store,
};
use crate::{direction::store::top, meeting::rules::time, reach};

const SUBJECT: &str = "event";

/// Plans an event, or says one again that lies ahead; answers its number.
///
/// # Errors
/// `Denied` without the right to enter meetings, `NotFound` for a place or event that is not this
/// desk's, `Faults` with everything that is wrong, `Conflict` when somebody changed it first.
pub fn set_event(db: &Db, desk: &Desk, op: Uuid, ask: &NewEvent, now: i64) -> Result<i64> {
    reach::may(desk, Right::Enter, "meetings.enter")?;
    let op = Op::over(op, "meetings.set_event", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        rules::event_faults(&ask, clock::day_of(tx.at())).or(()).map_err(Error::Faults)?;
        let district_id = tx.district_id();
        let own_place = own.scope.roots().first().copied().unwrap_or(0);
        let place_id = match (ask.place_id, own_place) {
            (0, 0) => top(tx, district_id)?,
            (0, own) => own,
            (asked, _) => asked,
        };
        let (Some(kind), Some(starts_on)) = (EventKind::of(&ask.kind), ask.starts_on) else {
            return Err(Error::broken("an event without kind or day"));
        };
        let before = match ask.id {
            Some((id, _)) => {
                let event = store::event_of(tx, &own, id)?;
                rules::is_planned(&event).map_err(Error::Faults)?;
                Some(event)
            }
            None => None,
        };
        let event = Event {
            id: before.as_ref().map_or(0, |event| event.id),
            kind,
            title: tidy(&ask.title),
            batch: tidy(&ask.batch),
            place_id,
            starts_on,
            ends_on: ask.ends_on.unwrap_or(starts_on),
            at_time: time(&ask.at_time).unwrap_or_default(),
            venue: tidy(&ask.venue),
            fund_source: tidy(&ask.fund_source),
            material: tidy(&ask.material),
            cost_paise: ask.cost_paise,
            persons: 0,
            state: EventState::Planned,
            end_reason: String::new(),
            plaque_text: String::new(),
            plaque_state: PlaqueState::None,
            plaque_post: 0,
            version: 1,
        };
        let id = match ask.id {
            None => store::add(tx, &event)?,
            Some((id, version)) if store::set(tx, &event, version)? => id,
            Some((_, version)) => return Err(stale(before.as_ref(), version)),
        };
        // Read again through the desk: a place that is not its own is not there.
        store::event_of(tx, &own, id)?;
        tx.changed(SUBJECT, id, place_id)
            .office("title", before.as_ref().map(|was| was.title.as_str()), event.title.as_str())
            .office("starts_on", before.as_ref().map(|was| was.starts_on), event.starts_on)
            .office("cost_paise", before.as_ref().map(|was| was.cost_paise), event.cost_paise);
        Ok(id)
    })
}

/// Writes the programme of an event that lies ahead, in place of the one before.
///
/// # Errors
/// As [`set_event`]; `Faults` for lines that cannot be read.
pub fn set_sessions(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    (id, version, text): (i64, i64, &str),
    now: i64,
) -> Result<i64> {
    let own = desk.clone();
    moved(
        db,
        desk,
        (op, "meetings.set_sessions", now),
        (id, version),
        text.to_owned(),
        move |tx, event, text| {
            rules::is_planned(event).map_err(Error::Faults)?;
            let all =
                rules::sessions_of(text, event, clock::day_of(tx.at())).map_err(Error::Faults)?;
            let (known, people) =
                (store::sessions(tx, &own, event.id)?, store::people(tx, &own, event.id)?);
            may_reword(&people, (&known, &all))?;
            store::replace_sessions(tx, event.id, &all)?;
            tx.changed(SUBJECT, event.id, event.place_id).office(
                "sessions",
                None::<i64>,
                all.len() as i64,
            );
            Ok(())
        },
    )
}

/// Writes who came, in place of the list before; a training that was held is counted anew.
///
/// # Errors
/// As [`set_event`]; `Faults` for lines that cannot be read, or when it was cancelled.
pub fn attend(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    (id, version, text): (i64, i64, &str),
    now: i64,
) -> Result<i64> {
    let own = desk.clone();
    moved(
        db,
        desk,
        (op, "meetings.attend_event", now),
        (id, version),
        text.to_owned(),
        move |tx, event, text| {
            if event.state == EventState::Cancelled {
                return Err(Error::Faults(Faults::one("event_over")));
            }
            let people = rules::people_of(text).map_err(Error::Faults)?;
            let before = store::people(tx, &own, event.id)?;
            restated(tx, event, &kept_from(&before, people))
        },
    )
}

/// Says that an event was held, and what it cost.
///
/// # Errors
/// As [`set_event`]; `Faults` before its last day, or where nobody is known to have come.
pub fn hold(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    (id, version, cost_paise): (i64, i64, i64),
    now: i64,
) -> Result<i64> {
    moved(
        db,
        desk,
        (op, "meetings.hold_event", now),
        (id, version),
        cost_paise,
        |tx, event, &cost_paise| {
            rules::may_hold(event, clock::day_of(tx.at())).map_err(Error::Faults)?;
            if cost_paise < 0 {
                let mut faults = Faults::default();
                faults.on("cost", "event_cost");
                return Err(Error::Faults(faults));
            }
            let was = event.cost_paise;
            event.state = EventState::Held;
            event.cost_paise = cost_paise;
            recount(tx, Vec::new(), postings(event))?;
            tx.changed(SUBJECT, event.id, event.place_id)
                .office("state", EventState::Planned.code(), EventState::Held.code())
                .office("cost_paise", was, cost_paise);
            Ok(())
        },
    )
}

/// Says that an event will not be held, with a reason.
///
/// # Errors
/// As [`set_event`]; `Faults` without a reason.
pub fn cancel(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    (id, version, reason): (i64, i64, &str),
    now: i64,
) -> Result<i64> {
    moved(
        db,
        desk,
        (op, "meetings.cancel_event", now),
        (id, version),
        tidy(reason),
        |tx, event, reason| {
            rules::is_planned(event).map_err(Error::Faults)?;
            if reason.is_empty() {
                let mut faults = Faults::default();
                faults.on("reason", "reason_empty");
                return Err(Error::Faults(faults));
            }
            event.state = EventState::Cancelled;
            event.end_reason.clone_from(reason);
            tx.changed(SUBJECT, event.id, event.place_id)
                .office("state", EventState::Planned.code(), EventState::Cancelled.code())
                .office("end_reason", None::<&str>, reason.as_str());
            Ok(())
        },
    )
}

/// Invites somebody; answers the number within the event.
///
/// # Errors
/// As [`set_event`]; `Faults` for an unknown rank, or without name and office.
pub fn invite(db: &Db, desk: &Desk, op: Uuid, ask: &NewInvitee, now: i64) -> Result<i64> {
    reach::may(desk, Right::Enter, "meetings.enter")?;
    let op = Op::over(op, "meetings.invite", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let event = store::event_of(tx, &own, ask.event_id)?;
        rules::is_planned(&event).map_err(Error::Faults)?;
        let order = order::precedence_on(tx, &own.scope, event.starts_on)?;
        let (name, title) = (tidy(&ask.name), tidy(&ask.title));
        let is_ranked = order.iter().any(|rank| rank.code == ask.rank_code);
        rules::invitee_faults(&ask, is_ranked).or(()).map_err(Error::Faults)?;
        let known = store::invitees_of(tx, &own, event.id)?;
        let no = known.last().map_or(1, |last| last.no + 1);
        store::add_invitee(tx, (event.id, no), (&ask.rank_code, &name, &title))?;
        tx.changed(SUBJECT, event.id, event.place_id).office("invited", None::<i64>, no);
        Ok(no)
    })
}

/// Writes down how an invitation went, whether it was received, and what was answered.
///
/// # Errors
/// As [`set_event`]; `Faults` for days that cannot be, `Conflict` when somebody marked it first.
pub fn mark_invitee(db: &Db, desk: &Desk, op: Uuid, ask: &MarkInvitee, now: i64) -> Result<i64> {
    reach::may(desk, Right::Enter, "meetings.enter")?;
    let op = Op::over(op, "meetings.mark_invitee", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let event = store::event_of(tx, &own, ask.event_id)?;
        rules::mark_faults(&ask).or(()).map_err(Error::Faults)?;
        let known = store::invitees_of(tx, &own, event.id)?;
        let was = known.into_iter().find(|one| one.no == ask.no).ok_or(Error::NotFound)?;
        let is = Invitee {
            mode: Mode::of(&ask.mode).unwrap_or(Mode::None),
            sent_on: ask.sent_on,
            received_on: ask.received_on,
            answer: Answer::of(&ask.answer).unwrap_or(Answer::None),
            version: ask.version,
            ..was.clone()
        };
        if !store::set_invitee(tx, event.id, &is)? {
            let saved = serde_json::to_string(&was)?;
            let sent = serde_json::json!({ "version": ask.version }).to_string();
            return Err(Error::Conflict { saved, sent });
        }
        tx.changed(SUBJECT, event.id, event.place_id)
            .office("invitation_mode", was.mode.code(), is.mode.code())
            .office("invitation_received", was.received_on, is.received_on)
            .office("invitation_answer", was.answer.code(), is.answer.code());
        Ok(is.no)
    })
}

/// Puts the words of a plaque before another post.
///
/// # Errors
/// As [`set_event`]; `Faults` without words, or when they are approved already.
pub fn submit_plaque(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    (id, version, text): (i64, i64, &str),
    now: i64,
) -> Result<i64> {
    // A plaque is cut line by line.
    let lines: Vec<String> = text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
    let own = desk.post_id;
    moved(
        db,
        desk,
        (op, "meetings.submit_plaque", now),
        (id, version),
        lines.join("\n"),
        move |tx, event, text| {
            rules::is_planned(event).map_err(Error::Faults)?;
            rules::plaque_faults(event, text).or(()).map_err(Error::Faults)?;
            tx.changed(SUBJECT, event.id, event.place_id).office(
                "plaque_text",
                event.plaque_text.as_str(),
                text.as_str(),
            );
            event.plaque_text.clone_from(text);
            event.plaque_state = PlaqueState::Submitted;
            event.plaque_post = own;
            Ok(())
        },
    )
}

/// Approves the words of a plaque, or sends them back: at another post than the one that wrote them.
///
/// # Errors
/// `Denied` without the right to approve meetings; as [`set_event`]; `Faults` where none wait or they
/// are one's own.
pub fn judge_plaque(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    (id, version, is_good): (i64, i64, bool),
    now: i64,
) -> Result<i64> {
    reach::may(desk, Right::Approve, "meetings.approve")?;
    let own = desk.post_id;
    moved(
        db,
        desk,
        (op, "meetings.judge_plaque", now),
        (id, version),
        is_good,
        move |tx, event, &is_good| {
            rules::may_judge(event, own).map_err(Error::Faults)?;
            let is = if is_good { PlaqueState::Approved } else { PlaqueState::None };
            tx.changed(SUBJECT, event.id, event.place_id).office(
                "plaque_state",
                event.plaque_state.code(),
                is.code(),
            );
            event.plaque_state = is;
            Ok(())
        },
    )
}

/// Runs an act on an event the desk sees, at the edition that was seen, with what was sent.
pub(super) fn moved<C, F>(
    db: &Db,
    desk: &Desk,
    (op, act, now): (Uuid, &'static str, i64),
    (id, version): (i64, i64),
    sent: C,
    work: F,
) -> Result<i64>
where
    C: serde::Serialize + Send + 'static,
    F: Fn(&mut Tx, &mut Event, &C) -> Result<()> + Send + 'static,
{
    reach::may(desk, Right::Enter, "meetings.enter")?;
    let op = Op::over(op, act, &(id, version, &sent), now)?;
    let own = desk.clone();
    db.act(desk, &op, move |tx| {
        let mut event = store::event_of(tx, &own, id)?;
        let was = event.clone();
        work(tx, &mut event, &sent)?;
        if !store::set_moved(tx, &event, version)? {
            return Err(stale(Some(&was), version));
        }
        Ok(id)
    })
}

/// Writes the list of those who came, in place of the one before; an event that was held counts anew.
pub(super) fn restated(tx: &mut Tx, event: &mut Event, people: &[Person]) -> Result<()> {
    let (was, is) = (event.persons, attendance::rules::counted(people));
    if event.state == EventState::Held && event.kind.is_training() && is == 0 {
        return Err(Error::Faults(Faults::one("event_nobody")));
    }
    store::replace_people(tx, event.id, people)?;
    let counts = event.state == EventState::Held;
    let before = if counts { postings(event) } else { Vec::new() };
    event.persons = is;
    let after = if counts { postings(event) } else { Vec::new() };
    recount(tx, before, after)?;
    tx.changed(SUBJECT, event.id, event.place_id).office("persons", was, is).office(
        "listed",
        None::<i64>,
        people.len() as i64,
    );
    Ok(())
}

/// What an event counts for.
fn postings(event: &Event) -> Vec<Posting> {
    if !event.kind.is_training() {
        return Vec::new();
    }
    counted((event.place_id, Month::of(event.ends_on), event.persons))
}

fn counted((place_id, month, persons): (i64, Month, i64)) -> Vec<Posting> {
    let one = |indicator, delta| Posting {
        indicator,
        place_id,
        institution_id: 0,
        federation_id: 0,
        month,
        class: Class::Counted,
        delta,
    };
    vec![one(TRAININGS_HELD, 1), one(PERSONS_TRAINED, persons)]
}

fn recount(tx: &mut Tx, before: Vec<Posting>, after: Vec<Posting>) -> Result<()> {
    let district_id = tx.district_id();
    let back = before.into_iter().map(|one| Posting { delta: -one.delta, ..one });
    let all: Vec<Posting> = back.chain(after).collect();
    if all.is_empty() {
        return Ok(());
    }
    let trees = Trees::load(tx, district_id)?;
    post(tx, district_id, &trees, all).map(drop)
}

/// All that the district's trainings count for, rebuilt from the register.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn wanted_postings(reader: &mut Reader, district_id: i64) -> Result<Vec<Posting>> {
    let all = store::counted(reader, district_id)?;
    let posted = all.into_iter().map(|(place, day, persons)| (place, Month::of(day), persons));
    Ok(posted.flat_map(counted).filter(|one| one.delta != 0).collect())
}

fn stale(event: Option<&Event>, version: i64) -> Error {
    let saved = event.and_then(|event| serde_json::to_string(event).ok()).unwrap_or_default();
    Error::Conflict { saved, sent: serde_json::json!({ "version": version }).to_string() }
}
