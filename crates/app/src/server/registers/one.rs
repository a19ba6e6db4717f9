//! One record of a register: its columns, what is odd about it, and its history out of the trail.

use axum::extract::Path;
use samuh_engine::{
    Error, Reader, Result, clock,
    register::{self, Record, Register},
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    pages::register::{self as drawn, RecordPage},
    parts::{Fact, Link},
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
    let reads = visitor.clone();
    let read = move |reader: &mut Reader| assemble(reader, &reads, register, id);
    let page = visitor.app.read(read).await?;
    // Noted before anything of it is sent.
    privacy::read(&visitor, register.subject, id).await?;
    let heading = page.title.clone();
    Ok(visitor.page(&heading, Some(Section::Registers), drawn::record(&page, visitor.words)))
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
    id: i64,
) -> Result<RecordPage> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let record = seen(reader, visitor, register, id)?;
    let kept = register.kept.as_ref().ok_or(Error::NotFound)?;
    let columns = register.columns.iter().filter(|column| column.name != kept.place);
    let facts = columns.map(|column| {
        let held = record.values.get(column.name).unwrap_or(&register::Held::Empty);
        let held = rows::masked(column, held);
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
