//! One's own account beyond its password: the posts one holds and the devices one is signed in on.

use axum::{Form, extract::Query};
use samuh_engine::{Error, clock};
use samuh_people::{end_session, own_posts, work_at};
use samuh_web::pages::accounts::{self, OwnPost};
use serde::Deserialize;

use super::{
    fail::{Answer, go, local},
    users::{area, title},
    visit::Visitor,
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
    done.await?;
    Ok(go(local(&chosen.next)))
}

#[derive(Deserialize)]
pub(super) struct Ended {
    #[serde(default)]
    key: String,
}

/// Signs one device out.
pub(super) async fn end(visitor: Visitor, Form(ended): Form<Ended>) -> Answer {
    let who = visitor.who.clone();
    let work = visitor
        .app
        .blocking(move |app| end_session(app.db(), &who, who.account_id, &ended.key, clock::now()));
    match work.await {
        // A session that is over already is what was asked for.
        Ok(()) | Err(Error::NotFound) => Ok(go("/account")),
        Err(other) => Err(other.into()),
    }
}
