//! Which acts need a second post: the rows in force, those that ended, and the form for a new one.

use axum::{Form, http::StatusCode, response::Response};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::{ACTS, GATED, Policy, ROLES, end_policy, policies, set_policy};
use samuh_kernel::{
    fault::Faults,
    read,
    scope::{Area, Right},
};
use samuh_places::{Level, always};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Column, Control, Field, Kind, Link, Look, Table, button, crumbs, empty, field,
        heading, problems, table,
    },
    show,
};
use uuid::Uuid;

use super::act_words;
use crate::{
    ids::new_id,
    server::{
        fail::{self, Answer, Fail, faults_or_fail, go},
        groups::Reading,
        query::Query,
        visit::{self, Visitor},
    },
};

/// The page.
pub(crate) async fn page(visitor: Visitor) -> Answer {
    draw(visitor, Query::default(), StatusCode::OK, Faults::default()).await
}

/// Sets a policy, or ends one.
pub(crate) async fn set(visitor: Visitor, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::Administer, Area::Groups)?;
    let query = Query::of(pairs);
    let op: Uuid = query.get("op").and_then(|text| text.parse().ok()).ok_or(Fail::Request)?;
    let (policy, ends) = match read_form(&query) {
        Ok(read) => read,
        Err(faults) => {
            return draw(visitor, query, StatusCode::UNPROCESSABLE_ENTITY, faults).await;
        }
    };
    let desk = visitor.desk().clone();
    let done = visitor.app.blocking(move |app| match ends {
        true => end_policy(app.db(), &desk, op, &policy, clock::now()),
        false => set_policy(app.db(), &desk, op, &policy, clock::now()),
    });
    match faults_or_fail(done.await)? {
        Ok(()) => Ok(go("/approvals/policy")),
        Err(faults) => draw(visitor, query, StatusCode::UNPROCESSABLE_ENTITY, faults).await,
    }
}

fn read_form(query: &Query) -> std::result::Result<(Policy, bool), Faults> {
    let today = clock::today();
    let mut form = Reading::of(query);
    let ends = query.get("ends") == Some("1");
    let from_on = form.read("from_on", |cell| read::day(cell, today)).unwrap_or(today);
    let wait_days = form.read("wait_days", read::whole).unwrap_or(3);
    let text = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let policy = Policy {
        act: text("act"),
        role: text("role"),
        unit_id: query.number("unit_id").unwrap_or(0),
        from_on,
        to_on: if ends { today } else { always().1 },
        wait_days,
    };
    form.faults.or((policy, ends))
}

async fn draw(
    visitor: Visitor,
    query: Query,
    status: StatusCode,
    faults: Faults,
) -> Answer<Response> {
    let op = new_id()?.to_string();
    let reads = visitor.clone();
    let body = visitor.app.read(move |reader| body(reader, &reads, (&op, &query), &faults));
    let page =
        visitor.page(&visitor.words.t("approval-policy"), Some(Section::Approvals), body.await?);
    Ok(visit::with_status(status, page))
}

fn body(
    reader: &mut Reader,
    visitor: &Visitor,
    (op, query): (&str, &Query),
    faults: &Faults,
) -> Result<Markup> {
    let words = visitor.words;
    let all = policies(reader, visitor.scope())?;
    let told = fail::problems(faults, words);
    let way = [Link::new(words.t("approvals"), "/approvals")];
    let is_admin = visitor.scope().may(Right::Administer, Area::Groups);
    Ok(html! {
        (crumbs(words, &way, &words.t("approval-policy")))
        (heading(&words.t("approval-policy"), html! { (words.t("approval-policy.under")) }, html! {}))
        (problems(words, &told))
        section.panel {
            div.ph { h2 { (words.t("approval-policies")) } }
            @if all.is_empty() {
                (empty(&words.t("approval-policies-none"), &words.t("approval-policies-none.text"), None))
            } @else { (listed(visitor, &all, op, is_admin)) }
        }
        @if is_admin {
            section.panel {
                div.ph { h2 { (words.t("approval-policy-new")) } }
                div.pb {
                    form.form method="post" action="/approvals/policy" {
                        input type="hidden" name="op" value=(op);
                        @for one in fields(visitor, query) { (field(words, &one.checked(&told))) }
                        div.go { (button(Look::Primary, &words.t("save"), None)) }
                    }
                }
            }
        }
    })
}

fn listed(visitor: &Visitor, all: &[Policy], op: &str, is_admin: bool) -> Markup {
    let words = visitor.words;
    let columns = [
        ("approval-what", Kind::Text),
        ("approval-policy-role", Kind::Text),
        ("approval-policy-where", Kind::Text),
        ("approval-policy-days", Kind::Number),
        ("approval-policy-from", Kind::Day),
        ("approval-policy-to", Kind::Day),
    ];
    let columns = columns.map(|(key, kind)| Column::new(kind, words.t(key))).to_vec();
    let row = |policy: &Policy| {
        let role = match policy.role.as_str() {
            "" => words.t("filter-all"),
            role => words.t(&format!("role-{role}")),
        };
        let place = match policy.unit_id {
            0 => words.t("approval-policy-everywhere"),
            id => visitor.home.name(id, visitor.hindi()).to_owned(),
        };
        let is_open = policy.to_on >= always().1;
        vec![
            html! { (act_words(visitor, &policy.act)) },
            html! { (role) },
            html! { (place) },
            html! { (policy.wait_days) },
            html! { (show::day(policy.from_on)) },
            html! {
                @if !is_open { (show::day(policy.to_on)) }
                @else if is_admin {
                    form method="post" action="/approvals/policy" {
                        input type="hidden" name="op" value=(op);
                        input type="hidden" name="act" value=(policy.act);
                        input type="hidden" name="role" value=(policy.role);
                        input type="hidden" name="unit_id" value=(policy.unit_id);
                        input type="hidden" name="ends" value="1";
                        (button(Look::Plain, &words.t("approval-policy-end"), None))
                    }
                } @else { (words.t("since-now")) }
            },
        ]
    };
    let rows = all.iter().map(row).collect();
    table(&Table { caption: words.t("approval-policies"), columns, rows, foot: None })
}

fn fields(visitor: &Visitor, query: &Query) -> Vec<Field> {
    let words = visitor.words;
    let acts = ACTS.iter().chain(GATED);
    let acts = acts.map(|act| Choice::new(*act, act_words(visitor, act))).collect();
    let mut roles = vec![Choice::new("", words.t("filter-all"))];
    roles.extend(ROLES.iter().map(|role| Choice::new(*role, words.t(&format!("role-{role}")))));
    let mut places = vec![Choice::new("", words.t("approval-policy-everywhere"))];
    let blocks = visitor.home.below(visitor.home.top(), Level::Block);
    places.extend(
        blocks.iter().map(|block| Choice::new(block.id.to_string(), block.name(visitor.hindi()))),
    );
    let one = |name: &str, key: &str, control: Control, usual: &str| {
        let value = query.get(name).unwrap_or(usual);
        Field::new(name, words.t(key), control).value(value)
    };
    vec![
        one("act", "approval-what", Control::Select(acts), "groups.correct").required(),
        one("role", "approval-policy-role", Control::Select(roles), ""),
        one("unit_id", "approval-policy-where", Control::Select(places), ""),
        one("from_on", "approval-policy-from", Control::Day, &show::day(clock::today())).required(),
        one("wait_days", "approval-policy-days", Control::Number, "3").required(),
    ]
}
