//! A sheet that says what the month before said, or what the neighbour said.

use std::collections::BTreeMap;

use samuh_kernel::calendar::Month;

use super::model::{Detector, Found, Sheets, Thresholds};
use crate::catalogue::IndicatorId;

type Sheet = BTreeMap<IndicatorId, i64>;

/// Months in which nearly every figure is that of the month before.
pub fn copied_months(all: &[Sheets], terms: &Thresholds, month: Month) -> Vec<Found> {
    let found = |one: &Sheets| {
        let (now, before) = (one.months.get(&month)?, one.months.get(&month.prev())?);
        let (same, both) = same(now, before, terms)?;
        let evidence = [("same", same), ("both", both)];
        Some(Found::new(Detector::CopiedMonth, one.unit_id, None, month, &evidence))
    };
    all.iter().filter_map(found).collect()
}

/// Months in which nearly every figure is that of a sibling. Of two that are the same both are named,
/// because nobody knows who copied.
pub fn copied_siblings(all: &[Sheets], terms: &Thresholds, month: Month) -> Vec<Found> {
    let mut families: BTreeMap<i64, Vec<(i64, &Sheet)>> = BTreeMap::new();
    for one in all {
        if let Some(sheet) = one.months.get(&month) {
            families.entry(one.parent_id).or_default().push((one.unit_id, sheet));
        }
    }
    let mut found = BTreeMap::new();
    for family in families.values() {
        for (at, (one, sheet)) in family.iter().enumerate() {
            for (other, beside) in &family[at + 1..] {
                let Some((same, both)) = same(sheet, beside, terms) else { continue };
                for (unit, with) in [(*one, *other), (*other, *one)] {
                    let evidence = [("same", same), ("both", both), ("unit", with)];
                    let new = Found::new(Detector::CopiedSibling, unit, None, month, &evidence);
                    found.entry(unit).or_insert(new);
                }
            }
        }
    }
    found.into_values().collect()
}

/// How many figures are the same, of how many that both have; none where that says nothing.
fn same(one: &Sheet, other: &Sheet, terms: &Thresholds) -> Option<(i64, i64)> {
    let both = one.iter().filter_map(|(id, value)| Some((*value, *other.get(id)?)));
    let (mut same, mut all, mut total) = (0, 0, 0_i64);
    for (value, beside) in both {
        all += 1;
        // Two noughts say that nothing was done, in either.
        if value == beside && value != 0 {
            same += 1;
            total = total.saturating_add(value);
        }
    }
    let is_copied = same >= terms.same_least
        && same * 100 >= all * terms.same_percent
        && total >= terms.same_total;
    is_copied.then_some((same, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTH: Month = Month(24_316);

    fn sheets(unit_id: i64, months: &[&[i64]]) -> Sheets {
        let sheet = |values: &&[i64]| (43..).zip(values.iter().copied()).collect();
        let first = MONTH.0 + 1 - i32::try_from(months.len()).unwrap();
        let months = (first..).map(Month).zip(months.iter().map(sheet)).collect();
        Sheets { unit_id, parent_id: 1, months }
    }

    #[test]
    fn a_month_that_says_what_the_last_one_said_is_found() {
        let one = sheets(7, &[&[12, 9, 30, 4, 8], &[12, 9, 30, 4, 11]]);
        let found = copied_months(&[one], &Thresholds::USUAL, MONTH);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].evidence["same"], found[0].evidence["both"]), (4, 5));
    }

    #[test]
    fn twins_that_are_alike_by_chance_are_not() {
        let three = sheets(7, &[&[12, 9, 30, 4, 8], &[12, 9, 30, 5, 11]]);
        let small = sheets(8, &[&[1, 2, 1, 3, 1], &[1, 2, 1, 3, 1]]);
        let idle = sheets(9, &[&[0, 0, 0, 0, 90], &[0, 0, 0, 0, 90]]);
        let gap = sheets(10, &[&[12, 9, 30, 4, 8], &[], &[12, 9, 30, 4, 8]]);
        let all = [three, small, idle, gap];
        assert_eq!(copied_months(&all, &Thresholds::USUAL, MONTH), []);
    }

    #[test]
    fn two_neighbours_with_one_sheet_are_both_named_and_strangers_are_not() {
        let mut all = vec![sheets(7, &[&[12, 9, 30, 4]]), sheets(8, &[&[12, 9, 30, 4]])];
        all.push(Sheets { parent_id: 2, ..sheets(9, &[&[12, 9, 30, 4]]) });
        let found = copied_siblings(&all, &Thresholds::USUAL, MONTH);
        let units: Vec<(i64, i64)> =
            found.iter().map(|one| (one.unit_id, one.evidence["unit"])).collect();
        assert_eq!(units, [(7, 8), (8, 7)]);
    }
}
