//! Events in the database.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_engine::{Desk, Error, Reader, Result, Row, Tx, params};

use super::model::{
    Answer, Event, EventKind, EventState, Invitee, Mode, Person, PlaqueState, Session,
};
use crate::{coded::coded, reach};

const SEEN: &str = "
    select e.id, e.kind, e.title, e.batch, e.place_id, e.starts_on, e.ends_on, e.at_time, e.venue,
           e.fund_source, e.material, e.cost_paise, e.persons, e.state, e.end_reason, e.plaque_text,
           e.plaque_state, e.plaque_post, e.version
    from event e
    join place p on p.district_id = e.district_id and p.id = e.place_id
    where e.district_id = $1 and ($3 = 0 or e.id = $3) and ($4 = '' or e.kind = $4)
      and ($5 = '' or e.state = $5)
      and ($2 = -1 or exists (
        select 1 from post_unit u
        left join institution w on w.district_id = u.district_id and w.id = u.unit_id
        join place_closure c on c.district_id = u.district_id
          and c.ancestor_id = coalesce(w.place_id, u.unit_id) and c.to_on = '9999-12-31'
        where u.district_id = $1 and u.post_id = $2 and c.place_id = e.place_id))
    order by e.starts_on desc, e.id desc";
const ADD: &str = "
    insert into event (district_id, id, kind, title, batch, place_id, starts_on, ends_on, at_time,
                       venue, fund_source, material, cost_paise, persons, state, end_reason,
                       plaque_text, plaque_state, plaque_post, version, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 'planned', '', '', 'none', 0, 1,
            $14)";
const SET: &str = "
    update event set kind = $3, title = $4, batch = $5, place_id = $6, starts_on = $7, ends_on = $8,
                     at_time = $9, venue = $10, fund_source = $11, material = $12, cost_paise = $13,
                     op_no = $14, version = version + 1
    where district_id = $1 and id = $2 and version = $15";
const MOVE: &str = "
    update event set persons = $3, cost_paise = $4, state = $5, end_reason = $6, plaque_text = $7,
                     plaque_state = $8, plaque_post = $9, op_no = $10, version = version + 1
    where district_id = $1 and id = $2 and version = $11";
const SESSIONS: &str = "
    select held_on, at_time, topic, speaker from event_session
    where district_id = $1 and event_id = $2 order by held_on, at_time, no";
const DROP_SESSIONS: &str = "delete from event_session where district_id = $1 and event_id = $2";
const ADD_SESSION: &str = "
    insert into event_session (district_id, event_id, no, held_on, at_time, topic, speaker)
    values ($1, $2, $3, $4, $5, $6, $7)";
const PEOPLE: &str = "
    select name, of_where, before_mark, after_mark, member_id, attended, no from event_person
    where district_id = $1 and event_id = $2 order by no";
const PRESENCE: &str = "
    select person_no, session_no from event_presence
    where district_id = $1 and event_id = $2 order by person_no, session_no";
const DROP_PRESENCE: &str = "delete from event_presence where district_id = $1 and event_id = $2";
const PRESENT: &[&str] = &["district_id", "event_id", "person_no", "session_no"];
const DROP_PEOPLE: &str = "delete from event_person where district_id = $1 and event_id = $2";
const ADD_PERSON: &str = "
    insert into event_person (district_id, event_id, no, name, of_where, before_mark, after_mark,
                              member_id, attended)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const INVITEES: &str = "
    select no, rank_code, name, title, mode, sent_on, received_on, answer, version from event_invitee
    where district_id = $1 and event_id = $2 order by no";
const ADD_INVITEE: &str = "
    insert into event_invitee (district_id, event_id, no, rank_code, name, title, mode, answer,
                               version, op_no)
    values ($1, $2, $3, $4, $5, $6, 'none', 'none', 1, $7)";
const SET_INVITEE: &str = "
    update event_invitee set mode = $4, sent_on = $5, received_on = $6, answer = $7, op_no = $8,
                             version = version + 1
    where district_id = $1 and event_id = $2 and no = $3 and version = $9";
const COUNTED: &str = "
    select place_id, ends_on, persons from event
    where district_id = $1 and state = 'held' and kind in ('training', 'workshop') order by id";

/// The events of the desk's units, the latest first; of a kind and state where they are named.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn events(
    reader: &mut Reader,
    desk: &Desk,
    (kind, state): (Option<EventKind>, Option<EventState>),
) -> Result<Vec<Event>> {
    let (kind, state) = (kind.map_or("", EventKind::code), state.map_or("", EventState::code));
    let asked = params![desk.district_id(), reach::key(desk), 0_i64, kind, state];
    reader.query(SEEN, &asked)?.iter().map(event).collect()
}

/// An event of the desk's units.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn event_of(reader: &mut Reader, desk: &Desk, id: i64) -> Result<Event> {
    if id <= 0 {
        return Err(Error::NotFound);
    }
    let asked = params![desk.district_id(), reach::key(desk), id, "", ""];
    reader.first(SEEN, &asked)?.as_ref().map(event).transpose()?.ok_or(Error::NotFound)
}

/// The programme of an event the desk sees.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn sessions(reader: &mut Reader, desk: &Desk, event_id: i64) -> Result<Vec<Session>> {
    let rows = reader.query(SESSIONS, &params![desk.district_id(), event_id])?;
    rows.iter().map(session).collect()
}

/// Who came to an event the desk sees. Personal.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn people(reader: &mut Reader, desk: &Desk, event_id: i64) -> Result<Vec<Person>> {
    listed(reader, desk.district_id(), event_id)
}

fn listed(reader: &mut Reader, district_id: i64, event_id: i64) -> Result<Vec<Person>> {
    let mut present: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in reader.query(PRESENCE, &params![district_id, event_id])? {
        present.entry(row.at(0)?).or_default().push(row.at(1)?);
    }
    let rows = reader.query(PEOPLE, &params![district_id, event_id])?;
    let with_sessions = |row: &Row| {
        let present = present.get(&row.at(6)?).cloned().unwrap_or_default();
        Ok(Person { present, ..person(row)? })
    };
    rows.iter().map(with_sessions).collect()
}

/// As [`people`], within an act that has looked at the scope.
pub(super) fn people_in_act(tx: &mut Tx, district_id: i64, event_id: i64) -> Result<Vec<Person>> {
    listed(tx, district_id, event_id)
}

/// An event, within an act that has looked at the scope; none where it is not there.
pub(super) fn event_in_act(tx: &mut Tx, district_id: i64, id: i64) -> Result<Option<Event>> {
    let asked = params![district_id, -1_i64, id, "", ""];
    tx.first(SEEN, &asked)?.as_ref().map(event).transpose()
}

/// Who is invited to an event the desk sees, as they were entered.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn invitees_of(reader: &mut Reader, desk: &Desk, event_id: i64) -> Result<Vec<Invitee>> {
    let rows = reader.query(INVITEES, &params![desk.district_id(), event_id])?;
    rows.iter().map(invitee).collect()
}

/// Place, last day and persons of every training that counts: no scope, the books are rebuilt whole.
pub(super) fn counted(reader: &mut Reader, district_id: i64) -> Result<Vec<(i64, NaiveDate, i64)>> {
    let rows = reader.query(COUNTED, &params![district_id])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?, row.at(2)?))).collect()
}

pub(super) fn add(tx: &mut Tx, event: &Event) -> Result<i64> {
    let district_id = tx.district_id();
    let id = tx.allot(district_id, "event", 1)?;
    let row = params![
        district_id,
        id,
        event.kind.code(),
        event.title.as_str(),
        event.batch.as_str(),
        event.place_id,
        event.starts_on,
        event.ends_on,
        event.at_time.as_str(),
        event.venue.as_str(),
        event.fund_source.as_str(),
        event.material.as_str(),
        event.cost_paise,
        tx.op_no()
    ];
    tx.exec(ADD, &row)?;
    Ok(id)
}

pub(super) fn set(tx: &mut Tx, event: &Event, version: i64) -> Result<bool> {
    let row = params![
        tx.district_id(),
        event.id,
        event.kind.code(),
        event.title.as_str(),
        event.batch.as_str(),
        event.place_id,
        event.starts_on,
        event.ends_on,
        event.at_time.as_str(),
        event.venue.as_str(),
        event.fund_source.as_str(),
        event.material.as_str(),
        event.cost_paise,
        tx.op_no(),
        version
    ];
    Ok(tx.exec(SET, &row)? == 1)
}

/// Writes what moves in an event: persons, cost, state, plaque.
pub(super) fn set_moved(tx: &mut Tx, event: &Event, version: i64) -> Result<bool> {
    let row = params![
        tx.district_id(),
        event.id,
        event.persons,
        event.cost_paise,
        event.state.code(),
        event.end_reason.as_str(),
        event.plaque_text.as_str(),
        event.plaque_state.code(),
        event.plaque_post,
        tx.op_no(),
        version
    ];
    Ok(tx.exec(MOVE, &row)? == 1)
}

pub(super) fn replace_sessions(tx: &mut Tx, event_id: i64, all: &[Session]) -> Result<()> {
    let district_id = tx.district_id();
    tx.exec(DROP_SESSIONS, &params![district_id, event_id])?;
    for (no, one) in (1_i64..).zip(all) {
        let row = params![
            district_id,
            event_id,
            no,
            one.held_on,
            one.at_time.as_str(),
            one.topic.as_str(),
            one.speaker.as_str()
        ];
        tx.exec(ADD_SESSION, &row)?;
    }
    Ok(())
}

pub(super) fn replace_people(tx: &mut Tx, event_id: i64, all: &[Person]) -> Result<()> {
    let district_id = tx.district_id();
    tx.exec(DROP_PRESENCE, &params![district_id, event_id])?;
    tx.exec(DROP_PEOPLE, &params![district_id, event_id])?;
    for (no, one) in (1_i64..).zip(all) {
        let row = params![
            district_id,
            event_id,
            no,
            one.name.as_str(),
            one.of_where.as_str(),
            one.before,
            one.after,
            one.member_id,
            one.attended
        ];
        tx.exec(ADD_PERSON, &row)?;
    }
    let mut present = (1_i64..).zip(all).flat_map(|(no, one)| {
        let of = move |session: &i64| params![district_id, event_id, no, *session].to_vec();
        one.present.iter().map(of)
    });
    tx.load("event_presence", PRESENT, &mut present).map(drop)
}

pub(super) fn add_invitee(
    tx: &mut Tx,
    (event_id, no): (i64, i64),
    (rank, name, title): (&str, &str, &str),
) -> Result<()> {
    let row = params![tx.district_id(), event_id, no, rank, name, title, tx.op_no()];
    tx.exec(ADD_INVITEE, &row).map(drop)
}

pub(super) fn set_invitee(tx: &mut Tx, event_id: i64, one: &Invitee) -> Result<bool> {
    let row = params![
        tx.district_id(),
        event_id,
        one.no,
        one.mode.code(),
        one.sent_on,
        one.received_on,
        one.answer.code(),
        tx.op_no(),
        one.version
    ];
    Ok(tx.exec(SET_INVITEE, &row)? == 1)
}

fn event(row: &Row) -> Result<Event> {
    Ok(Event {
        id: row.at(0)?,
        kind: coded(&row.at::<String>(1)?, EventKind::of)?,
        title: row.at(2)?,
        batch: row.at(3)?,
        place_id: row.at(4)?,
        starts_on: row.at(5)?,
        ends_on: row.at(6)?,
        at_time: row.at(7)?,
        venue: row.at(8)?,
        fund_source: row.at(9)?,
        material: row.at(10)?,
        cost_paise: row.at(11)?,
        persons: row.at(12)?,
        state: coded(&row.at::<String>(13)?, EventState::of)?,
        end_reason: row.at(14)?,
        plaque_text: row.at(15)?,
        plaque_state: coded(&row.at::<String>(16)?, PlaqueState::of)?,
        plaque_post: row.at(17)?,
        version: row.at(18)?,
    })
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session { held_on: row.at(0)?, at_time: row.at(1)?, topic: row.at(2)?, speaker: row.at(3)? })
}

fn person(row: &Row) -> Result<Person> {
    Ok(Person {
        name: row.at(0)?,
        of_where: row.at(1)?,
        before: row.at(2)?,
        after: row.at(3)?,
        member_id: row.at(4)?,
        attended: row.at(5)?,
        present: Vec::new(),
    })
}

fn invitee(row: &Row) -> Result<Invitee> {
    Ok(Invitee {
        no: row.at(0)?,
        rank_code: row.at(1)?,
        name: row.at(2)?,
        title: row.at(3)?,
        mode: coded(&row.at::<String>(4)?, Mode::of)?,
        sent_on: row.at(5)?,
        received_on: row.at(6)?,
        answer: coded(&row.at::<String>(7)?, Answer::of)?,
        version: row.at(8)?,
    })
}
