//! Rankings of blocks and federations: places in bands, why a unit stands where it stands, what was
//! objected and answered, and the weights by which all of it goes.

mod excel;
mod rules;
mod table;
mod why;

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_kernel::{
    fault::Faults,
    read,
    scope::{Area, Right},
};
use samuh_plans::{
    UnitLevel,
    ranking::{Freeze, Frozen, Head, freeze_ranking, objections_of, ranking_of, rankings},
};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Field, Link, Look, Problem, Tab, button, button_link, download, empty,
        field, heading, panel, problems, tabs,
    },
    show,
};
use uuid::Uuid;

use super::{
    dashboard::federations,
    fail::{Answer, Fail, faults_or_fail, go, problems as told},
    groups::Reading,
    query::Query,
    visit::{Visitor, with_status},
};
use crate::ids::new_id;

pub(super) use rules::{page as rules_page, set as set_rule};
pub(super) use why::{answer, back, object, page as why_page};

const PATH: &str = "/rankings";
/// What is ranked.
const LEVELS: [UnitLevel; 2] = [UnitLevel::Block, UnitLevel::Clf];

/// A form that was refused, with what is wrong.
#[derive(Default)]
struct Again {
    form: Query,
    problems: Vec<Problem>,
}

/// The latest ranking of blocks, or of federations.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Plans)?;
    shown(&visitor, None, Query::of(pairs), Again::default()).await
}

/// One ranking.
pub(super) async fn one(
    visitor: Visitor,
    Path(no): Path<i64>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Plans)?;
    shown(&visitor, Some(no), Query::of(pairs), Again::default()).await
}

/// Freezes a ranking.
pub(super) async fn freeze(visitor: Visitor, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::Approve, Area::Plans)?;
    let form = Query::of(pairs);
    let op: Uuid = sent_op(&form)?;
    let ask = match asked(&form) {
        Ok(ask) => ask,
        Err(faults) => return refused(&visitor, form, &faults).await,
    };
    let desk = visitor.desk().clone();
    let done =
        visitor.app.blocking(move |app| freeze_ranking(app.db(), &desk, op, &ask, clock::now()));
    match faults_or_fail(done.await)? {
        Ok(no) => Ok(go(&address(no))),
        Err(faults) => refused(&visitor, form, &faults).await,
    }
}

fn asked(form: &Query) -> std::result::Result<Freeze, Faults> {
    let today = clock::today();
    let mut typed = Reading::of(form);
    let cut_on = typed.read("cut_on", |cell| read::day(cell, today)).unwrap_or(today);
    let level = form.get("level").and_then(UnitLevel::of).unwrap_or(UnitLevel::District);
    typed.faults.or(Freeze { level, cut_on })
}

async fn refused(visitor: &Visitor, form: Query, faults: &Faults) -> Answer<Response> {
    let again = Again { problems: told(faults, visitor.words), form: form.clone() };
    let page = shown(visitor, None, form.only(&["level"]), again).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// The op that a form carries.
fn sent_op(form: &Query) -> Answer<Uuid> {
    form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)
}

/// The page of a ranking.
fn address(no: i64) -> String {
    format!("{PATH}/{no}")
}

/// True where the desk sets weights, freezes and answers.
fn may_decide(visitor: &Visitor) -> bool {
    visitor.scope().is_whole_district() && visitor.scope().may(Right::Approve, Area::Plans)
}

async fn shown(visitor: &Visitor, no: Option<i64>, query: Query, again: Again) -> Answer<Response> {
    let op = new_id()?.to_string();
    let is_sheet = query.get("format") == Some("xlsx");
    let (reads, asked) = (visitor.clone(), query.clone());
    let found = visitor.app.read(move |reader| found(reader, &reads, no, &asked)).await?;
    if let (true, Some(one)) = (is_sheet, &found.one) {
        return excel::answer(visitor, one);
    }
    let title = title(visitor, &found);
    let body = body(visitor, &found, (&op, &title), &again);
    Ok(visitor.page(&title, Some(Section::Targets), body))
}

/// What a page of rankings shows.
struct Found {
    level: UnitLevel,
    heads: Vec<Head>,
    one: Option<Frozen>,
    beside: table::Beside,
}

fn found(reader: &mut Reader, visitor: &Visitor, no: Option<i64>, query: &Query) -> Result<Found> {
    let scope = visitor.scope();
    let heads = rankings(reader, scope)?;
    let asked = query.get("level").and_then(UnitLevel::of).filter(|one| LEVELS.contains(one));
    let level = asked.unwrap_or(UnitLevel::Block);
    let latest = || heads.iter().find(|head| head.level == level).map(|head| head.no);
    let one = match no.or_else(latest) {
        Some(no) => Some(ranking_of(reader, scope, no)?),
        None => None,
    };
    let mut beside = table::Beside::default();
    if let Some(one) = &one {
        let all = objections_of(reader, scope, (one.head.no, None))?;
        let open = all.iter().filter(|one| one.answer.is_none());
        beside.waiting = open.map(|one| one.unit_id).collect();
        beside.seen = seen(reader, visitor, one)?;
    }
    let level = one.as_ref().map_or(level, |one| one.head.level);
    Ok(Found { level, heads, one, beside })
}

/// The units of a ranking that the desk sees.
fn seen(reader: &mut Reader, visitor: &Visitor, one: &Frozen) -> Result<Vec<i64>> {
    if one.head.level == UnitLevel::Block {
        let is_seen = |id: &i64| visitor.home.is_seen(visitor.scope(), *id);
        return Ok(one.units.iter().map(|unit| unit.unit_id).filter(is_seen).collect());
    }
    let found = federations(reader, visitor.scope(), one.head.level.code(), 0)?;
    Ok(found.into_iter().map(|one| one.id).collect())
}

fn title(visitor: &Visitor, found: &Found) -> String {
    let words = visitor.words;
    let what = words.t(&format!("rankings-of-{}", found.level.code()));
    match &found.one {
        Some(one) => {
            let day = show::day(one.head.cut_on);
            words.args("ranking-title", &[("what", what.into()), ("day", day.into())])
        }
        None => what,
    }
}

fn body(visitor: &Visitor, found: &Found, (op, title): (&str, &str), again: &Again) -> Markup {
    let words = visitor.words;
    let rules = Link::new(words.t("ranking-rules"), format!("{PATH}/rules"));
    let awards = Link::new(words.t("awards"), "/awards");
    let actions = html! {
        (button_link(&rules, None, Look::Quiet))
        @if visitor.scope().may(Right::See, Area::Meetings) { (button_link(&awards, None, Look::Quiet)) }
        @if let Some(one) = &found.one { (download(words, &format!("{}?format=xlsx", address(one.head.no)))) }
    };
    let tab = |level: &UnitLevel| Tab {
        link: Link::new(
            words.t(&format!("rankings-of-{}", level.code())),
            Query::default().with("level", level.code()).at(PATH),
        ),
        current: *level == found.level,
    };
    html! {
        (heading(title, html! { (words.t("rankings-under")) }, actions))
        (problems(words, &again.problems))
        (tabs(&words.t("rankings"), &LEVELS.iter().map(tab).collect::<Vec<_>>()))
        @match &found.one {
            Some(one) => (table::draw(visitor, one, &found.beside)),
            None => (empty(&words.t("rankings-none"), &words.t("rankings-none.text"), None)),
        }
        @if may_decide(visitor) { (form(visitor, found.level, op, again)) }
        @if !found.heads.is_empty() { (earlier(visitor, found)) }
    }
}

fn form(visitor: &Visitor, level: UnitLevel, op: &str, again: &Again) -> Markup {
    let words = visitor.words;
    let yesterday = clock::today().pred_opt().unwrap_or(clock::today());
    let said = |name: &str, usual: String| again.form.get(name).map_or(usual, str::to_owned);
    let choice =
        |one: &UnitLevel| Choice::new(one.code(), words.t(&format!("rankings-of-{}", one.code())));
    let levels = LEVELS.iter().map(choice).collect();
    let fields = [
        Field::new("level", words.t("ranking-level"), Control::Select(levels))
            .value(said("level", level.code().to_owned())),
        Field::new("cut_on", words.t("ranking-cut"), Control::Day)
            .hint(words.t("ranking-cut.hint"))
            .value(said("cut_on", show::day(yesterday)))
            .required(),
    ];
    let inner = html! {
        form.form method="post" action=(PATH) {
            input type="hidden" name="op" value=(op);
            @for one in fields { (field(words, &one.checked(&again.problems))) }
            div.go { (button(Look::Primary, &words.t("ranking-freeze"), None)) }
        }
    };
    panel(&words.t("ranking-freeze"), inner)
}

fn earlier(visitor: &Visitor, found: &Found) -> Markup {
    let words = visitor.words;
    let said = |head: &Head| {
        let what = words.t(&format!("rankings-of-{}", head.level.code()));
        let day = show::day(head.cut_on);
        words.args("ranking-title", &[("what", what.into()), ("day", day.into())])
    };
    let list = html! {
        ul {
            @for head in &found.heads {
                li {
                    a href=(address(head.no)) { (said(head)) }
                    " · " small { (words.args("ranking-frozen-at", &[("at", show::instant(head.frozen_at).into()), ("n", head.no.into())])) }
                }
            }
        }
    };
    panel(&words.t("rankings-all"), list)
}
