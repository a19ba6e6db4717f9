//! The gate every reader passes its rows through: it counts against the limits, keeps the order
//! of rows, cuts trailing empty cells and hands the rest on.

use samuh_kernel::sheet::{Cell, Limits, Merge, Piece, Row, column_letters};

use crate::error::ReadError;

/// Takes the pieces of a file one by one; an error stops the reading.
pub type Sink<'a> = dyn FnMut(Piece) -> Result<(), ReadError> + 'a;

/// Rows of a worksheet in Excel: no row number lies beyond.
pub(crate) const ROWS: u32 = 1_048_576;

/// Counts what one file sends and refuses what goes beyond its limits.
pub(crate) struct Gate<'a, 'b> {
    pub(crate) limits: &'a Limits,
    sink: &'a mut Sink<'b>,
    sheet: String,
    sheets: u32,
    cells: u64,
    last_row: u32,
}

impl<'a, 'b> Gate<'a, 'b> {
    pub(crate) fn new(limits: &'a Limits, sink: &'a mut Sink<'b>) -> Self {
        Self { limits, sink, sheet: String::new(), sheets: 0, cells: 0, last_row: 0 }
    }

    /// Begins a sheet.
    pub(crate) fn sheet(
        &mut self,
        name: &str,
        merges: Vec<Merge>,
        hidden: bool,
    ) -> Result<(), ReadError> {
        self.sheets += 1;
        if self.sheets > self.limits.sheets {
            return Err(too_many_sheets(self.limits));
        }
        name.clone_into(&mut self.sheet);
        self.last_row = 0;
        (self.sink)(Piece::Sheet { name: name.to_owned(), merges, hidden })
    }

    /// Passes a row on, if it holds anything.
    pub(crate) fn row(&mut self, number: u32, mut cells: Vec<Cell>) -> Result<(), ReadError> {
        if number <= self.last_row || number > ROWS {
            return Err(self.at(ReadError::broken("row numbers do not rise"), number, 0));
        }
        self.last_row = number;
        let used = cells.iter().rposition(|cell| *cell != Cell::Empty).map_or(0, |last| last + 1);
        cells.truncate(used);
        if cells.is_empty() {
            return Ok(());
        }
        self.column_fits(number, used)?;
        self.cells += cells.iter().filter(|cell| **cell != Cell::Empty).count() as u64;
        if self.cells > self.limits.cells {
            return Err(ReadError::new("too_many_cells").with("limit", self.limits.cells));
        }
        (self.sink)(Piece::Row(Row { number, cells }))
    }

    /// Refuses a non-empty cell beyond the last column allowed.
    pub(crate) fn column_fits(&self, row: u32, column: usize) -> Result<(), ReadError> {
        if column <= self.limits.columns as usize {
            return Ok(());
        }
        let refusal = ReadError::new("too_many_columns").with("limit", self.limits.columns);
        Err(self.at(refusal, row, column))
    }

    /// A text cell: empty when it holds only spaces, refused when it is too long.
    pub(crate) fn text(&self, row: u32, column: usize, text: &str) -> Result<Cell, ReadError> {
        if text.len() > self.limits.cell_bytes {
            return Err(self.too_long(row, column));
        }
        if text.trim().is_empty() {
            return Ok(Cell::Empty);
        }
        Ok(Cell::Text(text.to_owned()))
    }

    /// The refusal of a cell with too much text.
    pub(crate) fn too_long(&self, row: u32, column: usize) -> ReadError {
        let refusal = ReadError::new("cell_too_long").with("limit", self.limits.cell_bytes);
        self.at(refusal, row, column)
    }

    /// Adds where in the file a refusal stands; column 0 means the whole row. The `place` is
    /// written as Excel writes it: `Sheet1!B3`.
    pub(crate) fn at(&self, refusal: ReadError, row: u32, column: usize) -> ReadError {
        let column = column_letters(u32::try_from(column).unwrap_or(u32::MAX));
        let place = format!("{}!{column}{row}", self.sheet);
        refusal
            .with("sheet", &self.sheet)
            .with("row", row)
            .with("column", column)
            .with("place", place)
    }
}

/// The refusal of a workbook with too many sheets.
pub(crate) fn too_many_sheets(limits: &Limits) -> ReadError {
    ReadError::new("too_many_sheets").with("limit", limits.sheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Cell {
        Cell::Text(value.into())
    }

    fn sent(rows: Vec<(u32, Vec<Cell>)>, limits: Limits) -> Result<Vec<Piece>, ReadError> {
        let mut pieces = Vec::new();
        let mut sink = |piece| {
            pieces.push(piece);
            Ok(())
        };
        let mut gate = Gate::new(&limits, &mut sink);
        gate.sheet("S", Vec::new(), false)?;
        for (number, cells) in rows {
            gate.row(number, cells)?;
        }
        Ok(pieces)
    }

    #[test]
    fn trailing_empty_cells_and_empty_rows_are_cut() {
        let rows = vec![(1, vec![Cell::Empty, text("a"), Cell::Empty]), (2, vec![Cell::Empty])];
        let pieces = sent(rows, Limits::ORDINARY).unwrap();
        let row = Row { number: 1, cells: vec![Cell::Empty, text("a")] };
        assert_eq!(pieces[1..], [Piece::Row(row)]);
    }

    #[test]
    fn rows_out_of_order_and_beyond_the_sheet_are_refused() {
        let back = vec![(5, vec![text("a")]), (4, vec![text("b")])];
        assert_eq!(sent(back, Limits::ORDINARY).unwrap_err().code, "broken_file");
        let beyond = vec![(ROWS + 1, vec![text("a")])];
        assert_eq!(sent(beyond, Limits::ORDINARY).unwrap_err().code, "broken_file");
    }

    #[test]
    fn cells_and_columns_are_counted_against_the_limits() {
        let limits = Limits { cells: 2, columns: 3, ..Limits::ORDINARY };
        let three = vec![(1, vec![text("a"), Cell::Empty, text("b")]), (2, vec![text("c")])];
        assert_eq!(sent(three, limits).unwrap_err().code, "too_many_cells");
        let wide = vec![(1, vec![text("a"), Cell::Empty, Cell::Empty, text("b")])];
        let refusal = sent(wide, limits).unwrap_err();
        assert_eq!((refusal.code, refusal.arg("column")), ("too_many_columns", Some("D")));
    }
}
