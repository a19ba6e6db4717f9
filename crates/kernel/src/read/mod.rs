//! One cell read as a name, a count, an amount, a day or a code, with what was repaired on the way.
//!
//! A repair happens only where it is certain; everything else is a complaint for a person.

mod aadhaar;
mod account;
mod choice;
mod code;
mod day;
mod number;
mod time;
mod words;

use std::fmt;

use chrono::Timelike;
use serde::{Deserialize, Serialize};

use crate::sheet::{Cell, NO_VALUE};
use crate::show;

pub use aadhaar::{cell_holds_aadhaar, holds_aadhaar, looks_like_aadhaar};
pub use account::{account_no, account_tail, ifsc, mobile};
pub use choice::{Choice, choice, yes_no};
pub use code::code;
pub use day::{day, month};
pub use number::{MOST, decimal, paise, whole};
pub use time::minute;
pub use words::{legacy_name, legacy_text, name, text};

/// What kind of repair made the stored value differ from what the cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairKind {
    /// Read with the wrong alphabet table, or another Unicode spelling of the same letters.
    Encoding,
    /// Devanagari digits.
    Digits,
    /// Zero-width joiners, no-break spaces and other unseen characters.
    Joiners,
    /// A letter that looks like a digit or like a Latin letter.
    LookAlike,
    /// Kruti Dev 010 turned into Unicode.
    LegacyFont,
    /// A day as Excel's running number.
    Serial,
    /// A code or mobile number that Excel made a decimal number.
    Float,
    /// ALL CAPS names, lower-case IFSC codes.
    Case,
    /// लाख, करोड़ and हजार after a number.
    Suffix,
    /// Blank means: as above.
    AsAbove,
}

impl RepairKind {
    /// The stable word for reports: `look_alike`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Digits => "digits",
            Self::Joiners => "joiners",
            Self::LookAlike => "look_alike",
            Self::LegacyFont => "legacy_font",
            Self::Serial => "serial",
            Self::Float => "float",
            Self::Case => "case",
            Self::Suffix => "suffix",
            Self::AsAbove => "as_above",
        }
    }
}

/// Why a cell could not be read: a stable code and its arguments. The sentence is the Fluent
/// message `fault-<code>`, what to do about it `fault-<code>.cure`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Stable code, snake_case.
    pub code: &'static str,
    /// Arguments by name; `value` is what the cell says, identity numbers masked.
    pub args: Vec<(&'static str, String)>,
}

/// A value read, and what was done to read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<T> {
    /// The value to store.
    pub value: T,
    /// Repairs made, each kind once, in the order made.
    pub repairs: Vec<RepairKind>,
    /// Something a person should look at although the value stands.
    pub warning: Option<Complaint>,
    /// The text as typed; kept for legacy fonts only.
    pub original: Option<String>,
}

/// A reading, nothing for an empty cell, or a complaint.
pub type Outcome<T> = Result<Option<Reading<T>>, Complaint>;

/// The cell as a person sees it in the file: 9870000000 rather than 9.87E+09, days as dd/mm/yyyy.
pub fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Error(text) => text.clone(),
        Cell::Number(number) => shown_number(*number),
        Cell::Date(day) => show::day(*day),
        Cell::DateTime(at) if at.num_seconds_from_midnight() == 0 => show::day(at.date()),
        Cell::DateTime(at) => {
            format!("{} {:02}:{:02}", show::day(at.date()), at.hour(), at.minute())
        }
        Cell::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
    }
}

impl<T> Reading<T> {
    /// A value that needed no repair.
    pub fn plain(value: T) -> Self {
        Self { value, repairs: Vec::new(), warning: None, original: None }
    }

    fn repaired(value: T, repairs: Vec<RepairKind>) -> Self {
        Self { repairs, ..Self::plain(value) }
    }
}

impl Complaint {
    fn new(code: &'static str) -> Self {
        Self { code, args: Vec::new() }
    }

    /// A complaint that quotes the cell, identity numbers masked.
    fn about(code: &'static str, cell: &Cell) -> Self {
        if matches!(cell, Cell::Error(text) if text == NO_VALUE) {
            return Self::new("formula_without_value");
        }
        Self::new(code).with("value", masked(&shown(cell)))
    }

    fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// What a cell of characters holds before its kind looks at it: text without unseen characters.
struct Typed<'a> {
    text: std::borrow::Cow<'a, str>,
    repairs: Vec<RepairKind>,
}

/// The typed text of a text cell; none when it is empty or says that there is nothing to say.
fn typed(text: &str) -> Option<Typed<'_>> {
    let tidied = crate::text::tidied(text);
    if says_nothing(&tidied.text) {
        return None;
    }
    let mut repairs = Vec::new();
    if tidied.joiners {
        repairs.push(RepairKind::Joiners);
    }
    if tidied.encoding {
        repairs.push(RepairKind::Encoding);
    }
    Some(Typed { text: tidied.text, repairs })
}

fn says_nothing(text: &str) -> bool {
    const NOTHING: [&str; 5] = ["na", "n/a", "n.a.", "nil", "null"];
    text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.'))
        || (text.len() <= 4 && NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text)))
        || matches!(text, "निरंक" | "लागू नहीं")
}

/// Devanagari and full-width digits made Latin; true when there were any.
fn latin_digits(text: &str) -> Option<String> {
    let digit = |c: char| match c {
        '०'..='९' => Some(u32::from(c) - u32::from('०')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    };
    text.chars().any(|c| digit(c).is_some()).then(|| {
        let latin = |c| digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c);
        text.chars().map(latin).collect()
    })
}

/// [`typed`] with Latin digits.
fn typed_number(text: &str) -> Option<Typed<'_>> {
    let mut typed = typed(text)?;
    if let Some(latin) = latin_digits(&typed.text) {
        typed.text = latin.into();
        add(&mut typed.repairs, RepairKind::Digits);
    }
    Some(typed)
}

fn add(repairs: &mut Vec<RepairKind>, kind: RepairKind) {
    if !repairs.contains(&kind) {
        repairs.push(kind);
    }
}

fn masked(value: &str) -> String {
    if holds_aadhaar(value) { "XXXX XXXX XXXX".to_owned() } else { value.to_owned() }
}

/// Excel keeps fifteen digits, so noise beyond them is not shown.
fn shown_number(number: f64) -> String {
    if number.fract() == 0.0 {
        return format!("{number:.0}");
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

/// The whole number of a numeric cell that a file keeps exactly; none beyond 2^53 or with a part.
///
/// Excel writes zeros after the fifteenth digit, so a longer number ending in zero is not certain.
fn exact_whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let exact = number.fract() == 0.0 && number.abs() < EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
    let whole = exact.then_some(number as i64)?;
    (whole.abs() < 1_000_000_000_000_000 || whole % 10 != 0).then_some(whole)
}

#[cfg(test)]
mod tests;
