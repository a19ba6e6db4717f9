//! The account of an import to take away: the office's own workbook with its faults marked, or
//! their list when the file is gone, and the whole account as JSON.

use std::fs;

use axum::{extract::Path, response::Response};
use samuh_documents::write::{Column, Head, Kind, Value};
use samuh_engine::{Error, Result};
use samuh_kernel::sheet::column_letters;
use samuh_web::words::Words;

use super::{
    super::{
        App, excel,
        fail::{Answer, Fail},
        visit::Visitor,
    },
    id_of, may_see,
    result::Found,
    shelf::Upload,
    show,
};
use crate::{
    ids::new_id,
    importing::{Register, Report, Source, counts, write_marked},
};

/// The media types of the two.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const JSON: &str = "application/json; charset=utf-8";
/// Headings and widths of the list.
const COLUMNS: [(&str, u16); 7] = [
    ("sheet", 16),
    ("row", 8),
    ("column", 8),
    ("heading", 24),
    ("value", 24),
    ("message", 48),
    ("cure", 48),
];

/// The account as JSON: the contract of the command line.
pub(in crate::server) async fn as_json(visitor: Visitor, Path(id): Path<String>) -> Answer {
    may_see(&visitor)?;
    let found = show::find(&visitor, id_of(&id)?).await?;
    let told = told(&found, visitor.words)?;
    let bytes = serde_json::to_vec_pretty(&told).map_err(Error::from)?;
    Ok(excel::attached(&stem(&found.0.file_name), "json", JSON, bytes))
}

/// The office's workbook with its faults marked.
pub(in crate::server) async fn as_workbook(visitor: Visitor, Path(id): Path<String>) -> Answer {
    may_see(&visitor)?;
    let found = show::find(&visitor, id_of(&id)?).await?;
    let told = told(&found, visitor.words)?;
    let upload = visitor.app.jobs().shelf().find(found.0.batch.id);
    let Some(upload) = upload else { return listed(&found.0.file_name, &told, visitor.words) };
    let (words, name) = (visitor.words, stem(&found.0.file_name));
    let bytes = visitor.app.blocking(move |app| marked(app, &upload, &told, words)).await?;
    Ok(excel::attached(&name, "xlsx", XLSX, bytes))
}

fn told((seen, findings): &Found, words: &Words) -> Answer<Report> {
    let register = Register::of(&seen.batch.register).ok_or_else(Fail::not_found)?;
    Ok(Report::of(Some(seen.batch.id), register, findings, words))
}

/// The name of a file without its ending.
fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

fn marked(app: &App, upload: &Upload, told: &Report, words: &Words) -> Result<Vec<u8>> {
    let gone = || Error::fault("upload_gone");
    let path = app.jobs().shelf().file(upload).ok_or_else(gone)?;
    let out = path.with_file_name(format!("{}.marked", new_id()?.simple()));
    let source = Source {
        register: upload.register()?,
        path: &path,
        name: &upload.file_name,
        program: &app.config().program,
    };
    let written = write_marked(&source, told, words, &out);
    let bytes = written.and_then(|()| {
        fs::read(&out).map_err(|error| Error::broken(format!("the marked copy: {error}")))
    });
    // Whatever became of it, the copy does not stay beside the original.
    drop(fs::remove_file(&out));
    bytes
}

fn listed(file: &str, told: &Report, words: &Words) -> Answer<Response> {
    let title = words.args("import-report-list", &[("file", file.into())]);
    let columns = COLUMNS.map(|(name, width)| Column {
        heading: words.t(&format!("faults-column-{name}")),
        kind: if name == "row" { Kind::Whole } else { Kind::Text },
        width,
    });
    let head = Head {
        name: words.t("faults-sheet"),
        titles: vec![title, counts(&told.tally, words)],
        columns: columns.to_vec(),
    };
    excel::answer(&stem(file), &head, |sheet| {
        for line in told.faults.iter().chain(&told.warnings) {
            let column = line.column.map(column_letters).unwrap_or_default();
            sheet.row(&[
                Value::Text(line.sheet.as_deref().unwrap_or_default()),
                line.row.map_or(Value::Empty, |row| Value::Whole(row.into())),
                Value::Text(&column),
                Value::Text(&line.heading),
                Value::Text(&line.value),
                Value::Text(&line.message),
                Value::Text(&line.cure),
            ])?;
        }
        Ok(())
    })
}
