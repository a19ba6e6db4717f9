//! The form of a register: a new record, or a correction; every fault at once, and what somebody else
//! saved meanwhile beside what was sent.

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use maud::{Markup, html};
use samuh_engine::{
    Error, Reader, Result, clock,
    register::{
        self, Column, Correction, Held, Kind, Privacy, Register, Typed, Values, from_form, refused,
    },
};
use samuh_kernel::{fault::Faults, scope::Right, show};
use samuh_places::Level;
use samuh_web::{
    page::Section,
    pages::register::{self as drawn, RecordForm},
    parts::{
        Choice, Column as Heading, Control, Field, Kind as Shape, Link, Problem, Table, Tone,
        notice, table,
    },
};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{address, one, open, record_address, rows, title};
use crate::{
    ids::new_id,
    server::{
        App,
        approvals::{Ask, Record, carried as carried_to, reopened, sent_instead},
        fail::{Answer, Fail, go, problems},
        groups::{filter, villages},
        query::Query,
        visit::{Visitor, with_status},
    },
};

/// What a form is of: a new record, or one that stands.
#[derive(Clone, Copy)]
enum Of {
    New,
    Known(i64),
}

/// What a form is drawn with.
struct Drawing {
    of: Of,
    query: Query,
    /// True where the fields hold what was typed, not what stands.
    is_sent: bool,
    problems: Vec<Problem>,
    conflict: Option<(String, String)>,
}

/// The form of a new record.
pub(in crate::server) async fn draw_new(
    visitor: Visitor,
    Path(name): Path<String>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    let register = writable(&visitor, &name)?;
    draw(visitor, register, StatusCode::OK, fresh(Of::New, Query::of(pairs))).await
}

/// The form of a record that stands.
pub(in crate::server) async fn draw_correct(
    visitor: Visitor,
    Path((name, id)): Path<(String, i64)>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    let register = writable(&visitor, &name)?;
    draw(visitor, register, StatusCode::OK, fresh(Of::Known(id), Query::of(pairs))).await
}

fn fresh(of: Of, query: Query) -> Drawing {
    Drawing { of, query, is_sent: false, problems: Vec::new(), conflict: None }
}

fn writable(visitor: &Visitor, name: &str) -> Answer<&'static Register> {
    let register = open(visitor, name)?;
    if register.kept.is_none() {
        return Err(Fail::not_found());
    }
    visitor.may(Right::Enter, register.area)?;
    Ok(register)
}

/// Enters a record and opens its page.
pub(in crate::server) async fn enter(
    visitor: Visitor,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let register = writable(&visitor, &name)?;
    let op = op_of(&pairs)?;
    let today = clock::today();
    let (values, told) = from_form(register, &pairs, today, true);
    let outcome = match refused(register, &values, told, today) {
        Ok(()) => entered(&visitor, op, register, (values, &pairs)).await,
        Err(faults) => Err(Error::Faults(faults)),
    };
    answered(visitor, register, Of::New, pairs, outcome).await
}

/// Corrects a record and opens its page.
pub(in crate::server) async fn correct(
    visitor: Visitor,
    Path((name, id)): Path<(String, i64)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let register = writable(&visitor, &name)?;
    let reads = visitor.clone();
    // Not theirs is 404 before anything is read of the form.
    let read = move |reader: &mut Reader| one::seen(reader, &reads, register, id);
    let stands = visitor.app.read(read).await?;
    let op = op_of(&pairs)?;
    let version = Query::of(pairs.clone()).number("version").ok_or(Fail::Request)?;
    let today = clock::today();
    let (values, told) = from_form(register, &pairs, today, false);
    let outcome = match refused(register, &values.over(&stands.values), told, today) {
        Ok(()) => {
            let ask = Correction { id, version, values };
            corrected(&visitor, op, register, (ask, &pairs)).await
        }
        Err(faults) => Err(Error::Faults(faults)),
    };
    answered(visitor, register, Of::Known(id), pairs, outcome).await
}

/// Enters a record, or sends it to another post; answers where to go.
async fn entered(
    visitor: &Visitor,
    op: Uuid,
    register: &'static Register,
    (values, pairs): (Values, &[(String, String)]),
) -> Result<String> {
    let record =
        Record { register: register.name.into(), id: 0, version: 0, values: values.clone() };
    if let Some(sent) = sent_instead(visitor, op, Ask::Record(record), pairs).await? {
        return Ok(sent);
    }
    let desk = visitor.desk().clone();
    let act =
        move |app: &App| register::enter(app.db(), &desk, op, register, &values, clock::now());
    visitor.app.blocking(act).await.map(|id| record_address(register, id))
}

/// As [`entered`], for a correction.
async fn corrected(
    visitor: &Visitor,
    op: Uuid,
    register: &'static Register,
    (ask, pairs): (Correction, &[(String, String)]),
) -> Result<String> {
    let (id, version, values) = (ask.id, ask.version, ask.values.clone());
    let record = Record { register: register.name.into(), id, version, values };
    if let Some(sent) = sent_instead(visitor, op, Ask::Record(record), pairs).await? {
        return Ok(sent);
    }
    let desk = visitor.desk().clone();
    let act = move |app: &App| register::correct(app.db(), &desk, op, register, &ask, clock::now());
    visitor.app.blocking(act).await.map(|id| record_address(register, id))
}

fn op_of(pairs: &[(String, String)]) -> Answer<Uuid> {
    let op = pairs.iter().find(|(name, _)| name == "op");
    op.and_then(|(_, text)| text.parse().ok()).ok_or(Fail::Request)
}

async fn answered(
    visitor: Visitor,
    register: &'static Register,
    of: Of,
    pairs: Vec<(String, String)>,
    outcome: Result<String>,
) -> Answer {
    let (status, faults, conflict) = match outcome {
        Ok(page) => return Ok(go(&page)),
        Err(Error::Faults(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults, None),
        Err(Error::Conflict { saved, sent }) if saved.starts_with('{') => {
            (StatusCode::CONFLICT, Faults::default(), Some((saved, sent)))
        }
        Err(other) => return Err(other.into()),
    };
    let problems = problems(&faults, visitor.words);
    let query = Query::of(pairs);
    let drawing = Drawing { of, query, is_sent: true, problems, conflict };
    draw(visitor, register, status, drawing).await
}

async fn draw(
    visitor: Visitor,
    register: &'static Register,
    status: StatusCode,
    drawing: Drawing,
) -> Answer<Response> {
    let reads = visitor.clone();
    let read = move |reader: &mut Reader| assemble(reader, &reads, register, drawing);
    let page = visitor.app.read(read).await?;
    let body = drawn::form(&page, visitor.words);
    Ok(with_status(status, visitor.page(&page.title, Some(Section::Registers), body)))
}

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    drawing: Drawing,
) -> Result<RecordForm> {
    let words = visitor.words;
    let Drawing { of, mut query, mut is_sent, problems, conflict } = drawing;
    if !is_sent && let Some(kept) = reopened(reader, visitor)? {
        (query, is_sent) = (kept, true);
    }
    let mut carried = vec![("op".to_owned(), op_for(&query, conflict.is_some())?)];
    let mut crumbs = vec![
        Link::new(words.t("registers-title"), super::PATH),
        Link::new(title(visitor, register), address(register)),
    ];
    let (title, action, stands) = match of {
        Of::New => {
            let title = words.t(&format!("new-{}", register.name));
            (title, carried_to(visitor, format!("{}/new", address(register))), Values::default())
        }
        Of::Known(id) => {
            let record = one::seen(reader, visitor, register, id)?;
            let version = match query.number("version").filter(|_| conflict.is_none()) {
                Some(version) => version,
                None => record.version,
            };
            carried.push(("version".into(), version.to_string()));
            let page = record_address(register, id);
            crumbs.push(Link::new(one::name(visitor, &record), page.clone()));
            (
                words.t("register-correct"),
                carried_to(visitor, format!("{page}/correct")),
                record.values,
            )
        }
    };
    let stood = stands.number("place_id").unwrap_or(0);
    let within = within(visitor, &query, stood);
    let mut fields = Vec::new();
    if within != 0 {
        carried.push(("block".into(), within.to_string()));
        for column in register.named(register.form) {
            let value = value_of(column, &query, is_sent, &stands);
            let field = field(reader, visitor, column, (value, within))?;
            fields.push(noted(field, visitor, column, &stands).checked(&problems));
        }
    }
    Ok(RecordForm {
        title,
        crumbs,
        problems,
        conflict: conflict.map(|(saved, sent)| both(visitor, register, &saved, &sent)),
        first: first(visitor, &query, &action),
        action,
        carried,
        fields,
    })
}

/// The act's id: the one that was sent, so that a second press is the same act; another after a
/// conflict, for what is saved then is another act.
fn op_for(query: &Query, is_new: bool) -> Result<String> {
    match query.get("op").filter(|_| !is_new) {
        Some(op) => Ok(op.to_owned()),
        None => Ok(new_id()?.to_string()),
    }
}

/// The block whose villages are offered; 0 while one must be chosen.
fn within(visitor: &Visitor, query: &Query, stood: i64) -> i64 {
    let of_record = visitor.home.places.at_level(stood, Level::Block).map(|block| block.id);
    let own = visitor.scope().roots().first().copied();
    query.number("block").or(of_record).or(own).unwrap_or(0)
}

fn first(visitor: &Visitor, query: &Query, action: &str) -> Option<(String, Field)> {
    let field = filter::places(visitor, query).into_iter().next()?;
    (field.name == "block").then(|| (action.to_owned(), field.id("first-block")))
}

fn value_of(column: &Column, query: &Query, is_sent: bool, stands: &Values) -> String {
    if is_sent {
        return query.get(column.name).unwrap_or_default().to_owned();
    }
    match stands.get(column.name) {
        // What is masked is typed anew or stays.
        Some(_) if column.privacy == Privacy::Masked => String::new(),
        Some(Held::Day(day)) => show::day(*day),
        Some(Held::Money(paise)) => rupees(*paise),
        Some(held) => held.to_text(),
        None if column.name == "status" => "active".into(),
        None => String::new(),
    }
}

/// Paise as a plain number of rupees, as a field takes it.
fn rupees(paise: i64) -> String {
    match (paise / 100, paise % 100) {
        (rupees, 0) => rupees.to_string(),
        (rupees, rest) => format!("{rupees}.{rest:02}"),
    }
}

fn field(
    reader: &mut Reader,
    visitor: &Visitor,
    column: &'static Column,
    (value, within): (String, i64),
) -> Result<Field> {
    let words = visitor.words;
    let blank = || Choice::new("", "—");
    let control = match column.kind {
        Kind::Text(Typed::Mobile | Typed::Account) | Kind::Count | Kind::Money => Control::Number,
        Kind::Text(_) => Control::Text,
        Kind::Day => Control::Day,
        Kind::Flag => Control::Checkbox,
        Kind::Choice(list) => {
            let mut all = Vec::new();
            if !column.required {
                all.push(blank());
            }
            let code = |code: &&str| Choice::new(*code, rows::choice(words, list.words, code));
            all.extend(list.codes.iter().map(code));
            Control::Select(all)
        }
        Kind::Unit(units) if units.are_places => Control::Select(places(visitor, within)),
        Kind::Unit(units) => {
            let mut all = vec![blank()];
            let found = register::choices(reader, visitor.scope(), units)?;
            all.extend(found.iter().map(|unit| {
                Choice::new(unit.to_text(), rows::shown(words, column, unit, visitor.hindi()))
            }));
            Control::Select(all)
        }
    };
    let field = Field::new(column.name, rows::label(words, column), control).value(value);
    Ok(if column.required { field.required() } else { field })
}

/// The block itself, for what reaches over villages, and its villages.
fn places(visitor: &Visitor, within: i64) -> Vec<Choice> {
    let mut all = vec![Choice::new("", "—")];
    let block = visitor.home.places.get(within).filter(|place| place.level == Level::Block);
    if let Some(block) = block.filter(|block| visitor.home.is_seen(visitor.scope(), block.id)) {
        let level = visitor.words.t("level-block");
        let name = format!("{} ({level})", block.name(visitor.hindi()));
        all.push(Choice::new(block.id.to_string(), name));
    }
    all.extend(villages(visitor, within));
    all
}

/// A masked field says what stands, masked, and that it stays unless it is typed anew.
fn noted(field: Field, visitor: &Visitor, column: &Column, stands: &Values) -> Field {
    let words = visitor.words;
    let stood = stands.get(column.name).filter(|held| **held != Held::Empty);
    match stood {
        Some(held) if column.privacy == Privacy::Masked => {
            let value = rows::masked(column, held).to_text();
            field.hint(words.args("register-stays", &[("value", value.into())]))
        }
        _ => match words.find(&format!("column-{}.hint", column.name), &[]) {
            Some(hint) => field.hint(hint),
            None => field,
        },
    }
}

/// What was sent beside what stands, column by column.
fn both(visitor: &Visitor, register: &Register, saved: &str, sent: &str) -> Markup {
    let words = visitor.words;
    let read = |text: &str| match serde_json::from_str(text) {
        Ok(Json::Object(fields)) => fields,
        _ => Map::new(),
    };
    let (saved, sent) = (read(saved), read(sent));
    let shown = |column: &Column, value: Option<&Json>| {
        let text = match (column.kind, value) {
            (_, None | Some(Json::Null)) => String::new(),
            (Kind::Money, Some(Json::Number(number))) => {
                number.as_i64().map(rupees).unwrap_or_default()
            }
            (Kind::Choice(list), Some(Json::String(code))) => rows::choice(words, list.words, code),
            (_, Some(Json::String(text))) => {
                text.parse().map(show::day).unwrap_or_else(|_| text.clone())
            }
            (_, Some(Json::Object(unit))) => {
                let name = |field: &str| unit.get(field).and_then(Json::as_str).map(str::to_owned);
                let id = unit.get("id").and_then(Json::as_i64).unwrap_or(0);
                let place = visitor.home.name(id, visitor.hindi()).to_owned();
                let own =
                    rows::name(&name("name_hi"), &name("name_en"), visitor.hindi()).to_owned();
                if place.is_empty() { own } else { place }
            }
            (_, Some(other)) => other.to_string(),
        };
        if text.is_empty() { words.t("change-conflict.empty") } else { text }
    };
    let rows = register.named(register.form).into_iter().filter_map(|column| {
        let (mine, theirs) = (sent.get(column.name), saved.get(column.name));
        let (mine, theirs) = (shown(column, mine), shown(column, theirs));
        (mine != theirs).then(|| {
            vec![html! { (rows::label(words, column)) }, html! { (mine) }, html! { (theirs) }]
        })
    });
    let column = |key: &str| Heading::new(Shape::Text, words.t(&format!("change-conflict.{key}")));
    let all = Table {
        caption: words.t("change-conflict"),
        columns: vec![column("field"), column("yours"), column("saved")],
        rows: rows.collect(),
        foot: None,
    };
    let body = html! { p { (words.t("change-conflict.text")) } (table(&all)) };
    notice(Tone::Warn, &words.t("change-conflict"), body)
}
