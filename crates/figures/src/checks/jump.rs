//! A figure far from what the unit usually reports and the season lets expect.
//!
//! On the square roots of counts, because their spread does not grow with the count, and with medians,
//! so that what is wrong does not hide itself. RULES B1(d): the usual mean and deviation find one
//! right case in four.

use std::collections::{BTreeMap, BTreeSet};

use samuh_kernel::calendar::Month;

use super::model::{Detector, Found, Sheets, Thresholds, median};
use crate::catalogue::IndicatorId;

/// Fewer months than these are no habit.
const LEAST_MONTHS: usize = 6;
/// Fewer units than these are no season.
const LEAST_UNITS: usize = 5;
/// The median deviation of a normal spread times this is its standard deviation.
const TO_DEVIATION: f64 = 1.4826;
/// The square root of a count varies by this much by pure chance.
const LEAST_DEVIATION: f64 = 0.5;

/// Figures of a month, each in the indicators given with its grain, that lie too far off.
pub fn jumps(
    all: &[Sheets],
    indicators: &[(IndicatorId, i64)],
    terms: &Thresholds,
    month: Month,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (indicator, grain) in indicators {
        let roots: Vec<(i64, Habit)> = all
            .iter()
            .filter_map(|one| Some((one.unit_id, Habit::of(one, *indicator, *grain)?)))
            .collect();
        let season = season(&roots);
        for (unit_id, habit) in &roots {
            let Some((value, hundredths, expected)) = habit.off(&season, month) else { continue };
            if hundredths.abs() > terms.jump_hundredths {
                let evidence = [("value", value), ("expected", expected), ("z", hundredths)];
                let one = Found::new(Detector::Jump, *unit_id, Some(*indicator), month, &evidence);
                found.push(one);
            }
        }
    }
    found
}

/// What a unit reports of an indicator, as square roots of counts.
struct Habit {
    months: BTreeMap<Month, (i64, f64)>,
    usual: f64,
    grain: f64,
}

impl Habit {
    fn of(one: &Sheets, indicator: IndicatorId, grain: i64) -> Option<Self> {
        let grain = grain.max(1) as f64;
        let values = one.months.iter().filter_map(|(month, sheet)| {
            let value = *sheet.get(&indicator)?;
            Some((*month, (value, (value.max(0) as f64 / grain).sqrt())))
        });
        let months: BTreeMap<_, _> = values.collect();
        let mut roots: Vec<f64> = months.values().map(|(_, root)| *root).collect();
        let usual = median(&mut roots)?;
        (months.len() >= LEAST_MONTHS).then_some(Self { months, usual, grain })
    }

    fn expected(&self, season: &BTreeMap<Month, f64>, month: Month) -> f64 {
        self.usual * season.get(&month).copied().unwrap_or(1.0)
    }

    /// The value, how far off it is in hundredths of deviations, and what was to be expected.
    fn off(&self, season: &BTreeMap<Month, f64>, month: Month) -> Option<(i64, i64, i64)> {
        let (value, root) = *self.months.get(&month)?;
        let rest = |(month, (_, root)): (&Month, &(i64, f64))| root - self.expected(season, *month);
        let mut rests: Vec<f64> = self.months.iter().map(rest).collect();
        let middle = median(&mut rests)?;
        let mut spread: Vec<f64> = rests.iter().map(|rest| (rest - middle).abs()).collect();
        let deviation = (TO_DEVIATION * median(&mut spread)?).max(LEAST_DEVIATION);
        let due = self.expected(season, month) + middle;
        let expected = (due.max(0.0).powi(2) * self.grain).round() as i64;
        Some((value, (100.0 * (root - due) / deviation).round() as i64, expected))
    }
}

/// What each month is beside the usual one, by the median of the units.
fn season(roots: &[(i64, Habit)]) -> BTreeMap<Month, f64> {
    let months: BTreeSet<Month> =
        roots.iter().flat_map(|(_, habit)| habit.months.keys().copied()).collect();
    let share = |month: Month| {
        let shares = roots
            .iter()
            .filter(|(_, habit)| habit.usual > 0.0)
            .filter_map(|(_, habit)| habit.months.get(&month).map(|(_, root)| root / habit.usual));
        let mut shares: Vec<f64> = shares.collect();
        if shares.len() < LEAST_UNITS { None } else { median(&mut shares) }
    };
    months.into_iter().filter_map(|month| Some((month, share(month)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: i32 = 24_300;

    fn sheets(unit_id: i64, values: &[i64]) -> Sheets {
        let months = (FIRST..).map(Month).zip(values.iter().map(|v| BTreeMap::from([(43, *v)])));
        Sheets { unit_id, parent_id: 1, months: months.collect() }
    }

    fn found(all: &[Sheets], at: i32) -> Vec<i64> {
        let found = jumps(all, &[(43, 1)], &Thresholds::USUAL, Month(FIRST + at));
        found.iter().map(|one| one.unit_id).collect()
    }

    #[test]
    fn a_digit_too_many_is_found_and_a_good_month_is_not() {
        let one = sheets(7, &[40, 44, 38, 41, 43, 39, 420, 42]);
        let twin = sheets(8, &[40, 44, 38, 41, 43, 39, 58, 42]);
        let few = sheets(9, &[1, 0, 1, 0, 0, 1, 4, 0]);
        assert_eq!(found(&[one, twin, few], 6), [7]);
    }

    #[test]
    fn what_all_units_do_in_a_season_is_no_jump() {
        let all: Vec<Sheets> =
            (1..=8).map(|n| sheets(n, &[40, 44, 38, 41, 43, 39, 160 + n, 42])).collect();
        assert!(found(&all, 6).is_empty());
        let alone = &all[..3];
        assert_eq!(found(alone, 6).len(), 3, "three units are no season");
    }

    #[test]
    fn a_new_unit_has_no_habit_yet() {
        assert!(found(&[sheets(7, &[4, 400, 4])], 1).is_empty());
    }
}
