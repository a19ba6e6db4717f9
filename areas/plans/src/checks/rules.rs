//! When a month may be looked through, and what a look must say. Pure.

use chrono::NaiveDate;
use samuh_kernel::{
    calendar::Month,
    fault::{Fault, Faults},
};

/// What was seen is no longer than this, in letters.
const LONGEST: usize = 2_000;

/// A month that is over.
pub(crate) fn month_over(month: Month, today: NaiveDate) -> Result<(), Faults> {
    if month.last_day() < today { Ok(()) } else { Err(Fault::at("month", "month_not_over").into()) }
}

/// The three months of a quarter that is over, by its first month: April, July, October, January.
pub(crate) fn quarter(first: Month, today: NaiveDate) -> Result<(Month, Month), Faults> {
    let last = first.next().next();
    if first.month() % 3 != 1 {
        return Err(Fault::at("quarter", "not_a_quarter").into());
    }
    if last.last_day() >= today {
        return Err(Fault::at("quarter", "quarter_not_over").into());
    }
    Ok((first, last))
}

/// What was seen in the papers must be said.
pub(crate) fn seen(text: &str) -> Result<String, Faults> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::at("seen", "seen_missing").into());
    }
    if text.chars().count() > LONGEST {
        return Err(Fault::at("seen", "writing_too_long").with("most", LONGEST).into());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_or_quarter_is_looked_through_when_it_is_over() {
        assert!(month_over(month("2026-10"), day("2026-11-01")).is_ok());
        assert!(month_over(month("2026-10"), day("2026-10-31")).is_err());
        let found = quarter(month("2026-07"), day("2026-10-01")).unwrap();
        assert_eq!(found, (month("2026-07"), month("2026-09")));
        let code =
            |first: &str| quarter(month(first), day("2026-11-30")).unwrap_err().0[0].code.clone();
        assert_eq!(
            (code("2026-08"), code("2026-10")),
            ("not_a_quarter".into(), "quarter_not_over".into())
        );
    }

    #[test]
    fn who_looked_says_what_was_seen() {
        assert_eq!(seen(" पंजी पृष्ठ 12: 14 समूह ").unwrap(), "पंजी पृष्ठ 12: 14 समूह");
        assert_eq!(seen(" ").unwrap_err().0[0].code, "seen_missing");
    }
}
