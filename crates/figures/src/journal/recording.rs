//! On which days anything was recorded for a unit: how fresh its data is. Kept beside the balances,
//! because the entries of a year are too many to be asked each time a page is opened.

use std::{collections::BTreeSet, sync::OnceLock};

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, Value, clock, params};
use samuh_kernel::scope::Scope;

use super::{
    post::Class,
    runs::Runs,
    series::{SLOTS, marks, padded},
};

const NOTE_HEAD: &str = "insert into recording (district_id, unit_id, class, day_on) values ";
const NOTE_TAIL: &str = " on conflict (district_id, unit_id, class, day_on) do nothing";
const LATELY: &str = "
    select unit_id, day_on from recording
    where district_id = $1 and class >= $2 and class <= $3 and day_on >= $4 and day_on <= $5
      and unit_id in ";
const LAST: &str = "
    select unit_id, max(day_on) from recording
    where district_id = $1 and class >= $2 and class <= $3 and day_on >= $4 and day_on <= $5
      and unit_id in ";
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
/// days. Where any of the units sends reports, only reports count: what another office enters for a
/// unit says nothing of how fresh its own data is. Units for which nothing ever was are left out.
/// The caller has found the units in the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn recorded(
    reader: &mut Reader,
    scope: &Scope,
    units: &[i64],
    (since, until): (NaiveDate, NaiveDate),
) -> Result<Vec<Recorded>> {
    let typed = (Class::Reported as i64, Class::Verified as i64);
    let any = (Class::Counted as i64, Class::Pending as i64);
    let reports = of_classes(reader, scope, units, (typed, since, until))?;
    if reports.is_empty() {
        of_classes(reader, scope, units, (any, since, until))
    } else {
        Ok(reports)
    }
}

type Asked = ((i64, i64), NaiveDate, NaiveDate);

fn of_classes(
    reader: &mut Reader,
    scope: &Scope,
    units: &[i64],
    (classes, since, until): Asked,
) -> Result<Vec<Recorded>> {
    let mut all: Vec<Recorded> = Vec::new();
    for some in units.chunks(SLOTS) {
        let given = |from: NaiveDate| -> Vec<Value> {
            let district_id = scope.district_id();
            let mut given = params![district_id, classes.0, classes.1, from, until].to_vec();
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
        one.days.dedup();
    }
    Ok(all)
}

/// Notes that something was recorded today for these units, each with its class.
pub(super) fn note_day(tx: &mut Tx, district_id: i64, moved: &BTreeSet<(i64, i64)>) -> Result<()> {
    let day = clock::day_of(tx.at());
    static NOTES: OnceLock<Runs> = OnceLock::new();
    let moved: Vec<(i64, i64)> = moved.iter().copied().collect();
    NOTES
        .get_or_init(|| Runs::new(NOTE_HEAD, 4, NOTE_TAIL))
        .run(tx, &moved, |(unit, class)| params![district_id, *unit, *class, day])
}

fn lately() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{LATELY}{}", marks(6, SLOTS)))
}

fn last() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{LAST}{}{LAST_TAIL}", marks(6, SLOTS)))
}

/// Before anything could have been recorded.
fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).expect("a real day")
}
