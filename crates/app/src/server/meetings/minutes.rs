//! The minutes of a meeting that was closed: the page, and the same as papers.

use axum::extract::{Path, Query as Asked};
use maud::{Markup, html};
use samuh_engine::Error;
use samuh_figures::catalogue::by_code;
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::meeting::{
    Minutes, meeting_of,
    minutes::{Ordered, Said, Seat},
    minutes_of,
};
use samuh_web::{
    page::Section,
    parts::{self, Column, Icon, Kind, Link, Look, Table, button_link, crumbs, heading},
    show,
    words::Words,
};

use super::{number, paper, weekday, year_number};
use crate::server::{dashboard::quantity, fail::Answer, query::Query, visit::Visitor};

/// The page; `?format=` for the papers.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path(id): Path<i64>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let reads = visitor.clone();
    let (meeting, found) = visitor
        .app
        .read(move |reader| {
            let meeting = meeting_of(reader, reads.desk(), id)?;
            let found = minutes_of(reader, reads.desk(), id)?;
            Ok((meeting, found.ok_or(Error::NotFound)?))
        })
        .await?;
    let (minutes, hash, at) = found;
    let words = visitor.words;
    if let Some(form) = Query::of(pairs).get("format") {
        return paper::answer(&visitor, &minutes, at, form).await;
    }
    let head = words.args("minutes-of", &[("number", number(&meeting).as_str().into())]);
    let steps = [
        Link::new(words.t("meetings-title"), "/meetings"),
        Link::new(number(&meeting), format!("/meetings/{id}")),
    ];
    let actions = html! {
        (button_link(&Link::new("PDF", format!("/meetings/{id}/minutes?format=pdf")), Some(Icon::Download), Look::Plain))
        (button_link(&Link::new("DOCX", format!("/meetings/{id}/minutes?format=docx")), Some(Icon::Download), Look::Plain))
    };
    let body = html! {
        (crumbs(words, &steps, &words.t("minutes")))
        (heading(&head, html! { (words.t("minutes-frozen")) " " code { (&hash[..12.min(hash.len())]) } }, actions))
        div.panel { div.pb { (draw(&visitor, &minutes)) } }
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

/// The minutes in the reader's language.
pub(super) fn draw(visitor: &Visitor, minutes: &Minutes) -> Markup {
    let (words, hindi) = (visitor.words, visitor.hindi());
    html! {
        div.minutes {
            p { @for line in &minutes.office { b { (line.of(hindi)) } br; } }
            h2 { (words.t("minutes")) " — " (minutes.title.of(hindi)) }
            p {
                (words.t("minutes-number")) " " (year_number(minutes.number, minutes.year))
                @if !minutes.memo_no.is_empty() { " · " (words.t("minutes-memo")) " " (minutes.memo_no) }
                br;
                (weekday(minutes.held_on, words))
                @if !minutes.at_time.is_empty() { ", " (minutes.at_time) }
                @if !minutes.venue.is_empty() { " · " (minutes.venue) }
                " · " (minutes.unit.of(hindi))
                br;
                (words.t("meeting-chair")) ": " (seat(&minutes.chair, hindi))
            }
            (attendance(words, minutes, hindi))
            @if !minutes.earlier.is_empty() {
                h3 { (words.t("earlier")) }
                (table(words, &minutes.earlier, hindi, true))
            }
            @for (at, item) in (1..).zip(&minutes.items) { (said(words, at, item, hindi)) }
            @if !minutes.others.is_empty() {
                h3 { (words.t("directions-outside")) }
                (table(words, &minutes.others, hindi, false))
            }
            h3 { (words.t("minutes-copies")) }
            ol { @for one in &minutes.copies { li { (one.of(hindi)) } } }
            div.sign { div { (words.t("minutes-writer")) } div { (minutes.chair.post.of(hindi)) } }
        }
    }
}

pub(super) fn seat(one: &Seat, hindi: bool) -> String {
    let post = one.post.of(hindi);
    if one.name.is_empty() { post.to_owned() } else { format!("{post} ({})", one.name) }
}

/// Who was there, or sent somebody, and who was not.
pub(super) fn came(minutes: &Minutes, hindi: bool) -> (Vec<String>, Vec<String>) {
    let of = |presence: &str| {
        let came = minutes.members.iter().filter(|one| one.presence == presence);
        came.map(|one| {
            let name = seat(one, hindi);
            if one.by_whom.is_empty() { name } else { format!("{name} — {}", one.by_whom) }
        })
        .collect::<Vec<_>>()
    };
    ([of("present"), of("represented")].concat(), of("absent"))
}

fn attendance(words: &Words, minutes: &Minutes, hindi: bool) -> Markup {
    let (present, absent) = came(minutes, hindi);
    html! {
        @if !present.is_empty() {
            p { b { (words.t("minutes-present")) ": " } (present.join("; ")) }
        }
        @if !absent.is_empty() { p { b { (words.t("minutes-absent")) ": " } (absent.join("; ")) } }
        @if minutes.quorum > 0 && (minutes.present() as i64) < minutes.quorum {
            p { (words.args("quorum-short", &[("n", minutes.quorum.into())])) }
        }
    }
}

fn said(words: &Words, at: i64, item: &Said, hindi: bool) -> Markup {
    html! {
        h3 { (at) ". " (item.title.of(hindi)) }
        @let cells = strip_cells(words, item, hindi);
        @if !cells.is_empty() { p.hint { (strip_line(&cells)) } }
        @if !item.discussion.is_empty() { p.said { (item.discussion) } }
        @if !item.directions.is_empty() { (table(words, &item.directions, hindi, false)) }
    }
}

/// How the units of an item stood: name, and `101% (41/40)`; the whole stands last.
pub(super) fn strip_cells(words: &Words, item: &Said, hindi: bool) -> Vec<(String, String)> {
    let Some(indicator) = by_code(&item.indicator) else { return Vec::new() };
    let value = |value: i64| show::quantity(quantity(indicator, value), words);
    let cells = item.strip.iter().map(|cell| {
        let achieved = cell.achieved.map_or_else(|| "—".to_owned(), value);
        let said = match (cell.percent, cell.due) {
            (Some(percent), Some(due)) => {
                format!("{} ({achieved}/{})", show::percent(percent), value(due))
            }
            _ => achieved,
        };
        (cell.name.of(hindi).to_owned(), said)
    });
    cells.collect()
}

/// The same in one line, where there are too many for a row.
pub(super) fn strip_line(cells: &[(String, String)]) -> String {
    cells.iter().map(|(name, said)| format!("{name} {said}")).collect::<Vec<_>>().join(" · ")
}

fn table(words: &Words, all: &[Ordered], hindi: bool, with_state: bool) -> Markup {
    let mut columns = vec![
        Column::new(Kind::Text, words.t("direction-no")),
        Column::new(Kind::Text, words.t("direction")),
        Column::new(Kind::Text, words.t("direction-responsible")),
        Column::new(Kind::Day, words.t("direction-due")),
    ];
    if with_state {
        columns.push(Column::new(Kind::State, words.t("direction-state")));
    }
    let row = |one: &Ordered| {
        let (owing, helping) = one.posts(hindi);
        let mut cells = vec![
            html! { (one.label) },
            html! { (one.text) },
            html! {
                (owing)
                @if !helping.is_empty() {
                    br; small { (words.t("direction-cooperating")) ": " (helping) }
                }
            },
            html! { (show::day(one.due_on)) },
        ];
        if with_state {
            cells.push(html! { (words.t(&format!("direction-state-{}", one.state))) });
        }
        cells
    };
    let rows = all.iter().map(row).collect();
    parts::table(&Table { caption: words.t("directions-title"), columns, rows, foot: None })
}
