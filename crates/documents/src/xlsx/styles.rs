//! The number formats of a workbook: which cells show their number as a day.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::xml::{Xml, attribute};
use crate::error::ReadError;

/// Cell formats a workbook may list; Excel itself stops at 65,490.
const FORMATS: usize = 65_536;

/// For every cell format of the workbook, whether it shows a day.
#[derive(Default)]
pub(super) struct Styles {
    days: Vec<bool>,
}

impl Styles {
    /// Reads the part `styles.xml`.
    pub(super) fn read(part: impl Read) -> Result<Self, ReadError> {
        let mut xml = Xml::new(part);
        let mut own = HashMap::new();
        let mut days = Vec::new();
        let mut in_cells = false;
        loop {
            match xml.next()? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "cellXfs" => in_cells = true,
                    "numFmt" => {
                        let code = attribute(&tag, "formatCode")?.unwrap_or_default();
                        own.insert(number(&tag, "numFmtId")?, shows_day(&code));
                    }
                    "xf" if in_cells => {
                        let id = number(&tag, "numFmtId")?;
                        days.push(own.get(&id).copied().unwrap_or_else(|| built_in_day(id)));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
                Event::Eof => return Ok(Self { days }),
                _ => {}
            }
            if days.len() > FORMATS || own.len() > FORMATS {
                return Err(ReadError::broken("too many cell formats"));
            }
        }
    }

    /// True if cells of this format show a day.
    pub(super) fn is_day(&self, style: usize) -> bool {
        self.days.get(style).copied().unwrap_or(false)
    }
}

fn number(tag: &BytesStart, name: &str) -> Result<u32, ReadError> {
    Ok(attribute(tag, name)?.and_then(|value| value.parse().ok()).unwrap_or(0))
}

/// ECMA-376 part 1, 18.8.30: the formats every workbook knows, with those of the East Asian
/// editions. 45 to 47 are spans of time.
fn built_in_day(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// True if a format code shows a day: a `d` or `y`, or an `m` away from hours and seconds, outside
/// quotes, escapes and brackets, in its first section.
fn shows_day(code: &str) -> bool {
    let (mut has_day, mut has_month, mut has_time) = (false, false, false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character.to_ascii_lowercase() {
            '"' => drop(characters.by_ref().find(|each| *each == '"')),
            '[' => drop(characters.by_ref().find(|each| *each == ']')),
            '\\' | '_' | '*' => drop(characters.next()),
            ';' => break,
            'd' | 'y' => has_day = true,
            'm' => has_month = true,
            'h' | 's' => has_time = true,
            _ => {}
        }
    }
    let general = code.trim().to_ascii_lowercase();
    !matches!(general.as_str(), "general" | "standard") && (has_day || (has_month && !has_time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_days_are_told_from_those_that_do_not() {
        for code in ["dd/mm/yyyy", "[$-409]d-mmm-yy;@", "mmm yyyy", "yyyy\\-mm\\-dd hh:mm", "MMMM"]
        {
            assert!(shows_day(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0",
            "[Red]0",
            "0.00E+00",
            "h:mm",
            "mm:ss",
            "[h]:mm:ss",
            "\"day\" 0",
            "[>=10000000]##\\,##\\,##\\,##0;##,##0",
            "0;[Blue]\"d\"",
            "_d0",
        ] {
            assert!(!shows_day(code), "{code}");
        }
    }

    #[test]
    fn the_styles_part_is_read_in_order() {
        let styles = Styles::read(
            concat!(
                "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yy\"/></numFmts>",
                "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>",
                "<xf numFmtId=\"164\"><alignment/></xf><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            )
            .as_bytes(),
        )
        .unwrap();
        assert_eq!([0, 1, 2, 3].map(|style| styles.is_day(style)), [false, true, true, false]);
    }
}
