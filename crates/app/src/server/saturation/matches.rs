//! Matches of a village that are clear: proposed together, accepted by a person.

use std::collections::HashMap;

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::html;
use samuh_engine::{Reader, Result, clock};
use samuh_groups::saturation::{
    acts::accept_matches,
    matching::{self, Candidate, Offered, Sought},
    model::{Accept, Ask, Doing, Field, Seen, State},
    rules::{IN_GROUP, said_group},
    store::{self, Near},
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    parts::{
        Column, Kind, Look, Problem, Table, button, crumbs, empty, heading, panel, problems, table,
    },
};
use uuid::Uuid;

use super::{
    PATH,
    parts::{link, said as said_name},
    seen_village, sent_op,
    table::way,
    village::list_link,
};
use crate::{
    ids::new_id,
    server::{
        approvals::{Ask as Waits, carried, sent_instead},
        fail::{Answer, Fail, faults_or_fail, go, problems as said},
        query::Query,
        visit::{self, Visitor},
    },
};

/// Households of one village.
const MOST: i64 = 5_000;

/// Households of the list as they are compared.
pub(super) fn sought(all: &[Seen]) -> Vec<Sought> {
    let one = |seen: &Seen| {
        let texts = &seen.target.texts;
        let text = |field| texts.get(field).to_owned();
        Sought {
            id: seen.target.id,
            head: text(Field::Head),
            relation: text(Field::Relation),
            women: texts.women().map(str::to_owned).collect(),
            mobile: text(Field::Mobile),
            social: text(Field::Social),
        }
    };
    all.iter().map(one).collect()
}

/// Members of the village's groups whose household nobody on the list is.
pub(super) fn offered(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Vec<Offered>> {
    store::pool(reader, visitor.scope(), (id, 0), clock::today())
}

/// A clear match with both sides.
struct Pair {
    seen: Seen,
    candidate: Candidate,
    member: Offered,
}

fn clear(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Vec<Pair>> {
    seen_village(reader, visitor, id)?;
    let (scope, today) = (visitor.scope(), clock::today());
    let ask = Ask { place_id: id, state: "open".into(), ..Ask::default() };
    let open = store::list(reader, scope, &ask, (today, MOST, 0))?;
    let refused = store::refusals(reader, scope, id)?;
    let pool = offered(reader, visitor, id)?;
    let found = matching::candidates(&sought(&open), &pool, &refused);
    let members: HashMap<i64, &Offered> = pool.iter().map(|one| (one.member_id, one)).collect();
    let by_id: HashMap<i64, Seen> = open.into_iter().map(|seen| (seen.target.id, seen)).collect();
    let pair = |candidate: Candidate| {
        let seen = by_id.get(&candidate.target_id)?.clone();
        let member = (*members.get(&candidate.member_id)?).clone();
        Some(Pair { seen, candidate, member })
    };
    Ok(found.into_iter().filter(|one| one.is_clear).filter_map(pair).collect())
}

/// A household that is in a group already, as the visit found, with the group it named; not matched yet.
struct SaidIn {
    seen: Seen,
    group: Option<Near>,
}

fn said_in(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Vec<SaidIn>> {
    let (scope, today) = (visitor.scope(), clock::today());
    let ask = Ask { place_id: id, state: "unknown".into(), ..Ask::default() };
    let mut unknown = store::list(reader, scope, &ask, (today, MOST, 0))?;
    unknown.retain(is_said_in);
    if unknown.is_empty() {
        return Ok(Vec::new());
    }
    let near = store::groups_near(reader, scope, id, today)?;
    let mut all = Vec::with_capacity(unknown.len());
    for seen in unknown {
        let visits = store::visits_of(reader, scope, seen.target.id)?;
        let named = said_group(&seen, &visits);
        let group = near.iter().find(|group| Some(group.id) == named).cloned();
        all.push(SaidIn { seen, group });
    }
    Ok(all)
}

/// True where the last visit found the household in a group already, and no group's household is it yet.
pub(super) fn is_said_in(seen: &Seen) -> bool {
    let says = seen.last.as_ref().is_some_and(|(code, _)| code == IN_GROUP);
    says && seen.state != State::Covered
}

/// Those of whom the visit said so: each opens, and there the member is chosen.
fn said_table(visitor: &Visitor, all: &[SaidIn]) -> Table {
    let words = visitor.words;
    let row = |one: &SaidIn| {
        let link = link(&one.seen);
        let group =
            one.group.as_ref().map(|group| said_name(visitor, &group.name_hi, &group.name_en));
        vec![
            html! { a href=(link.href) { (link.text) } },
            html! { (one.seen.target.texts.get(Field::Relation)) },
            html! { (group.map_or_else(|| words.t("sat-said-no-group"), str::to_owned)) },
        ]
    };
    let column = |key: &str| Column::new(Kind::Text, words.t(key));
    Table {
        caption: words.t("sat-said"),
        columns: vec![column("sat-head"), column("field-relation"), column("sat-said-group")],
        rows: all.iter().map(row).collect(),
        foot: None,
    }
}

/// The page.
pub(in crate::server) async fn page(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    shown(&visitor, id, &[], None).await
}

async fn shown(
    visitor: &Visitor,
    id: i64,
    wrong: &[Problem],
    chosen: Option<&Query>,
) -> Answer<Response> {
    let reads = visitor.clone();
    let read =
        move |reader: &mut Reader| Ok((clear(reader, &reads, id)?, said_in(reader, &reads, id)?));
    let (pairs, said_in) = visitor.app.read(read).await?;
    let words = visitor.words;
    let title = words.t("sat-matches");
    let mut steps = way(visitor, id);
    steps.push(list_link(visitor, id));
    let may = visitor.scope().may(Right::Enter, Area::Groups);
    // What another has matched meanwhile is not on the page any more.
    let there: Vec<String> =
        pairs.iter().map(|pair| format!("pair-{}", pair.candidate.target_id)).collect();
    let there: Vec<&str> = there.iter().map(String::as_str).collect();
    let wrong = &Problem::within(wrong.to_vec(), &there);
    let rows = pairs.iter().map(|pair| {
        let value = format!("{}-{}", pair.candidate.target_id, pair.candidate.household_id);
        let is_chosen = chosen.is_none_or(|form| form.all("pair").contains(&value.as_str()));
        row(pair, may.then_some((value, is_chosen)).as_ref(), wrong)
    });
    let column = |key: &str| Column::new(Kind::Text, words.t(key));
    let list = Table {
        caption: title.clone(),
        columns: vec![
            column("sat-head"),
            column("sat-women"),
            column("field-relation"),
            column("sat-member"),
            column("sat-member-relation"),
        ],
        rows: rows.collect(),
        foot: None,
    };
    let op = new_id()?.to_string();
    let body = html! {
        (crumbs(words, &steps, &title))
        (heading(&title, html! { (words.t("sat-matches.text")) }, html! {}))
        (problems(words, wrong))
        section.panel {
            @if pairs.is_empty() {
                (empty(&words.t("sat-matches-none"), &words.t("sat-matches-none.text"), None))
            } @else if may {
                form method="post" action=(carried(visitor, format!("{PATH}/places/{id}/matches"))) {
                    input type="hidden" name="op" value=(op);
                    (table(&list))
                    div.pb.top-pad { div.go { (button(Look::Primary, &words.t("sat-accept-all"), None)) } }
                }
            } @else { (table(&list)) }
        }
        @if !said_in.is_empty() {
            (panel(&words.t("sat-said"), html! {
                p.hint.pb { (words.t("sat-said.text")) }
                (table(&said_table(visitor, &said_in)))
            }))
        }
    };
    // Names of members and of households are shown side by side.
    crate::server::privacy::read(visitor, "target_list", id).await?;
    Ok(visitor.page(&title, Some(Section::Saturation), body))
}

fn row(pair: &Pair, choice: Option<&(String, bool)>, wrong: &[Problem]) -> Vec<maud::Markup> {
    let (seen, member) = (&pair.seen, &pair.member);
    let link = link(seen);
    let names = member.names.iter().filter(|name| !name.is_empty());
    let names = names.map(String::as_str).collect::<Vec<_>>().join(" / ");
    let women = seen.target.texts.women().collect::<Vec<_>>().join(", ");
    let own = format!("pair-{}", seen.target.id);
    let found = Problem::of(wrong, &own);
    vec![
        html! {
            @if let Some((value, is_chosen)) = choice {
                label.tick id=(Problem::id_of(found, own)) {
                    input type="checkbox" name="pair" value=(value) checked[*is_chosen];
                    span { (link.text) }
                }
                @if let Some(found) = found { p.errm { (found.message) } }
            } @else { a href=(link.href) { (link.text) } }
        },
        html! { (women) },
        html! { (seen.target.texts.get(Field::Relation)) },
        html! { a href=(format!("/members/{}", member.member_id)) { (names) } },
        html! { (member.relation) },
    ]
}

/// Accepts the chosen ones, all or none.
pub(in crate::server) async fn accept(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let reads = visitor.clone();
    visitor.app.read(move |reader| seen_village(reader, &reads, id)).await?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let chosen: Option<Vec<(i64, i64)>> =
        form.all("pair").iter().map(|text| pair_of(text)).collect();
    let ask = Accept { pairs: chosen.ok_or(Fail::Request)? };
    match faults_or_fail(accepted(&visitor, op, ask, &form).await)? {
        Ok(sent) => Ok(go(&sent.unwrap_or_else(|| format!("{PATH}/places/{id}")))),
        Err(faults) => {
            let wrong = said(&faults, visitor.words);
            let page = shown(&visitor, id, &wrong, Some(&form)).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Accepts matches, or sends them to another post; answers where they wait, if they do.
pub(super) async fn accepted(
    visitor: &Visitor,
    op: Uuid,
    ask: Accept,
    form: &Query,
) -> Result<Option<String>> {
    let asks = Waits::Visits(Doing::Accept(ask.clone()));
    if let Some(sent) = sent_instead(visitor, op, asks, form.pairs()).await? {
        return Ok(Some(sent));
    }
    let desk = visitor.desk().clone();
    let run =
        visitor.app.blocking(move |app| accept_matches(app.db(), &desk, op, &ask, clock::now()));
    run.await.map(|_| None)
}

/// `12-40`: a target household and a household of the groups.
pub(super) fn pair_of(text: &str) -> Option<(i64, i64)> {
    let (target, household) = text.split_once('-')?;
    Some((target.parse().ok()?, household.parse().ok()?))
}
