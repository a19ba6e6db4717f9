//! What was done to an institution by hand: changes with their reasons, office bearers and gradings;
//! and the page of a federation's own record.

use axum::extract::Path;
use maud::{Markup, html};
use samuh_engine::{Reader, Result};
use samuh_groups::{
    Event, Fact, Grading, Institution, Kind, MemberSeen, Term, events_of, gradings_of,
    institution_of, terms_of,
};
use samuh_kernel::scope::{Area, Right};
use samuh_places::always;
use samuh_web::{
    page::Section,
    pages::{
        group::{Done, waits},
        list,
    },
    parts::{self, Fact as Line, TrailItem, facts, heading, menu, panel, panel_with, trail},
    show,
};

use super::{
    one::{meetings, member_row},
    store,
};
use crate::server::{
    approvals::about,
    changes::federation_links,
    dashboard::crumbs,
    fail::{Answer, go},
    visit::Visitor,
};

/// The changes, terms and gradings of an institution; `members` are those of a group.
pub(crate) fn done(
    reader: &mut Reader,
    visitor: &Visitor,
    id: i64,
    members: &[MemberSeen],
) -> Result<Done> {
    let scope = visitor.scope();
    Ok(Done {
        events: items(visitor, &events_of(reader, scope, id)?),
        terms: held(visitor, &terms_of(reader, scope, id)?, members),
        gradings: gradings(visitor, &gradings_of(reader, scope, id)?),
        waiting: about(reader, visitor, id)?,
    })
}

/// Events as lines of a trail.
pub(crate) fn items(visitor: &Visitor, events: &[Event]) -> Vec<TrailItem> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let item = |event: &Event| {
        let (first, second) = if hindi {
            (&event.other_hi, &event.other_en)
        } else {
            (&event.other_en, &event.other_hi)
        };
        let other = first.as_deref().or(second.as_deref()).unwrap_or_default();
        let what = words.args(&format!("event-{}", event.kind), &[("other", other.into())]);
        let reason = event.reason.as_deref().map(|code| words.t(&format!("reason-{code}")));
        let loan = event.loan.as_deref().map(|code| words.t(&format!("loan-{code}")));
        let loan = loan.map(|loan| words.args("event-loan", &[("loan", loan.into())]));
        let why: Vec<String> = reason.into_iter().chain(loan).collect();
        TrailItem {
            when: show::day(event.on),
            what: html! {
                @match event.other_id.filter(|_| !other.is_empty()) {
                    Some(id) => a href=(format!("/groups/{id}")) { (what) },
                    None => (what),
                }
            },
            who: why.join(" · "),
        }
    };
    events.iter().map(item).collect()
}

/// Who holds each office now, then who held one before. Where no term says who holds an office, the
/// register of members does.
fn held(visitor: &Visitor, all: &[Term], members: &[MemberSeen]) -> Vec<TrailItem> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let has_term = |office: &str| all.iter().any(|term| is_now(term) && term.office == office);
    let by_membership =
        members.iter().filter(|member| member.left_on.is_none()).filter_map(|member| {
            let row = member_row(member, hindi);
            (row.office != "member" && !has_term(row.office)).then(|| TrailItem {
                when: words.t("since-now"),
                what: html! {
                    (words.t(&format!("office-{}", row.office))) ": "
                    a href=(row.member.href) { (row.member.text) }
                },
                who: String::new(),
            })
        });
    let (now, before): (Vec<&Term>, Vec<&Term>) = all.iter().partition(|term| is_now(term));
    let mut items = terms(visitor, &now);
    items.extend(by_membership);
    items.extend(terms(visitor, &before));
    items
}

fn is_now(term: &Term) -> bool {
    term.to_on >= always().1
}

fn terms(visitor: &Visitor, terms: &[&Term]) -> Vec<TrailItem> {
    let words = visitor.words;
    let day = |day: chrono::NaiveDate| if day > always().0 { show::day(day) } else { "—".into() };
    let item = |term: &&Term| {
        let is_now = is_now(term);
        let to = if is_now { words.t("since-now") } else { show::day(term.to_on) };
        TrailItem {
            when: if is_now && term.from_on <= always().0 {
                to
            } else {
                format!("{} – {to}", day(term.from_on))
            },
            what: html! {
                (words.t(&format!("office-{}", term.office))) ": "
                @match term.member_id {
                    Some(id) => a href=(format!("/members/{id}")) { (term.name) },
                    None => (term.name),
                }
            },
            who: String::new(),
        }
    };
    terms.iter().map(item).collect()
}

fn gradings(visitor: &Visitor, gradings: &[Grading]) -> Vec<TrailItem> {
    let item = |grading: &Grading| {
        let args = [
            ("grade", grading.grade.as_str().into()),
            ("score", grading.score.into()),
            ("most", grading.most.into()),
        ];
        let what = visitor.words.args("grading-made", &args);
        TrailItem { when: show::day(grading.on), what: html! { (what) }, who: String::new() }
    };
    gradings.iter().map(item).collect()
}

/// The record of a village organisation or cluster level federation.
pub(crate) async fn page(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| {
        let federation = institution_of(reader, reads.scope(), id)?;
        if federation.kind == Kind::Shg {
            return Ok(None);
        }
        let body = draw(reader, &reads, &federation)?;
        Ok(Some((federation.name(reads.hindi()).to_owned(), body)))
    });
    match read.await? {
        Some((title, body)) => Ok(visitor.page(&title, Some(Section::Federations), body)),
        None => Ok(go(&format!("/groups/{id}"))),
    }
}

fn draw(reader: &mut Reader, visitor: &Visitor, federation: &Institution) -> Result<Markup> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let done = done(reader, visitor, federation.id, &[])?;
    let is_active = federation.fact(Fact::Status) != Some("inactive");
    let title = federation.name(hindi);
    let figures =
        parts::Link::new(words.t("record-figures"), format!("/federations/{}", federation.id));
    let profile = profile(reader, visitor, federation)?;
    Ok(html! {
        (parts::crumbs(words, &crumbs(visitor, federation.place_id, true), title))
        (heading(title, html! {
            (words.t(&format!("level-{}", federation.kind.code()))) " " (list::status(words, is_active))
        }, html! { (parts::button_link(&figures, None, parts::Look::Plain)) }))
        (menu(words, &federation_links(visitor, federation)))
        (waits(words, &done.waiting))
        div.cols.main {
            (panel(&words.t("group-profile"), facts(&profile)))
            div.stack {
                (panel_with(&words.t("term-list"), None, None, html! {
                    @if done.terms.is_empty() { p { (words.t("term-none")) } }
                    @else { (trail(&done.terms)) }
                }))
                @if !done.events.is_empty() {
                    (panel_with(&words.t("event-list"), None, None, trail(&done.events)))
                }
            }
        }
    })
}

fn profile(reader: &mut Reader, visitor: &Visitor, of: &Institution) -> Result<Vec<Line>> {
    let words = visitor.words;
    let profile = of.profile.masked();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |value: Option<chrono::NaiveDate>| value.map(show::day).unwrap_or_default();
    let mut lines: Vec<Line> = of
        .codes
        .iter()
        .map(|(register, code)| Line::text(words.t(&format!("register-code-{register}")), code))
        .collect();
    let names = store::names_of(reader, visitor.scope(), &[of.parent_id])?;
    if let Some(above) = names.get(&of.parent_id) {
        lines.push(Line::text(words.t("field-clf"), above.name(visitor.hindi())));
    }
    let place = visitor.home.address(of.place_id, visitor.hindi()).join(", ");
    lines.extend([
        Line::text(words.t("field-place"), &place),
        Line::text(words.t("field-formed-on"), &day(profile.formed_on)),
        Line::text(words.t("change-registered-on"), &day(profile.registered_on)),
        Line::text(words.t("change-registration-no"), &text(&profile.registration_no)),
        Line::text(
            words.t("field-meeting"),
            &profile.meeting_frequency.as_deref().map_or(String::new(), |f| meetings(words, f)),
        ),
        Line::text(words.t("field-bank"), &text(&profile.bank_name)),
        Line::text(words.t("field-ifsc"), &text(&profile.ifsc)),
        Line::text(words.t("field-account-no"), &text(&profile.account_no)),
        Line::text(words.t("field-mobile"), &text(&profile.mobile)),
    ]);
    Ok(lines)
}
