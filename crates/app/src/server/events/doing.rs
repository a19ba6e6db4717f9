//! What is done in an event: one address, the verb is the button that was pressed.

use axum::{Form, extract::Path, http::StatusCode};
use samuh_engine::{Db, Desk, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::event::{self, MarkInvitee, NewInvitee};
use uuid::Uuid;

use super::{PATH, day, one::shown, paise, presence, sent_op};
use crate::server::{
    fail::{Answer, Fail, faults_or_fail, go, problems as told},
    groups::Reading,
    query::Query,
    visit::{self, Visitor},
};

/// Does it, and goes back to where it was done.
pub(in crate::server) async fn act(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let reads = visitor.clone();
    visitor.app.read(move |reader| event::event_of(reader, reads.desk(), id)).await?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let (desk, sent) = (visitor.desk().clone(), form.clone());
    let done = visitor.app.blocking(move |app| run(app.db(), &desk, (id, op), &sent)).await;
    match faults_or_fail(done)? {
        Ok(true) => Ok(go(&format!("{PATH}/{id}"))),
        Ok(false) => Err(Fail::Request),
        Err(faults) => {
            let wrong = told(&faults, visitor.words);
            let page = shown(&visitor, id, (&form, &wrong)).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// True when the verb is one of ours.
fn run(db: &Db, desk: &Desk, (id, op): (i64, Uuid), form: &Query) -> Result<bool> {
    let now = clock::now();
    let version = form.number("version").unwrap_or(0);
    let of = |name: &str| form.get(name).unwrap_or_default();
    match of("act") {
        "sessions" => event::set_sessions(db, desk, op, (id, version, of("sessions")), now)?,
        "attend" => event::attend(db, desk, op, (id, version, of("people")), now)?,
        "presence" => event::set_presence(db, desk, op, (id, version, presence::read(form)), now)?,
        "hold" => event::hold(db, desk, op, (id, version, paise(of("cost"))), now)?,
        "cancel" => event::cancel(db, desk, op, (id, version, of("reason")), now)?,
        "plaque" => event::submit_plaque(db, desk, op, (id, version, of("plaque")), now)?,
        "approve" => event::judge_plaque(db, desk, op, (id, version, true), now)?,
        "back" => event::judge_plaque(db, desk, op, (id, version, false), now)?,
        "invite" => {
            let ask = NewInvitee {
                event_id: id,
                rank_code: of("rank").to_owned(),
                name: of("name").to_owned(),
                title: of("office").to_owned(),
            };
            event::invite(db, desk, op, &ask, now)?
        }
        "mark" => {
            let mut typed = Reading::of(form);
            let ask = MarkInvitee {
                event_id: id,
                no: form.number("no").unwrap_or(0),
                version,
                mode: of("mode").to_owned(),
                sent_on: day(&mut typed, "sent_on"),
                received_on: day(&mut typed, "received_on"),
                answer: of("answer").to_owned(),
            };
            event::mark_invitee(db, desk, op, &typed.faults.or(ask)?, now)?
        }
        _ => return Ok(false),
    };
    Ok(true)
}
