//! Numbers, money, days and months as the office writes them: Indian grouping, lakh and crore,
//! dd/mm/yyyy. Latin digits in both languages.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use samuh_kernel::calendar::{FinancialYear, Month};
pub use samuh_kernel::show::{day, grouped};

use crate::words::{Lang, Words};

/// A figure with its unit, as an indicator keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// A count of groups, members, households …
    Count(i64),
    /// Money in paise.
    Paise(i64),
    /// A ratio in tenths of a per cent (`856` is 85.6 %).
    PerMille(i64),
}

impl Quantity {
    /// The bare number, for the length of a bar.
    pub fn size(self) -> i64 {
        match self {
            Self::Count(n) | Self::Paise(n) | Self::PerMille(n) => n,
        }
    }
}

/// A figure in full: `6,990`, `₹ 38.6 करोड़`, `85.6%`.
pub fn quantity(value: Quantity, w: &Words) -> String {
    match value {
        Quantity::Count(n) => grouped(n),
        Quantity::Paise(paise) => rupees(paise, w),
        Quantity::PerMille(n) => per_mille(n),
    }
}

/// A figure for a narrow cell of a table: money without its sign, in lakh with one decimal.
pub fn narrow(value: Quantity) -> String {
    match value {
        Quantity::Count(n) => grouped(n),
        Quantity::Paise(paise) => tenths(paise, LAKH),
        Quantity::PerMille(n) => per_mille(n),
    }
}

const LAKH: i64 = 100_000 * 100;
const CRORE: i64 = 100 * LAKH;

/// Money from paise, rounded for reading: `₹ 38.6 करोड़`, `₹ 4.5 लाख`, `₹ 45,000`.
pub fn rupees(paise: i64, w: &Words) -> String {
    let (divisor, key) = match paise.unsigned_abs() {
        n if n >= CRORE.unsigned_abs() => (CRORE, "money-crore"),
        n if n >= LAKH.unsigned_abs() => (LAKH, "money-lakh"),
        _ => return format!("₹ {}", grouped(rounded(paise, 100))),
    };
    w.args(key, &[("n", tenths(paise, divisor).into())])
}

/// Money from paise as lakh rupees, exact to the rupee: `18.4`, `0.05`, `1,234.56789`.
pub fn lakh(paise: i64) -> String {
    let rupees = rounded(paise, 100);
    let (whole, rest) = (rupees.unsigned_abs() / 100_000, rupees.unsigned_abs() % 100_000);
    let sign = if rupees < 0 { "-" } else { "" };
    let whole = grouped(i64::try_from(whole).expect("a part of an i64"));
    let decimals = format!("{rest:05}");
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}.{decimals}"),
    }
}

/// A whole per cent: `52%`.
pub fn percent(value: i64) -> String {
    format!("{}%", grouped(value))
}

/// Tenths of a per cent: `85.6%`, and `85%` when there are no tenths.
pub fn per_mille(value: i64) -> String {
    format!("{}%", tenths(value, 10))
}

/// A month in words: `अप्रैल 2026`, `April 2026`.
pub fn month(month: Month, w: &Words) -> String {
    format!("{} {}", month_name(month, w), month.year())
}

/// The month's name alone.
pub fn month_name(month: Month, w: &Words) -> String {
    w.t(&format!("month-{}", month.month()))
}

/// The month's short name for the foot of a bar: `अप्र`, `Apr`.
pub fn month_short(month: Month, w: &Words) -> String {
    w.t(&format!("month-{}.short", month.month()))
}

/// A day with its weekday: `शुक्रवार, 20/11/2026`.
pub fn day_long(date: NaiveDate, w: &Words) -> String {
    let number = date.weekday().num_days_from_monday() + 1;
    format!("{}, {}", w.t(&format!("weekday-{number}")), day(date))
}

/// A financial year: `2026-27`.
pub fn year(year: FinancialYear) -> String {
    year.to_string()
}

/// An instant (microseconds UTC) in Indian time: `20/11/2026, 07:30`.
pub fn instant(at: i64) -> String {
    let india = FixedOffset::east_opt(19_800).expect("5 h 30 min is a valid offset");
    match DateTime::from_timestamp_micros(at) {
        Some(utc) => utc.with_timezone(&india).format("%d/%m/%Y, %H:%M").to_string(),
        None => String::new(),
    }
}

/// Joins names in the language's own way: `क, ख और ग`.
pub fn list(names: &[String], w: &Words) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            let and = if w.lang() == Lang::Hi { "और" } else { "and" };
            format!("{} {and} {last}", first.join(", "))
        }
    }
}

/// A value escaped for the query part of an address.
pub fn in_query(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                escaped.push(char::from(byte));
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

fn rounded(value: i64, divisor: i64) -> i64 {
    let half = if value < 0 { -divisor / 2 } else { divisor / 2 };
    (value + half) / divisor
}

fn tenths(value: i64, divisor: i64) -> String {
    let all = rounded(value.saturating_mul(10), divisor);
    let sign = if all < 0 && all > -10 { "-" } else { "" };
    match all.unsigned_abs() % 10 {
        0 => format!("{sign}{}", grouped(all / 10)),
        rest => format!("{sign}{}.{rest}", grouped(all / 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_in_lakh_and_crore() {
        let (hi, en) = (Words::of(Lang::Hi, None), Words::of(Lang::En, None));
        assert_eq!(rupees(386_000_000 * 100, hi), "₹ 38.6 करोड़");
        assert_eq!(rupees(386_000_000 * 100, en), "₹ 38.6 crore");
        assert_eq!(rupees(450_000 * 100, hi), "₹ 4.5 लाख");
        assert_eq!(rupees(45_000 * 100 + 50, hi), "₹ 45,001");
        assert_eq!(rupees(12_340_000_000 * 100, en), "₹ 1,234 crore");
        assert_eq!(rupees(-300_000 * 100, en), "₹ -3 lakh");
    }

    #[test]
    fn a_target_in_lakh_is_exact_to_the_rupee() {
        assert_eq!(lakh(1_840_000 * 100), "18.4");
        assert_eq!(lakh(123_456_789 * 100), "1,234.56789");
        assert_eq!(lakh(-5_000 * 100), "-0.05");
        assert_eq!(lakh(0), "0");
    }

    #[test]
    fn ratios_keep_one_decimal_only_when_it_says_something() {
        assert_eq!(per_mille(856), "85.6%");
        assert_eq!(per_mille(850), "85%");
        assert_eq!(per_mille(-5), "-0.5%");
    }

    #[test]
    fn months_and_days_are_written_in_words_and_dd_mm_yyyy() {
        let (hi, en) = (Words::of(Lang::Hi, None), Words::of(Lang::En, None));
        let date = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        assert_eq!(month(Month::of(date), hi), "नवंबर 2026");
        assert_eq!(month_short(Month::of(date), en), "Nov");
        assert_eq!(day_long(date, hi), "शुक्रवार, 20/11/2026");
    }

    #[test]
    fn an_instant_is_shown_in_indian_time() {
        assert_eq!(instant(1_795_139_100_000_000), "20/11/2026, 07:15");
    }

    #[test]
    fn an_address_keeps_hindi_and_signs_apart() {
        assert_eq!(in_query("/groups?q=क&p=2"), "/groups%3Fq%3D%E0%A4%95%26p%3D2");
    }
}
