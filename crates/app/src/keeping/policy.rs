//! How long backups are kept: the newest of each of the last days, weeks and months.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// How many are kept of each kind; a dated row of `backup_policy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Days with a backup.
    pub daily: usize,
    /// Weeks, from Monday to Sunday.
    pub weekly: usize,
    /// Calendar months.
    pub monthly: usize,
}

/// The day, week or month that a day lies in.
type Span = fn(NaiveDate) -> (i32, u32);

/// Which of the backups made at these Indian times the policy keeps. The newest is always kept.
pub fn kept(policy: Policy, made: &[NaiveDateTime]) -> BTreeSet<NaiveDateTime> {
    let newest_first: BTreeSet<NaiveDateTime> = made.iter().copied().collect();
    let newest_first: Vec<NaiveDateTime> = newest_first.into_iter().rev().collect();
    let mut keep: BTreeSet<NaiveDateTime> = newest_first.first().copied().into_iter().collect();
    let kinds: [(usize, Span); 3] = [
        (policy.daily, |day| (day.year(), day.ordinal())),
        (policy.weekly, |day| (day.iso_week().year(), day.iso_week().week())),
        (policy.monthly, |day| (day.year(), day.month())),
    ];
    for (count, span) in kinds {
        let mut seen = BTreeSet::new();
        for at in &newest_first {
            if seen.len() < count && seen.insert(span(at.date())) {
                keep.insert(*at);
            }
        }
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32, hour: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, 30, 0).unwrap()
    }

    #[test]
    fn a_year_of_nights_leaves_the_last_days_weeks_and_months() {
        let policy = Policy { daily: 14, weekly: 8, monthly: 13 };
        let first = day(2025, 10, 1, 2);
        let made: Vec<_> = (0..425).map(|n| first + chrono::Duration::days(n)).collect();
        let keep = kept(policy, &made);
        // 14 days, 6 older Sundays of the 8 weeks, and the last nights of 12 older months.
        let newest = made[424];
        assert_eq!(newest.date(), NaiveDate::from_ymd_opt(2026, 11, 29).unwrap());
        assert!((0..14).all(|n| keep.contains(&(newest - chrono::Duration::days(n)))));
        assert!(keep.contains(&day(2025, 11, 30, 2)) && !keep.contains(&day(2025, 10, 31, 2)));
        assert_eq!(keep.len(), 14 + 6 + 12);
    }

    #[test]
    fn of_one_day_the_newest_is_kept_and_the_newest_of_all_always() {
        let (early, late) = (day(2026, 11, 30, 2), day(2026, 11, 30, 20));
        let policy = Policy { daily: 1, weekly: 0, monthly: 0 };
        assert_eq!(kept(policy, &[early, late]), BTreeSet::from([late]));
        let none = Policy { daily: 0, weekly: 0, monthly: 0 };
        assert_eq!(kept(none, &[early]), BTreeSet::from([early]));
        assert!(kept(policy, &[]).is_empty());
    }
}
