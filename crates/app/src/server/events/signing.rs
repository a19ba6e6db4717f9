//! The sheet of attendance to fill in: as a workbook that is read again, and on paper to sign.

use axum::extract::{Path, Query as Asked};
use samuh_documents::{
    paper::pdf,
    write::{Column, Head, Kind, Value},
};
use samuh_engine::{Error, clock};
use samuh_imports::{
    Shape,
    words::attendance::{SESSIONS, SHAPE},
};
use samuh_kernel::{
    paper::{self, Language, Paper, Part, Row, Signer},
    scope::{Area, Right},
};
use samuh_meetings::event::{Event, Person, Session, event_of, people, sessions};
use samuh_web::{
    show,
    words::{Lang, Words},
};

use super::{days, title};
use crate::server::{
    awards::office,
    excel::{self, attached},
    fail::Answer,
    query::Query,
    visit::Visitor,
};

/// Empty lines for those who are not on the list yet.
const EMPTY: usize = 20;

/// The columns of a sheet, those of sessions aside.
const FIELDS: [&str; 8] =
    ["event_no", "name", "shg_name", "village", "mobile", "member_code", "before", "after"];

/// Sends it: `?format=pdf` for the paper, else the workbook.
pub(in crate::server) async fn sheet(
    visitor: Visitor,
    Path(id): Path<i64>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let reads = visitor.clone();
    let (event, programme, list) = visitor
        .app
        .read(move |reader| {
            let desk = reads.desk();
            let event = event_of(reader, desk, id)?;
            Ok((event, sessions(reader, desk, id)?, people(reader, desk, id)?))
        })
        .await?;
    if Query::of(pairs).get("format") == Some("pdf") {
        let paper = signed(&visitor, &event, (&programme, &list));
        let name = format!("{} – {}", visitor.words.t("presence"), title(&event, visitor.words));
        let drawn = visitor
            .app
            .blocking(move |_| pdf(&paper).map_err(|error| Error::broken(error.to_string())));
        return Ok(attached(&name, "pdf", "application/pdf", drawn.await?));
    }
    workbook(&visitor, &event, (&programme, &list))
}

/// The usual heading of a field in the reader's language.
fn heading(shape: &Shape, field: &str, words: &Words) -> String {
    let Some(column) = shape.index(field).map(|at| &shape.columns[at]) else { return field.into() };
    let is_hindi = words.lang() == Lang::Hi;
    let fits = |heading: &&str| heading.is_ascii() != is_hindi;
    column.headings().find(fits).or_else(|| column.headings().next()).unwrap_or(field).to_owned()
}

/// The fields of presence: one a session, or one for all.
fn presence(programme: &[Session]) -> Vec<String> {
    match programme.len() {
        0 => vec!["present".to_owned()],
        count => (1..=count.min(SESSIONS)).map(|no| format!("session_{no}")).collect(),
    }
}

fn workbook(
    visitor: &Visitor,
    event: &Event,
    (programme, list): (&[Session], &[Person]),
) -> Answer {
    let words = visitor.words;
    let marks = presence(programme);
    let before = FIELDS.iter().take(6).map(|field| (*field).to_owned());
    let after = FIELDS.iter().skip(6).map(|field| (*field).to_owned());
    let fields: Vec<String> = before.chain(marks.iter().cloned()).chain(after).collect();
    let columns = fields.iter().map(|field| Column {
        heading: heading(&SHAPE, field, words),
        kind: if matches!(field.as_str(), "before" | "after") { Kind::Whole } else { Kind::Text },
        width: if matches!(field.as_str(), "name" | "shg_name" | "village") { 22 } else { 12 },
    });
    let name = title(event, words);
    let head = Head {
        name: words.t("presence"),
        titles: vec![
            name.clone(),
            format!("{}: {}", heading(&SHAPE, "event_no", words), event.id),
            format!("{} · {}", days(event), event.venue),
        ],
        columns: columns.collect(),
    };
    let no = event.id.to_string();
    excel::answer(&format!("{} – {name}", words.t("presence")), &head, |sheet| {
        for person in list {
            // Group and village stand as one in the list; they come back as they are.
            let mut row = vec![
                Value::Text(&no),
                Value::Text(&person.name),
                Value::Text(&person.of_where),
                Value::Empty,
                Value::Empty,
                Value::Empty,
            ];
            row.extend(marks.iter().map(|_| Value::Empty));
            row.push(person.before.map_or(Value::Empty, Value::Whole));
            row.push(person.after.map_or(Value::Empty, Value::Whole));
            sheet.row(&row)?;
        }
        Ok(())
    })
}

/// The paper: who is on the list, empty lines, and a place to sign in each session.
fn signed(visitor: &Visitor, event: &Event, (programme, list): (&[Session], &[Person])) -> Paper {
    let words = visitor.words;
    let mut columns = vec![
        paper::Column::text(words.t("presence-no"), 4),
        paper::Column::text(words.t("field-name"), 16),
        paper::Column::text(words.t("event-of-where"), 16),
        paper::Column::text(heading(&SHAPE, "mobile", words), 10),
    ];
    match programme {
        [] => columns.push(paper::Column::text(words.t("presence-signature"), 16)),
        all => {
            for (no, one) in (1_i64..).zip(all) {
                let args = [("no", no.into()), ("day", show::day(one.held_on).into())];
                columns.push(paper::Column::text(words.args("presence-sign", &args), 10));
            }
        }
    }
    let width = columns.len();
    let row = |(no, person): (usize, Option<&Person>)| {
        let mut cells = vec![no.to_string()];
        cells.push(person.map_or_else(String::new, |one| one.name.clone()));
        cells.push(person.map_or_else(String::new, |one| one.of_where.clone()));
        cells.resize(width, String::new());
        Row::new(cells)
    };
    let lines = list.iter().map(Some).chain(std::iter::repeat_n(None, EMPTY));
    let rows = (1..).zip(lines).map(row).collect();
    let sheet = paper::Table { small: width > 6, ..paper::Table::new(columns, rows) };
    let language = if visitor.hindi() { Language::Hindi } else { Language::English };
    let signer = |key: &str| Signer { name: String::new(), post: words.t(key), lines: Vec::new() };
    let facts = [
        (words.t("event-days"), days(event)),
        (words.t("event-venue"), event.venue.clone()),
        (heading(&SHAPE, "event_no", words), event.id.to_string()),
    ];
    Paper {
        office: office(visitor, words),
        subtitle: title(event, words),
        form: if width > 6 { paper::Form::Landscape } else { paper::Form::Portrait },
        parts: vec![
            Part::facts(facts),
            Part::Table(sheet),
            Part::Signatures {
                signers: vec![signer("presence-trainer"), signer("presence-in-charge")],
            },
        ],
        ..Paper::new(language, clock::local(clock::now()), words.t("presence-title"))
    }
}
