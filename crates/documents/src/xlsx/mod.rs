//! Reads .xlsx and .xlsm workbooks as a stream: never more in memory than the shared texts and
//! one row, whatever the file claims.

mod merges;
mod package;
mod reference;
mod sheet;
mod strings;
mod styles;
mod workbook;
mod xml;

use std::path::Path;

use self::package::Package;
use self::sheet::Shelf;
use self::strings::Strings;
use self::styles::Styles;
use self::workbook::Workbook;
use crate::error::ReadError;
use crate::gate::{Gate, too_many_sheets};

/// Reads every sheet of a workbook, in the workbook's order.
pub(crate) fn read(path: &Path, gate: &mut Gate) -> Result<(), ReadError> {
    let mut package = Package::open(path, gate.limits)?;
    let workbook = Workbook::read(&mut package)?;
    if workbook.sheets.len() > gate.limits.sheets as usize {
        return Err(too_many_sheets(gate.limits));
    }
    if workbook.sheets.is_empty() {
        return Err(ReadError::new("empty_file"));
    }
    let shelf = shelf(&mut package, &workbook, gate)?;
    for listed in &workbook.sheets {
        let missing = || ReadError::broken("a listed sheet is missing");
        let merges = merges::read(package.part(&listed.part)?.ok_or_else(missing)?)?;
        gate.sheet(&listed.name, merges, listed.hidden)?;
        sheet::read(package.part(&listed.part)?.ok_or_else(missing)?, &shelf, gate)?;
    }
    Ok(())
}

fn shelf(package: &mut Package, workbook: &Workbook, gate: &Gate) -> Result<Shelf, ReadError> {
    let mut shelf = Shelf { from_1904: workbook.from_1904, ..Shelf::default() };
    if let Some(part) = workbook.styles.as_deref().map(|name| package.part(name)).transpose()? {
        shelf.styles = part.map(Styles::read).transpose()?.unwrap_or_default();
    }
    if let Some(part) = workbook.strings.as_deref().map(|name| package.part(name)).transpose()? {
        let strings = part.map(|part| Strings::read(part, gate.limits)).transpose()?;
        shelf.strings = strings.unwrap_or_default();
    }
    Ok(shelf)
}
