//! The households behind a number, by name.

use axum::extract::Query as Asked;
use maud::{Markup, html};
use samuh_engine::{Reader, Result, clock};
use samuh_groups::saturation::{
    model::{Ask, Covering, Field, Outcome, Seen},
    store,
};
use samuh_kernel::scope::{Area, Right};
use samuh_web::{
    page::Section,
    parts::{
        Choice, Column, Control, Field as Asks, Filters, Kind, Link, Pager, Table, crumbs,
        download, empty, filters, heading, pager, table,
    },
    show,
};

use super::{
    PATH, Standing, own_unit,
    parts::{covering, last, link, state, state_name},
    table::{address, way},
};
use crate::server::{
    fail::Answer,
    privacy::{Leaving, leaves},
    query::Query,
    visit::Visitor,
};

/// Households of a page.
const PAGE: i64 = 50;
/// Households of a workbook: a district's list.
const ALL: i64 = 1_000_000;

/// The list.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    if query.get("format") == Some("xlsx") {
        let read = move |reader: &mut Reader| {
            let (unit, ask) = asked(&reads, &query);
            Standing::of(reader, &reads, unit)?;
            let outcomes = store::outcomes(reader, clock::today())?;
            let found = store::list(reader, reads.scope(), &ask, (clock::today(), ALL, 0))?;
            let title = titled(&reads, unit, &state_name(&reads, &ask.state, &outcomes));
            let rows = i64::try_from(found.len()).unwrap_or(i64::MAX);
            let file = Leaving::of(&reads, "households", (&query, rows));
            let found: Vec<_> = found.iter().collect();
            Ok((file, super::excel::write(&reads, &title, &found, &outcomes)?))
        };
        let (file, answer) = visitor.app.read(read).await?;
        leaves(&visitor, file).await?;
        return Ok(answer);
    }
    let (title, body) = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    Ok(visitor.page(&title, Some(Section::Saturation), body))
}

/// The unit and the households asked for.
fn asked(visitor: &Visitor, query: &Query) -> (i64, Ask) {
    let unit = query.number("unit").filter(|id| *id >= 0).unwrap_or_else(|| own_unit(visitor));
    let state = query.get("state").unwrap_or_default().to_owned();
    (unit, Ask { place_id: unit, state, ..Ask::default() })
}

fn titled(visitor: &Visitor, unit: i64, state: &str) -> String {
    let name = visitor.home.name(unit, visitor.hindi());
    let title = format!("{}: {state}", visitor.words.t("sat-households"));
    if name.is_empty() { title } else { format!("{title}, {name}") }
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<(String, Markup)> {
    let (words, today) = (visitor.words, clock::today());
    let (unit, ask) = asked(visitor, query);
    let total = Standing::of(reader, visitor, unit)?.tally(visitor, unit).count(&ask.state);
    let outcomes = store::outcomes(reader, today)?;
    let from = query.number("from").filter(|from| *from > 0).unwrap_or(0);
    let found = store::list(reader, visitor.scope(), &ask, (today, PAGE, from))?;
    let mut through = Vec::new();
    let mut places: Vec<i64> = found.iter().map(|seen| seen.target.place_id).collect();
    places.dedup();
    for place in places {
        through.extend(store::covering(reader, visitor.scope(), (place, 0), today)?);
    }
    let name = state_name(visitor, &ask.state, &outcomes);
    let title = titled(visitor, unit, &name);
    let here = format!("{PATH}/households");
    let shown = i64::try_from(found.len()).unwrap_or(0);
    let list = listed(visitor, &title, &found, (&through, &outcomes));
    let rest =
        (from + shown < total).then(|| query.with("from", (from + PAGE).to_string()).at(&here));
    let steps = Pager {
        shown,
        total: Some(total),
        first: (from > 0).then(|| query.without(&["from"]).at(&here)),
        next: rest,
        step: PAGE,
    };
    let mut crumb = way(visitor, unit);
    let unit_name = visitor.home.name(unit, visitor.hindi());
    let unit_name = if unit_name.is_empty() { words.t("sat-title") } else { unit_name.to_owned() };
    crumb.push(Link::new(unit_name, address(unit)));
    let at = show::instant(clock::now());
    let excel = query.without(&["from"]).with("format", "xlsx").at(&here);
    let body = html! {
        (crumbs(words, &crumb, &name))
        (heading(&title, html! { (words.args("list-as-on", &[("at", at.into())])) }, html! {
            (download(words, &excel))
        }))
        section.panel {
            (filters(words, &bar(visitor, &here, (unit, &ask.state), &outcomes)))
            div.count { b { (words.args("list-count", &[("n", total.into())])) } }
            @if found.is_empty() {
                (empty(&words.t("sat-none"), &words.t("sat-none.text"), None))
            } @else { (table(&list)) (pager(words, &steps)) }
        }
    };
    Ok((title, body))
}

fn listed(
    visitor: &Visitor,
    title: &str,
    found: &[Seen],
    (through, outcomes): (&[Covering], &[Outcome]),
) -> Table {
    let words = visitor.words;
    let row = |seen: &Seen| {
        let (link, last) = (link(seen), last(visitor, seen, outcomes));
        let place = visitor.home.address(seen.target.place_id, visitor.hindi()).join(", ");
        vec![
            html! { a href=(link.href) { (link.text) } },
            html! { (seen.target.texts.get(Field::Relation)) },
            html! { (place) },
            html! { (state(visitor, &seen.state)) (covering(visitor, through, seen.target.id)) },
            html! { (last) },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, words.t(key));
    Table {
        caption: title.to_owned(),
        columns: vec![
            column(Kind::Text, "sat-head"),
            column(Kind::Text, "field-relation"),
            column(Kind::Text, "field-place"),
            column(Kind::State, "sat-state"),
            column(Kind::Text, "sat-last"),
        ],
        rows: found.iter().map(row).collect(),
        foot: None,
    }
}

fn bar(visitor: &Visitor, here: &str, (unit, state): (i64, &str), outcomes: &[Outcome]) -> Filters {
    let states = ["", "covered", "open", "left_out", "unknown"].into_iter();
    let reasons = outcomes.iter().filter(|one| one.leaves_out).map(|one| one.code.as_str());
    let choices = states
        .chain(reasons)
        .map(|code| Choice::new(code, state_name(visitor, code, outcomes)))
        .collect();
    Filters {
        action: here.to_owned(),
        hidden: vec![("unit".to_owned(), unit.to_string())],
        fields: vec![
            Asks::new("state", visitor.words.t("sat-state"), Control::Select(choices)).value(state),
        ],
        clear: None,
    }
}
