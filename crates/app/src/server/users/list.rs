//! The list of users, and one user with the sessions that are open.

use axum::{
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use maud::html;
use samuh_engine::clock;
use samuh_kernel::{
    fault::Faults,
    scope::{Area, Right},
};
use samuh_people::{
    AccountFilter, AccountView, Role, accounts, holdings_of_person, posts as posts_of_desk,
    runs_account, sessions_of,
};
use samuh_web::{
    page::Section,
    pages::users::{self, OpenSession, UserPage, UserRow, UsersPage},
    parts::{Choice, Control, Field, Filters, Link, Pager},
    words::Words,
};

use super::{
    super::{
        fail::{Answer, problems},
        query::Query,
        trail::{Kind, foot},
        visit::{Visitor, with_status},
    },
    account_of, area, charge_row, post_link, title,
};
use crate::ids::new_id;

/// Users of a page.
const PAGE: usize = 50;

/// The list of users.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    let asked = Query::of(pairs);
    let filter = AccountFilter {
        role: asked.get("post").and_then(Role::of),
        text: asked.get("name").unwrap_or_default().to_owned(),
        after: asked.get("after").unwrap_or_default().to_owned(),
        limit: i64::try_from(PAGE).unwrap_or(i64::MAX) + 1,
    };
    let desk = visitor.desk().clone();
    let found = visitor.app.blocking(move |app| accounts(app.db(), &desk, &filter, clock::now()));
    let mut found = found.await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| has_more).map(|account| account.login.clone());
    let words = visitor.words;
    let shown = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let is_first = asked.get("after").is_none();
    let page = UsersPage {
        filters: filters(&asked, words),
        count: (is_first && !has_more).then_some(shown),
        rows: found.iter().map(|account| row(account, words)).collect(),
        pager: Pager {
            shown,
            total: None,
            first: (!is_first).then(|| asked.without(&["after"]).at("/users")),
            next: last.map(|login| asked.with("after", login).at("/users")),
            step: i64::try_from(PAGE).unwrap_or(i64::MAX),
        },
        may_open: visitor.scope().may(Right::Administer, Area::People),
        may_audit: visitor.scope().may(Right::Administer, Area::Places),
    };
    Ok(visitor.page(&words.t("users-title"), Some(Section::Users), users::draw(&page, words)))
}

fn row(account: &AccountView, words: &Words) -> UserRow {
    UserRow {
        user: Link::new(account.officer_name.as_str(), format!("/users/{}", account.id)),
        login: account.login.clone(),
        posts: account.posts.iter().map(|post| title(post, words)).collect(),
        areas: account.posts.iter().map(|post| area(post, words)).collect(),
        last_in_at: account.last_in_at,
        status: account.status.code(),
    }
}

fn filters(asked: &Query, words: &Words) -> Filters {
    let mut posts = vec![Choice::new("", words.t("filter-all"))];
    posts.extend(
        Role::ALL
            .into_iter()
            .map(|role| Choice::new(role.code(), words.t(&format!("role-{}", role.code())))),
    );
    let value = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let is_filtered = ["name", "post"].iter().any(|name| asked.get(name).is_some());
    Filters {
        action: "/users".into(),
        hidden: Vec::new(),
        fields: vec![
            Field::new("name", words.t("user-name"), Control::Search).value(value("name")),
            Field::new("post", words.t("user-post"), Control::Select(posts)).value(value("post")),
        ],
        clear: is_filtered.then(|| "/users".into()),
    }
}

/// One user.
pub(in crate::server) async fn one(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let account = account_of(&visitor, &id).await?;
    draw(&visitor, account, (&Faults::default(), false)).await
}

/// A user's page with what is wrong with the last attempt, and whether that was to close the account.
pub(super) async fn draw(
    visitor: &Visitor,
    account: AccountView,
    (faults, closing): (&Faults, bool),
) -> Answer {
    let (who, id) = (visitor.who.clone(), account.id);
    let read = visitor.app.blocking(move |app| {
        let now = clock::now();
        let sessions = sessions_of(app.db(), &who, id, now)?;
        let charges = holdings_of_person(app.db(), &who.desk, id, now)?;
        let runs = runs_account(app.db(), &who.desk, id, now)?;
        Ok((sessions, charges, posts_of_desk(app.db(), &who.desk)?, runs))
    });
    let words = visitor.words;
    let (sessions, charges, posts, runs) = read.await?;
    let sessions = sessions.into_iter().map(|one| OpenSession {
        key: one.key,
        device: one.device,
        began_at: one.opened_at,
        seen_at: one.seen_at,
    });
    let page = UserPage {
        href: format!("/users/{id}"),
        name: account.officer_name.clone(),
        login: account.login.clone(),
        posts: account.posts.iter().map(|post| post_link(post, words)).collect(),
        open: !account.disabled,
        status: account.status.code(),
        closed_reason: account.closed_reason.clone(),
        factor: account.second_factor,
        history: charges
            .iter()
            .map(|charge| {
                let post = posts.iter().find(|post| post.id == charge.post_id);
                let whose = post.map_or_else(|| Link::new("—", ""), |post| post_link(post, words));
                charge_row(charge, whose, words)
            })
            .collect(),
        op: new_id()?.to_string(),
        last_in_at: account.last_in_at,
        sessions: sessions.collect(),
        may_change: runs,
        own: account.officer_id == visitor.desk().officer_id,
        problems: problems(faults, words),
        closing,
    };
    let body = html! { (users::one(&page, words)) (foot(visitor, Kind::Account, account.id)) };
    let shown: Response = visitor.page(&account.officer_name, Some(Section::Users), body);
    let is_well = faults.is_empty();
    Ok(if is_well { shown } else { with_status(StatusCode::UNPROCESSABLE_ENTITY, shown) })
}
