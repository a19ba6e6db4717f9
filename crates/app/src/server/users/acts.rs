//! What an administrator does to an account: a new link, closing, opening, ending a session.

use axum::{Form, extract::Path, http::HeaderMap};
use samuh_engine::{Error, Result, clock};
use samuh_kernel::{
    fault::{Fault, Faults},
    sheet::Cell,
};
use samuh_people::{
    Created, FirstPassword, Relieve, Reset, disable, enable, end_session, reset_factor,
    reset_password,
};
use serde::Deserialize;

use super::{
    super::{
        App,
        approvals::{Ask, sent_instead},
        fail::{Answer, Fail, faults_or_fail, go},
        visit::Visitor,
    },
    account_of, form, list,
};
use crate::ids::new_id;

#[derive(Deserialize)]
pub(in crate::server) struct Asked {
    #[serde(default)]
    act: String,
    #[serde(default)]
    reason: String,
}

/// What is done to an account.
enum Change {
    Reset,
    Stop(String),
    Start,
    Factor,
}

/// Resets, closes or opens an account.
pub(in crate::server) async fn act(
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Answer {
    let account = account_of(&visitor, &id).await?;
    let change = match asked.act.as_str() {
        "reset" => Change::Reset,
        "stop" => Change::Stop(asked.reason),
        "factor" => Change::Factor,
        "start" => Change::Start,
        _ => return Err(Fail::Request),
    };
    let (desk, account_id) = (visitor.desk().clone(), account.id);
    let closing = matches!(change, Change::Stop(_));
    if matches!(change, Change::Start) {
        let asks = Ask::Post(samuh_people::Ask::EnableAccount { account_id });
        match faults_or_fail(sent_instead(&visitor, new_id()?, asks, &[]).await)? {
            Ok(Some(sent)) => return Ok(go(&sent)),
            Ok(None) => {}
            Err(faults) => return list::draw(&visitor, account, (&faults, false)).await,
        }
    }
    let done = visitor.app.blocking(move |app| changed(app, &desk, account_id, change)).await;
    match faults_or_fail(done)? {
        Ok(Some(Created { link: Some(link), .. })) => {
            let said = (&*account.officer_name, "user-reset-done");
            Ok(form::link_page(&visitor, &headers, said, &link))
        }
        Ok(_) => Ok(go(&format!("/users/{account_id}"))),
        Err(faults) => list::draw(&visitor, account, (&faults, closing)).await,
    }
}

fn changed(
    app: &App,
    desk: &samuh_engine::Desk,
    account_id: i64,
    change: Change,
) -> Result<Option<Created>> {
    let (db, op, now) = (app.db(), new_id()?, clock::now());
    match change {
        Change::Reset => {
            let reset = Reset { account_id, password: FirstPassword::Link };
            reset_password(db, app.door(), desk, op, &reset, now).map(Some)
        }
        Change::Stop(reason) => disable(db, desk, op, (account_id, &reason), now).map(|()| None),
        Change::Factor => reset_factor(db, desk, op, account_id, now).map(|()| None),
        Change::Start => enable(db, desk, op, account_id, now).map(|()| None),
    }
}

#[derive(Deserialize)]
pub(in crate::server) struct Ended {
    #[serde(default)]
    key: String,
}

/// Ends one session of an account.
pub(in crate::server) async fn end(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(ended): Form<Ended>,
) -> Answer {
    let account = account_of(&visitor, &id).await?;
    let (who, account_id) = (visitor.who.clone(), account.id);
    let done = visitor
        .app
        .blocking(move |app| end_session(app.db(), &who, account_id, &ended.key, clock::now()));
    match done.await {
        // A session that is over already is what was asked for.
        Ok(()) | Err(Error::NotFound) => Ok(go(&format!("/users/{account_id}"))),
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
pub(in crate::server) struct Leaving {
    #[serde(default)]
    op: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    order_no: String,
}

/// Relieves the person of an account of every post.
pub(in crate::server) async fn relieve(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(asked): Form<Leaving>,
) -> Answer {
    let account = account_of(&visitor, &id).await?;
    let op = asked.op.parse().map_err(|_| Fail::Request)?;
    let (desk, account_id) = (visitor.desk().clone(), account.id);
    let done = match day_of("on", &asked.on) {
        Ok(on) => {
            let ask = Relieve { account_id, on, reason: asked.reason, order_no: asked.order_no };
            let done = visitor.app.blocking(move |app| {
                samuh_people::relieve(app.db(), &desk, op, &ask, clock::now())
            });
            done.await
        }
        Err(faults) => Err(Error::Faults(faults)),
    };
    match faults_or_fail(done)? {
        Ok(_) => Ok(go(&format!("/users/{account_id}"))),
        Err(faults) => list::draw(&visitor, account, (&faults, false)).await,
    }
}

/// A day as typed in any usual form, also one ahead.
pub(in crate::server) fn day_of(
    field: &str,
    typed: &str,
) -> std::result::Result<chrono::NaiveDate, Faults> {
    // A charge may begin later than today, so that no day is "in the future".
    let last = chrono::NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");
    let read = samuh_kernel::read::day(&Cell::Text(typed.to_owned()), last);
    let unread = || Faults::from(Fault::at(field, "day_unread"));
    read.ok().flatten().map(|read| read.value).ok_or_else(unread)
}
