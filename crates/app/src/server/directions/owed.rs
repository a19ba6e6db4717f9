//! What each post owes of all that was ordered, the most overdue first; every number opens.

use maud::{Markup, html};
use samuh_engine::clock;
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::direction::{Summary, owed};
use samuh_web::{
    page::Section,
    parts::{Column, Kind, Link, Table, crumbs, empty, heading, panel, table},
    show,
};

use crate::server::{fail::Answer, meetings::Names, visit::Visitor};

/// The page.
pub(in crate::server) async fn page(visitor: Visitor) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let reads = visitor.clone();
    let (names, found) = visitor
        .app
        .read(move |reader| {
            let found = owed(reader, reads.desk(), clock::today())?;
            Ok((Names::load(reader, &reads)?, found))
        })
        .await?;
    let words = visitor.words;
    let head = words.t("owed-title");
    let body = html! {
        (crumbs(words, &[Link::new(words.t("directions-title"), "/directions")], &head))
        (heading(&head, html! { (words.t("owed-about")) }, html! {}))
        (panel(&head, rows(&visitor, &names, &found)))
    };
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

fn rows(visitor: &Visitor, names: &Names, found: &[Summary]) -> Markup {
    let (words, hindi) = (visitor.words, visitor.hindi());
    if found.is_empty() {
        return empty(&words.t("owed-none"), "", None);
    }
    let columns = vec![
        Column::new(Kind::Text, words.t("owed-post")),
        Column::new(Kind::Number, words.t("directions-open")),
        Column::new(Kind::Number, words.t("directions-overdue")),
        Column::new(Kind::Number, words.t("directions-unanswered")),
        Column::new(Kind::Number, words.t("directions-reported")),
        Column::new(Kind::Day, words.t("owed-earliest")),
    ];
    let number = |one: &Summary, view: &str, n: i64| {
        html! {
            @if n == 0 { "0" }
            @else { a href=(format!("/directions?post={}&view={view}", one.post_id)) { (show::grouped(n)) } }
        }
    };
    let line = |one: &Summary| {
        let holder = names.holder(one.post_id);
        vec![
            html! {
                (names.of(one.post_id, hindi))
                br; small { @if holder.is_empty() { (words.t("seat-vacant")) } @else { (holder) } }
            },
            number(one, "open", one.open),
            number(one, "overdue", one.overdue),
            number(one, "unanswered", one.unanswered),
            number(one, "reported", one.waiting),
            html! { (show::day(one.earliest)) },
        ]
    };
    let sum = |of: fn(&Summary) -> i64| show::grouped(found.iter().map(of).sum());
    let foot = vec![
        html! { (words.t("total")) },
        html! { (sum(|one| one.open)) },
        html! { (sum(|one| one.overdue)) },
        html! { (sum(|one| one.unanswered)) },
        html! { (sum(|one| one.waiting)) },
        html! {},
    ];
    let rows = found.iter().map(line).collect();
    table(&Table { caption: words.t("owed-title"), columns, rows, foot: Some(foot) })
}
