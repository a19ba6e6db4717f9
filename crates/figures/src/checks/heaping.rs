//! Too many figures that end in 0 or 5: guessed, not counted.

use samuh_kernel::calendar::Month;

use super::model::{Detector, Found, Sheets, Thresholds};
use crate::catalogue::IndicatorId;

/// Smaller counts end in 0 or 5 for other reasons.
const LEAST_COUNT: i64 = 10;
/// Two endings of ten.
const SHARE: f64 = 0.2;

/// Units whose counts, up to a month, end in 0 or 5 more often than one in five. Only the indicators
/// given are looked at: amounts of money are round by nature.
pub fn heaped(
    all: &[Sheets],
    counts: &[IndicatorId],
    terms: &Thresholds,
    month: Month,
) -> Vec<Found> {
    let found = |one: &Sheets| {
        one.months.get(&month)?;
        let sheets = one.months.range(..=month).flat_map(|(_, sheet)| sheet);
        let values: Vec<i64> = sheets
            .filter(|(id, value)| counts.contains(id) && **value >= LEAST_COUNT)
            .map(|(_, value)| *value)
            .collect();
        let round = values.iter().filter(|value| **value % 5 == 0).count();
        let all = values.len() as f64;
        let off = (round as f64 - SHARE * all) / (all * SHARE * (1.0 - SHARE)).sqrt();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let evidence = [("round", number(round)), ("values", number(values.len()))];
        (100.0 * off > terms.heaped_hundredths as f64)
            .then(|| Found::new(Detector::Heaping, one.unit_id, None, month, &evidence))
    };
    all.iter().filter_map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(unit_id: i64, values: impl Iterator<Item = i64>) -> Sheets {
        let months = (24_300..).map(Month).zip(values.map(|value| [(43, value)].into()));
        Sheets { unit_id, parent_id: 1, months: months.collect() }
    }

    #[test]
    fn guessed_figures_are_found_and_counted_ones_are_not() {
        let all = [
            sheets(7, (0..20).map(|n| 10 + 5 * n)),
            sheets(8, (0..20).map(|n| 10 + 7 * n)),
            sheets(9, (0..20).map(|_| 5)),
            sheets(10, [50, 60, 75].into_iter()),
        ];
        let month = Month(24_302);
        assert_eq!(heaped(&all, &[43], &Thresholds::USUAL, month), [], "three are no habit");
        let found = heaped(&all, &[43], &Thresholds::USUAL, Month(24_319));
        assert_eq!(found.iter().map(|one| one.unit_id).collect::<Vec<_>>(), [7]);
        assert_eq!(heaped(&all, &[44], &Thresholds::USUAL, Month(24_319)), [], "money is round");
    }
}
