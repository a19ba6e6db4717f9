//! Which household of the groups one of the list is: those that come near by name, and the members of the
//! group that the visit named or that is chosen here. A person accepts one, or says it is another.

use maud::{Markup, html};
use samuh_engine::{Reader, Result};
use samuh_groups::{
    duplicate::model::per_cent,
    saturation::{
        matching::{self, Candidate, Offered},
        model::{Seen, State},
        store,
    },
};
use samuh_web::parts::{
    Choice, Control, Field as Asks, Look, button, empty, field, panel, panel_with,
};

use super::{
    PATH,
    household::Shown,
    matches::{offered, sought},
    parts::said,
};
use crate::{ids::new_id, server::visit::Visitor};

/// What a household may be, out of which a person chooses.
#[derive(Default)]
pub(super) struct Choosing {
    candidates: Vec<(Candidate, Offered)>,
    /// The group in hand; 0 for one that the visit did not name.
    group: Option<i64>,
    /// Its members whose household nobody on the list is, but for the candidates.
    members: Vec<Offered>,
}

impl Choosing {
    /// For a household that is not covered; nothing for one that is.
    pub(super) fn load(
        reader: &mut Reader,
        visitor: &Visitor,
        seen: &Seen,
        group: Option<i64>,
    ) -> Result<Self> {
        if seen.state == State::Covered {
            return Ok(Self::default());
        }
        let (id, place) = (seen.target.id, seen.target.place_id);
        let pool = offered(reader, visitor, place)?;
        let refused = store::refusals(reader, visitor.scope(), place)?;
        let found = matching::candidates(&sought(std::slice::from_ref(seen)), &pool, &refused);
        let member = |one: &Candidate| pool.iter().find(|known| known.member_id == one.member_id);
        let candidates: Vec<(Candidate, Offered)> =
            found.into_iter().filter_map(|one| member(&one).cloned().map(|of| (one, of))).collect();
        let is_shown = |home: i64| candidates.iter().any(|(one, _)| one.household_id == home);
        let is_left = |one: &Offered| {
            Some(one.institution_id) == group
                && !refused.contains(&(id, one.household_id))
                && !is_shown(one.household_id)
        };
        let members = pool.iter().filter(|one| is_left(one)).cloned().collect();
        Ok(Self { candidates, group, members })
    }
}

/// Households of the groups that this one may be, each to be accepted or refused.
pub(super) fn matches(visitor: &Visitor, page: &Shown) -> Result<Markup> {
    let words = visitor.words;
    let id = page.seen.target.id;
    let Choosing { candidates, group, members } = &page.choice;
    let mut parts = Vec::with_capacity(candidates.len() + members.len());
    for (one, member) in candidates {
        let agrees = one.evidence.iter().map(|said| {
            let field = words.t(&format!("compared-{}", said.field.code()));
            format!("{field}: {}", words.t(&format!("level-{}", said.level.code())))
        });
        let agrees = agrees.collect::<Vec<_>>().join(" · ");
        let likely = words.args("duplicates-likely", &[("n", per_cent(one.weight).into())]);
        parts.push(offer(visitor, id, member, Some((&likely, &agrees)))?);
    }
    let mut others = Vec::with_capacity(members.len());
    for member in members {
        others.push(offer(visitor, id, member, None)?);
    }
    let is_bare = others.is_empty() && group.is_some_and(|group| group != 0);
    let note = words.t("sat-candidates.note");
    let body = html! {
        @for part in &parts { (part) }
        @if parts.is_empty() && others.is_empty() {
            (empty(&words.t("sat-no-candidate"), &words.t("sat-no-candidate.text"), None))
        }
        (choose(visitor, page))
        @for other in &others { (other) }
        @if is_bare { (empty(&words.t("sat-match-none"), &words.t("sat-match-none.text"), None)) }
    };
    Ok(panel_with(&words.t("sat-candidates"), Some(&note), None, body))
}

/// A member, by whom her household is accepted as the one of the list or refused.
fn offer(
    visitor: &Visitor,
    id: i64,
    member: &Offered,
    why: Option<(&str, &str)>,
) -> Result<Markup> {
    let words = visitor.words;
    let names = member.names.iter().filter(|name| !name.is_empty());
    let names = names.map(String::as_str).collect::<Vec<_>>().join(" / ");
    let value = format!("{id}-{}", member.household_id);
    let op = new_id()?.to_string();
    Ok(html! {
        div.doubt {
            p {
                a href=(format!("/members/{}", member.member_id)) { (names) }
                @if !member.relation.is_empty() { " · " (member.relation) }
                " · " a href=(format!("/groups/{}", member.institution_id)) { (words.t("sat-its-group")) }
                @if let Some((likely, _)) = why { " · " b { (likely) } }
            }
            @if let Some((_, agrees)) = why { p.hint { (agrees) } }
            form.act-row method="post" action=(format!("{PATH}/households/{id}/match")) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="pair" value=(value);
                (button(Look::Primary, &words.t("sat-accept"), Some("accept")))
                (button(Look::Plain, &words.t("sat-refuse"), Some("refuse")))
            }
        }
    })
}

/// Asks in which group of the village the household is.
fn choose(visitor: &Visitor, page: &Shown) -> Markup {
    if page.near.is_empty() {
        return html! {};
    }
    let words = visitor.words;
    let mut groups = vec![Choice::new("", words.t("sat-no-group"))];
    groups.extend(
        page.near.iter().map(|near| {
            Choice::new(near.id.to_string(), said(visitor, &near.name_hi, &near.name_en))
        }),
    );
    let chosen = page.choice.group.filter(|group| *group != 0);
    let group = Asks::new("group", words.t("sat-match-group"), Control::Select(groups))
        .id("match-group")
        .hint(words.t("sat-match-group.hint"))
        .value(chosen.map(|group| group.to_string()).unwrap_or_default());
    html! {
        form.filters method="get" action=(format!("{PATH}/households/{}", page.seen.target.id)) {
            (field(words, &group))
            div.go { (button(Look::Plain, &words.t("sat-match-show"), None)) }
        }
    }
}

/// By which a match is ended.
pub(super) fn unlink(visitor: &Visitor, id: i64, linked: i64) -> Result<Markup> {
    let words = visitor.words;
    let op = new_id()?.to_string();
    Ok(panel(
        &words.t("sat-linked"),
        html! {
            p.hint { (words.t("sat-linked.text")) }
            form.act-row method="post" action=(format!("{PATH}/households/{id}/match")) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="household" value=(linked);
                (button(Look::Plain, &words.t("sat-end-match"), Some("end")))
            }
        },
    ))
}
