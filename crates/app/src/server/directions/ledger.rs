//! The ledger of directions: everything that was ordered, by state, post, meeting and words; the same
//! as a workbook.

use axum::extract::Query as Asked;
use chrono::{Days, NaiveDate};
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_kernel::scope::{Area, Right};
use samuh_meetings::direction::{Direction, Filter, PartState, State, directions};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Column, Control, Field, Filters, Kind, Link, Look, Tab, Table, button_link, empty,
        filters, heading, panel, table, tabs,
    },
    show,
};

use super::{goal_line, indicator_choices, state_tag, with_part, workbook};
use crate::server::{fail::Answer, meetings::Names, query::Query, visit::Visitor};

/// How many directions a page shows.
const SHOWN: i64 = 50;
const PATH: &str = "/directions";
/// The views of the ledger, each a tab.
const VIEWS: [&str; 6] = ["open", "overdue", "unanswered", "reported", "closed", "all"];

/// The page.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Meetings)?;
    let query = Query::of(pairs);
    let (reads, asked) = (visitor.clone(), query.clone());
    if query.get("format") == Some("xlsx") {
        return Ok(visitor.app.read(move |reader| workbook::write(reader, &reads, &asked)).await?);
    }
    let (names, found) = visitor.app.read(move |reader| load(reader, &reads, &asked)).await?;
    let head = visitor.words.t("directions-title");
    let body = draw(&visitor, &head, &names, &found, &query);
    Ok(visitor.page(&head, Some(Section::Meetings), body))
}

pub(super) fn view(query: &Query) -> &str {
    query.get("view").filter(|view| VIEWS.contains(view)).unwrap_or("open")
}

fn load(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<(Names, Vec<Direction>)> {
    let ask = asked(query);
    Ok((Names::load(reader, visitor)?, directions(reader, visitor.desk(), &ask)?))
}

/// What an address asks of the ledger.
pub(super) fn asked(query: &Query) -> Filter {
    let today = clock::today();
    let mut ask = Filter {
        post_id: query.number("post").unwrap_or(0),
        series_id: query.number("series").unwrap_or(0),
        meeting_id: query.number("meeting").unwrap_or(0),
        unit_id: query.number("unit").unwrap_or(0),
        indicator: query.get("indicator").unwrap_or_default().to_owned(),
        words: query.get("q").unwrap_or_default().to_owned(),
        after: after(query.get("after")),
        most: SHOWN,
        ..Filter::default()
    };
    match view(query) {
        "all" => {}
        "closed" => ask.state = Some(State::Closed),
        view => {
            ask.state = Some(State::Open);
            // Of a post, what it still owes: as many as `/directions/owed` counts.
            ask.owed = true;
            match view {
                "overdue" => ask.due_by = Some(today - Days::new(1)),
                "unanswered" => ask.part = Some(PartState::Given),
                "reported" => ask.part = Some(PartState::Reported),
                _ => {}
            }
        }
    }
    ask
}

fn after(text: Option<&str>) -> Option<(NaiveDate, i64)> {
    let (day, id) = text?.split_once('_')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

fn draw(
    visitor: &Visitor,
    head: &str,
    names: &Names,
    found: &[Direction],
    query: &Query,
) -> Markup {
    let words = visitor.words;
    let may = visitor.scope().may(Right::Enter, Area::Meetings);
    let now = view(query);
    let bare = query.without(&["after"]);
    let views: Vec<Tab> = VIEWS
        .iter()
        .map(|view| Tab {
            link: Link::new(
                words.t(&format!("directions-{view}")),
                bare.with("view", *view).at(PATH),
            ),
            current: *view == now,
        })
        .collect();
    let file = Link::new(words.t("download-excel"), bare.with("format", "xlsx").at(PATH));
    let actions = html! {
        @if !found.is_empty() { (button_link(&file, None, Look::Plain)) }
        (button_link(&Link::new(words.t("owed-title"), "/directions/owed"), None, Look::Plain))
        @if may {
            (button_link(&Link::new(words.t("draft-title"), "/directions/paste"), None, Look::Plain))
            (button_link(&Link::new(words.t("direction-new"), "/directions/new"), None, Look::Primary))
        }
    };
    let last = found.last().filter(|_| found.len() as i64 == SHOWN);
    html! {
        (heading(head, html! {
            (words.t("directions-about")) " · " a href="/rules/escalation" { (words.t("rule-escalation")) }
        }, actions))
        (tabs(&words.t("directions-view"), &views))
        (filters(words, &bar(visitor, names, query)))
        (panel(&words.t(&format!("directions-{now}")), html! {
            @if found.is_empty() {
                (empty(&words.t("directions-none"), &words.t("directions-none.text"), None))
            } @else { (rows(visitor, names, found)) }
            @if let Some(last) = last {
                p.pager { a.btn href=(query.with("after", format!("{}_{}", last.due_on, last.id)).at(PATH)) { (words.t("list-next")) } }
            }
        }))
    }
}

fn bar(visitor: &Visitor, names: &Names, query: &Query) -> Filters {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let value = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let any = || Choice::new("", words.t("filter-all"));
    let mut posts = vec![any()];
    posts.extend(
        names.offices().map(|seat| Choice::new(seat.id.to_string(), names.of(seat.id, hindi))),
    );
    let mut indicators = vec![any()];
    indicators.extend(indicator_choices(visitor));
    let is_set = !query.without(&["view", "after"]).is_empty();
    Filters {
        action: PATH.to_owned(),
        hidden: query.only(&["view", "series", "meeting", "unit"]).pairs().to_vec(),
        fields: vec![
            Field::new("q", words.t("directions-words"), Control::Search)
                .id("find")
                .value(value("q")),
            Field::new("post", words.t("direction-responsible"), Control::Select(posts))
                .value(value("post")),
            Field::new("indicator", words.t("direction-indicator"), Control::Select(indicators))
                .value(value("indicator")),
        ],
        clear: is_set.then(|| query.only(&["view"]).at(PATH)),
    }
}

/// Who answers for it, and how far each is.
pub(super) fn owing(visitor: &Visitor, names: &Names, one: &Direction) -> String {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let each = one.responsible().map(|part| {
        let state = words.t(&format!("part-{}", part.state.code()));
        format!("{} ({state})", with_part(names, part, hindi))
    });
    each.collect::<Vec<_>>().join("; ")
}

/// The rows of a list of directions.
pub(super) fn rows(visitor: &Visitor, names: &Names, found: &[Direction]) -> Markup {
    let (words, today) = (visitor.words, clock::today());
    let columns = vec![
        Column::new(Kind::Text, words.t("direction")),
        Column::new(Kind::Text, words.t("direction-responsible")),
        Column::new(Kind::Day, words.t("direction-given-on")),
        Column::new(Kind::Day, words.t("direction-due")),
        Column::new(Kind::State, words.t("direction-state")),
    ];
    let rows = found.iter().map(|one| {
        vec![
            html! {
                a href=(format!("/directions/{}", one.id)) { (one.label()) " " (one.text) }
                @if let Some(goal) = goal_line(visitor, one, None) { br; small { (goal) } }
            },
            html! { (owing(visitor, names, one)) },
            html! { (show::day(one.given_on)) },
            html! {
                (show::day(one.due_on))
                @if one.due_on != one.first_due { br; small { (words.args("direction-first-due", &[("day", show::day(one.first_due).as_str().into())])) } }
            },
            html! {
                (state_tag(visitor, one, today))
                @if one.carried > 0 { br; small { (words.args("direction-carried", &[("n", one.carried.into())])) } }
            },
        ]
    });
    let rows = rows.collect();
    table(&Table { caption: words.t("directions-title"), columns, rows, foot: None })
}
