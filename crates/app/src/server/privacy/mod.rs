//! What concerns a person's own data: who read it, opening what is masked for a reason that is
//! kept, and why each field is held.

mod leaving;
mod store;

use std::{collections::HashSet, sync::Mutex};

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Desk, Error, Op, Reader, Result, Tx, Value, clock};
use samuh_groups::{deciding, institution_of, member_of, proposal, saturation::store::one};
use samuh_kernel::scope::{Area, Right, Scope};
use samuh_web::{
    parts::{
        Column, Control, Field, Kind as Holds, Look, Problem, Table, TrailItem, button, field,
        panel, panel_with, table, trail,
    },
    show,
    words::Words,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    App, approvals,
    fail::{Answer, Fail, faults_or_fail, go, problems},
    groups, members, registers, saturation,
    visit::{Visitor, with_status},
};
use crate::ids::new_id;

pub(super) use leaving::{Leaving, leaves};
pub(super) use store::Purpose;

/// A day, a reader (district, officer, post) and a record.
type Noted = (chrono::NaiveDate, i64, i64, i64, &'static str, i64);

/// Records that were noted as read today: a second look needs no write.
#[derive(Default)]
pub(super) struct Reads(Mutex<HashSet<Noted>>);

/// Readers of a record that its page names, the last first.
const READERS: usize = 200;

/// How many are remembered before the memory is emptied; then they are written again, in vain.
const REMEMBERED: usize = 50_000;

/// Notes that the visitor reads a person's record, before the page is drawn.
///
/// # Errors
/// `Broken` from the database. A full disk hinders no reading.
pub(super) async fn read(visitor: &Visitor, subject: &'static str, id: i64) -> Result<()> {
    let desk = visitor.desk().clone();
    visitor.app.blocking(move |app| note(app, &desk, subject, id)).await
}

fn note(app: &App, desk: &Desk, subject: &'static str, id: i64) -> Result<()> {
    let at = clock::now();
    let day = clock::day_of(at);
    let key = (day, desk.district_id(), desk.officer_id, desk.post_id, subject, id);
    if app.reads().known().contains(&key) {
        return Ok(());
    }
    let reads = desk.clone();
    match app.db().transact(move |tx| store::note(tx, &reads, (subject, id), day, at)) {
        Ok(()) => {
            let mut known = app.reads().known();
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(key);
            Ok(())
        }
        Err(Error::StorageFull) => Ok(()),
        Err(other) => Err(other),
    }
}

impl Reads {
    fn known(&self) -> std::sync::MutexGuard<'_, HashSet<Noted>> {
        self.0.lock().expect("nobody panics holding the reads")
    }
}

/// True where the desk may open what is masked, for a reason.
pub(super) fn may_open(visitor: &Visitor) -> bool {
    visitor.scope().may(Right::Approve, Area::Groups)
}

/// Back to the masked page, where the open one is asked for again.
pub(super) async fn back(visitor: Visitor) -> Response {
    go(visitor.here.path().trim_end_matches("/open"))
}

/// What a form of opening sends.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    reason: String,
}

/// Shows a member's record open, once, and keeps the reason.
pub(super) async fn open_member(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(asked): Form<Asked>,
) -> Answer {
    match opened(&visitor, "member", id, asked.reason).await? {
        Ok(()) => members::opened(visitor, id).await,
        Err(problems) => {
            let page = members::with_problems(visitor, id, problems).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Shows a group's account and its members' numbers open, once, and keeps the reason.
pub(super) async fn open_group(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(asked): Form<Asked>,
) -> Answer {
    match opened(&visitor, "institution", id, asked.reason).await? {
        Ok(()) => groups::opened(visitor, id).await,
        Err(problems) => {
            let page = groups::with_problems(visitor, id, problems).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Shows a target household's number and mobile open, once, and keeps the reason.
pub(super) async fn open_household(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(asked): Form<Asked>,
) -> Answer {
    match opened(&visitor, "target_household", id, asked.reason).await? {
        Ok(()) => saturation::opened(visitor, id).await,
        Err(problems) => {
            let page = saturation::with_problems(visitor, id, problems).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Shows the account and mobile of a producer group or FPO open, once, and keeps the reason.
pub(super) async fn open_record(
    visitor: Visitor,
    Path((of, id)): Path<(String, i64)>,
    Form(asked): Form<Asked>,
) -> Answer {
    let register = crate::registers::of(&of).filter(|register| register.kept.is_some());
    let register = register.ok_or_else(Fail::not_found)?;
    match opened(&visitor, register.subject, id, asked.reason).await? {
        Ok(()) => registers::opened(visitor, register, id).await,
        Err(problems) => {
            let page = registers::with_problems(visitor, register, id, problems).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Shows the numbers that a proposal would write open, once, and keeps the reason.
pub(super) async fn open_proposal(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(asked): Form<Asked>,
) -> Answer {
    match opened(&visitor, "proposal", id, asked.reason).await? {
        Ok(()) => approvals::opened(visitor, id).await,
        Err(problems) => approvals::with_problems(visitor, id, problems).await,
    }
}

async fn opened(
    visitor: &Visitor,
    subject: &'static str,
    id: i64,
    reason: String,
) -> Answer<std::result::Result<(), Vec<Problem>>> {
    if !may_open(visitor) {
        return Err(Fail::from(Error::Denied("privacy.open")));
    }
    let (desk, op) = (visitor.desk().clone(), new_id()?);
    let act = move |app: &App| open(app, &desk, op, subject, id, &reason);
    let done = faults_or_fail(visitor.app.blocking(act).await)?;
    Ok(done.map_err(|faults| problems(&faults, visitor.words)))
}

/// The act: what is masked is opened for a reason, and that stays in the trail of the record.
fn open(
    app: &App,
    desk: &Desk,
    op: Uuid,
    subject: &'static str,
    id: i64,
    reason: &str,
) -> Result<()> {
    let reason = crate::exporting::reason(reason)?;
    let op = Op::over(op, "privacy.open", &(subject, id, &reason), clock::now())?;
    let (scope, own) = (desk.scope.clone(), desk.clone());
    app.db().act(desk, &op, move |tx: &mut Tx| {
        let place_id = match subject {
            "member" => member_of(tx, &scope, id, false)?.first().map_or(0, |seen| seen.place_id),
            "target_household" => {
                let today = clock::day_of(tx.at());
                one(tx, &scope, id, today)?.target.place_id
            }
            "institution" => institution_of(tx, &scope, id)?.place_id,
            "proposal" => proposed(tx, &own, id, &reason)?,
            subject => record_place(tx, &scope, subject, id)?,
        };
        tx.changed(subject, id, place_id).office("reason", Value::Null, reason.as_str());
        Ok(())
    })
}

/// The place of a proposal that this desk decides. Of the record it would change the present number is open
/// with it: the reason stands in that record's trail too.
fn proposed(tx: &mut Tx, desk: &Desk, id: i64, reason: &str) -> Result<i64> {
    let found = proposal::<approvals::Ask>(tx, &desk.scope, id)?;
    if !deciding(desk, &found).decides {
        return Err(Error::Denied("privacy.open"));
    }
    let about = match (&found.ask, found.member_id, found.institution_id) {
        (approvals::Ask::Record(ask), ..) if ask.id != 0 => {
            crate::registers::of(&ask.register).map(|register| (register.subject, ask.id))
        }
        (_, 0, 0) => None,
        (_, 0, institution_id) => Some(("institution", institution_id)),
        (_, member_id, _) => Some(("member", member_id)),
    };
    if let Some((subject, about_id)) = about {
        tx.changed(subject, about_id, found.place_id).office("reason", Value::Null, reason);
    }
    Ok(found.place_id)
}

/// The place of a record of a register that is kept through the engine, if the desk sees it.
fn record_place(tx: &mut Tx, scope: &Scope, subject: &str, id: i64) -> Result<i64> {
    let mut kept = crate::registers::ALL.into_iter().filter(|register| register.kept.is_some());
    let register = kept.find(|register| register.subject == subject).ok_or(Error::NotFound)?;
    let today = clock::day_of(tx.at());
    let record = samuh_engine::register::one(tx, (register, scope, today), id)?;
    Ok(record.values.number("place_id").unwrap_or(0))
}

/// The form by which what is masked is opened.
pub(super) fn form(visitor: &Visitor, action: &str, faults: &[Problem]) -> Markup {
    let words = visitor.words;
    let reason = Field::new("reason", words.t("open-reason"), Control::Text)
        .hint(words.t("open-reason.hint"))
        .required()
        .checked(faults);
    panel(
        &words.t("open-title"),
        html! {
            form.form method="post" action=(action) {
                (field(words, &reason))
                (button(Look::Plain, &words.t("open-do"), None))
            }
        },
    )
}

/// Why each personal field is held, and by which law.
pub(super) fn purposes(reader: &mut Reader) -> Result<Vec<Purpose>> {
    store::purposes(reader, clock::today())
}

/// The same as a table.
pub(super) fn why_held(all: &[Purpose], words: &Words) -> Markup {
    let cells = |one: &Purpose| {
        vec![
            html! { (words.t(&format!("field-{}", one.field))) },
            html! { (words.t(&format!("purpose-{}", one.purpose))) },
            html! {
                (words.t(&format!("basis-{}", one.basis.replace('_', "-"))))
                small { (one.citation) }
            },
        ]
    };
    let column = |key: &str| Column::new(Holds::Text, words.t(key));
    let purposes = Table {
        caption: words.t("purpose-title"),
        columns: vec![column("trail-field"), column("purpose"), column("basis")],
        rows: all.iter().map(cells).collect(),
        foot: None,
    };
    panel_with(&words.t("purpose-title"), Some(&words.t("purpose-note")), None, table(&purposes))
}

/// Who read a record; nothing for desks that do not see the whole district's people.
pub(super) fn readers(
    reader: &mut Reader,
    visitor: &Visitor,
    subject: &'static str,
    id: i64,
) -> Result<Markup> {
    if !visitor.scope().may(Right::See, Area::People) {
        return Ok(html! {});
    }
    let words = visitor.words;
    let most = i64::try_from(READERS).unwrap_or(i64::MAX);
    let mut reads = store::readers(reader, visitor.scope(), (subject, id), most + 1)?;
    let has_more = reads.len() > READERS;
    reads.truncate(READERS);
    let item = |read: &store::Read| {
        let own = if visitor.hindi() { &read.title_hi } else { &read.title_en };
        let role = || read.role.as_ref().map(|role| words.t(&format!("role-{role}")));
        let by = [own.clone().or_else(role), read.officer.clone()];
        let by = by.into_iter().flatten().collect::<Vec<_>>().join(", ");
        TrailItem { when: show::instant(read.at), what: html! { (by) }, who: String::new() }
    };
    let items: Vec<TrailItem> = reads.iter().map(item).collect();
    let told = html! {
        (trail(&items))
        @if has_more { p.pb { (words.args("readers-most", &[("n", most.into())])) } }
    };
    Ok(panel_with(&words.t("readers-title"), Some(&words.t("readers-note")), None, told))
}
