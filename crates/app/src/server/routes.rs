//! Every address of the site, in one place.

use axum::{
    Router,
    routing::{get, post},
};

use super::{
    App, api, dashboard, entrance, federations, figures, groups, imports, layers, members, places,
    reported, search, small, targets, users,
};

/// The whole site.
pub fn router(app: App) -> Router {
    let routes = layers::in_time(pages()).merge(imports::uploads()).fallback(small::nowhere);
    layers::around(routes, &app).with_state(app)
}

fn pages() -> Router<App> {
    Router::new()
        .route("/", get(dashboard::front))
        .route("/places/{id}", get(dashboard::of_unit))
        .route("/federations/{id}", get(dashboard::of_unit))
        .route("/places", get(places::page))
        .route("/federations", get(federations::page))
        .route("/figures/{code}", get(figures::page))
        .route("/reported", get(reported::page))
        .route("/members", get(members::page))
        .route("/members/{id}", get(members::one))
        .route("/search", get(search::page))
        .route("/groups", get(groups::page))
        .route("/groups/new", get(groups::draw_form).post(groups::enter))
        .route("/groups/{id}", get(groups::one))
        .route("/groups/{id}/entries", get(groups::entries))
        .route("/api/v1/groups", get(api::groups).post(api::create))
        .route("/imports", get(imports::list))
        .route("/imports/new", get(imports::form))
        .route("/imports/samples/{register}", get(imports::sample))
        .route("/imports/{id}", get(imports::show))
        .route("/imports/{id}/columns", get(imports::back).post(imports::correct))
        .route("/imports/{id}/doubts", get(imports::doubts).post(imports::decide))
        .route("/imports/{id}/again", get(imports::back).post(imports::look_once_more))
        .route("/imports/{id}/apply", get(imports::back).post(imports::apply))
        .route("/imports/{id}/undo", get(imports::back).post(imports::undo))
        .route("/imports/{id}/report.xlsx", get(imports::as_workbook))
        .route("/imports/{id}/report.json", get(imports::as_json))
        .route("/imports/{id}/{part}", get(imports::part))
        .route("/targets", get(targets::list))
        .route("/targets/{year}/{indicator}", get(targets::grid).post(targets::change))
        .route("/users", get(users::list))
        .route("/users/new", get(users::new).post(users::enter))
        .route("/users/{id}", get(users::one).post(users::act))
        .route("/users/{id}/sessions", post(users::end))
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
