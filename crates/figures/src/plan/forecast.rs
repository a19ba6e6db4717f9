//! Where the year will end if the season goes on as this year's closed months did.
//!
//! Rule B1(b). Only counts and their spread are reckoned with fractions; no target comes of it.
//!
//! The rule speaks of counts: its spread before any month is seen (φ = 2) says how pieces vary. An
//! amount is therefore reckoned in pieces too, of a grain that its indicator names: money in lakh
//! rupees. In paise that prior would be ten million times too small to count for anything.

/// The season and the goal against which closed months are read.
#[derive(Debug, Clone, Copy)]
pub struct Season<'a> {
    /// The year's target, in the indicator's unit.
    pub target: i64,
    /// Shares of April…March, of any scale.
    pub shares: &'a [i64; 12],
    /// What each month of last year brought, if known.
    pub last_year: Option<&'a [i64; 12]>,
    /// How much of the indicator's unit is one piece: 1 of a count, a lakh rupees of money
    /// ([`Unit::grain`](crate::catalogue::Unit::grain)). Less than 1 counts as 1.
    pub grain: i64,
}

/// The year's expected end with its band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The expected total of the year, rounded.
    pub expected: i64,
    /// The lower end of the "80 %" band, rounded; never below what is achieved already.
    pub low: i64,
    /// The upper end of the band, rounded.
    pub high: i64,
    /// How much wider than pure chance the months lie (φ, 1 at least), reckoned in pieces.
    pub dispersion: f64,
    /// Standard deviation of the year's total, in the indicator's unit.
    pub deviation: f64,
    /// Chance per thousand of reaching the target.
    pub chance_per_mille: i64,
    /// The same with the deviation widened as the band is: the more careful of the two.
    pub careful_chance_per_mille: i64,
    /// The pace that the rest of the year needs, per cent of the pace so far; none when no more
    /// is expected to come.
    pub needed_pace_percent: Option<i64>,
    /// Too little is known yet: fewer than three closed months, or nothing achieved in them.
    pub low_confidence: bool,
    /// What the chance means.
    pub outlook: Outlook,
}

/// What a chance of reaching the target means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// Four in five, or better.
    OnTrack,
    /// Even to four in five.
    Watch,
    /// One in five to even.
    Behind,
    /// Less than one in five.
    Critical,
}

impl Outlook {
    /// The stable code of words and style classes.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnTrack => "on_track",
            Self::Watch => "watch",
            Self::Behind => "behind",
            Self::Critical => "critical",
        }
    }
}

/// Foretells the year from its closed months, April first (a running month is left out).
///
/// With fewer than three it goes by last year's remaining months and says so. None where neither
/// the months nor last year tell anything. Months beyond twelve are not looked at.
pub fn forecast(closed: &[i64], season: &Season<'_>) -> Option<Forecast> {
    forecast_running(closed, 0, season)
}

/// As [`forecast`], on a day of a running month: the year is not foretold to end below what it has
/// reached by then.
pub fn forecast_running(closed: &[i64], reached: i64, season: &Season<'_>) -> Option<Forecast> {
    let grain = Grain(season.grain.max(1) as f64);
    let pieces = |months: &[i64]| months.iter().map(|month| grain.pieces(*month)).collect();
    let closed: Vec<f64> = pieces(&closed[..closed.len().min(12)]);
    let seen = Seen::of(&closed, grain.pieces(reached), season.shares);
    let spread = match season.last_year {
        Some(last) if closed.len() < LEAST_MONTHS => {
            let remaining: Vec<f64> = pieces(&last[closed.len()..]);
            Spread::of_last_year(&seen, &remaining)
        }
        _ => Spread::of_season(&seen, &closed, season.shares)?,
    };
    Some(seen.end(grain.pieces(season.target), &spread, grain))
}

/// How much of an indicator's unit is one piece.
#[derive(Debug, Clone, Copy)]
struct Grain(f64);

impl Grain {
    fn pieces(self, amount: i64) -> f64 {
        amount as f64 / self.0
    }

    /// Pieces in the indicator's unit again.
    fn amount(self, pieces: f64) -> f64 {
        pieces * self.0
    }

    /// Half a piece, by which a count stands for all that is rounded to it; an amount is what it is.
    fn half(self) -> f64 {
        if self.0 > 1.0 { 0.0 } else { 0.5 }
    }
}

/// Fewer closed months than these are not enough to go by. RULES B1(b).
const LEAST_MONTHS: usize = 3;
/// Before any month is seen, counts are taken to vary twice as much as pure chance.
const USUAL_DISPERSION: f64 = 2.0;
/// How many months' worth of weight that prior has.
const PRIOR_MONTHS: f64 = 4.0;
/// Half the band in standard deviations: with it 79–83 % of simulated years fell inside, with
/// the textbook 1.28 only 72–74 %. RULES B1(b).
const BAND: f64 = 1.55;
/// The textbook half-width of an 80 % band.
const TEXTBOOK_BAND: f64 = 1.281_551_6;

struct Seen {
    months: usize,
    achieved: f64,
    /// The closed months and what the running one has brought, where that is more.
    reached: f64,
    /// The part of the season that the closed months make, 0 to 1.
    share: f64,
}

struct Spread {
    expected: f64,
    dispersion: f64,
    variance: f64,
}

impl Seen {
    fn of(closed: &[f64], reached: f64, shares: &[i64; 12]) -> Self {
        let whole = sum(shares);
        let share = if whole > 0.0 { sum(&shares[..closed.len()]) / whole } else { 0.0 };
        let achieved = closed.iter().sum();
        Self { months: closed.len(), achieved, reached: reached.max(achieved), share }
    }

    fn end(&self, target: f64, spread: &Spread, grain: Grain) -> Forecast {
        let spread = Spread { expected: spread.expected.max(self.reached), ..*spread };
        let deviation = spread.variance.sqrt();
        let lacking = target - grain.half() - spread.expected;
        let is_reached = self.reached >= target;
        let chance = |deviation| if is_reached { 1000 } else { chance_of(lacking, deviation) };
        let low = (spread.expected - BAND * deviation).max(self.reached);
        let to_come = spread.expected - self.achieved;
        let wanted = if is_reached { 0.0 } else { target - self.achieved };
        let chance_per_mille = chance(deviation);
        Forecast {
            expected: whole(grain.amount(spread.expected)),
            low: whole(grain.amount(low)),
            high: whole(grain.amount(spread.expected + BAND * deviation)),
            dispersion: spread.dispersion,
            deviation: grain.amount(deviation),
            chance_per_mille,
            careful_chance_per_mille: chance(deviation * BAND / TEXTBOOK_BAND),
            needed_pace_percent: (to_come > 0.0).then(|| whole(100.0 * wanted / to_come)),
            low_confidence: self.months < LEAST_MONTHS || self.achieved <= 0.0,
            outlook: outlook(chance_per_mille),
        }
    }
}

impl Spread {
    fn of_season(seen: &Seen, closed: &[f64], shares: &[i64; 12]) -> Option<Self> {
        if seen.share <= 0.0 {
            return None;
        }
        let expected = seen.achieved / seen.share;
        let whole = sum(shares);
        let months = closed
            .iter()
            .zip(shares)
            .map(|(month, share)| (*month, expected * (*share as f64) / whole));
        // A month outside the season has no expectation to vary from.
        let in_season: Vec<(f64, f64)> = months.filter(|(_, due)| *due > 0.0).collect();
        let squares: f64 = in_season.iter().map(|(month, due)| (month - due).powi(2) / due).sum();
        let freedom = in_season.len() as f64 - 1.0 + PRIOR_MONTHS;
        let dispersion = ((squares + PRIOR_MONTHS * USUAL_DISPERSION) / freedom).max(1.0);
        let left = 1.0 - seen.share;
        let to_come = dispersion * expected * left;
        let of_estimate = (left / seen.share).powi(2) * dispersion * seen.achieved;
        Some(Self { expected, dispersion, variance: to_come + of_estimate })
    }

    /// Last year's remaining months are one earlier draw of what is to come, so that both the
    /// draw and the estimate vary.
    fn of_last_year(seen: &Seen, remaining: &[f64]) -> Self {
        let to_come: f64 = remaining.iter().sum();
        Self {
            expected: seen.achieved + to_come,
            dispersion: USUAL_DISPERSION,
            variance: 2.0 * USUAL_DISPERSION * to_come.max(0.0),
        }
    }
}

/// Chance per thousand that a target not reached yet is reached by the year's end: so much is
/// lacking to it from what is expected.
fn chance_of(lacking: f64, deviation: f64) -> i64 {
    if deviation > 0.0 {
        return whole(1000.0 * upper_tail(lacking / deviation));
    }
    if lacking <= 0.0 { 1000 } else { 0 }
}

fn outlook(chance_per_mille: i64) -> Outlook {
    match chance_per_mille {
        800.. => Outlook::OnTrack,
        500.. => Outlook::Watch,
        200.. => Outlook::Behind,
        _ => Outlook::Critical,
    }
}

/// The normal curve's upper tail, within 1.5 × 10⁻⁷.
///
/// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.19. It needs no
/// exponential, so that every machine gives the same digits.
fn upper_tail(z: f64) -> f64 {
    const TERMS: [f64; 6] = [
        0.049_867_347_0,
        0.021_141_006_1,
        0.003_277_626_3,
        0.000_038_003_6,
        0.000_048_890_6,
        0.000_005_383_0,
    ];
    let x = z.abs();
    let series = TERMS.iter().rev().fold(0.0, |so_far, term| (so_far + term) * x) + 1.0;
    let tail = 0.5 / series.powi(16);
    if z < 0.0 { 1.0 - tail } else { tail }
}

fn sum(amounts: &[i64]) -> f64 {
    amounts.iter().map(|amount| *amount as f64).sum()
}

fn whole(number: f64) -> i64 {
    number.round() as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHARES: [i64; 12] = [4, 5, 7, 4, 4, 6, 10, 12, 14, 12, 12, 10];
    const SEASON: Season<'_> = Season { target: 353, shares: &SHARES, last_year: None, grain: 1 };
    /// A lakh rupees in paise.
    const LAKH: i64 = 10_000_000;

    #[test]
    fn the_worked_example_of_the_rules_comes_out() {
        let forecast = forecast(&[10, 14, 19, 13, 12, 22], &SEASON).expect("six closed months");
        assert_eq!((forecast.low, forecast.expected, forecast.high), (258, 300, 342));
        assert_eq!(format!("{:.2}", forecast.dispersion), "1.06");
        assert_eq!(format!("{:.1}", forecast.deviation), "27.3");
        assert_eq!((forecast.chance_per_mille, forecast.careful_chance_per_mille), (27, 56));
        assert_eq!(forecast.needed_pace_percent, Some(125));
        assert_eq!((forecast.outlook, forecast.low_confidence), (Outlook::Critical, false));
    }

    #[test]
    fn an_amount_in_lakh_is_foretold_as_the_same_series_of_counts() {
        let months = [10, 14, 19, 13, 12, 22].map(|lakh| lakh * LAKH);
        let season = Season { target: 353 * LAKH, grain: LAKH, ..SEASON };
        let forecast = forecast(&months, &season).expect("six closed months");
        assert_eq!(forecast.expected, 300 * LAKH);
        let lakh = |paise: i64| (paise + LAKH / 2) / LAKH;
        assert_eq!((lakh(forecast.low), lakh(forecast.high)), (258, 342));
        assert_eq!(format!("{:.2}", forecast.dispersion), "1.06");
        // An amount is no rounded count: 26 beside 27 of a thousand, without the half piece.
        assert_eq!((forecast.chance_per_mille, forecast.needed_pace_percent), (26, Some(125)));
        assert_eq!(forecast.outlook, Outlook::Critical);
    }

    #[test]
    fn months_that_fit_the_season_to_the_rupee_do_not_make_an_amount_certain() {
        // Kept in paise, the prior weighed nothing: months like these had a band of a few paise.
        let months = [4, 5, 7, 4, 4, 6].map(|lakh| lakh * LAKH);
        let season = Season { target: 101 * LAKH, grain: LAKH, ..SEASON };
        let forecast_ = forecast(&months, &season).expect("six closed months");
        assert_eq!(forecast_.expected, 100 * LAKH);
        assert!(forecast_.high - forecast_.low > 40 * LAKH, "{forecast_:?}");
        assert_eq!(forecast_.outlook, Outlook::Behind, "one lakh more than expected is no miracle");
        let in_paise = forecast(&months, &Season { grain: 1, ..season }).expect("six months");
        assert_eq!(in_paise.outlook, Outlook::Critical, "what it was before");
    }

    #[test]
    fn of_an_amount_almost_is_not_reached() {
        let season = Season { target: 12 * 30 * LAKH + 1, grain: LAKH, ..SEASON };
        let year = forecast(&[30 * LAKH; 12], &season).expect("twelve months");
        assert_eq!((year.chance_per_mille, year.outlook), (0, Outlook::Critical));
    }

    #[test]
    fn two_months_go_by_last_year_and_say_so() {
        let last = [12, 15, 20, 14, 12, 20, 30, 38, 44, 36, 37, 30];
        let season = Season { last_year: Some(&last), ..SEASON };
        let forecast = forecast(&[10, 14], &season).expect("last year is known");
        assert_eq!(forecast.expected, 24 + 281);
        assert!(forecast.low_confidence);
        assert!(forecast.low < 305 && 305 < forecast.high);
    }

    #[test]
    fn the_year_is_not_foretold_to_end_below_what_stands_today() {
        let months = [10, 14, 19, 13, 12, 22];
        let today = forecast_running(&months, 310, &SEASON).expect("six months");
        assert_eq!((today.low, today.expected, today.high), (310, 310, 352));
        assert!(today.chance_per_mille < 100, "{}", today.chance_per_mille);
        let over = forecast_running(&months, 353, &SEASON).expect("six months");
        assert_eq!((over.chance_per_mille, over.needed_pace_percent), (1000, Some(0)));
        assert_eq!(over.outlook, Outlook::OnTrack);
    }

    #[test]
    fn where_nothing_is_known_nothing_is_foretold() {
        assert_eq!(forecast(&[], &SEASON), None);
        let early = Season { shares: &[0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1], ..SEASON };
        assert_eq!(forecast(&[3, 2, 4], &early), None, "the season has not begun");
    }

    #[test]
    fn a_closed_year_is_certain() {
        let year = forecast(&[30; 12], &SEASON).expect("twelve months");
        assert_eq!((year.low, year.expected, year.high), (360, 360, 360));
        assert_eq!((year.chance_per_mille, year.needed_pace_percent), (1000, None));
        let missed = forecast(&[29; 12], &SEASON).expect("twelve months");
        assert_eq!((missed.chance_per_mille, missed.outlook), (0, Outlook::Critical));
    }

    #[test]
    fn nothing_achieved_is_foretold_without_confidence() {
        let forecast = forecast(&[0; 6], &SEASON).expect("six closed months");
        assert_eq!((forecast.expected, forecast.low_confidence), (0, true));
    }

    #[test]
    fn the_outlook_turns_where_the_rules_say() {
        let turns = [(800, "on_track"), (799, "watch"), (500, "watch"), (499, "behind")];
        for (chance, code) in turns.into_iter().chain([(200, "behind"), (199, "critical")]) {
            assert_eq!(outlook(chance).code(), code, "{chance}");
        }
    }

    #[test]
    fn the_normal_tail_has_its_known_values() {
        for (z, tail) in [(0.0, 0.5), (1.0, 0.158_655), (1.96, 0.024_998), (-1.0, 0.841_345)] {
            assert!((upper_tail(z) - tail).abs() < 1e-6, "{z}");
        }
    }

    proptest! {
        #[test]
        fn the_band_holds_the_expectation_and_more_is_never_less_likely(
            closed in prop::collection::vec(0_i64..5_000, 3..12),
            target in 0_i64..50_000,
        ) {
            let season = Season { target, ..SEASON };
            let sooner = forecast(&closed, &season).expect("three months or more");
            prop_assert!(sooner.low <= sooner.expected && sooner.expected <= sooner.high);
            prop_assert!((0..=1000).contains(&sooner.chance_per_mille));
            prop_assert!(closed.iter().sum::<i64>() <= sooner.low);
            let easier = forecast(&closed, &Season { target: target / 2, ..season });
            let easier = easier.expect("the same months");
            prop_assert!(easier.chance_per_mille >= sooner.chance_per_mille);
        }

        #[test]
        fn an_amount_kept_in_paise_in_rupees_or_in_lakh_has_one_forecast(
            closed in prop::collection::vec(0_i64..5_000, 1..12),
            reached in 0_i64..30_000,
            target in 0_i64..50_000,
            last in prop::array::uniform12(0_i64..5_000),
        ) {
            // Thousands of rupees, kept in a thousand, in rupees, and in paise.
            let told = |unit: i64| {
                let months: Vec<i64> = closed.iter().map(|month| month * unit).collect();
                let last = last.map(|month| month * unit);
                let grain = 100 * unit;
                let season =
                    Season { target: target * unit, last_year: Some(&last), grain, ..SEASON };
                forecast_running(&months, reached * unit, &season).expect("a season")
            };
            let thousand = told(1);
            for unit in [1_000, 100_000] {
                let other = told(unit);
                prop_assert_eq!(other.chance_per_mille, thousand.chance_per_mille);
                prop_assert_eq!(other.careful_chance_per_mille, thousand.careful_chance_per_mille);
                prop_assert_eq!(other.outlook, thousand.outlook);
                prop_assert_eq!(other.needed_pace_percent, thousand.needed_pace_percent);
                prop_assert_eq!(other.dispersion.to_bits(), thousand.dispersion.to_bits());
                for (a, b) in [(other.expected, thousand.expected), (other.low, thousand.low)] {
                    prop_assert!((a - b * unit).abs() <= unit, "{} and {}", a, b);
                }
            }
        }
    }
}
