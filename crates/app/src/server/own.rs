//! One's own account beyond its password: the posts one holds and the devices one is signed in on.

use axum::{
    Form,
    extract::{Query, State},
};
use samuh_engine::{Error, clock};
use samuh_people::{Stage, confirm, end_session, own_posts, sign_out_everywhere, work_at};
use samuh_web::pages::accounts::{self, OwnPost};
use serde::Deserialize;

use super::{
    App,
    entrance::{account_page, left},
    fail::{Answer, faults_or_fail, go, local},
    second::status_of,
    users::{area, title},
    visit::{Address, Visitor, with_status},
};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    next: String,
}

/// The posts one holds, to choose among.
pub(super) async fn posts(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let who = visitor.who.clone();
    let held = visitor.app.blocking(move |app| own_posts(app.db(), &who, clock::now())).await?;
    let words = visitor.words;
    let rows: Vec<OwnPost> = held
        .iter()
        .map(|(post, charge)| OwnPost {
            id: post.id.to_string(),
            title: title(post, words),
            area: area(post, words),
            charge: words.t(&format!("charge-{}", charge.code())),
            now: post.id == visitor.desk().post_id,
        })
        .collect();
    let body = accounts::own_posts(&rows, local(&asked.next), words);
    Ok(visitor.page(&words.t("posts-own-title"), None, body))
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    post: i64,
    #[serde(default)]
    next: String,
}

/// Works at another of one's posts.
pub(super) async fn work(visitor: Visitor, Form(chosen): Form<Chosen>) -> Answer {
    let who = visitor.who.clone();
    let done = visitor.app.blocking(move |app| work_at(app.db(), &who, chosen.post, clock::now()));
    Ok(match done.await? {
        Stage::Open => go(local(&chosen.next)),
        // It is set up after the password, which who found the telephone does not know.
        _ => go("/sign-in?owes=1"),
    })
}

/// Ends chosen sessions, or all of them, for who knows the password: they end at once.
pub(super) async fn end(
    State(app): State<App>,
    visitor: Visitor,
    Address(address): Address,
    Form(sent): Form<Vec<(String, String)>>,
) -> Answer {
    let said = |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    let present = said("present").cloned().unwrap_or_default();
    let all = said("act").is_some_and(|act| act == "all");
    let keys = sent.into_iter().filter(|(name, _)| name == "key").map(|(_, key)| key);
    let keys: Vec<String> = keys.collect();
    let (who, chosen) = (visitor.who.clone(), keys.clone());
    let done = app.blocking(move |app| {
        if !all && chosen.is_empty() {
            return Err(Error::fault("sessions_none"));
        }
        let now = clock::now();
        confirm(app.db(), app.door(), &who, (&present, address), now)?;
        if all {
            return sign_out_everywhere(app.db(), &who).map(drop);
        }
        for key in chosen {
            match end_session(app.db(), &who, who.account_id, &key, now) {
                // A session that is over already is what was asked for.
                Ok(()) | Err(Error::NotFound) => {}
                other => return other,
            }
        }
        Ok(())
    });
    match faults_or_fail(done.await)? {
        Ok(()) if all => Ok(left(&app)),
        Ok(()) => Ok(go("/account")),
        Err(faults) => {
            let page = account_page(&visitor, false, (&keys, &faults)).await?;
            Ok(with_status(status_of(&faults), page))
        }
    }
}
