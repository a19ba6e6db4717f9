//! What an administrator does to an account: a new link, closing, opening, ending a session.

use axum::{Form, extract::Path, http::HeaderMap};
use samuh_engine::{Error, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_people::{Created, FirstPassword, Reset, disable, enable, end_session, reset_password};
use serde::Deserialize;

use super::{
    super::{
        App,
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
}

/// What is done to an account.
#[derive(Clone, Copy)]
enum Change {
    Reset,
    Stop,
    Start,
}

/// Resets, closes or opens an account.
pub(in crate::server) async fn act(
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Answer {
    visitor.may(Right::Administer, Area::People)?;
    let account = account_of(&visitor, &id).await?;
    let change = match asked.act.as_str() {
        "reset" => Change::Reset,
        "stop" => Change::Stop,
        "start" => Change::Start,
        _ => return Err(Fail::Request),
    };
    let (desk, account_id) = (visitor.desk().clone(), account.id);
    let done = visitor.app.blocking(move |app| changed(app, &desk, account_id, change)).await;
    match faults_or_fail(done)? {
        Ok(Some(Created { link: Some(link), .. })) => {
            Ok(form::link_page(&visitor, &headers, &account.officer_name, &link))
        }
        Ok(_) => Ok(go(&format!("/users/{account_id}"))),
        Err(faults) => list::draw(&visitor, account, &faults).await,
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
        Change::Stop => disable(db, desk, op, account_id, now).map(|()| None),
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
    visitor.may(Right::Administer, Area::People)?;
    let account = account_of(&visitor, &id).await?;
    let (who, account_id) = (visitor.who.clone(), account.id);
    let done = visitor.app.blocking(move |app| end_session(app.db(), &who, account_id, &ended.key));
    match done.await {
        // A session that is over already is what was asked for.
        Ok(()) | Err(Error::NotFound) => Ok(go(&format!("/users/{account_id}"))),
        Err(other) => Err(other.into()),
    }
}
