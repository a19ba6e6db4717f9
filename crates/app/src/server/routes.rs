//! Every address of the site, in one place.

use axum::{
    Router,
    routing::{get, post},
};

use super::{App, entrance, layers, small};

/// The whole site.
pub fn router(app: App) -> Router {
    let routes = layers::in_time(pages()).fallback(small::nowhere);
    layers::around(routes, &app).with_state(app)
}

fn pages() -> Router<App> {
    Router::new()
        .route("/health", get(small::health))
        .route("/assets/{name}", get(small::asset))
        .route("/robots.txt", get(small::robots))
        .route("/language", get(small::language))
        .route("/about/{topic}", get(small::about))
        .route("/sitemap", get(small::sitemap))
        .route("/sign-in", get(entrance::page).post(entrance::enter))
        .route("/sign-out", post(entrance::leave))
        .route("/sign-out/everywhere", post(entrance::leave_everywhere))
        .route("/account", get(entrance::account))
        .route("/account/password", get(entrance::password).post(entrance::change))
        .route("/invitation/{link}", get(entrance::invitation).post(entrance::accept))
}
