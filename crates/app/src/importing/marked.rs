//! The office's own workbook back: faults marked in their cells, and a last sheet that lists them.

use std::path::Path;

use samuh_documents::{
    child,
    write::{Column, FaultSheet, Head, Kind, Mark, Value, report},
};
use samuh_engine::{Error, Result, clock};
use samuh_kernel::sheet::{Limits, column_letters};
use samuh_web::words::Words;

use super::{Report, Source, counts};

/// Widths of the list's columns: sheet, row, column, heading, value, message, cure.
const WIDTHS: [u16; 7] = [16, 8, 8, 24, 24, 48, 48];

/// Writes the original with its faults and warnings marked to `out`.
///
/// # Errors
/// `Broken` when the original can no longer be read or `out` cannot be written.
pub fn write_marked(source: &Source<'_>, told: &Report, words: &Words, out: &Path) -> Result<()> {
    let lines = || told.faults.iter().chain(&told.warnings);
    let marks: Vec<Mark> = lines()
        .filter_map(|line| {
            Some(Mark {
                sheet: line.sheet.clone()?,
                row: line.row?,
                column: line.column,
                note: format!("{}\n{}", line.message, line.cure).trim_end().to_owned(),
                hides: line.code == "aadhaar_not_kept",
            })
        })
        .collect();
    let columns: Vec<String> =
        lines().map(|line| line.column.map(column_letters).unwrap_or_default()).collect();
    let rows: Vec<Vec<Value<'_>>> = lines()
        .zip(&columns)
        .map(|(line, column)| {
            vec![
                Value::Text(line.sheet.as_deref().unwrap_or_default()),
                line.row.map_or(Value::Empty, |row| Value::Whole(row.into())),
                Value::Text(column),
                Value::Text(&line.heading),
                Value::Text(&line.value),
                Value::Text(&line.message),
                Value::Text(&line.cure),
            ]
        })
        .collect();
    let faults = FaultSheet { head: head(source, told, words), rows };
    let mut original = |sink: &mut samuh_documents::Sink| {
        child::spawn(source.program, source.path, &Limits::MEMBERS, sink)
    };
    report(&mut original, &marks, &faults, clock::local(clock::now()), out)
        .map_err(|error| Error::broken(format!("the marked copy: {error}")))
}

fn head(source: &Source<'_>, told: &Report, words: &Words) -> Head {
    let headings = ["sheet", "row", "column", "heading", "value", "message", "cure"];
    let columns = headings
        .into_iter()
        .zip(WIDTHS)
        .map(|(name, width)| Column {
            heading: words.t(&format!("faults-column-{name}")),
            kind: if name == "row" { Kind::Whole } else { Kind::Text },
            width,
        })
        .collect();
    let title = words.args("faults-of-file", &[("file", source.name.into())]);
    Head { name: words.t("faults-sheet"), titles: vec![title, counts(&told.tally, words)], columns }
}
