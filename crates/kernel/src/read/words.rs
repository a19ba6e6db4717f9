//! Names and free text: kept as typed, once letters that were damaged on the way are mended.

use std::borrow::Cow;

use super::{Complaint, Outcome, Reading, RepairKind, add, masked, shown};
use crate::sheet::Cell;
use crate::text::{is_lost, kruti, tidied, unmangled};

/// Free text as typed: NFC, unseen characters out, single spaces; UTF-8 read as Windows-1252 and
/// Kruti Dev 010 are read back where that is certain. Letters lost for good: `text_damaged`.
pub fn text(cell: &Cell) -> Outcome<String> {
    match words(cell)? {
        None => Ok(None),
        Some(typed) if kruti::looks_legacy(&typed) => Ok(converted(&typed)),
        Some(typed) => undamaged(&typed, cell),
    }
}

/// Text of a column known to be in Kruti Dev 010 ([`kruti::looks_legacy_column`]): converted where
/// every word is in the font. A word that may be Latin leaves the cell as it is: `font_unsure`.
/// Cells that hold Hindi already are read as [`text`].
pub fn legacy_text(cell: &Cell) -> Outcome<String> {
    let Some(typed) = words(cell)? else { return Ok(None) };
    match kruti::verdict(&typed) {
        kruti::Verdict::Kruti => Ok(converted(&typed)),
        kruti::Verdict::Plain => undamaged(&typed, cell),
        kruti::Verdict::Unsure => {
            let unsure = Complaint::about("font_unsure", cell)
                .with("reading", masked(&kruti::to_unicode(typed.trim())));
            let reading = undamaged(&typed, cell)?;
            Ok(reading.map(|reading| Reading { warning: Some(unsure), ..reading }))
        }
    }
}

/// A name: [`text`] with ALL CAPS Latin written in title case; abbreviations stay. What is far too
/// long for a name: `text_too_long`.
pub fn name(cell: &Cell) -> Outcome<String> {
    as_name(text(cell)?)
}

/// A name of a column known to be in Kruti Dev 010: [`legacy_text`] read as [`name`] does.
pub fn legacy_name(cell: &Cell) -> Outcome<String> {
    as_name(legacy_text(cell)?)
}

fn as_name(reading: Option<Reading<String>>) -> Outcome<String> {
    let Some(mut reading) = reading else { return Ok(None) };
    let letters = reading.value.chars().count();
    if letters > LONGEST {
        return Err(Complaint::new("text_too_long").with("letters", letters));
    }
    if let Some(title) = title_case(&reading.value) {
        reading.value = title;
        add(&mut reading.repairs, RepairKind::Case);
    }
    Ok(Some(reading))
}

/// Letters of the longest name: beyond that a cell holds something else.
const LONGEST: usize = 200;

fn words(cell: &Cell) -> Result<Option<Cow<'_, str>>, Complaint> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) => Ok(Some(Cow::Borrowed(text))),
        Cell::Error(_) => Err(Complaint::about("cell_error", cell)),
        _ => Ok(Some(Cow::Owned(shown(cell)))),
    }
}

fn converted(typed: &str) -> Option<Reading<String>> {
    let mut reading = mended(&kruti::to_unicode(typed))?;
    reading.repairs = vec![RepairKind::LegacyFont];
    reading.original = Some(typed.trim().to_owned());
    Some(reading)
}

fn undamaged(typed: &str, cell: &Cell) -> Outcome<String> {
    let reading = mended(typed);
    match &reading {
        Some(read) if is_lost(&read.value) => Err(Complaint::about("text_damaged", cell)),
        _ => Ok(reading),
    }
}

fn mended(typed: &str) -> Option<Reading<String>> {
    let mut repairs = Vec::new();
    let whole = if typed.is_ascii() { None } else { unmangled(typed) };
    if whole.is_some() {
        repairs.push(RepairKind::Encoding);
    }
    let clean = tidied(whole.as_deref().unwrap_or(typed));
    if clean.joiners {
        add(&mut repairs, RepairKind::Joiners);
    }
    if clean.encoding {
        add(&mut repairs, RepairKind::Encoding);
    }
    let empty = clean.text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | ' '));
    (!empty).then(|| Reading::repaired(clean.text.into_owned(), repairs))
}

/// The name in title case; none when it is not in capitals or nothing would change.
fn title_case(name: &str) -> Option<String> {
    let capitals = name.bytes().filter(u8::is_ascii_uppercase).count();
    if capitals < 2 || name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut title = String::with_capacity(name.len());
    let mut rest = name;
    while !rest.is_empty() {
        let run = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(run);
        if stays_in_capitals(word) {
            title.push_str(word);
        } else {
            title.push_str(&word[..1]);
            title.extend(word[1..].chars().map(|c| c.to_ascii_lowercase()));
        }
        let next = after.chars().next().map_or(0, char::len_utf8);
        title.push_str(&after[..next]);
        rest = &after[next..];
    }
    (title != name).then_some(title)
}

/// Initials, abbreviations, Roman numerals, and words with figures in them.
fn stays_in_capitals(word: &str) -> bool {
    const ABBREVIATIONS: [&str; 13] =
        ["VO", "SC", "ST", "OBC", "APL", "PG", "FPO", "II", "III", "IV", "VI", "VII", "VIII"];
    word.len() < 2
        || word.bytes().any(|byte| byte.is_ascii_digit())
        || ABBREVIATIONS.contains(&word)
        || (word.len() <= 4 && !word.bytes().any(|byte| b"AEIOUY".contains(&byte)))
}
