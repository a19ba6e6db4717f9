//! Beside the table: the map of one indicator and the federations that lag most.

use maud::{Markup, html};

use super::{DashboardPage, HeatCell, Lagging, LaggingRow, MapCard};
use crate::parts::{Choice, Control, Field, Look, button, empty, field};
use crate::show;
use crate::svg::{Choropleth, MapShape, ShapeLook, choropleth, spark};
use crate::words::Words;

pub(super) fn map(card: &MapCard, page: &DashboardPage, w: &Words) -> Markup {
    let choices = card.indicators.iter().map(|(code, name)| Choice::new(code, name)).collect();
    let name = card.indicators.iter().find(|(code, _)| *code == card.chosen);
    let name = name.map_or(card.chosen.as_str(), |(_, name)| name);
    let title = w.args("map-title", &[("indicator", name.into())]);
    let select = Field::new("map", w.t("map-indicator"), Control::Select(choices));
    html! {
        section.panel {
            div.ph { h2 { (w.t("map")) } span.sub { (name) } }
            form.sel method="get" action=(page.choose.action) {
                @for (name, value) in kept(page) {
                    input type="hidden" name=(name) value=(value);
                }
                (field(w, &select.value(card.chosen.clone())))
                (button(Look::Plain, &w.t("filter-apply"), None))
            }
            div.map {
                (choropleth(&Choropleth {
                    title,
                    shapes: card.areas.iter().map(|(shape, cell)| look(shape, cell, w)).collect(),
                }))
                p.note { (w.t(card.note)) }
            }
        }
    }
}

/// The period and the rest of the query, so that choosing an indicator keeps the place.
fn kept(page: &DashboardPage) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> =
        page.choose.hidden.iter().filter(|(name, _)| name != "map").cloned().collect();
    kept.push(("year".into(), page.choose.year.to_string()));
    if let Some(month) = page.choose.month {
        kept.push(("month".into(), month.to_string()));
    }
    if let Some(day) = page.choose.as_on {
        kept.push(("as_on".into(), show::day(day)));
    }
    kept
}

fn look(shape: &MapShape, cell: &HeatCell, w: &Words) -> ShapeLook {
    let achieved = cell.achieved.map_or("—".to_owned(), show::narrow);
    let value = match (cell.percent, cell.expected) {
        (Some(percent), Some(expected)) => {
            format!("{} · {achieved}/{}", show::percent(percent), show::narrow(expected))
        }
        _ => achieved,
    };
    ShapeLook {
        shape: shape.clone(),
        class: cell.status.class(),
        told: format!("{}: {value}, {}", shape.name, w.t(cell.status.key())),
        value,
        href: cell.href.clone(),
    }
}

pub(super) fn lagging(card: &Lagging, w: &Words) -> Markup {
    html! {
        section.panel {
            div.ph {
                h2 { (w.t(&format!("lagging-{}", card.units_are.code()))) }
                @if let Some((href, n)) = &card.all {
                    a.r href=(href) { (w.args("see-all", &[("n", (*n).into())])) }
                }
            }
            @if card.rows.is_empty() { (empty(&w.t("lagging-none"), "", None)) }
            @else { ul.rows.lag { @for row in &card.rows { li { (lagging_row(row, w)) } } } }
        }
    }
}

fn lagging_row(row: &LaggingRow, w: &Words) -> Markup {
    let months: Vec<String> = row.months.iter().map(|n| show::percent(*n)).collect();
    let told = w.args("lagging-months", &[("months", months.join(", ").into())]);
    html! {
        span {
            a href=(row.unit.href) { (row.unit.text) @if !row.above.is_empty() { ", " (row.above) } }
            small { (row.indicator) }
        }
        (spark(&row.months, &told))
        span class=(format!("v {}", row.status.class())) {
            (show::percent(row.percent)) span.vh { " " (w.t(row.status.key())) }
        }
    }
}
