//! A form that was sent when the session was over: nothing was done, and nothing that was typed is
//! lost. The page holds it until the reader has signed in again and sends it once more.

use axum::{
    Form,
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use samuh_web::pages::sign_in::{self as drawn, Kept};

use super::{
    App,
    fail::{Fail, sign_in_address},
    visit::{self, Here},
};

/// The longest form that is kept, bytes; a longer one is asked for again.
const MOST: usize = 256 * 1024;
const FORM: &str = "application/x-www-form-urlencoded";
/// Forms that hold a password or a code, or do nothing that could be lost.
const NOT_KEPT: [&str; 4] = ["/account", "/sign-in", "/sign-out", "/invitation"];

/// What was sent, beside an answer that asks for signing in.
#[derive(Clone)]
pub(super) struct Sent(Bytes);

/// Around the ordinary routes: puts what was sent beside an answer that asks for signing in.
pub(super) async fn keep(request: Request, next: Next) -> Response {
    if !is_kept(&request) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(sent) = to_bytes(body, MOST).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let mut response = next.run(Request::from_parts(parts, Body::from(sent.clone()))).await;
    if matches!(response.extensions().get::<Fail>(), Some(Fail::SignIn)) {
        response.extensions_mut().insert(Sent(sent));
    }
    response
}

fn is_kept(request: &Request) -> bool {
    let said = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let length = said(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    request.method() == Method::POST
        && said(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with(FORM))
        && length.is_some_and(|length| (1..=MOST).contains(&length))
        && !NOT_KEPT.iter().any(|path| request.uri().path().starts_with(path))
}

/// The page with what was sent; none where nothing of it was typed.
pub(super) async fn page(app: &App, here: &Here, sent: &Sent) -> Option<Response> {
    let fields = pairs(sent).await?;
    let page = Kept {
        action: here.address.clone(),
        sign_in: sign_in_address(here.back.as_deref().unwrap_or("/")),
        fields,
    };
    let here = here.clone();
    let drawn = app.blocking(move |app| {
        visit::bare(app, &here, |words| (words.t("kept-title"), drawn::kept(&page, words)))
    });
    let page = drawn.await.ok()?;
    Some(visit::with_status(StatusCode::UNAUTHORIZED, page))
}

async fn pairs(sent: &Sent) -> Option<Vec<(String, String)>> {
    let request = Request::post("/").header(header::CONTENT_TYPE, FORM);
    let request = request.body(Body::from(sent.0.clone())).ok()?;
    let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
    form.ok().map(|Form(pairs)| pairs).filter(|pairs| !pairs.is_empty())
}
