//! Plans and targets read.

use std::collections::{BTreeMap, HashMap};

use samuh_engine::{Error, Reader, Result, Row as Found, Tx, params};
use samuh_figures::catalogue::{IndicatorId, by_id};
use samuh_kernel::{calendar::FinancialYear, scope::Scope};
use samuh_places::always;

use super::super::model::{Months, Plan, RevisionSeen, Row, Whole};
use crate::unit::UnitLevel;

const PLAN: &str = "
    select indicator, year, level, total, state, order_no, version from plan
    where district_id = $1 and indicator = $2 and year = $3";
const PLANS: &str = "
    select indicator, year, level, total, state, order_no, version from plan
    where district_id = $1 order by year, indicator";
const TARGETS: &str = "
    select t.unit_id, t.month, t.value, coalesce(p.level, i.kind)
    from target t
    left join place p on p.district_id = t.district_id and p.id = t.unit_id
    left join institution i on i.district_id = t.district_id and i.id = t.unit_id
    where t.district_id = $1 and t.indicator = $2 and t.month >= $3 and t.month <= $4";
const ALL_TARGETS: &str = "
    select indicator, unit_id, month, value from target where district_id = $1";
const PLACE_ABOVE: &str = "
    select t.unit_id, c.ancestor_id
    from target t
    left join institution i on i.district_id = t.district_id and i.id = t.unit_id
    join place_closure c on c.district_id = t.district_id
      and c.place_id = coalesce(i.place_id, t.unit_id) and c.to_on = $5
    join place a on a.district_id = c.district_id and a.id = c.ancestor_id and a.level = $6
    where t.district_id = $1 and t.indicator = $2 and t.month = $3 and t.month <= $4
      and c.ancestor_id <> t.unit_id";
const FEDERATION_ABOVE: &str = "
    select t.unit_id, f.ancestor_id
    from target t
    join federation_closure f on f.district_id = t.district_id
      and f.institution_id = t.unit_id and f.to_on = $5
    join institution a on a.district_id = f.district_id and a.id = f.ancestor_id and a.kind = $6
    where t.district_id = $1 and t.indicator = $2 and t.month = $3 and t.month <= $4
      and f.ancestor_id <> t.unit_id";
const INFO: &str = "
    select coalesce(p.level, i.kind), coalesce(i.place_id, p.id)
    from (select CAST($2 AS BIGINT) as id) u
    left join place p on p.district_id = $1 and p.id = u.id
    left join institution i on i.district_id = $1 and i.id = u.id
    where coalesce(p.level, i.kind) is not null
      and ($3 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.place_id = coalesce(i.place_id, p.id))
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $3 and f.institution_id = u.id))";
const PLACE_OVER: &str = "
    select c.ancestor_id from place_closure c
    join place a on a.district_id = c.district_id and a.id = c.ancestor_id and a.level = $3
    where c.district_id = $1 and c.place_id = $2 and c.to_on = $4";
const FEDERATION_OVER: &str = "
    select f.ancestor_id from federation_closure f
    join institution a on a.district_id = f.district_id and a.id = f.ancestor_id and a.kind = $3
    where f.district_id = $1 and f.institution_id = $2 and f.to_on = $4";
const NAME: &str = "
    select coalesce(p.name_hi, p.name_en, i.name_hi, i.name_en, '')
    from (select CAST($2 AS BIGINT) as id) u
    left join place p on p.district_id = $1 and p.id = u.id
    left join institution i on i.district_id = $1 and i.id = u.id";
const PLACE_UNITS: &str = "
    select p.id, p.name_hi, p.name_en, (
      select k.code from place_code k
      where k.district_id = p.district_id and k.place_id = p.id
      order by case k.register when 'lgd' then 0 when 'lgd_body' then 1 when 'nrlm' then 2 else 3 end
      limit 1) as code
    from place p
    where p.district_id = $1 and p.level = $2 and p.to_on = $3
      and ($4 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $4 and w.place_id = p.id and w.to_on = $3))
      and ($5 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $5 and c.place_id = p.id))
    order by code, p.id";
const INSTITUTION_UNITS: &str = "
    select i.id, i.name_hi, i.name_en, (
      select k.code from institution_code k
      where k.district_id = i.district_id and k.institution_id = i.id
      order by k.register limit 1) as code
    from institution i
    where i.district_id = $1 and i.kind = $2
      and ($4 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $4 and w.place_id = i.place_id
          and w.to_on = $3)
        or exists (
        select 1 from federation_closure w
        where w.district_id = $1 and w.ancestor_id = $4 and w.institution_id = i.id
          and w.to_on = $3))
      and ($5 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $5 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $5 and f.institution_id = i.id))
    order by code, i.id";
const REVISIONS: &str = "
    select r.unit_id, coalesce(p.name_hi, i.name_hi), coalesce(p.name_en, i.name_en), r.was,
           r.becomes, r.reason, r.order_no, r.at, o.post_id, o.officer_id
    from target_revision r
    join op o on o.district_id = r.district_id and o.no = r.op_no
    left join place p on p.district_id = r.district_id and p.id = r.unit_id
    left join institution i on i.district_id = r.district_id and i.id = r.unit_id
    where r.district_id = $1 and r.indicator = $2 and r.year = $3
      and ($4 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $4 and c.place_id = coalesce(i.place_id, p.id))
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $4 and f.institution_id = r.unit_id))
    order by r.at desc, r.id desc";

/// The plan of an indicator's year. Totals of plans are public: no scope.
pub(crate) fn plan_of(
    reader: &mut Reader,
    district_id: i64,
    indicator: IndicatorId,
    year: FinancialYear,
) -> Result<Option<Plan>> {
    let given = params![district_id, indicator, year.0];
    reader.first(PLAN, &given)?.map(|row| plan(&row)).transpose()
}

/// A plan with all rows, inside an act or a judge, whose desks see the district: no scope.
pub(crate) fn whole(
    reader: &mut Reader,
    district_id: i64,
    indicator: IndicatorId,
    year: FinancialYear,
) -> Result<Option<Whole>> {
    let Some(plan) = plan_of(reader, district_id, indicator, year)? else { return Ok(None) };
    let (from, to) = (i64::from(year.first_month().0), i64::from(year.last_month().0));
    let mut rows: BTreeMap<i64, Row> = BTreeMap::new();
    reader.each(TARGETS, &params![district_id, indicator, from, to], &mut |found| {
        let level = level_at(&found, 3)?;
        let row = rows.entry(found.at(0)?).or_insert(Row { level, parent_id: 0, months: [0; 12] });
        row.months[place_of(&found, 1, year)?] = found.at(2)?;
        Ok(())
    })?;
    let sql = if plan.level.is_institution() { FEDERATION_ABOVE } else { PLACE_ABOVE };
    // Every unit has a row for April, so that one month finds all of them.
    let given = params![district_id, indicator, from, to, always().1, plan.level.code()];
    reader.each(sql, &given, &mut |found| {
        if let Some(row) = rows.get_mut(&found.at(0)?) {
            row.parent_id = found.at(1)?;
        }
        Ok(())
    })?;
    Ok(Some(Whole { plan, rows }))
}

/// Plans by indicator and year, each with the months of its units.
pub(crate) type Plans = HashMap<(IndicatorId, i32), (Plan, HashMap<i64, Months>)>;

/// Every plan with the months of its units, for a judge, whose desk sees the district: no scope.
pub(crate) fn all_plans(reader: &mut Reader, district_id: i64) -> Result<Plans> {
    let mut all = Plans::new();
    for row in reader.query(PLANS, &params![district_id])? {
        let plan = plan(&row)?;
        all.insert((plan.indicator, plan.year.0), (plan, HashMap::new()));
    }
    reader.each(ALL_TARGETS, &params![district_id], &mut |row| {
        let month = month_at(&row, 2)?;
        let year = FinancialYear::of(month.first_day());
        if let Some((_, units)) = all.get_mut(&(row.at(0)?, year.0)) {
            let months: &mut Months = units.entry(row.at(1)?).or_default();
            months[place_of(&row, 2, year)?] = row.at(3)?;
        }
        Ok(())
    })?;
    Ok(all)
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Info {
    pub(crate) level: UnitLevel,
    pub(crate) place_id: i64,
    /// The unit of the plan's level above it; 0 when it is of that level itself, or there is none.
    pub(crate) parent_id: i64,
}

/// The unit and its parent in a plan of that level.
///
/// # Errors
/// `NotFound` when there is none or the desk may not see it.
pub(crate) fn info_of(
    reader: &mut Reader,
    scope: &Scope,
    unit_id: i64,
    plan_level: UnitLevel,
) -> Result<Info> {
    let district_id = scope.district_id();
    let given = params![district_id, unit_id, scope.key()];
    let row = reader.first(INFO, &given)?.ok_or(Error::NotFound)?;
    let (level, place_id) = (level_at(&row, 0)?, row.at(1)?);
    if level == plan_level {
        return Ok(Info { level, place_id, parent_id: 0 });
    }
    let (sql, of) = if plan_level.is_institution() {
        (FEDERATION_OVER, unit_id)
    } else {
        (PLACE_OVER, place_id)
    };
    let given = params![district_id, of, plan_level.code(), always().1];
    let above = reader.first(sql, &given)?.map(|row| row.at(0)).transpose()?;
    Ok(Info { level, place_id, parent_id: above.unwrap_or(0) })
}

/// The name of a unit that an act speaks of, empty for none.
pub(crate) fn name_of(tx: &mut Tx, district_id: i64, unit_id: i64) -> Result<String> {
    tx.first(NAME, &params![district_id, unit_id])?.map_or(Ok(String::new()), |row| row.at(0))
}

/// A unit by name and code.
#[derive(Debug, Clone)]
pub(crate) struct UnitSeen {
    pub(crate) id: i64,
    pub(crate) name_hi: Option<String>,
    pub(crate) name_en: Option<String>,
    pub(crate) code: Option<String>,
}

/// The units of a level that the desk sees, inside another unit or (with 0) everywhere.
pub(crate) fn units_at(
    reader: &mut Reader,
    scope: &Scope,
    level: UnitLevel,
    within: i64,
) -> Result<Vec<UnitSeen>> {
    let sql = if level.is_institution() { INSTITUTION_UNITS } else { PLACE_UNITS };
    let given = params![scope.district_id(), level.code(), always().1, within, scope.key()];
    let rows = reader.query(sql, &given)?;
    rows.iter()
        .map(|row| {
            Ok(UnitSeen {
                id: row.at(0)?,
                name_hi: row.at(1)?,
                name_en: row.at(2)?,
                code: row.at(3)?,
            })
        })
        .collect()
}

/// The plans of a year. Totals of plans are public: no scope.
pub(crate) fn plans_with_sums(
    reader: &mut Reader,
    district_id: i64,
    year: FinancialYear,
) -> Result<Vec<Plan>> {
    let rows = reader.query(PLANS, &params![district_id])?;
    let plans: Result<Vec<Plan>> = rows.iter().map(plan).collect();
    Ok(plans?.into_iter().filter(|plan| plan.year == year).collect())
}

/// The revisions of a plan, the latest first, of the units that the desk sees.
pub(crate) fn revisions(
    reader: &mut Reader,
    scope: &Scope,
    indicator: IndicatorId,
    year: FinancialYear,
) -> Result<Vec<RevisionSeen>> {
    let given = params![scope.district_id(), indicator, year.0, scope.key()];
    let rows = reader.query(REVISIONS, &given)?;
    rows.iter()
        .map(|row| {
            Ok(RevisionSeen {
                unit_id: row.at(0)?,
                name_hi: row.at(1)?,
                name_en: row.at(2)?,
                was: serde_json::from_str(&row.at::<String>(3)?)?,
                becomes: serde_json::from_str(&row.at::<String>(4)?)?,
                reason: row.at(5)?,
                order_no: row.at(6)?,
                at: row.at(7)?,
                post_id: row.at(8)?,
                officer_id: row.at(9)?,
            })
        })
        .collect()
}

/// Every place where the parts of a plan do not make their whole, for `samuh verify`, which looks
/// at the whole district: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn targets_add_up(reader: &mut Reader, district_id: i64) -> Result<Vec<String>> {
    let rows = reader.query(PLANS, &params![district_id])?;
    let plans: Result<Vec<Plan>> = rows.iter().map(plan).collect();
    let mut differences = Vec::new();
    for plan in plans? {
        let Some(whole) = whole(reader, district_id, plan.indicator, plan.year)? else { continue };
        let code = by_id(plan.indicator).map_or("unknown", |known| known.code);
        for found in whole.differences() {
            let (level, unit) = (found.level.code(), found.unit_id);
            differences.push(format!(
                "{code} {}: {level} parts of unit {unit} sum to {}, not {}",
                found.period, found.sum, found.whole
            ));
        }
    }
    Ok(differences)
}

fn plan(row: &Found) -> Result<Plan> {
    let year =
        i32::try_from(row.at::<i64>(1)?).map_err(|_| Error::broken("a year out of range"))?;
    Ok(Plan {
        indicator: row.at(0)?,
        year: FinancialYear(year),
        level: level_at(row, 2)?,
        total: row.at(3)?,
        locked: row.at::<String>(4)? == "locked",
        order_no: row.at(5)?,
        version: row.at(6)?,
    })
}

fn level_at(row: &Found, at: usize) -> Result<UnitLevel> {
    let level = row.at::<Option<String>>(at)?;
    level.as_deref().and_then(UnitLevel::of).ok_or_else(|| Error::broken("a unit without a level"))
}

fn month_at(row: &Found, at: usize) -> Result<samuh_kernel::calendar::Month> {
    let number = i32::try_from(row.at::<i64>(at)?);
    number.map(samuh_kernel::calendar::Month).map_err(|_| Error::broken("a month out of range"))
}

/// A month's place in its year, 0 for April.
pub(super) fn place_of(row: &Found, at: usize, year: FinancialYear) -> Result<usize> {
    let place = month_at(row, at)?.0 - year.first_month().0;
    let place = usize::try_from(place).ok().filter(|place| *place < 12);
    place.ok_or_else(|| Error::broken("a target outside its year"))
}
