//! The dirt of real workbooks: takes a clean table and hands back a sheet as a block office would
//! send it, with the truth of every cell that was changed.

mod cells;
mod kruti;
mod lines;
mod roles;
#[cfg(test)]
mod tests;

use samuh_kernel::read::RepairKind;
use samuh_kernel::sheet::{Merge, Piece, Row};

use crate::random::Random;
use crate::table::{Table, cut};

pub use kruti::encode as kruti_dev;
pub use roles::{Role, roles};

/// One kind of dirt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dirt {
    /// Digits of Devanagari in codes and days.
    DevanagariDigits,
    /// Zero-width joiners and no-break spaces in names.
    Joiners,
    /// ड़ and ढ़ as the one-piece letters that Unicode gave up.
    NuktaLetters,
    /// UTF-8 read as Windows-1252.
    Mojibake,
    /// Latin names in capitals.
    Capitals,
    /// A whole column of names in Kruti Dev 010.
    KrutiDevColumn,
    /// O for 0 and l for 1 in codes.
    LookAlikes,
    /// Codes with `.0` behind, as a text export writes numeric cells.
    CodeFloats,
    /// Mobile numbers as numeric cells.
    MobileFloats,
    /// Days in every form of the office: ordinary, not a repair.
    DayForms,
    /// 31/02 and its like.
    ImpossibleDays,
    /// Excel's running number as text.
    SerialDays,
    /// `2.25 लाख`.
    LakhSuffix,
    /// `2,25,000` and `225,000` as text: ordinary, not a repair.
    Grouping,
    /// Blocks and gram panchayats written once and merged downward.
    AsAbove,
    /// A village nobody has heard of.
    UnknownVillages,
    /// A village's name with a vowel too long or too short.
    MisspeltVillages,
    /// Villages whose name stands twice in the block, with nothing else to tell them by.
    AmbiguousVillages,
    /// An Aadhaar number (one of UIDAI's published test numbers) in a cell for a name.
    AadhaarInName,
    /// No name.
    MissingName,
    /// A row copied below itself.
    Repeats,
    /// The heading again in the middle.
    RepeatedHeading,
    /// Column numbers below the heading.
    ColumnNumbers,
    /// Blank rows.
    BlankRows,
    /// A row of sums below each block, where blocks are written once.
    Subtotals,
    /// A row of sums at the end.
    Totals,
    /// Lines of title above the heading.
    Titles,
    /// A heading of two rows, merged.
    TwoRowHeading,
    /// A first column of running numbers.
    Serials,
}

/// What an importer must make of a soiled cell or added row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Restored and listed with this kind.
    Repair(RepairKind),
    /// Refused or held for a person, whatever the code; one of these codes where any is named.
    Fault(&'static [&'static str]),
    /// Read without ado: neither a repair nor a fault.
    Ordinary,
    /// Found by its sound, or held for a person; never taken for something else.
    Resolved,
    /// Left out, and why.
    Skipped(&'static str),
}

/// The truth about one soiled cell, or one row that does not belong to the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// The sheet's name.
    pub sheet: String,
    /// The row in the file, from 1.
    pub row: u32,
    /// The column in the file, from 1; none for a whole row.
    pub column: Option<u32>,
    /// What was done.
    pub kind: Dirt,
    /// What the cell said; days dd/mm/yyyy.
    pub clean: String,
    /// What it says now.
    pub dirty: String,
    /// What must come of it.
    pub expect: Expect,
}

/// A soiled sheet with its truth.
#[derive(Debug, Clone, PartialEq)]
pub struct DirtySheet {
    /// The sheet's name.
    pub name: String,
    /// Its rows, blank ones left out.
    pub rows: Vec<Row>,
    /// Its merged ranges.
    pub merges: Vec<Merge>,
    /// The (last) row of its heading.
    pub heading_row: u32,
    /// Non-blank rows below the heading.
    pub below: usize,
    /// Where each clean row stands now: its file row, by its place in the clean table.
    pub placed: Vec<(u32, usize)>,
    /// What was soiled.
    pub truth: Vec<Truth>,
}

impl DirtySheet {
    /// The sheet under another name: a text file's sheet is called as the file.
    #[must_use]
    pub fn renamed(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        for truth in &mut self.truth {
            name.clone_into(&mut truth.sheet);
        }
        self
    }

    /// The sheet as a reader of its file would send it.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        let (name, merges) = (self.name.clone(), self.merges.clone());
        let head = Piece::Sheet { name, merges, hidden: false };
        std::iter::once(head).chain(self.rows.iter().cloned().map(Piece::Row))
    }
}

/// All kinds of dirt, for a sheet with everything.
pub const ALL: [Dirt; 29] = [
    Dirt::DevanagariDigits,
    Dirt::Joiners,
    Dirt::NuktaLetters,
    Dirt::Mojibake,
    Dirt::Capitals,
    Dirt::KrutiDevColumn,
    Dirt::LookAlikes,
    Dirt::CodeFloats,
    Dirt::MobileFloats,
    Dirt::DayForms,
    Dirt::ImpossibleDays,
    Dirt::SerialDays,
    Dirt::LakhSuffix,
    Dirt::Grouping,
    Dirt::AsAbove,
    Dirt::UnknownVillages,
    Dirt::MisspeltVillages,
    Dirt::AmbiguousVillages,
    Dirt::AadhaarInName,
    Dirt::MissingName,
    Dirt::Repeats,
    Dirt::RepeatedHeading,
    Dirt::ColumnNumbers,
    Dirt::BlankRows,
    Dirt::Subtotals,
    Dirt::Totals,
    Dirt::Titles,
    Dirt::TwoRowHeading,
    Dirt::Serials,
];

/// Soils a table. The same table, kinds and seed always give the same dirt; a kind that finds no
/// cell it fits does nothing.
pub fn soil(table: &Table, kinds: &[Dirt], seed: u64) -> DirtySheet {
    let mut random = Random::named(seed, &table.name);
    let mut page = lines::Page::new(table, kinds.contains(&Dirt::Serials));
    if kinds.contains(&Dirt::AsAbove) {
        page.write_places_once();
    }
    for &kind in kinds {
        cells::soil(&mut page, kind, &mut random);
    }
    page.add_rows(kinds, &mut random);
    page.add_head(kinds);
    let mut sheet = page.numbered(&table.name);
    for row in &mut sheet.rows {
        row.cells = cut(std::mem::take(&mut row.cells));
    }
    sheet
}
