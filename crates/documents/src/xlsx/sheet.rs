//! The cells of one sheet, row by row, with the values Excel last saw for formulas.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};
use samuh_kernel::sheet::{Cell, NO_VALUE};

use super::reference;
use super::strings::{Shared, Strings, unescaped};
use super::styles::Styles;
use super::xml::{Xml, push_reference};
use crate::days;
use crate::error::ReadError;
use crate::gate::Gate;

/// What cells of a workbook refer to.
#[derive(Default)]
pub(super) struct Shelf {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    pub(super) from_1904: bool,
}

/// Sends the rows of a sheet's part through the gate.
pub(super) fn read(part: impl Read, shelf: &Shelf, gate: &mut Gate) -> Result<(), ReadError> {
    let mut xml = Xml::new(part);
    let mut cursor = Cursor::default();
    loop {
        match xml.next().map_err(|refusal| cursor.placed(refusal, gate))? {
            Event::Start(tag) => cursor.open(&tag, gate)?,
            Event::Empty(tag) => {
                if matches!(tag.local_name().as_ref(), "row" | "c") {
                    cursor.open(&tag, gate)?;
                    cursor.close(tag.local_name().as_ref(), shelf, gate)?;
                } else if tag.local_name().as_ref() == "f" {
                    cursor.reckoned = true;
                }
            }
            Event::Text(run) if cursor.wants_text() => {
                cursor.push(&run.xml10_content(), gate)?;
            }
            Event::CData(run) if cursor.wants_text() => {
                cursor.push(&run.xml10_content(), gate)?;
            }
            Event::GeneralRef(reference) if cursor.wants_text() => {
                push_reference(&mut cursor.text, &reference)?;
            }
            Event::End(tag) => {
                if tag.local_name().as_ref() == "sheetData" {
                    return Ok(());
                }
                cursor.close(tag.local_name().as_ref(), shelf, gate)?;
            }
            Event::Eof if cursor.begun => return Err(ReadError::broken("the sheet breaks off")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// How a cell writes its value: the attribute `t`.
#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    IsoDay,
}

/// Whose text is being read.
#[derive(Clone, Copy, Default, PartialEq)]
enum Inside {
    #[default]
    Nothing,
    Value,
    InlineText,
    Phonetic,
}

/// Where in the sheet the reading stands.
#[derive(Default)]
struct Cursor {
    begun: bool,
    row: u32,
    row_named: bool,
    column: usize,
    kind: Kind,
    style: usize,
    inside: Inside,
    /// The cell has a formula.
    reckoned: bool,
    text: String,
    cells: Vec<Cell>,
}

impl Cursor {
    fn wants_text(&self) -> bool {
        matches!(self.inside, Inside::Value | Inside::InlineText)
    }

    /// An endless cell is refused by its XML, which does not know where it stands.
    fn placed(&self, refusal: ReadError, gate: &Gate) -> ReadError {
        if refusal.code == "cell_too_long" { gate.too_long(self.row, self.column) } else { refusal }
    }

    fn push(&mut self, run: &str, gate: &Gate) -> Result<(), ReadError> {
        self.text.push_str(run);
        if self.text.len() > gate.limits.cell_bytes.saturating_mul(8) {
            return Err(gate.too_long(self.row, self.column));
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart, gate: &Gate) -> Result<(), ReadError> {
        match tag.local_name().as_ref() {
            "c" => return self.open_cell(tag, gate),
            "v" => self.inside = Inside::Value,
            "f" => self.reckoned = true,
            "t" if self.kind == Kind::Inline && self.inside != Inside::Phonetic => {
                self.inside = Inside::InlineText;
            }
            "rPh" => self.inside = Inside::Phonetic,
            "row" => return self.open_row(tag, gate),
            "sheetData" => self.begun = true,
            _ => {}
        }
        Ok(())
    }

    fn open_row(&mut self, tag: &BytesStart, gate: &Gate) -> Result<(), ReadError> {
        let mut number = self.row + 1;
        self.row_named = false;
        for each in tag.attributes().with_checks(false) {
            let each = each.map_err(ReadError::broken)?;
            if each.key.as_ref() == "r" {
                number = reference::row(&each.value)
                    .ok_or_else(|| gate.at(ReadError::broken("no such row"), number, 0))?;
                self.row_named = true;
            }
        }
        self.row = number;
        self.column = 0;
        Ok(())
    }

    fn open_cell(&mut self, tag: &BytesStart, gate: &Gate) -> Result<(), ReadError> {
        let before = self.column;
        self.column += 1;
        (self.kind, self.style, self.reckoned) = (Kind::Number, 0, false);
        self.inside = Inside::Nothing;
        self.text.clear();
        for each in tag.attributes().with_checks(false) {
            let each = each.map_err(ReadError::broken)?;
            match each.key.as_ref() {
                "r" => self.go_to(&each.value, gate)?,
                "s" => self.style = each.value.parse().unwrap_or(0),
                "t" => self.kind = kind(&each.value),
                _ => {}
            }
        }
        if self.column <= before {
            let refusal = ReadError::broken("columns do not rise");
            return Err(gate.at(refusal, self.row, self.column));
        }
        Ok(())
    }

    fn go_to(&mut self, reference: &str, gate: &Gate) -> Result<(), ReadError> {
        let broken = |detail| gate.at(ReadError::broken(detail), self.row, 0);
        let (column, row) = reference::cell(reference).ok_or_else(|| broken("no such cell"))?;
        if row != self.row {
            if self.row_named {
                return Err(broken("a cell stands in another's row"));
            }
            self.row = row;
        }
        self.row_named = true;
        self.column = column as usize;
        Ok(())
    }

    fn close(&mut self, name: &str, shelf: &Shelf, gate: &mut Gate) -> Result<(), ReadError> {
        match name {
            "c" => {
                self.inside = Inside::Nothing;
                let cell = self.value(shelf, gate)?;
                if cell != Cell::Empty {
                    gate.column_fits(self.row, self.column)?;
                    let broken = || ReadError::broken("a cell ends that never began");
                    let before = self.column.checked_sub(1).ok_or_else(broken)?;
                    self.cells.resize(before, Cell::Empty);
                    self.cells.push(cell);
                }
            }
            "v" | "t" if self.inside != Inside::Phonetic => self.inside = Inside::Nothing,
            "rPh" => self.inside = Inside::Nothing,
            "row" => {
                let width = self.cells.len();
                // Formulas filled down below the last row are no rows.
                if self.cells.iter().all(|cell| *cell == Cell::Empty || is_uncounted(cell)) {
                    self.cells.clear();
                }
                let cells = std::mem::replace(&mut self.cells, Vec::with_capacity(width));
                gate.row(self.row, cells)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn value(&self, shelf: &Shelf, gate: &Gate) -> Result<Cell, ReadError> {
        let text = self.text.as_str();
        if text.is_empty() {
            // Excel always writes what a formula came to; other programs leave it to Excel.
            let is_open = self.reckoned && self.kind == Kind::Number;
            return Ok(if is_open { Cell::Error(NO_VALUE.to_owned()) } else { Cell::Empty });
        }
        match self.kind {
            Kind::Shared => self.shared(shelf, gate),
            Kind::Inline | Kind::Text => gate.text(self.row, self.column, &unescaped(text)),
            Kind::Number => match text.trim().parse::<f64>() {
                Ok(number) if shelf.styles.is_day(self.style) => {
                    Ok(days::day(number, shelf.from_1904))
                }
                Ok(number) if number.is_finite() => Ok(Cell::Number(number)),
                _ => gate.text(self.row, self.column, text),
            },
            Kind::Bool => match text.trim() {
                "1" | "true" => Ok(Cell::Bool(true)),
                "0" | "false" => Ok(Cell::Bool(false)),
                _ => gate.text(self.row, self.column, text),
            },
            Kind::Error => gate.text(self.row, self.column, text).map(|cell| match cell {
                Cell::Text(text) => Cell::Error(text),
                other => other,
            }),
            Kind::IsoDay if text.len() <= 40 => Ok(days::iso_day(text)),
            Kind::IsoDay => gate.text(self.row, self.column, text),
        }
    }

    fn shared(&self, shelf: &Shelf, gate: &Gate) -> Result<Cell, ReadError> {
        let number = self.text.trim().parse().ok();
        match number.and_then(|number| shelf.strings.get(number)) {
            Some(Shared::Text(text)) => gate.text(self.row, self.column, text),
            Some(Shared::TooLong) => Err(gate.too_long(self.row, self.column)),
            None => {
                let refusal = ReadError::broken("a cell names a text that is not there");
                Err(gate.at(refusal, self.row, self.column))
            }
        }
    }
}

fn is_uncounted(cell: &Cell) -> bool {
    matches!(cell, Cell::Error(text) if text == NO_VALUE)
}

fn kind(word: &str) -> Kind {
    match word {
        "s" => Kind::Shared,
        "str" => Kind::Text,
        "inlineStr" | "is" => Kind::Inline,
        "b" => Kind::Bool,
        "e" => Kind::Error,
        "d" => Kind::IsoDay,
        _ => Kind::Number,
    }
}
