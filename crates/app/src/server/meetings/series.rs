//! Series: meetings that come back, with their rhythm, chair and members.

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::html;
use samuh_engine::clock;
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::meeting::{self, NewSeries, series_of};
use samuh_web::{
    page::Section,
    parts::{Control, Field, Link, Look, Problem, button, crumbs, field, heading, panel, problems},
};

use super::{
    form::{Blank, of_series, read, shared},
    sent_op,
};
use crate::{
    ids::new_id,
    server::{
        fail::{Answer, faults_or_fail, go, problems as told},
        query::Query,
        visit::{self, Visitor},
    },
};

/// The form of a new series.
pub(in crate::server) async fn draw_new(visitor: Visitor) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    drawn(&visitor, 0, None, &[]).await
}

/// The form of a series.
pub(in crate::server) async fn draw(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    drawn(&visitor, id, None, &[]).await
}

async fn drawn(
    visitor: &Visitor,
    id: i64,
    sent: Option<Query>,
    wrong: &[Problem],
) -> Answer<Response> {
    let reads = visitor.clone();
    let (blank, standing) = visitor
        .app
        .read(move |reader| {
            let standing = match id {
                0 => Query::default(),
                id => of_series(&series_of(reader, reads.desk(), id)?),
            };
            Ok((Blank::load(reader, &reads)?, standing))
        })
        .await?;
    let words = visitor.words;
    let form = sent.unwrap_or(standing);
    let head = words.t(if id == 0 { "series-new" } else { "series-one" });
    let (op, action) = (new_id()?.to_string(), address(id));
    let every = Field::new("every_days", words.t("series-days"), Control::Number)
        .hint(words.t("series-days.hint"))
        .value(form.get("every_days").unwrap_or_default());
    let mut fields = shared(visitor, &blank, &form);
    fields.insert(2, every);
    let body = html! {
        (crumbs(words, &[Link::new(words.t("meetings-title"), "/meetings")], &head))
        (heading(&head, html! { (words.t("series-new.text")) }, html! {}))
        (problems(words, wrong))
        (panel(&words.t("meeting-what"), html! {
            form.form method="post" action=(action) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="version" value=(form.get("version").unwrap_or("0"));
                @for one in fields { (field(words, &one.checked(wrong))) }
                div.go {
                    (button(Look::Primary, &words.t("meeting-save"), None))
                    @if id != 0 { (button(Look::Plain, &words.t("series-close"), Some("close"))) }
                }
            }
        }))
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

fn address(id: i64) -> String {
    if id == 0 { "/meetings/series/new".into() } else { format!("/meetings/series/{id}") }
}

/// Makes a series or says it again.
pub(in crate::server) async fn set(
    visitor: Visitor,
    id: Option<Path<i64>>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let id = id.map_or(0, |Path(id)| id);
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let days = form.get("every_days").map(|text| text.parse().unwrap_or(-1));
    let ask = NewSeries {
        id,
        version: form.number("version").unwrap_or(0),
        is_closed: form.get("act") == Some("close"),
        every_days: days,
        of: read(&form),
    };
    let desk = visitor.desk().clone();
    let done = visitor
        .app
        .blocking(move |app| meeting::set_series(app.db(), &desk, op, &ask, clock::now()))
        .await;
    match faults_or_fail(done)? {
        Ok(_) => Ok(go("/meetings")),
        Err(faults) => {
            let wrong = told(&faults, visitor.words);
            let page = drawn(&visitor, id, Some(form), &wrong).await?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}
