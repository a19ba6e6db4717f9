//! The office's own workbook back, its values in their places, faulty cells filled and with a
//! note, and a last sheet that lists every fault.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDateTime;
use samuh_kernel::{
    read::cell_holds_aadhaar,
    sheet::{Cell, Piece, Row},
};

use super::book::{Book, put};
use super::formats::looks_like;
use super::{Head, Kind, Value, WriteError};
use crate::error::ReadError;
use crate::gate::Sink;

/// Rows that decide how wide the columns are made.
const WIDTH_ROWS: u32 = 200;
/// The widths of columns, in characters.
const WIDTHS: (usize, usize) = (9, 48);

/// A faulty place of the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The sheet as the original names it.
    pub sheet: String,
    /// The row, counted from 1.
    pub row: u32,
    /// The column, counted from 1; none for the whole row.
    pub column: Option<u32>,
    /// What is wrong and what to do, in the reader's language.
    pub note: String,
    /// The cell's value is not repeated, as an identity number never is.
    pub hides: bool,
}

/// What stands where a value is not repeated.
const HIDDEN: &str = "XXXX";

/// The last sheet, which lists every fault.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultSheet<'a> {
    /// Its name, title lines and columns in the reader's language.
    pub head: Head,
    /// Its rows.
    pub rows: Vec<Vec<Value<'a>>>,
}

/// Gives the pieces of the original: a call of [`crate::child::spawn`] in the server.
pub type Original<'a> = dyn FnMut(&mut Sink) -> Result<(), ReadError> + 'a;

/// Writes the original with its faults marked to `out`.
///
/// # Errors
/// When the original can no longer be read, or `out` cannot be written.
pub fn report(
    original: &mut Original,
    marks: &[Mark],
    faults: &FaultSheet,
    made_at: NaiveDateTime,
    out: &Path,
) -> Result<(), WriteError> {
    let mut book = Book::new(made_at)?;
    let sheets = copy(&mut book, original, marks)?;
    let mut list = book.sheet(&faults.head)?;
    for row in &faults.rows {
        list.row(row)?;
    }
    list.finish()?;
    book.open_at(sheets)?;
    book.save(out)
}

/// Copies every sheet and gives their number.
fn copy(book: &mut Book, original: &mut Original, marks: &[Mark]) -> Result<usize, WriteError> {
    let mut failed = None;
    let mut sheets = 0;
    let mut page: Option<Page> = None;
    let copied = original(&mut |piece| {
        let done = match piece {
            Piece::Sheet { name, hidden, .. } => {
                let ended = page.take().map_or(Ok(()), |page| page.finish(book, sheets - 1));
                page = Some(Page::new(&name, marks));
                sheets += 1;
                ended.and_then(|()| book.bare(&name, hidden))
            }
            Piece::Row(row) => match &mut page {
                Some(page) => page.row(book, sheets - 1, &row),
                None => Ok(()),
            },
        };
        done.map_err(|error| {
            failed = Some(error);
            ReadError::new("io")
        })
    });
    if let Some(error) = failed {
        return Err(error);
    }
    copied?;
    page.map_or(Ok(()), |page| page.finish(book, sheets - 1))?;
    Ok(sheets)
}

/// The marks of one row: on the whole row, and by column.
#[derive(Default)]
struct RowMarks {
    whole: Vec<String>,
    cells: BTreeMap<u16, Vec<String>>,
    hidden: BTreeSet<u16>,
}

/// The sheet being copied.
struct Page {
    marks: BTreeMap<u32, RowMarks>,
    widths: Vec<usize>,
}

impl Page {
    fn new(name: &str, marks: &[Mark]) -> Self {
        let mut rows: BTreeMap<u32, RowMarks> = BTreeMap::new();
        for mark in marks.iter().filter(|mark| mark.sheet == name && mark.row > 0) {
            let row = rows.entry(mark.row).or_default();
            let column = mark.column.and_then(|column| u16::try_from(column).ok());
            let column = column.filter(|column| *column > 0);
            row.hidden.extend(column.filter(|_| mark.hides).map(|column| column - 1));
            match column {
                Some(column) => row.cells.entry(column - 1).or_default().push(mark.note.clone()),
                None => row.whole.push(mark.note.clone()),
            }
        }
        Self { marks: rows, widths: Vec::new() }
    }

    fn row(&mut self, book: &mut Book, place: usize, row: &Row) -> Result<(), WriteError> {
        let mut sheet = book.reopened(place)?;
        let marks = self.marks.remove(&row.number).unwrap_or_default();
        let number = row.number - 1;
        for (column, cell) in (0_u16..).zip(&row.cells) {
            let faulty = !marks.whole.is_empty() || marks.cells.contains_key(&column);
            let hidden = marks.hidden.contains(&column) || cell_holds_aadhaar(cell);
            let value = if hidden { Value::Text(HIDDEN) } else { value(cell) };
            let plain = !faulty && looks_like(Kind::Decimal, value);
            let look = (!plain).then(|| sheet.formats.looks(faulty).of(value));
            put(sheet.sheet, (number, column), value, look)?;
        }
        if !marks.whole.is_empty() {
            sheet.note((number, 0), &marks.whole.join("\n"))?;
        }
        for (column, notes) in &marks.cells {
            if usize::from(*column) >= row.cells.len() {
                let look = sheet.formats.looks(true).of(Value::Empty);
                put(sheet.sheet, (number, *column), Value::Empty, Some(look))?;
            }
            if *column > 0 || marks.whole.is_empty() {
                sheet.note((number, *column), &notes.join("\n"))?;
            }
        }
        if row.number <= WIDTH_ROWS {
            self.widen(&row.cells);
        }
        Ok(())
    }

    fn widen(&mut self, cells: &[Cell]) {
        if self.widths.len() < cells.len() {
            self.widths.resize(cells.len(), WIDTHS.0);
        }
        for (width, cell) in self.widths.iter_mut().zip(cells) {
            let length = match cell {
                Cell::Text(text) => text.chars().count(),
                Cell::DateTime(_) => 17,
                _ => 11,
            };
            *width = (*width).max(length.min(WIDTHS.1));
        }
    }

    fn finish(self, book: &mut Book, place: usize) -> Result<(), WriteError> {
        let sheet = book.reopened(place)?;
        for (column, width) in (0_u16..).zip(self.widths) {
            let width = u16::try_from(width).expect("WIDTHS are small");
            sheet.sheet.set_column_width(column, width)?;
        }
        Ok(())
    }
}

/// The value that a cell of the original shows.
fn value(cell: &Cell) -> Value<'_> {
    match cell {
        Cell::Empty => Value::Empty,
        Cell::Text(text) | Cell::Error(text) => Value::Text(text),
        Cell::Number(number) => Value::Decimal(*number),
        Cell::Date(day) => Value::Day(*day),
        Cell::DateTime(at) => Value::Instant(*at),
        Cell::Bool(true) => Value::Text("TRUE"),
        Cell::Bool(false) => Value::Text("FALSE"),
    }
}
