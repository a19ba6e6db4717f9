//! Counts, amounts in rupees and decimal numbers, in Indian or Western grouping, with ₹ and लाख.

use super::{Complaint, Outcome, Reading, RepairKind, add, typed_number};
use crate::sheet::Cell;

/// A count. Commas in either grouping and `12.0` are ordinary; `12.5` is `not_whole`, words are
/// `not_a_number`, more than [`MOST`] `too_large`. Negative numbers pass: the caller judges.
pub fn whole(cell: &Cell) -> Outcome<i64> {
    if let Cell::Number(number) = cell {
        let rounded = number.round();
        if (number - rounded).abs() > NOISE {
            return Err(Complaint::about("not_whole", cell));
        }
        return from_float(rounded, cell);
    }
    let Some((exact, repairs)) = exact_text(cell)? else { return Ok(None) };
    if exact % FINE != 0 {
        return Err(Complaint::about("not_whole", cell));
    }
    let value = bounded(exact / FINE).ok_or_else(|| Complaint::about("too_large", cell))?;
    Ok(Some(Reading::repaired(value, repairs)))
}

/// Rupees as paise: `₹ 1,23,456.50`, `Rs. 5000/-`, `2.5 लाख`, `1 करोड़ 35 लाख`, `(500)` for less
/// than nothing. Text is reckoned exactly. A part of a paisa is `not_paise`.
pub fn paise(cell: &Cell) -> Outcome<i64> {
    const PAISA: i128 = FINE / 100;
    if let Cell::Number(rupees) = cell {
        let paise = (rupees * 100.0).round();
        if (rupees * 100.0 - paise).abs() > NOISE * 100.0 {
            return Err(Complaint::about("not_paise", cell));
        }
        return from_float(paise, cell);
    }
    let Some((exact, repairs)) = exact_text(cell)? else { return Ok(None) };
    if exact % PAISA != 0 {
        return Err(Complaint::about("not_paise", cell));
    }
    let value = bounded(exact / PAISA).ok_or_else(|| Complaint::about("too_large", cell))?;
    Ok(Some(Reading::repaired(value, repairs)))
}

/// A decimal number: degrees of latitude and longitude, percentages (`85%` is 85).
pub fn decimal(cell: &Cell) -> Outcome<f64> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) if number.is_finite() => return Ok(Some(Reading::plain(*number))),
        Cell::Text(text) => text,
        Cell::Error(_) => return Err(Complaint::about("cell_error", cell)),
        _ => return Err(Complaint::about("not_a_number", cell)),
    };
    let Some(typed) = typed_number(text) else { return Ok(None) };
    let bare = typed.text.trim_end_matches(['%', '°', 'N', 'E', ' ']);
    let amount = amount(bare).map_err(|fault| fault.complaint(cell))?;
    let mut repairs = typed.repairs;
    let plain = bare.parse::<f64>().ok().filter(|value| value.is_finite());
    if amount.scaled {
        add(&mut repairs, RepairKind::Suffix);
    }
    #[expect(clippy::cast_precision_loss, reason = "a decimal is asked for")]
    let value = plain.unwrap_or(amount.exact as f64 / FINE as f64);
    Ok(Some(Reading::repaired(value, repairs)))
}

/// Text amounts are reckoned in millionths of a millionth, so that no decimal is lost.
const FINE: i128 = 1_000_000_000_000;
/// A formula's 0.30000000000000004 is 0.3; more than this is a part.
const NOISE: f64 = 1e-6;

/// The largest count or amount in paise that is taken: 9 × 10¹⁶, far beyond any budget, and so far below
/// what an i64 holds that a hundred of them still add up (TRUST T10).
pub const MOST: i64 = 90_000_000_000_000_000;

fn bounded(exact: i128) -> Option<i64> {
    i64::try_from(exact).ok().filter(|value| (-MOST..=MOST).contains(value))
}

struct Amount {
    exact: i128,
    scaled: bool,
}

#[derive(Clone, Copy)]
enum Unread {
    NotANumber,
    TooLarge,
    LostDigits,
}

impl Unread {
    fn complaint(self, cell: &Cell) -> Complaint {
        Complaint::about(
            match self {
                Self::NotANumber => "not_a_number",
                Self::TooLarge => "too_large",
                Self::LostDigits => "number_lost_digits",
            },
            cell,
        )
    }
}

fn from_float(whole: f64, cell: &Cell) -> Outcome<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if !whole.is_finite() {
        return Err(Complaint::about("not_a_number", cell));
    }
    if whole.abs() >= EXACT {
        return Err(Complaint::about("too_large", cell));
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
    Ok(Some(Reading::plain(whole as i64)))
}

fn exact_text(cell: &Cell) -> Result<Option<(i128, Vec<RepairKind>)>, Complaint> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) => text,
        Cell::Error(_) => return Err(Complaint::about("cell_error", cell)),
        _ => return Err(Complaint::about("not_a_number", cell)),
    };
    let Some(typed) = typed_number(text) else { return Ok(None) };
    let amount = amount(&typed.text).map_err(|fault| fault.complaint(cell))?;
    let mut repairs = typed.repairs;
    if amount.scaled {
        add(&mut repairs, RepairKind::Suffix);
    }
    Ok(Some((amount.exact, repairs)))
}

fn amount(text: &str) -> Result<Amount, Unread> {
    let (mut rest, mut negative) = (text.trim_start_matches('\'').trim(), false);
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
    }
    rest = without_currency(rest);
    if let Some(unsigned) = rest.strip_prefix(['-', '−', '–']) {
        if negative {
            return Err(Unread::NotANumber);
        }
        (rest, negative) = (without_currency(unsigned.trim_start()), true);
    } else if let Some(unsigned) = rest.strip_prefix('+') {
        rest = unsigned;
    }
    let Amount { exact, scaled } = terms(rest)?;
    Ok(Amount { exact: if negative { -exact } else { exact }, scaled })
}

/// The amount without ₹, Rs., रु., INR before it and /-, रुपये, only, मात्र after it.
fn without_currency(text: &str) -> &str {
    const BEFORE: [&str; 9] = ["₹", "rs.", "rs", "inr", "रुपये", "रु.", "रू.", "रु", "रू"];
    const AFTER: [&str; 14] =
        ["/-", "/=", "only", "मात्र", "रुपये", "रुपए", "रूपये", "रु.", "रू.", "रु", "रू", "rs.", "rs", "₹"];
    let mut rest = text.trim();
    if rest.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && rest.as_bytes().last().is_some_and(u8::is_ascii_digit)
    {
        return rest;
    }
    for mark in BEFORE {
        if let Some(after) = rest.get(..mark.len()).filter(|head| head.eq_ignore_ascii_case(mark)) {
            rest = rest[after.len()..].trim_start();
            break;
        }
    }
    for mark in AFTER {
        let Some(at) = rest.len().checked_sub(mark.len()) else { continue };
        if rest.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(mark)) {
            rest = rest[..at].trim_end();
        }
    }
    rest
}

/// `1 करोड़ 35 लाख 76 हजार`: numbers with falling scales, added up.
fn terms(text: &str) -> Result<Amount, Unread> {
    let (mut rest, mut exact, mut scaled, mut last_scale) = (text, 0i128, false, i128::MAX);
    loop {
        let end = rest.find(|c: char| !matches!(c, '0'..='9' | ',' | '.')).unwrap_or(rest.len());
        let number = number(&rest[..end])?;
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| c == ' ' || c.is_ascii_digit()).unwrap_or(rest.len());
        let scale = if end == 0 { 1 } else { scale(&rest[..end], &rest[end..])? };
        if scale >= last_scale {
            return Err(Unread::NotANumber);
        }
        (last_scale, scaled) = (scale, scaled || scale > 1);
        let term = number.checked_mul(scale).ok_or(Unread::TooLarge)?;
        exact = exact.checked_add(term).ok_or(Unread::TooLarge)?;
        rest = rest[end..].trim_start();
        if rest.is_empty() {
            return Ok(Amount { exact, scaled });
        }
        if scale == 1 {
            return Err(Unread::NotANumber);
        }
    }
}

fn scale(word: &str, after: &str) -> Result<i128, Unread> {
    let bare = word.trim_end_matches(['.', ',']);
    Ok(match bare.to_ascii_lowercase().as_str() {
        "सौ" | "hundred" => 100,
        "हजार" | "हज़ार" | "thousand" => 1_000,
        "लाख" | "lakh" | "lakhs" | "lac" | "lacs" => 100_000,
        "करोड़" | "करोड" | "crore" | "crores" | "cr" => 10_000_000,
        "अरब" => 1_000_000_000,
        "e+" | "e" if after.starts_with(|c: char| c.is_ascii_digit()) => {
            return Err(Unread::LostDigits);
        }
        _ => return Err(Unread::NotANumber),
    })
}

/// A number with commas and decimals, in [`FINE`] parts.
fn number(text: &str) -> Result<i128, Unread> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = part.trim_end_matches('0');
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !grouped_well(whole) || !digits(part) {
        return Err(Unread::NotANumber);
    }
    if part.len() > 12 || whole.len() > 30 {
        return Err(if part.len() > 12 { Unread::NotANumber } else { Unread::TooLarge });
    }
    let mut exact = 0i128;
    for digit in whole.bytes().filter(|byte| *byte != b',') {
        exact = exact.checked_mul(10).ok_or(Unread::TooLarge)? + i128::from(digit - b'0');
    }
    exact = exact.checked_mul(FINE).ok_or(Unread::TooLarge)?;
    let mut unit = FINE;
    for digit in part.bytes() {
        unit /= 10;
        exact = exact.checked_add(i128::from(digit - b'0') * unit).ok_or(Unread::TooLarge)?;
    }
    Ok(exact)
}

/// No commas, or thousands, or the Indian grouping.
fn grouped_well(whole: &str) -> bool {
    let mut groups = whole.rsplit(',');
    let last = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let Some((first, middle)) = rest.split_last() else { return true };
    let western = middle.iter().all(|group| group.len() == 3) && (1..=3).contains(&first.len());
    let indian = middle.iter().all(|group| group.len() == 2) && (1..=2).contains(&first.len());
    last.len() == 3 && (western || indian)
}
