//! The ranking itself: how high units stand, and how far they have come, side by side.

use serde::{Deserialize, Serialize};

use super::{
    bands::{bands, groups},
    draws::{Weighted, scores},
    prior::{Prior, Shape},
};
use crate::catalogue::IndicatorId;

/// An indicator of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Which.
    pub indicator: IndicatorId,
    /// How much it weighs beside the others.
    pub weight: i64,
    /// How many of its unit are counted as one: 1, and for money the paise of a lakh of rupees,
    /// because a loan of ten lakh is not ten crore separate successes.
    pub grain: i64,
}

/// Reached of due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// What was reached, in the indicator's unit. More than due counts as due.
    pub x: i64,
    /// What was due.
    pub n: i64,
}

/// A unit to be ranked, with its tally of each measure at the cut-off and some time before it; none
/// where nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrant {
    /// Which unit.
    pub unit_id: i64,
    /// At the cut-off, in the order of the measures.
    pub now: Vec<Option<Tally>>,
    /// Before it, in the same order.
    pub before: Vec<Option<Tally>>,
}

/// The terms of a ranking: a dated rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Of less than this due, in grains, a rate says nothing.
    pub least_due: i64,
    /// Per cent of the weight of which something must be known for a unit to be compared.
    pub least_known: i64,
    /// How many of a hundred of a unit's places its band holds.
    pub band: i64,
    /// How many draws.
    pub draws: i64,
    /// From where the dice start.
    pub seed: u64,
}

/// What is known of a unit's measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Enough to compare.
    Enough,
    /// Too little was due.
    TooFew,
    /// Nothing was due, or nobody recorded anything.
    Nothing,
}

impl Known {
    /// The stable code of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Enough => "enough",
            Self::TooFew => "too_few",
            Self::Nothing => "nothing",
        }
    }
}

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The score in thousandths; of a change, the difference of two scores.
    pub score: i64,
    /// The best place of its band, 1 for the first.
    pub low: i64,
    /// The worst place of its band.
    pub high: i64,
    /// Its tied group, 1 for the first.
    pub group: i64,
}

/// A unit with its places; none where it cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// Which unit.
    pub unit_id: i64,
    /// By how high it stands.
    pub level: Option<Place>,
    /// By how far it has come since the day before.
    pub change: Option<Place>,
}

impl Measure {
    /// A tally in grains, not below nought and never more than due.
    pub(super) fn grains(&self, tally: Tally) -> (f64, f64) {
        let n = tally.n.max(0);
        let grain = self.grain.max(1) as f64;
        (tally.x.clamp(0, n) as f64 / grain, n as f64 / grain)
    }

    pub(super) fn known(&self, tally: Option<Tally>, terms: &Terms) -> Known {
        match tally {
            Some(tally) if tally.n <= 0 => Known::Nothing,
            Some(tally) if self.grains(tally).1 < terms.least_due as f64 => Known::TooFew,
            Some(_) => Known::Enough,
            None => Known::Nothing,
        }
    }

    fn used(&self, tally: Option<Tally>, terms: &Terms) -> Option<(f64, f64)> {
        let tally = tally.filter(|_| self.known(tally, terms) == Known::Enough)?;
        Some(self.grains(tally))
    }
}

/// One day of all units: the priors, and the rates of each unit.
pub(super) struct Day {
    /// By measure; none where no unit says anything of it.
    pub(super) priors: Vec<Option<Prior>>,
    /// By unit and measure.
    pub(super) shapes: Vec<Vec<Option<Shape>>>,
    /// The weight that has a prior.
    pub(super) weight: f64,
    /// By unit: per cent of that weight of which enough is known.
    pub(super) known: Vec<f64>,
}

impl Day {
    pub(super) fn of(measures: &[Measure], tallies: &[&[Option<Tally>]], terms: &Terms) -> Self {
        let used = |own: &[Option<Tally>], at: usize| {
            measures[at].used(own.get(at).copied().flatten(), terms)
        };
        let prior = |at: usize| {
            let known: Vec<_> = tallies.iter().filter_map(|own| used(own, at)).collect();
            Prior::fit(&known)
        };
        let priors: Vec<Option<Prior>> = (0..measures.len()).map(prior).collect();
        let weight_of = |at: usize| measures[at].weight.max(0) as f64;
        let all = 0..measures.len();
        let weight: f64 = all.clone().filter(|at| priors[*at].is_some()).map(weight_of).sum();
        let shapes = tallies
            .iter()
            .map(|own| all.clone().map(|at| Some(priors[at]?.with(used(own, at)))).collect());
        let known = tallies.iter().map(|own| {
            let sum: f64 = all.clone().filter(|at| used(own, *at).is_some()).map(weight_of).sum();
            if weight > 0.0 { 100.0 * sum / weight } else { 0.0 }
        });
        Self { shapes: shapes.collect(), known: known.collect(), priors, weight }
    }

    /// The part of a measure in the score, 0 to 1.
    pub(super) fn part(&self, measure: &Measure) -> f64 {
        if self.weight > 0.0 { measure.weight.max(0) as f64 / self.weight } else { 0.0 }
    }

    /// The logarithm of a unit's score, by its expected rates.
    pub(super) fn score(&self, measures: &[Measure], unit: usize) -> f64 {
        let rates = measures.iter().zip(&self.shapes[unit]);
        rates.filter_map(|(one, shape)| Some(self.part(one) * shape.as_ref()?.mean().ln())).sum()
    }

    fn is_comparable(&self, unit: usize, terms: &Terms) -> bool {
        self.known[unit] >= terms.least_known as f64 && self.weight > 0.0
    }

    fn weighted(&self, measures: &[Measure], unit: usize, (id, late): (i64, u64)) -> Vec<Weighted> {
        let rates = measures.iter().zip(&self.shapes[unit]);
        rates
            .filter_map(|(one, shape)| {
                // Units and indicators have small numbers: a stream of its own for each.
                let stream = id.cast_unsigned() << 12 | one.indicator.cast_unsigned() << 1 | late;
                Some(Weighted { stream, shape: (*shape)?, part: self.part(one) })
            })
            .collect()
    }
}

/// Ranks units by how high they stand and by how far they have come, in the order of their numbers.
pub fn rank(measures: &[Measure], entrants: &[Entrant], terms: &Terms) -> Vec<Ranked> {
    let mut entrants: Vec<&Entrant> = entrants.iter().collect();
    entrants.sort_by_key(|one| one.unit_id);
    let now: Vec<&[Option<Tally>]> = entrants.iter().map(|one| one.now.as_slice()).collect();
    let before: Vec<&[Option<Tally>]> = entrants.iter().map(|one| one.before.as_slice()).collect();
    let (now, before) = (Day::of(measures, &now, terms), Day::of(measures, &before, terms));
    let all = 0..entrants.len();
    let high: Vec<usize> = all.clone().filter(|at| now.is_comparable(*at, terms)).collect();
    let moved: Vec<usize> =
        high.iter().copied().filter(|at| before.is_comparable(*at, terms)).collect();
    let draws = usize::try_from(terms.draws).unwrap_or(0);
    let drawn = |day: &Day, units: &[usize], late: u64| {
        let rates =
            units.iter().map(|at| day.weighted(measures, *at, (entrants[*at].unit_id, late)));
        scores(&rates.collect::<Vec<_>>(), draws, terms.seed)
    };
    let levels = drawn(&now, &high, 0);
    let changes = difference(&levels, (&high, &moved), &drawn(&before, &moved, 1));
    let score = |day: &Day, at: usize| day.score(measures, at).exp();
    let level = places(&levels, &high, terms, |at| score(&now, at));
    let change = places(&changes, &moved, terms, |at| score(&now, at) - score(&before, at));
    let place = |found: &[(usize, Place)], at: usize| {
        found.iter().find(|(unit, _)| *unit == at).map(|(_, place)| *place)
    };
    let ranked = |at: usize| Ranked {
        unit_id: entrants[at].unit_id,
        level: place(&level, at),
        change: place(&change, at),
    };
    all.map(ranked).collect()
}

/// Scores of the units that are in both, less what they were.
fn difference(now: &[f64], (high, moved): (&[usize], &[usize]), before: &[f64]) -> Vec<f64> {
    if moved.is_empty() {
        return Vec::new();
    }
    let at: Vec<usize> =
        moved.iter().filter_map(|unit| high.iter().position(|one| one == unit)).collect();
    let draws = now.chunks_exact(high.len()).zip(before.chunks_exact(moved.len()));
    draws
        .flat_map(|(now, before)| {
            at.iter().zip(before).map(|(at, before)| now[*at].exp() - before.exp())
        })
        .collect()
}

fn places(
    scores: &[f64],
    units: &[usize],
    terms: &Terms,
    score: impl Fn(usize) -> f64,
) -> Vec<(usize, Place)> {
    let bands = bands(scores, units.len(), terms.band);
    let groups = groups(&bands);
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let place = |((unit, band), group): ((&usize, _), usize)| {
        let band: super::bands::Band = band;
        let score = (1000.0 * score(*unit)).round() as i64;
        let (low, high) = (number(band.low), number(band.high));
        (*unit, Place { score, low, high, group: number(group) })
    };
    units.iter().zip(bands).zip(groups).map(place).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TERMS: Terms =
        Terms { least_due: 5, least_known: 50, band: 90, draws: 20_000, seed: 643 };
    const ONE: [Measure; 1] = [Measure { indicator: 1, weight: 1, grain: 1 }];

    fn entrant(unit_id: i64, tallies: &[(i64, i64)]) -> Entrant {
        let now: Vec<_> =
            tallies.iter().map(|(x, n)| (*n > 0).then_some(Tally { x: *x, n: *n })).collect();
        Entrant { unit_id, before: vec![None; now.len()], now }
    }

    fn example() -> Vec<Entrant> {
        let tallies = [(12, 20), (310, 400), (268, 300), (96, 160), (8, 8)];
        tallies.iter().zip(1..).map(|(tally, id)| entrant(id, &[*tally])).collect()
    }

    #[test]
    fn the_bands_of_the_worked_example_come_out() {
        let ranked = rank(&ONE, &example(), &TERMS);
        let places: Vec<Place> = ranked.iter().filter_map(|one| one.level).collect();
        let bands: Vec<(i64, i64)> = places.iter().map(|place| (place.low, place.high)).collect();
        assert_eq!(bands, [(3, 5), (2, 4), (1, 2), (4, 5), (1, 3)], "A to E");
        let scores: Vec<i64> = places.iter().map(|place| place.score).collect();
        assert_eq!(scores, [658, 775, 890, 610, 882]);
        let first: Vec<i64> = ranked
            .iter()
            .filter(|one| one.level.unwrap().group == 1)
            .map(|one| one.unit_id)
            .collect();
        assert_eq!(first, [3, 5], "awards go to C and E");
        assert!(ranked.iter().all(|one| one.change.is_none()), "nothing is known of before");
    }

    #[test]
    fn of_whom_too_little_was_due_is_not_compared() {
        let mut units = example();
        units.push(entrant(6, &[(4, 4)]));
        units.push(entrant(7, &[(0, 0)]));
        let ranked = rank(&ONE, &units, &TERMS);
        assert_eq!((ranked[5].level, ranked[6].level), (None, None));
        assert_eq!(ranked[..5], rank(&ONE, &example(), &TERMS)[..], "and moves nobody else");
    }

    #[test]
    fn one_strong_indicator_does_not_make_up_for_a_failed_one() {
        let two = [ONE[0], Measure { indicator: 2, ..ONE[0] }];
        let units = [entrant(1, &[(195, 200), (60, 200)]), entrant(2, &[(128, 200), (128, 200)])];
        let ranked = rank(&two, &units, &TERMS);
        assert!(ranked[0].level.unwrap().score < ranked[1].level.unwrap().score);
    }

    #[test]
    fn who_came_far_is_seen_beside_who_stands_high() {
        let mut units = [entrant(1, &[(180, 200)]), entrant(2, &[(120, 200)])];
        units[0].before = vec![Some(Tally { x: 178, n: 200 })];
        units[1].before = vec![Some(Tally { x: 60, n: 200 })];
        let ranked = rank(&ONE, &units, &TERMS);
        let (level, change) =
            (|at: usize| ranked[at].level.unwrap(), |at: usize| ranked[at].change.unwrap());
        assert_eq!((level(0).high, level(1).low), (1, 2));
        assert_eq!((change(1).high, change(0).low), (1, 2));
        assert!((280..320).contains(&change(1).score), "{}", change(1).score);
    }

    #[test]
    fn more_than_due_counts_as_due_and_money_is_counted_in_lakh() {
        let money = [Measure { grain: 10_000_000, ..ONE[0] }];
        let lakh = |x: i64, n: i64| (x * 10_000_000, n * 10_000_000);
        let units: Vec<Entrant> = [(12, 20), (310, 400), (268, 300), (96, 160), (80, 8)]
            .iter()
            .zip(1..)
            .map(|((x, n), id)| entrant(id, &[lakh(*x, *n)]))
            .collect();
        assert_eq!(rank(&money, &units, &TERMS), rank(&ONE, &example(), &TERMS));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_order_in_which_units_come_does_not_matter(
            tallies in prop::collection::vec((0_i64..300, 1_i64..300), 2..12),
            turn in 0_usize..12,
        ) {
            let terms = Terms { draws: 500, ..TERMS };
            let mut units: Vec<Entrant> =
                tallies.iter().zip(1..).map(|(tally, id)| entrant(id, &[*tally])).collect();
            let straight = rank(&ONE, &units, &terms);
            let turn = turn % units.len();
            units.rotate_left(turn);
            prop_assert_eq!(&rank(&ONE, &units, &terms), &straight);
            prop_assert_eq!(&rank(&ONE, &units, &terms), &straight, "and again the same");
            for place in straight.iter().filter_map(|one| one.level) {
                prop_assert!(1 <= place.low && place.low <= place.high);
                prop_assert!((0..=1000).contains(&place.score));
            }
        }
    }
}
