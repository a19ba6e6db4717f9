//! Users at the administrator's desk: who has an account and where, new accounts with their
//! one-time links, and the sessions that are open.

mod acts;
mod form;
mod list;

use std::collections::HashMap;

use samuh_engine::{Desk, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_people::{AccountView, Post, posts};
use samuh_web::words::{Lang, Words};

use super::{
    fail::{Answer, Fail},
    visit::Visitor,
};

pub(super) use {
    acts::{act, end},
    form::{enter, page as new},
    list::{one, page as list},
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
fn called(post: &Post, words: &Words) -> String {
    let title = title(post, words);
    if post.units.is_empty() { title } else { format!("{title}, {}", area(post, words)) }
}

/// The post's own title, else the name of its kind.
fn title(post: &Post, words: &Words) -> String {
    let own = if words.lang() == Lang::Hi { &post.title_hi } else { &post.title_en };
    own.clone().unwrap_or_else(|| words.t(&format!("role-{}", post.role.code())))
}

/// What the post sees, in the reader's words.
fn area(post: &Post, words: &Words) -> String {
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
