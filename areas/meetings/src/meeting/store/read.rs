//! Reads of meetings. A desk sees meetings that its post is a member or the chair of, and, where it
//! enters meetings, those of its units.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_engine::{Desk, Error, Reader, Result, Row, params};
use samuh_kernel::scope::{Area, Right, Scope};

use crate::{
    coded::coded,
    direction::store::unit_is_seen,
    meeting::{
        Minutes,
        model::{Item, ItemKind, ItemState, Kind, Meeting, Member, Presence, Series, State},
    },
    reach,
};

/// What a desk sees of `meeting m`: `$2` is its key, `$3` its post.
const SEEN: &str = "
      ($2 = -1 or m.chair_post_id = $3
        or exists (
          select 1 from meeting_member v where v.district_id = m.district_id
            and v.meeting_id = m.id and v.post_id = $3)
        or ($2 > 0 and (
          exists (
            select 1 from post_unit u
            join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
              and c.to_on = '9999-12-31'
            where u.district_id = m.district_id and u.post_id = $2 and c.place_id = m.unit_id)
          or exists (
            select 1 from institution i
            join place_closure c on c.district_id = i.district_id and c.place_id = i.place_id
              and c.to_on = '9999-12-31'
            join post_unit u on u.district_id = c.district_id and u.unit_id = c.ancestor_id
            where i.district_id = m.district_id and i.id = m.unit_id and u.post_id = $2))))";
const MEETINGS: &str = "
    select m.id, m.series_id, m.kind, m.unit_id, m.year, m.number, m.title_hi, m.title_en,
           m.held_on, m.at_time, m.venue, m.chair_post_id, m.quorum, m.state, m.memo_no,
           m.end_reason, m.version
    from meeting m where m.district_id = $1 and ";
const ASKED: &str = "
      and ($4 = 0 or m.id = $4)
      and ($5 = 0 or m.series_id = $5)
      and ($6 = '' or m.state = $6)
      and (m.held_on < $7 or (m.held_on = $7 and m.id < $8))
    order by m.held_on desc, m.id desc limit $9";
const MEMBERS: &str = "
    select post_id, presence, by_whom from meeting_member
    where district_id = $1 and meeting_id = $2 order by post_id";
const ITEMS: &str = "
    select no, position, kind, indicator, title, question, presenter_post_id, discussion, state,
           version
    from agenda_item where district_id = $1 and meeting_id = $2 order by position, no";
const MINUTES: &str = "
    select body, hash, at from minutes where district_id = $1 and meeting_id = $2";
const SERIES: &str = "
    select m.id, m.kind, m.unit_id, m.title_hi, m.title_en, m.venue, m.at_time, m.every_days,
           m.chair_post_id, m.quorum, m.closed_on, m.version
    from meeting_series m where m.district_id = $1 and ($2 = 0 or m.id = $2)
      and ($3 = -1 or exists (
        select 1 from post_unit u
        join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
          and c.to_on = '9999-12-31'
        where u.district_id = m.district_id and u.post_id = $3 and c.place_id = m.unit_id)
        or exists (
        select 1 from institution i
        join place_closure c on c.district_id = i.district_id and c.place_id = i.place_id
          and c.to_on = '9999-12-31'
        join post_unit u on u.district_id = c.district_id and u.unit_id = c.ancestor_id
        where i.district_id = m.district_id and i.id = m.unit_id and u.post_id = $3))
    order by m.id";
const SERIES_MEMBERS: &str = "
    select series_id, post_id from meeting_series_member
    where district_id = $1 and ($2 = 0 or series_id = $2) order by series_id, post_id";
const IS_POST: &str = "
    select 1 from post where district_id = $1 and id = $2 and (closed_on is null or closed_on > $3)";
/// Which meetings are asked for, the latest first.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only of that series; 0 for all.
    pub series_id: i64,
    /// Only in that state.
    pub state: Option<State>,
    /// Before that day and number in the order of the list.
    pub before: Option<(NaiveDate, i64)>,
    /// At most so many.
    pub most: i64,
}

/// Meetings that the desk sees, the latest first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn meetings(reader: &mut Reader, desk: &Desk, ask: &Filter) -> Result<Vec<Meeting>> {
    list(reader, desk, ask, 0)
}

/// One meeting.
///
/// # Errors
/// `NotFound` when there is none or it is not this desk's.
pub fn meeting_of(reader: &mut Reader, desk: &Desk, id: i64) -> Result<Meeting> {
    let ask = Filter { most: 1, ..Filter::default() };
    list(reader, desk, &ask, id.max(1))?.pop().ok_or(Error::NotFound)
}

/// The meeting of the same series held before; none for the first, or without a series.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn previous(reader: &mut Reader, desk: &Desk, of: &Meeting) -> Result<Option<Meeting>> {
    let Some(series_id) = of.series_id else { return Ok(None) };
    let before = Some((of.held_on, of.id));
    let ask = Filter { series_id, state: Some(State::Closed), before, most: 1 };
    Ok(list(reader, desk, &ask, 0)?.pop())
}

fn list(reader: &mut Reader, desk: &Desk, ask: &Filter, id: i64) -> Result<Vec<Meeting>> {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default();
    let (day, before) = ask.before.unwrap_or((last, i64::MAX));
    let given = params![
        desk.district_id(),
        reach::key(desk),
        desk.post_id,
        id,
        ask.series_id,
        ask.state.map_or("", State::code),
        day,
        before,
        ask.most
    ];
    let rows = reader.query(&format!("{MEETINGS}{SEEN}{ASKED}"), &given)?;
    rows.iter().map(meeting).collect()
}

fn meeting(row: &Row) -> Result<Meeting> {
    Ok(Meeting {
        id: row.at(0)?,
        series_id: row.at(1)?,
        kind: coded(&row.at::<String>(2)?, Kind::of)?,
        unit_id: row.at(3)?,
        year: row.at(4)?,
        number: row.at(5)?,
        title_hi: row.at(6)?,
        title_en: row.at(7)?,
        held_on: row.at(8)?,
        at_time: row.at(9)?,
        venue: row.at(10)?,
        chair_post_id: row.at(11)?,
        quorum: row.at(12)?,
        state: coded(&row.at::<String>(13)?, State::of)?,
        memo_no: row.at(14)?,
        end_reason: row.at(15)?,
        version: row.at(16)?,
    })
}

/// True for a desk that runs a meeting: it enters meetings, and the unit is its own or it sits in the
/// chair. A member who came from below only sees it.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn runs(reader: &mut Reader, desk: &Desk, meeting: &Meeting) -> Result<bool> {
    let may = desk.scope.may(Right::Enter, Area::Meetings);
    let is_chair = meeting.chair_post_id == desk.post_id;
    Ok(may && (is_chair || unit_is_seen(reader, desk, meeting.unit_id)?))
}

/// The members of a meeting that the desk sees.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn members_of(reader: &mut Reader, desk: &Desk, meeting_id: i64) -> Result<Vec<Member>> {
    meeting_of(reader, desk, meeting_id)?;
    let rows = reader.query(MEMBERS, &params![desk.district_id(), meeting_id])?;
    let member = |row: &Row| {
        Ok(Member {
            post_id: row.at(0)?,
            presence: coded(&row.at::<String>(1)?, Presence::of)?,
            by_whom: row.at(2)?,
        })
    };
    rows.iter().map(member).collect()
}

/// The agenda of a meeting that the desk sees, in its order.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn items_of(reader: &mut Reader, desk: &Desk, meeting_id: i64) -> Result<Vec<Item>> {
    meeting_of(reader, desk, meeting_id)?;
    let rows = reader.query(ITEMS, &params![desk.district_id(), meeting_id])?;
    let item = |row: &Row| {
        Ok(Item {
            no: row.at(0)?,
            position: row.at(1)?,
            kind: coded(&row.at::<String>(2)?, ItemKind::of)?,
            indicator: row.at(3)?,
            title: row.at(4)?,
            question: row.at(5)?,
            presenter: row.at(6)?,
            discussion: row.at(7)?,
            state: coded(&row.at::<String>(8)?, ItemState::of)?,
            version: row.at(9)?,
        })
    };
    rows.iter().map(item).collect()
}

/// The frozen minutes of a meeting that the desk sees, with their hash and time; none before its end.
///
/// # Errors
/// `NotFound` when it is not this desk's, `Broken` where they are no longer what was frozen.
pub fn minutes_of(
    reader: &mut Reader,
    desk: &Desk,
    meeting_id: i64,
) -> Result<Option<(Minutes, String, i64)>> {
    meeting_of(reader, desk, meeting_id)?;
    let Some(row) = reader.first(MINUTES, &params![desk.district_id(), meeting_id])? else {
        return Ok(None);
    };
    let (body, hash): (String, String) = (row.at(0)?, row.at(1)?);
    let minutes: Minutes = serde_json::from_str(&body)?;
    if minutes.sealed()?.1 != hash {
        return Err(Error::broken("the minutes are not what was frozen"));
    }
    Ok(Some((minutes, hash, row.at(2)?)))
}

/// The series that the desk runs, with their members.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn series_list(reader: &mut Reader, desk: &Desk) -> Result<Vec<Series>> {
    series(reader, desk, 0)
}

/// One series.
///
/// # Errors
/// `NotFound` when there is none or it is not this desk's.
pub fn series_of(reader: &mut Reader, desk: &Desk, id: i64) -> Result<Series> {
    series(reader, desk, id.max(1))?.pop().ok_or(Error::NotFound)
}

fn series(reader: &mut Reader, desk: &Desk, id: i64) -> Result<Vec<Series>> {
    let district_id = desk.district_id();
    let mut members: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in reader.query(SERIES_MEMBERS, &params![district_id, id])? {
        members.entry(row.at(0)?).or_default().push(row.at(1)?);
    }
    let rows = reader.query(SERIES, &params![district_id, id, reach::key(desk)])?;
    let mut one = |row: &Row| {
        let id = row.at(0)?;
        Ok(Series {
            id,
            kind: coded(&row.at::<String>(1)?, Kind::of)?,
            unit_id: row.at(2)?,
            title_hi: row.at(3)?,
            title_en: row.at(4)?,
            venue: row.at(5)?,
            at_time: row.at(6)?,
            every_days: row.at(7)?,
            chair_post_id: row.at(8)?,
            quorum: row.at(9)?,
            members: members.remove(&id).unwrap_or_default(),
            closed_on: row.at(10)?,
            version: row.at(11)?,
        })
    };
    rows.iter().map(&mut one).collect()
}

/// Which of the posts there are on a day, whoever may see them: a chair sits above the desk that
/// plans the meeting.
pub(in crate::meeting) fn posts_there(
    reader: &mut Reader,
    scope: &Scope,
    day: NaiveDate,
    posts: &[i64],
) -> Result<Vec<i64>> {
    let mut found = Vec::with_capacity(posts.len());
    for post in posts {
        if reader.first(IS_POST, &params![scope.district_id(), *post, day])?.is_some() {
            found.push(*post);
        }
    }
    Ok(found)
}
