//! Ranks sixty made-up federations by fifteen indicators as often as asked, for `cargo xtask bench`:
//! `ranking 11`. Prints a sum of places, so that nothing of the work is left out.

use samuh_figures::ranking::{Entrant, Measure, Tally, Terms, rank};

const UNITS: i64 = 60;
const INDICATORS: i64 = 15;

fn main() {
    let rounds: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1);
    let measure = |at: i64| Measure { indicator: at + 1, weight: 1 + at % 3, grain: 1 };
    let measures: Vec<Measure> = (0..INDICATORS).map(measure).collect();
    let tally = |unit: i64, at: i64, back: i64| {
        let n = 20 + (unit * 37 + at * 101) % 380;
        Some(Tally { x: n * (40 + (unit * 13 + at * 7 + back) % 55) / 100, n })
    };
    let day = |unit: i64, back: i64| (0..INDICATORS).map(|at| tally(unit, at, back)).collect();
    let entrant = |unit: i64| Entrant { unit_id: unit, now: day(unit, 9), before: day(unit, 0) };
    let entrants: Vec<Entrant> = (1..=UNITS).map(entrant).collect();
    let mut sum = 0;
    for seed in 0..rounds {
        let terms = Terms { least_due: 5, least_known: 50, band: 90, draws: 20_000, seed };
        let places = rank(&measures, &entrants, &terms);
        sum += places.iter().filter_map(|one| one.level).map(|place| place.low).sum::<i64>();
    }
    println!("{sum}");
}
