//! What a rule and a ranking must be. Pure.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use samuh_figures::catalogue::by_id;
use samuh_kernel::fault::{Fault, Faults};

use super::model::{Freeze, NewRule};
use crate::unit::UnitLevel;

/// An objection or an answer is no longer than this, in letters.
const LONGEST: usize = 2_000;

/// The weights that count, or every fault: known indicators, each once, one of them at least above
/// nought; a reason and an order; not from a day that has passed, for what was frozen stands.
///
/// # Errors
/// Every fault, at its field.
pub fn new_rule(new: &NewRule, today: NaiveDate) -> Result<Vec<(i64, i64)>, Faults> {
    let mut faults = Faults::default();
    let mut seen = BTreeSet::new();
    for (indicator, weight) in &new.weights {
        if by_id(*indicator).is_none() || !seen.insert(*indicator) {
            faults.push(Fault::new("indicator_unknown").with("value", indicator));
        }
        if !(0..=9).contains(weight) {
            let code = by_id(*indicator).map_or("", |one| one.code);
            faults.push(Fault::at(code, "weight_beyond").with("value", weight));
        }
    }
    let kept: Vec<_> = new.weights.iter().copied().filter(|(_, weight)| *weight > 0).collect();
    if kept.is_empty() {
        faults.push(Fault::new("weights_all_nought"));
    }
    if new.from_on < today {
        faults.on("from_on", "rule_in_the_past");
    }
    for (field, text, code) in
        [("reason", &new.reason, "reason_missing"), ("order_no", &new.order_no, "order_missing")]
    {
        if text.trim().is_empty() {
            faults.on(field, code);
        }
    }
    faults.or(kept)
}

/// A ranking is frozen of blocks or federations, as recorded by the end of a day that is over.
pub(crate) fn freeze(ask: &Freeze, today: NaiveDate) -> Result<(), Faults> {
    let mut faults = Faults::default();
    if !matches!(ask.level, UnitLevel::Block | UnitLevel::Clf) {
        faults.on("level", "ranking_level_unknown");
    }
    if ask.cut_on >= today {
        faults.on("cut_on", "cut_not_over");
    }
    faults.or(())
}

/// The day from which change is counted.
pub(crate) fn before(cut_on: NaiveDate, months_back: i64) -> NaiveDate {
    let months = Months::new(u32::try_from(months_back).unwrap_or(0));
    cut_on.checked_sub_months(months).unwrap_or(cut_on)
}

/// Where the dice start: the day and the level say it, so that nobody can throw them again until
/// they fall well.
pub(crate) fn seed(ask: &Freeze) -> i64 {
    let day = (ask.cut_on - NaiveDate::default()).num_days();
    day * 10 + if ask.level == UnitLevel::Clf { 2 } else { 1 }
}

/// A text that somebody wrote in the field.
pub(crate) fn written(field: &str, text: &str) -> Result<String, Faults> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::at(field, "text_missing").into());
    }
    if text.chars().count() > LONGEST {
        return Err(Fault::at(field, "writing_too_long").with("most", LONGEST).into());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn codes(faults: Faults) -> Vec<String> {
        faults.0.into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn a_rule_needs_weights_a_reason_an_order_and_a_day_ahead() {
        let good = NewRule {
            from_on: day("2026-12-01"),
            weights: vec![(1, 3), (7, 0), (47, 9)],
            reason: "कलेक्टर की बैठक".into(),
            order_no: "412/2026".into(),
        };
        assert_eq!(new_rule(&good, day("2026-11-30")).unwrap(), [(1, 3), (47, 9)]);
        let bad = NewRule {
            from_on: day("2026-11-29"),
            weights: vec![(1, 0), (1, 0), (999, 0), (7, 10)],
            reason: " ".into(),
            order_no: String::new(),
        };
        let found = codes(new_rule(&bad, day("2026-11-30")).unwrap_err());
        let wanted = [
            "indicator_unknown",
            "indicator_unknown",
            "weight_beyond",
            "rule_in_the_past",
            "reason_missing",
            "order_missing",
        ];
        assert_eq!(found, wanted);
        let none = NewRule { weights: vec![(1, 0)], ..good };
        assert_eq!(codes(new_rule(&none, day("2026-11-30")).unwrap_err()), ["weights_all_nought"]);
    }

    #[test]
    fn a_ranking_is_of_a_day_that_is_over() {
        let ask = |level, cut: &str| Freeze { level, cut_on: day(cut) };
        let today = day("2026-11-30");
        assert!(freeze(&ask(UnitLevel::Block, "2026-11-29"), today).is_ok());
        let wrong = freeze(&ask(UnitLevel::Gp, "2026-11-30"), today).unwrap_err();
        assert_eq!(codes(wrong), ["ranking_level_unknown", "cut_not_over"]);
        assert_eq!(before(day("2026-05-31"), 3), day("2026-02-28"));
        let one = seed(&ask(UnitLevel::Block, "2026-11-29"));
        assert_ne!(one, seed(&ask(UnitLevel::Clf, "2026-11-29")));
        assert_eq!(one, seed(&ask(UnitLevel::Block, "2026-11-29")));
    }

    #[test]
    fn a_text_is_written_and_not_endless() {
        assert_eq!(written("text", " गलत प्रविष्टि ").unwrap(), "गलत प्रविष्टि");
        assert_eq!(codes(written("text", "  ").unwrap_err()), ["text_missing"]);
        let long = "क".repeat(LONGEST + 1);
        assert_eq!(codes(written("text", &long).unwrap_err()), ["writing_too_long"]);
    }
}
