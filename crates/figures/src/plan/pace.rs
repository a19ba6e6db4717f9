//! Achieved against the target to date, never against the annual target.
//!
//! FRONTEND §3.3: closed months count whole, the running month by its days. How old the data is
//! stands apart: stale data is not "behind".

use chrono::{Datelike, NaiveDate};
use samuh_kernel::calendar::FinancialYear;
use serde::{Deserialize, Serialize};

/// The part of a year's phased target (April…March) due by the end of `today`, in the target's
/// unit, rounded half up: 0 before the year, the whole after it.
pub fn target_to_date(months: &[i64; 12], today: NaiveDate, year: FinancialYear) -> i64 {
    let mut due = 0_i128;
    for (target, month) in months.iter().copied().map(i128::from).zip(year.months()) {
        let (first, last) = (month.first_day(), month.last_day());
        if today >= last {
            due += target;
        } else if today >= first {
            // Whole months are whole numbers, so only this one needs rounding.
            due += (2 * target * i128::from(today.day()) + i128::from(last.day()))
                .div_euclid(2 * i128::from(last.day()));
        }
    }
    // Months beyond LARGEST_AMOUNT are refused where a plan is made.
    i64::try_from(due).unwrap_or(i64::MAX)
}

/// What was achieved, beside the target to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Achieved so far this year, in the indicator's unit (paise for money).
    pub achieved: i64,
    /// Due by today, in the same unit.
    pub target_to_date: i64,
    /// Achieved per thousand of what is due, rounded down; none without a target.
    pub per_mille: Option<i64>,
    /// How much attention it asks for.
    pub status: PaceStatus,
}

impl Pace {
    /// Achieved per hundred of what is due, rounded down, so that it agrees with the status.
    pub fn percent(&self) -> Option<i64> {
        self.per_mille.map(|per_mille| per_mille.div_euclid(10))
    }
}

/// How much attention a pace asks for: the status ramp of FRONTEND §3.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaceStatus {
    /// Below 60 per cent.
    Critical,
    /// 60 to below 80 per cent.
    Behind,
    /// 80 to below 95 per cent.
    Near,
    /// 95 to below 110 per cent.
    OnPace,
    /// 110 per cent and above.
    Ahead,
    /// Nothing was due by today.
    NoTarget,
}

impl PaceStatus {
    /// The stable code of words and style classes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Behind => "behind",
            Self::Near => "near",
            Self::OnPace => "on_pace",
            Self::Ahead => "ahead",
            Self::NoTarget => "no_target",
        }
    }
}

/// Compares what was achieved with the target to date.
pub fn pace(achieved: i64, target_to_date: i64) -> Pace {
    let per_mille = (target_to_date > 0).then(|| {
        let exact = (i128::from(achieved) * 1000).div_euclid(i128::from(target_to_date));
        // Beyond i64 only when a crore of crores stands against a target of one.
        exact.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
    });
    let status = match per_mille {
        None => PaceStatus::NoTarget,
        Some(1100..) => PaceStatus::Ahead,
        Some(950..) => PaceStatus::OnPace,
        Some(800..) => PaceStatus::Near,
        Some(600..) => PaceStatus::Behind,
        Some(_) => PaceStatus::Critical,
    };
    Pace { achieved, target_to_date, per_mille, status }
}

/// How old the newest entry is, shown beside the pace and never mixed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// Entered within the limit, so many days ago.
    Fresh(i64),
    /// Entered longer ago than the limit, so many days.
    Stale(i64),
    /// Nothing was ever entered.
    Never,
}

impl Freshness {
    /// Judges the day of the newest entry; `limit_days` old is still fresh.
    pub fn of(last_entered_on: Option<NaiveDate>, today: NaiveDate, limit_days: i64) -> Self {
        match last_entered_on.map(|day| (today - day).num_days().max(0)) {
            None => Self::Never,
            Some(days) if days > limit_days => Self::Stale(days),
            Some(days) => Self::Fresh(days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MONTHS: [i64; 12] = [14, 18, 24, 15, 14, 21, 35, 43, 49, 42, 43, 35];
    const YEAR: FinancialYear = FinancialYear(2026);

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn closed_months_count_whole_and_the_running_one_by_its_days() {
        assert_eq!(target_to_date(&MONTHS, on(2026, 3, 31), YEAR), 0);
        assert_eq!(target_to_date(&MONTHS, on(2026, 4, 15), YEAR), 7, "14 × 15/30");
        assert_eq!(target_to_date(&MONTHS, on(2026, 9, 30), YEAR), 106);
        assert_eq!(
            target_to_date(&MONTHS, on(2026, 10, 10), YEAR),
            117,
            "106 + 35 × 10/31 = 11.29"
        );
        assert_eq!(target_to_date(&MONTHS, on(2027, 3, 31), YEAR), 353);
        assert_eq!(target_to_date(&MONTHS, on(2027, 8, 1), YEAR), 353);
    }

    #[test]
    fn half_of_one_is_rounded_up_and_a_leap_february_has_29_days() {
        let mut months = [0; 12];
        months[10] = 1;
        let leap = FinancialYear(2027);
        assert_eq!(target_to_date(&months, on(2028, 2, 14), leap), 0);
        assert_eq!(target_to_date(&months, on(2028, 2, 15), leap), 1);
        months[10] = 29_000;
        assert_eq!(target_to_date(&months, on(2028, 2, 7), leap), 7_000, "paise too");
    }

    #[test]
    fn the_ramp_turns_where_the_pages_say() {
        let turns = [
            (110, PaceStatus::Ahead),
            (109, PaceStatus::OnPace),
            (95, PaceStatus::OnPace),
            (94, PaceStatus::Near),
            (80, PaceStatus::Near),
            (79, PaceStatus::Behind),
            (60, PaceStatus::Behind),
            (59, PaceStatus::Critical),
            (0, PaceStatus::Critical),
        ];
        for (achieved, status) in turns {
            let pace = pace(achieved, 100);
            assert_eq!((pace.status, pace.percent()), (status, Some(achieved)));
        }
    }

    #[test]
    fn a_percent_shown_never_contradicts_its_colour() {
        let pace = pace(9_499, 10_000);
        assert_eq!((pace.percent(), pace.status), (Some(94), PaceStatus::Near));
    }

    #[test]
    fn nothing_due_is_no_target_whatever_was_done() {
        let pace = pace(12, 0);
        assert_eq!((pace.per_mille, pace.status), (None, PaceStatus::NoTarget));
    }

    #[test]
    fn stale_is_not_behind() {
        let today = on(2026, 11, 21);
        assert_eq!(Freshness::of(Some(on(2026, 11, 14)), today, 7), Freshness::Fresh(7));
        assert_eq!(Freshness::of(Some(on(2026, 11, 13)), today, 7), Freshness::Stale(8));
        assert_eq!(Freshness::of(None, today, 7), Freshness::Never);
    }

    proptest! {
        #[test]
        fn what_is_due_never_falls_as_days_pass(
            months in prop::array::uniform12(0_i64..100_000_000_000),
            day in 0_i64..400,
        ) {
            let today = on(2026, 3, 1) + chrono::Duration::days(day);
            let due = target_to_date(&months, today, YEAR);
            let tomorrow = target_to_date(&months, today.succ_opt().unwrap(), YEAR);
            prop_assert!(0 <= due && due <= tomorrow && tomorrow <= months.iter().sum());
        }
    }
}
