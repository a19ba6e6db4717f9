//! The meetings of a desk: those that come, those that were held, and the series.

use axum::extract::Query as Asked;
use chrono::NaiveDate;
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::meeting::{Filter, Meeting, Series, State, meetings, series_list};
use samuh_web::{
    page::Section,
    parts::{
        Column, Kind, Link, Look, Table, Tone, button_link, empty, heading, panel, panel_with,
        table, tag,
    },
    words::Words,
};

use super::{Names, number, title, unit_name, weekday};
use crate::server::{fail::Answer, query::Query, visit::Visitor};

/// How many meetings that were held a page of the list shows.
const SHOWN: i64 = 50;
/// Where the pages of the two lists begin, in the address.
const HELD: &str = "before";
const CANCELLED: &str = "cancelled-before";

struct Shown {
    names: Names,
    planned: Vec<Meeting>,
    held: Vec<Meeting>,
    cancelled: Vec<Meeting>,
    series: Vec<Series>,
}

/// The page.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let (reads, query) = (visitor.clone(), Query::of(pairs));
    let shown = visitor.app.read(move |reader| load(reader, &reads, &query)).await?;
    let title = visitor.words.t("meetings-title");
    Ok(visitor.page(&title, Some(Section::Meetings), draw(&visitor, &title, &shown)))
}

/// Where a page of a list begins: `2026-11-20_57` is after that day and number.
fn before(query: &Query, name: &str) -> Option<(NaiveDate, i64)> {
    let (day, id) = query.get(name)?.split_once('_')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

fn load(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Shown> {
    let desk = visitor.desk();
    let of = |state: State, most: i64, before| Filter {
        state: Some(state),
        before,
        most,
        ..Filter::default()
    };
    // Those to come have no second page: the nearest would be the first to be left out.
    let mut planned = meetings(reader, desk, &of(State::Planned, i64::MAX, None))?;
    planned.reverse();
    let may = visitor.scope().may(Right::Enter, Area::Meetings);
    Ok(Shown {
        names: Names::load(reader, visitor)?,
        planned,
        held: meetings(reader, desk, &of(State::Closed, SHOWN, before(query, HELD)))?,
        cancelled: meetings(reader, desk, &of(State::Cancelled, SHOWN, before(query, CANCELLED)))?,
        series: if may { series_list(reader, desk)? } else { Vec::new() },
    })
}

fn draw(visitor: &Visitor, title: &str, shown: &Shown) -> Markup {
    let words = visitor.words;
    let may = visitor.scope().may(Right::Enter, Area::Meetings);
    let actions = html! {
        (button_link(&Link::new(words.t("directions-title"), "/directions"), None, Look::Plain))
        (button_link(&Link::new(words.t("events-title"), "/events"), None, Look::Plain))
        @if may {
            (button_link(&Link::new(words.t("meeting-new"), "/meetings/new"), None, Look::Primary))
        }
    };
    html! {
        (heading(title, html! { (words.t("meetings-about")) }, actions))
        div.cols.main {
            div.stack {
                (panel(&words.t("meetings-planned"), planned(visitor, shown)))
                (panel(&words.t("meetings-held"), held(visitor, shown)))
                @if !shown.cancelled.is_empty() {
                    (panel(&words.t("meetings-cancelled"), cancelled(visitor, shown)))
                }
            }
            @if may { div.stack { (series(visitor, shown)) } }
        }
    }
}

fn columns(words: &Words) -> Vec<Column> {
    vec![
        Column::new(Kind::Text, words.t("meeting")),
        Column::new(Kind::Text, words.t("meeting-day")),
        Column::new(Kind::Text, words.t("meeting-unit")),
        Column::new(Kind::Text, words.t("meeting-chair")),
        Column::new(Kind::Text, words.t("meeting-number")),
    ]
}

fn row(visitor: &Visitor, shown: &Shown, one: &Meeting, last: Markup) -> Vec<Markup> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    vec![
        html! { a href=(format!("/meetings/{}", one.id)) { (title(one, words, hindi)) } },
        html! { (weekday(one.held_on, words)) @if let Some(at) = &one.at_time { " · " (at) } },
        html! { (unit_name(visitor, one.unit_id, hindi)) },
        html! { (shown.names.of(one.chair_post_id, hindi)) },
        last,
    ]
}

fn planned(visitor: &Visitor, shown: &Shown) -> Markup {
    let words = visitor.words;
    if shown.planned.is_empty() {
        return empty(
            &words.t("meetings-none-planned"),
            &words.t("meetings-none-planned.text"),
            None,
        );
    }
    let today = clock::today();
    let rows = shown.planned.iter().map(|one| {
        let is_late = one.held_on < today;
        let state = html! {
            (number(one)) " "
            @if one.held_on == today { (tag(Tone::Good, &words.t("meeting-today"))) }
            @if is_late { (tag(Tone::Warn, &words.t("meeting-to-close"))) }
        };
        row(visitor, shown, one, state)
    });
    let rows = rows.collect();
    table(&Table {
        caption: words.t("meetings-planned"),
        columns: columns(words),
        rows,
        foot: None,
    })
}

fn held(visitor: &Visitor, shown: &Shown) -> Markup {
    let words = visitor.words;
    if shown.held.is_empty() {
        return empty(&words.t("meetings-none-held"), "", None);
    }
    let rows = shown.held.iter().map(|one| {
        let paper = format!("/meetings/{}/minutes", one.id);
        let last = html! { a href=(paper) { (words.t("minutes")) " " (number(one)) } };
        row(visitor, shown, one, last)
    });
    paged(words, "meetings-held", columns(words), rows.collect(), (HELD, &shown.held))
}

/// Those that did not take place, each with its reason.
fn cancelled(visitor: &Visitor, shown: &Shown) -> Markup {
    let words = visitor.words;
    let rows = shown.cancelled.iter().map(|one| {
        let why = html! { (one.end_reason.as_deref().unwrap_or("—")) };
        row(visitor, shown, one, why)
    });
    let mut columns = columns(words);
    if let Some(last) = columns.last_mut() {
        *last = Column::new(Kind::Text, words.t("reason"));
    }
    paged(words, "meetings-cancelled", columns, rows.collect(), (CANCELLED, &shown.cancelled))
}

/// A list with the way to those before it.
fn paged(
    words: &Words,
    caption: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<Markup>>,
    (name, found): (&str, &[Meeting]),
) -> Markup {
    let last = found.last().filter(|_| found.len() as i64 == SHOWN);
    html! {
        (table(&Table { caption: words.t(caption), columns, rows, foot: None }))
        @if let Some(last) = last {
            p.pager { a.btn href=(format!("/meetings?{name}={}_{}", last.held_on, last.id)) { (words.t("list-next")) } }
        }
    }
}

fn series(visitor: &Visitor, shown: &Shown) -> Markup {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let add = Link::new(words.t("series-new"), "/meetings/series/new");
    let today = clock::today();
    let live: Vec<&Series> =
        shown.series.iter().filter(|one| one.closed_on.is_none_or(|day| day > today)).collect();
    let body = html! {
        @if live.is_empty() { (empty(&words.t("series-none"), &words.t("series-none.text"), None)) }
        ul.fu {
            @for one in live {
                @let (own, other) = if hindi { (&one.title_hi, &one.title_en) } else { (&one.title_en, &one.title_hi) };
                @let kind = words.t(&format!("meeting-kind-{}", one.kind.code()));
                @let name = own.clone().or_else(|| other.clone()).unwrap_or(kind);
                li {
                    span {
                        a href=(format!("/meetings/series/{}", one.id)) { (name) }
                        small {
                            (unit_name(visitor, one.unit_id, hindi))
                            @if let Some(days) = one.every_days { " · " (words.args("series-every", &[("n", days.into())])) }
                            " · " (words.args("members-count", &[("n", (one.members.len() as i64).into())]))
                        }
                    }
                    span { a href=(format!("/meetings/new?series={}", one.id)) { (words.t("series-plan")) } }
                }
            }
        }
    };
    panel_with(&words.t("series"), None, Some(&add), body)
}
