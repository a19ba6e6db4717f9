//! The one-time link by which an officer chooses a password. Its code comes in the body of a form and never in
//! an address: the link has it behind the `#`, which no browser sends, and a script puts it into the form.

use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
};
use maud::Markup;
use samuh_engine::{Error, clock};
use samuh_kernel::fault::Faults;
use samuh_people::{Accept, Invited, LinkCode, Token, accept_invitation, invited};
use samuh_web::{
    pages::sign_in as drawn,
    words::{Lang, Words},
};
use serde::Deserialize;

use super::{
    App,
    entrance::{after_sign_in, differs, signed_in},
    fail::{Answer, Fail, faults_or_fail, go, problems},
    second::status_of,
    visit::{self, Address, Device, Here},
};
use crate::ids::new_id;

const PATH: &str = "/invitation";

/// The form that takes the code.
pub(super) async fn page(State(app): State<App>, here: Here) -> Answer {
    draw_code(&app, here, String::new(), (StatusCode::OK, Faults::default())).await
}

/// A link with its token in the path, as they were handed out before there were codes: it goes on with the token
/// behind the `#`, so that it still opens in its three days. A code of today is no such token.
pub(super) async fn before(Path(link): Path<String>) -> Answer {
    let token: Token = link.parse().map_err(|_: Error| Fail::not_found())?;
    Ok(go(&format!("{PATH}#{token}")))
}

/// Back to the form that takes the code.
pub(super) async fn back() -> Answer {
    Ok(go(PATH))
}

#[derive(Deserialize)]
pub(super) struct Coded {
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// Takes the code: whom it is for, and the form for the password.
pub(super) async fn open(
    State(app): State<App>,
    Address(address): Address,
    here: Here,
    Form(form): Form<Coded>,
) -> Answer {
    let typed = form.code.clone();
    let found = app.blocking(move |app| {
        let link: LinkCode = typed.parse()?;
        invited(app.db(), app.door(), (&link, address), clock::now())
    });
    match faults_or_fail(found.await)? {
        Ok(whose) => {
            let said = (StatusCode::OK, Faults::default());
            draw_password(&app, here, (form.code, whose), said).await
        }
        Err(faults) => {
            let status = status_of(&faults);
            draw_code(&app, here, form.code, (status, faults)).await
        }
    }
}

/// Sets the password and signs in.
pub(super) async fn accept(
    State(app): State<App>,
    Address(address): Address,
    Device(device): Device,
    here: Here,
    Form(form): Form<Coded>,
) -> Answer {
    let Coded { code, password, again } = form;
    let typed = code.clone();
    let done = app.blocking(move |app| {
        let (link, now): (LinkCode, _) = (typed.parse()?, clock::now());
        let ask = Accept { password: &password, address, device: &device };
        let done = match differs(&password, &again) {
            Some(faults) => Err(Error::Faults(faults)),
            None => accept_invitation(app.db(), app.door(), &link, &ask, new_id()?, now),
        };
        match done {
            Ok(opened) => Ok(Ok(opened)),
            // Whom it is for stands beside the fault, as long as the code opens.
            Err(Error::Faults(faults))
                if faults.iter().all(|fault| fault.field.as_deref() != Some("code")) =>
            {
                let whose = invited(app.db(), app.door(), (&link, address), now)?;
                Ok(Err((whose, faults)))
            }
            Err(error) => Err(error),
        }
    });
    match faults_or_fail(done.await)? {
        Ok(Ok(opened)) => {
            let mut response = signed_in(&app, &opened, &after_sign_in(&opened, "/"));
            if let (None, Some(lang)) = (here.lang, Lang::of(&opened.lang)) {
                visit::set_language(&app, &mut response, lang);
            }
            Ok(response)
        }
        Ok(Err((whose, faults))) => {
            let said = (status_of(&faults), faults);
            draw_password(&app, here, (code, whose), said).await
        }
        Err(faults) => {
            let status = status_of(&faults);
            draw_code(&app, here, code, (status, faults)).await
        }
    }
}

async fn draw_code(
    app: &App,
    here: Here,
    typed: String,
    (status, faults): (StatusCode, Faults),
) -> Answer {
    // A code that is not whole, or came too early, is written again and needs no new link.
    let is_dead = faults.iter().any(|fault| fault.code == "link_dead");
    let draw =
        move |words: &Words| drawn::link_code(&typed, &problems(&faults, words), is_dead, words);
    drawn_at_the_door(app, here, status, draw).await
}

async fn draw_password(
    app: &App,
    here: Here,
    (code, whose): (String, Invited),
    (status, faults): (StatusCode, Faults),
) -> Answer {
    // Whose account it is, is known by now: the page speaks the account's language where none was chosen here.
    let here = Here { lang: here.lang.or(Lang::of(&whose.lang)), ..here };
    let draw = move |words: &Words| {
        let page = drawn::Password {
            action: format!("{PATH}/password"),
            code: Some(code.clone()),
            forced: false,
            whose: Some((whose.officer_name.clone(), whose.login.clone())),
            problems: problems(&faults, words),
        };
        drawn::password(&page, words)
    };
    drawn_at_the_door(app, here, status, draw).await
}

/// A page for whoever is not signed in, whoever else is at this browser.
async fn drawn_at_the_door(
    app: &App,
    here: Here,
    status: StatusCode,
    draw: impl FnOnce(&'static Words) -> Markup + Send + 'static,
) -> Answer {
    let page = app.blocking(move |app| {
        let titled = |words: &'static Words| (words.t("password-set-title"), draw(words));
        // Whatever stood in the address is not repeated by the link to the other language.
        visit::bare(app, &Here { token: None, address: PATH.into(), ..here }, titled)
    });
    Ok(visit::with_status(status, page.await?))
}
