//! The form of an event: planned anew, and said again while it lies ahead.

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use maud::html;
use samuh_engine::clock;
use samuh_kernel::{
    fault::Faults,
    scope::{Area, Right},
};
use samuh_meetings::event::{Event, EventKind, NewEvent, event_faults, event_of, set_event};
use samuh_places::Level;
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Field, Link, Look, Problem, button, crumbs, field, heading, problems,
    },
    show,
};

use super::{PATH, day, kind_name, paise, sent_op, title};
use crate::{
    ids::new_id,
    server::{
        fail::{Answer, faults_or_fail, go, problems as told},
        groups::Reading,
        query::Query,
        visit::{self, Visitor},
    },
};

/// The empty form.
pub(in crate::server) async fn draw_new(visitor: Visitor) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    drawn(&visitor, None, &Query::default(), &[])
}

/// The form of an event that is there.
pub(in crate::server) async fn draw_change(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let event = seen(&visitor, id).await?;
    let form = filled(&event);
    drawn(&visitor, Some(&event), &form, &[])
}

async fn seen(visitor: &Visitor, id: i64) -> Answer<Event> {
    let reads = visitor.clone();
    Ok(visitor.app.read(move |reader| event_of(reader, reads.desk(), id)).await?)
}

fn filled(event: &Event) -> Query {
    let rupees = format!("{}.{:02}", event.cost_paise / 100, event.cost_paise % 100);
    let pairs = [
        ("kind", event.kind.code().to_owned()),
        ("title", event.title.clone()),
        ("batch", event.batch.clone()),
        ("place", event.place_id.to_string()),
        ("starts_on", show::day(event.starts_on)),
        ("ends_on", show::day(event.ends_on)),
        ("at_time", event.at_time.clone()),
        ("venue", event.venue.clone()),
        ("fund_source", event.fund_source.clone()),
        ("material", event.material.clone()),
        ("cost", rupees),
        ("version", event.version.to_string()),
    ];
    Query::of(pairs.map(|(name, value)| (name.to_owned(), value)).into())
}

fn drawn(
    visitor: &Visitor,
    event: Option<&Event>,
    form: &Query,
    wrong: &[Problem],
) -> Answer<Response> {
    let words = visitor.words;
    let head = event.map_or_else(|| words.t("event-new"), |one| title(one, words));
    let action =
        event.map_or_else(|| "/events/new".to_owned(), |one| format!("{PATH}/{}/change", one.id));
    let op = new_id()?.to_string();
    let body = html! {
        (crumbs(words, &[Link::new(words.t("events-title"), PATH)], &head))
        (heading(&head, html! {}, html! {}))
        (problems(words, wrong))
        section.panel { div.pb.top-pad {
            form.form.broad method="post" action=(action) {
                input type="hidden" name="op" value=(op);
                @if let Some(version) = form.get("version") {
                    input type="hidden" name="version" value=(version);
                }
                @for one in fields(visitor, form) { (field(words, &one.checked(wrong))) }
                div.go { (button(Look::Primary, &words.t("event-save"), None)) }
            }
        } }
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

fn fields(visitor: &Visitor, form: &Query) -> Vec<Field> {
    let words = visitor.words;
    let said = |name: &str, control: Control| {
        Field::new(name, words.t(&format!("event-{}", name.replace('_', "-"))), control)
            .value(form.get(name).unwrap_or_default())
    };
    let kinds =
        EventKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind_name(visitor, *kind)));
    vec![
        said("kind", Control::Select(kinds.collect())),
        said("title", Control::Text).required(),
        said("batch", Control::Text),
        said("place", Control::Select(places(visitor))),
        said("starts_on", Control::Day).required(),
        said("ends_on", Control::Day),
        said("at_time", Control::Text),
        said("venue", Control::Text),
        said("fund_source", Control::Text),
        said("cost", Control::Number),
        said("material", Control::Lines),
    ]
}

/// The district and the blocks a desk sees; a desk further down has its own places.
fn places(visitor: &Visitor) -> Vec<Choice> {
    let (home, scope, hindi) = (&visitor.home, visitor.scope(), visitor.hindi());
    let mut ids: Vec<i64> = Vec::new();
    if scope.is_whole_district() {
        ids.push(home.top());
    }
    let blocks = home.below(home.top(), Level::Block).into_iter();
    ids.extend(blocks.map(|place| place.id).filter(|id| home.is_seen(scope, *id)));
    ids.extend(scope.roots().iter().copied().filter(|id| home.places.get(*id).is_some()));
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.into_iter().map(|id| Choice::new(id.to_string(), visitor.called(id, hindi))).collect()
}

fn read(form: &Query, id: Option<i64>) -> std::result::Result<NewEvent, Faults> {
    let of = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let mut typed = Reading::of(form);
    let (starts_on, ends_on) = (day(&mut typed, "starts_on"), day(&mut typed, "ends_on"));
    let ask = NewEvent {
        id: id.map(|id| (id, form.number("version").unwrap_or(0))),
        kind: of("kind"),
        title: of("title"),
        batch: of("batch"),
        place_id: form.number("place").unwrap_or(0),
        starts_on,
        ends_on,
        at_time: of("at_time"),
        venue: of("venue"),
        fund_source: of("fund_source"),
        material: of("material"),
        cost_paise: paise(form.get("cost").unwrap_or_default()),
    };
    let mut wrong = typed.faults;
    wrong.beside(event_faults(&ask, clock::today()));
    wrong.or(ask)
}

/// Plans an event.
pub(in crate::server) async fn plan(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    save(&visitor, None, Query::of(pairs)).await
}

/// Says an event again.
pub(in crate::server) async fn change(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let event = seen(&visitor, id).await?;
    save(&visitor, Some(event), Query::of(pairs)).await
}

async fn save(visitor: &Visitor, event: Option<Event>, form: Query) -> Answer {
    let op = sent_op(&form)?;
    let (ask, desk) = (read(&form, event.as_ref().map(|one| one.id)), visitor.desk().clone());
    let done =
        visitor.app.blocking(move |app| set_event(app.db(), &desk, op, &ask?, clock::now())).await;
    match faults_or_fail(done)? {
        Ok(id) => Ok(go(&format!("{PATH}/{id}"))),
        Err(faults) => {
            let wrong = told(&faults, visitor.words);
            let page = drawn(visitor, event.as_ref(), &form, &wrong)?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}
