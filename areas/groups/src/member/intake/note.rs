//! What the judge has to say of a row: notes that go with it, and what stops it.

use samuh_imports::{CellFault, InRow};

/// Something to say of a row, as a stable code with its arguments.
#[derive(Debug, Clone)]
pub(super) struct Note {
    code: &'static str,
    field: &'static str,
    value: String,
    args: Vec<(&'static str, String)>,
}

impl Note {
    /// A note at a field, with what the cell says.
    pub(super) fn new(code: &'static str, field: &'static str, value: impl Into<String>) -> Self {
        Self { code, field, value: value.into(), args: Vec::new() }
    }

    /// The same with one more argument.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The row is not taken.
    pub(super) fn refused(self) -> Stop {
        Stop { note: self, refuses: true }
    }

    /// A person decides about the row.
    pub(super) fn doubtful(self) -> Stop {
        Stop { note: self, refuses: false }
    }

    /// As a fault of its row.
    pub(super) fn fault(self, row: &InRow, refuses: bool) -> CellFault {
        CellFault {
            sheet: row.sheet.clone(),
            row: Some(row.number),
            field: Some(self.field.into()),
            value: self.value,
            code: self.code.into(),
            args: self.args.into_iter().map(|(name, value)| (name.into(), value)).collect(),
            refuses,
            ..CellFault::default()
        }
    }
}

/// Why a row is not taken.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub(super) note: Note,
    /// False when a person may decide it.
    pub(super) refuses: bool,
}

/// A judgement that may stop.
pub(super) type Go<T> = std::result::Result<T, Stop>;
