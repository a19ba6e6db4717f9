//! Reads .xls workbooks of Excel 97 to 2003. The whole workbook is taken into memory, so this runs
//! in the reading child, whose memory is limited.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls, XlsError};
use samuh_kernel::sheet::{Cell, Merge, NO_VALUE};

use crate::error::ReadError;
use crate::gate::{Gate, too_many_sheets};
use crate::{days, ole};

/// Reads every sheet of a workbook, in the workbook's order.
pub(crate) fn read(path: &Path, gate: &mut Gate) -> Result<(), ReadError> {
    let bytes = std::fs::read(path)?;
    ole::check(&bytes)?;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| from_xls(&error))?;
    let from_1904 = book.has_1904_epoch();
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > gate.limits.sheets as usize {
        return Err(too_many_sheets(gate.limits));
    }
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let merges = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        let merges = merges.iter().filter_map(merge).collect();
        gate.sheet(&sheet.name, merges, sheet.visible != SheetVisible::Visible)?;
        let range = book.worksheet_range(&sheet.name).map_err(|error| from_xls(&error))?;
        let formulas = book.worksheet_formula(&sheet.name).map_err(|error| from_xls(&error))?;
        let open = Open::of(&formulas, &range);
        rows(&range, from_1904, &open, gate)?;
    }
    Ok(())
}

/// The formulas of a sheet that no program has reckoned. In an .xls such a formula looks like one that
/// came to nothing (`=IF(A1="","",A1)`), so it is only said of a sheet none of whose formulas has a value.
struct Open<'a>(Option<&'a Range<String>>);

impl<'a> Open<'a> {
    fn of(formulas: &'a Range<String>, values: &Range<Data>) -> Self {
        let (top, left) = formulas.start().unwrap_or_default();
        let is_open = |(row, column, _): (usize, usize, &String)| {
            let at = (u32::try_from(row).ok()? + top, u32::try_from(column).ok()? + left);
            Some(values.get_value(at).is_none_or(is_nothing))
        };
        let mut written = formulas.used_cells().filter(|cell| !cell.2.is_empty()).peekable();
        let any = written.peek().is_some();
        Self((any && written.all(|cell| is_open(cell) == Some(true))).then_some(formulas))
    }

    fn holds(&self, row: u32, column: u32) -> bool {
        let written = |formulas: &&Range<String>| {
            formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty())
        };
        self.0.as_ref().is_some_and(written)
    }
}

fn is_nothing(value: &Data) -> bool {
    match value {
        Data::Empty => true,
        Data::String(text) => text.is_empty(),
        _ => false,
    }
}

fn rows(
    range: &Range<Data>,
    from_1904: bool,
    open: &Open<'_>,
    gate: &mut Gate,
) -> Result<(), ReadError> {
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    for (offset, row) in range.rows().enumerate() {
        let number = u32::try_from(offset).map_err(ReadError::broken)? + first_row + 1;
        let mut cells = vec![Cell::Empty; first_column as usize];
        for value in row {
            let cell = match value {
                nothing if is_nothing(nothing) && open.holds(number - 1, column_of(&cells)) => {
                    Cell::Error(NO_VALUE.to_owned())
                }
                Data::DateTime(at) if at.is_datetime() => days::day(at.as_f64(), from_1904),
                other => cell(other, number, cells.len() + 1, gate)?,
            };
            cells.push(cell);
        }
        // Formulas filled down below the last row are no rows.
        let uncounted = |cell: &Cell| matches!(cell, Cell::Error(text) if text == NO_VALUE);
        if cells.iter().all(|cell| *cell == Cell::Empty || uncounted(cell)) {
            cells.clear();
        }
        gate.row(number, cells)?;
    }
    Ok(())
}

/// The column of the cell that comes next, from 0.
fn column_of(cells: &[Cell]) -> u32 {
    u32::try_from(cells.len()).unwrap_or(u32::MAX)
}

fn cell(value: &Data, row: u32, column: usize, gate: &Gate) -> Result<Cell, ReadError> {
    Ok(match value {
        Data::Empty => Cell::Empty,
        Data::String(text) => gate.text(row, column, text)?,
        Data::Int(number) => {
            #[expect(clippy::cast_precision_loss, reason = "an .xls holds 30-bit whole numbers")]
            let number = *number as f64;
            Cell::Number(number)
        }
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(value) => Cell::Bool(*value),
        Data::Error(error) => Cell::Error(error.to_string()),
        Data::DateTime(at) => Cell::Number(at.as_f64()),
        Data::DateTimeIso(text) => days::iso_day(text),
        Data::DurationIso(text) => gate.text(row, column, text)?,
    })
}

fn merge(range: &calamine::Dimensions) -> Option<Merge> {
    let ((first_row, first_column), (last_row, last_column)) = (range.start, range.end);
    Some(Merge {
        first_row: first_row.checked_add(1)?,
        last_row: last_row.checked_add(1)?,
        first_column: first_column.checked_add(1)?,
        last_column: last_column.checked_add(1)?,
    })
}

fn from_xls(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::new("encrypted"),
        XlsError::Io(error) => ReadError::from_io(error),
        other => ReadError::broken(other),
    }
}
