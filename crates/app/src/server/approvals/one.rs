//! One proposal: what it asks, its difference and effect as records stand now, its way so far, and
//! the decision.

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::{
    Asked, Deciding, State, Step, Tried, approve, deciding, member_named, over_what_stands,
    proposal, send_back, steps_of, try_again, withdraw,
};
use samuh_kernel::fault::Faults;
use samuh_web::{
    page::Section,
    parts::{
        Control, Field, Link, Look, Problem, Tone, TrailItem, button, button_link, crumbs, field,
        heading, notice, panel_with, problems, tag, trail,
    },
};
use uuid::Uuid;

use super::{Ask, effect, either, instant, new_name, step_by, verb};
use crate::{
    ids::new_id,
    server::{
        fail::{self, Answer, Fail, go},
        groups::store::names_of,
        privacy,
        query::Query,
        visit::{self, Visitor},
    },
};

type Proposal = samuh_groups::Proposal<Ask>;

/// What trying the proposal now came to.
enum Trial {
    /// What it would do.
    Fits(Box<Tried>),
    /// The act would be refused.
    Refused(Faults),
    /// The record moved since: what it would change of what stands now, where that can be said.
    Moved(Option<Box<Tried>>, Faults),
    /// It is decided, or kept as a draft.
    None,
}

impl Trial {
    /// What it would do, of what stood or of what stands.
    fn tried(&self) -> Option<&Tried> {
        match self {
            Self::Fits(tried) => Some(tried),
            Self::Moved(over, _) => over.as_deref(),
            Self::Refused(_) | Self::None => None,
        }
    }
}

/// What the page is drawn with: what was wrong with a decision or with opening the numbers, and whether
/// they are open.
#[derive(Default)]
struct Told {
    decision: Vec<Problem>,
    opening: Vec<Problem>,
    is_open: bool,
}

impl Told {
    fn of(decision: Vec<Problem>) -> Self {
        Self { decision, ..Self::default() }
    }
}

/// The page.
pub(crate) async fn page(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    draw(visitor, id, StatusCode::OK, Told::default()).await
}

/// The page with the numbers it proposes, once, for a reason that was kept.
pub(crate) async fn opened(visitor: Visitor, id: i64) -> Answer {
    draw(visitor, id, StatusCode::OK, Told { is_open: true, ..Told::default() }).await
}

/// The page with what was wrong about the reason.
pub(crate) async fn with_problems(visitor: Visitor, id: i64, opening: Vec<Problem>) -> Answer {
    let told = Told { opening, ..Told::default() };
    draw(visitor, id, StatusCode::UNPROCESSABLE_ENTITY, told).await
}

/// Approves, sends back or withdraws.
pub(crate) async fn decide(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let query = Query::of(pairs);
    let op: Uuid = query.get("op").and_then(|text| text.parse().ok()).ok_or(Fail::Request)?;
    let (desk, now) = (visitor.desk().clone(), clock::now());
    let reason = query.get("reason").unwrap_or_default().to_owned();
    let step = query.get("step").unwrap_or_default().to_owned();
    let seen = query.number("version").unwrap_or(0);
    let done = visitor.app.blocking(move |app| match step.as_str() {
        "approve" => approve::<Ask>(app.db(), &desk, (id, seen), now).map(|_| true),
        "send_back" => send_back::<Ask>(app.db(), &desk, op, (id, &reason), now).map(|()| true),
        "withdraw" => withdraw::<Ask>(app.db(), &desk, op, id, now).map(|()| true),
        _ => Ok(false),
    });
    match done.await {
        Ok(true) => Ok(go(&format!("/approvals/{id}"))),
        Ok(false) => Err(Fail::Request),
        Err(Error::Faults(faults)) => {
            let told = fail::problems(&faults, visitor.words);
            draw(visitor, id, StatusCode::UNPROCESSABLE_ENTITY, Told::of(told)).await
        }
        Err(Error::Conflict { .. }) => {
            let told = fail::problems(&Faults::one("proposal_moved"), visitor.words);
            draw(visitor, id, StatusCode::CONFLICT, Told::of(told)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn draw(
    visitor: Visitor,
    id: i64,
    status: StatusCode,
    Told { decision, opening, is_open }: Told,
) -> Answer<Response> {
    // What the act says of its own fields is mended in its form, not here.
    let told = Problem::within(decision, &["reason"]);
    let reads = visitor.clone();
    let found = visitor.app.read(move |reader| {
        let found: Proposal = proposal(reader, reads.scope(), id)?;
        Ok((found, steps_of(reader, reads.scope(), id)?))
    });
    let (found, steps) = found.await?;
    let trial = match found.state {
        State::Submitted | State::SentBack => tried(&visitor, id).await?,
        State::Draft | State::Approved | State::Withdrawn => Trial::None,
    };
    let op = new_id()?.to_string();
    let reads = visitor.clone();
    let body = visitor.app.read(move |reader| {
        let about = about(reader, &reads, &found)?;
        let middle = middle(reader, &reads, &trial, (found.state, is_open))?;
        let opens = !is_open && deciding(reads.desk(), &found).decides && privacy::may_open(&reads);
        let opens = opens && trial.tried().is_some_and(|tried| effect::hides(&tried.changes));
        let middle = html! {
            (problems(reads.words, &opening))
            (middle)
            @if opens { (privacy::form(&reads, &format!("/approvals/{id}/open"), &opening)) }
        };
        Ok(body(&reads, (&found, &steps, &about), &middle, (&op, &told)))
    });
    let title = visitor.words.args("approval-no", &[("no", id.into())]);
    let page = visitor.page(&title, Some(Section::Approvals), body.await?);
    Ok(visit::with_status(status, page))
}

async fn tried(visitor: &Visitor, id: i64) -> Answer<Trial> {
    let (desk, now) = (visitor.desk().clone(), clock::now());
    let run = visitor.app.blocking(move |app| try_again::<Ask>(app.db(), &desk, id, now));
    Ok(match run.await {
        Ok(tried) => Trial::Fits(Box::new(tried)),
        Err(Error::Faults(faults)) => Trial::Refused(faults),
        Err(Error::Conflict { saved, .. }) => {
            let desk = visitor.desk().clone();
            let over = visitor
                .app
                .blocking(move |app| over_what_stands::<Ask>(app.db(), &desk, (id, &saved), now));
            match over.await {
                Ok(over) => Trial::Moved(over.map(Box::new), Faults::default()),
                Err(Error::Faults(faults)) => Trial::Moved(None, faults),
                // It moved once more meanwhile, or its new place is not this desk's.
                Err(Error::Conflict { .. } | Error::NotFound | Error::Denied(_)) => {
                    Trial::Moved(None, Faults::default())
                }
                Err(other) => return Err(other.into()),
            }
        }
        // Seen by whoever sees its area and place; tried by whoever could do it.
        Err(Error::NotFound | Error::Denied(_)) => {
            Trial::Refused(Faults::one("proposal_out_of_reach"))
        }
        Err(other) => return Err(other.into()),
    })
}

/// What a proposal is about, by name with the way to its record.
fn about(reader: &mut Reader, visitor: &Visitor, found: &Proposal) -> Result<Link> {
    let hindi = visitor.hindi();
    if found.member_id != 0 {
        let (hi, en) = member_named(reader, visitor.scope(), found.member_id)?;
        let name = either(visitor, (&hi, &en)).unwrap_or_else(|| found.member_id.to_string());
        return Ok(Link::new(name, format!("/members/{}", found.member_id)));
    }
    if found.institution_id != 0 {
        let id = found.institution_id;
        let names = names_of(reader, visitor.scope(), &[id])?;
        let name = names.get(&id).map(|named| named.name(hindi).to_owned()).unwrap_or_default();
        return Ok(Link::new(name, format!("/groups/{id}")));
    }
    let name = new_name(&found.ask, hindi);
    Ok(match found.ask.about(found.place_id, found.answer_id) {
        Some(page) if name.is_empty() => Link::new(verb(visitor, &found.ask), page),
        Some(page) => Link::new(name, page),
        None => Link::new(name, String::new()),
    })
}

fn middle(
    reader: &mut Reader,
    visitor: &Visitor,
    trial: &Trial,
    (state, is_open): (State, bool),
) -> Result<Markup> {
    let words = visitor.words;
    Ok(match trial {
        Trial::None => html! {},
        Trial::Fits(tried) => {
            let heads = ("approval-before", "approval-after");
            let difference = effect::difference(reader, visitor, &tried.changes, (heads, is_open))?;
            html! {
                section.panel { div.ph { h2 { (words.t("approval-difference")) } } (difference) }
                section.panel {
                    div.ph { h2 { (words.t("approval-effects")) } }
                    (effect::figures(visitor, &tried.effects))
                }
            }
        }
        Trial::Refused(faults) => notice(
            Tone::Bad,
            &words.t("approval-refused"),
            html! { ul { @for one in fail::problems(faults, words) { li { (one.message) } } } },
        ),
        Trial::Moved(over, faults) => {
            let heads = ("change-conflict.saved", "change-conflict.yours");
            let both = match over {
                Some(over) => effect::difference(reader, visitor, &over.changes, (heads, is_open))?,
                None => html! {},
            };
            let why = fail::problems(faults, words);
            let next = match state {
                State::SentBack => "approval-moved.again",
                _ => "approval-moved.text",
            };
            let text = html! {
                p { (words.t(next)) }
                @if !why.is_empty() { ul { @for one in why { li { (one.message) } } } }
            };
            html! {
                (notice(Tone::Bad, &words.t("approval-moved"), text))
                @if over.is_some() {
                    section.panel { div.ph { h2 { (words.t("approval-both")) } } (both) }
                }
            }
        }
    })
}

fn body(
    visitor: &Visitor,
    (found, steps, about): (&Proposal, &[Step], &Link),
    middle: &Markup,
    (op, told): (&str, &[Problem]),
) -> Markup {
    let words = visitor.words;
    let can = deciding(visitor.desk(), found);
    let place = visitor.home.address(found.place_id, visitor.hindi()).join(", ");
    let title = verb(visitor, &found.ask);
    let state = words.t(&format!("approval-state-{}", found.state.code()));
    let items: Vec<TrailItem> = steps.iter().map(|step| item(visitor, step)).collect();
    let way = [Link::new(words.t("approvals"), "/approvals")];
    html! {
        (crumbs(words, &way, &words.args("approval-no", &[("no", found.id.into())])))
        (heading(&title, html! {
            @if about.href.is_empty() { (about.text) }
            @else { a href=(about.href) { (about.text) } }
            @if !about.text.is_empty() && !place.is_empty() { " · " } (place) " "
            (tag(if found.state == State::Approved { Tone::Good } else { Tone::Plain }, &state))
        }, html! {}))
        (problems(words, told))
        @if found.state == State::Approved && found.ask.act() == "people.open_account" {
            (notice(Tone::Plain, &words.t("approval-account-link"), html! {}))
        }
        (middle)
        (decision(visitor, found, can, (op, told)))
        (panel_with(&words.t("approval-steps"), None, None, trail(&items)))
    }
}

fn decision(
    visitor: &Visitor,
    found: &Proposal,
    can: Deciding,
    (op, told): (&str, &[Problem]),
) -> Markup {
    let words = visitor.words;
    let action = format!("/approvals/{}", found.id);
    let reason = Field::new("reason", words.t("approval-reason"), Control::Lines)
        .id("send-back-reason")
        .hint(words.t("approval-reason.hint"))
        .checked(told);
    html! {
        @if can.decides {
            section.panel { div.pb.top-pad.stack {
                form.form method="post" action=(action) {
                    input type="hidden" name="op" value=(op);
                    input type="hidden" name="version" value=(found.version);
                    input type="hidden" name="step" value="approve";
                    div.go { (button(Look::Primary, &words.t("approval-approve"), None)) }
                }
                form.form method="post" action=(action) {
                    input type="hidden" name="op" value=(op);
                    input type="hidden" name="step" value="send_back";
                    (field(words, &reason))
                    div.go { (button(Look::Plain, &words.t("approval-send-back"), None)) }
                }
            } }
        }
        @if can.makes {
            section.panel { div.pb.top-pad {
                @if found.state.is_with_maker() {
                    @let edit = Link::new(words.t("approval-edit"), address_of(found));
                    (button_link(&edit, None, Look::Primary))
                }
                form.form method="post" action=(action) {
                    input type="hidden" name="op" value=(op);
                    input type="hidden" name="step" value="withdraw";
                    div.go { (button(Look::Plain, &words.t("approval-withdraw"), None)) }
                }
            } }
        }
    }
}

/// The form in which a proposal was written, to be written anew.
fn address_of(found: &Proposal) -> String {
    let form = found.ask.form((found.member_id, found.institution_id, found.place_id));
    let joint = if form.contains('?') { '&' } else { '?' };
    format!("{form}{joint}proposal={}", found.id)
}

fn item(visitor: &Visitor, step: &Step) -> TrailItem {
    let words = visitor.words;
    TrailItem {
        when: instant(step.at),
        what: html! {
            (words.t(&format!("approval-state-{}", step.step)))
            @if let Some(reason) = &step.reason { ": " (reason) }
        },
        who: step_by(visitor, step),
    }
}
