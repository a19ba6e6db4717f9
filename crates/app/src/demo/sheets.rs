//! The demo's sheets as files, for the importer to read like any other.

use std::{fs, path::Path};

use samuh_demo::Table;
use samuh_engine::{Error, Result};

/// Writes a sheet, its heading first, as comma-separated UTF-8.
pub(super) fn write(path: &Path, table: &Table) -> Result<()> {
    let text: String = table.texts().map(|row| line(row.iter().map(String::as_str))).collect();
    write_text(path, &text)
}

/// Writes a text as it is.
pub(super) fn write_text(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| Error::broken(format!("{}: {error}", path.display())))
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = cells
        .map(|cell| {
            if cell.contains([',', '"', '\n']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.to_owned()
            }
        })
        .collect();
    quoted.join(",") + "\n"
}
