//! Targets: the year's indicators with their plans, and the grid of one indicator, units by months,
//! whose parts must make the whole.

use maud::{Markup, html};
use samuh_kernel::calendar::{FinancialYear, Month};

use crate::assets;
use crate::parts::{
    Choice, Column, Control, Field, Filters, Kind, Link, Look, Problem, Table, Tone, TrailItem,
    button, crumbs, download, empty, field, filters, heading, notice, panel_with, problems, table,
    tag, trail,
};
use crate::show::{self, Quantity};
use crate::words::Words;

/// One indicator's plan in the list.
pub struct PlanRow {
    /// The indicator's name and the page of its grid.
    pub indicator: Link,
    /// The unit of count.
    pub unit: String,
    /// The year's target of the district; `None` when not set.
    pub total: Option<Quantity>,
    /// The sum of what is split to the units below.
    pub split: Option<Quantity>,
    /// Expected by today.
    pub to_date: Option<Quantity>,
    /// Whether it is locked: it changes only by a revision.
    pub locked: bool,
}

/// The year's targets.
pub struct TargetsPage {
    /// The year.
    pub year: FinancialYear,
    /// The filter bar: year, unit.
    pub filters: Filters,
    /// The plans.
    pub rows: Vec<PlanRow>,
    /// The targets as Excel: also the sheet to fill in and import.
    pub excel: Option<String>,
    /// Whether the reader's post may import targets.
    pub may_import: bool,
}

/// Draws the year's targets.
pub fn draw(page: &TargetsPage, w: &Words) -> Markup {
    let year = show::year(page.year);
    let import = Link::new(w.t("targets-import"), "/imports/new?register=targets");
    html! {
        (heading(&w.args("targets-title", &[("year", year.into())]), html! {
            (w.t("targets-under"))
        }, html! {
            a.btn href="/rankings" { (w.t("rankings")) }
            @if page.may_import { a.btn href=(import.href) { (import.text) } }
        }))
        section.panel {
            (filters(w, &page.filters))
            @if let Some(href) = &page.excel { div.count { (download(w, href)) } }
            @if page.rows.is_empty() {
                (empty(&w.t("targets-empty"), &w.t("targets-empty.text"), page.may_import.then_some(&import)))
            } @else { (table(&plans(page, w))) }
        }
    }
}

fn plans(page: &TargetsPage, w: &Words) -> Table {
    let shown = |value: Option<Quantity>| value.map_or("—".to_owned(), |n| show::quantity(n, w));
    let cells = |row: &PlanRow| {
        let (tone, key) = match (row.total, row.split) {
            (None, _) => (Tone::Warn, "targets-state-none"),
            (Some(total), Some(split)) if total == split && row.locked => {
                (Tone::Good, "targets-state-locked")
            }
            (Some(total), Some(split)) if total == split => (Tone::Good, "targets-state-whole"),
            _ => (Tone::Bad, "targets-state-differs"),
        };
        vec![
            html! { a href=(row.indicator.href) { (row.indicator.text) } small { (row.unit) } },
            html! { (shown(row.total)) },
            html! { (shown(row.split)) },
            html! { (shown(row.to_date)) },
            tag(tone, &w.t(key)),
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("targets-list"),
        columns: vec![
            column(Kind::Text, "field-indicator"),
            column(Kind::Number, "targets-year-total"),
            column(Kind::Number, "targets-split"),
            column(Kind::Number, "targets-to-date"),
            column(Kind::State, "field-status"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

/// One unit of the grid.
pub struct GridRow {
    /// The unit's code: the form's fields are called `t-<code>-<month>` with months 1 (April) to 12.
    pub code: String,
    /// The unit's name and page.
    pub unit: Link,
    /// The year's target of the unit.
    pub year: i64,
    /// The months, April first.
    pub months: [i64; 12],
    /// What was typed, when it is shown again because of a fault.
    pub typed: Option<[String; 12]>,
}

/// One change of a locked plan.
pub struct Revision {
    /// When (microseconds UTC).
    pub at: i64,
    /// What changed: unit, from, to.
    pub what: String,
    /// The reason and the number of the order.
    pub reason: String,
    /// Who.
    pub by: String,
}

/// The grid of one indicator.
pub struct GridPage {
    /// The indicator's name.
    pub indicator: String,
    /// The unit of count, or `₹ लाख`.
    pub unit: String,
    /// Whether the amounts are paise; they are shown and typed in lakh rupees.
    pub money: bool,
    /// The year.
    pub year: FinancialYear,
    /// The address the form is sent to.
    pub action: String,
    /// The version of the plan the reader sees.
    pub version: i64,
    /// The whole's target of the year.
    pub total: i64,
    /// The units.
    pub rows: Vec<GridRow>,
    /// Whether it is locked: every change needs a reason and an order number.
    pub locked: bool,
    /// How it can be split afresh: code and name of each way.
    pub ways: Vec<Choice>,
    /// How a split can spread the year to months: code and name of each way.
    pub seasons: Vec<Choice>,
    /// What the reader chose and wrote beside the cells, when it is shown again.
    pub said: Said,
    /// The changes so far, the newest first.
    pub revisions: Vec<Revision>,
    /// The faults.
    pub problems: Vec<Problem>,
    /// The grid as Excel.
    pub excel: Option<String>,
    /// Whether the reader's post may change it.
    pub may_edit: bool,
}

/// What stands in the fields below the grid.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The number by which a second press is known for the same act.
    pub op: String,
    /// What stays the same: `total`, `year` or `change`.
    pub keep: String,
    /// The way of a split.
    pub way: String,
    /// The total to be split.
    pub total: String,
    /// How the year is spread to months.
    pub season: String,
    /// Twelve shares, when they were typed.
    pub shares: String,
    /// The reason of a revision.
    pub reason: String,
    /// The number of the order.
    pub order: String,
}

/// The script that moves between cells by arrow keys and keeps the sums in sight while typing; the
/// page works without it.
pub const SCRIPT: &str = "grid.js";

/// Draws the grid of one indicator.
pub fn grid(page: &GridPage, w: &Words) -> Markup {
    let year = show::year(page.year);
    let title = w.args(
        "grid-title",
        &[("indicator", page.indicator.as_str().into()), ("year", year.as_str().into())],
    );
    let back = Link::new(w.args("targets-title", &[("year", year.into())]), "/targets");
    html! {
        (crumbs(w, &[back], &page.indicator))
        (heading(&title, html! { (page.unit) " · " (w.t("grid-under")) }, html! {
            @if let Some(href) = &page.excel { (download(w, href)) }
        }))
        (problems(w, &told(page)))
        @if page.locked { (notice(Tone::Warn, &w.t("grid-locked"), html! {
            p { (w.t("grid-locked.text")) }
        })) }
        form.stack method="post" action=(page.action) {
            input type="hidden" name="version" value=(page.version);
            input type="hidden" name="op" value=(page.said.op);
            section.panel { div.scroll tabindex="0" role="region" aria-label=(title) {
                (cells(page, w))
            } }
            @if page.may_edit { (finish(page, w)) }
        }
        @if !page.revisions.is_empty() { (revisions(page, w)) }
        script src=(assets::url(SCRIPT)) defer {}
    }
}

/// What is wrong; where the plan is locked there is nothing to split, and no field of it.
fn told(page: &GridPage) -> Vec<Problem> {
    let is_gone =
        |one: &Problem| matches!(one.field.as_str(), "total" | "shares") && !is_split(page);
    let bare = |one: &Problem| Problem { field: String::new(), ..one.clone() };
    page.problems.iter().map(|one| if is_gone(one) { bare(one) } else { one.clone() }).collect()
}

fn is_split(page: &GridPage) -> bool {
    page.may_edit && !page.ways.is_empty() && !page.locked
}

fn cells(page: &GridPage, w: &Words) -> Markup {
    let months = page.year.months();
    let sums: [i64; 12] =
        std::array::from_fn(|at| page.rows.iter().map(|row| row.months[at]).sum());
    let all: i64 = sums.iter().sum();
    let shown = |n: i64| if page.money { show::lakh(n) } else { show::grouped(n) };
    html! {
        table.grid data-grid="" {
            caption.vh { (w.t("grid-caption")) }
            thead { tr {
                th scope="col" { (w.t("grid-unit")) }
                @for month in months { th scope="col" { (show::month_short(month, w)) } }
                th scope="col" { (w.t("grid-sum")) }
                th scope="col" { (w.t("grid-year")) }
            } }
            tbody {
                @for row in &page.rows { (grid_row(row, page, &months, w)) }
            }
            tfoot { tr {
                th scope="row" { (w.t("total")) }
                @for (at, sum) in sums.iter().enumerate() {
                    td.sum data-column=(at + 1) { (shown(*sum)) }
                }
                td.sum data-all="" .off[all != page.total] { (shown(all)) }
                td.sum { (shown(page.total)) }
            } }
        }
    }
}

fn grid_row(row: &GridRow, page: &GridPage, months: &[Month; 12], w: &Words) -> Markup {
    let sum: i64 = row.months.iter().sum();
    let shown = |n: i64| if page.money { show::lakh(n) } else { show::grouped(n) };
    let typed = |at: usize| match &row.typed {
        Some(typed) => typed[at].clone(),
        None => shown(row.months[at]),
    };
    html! {
        tr {
            th scope="row" { a href=(row.unit.href) { (row.unit.text) } }
            @for (at, month) in months.iter().enumerate() {
                @let name = format!("t-{}-{}", row.code, at + 1);
                @let wrong = Problem::of(&page.problems, &name);
                td {
                    input type="text" inputmode="decimal" autocomplete="off" id=(Problem::id_of(wrong, &name)) name=(name)
                        value=(typed(at)) readonly[!page.may_edit]
                        aria-invalid=[wrong.map(|_| "true")]
                        aria-label=(format!("{}, {}", row.unit.text, show::month(*month, w)));
                }
            }
            td.sum data-row="" .off[sum != row.year] { (shown(sum)) }
            td.sum data-year="" { (shown(row.year)) }
        }
    }
}

fn finish(page: &GridPage, w: &Words) -> Markup {
    let said = &page.said;
    let line = |name: &str, key: &str, value: &str| {
        Field::new(name, w.t(key), Control::Text).value(value).checked(&page.problems)
    };
    let is_new = page.version == 0;
    let keep = if said.keep.is_empty() { "total" } else { said.keep.as_str() };
    html! {
        section.panel { div.pb.top-pad { div.form.broad {
            @if page.locked { (field(w, &line("reason", "grid-reason", &said.reason).required())) }
            @if !is_new {
                @let order = line("order", "grid-order", &said.order);
                (field(w, &if page.locked { order.required() } else { order }))
                (field(w, &Field::new("keep", w.t("grid-keep"), Control::Radios(vec![
                    Choice::new("total", w.t("grid-keep.total")),
                    Choice::new("year", w.t("grid-keep.year")),
                    Choice::new("change", w.t("grid-keep.change")),
                ])).value(keep).hint(w.t("grid-keep.hint"))))
            }
            div.go {
                (button(Look::Primary, &w.t("grid-save"), Some("save")))
                @if !page.locked && !is_new {
                    (button(Look::Plain, &w.t("grid-lock"), Some("lock")))
                }
            }
        } } }
        // Enter in a cell presses the first button of the form: saving must come before splitting.
        @if is_split(page) { (split(page, w)) }
    }
}

fn split(page: &GridPage, w: &Words) -> Markup {
    let total = Field::new("total", w.t("grid-total"), Control::Number)
        .value(page.said.total.as_str())
        .checked(&page.problems);
    let way = Field::new("way", w.t("grid-way"), Control::Select(page.ways.clone()))
        .value(page.said.way.as_str())
        .hint(w.t("grid-way.hint"));
    let season = Field::new("season", w.t("grid-season"), Control::Select(page.seasons.clone()))
        .value(page.said.season.as_str());
    let shares = Field::new("shares", w.t("grid-shares"), Control::Text)
        .value(page.said.shares.as_str())
        .hint(w.t("grid-shares.hint"))
        .checked(&page.problems);
    html! {
        section.panel { div.pb.top-pad { div.form.broad {
            (field(w, &total)) (field(w, &way))
            (field(w, &season)) (field(w, &shares))
            div.go { (button(Look::Plain, &w.t("grid-split"), Some("split"))) }
        } } }
    }
}

fn revisions(page: &GridPage, w: &Words) -> Markup {
    let items: Vec<TrailItem> = page
        .revisions
        .iter()
        .map(|one| TrailItem {
            when: show::instant(one.at),
            what: html! { (one.what) },
            who: format!("{} · {}", one.reason, one.by),
        })
        .collect();
    panel_with(&w.t("grid-revisions"), Some(&w.t("grid-revisions.note")), None, trail(&items))
}
