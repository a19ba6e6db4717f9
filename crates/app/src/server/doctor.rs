//! The self-audit as a page for administrators, and as a file an auditor takes away.

use axum::{
    Json,
    http::{HeaderValue, header},
    response::IntoResponse,
};
use samuh_engine::{Result, clock};
use samuh_web::{
    page::Section,
    pages::doctor::{self as drawn, DoctorPage, DoctorRow},
    parts::{Link, Tone},
    words::Words,
};

use super::{App, Config, fail::Answer, router, visit::Visitor};
use crate::doctor::{Asked, Finding, State, examine, heard, missing_headers, told};

/// The page.
pub(super) async fn page(visitor: Visitor) -> Answer {
    let (rows, at) = looked(&visitor).await?;
    let words = visitor.words;
    let page = DoctorPage { at, rows: rows.iter().map(|row| shown(row, words)).collect() };
    Ok(visitor.page(&words.t("doctor-title"), Some(Section::Users), drawn::draw(&page, words)))
}

/// The same as JSON, in the reader's language.
pub(super) async fn report(visitor: Visitor) -> Answer {
    let (rows, at) = looked(&visitor).await?;
    let headers = [
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=doctor.json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Json(told(&rows, at, visitor.words))).into_response())
}

async fn looked(visitor: &Visitor) -> Result<(Vec<Finding>, i64)> {
    let (app, now) = (visitor.app.clone(), clock::now());
    let Config { data, secure, scanner, .. } = app.config().clone();
    let scanner = heard(scanner.as_ref()).await;
    let missing_headers = missing_headers(router(app), secure).await;
    let districts = vec![visitor.desk().district_id()];
    let asked = Asked { now, data, districts, missing_headers, scanner, is_secure: Some(secure) };
    let rows = visitor.app.blocking(move |app: &App| examine(app.db(), &asked)).await?;
    Ok((rows, now))
}

fn shown(row: &Finding, words: &Words) -> DoctorRow {
    let said = row.in_words(words);
    let tone = match row.state {
        State::Bad => Tone::Bad,
        State::Attention => Tone::Warn,
        State::Unknown => Tone::Plain,
        State::Fine => Tone::Good,
    };
    let href = matches!(row.name, "posts" | "scopes" | "second-factor").then_some("/users");
    DoctorRow {
        name: said.name,
        why: said.why,
        tone,
        state: said.state,
        found: said.found,
        link: href.map(|href| Link::new(words.t("nav-users"), href)),
        cure: said.cure,
    }
}
