//! What is done with a direction: seen, reported on, accepted or sent back, split among its posts,
//! given more time, taken back, its lines marked.

use axum::{Form, extract::Path, http::StatusCode};
use samuh_engine::{Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::direction::{self, MarkLine, Move, Report, Split};
use uuid::Uuid;

use super::{
    files::{self, Taken},
    form::shares,
    one::{How, shown},
};
use crate::server::{
    App,
    fail::{Answer, Fail, faults_or_fail, go, problems as told},
    meetings::{day, sent_op},
    query::Query,
    received::Parcel,
    visit::{self, Visitor},
};

/// Does what the button says.
pub(in crate::server) async fn act(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let (reads, sent) = (visitor.clone(), form.clone());
    let done = visitor.app.blocking(move |app| run(app, &reads, (id, op), &sent)).await;
    answered(&visitor, id, form, done).await
}

async fn answered(visitor: &Visitor, id: i64, form: Query, done: Result<bool>) -> Answer {
    match faults_or_fail(done)? {
        Ok(true) => Ok(go(&format!("/directions/{id}"))),
        Ok(false) => Err(Fail::Request),
        Err(faults) => {
            let wrong = told(&faults, visitor.words);
            let page = shown(visitor, id, &How { form, wrong }).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// True when the verb is one of ours.
fn run(app: &App, visitor: &Visitor, (id, op): (i64, Uuid), form: &Query) -> Result<bool> {
    let (db, desk, now) = (app.db(), visitor.desk(), clock::now());
    let ask = Move {
        direction_id: id,
        post_id: form.number("post").unwrap_or(0),
        version: form.number("version").unwrap_or(0),
        text: form.get("text").unwrap_or_default().to_owned(),
        due_on: form.get("due_on").and_then(day),
    };
    match form.get("act").unwrap_or_default() {
        "acknowledge" => direction::acknowledge(db, desk, op, &ask, now)?,
        "accept" => direction::accept(db, desk, op, &ask, now)?,
        "send_back" => direction::send_back(db, desk, op, &ask, now)?,
        "split" => {
            let (version, parts) = (ask.version, shares(form));
            let ask = Split { direction_id: id, version, parts };
            direction::split(db, desk, op, &ask, now)?
        }
        "extend" => direction::extend(db, desk, op, &ask, now)?,
        "withdraw" => direction::withdraw(db, desk, op, &ask, now)?,
        "lines" => direction::mark_lines(db, desk, op, (id, &marks(form)), now)?,
        _ => return Ok(false),
    };
    Ok(true)
}

fn marks(form: &Query) -> Vec<MarkLine> {
    let seen = form.pairs().iter().filter_map(|(name, version)| {
        let no: i64 = name.strip_prefix("seen-")?.parse().ok()?;
        Some((no, version.parse().ok()?))
    });
    seen.map(|(no, version)| MarkLine {
        no,
        version,
        is_done: form.get(&format!("done-{no}")).is_some(),
        remark: form.get(&format!("remark-{no}")).unwrap_or_default().to_owned(),
    })
    .collect()
}

/// Where a report was sent from: its page.
pub(in crate::server) async fn back(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    Ok(go(&format!("/directions/{id}")))
}

/// Takes a report in, with its photographs and papers.
pub(in crate::server) async fn report(
    visitor: Visitor,
    Path(id): Path<i64>,
    form: Parcel,
) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    // Nothing is kept for a direction that is not theirs.
    let reads = visitor.clone();
    visitor.app.read(move |reader| direction::direction_of(reader, reads.desk(), id)).await?;
    let Taken { form, files, wrong, status } = files::take(&visitor, form).await?;
    if !wrong.is_empty() {
        let wrong = told(&wrong, visitor.words);
        let page = shown(&visitor, id, &How { form, wrong }).await?;
        return Ok(visit::with_status(status, page));
    }
    let op = sent_op(&form)?;
    let ask = Report {
        direction_id: id,
        post_id: form.number("post").unwrap_or(0),
        version: form.number("version").unwrap_or(0),
        text: form.get("text").unwrap_or_default().to_owned(),
        files,
    };
    let desk = visitor.desk().clone();
    let done = visitor
        .app
        .blocking(move |app| direction::report(app.db(), &desk, op, &ask, clock::now()))
        .await;
    answered(&visitor, id, form, done.map(|_| true)).await
}
