//! Fields of a row of figures by name, with what the sheet says of every row.

use samuh_imports::{InRow, Shape, Value};
use samuh_kernel::calendar::{FinancialYear, Month};
use samuh_places::Named;

use super::SheetSays;

/// A row and its sheet.
pub(crate) struct Fields<'a> {
    pub(crate) shape: &'static Shape,
    pub(crate) row: &'a InRow,
    pub(crate) sheet: &'a SheetSays,
}

impl Fields<'_> {
    fn value(&self, field: &str) -> Option<&Value> {
        self.row.values.get(self.shape.index(field)?)?.as_ref()
    }

    /// The row's own text of a field.
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        match self.value(field)? {
            Value::Text(text) if !text.is_empty() => Some(text),
            Value::Code(code) => Some(code),
            _ => None,
        }
    }

    /// The row's own text, else what stands above the heading for the whole sheet.
    pub(crate) fn said(&self, field: &str) -> Option<String> {
        self.text(field).or_else(|| self.sheet.given(field)).map(str::to_owned)
    }

    /// A figure in hundredths of its unit.
    pub(crate) fn hundredths(&self, field: &str) -> Option<i64> {
        match self.value(field)? {
            Value::Paise(number) => Some(*number),
            _ => None,
        }
    }

    /// The month in the row's own column.
    pub(crate) fn own_month(&self) -> Option<Month> {
        match self.value("month") {
            Some(Value::Month(month)) => Some(*month),
            _ => None,
        }
    }

    /// The month of the row, else of the sheet.
    pub(crate) fn month(&self) -> Option<Month> {
        self.own_month().or(self.sheet.month)
    }

    /// The year of the row, else of the sheet.
    pub(crate) fn year(&self) -> Option<FinancialYear> {
        match self.value("year") {
            Some(Value::Year(year)) => Some(*year),
            _ => self.sheet.year,
        }
    }

    /// The place a row names below the district.
    pub(crate) fn place(&self) -> Named {
        Named {
            block_code: self.said("block_code"),
            block: self.said("block"),
            gp_code: self.said("gp_code"),
            gp: self.said("gp"),
            village_code: self.text("village_code").map(str::to_owned),
            village: self.text("village").map(str::to_owned),
        }
    }
}
