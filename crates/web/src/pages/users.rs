//! Accounts of the office: the list, a new user, and the one-time link that goes with it.

use maud::{Markup, html};

use crate::parts::{
    Choice, Column, Control, Field, Filters, Kind, Link, Look, Pager, Problem, Table, Tone, button,
    button_link, crumbs, empty, field, filters, heading, notice, pager, problems, table, tag,
};
use crate::show;
use crate::words::Words;

/// One user of the list.
pub struct UserRow {
    /// The name and the page.
    pub user: Link,
    /// The user name.
    pub login: String,
    /// The post, in the reader's language.
    pub post: String,
    /// The area, in the reader's language.
    pub area: String,
    /// The last sign-in (microseconds UTC).
    pub seen_at: Option<i64>,
    /// Whether the account is open.
    pub open: bool,
}

/// The list of users.
pub struct UsersPage {
    /// The filter bar.
    pub filters: Filters,
    /// How many users there are.
    pub count: i64,
    /// The users of this page.
    pub rows: Vec<UserRow>,
    /// Where the reader stands.
    pub pager: Pager,
}

/// Draws the list of users.
pub fn draw(page: &UsersPage, w: &Words) -> Markup {
    let new = Link::new(w.t("users-new"), "/users/new");
    html! {
        (heading(&w.t("users-title"), html! {}, button_link(&new, None, Look::Primary)))
        section.panel {
            (filters(w, &page.filters))
            div.count { b { (w.args("list-count", &[("n", page.count.into())])) } }
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
        let (tone, key) =
            if row.open { (Tone::Good, "user-active") } else { (Tone::Warn, "user-locked") };
        vec![
            html! { a href=(row.user.href) { (row.user.text) } small { (row.login) } },
            html! { (row.post) },
            html! { (row.area) },
            html! { (row.seen_at.map_or_else(|| w.t("user-never"), show::instant)) },
            tag(tone, &w.t(key)),
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

/// The form of a user, new or existing. The fields are `name`, `login`, `post` and `unit`.
pub struct UserForm {
    /// Where the form goes: `/users/new`, `/users/<id>`.
    pub action: String,
    /// Whether the user exists already: its user name stays as it is.
    pub exists: bool,
    /// Whether the account is open; only for one that exists.
    pub open: bool,
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
    /// The faults.
    pub problems: Vec<Problem>,
}

/// Draws the form of a user.
pub fn form(page: &UserForm, w: &Words) -> Markup {
    let title = if page.exists {
        w.args("users-edit-title", &[("name", page.name.as_str().into())])
    } else {
        w.t("users-new-title")
    };
    html! {
        (crumbs(w, &[Link::new(w.t("users-title"), "/users")], &title))
        (heading(&title, html! {}, html! {}))
        (problems(w, &page.problems))
        section.panel { div.pb.top-pad {
            form.form method="post" action=(page.action) {
                @for one in fields(page, w) { (field(w, &one.checked(&page.problems))) }
                div.go {
                    (button(Look::Primary, &w.t(if page.exists { "save" } else { "user-create" }),
                        Some("save")))
                    @if page.exists {
                        (button(Look::Plain, &w.t("user-reset"), Some("reset")))
                        (button(Look::Plain, &w.t(if page.open { "user-stop" }
                            else { "user-start" }), Some(if page.open { "stop" } else { "start" })))
                    }
                }
            }
        } }
    }
}

fn fields(page: &UserForm, w: &Words) -> Vec<Field> {
    let choose = |choices: &[Choice]| {
        let mut all = vec![Choice::new("", "—")];
        all.extend(choices.iter().cloned());
        Control::Select(all)
    };
    let mut all = vec![
        Field::new("name", w.t("user-name"), Control::Text)
            .value(page.name.as_str())
            .hint(w.t("user-name-hint"))
            .required(),
    ];
    if !page.exists {
        all.push(
            Field::new("login", w.t("user-login"), Control::Login)
                .value(page.login.as_str())
                .hint(w.t("user-login.hint"))
                .required(),
        );
    }
    all.push(
        Field::new("post", w.t("user-post"), choose(&page.posts))
            .value(page.post.as_str())
            .required(),
    );
    all.push(
        Field::new("unit", w.t("user-unit"), choose(&page.units))
            .value(page.unit.as_str())
            .hint(w.t("user-unit.hint")),
    );
    all
}

/// Draws the page after a user was made or a password reset: the one-time link, shown once.
pub fn created(name: &str, link: &str, hours: i64, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("users-title"), "/users")], name))
        (heading(name, html! {}, html! {}))
        (notice(Tone::Good, &w.t("user-created"), html! {
            p { (w.args("user-created.text", &[("hours", hours.into())])) }
            p { code { (link) } }
        }))
        (button_link(&Link::new(w.t("users-title"), "/users"), None, Look::Plain))
    }
}
