//! How figures, rupees and days are shown: Indian grouping (12,34,567) and dd/mm/yyyy (DOMAIN H).

use chrono::{Datelike, NaiveDate};

/// A whole number in Indian grouping: `12,34,567`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut shown = String::with_capacity(digits.len() * 3 / 2 + 1);
    if number < 0 {
        shown.push('-');
    }
    let len = digits.len();
    for (place, digit) in digits.chars().enumerate() {
        let left = len - place;
        if place > 0 && (left == 3 || (left > 3 && left % 2 == 1)) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// Paise as rupees with two decimals: `12,34,567.50`.
pub fn rupees(paise: i64) -> String {
    let whole = i64::try_from(paise.unsigned_abs() / 100).expect("a hundredth of an i64");
    let sign = if paise < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", grouped(whole), paise.unsigned_abs() % 100)
}

/// Paise as whole rupees, half a rupee rounded away from zero: `12,34,568`.
pub fn rupees_whole(paise: i64) -> String {
    let part = paise % 100;
    let carry = if part >= 50 {
        1
    } else if part <= -50 {
        -1
    } else {
        0
    };
    grouped(paise / 100 + carry)
}

/// A day as dd/mm/yyyy.
pub fn day(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// The last four letters of a number, by which its owner knows it again; all of a shorter one.
pub fn last_four(number: &str) -> &str {
    let at = number.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    &number[at..]
}

/// A number as it is shown to those who may not see it: its last four letters behind stars; one that is no
/// longer than those is all stars.
pub fn starred(number: &str, stars: &str) -> String {
    let last = last_four(number);
    if last.len() < number.len() { format!("{stars}{last}") } else { stars.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_grouped_as_in_india() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(100_000), "1,00,000");
        assert_eq!(grouped(1_234_567), "12,34,567");
        assert_eq!(grouped(-123_456_789), "-12,34,56,789");
        assert_eq!(grouped(i64::MIN), "-92,23,37,20,36,85,47,75,808");
    }

    #[test]
    fn rupees_carry_two_decimals() {
        assert_eq!(rupees(123_456_750), "12,34,567.50");
        assert_eq!(rupees(-5), "-0.05");
        assert_eq!(rupees(i64::MIN), "-92,23,37,20,36,85,47,758.08");
    }

    #[test]
    fn whole_rupees_are_rounded_at_the_half() {
        assert_eq!(rupees_whole(123_456_750), "12,34,568");
        assert_eq!(rupees_whole(149), "1");
        assert_eq!(rupees_whole(-150), "-2");
    }

    #[test]
    fn a_day_is_day_month_year() {
        assert_eq!(day(NaiveDate::from_ymd_opt(2026, 2, 10).unwrap()), "10/02/2026");
    }

    #[test]
    fn a_number_that_is_masked_shows_its_last_four_and_a_short_one_nothing() {
        assert_eq!(starred("9876543210", "******"), "******3210");
        assert_eq!(starred("12345", "******"), "******2345");
        assert_eq!((starred("1234", "**").as_str(), starred("", "**").as_str()), ("**", "**"));
        assert_eq!(starred("खाता१२३४", "**"), "**१२३४");
        assert_eq!((last_four("31209871234"), last_four("12"), last_four("")), ("1234", "12", ""));
    }

    proptest! {
        #[test]
        fn no_more_than_four_letters_of_a_masked_number_are_shown(number: String) {
            let shown = starred(&number, "");
            prop_assert!(shown.chars().count() <= 4 && number.ends_with(&shown));
            prop_assert!(shown.is_empty() || shown.len() < number.len());
        }

        #[test]
        fn grouping_only_adds_commas(number: i64) {
            prop_assert_eq!(grouped(number).replace(',', ""), number.to_string());
        }

        #[test]
        fn every_amount_is_shown(paise: i64) {
            prop_assert!(!rupees(paise).is_empty() && !rupees_whole(paise).is_empty());
        }
    }
}
