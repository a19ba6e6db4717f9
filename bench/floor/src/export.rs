//! A workbook of 20,000 groups by 20 columns, row by row in constant memory.

use std::path::Path;

use anyhow::Result;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::district::{Cell, GROUP_HEADINGS, GROUPS, group_row};

/// Writes the workbook.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn write(path: &Path) -> Result<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    let days = Format::new().set_num_format("dd/mm/yyyy");
    let bold = Format::new().set_bold();
    for (heading, column) in GROUP_HEADINGS.iter().zip(0..) {
        sheet.write_string_with_format(0, column, *heading, &bold)?;
    }
    for (group, row) in (0..GROUPS).zip(1..) {
        for (cell, column) in group_row(group).iter().zip(0..) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Number(number) => sheet.write_number(row, column, *number as f64)?,
                Cell::Day(day) => {
                    let day = ExcelDateTime::parse_from_str(&day.to_string())?;
                    sheet.write_datetime_with_format(row, column, &day, &days)?
                }
            };
        }
    }
    Ok(book.save(path)?)
}
