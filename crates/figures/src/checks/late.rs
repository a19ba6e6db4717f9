//! Nearly everything entered on the last days of months, by the server's clock.

use chrono::{Datelike, NaiveDate};
use samuh_kernel::calendar::Month;

use super::model::{Detector, Found, Thresholds};

/// The days of a month that count as its end.
const LAST_DAYS: i64 = 3;

/// When a unit's figures were entered: a day for each act, because an import of a whole year is one
/// piece of work and not a hundred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Whose figures.
    pub unit_id: i64,
    /// The day of each act, by the server's clock.
    pub days: Vec<NaiveDate>,
}

/// Units that enter on a month's last three days more often than chance allows.
pub fn month_end(all: &[Entered], terms: &Thresholds, month: Month) -> Vec<Found> {
    let found = |one: &Entered| {
        let acts = one.days.len();
        let late = one.days.iter().filter(|day| is_late(**day)).count();
        let base = terms.late_percent as f64 / 100.0;
        let is_rare = tail(late, acts, base) * terms.late_one_in as f64 <= 1.0;
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let evidence = [("late", number(late)), ("acts", number(acts))];
        is_rare.then(|| Found::new(Detector::MonthEnd, one.unit_id, None, month, &evidence))
    };
    all.iter().filter_map(found).collect()
}

fn is_late(day: NaiveDate) -> bool {
    let last = Month::of(day).last_day();
    i64::from(last.day()) - i64::from(day.day()) < LAST_DAYS
}

/// The chance of `late` or more of `all`, each with chance `base`.
fn tail(late: usize, all: usize, base: f64) -> f64 {
    if late == 0 {
        return 1.0;
    }
    let mut log_ways = 0.0;
    let mut sum = 0.0;
    for count in 0..=all {
        if count > 0 {
            log_ways += ((all - count + 1) as f64 / count as f64).ln();
        }
        if count >= late {
            let rest = (all - count) as f64;
            sum += (log_ways + count as f64 * base.ln() + rest * (1.0 - base).ln()).exp();
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entered(unit_id: i64, late: usize, early: usize) -> Entered {
        let mut days = vec![day("2026-02-27"); late];
        days.extend(vec![day("2026-02-10"); early]);
        Entered { unit_id, days }
    }

    #[test]
    fn who_enters_at_the_months_end_only_is_found_and_who_does_so_now_and_then_is_not() {
        let all = [entered(7, 8, 2), entered(8, 4, 14), entered(9, 3, 0), entered(10, 0, 0)];
        let found = month_end(&all, &Thresholds::USUAL, Month(24_316));
        assert_eq!(found.iter().map(|one| one.unit_id).collect::<Vec<_>>(), [7]);
        assert_eq!((found[0].evidence["late"], found[0].evidence["acts"]), (8, 10));
    }

    #[test]
    fn the_end_is_the_last_three_days_of_any_month() {
        for (text, late) in [
            ("2026-02-26", true),
            ("2026-02-25", false),
            ("2028-02-27", true),
            ("2028-02-26", false),
            ("2026-12-31", true),
        ] {
            assert_eq!(is_late(day(text)), late, "{text}");
        }
    }

    #[test]
    fn the_tail_is_that_of_the_binomial() {
        assert!((tail(5, 5, 0.12) - 0.12_f64.powi(5)).abs() < 1e-12);
        assert!((tail(1, 2, 0.5) - 0.75).abs() < 1e-12);
        assert!((tail(0, 9, 0.12) - 1.0).abs() < 1e-12);
    }
}
