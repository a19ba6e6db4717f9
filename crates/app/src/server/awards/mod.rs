//! Awards: the shortlist out of a frozen ranking and of the cadre's posts, the decision of a person,
//! the register, the certificates, and what anybody may check.

mod check;
mod form;
mod print;

use axum::{Form, extract::Query as Asked, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_kernel::{
    fault::Faults,
    scope::{Area, Right},
};
use samuh_meetings::award::{Award, Withdraw, awards, give_awards, withdraw_award};
use samuh_web::{
    page::Section,
    parts::{
        Column, Control, Field, Kind, Link, Look, Problem, Table, Tone, button, button_link, empty,
        field, heading, problems, table, tag,
    },
    show,
};
use uuid::Uuid;

use super::{
    fail::{Answer, Fail, faults_or_fail, go, problems as told},
    query::Query,
    visit::{Visitor, with_status},
};
use crate::ids::new_id;

pub(super) use check::page as check_page;
pub(super) use print::{both_words, office, print};

const PATH: &str = "/awards";

/// A form that was refused, with what is wrong.
#[derive(Default)]
struct Again {
    form: Query,
    problems: Vec<Problem>,
    /// The award that was to be taken back, where that form was the one.
    back: Option<i64>,
}

/// The register, and for those who decide the shortlist.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    shown(&visitor, Again { form: Query::of(pairs), ..Again::default() }).await
}

/// Gives awards, or takes one back.
pub(super) async fn decide(visitor: Visitor, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::Approve, Area::Meetings)?;
    let query = Query::of(pairs);
    let op: Uuid = query.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    match query.get("act") {
        Some("give") => give(visitor, query, op).await,
        Some("withdraw") => withdraw(visitor, query, op).await,
        _ => Err(Fail::Request),
    }
}

async fn give(visitor: Visitor, query: Query, op: Uuid) -> Answer {
    let (reads, asked) = (visitor.clone(), query.clone());
    let list = visitor.app.blocking(move |app| form::Shortlist::read(app, &reads, &asked)).await?;
    let ask = match form::asked(&query, &list) {
        Ok(ask) => ask,
        Err(faults) => return refused(&visitor, query, &faults).await,
    };
    let desk = visitor.desk().clone();
    let done =
        visitor.app.blocking(move |app| give_awards(app.db(), &desk, op, &ask, clock::now()));
    match faults_or_fail(done.await)? {
        Ok(_) => Ok(go(PATH)),
        Err(faults) => refused(&visitor, query, &faults).await,
    }
}

async fn withdraw(visitor: Visitor, query: Query, op: Uuid) -> Answer {
    let number = |name: &str| query.number(name).ok_or(Fail::Request);
    let reason = query.get("reason").unwrap_or_default().to_owned();
    let ask = Withdraw { no: number("no")?, version: number("version")?, reason };
    let desk = visitor.desk().clone();
    let done =
        visitor.app.blocking(move |app| withdraw_award(app.db(), &desk, op, &ask, clock::now()));
    match faults_or_fail(done.await)? {
        Ok(_) => Ok(go(PATH)),
        Err(faults) => {
            let problems = told(&faults, visitor.words);
            let again = Again { problems, back: query.number("no"), ..Again::default() };
            answered(&visitor, again).await
        }
    }
}

async fn refused(visitor: &Visitor, form: Query, faults: &Faults) -> Answer<Response> {
    let again = Again { problems: told(faults, visitor.words), form, back: None };
    answered(visitor, again).await
}

async fn answered(visitor: &Visitor, again: Again) -> Answer<Response> {
    let page = shown(visitor, again).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// True where the desk decides who is honoured.
fn may_decide(visitor: &Visitor) -> bool {
    visitor.scope().is_whole_district() && visitor.scope().may(Right::Approve, Area::Meetings)
}

async fn shown(visitor: &Visitor, again: Again) -> Answer<Response> {
    let op = new_id()?.to_string();
    let reads = visitor.clone();
    let list = if may_decide(visitor) {
        let (reads, asked) = (visitor.clone(), again.form.clone());
        let read = visitor.app.blocking(move |app| form::Shortlist::read(app, &reads, &asked));
        Some(read.await?)
    } else {
        None
    };
    let read = visitor.app.read(move |reader| body(reader, &reads, (&op, list.as_ref()), &again));
    let body = read.await?;
    Ok(visitor.page(&visitor.words.t("awards"), Some(Section::Meetings), body))
}

fn body(
    reader: &mut Reader,
    visitor: &Visitor,
    (op, list): (&str, Option<&form::Shortlist>),
    again: &Again,
) -> Result<Markup> {
    let words = visitor.words;
    let all = awards(reader, visitor.scope())?;
    let mut days: Vec<_> =
        all.iter().filter(|one| one.withdrawn_at.is_none()).map(|one| one.given_on).collect();
    days.dedup();
    let prints = days.iter().take(3).map(|day| {
        let day = show::day(*day);
        let href = Query::default().with("on", day.as_str()).at(&format!("{PATH}/print"));
        Link::new(words.args("awards-print-day", &[("day", day.into())]), href)
    });
    let actions = html! { @for link in prints { (button_link(&link, None, Look::Plain)) } };
    Ok(html! {
        (heading(&words.t("awards"), html! { (words.t("awards.under")) }, actions))
        (problems(words, &again.problems))
        section.panel {
            div.ph { h2 { (words.t("awards-register")) } }
            @if all.is_empty() { (empty(&words.t("awards-none"), &words.t("awards-none.text"), None)) }
            @else { (table(&register(visitor, &all, (op, again)))) }
        }
        @if let Some(list) = list { (form::draw(visitor, list, (op, again))) }
    })
}

fn register(visitor: &Visitor, all: &[Award], (op, again): (&str, &Again)) -> Table {
    let words = visitor.words;
    let columns = [
        ("award-serial", Kind::Text),
        ("award-name", Kind::Text),
        ("award-what", Kind::Text),
        ("award-day", Kind::Day),
        ("award-rests-on", Kind::Text),
        ("award-paper", Kind::State),
    ];
    let row = |one: &Award| {
        let called =
            if visitor.hindi() || one.award_en.is_empty() { &one.award_hi } else { &one.award_en };
        let no = one.no.to_string();
        let print = Query::default().with("no", no.as_str()).at(&format!("{PATH}/print"));
        vec![
            html! { a href=(format!("{PATH}/{}", one.serial)) { (one.serial) } },
            html! { (one.name) small { (one.who) } },
            html! { (called) small { (one.reason_hi) } },
            html! { (show::day(one.given_on)) },
            html! {
                @if one.ranking_no == 0 { "—" }
                @else { a href=(format!("/rankings/{}", one.ranking_no)) { (words.args("award-ranking", &[("n", one.ranking_no.into())])) } }
            },
            html! {
                @match &one.withdrawal {
                    Some(reason) => { (tag(Tone::Bad, &words.t("award-withdrawn"))) small { (reason) } },
                    None => {
                        a href=(print) { (words.t("award-print")) }
                        @if may_decide(visitor) { (taking_back(visitor, one, (op, again))) }
                    },
                }
            },
        ]
    };
    Table {
        caption: words.t("awards-register"),
        columns: columns.map(|(key, kind)| Column::new(kind, words.t(key))).to_vec(),
        rows: all.iter().map(row).collect(),
        foot: None,
    }
}

fn taking_back(visitor: &Visitor, one: &Award, (op, again): (&str, &Again)) -> Markup {
    let words = visitor.words;
    let is_this = again.back == Some(one.no);
    let why = Field::new("reason", words.t("award-withdraw-reason"), Control::Text)
        .id(format!("reason-{}", one.no))
        .required()
        .checked(if is_this { &again.problems } else { &[] });
    html! {
        details open[is_this] {
            summary { (words.t("award-withdraw")) }
            form.form method="post" action=(PATH) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="no" value=(one.no);
                input type="hidden" name="version" value=(one.version);
                (field(words, &why))
                (button(Look::Plain, &words.t("award-withdraw"), Some("withdraw")))
            }
        }
    }
}
