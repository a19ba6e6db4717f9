//! Signing in, choosing and changing a password.

use maud::{Markup, html};

use crate::parts::{
    Column, Control, Fact, Field, Kind, Link, Look, Problem, Table, Tone, button, button_link,
    facts, field, notice, problems, table,
};
use crate::{assets, words::Words};

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
    /// What was wrong with the last attempt.
    pub problems: Vec<Problem>,
    /// Seconds until the account opens again after wrong attempts.
    pub wait_s: Option<i64>,
    /// Whether the session ended and the reader was sent here.
    pub ended: bool,
    /// Whether a post was chosen that needs a second factor first.
    pub owes: bool,
    /// Where to go after signing in.
    pub next: String,
    /// The accounts of the demonstration; empty in a real installation.
    pub demo: Vec<DemoLogin>,
}

/// Draws the sign-in page.
pub fn draw(page: &SignIn, w: &Words) -> Markup {
    let mut wrong = page.problems.clone();
    if let Some(seconds) = page.wait_s {
        let message = w.args("sign-in-wait", &[("seconds", seconds.into())]);
        wrong = vec![Problem { field: "login".into(), message }];
    }
    html! {
        div.narrow {
            (problems(w, &wrong))
            @if page.owes { (notice(Tone::Warn, &w.t("sign-in-owes"), html! {})) }
            @else if page.ended { (notice(Tone::Warn, &w.t("sign-in-ended"), html! {})) }
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

/// A form that was sent when the session was over.
pub struct Kept {
    /// Where it was sent.
    pub action: String,
    /// Where to sign in.
    pub sign_in: String,
    /// Everything that was sent, by name.
    pub fields: Vec<(String, String)>,
}

/// Draws the page that holds what was typed: sign in beside it, then send it once more.
pub fn kept(page: &Kept, w: &Words) -> Markup {
    // What a person wrote, as against numbers and codes of the form.
    let is_written = |value: &&str| value.contains(char::is_whitespace) || !value.is_ascii();
    let written: Vec<&str> =
        page.fields.iter().map(|(_, value)| value.trim()).filter(is_written).collect();
    html! {
        div.oops {
            section.panel {
                h1 { (w.t("kept-title")) }
                p { (w.t("kept-title.text")) }
                ol.prose-steps {
                    li {
                        p { (w.t("kept-first")) }
                        a.btn href=(page.sign_in) target="_blank" rel="noopener" { (w.t("kept-sign-in")) }
                    }
                    li {
                        p { (w.t("kept-second")) }
                        form method="post" action=(page.action) {
                            @for (name, value) in &page.fields {
                                input type="hidden" name=(name) value=(value);
                            }
                            (button(Look::Primary, &w.t("kept-send"), None))
                        }
                    }
                }
                @if !written.is_empty() {
                    h2 { (w.t("kept-yours")) }
                    @for one in written { p.said { (one) } }
                }
            }
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
    /// Where the form goes: `/account/password`, `/invitation/password`.
    pub action: String,
    /// The code of the one-time link by which the first one is chosen; none where the present password is asked
    /// for.
    pub code: Option<String>,
    /// Whether the reader must change it before going on.
    pub forced: bool,
    /// The person and the user name it is for, where nobody is signed in yet.
    pub whose: Option<(String, String)>,
    /// The faults.
    pub problems: Vec<Problem>,
}

/// Draws the form for a new password. The fields are `present` or `code`, `password` and `again`.
pub fn password(page: &Password, w: &Words) -> Markup {
    let (title, act) = if page.code.is_none() {
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
                @if let Some((name, login)) = &page.whose {
                    (facts(&[Fact::text(w.t("account-name"), name), Fact::text(w.t("account-login"), login)]))
                }
                @if page.forced { (notice(Tone::Warn, &w.t("password-forced"), html! {})) }
                form.form method="post" action=(page.action) {
                    @match &page.code {
                        Some(code) => input type="hidden" name="code" value=(code);,
                        None => (field(w, &asked("present", "password-now", Control::Password))),
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

/// Draws the form that takes the code of a one-time link, in the field `code`; where no account has the code, it
/// says whom to ask. The script puts the code of the link into the form and sends it; without it the code is typed.
pub fn link_code(typed: &str, faults: &[Problem], is_dead: bool, w: &Words) -> Markup {
    let code = Field::new("code", w.t("link-code"), Control::Text).value(typed).required();
    html! {
        div.narrow {
            (problems(w, faults))
            section.panel {
                h1 { (w.t("password-set-title")) }
                p { (w.t("link-code.text")) }
                form.form method="post" action="/invitation" {
                    (field(w, &code.hint(w.t("link-code.hint")).checked(faults)))
                    div.go { (button(Look::Primary, &w.t("link-code-go"), None)) }
                }
                @if is_dead {
                    p { (w.t("link-dead-next")) }
                    p { a.btn href="/sign-in" { (w.t("sign-in-title")) } }
                }
            }
            script src=(assets::url("invitation.js")) defer {}
        }
    }
}

/// Draws the question for a one-time code after the password.
pub fn code(faults: &[Problem], next: &str, w: &Words) -> Markup {
    html! {
        div.narrow {
            (problems(w, faults))
            section.panel {
                h1 { (w.t("code-title")) }
                p { (w.t("code-title.text")) }
                form.form method="post" action="/sign-in/code" {
                    input type="hidden" name="next" value=(next);
                    (field(w, &code_field("code-label", faults, w).hint(w.t("code-label.hint"))))
                    div.go { (button(Look::Primary, &w.t("code-enter"), None)) }
                }
            }
        }
    }
}

fn present_field(faults: &[Problem], w: &Words) -> Field {
    Field::new("present", w.t("password-now"), Control::Password).required().checked(faults)
}

fn code_field(key: &str, faults: &[Problem], w: &Words) -> Field {
    Field::new("code", w.t(key), Control::Code).required().checked(faults)
}

/// The page on which a second factor is set up.
pub struct Enrol {
    /// The picture of the key, as SVG.
    pub picture: String,
    /// The key as it is typed, in groups.
    pub key: String,
    /// The digest that must be chosen in the telephone's app; none for the one that every app takes.
    pub digest: Option<String>,
    /// Whether nothing else can be done before.
    pub forced: bool,
    /// The faults.
    pub problems: Vec<Problem>,
}

/// Draws the page on which a second factor is set up. The fields are `key`, `code` and, where
/// the session was open already, `present`: the password.
pub fn enrol(page: &Enrol, w: &Words) -> Markup {
    let groups: Vec<&str> =
        page.key.as_bytes().chunks(4).filter_map(|four| std::str::from_utf8(four).ok()).collect();
    html! {
        div.narrow {
            (problems(w, &page.problems))
            section.panel {
                h1 { (w.t("enrol-title")) }
                p { (w.t(if page.forced { "enrol-forced" } else { "enrol-chosen" })) }
                p { (w.t("enrol-title.text")) }
                form.form method="post" action="/account/second-factor" {
                    input type="hidden" name="key" value=(page.key);
                    h2 { (w.t("enrol-scan")) }
                    div.qr role="img" aria-label=(w.t("enrol-picture")) {
                        (maud::PreEscaped(&page.picture))
                    }
                    p { (w.t("enrol-type")) }
                    p { code { (groups.join(" ")) } }
                    @if let Some(digest) = &page.digest {
                        p.hint { (w.args("enrol-digest", &[("digest", digest.as_str().into())])) }
                    }
                    @if !page.forced {
                        h2 { (w.t("enrol-password")) }
                        (field(w, &present_field(&page.problems, w)))
                    }
                    h2 { (w.t("enrol-code")) }
                    (field(w, &code_field("code-label", &page.problems, w)))
                    div.go { (button(Look::Primary, &w.t("enrol-do"), None)) }
                }
            }
        }
    }
}

/// Draws the recovery codes, shown once.
pub fn recovery(codes: &[String], next: &str, w: &Words) -> Markup {
    html! {
        div.narrow {
            section.panel {
                h1 { (w.t("recovery-title")) }
                p { (w.t("recovery-title.text")) }
                ol.codes { @for one in codes { li { code { (one) } } } }
                p.go { (button_link(&Link::new(w.t("recovery-go"), next), None, Look::Primary)) }
            }
        }
    }
}
