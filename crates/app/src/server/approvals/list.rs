//! The lists of proposals, and bulk approval.

use axum::{Form, response::Response};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::{MOST_PROPOSALS, ProposalAsk, State, approve, proposals, waiting};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    parts::{
        Column, Kind, Link, Look, Table, Tone, button, button_link, empty, heading, notice, table,
        tag,
    },
};

use super::{Ask, about_name, instant, maker, verb, waited};
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
    let about = ProposalAsk::About { institution_id: id };
    let found: Vec<Waiting> = proposals(reader, visitor.scope(), about)?;
    let link = |one: &Waiting| {
        let text = format!("{} · {}", verb(visitor, &one.proposal.ask), maker(visitor, one));
        Link::new(text, format!("/approvals/{}", one.proposal.id))
    };
    Ok(found.iter().map(link).collect())
}

/// What waits for a decision of this desk, and how much of it too long, for its first page; nothing
/// where nothing waits.
pub(crate) fn notice_of(reader: &mut Reader, visitor: &Visitor) -> Result<Markup> {
    let (words, desk) = (visitor.words, visitor.desk());
    let who = (desk.post_id, desk.officer_id);
    let (n, late) = waiting(reader, &desk.scope, who, clock::now())?;
    if n == 0 {
        return Ok(html! {});
    }
    let tone = if late > 0 { Tone::Warn } else { Tone::Plain };
    let said = words.args("approvals-wait", &[("n", n.into()), ("late", late.into())]);
    Ok(notice(tone, &said, html! { a href="/approvals" { (words.t("approvals-open")) } }))
}

async fn draw(visitor: Visitor, outcome: Outcome) -> Answer<Response> {
    let reads = visitor.clone();
    let body = visitor.app.read(move |reader| body(reader, &reads, &outcome)).await?;
    Ok(visitor.page(&visitor.words.t("approvals"), Some(Section::Approvals), body))
}

fn body(reader: &mut Reader, visitor: &Visitor, outcome: &Outcome) -> Result<Markup> {
    let (words, desk) = (visitor.words, visitor.desk());
    let areas = [Area::Groups, Area::Plans, Area::People, Area::Meetings, Area::Figures];
    let approves = areas.into_iter().any(|area| desk.scope.may(Right::Approve, area));
    let (post_id, officer_id) = (desk.post_id, desk.officer_id);
    let others: Vec<Waiting> = match approves {
        true => proposals(reader, &desk.scope, ProposalAsk::Others { post_id, officer_id })?,
        false => Vec::new(),
    };
    let mine: Vec<Waiting> = proposals(reader, &desk.scope, ProposalAsk::Mine { post_id })?;
    let policy = Link::new(words.t("approval-policy"), "/approvals/policy");
    let now = clock::now();
    let late = others.iter().filter(|one| one.proposal.wait_until < now).count();
    Ok(html! {
        (heading(&words.t("approvals"), html! { (words.t("approvals.under")) }, html! {
            (button_link(&policy, None, Look::Quiet))
        }))
        (told(visitor, outcome))
        @if approves {
            @if late > 0 {
                @let late = i64::try_from(late).unwrap_or(0);
                (notice(Tone::Warn, &words.args("approvals-late", &[("n", late.into())]), html! {}))
            }
            @if others.len() >= MOST_PROPOSALS {
                @let most = i64::try_from(MOST_PROPOSALS).unwrap_or(i64::MAX);
                (notice(Tone::Plain, &words.args("approvals-most", &[("n", most.into())]), html! {}))
            }
            section.panel {
                div.ph { h2 { (words.t("approvals-others")) } span.sub { (others.len()) } }
                @if others.is_empty() {
                    (empty(&words.t("approvals-none"), "", None))
                } @else {
                    form method="post" action="/approvals" {
                        (drawn(visitor, &others, true))
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
    })
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
