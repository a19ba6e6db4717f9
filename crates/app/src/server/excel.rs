//! A list as a workbook to download, with the same numbers as its page.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use samuh_documents::write::{Book, Column, Head, Kind, SheetWriter, WriteError};
use samuh_engine::{Error, clock};
use samuh_web::{show, words::Words};

use super::fail::Answer;

/// The media type of .xlsx.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The head of a list: its title, when it was true, how many rows follow, and the columns by the key
/// of their heading.
pub(crate) fn head(words: &Words, title: &str, rows: i64, columns: &[(&str, Kind, u16)]) -> Head {
    let at = show::instant(clock::now());
    let column = |(key, kind, width): &(&str, Kind, u16)| Column {
        heading: words.t(key),
        kind: *kind,
        width: *width,
    };
    Head {
        name: title.to_owned(),
        titles: vec![
            title.to_owned(),
            words.args("list-as-on", &[("at", at.into())]),
            words.args("list-count", &[("n", rows.into())]),
        ],
        columns: columns.iter().map(column).collect(),
    }
}

/// Writes one sheet and sends it under that title.
pub(crate) fn answer(
    title: &str,
    head: &Head,
    rows: impl FnOnce(&mut SheetWriter<'_>) -> Result<(), WriteError>,
) -> Answer {
    let bytes = written(head, rows).map_err(|error| Error::broken(error.to_string()))?;
    Ok(attached(title, "xlsx", XLSX, bytes))
}

fn written(
    head: &Head,
    rows: impl FnOnce(&mut SheetWriter<'_>) -> Result<(), WriteError>,
) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new(clock::local(clock::now()))?;
    let mut sheet = book.sheet(head)?;
    rows(&mut sheet)?;
    sheet.finish()?;
    book.into_bytes()
}

/// A file that the browser saves and never shows.
pub(crate) fn attached(title: &str, ending: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition(title, ending)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}

fn disposition(title: &str, ending: &str) -> HeaderValue {
    let name: String = title
        .chars()
        .map(
            |letter| {
                if letter.is_control() || "/\\:*?\"<>|".contains(letter) { '-' } else { letter }
            },
        )
        .collect();
    let escaped = samuh_web::show::in_query(&format!("{name}.{ending}")).replace('/', "-");
    let line = format!("attachment; filename=\"samuh.{ending}\"; filename*=UTF-8''{escaped}");
    HeaderValue::from_str(&line).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hindi_title_names_the_file_and_breaks_no_header() {
        let line = disposition("समूह/\"\r\nX", "xlsx");
        let line = line.to_str().unwrap();
        assert!(
            line.starts_with("attachment; filename=\"samuh.xlsx\"; filename*=UTF-8''%E0%A4%B8")
        );
        assert!(!line.contains('\n') && line.ends_with(".xlsx"));
    }
}
