//! Looking through a month: the district's blocks and federations beside each other, and in each
//! block its villages and groups.

use std::collections::BTreeMap;

use samuh_engine::{Reader, Result, clock::day_of};
use samuh_figures::{
    catalogue::{INDICATORS, IndicatorId, MEMBERS, Origin, SHG_ACTIVE, SHG_INACTIVE, Unit},
    checks::{
        Entered, Found, Ground, Sheets, Thresholds, contradictions, copied_months, copied_siblings,
        heaped, jumps, month_end,
    },
    journal::{Class, Window, series},
};
use samuh_kernel::{calendar::Month, scope::Scope};

use super::store::{self, Family, Reported};
use crate::{target::units_at, unit::UnitLevel};

/// Months that are a unit's habit, with the one looked at.
const HABIT: i32 = 24;
/// Months whose days of entry are looked at.
const LATE: i32 = 12;

/// A finding with where its unit stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Placed {
    pub(crate) found: Found,
    pub(crate) place_id: i64,
    pub(crate) institution_id: i64,
    pub(crate) block_id: i64,
}

/// Everything of a month that a second person should look at. What is looked at is the whole
/// district.
pub(crate) fn look(
    reader: &mut Reader,
    scope: &Scope,
    terms: &Thresholds,
    month: Month,
) -> Result<Vec<Placed>> {
    let mut all = Vec::new();
    let districts = units_at(reader, scope, UnitLevel::District, 0)?;
    for district in &districts {
        let family = Family { within: district.id, is_wide: true };
        all.extend(look_at(reader, scope, terms, (month, family))?);
    }
    for block in units_at(reader, scope, UnitLevel::Block, 0)? {
        let family = Family { within: block.id, is_wide: false };
        all.extend(look_at(reader, scope, terms, (month, family))?);
    }
    all.sort_by_key(|one| {
        (one.found.detector, one.found.unit_id, one.found.indicator, one.found.month)
    });
    Ok(all)
}

fn look_at(
    reader: &mut Reader,
    scope: &Scope,
    terms: &Thresholds,
    (month, family): (Month, Family),
) -> Result<Vec<Placed>> {
    let district_id = scope.district_id();
    let from = Month(month.0 + 1 - HABIT);
    let rows = store::reported(reader, district_id, (from, month), family)?;
    let seen = Seen::of(&rows, family.within, month);
    if seen.sheets.is_empty() {
        return Ok(Vec::new());
    }
    let grounds = grounds(reader, scope, &seen, month)?;
    let (counts, grains) = kinds();
    let plain = seen.counts_only(&counts);
    let mut found = contradictions(&seen.sheets, &grounds, terms, month);
    found.extend(jumps(&seen.sheets, &grains, terms, month));
    found.extend(copied_months(&plain, terms, month));
    found.extend(copied_siblings(&plain, terms, month));
    found.extend(heaped(&seen.sheets, &counts, terms, month));
    found.extend(month_end(&seen.entered, terms, month));
    let placed = |found: Found| {
        let unit = seen.units.get(&found.unit_id)?;
        let (place_id, institution_id) = (unit.place_id, unit.institution_id);
        Some(Placed { found, place_id, institution_id, block_id: unit.block_id })
    };
    Ok(found.into_iter().filter_map(placed).collect())
}

/// Indicators that are counted, and all with their grain.
fn kinds() -> (Vec<IndicatorId>, Vec<(IndicatorId, i64)>) {
    let reported = || INDICATORS.iter().filter(|one| one.origin == Origin::Reported);
    let counts = reported().filter(|one| one.unit == Unit::Count).map(|one| one.id).collect();
    (counts, reported().map(|one| (one.id, one.unit.grain())).collect())
}

/// The units that reported for the month, with all that they reported before.
struct Seen {
    units: BTreeMap<i64, Reported>,
    sheets: Vec<Sheets>,
    entered: Vec<Entered>,
}

impl Seen {
    fn of(rows: &[Reported], parent_id: i64, month: Month) -> Self {
        let mut units = BTreeMap::new();
        let mut sheets: BTreeMap<i64, Sheets> = BTreeMap::new();
        let mut acts: BTreeMap<i64, BTreeMap<i64, i64>> = BTreeMap::new();
        for row in rows {
            let unit = row.unit_id();
            let own = sheets.entry(unit).or_insert_with(|| Sheets {
                unit_id: unit,
                parent_id,
                months: BTreeMap::new(),
            });
            own.months.entry(row.month).or_default().insert(row.indicator, row.value);
            if row.month == month {
                units.insert(unit, *row);
            }
            if row.month.0 > month.0 - LATE {
                acts.entry(unit).or_default().insert(row.op_no, row.at);
            }
        }
        let entered =
            acts.into_iter().filter(|(unit, _)| units.contains_key(unit)).map(|(unit_id, acts)| {
                Entered { unit_id, days: acts.into_values().map(day_of).collect() }
            });
        Self { entered: entered.collect(), sheets: sheets.into_values().collect(), units }
    }

    /// The sheets without amounts of money, which are the same wherever a norm says so.
    fn counts_only(&self, counts: &[IndicatorId]) -> Vec<Sheets> {
        let mut plain = self.sheets.clone();
        for month in plain.iter_mut().flat_map(|one| one.months.values_mut()) {
            month.retain(|id, _| counts.contains(id));
        }
        plain
    }
}

/// What the registers say of each unit by the month's end.
fn grounds(
    reader: &mut Reader,
    scope: &Scope,
    seen: &Seen,
    month: Month,
) -> Result<BTreeMap<i64, Ground>> {
    let ids: Vec<i64> = seen.units.keys().copied().collect();
    let indicators = [SHG_ACTIVE, SHG_INACTIVE, MEMBERS];
    let window = Window {
        units: &ids,
        indicators: &indicators,
        stocks: &indicators,
        from: month,
        to: month,
        as_on: None,
    };
    let mut grounds: BTreeMap<i64, Ground> = BTreeMap::new();
    for (unit, row) in &seen.units {
        let formed = row.formed_on.map(Month::of);
        grounds.insert(*unit, Ground { formed, ..Ground::default() });
    }
    for cell in series(reader, scope, &window)? {
        if cell.class == Class::Pending {
            continue;
        }
        if let Some(ground) = grounds.get_mut(&cell.unit_id) {
            let sum =
                if cell.indicator == MEMBERS { &mut ground.members } else { &mut ground.groups };
            *sum = Some(sum.unwrap_or(0) + cell.value);
        }
    }
    Ok(grounds)
}
