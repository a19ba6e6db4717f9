//! What a request that cannot be answered answers: the right status, a page in the reader's
//! language that says where to go, or the same as JSON.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use samuh_engine::Error;
use samuh_kernel::fault::{Fault, Faults};
use samuh_web::{
    pages::errors::{self, ErrorPage, Wrong},
    parts::Problem,
    show,
    words::Words,
};
use serde_json::json;

use super::{
    App,
    kept::{self, Sent},
    visit::{self, Here},
};
use crate::ids::new_id;

/// Why a request is not answered with what it asked for.
#[derive(Debug, Clone)]
pub(crate) enum Fail {
    /// The database, the rules or the scope said no.
    Said(Arc<Error>),
    /// The address cannot be understood.
    Request,
    /// Nobody is signed in, or the session is over.
    SignIn,
    /// Something must be done first, at that address: a one-time code, another password, a second
    /// factor.
    Owes(&'static str),
}

/// What a page or form answers.
pub(crate) type Answer<T = Response> = std::result::Result<T, Fail>;

impl From<Error> for Fail {
    fn from(error: Error) -> Self {
        Self::Said(Arc::new(error))
    }
}

impl Fail {
    /// There is no such thing for this desk.
    pub(crate) fn not_found() -> Self {
        Error::NotFound.into()
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Request => StatusCode::BAD_REQUEST,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Owes(_) => StatusCode::FORBIDDEN,
            Self::Said(error) => match &**error {
                Error::Faults(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::NotFound => StatusCode::NOT_FOUND,
                Error::Denied(_) => StatusCode::FORBIDDEN,
                Error::Conflict { .. } => StatusCode::CONFLICT,
                Error::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
                Error::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }
}

impl IntoResponse for Fail {
    /// The bare status; [`dress`] makes a page of it, for it knows the reader's language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Around every route: hands the request its place, and makes pages of what failed.
pub(super) async fn dress(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let here = Here::of(&request, app.config().secure);
    let is_safe = request.method().is_safe();
    request.extensions_mut().insert(here.clone());
    let response = next.run(request).await;
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return response;
    }
    let fail = response.extensions().get::<Fail>().cloned();
    note_refusal(&here, fail.as_ref());
    let sent = response.extensions().get::<Sent>().cloned();
    match &fail {
        None if is_whole(&response) => response,
        // A part cannot show a form to sign in: the whole page goes there.
        Some(Fail::SignIn | Fail::Owes(_)) if here.is_swap => {
            (StatusCode::UNAUTHORIZED, [("hx-redirect", "/sign-in")]).into_response()
        }
        Some(Fail::SignIn) if !here.is_api => to_sign_in(&app, &here, (is_safe, sent)).await,
        Some(Fail::Owes(first)) if !here.is_api => Redirect::to(first).into_response(),
        _ => page_of(&app, &here, fail.as_ref(), response.status()).await,
    }
}

/// A line where somebody who is known may not do what she asked, or asked for a record that is not there for
/// her desk: whether it exists elsewhere, the log does not say either (ASVS 16.3.2).
fn note_refusal(here: &Here, fail: Option<&Fail>) {
    let (Some(account), Some(Fail::Said(error))) = (here.account.get(), fail) else { return };
    let route = &here.route;
    match &**error {
        Error::NotFound => {
            tracing::info!(account, route, "a record was asked that this desk does not see");
        }
        Error::Denied(rule) => {
            tracing::info!(account, route, rule, "an address was asked without the right it needs");
        }
        _ => {}
    }
}

/// Asks for signing in. What was typed in the meantime stays on the page; without that the reader
/// comes back to where the form was, for its own address may be none to look at.
async fn to_sign_in(app: &App, here: &Here, (is_safe, sent): (bool, Option<Sent>)) -> Response {
    if let Some(sent) = sent.filter(|_| here.token.is_some())
        && let Some(page) = kept::page(app, here, &sent).await
    {
        return page;
    }
    let back = if is_safe { Some(here.address.as_str()) } else { here.back.as_deref() };
    go(&sign_in_address(back.unwrap_or("/")))
}

/// A route that answers a failure with a page of its own says so by its type.
fn is_whole(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

async fn page_of(app: &App, here: &Here, fail: Option<&Fail>, status: StatusCode) -> Response {
    let reference = reference(fail, status, here);
    if here.is_api {
        return told_as_json(fail, status, reference);
    }
    let faults = faults_of(fail).cloned().unwrap_or_default();
    let here = here.clone();
    let page = app
        .blocking(move |app| {
            visit::bare(app, &here, |words| {
                let wrong = wrong_of(status);
                let page = ErrorPage {
                    wrong,
                    reference,
                    problems: problems(&faults, words),
                    back: here.back.clone(),
                };
                (wrong.title(words), errors::draw(&page, words))
            })
        })
        .await;
    match page {
        Ok(page) => (status, page).into_response(),
        Err(_) => status.into_response(),
    }
}

/// What is ours to mend is logged whole, once, under the number that the page shows.
fn reference(fail: Option<&Fail>, status: StatusCode, here: &Here) -> Option<String> {
    if !status.is_server_error() {
        return None;
    }
    let number = new_id().map(|id| id.simple().to_string()).unwrap_or_default();
    let why = match fail {
        Some(Fail::Said(error)) => error.to_string(),
        _ => status.to_string(),
    };
    tracing::error!(reference = %number, route = %here.route, why, "request failed");
    Some(number)
}

fn told_as_json(fail: Option<&Fail>, status: StatusCode, reference: Option<String>) -> Response {
    let code = match status.as_u16() {
        400 => "request",
        401 => "sign_in",
        403 => "denied",
        404 => "not_found",
        405 => "method",
        409 => "conflict",
        413 => "too_large",
        422 => "faults",
        429 => "too_many",
        507 => "storage_full",
        _ => "broken",
    };
    let mut body = json!({ "error": code });
    if let Some(faults) = faults_of(fail) {
        body["faults"] = json!(faults);
    }
    if let Some(Fail::Said(error)) = fail
        && let Error::Conflict { saved, sent } = &**error
    {
        let value = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| json!(text));
        body["saved"] = value(saved);
        body["sent"] = value(sent);
    }
    if let Some(reference) = reference {
        body["reference"] = json!(reference);
    }
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn faults_of(fail: Option<&Fail>) -> Option<&Faults> {
    match fail {
        Some(Fail::Said(error)) => match &**error {
            Error::Faults(faults) => Some(faults),
            _ => None,
        },
        _ => None,
    }
}

fn wrong_of(status: StatusCode) -> Wrong {
    let same = Wrong::ALL.into_iter().find(|wrong| wrong.status() == status.as_u16());
    same.unwrap_or(match status.as_u16() {
        401 => Wrong::Forbidden,
        405 => Wrong::Request,
        408 | 504 => Wrong::Busy,
        400..=499 => Wrong::Request,
        _ => Wrong::Broken,
    })
}

/// Faults as the sentences of a form, each with its cure and at its field.
pub(crate) fn problems(faults: &Faults, words: &Words) -> Vec<Problem> {
    let problem = |fault: &Fault| Problem {
        field: fault.field.clone().unwrap_or_default(),
        message: told(fault, words),
    };
    faults.iter().map(problem).collect()
}

/// A fault as its sentence with its cure.
pub(crate) fn told(fault: &Fault, words: &Words) -> String {
    let args = fault.args.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let said = words.fault(&fault.code, args);
    said.whole()
}

/// Faults of an answer that can be shown beside their form; anything else goes on as it is.
pub(crate) fn faults_or_fail<T>(
    outcome: std::result::Result<T, Error>,
) -> Answer<std::result::Result<T, Faults>> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Error::Faults(faults)) => Ok(Err(faults)),
        Err(other) => Err(other.into()),
    }
}

/// Where a page sends the reader after an act; only addresses of this site.
pub(crate) fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// An address of this site, or the front page: no other site, no other scheme.
pub(crate) fn local(back: &str) -> &str {
    let is_ours = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains(['\\', '\r', '\n', '\t'])
        && back.chars().all(|letter| !letter.is_control());
    if is_ours { back } else { "/" }
}

/// The address of signing in that leads back to where the reader was.
pub(crate) fn sign_in_address(here: &str) -> String {
    match local(here) {
        "/" => "/sign-in".to_owned(),
        back => format!("/sign-in?back={}", show::in_query(back)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_are_gone_back_to() {
        for good in ["/", "/groups?q=%E0%A4%95&sort=name", "/figures/members"] {
            assert_eq!(local(good), good);
        }
        for bad in ["", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:x"]
        {
            assert_eq!(local(bad), "/", "{bad}");
        }
        assert_eq!(local("/a\r\nSet-Cookie: x=1"), "/");
        assert_eq!(sign_in_address("/groups?a=1"), "/sign-in?back=/groups%3Fa%3D1");
    }
}
