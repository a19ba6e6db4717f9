//! Changes of groups, federations and members as forms: one page a verb, the same act as everywhere.

mod asked;
mod conflict;
mod fields;
mod links;
mod reading;
mod subject;
mod verb;

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::{
    Change, Submission, change_then, proposal, rehearse, required, second_post, submit,
};
use samuh_kernel::{fault::Faults, scope::Area};
use samuh_web::{
    page::Section,
    pages::group::waits as waits_already,
    parts::{Link, Look, Tone, button, button_link, crumbs, field, heading, notice, problems},
};
use tokio::sync::oneshot;
use uuid::Uuid;

pub(crate) use links::{federation_links, group_links, member_links};
use subject::Subject;
use verb::Verb;

use super::{
    App,
    approvals::{self, Ask},
    fail::{self, Answer, Fail, go},
    query::Query,
    visit::{self, Visitor},
};
use crate::ids::new_id;

type Pairs = Vec<(String, String)>;

/// What a form was sent with and what came of it.
#[derive(Default)]
struct Told {
    faults: Faults,
    conflict: Option<conflict::Both>,
}

/// The form of a change of a group or federation.
pub(crate) async fn of_institution(
    visitor: Visitor,
    Path((id, verb)): Path<(i64, String)>,
    Asked(pairs): Asked<Pairs>,
) -> Answer {
    let verb = Verb::of_institution(&verb).ok_or(Error::NotFound)?;
    draw(visitor, (verb, id), Typed::asked(pairs), Told::default()).await
}

/// Changes a group or federation.
pub(crate) async fn institution(
    visitor: Visitor,
    Path((id, verb)): Path<(i64, String)>,
    Form(pairs): Form<Pairs>,
) -> Answer {
    let verb = Verb::of_institution(&verb).ok_or(Error::NotFound)?;
    send(visitor, (verb, id), Typed::sent(pairs)).await
}

/// The form of a change of a member.
pub(crate) async fn of_member(
    visitor: Visitor,
    Path((id, verb)): Path<(i64, String)>,
    Asked(pairs): Asked<Pairs>,
) -> Answer {
    let verb = Verb::of_member(&verb).ok_or(Error::NotFound)?;
    draw(visitor, (verb, id), Typed::asked(pairs), Told::default()).await
}

/// Changes a member.
pub(crate) async fn member(
    visitor: Visitor,
    Path((id, verb)): Path<(i64, String)>,
    Form(pairs): Form<Pairs>,
) -> Answer {
    let verb = Verb::of_member(&verb).ok_or(Error::NotFound)?;
    send(visitor, (verb, id), Typed::sent(pairs)).await
}

/// The form by which a federation is formed.
pub(crate) async fn of_federation(visitor: Visitor, Asked(pairs): Asked<Pairs>) -> Answer {
    draw(visitor, (Verb::Federate, 0), Typed::asked(pairs), Told::default()).await
}

/// Forms a federation.
pub(crate) async fn federation(visitor: Visitor, Form(pairs): Form<Pairs>) -> Answer {
    send(visitor, (Verb::Federate, 0), Typed::sent(pairs)).await
}

/// The values of a form: as the register has them until somebody wrote others.
struct Typed {
    query: Query,
    all: Pairs,
    is_sent: bool,
}

impl Typed {
    fn asked(pairs: Pairs) -> Self {
        Self { query: Query::of(pairs.clone()), all: pairs, is_sent: false }
    }

    fn sent(pairs: Pairs) -> Self {
        Self { query: Query::of(pairs.clone()), all: pairs, is_sent: true }
    }

    /// What was written, else what stands.
    fn value(&self, name: &str, stands: &str) -> String {
        match self.query.get(name) {
            Some(value) => value.to_owned(),
            None if self.is_sent => String::new(),
            None => stands.to_owned(),
        }
    }

    /// Every value of a name that may be chosen more than once.
    fn every(&self, name: &str) -> Vec<&str> {
        let chosen = self.all.iter().filter(|(known, _)| known == name);
        chosen.flat_map(|(_, value)| value.split(',')).filter(|value| !value.is_empty()).collect()
    }
}

async fn send(visitor: Visitor, (verb, id): (Verb, i64), typed: Typed) -> Answer {
    let op: Uuid = typed.query.get("op").and_then(|text| text.parse().ok()).ok_or(Fail::Request)?;
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| {
        let subject = Subject::load(reader, &reads, verb, id)?;
        let (ask, unread) = reading::read(reader, &reads, (verb, &subject), &typed)?;
        Ok((typed, ask, unread))
    });
    let (typed, ask, unread) = read.await?;
    let outcome = if unread.is_empty() {
        done(&visitor, op, ask, &typed).await
    } else {
        Err(refused(&visitor, unread, ask).await)
    };
    match outcome {
        Ok(Done::Now(id)) => Ok(go(&verb.page_of(id))),
        Ok(Done::Sent(id)) => Ok(go(&format!("/approvals/{id}"))),
        Err(Error::Faults(faults)) => {
            draw(visitor, (verb, id), typed, Told { faults, conflict: None }).await
        }
        Err(Error::Conflict { saved, sent }) => {
            let conflict = Some(conflict::Both::of(&saved, &sent));
            draw(visitor, (verb, id), typed, Told { conflict, ..Told::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Why a form is refused of which something could not be read: that, and beside it everything that the
/// rules say against what could, so that all is mended in one go.
pub(crate) async fn refused(visitor: &Visitor, mut unread: Faults, ask: Change) -> Error {
    let desk = visitor.desk().clone();
    let tries = move |app: &App| rehearse(app.db(), &desk, &ask, clock::now()).map(drop);
    match visitor.app.blocking(tries).await {
        Err(Error::Faults(more)) => unread.beside(more),
        Err(denied @ Error::Denied(_)) => return denied,
        // Another's newer edition or a record that is gone is told once all can be read.
        _ => {}
    }
    Error::Faults(unread)
}

/// What became of a change: it was done, or sent to another post.
pub(crate) enum Done {
    Now(i64),
    Sent(i64),
}

/// Does a change, or sends it to another post where one is needed.
async fn done(visitor: &Visitor, op: Uuid, ask: Change, typed: &Typed) -> Result<Done> {
    let number = |name: &str| typed.query.number(name).unwrap_or(0);
    let draft = typed.query.get("draft") == Some("1");
    let form = typed.all.iter().filter(|(name, _)| name != "op" && name != "draft");
    let form: Vec<(String, String)> = form.cloned().collect();
    done_or_sent(visitor, op, Submission { id: number("proposal"), ask, form, draft }).await
}

/// As the form of any change does it.
pub(crate) async fn done_or_sent(
    visitor: &Visitor,
    op: Uuid,
    sent: Submission<Change>,
) -> Result<Done> {
    let (desk, ask, now) = (visitor.desk().clone(), sent.ask.clone(), clock::now());
    let needed = visitor.app.read(move |reader| required(reader, &desk, &ask, now)).await?;
    if needed.is_none() && !sent.draft && sent.id == 0 {
        return changed(&visitor.app, visitor.desk(), op, sent.ask).await.map(Done::Now);
    }
    let Submission { id, ask, form, draft } = sent;
    let sent = Submission { id, ask: Ask::Change(Box::new(ask)), form, draft };
    let desk = visitor.desk().clone();
    let run = visitor.app.blocking(move |app| submit(app.db(), &desk, op, &sent, now));
    run.await.map(Done::Sent)
}

/// Does a change; on the embedded engine no thread waits for the commit.
async fn changed(app: &App, desk: &samuh_engine::Desk, op: Uuid, ask: Change) -> Result<i64> {
    let (answer, waits) = oneshot::channel();
    let reply = move |outcome| drop(answer.send(outcome));
    let now = clock::now();
    if app.db().is_embedded() {
        change_then(app.db(), desk, op, &ask, now, reply)?;
    } else {
        let desk = desk.clone();
        app.blocking(move |app| change_then(app.db(), &desk, op, &ask, now, reply)).await?;
    }
    waits.await.unwrap_or_else(|_| Err(Error::broken("the writer dropped an act")))
}

async fn draw(
    visitor: Visitor,
    (verb, id): (Verb, i64),
    typed: Typed,
    told: Told,
) -> Answer<Response> {
    let status = match (&told.conflict, told.faults.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::OK,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let op = match typed.query.get("op") {
        Some(op) => op.to_owned(),
        None => new_id()?.to_string(),
    };
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| {
        let subject = Subject::load(reader, &reads, verb, id)?;
        let typed = reopened(reader, &reads, &subject, typed)?;
        body(reader, &reads, (verb, &subject), (&op, &typed, &told))
    });
    let body = read.await?;
    let title = visitor.words.t(&format!("change-{}", verb.code()));
    let page = visitor.page(&title, Some(Section::Groups), body);
    Ok(visit::with_status(status, page))
}

/// A form that was sent back or kept as a draft is opened as it was filled in; the edition is the one
/// that stands now, for its maker has both before her.
fn reopened(
    reader: &mut Reader,
    visitor: &Visitor,
    subject: &Subject,
    typed: Typed,
) -> Result<Typed> {
    let Some(id) = typed.query.number("proposal").filter(|_| !typed.is_sent) else {
        return Ok(typed);
    };
    let found = proposal::<Ask>(reader, visitor.scope(), id)?;
    let form = match &found.ask {
        // It was asked for elsewhere than by this form, as from LokOS: what it asks is filled in.
        Ask::Change(ask) if found.form.is_empty() => asked::pairs(visitor, subject, ask),
        _ => found.form,
    };
    if form.is_empty() {
        return Ok(typed);
    }
    // Another block was chosen in the form: its villages are offered, and the rest stays.
    let block = typed.query.get("block").map(|block| ("block".to_owned(), block.to_owned()));
    let kept = |name: &str| block.is_none() || !matches!(name, "block" | "place_id");
    let mut all: Pairs = form
        .into_iter()
        .filter(|(name, _)| kept(name))
        .filter(|(name, _)| name != "proposal" && name != "version")
        .collect();
    all.extend(block);
    all.push(("proposal".to_owned(), id.to_string()));
    Ok(Typed::sent(all))
}

fn body(
    reader: &mut Reader,
    visitor: &Visitor,
    (verb, subject): (Verb, &Subject),
    (op, typed, told): (&str, &Typed, &Told),
) -> Result<Markup> {
    let words = visitor.words;
    let key = format!("change-{}", verb.code());
    let shown = fail::problems(&told.faults, words);
    let fields = fields::of(reader, visitor, (verb, subject), typed)?;
    let version = match &told.conflict {
        Some(both) => both.version,
        None => subject.version(),
    };
    let version =
        typed.query.number("version").filter(|_| told.conflict.is_none()).unwrap_or(version);
    let back = subject.page();
    let waits = needs_second(reader, visitor, (verb, subject))?;
    let waiting = match (&subject.member, &subject.institution) {
        (Some(member), _) => approvals::about_member(reader, visitor, member.id)?,
        (None, Some(institution)) => approvals::about(reader, visitor, institution.id)?,
        (None, None) => Vec::new(),
    };
    let text = words.find(&format!("{key}.text"), &[]).unwrap_or_default();
    Ok(html! {
        (crumbs(words, &subject.crumbs(visitor), &words.t(&key)))
        (heading(&words.t(&key), html! { (subject.name(visitor.hindi())) }, html! {}))
        @if !text.is_empty() { p.lead { (text) } }
        @if waits { (notice(Tone::Plain, &words.t("approval-needed"), html! {})) }
        (waits_already(words, &waiting))
        @if let Some(both) = &told.conflict { (both.draw(words)) }
        (problems(words, &shown))
        @if let Some(choose) = fields::block(visitor, (verb, subject), typed) {
            form.filters method="get" action=(visitor.here.path()) {
                (field(words, &choose))
                div.go { (button(Look::Plain, &words.t("change-block"), None)) }
            }
        }
        @if !fields.is_empty() {
            section.panel { div.pb.top-pad {
                form.form method="post" action=(visitor.here.path()) {
                    input type="hidden" name="op" value=(op);
                    input type="hidden" name="version" value=(version);
                    @if let Some(block) = typed.query.get("block") {
                        input type="hidden" name="block" value=(block);
                    }
                    @if let Some(proposal) = typed.query.get("proposal") {
                        input type="hidden" name="proposal" value=(proposal);
                    }
                    @for one in fields { (field(words, &one.checked(&shown))) }
                    div.go {
                        @if waits || typed.query.get("proposal").is_some() {
                            (button(Look::Primary, &words.t("approval-send"), None))
                            button.btn name="draft" value="1" { (words.t("approval-draft")) }
                        } @else {
                            (button(Look::Primary, &words.t("change-save"), None))
                        }
                        (button_link(&Link::new(words.t("cancel"), back), None, Look::Quiet))
                    }
                }
            } }
        }
    })
}

/// True where the desk does not do it alone.
fn needs_second(
    reader: &mut Reader,
    visitor: &Visitor,
    (verb, subject): (Verb, &Subject),
) -> Result<bool> {
    let roots = visitor.scope().roots().first().copied();
    let here = subject.institution.as_ref().map(|institution| institution.place_id);
    let place_id = here.or(roots).unwrap_or(visitor.home.top());
    let act = (verb.act(), verb.needs(), Area::Groups);
    Ok(second_post(reader, visitor.desk(), act, place_id, clock::now())?.is_some())
}
