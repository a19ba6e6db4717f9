//! One post: what it sees, who holds it, who held it, and what waits there.

use axum::{Form, extract::Path, http::StatusCode};
use maud::html;
use samuh_engine::{Desk, clock};
use samuh_kernel::fault::Faults;
use samuh_people::{Post, close_post, holdings_of_post, runs_post};
use samuh_web::{
    page::Section,
    pages::posts::{self as drawn, PostPage},
};
use serde::Deserialize;

use super::{
    super::{
        approvals::{Ask, sent_instead},
        fail::{Answer, faults_or_fail, go, problems},
        trail::{Kind, foot},
        users::{area, called, charge_row, work},
        visit::{Visitor, with_status},
    },
    holder_link, post_of, state, store, waiting,
};
use crate::ids::new_id;

/// The page.
pub(in crate::server) async fn page(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let post = post_of(&visitor, &id).await?;
    draw(&visitor, &post, &Faults::default()).await
}

async fn draw(visitor: &Visitor, post: &Post, faults: &Faults) -> Answer {
    let (desk, id, known): (Desk, i64, Post) = (visitor.desk().clone(), post.id, post.clone());
    let read = visitor.app.blocking(move |app| {
        let charges = holdings_of_post(app.db(), &desk, id)?;
        let pending = app.db().read(|r| store::pending(r, &desk.scope, (&known, &charges)))?;
        Ok((charges, pending))
    });
    let (charges, pending) = read.await?;
    let today = clock::today();
    let holder = charges.iter().find(|one| one.is_on(today));
    let words = visitor.words;
    let title = called(post, words);
    let page = PostPage {
        href: format!("/posts/{id}"),
        work: work(post, words),
        area: area(post, words),
        holder: holder.map(holder_link),
        state: state(post, holder),
        pending: waiting(visitor, post, &pending),
        history: charges.iter().map(|one| charge_row(one, holder_link(one), words)).collect(),
        may_run: runs_post(visitor.desk(), post),
        version: post.version,
        problems: problems(faults, words),
        title: title.clone(),
    };
    let body = html! { (drawn::one(&page, words)) (foot(visitor, Kind::Post, id)) };
    let shown = visitor.page(&title, Some(Section::Users), body);
    let is_well = faults.is_empty();
    Ok(if is_well { shown } else { with_status(StatusCode::UNPROCESSABLE_ENTITY, shown) })
}

#[derive(Deserialize)]
pub(in crate::server) struct Closing {
    #[serde(default)]
    version: i64,
}

/// Closes a post that nobody holds.
pub(in crate::server) async fn close(
    visitor: Visitor,
    Path(id): Path<String>,
    Form(closing): Form<Closing>,
) -> Answer {
    let post = post_of(&visitor, &id).await?;
    let (op, known) = (new_id()?, (post.id, closing.version));
    let ask = samuh_people::Ask::ClosePost { id: post.id, version: closing.version };
    let outcome = match sent_instead(&visitor, op, Ask::Post(ask), &[]).await {
        Ok(Some(sent)) => Ok(sent),
        Ok(None) => {
            let desk = visitor.desk().clone();
            let work = visitor
                .app
                .blocking(move |app| close_post(app.db(), &desk, op, known, clock::now()));
            work.await.map(|()| format!("/posts/{}", post.id))
        }
        Err(error) => Err(error),
    };
    match faults_or_fail(outcome)? {
        Ok(page) => Ok(go(&page)),
        Err(faults) => draw(&visitor, &post, &faults).await,
    }
}
