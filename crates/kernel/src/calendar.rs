//! Months and financial years (1 April to 31 March) as the review meetings count them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar month as one number, year × 12 + month − 1, so that months can be counted and sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(pub i32);

/// A financial year, named by its first calendar year: 2026-27 is `FinancialYear(2026)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FinancialYear(pub i32);

/// A text that is no month `YYYY-MM` or no year `YYYY-YY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month or financial year")]
pub struct NotAPeriod;

/// Years the calendar can name; days outside are clamped to its ends.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

impl Month {
    /// The month a day stands in.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + day.month0().cast_signed())
    }

    /// The month of a year; none when the month is not 1 to 12.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let fits = YEARS.contains(&year) && (1..=12).contains(&month);
        fits.then(|| Self(year * 12 + month.cast_signed() - 1))
    }

    /// Its calendar year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Its number in the year, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.rem_euclid(12).cast_unsigned() + 1
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.start().unwrap_or(if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// Its last day (माहांत).
    pub fn last_day(self) -> NaiveDate {
        let next = self.next().start();
        next.and_then(|day| day.pred_opt()).unwrap_or(self.first_day())
    }

    fn start(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1)
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The month before.
    #[must_use]
    pub fn prev(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for Month {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (year, month) = text.split_once('-').ok_or(NotAPeriod)?;
        let month = digits(month, 2)?.cast_unsigned();
        Self::new(digits(year, 4)?, month).ok_or(NotAPeriod)
    }
}

impl FinancialYear {
    /// The financial year a day stands in.
    pub fn of(day: NaiveDate) -> Self {
        Self(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// Its twelve months, April first.
    pub fn months(self) -> [Month; 12] {
        let mut next = self.first_month();
        std::array::from_fn(|_| {
            let month = next;
            next = month.next();
            month
        })
    }

    /// April.
    pub fn first_month(self) -> Month {
        Month(self.0.saturating_mul(12).saturating_add(3))
    }

    /// March of the year after.
    pub fn last_month(self) -> Month {
        Month(self.first_month().0.saturating_add(11))
    }

    /// 1 April.
    pub fn first_day(self) -> NaiveDate {
        self.first_month().first_day()
    }

    /// 31 March of the year after.
    pub fn last_day(self) -> NaiveDate {
        self.last_month().last_day()
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

impl FromStr for FinancialYear {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (first, second) = text.split_once('-').ok_or(NotAPeriod)?;
        let first = digits(first, 4)?;
        let next = first + 1;
        let named = match second.len() {
            2 => digits(second, 2)? == next % 100,
            _ => digits(second, 4)? == next,
        };
        (named && YEARS.contains(&first)).then_some(Self(first)).ok_or(NotAPeriod)
    }
}

fn digits(text: &str, wanted: usize) -> Result<i32, NotAPeriod> {
    if text.len() != wanted || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotAPeriod);
    }
    text.parse().map_err(|_| NotAPeriod)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_month_knows_its_days_and_neighbours() {
        let month: Month = "2024-02".parse().unwrap();
        assert_eq!((month.year(), month.month()), (2024, 2));
        assert_eq!((month.first_day(), month.last_day()), (on(2024, 2, 1), on(2024, 2, 29)));
        assert_eq!(Month::of(on(2025, 12, 31)).next().to_string(), "2026-01");
        assert_eq!(Month::of(on(2026, 1, 1)).prev().to_string(), "2025-12");
    }

    #[test]
    fn a_financial_year_runs_from_april_to_march() {
        let year = FinancialYear::of(on(2027, 3, 31));
        assert_eq!(year.to_string(), "2026-27");
        assert_eq!(FinancialYear::of(on(2027, 4, 1)).to_string(), "2027-28");
        assert_eq!((year.first_day(), year.last_day()), (on(2026, 4, 1), on(2027, 3, 31)));
        assert_eq!(year.months()[0].to_string(), "2026-04");
        assert_eq!(year.months()[11], year.last_month());
        assert_eq!("1999-00".parse(), Ok(FinancialYear(1999)));
        assert_eq!("2026-2027".parse(), Ok(FinancialYear(2026)));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "2026", "2026-13", "2026-00", "26-04", "2026-4", "२०२६-०४", "0000-01"]
        {
            assert_eq!(text.parse::<Month>(), Err(NotAPeriod), "{text}");
        }
        for text in ["", "2026", "2026-28", "2026-26", "26-27", "+026-27"] {
            assert_eq!(text.parse::<FinancialYear>(), Err(NotAPeriod), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_month_is_written_and_read_back(year in 1i32..=9999, month in 1u32..=12) {
            let month = Month::new(year, month).unwrap();
            prop_assert_eq!(month.to_string().parse(), Ok(month));
            prop_assert_eq!(Month::of(month.last_day()), month);
        }

        #[test]
        fn every_number_is_some_month(number: i32) {
            let month = Month(number);
            prop_assert!(!month.to_string().is_empty() && month.first_day() <= month.last_day());
        }
    }
}
