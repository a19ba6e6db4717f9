//! What the office takes away: workbooks and CSV, and its own workbook back with the faults marked.

mod book;
mod csv;
mod formats;
mod report;

use chrono::{NaiveDate, NaiveDateTime};

pub use self::book::{Book, SheetWriter};
pub use self::csv::CsvWriter;
pub(crate) use self::csv::is_formula;
pub use self::report::{FaultSheet, Mark, Original, report};
use crate::error::ReadError;

/// What a column holds; it decides how the cells look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words and codes.
    Text,
    /// Sentences, on as many lines as the column's width asks for.
    Long,
    /// Counts, grouped the Indian way.
    Whole,
    /// Rupees, grouped the Indian way; paise are shown where there are any.
    Rupees,
    /// Percentages with one decimal.
    Percent,
    /// Other numbers, as they are.
    Decimal,
    /// Days as dd/mm/yyyy.
    Day,
    /// Days with the time.
    Instant,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading in the reader's language.
    pub heading: String,
    /// What it holds.
    pub kind: Kind,
    /// Its width in characters.
    pub width: u16,
}

/// What stands above a sheet's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The sheet's name; shortened and cleaned where Excel does not take it.
    pub name: String,
    /// Lines above the headings, the first of them large.
    pub titles: Vec<String>,
    /// The columns in order.
    pub columns: Vec<Column>,
}

/// A value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text; it stays text, whatever it begins with.
    Text(&'a str),
    /// A count.
    Whole(i64),
    /// Money in paise.
    Paise(i64),
    /// Per cent: 85.5 is 85.5 %.
    Percent(f64),
    /// Per cent that Excel reckons from other cells: the formula, and its value at the time.
    Reckoned(&'a str, f64),
    /// A sum that Excel reckons from other cells: the formula, and what it came to at the time.
    Summed(&'a str, Sum),
    /// Another number.
    Decimal(f64),
    /// A day.
    Day(NaiveDate),
    /// A day with the time, as the reader's clock shows it.
    Instant(NaiveDateTime),
}

/// What a sum came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// A count.
    Whole(i64),
    /// Money in paise.
    Paise(i64),
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The workbook's writer refused or the disk failed.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The disk or the connection failed.
    #[error("the file could not be written: {0}")]
    Io(#[from] std::io::Error),
    /// The original, of which a marked copy was wanted, could not be read.
    #[error("the original could not be read: {0}")]
    Original(#[from] ReadError),
}
