//! The lists of proposals, and bulk approval.

use axum::{Form, response::Response};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::{
    MOST_PROPOSALS, ProposalAsk, State, Waits, approve, deciding, proposal, proposals, waiting,
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    parts::{
        Column, Kind, Link, Look, Table, Tone, button, button_link, empty, heading, notice, table,
        tag,
    },
};

use super::{Ask, about_name, instant, maker, new_name, verb, waited};
use crate::server::{
    fail::{self, Answer},
    visit::Visitor,
};

type Waiting = samuh_groups::Waiting<Ask>;

/// What came of a bulk approval.
#[derive(Default)]
struct Outcome {
    done: i64,
    refused: Vec<(i64, String)>,
}

/// The page: what waits for a decision here, what this post sent, what was done.
pub(crate) async fn page(visitor: Visitor) -> Answer {
    draw(visitor, Outcome::default()).await
}

/// Approves the chosen proposals, each by itself: one that is refused holds up no other.
pub(crate) async fn approve_all(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let chosen: Vec<(i64, i64)> = pairs
        .iter()
        .filter(|(name, _)| name == "id")
        .filter_map(|(_, value)| seen_of(value))
        .collect();
    let desk = visitor.desk().clone();
    let words = visitor.words;
    let run = visitor.app.blocking(move |app| {
        let mut outcome = Outcome::default();
        for (id, seen) in chosen {
            match approve::<Ask>(app.db(), &desk, (id, seen), clock::now()) {
                Ok(_) => outcome.done += 1,
                Err(Error::Faults(faults)) => {
                    let told = fail::problems(&faults, words);
                    let text = told.first().map(|one| one.message.clone()).unwrap_or_default();
                    outcome.refused.push((id, text));
                }
                Err(Error::Conflict { .. }) => {
                    outcome.refused.push((id, words.t("approval-moved")));
                }
                Err(Error::Denied(_) | Error::NotFound) => {
                    outcome.refused.push((id, words.t("approval-not-yours")));
                }
                Err(other) => return Err(other),
            }
        }
        Ok(outcome)
    });
    draw(visitor.clone(), run.await?).await
}

/// `12.3`: a proposal and the edition of it that the list showed.
fn seen_of(value: &str) -> Option<(i64, i64)> {
    let (id, version) = value.split_once('.')?;
    Some((id.parse().ok()?, version.parse().ok()?))
}

/// The proposals that wait about an institution, as links for its page.
pub(crate) fn about(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Vec<Link>> {
    links(reader, visitor, ProposalAsk::About { institution_id: id })
}

/// The proposals that wait about a member, as links for her page.
pub(crate) fn about_member(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Vec<Link>> {
    links(reader, visitor, ProposalAsk::OfMember { member_id: id })
}

fn links(reader: &mut Reader, visitor: &Visitor, about: ProposalAsk) -> Result<Vec<Link>> {
    let found: Vec<Waiting> = proposals(reader, visitor.scope(), about)?;
    let link = |one: &Waiting| {
        let text = format!("{} · {}", verb(visitor, &one.proposal.ask), maker(visitor, one));
        Link::new(text, format!("/approvals/{}", one.proposal.id))
    };
    Ok(found.iter().map(link).collect())
}

/// A proposal behind a figure, by its number: what it asks, and of what that only comes to be; nothing where
/// the desk does not see it.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn behind(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Option<Link>> {
    let found = match proposal::<Ask>(reader, visitor.scope(), id) {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let no = visitor.words.args("approval-no", &[("no", id.into())]);
    let told = [no, verb(visitor, &found.ask), new_name(&found.ask, visitor.hindi())];
    let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(Some(Link::new(told.join(" · "), format!("/approvals/{id}"))))
}

/// What waits for a decision of this desk, what of it and elsewhere too long, and what came back to it, for
/// its first page; nothing where nothing does.
pub(crate) fn notice_of(reader: &mut Reader, visitor: &Visitor) -> Result<Markup> {
    let (words, desk) = (visitor.words, visitor.desk());
    let who = (desk.post_id, desk.officer_id);
    let waits = waiting(reader, &desk.scope, who, clock::now())?;
    let Waits { here, late, late_elsewhere, sent_back } = waits;
    let mut said = Vec::new();
    if here > 0 {
        said.push(words.args("approvals-wait", &[("n", here.into()), ("late", late.into())]));
    }
    for (key, n) in
        [("approvals-sent-back", sent_back), ("approvals-late-elsewhere", late_elsewhere)]
    {
        if n > 0 {
            said.push(words.args(key, &[("n", n.into())]));
        }
    }
    let Some((first, rest)) = said.split_first() else { return Ok(html! {}) };
    let asks = late > 0 || sent_back > 0 || late_elsewhere > 0;
    let tone = if asks { Tone::Warn } else { Tone::Plain };
    Ok(notice(
        tone,
        first,
        html! {
            @for line in rest { p { b { (line) } } }
            a href="/approvals" { (words.t("approvals-open")) }
        },
    ))
}

async fn draw(visitor: Visitor, outcome: Outcome) -> Answer<Response> {
    let reads = visitor.clone();
    let body = visitor.app.read(move |reader| body(reader, &reads, &outcome)).await?;
    Ok(visitor.page(&visitor.words.t("approvals"), Some(Section::Approvals), body))
}

/// What waits at other desks' and at this one's hand.
struct Others {
    here: Vec<Waiting>,
    elsewhere: Vec<Waiting>,
}

/// What others sent: for this desk's decision, and what it only sees. Nothing of it is shown to a desk that
/// decides on nothing.
fn others(reader: &mut Reader, visitor: &Visitor) -> Result<Option<Others>> {
    let desk = visitor.desk();
    if !Area::ALL.into_iter().any(|area| desk.scope.may(Right::Approve, area)) {
        return Ok(None);
    }
    let (post_id, officer_id) = (desk.post_id, desk.officer_id);
    let here = ProposalAsk::Others { post_id, officer_id };
    let here: Vec<Waiting> = proposals(reader, &desk.scope, here)?;
    let (here, mut elsewhere): (Vec<Waiting>, Vec<Waiting>) =
        here.into_iter().partition(|one| deciding(desk, &one.proposal).decides);
    let there = ProposalAsk::Elsewhere { post_id, officer_id };
    elsewhere.extend(proposals::<Ask>(reader, &desk.scope, there)?);
    Ok(Some(Others { here, elsewhere }))
}

fn body(reader: &mut Reader, visitor: &Visitor, outcome: &Outcome) -> Result<Markup> {
    let (words, desk) = (visitor.words, visitor.desk());
    let others = others(reader, visitor)?;
    let mine = ProposalAsk::Mine { post_id: desk.post_id };
    let mine: Vec<Waiting> = proposals(reader, &desk.scope, mine)?;
    let policy = Link::new(words.t("approval-policy"), "/approvals/policy");
    Ok(html! {
        (heading(&words.t("approvals"), html! { (words.t("approvals.under")) }, html! {
            (button_link(&policy, None, Look::Quiet))
        }))
        (told(visitor, outcome))
        @if let Some(Others { here, elsewhere }) = &others {
            (late(visitor, here, "approvals-late"))
            (late(visitor, elsewhere, "approvals-late-elsewhere"))
            @if here.len().max(elsewhere.len()) >= MOST_PROPOSALS {
                @let most = i64::try_from(MOST_PROPOSALS).unwrap_or(i64::MAX);
                (notice(Tone::Plain, &words.args("approvals-most", &[("n", most.into())]), html! {}))
            }
            section.panel {
                div.ph { h2 { (words.t("approvals-others")) } span.sub { (here.len()) } }
                @if here.is_empty() {
                    (empty(&words.t("approvals-none"), "", None))
                } @else {
                    form method="post" action="/approvals" {
                        (drawn(visitor, here, true))
                        div.pb.top-pad { div.go {
                            (button(Look::Primary, &words.t("approvals-approve-chosen"), None))
                        } }
                    }
                }
            }
        }
        section.panel {
            div.ph { h2 { (words.t("approvals-mine")) } span.sub { (mine.len()) } }
            @if mine.is_empty() { (empty(&words.t("approvals-mine-none"), "", None)) }
            @else { (drawn(visitor, &mine, false)) }
        }
        @if let Some(Others { elsewhere, .. }) = others.filter(|all| !all.elsewhere.is_empty()) {
            section.panel {
                div.ph { h2 { (words.t("approvals-elsewhere")) } span.sub { (elsewhere.len()) } }
                (drawn(visitor, &elsewhere, false))
            }
        }
    })
}

/// How many of a list have waited too long.
fn late(visitor: &Visitor, all: &[Waiting], key: &str) -> Markup {
    let now = clock::now();
    let late = all.iter().filter(|one| one.proposal.wait_until < now).count();
    let late = i64::try_from(late).unwrap_or(i64::MAX);
    html! {
        @if late > 0 {
            (notice(Tone::Warn, &visitor.words.args(key, &[("n", late.into())]), html! {}))
        }
    }
}

fn told(visitor: &Visitor, outcome: &Outcome) -> Markup {
    let words = visitor.words;
    html! {
        @if outcome.done > 0 {
            (notice(Tone::Good, &words.args("approvals-done", &[("n", outcome.done.into())]), html! {}))
        }
        @if !outcome.refused.is_empty() {
            @let n = i64::try_from(outcome.refused.len()).unwrap_or(0);
            (notice(Tone::Bad, &words.args("approvals-refused", &[("n", n.into())]), html! {
                ul {
                    @for (id, why) in &outcome.refused {
                        li { a href=(format!("/approvals/{id}")) { (words.args("approval-no", &[("no", (*id).into())])) } ": " (why) }
                    }
                }
            }))
        }
    }
}

fn drawn(visitor: &Visitor, all: &[Waiting], choosing: bool) -> Markup {
    let words = visitor.words;
    let mut columns = vec![
        Column::new(Kind::Text, words.t("approval-about")),
        Column::new(Kind::Text, words.t("approval-what")),
        Column::new(Kind::Text, words.t("field-place")),
        Column::new(Kind::Text, words.t("approval-maker")),
        Column::new(Kind::Day, words.t("approval-sent")),
        Column::new(Kind::State, words.t("field-status")),
    ];
    if choosing {
        columns.push(Column::new(Kind::State, words.t("approval-choose")));
    }
    let rows = all.iter().map(|one| row(visitor, one, choosing)).collect();
    table(&Table { caption: words.t("approvals"), columns, rows, foot: None })
}

fn row(visitor: &Visitor, one: &Waiting, choosing: bool) -> Vec<Markup> {
    let (words, proposal) = (visitor.words, &one.proposal);
    let href = format!("/approvals/{}", proposal.id);
    let name = about_name(visitor, one);
    let place = visitor.home.address(proposal.place_id, visitor.hindi()).join(", ");
    let mut cells = vec![
        html! { a href=(href) {
            @if name.is_empty() { (words.args("approval-no", &[("no", proposal.id.into())])) }
            @else { (name) }
        } },
        html! { (verb(visitor, &proposal.ask)) },
        html! { (place) },
        html! { (maker(visitor, one)) },
        html! { (instant(proposal.sent_at)) },
        html! { (state(visitor, one)) },
    ];
    if choosing {
        let label = words.args("approval-choose-one", &[("name", name.as_str().into())]);
        cells.push(html! {
            input type="checkbox" name="id" value=(format!("{}.{}", proposal.id, proposal.version))
                aria-label=(label);
        });
    }
    cells
}

fn state(visitor: &Visitor, one: &Waiting) -> Markup {
    let (words, now, proposal) = (visitor.words, clock::now(), &one.proposal);
    if proposal.state == State::Submitted && proposal.wait_until < now {
        let days = waited(proposal.sent_at, now);
        return tag(Tone::Bad, &words.args("approval-late", &[("days", days.into())]));
    }
    let tone = match proposal.state {
        State::Submitted => Tone::Plain,
        State::SentBack => Tone::Warn,
        State::Approved => Tone::Good,
        State::Draft | State::Withdrawn => Tone::Plain,
    };
    tag(tone, &words.t(&format!("approval-state-{}", proposal.state.code())))
}
