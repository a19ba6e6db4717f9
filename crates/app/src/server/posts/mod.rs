//! Posts at the desk that runs them: who holds which, making and changing one, and handing its
//! charge over.

mod form;
mod hand_over;
mod list;
mod one;
mod store;

use samuh_engine::clock;
use samuh_kernel::show::day;
use samuh_people::{Holding, Post};
use samuh_web::{pages::posts::State, parts::Link};

use super::{
    fail::{Answer, Fail},
    visit::Visitor,
};

pub(super) use {
    form::{change, draw_change, draw_new, make},
    hand_over::{hand, page as hand_over},
    list::page as list,
    one::{close, page as one},
};

/// The post of an address, as the desk sees it.
async fn post_of(visitor: &Visitor, id: &str) -> Answer<Post> {
    let id: i64 = id.parse().map_err(|_| Fail::not_found())?;
    let desk = visitor.desk().clone();
    Ok(visitor.app.blocking(move |app| samuh_people::post(app.db(), &desk, id)).await?)
}

/// Whether a post is held.
fn state(post: &Post, holder: Option<&Holding>) -> State {
    match (post.closed_on, holder) {
        (Some(closed_on), _) if closed_on <= clock::today() => State::Closed(day(closed_on)),
        (_, Some(_)) => State::Held,
        (_, None) => State::Vacant,
    }
}

/// A holder with the page of the account, where there is one.
fn holder_link(one: &Holding) -> Link {
    let page = one.account_id.map(|id| format!("/users/{id}"));
    Link::new(one.officer_name.as_str(), page.unwrap_or_default())
}
