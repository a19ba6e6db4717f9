//! Groups: the list with its filters and its workbook, one group with everything recorded about it,
//! and the form by which a group is formed.

mod excel;
pub(crate) mod filter;
mod form;
mod one;
mod record;
pub(crate) mod rows;
pub(crate) mod store;

use axum::extract::Query as Asked;
use samuh_engine::{Reader, Result, clock};
use samuh_groups::{Cursor, Kind, Listed, Order, count, list};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    pages::list::{self as drawn, ListPage, Sorting},
    parts::{Link, Order as Way, Pager},
};

pub(crate) use form::{Reading, draw_form, enter, told_apart, villages};
pub(crate) use one::{
    act_name, by, codes, entries, meetings, member_row, more, opened, page as one, place_links,
    source, trail, with_problems,
};
pub(crate) use record::{items as record_items, page as record};
pub(crate) use rows::Rows;

use super::{fail::Answer, query::Query, visit::Visitor};

/// Rows of a page.
pub(crate) const PAGE: usize = 50;

/// The list of groups.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    if query.get("format") == Some("xlsx") {
        return excel::download(visitor, query).await;
    }
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Groups), drawn::draw(&page, visitor.words)))
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<ListPage> {
    let (today, words) = (clock::today(), visitor.words);
    let filter = filter::of(query, Kind::Shg, today);
    let order = filter::order_of(query);
    let after = filter::after(query);
    let scope = visitor.scope();
    let count = count(reader, scope, &filter)?;
    let limit = i64::try_from(PAGE).unwrap_or(50) + 1;
    let mut listed = list(reader, scope, &filter, order, after.as_ref(), limit)?;
    let next = next(&mut listed, query, "/groups", order);
    let rows = Rows::around(reader, visitor, listed, Some(today))?;
    let bar = filter::bar(reader, visitor, ("/groups", Kind::Shg), query)?;
    let href = |name: &str, way: Way| sorted(query, "/groups", name, way);
    let sorting = Sorting { now: sorting_now(order), by: &["name", "formed_on"], href: &href };
    let drawn_rows = rows.drawn(visitor);
    let shown = i64::try_from(drawn_rows.len()).unwrap_or(0);
    let mut actions = vec![Link::new(words.t("lokos-title"), "/lokos")];
    if scope.may(Right::Enter, Area::Groups) {
        actions.push(Link::new(words.t("group-new"), "/groups/new"));
    }
    Ok(ListPage {
        title: words.t("list-groups"),
        crumbs: Vec::new(),
        behind: None,
        as_on_at: clock::now(),
        filters: bar,
        count,
        table: drawn::groups(words, &drawn_rows, &sorting),
        pager: Pager {
            shown,
            total: Some(count),
            first: after.map(|_| query.without(&["after"]).at("/groups")),
            next,
            step: i64::try_from(PAGE).unwrap_or(50),
        },
        excel: Some(query.without(&["after"]).with("format", "xlsx").at("/groups")),
        empty: "list-empty-groups",
        actions,
    })
}

/// Cuts the row that only shows there is another page, and says where that page begins.
pub(crate) fn next(
    listed: &mut Vec<Listed>,
    query: &Query,
    path: &str,
    order: Order,
) -> Option<String> {
    if listed.len() <= PAGE {
        return None;
    }
    listed.truncate(PAGE);
    let last = listed.last()?;
    Some(query.with("after", cursor_of(last, order)).at(path))
}

/// The `after` by which the next page begins behind a row.
pub(crate) fn cursor_of(last: &Listed, order: Order) -> String {
    let Cursor { value, id } = cursor(last, order);
    format!("{id}~{value}")
}

/// Where the list goes on behind a row.
pub(crate) fn cursor(last: &Listed, order: Order) -> Cursor {
    let value = match order {
        Order::Name => last.sort_key.clone(),
        Order::Newest | Order::Oldest => {
            last.formed_on.unwrap_or(samuh_places::always().0).to_string()
        }
    };
    Cursor { value, id: last.id }
}

/// The address of the same list sorted by a column.
pub(crate) fn sorted(query: &Query, path: &str, name: &str, way: Way) -> String {
    let query = query.without(&["after", "sort"]);
    match (name, way) {
        ("name", Way::Up) => query.at(path),
        (name, Way::Up) => query.with("sort", name).at(path),
        (name, Way::Down) => query.with("sort", format!("-{name}")).at(path),
    }
}

/// The column a list is sorted by, and its way.
pub(crate) fn sorting_now(order: Order) -> (&'static str, Way) {
    match order {
        Order::Name => ("name", Way::Up),
        Order::Oldest => ("formed_on", Way::Up),
        Order::Newest => ("formed_on", Way::Down),
    }
}
