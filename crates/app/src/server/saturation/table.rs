//! The table: place by place, how many households are listed, covered, left out and unknown.

use axum::response::Response;
use maud::{Markup, html};
use samuh_documents::write::{Kind as Holds, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_groups::saturation::{model::Outcome, rules::Tally, store};
use samuh_kernel::scope::{Area, Right};
use samuh_places::Level;
use samuh_web::{
    parts::{
        Column, Kind, Link, Stat, Table, button_link, crumbs, download, empty, heading, stats,
        table,
    },
    show,
};

use super::{
    PATH, Standing,
    parts::{band, band_text, behind, number, reasons},
};
use crate::server::{dashboard, excel, visit::Visitor};

/// A place of the table.
struct Line {
    id: i64,
    name: String,
    tally: Tally,
}

/// Title and body of the table of a unit; 0 for all that the desk sees.
pub(super) fn assemble(
    reader: &mut Reader,
    visitor: &Visitor,
    unit: i64,
) -> Result<(String, Markup)> {
    let words = visitor.words;
    let standing = Standing::of(reader, visitor, unit)?;
    let outcomes = store::outcomes(reader, clock::today())?;
    let (whole, lines) = (standing.tally(visitor, unit), lines(visitor, &standing, unit));
    let title = titled(visitor, unit);
    let at = show::instant(clock::now());
    let may_import = visitor.scope().may(Right::Enter, Area::Imports);
    let body = html! {
        (crumbs(words, &way(visitor, unit), &title))
        (heading(&title, html! { (words.t("sat-formula")) " " (words.args("list-as-on", &[("at", at.into())])) }, html! {
            (download(words, &format!("{}?format=xlsx", address(unit))))
        }))
        section.panel {
            (stats(&summary(visitor, unit, &whole)))
        }
        section.panel {
            @if whole.listed == 0 {
                (empty(&words.t("sat-empty"), &words.t("sat-empty.text"), None))
                @if may_import {
                    div.pb { (button_link(&Link::new(words.t("import-new"), "/imports/new"), None, samuh_web::parts::Look::Plain)) }
                }
            } @else {
                div.count { span { (words.t("sat-band")) } }
                (table(&drawn(visitor, &lines, &whole, (unit, &outcomes))))
            }
        }
    };
    Ok((title, body))
}

fn titled(visitor: &Visitor, unit: i64) -> String {
    let name = visitor.home.name(unit, visitor.hindi());
    let title = visitor.words.t("sat-title");
    if name.is_empty() { title } else { format!("{title}: {name}") }
}

/// The page of a unit.
pub(super) fn address(unit: i64) -> String {
    if unit == 0 { PATH.to_owned() } else { format!("{PATH}/places/{unit}") }
}

/// The way down to a unit, from what the desk's page begins with.
pub(super) fn way(visitor: &Visitor, unit: i64) -> Vec<Link> {
    let mut way = Vec::new();
    if super::own_unit(visitor) == unit {
        return way;
    }
    way.push(Link::new(visitor.words.t("sat-title"), PATH));
    let line = dashboard::crumbs(visitor, unit, false);
    let mut above = visitor.home.places.lineage(unit);
    above.retain(|id| *id != unit && visitor.home.is_seen(visitor.scope(), *id));
    above.reverse();
    for (link, id) in line.into_iter().zip(above) {
        if id != super::own_unit(visitor) {
            way.push(Link::new(link.text, address(id)));
        }
    }
    way
}

fn summary(visitor: &Visitor, unit: i64, tally: &Tally) -> Vec<Stat> {
    let words = visitor.words;
    let stat = |key: &str, count: i64, state: &str| Stat {
        name: words.t(key),
        value: show::grouped(count),
        note: String::new(),
        href: behind(unit, state),
    };
    let refused = words.args("sat-refused", &[("n", tally.refused.into())]);
    vec![
        stat("sat-listed", tally.listed, ""),
        stat("sat-covered", tally.covered, "covered"),
        Stat { note: refused, ..stat("sat-left-out", tally.left_out(), "left_out") },
        stat("sat-unknown", tally.unknown, "unknown"),
        Stat {
            name: words.t("indicator-saturation"),
            value: band_text(tally.band()),
            note: if tally.unknown > 0 { words.t("sat-band-short") } else { String::new() },
            href: behind(unit, "open"),
        },
    ]
}

/// The places below a unit, in the order of their names; those without a list too.
fn lines(visitor: &Visitor, standing: &Standing, unit: i64) -> Vec<Line> {
    let home = &visitor.home;
    let level = home.places.get(unit).map(|place| place.level);
    let mut ids: Vec<i64> = match level {
        Some(Level::District) => below(visitor, unit, Level::Block),
        Some(Level::Block) => below(visitor, unit, Level::Gp),
        Some(Level::Gp) => below(visitor, unit, Level::Village),
        _ => {
            let roots = visitor.scope().roots().iter().copied();
            roots.filter(|id| home.places.get(*id).is_some()).collect()
        }
    };
    // A desk of federations begins with the villages themselves; a list may name a panchayat only.
    if ids.is_empty() || level == Some(Level::Gp) {
        ids.extend(standing.by_place.keys());
    }
    ids.sort_unstable();
    ids.dedup();
    let line = |id: i64| {
        let tally = standing.tally(visitor, id);
        Line { id, name: home.name(id, visitor.hindi()).to_owned(), tally }
    };
    let mut lines: Vec<Line> = ids.into_iter().filter(|id| *id != unit).map(line).collect();
    if level == Some(Level::Gp) {
        lines.retain(|line| line.id != unit);
    }
    // Names that are written in Latin letters only stand last in Hindi.
    let is_foreign = |line: &Line| visitor.hindi() && line.name.is_ascii();
    lines.sort_by(|a, b| (is_foreign(a), &a.name, a.id).cmp(&(is_foreign(b), &b.name, b.id)));
    lines
}

fn below(visitor: &Visitor, unit: i64, level: Level) -> Vec<i64> {
    visitor.home.below(unit, level).into_iter().map(|place| place.id).collect()
}

fn drawn(
    visitor: &Visitor,
    lines: &[Line],
    whole: &Tally,
    (unit, outcomes): (i64, &[Outcome]),
) -> Table {
    let words = visitor.words;
    let cells = |id: i64, name: Markup, tally: &Tally| {
        vec![
            name,
            number(tally.listed, &behind(id, "")),
            number(tally.covered, &behind(id, "covered")),
            html! {
                div { (number(tally.left_out(), &behind(id, "left_out")))
                    small { (reasons(visitor, id, tally, outcomes)) } }
            },
            number(tally.unknown, &behind(id, "unknown")),
            band(tally.band()),
        ]
    };
    let row = |line: &Line| {
        let name = html! { a href=(address(line.id)) { (line.name) } };
        cells(line.id, name, &line.tally)
    };
    let column = |kind: Kind, key: &str| Column::new(kind, words.t(key));
    Table {
        caption: words.t("sat-title"),
        columns: vec![
            column(Kind::Text, "field-place"),
            column(Kind::Number, "sat-listed"),
            column(Kind::Number, "sat-covered"),
            column(Kind::Text, "sat-left-out"),
            column(Kind::Number, "sat-unknown"),
            column(Kind::Text, "indicator-saturation"),
        ],
        rows: lines.iter().map(row).collect(),
        foot: Some(cells(unit, html! { (words.t("total")) }, whole)),
    }
}

/// The table as a workbook: the same numbers, each reason in a column of its own.
pub(super) fn workbook(reader: &mut Reader, visitor: &Visitor, unit: i64) -> Result<Response> {
    let words = visitor.words;
    let standing = Standing::of(reader, visitor, unit)?;
    let outcomes = store::outcomes(reader, clock::today())?;
    let lines = lines(visitor, &standing, unit);
    let title = titled(visitor, unit);
    let rows = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let mut head = excel::head(
        words,
        &title,
        rows,
        &[
            ("field-place", Holds::Text, 30),
            ("sat-listed", Holds::Whole, 12),
            ("sat-covered", Holds::Whole, 12),
            ("sat-left-out", Holds::Whole, 12),
            ("sat-unknown", Holds::Whole, 12),
            ("sat-low", Holds::Decimal, 14),
            ("sat-high", Holds::Decimal, 14),
        ],
    );
    head.titles.extend([words.t("sat-formula"), words.t("sat-band")]);
    let reasons: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.leaves_out).collect();
    head.columns.extend(reasons.iter().map(|outcome| samuh_documents::write::Column {
        heading: outcome.name(visitor.hindi()).to_owned(),
        kind: Holds::Whole,
        width: 16,
    }));
    let answer = excel::answer(&title, &head, |sheet| {
        for line in &lines {
            let tally = &line.tally;
            let share = |of: fn(&samuh_groups::saturation::rules::Band) -> i64| {
                tally.band().map_or(Value::Empty, |band| per_cent(of(&band)))
            };
            let mut row = vec![
                Value::Text(&line.name),
                Value::Whole(tally.listed),
                Value::Whole(tally.covered),
                Value::Whole(tally.left_out()),
                Value::Whole(tally.unknown),
                share(|band| band.low),
                share(|band| band.high),
            ];
            row.extend(reasons.iter().map(|outcome| {
                Value::Whole(tally.reasons.get(&outcome.code).copied().unwrap_or_default())
            }));
            sheet.row(&row)?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}

#[expect(clippy::cast_precision_loss, reason = "tenths of a per cent")]
fn per_cent(per_mille: i64) -> Value<'static> {
    Value::Decimal(per_mille as f64 / 10.0)
}
