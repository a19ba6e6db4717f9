//! Targets of units: their own, else the sum of the plan's units inside them. The one roll-up of the
//! house: grid, command line and pages go by it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use samuh_engine::{Reader, Result, Row, Value, params};
use samuh_figures::catalogue::IndicatorId;
use samuh_kernel::{calendar::FinancialYear, scope::Scope};
use samuh_places::always;

use super::{
    super::model::Months,
    read::{place_of, units_at},
};
use crate::unit::UnitLevel;

/// How many units one statement asks for; number 0 fills up what is free, for no unit has it.
const SLOTS: usize = 32;

// Every statement goes from the plans of the year, which are few, to their units and from these up:
// `cross join` keeps SQLite to that order, and `+ 0` from asking for every ancestor by itself.
const OWN: &str = "
    select t.indicator, t.unit_id, {what}
    from plan n
    cross join {table} t
    where n.district_id = $1 and n.year = $4
      and t.district_id = n.district_id and t.indicator = n.indicator
      and {when} and t.unit_id in ";

// Only units of the plan's own level are added up: what stands below them is the same target again.
const PLACES: &str = "
    select t.indicator, c.ancestor_id, {what}
    from plan n
    cross join place u
    cross join place_closure c
    cross join {table} t
    where n.district_id = $1 and n.year = $4
      and u.district_id = n.district_id and u.level = n.level
      and c.district_id = u.district_id and c.place_id = u.id and c.to_on = $5
      and c.ancestor_id <> c.place_id
      and t.district_id = n.district_id and t.indicator = n.indicator and t.unit_id = u.id
      and {when} and c.ancestor_id + 0 in ";
// A CLF lies in its block, but not in the panchayat where its office is.
const INSTITUTIONS_OF_PLACES: &str = "
    select t.indicator, c.ancestor_id, {what}
    from plan n
    cross join institution u
    cross join place_closure c
    cross join place p
    cross join {table} t
    where n.district_id = $1 and n.year = $4
      and u.district_id = n.district_id and u.kind = n.level
      and c.district_id = u.district_id and c.place_id = u.place_id and c.to_on = $5
      and p.district_id = c.district_id and p.id = c.ancestor_id
      and (u.kind <> 'clf' or p.level in ('district', 'block'))
      and t.district_id = n.district_id and t.indicator = n.indicator and t.unit_id = u.id
      and {when} and c.ancestor_id + 0 in ";
const FEDERATIONS: &str = "
    select t.indicator, f.ancestor_id, {what}
    from plan n
    cross join institution u
    cross join federation_closure f
    cross join {table} t
    where n.district_id = $1 and n.year = $4
      and u.district_id = n.district_id and u.kind = n.level
      and f.district_id = u.district_id and f.institution_id = u.id and f.to_on = $5
      and f.ancestor_id <> f.institution_id
      and t.district_id = n.district_id and t.indicator = n.indicator and t.unit_id = u.id
      and {when} and f.ancestor_id + 0 in ";

/// What is rolled up: the targets as they stand, or the revisions by which they came to stand so.
struct Rolled {
    what: [&'static str; 2],
    table: &'static str,
    when: &'static str,
    tail: &'static str,
}

const STANDING: Rolled = Rolled {
    what: ["t.month, t.value", "t.month, CAST(SUM(t.value) AS BIGINT)"],
    table: "target",
    when: "t.month >= $2 and t.month <= $3",
    tail: " group by 1, 2, 3",
};
const REVISED: Rolled = Rolled {
    what: ["t.was, t.becomes", "t.was, t.becomes"],
    table: "target_revision",
    when: "t.at > $2 and t.at <= $3 and t.year = n.year",
    tail: "",
};

type Key = (IndicatorId, i64);
type Found = HashMap<Key, Months>;
/// Takes a row of an indicator and unit.
type Take<'a> = dyn FnMut(&Row, Key) -> Result<()> + 'a;

/// The targets of a year for named units, which the caller has found in the scope: a unit's own,
/// else the sum of the plan's units inside it. Units below the plan's level without own targets
/// have none. As they stood at an instant, microseconds UTC, where one is given: what was revised
/// later is taken back.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn targets_of_units(
    reader: &mut Reader,
    scope: &Scope,
    units: &[i64],
    year: FinancialYear,
    as_on: Option<i64>,
) -> Result<Found> {
    let district_id = scope.district_id();
    let given = |from: i64, to: i64| -> Vec<Value> {
        params![district_id, from, to, i64::from(year.0), always().1].to_vec()
    };
    let months = given(i64::from(year.first_month().0), i64::from(year.last_month().0));
    let later = as_on.map(|at| given(at, i64::MAX));
    let mut all = Found::new();
    for some in units.chunks(SLOTS) {
        let (mut own, mut rolled) = (Found::new(), Found::new());
        for (at, sql) in statements().iter().enumerate() {
            // Units' own targets do not ask for a day.
            let (found, length) = if at == 0 { (&mut own, 4) } else { (&mut rolled, 5) };
            each(reader, &sql.standing, (&months[..length], some), &mut |row, key| {
                found.entry(key).or_default()[place_of(row, 2, year)?] += row.at::<i64>(3)?;
                Ok(())
            })?;
            let Some(later) = &later else { continue };
            each(reader, &sql.revised, (&later[..length], some), &mut |row, key| {
                let (was, becomes): (String, String) = (row.at(2)?, row.at(3)?);
                let (was, becomes): (Months, Months) =
                    (serde_json::from_str(&was)?, serde_json::from_str(&becomes)?);
                let months = found.entry(key).or_default();
                for (month, (was, becomes)) in months.iter_mut().zip(was.iter().zip(becomes)) {
                    *month += was - becomes;
                }
                Ok(())
            })?;
        }
        rolled.extend(own);
        all.extend(rolled);
    }
    Ok(all)
}

/// The same for all units of a level that the desk sees, of some indicators.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn targets_of(
    reader: &mut Reader,
    scope: &Scope,
    indicators: &[IndicatorId],
    level: UnitLevel,
    (year, as_on): (FinancialYear, Option<i64>),
) -> Result<BTreeMap<(i64, IndicatorId), Months>> {
    let units = units_at(reader, scope, level, 0)?;
    let ids: Vec<i64> = units.iter().map(|unit| unit.id).collect();
    let found = targets_of_units(reader, scope, &ids, year, as_on)?;
    let asked = found.into_iter().filter(|((indicator, _), _)| indicators.contains(indicator));
    Ok(asked.map(|((indicator, unit), months)| ((unit, indicator), months)).collect())
}

/// Runs a statement over some units; each row with the indicator and unit it is of.
fn each(
    reader: &mut Reader,
    sql: &str,
    (given, units): (&[Value], &[i64]),
    take: &mut Take<'_>,
) -> Result<()> {
    let free = std::iter::repeat_n(0, SLOTS - units.len());
    let mut all = given.to_vec();
    all.extend(units.iter().copied().chain(free).map(Value::from));
    reader.each(sql, &all, &mut |row| {
        let key = (row.at(0)?, row.at(1)?);
        take(&row, key)
    })
}

struct Statement {
    standing: String,
    revised: String,
}

/// Units' own first, then the three ways up.
fn statements() -> &'static [Statement; 4] {
    static TEXTS: OnceLock<[Statement; 4]> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let written = |sql: &str, is_own: bool, of: &Rolled| {
            let sql = sql.replace("{what}", of.what[usize::from(!is_own)]);
            let sql = sql.replace("{table}", of.table).replace("{when}", of.when);
            let tail = if is_own { "" } else { of.tail };
            format!("{sql}{}{tail}", marks(if is_own { 5 } else { 6 }))
        };
        [OWN, PLACES, INSTITUTIONS_OF_PLACES, FEDERATIONS].map(|sql| {
            let is_own = sql == OWN;
            let (standing, revised) =
                (written(sql, is_own, &STANDING), written(sql, is_own, &REVISED));
            Statement { standing, revised }
        })
    })
}

fn marks(first: usize) -> String {
    let marks: Vec<String> = (first..first + SLOTS).map(|number| format!("${number}")).collect();
    format!("({})", marks.join(", "))
}
