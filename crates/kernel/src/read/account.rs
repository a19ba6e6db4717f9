//! Mobile numbers, bank account numbers (whole, or their last digits only) and IFSC codes.

use super::code::{Floated, floated};
use super::{Complaint, Outcome, Reading, RepairKind, Typed, add, exact_whole, typed_number};
use crate::sheet::Cell;

/// A mobile number of ten digits that starts with 6 to 9. +91, a leading 0, spaces and hyphens are
/// ordinary; a numeric cell is a repair of kind float. `9.87E+09` as text: `mobile_lost_digits`.
pub fn mobile(cell: &Cell) -> Outcome<String> {
    let (digits, repairs) = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) => {
            let whole = exact_whole(*number).ok_or_else(|| about("mobile_lost_digits", cell))?;
            (whole.to_string(), vec![RepairKind::Float])
        }
        Cell::Text(text) => match typed_number(text) {
            None => return Ok(None),
            Some(typed) => digits_of(typed).ok_or_else(|| about("mobile_lost_digits", cell))?,
        },
        Cell::Error(_) => return Err(about("cell_error", cell)),
        _ => return Err(about("not_a_mobile", cell)),
    };
    let digits = digits.strip_prefix('+').unwrap_or(&digits).trim_start_matches('0');
    let number = match digits.len() {
        12 => digits.strip_prefix("91").unwrap_or(digits),
        _ => digits,
    };
    let fits = number.len() == 10
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && number.as_bytes()[0] >= b'6';
    if fits {
        Ok(Some(Reading::repaired(number.to_owned(), repairs)))
    } else {
        Err(about("not_a_mobile", cell))
    }
}

/// A bank account number of 6 to 20 digits; spaces and hyphens are ordinary. Digits that Excel
/// dropped: `account_lost_digits`; letters: `not_an_account`; other lengths: `account_length`.
pub fn account_no(cell: &Cell) -> Outcome<String> {
    let (digits, repairs) = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) => {
            let whole = exact_whole(*number).ok_or_else(|| about("account_lost_digits", cell))?;
            (whole.to_string(), Vec::new())
        }
        Cell::Text(text) => match typed_number(text) {
            None => return Ok(None),
            Some(typed) => digits_of(typed).ok_or_else(|| about("account_lost_digits", cell))?,
        },
        Cell::Error(_) => return Err(about("cell_error", cell)),
        _ => return Err(about("not_an_account", cell)),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(about("not_an_account", cell));
    }
    if !(6..=20).contains(&digits.len()) {
        return Err(about("account_length", cell).with("digits", digits.len()));
    }
    Ok(Some(Reading::repaired(digits, repairs)))
}

/// The last four digits of a bank account number that may be masked ("XXXXXXX1234"): the others are
/// forgotten where they are read. Digits that cannot be told are no digits, with a warning.
pub fn account_tail(cell: &Cell) -> Outcome<String> {
    let (digits, repairs) = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) => match exact_whole(*number) {
            Some(whole) => (whole.to_string(), Vec::new()),
            None => return Ok(Some(unread(cell))),
        },
        Cell::Text(text) => match typed_number(text) {
            None => return Ok(None),
            Some(typed) => match digits_of(typed) {
                Some(read) => read,
                None => return Ok(Some(unread(cell))),
            },
        },
        _ => return Ok(Some(unread(cell))),
    };
    let begin = digits.rfind(|letter: char| !letter.is_ascii_digit());
    let own =
        begin.map_or(&*digits, |at| digits[at..].trim_start_matches(|c: char| !c.is_ascii_digit()));
    match own.len() {
        0 => Ok(None),
        1..=3 => Ok(Some(unread(cell))),
        long => Ok(Some(Reading::repaired(own[long - 4..].to_owned(), repairs))),
    }
}

/// Nothing read, and said so.
fn unread(cell: &Cell) -> Reading<String> {
    Reading { warning: Some(about("account_tail_unread", cell)), ..Reading::plain(String::new()) }
}

/// An IFSC code, four letters, a zero, six letters or digits. Lower case and a letter O for the
/// zero are repaired; else `not_an_ifsc`.
pub fn ifsc(cell: &Cell) -> Outcome<String> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) => text,
        Cell::Error(_) => return Err(about("cell_error", cell)),
        _ => return Err(about("not_an_ifsc", cell)),
    };
    let Some(Typed { text, mut repairs }) = typed_number(text) else { return Ok(None) };
    let mut code: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if code.len() != text.len() {
        add(&mut repairs, RepairKind::Joiners);
    }
    if code.bytes().any(|byte| byte.is_ascii_lowercase()) {
        code.make_ascii_uppercase();
        add(&mut repairs, RepairKind::Case);
    }
    if code.is_ascii() && code.len() == 11 && code.as_bytes()[4] == b'O' {
        code.replace_range(4..5, "0");
        add(&mut repairs, RepairKind::LookAlike);
    }
    let bytes = code.as_bytes();
    let fits = bytes.len() == 11
        && bytes[..4].iter().all(u8::is_ascii_uppercase)
        && bytes[4] == b'0'
        && bytes[5..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if fits { Ok(Some(Reading::repaired(code, repairs))) } else { Err(about("not_an_ifsc", cell)) }
}

/// The number's characters without separators; none when its digits were lost.
fn digits_of(typed: Typed<'_>) -> Option<(String, Vec<RepairKind>)> {
    let mut repairs = typed.repairs;
    match floated(typed.text.trim_start_matches('\'')) {
        Floated::Digits(digits) => Some((digits.to_owned(), repairs)),
        Floated::Whole(digits) => {
            add(&mut repairs, RepairKind::Float);
            Some((digits, repairs))
        }
        Floated::Lost => None,
        Floated::No => {
            let bare = |c: &char| !matches!(c, ' ' | '-' | '–' | '\'' | '(' | ')');
            Some((typed.text.chars().filter(bare).collect(), repairs))
        }
    }
}

fn about(code: &'static str, cell: &Cell) -> Complaint {
    Complaint::about(code, cell)
}
