//! The time a page of figures speaks of: a financial year up to now, one of its months, and the day
//! on which the position is looked at.

use chrono::{Datelike, Days, NaiveDate};
use samuh_engine::clock;
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    read,
    sheet::Cell,
};
use samuh_web::show;

use crate::server::query::Query;

/// How many years back one may choose.
const YEARS: i32 = 6;

/// A year or month, and the day asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// The financial year.
    pub(crate) year: FinancialYear,
    /// Only this month of it.
    pub(crate) month: Option<Month>,
    /// As recorded by the end of that day; none is now.
    pub(crate) as_on: Option<NaiveDate>,
    /// What was typed as a day and is none.
    pub(crate) typed: Option<String>,
    /// True where what waits for approval counts as if it were approved.
    pub(crate) with_pending: bool,
    /// Today.
    pub(crate) today: NaiveDate,
}

impl Span {
    /// The time an address asks for; what cannot be read is the year up to now.
    pub(crate) fn of(query: &Query, today: NaiveDate) -> Self {
        let typed = query.get("as_on").map(str::to_owned);
        let day = typed.as_ref().and_then(|text| day_of(text, today));
        let as_on = day.filter(|day| *day < today);
        let month: Option<Month> = query.get("month").and_then(|text| text.parse().ok());
        let asked: Option<FinancialYear> = query.get("year").and_then(|text| text.parse().ok());
        let of_month = month.map(|month| FinancialYear::of(month.first_day()));
        let year = asked.or(of_month).unwrap_or(FinancialYear::of(as_on.unwrap_or(today)));
        let month = month.filter(|month| year.months().contains(month));
        let typed = typed.filter(|_| day.is_none());
        let with_pending = query.get("pending") == Some("with");
        Self { year, month, as_on, typed, with_pending, today }
    }

    /// A whole financial year, as it is recorded now.
    pub(crate) fn of_year(year: FinancialYear, today: NaiveDate) -> Self {
        Self { year, month: None, as_on: None, typed: None, with_pending: false, today }
    }

    /// The day the position is of: today or the day asked for, never after the period's end.
    pub(crate) fn day(&self) -> NaiveDate {
        let asked = self.as_on.unwrap_or(self.today);
        let end = self.month.map_or(self.year.last_day(), Month::last_day);
        asked.min(end).max(self.year.first_day())
    }

    /// The period's first month as it stands in the year, 0 for April.
    pub(crate) fn first(&self) -> usize {
        self.month.map_or(0, |month| self.at(month))
    }

    /// The period's last month that has begun, as it stands in the year.
    pub(crate) fn last(&self) -> usize {
        self.at(self.month.unwrap_or(Month::of(self.day())))
    }

    fn at(&self, month: Month) -> usize {
        self.year.months().into_iter().position(|each| each == month).unwrap_or(0)
    }

    /// The instant up to which entries count, microseconds UTC; none for all.
    pub(crate) fn until(&self) -> Option<i64> {
        self.as_on.map(|day| clock::start_of(day + Days::new(1)) - 1)
    }

    /// How much of the year had passed on that day, in whole per cent.
    pub(crate) fn year_passed(&self) -> i64 {
        let (first, last) = (self.year.first_day(), self.year.last_day());
        let whole = (last - first).num_days() + 1;
        ((self.day() - first).num_days() + 1) * 100 / whole
    }

    /// The years one may choose, the newest first; the one chosen is always there.
    pub(crate) fn years(&self) -> Vec<FinancialYear> {
        let now = FinancialYear::of(self.today).0;
        let mut years: Vec<i32> = (0..YEARS).map(|back| now - back).collect();
        if !years.contains(&self.year.0) {
            years.push(self.year.0);
            years.sort_unstable_by(|a, b| b.cmp(a));
        }
        years.into_iter().map(FinancialYear).collect()
    }

    /// The pairs by which a link keeps this time.
    pub(crate) fn pairs(&self) -> Query {
        let mut pairs = vec![("year".to_owned(), self.year.to_string())];
        if let Some(month) = self.month {
            pairs.push(("month".to_owned(), month.to_string()));
        }
        if let Some(day) = self.as_on {
            pairs.push(("as_on".to_owned(), show::day(day)));
        }
        if self.with_pending {
            pairs.push(("pending".to_owned(), "with".to_owned()));
        }
        Query::of(pairs)
    }

    /// The same time of the year before: the same day, or the last of a shorter month.
    pub(crate) fn day_last_year(&self) -> NaiveDate {
        let day = self.day();
        day.with_year(day.year() - 1).unwrap_or_else(|| day - Days::new(366))
    }
}

/// A day as a person types it; a day that does not exist or lies ahead is none.
pub(crate) fn day_of(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let read = read::day(&Cell::Text(text.to_owned()), today).ok().flatten();
    read.map(|reading| reading.value).filter(|day| *day <= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(pairs: &[(&str, &str)]) -> Span {
        let pairs = pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
        Span::of(&Query::of(pairs), "2026-11-21".parse().unwrap())
    }

    #[test]
    fn without_a_word_it_is_the_year_up_to_today() {
        let now = span(&[]);
        assert_eq!((now.year.to_string(), now.first(), now.last()), ("2026-27".into(), 0, 7));
        assert_eq!((now.day(), now.until(), now.year_passed()), (now.today, None, 64));
    }

    #[test]
    fn a_past_year_stands_at_its_end_and_a_month_is_itself_alone() {
        let past = span(&[("year", "2024-25")]);
        assert_eq!((past.day().to_string(), past.last()), ("2025-03-31".into(), 11));
        let month = span(&[("month", "2026-05")]);
        assert_eq!((month.first(), month.last()), (1, 1));
        assert_eq!(month.day().to_string(), "2026-05-31");
        let other = span(&[("year", "2024-25"), ("month", "2026-05")]);
        assert_eq!(other.month, None, "a month of another year is let go");
    }

    #[test]
    fn a_day_is_read_as_people_write_it_and_none_lies_ahead() {
        let with = span(&[("pending", "with")]);
        assert!(with.with_pending && with.pairs().get("pending") == Some("with"));
        assert!(!span(&[]).with_pending);
        let asked = span(&[("as_on", "10/02/2026")]);
        assert_eq!(
            (asked.year.to_string(), asked.day().to_string()),
            ("2025-26".into(), "2026-02-10".into())
        );
        assert_eq!(span(&[("as_on", "31/02/2026")]).typed.as_deref(), Some("31/02/2026"));
        assert_eq!(span(&[("as_on", "31/12/2026")]).typed.as_deref(), Some("31/12/2026"));
        assert_eq!(span(&[("as_on", "21/11/2026")]).as_on, None, "today is now");
    }
}
