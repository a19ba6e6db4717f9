//! Reads of directions. A desk sees a direction of its own post, one it gave, and, where it enters
//! meetings, those of its units.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_engine::{Desk, Error, Reader, Result, Row, Value, params};
use samuh_kernel::scope::Scope;

use crate::{
    coded::coded,
    direction::model::{
        Direction, Duty, Evidence, File, Goal, Line, Part, PartState, Priority, State, Step,
        StepKind,
    },
    measure::Measure,
    reach,
    store::in_units,
};

/// What a desk sees of `direction d`: `$2` is its key, `$3` its post.
const SEEN: &str = concat!(
    "
      ($2 = -1 or d.given_by = $3
        or exists (
          select 1 from direction_part v where v.district_id = d.district_id
            and v.direction_id = d.id and v.post_id = $3)
        or ($2 > 0 and ",
    in_units!("d", "$2"),
    "))"
);

const SELECT: &str = "
    select d.id, d.meeting_id, m.number, d.item_no, d.year, d.number, d.text, d.source, d.given_on,
           d.given_by, d.due_on, d.first_due, d.priority, d.evidence, d.unit_id, d.indicator,
           d.measure, d.value_given, d.value_goal, d.state, d.ended_on, d.version,
           (select count(*) from meeting h where h.district_id = d.district_id
              and h.series_id = m.series_id and h.state = 'closed' and h.held_on > m.held_on
              and h.held_on <= coalesce(d.ended_on, '9999-12-31')) as carried
    from direction d
    left join meeting m on m.district_id = d.district_id and m.id = d.meeting_id
    where d.district_id = $1 and ";

const ASKED: &str = "
      and ($4 = 0 or d.id = $4)
      and ($5 = '' or d.state = $5)
      and ($6 = 0 or d.meeting_id = $6)
      and (($7 = 0 and $8 = '' and $18 = false) or exists (
        select 1 from direction_part p where p.district_id = d.district_id
          and p.direction_id = d.id and p.duty = 'responsible' and ($7 = 0 or p.post_id = $7)
          and ($8 = '' or p.state = $8) and ($18 = false or p.state <> 'accepted')))
      and d.due_on <= $9
      and ($10 = '' or d.text like $10 escape '!' or exists (
        select 1 from direction_part w where w.district_id = d.district_id
          and w.direction_id = d.id and w.text like $10 escape '!'))
      and ($11 = 0 or exists (
        select 1 from meeting s where s.district_id = d.district_id and s.id = d.meeting_id
          and s.series_id = $11))
      and ($12 = '' or d.indicator = $12)
      and ($13 = 0 or d.unit_id = $13)
      and (d.due_on > $14 or (d.due_on = $14 and d.id > $15))
      and ($16 = 0 or coalesce(d.meeting_id, 0) <> $16)
      and d.given_on <= $17";
const ORDER: &str = " order by d.due_on, d.id limit $19";
/// How many there are, and how many of them are past their day.
const TALLY: &str = "
    select count(*), CAST(coalesce(SUM(case when d.due_on < $19 then 1 else 0 end), 0) AS BIGINT)
    from direction d where d.district_id = $1 and ";

const PARTS: &str = "
    select p.direction_id, p.post_id, p.duty, p.text, p.state, p.moved_at, p.version
    from direction_part p where p.district_id = $1 and p.direction_id in ";

const STEPS: &str = "
    select no, post_id, kind, text, due_on, value, by_post_id, by_officer, at
    from direction_step where district_id = $1 and direction_id = $2 order by no";
const FILES: &str = "
    select step_no, hash, name, kind, bytes from direction_file
    where district_id = $1 and direction_id = $2 order by step_no, no";
const OF_FILE: &str = "
    select direction_id, name, kind from direction_file
    where district_id = $1 and hash = $2 order by direction_id, step_no, no";
const LINES: &str = "
    select no, label, post_id, done_on, remark, version from direction_line
    where district_id = $1 and direction_id = $2 order by no";

/// What each post owes: open directions, of these overdue, not answered, waiting for the one who gave.
const OWED: &str = "
    select p.post_id, count(*),
           CAST(SUM(case when d.due_on < $4 then 1 else 0 end) AS BIGINT),
           CAST(SUM(case when p.state = 'given' then 1 else 0 end) AS BIGINT),
           CAST(SUM(case when p.state = 'reported' then 1 else 0 end) AS BIGINT),
           min(d.due_on)
    from direction d
    join direction_part p on p.district_id = d.district_id and p.direction_id = d.id
    where d.district_id = $1 and d.state = 'open' and p.duty = 'responsible'
      and p.state <> 'accepted' and ";
const OWED_TAIL: &str = " group by p.post_id order by 3 desc, 2 desc, p.post_id";

const UNIT_SEEN: &str = "
    select 1 from post_unit u
    join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
      and c.to_on = '9999-12-31'
    left join institution i on i.district_id = u.district_id and i.id = $3
    where u.district_id = $1 and u.post_id = $2 and c.place_id = coalesce(i.place_id, $3)
    union all
    select 1 from post_unit u
    join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
    where u.district_id = $1 and u.post_id = $2 and f.institution_id = $3";
const UNIT_IS: &str = "
    select 1 from place where district_id = $1 and id = $2
    union all
    select 1 from institution where district_id = $1 and id = $2";

/// Posts that a desk may ask: those below its own units, and the members of the meeting.
const POSTS: &str = "
    select p.id from post p
    where p.district_id = $1 and p.id = $4 and (p.closed_on is null or p.closed_on > $5)
      and ($2 = -1
        or exists (select 1 from meeting_member m
                   where m.district_id = $1 and m.meeting_id = $3 and m.post_id = p.id)
        or exists (
          select 1 from post_unit v
          left join institution w on w.district_id = v.district_id and w.id = v.unit_id
          join place_closure c on c.district_id = v.district_id
            and c.place_id = coalesce(w.place_id, v.unit_id) and c.to_on = '9999-12-31'
          join post_unit s on s.district_id = c.district_id and s.unit_id = c.ancestor_id
          where v.district_id = $1 and v.post_id = p.id and s.post_id = $2))";

/// The district's own place is public.
const TOP: &str = "select place_id from district where id = $1";
const OVERDUE: &str = "
    select d.id, d.priority, d.due_on, d.unit_id,
           (select count(*) from direction_step s where s.district_id = d.district_id
              and s.direction_id = d.id and s.kind = 'escalated')
    from direction d
    where d.district_id = $1 and d.state = 'open' and d.due_on < $2 order by d.id";
/// Which directions are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only in that state.
    pub state: Option<State>,
    /// Only of that meeting; 0 for all.
    pub meeting_id: i64,
    /// Only of meetings of that series; 0 for all.
    pub series_id: i64,
    /// Only what that post is responsible for; 0 for all.
    pub post_id: i64,
    /// Only with a responsible part in that state: of that post, where one is named.
    pub part: Option<PartState>,
    /// Only with a responsible part that is not accepted: of that post, where one is named.
    pub owed: bool,
    /// Only due by that day.
    pub due_by: Option<NaiveDate>,
    /// Only with these words in the text; blank for all.
    pub words: String,
    /// Only tied to that indicator; blank for all.
    pub indicator: String,
    /// Only about that unit itself; 0 for all.
    pub unit_id: i64,
    /// Not of that meeting; 0 for none left out.
    pub not_meeting: i64,
    /// Only given by that day.
    pub given_by: Option<NaiveDate>,
    /// Behind that day and number in the order of the list.
    pub after: Option<(NaiveDate, i64)>,
    /// At most so many; [`i64::MAX`] for all.
    pub most: i64,
}

/// What one post owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The post.
    pub post_id: i64,
    /// Its open parts.
    pub open: i64,
    /// Of these past their day.
    pub overdue: i64,
    /// Of these never answered.
    pub unanswered: i64,
    /// Reported, and waiting for whoever gave them.
    pub waiting: i64,
    /// The earliest day.
    pub earliest: NaiveDate,
}

/// Directions the desk sees, the earliest due first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn directions(reader: &mut Reader, desk: &Desk, ask: &Filter) -> Result<Vec<Direction>> {
    list(reader, desk, ask, 0)
}

/// One direction.
///
/// # Errors
/// `NotFound` when there is none or it is not this desk's.
pub fn direction_of(reader: &mut Reader, desk: &Desk, id: i64) -> Result<Direction> {
    let ask = Filter { most: 1, ..Filter::default() };
    list(reader, desk, &ask, id.max(1))?.pop().ok_or(Error::NotFound)
}

/// How many directions the desk sees, and how many of them are past their day, whatever `most` says.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn tally(
    reader: &mut Reader,
    desk: &Desk,
    ask: &Filter,
    today: NaiveDate,
) -> Result<(i64, i64)> {
    let mut given = asked(desk, ask, 0);
    given.push(today.into());
    let row = reader.first(&format!("{TALLY}{SEEN}{ASKED}"), &given)?;
    row.map_or(Ok((0, 0)), |row| Ok((row.at(0)?, row.at(1)?)))
}

fn list(reader: &mut Reader, desk: &Desk, ask: &Filter, id: i64) -> Result<Vec<Direction>> {
    let mut given = asked(desk, ask, id);
    given.push(ask.most.into());
    let rows = reader.query(&format!("{SELECT}{SEEN}{ASKED}{ORDER}"), &given)?;
    let mut found: Vec<Direction> = rows.iter().map(direction).collect::<Result<_>>()?;
    parts(reader, &desk.scope, &mut found)?;
    Ok(found)
}

/// The parameters of what is asked, up to `$18`.
fn asked(desk: &Desk, ask: &Filter, id: i64) -> Vec<Value> {
    let (after_day, after_id) = ask.after.unwrap_or((day(1, 1, 1), 0));
    let words = samuh_kernel::text::tidy(&ask.words);
    let like = if words.is_empty() { String::new() } else { format!("%{}%", escaped(&words)) };
    let last = day(9999, 12, 31);
    params![
        desk.district_id(),
        reach::key(desk),
        desk.post_id,
        id,
        ask.state.map_or("", State::code),
        ask.meeting_id,
        ask.post_id,
        ask.part.map_or("", PartState::code),
        ask.due_by.unwrap_or(last),
        like,
        ask.series_id,
        ask.indicator.as_str(),
        ask.unit_id,
        after_day,
        after_id,
        ask.not_meeting,
        ask.given_by.unwrap_or(last),
        ask.owed,
    ]
    .to_vec()
}

/// `%` and `_` of what is sought are signs like any other.
fn escaped(words: &str) -> String {
    words.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

const CHUNK: usize = 64;

fn parts(reader: &mut Reader, scope: &Scope, found: &mut [Direction]) -> Result<()> {
    let mut by_id: BTreeMap<i64, Vec<Part>> = BTreeMap::new();
    let ids: Vec<i64> = found.iter().map(|one| one.id).collect();
    let marks: Vec<String> = (2..2 + CHUNK).map(|n| format!("${n}")).collect();
    let sql =
        format!("{PARTS}({}) order by p.direction_id, p.duty desc, p.post_id", marks.join(", "));
    for some in ids.chunks(CHUNK) {
        let mut given = vec![Value::from(scope.district_id())];
        given.extend(some.iter().copied().chain(std::iter::repeat(0)).take(CHUNK).map(Value::from));
        for row in reader.query(&sql, &given)? {
            by_id.entry(row.at(0)?).or_default().push(part(&row)?);
        }
    }
    for one in found {
        one.parts = by_id.remove(&one.id).unwrap_or_default();
    }
    Ok(())
}

fn part(row: &Row) -> Result<Part> {
    Ok(Part {
        post_id: row.at(1)?,
        duty: coded(&row.at::<String>(2)?, Duty::of)?,
        text: row.at(3)?,
        state: coded(&row.at::<String>(4)?, PartState::of)?,
        moved_at: row.at(5)?,
        version: row.at(6)?,
    })
}

fn direction(row: &Row) -> Result<Direction> {
    let meeting: Option<i64> = row.at(1)?;
    let number: Option<i64> = row.at(2)?;
    let measure: Option<String> = row.at(16)?;
    let reach: Option<i64> = row.at(18)?;
    let goal = match (measure.as_deref().and_then(Measure::of), reach) {
        (Some(measure), Some(reach)) => Some(Goal { measure, given: row.at(17)?, reach }),
        _ => None,
    };
    Ok(Direction {
        id: row.at(0)?,
        meeting: meeting.zip(number),
        item_no: row.at(3)?,
        year: row.at(4)?,
        serial: row.at(5)?,
        text: row.at(6)?,
        source: row.at(7)?,
        given_on: row.at(8)?,
        given_by: row.at(9)?,
        due_on: row.at(10)?,
        first_due: row.at(11)?,
        priority: coded(&row.at::<String>(12)?, Priority::of)?,
        evidence: coded(&row.at::<String>(13)?, Evidence::of)?,
        unit_id: row.at(14)?,
        indicator: row.at(15)?,
        goal,
        state: coded(&row.at::<String>(19)?, State::of)?,
        ended_on: row.at(20)?,
        version: row.at(21)?,
        carried: row.at(22)?,
        parts: Vec::new(),
    })
}

/// What happened to a direction that the desk sees, in its order.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn steps_of(reader: &mut Reader, desk: &Desk, id: i64) -> Result<Vec<Step>> {
    direction_of(reader, desk, id)?;
    let given = params![desk.district_id(), id];
    let mut steps = Vec::new();
    for row in reader.query(STEPS, &given)? {
        steps.push(Step {
            no: row.at(0)?,
            post_id: row.at(1)?,
            kind: coded(&row.at::<String>(2)?, StepKind::of)?,
            text: row.at(3)?,
            due_on: row.at(4)?,
            value: row.at(5)?,
            by_post: row.at(6)?,
            by_officer: row.at(7)?,
            at: row.at(8)?,
            files: Vec::new(),
        });
    }
    for row in reader.query(FILES, &given)? {
        let no: i64 = row.at(0)?;
        if let Some(step) = steps.iter_mut().find(|step| step.no == no) {
            let (hash, name, kind) = (row.at(1)?, row.at(2)?, row.at(3)?);
            step.files.push(File { hash, name, kind, bytes: row.at(4)? });
        }
    }
    Ok(steps)
}

/// Name and kind of a kept file, where it belongs to a direction the desk sees.
///
/// # Errors
/// `NotFound` when it does not.
pub fn of_file(reader: &mut Reader, desk: &Desk, hash: &str) -> Result<(String, String)> {
    for row in reader.query(OF_FILE, &params![desk.district_id(), hash])? {
        match direction_of(reader, desk, row.at(0)?) {
            Ok(_) => return Ok((row.at(1)?, row.at(2)?)),
            Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Err(Error::NotFound)
}

/// The lines of a direction that the desk sees. Who they are is for the posts concerned: others are
/// told how many there are, and nothing else.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn lines_of(reader: &mut Reader, desk: &Desk, id: i64) -> Result<Vec<Line>> {
    let direction = direction_of(reader, desk, id)?;
    let is_concerned = desk.post_id == 0
        || direction.given_by == desk.post_id
        || direction.part_of(desk.post_id).is_some();
    let mut lines = Vec::new();
    for row in reader.query(LINES, &params![desk.district_id(), id])? {
        let (label, remark): (String, Option<String>) = (row.at(1)?, row.at(4)?);
        lines.push(Line {
            no: row.at(0)?,
            label: if is_concerned { label } else { String::new() },
            post_id: row.at(2)?,
            done_on: row.at(3)?,
            remark: remark.filter(|_| is_concerned),
            version: row.at(5)?,
        });
    }
    Ok(lines)
}

/// What each post owes of the directions that the desk sees.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn owed(reader: &mut Reader, desk: &Desk, today: NaiveDate) -> Result<Vec<Summary>> {
    let given = params![desk.district_id(), reach::key(desk), desk.post_id, today];
    let rows = reader.query(&format!("{OWED}{SEEN}{OWED_TAIL}"), &given)?;
    let line = |row: &Row| {
        Ok(Summary {
            post_id: row.at(0)?,
            open: row.at(1)?,
            overdue: row.at(2)?,
            unanswered: row.at(3)?,
            waiting: row.at(4)?,
            earliest: row.at(5)?,
        })
    };
    rows.iter().map(line).collect()
}

/// True where the unit is there and the desk enters meetings for it.
pub(crate) fn unit_is_seen(reader: &mut Reader, desk: &Desk, unit: i64) -> Result<bool> {
    let (district_id, key) = (desk.district_id(), reach::key(desk));
    if unit == 0 {
        return Ok(key == -1);
    }
    let found = match key {
        -1 => reader.first(UNIT_IS, &params![district_id, unit])?,
        key => reader.first(UNIT_SEEN, &params![district_id, key, unit])?,
    };
    Ok(found.is_some())
}

/// The place that is the whole district. A public fact: no scope.
pub(crate) fn top(reader: &mut Reader, district_id: i64) -> Result<i64> {
    reader.first(TOP, &params![district_id])?.ok_or(Error::NotFound)?.at(0)
}

/// Which of the posts the desk may ask on a day.
pub(crate) fn posts_asked(
    reader: &mut Reader,
    desk: &Desk,
    (meeting_id, today): (i64, NaiveDate),
    posts: &[i64],
) -> Result<Vec<i64>> {
    let mut found = Vec::with_capacity(posts.len());
    for post in posts {
        let given = params![desk.district_id(), reach::key(desk), meeting_id, *post, today];
        if reader.first(POSTS, &given)?.is_some() {
            found.push(*post);
        }
    }
    Ok(found)
}

/// An open direction whose day has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Late {
    pub(crate) id: i64,
    pub(crate) priority: Priority,
    pub(crate) due_on: NaiveDate,
    pub(crate) unit_id: i64,
    /// How often it was put before the next post.
    pub(crate) escalated: i64,
}

/// Open directions whose day has passed. The timetable's own reading.
pub(crate) fn overdue(reader: &mut Reader, scope: &Scope, today: NaiveDate) -> Result<Vec<Late>> {
    let rows = reader.query(OVERDUE, &params![scope.district_id(), today])?;
    let line = |row: &Row| {
        Ok(Late {
            id: row.at(0)?,
            priority: coded(&row.at::<String>(1)?, Priority::of)?,
            due_on: row.at(2)?,
            unit_id: row.at(3)?,
            escalated: row.at(4)?,
        })
    };
    rows.iter().map(line).collect()
}
