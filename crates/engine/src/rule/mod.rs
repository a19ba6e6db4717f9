//! Dated rules: what an order changes from a day on. A rule is only ever added, with its reason and
//! the number of its order; what held before stays readable. District 0 has the usual rule of every
//! district, a district's own stand before it. What a rule says is its area's affair.

mod store;

use chrono::{Months, NaiveDate};
use samuh_kernel::fault::{Fault, Faults};
use serde::{Deserialize, Serialize};

pub use store::{add_rule, rule_on, rules};

/// How far ahead a rule may be set, in months: a later day is a slip of the pen.
const AHEAD: Months = Months::new(24);
/// The most letters of a reason and of an order's number.
const LONGEST: [(&str, usize); 2] = [("reason", 2_000), ("order_no", 200)];

/// What all dated rules have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whose: the district, or 0 for the usual rule.
    pub of: i64,
    /// Its number, within district and kind.
    pub no: i64,
    /// From when.
    pub from_on: NaiveDate,
    /// Why; of a usual rule, where it comes from.
    pub reason: String,
    /// By which order; empty for the usual rule.
    pub order_no: String,
    /// The act that set it; 0 for the usual rule.
    pub op_no: i64,
}

impl Head {
    /// True until a district has set its own.
    pub fn is_usual(&self) -> bool {
        self.of == 0
    }
}

/// A rule with what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule<T> {
    /// From when, why and by which order.
    pub head: Head,
    /// What it says.
    pub terms: T,
}

/// A rule to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRule<T> {
    /// From when: today or later.
    pub from_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// By which order.
    pub order_no: String,
    /// What it says.
    pub terms: T,
}

impl<T> NewRule<T> {
    /// What is wrong with day, reason and order, whatever the rule says: what is past stays as it was.
    pub fn faults(&self, today: NaiveDate) -> Faults {
        let mut faults = Faults::default();
        if self.from_on < today {
            faults.on("from_on", "rule_in_the_past");
        }
        if self.from_on > today.checked_add_months(AHEAD).unwrap_or(today) {
            faults.on("from_on", "rule_too_far");
        }
        let said = [("reason_missing", &self.reason), ("order_missing", &self.order_no)];
        for ((field, longest), (missing, text)) in LONGEST.into_iter().zip(said) {
            if text.trim().is_empty() {
                faults.on(field, missing);
            } else if text.chars().count() > longest {
                faults.push(Fault::at(field, "writing_too_long").with("most", longest));
            }
        }
        faults
    }
}

/// When a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// From its day up to, and without, that day; none for always.
    Until(Option<NaiveDate>),
    /// Never: another was set for the same day after it, or the district's own stand before it.
    Never,
}

impl Holds {
    /// Where it stands on a day: `now`, `before`, `ahead` or `never`, as the words say it.
    pub fn state(self, from_on: NaiveDate, today: NaiveDate) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Until(Some(until)) if until <= today => "before",
            Self::Until(_) if from_on > today => "ahead",
            Self::Until(_) => "now",
        }
    }
}

/// When each of these rules of one kind holds, in the same order: a district's own stand before the
/// usual ones, the later day before the earlier, and of one day the one set last.
pub fn holds(all: &[&Head]) -> Vec<Holds> {
    let first_own = all.iter().filter(|head| !head.is_usual()).map(|head| head.from_on).min();
    let one = |head: &&Head| {
        let same = |other: &&&Head| other.of == head.of;
        let is_set_again = all
            .iter()
            .filter(same)
            .any(|other| other.from_on == head.from_on && other.no > head.no);
        let next = all.iter().filter(same).map(|other| other.from_on);
        let next = next.filter(|from_on| *from_on > head.from_on).min();
        let until = match (head.is_usual(), next, first_own) {
            (true, Some(next), Some(own)) => Some(next.min(own)),
            (true, None, own) => own,
            (_, next, _) => next,
        };
        let is_hidden = is_set_again || until.is_some_and(|until| until <= head.from_on);
        if is_hidden { Holds::Never } else { Holds::Until(until) }
    };
    all.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn head(of: i64, no: i64, from_on: &str) -> Head {
        let (reason, order_no) = (String::new(), String::new());
        Head { of, no, from_on: day(from_on), reason, order_no, op_no: 0 }
    }

    #[test]
    fn a_rule_needs_a_day_ahead_a_reason_and_an_order() {
        let good = NewRule {
            from_on: day("2026-12-01"),
            reason: "बैठक".into(),
            order_no: "412/2026".into(),
            terms: (),
        };
        let codes = |new: &NewRule<()>| {
            let faults = new.faults(day("2026-12-01"));
            faults.iter().map(|fault| fault.code.clone()).collect::<Vec<_>>()
        };
        assert!(codes(&good).is_empty());
        let bad = NewRule {
            from_on: day("2026-11-30"),
            reason: " ".into(),
            order_no: "क".repeat(201),
            terms: (),
        };
        assert_eq!(codes(&bad), ["rule_in_the_past", "reason_missing", "writing_too_long"]);
        let far = NewRule { from_on: day("2062-12-01"), ..good };
        assert_eq!(codes(&far), ["rule_too_far"]);
    }

    #[test]
    fn a_rule_holds_until_the_next_and_the_usual_until_the_first_own() {
        let all = [
            head(0, 1, "1900-01-01"),
            head(643, 1, "2026-12-01"),
            head(643, 2, "2026-12-01"),
            head(643, 3, "2027-04-01"),
            head(0, 2, "2027-01-01"),
        ];
        let found = holds(&all.iter().collect::<Vec<_>>());
        let until = |text: &str| Holds::Until(Some(day(text)));
        assert_eq!(
            found,
            [
                until("2026-12-01"),
                Holds::Never,
                until("2027-04-01"),
                Holds::Until(None),
                Holds::Never
            ]
        );
        let today = day("2026-12-15");
        let states: Vec<_> =
            all.iter().zip(&found).map(|(head, one)| one.state(head.from_on, today)).collect();
        assert_eq!(states, ["before", "never", "now", "ahead", "never"]);
    }
}
