//! The form of a meeting: planned anew, from its series or alone, and said again while it is to come.

use axum::{
    Form,
    extract::{Path, Query as Asked},
    http::StatusCode,
    response::Response,
};
use maud::{Markup, html};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::meeting::{
    self, Kind, Meeting, NewMeeting, Series, meeting_of, members_of, runs, series_of,
};
use samuh_places::Level;
use samuh_web::{
    page::Section,
    parts::{
        Choice, Control, Field, Link, Look, Problem, button, crumbs, field, heading, panel,
        problems,
    },
    show,
};

use super::{Names, day, numbers, sent_op, title, unit_name};
use crate::{
    ids::new_id,
    server::{
        dashboard::{federations, top_of},
        fail::{Answer, faults_or_fail, go, problems as told},
        query::Query,
        visit::{self, Visitor},
    },
};

/// The form, to be filled in.
pub(super) struct Blank {
    pub(super) names: Names,
    pub(super) units: Vec<Choice>,
}

impl Blank {
    pub(super) fn load(reader: &mut Reader, visitor: &Visitor) -> Result<Self> {
        Ok(Self { names: Names::load(reader, visitor)?, units: units(reader, visitor)? })
    }
}

/// The units a meeting of this desk may be about: its own, the blocks below, the federations.
fn units(reader: &mut Reader, visitor: &Visitor) -> Result<Vec<Choice>> {
    let hindi = visitor.hindi();
    let mut units = Vec::new();
    if visitor.scope().is_whole_district() {
        units.push(Choice::new("0", unit_name(visitor, 0, hindi)));
    }
    let top = top_of(visitor);
    for place in visitor.home.below(visitor.home.top(), Level::Block) {
        if visitor.home.is_seen(visitor.scope(), place.id) {
            units.push(Choice::new(place.id.to_string(), place.name(hindi)));
        }
    }
    let within = if visitor.scope().is_whole_district() { 0 } else { top };
    for one in federations(reader, visitor.scope(), "clf", within)? {
        units.push(Choice::new(one.id.to_string(), one.name(hindi)));
    }
    Ok(units)
}

/// The fields that a meeting and a series share, filled with what was sent.
pub(super) fn shared(visitor: &Visitor, blank: &Blank, form: &Query) -> Vec<Field> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let sent = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let kinds = Kind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), words.t(&format!("meeting-kind-{}", kind.code()))));
    let posts: Vec<Choice> = blank
        .names
        .offices()
        .map(|seat| {
            let holder = blank.names.holder(seat.id);
            let name = blank.names.of(seat.id, hindi);
            let label = if holder.is_empty() { name } else { format!("{name} — {holder}") };
            Choice::new(seat.id.to_string(), label)
        })
        .collect();
    let mut chairs = vec![Choice::new("", words.t("choose"))];
    chairs.extend(posts.iter().cloned());
    vec![
        Field::new("kind", words.t("meeting-kind"), Control::Select(kinds.collect()))
            .value(sent("kind"))
            .required(),
        Field::new("unit", words.t("meeting-unit"), Control::Select(blank.units.clone()))
            .value(sent("unit"))
            .required(),
        Field::new("title_hi", words.t("meeting-title-hi"), Control::Text)
            .hint(words.t("meeting-title-hi.hint"))
            .value(sent("title_hi")),
        Field::new("title_en", words.t("meeting-title-en"), Control::Text).value(sent("title_en")),
        Field::new("at_time", words.t("meeting-time"), Control::Text)
            .hint(words.t("meeting-time.hint"))
            .value(sent("at_time")),
        Field::new("venue", words.t("meeting-venue"), Control::Text).value(sent("venue")),
        Field::new("chair", words.t("meeting-chair"), Control::Select(chairs))
            .value(sent("chair"))
            .required(),
        Field::new("quorum", words.t("meeting-quorum"), Control::Number)
            .hint(words.t("meeting-quorum.hint"))
            .value(sent("quorum")),
        Field::new("members", words.t("meeting-members"), Control::Checks(posts)).value(
            numbers(form, "members").iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        ),
    ]
}

/// What was sent of a meeting.
pub(super) fn read(form: &Query) -> NewMeeting {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let quorum = form.get("quorum").unwrap_or("0");
    NewMeeting {
        series_id: form.number("series").filter(|id| *id > 0),
        kind: text("kind"),
        unit_id: form.number("unit").unwrap_or(0),
        title_hi: text("title_hi"),
        title_en: text("title_en"),
        held_on: form.get("held_on").and_then(day),
        at_time: text("at_time"),
        venue: text("venue"),
        chair_post_id: form.number("chair").unwrap_or(0),
        quorum: quorum.parse().unwrap_or(-1),
        members: numbers(form, "members"),
    }
}

/// A series as a filled form.
pub(super) fn of_series(series: &Series) -> Query {
    let number = |value: i64| value.to_string();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let members: Vec<String> = series.members.iter().map(ToString::to_string).collect();
    let pairs = [
        ("kind", series.kind.code().to_owned()),
        ("unit", number(series.unit_id)),
        ("title_hi", text(&series.title_hi)),
        ("title_en", text(&series.title_en)),
        ("at_time", text(&series.at_time)),
        ("venue", text(&series.venue)),
        ("chair", number(series.chair_post_id)),
        ("quorum", number(series.quorum)),
        ("members", members.join(",")),
        ("every_days", series.every_days.map(number).unwrap_or_default()),
        ("version", number(series.version)),
    ];
    Query::of(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn of_meeting(meeting: &Meeting, members: &[i64]) -> Query {
    let as_series = Series {
        id: 0,
        kind: meeting.kind,
        unit_id: meeting.unit_id,
        title_hi: meeting.title_hi.clone(),
        title_en: meeting.title_en.clone(),
        venue: meeting.venue.clone(),
        at_time: meeting.at_time.clone(),
        every_days: None,
        chair_post_id: meeting.chair_post_id,
        quorum: meeting.quorum,
        members: members.to_vec(),
        closed_on: None,
        version: meeting.version,
    };
    of_series(&as_series).with("held_on", show::day(meeting.held_on))
}

/// The form of a new meeting; with `?series=` filled from it, on the day it is due.
pub(in crate::server) async fn draw_new(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    let (blank, form) = visitor
        .app
        .read(move |reader| {
            let mut form = query.clone();
            if let Some(id) = query.number("series") {
                let series = series_of(reader, reads.desk(), id)?;
                let next = next_day(reader, &reads, &series)?;
                let id = id.to_string();
                form = of_series(&series).with("held_on", show::day(next)).with("series", id);
            }
            Ok((Blank::load(reader, &reads)?, form))
        })
        .await?;
    drawn(&visitor, &blank, ("/meetings/new", None), &form, &[])
}

/// The day on which a series comes back: after its rhythm from the last meeting, never before today.
fn next_day(reader: &mut Reader, visitor: &Visitor, series: &Series) -> Result<chrono::NaiveDate> {
    let ask = meeting::Filter { series_id: series.id, most: 1, ..meeting::Filter::default() };
    let last = meeting::meetings(reader, visitor.desk(), &ask)?.pop();
    let today = clock::today();
    let days = u64::try_from(series.every_days.unwrap_or(7)).unwrap_or(7);
    let next = last.map(|last| last.held_on + chrono::Days::new(days));
    Ok(next.filter(|day| *day >= today).unwrap_or(today))
}

fn drawn(
    visitor: &Visitor,
    blank: &Blank,
    (action, meeting): (&str, Option<&Meeting>),
    form: &Query,
    wrong: &[Problem],
) -> Answer<Response> {
    let words = visitor.words;
    let head = match meeting {
        Some(one) => title(one, words, visitor.hindi()),
        None => words.t("meeting-new"),
    };
    let op = new_id()?.to_string();
    let held_on = Field::new("held_on", words.t("meeting-day"), Control::Day)
        .value(form.get("held_on").unwrap_or_default())
        .required();
    let mut fields = shared(visitor, blank, form);
    fields.insert(2, held_on);
    let send = words.t(if meeting.is_some() { "meeting-save" } else { "meeting-plan" });
    let body: Markup = html! {
        (crumbs(words, &[Link::new(words.t("meetings-title"), "/meetings")], &head))
        (heading(&head, html! { (words.t("meeting-new.text")) }, html! {}))
        (problems(words, wrong))
        (panel(&words.t("meeting-what"), html! {
            form.form method="post" action=(action) {
                input type="hidden" name="op" value=(op);
                input type="hidden" name="series" value=(form.get("series").unwrap_or_default());
                @if let Some(version) = form.get("version") {
                    input type="hidden" name="version" value=(version);
                }
                @for one in fields { (field(words, &one.checked(wrong))) }
                div.go { (button(Look::Primary, &send, None)) }
            }
        }))
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

/// Plans a meeting.
pub(in crate::server) async fn plan(
    visitor: Visitor,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let (ask, desk) = (read(&form), visitor.desk().clone());
    let done = visitor
        .app
        .blocking(move |app| meeting::plan(app.db(), &desk, op, &ask, clock::now()))
        .await;
    match faults_or_fail(done)? {
        Ok(id) => Ok(go(&format!("/meetings/{id}"))),
        Err(faults) => {
            let reads = visitor.clone();
            let blank = visitor.app.read(move |reader| Blank::load(reader, &reads)).await?;
            let wrong = told(&faults, visitor.words);
            let page = drawn(&visitor, &blank, ("/meetings/new", None), &form, &wrong)?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}

/// The form of a meeting that is to come.
pub(in crate::server) async fn draw_amend(visitor: Visitor, Path(id): Path<i64>) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let (blank, meeting, form) = loaded(&visitor, id).await?;
    let action = format!("/meetings/{id}/edit");
    drawn(&visitor, &blank, (&action, Some(&meeting)), &form, &[])
}

async fn loaded(visitor: &Visitor, id: i64) -> Answer<(Blank, Meeting, Query)> {
    let reads = visitor.clone();
    let found = visitor.app.read(move |reader| {
        let meeting = meeting_of(reader, reads.desk(), id)?;
        if !runs(reader, reads.desk(), &meeting)? {
            return Err(Error::Denied("meetings.run"));
        }
        let members: Vec<i64> =
            members_of(reader, reads.desk(), id)?.iter().map(|one| one.post_id).collect();
        let form = of_meeting(&meeting, &members);
        Ok((Blank::load(reader, &reads)?, meeting, form))
    });
    Ok(found.await?)
}

/// Says a meeting again.
pub(in crate::server) async fn amend(
    visitor: Visitor,
    Path(id): Path<i64>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::Enter, Area::Meetings)?;
    let form = Query::of(pairs);
    let op = sent_op(&form)?;
    let (ask, desk) = (read(&form), visitor.desk().clone());
    let version = form.number("version").unwrap_or(0);
    let done = visitor
        .app
        .blocking(move |app| meeting::amend(app.db(), &desk, op, (id, version, &ask), clock::now()))
        .await;
    match faults_or_fail(done)? {
        Ok(id) => Ok(go(&format!("/meetings/{id}"))),
        Err(faults) => {
            let (blank, meeting, _) = loaded(&visitor, id).await?;
            let wrong = told(&faults, visitor.words);
            let action = format!("/meetings/{id}/edit");
            let page = drawn(&visitor, &blank, (&action, Some(&meeting)), &form, &wrong)?;
            Ok(visit::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
    }
}
