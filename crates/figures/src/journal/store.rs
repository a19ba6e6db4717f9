//! Reads of the journal: values of units, what stands behind a figure, what an institution posted.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Row, params};
use samuh_kernel::{calendar::Month, scope::Scope};

use super::{
    post::{Class, Posting, Slot, moves},
    trees::Trees,
};
use crate::catalogue::{IndicatorId, Nature, by_id};

/// One balance: a unit's movement of an indicator in a month, by class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Place, VO or CLF.
    pub unit_id: i64,
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Which month.
    pub month: Month,
    /// How sure.
    pub class: Class,
    /// The month's movement, in the indicator's unit.
    pub value: i64,
}

impl Cell {
    /// The balance it comes from.
    pub(super) fn slot(&self) -> Slot {
        let Self { unit_id, indicator, month, class, .. } = *self;
        Slot { unit_id, indicator, month: month.0, class: class as i64 }
    }
}

/// What is asked of balances.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Which indicators (no ratios: ask for both halves).
    pub indicators: &'a [IndicatorId],
    /// `district`, `block`, `gp`, `village`, `vo` or `clf`.
    pub level: &'a str,
    /// Only units below (or at) this one; 0 for all.
    pub within: i64,
    /// First month, included.
    pub from: Month,
    /// Last month, included.
    pub to: Month,
    /// Only what was recorded by then, microseconds UTC.
    pub as_on: Option<i64>,
}

/// A row behind a figure: an institution (or a reporting place) and what it adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The institution, 0 where a place reported.
    pub institution_id: i64,
    /// The place.
    pub place_id: i64,
    /// Its part of the figure.
    pub value: i64,
}

const PLACE_VALUES: &str = "
    select b.unit_id, b.month, b.class, b.value
    from place p
    join balance b on b.district_id = p.district_id and b.unit_id = p.id
    where p.district_id = $1 and p.level = $2 and b.indicator = $3
      and b.month >= $4 and b.month <= $5
      and ($6 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $6 and w.place_id = p.id))
      and ($7 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and c.place_id = p.id))";

const FEDERATION_VALUES: &str = "
    select b.unit_id, b.month, b.class, b.value
    from institution i
    join balance b on b.district_id = i.district_id and b.unit_id = i.id
    where i.district_id = $1 and i.kind = $2 and b.indicator = $3
      and b.month >= $4 and b.month <= $5
      and ($6 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $6 and w.place_id = i.place_id)
        or exists (
        select 1 from federation_closure f
        where f.district_id = $1 and f.ancestor_id = $6 and f.institution_id = i.id))
      and ($7 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and f.institution_id = i.id))";

const LATER: &str = "
    select indicator, place_id, institution_id, federation_id, month, class, delta
    from entry where district_id = $1 and at > $2";

const BEHIND_PLACE: &str = "
    select e.institution_id, e.place_id, CAST(SUM(e.delta) AS BIGINT) as value
    from place_closure u
    join entry e on e.district_id = u.district_id and e.place_id = u.place_id
    where u.district_id = $1 and u.ancestor_id = $2 and e.indicator = $3
      and e.month >= $4 and e.month <= $5 and e.at <= $6 and e.class <> 3
      and ($7 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and c.place_id = e.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and f.institution_id = e.institution_id))
    group by e.institution_id, e.place_id
    having SUM(e.delta) <> 0
    order by e.institution_id, e.place_id";

const BRANCH: &str = "
    select f.institution_id, f.from_on, f.to_on
    from federation_closure f
    join institution i on i.district_id = f.district_id and i.id = f.institution_id
    where f.district_id = $1 and f.ancestor_id = $2 and i.kind <> 'shg'
    order by f.institution_id, f.from_on";
const BEHIND_FEDERATION: &str = "
    select e.institution_id, e.place_id, CAST(SUM(e.delta) AS BIGINT) as value
    from entry e
    where e.district_id = $1 and e.federation_id = $2 and e.indicator = $3
      and e.month >= $4 and e.month <= $5 and e.at <= $6 and e.class <> 3
      and ($7 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and c.place_id = e.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and f.institution_id = e.institution_id))
    group by e.institution_id, e.place_id
    having SUM(e.delta) <> 0
    order by e.institution_id, e.place_id";

/// As [`BEHIND_PLACE`], of what waits for approval, by the op that posted it.
const PENDING_PLACE: &str = "
    select e.institution_id, e.place_id, CAST(SUM(e.delta) AS BIGINT) as value, e.op_no
    from place_closure u
    join entry e on e.district_id = u.district_id and e.place_id = u.place_id
    where u.district_id = $1 and u.ancestor_id = $2 and e.indicator = $3
      and e.month >= $4 and e.month <= $5 and e.at <= $6 and e.class = 3
      and ($7 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and c.place_id = e.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and f.institution_id = e.institution_id))
    group by e.op_no, e.institution_id, e.place_id";
/// As [`BEHIND_FEDERATION`], of what waits for approval, by the op that posted it.
const PENDING_FEDERATION: &str = "
    select e.institution_id, e.place_id, CAST(SUM(e.delta) AS BIGINT) as value, e.op_no
    from entry e
    where e.district_id = $1 and e.federation_id = $2 and e.indicator = $3
      and e.month >= $4 and e.month <= $5 and e.at <= $6 and e.class = 3
      and ($7 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and c.place_id = e.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $7 and f.institution_id = e.institution_id))
    group by e.op_no, e.institution_id, e.place_id";

/// The balances asked for, month by month.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn unit_values(reader: &mut Reader, scope: &Scope, ask: &Ask<'_>) -> Result<Vec<Cell>> {
    let sql = if matches!(ask.level, "vo" | "clf") { FEDERATION_VALUES } else { PLACE_VALUES };
    let mut cells = Vec::new();
    for indicator in ask.indicators {
        let given = params![
            scope.district_id(),
            ask.level,
            *indicator,
            i64::from(ask.from.0),
            i64::from(ask.to.0),
            ask.within,
            scope.key()
        ];
        reader.each(sql, &given, &mut |row| {
            cells.push(Cell {
                unit_id: row.at(0)?,
                indicator: *indicator,
                month: month_of(&row, 1)?,
                class: class_of(&row, 2)?,
                value: row.at(3)?,
            });
            Ok(())
        })?;
    }
    match ask.as_on {
        Some(at) => less_later(reader, scope, cells, at),
        None => Ok(cells),
    }
}

/// Takes away what was recorded after `at`.
fn less_later(reader: &mut Reader, scope: &Scope, cells: Vec<Cell>, at: i64) -> Result<Vec<Cell>> {
    let district_id = scope.district_id();
    let mut later = Vec::new();
    reader.each(LATER, &params![district_id, at], &mut |row| {
        later.push(posting(&row)?);
        Ok(())
    })?;
    if later.is_empty() {
        return Ok(cells);
    }
    let trees = Trees::load(reader, district_id)?;
    let moved: HashMap<Slot, i64> = moves(&trees, &later).into_iter().collect();
    Ok(cells
        .into_iter()
        .map(|cell| {
            let value = cell.value - moved.get(&cell.slot()).copied().unwrap_or(0);
            Cell { value, ..cell }
        })
        .filter(|cell| cell.value != 0)
        .collect())
}

/// The institutions and places behind a figure of a unit: their parts add up to it.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn entries_behind(
    reader: &mut Reader,
    scope: &Scope,
    unit_id: i64,
    is_federation: bool,
    ask: &Ask<'_>,
) -> Result<Vec<Opened>> {
    let mut opened: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    let sqls = [BEHIND_PLACE, BEHIND_FEDERATION];
    each_behind(reader, scope, (unit_id, is_federation, ask), sqls, &mut |row| {
        *opened.entry((row.at(0)?, row.at(1)?)).or_insert(0) += row.at::<i64>(2)?;
        Ok(())
    })?;
    opened.retain(|_, value| *value != 0);
    Ok(opened
        .into_iter()
        .map(|((institution_id, place_id), value)| Opened { institution_id, place_id, value })
        .collect())
}

/// What waits for approval about a figure of a unit: what each op posted, and took back when it was decided.
/// Their values add up to what the figure would move by.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn pending_behind(
    reader: &mut Reader,
    scope: &Scope,
    unit_id: i64,
    is_federation: bool,
    ask: &Ask<'_>,
) -> Result<Vec<(i64, Opened)>> {
    let mut found = Vec::new();
    let sqls = [PENDING_PLACE, PENDING_FEDERATION];
    each_behind(reader, scope, (unit_id, is_federation, ask), sqls, &mut |row| {
        let (institution_id, place_id) = (row.at(0)?, row.at(1)?);
        found.push((row.at(3)?, Opened { institution_id, place_id, value: row.at(2)? }));
        Ok(())
    })?;
    Ok(found)
}

/// Every row behind a figure: of a place's, or of a federation's by those that stood below it.
fn each_behind(
    reader: &mut Reader,
    scope: &Scope,
    (unit_id, is_federation, ask): (i64, bool, &Ask<'_>),
    [of_place, of_federation]: [&str; 2],
    take: &mut dyn FnMut(Row) -> Result<()>,
) -> Result<()> {
    let branch = if is_federation { branch(reader, scope, unit_id)? } else { Vec::new() };
    for indicator in ask.indicators {
        let whole = [(unit_id, ask.from, ask.to)];
        let parts = if is_federation { parts(&branch, *indicator, ask) } else { whole.to_vec() };
        let sql = if is_federation { of_federation } else { of_place };
        for (id, from, to) in parts {
            let given = params![
                scope.district_id(),
                id,
                *indicator,
                i64::from(from.0),
                i64::from(to.0),
                ask.as_on.unwrap_or(i64::MAX),
                scope.key()
            ];
            reader.each(sql, &given, take)?;
        }
    }
    Ok(())
}

/// A federation below another, with the days from and to which it stood there.
type Below = (i64, NaiveDate, NaiveDate);

/// A federation whose own entries belong to the figure of the one above, in which months.
type Part = (i64, Month, Month);

fn branch(reader: &mut Reader, scope: &Scope, unit_id: i64) -> Result<Vec<Below>> {
    let rows = reader.query(BRANCH, &params![scope.district_id(), unit_id])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?, row.at(2)?))).collect()
}

/// Whose entries make the figure of a federation: a stock of those that stand below it at the end,
/// whole; a flow of those that stood below it in each month. As `Trees::steps` moves the balances.
fn parts(branch: &[Below], indicator: IndicatorId, ask: &Ask<'_>) -> Vec<Part> {
    let is_stock = by_id(indicator).is_some_and(|known| known.nature == Nature::Stock);
    let end = ask.to.last_day();
    let part = |(id, from_on, to_on): &Below| {
        if is_stock {
            return (*from_on <= end && end < *to_on).then_some((*id, ask.from, ask.to));
        }
        let (from, to) = (Month::of(*from_on).max(ask.from), Month::of(*to_on).prev().min(ask.to));
        (from <= to).then_some((*id, from, to))
    };
    branch.iter().filter_map(part).collect()
}

/// A line of an institution's own trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// The month it counts in.
    pub month: Month,
    /// How sure.
    pub class: Class,
    /// By how much.
    pub delta: i64,
    /// The op that caused it.
    pub op_no: i64,
    /// That op's act, `area.verb`.
    pub act: String,
    /// When it was recorded, microseconds UTC.
    pub at: i64,
    /// The post that did it.
    pub post_id: i64,
}

const HISTORY: &str = "
    select e.indicator, e.month, e.class, e.delta, e.op_no, o.act, e.at, o.post_id
    from entry e
    join op o on o.district_id = e.district_id and o.no = e.op_no
    join institution i on i.district_id = e.district_id and i.id = e.institution_id
    where e.district_id = $1 and e.institution_id = $2
      and ($3 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $3 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $3 and f.institution_id = i.id))
    order by e.at desc, e.id desc";

const CELL_HISTORY: &str = "
    select e.indicator, e.month, e.class, e.delta, e.op_no, o.act, e.at, o.post_id
    from entry e
    join op o on o.district_id = e.district_id and o.no = e.op_no
    where e.district_id = $1 and e.indicator = $2 and e.place_id = $3 and e.month = $4
      and e.institution_id = $5
    order by e.at desc, e.id desc";

/// Every entry of one figure of a unit and month, the latest first. The caller has found the figure
/// in the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn history_of_cell(
    reader: &mut Reader,
    scope: &Scope,
    (indicator, month): (IndicatorId, Month),
    (place_id, institution_id): (i64, i64),
) -> Result<Vec<Line>> {
    let month = i64::from(month.0);
    let given = params![scope.district_id(), indicator, place_id, month, institution_id];
    lines(reader, CELL_HISTORY, &given)
}

/// Every entry of an institution, the latest first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn history_of(reader: &mut Reader, scope: &Scope, institution_id: i64) -> Result<Vec<Line>> {
    lines(reader, HISTORY, &params![scope.district_id(), institution_id, scope.key()])
}

fn lines(reader: &mut Reader, sql: &str, given: &[samuh_engine::Value]) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    reader.each(sql, given, &mut |row| {
        lines.push(Line {
            indicator: row.at(0)?,
            month: month_of(&row, 1)?,
            class: class_of(&row, 2)?,
            delta: row.at(3)?,
            op_no: row.at(4)?,
            act: row.at(5)?,
            at: row.at(6)?,
            post_id: row.at(7)?,
        });
        Ok(())
    })?;
    Ok(lines)
}

/// An entry's row (indicator, place, institution, federation, month, class, delta) as a posting.
pub(super) fn posting(row: &Row) -> Result<Posting> {
    Ok(Posting {
        indicator: row.at(0)?,
        place_id: row.at(1)?,
        institution_id: row.at(2)?,
        federation_id: row.at(3)?,
        month: month_of(row, 4)?,
        class: class_of(row, 5)?,
        delta: row.at(6)?,
    })
}

fn month_of(row: &Row, at: usize) -> Result<Month> {
    let number = row.at::<i64>(at)?;
    Ok(Month(
        i32::try_from(number).map_err(|_| samuh_engine::Error::broken("a month out of range"))?,
    ))
}

fn class_of(row: &Row, at: usize) -> Result<Class> {
    Class::of(row.at(at)?).ok_or_else(|| samuh_engine::Error::broken("an unknown class"))
}
