//! Several units and indicators at once, month by month: what a page of figures is made of, in two
//! range reads.

use std::{collections::HashMap, sync::OnceLock};

use samuh_engine::{Error, Reader, Result, Row, Value, params};
use samuh_kernel::{calendar::Month, scope::Scope};

use super::{
    post::{Class, Posting, Slot, moves},
    store::Cell,
    trees::Trees,
};
use crate::catalogue::IndicatorId;

/// How many units one statement asks for; number 0 fills up what is free, for no unit has it.
pub(super) const SLOTS: usize = 32;
/// How many indicators one statement asks for.
const INDICATORS: usize = 48;

const MONTHS: &str = "
    select indicator, unit_id, month, class, value from balance
    where district_id = $1 and month >= $2 and month <= $3 and indicator in ";
const BEFORE: &str = "
    select indicator, unit_id, CAST($3 AS BIGINT), CAST(0 AS BIGINT), CAST(SUM(value) AS BIGINT)
    from balance
    where district_id = $1 and month >= $2 and month <= $3 and class <> 3 and indicator in ";
const BEFORE_TAIL: &str = " group by indicator, unit_id";
const SUM: &str = "
    select CAST(coalesce(SUM(value), 0) AS BIGINT) from balance
    where district_id = $1 and indicator = $2 and unit_id = $3 and month <= $4 and class <> 3";
const LATER: &str = "
    select indicator, place_id, 0, federation_id, month, class, CAST(SUM(delta) AS BIGINT)
    from entry where district_id = $1 and at > $2
    group by indicator, place_id, federation_id, month, class";

/// What is asked of balances.
#[derive(Debug, Clone, Copy)]
pub struct Window<'a> {
    /// Whose: places, VOs or CLFs that the caller has found in the scope.
    pub units: &'a [i64],
    /// Which indicators, no ratios; at most 48.
    pub indicators: &'a [IndicatorId],
    /// Of these what came before the window is asked too, in one sum.
    pub stocks: &'a [IndicatorId],
    /// First month.
    pub from: Month,
    /// Last month, included.
    pub to: Month,
    /// Only what was recorded by then, microseconds UTC.
    pub as_on: Option<i64>,
}

/// The balances of a window month by month; what came before it stands in the month before its
/// first, with its classes in one and without what waits.
///
/// # Errors
/// `Broken` when the database cannot be read or more than 48 indicators are asked for.
pub fn series(reader: &mut Reader, scope: &Scope, window: &Window<'_>) -> Result<Vec<Cell>> {
    let before = window.from.prev();
    let mut cells = Vec::new();
    for units in window.units.chunks(SLOTS) {
        let of = (scope.district_id(), units);
        cells_of(reader, months(), of, (window.indicators, window.from, window.to), &mut cells)?;
        if reader.is_embedded() {
            sums_of(reader, of, (window.stocks, before), &mut cells)?;
        } else if !window.stocks.is_empty() {
            cells_of(reader, earlier(), of, (window.stocks, Month(0), before), &mut cells)?;
        }
    }
    match window.as_on {
        Some(at) => less_later(reader, scope, window, cells, at),
        None => Ok(cells),
    }
}

fn cells_of(
    reader: &mut Reader,
    sql: &str,
    (district_id, units): (i64, &[i64]),
    (indicators, from, to): (&[IndicatorId], Month, Month),
    cells: &mut Vec<Cell>,
) -> Result<()> {
    if indicators.len() > INDICATORS {
        return Err(Error::broken("too many indicators at once"));
    }
    let mut given = params![district_id, i64::from(from.0), i64::from(to.0)].to_vec();
    given.extend(padded(indicators, INDICATORS));
    given.extend(padded(units, SLOTS));
    reader.each(sql, &given, &mut |row| {
        cells.push(Cell {
            unit_id: row.at(1)?,
            indicator: row.at(0)?,
            month: month_of(&row, 2)?,
            class: class_of(&row, 3)?,
            value: row.at(4)?,
        });
        Ok(())
    })
}

/// What came before, one short range of the clustered key after another: without a network between,
/// that is quicker than one statement which must sort all of them. What waits is left out.
fn sums_of(
    reader: &mut Reader,
    (district_id, units): (i64, &[i64]),
    (stocks, before): (&[IndicatorId], Month),
    cells: &mut Vec<Cell>,
) -> Result<()> {
    for indicator in stocks {
        for unit in units {
            let given = params![district_id, *indicator, *unit, i64::from(before.0)];
            let sum = reader.first(SUM, &given)?;
            let value: i64 = sum.map_or(Ok(0), |row| row.at(0))?;
            if value != 0 {
                let (indicator, unit_id, class) = (*indicator, *unit, Class::Counted);
                cells.push(Cell { unit_id, indicator, month: before, class, value });
            }
        }
    }
    Ok(())
}

/// Takes away what was recorded after `at`.
fn less_later(
    reader: &mut Reader,
    scope: &Scope,
    window: &Window<'_>,
    cells: Vec<Cell>,
    at: i64,
) -> Result<Vec<Cell>> {
    let mut later = Vec::new();
    for row in reader.query(LATER, &params![scope.district_id(), at])? {
        later.push(Posting {
            indicator: row.at(0)?,
            place_id: row.at(1)?,
            institution_id: row.at(2)?,
            federation_id: row.at(3)?,
            month: month_of(&row, 4)?,
            class: class_of(&row, 5)?,
            delta: row.at(6)?,
        });
    }
    if later.is_empty() {
        return Ok(cells);
    }
    let trees = Trees::load(reader, scope.district_id())?;
    let before = window.from.prev();
    let mut left: HashMap<Slot, i64> = HashMap::new();
    for cell in cells {
        *left.entry(cell.slot()).or_default() += cell.value;
    }
    for (slot, delta) in moves(&trees, &later) {
        let is_early = slot.month < window.from.0;
        if is_early && slot.class == Class::Pending as i64 {
            continue;
        }
        let asked = if is_early { window.stocks } else { window.indicators };
        let is_asked = window.units.contains(&slot.unit_id)
            && slot.month <= window.to.0
            && asked.contains(&slot.indicator);
        if is_asked {
            let (month, class) = if is_early { (before.0, 0) } else { (slot.month, slot.class) };
            *left.entry(Slot { month, class, ..slot }).or_default() -= delta;
        }
    }
    let mut cells: Vec<Cell> = Vec::with_capacity(left.len());
    for (Slot { unit_id, indicator, month, class }, value) in left {
        if value != 0 {
            let class = Class::of(class).ok_or_else(|| Error::broken("an unknown class"))?;
            cells.push(Cell { unit_id, indicator, month: Month(month), class, value });
        }
    }
    cells.sort_unstable_by_key(|cell| (cell.indicator, cell.unit_id, cell.month, cell.class));
    Ok(cells)
}

fn months() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{MONTHS}{}", both()))
}

fn earlier() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{BEFORE}{}{BEFORE_TAIL}", both()))
}

fn both() -> String {
    format!("{} and unit_id in {}", marks(4, INDICATORS), marks(4 + INDICATORS, SLOTS))
}

/// `($4, $5, …)`: so many parameters from that number on.
pub(super) fn marks(first: usize, count: usize) -> String {
    let marks: Vec<String> = (first..first + count).map(|number| format!("${number}")).collect();
    format!("({})", marks.join(", "))
}

/// The numbers, and 0 for every slot that is left.
pub(super) fn padded(numbers: &[i64], slots: usize) -> impl Iterator<Item = Value> {
    let free = slots.saturating_sub(numbers.len());
    numbers.iter().copied().chain(std::iter::repeat_n(0, free)).map(Value::from)
}

fn month_of(row: &Row, at: usize) -> Result<Month> {
    let number = i32::try_from(row.at::<i64>(at)?);
    number.map(Month).map_err(|_| Error::broken("a month out of range"))
}

fn class_of(row: &Row, at: usize) -> Result<Class> {
    Class::of(row.at(at)?).ok_or_else(|| Error::broken("an unknown class"))
}
