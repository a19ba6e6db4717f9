//! Targets of units of any level: their own, else the sum of those below them.

use std::collections::BTreeMap;

use samuh_engine::{Reader, Result, Value, params};
use samuh_figures::catalogue::IndicatorId;
use samuh_kernel::{calendar::FinancialYear, scope::Scope};
use samuh_places::always;

use super::{
    super::model::Months,
    read::{place_of, plan_of},
};
use crate::unit::UnitLevel;

const OWN_PLACES: &str = "
    select t.unit_id, t.month, t.value
    from target t
    join place p on p.district_id = t.district_id and p.id = t.unit_id
    where t.district_id = $1 and p.level = $2 and t.indicator = $3
      and t.month >= $4 and t.month <= $5
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and c.place_id = p.id))";
const OWN_INSTITUTIONS: &str = "
    select t.unit_id, t.month, t.value
    from target t
    join institution i on i.district_id = t.district_id and i.id = t.unit_id
    where t.district_id = $1 and i.kind = $2 and t.indicator = $3
      and t.month >= $4 and t.month <= $5
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and f.institution_id = i.id))";
const PLACES_OF_PLACES: &str = "
    select c.ancestor_id, t.month, CAST(SUM(t.value) AS BIGINT)
    from target t
    join place u on u.district_id = t.district_id and u.id = t.unit_id and u.level = $7
    join place_closure c on c.district_id = u.district_id and c.place_id = u.id and c.to_on = $8
    join place p on p.district_id = c.district_id and p.id = c.ancestor_id and p.level = $2
    where t.district_id = $1 and t.indicator = $3 and t.month >= $4 and t.month <= $5
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure a on a.district_id = s.district_id and a.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and a.place_id = p.id))
    group by c.ancestor_id, t.month";
const PLACES_OF_INSTITUTIONS: &str = "
    select c.ancestor_id, t.month, CAST(SUM(t.value) AS BIGINT)
    from target t
    join institution u on u.district_id = t.district_id and u.id = t.unit_id and u.kind = $7
    join place_closure c on c.district_id = u.district_id and c.place_id = u.place_id
      and c.to_on = $8
    join place p on p.district_id = c.district_id and p.id = c.ancestor_id and p.level = $2
    where t.district_id = $1 and t.indicator = $3 and t.month >= $4 and t.month <= $5
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure a on a.district_id = s.district_id and a.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and a.place_id = p.id))
    group by c.ancestor_id, t.month";
const FEDERATIONS: &str = "
    select f.ancestor_id, t.month, CAST(SUM(t.value) AS BIGINT)
    from target t
    join institution u on u.district_id = t.district_id and u.id = t.unit_id and u.kind = $7
    join federation_closure f on f.district_id = u.district_id and f.institution_id = u.id
      and f.to_on = $8
    join institution i on i.district_id = f.district_id and i.id = f.ancestor_id and i.kind = $2
    where t.district_id = $1 and t.indicator = $3 and t.month >= $4 and t.month <= $5
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure g on g.district_id = s.district_id and g.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and g.institution_id = i.id))
    group by f.ancestor_id, t.month";

/// The targets of a year for the units of a level that the desk sees: a unit's own, else the sum
/// of the plan's units inside it. Units below the plan's level without own targets have none.
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
    let district_id = scope.district_id();
    let mut all = BTreeMap::new();
    for indicator in indicators {
        let Some(plan) = plan_of(reader, district_id, *indicator, year)? else { continue };
        let mut given = params![
            district_id,
            level.code(),
            *indicator,
            i64::from(year.first_month().0),
            i64::from(year.last_month().0),
            scope.key()
        ]
        .to_vec();
        let sql = if level.is_institution() { OWN_INSTITUTIONS } else { OWN_PLACES };
        let mut found = by_unit(reader, sql, &given, year)?;
        if plan.level != level {
            given.extend(params![plan.level.code(), always().1]);
            for (unit, months) in by_unit(reader, rolled(level, plan.level), &given, year)? {
                found.entry(unit).or_insert(months);
            }
        }
        all.extend(found.into_iter().map(|(unit, months)| ((unit, *indicator), months)));
    }
    Ok(all)
}

fn by_unit(
    reader: &mut Reader,
    sql: &str,
    given: &[Value],
    year: FinancialYear,
) -> Result<BTreeMap<i64, Months>> {
    let mut found: BTreeMap<i64, Months> = BTreeMap::new();
    reader.each(sql, given, &mut |row| {
        let months = found.entry(row.at(0)?).or_default();
        months[place_of(&row, 1, year)?] = row.at(2)?;
        Ok(())
    })?;
    Ok(found)
}

fn rolled(level: UnitLevel, plan_level: UnitLevel) -> &'static str {
    match (level.is_institution(), plan_level.is_institution()) {
        (false, false) => PLACES_OF_PLACES,
        (false, true) => PLACES_OF_INSTITUTIONS,
        // A plan of places has nothing inside a federation: the statement finds none.
        (true, _) => FEDERATIONS,
    }
}
