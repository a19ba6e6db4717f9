//! One target household: what the list says, where it stands, its visits, and which household of the
//! groups it may be.

use std::collections::HashMap;

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::saturation::{
    acts::{correct_visit, end_match, refuse_match},
    model::{
        Accept, CorrectVisit, Covering, Doing, End, Field, Outcome, Refuse, Seen, State, Visit,
        VisitSeen, Visits,
    },
    rules::said_group,
    store::{self, Near},
};
use samuh_kernel::{
    scope::{Area, Right},
    show::starred,
};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Fact, Field as Asks, Link, Look, Problem, TrailItem, button, crumbs,
        empty, facts, field, heading, panel, panel_with, problems, trail,
    },
    show,
};

use super::{
    PATH,
    choosing::{self, Choosing},
    day,
    matches::{accepted, pair_of},
    parts::{covering, last, said, state},
    sent_op,
    table::way,
    village::list_link,
    visits::{choices, recorded},
};
use crate::{
    ids::new_id,
    server::{
        approvals::{Ask, carried, sent_instead},
        fail::{Answer, Fail, faults_or_fail, go, problems as told},
        groups::{
            by,
            store::{Done, done_by},
        },
        privacy,
        query::Query,
        trail::{Kind as Trailed, link as way_to},
        visit::{self, Visitor},
    },
};

/// What a page of one household shows.
pub(super) struct Shown {
    pub(super) seen: Seen,
    covering: Vec<Covering>,
    visits: Vec<VisitSeen>,
    done: HashMap<i64, Done>,
    outcomes: Vec<Outcome>,
    pub(super) near: Vec<Near>,
    pub(super) choice: Choosing,
    /// The household of the groups that a person matched it with.
    linked: Option<i64>,
    readers: Markup,
}

/// How the page is asked for: open or masked, after a form that was refused.
#[derive(Default)]
struct How {
    is_open: bool,
    /// The group whose members are offered; none for the one that the visit named.
    group: Option<i64>,
    form: Query,
    wrong: Vec<Problem>,
    /// What was wrong about the reason of opening.
    closed: Vec<Problem>,
}

/// The page.
pub(in crate::server) async fn one(
    visitor: Visitor,
    Path(id): Path<i64>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let group = Query::of(pairs).number("group");
    shown(&visitor, id, How { group, ..How::default() }).await
}

/// The same with what is personal, once, for a reason that was kept.
pub(in crate::server) async fn opened(visitor: Visitor, id: i64) -> Answer {
    shown(&visitor, id, How { is_open: true, ..How::default() }).await
}

/// The masked page with what was wrong about the reason.
pub(in crate::server) async fn with_problems(
    visitor: Visitor,
    id: i64,
    wrong: Vec<Problem>,
) -> Answer {
    shown(&visitor, id, How { closed: wrong, ..How::default() }).await
}

fn load(reader: &mut Reader, visitor: &Visitor, id: i64, group: Option<i64>) -> Result<Shown> {
    let (scope, today) = (visitor.scope(), clock::today());
    let seen = store::one(reader, scope, id, today)?;
    let place = seen.target.place_id;
    let visits = store::visits_of(reader, scope, id)?;
    let ops: Vec<i64> = visits.iter().map(|visit| visit.op_no).collect();
    let choice = Choosing::load(reader, visitor, &seen, group.or(said_group(&seen, &visits)))?;
    Ok(Shown {
        covering: store::covering(reader, scope, (0, id), today)?,
        done: done_by(reader, scope, &ops)?,
        outcomes: store::outcomes(reader, today)?,
        near: store::groups_near(reader, scope, place, today)?,
        linked: store::linked(reader, scope, id)?,
        readers: privacy::readers(reader, visitor, "target_household", id)?,
        seen,
        visits,
        choice,
    })
}

async fn shown(visitor: &Visitor, id: i64, how: How) -> Answer<Response> {
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| load(reader, &reads, id, how.group)).await?;
    // Noted before anything of it is sent.
    privacy::read(visitor, "target_household", id).await?;
    let title = page.seen.target.texts.get(Field::Head).to_owned();
    let body = draw(visitor, &title, &page, &how)?;
    Ok(visitor.page(&title, Some(Section::Saturation), body))
}

fn draw(visitor: &Visitor, title: &str, page: &Shown, how: &How) -> Result<Markup> {
    let (words, seen) = (visitor.words, &page.seen);
    let (id, place) = (seen.target.id, seen.target.place_id);
    let may = visitor.scope().may(Right::Enter, Area::Groups);
    let mut steps = way(visitor, place);
    steps.push(list_link(visitor, place));
    let address = visitor.home.address(place, visitor.hindi()).join(", ");
    let to_trail = way_to(visitor, Trailed::Household, id);
    let history: Vec<TrailItem> = page.visits.iter().map(|one| item(visitor, page, one)).collect();
    let candidates = if may { Some(choosing::matches(visitor, page)?) } else { None };
    let form = if may { Some(form(visitor, page, how)?) } else { None };
    Ok(html! {
        (crumbs(words, &steps, title))
        (heading(title, html! { (address) " · " (state(visitor, &seen.state)) }, html! {}))
        (problems(words, &how.wrong))
        div.cols.main {
            div.stack {
                (panel(&words.t("sat-list-says"), facts(&profile(visitor, page, how.is_open))))
                @if history.is_empty() {
                    (panel(&words.t("sat-visits"), empty(&words.t("sat-no-visit"), "", None)))
                } @else {
                    (panel_with(&words.t("sat-visits"), Some(&words.t("sat-visits.note")), None, trail(&history)))
                }
                @if seen.state != State::Covered { @if let Some(part) = candidates { (part) } }
            }
            div.stack {
                @if let Some(part) = form { (part) }
                @if let Some(linked) = page.linked.filter(|_| may) { (choosing::unlink(visitor, id, linked)?) }
                @if !how.is_open && privacy::may_open(visitor) {
                    (privacy::form(visitor, &format!("{PATH}/households/{id}/open"), &how.closed))
                }
                (page.readers)
                p { a href=(to_trail.href) { (to_trail.text) } }
            }
        }
    })
}

fn profile(visitor: &Visitor, page: &Shown, is_open: bool) -> Vec<Fact> {
    let (words, seen) = (visitor.words, &page.seen);
    let texts = &seen.target.texts;
    let text = |key: &str, value: &str| Fact::text(words.t(key), value);
    let masked = |value: &str| mask(value, is_open);
    let social = texts.get(Field::Social).to_uppercase();
    let social = words.find(&format!("category-{social}"), &[]).unwrap_or_default();
    let pvtg = match texts.get(Field::Pvtg) {
        "1" => words.t("yes"),
        "0" => words.t("no"),
        _ => String::new(),
    };
    let women = texts.women().collect::<Vec<_>>().join(", ");
    vec![
        text("sat-head", texts.get(Field::Head)),
        text("field-relation", texts.get(Field::Relation)),
        text("sat-women", &women),
        text("sat-hamlet", texts.get(Field::Address)),
        text("sat-code", &masked(texts.get(Field::Code))),
        text("sat-household-no", texts.get(Field::Number)),
        text("field-category", &social),
        text("member-pvtg", &pvtg),
        text("sat-deprivation", texts.get(Field::Deprivation)),
        text("field-mobile", &masked(texts.get(Field::Mobile))),
        text("sat-last", &last(visitor, seen, &page.outcomes)),
        Fact {
            name: words.t("sat-covered-through"),
            value: html! {
                @if page.covering.is_empty() { "—" }
                @else { (covering(visitor, &page.covering, seen.target.id)) }
            },
        },
    ]
}

/// The last four signs behind stars, unless it is shown open.
fn mask(text: &str, is_open: bool) -> String {
    if is_open || text.is_empty() {
        return text.to_owned();
    }
    starred(text, "******")
}

fn item(visitor: &Visitor, page: &Shown, one: &VisitSeen) -> TrailItem {
    let words = visitor.words;
    let known = page.outcomes.iter().find(|outcome| outcome.code == one.outcome);
    let name = known.map_or(one.outcome.as_str(), |outcome| outcome.name(visitor.hindi()));
    let near = one.institution_id.and_then(|id| page.near.iter().find(|group| group.id == id));
    let may = visitor.scope().may(Right::Enter, Area::Groups);
    let correct = format!("{PATH}/households/{}/visits/{}", one.target_id, one.id);
    let entered = page.done.get(&one.op_no).map(|done| by(visitor, done)).unwrap_or_default();
    let who = [one.visitor.clone().unwrap_or_default(), entered];
    TrailItem {
        when: show::day(one.on),
        what: html! {
            @if one.is_void { s { (name) } " " (words.t("sat-void")) } @else { b { (name) } }
            @if let Some(near) = near {
                " · " a href=(format!("/groups/{}", near.id)) { (said(visitor, &near.name_hi, &near.name_en)) }
            }
            @if let Some(remark) = &one.remark { " · “" (remark) "”" }
            @if may { " · " a href=(correct) { (words.t("sat-correct")) } }
        },
        who: who.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
    }
}

/// The fields of a visit, filled with what was sent.
fn fields(visitor: &Visitor, page: &Shown, how: &How) -> Vec<Asks> {
    let words = visitor.words;
    let id = page.seen.target.id;
    let sent = |name: &str| how.form.get(name).unwrap_or_default().to_owned();
    let today = show::day(clock::today());
    let on = how.form.get("on").unwrap_or(&today).to_owned();
    let outcome = format!("outcome-{id}");
    let remark = format!("remark-{id}");
    let mut groups = vec![Choice::new("", words.t("sat-no-group"))];
    groups.extend(page.near.iter().map(|near| {
        let name = said(visitor, &near.name_hi, &near.name_en);
        let args = [("name", name.into()), ("n", near.members.into())];
        Choice::new(near.id.to_string(), words.args("sat-group-near", &args))
    }));
    vec![
        Asks::new("on", words.t("sat-visit-on"), Control::Day).value(on).required(),
        Asks::new("visitor", words.t("sat-visitor"), Control::Text)
            .hint(words.t("sat-visitor.hint"))
            .value(sent("visitor")),
        Asks::new(
            &outcome,
            words.t("sat-outcome"),
            Control::Select(choices(visitor, &page.outcomes)),
        )
        .value(sent(&outcome))
        .required(),
        Asks::new("group", words.t("sat-group"), Control::Select(groups))
            .hint(words.t("sat-group.hint"))
            .value(sent("group")),
        Asks::new(&remark, words.t("sat-remark"), Control::Text).value(sent(&remark)),
    ]
}

fn form(visitor: &Visitor, page: &Shown, how: &How) -> Result<Markup> {
    let words = visitor.words;
    let id = page.seen.target.id;
    let op = new_id()?.to_string();
    let all = fields(visitor, page, how);
    Ok(panel(
        &words.t("sat-enter-visit"),
        html! {
            form.form method="post" action=(carried(visitor, format!("{PATH}/households/{id}/visit"))) {
                input type="hidden" name="op" value=(op);
                @for one in all { (field(words, &one.checked(&how.wrong))) }
                div.go { (button(Look::Primary, &words.t("sat-enter"), None)) }
            }
        },
    ))
}

fn visit_of(form: &Query, target_id: i64) -> Visit {
    let text = |name: &str| form.get(&format!("{name}-{target_id}")).unwrap_or_default().to_owned();
    Visit {
        target_id,
        outcome: text("outcome"),
        institution_id: form.number("group").unwrap_or(0),
        remark: text("remark"),
    }
}

/// Enters a visit.
pub(in crate::server) async fn visited(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let ask = Visits {
        on: form.get("on").and_then(day),
        visitor: form.get("visitor").unwrap_or_default().to_owned(),
        visits: vec![visit_of(&form, id)],
    };
    let done = faults_or_fail(recorded(&visitor, op, ask, &form).await)?;
    answered(&visitor, id, form, done).await
}

async fn answered(
    visitor: &Visitor,
    id: i64,
    form: Query,
    done: std::result::Result<Option<String>, samuh_kernel::fault::Faults>,
) -> Answer {
    match done {
        Ok(sent) => Ok(go(&sent.unwrap_or_else(|| format!("{PATH}/households/{id}")))),
        Err(faults) => {
            let wrong = told(&faults, visitor.words);
            let page = shown(visitor, id, How { form, wrong, ..How::default() }).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// Accepts or refuses a match, or ends one.
pub(in crate::server) async fn matched(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let act = form.get("act").unwrap_or_default().to_owned();
    let pair = form.get("pair").and_then(pair_of).filter(|(target, _)| *target == id);
    if let ("accept", Some(pair)) = (act.as_str(), pair) {
        let done = accepted(&visitor, op, Accept { pairs: vec![pair] }, &form).await;
        return answered(&visitor, id, Query::default(), faults_or_fail(done)?).await;
    }
    let doing = match (act.as_str(), pair) {
        ("end", _) => {
            Doing::End(End { target_id: id, household_id: form.number("household").unwrap_or(0) })
        }
        ("refuse", Some((target_id, household_id))) => {
            Doing::Refuse(Refuse { target_id, household_id })
        }
        _ => return Err(Fail::Request),
    };
    let done = parted(&visitor, op, doing, &form).await;
    answered(&visitor, id, Query::default(), faults_or_fail(done)?).await
}

/// Refuses or ends a match, or sends it to another post; answers where it waits, if it does.
async fn parted(
    visitor: &Visitor,
    op: uuid::Uuid,
    doing: Doing,
    form: &Query,
) -> Result<Option<String>> {
    let asks = Ask::Visits(doing.clone());
    if let Some(sent) = sent_instead(visitor, op, asks, form.pairs()).await? {
        return Ok(Some(sent));
    }
    let (desk, now) = (visitor.desk().clone(), clock::now());
    let run = visitor.app.blocking(move |app| match doing {
        Doing::End(ask) => end_match(app.db(), &desk, op, ask, now),
        Doing::Refuse(ask) => refuse_match(app.db(), &desk, op, ask, now),
        other => Err(Error::broken(format!("no parting: {}", other.act()))),
    });
    run.await.map(|_| None)
}

/// The form by which a visit is corrected.
pub(in crate::server) async fn draw_correct(
    visitor: Visitor,
    Path((id, no)): Path<(i64, i64)>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    correcting(&visitor, (id, no), None, Vec::new()).await
}

async fn correcting(
    visitor: &Visitor,
    (id, no): (i64, i64),
    form: Option<Query>,
    wrong: Vec<Problem>,
) -> Answer<Response> {
    let reads = visitor.clone();
    let (page, one) = visitor
        .app
        .read(move |reader| {
            let page = load(reader, &reads, id, None)?;
            let one = store::visit_of(reader, reads.scope(), no)?;
            Ok((page, one))
        })
        .await?;
    if one.target_id != id {
        return Err(Fail::not_found());
    }
    let words = visitor.words;
    let is_void = form.as_ref().map_or(one.is_void, |form| form.get("void") == Some("1"));
    let how = How { form: form.unwrap_or_else(|| filled(&one)), wrong, ..How::default() };
    let void = Asks::new("void", words.t("sat-void-it"), Control::Checkbox).value(if is_void {
        "1"
    } else {
        ""
    });
    let title = words.t("sat-correct-visit");
    let head = page.seen.target.texts.get(Field::Head).to_owned();
    let mut steps = way(visitor, page.seen.target.place_id);
    steps.push(list_link(visitor, page.seen.target.place_id));
    steps.push(Link::new(head.as_str(), format!("{PATH}/households/{id}")));
    let op = new_id()?.to_string();
    let body = html! {
        (crumbs(words, &steps, &title))
        (heading(&title, html! { (head) }, html! {}))
        (problems(words, &how.wrong))
        section.panel { div.pb.top-pad {
            form.form method="post" action=(carried(visitor, format!("{PATH}/households/{id}/visits/{no}"))) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="version" value=(one.version);
                @for one in fields(visitor, &page, &how) { (field(words, &one.checked(&how.wrong))) }
                (field(words, &void))
                div.go { (button(Look::Primary, &words.t("sat-save"), None)) }
            }
        } }
    };
    privacy::read(visitor, "target_household", id).await?;
    Ok(visitor.page(&title, Some(Section::Saturation), body))
}

/// What stands, as a form would send it.
fn filled(one: &VisitSeen) -> Query {
    let id = one.target_id;
    let group = one.institution_id.map(|id| id.to_string()).unwrap_or_default();
    Query::of(vec![
        ("on".into(), show::day(one.on)),
        ("visitor".into(), one.visitor.clone().unwrap_or_default()),
        (format!("outcome-{id}"), one.outcome.clone()),
        ("group".into(), group),
        (format!("remark-{id}"), one.remark.clone().unwrap_or_default()),
    ])
}

/// Corrects a visit.
pub(in crate::server) async fn correct(
    visitor: Visitor,
    Path((id, no)): Path<(i64, i64)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Groups)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let ask = CorrectVisit {
        id: no,
        version: form.number("version").ok_or(Fail::Request)?,
        is_void: form.get("void") == Some("1"),
        on: form.get("on").and_then(day),
        visitor: form.get("visitor").unwrap_or_default().to_owned(),
        visit: visit_of(&form, id),
    };
    let asks = Ask::Visits(Doing::Correct(ask.clone()));
    let done = match sent_instead(&visitor, op, asks, form.pairs()).await {
        Ok(None) => {
            let desk = visitor.desk().clone();
            let run = visitor
                .app
                .blocking(move |app| correct_visit(app.db(), &desk, op, &ask, clock::now()));
            run.await.map(|_| None)
        }
        sent => sent,
    };
    match faults_or_fail(done)? {
        Ok(sent) => Ok(go(&sent.unwrap_or_else(|| format!("{PATH}/households/{id}")))),
        Err(faults) => {
            let wrong = told(&faults, visitor.words);
            let page = correcting(&visitor, (id, no), Some(form), wrong).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}
