//! Targets of units: their own, else the sum of the plan's units inside them. The one roll-up of the
//! house: grid, command line and pages go by it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use samuh_engine::{Reader, Result, Value, params};
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
    select t.indicator, t.unit_id, t.month, t.value
    from plan n
    cross join target t
    where n.district_id = $1 and n.year = $4
      and t.district_id = n.district_id and t.indicator = n.indicator
      and t.month >= $2 and t.month <= $3 and t.unit_id in ";

// Only units of the plan's own level are added up: what stands below them is the same target again.
const PLACES: &str = "
    select t.indicator, c.ancestor_id, t.month, CAST(SUM(t.value) AS BIGINT)
    from plan n
    cross join place u
    cross join place_closure c
    cross join target t
    where n.district_id = $1 and n.year = $4
      and u.district_id = n.district_id and u.level = n.level
      and c.district_id = u.district_id and c.place_id = u.id and c.to_on = $5
      and c.ancestor_id <> c.place_id
      and t.district_id = n.district_id and t.indicator = n.indicator and t.unit_id = u.id
      and t.month >= $2 and t.month <= $3 and c.ancestor_id + 0 in ";
// A CLF lies in its block, but not in the panchayat where its office is.
const INSTITUTIONS_OF_PLACES: &str = "
    select t.indicator, c.ancestor_id, t.month, CAST(SUM(t.value) AS BIGINT)
    from plan n
    cross join institution u
    cross join place_closure c
    cross join place p
    cross join target t
    where n.district_id = $1 and n.year = $4
      and u.district_id = n.district_id and u.kind = n.level
      and c.district_id = u.district_id and c.place_id = u.place_id and c.to_on = $5
      and p.district_id = c.district_id and p.id = c.ancestor_id
      and (u.kind <> 'clf' or p.level in ('district', 'block'))
      and t.district_id = n.district_id and t.indicator = n.indicator and t.unit_id = u.id
      and t.month >= $2 and t.month <= $3 and c.ancestor_id + 0 in ";
const FEDERATIONS: &str = "
    select t.indicator, f.ancestor_id, t.month, CAST(SUM(t.value) AS BIGINT)
    from plan n
    cross join institution u
    cross join federation_closure f
    cross join target t
    where n.district_id = $1 and n.year = $4
      and u.district_id = n.district_id and u.kind = n.level
      and f.district_id = u.district_id and f.institution_id = u.id and f.to_on = $5
      and f.ancestor_id <> f.institution_id
      and t.district_id = n.district_id and t.indicator = n.indicator and t.unit_id = u.id
      and t.month >= $2 and t.month <= $3 and f.ancestor_id + 0 in ";
const SUMMED: &str = " group by 1, 2, 3";

type Found = HashMap<(IndicatorId, i64), Months>;

/// The targets of a year for named units, which the caller has found in the scope: a unit's own,
/// else the sum of the plan's units inside it. Units below the plan's level without own targets
/// have none.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn targets_of_units(
    reader: &mut Reader,
    scope: &Scope,
    units: &[i64],
    year: FinancialYear,
) -> Result<Found> {
    let (first, last) = (year.first_month(), year.last_month());
    let time = (i64::from(first.0), i64::from(last.0), i64::from(year.0));
    let own_plans = params![scope.district_id(), time.0, time.1, time.2];
    let plans = params![scope.district_id(), time.0, time.1, time.2, always().1];
    let mut all = Found::new();
    for some in units.chunks(SLOTS) {
        let mut own = Found::new();
        add(reader, own_statement(), &own_plans, (some, year), &mut own)?;
        let mut rolled = Found::new();
        for sql in rolled_statements() {
            add(reader, sql, &plans, (some, year), &mut rolled)?;
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
    year: FinancialYear,
) -> Result<BTreeMap<(i64, IndicatorId), Months>> {
    let units = units_at(reader, scope, level, 0)?;
    let ids: Vec<i64> = units.iter().map(|unit| unit.id).collect();
    let found = targets_of_units(reader, scope, &ids, year)?;
    let asked = found.into_iter().filter(|((indicator, _), _)| indicators.contains(indicator));
    Ok(asked.map(|((indicator, unit), months)| ((unit, indicator), months)).collect())
}

fn add(
    reader: &mut Reader,
    sql: &str,
    given: &[Value],
    (units, year): (&[i64], FinancialYear),
    found: &mut Found,
) -> Result<()> {
    let free = std::iter::repeat_n(0, SLOTS - units.len());
    let mut all = given.to_vec();
    all.extend(units.iter().copied().chain(free).map(Value::from));
    reader.each(sql, &all, &mut |row| {
        let months = found.entry((row.at(0)?, row.at(1)?)).or_default();
        months[place_of(&row, 2, year)?] += row.at::<i64>(3)?;
        Ok(())
    })
}

fn own_statement() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| format!("{OWN}{}", marks(5)))
}

fn rolled_statements() -> &'static [String; 3] {
    static TEXTS: OnceLock<[String; 3]> = OnceLock::new();
    TEXTS.get_or_init(|| {
        [PLACES, INSTITUTIONS_OF_PLACES, FEDERATIONS]
            .map(|sql| format!("{sql}{}{SUMMED}", marks(6)))
    })
}

fn marks(first: usize) -> String {
    let marks: Vec<String> = (first..first + SLOTS).map(|number| format!("${number}")).collect();
    format!("({})", marks.join(", "))
}
