//! The list of events of the desk's units.

use axum::extract::Query as Asked;
use maud::html;
use samuh_kernel::{
    scope::{Area, Right},
    show::{grouped, rupees},
};
use samuh_meetings::event::{Event, EventKind, EventState, events};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Column, Control, Field, Filters, Kind, Link, Look, Table, button_link, empty,
        filters, heading, pager, table, tag,
    },
};

use super::{PATH, days, kind_name, state_name, title};
use crate::server::{fail::Answer, query::Query, visit::Visitor};

/// Events of a page.
const PAGE: usize = 100;

/// The page.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let query = Query::of(pairs);
    let kind = query.get("kind").and_then(EventKind::of);
    let state = query.get("state").and_then(EventState::of);
    let reads = visitor.clone();
    let found = visitor.app.read(move |reader| events(reader, reads.desk(), (kind, state))).await?;
    let from = query.number("from").and_then(|from| usize::try_from(from).ok()).unwrap_or(0);
    let here = found.get(from..).unwrap_or_default();
    let here = &here[..here.len().min(PAGE)];
    let words = visitor.words;
    let head = words.t("events-title");
    let may = visitor.scope().may(Right::Enter, Area::Meetings);
    let actions = html! {
        @if may {
            (button_link(&Link::new(words.t("event-new"), "/events/new"), None, Look::Primary))
        }
    };
    let body = html! {
        (heading(&head, html! {
            (words.t("events-title.text")) " · " a href="/rules/precedence" { (words.t("rule-precedence")) }
        }, actions))
        (filters(words, &bar(&visitor, &query)))
        section.panel {
            @if found.is_empty() {
                (empty(&words.t("events-none"), &words.t("events-none.text"), None))
            } @else {
                (table(&rows(&visitor, here)))
                (pager(words, &query.pager(PATH, (from, here.len(), found.len()), PAGE)))
            }
        }
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

fn bar(visitor: &Visitor, query: &Query) -> Filters {
    let words = visitor.words;
    let all = || Choice::new("", words.t("filter-all"));
    let kinds =
        EventKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind_name(visitor, *kind)));
    let states = EventState::ALL
        .iter()
        .map(|state| Choice::new(state.code(), state_name(visitor, *state).1));
    let select = |name: &str, label: &str, choices: Vec<Choice>| {
        Field::new(name, words.t(label), Control::Select(choices))
            .value(query.get(name).unwrap_or_default())
    };
    Filters {
        action: PATH.into(),
        hidden: Vec::new(),
        fields: vec![
            select("kind", "event-kind", std::iter::once(all()).chain(kinds).collect()),
            select("state", "event-state", std::iter::once(all()).chain(states).collect()),
        ],
        clear: (!query.is_empty()).then(|| PATH.to_owned()),
    }
}

fn rows(visitor: &Visitor, found: &[Event]) -> Table {
    let words = visitor.words;
    let cells = |event: &Event| {
        let (tone, state) = state_name(visitor, event.state);
        vec![
            html! { a href=(format!("{PATH}/{}", event.id)) { (title(event, words)) } },
            html! { (kind_name(visitor, event.kind)) },
            html! { (days(event)) },
            html! { (visitor.home.name(event.place_id, visitor.hindi())) },
            html! { (grouped(event.persons)) },
            html! { (rupees(event.cost_paise)) },
            html! { (tag(tone, &state)) },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, words.t(key));
    Table {
        caption: words.t("events-title"),
        columns: vec![
            column(Kind::Text, "event-name"),
            column(Kind::Text, "event-kind"),
            column(Kind::Day, "event-days"),
            column(Kind::Text, "event-place"),
            column(Kind::Number, "event-persons"),
            column(Kind::Number, "event-cost"),
            column(Kind::State, "event-state"),
        ],
        rows: found.iter().map(cells).collect(),
        foot: None,
    }
}
