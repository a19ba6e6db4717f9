//! The entrance: signing in and out, passwords, one's own account.

use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderValue, StatusCode},
    response::Response,
};
use maud::Markup;
use samuh_engine::{Error, clock};
use samuh_kernel::fault::{Fault, Faults};
use samuh_people::{
    ChangePassword, Opened, SignIn, Stage, change_password, sessions_of, sign_in, sign_out,
};
use samuh_web::{
    pages::{accounts, sign_in as drawn},
    show,
};
use serde::Deserialize;

use super::{
    App,
    fail::{Answer, faults_or_fail, go, local, problems},
    visit::{self, Address, Device, Here, Visitor},
};
use crate::ids::new_id;

/// What goes from the browser at signing out; the language stays in its cookie.
const KEPT_PAGES: &str = "\"cache\", \"storage\"";

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    back: String,
    /// Not empty where a post was chosen that needs a second factor.
    #[serde(default)]
    owes: String,
}

/// The sign-in page; whoever is signed in already goes on.
pub(super) async fn page(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    visitor: Option<Visitor>,
    here: Here,
) -> Answer {
    if visitor.is_some() {
        return Ok(go(local(&asked.back)));
    }
    let ended = here.token.is_some();
    let next = local(&asked.back).to_owned();
    let owes = !asked.owes.is_empty();
    let told = drawn::SignIn { ended, owes, next, ..drawn::SignIn::default() };
    draw_sign_in(&app, here, (StatusCode::OK, Faults::default()), told).await
}

async fn draw_sign_in(
    app: &App,
    here: Here,
    (status, faults): (StatusCode, Faults),
    told: drawn::SignIn,
) -> Answer {
    let page = app.blocking(move |app| {
        let logins = app.config().demo.clone().unwrap_or_default();
        visit::bare(app, &here, |words| {
            let demo = logins.iter().map(|login| drawn::DemoLogin {
                login: login.login.clone(),
                password: login.password.clone(),
                post: words.t(&format!("role-{}", login.role.code())),
            });
            let problems = problems(&faults, words);
            let page = drawn::SignIn { demo: demo.collect(), problems, ..told };
            (words.t("sign-in-title"), drawn::draw(&page, words))
        })
    });
    Ok(visit::with_status(status, page.await?))
}

#[derive(Deserialize)]
pub(super) struct Login {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// Signs in.
pub(super) async fn enter(
    State(app): State<App>,
    Address(address): Address,
    Device(device): Device,
    here: Here,
    Form(form): Form<Login>,
) -> Answer {
    let Login { login, password, next } = form;
    let before = here.token.clone();
    let typed = login.clone();
    let opened = app.blocking(move |app| {
        let before = before.as_ref();
        let ask = SignIn { login: &typed, password: &password, address, device: &device, before };
        sign_in(app.db(), app.door(), &ask, clock::now())
    });
    match faults_or_fail(opened.await)? {
        Ok(opened) => Ok(signed_in(&app, &opened, &after_sign_in(&opened, &next))),
        Err(faults) => {
            let (status, wait_s) = waits(&faults);
            let next = local(&next).to_owned();
            let told = drawn::SignIn { login, wait_s, next, ..drawn::SignIn::default() };
            draw_sign_in(&app, here, (status, faults), told).await
        }
    }
}

/// Seconds to wait, where waiting is the fault.
fn waits(faults: &Faults) -> (StatusCode, Option<i64>) {
    let seconds = |fault: &Fault| {
        let said = fault.args.iter().find(|(name, _)| name == "seconds");
        said.and_then(|(_, text)| text.parse().ok()).unwrap_or(30)
    };
    let waiting = faults.iter().find(|fault| fault.code == "sign_in_wait");
    match waiting {
        Some(fault) => (StatusCode::TOO_MANY_REQUESTS, Some(seconds(fault))),
        None => (StatusCode::UNPROCESSABLE_ENTITY, None),
    }
}

/// Where one goes after the password: to the one-time code, to another password, to the second
/// factor, to the choice of a post, or on.
pub(super) fn after_sign_in(opened: &Opened, next: &str) -> String {
    let next = local(next);
    let with_next = |path: &str| match next {
        "/" => path.to_owned(),
        next => format!("{path}?next={}", show::in_query(next)),
    };
    match opened.stage {
        Stage::Code => with_next("/sign-in/code"),
        _ if opened.must_change => "/account/password".to_owned(),
        Stage::Enrol => "/account/second-factor".to_owned(),
        Stage::Open if opened.has_choice => with_next("/account/posts"),
        Stage::Open => next.to_owned(),
    }
}

/// Sends on with the session's cookie.
pub(super) fn signed_in(app: &App, opened: &Opened, to: &str) -> Response {
    let mut response = go(to);
    visit::set_session(app, &mut response, Some((&opened.token, opened.expires_at)));
    response
}

/// Ends this session.
pub(super) async fn leave(State(app): State<App>, here: Here) -> Answer {
    if let Some(token) = here.token {
        app.blocking(move |app| sign_out(app.db(), &token)).await?;
    }
    Ok(left(&app))
}

/// What a browser is told that signs out: the session is gone, and so is whatever it kept of the pages.
pub(super) fn left(app: &App) -> Response {
    let mut response = go("/sign-in");
    visit::set_session(app, &mut response, None);
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static(KEPT_PAGES));
    response
}

#[derive(Deserialize)]
pub(super) struct Changed {
    #[serde(default)]
    changed: String,
}

/// One's own account.
pub(super) async fn account(visitor: Visitor, Query(asked): Query<Changed>) -> Answer {
    account_page(&visitor, asked.changed == "1", (&[], &Faults::default())).await
}

/// One's own account; the form that ends sessions as it was sent, with its faults.
pub(super) async fn account_page(
    visitor: &Visitor,
    password_changed: bool,
    (chosen, faults): (&[String], &Faults),
) -> Answer {
    let who = visitor.who.clone();
    let sessions =
        visitor.app.blocking(move |app| sessions_of(app.db(), &who, who.account_id, clock::now()));
    let shell = visitor.shell("", None);
    let post = shell.who.map(|who| (who.post, who.place));
    let page = accounts::AccountPage {
        name: visitor.who.officer_name.clone(),
        login: visitor.who.login.clone(),
        posts: post.into_iter().collect(),
        sessions: sessions
            .await?
            .into_iter()
            .map(|one| accounts::Session {
                device: one.device,
                began_at: one.opened_at,
                seen_at: one.seen_at,
                this: one.is_this,
                chosen: chosen.contains(&one.key),
                key: one.key,
            })
            .collect(),
        password_changed,
        factor: visitor.who.has_factor,
        has_choice: visitor.who.posts_held > 1,
        problems: problems(faults, visitor.words),
    };
    let words = visitor.words;
    Ok(visitor.page(&words.t("account-title"), None, accounts::draw(&page, words)))
}

/// The form by which one's own password is changed.
pub(super) async fn password(visitor: Visitor) -> Answer {
    let body = password_form(&visitor, &Faults::default());
    Ok(visitor.page(&visitor.words.t("password-title"), None, body))
}

fn password_form(visitor: &Visitor, faults: &Faults) -> Markup {
    let page = drawn::Password {
        action: "/account/password".into(),
        code: None,
        forced: visitor.who.must_change,
        whose: None,
        problems: problems(faults, visitor.words),
    };
    drawn::password(&page, visitor.words)
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    present: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// Faults of a new password that are seen without asking the register.
pub(super) fn differs(password: &str, again: &str) -> Option<Faults> {
    (password != again).then(|| Fault::at("again", "password_differs").into())
}

/// Changes one's own password: every other session ends.
pub(super) async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Address(address): Address,
    Device(device): Device,
    Form(form): Form<Chosen>,
) -> Answer {
    let who = visitor.who.clone();
    let outcome = match differs(&form.password, &form.again) {
        Some(faults) => Err(Error::Faults(faults)),
        None => {
            let work = app.blocking(move |app| {
                let (present, chosen) = (form.present.as_str(), form.password.as_str());
                let ask = ChangePassword { present, chosen, address, device: &device };
                change_password(app.db(), app.door(), &who, &ask, new_id()?, clock::now())
            });
            work.await
        }
    };
    match faults_or_fail(outcome)? {
        Ok(opened) if opened.stage != Stage::Open => {
            Ok(signed_in(&app, &opened, &after_sign_in(&opened, "/")))
        }
        Ok(opened) => Ok(signed_in(&app, &opened, "/account?changed=1")),
        Err(faults) => {
            let title = visitor.words.t("password-title");
            let page = visitor.page(&title, None, password_form(&visitor, &faults));
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}
