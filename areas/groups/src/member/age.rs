//! How likely an age is: one rule for a row of a sheet and for a form.

use chrono::{Datelike, NaiveDate};

/// Ages between which nothing is odd, in years.
const YOUNGEST: i64 = 14;
const OLDEST: i64 = 100;
/// An age that is an error and not a person.
const LONGEST: i64 = 130;

/// How likely an age is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    /// Nothing is odd.
    Likely,
    /// To be looked at again: taken when it is right.
    Unlikely,
    /// No person was born in that year.
    Impossible,
}

/// The age that one born in a year reaches this year, and how likely it is.
pub(crate) fn age_of(birth_year: i64, today: NaiveDate) -> (i64, Age) {
    let age = i64::from(today.year()).saturating_sub(birth_year);
    let likely = match age {
        YOUNGEST..=OLDEST => Age::Likely,
        0..=LONGEST => Age::Unlikely,
        _ => Age::Impossible,
    };
    (age, likely)
}

/// True for a year of birth that a form asks about once more.
pub fn is_age_unlikely(birth_year: i64, today: NaiveDate) -> bool {
    age_of(birth_year, today).1 == Age::Unlikely
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_from_fourteen_to_a_hundred_are_likely_and_none_is_negative() {
        let today = "2026-11-30".parse().expect("a day");
        let likely = |year| age_of(year, today).1;
        assert_eq!((likely(2012), likely(1926)), (Age::Likely, Age::Likely));
        assert_eq!((likely(2013), likely(1925)), (Age::Unlikely, Age::Unlikely));
        assert_eq!((likely(2024), likely(1896)), (Age::Unlikely, Age::Unlikely));
        assert_eq!((likely(2027), likely(1895)), (Age::Impossible, Age::Impossible));
        assert_eq!(age_of(2024, today).0, 2);
        assert_eq!(likely(i64::MIN), Age::Impossible);
    }
}
