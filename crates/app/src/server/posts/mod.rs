//! Posts at the desk that runs them: who holds which, making and changing one, and handing its
//! charge over.

mod form;
mod hand_over;
mod list;
mod one;
mod store;

use samuh_engine::{Error, clock};
use samuh_kernel::{
    scope::{Area, Right},
    show::day,
};
use samuh_people::{Holding, Post, runs_post};
use samuh_web::{pages::posts::State, parts::Link};

use self::store::Pending;
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

/// The post of an address, where the desk runs it: a form is not opened whose act would be denied.
async fn run_post_of(visitor: &Visitor, id: &str) -> Answer<Post> {
    let post = post_of(visitor, id).await?;
    if runs_post(visitor.desk(), &post) {
        return Ok(post);
    }
    Err(Error::Denied("people.above").into())
}

/// What waits at a post, in words, each kind with its list where the reader has one.
fn waiting(visitor: &Visitor, post: &Post, pending: &Pending) -> Vec<Link> {
    let scope = visitor.scope();
    let imports = scope.may(Right::See, Area::Imports).then(|| "/imports".to_owned());
    let areas = [Area::Groups, Area::Plans, Area::People, Area::Meetings, Area::Figures];
    let decides = areas.into_iter().any(|area| scope.may(Right::Approve, area));
    // Whoever decides has there what others have sent; else one's own stands there alone.
    let approvals = (decides || visitor.desk().post_id == post.id).then(|| "/approvals".to_owned());
    let directions = scope
        .may(Right::See, Area::Meetings)
        .then(|| format!("/directions?post={}&view=open", post.id));
    let lines = [
        ("directions", pending.directions, directions),
        ("decisions", pending.decisions, approvals.clone()),
        ("proposals", pending.proposals, approvals),
        ("imports", pending.imports, imports),
    ];
    let said = |(kind, count, href): (&str, i64, Option<String>)| {
        let key = format!("post-pending.{kind}");
        let text = visitor.words.args(&key, &[("count", count.into())]);
        Link::new(text, href.unwrap_or_default())
    };
    lines.into_iter().filter(|(_, count, _)| *count > 0).map(said).collect()
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
