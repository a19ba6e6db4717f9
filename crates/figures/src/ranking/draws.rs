//! What a score could be: many seeded draws of each rate, from a table of its distribution, so that
//! twenty thousand draws of nine hundred rates take a fraction of a second.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::prior::Shape;

/// Steps of the table: a draw falls between two of its ends.
const STEPS: usize = 1024;
const STEP_BITS: u32 = 10;
/// Points of the curve from which a table is made.
const POINTS: usize = 512;
/// The curve is left out where it is lower than its top by this power of e: 3 in ten million.
const DEEP: f64 = 15.0;

/// One rate in a score: what is known of it, and its part of the whole weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighted {
    /// Whose number, so that another unit does not shift this one's draws.
    pub(super) stream: u64,
    pub(super) shape: Shape,
    /// 0 to 1.
    pub(super) part: f64,
}

/// Scores by draw and then unit, each the logarithm of the weighted geometric mean of its rates.
pub(super) fn scores(units: &[Vec<Weighted>], draws: usize, seed: u64) -> Vec<f64> {
    let mut all = vec![0.0; draws * units.len()];
    let mut own = vec![0.0; draws];
    for (at, rates) in units.iter().enumerate() {
        own.fill(0.0);
        for rate in rates {
            let mut dice = ChaCha8Rng::seed_from_u64(seed);
            dice.set_stream(rate.stream);
            let table = table(rate.shape, rate.part);
            for score in &mut own {
                let bits = dice.next_u32();
                let (low, width) = table[(bits >> (32 - STEP_BITS)) as usize];
                let within = f64::from(bits << STEP_BITS >> STEP_BITS) * WITHIN;
                *score += low + within * width;
            }
        }
        for (draw, score) in own.iter().enumerate() {
            all[draw * units.len() + at] = *score;
        }
    }
    all
}

const WITHIN: f64 = 1.0 / (1_u64 << (32 - STEP_BITS)) as f64;

/// The logarithm of a rate at equal steps of chance, times its part: where a step begins, and how
/// wide it is.
fn table(shape: Shape, part: f64) -> Vec<(f64, f64)> {
    let curve = curve(shape);
    let whole = curve.last().map_or(0.0, |point| point.1);
    let mut ends = Vec::with_capacity(STEPS + 1);
    let mut at = 0;
    for step in 0..=STEPS {
        let wanted = whole * step as f64 / STEPS as f64;
        while at + 2 < curve.len() && curve[at + 1].1 < wanted {
            at += 1;
        }
        let ((low, below), (high, above)) = (curve[at], curve[at + 1]);
        let share = if above > below { ((wanted - below) / (above - below)).min(1.0) } else { 0.0 };
        ends.push(part * (low + share * (high - low)));
    }
    ends.windows(2).map(|pair| (pair[0], pair[1] - pair[0])).collect()
}

/// Points of the curve, from the lowest rate: the logarithm of the rate, and how likely it is to be
/// lower. Over the odds the curve has one top and falls to both sides, however small the counts.
fn curve(shape: Shape) -> Vec<(f64, f64)> {
    let Shape { a, b } = shape;
    let log_rate = |odds: f64| -(-odds).exp().ln_1p();
    let height = |odds: f64| (a + b) * log_rate(odds) - b * odds;
    let top = (a / b).ln();
    let highest = height(top);
    let reach = |way: f64| {
        let mut far = (1.0 / a + 1.0 / b).sqrt();
        while highest - height(top + way * far) < DEEP {
            far *= 1.25;
        }
        top + way * far
    };
    let (from, to) = (reach(-1.0), reach(1.0));
    let wide = (to - from) / (POINTS - 1) as f64;
    let mut sum = 0.0;
    let mut last = 0.0;
    let point = |at: usize| {
        let odds = from + wide * at as f64;
        let now = (height(odds) - highest).exp();
        sum += if at == 0 { 0.0 } else { 0.5 * (last + now) };
        last = now;
        (log_rate(odds), sum)
    };
    (0..POINTS).map(point).collect()
}

#[cfg(test)]
mod tests {
    use rand_distr::{Beta, Distribution};

    use super::*;

    fn drawn(shape: Shape, draws: usize) -> Vec<f64> {
        let rate = Weighted { stream: 1, shape, part: 1.0 };
        scores(&[vec![rate]], draws, 7).into_iter().map(f64::exp).collect()
    }

    #[test]
    fn draws_from_the_table_are_those_of_a_beta_distribution() {
        const DRAWS: usize = 40_000;
        for (a, b) in [(7.4, 2.1), (0.3, 0.4), (0.05, 3.0), (310.0, 90.0), (4000.0, 3.0)] {
            let mut ours = drawn(Shape { a, b }, DRAWS);
            ours.sort_by(f64::total_cmp);
            let mut dice = ChaCha8Rng::seed_from_u64(3);
            let beta = Beta::new(a, b).unwrap();
            let theirs: Vec<f64> = (0..DRAWS).map(|_| beta.sample(&mut dice)).collect();
            for part in [0.05, 0.25, 0.5, 0.75, 0.95] {
                let at = ours[(DRAWS as f64 * part) as usize];
                let below = theirs.iter().filter(|one| **one < at).count() as f64 / DRAWS as f64;
                assert!((below - part).abs() < 0.012, "{a} {b}: {part} {below}");
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_draws_and_another_gives_others() {
        let units = [vec![Weighted { stream: 4, shape: Shape { a: 3.0, b: 2.0 }, part: 0.5 }]];
        assert_eq!(scores(&units, 100, 9), scores(&units, 100, 9));
        assert_ne!(scores(&units, 100, 9), scores(&units, 100, 10));
    }
}
