//! The weights of rankings: those in force, those before, and the form for new ones.

use axum::{Form, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_figures::catalogue::{INDICATORS, Indicator, by_code, by_id};
use samuh_kernel::{
    fault::Faults,
    read,
    scope::{Area, Right},
};
use samuh_plans::ranking::{
    NewRule, Rule, checked_ranking_rule, ranking_rule_on, ranking_rules, set_ranking_rule,
};
use samuh_web::{
    page::Section,
    parts::{
        Column, Control, Fact, Field, Kind, Link, Look, Problem, Table, button, crumbs, facts,
        field, heading, panel, panel_with, problems, table,
    },
    show,
};

use super::{PATH, may_decide, sent_op};
use crate::{
    ids::new_id,
    server::{
        dashboard::name,
        fail::{Answer, faults_or_fail, go, problems as told},
        groups::Reading,
        query::Query,
        visit::{Visitor, with_status},
    },
};

/// The page.
pub(in crate::server) async fn page(visitor: Visitor) -> Answer {
    visitor.may(Right::See, Area::Plans)?;
    shown(&visitor, Query::default(), Vec::new()).await
}

/// Sets new weights.
pub(in crate::server) async fn set(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Approve, Area::Plans)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let new = match asked(&form) {
        Ok(new) => new,
        Err(faults) => return refused(&visitor, form, &faults).await,
    };
    let desk = visitor.desk().clone();
    let done =
        visitor.app.blocking(move |app| set_ranking_rule(app.db(), &desk, op, &new, clock::now()));
    match faults_or_fail(done.await)? {
        Ok(_) => Ok(go(&format!("{PATH}/rules"))),
        Err(faults) => refused(&visitor, form, &faults).await,
    }
}

async fn refused(visitor: &Visitor, form: Query, faults: &Faults) -> Answer<Response> {
    let page = shown(visitor, form, told(faults, visitor.words)).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
}

fn asked(form: &Query) -> std::result::Result<NewRule, Faults> {
    let today = clock::today();
    let mut typed = Reading::of(form);
    let from_on = typed.read("from_on", |cell| read::day(cell, today)).unwrap_or(today);
    let mut weights = Vec::new();
    for (name, _) in form.pairs() {
        if let Some(indicator) = by_code(name) {
            weights.push((indicator.id, typed.read(name, read::whole).unwrap_or(0)));
        }
    }
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let new = NewRule { from_on, weights, reason: text("reason"), order_no: text("order_no") };
    let mut wrong = typed.faults;
    if let Err(more) = checked_ranking_rule(&new, today) {
        wrong.beside(more);
    }
    wrong.or(new)
}

async fn shown(visitor: &Visitor, form: Query, wrong: Vec<Problem>) -> Answer<Response> {
    let op = new_id()?.to_string();
    let reads = visitor.clone();
    let read = visitor.app.read(move |reader| body(reader, &reads, (&op, &form), &wrong));
    let body = read.await?;
    Ok(visitor.page(&visitor.words.t("ranking-rules"), Some(Section::Targets), body))
}

/// The faults as the summary says them: that of a weight with the name of its indicator.
fn named(visitor: &Visitor, wrong: &[Problem]) -> Vec<Problem> {
    let said = |one: &Problem| match by_code(&one.field) {
        Some(indicator) => one.named(&name(visitor.words, indicator)),
        None => one.clone(),
    };
    wrong.iter().map(said).collect()
}

fn body(
    reader: &mut Reader,
    visitor: &Visitor,
    (op, form): (&str, &Query),
    wrong: &[Problem],
) -> Result<Markup> {
    let words = visitor.words;
    let now = ranking_rule_on(reader, visitor.scope(), clock::today())?;
    let all = ranking_rules(reader, visitor.scope())?;
    let way = [Link::new(words.t("rankings"), PATH)];
    let title = words.t("ranking-rules");
    Ok(html! {
        (crumbs(words, &way, &title))
        (heading(&title, html! { (words.t("ranking-rules.under")) }, html! {}))
        (problems(words, &named(visitor, wrong)))
        (panel_with(&words.t("ranking-rule-now"), Some(&by_order(visitor, &now)), None, html! {
            (facts(&terms(visitor, &now)))
        }))
        section.panel { (table(&weights(visitor, &now))) }
        @if may_decide(visitor) { (setting(visitor, &now, (op, form), wrong)) }
        (panel(&words.t("ranking-rules-all"), html! {
            ul { @for rule in &all {
                li { (by_order(visitor, rule)) ": " (rule.reason) " · " small { (listed(visitor, rule)) } }
            } }
        }))
    })
}

fn by_order(visitor: &Visitor, rule: &Rule) -> String {
    if rule.of == 0 {
        return visitor.words.t("ranking-rule-usual");
    }
    let since = visitor.words.args("since", &[("day", show::day(rule.from_on).into())]);
    format!("{} · {since}", rule.order_no)
}

fn listed(visitor: &Visitor, rule: &Rule) -> String {
    let one =
        |(id, weight): &(i64, i64)| Some(format!("{} {weight}", name(visitor.words, by_id(*id)?)));
    rule.weights.iter().filter_map(one).collect::<Vec<_>>().join(", ")
}

fn terms(visitor: &Visitor, rule: &Rule) -> Vec<Fact> {
    let words = visitor.words;
    let percent = |n: i64| show::percent(n);
    vec![
        Fact::text(words.t("ranking-least-due"), &show::grouped(rule.least_due)),
        Fact::text(words.t("ranking-least-known"), &percent(rule.least_known)),
        Fact::text(words.t("ranking-band-share"), &percent(rule.band)),
        Fact::text(words.t("ranking-draws"), &show::grouped(rule.draws)),
        Fact::text(words.t("ranking-months-back"), &show::grouped(rule.months_back)),
    ]
}

fn weights(visitor: &Visitor, rule: &Rule) -> Table {
    let words = visitor.words;
    let whole: i64 = rule.weights.iter().map(|(_, weight)| weight).sum();
    let row = |(id, weight): &(i64, i64)| {
        let called = by_id(*id).map(|one| name(words, one)).unwrap_or_default();
        let share = (weight * 2000 + whole) / (2 * whole.max(1));
        vec![html! { (called) }, html! { (weight) }, html! { (show::per_mille(share)) }]
    };
    Table {
        caption: words.t("ranking-weights"),
        columns: vec![
            Column::new(Kind::Text, words.t("field-indicator")),
            Column::new(Kind::Number, words.t("ranking-weight")),
            Column::new(Kind::Number, words.t("why-weight")),
        ],
        rows: rule.weights.iter().map(row).collect(),
        foot: None,
    }
}

fn setting(visitor: &Visitor, now: &Rule, (op, form): (&str, &Query), wrong: &[Problem]) -> Markup {
    let words = visitor.words;
    let said = |name: &str, usual: String| form.get(name).map_or(usual, str::to_owned);
    let weight = |one: &&Indicator| {
        let stands = now.weights.iter().find(|(id, _)| *id == one.id).map_or(0, |(_, n)| *n);
        Field::new(one.code, name(words, one), Control::Number)
            .value(said(one.code, stands.to_string()))
            .checked(wrong)
    };
    let others = [
        Field::new("from_on", words.t("ranking-rule-from"), Control::Day)
            .value(said("from_on", show::day(clock::today())))
            .required(),
        Field::new("reason", words.t("ranking-rule-reason"), Control::Text)
            .value(said("reason", String::new()))
            .required(),
        Field::new("order_no", words.t("grid-order"), Control::Text)
            .value(said("order_no", String::new()))
            .required(),
    ];
    let inner = html! {
        form.form method="post" action=(format!("{PATH}/rules")) {
            input type="hidden" name="op" value=(op);
            @for one in others { (field(words, &one.checked(wrong))) }
            div.weights { @for one in INDICATORS { (field(words, &weight(&one))) } }
            div.go { (button(Look::Primary, &words.t("ranking-rule-set"), None)) }
        }
    };
    panel_with(&words.t("ranking-rule-new"), Some(&words.t("ranking-rule-new.note")), None, inner)
}
