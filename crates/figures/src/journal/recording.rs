//! On which days anything was recorded for a unit: how fresh its data is. Kept beside the balances,
//! because the entries of a year are too many to be asked each time a page is opened.

use std::{collections::BTreeSet, sync::OnceLock};

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, Value, clock, params};
use samuh_kernel::scope::Scope;

use super::series::{SLOTS, marks, padded};

/// Rows of the larger of the two statements.
const MANY: usize = 200;

const NOTE_HEAD: &str = "insert into recording (district_id, unit_id, day_on) values ";
const NOTE_TAIL: &str = " on conflict (district_id, unit_id, day_on) do nothing";
const LATELY: &str = "
    select unit_id, day_on from recording
    where district_id = $1 and day_on >= $2 and day_on <= $3 and unit_id in ";
const LAST: &str = "
    select unit_id, max(day_on) from recording
    where district_id = $1 and day_on >= $2 and day_on <= $3 and unit_id in ";
const LAST_TAIL: &str = " group by unit_id";

/// When something was recorded for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Place, VO or CLF.
    pub unit_id: i64,
    /// The last day on which anything was recorded.
    pub last_on: NaiveDate,
    /// The days of the asked stretch on which anything was recorded, the oldest first.
    pub days: Vec<NaiveDate>,
}

/// When things were recorded for these units, up to a day; `since` begins the stretch of single
/// days. Units for which nothing ever was are left out. The caller has found the units in the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn recorded(
    reader: &mut Reader,
    scope: &Scope,
    units: &[i64],
    since: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<Recorded>> {
    let mut all = Vec::new();
    for some in units.chunks(SLOTS) {
        let given = |from: NaiveDate| -> Vec<Value> {
            let mut given = params![scope.district_id(), from, until].to_vec();
            given.extend(padded(some, SLOTS));
            given
        };
        for row in reader.query(last(), &given(epoch()))? {
            all.push(Recorded { unit_id: row.at(0)?, last_on: row.at(1)?, days: Vec::new() });
        }
        for row in reader.query(lately(), &given(since))? {
            let (unit_id, day): (i64, NaiveDate) = (row.at(0)?, row.at(1)?);
            if let Some(one) = all.iter_mut().find(|one| one.unit_id == unit_id) {
                one.days.push(day);
            }
        }
    }
    for one in &mut all {
        one.days.sort_unstable();
    }
    Ok(all)
}

/// Notes that something was recorded today for these units.
pub(super) fn note_day(tx: &mut Tx, district_id: i64, units: &BTreeSet<i64>) -> Result<()> {
    let day = clock::day_of(tx.at());
    let units: Vec<i64> = units.iter().copied().collect();
    let mut rest = units.as_slice();
    while !rest.is_empty() {
        // Two sizes only, so that both statements stay prepared.
        let size = if rest.len() >= MANY { MANY } else { 1 };
        let (now, later) = rest.split_at(size);
        let values: Vec<Value> =
            now.iter().flat_map(|unit| params![district_id, *unit, day]).collect();
        tx.exec(note(size), &values)?;
        rest = later;
    }
    Ok(())
}

fn note(size: usize) -> &'static str {
    static ONE: OnceLock<String> = OnceLock::new();
    static ALL: OnceLock<String> = OnceLock::new();
    let write = || {
        let rows: Vec<String> = (0..size).map(|row| marks(row * 3 + 1, 3)).collect();
        format!("{NOTE_HEAD}{}{NOTE_TAIL}", rows.join(", "))
    };
    if size == 1 { ONE.get_or_init(write) } else { ALL.get_or_init(write) }
}

fn lately() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{LATELY}{}", marks(4, SLOTS)))
}

fn last() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{LAST}{}{LAST_TAIL}", marks(4, SLOTS)))
}

/// Before anything could have been recorded.
fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).expect("a real day")
}
