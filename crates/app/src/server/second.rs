//! The second step of signing in: the one-time code, and setting the second factor up.

use axum::{
    Form,
    extract::{Query, State},
    http::{StatusCode, header},
    response::Response,
};
use samuh_documents::qr;
use samuh_engine::{Error, clock};
use samuh_kernel::fault::{Fault, Faults};
use samuh_people::{CodeDigest, Key, Stage, confirm, enrol, new_key, verify};
use samuh_web::pages::sign_in as drawn;
use serde::Deserialize;

use super::{
    App,
    entrance::{after_sign_in, signed_in},
    fail::{Answer, faults_or_fail, go, local, problems},
    visit::{Address, Visitor, with_status},
};
use crate::ids::new_id;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    next: String,
}

/// Asks for a one-time code; who owes none goes on.
pub(super) async fn code(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    if visitor.who.stage != Stage::Code {
        return Ok(go(local(&asked.next)));
    }
    Ok(draw_code(&visitor, &asked.next, &Faults::default()))
}

fn draw_code(visitor: &Visitor, next: &str, faults: &Faults) -> Response {
    let words = visitor.words;
    let body = drawn::code(&problems(faults, words), local(next), words);
    visitor.page(&words.t("code-title"), None, body)
}

#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// Takes a one-time code or a recovery code.
pub(super) async fn give(
    State(app): State<App>,
    visitor: Visitor,
    Address(address): Address,
    Form(form): Form<Given>,
) -> Answer {
    let (who, typed) = (visitor.who.clone(), form.code);
    let done = app
        .blocking(move |app| verify(app.db(), app.door(), &who, (&typed, address), clock::now()));
    match faults_or_fail(done.await)? {
        Ok(opened) => Ok(signed_in(&app, &opened, &after_sign_in(&opened, &form.next))),
        Err(faults) => {
            let page = draw_code(&visitor, &form.next, &faults);
            Ok(with_status(status_of(&faults), page))
        }
    }
}

/// A try that came too early is told so.
pub(super) fn status_of(faults: &Faults) -> StatusCode {
    let waits = faults.iter().any(|fault| fault.code == "sign_in_wait");
    if waits { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// The page on which a second factor is set up, with a new key.
pub(super) async fn factor(visitor: Visitor) -> Answer {
    if visitor.who.has_factor {
        return Ok(go("/account"));
    }
    let key = fresh_key(&visitor).await?;
    draw_enrol(&visitor, &key, &Faults::default())
}

/// A key for the digest of the policy.
async fn fresh_key(visitor: &Visitor) -> Answer<Key> {
    let who = visitor.who.clone();
    Ok(visitor.app.blocking(move |app| new_key(app.db(), &who, clock::now())).await?)
}

fn draw_enrol(visitor: &Visitor, key: &Key, faults: &Faults) -> Answer {
    let words = visitor.words;
    let picture = qr::svg(&key.address(&visitor.who.login));
    let page = drawn::Enrol {
        picture: picture.ok_or_else(|| Error::broken("a key too long for a QR code"))?,
        key: key.to_string(),
        digest: (key.digest() != CodeDigest::Sha1)
            .then(|| words.t(&format!("policy-digest-{}", key.digest().code()))),
        forced: visitor.who.stage == Stage::Enrol,
        problems: problems(faults, words),
    };
    Ok(visitor.page(&words.t("enrol-title"), None, drawn::enrol(&page, words)))
}

#[derive(Deserialize)]
pub(super) struct Proof {
    #[serde(default)]
    present: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    code: String,
}

/// Sets the second factor up and shows the recovery codes, this once.
pub(super) async fn set_up(
    State(app): State<App>,
    visitor: Visitor,
    Address(address): Address,
    Form(form): Form<Proof>,
) -> Answer {
    let Ok(key) = form.key.parse::<Key>() else {
        let faults = Faults::from(Fault::at("code", "key_unreadable"));
        let page = draw_enrol(&visitor, &fresh_key(&visitor).await?, &faults)?;
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    };
    let (who, shown, typed) = (visitor.who.clone(), key.clone(), form.code);
    let done = app.blocking(move |app| {
        // A session that is signing in gave the password just now; one that is open gives it again.
        if who.stage == Stage::Open {
            confirm(app.db(), app.door(), &who, (&form.present, address), clock::now())?;
        }
        enrol(app.db(), app.door(), &who, (&key, &typed), new_id()?, clock::now())
    });
    match faults_or_fail(done.await)? {
        Ok(done) => {
            let words = visitor.words;
            let next = after_sign_in(&done.opened, "/");
            let body = drawn::recovery(&done.recovery, &next, words);
            let mut page = visitor.page(&words.t("recovery-title"), None, body);
            let entered = signed_in(&app, &done.opened, &next);
            for cookie in entered.headers().get_all(header::SET_COOKIE) {
                page.headers_mut().append(header::SET_COOKIE, cookie.clone());
            }
            Ok(page)
        }
        Err(faults) => {
            // The policy asks for another digest since the key was shown.
            let is_late = faults.iter().any(|fault| fault.code == "key_late");
            let shown = if is_late { fresh_key(&visitor).await? } else { shown };
            let page = draw_enrol(&visitor, &shown, &faults)?;
            Ok(with_status(status_of(&faults), page))
        }
    }
}
