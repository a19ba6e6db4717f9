//! Indicators against units: per cent of the target to date, with what was achieved and expected
//! under it. With many units the table is turned: a row for each unit.

use maud::{Markup, html};

use super::{DashboardPage, HeatCell, HeatRow, HeatTable, Source, Status};
use crate::parts::{Icon, icon, tabs};
use crate::show::{self, Quantity};
use crate::svg::year_bar;
use crate::words::Words;

/// More units than this stand under each other instead of side by side.
const MOST_COLUMNS: usize = 8;

pub(super) fn is_turned(table: &HeatTable) -> bool {
    table.units.len() > MOST_COLUMNS
}

pub(super) fn panel(table: &HeatTable, page: &DashboardPage, w: &Words) -> Markup {
    let key = format!("heat-title-{}", table.units_are.code());
    html! {
        section.panel.heatp {
            div.ph {
                h2 { (w.t(&key)) }
                span.sub { (w.t(if page.has_targets { "heat-sub" } else { "heat-sub-plain" })) }
                @if let Some(href) = &table.excel {
                    a.r href=(href) { (icon(Icon::Download)) " " (w.t("download-excel")) }
                }
            }
            @if table.views.len() > 1 { (tabs(&w.t("heat-views"), &table.views)) }
            @if page.has_targets { (legend(w)) }
            div.scroll tabindex="0" role="region" aria-label=(w.t(&key)) {
                @if is_turned(table) { (turned(table, w)) } @else { (upright(table, w)) }
            }
        }
    }
}

fn legend(w: &Words) -> Markup {
    html! {
        div.legend aria-hidden="true" {
            @for status in Status::ALL {
                span {
                    i class=(status.class()) {}
                    (status.glyph()) " " (w.t(&format!("{}.range", status.key())))
                }
            }
            span.today { b {} (w.t("heat-today")) }
        }
    }
}

fn upright(table: &HeatTable, w: &Words) -> Markup {
    let columns = table.units.len() + 2;
    html! {
        table role="table" class=(format!("heat units-{}", table.units.len())) {
            caption.vh { (w.t(&format!("heat-title-{}", table.units_are.code()))) }
            thead role="rowgroup" { tr role="row" {
                th scope="col" role="columnheader" { (w.t("heat-indicator")) }
                @for unit in &table.units {
                    th.b scope="col" role="columnheader" {
                        a href=(unit.link.href) { (unit.link.text) }
                        @if is_aimed(table) { (behind(unit.behind, w)) }
                    }
                }
                th scope="col" role="columnheader" {
                    (table.whole) " " small { (w.t("heat-whole")) }
                }
            } }
            tbody role="rowgroup" {
                @for group in &table.groups {
                    tr.grp role="row" {
                        th colspan=(columns) scope="colgroup" role="columnheader" { (group.name) }
                    }
                    @for row in &group.rows { (indicator_row(row, table, w)) }
                }
            }
        }
    }
}

/// Whether any unit has a target: without one nothing can be behind or in order.
fn is_aimed(table: &HeatTable) -> bool {
    let cells = table.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    cells.into_iter().any(|cell| cell.expected.is_some())
}

fn behind(count: i64, w: &Words) -> Markup {
    html! {
        small.hot[count >= 4] { (w.args("heat-behind", &[("n", count.into())])) }
    }
}

fn indicator_row(row: &HeatRow, table: &HeatTable, w: &Words) -> Markup {
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                a href=(row.indicator.href) { (row.indicator.text) } " "
                small { (about(row, w)) }
            }
            @for (unit, cell) in table.units.iter().zip(&row.cells) {
                td.c role="cell" { (cell_link(cell, &unit.link.text, w)) }
            }
            td.d role="cell" { (whole(row, w)) }
        }
    }
}

fn about(row: &HeatRow, w: &Words) -> Markup {
    let annual = row.annual.map(|annual| match annual {
        Quantity::Count(_) => format!("{} {}", show::quantity(annual, w), row.unit),
        _ => show::quantity(annual, w),
    });
    html! {
        @match annual {
            Some(annual) => (w.args("heat-annual", &[("n", annual.into())])),
            None => (row.unit),
        }
        @if in_money(row) && row.annual.is_some() { " · " (w.t("heat-in-lakh")) }
        @if row.source != Source::Counted { " · " (w.t(row.source.key())) }
    }
}

fn in_money(row: &HeatRow) -> bool {
    matches!(row.whole.achieved.or(row.annual), Some(Quantity::Paise(_)))
}

/// One cell: the per cent with its sign, what was done of what was expected, and the words.
pub(super) fn cell_link(cell: &HeatCell, unit: &str, w: &Words) -> Markup {
    let class = format!("cell {}", cell.status.class());
    html! {
        a class=(class) href=(cell.href) {
            span.u { (unit) }
            @match (cell.percent, cell.achieved) {
                (Some(percent), achieved) => {
                    span.p {
                        b { (show::percent(percent)) }
                        @if !cell.status.glyph().is_empty() {
                            em aria-hidden="true" { (cell.status.glyph()) }
                        }
                    }
                    small {
                        (achieved.map_or("0".to_owned(), show::narrow))
                        @if let Some(expected) = cell.expected {
                            span.tg { "/" (show::narrow(expected)) }
                        }
                    }
                    span.vh { " " (w.t(cell.status.key())) }
                }
                (None, Some(achieved)) => {
                    span.p { b { (show::narrow(achieved)) } }
                    span.vh { " " (w.t(cell.status.key())) }
                }
                (None, None) => {
                    span.p { b aria-hidden="true" { "—" } }
                    span.vh { (w.t("heat-no-entry")) }
                }
            }
        }
    }
}

fn whole(row: &HeatRow, w: &Words) -> Markup {
    let cell = &row.whole;
    let achieved = cell.achieved.map_or("—".to_owned(), |n| show::quantity(n, w));
    html! {
        a.t href=(cell.href) {
            b { (achieved) }
            @if let Some(percent) = cell.percent {
                span {
                    (show::percent(percent))
                    span.vh { " " (w.t("heat-of-pace")) ", " (w.t(cell.status.key())) }
                }
            }
        }
        @if let Some((whole, size)) = row.annual.map(Quantity::size).zip(cell.achieved) {
            (year_bar(size.size(), cell.expected.map(Quantity::size), whole,
                cell.status.bar_class()))
        }
    }
}

fn turned(table: &HeatTable, w: &Words) -> Markup {
    let rows: Vec<&HeatRow> = table.groups.iter().flat_map(|group| &group.rows).collect();
    html! {
        table.heat.turned role="table" {
            caption.vh { (w.t(&format!("heat-title-{}", table.units_are.code()))) }
            thead role="rowgroup" { tr role="row" {
                th scope="col" role="columnheader" {
                    (w.t(&format!("level-{}", table.units_are.code())))
                }
                @for row in &rows {
                    th.b scope="col" role="columnheader" {
                        a href=(row.indicator.href) { (row.indicator.text) }
                        @if in_money(row) { small { (w.t("heat-in-lakh")) } }
                        @if row.source != Source::Counted { small { (w.t(row.source.key())) } }
                    }
                }
            } }
            tbody role="rowgroup" {
                tr.sum role="row" {
                    th scope="row" role="rowheader" { (table.whole) }
                    @for row in &rows {
                        td.c role="cell" { (cell_link(&row.whole, &row.indicator.text, w)) }
                    }
                }
                @for (at, unit) in table.units.iter().enumerate() {
                    tr role="row" {
                        th scope="row" role="rowheader" {
                            a href=(unit.link.href) { (unit.link.text) } " "
                            @if is_aimed(table) { (behind(unit.behind, w)) }
                        }
                        @for row in &rows {
                            td.c role="cell" {
                                @if let Some(cell) = row.cells.get(at) {
                                    (cell_link(cell, &row.indicator.text, w))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
