//! Yes or no, and words of a fixed list, in any of the spellings offices use.

use super::{Complaint, Outcome, Reading, typed};
use crate::sheet::Cell;
use crate::text::fold;

/// One member of a fixed list: its code and the words that mean it, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub code: &'static str,
    /// What people write; compared folded.
    pub words: &'static [&'static str],
}

/// Yes or no: हाँ, नहीं, yes, no, y, n, 1, 0, true, false, ticks and crosses. Else `not_yes_no`.
pub fn yes_no(cell: &Cell) -> Outcome<bool> {
    let complaint = || Complaint::about("not_yes_no", cell);
    match cell {
        Cell::Empty => Ok(None),
        Cell::Bool(yes) => Ok(Some(Reading::plain(*yes))),
        Cell::Number(number) if *number == 1.0 || *number == 0.0 => {
            Ok(Some(Reading::plain(*number == 1.0)))
        }
        Cell::Text(text) => {
            let Some(typed) = typed(text) else { return Ok(None) };
            let yes = meaning(&typed.text).ok_or_else(complaint)?;
            Ok(Some(Reading::plain(yes)))
        }
        Cell::Error(_) => Err(Complaint::about("cell_error", cell)),
        _ => Err(complaint()),
    }
}

/// The code of the list's member the cell names. Else `not_in_list` with the list in `list`.
pub fn choice(cell: &Cell, choices: &[Choice]) -> Outcome<&'static str> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Error(_) => return Err(Complaint::about("cell_error", cell)),
        Cell::Text(text) => std::borrow::Cow::Borrowed(text.as_str()),
        _ => super::shown(cell).into(),
    };
    let trimmed = text.trim();
    if let Some(code) = spelt_exactly(trimmed, choices) {
        return Ok(Some(Reading::plain(code)));
    }
    let Some(typed) = typed(&text) else { return Ok(None) };
    let folded = fold(&typed.text);
    let named = |choice: &&Choice| {
        fold(choice.code) == folded || choice.words.iter().any(|word| fold(word) == folded)
    };
    match choices.iter().find(named) {
        Some(choice) => Ok(Some(Reading::plain(choice.code))),
        None => Err(Complaint::about("not_in_list", cell).with("list", list(choices))),
    }
}

fn meaning(text: &str) -> Option<bool> {
    match text {
        "✓" | "✔" | "☑" | "√" => return Some(true),
        "✗" | "✘" | "✕" | "×" | "☒" | "❌" => return Some(false),
        _ => {}
    }
    match fold(text).as_str() {
        "हां" | "हा" | "जी हां" | "है" | "yes" | "y" | "true" | "1" | "han" | "haan" => {
            Some(true)
        }
        "नहीं" | "नही" | "जी नहीं" | "नहीं है" | "no" | "n" | "false" | "0" | "nahi" | "nahin" => {
            Some(false)
        }
        _ => None,
    }
}

fn spelt_exactly(text: &str, choices: &[Choice]) -> Option<&'static str> {
    let same = |word: &str| word.eq_ignore_ascii_case(text);
    let named = |choice: &&Choice| same(choice.code) || choice.words.iter().any(|word| same(word));
    choices.iter().find(named).map(|choice| choice.code)
}

/// The first word of each member, as a person may write it.
fn list(choices: &[Choice]) -> String {
    let words: Vec<&str> =
        choices.iter().map(|choice| choice.words.first().copied().unwrap_or(choice.code)).collect();
    words.join(", ")
}
