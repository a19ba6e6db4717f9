//! Handing a charge over: who takes it, from which day, why, and by which order.

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use samuh_engine::{Error, clock};
use samuh_kernel::{
    fault::{Fault, Faults},
    show::day,
};
use samuh_people::{
    AccountFilter, Charge, HandOver, NewOfficer, Post, Successor, accounts, day_after, hand_over,
    holdings_of_post,
};
use samuh_web::{
    page::Section,
    pages::posts::{self as drawn, HandOverForm},
    parts::Choice,
};

use super::{
    super::{
        approvals::{Ask, carried, reopened, sent_instead},
        fail::{Answer, Fail, faults_or_fail, go, problems},
        query::Query,
        users::{called, day_of},
        visit::{Visitor, with_status},
    },
    holder_link, post_of, run_post_of, store, waiting,
};
use crate::ids::new_id;

/// Users that are offered; a district has some hundreds.
const USERS: i64 = 2000;
const FIELDS: [&str; 8] = ["to", "name", "vacant", "charge", "on", "until", "reason", "order_no"];

/// The form.
pub(in crate::server) async fn page(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let post = run_post_of(&visitor, &id).await?;
    let reads = visitor.clone();
    let kept = visitor.app.read(move |reader| reopened(reader, &reads)).await?;
    let said = kept.unwrap_or_else(|| {
        Query::default().with("charge", Charge::Regular.code()).with("on", day(clock::today()))
    });
    draw(&visitor, &post, &said, &Faults::default()).await
}

async fn draw(visitor: &Visitor, post: &Post, said: &Query, faults: &Faults) -> Answer<Response> {
    let (desk, id, known) = (visitor.desk().clone(), post.id, post.clone());
    let read = visitor.app.blocking(move |app| {
        let all = AccountFilter { limit: USERS, ..AccountFilter::default() };
        let users = accounts(app.db(), &desk, &all, clock::now())?;
        let charges = holdings_of_post(app.db(), &desk, id)?;
        let pending = app.db().read(|r| store::pending(r, &desk.scope, (&known, &charges)))?;
        Ok((users, charges, pending))
    });
    let (users, charges, pending) = read.await?;
    let words = visitor.words;
    let named = |user: &samuh_people::AccountView| {
        let posts = user.posts.iter().map(|post| called(post, words)).collect::<Vec<_>>();
        let posts = if posts.is_empty() {
            words.t(&format!("user-status-{}", user.status.code()))
        } else {
            posts.join("; ")
        };
        Choice::new(user.id.to_string(), format!("{} · {posts}", user.officer_name))
    };
    let present = charges.iter().find(|one| one.is_on(clock::today()));
    let page = HandOverForm {
        href: format!("/posts/{id}"),
        action: carried(visitor, format!("/posts/{id}/hand-over")),
        post: called(post, words),
        holder: present.map(holder_link),
        seen_holder: present.map_or(0, |one| one.officer_id),
        op: said.get("op").map_or_else(|| new_id().map(|id| id.to_string()), |op| Ok(op.into()))?,
        users: users.iter().filter(|user| !user.disabled).map(named).collect(),
        charges: Charge::ALL
            .into_iter()
            .map(|one| Choice::new(one.code(), words.t(&format!("charge-{}", one.code()))))
            .collect(),
        pending: waiting(visitor, post, &pending),
        said: FIELDS
            .into_iter()
            .map(|name| (name, said.get(name).unwrap_or_default().to_owned()))
            .collect(),
        problems: problems(faults, words),
    };
    let title = words.t("post-hand-over");
    Ok(visitor.page(&title, Some(Section::Users), drawn::hand_over(&page, words)))
}

/// Hands the charge over.
pub(in crate::server) async fn hand(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let post = post_of(&visitor, &id).await?;
    let said = Query::of(pairs);
    let op = said.get("op").and_then(|op| op.parse().ok()).ok_or(Fail::Request)?;
    let outcome = match read(&post, &said) {
        Ok(ask) => {
            let asks = Ask::Post(samuh_people::Ask::HandOver(ask.clone()));
            match sent_instead(&visitor, op, asks, said.pairs()).await {
                Ok(Some(sent)) => Ok(sent),
                Ok(None) => {
                    let desk = visitor.desk().clone();
                    let work = visitor
                        .app
                        .blocking(move |app| hand_over(app.db(), &desk, op, &ask, clock::now()));
                    work.await.map(|_| format!("/posts/{}", post.id))
                }
                Err(error) => Err(error),
            }
        }
        Err(faults) => Err(Error::Faults(faults)),
    };
    match faults_or_fail(outcome)? {
        Ok(page) => Ok(go(&page)),
        Err(faults) => {
            let said = said.with("op", new_id()?.to_string());
            let page = draw(&visitor, &post, &said, &faults).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

fn read(post: &Post, said: &Query) -> std::result::Result<HandOver, Faults> {
    let mut faults = Faults::default();
    let mut day = |field: &str| match day_of(field, said.get(field).unwrap_or_default()) {
        Ok(day) => Some(day),
        Err(found) => {
            faults.0.extend(found.0);
            None
        }
    };
    let on = day("on");
    // An order names the last day; the charge ends with it.
    let until = said.get("until").and_then(|_| day("until")).map(day_after);
    let to = match (said.number("to"), said.get("name"), said.get("vacant")) {
        (Some(id), None, None) => Some(Successor::Account(id)),
        (None, Some(name), None) => {
            Some(Successor::New(NewOfficer { name: name.to_owned(), mobile: None }))
        }
        (None, None, Some(_)) => Some(Successor::Nobody),
        _ => None,
    };
    if to.is_none() {
        faults.push(Fault::at("to", "taker_missing"));
    }
    let value = |name: &str| said.get(name).unwrap_or_default().to_owned();
    let ask = HandOver {
        post_id: post.id,
        to: to.unwrap_or(Successor::Nobody),
        on: on.unwrap_or_default(),
        until,
        charge: said.get("charge").and_then(Charge::of).unwrap_or(Charge::Regular),
        reason: value("reason"),
        order_no: value("order_no"),
        seen_holder: said.number("seen_holder"),
    };
    faults.or(ask)
}
