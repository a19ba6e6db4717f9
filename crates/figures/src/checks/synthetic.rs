//! How many of what the detectors find is wrong indeed, and how much of what is wrong they find, on a
//! made-up district like that of RULES B1(d): 150 units × 5 indicators × 24 months, 15 per cent spoilt.
//! Real offices are less regular: thresholds are to be set anew after two real months.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use rand_distr::{Distribution, Gamma, Poisson};
use samuh_kernel::calendar::Month;

use super::*;
use crate::catalogue::IndicatorId;

const UNITS: i64 = 150;
const INDICATORS: [IndicatorId; 5] = [43, 45, 47, 49, 50];
const MONTHS: i32 = 24;
const FIRST: i32 = 24_300;
const SEASON: [f64; 12] = [0.5, 0.6, 0.8, 0.5, 0.5, 0.7, 1.2, 1.4, 1.7, 1.4, 1.4, 1.3];

struct Dice(ChaCha8Rng);

impl Dice {
    fn part(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / f64::from(u32::MAX)
    }

    fn spoils(&mut self) -> bool {
        self.part() < 0.15
    }

    /// A count that varies half as much again as pure chance.
    fn count(&mut self, mean: f64) -> i64 {
        let shape = mean / 0.5;
        let rate = Gamma::new(shape, mean / shape).unwrap().sample(&mut self.0);
        Poisson::new(rate.max(1e-9)).unwrap().sample(&mut self.0) as i64
    }
}

fn district(dice: &mut Dice) -> Vec<Sheets> {
    let unit = |unit_id: i64| {
        let levels = INDICATORS.map(|_| 8.0 * (dice.part() * 2.5).exp());
        let month = |at: i32| {
            let season = SEASON[usize::try_from(at % 12).unwrap()];
            let counts = levels.map(|level| dice.count(level * season));
            (Month(FIRST + at), INDICATORS.into_iter().zip(counts).collect())
        };
        Sheets { unit_id, parent_id: unit_id % 5, months: (0..MONTHS).map(month).collect() }
    };
    (1..=UNITS).map(unit).collect()
}

fn months() -> impl Iterator<Item = Month> {
    (FIRST..FIRST + MONTHS).map(Month)
}

type Key = (i64, Option<IndicatorId>, i32);

/// Precision and recall, printed, and held to what RULES asks.
fn judged(name: &str, found: impl Iterator<Item = Found>, spoilt: &BTreeSet<Key>) {
    let found: BTreeSet<Key> = found.map(|one| (one.unit_id, one.indicator, one.month.0)).collect();
    let right = found.intersection(spoilt).count() as f64;
    let (precision, recall) = (right / found.len() as f64, right / spoilt.len() as f64);
    println!("{name}: P {precision:.2} R {recall:.2} of {} spoilt", spoilt.len());
    assert!(precision >= 0.85 && recall >= 0.9, "{name}: P {precision:.3} R {recall:.3}");
}

fn dice(seed: u64) -> Dice {
    Dice(ChaCha8Rng::seed_from_u64(seed))
}

#[test]
fn copied_months_are_found() {
    let mut dice = dice(1);
    let mut all = district(&mut dice);
    let mut spoilt = BTreeSet::new();
    for one in &mut all {
        for month in months().skip(1) {
            if dice.spoils() {
                let mut before = one.months[&month.prev()].clone();
                // One of five is often typed anew.
                let changed = INDICATORS[dice.0.next_u32() as usize % 5];
                *before.entry(changed).or_default() += i64::from(dice.0.next_u32() % 3);
                one.months.insert(month, before);
                spoilt.insert((one.unit_id, None, month.0));
            }
        }
    }
    let found = months().flat_map(|month| copied_months(&all, &Thresholds::USUAL, month));
    judged("copied month", found, &spoilt);
}

#[test]
fn sheets_of_a_neighbour_are_found() {
    let mut dice = dice(2);
    let mut all = district(&mut dice);
    let month = Month(FIRST + 20);
    let mut spoilt = BTreeSet::new();
    for at in 0..all.len() - 5 {
        if at % 10 < 5 && dice.spoils() {
            let sheet = all[at].months[&month].clone();
            // Five further on stands a unit of the same parent.
            all[at + 5].months.insert(month, sheet);
            spoilt.insert((all[at].unit_id, None, month.0));
            spoilt.insert((all[at + 5].unit_id, None, month.0));
        }
    }
    let found = copied_siblings(&all, &Thresholds::USUAL, month);
    judged("copied sheet of a neighbour", found.into_iter(), &spoilt);
}

#[test]
fn impossible_jumps_are_found() {
    let mut dice = dice(3);
    let mut all = district(&mut dice);
    let mut spoilt = BTreeSet::new();
    for one in &mut all {
        for (month, sheet) in &mut one.months {
            for (id, value) in sheet {
                // Three in a hundred figures of each: 15 of a hundred months have one.
                if dice.part() < 0.03 && *value > 3 {
                    *value *= 10;
                    spoilt.insert((one.unit_id, Some(*id), month.0));
                }
            }
        }
    }
    let indicators = INDICATORS.map(|id| (id, 1));
    let found = months().flat_map(|month| jumps(&all, &indicators, &Thresholds::USUAL, month));
    judged("impossible jump", found, &spoilt);
}

#[test]
fn dumps_at_the_months_end_are_found() {
    let mut dice = dice(4);
    let mut spoilt = BTreeSet::new();
    let last = Month(FIRST + MONTHS - 1);
    let unit = |unit_id: i64| {
        let is_spoilt = dice.spoils();
        if is_spoilt {
            spoilt.insert((unit_id, None, last.0));
        }
        let share = if is_spoilt { 0.8 } else { 0.12 };
        let day = |_| {
            let late = dice.part() < share;
            let day = if late { 29 + dice.0.next_u32() % 3 } else { 1 + dice.0.next_u32() % 28 };
            NaiveDate::from_ymd_opt(2026, 5, day).unwrap()
        };
        Entered { unit_id, days: (0..24).map(day).collect() }
    };
    let all: Vec<Entered> = (1..=UNITS).map(unit).collect();
    let found = month_end(&all, &Thresholds::USUAL, last);
    judged("month-end dump", found.into_iter(), &spoilt);
}

#[test]
fn guessed_figures_are_found() {
    let mut dice = dice(5);
    let mut all = district(&mut dice);
    let last = Month(FIRST + MONTHS - 1);
    let mut spoilt = BTreeSet::new();
    for one in &mut all {
        if dice.spoils() {
            spoilt.insert((one.unit_id, None, last.0));
            let values = one.months.values_mut().flat_map(BTreeMap::values_mut);
            for value in values {
                if dice.part() < 0.7 {
                    *value = (*value + 2) / 5 * 5;
                }
            }
        }
    }
    let found = heaped(&all, &INDICATORS, &Thresholds::USUAL, last);
    judged("digit heaping", found.into_iter(), &spoilt);
}
