//! What an area reads from a sheet: its columns, the words that head them, what must be there.

use chrono::NaiveDate;
use samuh_kernel::{calendar::FinancialYear, read::Choice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the cells of a column are read.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Free text as typed.
    Text,
    /// A name of a person, a group or a place.
    Name,
    /// An opaque code.
    Code,
    /// A count.
    Whole,
    /// Rupees in the sheet, paise in the value; for reported figures hundredths of the unit.
    Paise,
    /// A fraction: latitude, longitude, per cent.
    Decimal,
    /// A day.
    Day,
    /// A calendar month.
    Month,
    /// A financial year: "2026-27".
    Year,
    /// Ten digits of a mobile.
    Mobile,
    /// A bank account number.
    Account,
    /// A bank account number of which only the last four digits are kept.
    Tail,
    /// An IFSC.
    Ifsc,
    /// Yes or no.
    YesNo,
    /// One of a closed list.
    Choice(&'static [Choice]),
}

impl Kind {
    /// True for the kinds whose cells may be typed in a legacy font.
    pub(crate) fn is_worded(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Name | Self::Day | Self::Month | Self::YesNo | Self::Choice(_)
        )
    }

    /// True for names and free text, where an identity number is looked for; codes and counts too.
    pub(crate) fn is_screened(self) -> bool {
        matches!(self, Self::Text | Self::Name | Self::Code | Self::Whole)
    }
}

/// One field an area reads, and the words that head its column in real sheets.
#[derive(Clone, Copy)]
pub struct Column {
    /// The field's name in the register.
    pub field: &'static str,
    /// How its cells are read.
    pub kind: Kind,
    /// Headings in Hindi, English and the field names of official apps, parted by `|`; the first
    /// is the usual one.
    pub words: &'static str,
    /// A blank or unreadable cell refuses the row (only where the sheet has the column).
    pub required: bool,
    /// Blank may mean "as above" (block, GP, village): listed from the widest place to the smallest.
    pub as_above: bool,
    /// Tells one record from another: its own code, or a person's name. Rows equal in all cells are
    /// an exact repeat only when such a cell is filled.
    pub identifies: bool,
}

impl Column {
    /// A column that is neither required nor as-above.
    pub const fn new(field: &'static str, kind: Kind, words: &'static str) -> Self {
        Self { field, kind, words, required: false, as_above: false, identifies: false }
    }

    /// Its headings, the usual one first.
    pub fn headings(&self) -> impl Iterator<Item = &'static str> {
        self.words.split('|').map(str::trim)
    }

    /// The same column, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same column, where blank may mean as above.
    pub const fn as_above(mut self) -> Self {
        self.as_above = true;
        self
    }

    /// The same column, telling records apart.
    pub const fn identifies(mut self) -> Self {
        self.identifies = true;
        self
    }
}

/// Columns of figures: months or indicators (or both, one above the other) as headings.
#[derive(Debug, Clone, Copy)]
pub struct Repeated {
    /// The field that such columns fill; it counts as mapped for `Shape::needs`.
    pub value: &'static str,
    /// Months may head columns.
    pub months: bool,
    /// Indicators (`Options::series`) may head columns.
    pub series: bool,
    /// Headings of the measure that is read ("उपलब्धि"), beside or under an indicator.
    pub take: &'static [&'static str],
    /// Headings of measures that are left out ("लक्ष्य", "प्रतिशत").
    pub leave: &'static [&'static str],
    /// Headings of the whole year ("वार्षिक"), read as a figure without month; empty where sums
    /// of months are left out.
    pub annual: &'static [&'static str],
}

/// All that one register reads.
pub struct Shape {
    /// The register's name as on the command line.
    pub register: &'static str,
    /// Its columns; values of a row come in this order.
    pub columns: &'static [Column],
    /// A sheet is understood when of each set at least one field is mapped.
    pub needs: &'static [&'static [&'static str]],
    /// Columns of figures, if the register has them.
    pub repeated: Option<Repeated>,
}

impl Shape {
    /// The place of a field among the columns.
    pub fn index(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }
}

/// A series of figures that may head columns: an indicator and what sheets call it.
#[derive(Debug, Clone)]
pub struct Series {
    /// The indicator's code.
    pub code: String,
    /// Its names in both languages and short forms.
    pub words: Vec<String>,
}

/// The columns of one kind of sheet, as settled once and remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The signature of the sheet's headings.
    pub signature: String,
    /// Column number (from 1) → field, or none for a column to be left out. Columns that are not
    /// listed are recognised by their words.
    pub mapping: BTreeMap<u32, Option<String>>,
}

/// What the office knows beside the file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The day of reading, for two-digit years and days out of range.
    pub today: NaiveDate,
    /// Layouts corrected by hand for this file.
    pub corrected: Vec<Layout>,
    /// Layouts remembered from earlier files.
    pub remembered: Vec<Layout>,
    /// Only these sheets, when not empty; a hidden sheet is read only when named here.
    pub sheets: Vec<String>,
    /// Further headings: (words, field).
    pub aliases: Vec<(String, String)>,
    /// Indicators that may head columns.
    pub series: Vec<Series>,
    /// The year of months without one, when the sheet names none.
    pub year: Option<FinancialYear>,
}
