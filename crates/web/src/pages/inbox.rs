//! The inbox of a post, a notice as a sheet, and what did not go out.

use maud::{Markup, html};

use crate::{
    parts::{
        Column, Fact, Field, Kind, Link, Look, Problem, Tab, Table, Tone, button, crumbs, empty,
        facts, field, heading, problems, table, tabs, tag,
    },
    words::Words,
};

/// One notice.
pub struct InboxRow {
    /// Its number.
    pub id: i64,
    /// What it says.
    pub text: String,
    /// The record it is about.
    pub record: Link,
    /// Its own page.
    pub page: String,
    /// When it was raised.
    pub when: String,
    /// True when it was marked as read.
    pub is_read: bool,
}

/// The inbox.
pub struct InboxPage {
    /// Sent with the marks.
    pub op: String,
    /// How many are unread.
    pub unread: i64,
    /// The notices of this page.
    pub rows: Vec<InboxRow>,
    /// The page before.
    pub older: Option<Link>,
    /// All notices.
    pub all: Link,
    /// The unread ones.
    pub new: Link,
    /// True where only the unread ones are shown.
    pub is_new: bool,
    /// Where messages reach the officer.
    pub contact: Vec<Field>,
    /// What is wrong with that.
    pub problems: Vec<Problem>,
}

/// Draws the inbox.
pub fn draw(page: &InboxPage, w: &Words) -> Markup {
    let views = [
        Tab { link: page.all.clone(), current: !page.is_new },
        Tab { link: page.new.clone(), current: page.is_new },
    ];
    html! {
        (heading(&w.t("inbox-title"), html! { (w.args("inbox-count", &[("n", page.unread.into())])) }, html! {}))
        (problems(w, &page.problems))
        (tabs(&w.t("inbox-title"), &views))
        div.stack {
        section.panel {
            @if page.rows.is_empty() {
                (empty(&w.t("inbox-none"), &w.t("inbox-none.text"), None))
            } @else { (list(page, w)) }
            @if let Some(older) = &page.older { div.pb.top-pad { a href=(older.href) { (older.text) } } }
        }
        section.panel {
            div.ph { h2 { (w.t("inbox-contact")) } span.sub { (w.t("inbox-contact.text")) } }
            div.pb {
                form.form.broad method="post" action="/inbox/address" {
                    input type="hidden" name="op" value=(page.op);
                    @for one in &page.contact { (field(w, one)) }
                    div.go { (button(Look::Plain, &w.t("inbox-contact-save"), None)) }
                }
            }
        }
        }
    }
}

fn list(page: &InboxPage, w: &Words) -> Markup {
    let cells = |row: &InboxRow| {
        vec![
            html! { a href=(row.page) { @if row.is_read { (row.text) } @else { b { (row.text) } } } },
            html! { (row.when) },
            html! { a href=(row.record.href) { (row.record.text) } },
            html! {
                @if row.is_read { (tag(Tone::Plain, &w.t("inbox-read"))) }
                @else {
                    label.tick {
                        input type="checkbox" name="notice" value=(row.id);
                        span { (w.t("inbox-mark")) }
                    }
                }
            },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    let drawn = Table {
        caption: w.t("inbox-title"),
        columns: vec![
            column(Kind::Text, "inbox-what"),
            column(Kind::Text, "inbox-when"),
            column(Kind::State, "inbox-record"),
            column(Kind::State, "inbox-state"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    };
    let some_unread = page.rows.iter().any(|row| !row.is_read);
    html! {
        form method="post" action="/inbox" {
            input type="hidden" name="op" value=(page.op);
            (table(&drawn))
            @if some_unread { div.pb.top-pad { div.go { (button(Look::Primary, &w.t("inbox-mark-chosen"), None)) } } }
        }
    }
}

/// A notice as a sheet.
pub struct NoticePage {
    /// Sent with the mark.
    pub op: String,
    /// The notice.
    pub row: InboxRow,
    /// Post and place it is for.
    pub to: (String, String),
    /// District and state.
    pub office: String,
    /// Its number.
    pub no: String,
}

/// Draws a notice.
pub fn one(page: &NoticePage, w: &Words) -> Markup {
    let known = [
        Fact::text(w.t("inbox-no"), &page.no),
        Fact::text(w.t("inbox-when"), &page.row.when),
        Fact::text(w.t("inbox-to"), &[page.to.0.as_str(), page.to.1.as_str()].join(", ")),
        Fact::text(w.t("inbox-from"), &page.office),
    ];
    html! {
        (crumbs(w, &[Link::new(w.t("inbox-title"), "/inbox")], &w.t("inbox-notice")))
        (heading(&w.t("inbox-notice"), html! {}, html! {}))
        section.panel { div.pb.top-pad {
            (facts(&known))
            p.said { b { (page.row.text) } }
            form method="post" action="/inbox" {
                input type="hidden" name="op" value=(page.op);
                input type="hidden" name="notice" value=(page.row.id);
                div.go {
                    (button(Look::Primary, &page.row.record.text, Some("open")))
                    @if !page.row.is_read { " " (button(Look::Plain, &w.t("inbox-mark"), Some("mark"))) }
                }
            }
        } }
    }
}

/// An attempt that did not succeed.
pub struct FailureRow {
    /// When.
    pub when: String,
    /// On which channel.
    pub channel: String,
    /// To which post.
    pub post: String,
    /// Why.
    pub cause: String,
    /// How many notices.
    pub notices: String,
    /// Tried again or given up.
    pub state: String,
}

/// What did not go out.
pub struct FailuresPage {
    /// When and how often messages go, in words.
    pub rule: String,
    /// Where that is set.
    pub set: Link,
    /// How many stand where.
    pub counts: Vec<Fact>,
    /// The attempts.
    pub rows: Vec<FailureRow>,
}

/// Draws it.
pub fn failures(page: &FailuresPage, w: &Words) -> Markup {
    let cells = |row: &FailureRow| {
        let all = [&row.when, &row.channel, &row.post, &row.cause, &row.notices, &row.state];
        all.map(|text| html! { (text) }).to_vec()
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    let drawn = Table {
        caption: w.t("notices-title"),
        columns: vec![
            column(Kind::Text, "inbox-when"),
            column(Kind::Text, "notices-channel"),
            column(Kind::Text, "inbox-to"),
            column(Kind::Text, "notices-cause"),
            column(Kind::Number, "notices-count"),
            column(Kind::State, "inbox-state"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    };
    html! {
        (crumbs(w, &[Link::new(w.t("nav-users"), "/users")], &w.t("notices-title")))
        (heading(&w.t("notices-title"), html! { (page.rule) }, html! {}))
        p.hint { a href=(page.set.href) { (page.set.text) } }
        div.stack {
            @if !page.counts.is_empty() { section.panel { div.pb.top-pad { (facts(&page.counts)) } } }
            section.panel {
                @if page.rows.is_empty() {
                    (empty(&w.t("notices-none"), &w.t("notices-none.text"), None))
                } @else { (table(&drawn)) }
            }
        }
    }
}
