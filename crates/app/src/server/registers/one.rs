//! One record of a register: its columns, what is odd about it, and its history out of the trail.

use axum::extract::Path;
use maud::html;
use samuh_engine::{
    Error, Reader, Result, clock,
    register::{self, Privacy, Record, Register},
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    pages::register::{self as drawn, RecordPage},
    parts::{Fact, Link, Problem},
};
use uuid::Uuid;

use super::{address, may_enter, open, record_address, rows, title, warnings};
use crate::server::{
    fail::{Answer, go, told},
    privacy, trail,
    visit::Visitor,
};

/// Entries of the history that the page shows; the others stand in the trail.
const HISTORY: i64 = 20;

/// The record.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path((name, id)): Path<(String, i64)>,
) -> Answer {
    let register = open(&visitor, &name)?;
    if register.kept.is_none() {
        return Ok(go(&record_address(register, id)));
    }
    shown(visitor, register, id, (false, Vec::new())).await
}

/// The record with its numbers open, which the visitor may once.
pub(in crate::server) async fn opened(
    visitor: Visitor,
    register: &'static Register,
    id: i64,
) -> Answer {
    shown(visitor, register, id, (true, Vec::new())).await
}

/// The masked record again, with what is wrong with the reason.
pub(in crate::server) async fn with_problems(
    visitor: Visitor,
    register: &'static Register,
    id: i64,
    wrong: Vec<Problem>,
) -> Answer {
    shown(visitor, register, id, (false, wrong)).await
}

async fn shown(
    visitor: Visitor,
    register: &'static Register,
    id: i64,
    (is_open, wrong): (bool, Vec<Problem>),
) -> Answer {
    let reads = visitor.clone();
    let read = move |reader: &mut Reader| assemble(reader, &reads, register, (id, is_open));
    let page = visitor.app.read(read).await?;
    // Noted before anything of it is sent.
    privacy::read(&visitor, register.subject, id).await?;
    let heading = page.title.clone();
    let is_masked = register.columns.iter().any(|column| column.privacy == Privacy::Masked);
    let body = html! {
        (drawn::record(&page, visitor.words))
        @if is_masked && !is_open && privacy::may_open(&visitor) {
            div.stack.after {
                (privacy::form(&visitor, &format!("{}/open", record_address(register, id)), &wrong))
            }
        }
    };
    Ok(visitor.page(&heading, Some(Section::Registers), body))
}

/// The import's page, for desks that see every import; others may not be led to one that is not theirs.
fn import_address(visitor: &Visitor, batch: Uuid) -> String {
    let scope = visitor.scope();
    if scope.is_whole_district() && scope.may(Right::See, Area::Imports) {
        format!("/imports/{batch}")
    } else {
        String::new()
    }
}

/// A record that the desk sees.
pub(in crate::server) fn seen(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    id: i64,
) -> Result<Record> {
    register::one(reader, (register, visitor.scope(), clock::today()), id)
}

/// What a record is called.
pub(in crate::server) fn name(visitor: &Visitor, record: &Record) -> String {
    let [hi, en] = ["name_hi", "name_en"].map(|field| record.values.text(field));
    let (first, second) = if visitor.hindi() { (hi, en) } else { (en, hi) };
    first.or(second).unwrap_or_default().to_owned()
}

fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    register: &'static Register,
    (id, is_open): (i64, bool),
) -> Result<RecordPage> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let record = seen(reader, visitor, register, id)?;
    let kept = register.kept.as_ref().ok_or(Error::NotFound)?;
    let columns = register.columns.iter().filter(|column| column.name != kept.place);
    let facts = columns.map(|column| {
        let held = record.values.get(column.name).unwrap_or(&register::Held::Empty);
        let held = if is_open { held.clone() } else { rows::masked(column, held) };
        Fact::text(rows::label(words, column), &rows::shown(words, column, &held, hindi))
    });
    let facts = facts.collect();
    let odd = warnings(reader, visitor, register, &record.values)?;
    let mut actions = Vec::new();
    if may_enter(visitor, register) {
        let href = format!("{}/correct", record_address(register, id));
        actions.push(Link::new(words.t("register-correct"), href));
    }
    let import = register::import_of(reader, visitor.scope(), register, id)?;
    Ok(RecordPage {
        import: import.map(|(batch, file)| Link::new(file, import_address(visitor, batch))),
        title: name(visitor, &record),
        kind: words.t(&format!("trail-kind-{}", register.subject)),
        crumbs: vec![
            Link::new(words.t("registers-title"), super::PATH),
            Link::new(title(visitor, register), address(register)),
        ],
        actions,
        warnings: odd.iter().map(|fault| told(fault, words)).collect(),
        facts,
        history: trail::history(reader, visitor, (register.subject, id), HISTORY)?,
        trail: Link::new(words.t("trail-link"), format!("/trail/{}/{id}", register.subject)),
    })
}
