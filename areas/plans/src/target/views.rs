//! What pages show of plans: the list of a year, the grid of one, its revisions; and what a split
//! goes by.

use std::collections::BTreeMap;

use samuh_engine::{Error, Reader, Result};
use samuh_figures::{
    catalogue::{HOUSEHOLDS, IndicatorId, SHG_ACTIVE, TARGET_HOUSEHOLDS},
    journal::{Ask, Class, unit_values},
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::{Area, Right, Scope},
};

use super::{
    faults,
    model::{Grid, GridUnit, Months, PlanSeen, RevisionSeen, Season, Weights},
    store,
};
use crate::unit::UnitLevel;

/// The plans of a year with the sums of the units that the desk sees.
///
/// # Errors
/// `Denied` without the right to see plans, `Broken` when the database cannot be read.
pub fn plans_of(reader: &mut Reader, scope: &Scope, year: FinancialYear) -> Result<Vec<PlanSeen>> {
    may_see(scope)?;
    let mut seen = Vec::new();
    for plan in store::plans_with_sums(reader, scope.district_id(), year)? {
        let rows = store::targets_of(reader, scope, &[plan.indicator], plan.level, (year, None))?;
        let mut months: Months = [0; 12];
        for row in rows.values() {
            months.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        seen.push(PlanSeen { plan, own: months.iter().sum(), months });
    }
    Ok(seen)
}

/// The grid of an indicator: the units of a level (the plan's own, or blocks where there is none
/// yet) inside a unit, or with `within` 0 all that the desk sees.
///
/// # Errors
/// As [`plans_of`].
pub fn grid(
    reader: &mut Reader,
    scope: &Scope,
    (indicator, year): (IndicatorId, FinancialYear),
    level: Option<UnitLevel>,
    within: i64,
) -> Result<Grid> {
    may_see(scope)?;
    let plan = store::plan_of(reader, scope.district_id(), indicator, year)?;
    let usual = plan.as_ref().map_or(UnitLevel::Block, |plan| plan.level);
    let level = level.unwrap_or(usual);
    let targets = store::targets_of(reader, scope, &[indicator], level, (year, None))?;
    let units = store::units_at(reader, scope, level, within)?;
    let rows = units.into_iter().map(|unit| GridUnit {
        months: targets.get(&(unit.id, indicator)).copied().unwrap_or([0; 12]),
        unit_id: unit.id,
        code: unit.code,
        name_hi: unit.name_hi,
        name_en: unit.name_en,
    });
    Ok(Grid { plan, level, rows: rows.collect() })
}

/// The revisions of a plan that concern the desk's units, the latest first.
///
/// # Errors
/// As [`plans_of`].
pub fn revisions_of(
    reader: &mut Reader,
    scope: &Scope,
    indicator: IndicatorId,
    year: FinancialYear,
) -> Result<Vec<RevisionSeen>> {
    may_see(scope)?;
    store::revisions(reader, scope, indicator, year)
}

fn may_see(scope: &Scope) -> Result<()> {
    if scope.may(Right::See, Area::Plans) { Ok(()) } else { Err(Error::Denied("plans.see")) }
}

/// The weight of each unit, none below zero.
///
/// # Errors
/// Fault `weights_missing` when no unit has any.
pub(crate) fn weights_of(
    reader: &mut Reader,
    scope: &Scope,
    (indicator, year, level): (IndicatorId, FinancialYear, UnitLevel),
    weights: &Weights,
    units: &[i64],
) -> Result<BTreeMap<i64, i64>> {
    let found: BTreeMap<i64, i64> = match weights {
        Weights::Equal => return Ok(units.iter().map(|unit| (*unit, 1)).collect()),
        Weights::Given(given) => given.iter().copied().collect(),
        Weights::LastYear => {
            let before = FinancialYear(year.0 - 1);
            let rows = store::targets_of(reader, scope, &[indicator], level, (before, None))?;
            rows.into_iter().map(|((unit, _), months)| (unit, months.iter().sum())).collect()
        }
        Weights::Groups => stocks(reader, scope, &[(SHG_ACTIVE, 1)], level)?,
        Weights::LeftOut => {
            stocks(reader, scope, &[(TARGET_HOUSEHOLDS, 1), (HOUSEHOLDS, -1)], level)?
        }
    };
    let weight = |unit: &i64| (*unit, found.get(unit).copied().unwrap_or(0).max(0));
    let weights: BTreeMap<i64, i64> = units.iter().map(weight).collect();
    if weights.values().all(|weight| *weight == 0) {
        return Err(faults::one("weights_missing"));
    }
    Ok(weights)
}

/// The shares of the months, April first; none for an even year.
///
/// # Errors
/// Fault `season_missing` when nothing is known of the year before, or all shares are nought.
pub(crate) fn season_of(
    reader: &mut Reader,
    scope: &Scope,
    (indicator, year): (IndicatorId, FinancialYear),
    season: &Season,
) -> Result<Option<Months>> {
    let shares = match season {
        Season::Even | Season::Standing => return Ok(None),
        Season::Shares(shares) => *shares,
        Season::LastYear => {
            let before = FinancialYear(year.0 - 1);
            let ask = Ask {
                indicators: &[indicator],
                level: UnitLevel::District.code(),
                within: 0,
                from: before.first_month(),
                to: before.last_month(),
                as_on: None,
            };
            let mut shares = [0; 12];
            for cell in unit_values(reader, scope, &ask)? {
                let at = usize::try_from(cell.month.0 - ask.from.0).unwrap_or(12);
                if let Some(share) = shares.get_mut(at).filter(|_| cell.class != Class::Pending) {
                    *share += cell.value;
                }
            }
            // A month in which more was lost than won has no share of the next year.
            shares.map(|share| share.max(0))
        }
    };
    if shares.iter().all(|share| *share == 0) {
        return Err(faults::one("season_missing"));
    }
    Ok(Some(shares))
}

/// The sum of stocks as they stand, each with its sign.
fn stocks(
    reader: &mut Reader,
    scope: &Scope,
    signed: &[(IndicatorId, i64)],
    level: UnitLevel,
) -> Result<BTreeMap<i64, i64>> {
    let mut sums = BTreeMap::new();
    for (indicator, sign) in signed {
        let ask = Ask {
            indicators: &[*indicator],
            level: level.code(),
            within: 0,
            from: Month(0),
            to: Month(i32::MAX),
            as_on: None,
        };
        for cell in unit_values(reader, scope, &ask)? {
            *sums.entry(cell.unit_id).or_insert(0) += sign * cell.value;
        }
    }
    Ok(sums)
}
