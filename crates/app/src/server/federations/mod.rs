//! The list of village organisations and cluster level federations, with what stands in each.

mod excel;

use std::collections::HashMap;

use axum::extract::Query as Asked;
use samuh_engine::{Reader, Result, clock};
use samuh_figures::{
    catalogue::{IndicatorId, MEMBERS, SHG_ACTIVE, SHG_INACTIVE, VO_IN_CLF},
    journal::{Class, Window, series},
};
use samuh_groups::{Kind, Listed, count, list};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::list::{self as drawn, FederationRow, ListPage, Sorting},
    parts::{Choice, Control, Field, Link, Order as Way, Pager},
};

use super::{
    fail::Answer,
    groups::{PAGE, filter, next, rows::name, sorted, sorting_now, store::names_of},
    query::Query,
    visit::Visitor,
};

const PATH: &str = "/federations";

/// The list.
pub(super) async fn page(visitor: Visitor, Asked(pairs): Asked<Vec<(String, String)>>) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        let read = visitor.app.read(move |reader| excel::write(reader, &reads, &query));
        return Ok(read.await?);
    }
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = page.title.clone();
    Ok(visitor.page(&title, Some(Section::Federations), drawn::draw(&page, visitor.words)))
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<ListPage> {
    let (words, scope, today) = (visitor.words, visitor.scope(), clock::today());
    let kind = kind_of(query);
    let filter = filter::of(query, kind, today);
    let (order, after) = (filter::order_of(query), filter::after(query));
    let total = count(reader, scope, &filter)?;
    let limit = i64::try_from(PAGE).unwrap_or(50) + 1;
    let mut listed = list(reader, scope, &filter, order, after.as_ref(), limit)?;
    let next = next(&mut listed, query, PATH, order);
    let rows = rows(reader, visitor, kind, &listed)?;
    let mut bar = filter::bar(reader, visitor, (PATH, kind), query)?;
    bar.hidden.retain(|(name, _)| name != "kind");
    let kinds = [Kind::Clf, Kind::Vo]
        .map(|one| Choice::new(one.code(), words.t(&format!("level-{}", one.code()))));
    let choose = Field::new("kind", words.t("field-kind"), Control::Select(kinds.to_vec()));
    bar.fields.insert(0, choose.value(kind.code()));
    let href = |name: &str, way: Way| sorted(query, PATH, name, way);
    let sorting = Sorting { now: sorting_now(order), by: &["name", "formed_on"], href: &href };
    let mut actions = Vec::new();
    if scope.may(Right::Enter, Area::Groups) {
        actions.push(Link::new(words.t("change-federate"), "/federations/new"));
    }
    Ok(ListPage {
        title: words.t("list-federations"),
        crumbs: Vec::new(),
        behind: None,
        as_on_at: clock::now(),
        filters: bar,
        count: total,
        table: drawn::federations(words, &rows, &sorting),
        pager: Pager {
            shown: i64::try_from(rows.len()).unwrap_or(0),
            total: Some(total),
            first: after.map(|_| query.without(&["after"]).at(PATH)),
            next,
            step: i64::try_from(PAGE).unwrap_or(50),
        },
        excel: Some(query.without(&["after"]).with("format", "xlsx").at(PATH)),
        empty: "list-empty-federations",
        actions,
    })
}

fn kind_of(query: &Query) -> Kind {
    if query.get("kind") == Some("vo") { Kind::Vo } else { Kind::Clf }
}

fn rows(
    reader: &mut Reader,
    visitor: &Visitor,
    kind: Kind,
    listed: &[Listed],
) -> Result<Vec<FederationRow>> {
    let hindi = visitor.hindi();
    let ids: Vec<i64> = listed.iter().map(|row| row.id).collect();
    let held = held(reader, visitor, &ids)?;
    let above: Vec<i64> = listed.iter().map(|row| row.parent_id).filter(|id| *id != 0).collect();
    let names = names_of(reader, visitor.scope(), &above)?;
    let count = |id: i64, of: &[IndicatorId]| -> i64 {
        of.iter().map(|indicator| held.get(&(*indicator, id)).copied().unwrap_or(0)).sum()
    };
    let row = |row: &Listed| {
        let parent = names.get(&row.parent_id).map(|named| named.name(hindi).to_owned());
        FederationRow {
            federation: Link::new(name(row, hindi), format!("{PATH}/{}", row.id)),
            code: row.code.clone().unwrap_or_default(),
            kind: if kind == Kind::Clf { "level-clf" } else { "level-vo" },
            parent: parent.unwrap_or_default(),
            block: visitor.home.address(row.place_id, hindi).pop().unwrap_or_default(),
            formed_on: row.formed_on,
            vos: (kind == Kind::Clf).then(|| count(row.id, &[VO_IN_CLF])),
            groups: count(row.id, &[SHG_ACTIVE, SHG_INACTIVE]),
            members: count(row.id, &[MEMBERS]),
        }
    };
    Ok(listed.iter().map(row).collect())
}

/// What stands in each now, by indicator and federation.
fn held(
    reader: &mut Reader,
    visitor: &Visitor,
    ids: &[i64],
) -> Result<HashMap<(IndicatorId, i64), i64>> {
    let now = Month::of(clock::today());
    let indicators = [SHG_ACTIVE, SHG_INACTIVE, MEMBERS, VO_IN_CLF];
    let window = Window {
        units: ids,
        indicators: &indicators,
        stocks: &indicators,
        from: now,
        to: now,
        as_on: None,
    };
    let mut held = HashMap::new();
    for cell in series(reader, visitor.scope(), &window)? {
        if cell.class != Class::Pending {
            *held.entry((cell.indicator, cell.unit_id)).or_default() += cell.value;
        }
    }
    Ok(held)
}
