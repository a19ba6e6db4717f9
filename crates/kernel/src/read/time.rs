//! A time of the day.

use chrono::Timelike;

use super::{Complaint, Outcome, Reading, typed_number};
use crate::sheet::Cell;

/// A time of the day as minutes since midnight, on the clock of 24 hours: `21:00`, `9.30`, `०८:००`.
/// Anything else is `time_unreadable`.
pub fn minute(cell: &Cell) -> Outcome<i64> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::DateTime(at) => {
            return Ok(Some(Reading::plain(i64::from(at.hour() * 60 + at.minute()))));
        }
        Cell::Text(text) => text,
        _ => return Err(Complaint::about("time_unreadable", cell)),
    };
    let Some(typed) = typed_number(text) else { return Ok(None) };
    let parts = typed.text.split_once([':', '.']);
    let two = |text: &str, most: i64| {
        let is_plain = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let value = is_plain.then(|| text.parse::<i64>().ok()).flatten();
        value.filter(|value| *value <= most)
    };
    let read = parts.and_then(|(hour, minute)| {
        let minute = (minute.len() == 2).then(|| two(minute, 59)).flatten()?;
        Some(two(hour.trim(), 23)? * 60 + minute)
    });
    match read {
        Some(value) => Ok(Some(Reading::repaired(value, typed.repairs))),
        None => Err(Complaint::about("time_unreadable", cell)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_hours_and_minutes_in_either_script() {
        let read = |text: &str| minute(&Cell::Text(text.into())).unwrap().map(|read| read.value);
        assert_eq!(read("21:00"), Some(1260));
        assert_eq!((read("9.30"), read("०८:००"), read("00:05")), (Some(570), Some(480), Some(5)));
        assert_eq!(read(" "), None);
        for bad in ["24:00", "9:5", "21", "9:60", "रात", "-1:00", "1:2:3"] {
            assert_eq!(
                minute(&Cell::Text(bad.into())).unwrap_err().code,
                "time_unreadable",
                "{bad}"
            );
        }
    }
}
