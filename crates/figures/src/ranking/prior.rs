//! What a district says of one indicator: how high its rates stand and how far they lie apart. A
//! unit of which little is known is drawn towards it.
//!
//! Beta-binomial empirical Bayes by the method of moments. Source: Kleinman, Proportions with
//! extraneous variance, JASA 68 (1973) 46–54, with weights n, unadjusted, not iterated: the variant
//! that gives the worked example of RULES B1(c) to the digit.

/// Rates are taken to lie apart by this much of what they could, at least: never to be equal.
const LEAST_SPREAD: f64 = 1e-4;
/// And by this much at most, so that a prior keeps some weight.
const LARGEST_SPREAD: f64 = 0.9;

/// The district's rates of one indicator: a beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Weight of what was reached, in counts.
    pub alpha: f64,
    /// Weight of what was not, in counts.
    pub beta: f64,
}

/// What is known of one unit's rate: a beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Reached, with the prior's share.
    pub a: f64,
    /// Not reached, with the prior's share.
    pub b: f64,
}

impl Prior {
    /// Fits the prior to reached `x` of due `n` of every unit; none where nothing was due.
    pub fn fit(tallies: &[(f64, f64)]) -> Option<Self> {
        let known: Vec<(f64, f64)> = tallies.iter().copied().filter(|(_, n)| *n > 0.0).collect();
        let due: f64 = known.iter().map(|(_, n)| n).sum();
        if due <= 0.0 {
            return None;
        }
        // Where all or nothing was reached, half a count to the other side is still possible.
        let least = (0.5 / due).min(0.25);
        let mean = (known.iter().map(|(x, _)| x).sum::<f64>() / due).clamp(least, 1.0 - least);
        let squares: f64 = known.iter().map(|(x, n)| n * (x / n - mean).powi(2)).sum();
        let by_chance: f64 = known.iter().map(|(_, n)| 1.0 - n / due).sum();
        let by_units: f64 = known.iter().map(|(_, n)| n * (1.0 - n / due)).sum();
        let spread_of_all = mean * (1.0 - mean) * (by_units - by_chance);
        let spread = if spread_of_all > 0.0 {
            (squares - mean * (1.0 - mean) * by_chance) / spread_of_all
        } else {
            LEAST_SPREAD
        };
        let spread = spread.clamp(LEAST_SPREAD, LARGEST_SPREAD);
        let weight = (1.0 - spread) / spread;
        Some(Self { alpha: mean * weight, beta: (1.0 - mean) * weight })
    }

    /// The district's rate, 0 to 1.
    pub fn mean(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// What is known of a unit with that tally; of one without, what the district says.
    pub fn with(&self, tally: Option<(f64, f64)>) -> Shape {
        let (x, n) = tally.unwrap_or((0.0, 0.0));
        Shape { a: self.alpha + x, b: self.beta + n - x }
    }
}

impl Shape {
    /// The expected rate, 0 to 1.
    pub fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A to E of RULES B1(c).
    const EXAMPLE: [(f64, f64); 5] =
        [(12.0, 20.0), (310.0, 400.0), (268.0, 300.0), (96.0, 160.0), (8.0, 8.0)];

    #[test]
    fn the_rates_of_the_worked_example_come_out() {
        let prior = Prior::fit(&EXAMPLE).unwrap();
        assert_eq!(format!("{:.3} {:.3}", prior.alpha, prior.beta), "7.356 2.056");
        let shrunk = EXAMPLE.map(|one| format!("{:.3}", prior.with(Some(one)).mean()));
        assert_eq!(shrunk, ["0.658", "0.775", "0.890", "0.610", "0.882"]);
    }

    #[test]
    fn of_whom_nothing_is_known_the_district_speaks() {
        let prior = Prior::fit(&EXAMPLE).unwrap();
        assert_eq!(prior.with(None).mean(), prior.mean());
        assert_eq!(Prior::fit(&[(0.0, 0.0)]), None);
        assert_eq!(Prior::fit(&[]), None);
    }

    #[test]
    fn rates_that_differ_by_chance_only_are_taken_for_one() {
        let prior = Prior::fit(&[(50.0, 100.0), (50.0, 100.0), (50.0, 100.0)]).unwrap();
        assert!(prior.with(Some((60.0, 100.0))).mean() < 0.502);
        let all = Prior::fit(&[(8.0, 8.0), (9.0, 9.0)]).unwrap();
        assert!(all.mean() > 0.95 && all.mean() < 1.0);
    }

    proptest! {
        #[test]
        fn more_reached_is_never_a_lower_rate_and_lies_between_its_own_and_the_districts(
            known in prop::collection::vec((0_u32..400, 1_u32..400), 2..30),
            x in 0_u32..400, n in 1_u32..400,
        ) {
            let tallies: Vec<_> =
                known.iter().map(|(x, n)| (f64::from(*x.min(n)), f64::from(*n))).collect();
            let prior = Prior::fit(&tallies).unwrap();
            prop_assert!(prior.alpha > 0.0 && prior.beta > 0.0);
            let (x, n) = (f64::from(x.min(n)), f64::from(n));
            let rate = prior.with(Some((x, n))).mean();
            let (low, high) = (prior.mean().min(x / n), prior.mean().max(x / n));
            prop_assert!(low - 1e-9 <= rate && rate <= high + 1e-9);
            if x < n {
                prop_assert!(prior.with(Some((x + 1.0, n))).mean() > rate);
            }
        }
    }
}
