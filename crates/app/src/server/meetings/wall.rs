//! A meeting on the wall: one item a page, large, turned with links and their keys.

use axum::extract::{Path, Query as Asked};
use maud::{Markup, html};
use samuh_engine::clock;
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::{
    direction::Direction,
    meeting::{Item, ItemKind, ItemState},
};
use samuh_web::{page::Section, show};

use super::{
    one::{Shown, badge, item_title, load, strip_of, under},
    title,
};
use crate::server::{directions::line, fail::Answer, query::Query, visit::Visitor};

/// The page: `?item=` is the place in the order, from 1; the first page is the meeting itself.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Path(id): Path<i64>,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let reads = visitor.clone();
    let shown = visitor.app.read(move |reader| load(reader, &reads, id)).await?;
    let asked = Query::of(pairs).number("item").unwrap_or(0);
    let head = title(&shown.meeting, visitor.words, visitor.hindi());
    let body = draw(&visitor, &head, &shown, asked);
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

fn draw(visitor: &Visitor, head: &str, shown: &Shown, asked: i64) -> Markup {
    let live: Vec<&Item> =
        shown.items.iter().filter(|one| one.state != ItemState::Dropped).collect();
    let last = live.len();
    let at = usize::try_from(asked).unwrap_or(0).min(last);
    html! {
        section.wall {
            @match at.checked_sub(1).and_then(|at| live.get(at)) {
                Some(item) => { (one(visitor, shown, item)) }
                None => { (cover(visitor, head, shown, &live)) }
            }
            (turn(visitor, shown.meeting.id, at, last))
        }
    }
}

fn cover(visitor: &Visitor, head: &str, shown: &Shown, live: &[&Item]) -> Markup {
    html! {
        h1 { (head) }
        (under(visitor, shown))
        ol {
            @for (at, item) in (1..).zip(live) {
                li {
                    a href=(format!("/meetings/{}/wall?item={at}", shown.meeting.id)) {
                        (item_title(item, &shown.names, visitor.hindi()))
                    }
                }
            }
        }
    }
}

fn one(visitor: &Visitor, shown: &Shown, item: &Item) -> Markup {
    let words = visitor.words;
    let strip = strip_of(shown, item);
    let given: Vec<&Direction> =
        shown.given.iter().filter(|one| one.item_no == Some(item.no)).collect();
    html! {
        h1 { (item_title(item, &shown.names, visitor.hindi())) }
        @if let Some(strip) = &strip {
            p { (badge(visitor, shown, strip)) }
            (strip.draw(visitor))
        }
        @if item.kind == ItemKind::Directions { (shown.waiting(visitor)) }
        @if let Some(question) = item.asks(visitor.hindi()) { p.said { b { (words.t("agenda-ask")) ": " } (question) } }
        @if let Some(said) = &item.discussion { p.said { b { (words.t("agenda-said")) ": " } (said) } }
        @if !given.is_empty() {
            div.dirs { @for one in given { (line(visitor, &shown.names, one)) } }
        }
        p.hint { (words.args("wall-as-on", &[("at", show::instant(clock::now()).as_str().into())])) }
    }
}

/// Back, on, and where one is; a script gives the links the arrow keys, and F the full screen.
fn turn(visitor: &Visitor, id: i64, at: usize, last: usize) -> Markup {
    let words = visitor.words;
    let to = |at: usize| format!("/meetings/{id}/wall?item={at}");
    let args = [("at", (at as i64).into()), ("of", (last as i64).into())];
    html! {
        nav aria-label=(words.t("wall-turn")) data-turn {
            @if at > 0 { a.btn rel="prev" href=(to(at - 1)) { "‹ " (words.t("wall-back")) } }
            @if at < last { a.btn.pri rel="next" href=(to(at + 1)) { (words.t("wall-on")) " ›" } }
            a href=(format!("/meetings/{id}")) { (words.t("wall-leave")) }
            span.at { (words.args("wall-at", &args)) }
            script src=(samuh_web::assets::url("wall.js")) defer {}
        }
    }
}
