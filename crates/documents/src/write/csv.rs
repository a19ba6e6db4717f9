//! Writes CSV that Excel opens in the right encoding and that never becomes a formula there.

use std::borrow::Cow;
use std::io::Write;

use super::{Column, Sum, Value, WriteError};

/// Tells Excel that the text is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// What a spreadsheet may take for the beginning of a formula (ASVS 5.0, 1.2.10).
const FORMULA_STARTS: [char; 12] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|'];

/// Where some program cuts a field that is not quoted: LibreOffice offers all of them at once.
const CUTS: [char; 7] = [',', ';', '\t', '|', '"', '\r', '\n'];

/// True where a spreadsheet may take the text for a formula, and where it looks as if it had been
/// held down already: one apostrophe is put before both, and one is taken away on reading.
pub(crate) fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA_STARTS)
}

/// A CSV file being written.
pub struct CsvWriter<W: Write> {
    out: W,
    line: String,
}

impl<W: Write> CsvWriter<W> {
    /// Begins the file with its headings.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn new(mut out: W, columns: &[Column]) -> Result<Self, WriteError> {
        out.write_all(MARK)?;
        let mut writer = Self { out, line: String::new() };
        let headings: Vec<Value> =
            columns.iter().map(|column| Value::Text(&column.heading)).collect();
        writer.row(&headings)?;
        Ok(writer)
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn row(&mut self, values: &[Value]) -> Result<(), WriteError> {
        self.line.clear();
        for (place, value) in values.iter().enumerate() {
            if place > 0 {
                self.line.push(',');
            }
            let text = shown(*value);
            // A row of one empty field would otherwise be a blank line.
            if text.contains(CUTS) || (text.is_empty() && values.len() == 1) {
                self.line.extend(["\"", &text.replace('"', "\"\""), "\""]);
            } else {
                self.line.push_str(&text);
            }
        }
        self.line.push_str("\r\n");
        Ok(self.out.write_all(self.line.as_bytes())?)
    }

    /// Ends the file and gives the output back.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.out.flush()?;
        Ok(self.out)
    }
}

fn shown(value: Value<'_>) -> Cow<'_, str> {
    match value {
        Value::Empty => "".into(),
        Value::Text(text) if is_formula(text) => format!("'{text}").into(),
        Value::Text(text) => text.into(),
        Value::Whole(count) | Value::Summed(_, Sum::Whole(count)) => count.to_string().into(),
        Value::Paise(paise) | Value::Summed(_, Sum::Paise(paise)) => {
            let sign = if paise < 0 { "-" } else { "" };
            let (rupees, rest) = (paise.unsigned_abs() / 100, paise.unsigned_abs() % 100);
            format!("{sign}{rupees}.{rest:02}").into()
        }
        Value::Percent(number) | Value::Decimal(number) | Value::Reckoned(_, number) => {
            number.to_string().into()
        }
        Value::Day(day) => day.format("%d/%m/%Y").to_string().into(),
        Value::Instant(at) => at.format("%d/%m/%Y %H:%M").to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::write::Kind;

    fn written(rows: &[&[Value]]) -> String {
        let column = |heading: &str| Column { heading: heading.into(), kind: Kind::Text, width: 9 };
        let mut writer = CsvWriter::new(Vec::new(), &[column("नाम"), column("राशि")]).unwrap();
        rows.iter().for_each(|row| writer.row(row).unwrap());
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn text_that_begins_like_a_formula_is_held_down_and_numbers_are_not() {
        for start in FORMULA_STARTS {
            let text = format!("{start}HYPERLINK(1)");
            let line = written(&[&[Value::Text(&text), Value::Paise(-550)]]);
            assert!(line.contains(&format!("'{start}")), "{line}");
            assert!(line.ends_with(",-5.50\r\n"), "{line}");
        }
    }

    #[test]
    fn the_file_begins_with_its_mark_and_quotes_what_must_be_quoted() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 10).unwrap();
        let line = written(&[&[Value::Text("a,\"b\"\r\nc"), Value::Day(day)], &[Value::Empty]]);
        let expected = "\u{feff}नाम,राशि\r\n\"a,\"\"b\"\"\r\nc\",10/02/2026\r\n\"\"\r\n";
        assert_eq!(line, expected);
    }
}
