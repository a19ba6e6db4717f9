//! The list of places: blocks, panchayats and villages with what is in them.

mod excel;

use std::collections::HashMap;

use axum::extract::Query as Asked;
use maud::html;
use samuh_engine::{Reader, Result, clock};
use samuh_figures::{
    catalogue::{HOUSEHOLDS, MEMBERS, SHG_ACTIVE, SHG_INACTIVE, TARGET_HOUSEHOLDS},
    journal::{Class, Window, series},
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
    text::key,
};
use samuh_places::{Level, Place};
use samuh_web::{
    page::Section,
    pages::list::{self as drawn, ListPage, Sorting},
    parts::{Column, Control, Field, Filters, Kind, Link, Order, Pager, Table},
    show,
};

use super::{
    fail::Answer,
    groups::{PAGE, filter, sorted},
    query::Query,
    visit::Visitor,
};

const PATH: &str = "/places";
/// What is shown of each place: groups, members, households, target households.
const SHOWN: [i64; 5] = [SHG_ACTIVE, SHG_INACTIVE, MEMBERS, HOUSEHOLDS, TARGET_HOUSEHOLDS];

/// The columns one can sort by; by name unless asked otherwise.
const SORTS: [&str; 4] = ["name", "code", "level", "place"];

/// The list.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Places)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        let read = visitor.app.read(move |reader| excel::write(reader, &reads, &query));
        return Ok(read.await?);
    }
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Places), drawn::draw(&page, visitor.words)))
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<ListPage> {
    let words = visitor.words;
    let found = found(visitor, query);
    let after = query.number("after");
    let from = after.and_then(|id| found.iter().position(|place| place.id == id));
    let from = from.map_or(0, |at| at + 1);
    let to = (from + PAGE).min(found.len());
    let shown = &found[from..to];
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let next =
        (to < found.len()).then(|| query.with("after", found[to - 1].id.to_string()).at(PATH));
    Ok(ListPage {
        title: words.t("list-places"),
        crumbs: Vec::new(),
        behind: None,
        as_on_at: clock::now(),
        filters: filters(visitor, query),
        count: total,
        table: table(reader, visitor, query, shown)?,
        pager: Pager {
            shown: i64::try_from(shown.len()).unwrap_or(0),
            total: Some(total),
            first: after.map(|_| query.without(&["after"]).at(PATH)),
            next,
            step: i64::try_from(PAGE).unwrap_or(50),
        },
        excel: Some(query.without(&["after"]).with("format", "xlsx").at(PATH)),
        empty: "list-empty-places",
        actions: if visitor.scope().may(Right::See, Area::Groups) {
            vec![Link::new(words.t("sat-title"), "/saturation")]
        } else {
            Vec::new()
        },
    })
}

/// The places asked for that the desk sees, in the order asked for.
fn found<'a>(visitor: &'a Visitor, query: &Query) -> Vec<&'a Place> {
    let home = &visitor.home;
    let level = query.get("level").and_then(Level::of);
    let within = query.number("gp").or(query.number("block")).unwrap_or(home.top());
    let wanted = query.get("q").map(key);
    let hindi = visitor.hindi();
    let is_meant = |place: &&Place| {
        let Some(wanted) = &wanted else { return true };
        let names = [place.name_hi.as_deref(), place.name_en.as_deref()];
        names.into_iter().flatten().any(|name| {
            let sound = key(name);
            wanted.split(' ').all(|word| sound.split(' ').any(|known| known == word))
        }) || place.codes.iter().any(|(_, code)| Some(code.as_str()) == query.get("q"))
    };
    let mut found: Vec<&Place> = home
        .places
        .places()
        .filter(|place| place.level != Level::District)
        .filter(|place| level.is_none_or(|level| place.level == level))
        .filter(|place| home.is_seen(visitor.scope(), place.id))
        .filter(|place| home.places.lineage(place.id).contains(&within))
        .filter(is_meant)
        .collect();
    let (by, way) = order(query);
    let above = |place: &Place| home.address(place.parent_id, hindi).join(", ");
    // In a Hindi list, what has only a Latin name stands last.
    found.sort_by_key(|&place| (hindi && place.name_hi.is_none(), place.name(hindi), place.id));
    match by {
        "code" => found.sort_by_key(|place| place.code().map(|code| (code.len(), code))),
        "level" => found.sort_by_key(|place| place.level),
        "place" => found.sort_by_cached_key(|place| above(place)),
        _ => {}
    }
    if way == Order::Down {
        found.reverse();
    }
    found
}

/// The column the list is sorted by, and its way.
fn order(query: &Query) -> (&'static str, Order) {
    let asked = query.get("sort").unwrap_or_default();
    let (name, way) = match asked.strip_prefix('-') {
        Some(name) => (name, Order::Down),
        None => (asked, Order::Up),
    };
    (SORTS.into_iter().find(|known| *known == name).unwrap_or("name"), way)
}

fn filters(visitor: &Visitor, query: &Query) -> Filters {
    let words = visitor.words;
    let levels = [Level::Block, Level::Gp, Level::Village];
    let levels =
        levels.map(|level| (level.code().to_owned(), words.t(&format!("level-{}", level.code()))));
    let mut fields = vec![
        Field::new("q", words.t("field-search"), Control::Search)
            .id("find")
            .value(query.get("q").unwrap_or_default()),
        filter::select(visitor, query, "level", "field-level", levels),
    ];
    fields
        .extend(filter::places(visitor, query).into_iter().filter(|field| field.name != "village"));
    Filters {
        action: PATH.into(),
        hidden: Vec::new(),
        fields,
        clear: (!query.is_empty()).then(|| PATH.to_owned()),
    }
}

/// What stands in a place now.
#[derive(Debug, Clone, Copy, Default)]
struct Held {
    groups: i64,
    members: i64,
    households: i64,
    target_households: i64,
}

impl Held {
    /// Households in groups of those to be reached, in tenths of a per cent.
    fn saturation(self) -> Option<i64> {
        let below = self.target_households;
        (below > 0).then(|| (self.households * 2000 + below) / (below * 2))
    }
}

/// What stands in each place, by its number.
fn held(reader: &mut Reader, visitor: &Visitor, places: &[&Place]) -> Result<HashMap<i64, Held>> {
    let ids: Vec<i64> = places.iter().map(|place| place.id).collect();
    let now = Month::of(clock::today());
    let window =
        Window { units: &ids, indicators: &SHOWN, stocks: &SHOWN, from: now, to: now, as_on: None };
    let mut all: HashMap<i64, Held> = HashMap::new();
    for cell in series(reader, visitor.scope(), &window)? {
        if cell.class == Class::Pending {
            continue;
        }
        let held = all.entry(cell.unit_id).or_default();
        match cell.indicator {
            SHG_ACTIVE | SHG_INACTIVE => held.groups += cell.value,
            MEMBERS => held.members += cell.value,
            HOUSEHOLDS => held.households += cell.value,
            _ => held.target_households += cell.value,
        }
    }
    Ok(all)
}

fn table(reader: &mut Reader, visitor: &Visitor, query: &Query, shown: &[&Place]) -> Result<Table> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let all = held(reader, visitor, shown)?;
    let row = |place: &&Place| {
        let held = all.get(&place.id).copied().unwrap_or_default();
        let list = |path: &str| format!("{path}?{}={}", place.level.code(), place.id);
        vec![
            html! { a href=(format!("/places/{}", place.id)) { (place.name(hindi)) } },
            html! { (place.code().unwrap_or("—")) },
            html! { (words.t(&format!("level-{}", place.level.code()))) },
            html! { (visitor.home.address(place.parent_id, hindi).join(", ")) },
            html! { a href=(list("/groups")) { (show::grouped(held.groups)) } },
            html! { a href=(list("/members")) { (show::grouped(held.members)) } },
            html! { (held.saturation().map_or_else(|| "—".to_owned(), show::per_mille)) },
        ]
    };
    let href = |name: &str, way: Order| sorted(query, PATH, name, way);
    let sorting = Sorting { now: order(query), by: &SORTS, href: &href };
    let column = |name: &str, key: &str| sorting.column(name, Kind::Text, words.t(key));
    let number = |key: &str| Column::new(Kind::Number, words.t(key));
    Ok(Table {
        caption: words.t("list-places"),
        columns: vec![
            column("name", "field-name"),
            column("code", "field-code"),
            column("level", "field-level"),
            column("place", "field-place"),
            number("field-groups"),
            number("field-members"),
            number("indicator-saturation"),
        ],
        rows: shown.iter().map(row).collect(),
        foot: None,
    })
}
