//! Accounts of the office: the list, a new user, and the one-time link that goes with it.

use maud::{Markup, html};

use super::posts::{ChargeRow, history};
use crate::parts::{
    Choice, Column, Control, Fact, Field, Filters, Kind, Link, Look, Pager, Problem, Table, Tone,
    button, button_link, crumbs, empty, facts, field, filters, heading, notice, pager, problems,
    table, tag,
};
use crate::show;
use crate::words::Words;

/// One user of the list.
pub struct UserRow {
    /// The name and the page.
    pub user: Link,
    /// The user name.
    pub login: String,
    /// The posts, in the reader's language.
    pub posts: Vec<String>,
    /// Their areas, in the reader's language.
    pub areas: Vec<String>,
    /// The last sign-in (microseconds UTC).
    pub last_in_at: Option<i64>,
    /// Where the person stands: the code of a status.
    pub status: &'static str,
}

/// The list of users.
pub struct UsersPage {
    /// The filter bar.
    pub filters: Filters,
    /// How many users there are, when all are on this page.
    pub count: Option<i64>,
    /// The users of this page.
    pub rows: Vec<UserRow>,
    /// Where the reader stands.
    pub pager: Pager,
    /// Whether the reader's post may open accounts.
    pub may_open: bool,
    /// Whether it may look at the self-audit.
    pub may_audit: bool,
}

/// Draws the list of users.
pub fn draw(page: &UsersPage, w: &Words) -> Markup {
    let new = Link::new(w.t("users-new"), "/users/new");
    html! {
        (heading(&w.t("users-title"), html! {}, html! {
            (button_link(&Link::new(w.t("user-policy"), "/users/policy"), None, Look::Quiet))
            (button_link(&Link::new(w.t("posts-title"), "/posts"), None, Look::Plain))
            @if page.may_audit {
                (button_link(&Link::new(w.t("doctor-title"), "/doctor"), None, Look::Plain))
            }
            @if page.may_open { (button_link(&new, None, Look::Primary)) }
        }))
        section.panel {
            (filters(w, &page.filters))
            @if let Some(count) = page.count {
                div.count { b { (w.args("list-count", &[("n", count.into())])) } }
            }
            @if page.rows.is_empty() {
                (empty(&w.t("users-empty"), &w.t("users-empty.text"), None))
            } @else {
                (table(&users(page, w)))
                (pager(w, &page.pager))
            }
        }
    }
}

fn users(page: &UsersPage, w: &Words) -> Table {
    let cells = |row: &UserRow| {
        vec![
            html! { a href=(row.user.href) { (row.user.text) } small { (row.login) } },
            lines(&row.posts),
            lines(&row.areas),
            html! { (row.last_in_at.map_or_else(|| w.t("user-never"), show::instant)) },
            standing(row.status, w),
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("users-title"),
        columns: vec![
            column(Kind::Text, "user-name"),
            column(Kind::Text, "user-post"),
            column(Kind::Text, "user-unit"),
            column(Kind::Day, "user-seen"),
            column(Kind::State, "user-status"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

fn lines(all: &[String]) -> Markup {
    html! {
        @if all.is_empty() { "—" }
        @for (at, line) in all.iter().enumerate() { @if at > 0 { br; } (line) }
    }
}

/// The form of a new user. The fields are `name`, `login`, `held`, `post`, `theme`, `cadre` and
/// `unit`.
pub struct UserForm {
    /// The address the form is sent to.
    pub action: String,
    /// The number by which a second press is known for the same act.
    pub op: String,
    /// The name.
    pub name: String,
    /// The user name.
    pub login: String,
    /// The chosen post's code.
    pub post: String,
    /// The chosen area's code.
    pub unit: String,
    /// The posts one may give.
    pub posts: Vec<Choice>,
    /// The areas one may give.
    pub units: Vec<Choice>,
    /// The chosen vacant post.
    pub held: String,
    /// The vacant posts, and those whose holders have no account.
    pub vacant: Vec<Choice>,
    /// The chosen areas of work, joined by commas.
    pub theme: String,
    /// The areas of work.
    pub themes: Vec<Choice>,
    /// The chosen kind of cadre.
    pub cadre: String,
    /// The kinds of cadres.
    pub cadres: Vec<Choice>,
    /// The faults.
    pub problems: Vec<Problem>,
}

/// Draws the form of a new user.
pub fn form(page: &UserForm, w: &Words) -> Markup {
    let title = w.t("users-new-title");
    html! {
        (crumbs(w, &[Link::new(w.t("users-title"), "/users")], &title))
        (heading(&title, html! {}, html! {}))
        (problems(w, &page.problems))
        section.panel { div.pb.top-pad {
            form.form method="post" action=(page.action) {
                input type="hidden" name="op" value=(page.op);
                @for one in fields(page, w) { (field(w, &one.checked(&page.problems))) }
                div.go { (button(Look::Primary, &w.t("user-create"), None)) }
            }
        } }
    }
}

fn fields(page: &UserForm, w: &Words) -> [Field; 7] {
    let choose = |choices: &[Choice]| {
        let mut all = vec![Choice::new("", "—")];
        all.extend(choices.iter().cloned());
        Control::Select(all)
    };
    [
        Field::new("name", w.t("user-name"), Control::Text)
            .value(page.name.as_str())
            .hint(w.t("user-name-hint"))
            .required(),
        Field::new("login", w.t("user-login"), Control::Login)
            .value(page.login.as_str())
            .hint(w.t("user-login.hint"))
            .required(),
        Field::new("held", w.t("user-existing-post"), choose(&page.vacant))
            .value(page.held.as_str())
            .hint(w.t("user-existing-post.hint")),
        Field::new("post", w.t("posts-new"), choose(&page.posts)).value(page.post.as_str()),
        Field::new("unit", w.t("user-unit"), choose(&page.units))
            .value(page.unit.as_str())
            .hint(w.t("user-unit.hint")),
        Field::new("theme", w.t("user-theme"), Control::Checks(page.themes.clone()))
            .value(page.theme.as_str())
            .hint(w.t("user-theme.hint")),
        Field::new("cadre", w.t("user-cadre"), choose(&page.cadres)).value(page.cadre.as_str()),
    ]
}

/// One open session of a user, by which it can be ended.
pub struct OpenSession {
    /// What the form sends as `key`.
    pub key: String,
    /// The browser and device as far as told.
    pub device: String,
    /// When it began (microseconds UTC).
    pub began_at: i64,
    /// When it was last used (microseconds UTC).
    pub seen_at: i64,
}

/// A user's page. Its forms send `act`: `reset`, `stop` (with `reason`), `start`, `factor`; or `key`
/// of a session; or `on`, `reason` and `order_no` to relieve.
pub struct UserPage {
    /// The address: `/users/<id>`.
    pub href: String,
    /// The name.
    pub name: String,
    /// The user name.
    pub login: String,
    /// The posts held today with their pages.
    pub posts: Vec<Link>,
    /// Whether the account is open.
    pub open: bool,
    /// Where the person stands: the code of a status.
    pub status: &'static str,
    /// Why the account is closed, where that was said.
    pub closed_reason: Option<String>,
    /// Whether a second factor is set up.
    pub factor: bool,
    /// The charges held, the newest first.
    pub history: Vec<ChargeRow>,
    /// The number by which a second press of relieving is known for the same act.
    pub op: String,
    /// The last sign-in (microseconds UTC).
    pub last_in_at: Option<i64>,
    /// The open sessions, the newest first.
    pub sessions: Vec<OpenSession>,
    /// Whether the reader's post runs this account.
    pub may_change: bool,
    /// Whether it is the reader's own: nobody closes it or relieves its person herself.
    pub own: bool,
    /// The faults of an attempt.
    pub problems: Vec<Problem>,
    /// Whether the attempt was to close the account; its fields have names of the other form.
    pub closing: bool,
}

/// Draws a user's page.
pub fn one(page: &UserPage, w: &Words) -> Markup {
    let seen = page.last_in_at.map_or_else(|| w.t("user-never"), show::instant);
    let posts = html! {
        @if page.posts.is_empty() { "—" }
        @for (at, post) in page.posts.iter().enumerate() {
            @if at > 0 { br; }
            a href=(post.href) { (post.text) }
        }
    };
    let factor = w.t(if page.factor { "account-factor.on" } else { "account-factor.off" });
    let mut all = vec![
        Fact::text(w.t("user-login"), &page.login),
        Fact { name: w.t("user-posts"), value: posts },
        Fact { name: w.t("user-status"), value: standing(page.status, w) },
        Fact::text(w.t("user-factor"), &factor),
        Fact::text(w.t("user-seen"), &seen),
    ];
    if let Some(reason) = &page.closed_reason {
        all.insert(3, Fact::text(w.t("user-close-reason"), reason));
    }
    html! {
        (crumbs(w, &[Link::new(w.t("users-title"), "/users")], &page.name))
        (heading(&page.name, html! {}, html! {}))
        (problems(w, &page.problems))
        div.stack {
            section.panel { div.pb.top-pad { (facts(&all)) } }
            @if page.may_change { (changes(page, w)) }
            @if !page.history.is_empty() {
                section.panel {
                    div.ph { h2 { (w.t("user-history")) } }
                    (history(&page.history, &w.t("user-post"), &w.t("user-history"), w))
                }
            }
            section.panel {
                div.ph { h2 { (w.t("account-sessions")) } }
                @if page.sessions.is_empty() { (empty(&w.t("user-no-session"), "", None)) }
                @else { (table(&sessions(page, w))) }
            }
        }
    }
}

fn changes(page: &UserPage, w: &Words) -> Markup {
    // Both forms ask for a reason; only one of them was sent.
    let (closing, leaving) =
        if page.closing { (&*page.problems, &[][..]) } else { (&[][..], &*page.problems) };
    let asked = |name: &str, key: &str, control: Control| {
        Field::new(name, w.t(key), control).required().checked(leaving)
    };
    let reason = Field::new("reason", w.t("user-close-reason"), Control::Text);
    let reason = reason.id("close-reason").required().checked(closing);
    html! {
        form.act-row method="post" action=(page.href) {
            @if page.open { (button(Look::Plain, &w.t("user-reset"), Some("reset"))) }
            @else { (button(Look::Plain, &w.t("user-start"), Some("start"))) }
            @if page.factor {
                (button(Look::Plain, &w.t("user-factor-reset"), Some("factor")))
            }
        }
        @if page.open && !page.own {
            details.panel open[!closing.is_empty()] {
                summary.ph { (w.t("user-stop")) }
                div.pb { form.form method="post" action=(page.href) {
                    (field(w, &reason))
                    div.go { (button(Look::Plain, &w.t("user-stop"), Some("stop"))) }
                } }
            }
        }
        @if !page.posts.is_empty() && !page.own {
            details.panel open[!leaving.is_empty()] {
                summary.ph { (w.t("user-relieve")) }
                div.pb { form.form method="post" action=(format!("{}/relieve", page.href)) {
                    p.hint { (w.t("user-relieve.text")) }
                    input type="hidden" name="op" value=(page.op);
                    (field(w, &asked("on", "post-on", Control::Day)))
                    (field(w, &asked("reason", "post-reason", Control::Text)))
                    (field(w, &asked("order_no", "post-order", Control::Text)))
                    div.go { (button(Look::Plain, &w.t("user-relieve"), None)) }
                } }
            }
        }
    }
}

fn sessions(page: &UserPage, w: &Words) -> Table {
    let cells = |one: &OpenSession| {
        vec![
            html! { (one.device) },
            html! { (show::instant(one.began_at)) },
            html! { (show::instant(one.seen_at)) },
            html! {
                @if page.may_change {
                    form method="post" action=(format!("{}/sessions", page.href)) {
                        input type="hidden" name="key" value=(one.key);
                        (button(Look::Quiet, &w.t("user-end-session"), None))
                    }
                }
            },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("account-sessions"),
        columns: vec![
            column(Kind::Text, "account-device"),
            column(Kind::Day, "account-began"),
            column(Kind::Day, "account-seen"),
            column(Kind::State, "user-session"),
        ],
        rows: page.sessions.iter().map(cells).collect(),
        foot: None,
    }
}

fn standing(code: &str, w: &Words) -> Markup {
    let tone = match code {
        "active" => Tone::Good,
        "invited" => Tone::Plain,
        _ => Tone::Warn,
    };
    tag(tone, &w.t(&format!("user-status-{code}")))
}

/// A one-time link that is given out.
pub struct Given {
    /// The message that says what was done: `user-created` or `user-reset-done`.
    pub done: &'static str,
    /// The link, which can be sent.
    pub link: String,
    /// The page that takes the code.
    pub page: String,
    /// The code, which can be written down and typed.
    pub code: String,
    /// How long it lives.
    pub hours: i64,
}

/// Draws the page after a user was made or a password reset: the one-time link, shown once.
pub fn created(name: &str, given: &Given, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("users-title"), "/users")], name))
        (heading(name, html! {}, html! {}))
        (notice(Tone::Good, &w.t(given.done), html! {
            p { (w.args("user-created.text", &[("hours", given.hours.into())])) }
            p { code { (given.link) } }
            p { (w.args("user-created.code", &[("page", given.page.as_str().into())])) }
            p { code { (given.code) } }
        }))
        (button_link(&Link::new(w.t("users-title"), "/users"), None, Look::Plain))
    }
}
