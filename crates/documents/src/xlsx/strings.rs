//! The shared strings of a workbook, kept end to end in one piece of memory.

use std::collections::HashSet;
use std::io::Read;

use quick_xml::events::Event;
use samuh_kernel::sheet::Limits;

use super::xml::{Xml, push_reference};
use crate::error::{ReadError, megabytes};

/// Bytes of all shared strings together: what the reading child may hold of a hostile workbook.
const STRINGS_BYTES: usize = 80 << 20;
/// Bytes by which their memory grows; doubling it would ask for far more than is used.
const GROWTH_BYTES: usize = 8 << 20;

/// The texts that cells name by number.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
    too_long: HashSet<usize>,
}

/// A shared string.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shared<'a> {
    Text(&'a str),
    /// It was longer than a cell may be and was not kept.
    TooLong,
}

impl Strings {
    /// Reads the part `sharedStrings.xml`.
    pub(super) fn read(part: impl Read, limits: &Limits) -> Result<Self, ReadError> {
        let mut xml = Xml::new(part);
        let mut strings = Self::default();
        let mut text = String::new();
        let (mut wanted, mut phonetic) = (false, false);
        loop {
            match xml.next().map_err(unplaced)? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "t" => wanted = !phonetic,
                    "rPh" => phonetic = true,
                    _ => {}
                },
                Event::Text(run) if wanted => text.push_str(&run.xml10_content()),
                Event::CData(run) if wanted => text.push_str(&run.xml10_content()),
                Event::GeneralRef(reference) if wanted => push_reference(&mut text, &reference)?,
                Event::End(tag) => match tag.local_name().as_ref() {
                    "t" => wanted = false,
                    "rPh" => phonetic = false,
                    "si" => strings.push(&mut text, limits)?,
                    _ => {}
                },
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => {
                    strings.push(&mut text, limits)?;
                }
                Event::Eof => return Ok(strings),
                _ => {}
            }
            if text.len() > limits.cell_bytes.saturating_mul(8) {
                // Runs of rich text pile up in one string; its end would come too late.
                text.truncate(0);
                strings.too_long.insert(strings.ends.len());
            }
        }
    }

    /// The string of a number, if there is one.
    pub(super) fn get(&self, number: usize) -> Option<Shared<'_>> {
        let end = *self.ends.get(number)? as usize;
        if self.too_long.contains(&number) {
            return Some(Shared::TooLong);
        }
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(Shared::Text(&self.text[start..end]))
    }

    fn push(&mut self, text: &mut String, limits: &Limits) -> Result<(), ReadError> {
        let number = self.ends.len();
        if number as u64 >= limits.cells {
            return Err(ReadError::new("too_many_cells").with("limit", limits.cells));
        }
        if text.len() > limits.cell_bytes {
            self.too_long.insert(number);
        } else if !self.too_long.contains(&number) {
            let text = unescaped(text);
            if self.text.capacity() - self.text.len() < text.len() {
                self.text.reserve_exact(text.len() + self.text.len().min(GROWTH_BYTES));
            }
            self.text.push_str(&text);
        }
        text.clear();
        if self.text.len() > STRINGS_BYTES {
            let limit = megabytes(STRINGS_BYTES as u64);
            return Err(ReadError::new("inflated_too_large").with("limit", limit));
        }
        self.ends.push(u32::try_from(self.text.len()).expect("below STRINGS_BYTES"));
        Ok(())
    }
}

/// An endless text is refused before it is known which cell shows it.
fn unplaced(refusal: ReadError) -> ReadError {
    if refusal.code == "cell_too_long" {
        refusal.with("place", "sharedStrings.xml")
    } else {
        refusal
    }
}

/// Excel writes characters that XML forbids as `_x000D_`; this gives them back.
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let escaped = rest.get(at + 2..at + 7).filter(|code| code.ends_with('_'));
        let character = escaped
            .and_then(|code| u32::from_str_radix(&code[..4], 16).ok())
            .and_then(char::from_u32);
        let used = if let Some(character) = character {
            out.push(character);
            7
        } else {
            out.push_str("_x");
            2
        };
        rest = &rest[at + used..];
    }
    out.push_str(rest);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Result<Strings, ReadError> {
        let limits = Limits { cell_bytes: 20, cells: 4, ..Limits::ORDINARY };
        Strings::read(source.as_bytes(), &limits)
    }

    #[test]
    fn plain_and_rich_strings_are_read_without_their_pronunciation() {
        let strings = read(concat!(
            "<sst><si><t>Makdi</t></si><si/>",
            "<si><r><t>मा</t></r><r><t xml:space=\"preserve\">कड़ी </t></r></si>",
            "<si><t>東</t><rPh sb=\"0\" eb=\"1\"><t>ひがし</t></rPh></si></sst>"
        ))
        .unwrap();
        assert_eq!(strings.get(0), Some(Shared::Text("Makdi")));
        assert_eq!(strings.get(1), Some(Shared::Text("")));
        assert_eq!(strings.get(2), Some(Shared::Text("माकड़ी ")));
        assert_eq!(strings.get(3), Some(Shared::Text("東")));
        assert_eq!(strings.get(4), None);
    }

    #[test]
    fn a_long_string_is_only_named_and_too_many_are_refused() {
        let long = format!("<sst><si><t>{}</t></si><si><t>b</t></si></sst>", "x".repeat(21));
        let strings = read(&long).unwrap();
        assert_eq!(strings.get(0), Some(Shared::TooLong));
        assert_eq!(strings.get(1), Some(Shared::Text("b")));
        let many = format!("<sst>{}</sst>", "<si/>".repeat(5));
        assert_eq!(read(&many).err().unwrap().code, "too_many_cells");
    }

    #[test]
    fn a_string_of_endless_runs_is_never_held_whole() {
        let runs = format!("<sst><si>{}</si></sst>", "<r><t>abcdefghij</t></r>".repeat(100));
        assert_eq!(read(&runs).unwrap().get(0), Some(Shared::TooLong));
    }

    #[test]
    fn forbidden_characters_come_back_from_their_escapes() {
        assert_eq!(unescaped("a_x000D_\nb"), "a\r\nb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("max_xvalue_x12"), "max_xvalue_x12");
    }
}
