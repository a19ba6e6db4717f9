//! Acts on meetings: a series is made, a meeting planned, its agenda kept, attendance marked, and its
//! end with the minutes frozen.

use samuh_engine::{Db, Desk, Error, Op, Result, Tx, clock};
use samuh_figures::catalogue::by_code;
use samuh_kernel::{scope::Right, text::tidy};
use uuid::Uuid;

use super::{
    model::{
        Attend, ChangeItem, Close, Meeting, NewItem, NewMeeting, NewSeries, Order, Presence, State,
    },
    rules, store,
};
use crate::{
    direction::{self, store::unit_is_seen},
    notice::telling,
    reach,
};

const SUBJECT: &str = "meeting";

/// Makes a series, or says it again; answers its number.
///
/// # Errors
/// `Denied` without the right to enter meetings, `NotFound` for a unit or series that is not this
/// desk's, `Faults` with everything that is wrong, `Conflict` when somebody changed it first.
pub fn set_series(db: &Db, desk: &Desk, op_id: Uuid, ask: &NewSeries, now: i64) -> Result<i64> {
    reach::may(desk, Right::Enter, "meetings.enter")?;
    let op = Op::over(op_id, "meetings.set_series", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let today = clock::day_of(tx.at());
        let before = match ask.id {
            0 => None,
            id => Some(store::series_of(tx, &own, id)?),
        };
        let unit_id = before.as_ref().map_or(unit_of(&own, &ask.of), |series| series.unit_id);
        seen(tx, &own, unit_id)?;
        let known = known(tx, &own, &ask.of)?;
        let mut faults = rules::body_faults(&ask.of, &known);
        if ask.every_days.is_some_and(|days| !(1..=366).contains(&days)) {
            faults.on("every_days", "series_days");
        }
        faults.or(()).map_err(Error::Faults)?;
        let id = match &before {
            None => store::add_series(tx, &ask, unit_id)?,
            Some(series) => {
                if !store::change_series(tx, &ask, today)? {
                    let saved = serde_json::to_string(series)?;
                    return Err(Error::Conflict { saved, sent: serde_json::to_string(&ask)? });
                }
                series.id
            }
        };
        let was = before.as_ref();
        tx.changed("meeting_series", id, unit_id)
            .office("kind", was.map(|one| one.kind.code()), ask.of.kind.as_str())
            .office("every_days", was.and_then(|one| one.every_days), ask.every_days)
            .office("chair_post_id", was.map(|one| one.chair_post_id), ask.of.chair_post_id)
            .office(
                "members",
                was.map(|one| one.members.len() as i64),
                ask.of.members.len() as i64,
            );
        Ok(id)
    })
}

/// The unit that is meant: the one named, else the desk's own.
fn unit_of(desk: &Desk, ask: &NewMeeting) -> i64 {
    if ask.unit_id != 0 { ask.unit_id } else { desk.scope.roots().first().copied().unwrap_or(0) }
}

fn seen(tx: &mut Tx, desk: &Desk, unit_id: i64) -> Result<()> {
    if unit_is_seen(tx, desk, unit_id)? { Ok(()) } else { Err(Error::NotFound) }
}

fn known(tx: &mut Tx, desk: &Desk, ask: &NewMeeting) -> Result<Vec<i64>> {
    let mut posts = ask.members.clone();
    posts.push(ask.chair_post_id);
    let today = clock::day_of(tx.at());
    store::posts_there(tx, &desk.scope, today, &posts)
}

/// Plans a meeting; answers its number.
///
/// # Errors
/// `Denied` without the right to enter meetings, `NotFound` for a unit or series that is not this
/// desk's, `Faults` with everything that is wrong.
pub fn plan(db: &Db, desk: &Desk, op_id: Uuid, ask: &NewMeeting, now: i64) -> Result<i64> {
    reach::may(desk, Right::Enter, "meetings.enter")?;
    let op = Op::over(op_id, "meetings.plan", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let today = clock::day_of(tx.at());
        let unit_id = match ask.series_id {
            Some(id) => store::series_of(tx, &own, id)?.unit_id,
            None => unit_of(&own, &ask),
        };
        seen(tx, &own, unit_id)?;
        let known = known(tx, &own, &ask)?;
        rules::meeting_faults(&ask, &known, today).or(()).map_err(Error::Faults)?;
        let Some(day) = ask.held_on else { return Err(Error::broken("a meeting without a day")) };
        let (id, number) = store::add(tx, &ask, (unit_id, day))?;
        let meeting = store::meeting_of(tx, &own, id)?;
        let posts: Vec<i64> = ask.members.clone();
        telling::meeting(tx, &meeting, &posts, (own.post_id, "meeting_called"))?;
        tx.changed(SUBJECT, id, unit_id)
            .office("number", None::<i64>, number)
            .office("held_on", None::<chrono::NaiveDate>, day)
            .office("members", None::<i64>, ask.members.len() as i64);
        Ok(id)
    })
}

/// Says a planned meeting again: its day, its place, who is asked to come.
///
/// # Errors
/// As [`plan`]; `Faults` too when it is over, `Conflict` when something happened in it since.
pub fn amend(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (id, version, ask): (i64, i64, &NewMeeting),
    now: i64,
) -> Result<i64> {
    let op = Op::over(op_id, "meetings.amend", &(id, version, ask), now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let before = going_on(tx, &own, id)?;
        let known = known(tx, &own, &ask)?;
        let today = clock::day_of(tx.at());
        rules::meeting_faults(&ask, &known, today).or(()).map_err(Error::Faults)?;
        let Some(day) = ask.held_on else { return Err(Error::broken("a meeting without a day")) };
        if !store::set(tx, (id, version), &ask, day)? {
            return Err(stale(&before, version));
        }
        let members = store::members_of(tx, &own, id)?;
        for one in members.iter().filter(|one| !ask.members.contains(&one.post_id)) {
            store::drop_member(tx, id, one.post_id)?;
        }
        let is_new = |post: &i64| !members.iter().any(|one| one.post_id == *post);
        let new: Vec<i64> = ask.members.iter().copied().filter(is_new).collect();
        store::add_members(tx, id, &new)?;
        let after = Meeting {
            held_on: day,
            at_time: rules::time(&ask.at_time),
            venue: Some(tidy(&ask.venue)).filter(|venue| !venue.is_empty()),
            chair_post_id: ask.chair_post_id,
            ..before.clone()
        };
        told(tx, own.post_id, (&before, &after), (&ask.members, new))?;
        tx.changed(SUBJECT, id, before.unit_id)
            .office("held_on", before.held_on, day)
            .office("venue", before.venue.as_deref(), Some(ask.venue.as_str()))
            .office("chair_post_id", before.chair_post_id, ask.chair_post_id)
            .office("members", members.len() as i64, ask.members.len() as i64);
        Ok(id)
    })
}

/// Who is new is called; the others hear of another day, hour or place.
fn told(
    tx: &mut Tx,
    by: i64,
    (before, after): (&Meeting, &Meeting),
    (members, mut new): (&[i64], Vec<i64>),
) -> Result<()> {
    if after.chair_post_id != before.chair_post_id {
        new.push(after.chair_post_id);
    }
    telling::of_meeting(tx, after, &new, (by, "meeting_called"))?;
    let when = |one: &Meeting| (one.held_on, one.at_time.clone(), one.venue.clone());
    if when(before) == when(after) {
        return Ok(());
    }
    let mut others = [members, &[after.chair_post_id]].concat();
    others.retain(|post| !new.contains(post));
    telling::of_meeting(tx, after, &others, (by, "meeting_changed"))
}

/// Puts items on the agenda; answers the number of the first.
///
/// # Errors
/// `Denied` without the right to enter meetings, or in a meeting that is run from above, `NotFound`
/// for a meeting that is not this desk's, `Faults` with everything that is wrong, or when it is over.
pub fn add_items(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (id, items): (i64, &[NewItem]),
    now: i64,
) -> Result<i64> {
    let op = Op::over(op_id, "meetings.add_items", &(id, items), now)?;
    let (own, items) = (desk.clone(), items.to_vec());
    db.act(desk, &op, move |tx| {
        let meeting = going_on(tx, &own, id)?;
        let standing = store::items_of(tx, &own, id)?.len();
        let is_known = |code: &str| by_code(code).is_some();
        rules::item_faults(&items, standing, is_known).or(()).map_err(Error::Faults)?;
        let first = store::add_items(tx, id, &items)?;
        store::touch(tx, id)?;
        let now = (standing + items.len()) as i64;
        tx.changed(SUBJECT, id, meeting.unit_id).office("items", standing as i64, now);
        Ok(first)
    })
}

/// Says an item again: its words, who presents it, what was said, where it stands.
///
/// # Errors
/// As [`add_items`]; `Conflict` when somebody changed the item first.
pub fn change_item(db: &Db, desk: &Desk, op_id: Uuid, ask: &ChangeItem, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.change_item", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let meeting = going_on(tx, &own, ask.meeting_id)?;
        let items = store::items_of(tx, &own, ask.meeting_id)?;
        let before = items.iter().find(|item| item.no == ask.no).ok_or(Error::NotFound)?;
        let today = clock::day_of(tx.at());
        let known = store::posts_there(tx, &own.scope, today, ask.presenter.as_slice())?;
        rules::change_faults(&ask, before, &known).or(()).map_err(Error::Faults)?;
        let question = before.asked_anew(&ask.question);
        if !store::set_item(tx, &ask, &question)? {
            let saved = serde_json::to_string(before)?;
            return Err(Error::Conflict { saved, sent: serde_json::to_string(&ask)? });
        }
        store::touch(tx, ask.meeting_id)?;
        let said = Some(ask.discussion.trim()).filter(|text| !text.is_empty());
        let asked = Some(question.of(true)).filter(|text| !text.is_empty());
        let title = Some(tidy(&ask.title)).filter(|text| !text.is_empty());
        tx.changed(SUBJECT, meeting.id, meeting.unit_id)
            .office("item_state", before.state.code(), ask.state.code())
            .office("title", before.title.as_deref(), title.as_deref())
            .office("question", before.asks(true), asked)
            .office("presenter", before.presenter, ask.presenter)
            .office("discussion", before.discussion.as_deref(), said);
        Ok(ask.no)
    })
}

/// Sets the order of the agenda.
///
/// # Errors
/// As [`add_items`]; `Conflict` where the items are not those that stand.
pub fn order_items(db: &Db, desk: &Desk, op_id: Uuid, ask: &Order, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.order_items", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let meeting = going_on(tx, &own, ask.meeting_id)?;
        let items = store::items_of(tx, &own, ask.meeting_id)?;
        let standing: Vec<i64> = items.iter().map(|item| item.no).collect();
        if !rules::is_whole(&ask, &standing) {
            let saved = serde_json::to_string(&standing)?;
            return Err(Error::Conflict { saved, sent: serde_json::to_string(&ask.items)? });
        }
        store::set_order(tx, ask.meeting_id, &ask.items)?;
        store::touch(tx, ask.meeting_id)?;
        let words = |numbers: &[i64]| {
            numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        let (was, is) = (words(&standing), words(&ask.items));
        tx.changed(SUBJECT, meeting.id, meeting.unit_id).office("order", was, is);
        Ok(ask.meeting_id)
    })
}

/// Marks who came, all of them or none.
///
/// # Errors
/// As [`add_items`].
pub fn attend(db: &Db, desk: &Desk, op_id: Uuid, ask: &Attend, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.attend", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let meeting = going_on(tx, &own, ask.meeting_id)?;
        let before = store::members_of(tx, &own, ask.meeting_id)?;
        rules::attend_faults(&ask, &before).or(()).map_err(Error::Faults)?;
        for one in &ask.members {
            store::mark(tx, ask.meeting_id, one)?;
        }
        store::touch(tx, ask.meeting_id)?;
        let after = store::members_of(tx, &own, ask.meeting_id)?;
        let came = |members: &[super::Member]| {
            let is_there = |one: &&super::Member| {
                matches!(one.presence, Presence::Present | Presence::Represented)
            };
            members.iter().filter(is_there).count() as i64
        };
        tx.changed(SUBJECT, meeting.id, meeting.unit_id).office(
            "present",
            came(&before),
            came(&after),
        );
        Ok(ask.meeting_id)
    })
}

/// Ends a meeting and freezes its minutes, drawn up from the edition that the desk saw.
///
/// # Errors
/// As [`add_items`]; `Faults` before its day or without attendance, `Conflict` when something
/// happened in it since.
pub fn close(db: &Db, desk: &Desk, op_id: Uuid, ask: &Close, now: i64) -> Result<i64> {
    let op = Op::over(op_id, "meetings.close", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let meeting = going_on(tx, &own, ask.meeting_id)?;
        let members = store::members_of(tx, &own, ask.meeting_id)?;
        let today = clock::day_of(tx.at());
        rules::close_faults(&meeting, &members, (today, &ask.memo_no))
            .or(())
            .map_err(Error::Faults)?;
        let (body, hash) = ask.minutes.sealed()?;
        if !store::end(tx, (meeting.id, ask.version), State::Closed, (&ask.memo_no, ""))? {
            return Err(stale(&meeting, ask.version));
        }
        store::freeze(tx, meeting.id, (&body, &hash))?;
        let posts: Vec<i64> = members.iter().map(|member| member.post_id).collect();
        telling::meeting(tx, &meeting, &posts, (own.post_id, "minutes_issued"))?;
        tx.changed(SUBJECT, meeting.id, meeting.unit_id)
            .office("state", meeting.state.code(), State::Closed.code())
            .office("minutes_hash", None::<&str>, hash.as_str());
        Ok(meeting.id)
    })
}

/// Cancels a meeting that will not be held, with a reason.
///
/// # Errors
/// As [`add_items`]; `Faults` too without a reason, `Conflict` when something happened in it since.
pub fn cancel(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (id, version, reason): (i64, i64, &str),
    now: i64,
) -> Result<i64> {
    let op = Op::over(op_id, "meetings.cancel", &(id, version, reason), now)?;
    let (own, reason) = (desk.clone(), reason.to_owned());
    db.act(desk, &op, move |tx| {
        let meeting = going_on(tx, &own, id)?;
        let reason = direction::rules::reason(&reason).map_err(Error::Faults)?;
        if !store::end(tx, (id, version), State::Cancelled, ("", &reason))? {
            return Err(stale(&meeting, version));
        }
        let members = store::members_of(tx, &own, id)?;
        let posts: Vec<i64> = members.iter().map(|member| member.post_id).collect();
        telling::meeting(tx, &meeting, &posts, (own.post_id, "meeting_cancelled"))?;
        tx.changed(SUBJECT, id, meeting.unit_id)
            .office("state", meeting.state.code(), State::Cancelled.code())
            .office("end_reason", None::<&str>, reason.as_str());
        Ok(id)
    })
}

/// A meeting that is not over, for a desk that runs it: it enters meetings, and the unit is its own
/// or it sits in the chair. A member who came from below only sees it.
fn going_on(tx: &mut Tx, desk: &Desk, id: i64) -> Result<Meeting> {
    let meeting = store::meeting_of(tx, desk, id)?;
    reach::may(desk, Right::Enter, "meetings.enter")?;
    if !store::runs(tx, desk, &meeting)? {
        return Err(Error::Denied("meetings.run"));
    }
    rules::is_going_on(&meeting).map_err(Error::Faults)?;
    Ok(meeting)
}

fn stale(meeting: &Meeting, version: i64) -> Error {
    let saved = serde_json::to_string(meeting).unwrap_or_default();
    Error::Conflict { saved, sent: serde_json::json!({ "version": version }).to_string() }
}
