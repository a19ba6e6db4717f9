//! When a month may be looked through, and what a look must say. Pure.

use chrono::NaiveDate;
use samuh_kernel::{
    calendar::Month,
    fault::{Fault, Faults},
};

use super::model::CheckTerms;

/// What was seen is no longer than this, in letters.
const LONGEST: usize = 2_000;

/// Everything that is wrong with new thresholds: each within bounds in which the detector still finds
/// something and does not find everything (RULES B1(d)).
pub(crate) fn terms_faults(terms: &CheckTerms) -> Faults {
    let is = &terms.thresholds;
    let bounds = [
        ("same_least", is.same_least, (2, 20)),
        ("same_percent", is.same_percent, (50, 100)),
        ("same_total", is.same_total, (0, 10_000)),
        ("jump_hundredths", is.jump_hundredths, (200, 2_000)),
        ("late_percent", is.late_percent, (1, 90)),
        ("late_one_in", is.late_one_in, (10, 1_000_000)),
        ("heaped_hundredths", is.heaped_hundredths, (200, 2_000)),
        ("members_most", is.members_most, (5, 100)),
        ("sample_of_block", terms.sample_of_block, (1, 500)),
    ];
    let mut faults = Faults::default();
    for (field, value, (least, most)) in bounds {
        if !(least..=most).contains(&value) {
            // Deviations are written with two places.
            let shown = |value: i64| match field.ends_with("_hundredths") {
                true => format!("{}.{:02}", value / 100, value % 100),
                false => value.to_string(),
            };
            let fault = Fault::at(field, "rule_beyond").with("value", shown(value));
            faults.push(fault.with("least", shown(least)).with("most", shown(most)));
        }
    }
    faults
}

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
    use samuh_figures::checks::Thresholds;

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
    fn thresholds_beyond_all_sense_are_refused_all_at_once() {
        let usual = CheckTerms { thresholds: Thresholds::USUAL, sample_of_block: 29 };
        assert!(terms_faults(&usual).is_empty());
        let thresholds = Thresholds { same_least: 1, jump_hundredths: 2_001, ..Thresholds::USUAL };
        let faults = terms_faults(&CheckTerms { thresholds, sample_of_block: 0 });
        let told: Vec<_> = faults.iter().filter_map(|fault| fault.field.as_deref()).collect();
        assert_eq!(told, ["same_least", "jump_hundredths", "sample_of_block"]);
        assert!(faults.0[1].args.contains(&("most".into(), "20.00".into())));
    }

    #[test]
    fn who_looked_says_what_was_seen() {
        assert_eq!(seen(" पंजी पृष्ठ 12: 14 समूह ").unwrap(), "पंजी पृष्ठ 12: 14 समूह");
        assert_eq!(seen(" ").unwrap_err().0[0].code, "seen_missing");
    }
}
