//! The rules of signing in by post, and the form by which a district sets its own.

use maud::{Markup, html};

use crate::parts::{
    Choice, Column, Control, Field, Kind, Link, Look, Problem, Table, Tone, button, crumbs, field,
    heading, problems, table, tag,
};
use crate::words::Words;

/// A rule of signing in, as the list shows it.
pub struct PolicyRow {
    /// The post.
    pub post: String,
    /// Minutes without use.
    pub idle: i64,
    /// Minutes in all.
    pub whole: i64,
    /// Whether a second factor is required.
    pub factor: bool,
    /// For how long a one-time code opens, seconds.
    pub code_seconds: i64,
    /// The digest of new keys: `sha1`, `sha256`.
    pub digest: &'static str,
    /// Where it is written, or why.
    pub source: String,
    /// Since which day the district has its own.
    pub own_since: Option<String>,
}

/// The form of a district's own rule. The fields are `op`, `role`, `idle`, `whole`, `factor`, `steps`, `digest`
/// and `source`; what is left blank stays as it is.
pub struct PolicyForm {
    /// The act's id.
    pub op: String,
    /// The posts that may be chosen.
    pub roles: Vec<Choice>,
    /// What was sent, by field; `role` joined by commas.
    pub sent: Vec<(&'static str, String)>,
    /// The faults.
    pub problems: Vec<Problem>,
}

/// Draws the rules, and the form where the reader may set one.
pub fn draw(rows: &[PolicyRow], form: Option<&PolicyForm>, w: &Words) -> Markup {
    let title = w.t("policy-title");
    html! {
        (crumbs(w, &[Link::new(w.t("users-title"), "/users")], &title))
        (heading(&title, html! { (w.t("policy-title.text")) }, html! {}))
        @if let Some(form) = form { (problems(w, &form.problems)) }
        section.panel { (listed(rows, &title, w)) }
        @if let Some(form) = form {
            section.panel {
                div.ph { h2 { (w.t("policy-new")) } }
                div.pb { (fields(form, w)) }
            }
        }
    }
}

fn listed(rows: &[PolicyRow], title: &str, w: &Words) -> Markup {
    let cells = |row: &PolicyRow| {
        let (tone, key) = if row.factor {
            (Tone::Good, "policy-required")
        } else {
            (Tone::Plain, "policy-optional")
        };
        let digest = w.t(&format!("policy-digest-{}", row.digest));
        let codes = [("seconds", row.code_seconds.into()), ("digest", digest.into())];
        vec![
            html! { (row.post) },
            html! { (span(row.idle, w)) },
            html! { (span(row.whole, w)) },
            tag(tone, &w.t(key)),
            html! { (w.args("policy-code", &codes)) },
            html! {
                (row.source)
                @if let Some(day) = &row.own_since {
                    small { (w.args("policy-own", &[("day", day.as_str().into())])) }
                }
            },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    table(&Table {
        caption: title.to_owned(),
        columns: vec![
            column(Kind::Text, "user-post"),
            column(Kind::Number, "policy-idle"),
            column(Kind::Number, "policy-whole"),
            column(Kind::State, "policy-factor"),
            column(Kind::Text, "policy-codes"),
            column(Kind::Text, "policy-source"),
        ],
        rows: rows.iter().map(cells).collect(),
        foot: None,
    })
}

fn fields(form: &PolicyForm, w: &Words) -> Markup {
    let one = |name: &'static str, key: &str, control: Control| {
        let sent = form.sent.iter().find(|(known, _)| *known == name);
        let value = sent.map_or("", |(_, value)| value.as_str());
        Field::new(name, w.t(key), control).value(value)
    };
    let either = |keys: &[(&str, &str)]| {
        let stays = std::iter::once(Choice::new("", w.t("policy-stays")));
        Control::Select(
            stays.chain(keys.iter().map(|(code, key)| Choice::new(*code, w.t(key)))).collect(),
        )
    };
    let all = [
        one("role", "policy-posts", Control::Checks(form.roles.clone())),
        one(
            "factor",
            "policy-factor",
            either(&[("required", "policy-required"), ("optional", "policy-optional")]),
        ),
        one("steps", "policy-steps", either(&[("1", "policy-steps-1"), ("0", "policy-steps-0")]))
            .hint(w.t("policy-steps.hint")),
        one(
            "digest",
            "policy-digest",
            either(&[("sha1", "policy-digest-sha1"), ("sha256", "policy-digest-sha256")]),
        )
        .hint(w.t("policy-digest.hint")),
        one("idle", "policy-idle-minutes", Control::Number).hint(w.t("policy-minutes-stay")),
        one("whole", "policy-whole-minutes", Control::Number).hint(w.t("policy-minutes-stay")),
        one("source", "policy-source", Control::Text).hint(w.t("policy-source.hint")).required(),
    ];
    html! {
        form.form method="post" action="/users/policy" {
            input type="hidden" name="op" value=(form.op);
            @for one in all { (field(w, &one.checked(&form.problems))) }
            div.go { (button(Look::Primary, &w.t("save"), None)) }
        }
    }
}

/// Minutes as days or hours where they are whole ones.
fn span(minutes: i64, w: &Words) -> String {
    let said = |key: &str, name: &str, n: i64| w.args(key, &[(name, n.into())]);
    match minutes {
        whole if whole % 1440 == 0 => said("policy-days", "days", whole / 1440),
        whole if whole % 60 == 0 => said("policy-hours", "hours", whole / 60),
        other => said("policy-minutes", "minutes", other),
    }
}
