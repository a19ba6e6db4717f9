//! The list of posts with their holders.

use axum::{extract::Query as Asked, response::Response};
use samuh_engine::clock;
use samuh_kernel::{
    scope::{Area, Right},
    show::day,
};
use samuh_people::{Charge, Holding, Post, Role, holders_of, posts};
use samuh_web::{
    page::Section,
    pages::posts::{self as drawn, PostRow, PostsPage},
    parts::{Choice, Control, Field, Filters, Link},
    words::Words,
};

use super::{
    super::{
        fail::Answer,
        query::Query,
        users::{area, title, work},
        visit::Visitor,
    },
    holder_link, state,
};

/// The list.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer<Response> {
    let asked = Query::of(pairs);
    let desk = visitor.desk().clone();
    let read = visitor.app.blocking(move |app| {
        Ok((posts(app.db(), &desk)?, holders_of(app.db(), &desk, clock::now())?))
    });
    let (all, holders) = read.await?;
    let role = asked.get("post").and_then(Role::of);
    let vacant = asked.get("vacant") == Some("1");
    let fits = |post: &&Post| {
        role.is_none_or(|role| post.role == role)
            && (!vacant || (post.closed_on.is_none() && !holders.contains_key(&post.id)))
    };
    let words = visitor.words;
    let page = PostsPage {
        filters: filters(&asked, words),
        rows: all.iter().filter(fits).map(|post| row(post, holders.get(&post.id), words)).collect(),
        may_make: visitor.scope().may(Right::Administer, Area::People),
    };
    Ok(visitor.page(&words.t("posts-title"), Some(Section::Users), drawn::draw(&page, words)))
}

fn row(post: &Post, holder: Option<&Holding>, words: &Words) -> PostRow {
    let since = |one: &Holding| {
        let first = chrono::NaiveDate::from_ymd_opt(1900, 1, 1);
        let from = if Some(one.from_on) == first { "—".into() } else { day(one.from_on) };
        match one.charge {
            Charge::Regular => from,
            Charge::Additional => format!("{from} · {}", words.t("charge-additional")),
        }
    };
    PostRow {
        post: Link::new(title(post, words), format!("/posts/{}", post.id)),
        work: work(post, words),
        area: area(post, words),
        holder: holder.map(holder_link),
        since: holder.map(since).unwrap_or_default(),
        state: state(post, holder),
    }
}

fn filters(asked: &Query, words: &Words) -> Filters {
    let mut posts = vec![Choice::new("", words.t("filter-all"))];
    let named = |role: Role| Choice::new(role.code(), words.t(&format!("role-{}", role.code())));
    posts.extend(Role::ALL.into_iter().map(named));
    let value = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let is_filtered = ["post", "vacant"].iter().any(|name| asked.get(name).is_some());
    Filters {
        action: "/posts".into(),
        hidden: Vec::new(),
        fields: vec![
            Field::new("post", words.t("user-post"), Control::Select(posts)).value(value("post")),
            Field::new("vacant", words.t("posts-vacant.only"), Control::Checkbox)
                .value(value("vacant")),
        ],
        clear: is_filtered.then(|| "/posts".into()),
    }
}
