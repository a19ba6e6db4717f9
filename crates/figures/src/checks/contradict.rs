//! Figures that cannot be true beside others.

use std::collections::BTreeMap;

use samuh_kernel::calendar::{FinancialYear, Month};

use super::model::{Detector, Found, Ground, Sheets, Thresholds};
use crate::catalogue::{Indicator, IndicatorId, Origin, by_code, by_id};

/// What groups get, at most once each in a year.
const OF_GROUPS: [&str; 3] = ["rf_groups", "cif_groups", "linkage_groups"];
/// What an amount is given to.
const AMOUNTS: [(&str, &str); 3] = [
    ("rf_amount", "rf_groups"),
    ("cif_amount", "cif_groups"),
    ("linkage_amount", "linkage_groups"),
];

/// Contradictions of a month, by the figures themselves and by what the registers say.
pub fn contradictions(
    all: &[Sheets],
    grounds: &BTreeMap<i64, Ground>,
    terms: &Thresholds,
    month: Month,
) -> Vec<Found> {
    let mut found = Vec::new();
    for one in all {
        let Some(sheet) = one.months.get(&month) else { continue };
        let ground = grounds.get(&one.unit_id).copied().unwrap_or_default();
        found.extend(decreases(one.unit_id, sheet, month));
        found.extend(beyond_groups(one, ground, month));
        found.extend(amounts_alone(one.unit_id, sheet, month));
        found.extend(of_ground(one.unit_id, ground, terms, month));
    }
    found
}

/// What is reported month by month adds up, so that less than nought takes back what was said.
fn decreases(unit_id: i64, sheet: &BTreeMap<IndicatorId, i64>, month: Month) -> Vec<Found> {
    let falls = sheet.iter().filter(|(id, value)| **value < 0 && is_reported(**id));
    falls
        .map(|(id, value)| {
            Found::new(Detector::Decrease, unit_id, Some(*id), month, &[("value", *value)])
        })
        .collect()
}

fn is_reported(id: IndicatorId) -> bool {
    by_id(id).is_some_and(|known| known.origin == Origin::Reported)
}

fn known(code: &str) -> Option<&'static Indicator> {
    by_code(code)
}

fn beyond_groups(one: &Sheets, ground: Ground, month: Month) -> Vec<Found> {
    let Some(groups) = ground.groups else { return Vec::new() };
    let first = FinancialYear::of(month.first_day()).first_month();
    let over = |code: &&str| {
        let id = known(code)?.id;
        one.months.get(&month)?.get(&id)?;
        let year = one.months.range(first..=month);
        let sum: i64 = year.filter_map(|(_, sheet)| sheet.get(&id)).sum();
        let evidence = [("sum", sum), ("groups", groups)];
        (sum > groups)
            .then(|| Found::new(Detector::MoreThanGroups, one.unit_id, Some(id), month, &evidence))
    };
    OF_GROUPS.iter().filter_map(over).collect()
}

fn amounts_alone(unit_id: i64, sheet: &BTreeMap<IndicatorId, i64>, month: Month) -> Vec<Found> {
    let alone = |(amount, groups): &(&str, &str)| {
        let (amount, groups) = (known(amount)?.id, known(groups)?.id);
        let (paid, to) = (*sheet.get(&amount)?, *sheet.get(&groups)?);
        (paid > 0 && to == 0).then(|| {
            Found::new(Detector::AmountAlone, unit_id, Some(amount), month, &[("value", paid)])
        })
    };
    AMOUNTS.iter().filter_map(alone).collect()
}

fn of_ground(unit_id: i64, ground: Ground, terms: &Thresholds, month: Month) -> Vec<Found> {
    let mut found = Vec::new();
    if let (Some(groups), Some(members)) = (ground.groups, ground.members)
        && members > groups.saturating_mul(terms.members_most)
    {
        let evidence = [("members", members), ("groups", groups), ("most", terms.members_most)];
        found.push(Found::new(Detector::TooManyMembers, unit_id, None, month, &evidence));
    }
    if let Some(formed) = ground.formed.filter(|formed| month < *formed) {
        let evidence = [("formed", i64::from(formed.0))];
        found.push(Found::new(Detector::BeforeFormed, unit_id, None, month, &evidence));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTH: Month = Month(24_316);
    const RF_GROUPS: IndicatorId = 43;
    const RF_AMOUNT: IndicatorId = 44;

    fn look(sheets: &[(Month, &[(IndicatorId, i64)])], ground: Ground) -> Vec<Detector> {
        let months =
            sheets.iter().map(|(month, sheet)| (*month, sheet.iter().copied().collect())).collect();
        let one = Sheets { unit_id: 7, parent_id: 1, months };
        let grounds = BTreeMap::from([(7, ground)]);
        let found = contradictions(&[one], &grounds, &Thresholds::USUAL, MONTH);
        found.into_iter().map(|found| found.detector).collect()
    }

    #[test]
    fn what_cannot_be_is_found_and_its_twin_that_can_be_is_not() {
        let ground = Ground { groups: Some(20), members: Some(200), formed: None };
        let of = |groups: i64, amount: i64| [(RF_GROUPS, groups), (RF_AMOUNT, amount)];
        assert_eq!(look(&[(MONTH, &of(-1, 0))], ground), [Detector::Decrease]);
        assert_eq!(look(&[(MONTH, &of(0, 0))], ground), []);
        assert_eq!(look(&[(MONTH, &of(21, 100))], ground), [Detector::MoreThanGroups]);
        assert_eq!(look(&[(MONTH, &of(20, 100))], ground), []);
        assert_eq!(look(&[(MONTH, &of(0, 100))], ground), [Detector::AmountAlone]);
        assert_eq!(look(&[(MONTH, &[(RF_AMOUNT, 100)])], ground), [], "groups were not reported");
    }

    #[test]
    fn groups_are_served_once_a_year_and_again_in_the_next() {
        let ground = Ground { groups: Some(20), ..Ground::default() };
        let first = FinancialYear::of(MONTH.first_day()).first_month();
        let both = |before: Month| [(before, &[(RF_GROUPS, 15)][..]), (MONTH, &[(RF_GROUPS, 6)])];
        assert_eq!(look(&both(first), ground), [Detector::MoreThanGroups]);
        assert_eq!(look(&both(first.prev()), ground), []);
    }

    #[test]
    fn the_registers_have_their_say() {
        let sheet: &[(Month, &[(IndicatorId, i64)])] = &[(MONTH, &[(RF_GROUPS, 1)])];
        let of = |members, formed| Ground { groups: Some(10), members: Some(members), formed };
        assert_eq!(look(sheet, of(201, None)), [Detector::TooManyMembers]);
        assert_eq!(look(sheet, of(200, Some(MONTH))), []);
        assert_eq!(look(sheet, of(100, Some(Month(MONTH.0 + 1)))), [Detector::BeforeFormed]);
    }
}
