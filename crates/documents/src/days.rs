//! Numbers that are days: in both of Excel's calendars, and days written as ISO 8601 text.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use samuh_kernel::sheet::Cell;

/// The day after Excel's last, 31/12/9999.
const LAST_SERIAL: f64 = 2_958_466.0;
/// Days between the calendar that begins in 1900 and the one that begins in 1904.
const DAYS_TO_1904: f64 = 1_462.0;
const DAY_SECONDS: f64 = 86_400.0;

/// A number that is formatted as a day: the day, the instant, or the number where it is only a
/// time of day or lies outside Excel's calendar.
pub(crate) fn day(serial: f64, from_1904: bool) -> Cell {
    day_of(serial, from_1904).unwrap_or(Cell::Number(serial))
}

/// A day or instant written as ISO 8601 text, as strict workbooks do.
pub(crate) fn iso_day(text: &str) -> Cell {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Cell::Date(day);
    }
    match text.trim_end_matches('Z').parse::<NaiveDateTime>() {
        Ok(at) => at_or_day(at),
        Err(_) => Cell::Text(text.to_owned()),
    }
}

/// An instant of India's clock as office files write instants: ISO 8601, UTC.
pub(crate) fn utc(at: NaiveDateTime) -> String {
    // India is five and a half hours ahead, all year.
    (at - Duration::minutes(330)).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn day_of(serial: f64, from_1904: bool) -> Option<Cell> {
    let serial = if from_1904 { serial + DAYS_TO_1904 } else { serial };
    if !(1.0..LAST_SERIAL).contains(&serial) {
        return None;
    }
    // Excel counts a 29 February 1900 that never was: serial 60.
    let days = if serial < 60.0 { serial.floor() + 1.0 } else { serial.floor() };
    let seconds = ((serial - serial.floor()) * DAY_SECONDS).round();
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    let passed = days * DAY_SECONDS + seconds;
    #[expect(clippy::cast_possible_truncation, reason = "below LAST_SERIAL days of seconds")]
    let at = first.checked_add_signed(Duration::seconds(passed as i64))?;
    Some(at_or_day(at))
}

fn at_or_day(at: NaiveDateTime) -> Cell {
    if at.time() == chrono::NaiveTime::MIN { Cell::Date(at.date()) } else { Cell::DateTime(at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn serials_become_days_in_both_calendars() {
        assert_eq!(day(46_063.0, false), Cell::Date(date(2026, 2, 10)));
        assert_eq!(day(46_063.0 - DAYS_TO_1904, true), Cell::Date(date(2026, 2, 10)));
        assert_eq!(day(1.0, false), Cell::Date(date(1900, 1, 1)));
        assert_eq!(day(59.0, false), Cell::Date(date(1900, 2, 28)));
        assert_eq!(day(61.0, false), Cell::Date(date(1900, 3, 1)));
        let noon = date(2026, 2, 10).and_hms_opt(12, 0, 0).unwrap();
        assert_eq!(day(46_063.5, false), Cell::DateTime(noon));
    }

    #[test]
    fn times_of_day_and_numbers_off_the_calendar_stay_numbers() {
        for serial in [0.5, -3.0, 3e6, f64::NAN, f64::INFINITY] {
            assert!(matches!(day(serial, false), Cell::Number(_)), "{serial}");
        }
    }

    #[test]
    fn days_written_as_text_of_the_standard_are_read() {
        assert_eq!(iso_day("2026-02-10"), Cell::Date(date(2026, 2, 10)));
        assert_eq!(iso_day("2026-02-10T00:00:00Z"), Cell::Date(date(2026, 2, 10)));
        assert_eq!(iso_day("soon"), Cell::Text("soon".into()));
    }
}
