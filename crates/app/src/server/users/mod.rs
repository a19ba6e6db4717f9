//! Users at the administrator's desk: who has an account and where, new accounts with their
//! one-time links, and the sessions that are open.

mod acts;
mod form;
mod list;
mod policy;

use std::collections::HashMap;

use samuh_engine::{Desk, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_kernel::show::day;
use samuh_people::{AccountView, Holding, Post, posts};
use samuh_web::{
    pages::posts::ChargeRow,
    parts::Link,
    words::{Lang, Words},
};

use super::{
    fail::{Answer, Fail},
    visit::Visitor,
};

pub(super) use {
    acts::{act, day_of, end, relieve},
    form::{cadres, enter, new_post, page as new, roles, themes, units},
    list::{one, page as list},
    policy::{page as policy, set as set_policy},
};

/// The posts of the district by number, in the reader's words; only one's own for a desk that may
/// not see people.
pub(super) fn posts_of(visitor: &Visitor) -> Result<HashMap<i64, String>> {
    let words = visitor.words;
    let mut named = HashMap::from([(0, words.t("import-who-machine"))]);
    if visitor.scope().may(Right::See, Area::People) {
        let all = posts(visitor.app.db(), visitor.desk())?;
        named.extend(all.into_iter().map(|post| (post.id, called(&post, words))));
    } else {
        let own = visitor.shell("", None).who.map(|who| format!("{}, {}", who.post, who.place));
        named.extend(own.map(|name| (visitor.desk().post_id, name)));
    }
    Ok(named)
}

/// A post with what it sees: `विकासखण्ड परियोजना प्रबंधक, माकड़ी`.
pub(super) fn called(post: &Post, words: &Words) -> String {
    let title = title(post, words);
    if post.units.is_empty() { title } else { format!("{title}, {}", area(post, words)) }
}

/// The post's own title, else its kind of cadre, else the name of its kind.
pub(super) fn title(post: &Post, words: &Words) -> String {
    let hindi = words.lang() == Lang::Hi;
    let own = if hindi { &post.title_hi } else { &post.title_en };
    let cadre = post.cadre.as_ref().map(|kind| if hindi { &kind.name_hi } else { &kind.name_en });
    let own = own.as_ref().or(cadre).cloned();
    own.unwrap_or_else(|| words.t(&format!("role-{}", post.role.code())))
}

/// The areas of work a post is narrowed to, and the kind of cadre where the title hides it.
pub(super) fn work(post: &Post, words: &Words) -> String {
    let themes = post.themes.iter().map(|theme| words.t(&format!("theme-{}", theme.code())));
    themes.collect::<Vec<_>>().join(", ")
}

/// A post with its page.
pub(super) fn post_link(post: &Post, words: &Words) -> Link {
    Link::new(called(post, words), format!("/posts/{}", post.id))
}

/// A charge as a history shows it.
pub(super) fn charge_row(charge: &Holding, whose: Link, words: &Words) -> ChargeRow {
    let always = chrono::NaiveDate::from_ymd_opt(1900, 1, 1);
    let began = match charge.reason.as_str() {
        code @ ("account_opened" | "held") => words.t(&format!("charge-reason-{code}")),
        said => said.to_owned(),
    };
    let ended = charge.end_reason.as_deref();
    let ended = ended.map(|reason| words.args("post-ended", &[("reason", reason.into())]));
    let orders = charge.order_no.iter().chain(charge.end_order_no.iter()).cloned();
    ChargeRow {
        whose,
        from: if Some(charge.from_on) == always { "—".into() } else { day(charge.from_on) },
        to: charge.last_day().map(day).unwrap_or_default(),
        charge: words.t(&format!("charge-{}", charge.charge.code())),
        reason: std::iter::once(began).chain(ended).collect(),
        order: orders.collect(),
    }
}

/// What the post sees, in the reader's words.
pub(super) fn area(post: &Post, words: &Words) -> String {
    if post.units.is_empty() {
        return words.t("user-whole-district");
    }
    let hindi = words.lang() == Lang::Hi;
    let name = |unit: &samuh_people::Unit| {
        let (first, second) =
            if hindi { (&unit.name_hi, &unit.name_en) } else { (&unit.name_en, &unit.name_hi) };
        first.clone().or_else(|| second.clone())
    };
    post.units.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

/// The account of an address.
async fn account_of(visitor: &Visitor, id: &str) -> Answer<AccountView> {
    let id: i64 = id.parse().map_err(|_| Fail::not_found())?;
    let desk = visitor.desk().clone();
    let found = visitor.app.blocking(move |app| find(app, &desk, id));
    Ok(found.await?)
}

fn find(app: &super::App, desk: &Desk, id: i64) -> Result<AccountView> {
    samuh_people::account(app.db(), desk, id, clock::now())
}
