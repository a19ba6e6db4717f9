//! The reader's own account: post, area, open sessions, signing out everywhere.

use maud::{Markup, html};

use crate::parts::{
    Column, Fact, Kind, Link, Look, Table, Tone, button, button_link, facts, heading, notice,
    panel, table,
};
use crate::show;
use crate::words::Words;

/// One open session.
pub struct Session {
    /// The browser and device as far as told.
    pub device: String,
    /// When it began (microseconds UTC).
    pub began_at: i64,
    /// When it was last used (microseconds UTC).
    pub seen_at: i64,
    /// Whether it is this one.
    pub this: bool,
}

/// The reader's own account.
pub struct AccountPage {
    /// The name.
    pub name: String,
    /// The user name.
    pub login: String,
    /// The posts held, each with its area.
    pub posts: Vec<(String, String)>,
    /// The open sessions, the newest first.
    pub sessions: Vec<Session>,
    /// Whether the password was changed just now.
    pub password_changed: bool,
}

/// Draws the account page.
pub fn draw(page: &AccountPage, w: &Words) -> Markup {
    let mut all = vec![
        Fact::text(w.t("account-name"), &page.name),
        Fact::text(w.t("account-login"), &page.login),
    ];
    for (post, area) in &page.posts {
        all.push(Fact::text(w.t("account-post"), post));
        all.push(Fact::text(w.t("account-scope"), area));
    }
    let change = Link::new(w.t("password-title"), "/account/password");
    html! {
        (heading(&w.t("account-title"), html! {}, html! {
            (button_link(&change, None, Look::Plain))
            form.out method="post" action="/sign-out" {
                (button(Look::Plain, &w.t("sign-out"), None))
            }
        }))
        @if page.password_changed {
            (notice(Tone::Good, &w.t("password-changed"), html! {
                p { (w.t("password-changed.text")) }
            }))
        }
        div.stack {
            (panel(&w.t("account-title"), facts(&all)))
            section.panel {
                div.ph { h2 { (w.t("account-sessions")) } }
                (table(&sessions(page, w)))
                form.pager method="post" action="/sign-out/everywhere" {
                    (button(Look::Plain, &w.t("account-out-everywhere"), None))
                }
            }
        }
    }
}

fn sessions(page: &AccountPage, w: &Words) -> Table {
    let cells = |one: &Session| {
        vec![
            html! { (one.device) @if one.this { small { (w.t("account-this")) } } },
            html! { (show::instant(one.began_at)) },
            html! { (show::instant(one.seen_at)) },
        ]
    };
    Table {
        caption: w.t("account-sessions"),
        columns: vec![
            Column::new(Kind::Text, w.t("account-device")),
            Column::new(Kind::Day, w.t("account-began")),
            Column::new(Kind::Day, w.t("account-seen")),
        ],
        rows: page.sessions.iter().map(cells).collect(),
        foot: None,
    }
}
