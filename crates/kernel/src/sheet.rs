//! Neutral sheets: what a reader of Excel or CSV hands over, and what a writer takes.
//!
//! A reader yields cells as the file holds them; meaning is given later by `read`.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// One cell as the file holds it. Formulas arrive as their cached values.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing, or only spaces.
    #[default]
    Empty,
    /// Text exactly as stored, untrimmed.
    Text(String),
    /// A number of a numeric cell.
    Number(f64),
    /// A numeric cell that the file formats as a day.
    Date(NaiveDate),
    /// A numeric cell that the file formats as a day with a time.
    DateTime(NaiveDateTime),
    /// True or false.
    Bool(bool),
    /// An error value such as `#REF!`, with its text.
    Error(String),
}

/// The text of [`Cell::Error`] for a formula whose value the file does not hold: programs other than
/// Excel leave it to Excel to reckon.
pub const NO_VALUE: &str = "=?";

/// One row of a sheet. Trailing empty cells are cut; an empty row is not sent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    /// The row's number in the file, counted from 1.
    pub number: u32,
    /// Cells from column 1 on.
    pub cells: Vec<Cell>,
}

/// A merged range, all counted from 1, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First row.
    pub first_row: u32,
    /// Last row.
    pub last_row: u32,
    /// First column.
    pub first_column: u32,
    /// Last column.
    pub last_column: u32,
}

/// What a reader sends, in file order: a sheet's head, then its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Piece {
    /// A sheet begins.
    Sheet {
        /// The sheet's name; the file's stem for text files.
        name: String,
        /// Merged ranges, empty where the format has none.
        merges: Vec<Merge>,
        /// True when the file hides the sheet.
        hidden: bool,
    },
    /// A row of the sheet begun last.
    Row(Row),
}

/// How much of a file is read before it is refused. TRUST T12; ARCHITECTURE "Imports".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Bytes of all its parts once inflated.
    pub inflated_bytes: u64,
    /// Largest inflated : packed ratio of one part over 1 MiB.
    pub ratio: u64,
    /// Non-empty cells.
    pub cells: u64,
    /// Columns of a row.
    pub columns: u32,
    /// Sheets of a workbook.
    pub sheets: u32,
    /// Bytes of one cell's text.
    pub cell_bytes: usize,
}

impl Limits {
    /// For registers of ordinary size: 20 MB, 200 MB inflated, a million cells.
    pub const ORDINARY: Self = Self {
        file_bytes: 20 << 20,
        inflated_bytes: 200 << 20,
        ratio: 100,
        cells: 1_000_000,
        columns: 400,
        sheets: 100,
        cell_bytes: 32_767,
    };
    /// For members: 64 MB, 400 MB inflated, six million cells.
    pub const MEMBERS: Self = Self {
        file_bytes: 64 << 20,
        inflated_bytes: 400 << 20,
        cells: 6_000_000,
        ..Self::ORDINARY
    };
}

/// The letters of a column counted from 1: 1 → A, 27 → AA.
pub fn column_letters(column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).expect("below 26")));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_excel_does() {
        assert_eq!(column_letters(1), "A");
        assert_eq!(column_letters(26), "Z");
        assert_eq!(column_letters(27), "AA");
        assert_eq!(column_letters(16_384), "XFD");
    }
}
