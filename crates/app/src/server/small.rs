//! The small pages: health, assets, the language switch, the statements every office must publish,
//! and the map of the site.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::html;
use samuh_web::{
    assets,
    pages::about::{self, Topic},
    parts::heading,
    words::Lang,
};
use serde::Deserialize;

use super::{
    App,
    fail::{Answer, Fail, go, local},
    privacy,
    visit::{self, Here, Visitor},
};

/// Answers as long as the site can read its database.
pub(super) async fn health(State(app): State<App>) -> Answer {
    app.answers().await?;
    let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((no_store, "ok").into_response())
}

/// A file of the design, kept by browsers for ever: its name changes with its content.
pub(super) async fn asset(Path(name): Path<String>) -> Answer {
    let asset = assets::get(&name).ok_or_else(Fail::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.mime)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, asset.bytes.as_slice()).into_response())
}

#[derive(Deserialize)]
pub(super) struct Switch {
    to: String,
    #[serde(default)]
    back: String,
}

/// Changes the language and goes back to the same place.
pub(super) async fn language(State(app): State<App>, Query(switch): Query<Switch>) -> Answer {
    let lang = Lang::of(&switch.to).ok_or(Fail::Request)?;
    let mut response = go(local(&switch.back));
    visit::set_language(&app, &mut response, lang);
    Ok(response)
}

/// One of the statements.
pub(super) async fn about(State(app): State<App>, Path(slug): Path<String>, here: Here) -> Answer {
    let topic = Topic::of(&slug).ok_or_else(Fail::not_found)?;
    let page = app.blocking(move |app| {
        let held = match topic {
            Topic::Privacy => app.db().read(privacy::purposes)?,
            _ => Vec::new(),
        };
        visit::bare(app, &here, |words| {
            let body = html! {
                (about::draw(topic, words))
                @if !held.is_empty() { (privacy::why_held(&held, words)) }
            };
            (topic.title(words), body)
        })
    });
    Ok(page.await?)
}

/// Every page of the site that this reader may open.
pub(super) async fn sitemap(
    State(app): State<App>,
    visitor: Option<Visitor>,
    here: Here,
) -> Answer {
    let sections = visitor.map(|visitor| visitor.shell("", None).sections).unwrap_or_default();
    let page = app.blocking(move |app| {
        visit::bare(app, &here, |words| {
            let title = words.t("site-map");
            let body = html! {
                (heading(&title, html! {}, html! {}))
                section.panel.prose { ul {
                    @for section in &sections {
                        li { a href=(section.href()) { (words.t(&section_key(section.href()))) } }
                    }
                    @if sections.is_empty() { li { a href="/sign-in" { (words.t("sign-in")) } } }
                    @for topic in Topic::ALL {
                        li { a href=(format!("/about/{}", topic.slug())) { (topic.title(words)) } }
                    }
                } }
            };
            (title, body)
        })
    });
    Ok(page.await?)
}

fn section_key(href: &str) -> String {
    match href {
        "/" => "nav-dashboard".to_owned(),
        other => format!("nav-{}", other.trim_start_matches('/')),
    }
}

/// An address that leads nowhere.
pub(super) async fn nowhere() -> Fail {
    Fail::not_found()
}

/// What browsers ask for by themselves.
pub(super) async fn robots() -> Response {
    (StatusCode::OK, "User-agent: *\nDisallow: /\n").into_response()
}
