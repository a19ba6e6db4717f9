//! Reads .csv and .txt: comma, semicolon, tab or bar, in any of the encodings offices save.

mod delimited;
mod encoding;

use std::path::Path;

use samuh_kernel::sheet::Cell;

use self::delimited::{Cutter, Found};
pub(crate) use self::encoding::{Text, find as find_encoding};
use crate::error::ReadError;
use crate::gate::Gate;
use crate::write::is_formula;

/// Bytes of one row: more is a quote that was never closed.
const ROW_BYTES: usize = 4 << 20;

/// Reads a text file as one sheet named after the file.
pub(crate) fn read(path: &Path, gate: &mut Gate) -> Result<(), ReadError> {
    let encoding = find_encoding(path)?;
    let mut text = Text::open(path, encoding)?;
    let mut block = String::new();
    text.next(&mut block)?;
    if block.trim().is_empty() {
        return Err(ReadError::new("empty_file"));
    }
    let (delimiter, skipped) = declared(&block).unwrap_or_else(|| (delimited::guess(&block), 0));
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    gate.sheet(&stem.unwrap_or_default(), Vec::new(), false)?;
    let mut rows = Rows { cutter: Cutter::new(delimiter), number: 0 };
    rows.take(&block[skipped..], gate)?;
    while text.next(&mut block)? {
        rows.take(&block, gate)?;
    }
    rows.finish(gate)
}

/// The delimiter of a first line `sep=;`, as Excel writes it, and the bytes of that line.
fn declared(block: &str) -> Option<(u8, usize)> {
    let rest = block.strip_prefix("sep=")?;
    let delimiter = *rest.as_bytes().first().filter(|byte| byte.is_ascii())?;
    let line_break = rest[1..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).take(2);
    let length = if rest[1..].starts_with("\n\n") { 1 } else { line_break.count() };
    (length > 0).then_some((delimiter, 5 + length))
}

struct Rows {
    cutter: Cutter,
    number: u32,
}

impl Rows {
    fn take(&mut self, mut text: &str, gate: &mut Gate) -> Result<(), ReadError> {
        while let Found::Row { taken } = self.cutter.take(text) {
            self.send(gate)?;
            text = &text[taken..];
        }
        if self.cutter.held() > ROW_BYTES {
            let code = if self.cutter.is_quoted() { "unclosed_quote" } else { "row_too_long" };
            return Err(ReadError::new(code).with("row", self.number + 1));
        }
        Ok(())
    }

    fn finish(&mut self, gate: &mut Gate) -> Result<(), ReadError> {
        if self.cutter.is_quoted() {
            return Err(ReadError::new("unclosed_quote").with("row", self.number + 1));
        }
        if self.cutter.has_rest() {
            self.cutter.finish();
            self.send(gate)?;
        }
        Ok(())
    }

    fn send(&mut self, gate: &mut Gate) -> Result<(), ReadError> {
        self.number += 1;
        let mut cells: Vec<Cell> = Vec::new();
        for field in self.cutter.fields().map(let_up) {
            let cell = gate.text(self.number, cells.len() + 1, field)?;
            if cell != Cell::Empty {
                gate.column_fits(self.number, cells.len() + 1)?;
            }
            cells.push(cell);
        }
        self.cutter.clear();
        gate.row(self.number, cells)
    }
}

/// The text without the apostrophe that holds it down where it might become a formula, as our own
/// exports and other careful programs write it.
fn let_up(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_may_name_the_delimiter() {
        assert_eq!(declared("sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(declared("sep=\t\na\tb"), Some((b'\t', 6)));
        assert_eq!(declared("sep=;\n\na"), Some((b';', 6)));
        assert_eq!(declared("sep=;a"), None);
        assert_eq!(declared("september"), None);
    }
}
