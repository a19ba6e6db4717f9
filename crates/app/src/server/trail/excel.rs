//! The trail as a workbook: a row for each field of each record, masked as on the page.

use axum::response::Response;
use samuh_documents::write::{Column, Head, Kind as Holds, SheetWriter, Value, WriteError};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_web::{
    pages::trail::{Entry, approved},
    show::{day, instant},
    words::Words,
};

use super::{RECORDS, Which, ask_of, born, chain_line, record, show, span, store};
use crate::server::{excel, query::Query, visit::Visitor};

/// Entries read at a time.
const SOME: i64 = 500;

/// The trail of days, whole.
pub(super) fn of_days(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Response> {
    let mut ask = ask_of(&query.without(&["before"]));
    let mut entries = Vec::new();
    loop {
        let ops = store::of_days(reader, visitor.desk(), &ask, SOME)?;
        let Some(last) = ops.last() else { break };
        ask.before = Some((last.at, last.no));
        entries.extend(show::entries(reader, visitor, &ops, Which::whole())?);
    }
    let (from, to) = span(query);
    let title = visitor.words.t("trail-title");
    written(reader, visitor, &title, format!("{} – {}", day(from), day(to)), &entries)
}

/// The trail of a record, whole.
pub(super) fn of_record(
    reader: &mut Reader,
    visitor: &Visitor,
    kind: record::Kind,
    id: i64,
) -> Result<Response> {
    let (name, _) = record::found(reader, visitor, kind, id)?;
    let mut before = i64::MAX;
    let mut entries = Vec::new();
    loop {
        let scope = visitor.scope();
        let ops = store::of_record(reader, scope, kind.subject(), id, before, SOME)?;
        let Some(last) = ops.last() else { break };
        before = last.no;
        // Of an import only what it did to this record.
        let which = Which { about: Some((kind.subject(), id)), most: RECORDS };
        entries.extend(show::entries(reader, visitor, &ops, which)?);
    }
    let title = visitor.words.args("trail-of", &[("name", name.into())]);
    let under = born(reader, visitor, kind, id)?.map(|born| born.text).unwrap_or_default();
    written(reader, visitor, &title, under, &entries)
}

fn written(
    reader: &mut Reader,
    visitor: &Visitor,
    title: &str,
    under: String,
    entries: &[Entry],
) -> Result<Response> {
    let words = visitor.words;
    let at = instant(clock::now());
    let mut titles = vec![title.to_owned(), under, words.args("list-as-on", &[("at", at.into())])];
    titles.extend(chain_line(reader, visitor)?);
    titles.retain(|line| !line.is_empty());
    let column = |(key, kind, width): (&str, Holds, u16)| {
        let heading = words.t(key);
        Column { heading, kind, width }
    };
    let columns = [
        ("trail-when", Holds::Instant, 18),
        ("trail-who", Holds::Text, 32),
        ("trail-origin", Holds::Text, 26),
        ("trail-act", Holds::Text, 24),
        ("trail-record", Holds::Text, 34),
        ("trail-field", Holds::Text, 24),
        ("trail-before", Holds::Text, 28),
        ("trail-after", Holds::Text, 28),
    ];
    let columns = columns.into_iter().map(column).collect();
    let head = Head { name: words.t("trail-title"), titles, columns };
    let answer = excel::answer(title, &head, |sheet| {
        entries.iter().try_for_each(|entry| told(entry, words, sheet))
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}

/// The rows of one entry: a field each, and how many records of an import there are beside those told.
fn told(
    entry: &Entry,
    words: &Words,
    sheet: &mut SheetWriter<'_>,
) -> std::result::Result<(), WriteError> {
    let mut by = entry.by.clone();
    if !entry.approved.is_empty() {
        by = format!("{by}; {}", approved(entry, words));
    }
    let mut row = |record: &str, [name, before, after]: [&str; 3]| {
        sheet.row(&[
            Value::Instant(clock::local(entry.at)),
            Value::Text(&by),
            Value::Text(&entry.origin),
            Value::Text(&entry.act.text),
            Value::Text(record),
            Value::Text(name),
            Value::Text(before),
            Value::Text(after),
        ])
    };
    for record in &entry.records {
        if record.fields.is_empty() {
            row(&record.record.text, [""; 3])?;
        }
        for field in &record.fields {
            row(&record.record.text, [&field.name, &field.before, &field.after])?;
        }
    }
    if entry.more > 0 {
        row(&words.args("trail-more", &[("n", entry.more.into())]), [""; 3])?;
    }
    Ok(())
}
