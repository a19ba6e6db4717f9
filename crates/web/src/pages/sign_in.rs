//! Signing in, choosing and changing a password.

use maud::{Markup, html};

use crate::parts::{
    Column, Control, Field, Kind, Look, Problem, Table, Tone, button, field, notice, problems,
    table,
};
use crate::words::Words;

/// An account of the demonstration.
pub struct DemoLogin {
    /// The user name.
    pub login: String,
    /// The password, shown because it is a demonstration.
    pub password: String,
    /// The post, in the reader's language.
    pub post: String,
}

/// The sign-in page.
#[derive(Default)]
pub struct SignIn {
    /// The user name as typed before.
    pub login: String,
    /// Whether the last attempt failed.
    pub wrong: bool,
    /// Seconds until the account opens again after wrong attempts.
    pub wait_s: Option<i64>,
    /// Whether the session ended and the reader was sent here.
    pub ended: bool,
    /// Where to go after signing in.
    pub next: String,
    /// The accounts of the demonstration; empty in a real installation.
    pub demo: Vec<DemoLogin>,
}

/// Draws the sign-in page.
pub fn draw(page: &SignIn, w: &Words) -> Markup {
    let mut wrong = Vec::new();
    if let Some(seconds) = page.wait_s {
        let message = w.args("sign-in-wait", &[("seconds", seconds.into())]);
        wrong.push(Problem { field: "login".into(), message });
    } else if page.wrong {
        wrong.push(Problem { field: "login".into(), message: w.t("sign-in-wrong") });
    }
    html! {
        div.narrow {
            (problems(w, &wrong))
            @if page.ended { (notice(Tone::Warn, &w.t("sign-in-ended"), html! {})) }
            section.panel {
                h1 { (w.t("sign-in-title")) }
                form.form method="post" action="/sign-in" {
                    input type="hidden" name="next" value=(page.next);
                    (field(w, &Field::new("login", w.t("sign-in-login"), Control::Login)
                        .value(page.login.as_str()).required()))
                    (field(w, &Field::new("password", w.t("sign-in-password"), Control::Password)
                        .required()))
                    div.go { (button(Look::Primary, &w.t("sign-in"), None)) }
                    p.hint { (w.t("sign-in-help")) }
                }
            }
            @if !page.demo.is_empty() { (demo(&page.demo, w)) }
        }
    }
}

fn demo(all: &[DemoLogin], w: &Words) -> Markup {
    let cells = |one: &DemoLogin| {
        vec![html! { (one.login) }, html! { (one.password) }, html! { (one.post) }]
    };
    let column = |key: &str| Column::new(Kind::Text, w.t(key));
    html! {
        section.panel.more {
            h2 { (w.t("demo-logins")) }
            p.hint { (w.t("demo-logins.text")) }
            (table(&Table {
                caption: w.t("demo-logins"),
                columns: vec![
                    column("sign-in-login"), column("sign-in-password"), column("demo-post"),
                ],
                rows: all.iter().map(cells).collect(),
                foot: None,
            }))
        }
    }
}

/// Changing the password, or choosing the first one.
pub struct Password {
    /// Where the form goes: `/account/password`, `/set-password/<token>`.
    pub action: String,
    /// Whether the present password is asked for.
    pub ask_present: bool,
    /// Whether the reader must change it before going on.
    pub forced: bool,
    /// The faults.
    pub problems: Vec<Problem>,
}

/// Draws the form for a new password. The fields are `present`, `password` and `again`.
pub fn password(page: &Password, w: &Words) -> Markup {
    let (title, act) = if page.ask_present {
        ("password-title", "password-change")
    } else {
        ("password-set-title", "password-set")
    };
    let asked = |name: &str, key: &str, control: Control| {
        Field::new(name, w.t(key), control).required().checked(&page.problems)
    };
    html! {
        div.narrow {
            (problems(w, &page.problems))
            section.panel {
                h1 { (w.t(title)) }
                @if page.forced { (notice(Tone::Warn, &w.t("password-forced"), html! {})) }
                form.form method="post" action=(page.action) {
                    @if page.ask_present {
                        (field(w, &asked("present", "password-now", Control::Password)))
                    }
                    (field(w, &asked("password", "password-new", Control::NewPassword)
                        .hint(w.t("password-new.hint"))))
                    (field(w, &asked("again", "password-again", Control::NewPassword)))
                    div.go { (button(Look::Primary, &w.t(act), None)) }
                }
            }
        }
    }
}
