//! What an act on a plan changed, as the plan's own page says it: months by name, money in lakh rupees.

use samuh_engine::audit::{Changed, Field};
use samuh_figures::catalogue::{self, Indicator, Unit};
use samuh_kernel::calendar::{FinancialYear, Month};
use samuh_web::{show, words::Words};
use serde_json::Value as Json;

use crate::server::{targets::shown, visit::Visitor};

/// Twelve months, April first.
type Months = [i64; 12];

/// A plan's amounts before and after: of the months that differ with their year, or of the total; none for any
/// other field, which has nothing of a plan.
pub(super) fn told(visitor: &Visitor, change: &Changed, field: &Field) -> Option<(String, String)> {
    if change.subject != "plan" {
        return None;
    }
    let indicator = catalogue::by_id(change.id / 10_000)?;
    let year = FinancialYear(i32::try_from(change.id % 10_000).ok()?);
    if field.name == "total" {
        let one = |value: &Json| {
            value.as_i64().map(|value| amount(indicator, value, visitor.words)).unwrap_or_default()
        };
        return Some((one(&field.before), one(&field.after)));
    }
    field.name.strip_prefix("target:")?;
    Some(months(visitor.words, (indicator, year), (&field.before, &field.after)))
}

fn months(
    words: &Words,
    (indicator, year): (&Indicator, FinancialYear),
    (before, after): (&Json, &Json),
) -> (String, String) {
    let (was, is) = (read(before), read(after));
    let either = |at: usize| (was.map_or(0, |all| all[at]), is.map_or(0, |all| all[at]));
    let differ: Vec<usize> = (0..12).filter(|at| either(*at).0 != either(*at).1).collect();
    let side = |all: Option<Months>| {
        let Some(all) = all else { return String::new() };
        let month =
            |at: &usize| named(words, year.months()[*at], &amount(indicator, all[*at], words));
        let sum = amount(indicator, all.iter().sum(), words);
        let whole = words.args("trail-plan-year", &[("value", sum.into())]);
        differ.iter().map(month).chain([whole]).collect::<Vec<_>>().join(" · ")
    };
    (side(was), side(is))
}

fn named(words: &Words, month: Month, value: &str) -> String {
    format!("{} {value}", show::month_name(month, words))
}

/// With its unit where it is money: the plan's page says it once, over the table.
fn amount(indicator: &Indicator, value: i64, words: &Words) -> String {
    match indicator.unit {
        Unit::Paise => words.args("money-lakh", &[("n", shown(indicator, value).into())]),
        Unit::Count | Unit::Percent => shown(indicator, value),
    }
}

fn read(value: &Json) -> Option<Months> {
    let each: Option<Vec<i64>> =
        value.as_str()?.split_whitespace().map(|month| month.parse().ok()).collect();
    each?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use samuh_figures::catalogue::INDICATORS;
    use samuh_web::words::Lang;

    use super::*;

    fn of(unit: Unit) -> &'static Indicator {
        INDICATORS.iter().find(|known| known.unit == unit).expect("one of the catalogue")
    }

    #[test]
    fn a_plan_tells_the_months_that_differ_by_name_and_money_in_lakh() {
        let (hi, en) = (Words::of(Lang::Hi, None), Words::of(Lang::En, None));
        let year = FinancialYear(2026);
        let before = Json::from("50000000 0 0 0 0 0 0 0 0 0 0 0");
        let after = Json::from("50000000 1234500 0 0 0 0 0 0 0 0 0 90000000");
        let money = (of(Unit::Paise), year);
        let (was, is) = months(en, money, (&before, &after));
        assert_eq!(was, "May ₹ 0 lakh · March ₹ 0 lakh · year ₹ 5 lakh");
        assert_eq!(is, "May ₹ 0.12345 lakh · March ₹ 9 lakh · year ₹ 14.12345 lakh");
        let (_, is) = months(hi, money, (&before, &after));
        assert!(is.starts_with("मई ₹ 0.12345 लाख · मार्च ₹ 9 लाख"), "{is}");
        let count = (of(Unit::Count), year);
        let (was, is) =
            months(en, count, (&Json::Null, &Json::from("25 0 0 0 0 0 0 0 0 0 0 1000")));
        assert_eq!((was.as_str(), is.as_str()), ("", "April 25 · March 1,000 · year 1,025"));
    }

    #[test]
    fn what_is_no_row_of_months_breaks_nothing() {
        assert_eq!(read(&Json::from("1 2 3")), None);
        assert_eq!(read(&Json::from("a b c d e f g h i j k l")), None);
        assert_eq!(read(&Json::Null), None);
    }
}
