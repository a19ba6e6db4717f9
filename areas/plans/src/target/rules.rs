//! Parts make the whole: what follows from an edit, a split or a revision. Pure. RULES B1(a).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use samuh_figures::{
    catalogue::IndicatorId,
    plan::{Allocation, Ask, PlanFault, Unit, allocate, phase, phase_cells, rephase, revise},
};
use samuh_kernel::calendar::FinancialYear;

use super::model::{Keep, Limit, Months, Plan, Row, TargetCell, Whole};
use crate::unit::UnitLevel;

/// Parts that do not make their whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The unit whose parts differ, 0 for the plan.
    pub(crate) unit_id: i64,
    /// The level of the parts.
    pub(crate) level: UnitLevel,
    /// The month, or the year.
    pub(crate) period: String,
    /// What the parts sum to.
    pub(crate) sum: i64,
    /// What they should.
    pub(crate) whole: i64,
}

impl Whole {
    /// A plan without targets yet.
    pub(crate) fn begin(indicator: IndicatorId, year: FinancialYear, level: UnitLevel) -> Self {
        let (locked, order_no) = (false, None);
        let plan = Plan { indicator, year, level, total: 0, locked, order_no, version: 0 };
        Self { plan, rows: BTreeMap::new() }
    }

    /// The units that make up the total.
    pub(crate) fn tops(&self) -> impl Iterator<Item = (i64, &Row)> {
        self.rows.iter().filter(|(_, row)| row.level == self.plan.level).map(|(id, row)| (*id, row))
    }

    /// The parts of a unit at a level.
    fn parts(&self, parent: i64, level: UnitLevel) -> impl Iterator<Item = (i64, &Row)> {
        let below = move |(_, row): &(&i64, &Row)| row.parent_id == parent && row.level == level;
        self.rows.iter().filter(below).map(|(id, row)| (*id, row))
    }

    /// The months of the whole: what its units sum to.
    pub(crate) fn months(&self) -> Months {
        let mut months = [0; 12];
        for (_, row) in self.tops() {
            months.iter_mut().zip(row.months).for_each(|(sum, value)| *sum += value);
        }
        months
    }

    fn levels_below(&self, parent: i64) -> BTreeSet<UnitLevel> {
        self.rows.values().filter(|row| row.parent_id == parent).map(|row| row.level).collect()
    }

    /// Sets a unit's months; the parts below it follow in proportion.
    pub(crate) fn set_row(&mut self, unit_id: i64, months: Months) -> Result<(), PlanFault> {
        let Some(row) = self.rows.get_mut(&unit_id) else {
            return Err(PlanFault::UnknownUnit { unit: unit_id });
        };
        row.months = months;
        for level in self.levels_below(unit_id) {
            let mut parts: Vec<(i64, Months)> =
                self.parts(unit_id, level).map(|(id, row)| (id, row.months)).collect();
            for (month, whole) in months.iter().enumerate() {
                share_month(&mut parts, month, *whole)?;
            }
            for (id, months) in parts {
                self.rows.insert(id, Row { level, parent_id: unit_id, months });
            }
        }
        Ok(())
    }

    /// The total is always what its units sum to.
    pub(crate) fn retotal(&mut self) {
        self.plan.total = self.tops().map(|(_, row)| row.months.iter().sum::<i64>()).sum();
    }

    /// Every place where parts do not make their whole.
    pub(crate) fn differences(&self) -> Vec<Difference> {
        let year = |months: &Months| months.iter().sum::<i64>();
        let mut found = Vec::new();
        let sum: i64 = self.tops().map(|(_, row)| year(&row.months)).sum();
        if sum != self.plan.total {
            let (level, whole) = (self.plan.level, self.plan.total);
            let period = self.plan.year.to_string();
            found.push(Difference { unit_id: 0, level, period, sum, whole });
        }
        for (unit_id, row) in self.tops() {
            for level in self.levels_below(unit_id) {
                let months = self.plan.year.months();
                for (at, (month, whole)) in months.iter().zip(row.months).enumerate() {
                    let sum = self.parts(unit_id, level).map(|(_, part)| part.months[at]).sum();
                    if sum != whole {
                        let period = month.to_string();
                        found.push(Difference { unit_id, level, period, sum, whole });
                    }
                }
            }
        }
        found
    }

    /// Sets cells; what `keep` names stays, and what lies below follows.
    pub(crate) fn edit(&mut self, cells: &[TargetCell], keep: Keep) -> Result<(), PlanFault> {
        let cells = self.really_new(cells)?;
        let (tops, parts): (Vec<TargetCell>, Vec<TargetCell>) =
            cells.into_iter().partition(|cell| self.rows[&cell.unit_id].level == self.plan.level);
        let mut months: BTreeMap<i64, Months> =
            self.tops().map(|(id, row)| (id, row.months)).collect();
        match keep {
            Keep::Nothing => {
                for cell in &tops {
                    months.entry(cell.unit_id).or_default()[cell.month] = cell.value;
                }
            }
            Keep::Year => keep_years(&mut months, &tops)?,
            Keep::Total => keep_months(&mut months, &tops)?,
        }
        for (id, months) in months {
            if self.rows[&id].months != months {
                self.set_row(id, months)?;
            }
        }
        self.edit_parts(&parts)?;
        self.retotal();
        Ok(())
    }

    /// Cells of units below the plan's level: their siblings absorb, because the parent stays.
    fn edit_parts(&mut self, cells: &[TargetCell]) -> Result<(), PlanFault> {
        let mut groups: BTreeMap<(i64, UnitLevel), Vec<TargetCell>> = BTreeMap::new();
        for cell in cells {
            let row = &self.rows[&cell.unit_id];
            groups.entry((row.parent_id, row.level)).or_default().push(*cell);
        }
        for ((parent, level), cells) in groups {
            let whole = self.rows.get(&parent).map_or([0; 12], |row| row.months);
            let mut months: BTreeMap<i64, Months> =
                self.parts(parent, level).map(|(id, row)| (id, row.months)).collect();
            for (month, whole) in whole.into_iter().enumerate() {
                absorb_month(&mut months, &cells, month, whole)?;
            }
            for (id, months) in months {
                self.rows.insert(id, Row { level, parent_id: parent, months });
            }
        }
        Ok(())
    }

    fn really_new(&self, cells: &[TargetCell]) -> Result<Vec<TargetCell>, PlanFault> {
        let mut new = Vec::new();
        for cell in cells {
            let row = self.rows.get(&cell.unit_id);
            let row = row.ok_or(PlanFault::UnknownUnit { unit: cell.unit_id })?;
            if cell.value < 0 {
                let unit = Some(cell.unit_id);
                return Err(PlanFault::BelowZero { unit, amount: cell.value });
            }
            let stands = row.months.get(cell.month).ok_or(PlanFault::TooLarge)?;
            if *stands != cell.value {
                new.push(*cell);
            }
        }
        Ok(new)
    }

    /// A new total in mid-year: the difference is shared, months that are over stay. Rule B1(a) 5.
    pub(crate) fn change_total(
        &mut self,
        total: i64,
        weights: &BTreeMap<i64, i64>,
        limits: &[Limit],
        today: NaiveDate,
    ) -> Result<Allocation, PlanFault> {
        let over = self.plan.year.months().iter().filter(|m| m.last_day() < today).count();
        let kept = |months: &Months| months[..over].iter().sum::<i64>();
        let old: Vec<(i64, i64)> =
            self.tops().map(|(id, row)| (id, row.months.iter().sum())).collect();
        let units = self.tops().map(|(id, row)| {
            let limit = limits.iter().find(|limit| limit.unit_id == id);
            let floor = limit.map_or(0, |limit| limit.floor).max(kept(&row.months));
            let cap = limit.and_then(|limit| limit.cap);
            Unit { id, weight: weights.get(&id).copied().unwrap_or(0), floor, cap }
        });
        let revised = revise(&old, &Ask { total, units: units.collect() })?;
        for (id, part) in &revised.parts {
            let months = self.rows[id].months;
            if months.iter().sum::<i64>() != *part {
                self.set_row(*id, rephase(&months, over, *part, &months)?)?;
            }
        }
        self.retotal();
        Ok(revised)
    }
}

/// Shares a total among units and months, so that both add up: each unit's row by its part, each
/// month by the season, or by the months of the unit that is split.
pub(crate) fn split(
    total: i64,
    months: Option<&Months>,
    season: Option<&Months>,
    units: Vec<Unit>,
) -> Result<(Allocation, Vec<(i64, Months)>), PlanFault> {
    let whole = match months {
        Some(months) => *months,
        None => phase(total, season.unwrap_or(&[1; 12]))?,
    };
    let shared = allocate(&Ask { total, units })?;
    let parts: Vec<i64> = shared.parts.iter().map(|(_, part)| *part).collect();
    let cells = phase_cells(&parts, &whole)?;
    let rows = shared.parts.iter().map(|(id, _)| *id).zip(cells).collect();
    Ok((shared, rows))
}

/// Gives the parts of one month a new sum, in proportion to what they had.
fn share_month(parts: &mut [(i64, Months)], month: usize, whole: i64) -> Result<(), PlanFault> {
    let old: Vec<(i64, i64)> = parts.iter().map(|(id, months)| (*id, months[month])).collect();
    let had: i64 = old.iter().map(|(_, part)| part).sum();
    if had == whole {
        return Ok(());
    }
    let year: i64 = parts.iter().flat_map(|(_, months)| months).sum();
    let units = parts.iter().map(|(id, months)| {
        let weight = match (had, year) {
            (0, 0) => 1,
            (0, _) => months.iter().sum(),
            _ => months[month],
        };
        Unit { id: *id, weight, floor: 0, cap: None }
    });
    let shared = revise(&old, &Ask { total: whole, units: units.collect() })?;
    for ((_, months), (_, part)) in parts.iter_mut().zip(shared.parts) {
        months[month] = part;
    }
    Ok(())
}

/// The unit's other months absorb.
fn keep_years(months: &mut BTreeMap<i64, Months>, cells: &[TargetCell]) -> Result<(), PlanFault> {
    let units: BTreeSet<i64> = cells.iter().map(|cell| cell.unit_id).collect();
    for unit in units {
        let Some(row) = months.get_mut(&unit) else { continue };
        let whole = row.iter().sum();
        let set = cells.iter().filter(|cell| cell.unit_id == unit);
        let set: Vec<(i64, i64)> = set.map(|cell| (as_id(cell.month), cell.value)).collect();
        let parts: Vec<(i64, i64)> =
            row.iter().enumerate().map(|(month, value)| (as_id(month), *value)).collect();
        for (slot, (_, part)) in row.iter_mut().zip(absorbed(&parts, &set, whole)?) {
            *slot = part;
        }
    }
    Ok(())
}

/// The other units absorb, month by month.
fn keep_months(months: &mut BTreeMap<i64, Months>, cells: &[TargetCell]) -> Result<(), PlanFault> {
    for month in 0..12 {
        let whole = months.values().map(|row| row[month]).sum();
        absorb_month(months, cells, month, whole)?;
    }
    Ok(())
}

fn absorb_month(
    months: &mut BTreeMap<i64, Months>,
    cells: &[TargetCell],
    month: usize,
    whole: i64,
) -> Result<(), PlanFault> {
    let set = cells.iter().filter(|cell| cell.month == month);
    let set: Vec<(i64, i64)> = set.map(|cell| (cell.unit_id, cell.value)).collect();
    let parts: Vec<(i64, i64)> = months.iter().map(|(id, row)| (*id, row[month])).collect();
    for (id, part) in absorbed(&parts, &set, whole)? {
        months.entry(id).or_default()[month] = part;
    }
    Ok(())
}

/// Parts with some of them set: the others share what is left of the whole by what they had.
fn absorbed(
    parts: &[(i64, i64)],
    set: &[(i64, i64)],
    whole: i64,
) -> Result<Vec<(i64, i64)>, PlanFault> {
    let given: BTreeMap<i64, i64> = set.iter().copied().collect();
    let sum: i64 = parts.iter().map(|(id, part)| given.get(id).unwrap_or(part)).sum();
    if sum == whole {
        return Ok(parts
            .iter()
            .map(|(id, p)| (*id, given.get(id).copied().unwrap_or(*p)))
            .collect());
    }
    let rest = whole - given.values().sum::<i64>();
    if rest < 0 {
        return Err(PlanFault::KeptExceedsTotal { by: -rest });
    }
    let open = parts.iter().filter(|(id, _)| !given.contains_key(id));
    let units: Vec<Unit> =
        open.map(|(id, part)| Unit { id: *id, weight: *part, floor: 0, cap: None }).collect();
    let shared: BTreeMap<i64, i64> =
        allocate(&Ask { total: rest, units })?.parts.into_iter().collect();
    let part = |id: &i64| given.get(id).or_else(|| shared.get(id)).copied().unwrap_or(0);
    Ok(parts.iter().map(|(id, _)| (*id, part(id))).collect())
}

fn as_id(month: usize) -> i64 {
    i64::try_from(month).expect("a month of twelve")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Blocks 1 to 3; block 1 has CLFs 11 and 12 and GPs 21 to 23 that make it up.
    fn plan(tops: &[Months], clfs: &[i64], gps: &[i64]) -> Whole {
        let mut whole = Whole::begin(1, FinancialYear(2026), UnitLevel::Block);
        let row = |level, parent_id, months| Row { level, parent_id, months };
        for (id, months) in (1..).zip(tops) {
            whole.rows.insert(id, row(UnitLevel::Block, 0, *months));
        }
        for (first, level, weights) in [(11, UnitLevel::Clf, clfs), (21, UnitLevel::Gp, gps)] {
            let units = (first..).zip(weights);
            let units = units.map(|(id, weight)| Unit { id, weight: *weight, floor: 0, cap: None });
            let year = tops[0].iter().sum();
            let (_, rows) = split(year, Some(&tops[0]), None, units.collect()).unwrap();
            whole.rows.extend(rows.into_iter().map(|(id, months)| (id, row(level, 1, months))));
        }
        whole.retotal();
        whole
    }

    fn whole() -> impl Strategy<Value = Whole> {
        let months = prop::array::uniform12(0_i64..500);
        let weights = |count| prop::collection::vec(0_i64..50, count);
        (prop::collection::vec(months, 3), weights(2), weights(3))
            .prop_map(|(tops, clfs, gps)| plan(&tops, &clfs, &gps))
    }

    fn cells() -> impl Strategy<Value = Vec<TargetCell>> {
        let units = prop::sample::select(vec![1_i64, 2, 3, 11, 12, 21, 22, 23]);
        let cell = (units, 0_usize..12, 0_i64..900);
        prop::collection::vec(
            cell.prop_map(|(unit_id, month, value)| TargetCell { unit_id, month, value }),
            1..8,
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(2_000)))]

        #[test]
        fn parts_make_the_whole_whatever_is_edited(
            before in whole(),
            cells in cells(),
            keep in prop::sample::select(vec![Keep::Nothing, Keep::Year, Keep::Total]),
        ) {
            prop_assert_eq!(before.differences(), vec![]);
            let mut after = before.clone();
            if after.edit(&cells, keep).is_ok() {
                prop_assert_eq!(after.differences(), vec![]);
                prop_assert!(after.rows.values().flat_map(|row| row.months).all(|v| v >= 0));
                if keep != Keep::Nothing {
                    prop_assert_eq!(after.plan.total, before.plan.total);
                }
            }
        }

        #[test]
        fn a_new_total_is_reached_and_months_that_are_over_stay(
            before in whole(),
            total in 0_i64..40_000,
            weights in prop::array::uniform3(0_i64..9),
        ) {
            let today = NaiveDate::from_ymd_opt(2026, 9, 10).unwrap();
            let weights = (1..).zip(weights).collect();
            let mut after = before.clone();
            if after.change_total(total, &weights, &[], today).is_ok() {
                prop_assert_eq!(after.plan.total, total);
                prop_assert_eq!(after.differences(), vec![]);
                for (id, row) in before.tops() {
                    prop_assert_eq!(&after.rows[&id].months[..5], &row.months[..5]);
                }
            }
        }
    }

    #[test]
    fn a_planted_difference_is_found_with_its_month() {
        let mut whole = plan(&[[10; 12], [5; 12], [0; 12]], &[1, 1], &[1, 1, 1]);
        whole.rows.get_mut(&11).unwrap().months[2] += 3;
        let found = whole.differences();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].unit_id, found[0].sum, found[0].whole), (1, 13, 10));
        assert_eq!((found[0].level, &*found[0].period), (UnitLevel::Clf, "2026-06"));
    }
}
