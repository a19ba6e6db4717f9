//! Web tables saved under an Excel name, as many portals' "Export to Excel" does: every table's
//! rows become rows of one sheet.

mod table;

use std::path::Path;

use samuh_kernel::sheet::Merge;

use self::table::{Event, Table};
use crate::error::ReadError;
use crate::gate::Gate;
use crate::text::{Text, find_encoding};

/// More merged ranges than any sheet a person made.
const MERGES: usize = 100_000;

/// Reads the tables of a web page; refuses a page without one.
pub(crate) fn read(path: &Path, gate: &mut Gate) -> Result<(), ReadError> {
    let mut merges: Vec<Merge> = Vec::new();
    let mut rows = 0;
    walk(path, gate, &mut |event, _| {
        match event {
            Event::Merge(merge) => merges.push(merge),
            Event::Row(..) => rows += 1,
        }
        if merges.len() > MERGES {
            return Err(ReadError::new("too_many_cells").with("limit", MERGES));
        }
        Ok(())
    })?;
    if rows == 0 {
        return Err(ReadError::new("html_not_excel"));
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    gate.sheet(&stem.unwrap_or_default(), merges, false)?;
    walk(path, gate, &mut |event, gate| match event {
        Event::Merge(_) => Ok(()),
        Event::Row(number, cells) => gate.row(number, cells),
    })
}

fn walk(path: &Path, gate: &mut Gate, on: &mut table::On) -> Result<(), ReadError> {
    let mut text = Text::open(path, find_encoding(path)?)?;
    let mut block = String::new();
    let mut table = Table::default();
    while text.next(&mut block)? {
        for character in block.chars() {
            table.push(character, gate, on)?;
        }
    }
    table.end_row(gate, on)
}
