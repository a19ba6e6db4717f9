//! Days and months as offices write them: 10/02/2026, 10-02-26, 2026-02-10, 10 फरवरी 2026, Feb-26.

use chrono::{Datelike, Days, NaiveDate};

use super::{Complaint, Outcome, Reading, RepairKind, Typed, add, typed_number};
use crate::calendar::Month;
use crate::sheet::Cell;
use crate::text::fold;

/// A day. Excel's running number is an ordinary form in a cell of numbers, in a cell of text a
/// repair of kind serial. `31/02/2024` is `no_such_day` (day,
/// month, year, `last_day`), `02/25/2024` is `day_month_swapped`, a year before 1950 or more than
/// twenty years ahead `day_out_of_range`, the rest `not_a_day`.
pub fn day(cell: &Cell, today: NaiveDate) -> Outcome<NaiveDate> {
    let (day, repairs) = match cell {
        Cell::Empty => return Ok(None),
        Cell::Date(day) => (*day, Vec::new()),
        Cell::DateTime(at) => (at.date(), Vec::new()),
        Cell::Number(number) => {
            let day = serial(*number).ok_or_else(|| Complaint::about("not_a_day", cell))?;
            (day, Vec::new())
        }
        Cell::Text(text) => {
            let Some(Typed { text, mut repairs }) = typed_number(text) else { return Ok(None) };
            let text = text.trim_start_matches('\'');
            let figures = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let serial = if figures { text.parse().ok().and_then(serial) } else { None };
            if serial.is_some() {
                add(&mut repairs, RepairKind::Serial);
            }
            match serial {
                Some(day) => (day, repairs),
                None => (written_day(text, today).map_err(|at| at.complaint(cell))?, repairs),
            }
        }
        Cell::Error(_) => return Err(Complaint::about("cell_error", cell)),
        Cell::Bool(_) => return Err(Complaint::about("not_a_day", cell)),
    };
    if day.year() < 1950 || day.year() > today.year() + 20 {
        return Err(Complaint::about("day_out_of_range", cell));
    }
    Ok(Some(Reading::repaired(day, repairs)))
}

/// A month: `अप्रैल 2026`, `Apr-26`, `04/2026`, `2026-04`, or any day in it. Else `not_a_month`.
pub fn month(cell: &Cell, today: NaiveDate) -> Outcome<Month> {
    if let Cell::Text(text) = cell {
        let Some(Typed { text, repairs }) = typed_number(text) else { return Ok(None) };
        if let Some(month) = written_month(&text, today) {
            return Ok(Some(Reading::repaired(month, repairs)));
        }
    }
    match day(cell, today) {
        Ok(None) => Ok(None),
        Ok(Some(reading)) => Ok(Some(Reading::repaired(Month::of(reading.value), reading.repairs))),
        Err(complaint) if complaint.code == "not_a_day" => {
            Err(Complaint::about("not_a_month", cell))
        }
        Err(complaint) => Err(complaint),
    }
}

/// The days that Excel counts from 30 December 1899; 20000 is in 1954, 80000 in 2119.
fn serial(number: f64) -> Option<NaiveDate> {
    if !(20_000.0..80_001.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range above")]
    let days = Days::new(number as u64);
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)
}

enum Undated {
    NotADay,
    Swapped { day: i32, month: i32, year: i32 },
    NoSuchDay { day: i32, month: i32, year: i32 },
}

impl Undated {
    fn complaint(self, cell: &Cell) -> Complaint {
        match self {
            Self::NotADay => Complaint::about("not_a_day", cell),
            Self::Swapped { day, month, year } => Complaint::about("day_month_swapped", cell)
                .with("day", format!("{day:02}"))
                .with("month", format!("{month:02}"))
                .with("year", year),
            Self::NoSuchDay { day, month, year } => Complaint::about("no_such_day", cell)
                .with("day", day)
                .with("month", month)
                .with("year", year)
                .with("last_day", last_day(year, month)),
        }
    }
}

fn last_day(year: i32, month: i32) -> u32 {
    Month::new(year, month.unsigned_abs()).map_or(31, |month| month.last_day().day())
}

fn written_day(text: &str, today: NaiveDate) -> Result<NaiveDate, Undated> {
    let parts = Parts::of(without_time(text)).ok_or(Undated::NotADay)?;
    let [a, b, c] = parts.three.ok_or(Undated::NotADay)?;
    let (day, month, year) = match (a, b, c) {
        (Part::Number(year, 4), Part::Number(month, 1..=2), Part::Number(day, 1..=2)) => {
            (day, month, year)
        }
        (Part::Number(day, 1..=2), Part::Number(month, 1..=2), Part::Number(year, len)) => {
            (day, month, full_year(year, len, today)?)
        }
        (Part::Number(day, 1..=2), Part::Month(month), Part::Number(year, len))
        | (Part::Month(month), Part::Number(day, 1..=2), Part::Number(year, len)) => {
            (day, month, full_year(year, len, today)?)
        }
        (Part::Number(year, 4), Part::Month(month), Part::Number(day, 1..=2)) => (day, month, year),
        _ => return Err(Undated::NotADay),
    };
    if month > 12 && (1..=12).contains(&day) && month <= 31 {
        return Err(Undated::Swapped { day: month, month: day, year });
    }
    if !(1..=12).contains(&month) || day == 0 || day > 31 || year == 0 {
        return Err(Undated::NotADay);
    }
    NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs())
        .ok_or(Undated::NoSuchDay { day, month, year })
}

fn written_month(text: &str, today: NaiveDate) -> Option<Month> {
    let [a, b] = Parts::of(text)?.two?;
    let (month, year) = match (a, b) {
        (Part::Month(month), Part::Number(year, len @ (2 | 4)))
        | (Part::Number(month, 1..=2), Part::Number(year, len @ 4)) => {
            (month, full_year(year, len, today).ok()?)
        }
        (Part::Number(year, 4), Part::Number(month, 1..=2) | Part::Month(month)) => (month, year),
        _ => return None,
    };
    let known = (1950..=today.year() + 20).contains(&year);
    known.then(|| Month::new(year, month.unsigned_abs())).flatten()
}

/// Two figures mean this century up to next year, the last century beyond.
fn full_year(year: i32, figures: usize, today: NaiveDate) -> Result<i32, Undated> {
    match figures {
        4 => Ok(year),
        2 if year <= today.year() % 100 + 1 => Ok(2000 + year),
        2 => Ok(1900 + year),
        _ => Err(Undated::NotADay),
    }
}

/// The text without a time of day behind it: `10/02/2026 00:00:00`, `2026-02-10T00:00:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    match text[..colon].rfind([' ', 'T']) {
        Some(at) => text[..at].trim_end_matches([' ', ',']),
        None => text,
    }
}

#[derive(Clone, Copy)]
enum Part {
    /// A number and how many figures it is written with.
    Number(i32, usize),
    /// A month's name, 1 to 12.
    Month(i32),
}

/// A text cut at its separators: two parts, or three.
struct Parts {
    two: Option<[Part; 2]>,
    three: Option<[Part; 3]>,
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let mut parts = Vec::with_capacity(3);
        let mut named = false;
        for word in text.split([' ', '/', '-', '.', ',', '\'', '’', '–', '।']) {
            if word.is_empty() || matches!(word, "of" | "सन्" | "सन") {
                continue;
            }
            if parts.len() == 3 {
                return None;
            }
            let part = part(word)?;
            named |= matches!(part, Part::Month(_));
            parts.push(part);
        }
        // `10 02 2026` and `5.5` could be other things; a name or one kind of separator makes a date.
        let dated = named || separators_fit(text);
        let parts = parts.as_slice();
        Some(Self {
            two: parts.try_into().ok().filter(|_| dated),
            three: parts.try_into().ok().filter(|_| dated),
        })
    }
}

/// All figures stand apart by one and the same of `/`, `-`, `.`.
fn separators_fit(text: &str) -> bool {
    let mut separators = text.chars().filter(|c| !c.is_ascii_digit() && *c != ' ');
    match separators.next() {
        Some(first @ ('/' | '-' | '.' | '–')) => separators.all(|c| c == first),
        _ => false,
    }
}

fn part(word: &str) -> Option<Part> {
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[figures.len()..];
    if figures.starts_with(|c: char| c.is_ascii_digit())
        && matches!(ending, "" | "st" | "nd" | "rd" | "th")
    {
        let number = figures.len() <= 4 && figures.bytes().all(|byte| byte.is_ascii_digit());
        return number
            .then(|| figures.parse().ok())
            .flatten()
            .map(|n| Part::Number(n, figures.len()));
    }
    month_named(word).map(Part::Month)
}

fn month_named(word: &str) -> Option<i32> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "january", "जनवरी", "जन"],
        &["feb", "february", "फरवरी", "फर", "फरबरी"],
        &["mar", "march", "मार्च"],
        &["apr", "april", "अप्रैल", "अप्रेल", "एप्रिल"],
        &["may", "मई"],
        &["jun", "june", "जून"],
        &["jul", "july", "जुलाई", "जुल"],
        &["aug", "august", "अगस्त", "अग"],
        &["sep", "sept", "september", "सितंबर", "सितबर", "सित"],
        &["oct", "october", "अक्टूबर", "अक्तूबर", "अक्टू", "अक्टुबर"],
        &["nov", "november", "नवंबर", "नवबर", "नव"],
        &["dec", "december", "दिसंबर", "दिसबर", "दिस"],
    ];
    let folded = fold(word);
    let at = MONTHS.iter().position(|names| names.contains(&folded.as_str()))?;
    i32::try_from(at + 1).ok()
}
