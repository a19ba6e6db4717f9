//! What both judges of figures share: why a row is not taken, and which indicator it speaks of.

use samuh_figures::catalogue::{Indicator, by_code, by_id};
use samuh_imports::{CellFault, InRow};

use crate::{
    series,
    unit::{Fields, SheetSays},
};

/// A fault or warning of a row: code, field, what the cell says, arguments.
pub(crate) type Note = (&'static str, &'static str, String, Vec<(&'static str, String)>);

/// Why a row is not taken.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) note: Note,
    /// The column at fault, where one is known.
    pub(crate) column: Option<u32>,
    /// A person may decide it: the row is doubtful, not refused.
    pub(crate) may_decide: bool,
}

impl Stop {
    /// The row cannot be taken.
    pub(crate) fn refused(note: Note, column: Option<u32>) -> Self {
        Self { note, column, may_decide: false }
    }

    /// A person must decide.
    pub(crate) fn doubtful(note: Note, column: Option<u32>) -> Self {
        Self { note, column, may_decide: true }
    }

    /// As a fault of its row.
    pub(crate) fn into_fault(self, row: &InRow, says: &SheetSays) -> CellFault {
        let heading = self.column.map(|column| says.heading(column)).unwrap_or_default();
        CellFault { column: self.column, heading, ..fault(row, self.note, !self.may_decide) }
    }
}

/// A note as a fault of its row.
pub(crate) fn fault(row: &InRow, (code, field, value, args): Note, refuses: bool) -> CellFault {
    CellFault {
        sheet: row.sheet.clone(),
        row: Some(row.number),
        field: Some(field.into()),
        value,
        code: code.into(),
        args: args.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        refuses,
        ..CellFault::default()
    }
}

/// The indicator of a column, of the row, or of the whole sheet.
pub(crate) fn indicator_of(
    fields: &Fields<'_>,
    series: Option<&str>,
) -> Result<&'static Indicator, Note> {
    if let Some(found) = series.and_then(by_code) {
        return Ok(found);
    }
    match fields.text("indicator") {
        Some(named) => series::named(named)
            .ok_or_else(|| ("indicator_unknown", "indicator", named.to_owned(), Vec::new())),
        None => fields.sheet.indicator.and_then(by_id).ok_or((
            "indicator_missing",
            "indicator",
            String::new(),
            Vec::new(),
        )),
    }
}
