//! Codes: opaque text that Excel, keyboards and fonts like to damage.

use super::{Complaint, Outcome, Reading, RepairKind, add, exact_whole, shown, typed_number};
use crate::sheet::Cell;

/// An opaque code as text. A numeric cell gives its digits; `1208005.0`, Devanagari digits,
/// look-alike letters inside all-digit codes and Cyrillic or Greek letters are repaired;
/// `1.20801E+12` has lost digits: `code_lost_digits`. A day is `day_for_code`, true or false
/// `not_a_code`.
pub fn code(cell: &Cell) -> Outcome<String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) => text_code(text, cell),
        Cell::Number(number) if number.fract() != 0.0 => Ok(Some(Reading::plain(shown(cell)))),
        Cell::Number(number) => match exact_whole(*number) {
            Some(whole) => Ok(Some(Reading::plain(whole.to_string()))),
            None => Err(Complaint::about("code_lost_digits", cell)),
        },
        Cell::Date(_) | Cell::DateTime(_) => Err(Complaint::about("day_for_code", cell)),
        Cell::Bool(_) => Err(Complaint::about("not_a_code", cell)),
        Cell::Error(_) => Err(Complaint::about("cell_error", cell)),
    }
}

/// How a text that Excel may have made a number stands.
pub(super) enum Floated<'a> {
    /// It is no such text.
    No,
    /// All digits are there: `1208005.0`, `1.208005E+06`.
    Whole(String),
    /// A plain run of digits.
    Digits(&'a str),
    /// `1.20801E+12`: digits were cut off.
    Lost,
}

/// Judges digits, `digits.0` and scientific notation.
pub(super) fn floated(text: &str) -> Floated<'_> {
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if all_digits(text) {
        return Floated::Digits(text);
    }
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        None => (text, None),
        Some((mantissa, power)) => (mantissa, Some(power)),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if !all_digits(whole) || !(part.is_empty() || all_digits(part)) {
        return Floated::No;
    }
    let Some(power) = power else {
        let zeros = !part.is_empty() && part.bytes().all(|b| b == b'0');
        return if zeros { Floated::Whole(whole.to_owned()) } else { Floated::No };
    };
    let signed = power.strip_prefix('+');
    let power = signed.unwrap_or(power);
    // `12E5` may be a code of its own; Excel writes `1.2E+06`.
    if whole.len() != 1 || !all_digits(power) || (signed.is_none() && part.is_empty()) {
        return Floated::No;
    }
    match power.parse::<usize>() {
        Ok(power) if power == part.len() => Floated::Whole(format!("{whole}{part}")),
        Ok(power) if power < part.len() => Floated::No,
        _ => Floated::Lost,
    }
}

fn text_code(text: &str, cell: &Cell) -> Outcome<String> {
    let Some(mut typed) = typed_number(text) else { return Ok(None) };
    if typed.text.starts_with('\'') {
        typed.text = typed.text.trim_start_matches('\'').trim_start().to_owned().into();
    }
    if let Some(latin) = latin_letters(&typed.text) {
        typed.text = latin.into();
        add(&mut typed.repairs, RepairKind::LookAlike);
    }
    let value = match floated(&typed.text) {
        Floated::Digits(digits) => digits.to_owned(),
        Floated::Whole(digits) => {
            add(&mut typed.repairs, RepairKind::Float);
            digits
        }
        Floated::Lost => return Err(Complaint::about("code_lost_digits", cell)),
        Floated::No if let Some(digits) = ungrouped(&typed.text) => {
            add(&mut typed.repairs, RepairKind::Float);
            digits
        }
        Floated::No => match digits_seen(&typed.text) {
            Some(digits) => {
                add(&mut typed.repairs, RepairKind::LookAlike);
                digits
            }
            None => typed.text.into_owned(),
        },
    };
    let reading = Reading::repaired(value, typed.repairs);
    Ok((!reading.value.is_empty()).then_some(reading))
}

/// A code that a spreadsheet showed as an amount: digits in whole groups, Western or Indian
/// (`208,004`, `1,23,456`); none when the commas stand otherwise, for then they may part two codes.
fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(',').collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let has = |group: &&str, len: usize| group.len() == len;
    let western = (1..=3).contains(&first.len()) && middle.iter().all(|group| has(group, 3));
    let indian = (1..=2).contains(&first.len()) && middle.iter().all(|group| has(group, 2));
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let whole = !first.starts_with('0') && has(last, 3);
    (digits && whole && (western || indian)).then(|| groups.concat())
}

/// Cyrillic and Greek letters that look like Latin ones; none when the text has others or none.
fn latin_letters(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut seen = false;
    let latin: Option<String> = text
        .chars()
        .map(|c| {
            let twin = latin_twin(c);
            seen |= twin.is_some();
            let foreign = matches!(c, '\u{370}'..='\u{52f}');
            twin.or((!foreign).then_some(c))
        })
        .collect();
    latin.filter(|_| seen)
}

fn latin_twin(c: char) -> Option<char> {
    Some(match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'Υ' | 'Ү' => 'Y',
        'Ζ' => 'Z',
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'ѕ' => 's',
        'у' => 'y',
        'х' => 'x',
        _ => return None,
    })
}

/// The digits of a code that is all digits but for a few letters that look like them. Certain only
/// where digits prevail; a capital that could be a prefix or a suffix is left alone.
fn digits_seen(text: &str) -> Option<String> {
    let (mut digits, mut letters) = (0, 0);
    let last = text.chars().count().saturating_sub(1);
    let mut seen = String::with_capacity(text.len());
    for (place, c) in text.chars().enumerate() {
        let inside = place > 0 && place < last;
        let digit = match c {
            '0'..='9' => c,
            'O' | 'o' => '0',
            'l' | '|' => '1',
            'I' if inside => '1',
            'S' if inside => '5',
            _ => return None,
        };
        seen.push(digit);
        if c.is_ascii_digit() {
            digits += 1;
        } else {
            letters += 1;
        }
    }
    (letters > 0 && digits >= 4 && digits > letters).then_some(seen)
}
