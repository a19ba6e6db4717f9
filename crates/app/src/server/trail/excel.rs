//! The trail as a workbook: a row for each field of each record, masked as on the page.

use axum::response::Response;
use samuh_documents::write::{Column, Head, Kind as Holds, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_web::{
    pages::trail::{Entry, approved},
    show::{day, instant},
};

use super::{ask_of, chain_line, record, show, span, store};
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
        entries.extend(show::entries(reader, visitor, &ops, None)?);
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
        entries.extend(show::entries(reader, visitor, &ops, None)?);
    }
    let title = visitor.words.args("trail-of", &[("name", name.into())]);
    written(reader, visitor, &title, String::new(), &entries)
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
        for entry in entries {
            let mut by = entry.by.clone();
            if !entry.approved.is_empty() {
                by = format!("{by}; {}", approved(entry, words));
            }
            for record in &entry.records {
                let text = &record.record.text;
                let mut told: Vec<[&str; 3]> = record
                    .fields
                    .iter()
                    .map(|field| [&*field.name, &*field.before, &*field.after])
                    .collect();
                if told.is_empty() {
                    told.push([""; 3]);
                }
                for [name, before, after] in told {
                    sheet.row(&[
                        Value::Instant(clock::local(entry.at)),
                        Value::Text(&by),
                        Value::Text(&entry.origin),
                        Value::Text(&entry.act.text),
                        Value::Text(text),
                        Value::Text(name),
                        Value::Text(before),
                        Value::Text(after),
                    ])?;
                }
            }
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}
