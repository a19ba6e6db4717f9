//! The reader's own account: post, area, open sessions, signing out everywhere.

use maud::{Markup, html};

use crate::parts::{
    Column, Control, Fact, Field, Kind, Link, Look, Problem, Table, Tone, button, button_link,
    facts, field, heading, notice, panel, problems, table,
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
    /// What the form that ends it sends as `key`.
    pub key: String,
    /// Whether it was chosen on a form that is shown again.
    pub chosen: bool,
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
    /// Whether a second factor is set up.
    pub factor: bool,
    /// Whether the reader holds several posts.
    pub has_choice: bool,
    /// What was wrong with the form that ends sessions: field `present`, or the whole.
    pub problems: Vec<Problem>,
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
    let factor = w.t(if page.factor { "account-factor.on" } else { "account-factor.off" });
    all.push(Fact::text(w.t("account-factor"), &factor));
    let change = Link::new(w.t("password-title"), "/account/password");
    let posts = Link::new(w.t("account-posts"), "/account/posts");
    let set_up = Link::new(
        format!("{}: {}", w.t("account-factor"), w.t("account-factor.do")),
        "/account/second-factor",
    );
    html! {
        (problems(w, &page.problems))
        (heading(&w.t("account-title"), html! {}, html! {
            @if page.has_choice { (button_link(&posts, None, Look::Plain)) }
            @if !page.factor { (button_link(&set_up, None, Look::Plain)) }
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
                form method="post" action="/account/sessions" {
                    (table(&sessions(page, w)))
                    div.pb.top-pad { div.form { (ending(page, w)) } }
                }
            }
        }
    }
}

/// The foot of the form: a lost device is ended at once, but not by whoever found this one open.
fn ending(page: &AccountPage, w: &Words) -> Markup {
    let present = Field::new("present", w.t("password-now"), Control::Password);
    let has_others = page.sessions.iter().any(|one| !one.this);
    html! {
        (field(w, &present.hint(w.t("account-end-hint")).required().checked(&page.problems)))
        div.go {
            @if has_others {
                (button(Look::Primary, &w.t("account-end-chosen"), Some("chosen")))
            }
            (button(Look::Plain, &w.t("account-out-everywhere"), Some("all")))
        }
    }
}

fn sessions(page: &AccountPage, w: &Words) -> Table {
    let cells = |one: &Session| {
        vec![
            html! { (one.device) @if one.this { small { (w.t("account-this")) } } },
            html! { (show::instant(one.began_at)) },
            html! { (show::instant(one.seen_at)) },
            html! {
                @if !one.this {
                    label.tick {
                        input type="checkbox" name="key" value=(one.key) checked[one.chosen];
                        span { (w.t("account-end")) }
                    }
                }
            },
        ]
    };
    Table {
        caption: w.t("account-sessions"),
        columns: vec![
            Column::new(Kind::Text, w.t("account-device")),
            Column::new(Kind::Day, w.t("account-began")),
            Column::new(Kind::Day, w.t("account-seen")),
            Column::new(Kind::State, w.t("user-session")),
        ],
        rows: page.sessions.iter().map(cells).collect(),
        foot: None,
    }
}

/// One of the posts a person holds.
pub struct OwnPost {
    /// What the form sends as `post`.
    pub id: String,
    /// The title.
    pub title: String,
    /// The area.
    pub area: String,
    /// How it is held.
    pub charge: String,
    /// Whether the reader works at it now.
    pub now: bool,
}

/// Draws the choice among the posts a person holds; `next` is where one goes from there.
pub fn own_posts(posts: &[OwnPost], next: &str, w: &Words) -> Markup {
    let cells = |one: &OwnPost| {
        vec![
            html! { (one.title) small { (one.charge) } },
            html! { (one.area) },
            html! {
                form method="post" action="/account/posts" {
                    input type="hidden" name="post" value=(one.id);
                    input type="hidden" name="next" value=(next);
                    @if one.now { small { (w.t("posts-own-now")) } }
                    (button(Look::Plain, &w.t("posts-own-work"), None))
                }
            },
        ]
    };
    html! {
        (heading(&w.t("posts-own-title"), html! { (w.t("posts-own-title.text")) }, html! {}))
        section.panel {
            (table(&Table {
                caption: w.t("posts-own-title"),
                columns: vec![
                    Column::new(Kind::Text, w.t("account-post")),
                    Column::new(Kind::Text, w.t("account-scope")),
                    Column::new(Kind::State, w.t("account-posts")),
                ],
                rows: posts.iter().map(cells).collect(),
                foot: None,
            }))
        }
    }
}
