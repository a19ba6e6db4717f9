//! One object a place and indicator: the contract of `samuh figures … --json` and of
//! `GET /api/v1/figures`.

use samuh_engine::{Error, Result, clock};
use samuh_figures::{
    catalogue::{self, Indicator, Unit as Measure},
    journal::Class,
};
use samuh_kernel::fault::Fault;
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Figure, Period};

/// The indicator of a code.
///
/// # Errors
/// A fault that lists all codes.
pub fn known(code: &str) -> Result<&'static Indicator> {
    catalogue::by_code(code.trim()).ok_or_else(|| {
        let all: Vec<&str> = catalogue::INDICATORS.iter().map(|one| one.code).collect();
        let fault = Fault::new("no_such_indicator").with("indicator", code);
        Error::Faults(fault.with("list", all.join(", ")).into())
    })
}

/// One object of the contract. Numbers are written as text of JSON, so that money keeps its two
/// decimals.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    /// The indicator's code.
    pub(crate) indicator: &'static str,
    level: &'a str,
    /// LGD code where there is one, else our own.
    pub(crate) code: &'a str,
    /// Name in English, else in Hindi.
    pub(crate) name: Option<&'a str>,
    /// Name in Hindi.
    pub(crate) name_hi: Option<&'a str>,
    /// `2026-10`, `2026-27` or `all`.
    pub(crate) period: String,
    /// The figure.
    pub(crate) value: Box<RawValue>,
    by_class: ByClass,
    target: Box<RawValue>,
    /// What of the target is due by now.
    pub(crate) target_to_date: Box<RawValue>,
    numerator: Option<i64>,
    denominator: Option<i64>,
}

#[derive(Debug, Serialize)]
struct ByClass {
    counted: Box<RawValue>,
    reported: Box<RawValue>,
    verified: Box<RawValue>,
    pending: Box<RawValue>,
}

/// The figure as an object of the contract.
///
/// # Errors
/// `Broken` when a number cannot be written.
pub fn line<'a>(figure: &'a Figure, level: &'a str, period: Period) -> Result<Line<'a>> {
    let unit = figure.indicator.unit;
    let amount = |value: i64| raw(&amount(unit, value));
    let maybe = |value: Option<i64>| value.map_or_else(|| raw("null"), amount);
    let ratio = figure.parts.map(|(above, below)| percent(above, below));
    let value = match &ratio {
        Some(ratio) => raw(ratio)?,
        None => amount(figure.value())?,
    };
    let class = |class: Class| match (&ratio, class) {
        (Some(ratio), Class::Counted) => raw(ratio),
        _ => amount(figure.by_class[class as usize]),
    };
    Ok(Line {
        indicator: figure.indicator.code,
        level,
        code: &figure.unit.code,
        name: figure.unit.name_en.as_deref().or(figure.unit.name_hi.as_deref()),
        name_hi: figure.unit.name_hi.as_deref(),
        period: period.code(),
        value,
        by_class: ByClass {
            counted: class(Class::Counted)?,
            reported: class(Class::Reported)?,
            verified: class(Class::Verified)?,
            pending: class(Class::Pending)?,
        },
        target: maybe(figure.target)?,
        target_to_date: maybe(figure.target_to_date)?,
        numerator: figure.parts.map(|(above, _)| above),
        denominator: figure.parts.map(|(_, below)| below),
    })
}

fn raw(text: &str) -> Result<Box<RawValue>> {
    Ok(RawValue::from_string(text.to_owned())?)
}

/// Counts as they are, money in rupees with two decimals.
fn amount(unit: Measure, value: i64) -> String {
    match unit {
        Measure::Count | Measure::Percent => value.to_string(),
        Measure::Paise => {
            let sign = if value < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", value.unsigned_abs() / 100, value.unsigned_abs() % 100)
        }
    }
}

/// Per cent with two decimals, rounded half up; null where there is nothing below the line.
fn percent(above: i64, below: i64) -> String {
    if below <= 0 {
        return "null".to_owned();
    }
    let (above, below) = (i128::from(above), i128::from(below));
    let hundredths = (above * 20_000 + below).div_euclid(below * 2);
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100)
}

/// A day is taken to its end, a time without offset as Indian time.
pub fn instant(text: &str) -> Option<i64> {
    use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime};
    const FORMS: [&str; 4] =
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.timestamp_micros());
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(clock::start_of(day + Duration::days(1)) - 1);
    }
    let local = FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    Some((local? - Duration::minutes(330)).and_utc().timestamp_micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_two_decimals_and_ratios_are_rounded_half_up() {
        assert_eq!(amount(Measure::Paise, 12_345), "123.45");
        assert_eq!(amount(Measure::Paise, -5), "-0.05");
        assert_eq!(percent(2, 3), "66.67");
        assert_eq!(percent(1, 8), "12.50");
        assert_eq!(percent(1, 0), "null");
    }

    #[test]
    fn a_day_is_taken_to_its_end_and_a_bare_time_is_indian() {
        let end = instant("2026-11-15").unwrap();
        assert_eq!(instant("2026-11-15T23:59:59.999999+05:30"), Some(end));
        assert_eq!(instant("2026-11-15T18:00"), instant("2026-11-15T12:30:00Z"));
        assert!(instant("yesterday").is_none());
    }
}
