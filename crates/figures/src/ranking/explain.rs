//! "Why am I fourth": what each indicator adds to a unit's score, and what one step up needs.

use serde::{Deserialize, Serialize};

use super::rank::{Day, Entrant, Known, Measure, Tally, Terms};
use crate::catalogue::IndicatorId;

/// What one indicator does for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which.
    pub indicator: IndicatorId,
    /// How much of the whole weight it has, in thousandths.
    pub weight: i64,
    /// Reached of due, as recorded.
    pub tally: Option<Tally>,
    /// Whether that is enough to compare.
    pub known: Known,
    /// The bare rate, in thousandths.
    pub rate: Option<i64>,
    /// The rate that the score uses, drawn towards the district's where little was due.
    pub used: i64,
    /// The district's rate.
    pub district: i64,
    /// By how many thousandths the unit's score is higher for it than with the district's rate.
    pub lift: i64,
    /// How much more of it alone, in its unit, brings the score to the one above; none where even
    /// all that was due would not, where too little was due to count, or there is nobody above.
    pub needs: Option<i64>,
}

/// A unit's score taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// The score in thousandths.
    pub score: i64,
    /// What it would be with the district's rate in everything.
    pub district: i64,
    /// The score to reach, if somebody stands above.
    pub goal: Option<i64>,
    /// By measure; those of which no unit says anything are left out.
    pub parts: Vec<Part>,
    /// What together would do: how much more of which indicators, the weakest first, each up to the
    /// district's rate. Empty where there is no goal, or even that would not be enough.
    pub together: Vec<(IndicatorId, i64)>,
}

/// Takes the score of a unit apart; `above` is the unit whose score is the next step. None for a unit
/// that was not entered.
pub fn explain(
    measures: &[Measure],
    entrants: &[Entrant],
    terms: &Terms,
    unit_id: i64,
    above: Option<i64>,
) -> Option<Explained> {
    let tallies: Vec<&[Option<Tally>]> = entrants.iter().map(|one| one.now.as_slice()).collect();
    let day = Day::of(measures, &tallies, terms);
    let at = |id: i64| entrants.iter().position(|one| one.unit_id == id);
    let unit = at(unit_id)?;
    let score = day.score(measures, unit);
    let goal = above.and_then(at).map(|above| day.score(measures, above));
    let rates = measures.iter().zip(&day.priors);
    let average: f64 = rates
        .clone()
        .filter_map(|(one, prior)| Some(day.part(one) * prior.as_ref()?.mean().ln()))
        .sum();
    let lift = goal.map_or(0.0, |goal| goal - score);
    let together = together(measures, &day, (unit, &entrants[unit]), lift);
    let part = |(at, (measure, prior)): (usize, (&Measure, &Option<super::Prior>))| {
        let (prior, shape) = (prior.as_ref()?, day.shapes[unit][at]?);
        let tally = entrants[unit].now.get(at).copied().flatten();
        let known = measure.known(tally, terms);
        // More of what is not compared moves nothing.
        let counted = tally.filter(|_| known == Known::Enough);
        let gain = day.part(measure) * (shape.mean().ln() - prior.mean().ln());
        let step = Step {
            measure,
            weight: day.part(measure),
            rate: shape.mean(),
            size: shape.a + shape.b,
        };
        Some(Part {
            indicator: measure.indicator,
            weight: mille(day.part(measure)),
            tally,
            known,
            rate: tally.filter(|tally| tally.n > 0).map(|tally| {
                let (x, n) = measure.grains(tally);
                mille(x / n)
            }),
            used: mille(shape.mean()),
            district: mille(prior.mean()),
            lift: mille(score.exp() - (score - gain).exp()),
            needs: goal.zip(counted).and_then(|(goal, tally)| step.needs(goal - score, tally)),
        })
    };
    Some(Explained {
        score: mille(score.exp()),
        district: mille(average.exp()),
        goal: goal.map(|goal| mille(goal.exp())),
        parts: rates.enumerate().filter_map(part).collect(),
        together,
    })
}

/// The weakest indicators raised to the district's rate, one after another, until the logarithm of
/// the score is lifted by that much.
fn together(
    measures: &[Measure],
    day: &Day,
    (unit, entrant): (usize, &Entrant),
    lift: f64,
) -> Vec<(IndicatorId, i64)> {
    let weak = measures.iter().enumerate().filter_map(|(at, measure)| {
        let (prior, shape) = (day.priors[at]?, day.shapes[unit][at]?);
        let tally = entrant.now.get(at).copied().flatten()?;
        let rate = shape.mean();
        let gain = day.part(measure) * (prior.mean().ln() - rate.ln());
        let step = Step { measure, weight: day.part(measure), rate, size: shape.a + shape.b };
        (gain > 0.0).then_some((gain, step, tally))
    });
    let mut weak: Vec<(f64, Step<'_>, Tally)> = weak.collect();
    weak.sort_by(|one, other| {
        other.0.total_cmp(&one.0).then(one.1.measure.indicator.cmp(&other.1.measure.indicator))
    });
    let (mut left, mut raised) = (lift, Vec::new());
    for (gain, step, tally) in weak {
        if left <= 0.0 {
            break;
        }
        if let Some(more) = step.needs(gain.min(left), tally) {
            raised.push((step.measure.indicator, more));
            left -= gain;
        }
    }
    if left > 0.0 { Vec::new() } else { raised }
}

struct Step<'a> {
    measure: &'a Measure,
    weight: f64,
    rate: f64,
    /// Counts behind the rate, with the prior's.
    size: f64,
}

impl Step<'_> {
    /// What must be added to lift the logarithm of the score by that much.
    fn needs(&self, lift: f64, tally: Tally) -> Option<i64> {
        if lift <= 0.0 || self.weight <= 0.0 {
            return None;
        }
        let wanted = self.rate * (lift / self.weight).exp();
        let grain = self.measure.grain.max(1) as f64;
        let more = ((wanted - self.rate) * self.size * grain).ceil();
        let room = (tally.n - tally.x.clamp(0, tally.n.max(0))) as f64;
        (more <= room).then_some(more as i64)
    }
}

fn mille(part: f64) -> i64 {
    (1000.0 * part).round() as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TERMS: Terms = Terms { least_due: 5, least_known: 50, band: 90, draws: 100, seed: 1 };
    const TWO: [Measure; 2] = [
        Measure { indicator: 1, weight: 3, grain: 1 },
        Measure { indicator: 2, weight: 1, grain: 1 },
    ];

    fn entrant(unit_id: i64, tallies: [(i64, i64); 2]) -> Entrant {
        let now = tallies.map(|(x, n)| Some(Tally { x, n })).to_vec();
        Entrant { unit_id, before: vec![None; 2], now }
    }

    fn units() -> Vec<Entrant> {
        vec![
            entrant(1, [(50, 100), (30, 40)]),
            entrant(2, [(80, 100), (30, 40)]),
            entrant(3, [(65, 100), (3, 3)]),
        ]
    }

    #[test]
    fn each_indicator_says_what_it_does_and_what_would_do() {
        let told = explain(&TWO, &units(), &TERMS, 1, Some(2)).unwrap();
        assert!(told.score < told.goal.unwrap() && told.score < told.district);
        assert_eq!(told.parts.iter().map(|part| part.weight).collect::<Vec<_>>(), [750, 250]);
        assert_eq!((told.parts[0].rate, told.parts[1].rate), (Some(500), Some(750)));
        assert!(told.parts[0].lift < 0);
        let more = told.parts[0].needs.unwrap();
        assert!((29..=32).contains(&more), "thirty more draw level with unit 2: {more}");
        assert_eq!(told.parts[1].needs, None, "all forty would not be enough");
        assert_eq!(told.together, [], "the district's rates are below those of unit 2");
        let step = explain(&TWO, &units(), &TERMS, 1, Some(3)).unwrap();
        assert!(step.together.len() <= 2 && step.together[0].0 == 1, "{:?}", step.together);
        let few = explain(&TWO, &units(), &TERMS, 3, None).unwrap();
        assert_eq!((few.parts[1].known, few.goal), (Known::TooFew, None));
        assert_eq!(few.parts[1].used, few.parts[1].district, "the district speaks for it");
        let apart = [(1, [(50, 100), (10, 40)]), (2, [(80, 100), (38, 40)])];
        let close = [(3, [(65, 100), (0, 4)]), (4, [(66, 100), (30, 40)])];
        let all: Vec<Entrant> =
            apart.into_iter().chain(close).map(|(id, tallies)| entrant(id, tallies)).collect();
        let few = explain(&TWO, &all, &TERMS, 3, Some(4)).unwrap();
        assert!(few.goal > Some(few.score) && few.parts[1].known == Known::TooFew);
        assert_eq!(few.parts[1].needs, None, "four more would still be too few to count");
        assert_eq!(explain(&TWO, &units(), &TERMS, 9, None), None);
    }

    proptest! {
        #[test]
        fn what_is_said_to_be_needed_is_enough_and_one_less_is_not(
            tallies in prop::collection::vec((0_i64..200, 20_i64..200), 2..10),
        ) {
            let mut all: Vec<Entrant> = tallies
                .iter()
                .zip(1..)
                .map(|((x, n), id)| entrant(id, [(*x.min(n), *n), (15, 20)]))
                .collect();
            let told = explain(&TWO, &all, &TERMS, 1, Some(2)).unwrap();
            let Some(more) = told.parts[0].needs else { return Ok(()) };
            // The priors are those of the ranking as it is frozen.
            let day = |all: &[Entrant]| {
                let tallies: Vec<&[Option<Tally>]> = all.iter().map(|one| one.now.as_slice()).collect();
                Day::of(&TWO, &tallies, &TERMS)
            };
            let frozen = day(&all);
            let goal = frozen.score(&TWO, 1);
            let mut with = |more: i64| {
                let was = all[0].now[0].unwrap();
                all[0].now[0] = Some(Tally { x: was.x + more, ..was });
                let prior = frozen.priors[0].unwrap();
                let shape = prior.with(Some(TWO[0].grains(all[0].now[0].unwrap())));
                all[0].now[0] = Some(was);
                let rest = frozen.part(&TWO[1]) * frozen.shapes[0][1].unwrap().mean().ln();
                frozen.part(&TWO[0]) * shape.mean().ln() + rest
            };
            prop_assert!(with(more) >= goal - 1e-9);
            prop_assert!(more == 0 || with(more - 1) < goal + 1e-9);
        }
    }
}
