//! Checks on typed figures: the queue of what a second person should look at, and how the back-check
//! by chance stands.

mod one;
mod photos;

use axum::{Form, extract::Query as Asked, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::{catalogue::by_id, checks::Detector};
use samuh_kernel::{
    calendar::Month,
    fault::Faults,
    scope::{Area, Right},
};
use samuh_plans::checks::{
    BackCheck, CheckAsk, Finding, State, back_checks, draw_back_check, findings, look_through,
};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Column, Control, Field, Filters, Kind, Link, Look, Problem, Tab, Table, Tone,
        button, empty, field, filters as bar, heading, pager, panel, panel_with, problems, table,
        tabs, tag,
    },
    show,
};
use uuid::Uuid;

use super::{
    dashboard::{name, quantity},
    fail::{Answer, Fail, faults_or_fail, go, problems as told},
    groups::filter,
    query::Query,
    visit::{Visitor, with_status},
};
use crate::ids::new_id;

pub(super) use one::{decide, page as one_page};

const PATH: &str = "/checks";
/// Findings of a page.
const PAGE: usize = 50;

/// The queue.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Figures)?;
    shown(&visitor, Query::of(pairs), Vec::new()).await
}

/// Looks through a month, or draws the back-check of a quarter.
pub(super) async fn run(visitor: Visitor, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::Approve, Area::Figures)?;
    let form = Query::of(pairs);
    let op: Uuid = form.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let is_draw = match form.get("act") {
        Some("look") => false,
        Some("draw") => true,
        _ => return Err(Fail::Request),
    };
    let month = form.get(if is_draw { "quarter" } else { "month" });
    let month: Month = month.and_then(|text| text.parse().ok()).ok_or(Fail::Request)?;
    let (desk, now) = (visitor.desk().clone(), clock::now());
    let done = visitor.app.blocking(move |app| match is_draw {
        true => draw_back_check(app.db(), &desk, op, month, now),
        false => look_through(app.db(), &desk, op, month, now),
    });
    match faults_or_fail(done.await)? {
        Ok(_) => Ok(go(PATH)),
        Err(faults) => refused(&visitor, &faults).await,
    }
}

async fn refused(visitor: &Visitor, faults: &Faults) -> Answer<Response> {
    let page = shown(visitor, Query::default(), told(faults, visitor.words)).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

async fn shown(visitor: &Visitor, query: Query, wrong: Vec<Problem>) -> Answer<Response> {
    let op = new_id()?.to_string();
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| body(reader, &reads, (&op, &query), &wrong));
    let body = read.await?;
    Ok(visitor.page(&visitor.words.t("checks"), Some(Section::Reported), body))
}

fn body(
    reader: &mut Reader,
    visitor: &Visitor,
    (op, query): (&str, &Query),
    wrong: &[Problem],
) -> Result<Markup> {
    let words = visitor.words;
    let state = query.get("state").and_then(State::of).unwrap_or(State::Open);
    let number = |name: &str| query.number(name).filter(|id| *id > 0);
    let place_id = ["village", "gp", "block"].into_iter().find_map(number).unwrap_or(0);
    let detector = query.get("by").and_then(Detector::of);
    let all = findings(reader, visitor.scope(), &CheckAsk { state, detector, place_id })?;
    let from = query.number("from").and_then(|from| usize::try_from(from).ok()).unwrap_or(0);
    let here = all.get(from.min(all.len())..).unwrap_or_default();
    let rows = &here[..here.len().min(PAGE)];
    let checked = quarters(clock::today()).first().copied();
    let checks = match checked {
        Some(first) => back_checks(reader, visitor.scope(), (first, first.next().next()))?,
        None => Vec::new(),
    };
    let photos = photos::panel(reader, visitor)?;
    let tab = |one: State| Tab {
        link: Link::new(
            words.t(&format!("check-state-{}", one.code())),
            query.without(&["from"]).with("state", one.code()).at(PATH),
        ),
        current: one == state,
    };
    Ok(html! {
        (heading(&words.t("checks"), html! {
            (words.t("checks.under")) " · " a href="/rules/checks" { (words.t("rule-checks")) }
        }, html! {}))
        (problems(words, wrong))
        (tabs(&words.t("checks"), &State::ALL.map(tab)))
        (bar(words, &filters(visitor, query, place_id > 0 || detector.is_some())))
        section.panel {
            @if rows.is_empty() { (empty(&words.t("checks-none"), &words.t("checks-none.text"), None)) }
            @else { (table(&listed(visitor, rows))) (pager(words, &query.pager(PATH, (from, rows.len(), all.len()), PAGE))) }
        }
        (photos)
        @if let (Some(first), false) = (checked, checks.is_empty()) { (back_check(visitor, first, &checks)) }
        @if visitor.scope().is_whole_district() && visitor.scope().may(Right::Approve, Area::Figures) {
            (looking(visitor, op))
        }
    })
}

fn filters(visitor: &Visitor, query: &Query, is_set: bool) -> Filters {
    let words = visitor.words;
    let mut kinds = vec![Choice::new("", words.t("filter-all"))];
    kinds.extend(Detector::ALL.iter().map(|one| Choice::new(one.code(), kind(visitor, *one))));
    let mut fields = filter::places(visitor, query);
    fields.push(
        Field::new("by", words.t("check-kind"), Control::Select(kinds))
            .value(query.get("by").unwrap_or_default()),
    );
    Filters {
        action: PATH.into(),
        hidden: query.only(&["state"]).pairs().to_vec(),
        fields,
        clear: is_set.then(|| query.only(&["state"]).at(PATH)),
    }
}

/// What found something, in words.
fn kind(visitor: &Visitor, detector: Detector) -> String {
    visitor.words.t(&format!("check-by-{}", detector.code()))
}

fn tone(detector: Detector) -> Tone {
    match detector {
        Detector::Sample => Tone::Plain,
        Detector::Decrease
        | Detector::MoreThanGroups
        | Detector::TooManyMembers
        | Detector::BeforeFormed
        | Detector::AmountAlone => Tone::Bad,
        _ => Tone::Warn,
    }
}

fn unit_name(finding: &Finding, hindi: bool) -> &str {
    let (first, second) = if hindi {
        (&finding.name_hi, &finding.name_en)
    } else {
        (&finding.name_en, &finding.name_hi)
    };
    first.as_deref().or(second.as_deref()).unwrap_or("")
}

fn listed(visitor: &Visitor, rows: &[Finding]) -> Table {
    let words = visitor.words;
    let columns = [
        ("check-unit", Kind::Text),
        ("field-place", Kind::Text),
        ("check-kind", Kind::State),
        ("field-indicator", Kind::Text),
        ("field-month", Kind::Day),
        ("check-evidence", Kind::Text),
    ];
    let row = |one: &Finding| {
        let called = unit_name(one, visitor.hindi());
        let indicator = one.indicator.and_then(by_id).map(|known| name(words, known));
        vec![
            html! { a href=(format!("{PATH}/{}", one.no)) { (called) } },
            html! { (visitor.home.address(one.place_id, visitor.hindi()).join(", ")) },
            tag(tone(one.detector), &kind(visitor, one.detector)),
            html! { (indicator.unwrap_or_else(|| words.t("check-whole-sheet"))) },
            html! { (show::month(one.month, words)) },
            html! { (evidence(visitor, one)) },
        ]
    };
    Table {
        caption: words.t("checks"),
        columns: columns.map(|(key, kind)| Column::new(kind, words.t(key))).to_vec(),
        rows: rows.iter().map(row).collect(),
        foot: None,
    }
}

/// Why a figure should be looked at, in words with its numbers.
fn evidence(visitor: &Visitor, one: &Finding) -> String {
    let words = visitor.words;
    let amount = |value: i64| match one.indicator.and_then(by_id) {
        Some(known) => show::quantity(quantity(known, value), words),
        None => show::grouped(value),
    };
    let said = |name: &str, value: i64| match name {
        "value" | "expected" => amount(value),
        "unit" => match visitor.home.name(value, visitor.hindi()) {
            "" => words.t("check-neighbour"),
            known => known.to_owned(),
        },
        "formed" => i32::try_from(value).map(|n| show::month(Month(n), words)).unwrap_or_default(),
        "z" => format!("{}.{}", value.abs() / 100, value.abs() / 10 % 10),
        _ => show::grouped(value),
    };
    let args: Vec<(&str, String)> =
        one.evidence.iter().map(|(name, value)| (name.as_str(), said(name, *value))).collect();
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    words.args(&format!("check-evidence-{}", one.detector.code()), &args)
}

/// The first months of the last four quarters that are over, the latest first.
fn quarters(today: chrono::NaiveDate) -> Vec<Month> {
    let now = Month::of(today).0;
    let begins = now - (now.rem_euclid(3));
    (1..=4).map(|back| Month(begins - 3 * back)).collect()
}

fn quarter_words(visitor: &Visitor, first: Month) -> String {
    let last = first.next().next();
    let said = [
        ("from", show::month_name(first, visitor.words).into()),
        ("to", show::month(last, visitor.words).into()),
    ];
    visitor.words.args("check-quarter", &said)
}

fn back_check(visitor: &Visitor, first: Month, all: &[BackCheck]) -> Markup {
    let words = visitor.words;
    let columns = [
        ("field-block", Kind::Text),
        ("check-drawn", Kind::Number),
        ("check-looked", Kind::Number),
        ("check-wrong", Kind::Number),
        ("check-says", Kind::Text),
    ];
    let says = |one: &BackCheck| match one.fewer_than_percent() {
        Some(percent) => words.args("check-fewer", &[("percent", percent.into())]),
        None if one.checked == 0 => "—".to_owned(),
        None => words
            .args("check-share", &[("wrong", one.wrong.into()), ("checked", one.checked.into())]),
    };
    let row = |one: &BackCheck| {
        vec![
            html! { (visitor.home.name(one.block_id, visitor.hindi())) },
            html! { (one.drawn) },
            html! { (one.checked) },
            html! { (one.wrong) },
            html! { (says(one)) },
        ]
    };
    let drawn = table(&Table {
        caption: words.t("check-back"),
        columns: columns.map(|(key, kind)| Column::new(kind, words.t(key))).to_vec(),
        rows: all.iter().map(row).collect(),
        foot: None,
    });
    let note = quarter_words(visitor, first);
    html! {
        section.panel {
            div.ph { h2 { (words.t("check-back")) } span.sub { (note) } }
            (drawn)
        }
    }
}

/// The forms that look through a month and draw a quarter.
fn looking(visitor: &Visitor, op: &str) -> Markup {
    let words = visitor.words;
    let now = Month::of(clock::today());
    let months = (1..=12).map(|back| Month(now.0 - back));
    let months = months.map(|month| Choice::new(month.to_string(), show::month(month, words)));
    let quarters = quarters(clock::today());
    let quarters =
        quarters.iter().map(|first| Choice::new(first.to_string(), quarter_words(visitor, *first)));
    let form = |act: &str, one: Field| {
        html! {
            form.form method="post" action=(PATH) {
                input type="hidden" name="op" value=(op);
                (field(words, &one))
                div.go { (button(Look::Plain, &words.t(&format!("check-{act}")), Some(act))) }
            }
        }
    };
    html! {
        (panel(&words.t("check-look"), form("look", Field::new("month", words.t("field-month"), Control::Select(months.collect())))))
        (panel_with(&words.t("check-draw"), Some(&words.t("check-draw.note")), None,
            form("draw", Field::new("quarter", words.t("check-quarter-field"), Control::Select(quarters.collect())))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_those_of_the_financial_year_that_are_over() {
        let of = |day: &str| -> Vec<String> {
            quarters(day.parse().unwrap()).iter().map(Month::to_string).collect()
        };
        assert_eq!(of("2026-11-30"), ["2026-07", "2026-04", "2026-01", "2025-10"]);
        assert_eq!(of("2026-10-01")[0], "2026-07");
        assert_eq!(of("2026-12-31")[0], "2026-07");
        assert_eq!(of("2027-01-01")[0], "2026-10");
    }
}
