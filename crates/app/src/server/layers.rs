//! What stands around every route: size, time, origin, headers, compression, and one line in the
//! log.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
    middleware::{self, Next},
    response::Response as Answer,
};
use samuh_engine::{Error, clock};
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

use super::{App, doorway, fail, kept};

/// What a form may send, bytes.
const FORM: usize = 2 * 1024 * 1024;
/// How long an ordinary page may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Only our own files: no inline script or style, no frame around us, no other site's form.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// Limits the time of ordinary routes, and keeps what was typed when the session is over.
pub(super) fn in_time(routes: Router<App>) -> Router<App> {
    routes
        .layer(middleware::from_fn(kept::keep))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
}

/// Puts everything around the routes.
pub(super) fn around(routes: Router<App>, app: &App) -> Router<App> {
    let fixed = |name: HeaderName, value: &'static str| {
        tower_http::set_header::SetResponseHeaderLayer::if_not_present(
            name,
            HeaderValue::from_static(value),
        )
    };
    let mut routes = routes
        .layer(DefaultBodyLimit::max(FORM))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(app.clone(), fail::dress))
        .layer(middleware::from_fn_with_state(app.clone(), doorway::admit))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(fixed(
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ))
        .layer(fixed(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(fixed(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"));
    if app.config().secure {
        routes = routes
            .layer(fixed(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"));
    }
    routes.layer(middleware::from_fn(logged))
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over so")]
fn panicked(why: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text = why
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| why.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    let fail = fail::Fail::from(Error::broken(format!("a page panicked: {text}")));
    axum::response::IntoResponse::into_response(fail)
}

/// One line a request: the route's pattern and never the address, which may hold a search text.
async fn logged(request: Request, next: Next) -> Answer {
    let began_at = clock::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let duration_ms = (clock::now() - began_at) / 1000;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let status = response.status().as_u16();
    tracing::debug!(%method, route, status, duration_ms, "request answered");
    response
}
