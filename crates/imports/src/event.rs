//! What is reported while a file is read: the sheets as understood, their rows, what was skipped.

use std::borrow::Cow;

use chrono::NaiveDate;
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    read::RepairKind,
};
use serde::{Deserialize, Serialize};

use crate::label::Label;

/// One report of an [`Intake`](crate::Intake), in file order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A sheet's heading was found, or was not.
    Understood(SheetUnderstood),
    /// A data row. It counts as one of the rows read.
    Row(Box<InRow>),
    /// A row left out. It counts as one of the rows read, and as skipped.
    Skipped(Skipped),
    /// Something to know about a sheet or a column; no row is refused for it.
    Warning(CellFault),
    /// The file cannot be read as this register at all.
    Fault(CellFault),
}

/// What was understood of a sheet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SheetUnderstood {
    /// The sheet's name.
    pub sheet: Label,
    /// True when its rows are read.
    pub understood: bool,
    /// Row numbers of the heading (or of the row that looks most like one).
    pub heading_rows: Vec<u32>,
    /// Its columns that have a heading.
    pub columns: Vec<ColumnSeen>,
    /// Names this arrangement of headings, for [`Layout`](crate::Layout).
    pub signature: String,
    /// Texts above the heading.
    pub titles: Vec<String>,
    /// What the titles say of a place: (field, name), as in "विकासखण्ड: माकड़ी". A state, district or
    /// block so named fills every row of a register sheet that has no column of that level.
    pub given: Vec<(String, String)>,
    /// The financial year that the titles or the sheet's name give.
    pub year: Option<FinancialYear>,
    /// The month that the titles or the sheet's name give.
    pub month: Option<Month>,
}

/// One column of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnSeen {
    /// Its number, from 1.
    pub column: u32,
    /// Its heading as in the file; of two heading rows joined by " / ".
    pub heading: Label,
    /// The field it fills; none when it is left out.
    pub field: Option<String>,
    /// How that was decided.
    pub how: How,
    /// The indicator of a column of figures.
    pub series: Option<String>,
    /// The month of a column of figures: 1 to 12.
    pub month: Option<u32>,
    /// Every number is multiplied by this ("राशि (लाख में)" → 1,00,000).
    pub factor: i64,
    /// Its cells are typed in Kruti Dev.
    pub legacy: bool,
}

/// How a column was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Corrected by hand for this file.
    ByHand,
    /// As remembered for this layout.
    Remembered,
    /// By the field's usual heading.
    Exact,
    /// By another known heading.
    Synonym,
    /// By a heading that is nearly a known one.
    Close,
    /// A running number or an identity number: never read.
    Left,
    /// Not known.
    Unknown,
}

/// Why a row was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A total of the sheet.
    Total,
    /// A total of a part.
    Subtotal,
    /// The heading again, or the numbers of the columns.
    RepeatedHeading,
    /// A remark or a signature under the table.
    Note,
    /// The same row stood before in the file.
    ExactRepeat,
    /// A person left it out.
    LeftOut,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The sheet's name.
    pub sheet: Label,
    /// The row's number, from 1.
    pub row: u32,
    /// Why.
    pub why: Why,
    /// Of an exact repeat: the sheet and row that stood first, where still known.
    pub first: Option<u32>,
}

/// A cell's value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text, a name, a code, a mobile, an account number, an IFSC.
    Text(String),
    /// A count.
    Whole(i64),
    /// Paise, or hundredths of the unit of a figure.
    Paise(i64),
    /// A fraction.
    Decimal(f64),
    /// A day.
    Day(NaiveDate),
    /// A calendar month.
    Month(Month),
    /// A financial year.
    Year(FinancialYear),
    /// Yes or no.
    Flag(bool),
    /// A code of a closed list.
    Code(Cow<'static, str>),
}

/// A figure of a column headed by a month or an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its column, from 1.
    pub column: u32,
    /// Its indicator, where the heading names one.
    pub series: Option<Label>,
    /// Its month, where the heading names one; none for a year's figure.
    pub month: Option<Month>,
    /// Hundredths of the unit.
    pub hundredths: i64,
}

/// A data row, read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct InRow {
    /// The sheet's name.
    pub sheet: Label,
    /// The row's number, from 1.
    pub number: u32,
    /// Values in the order of the shape's columns; none for blank or unread cells.
    pub values: Vec<Option<Value>>,
    /// Columns of figures, blank cells left out.
    pub figures: Vec<Figure>,
    /// What was repaired, cell by cell.
    pub repairs: Vec<Repair>,
    /// What is wrong.
    pub faults: Vec<CellFault>,
    /// What is odd but taken.
    pub warnings: Vec<CellFault>,
    /// The legacy text of cells that were converted, to be kept beside the value.
    pub originals: Vec<Original>,
}

impl InRow {
    /// True when a fault keeps the row out.
    pub fn refused(&self) -> bool {
        self.faults.iter().any(|fault| fault.refuses)
    }
}

/// A cell as it stood in a legacy font.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The field.
    pub field: Cow<'static, str>,
    /// The cell's text before conversion.
    pub text: String,
}

/// A stored value that differs from what the cell says. Issue 2, contracts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Repair {
    /// The sheet's name.
    pub sheet: Label,
    /// The row's number, from 1.
    pub row: u32,
    /// The column's number, from 1.
    pub column: u32,
    /// The column's heading as in the file.
    pub heading: Label,
    /// What the cell says.
    pub from: String,
    /// What is stored.
    pub to: String,
    /// What was repaired.
    pub kind: RepairKind,
}

/// A fault or warning of a cell, row, column or sheet. Its sentence and cure come from the words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CellFault {
    /// The sheet's name; empty for the whole file.
    pub sheet: Label,
    /// The row's number; none for a whole sheet or column.
    pub row: Option<u32>,
    /// The column's number; none for a whole row or sheet.
    pub column: Option<u32>,
    /// The column's heading as in the file.
    pub heading: Label,
    /// The field of the register.
    pub field: Option<Cow<'static, str>>,
    /// What the cell says; identity numbers are masked.
    pub value: String,
    /// The Fluent message `fault-<code>`.
    pub code: Cow<'static, str>,
    /// Its arguments.
    pub args: Vec<(Cow<'static, str>, String)>,
    /// True when the row cannot be taken.
    pub refuses: bool,
}
