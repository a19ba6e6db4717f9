//! The entries behind one figure: each adds or takes away, and together they make it.

use maud::{Markup, html};

use crate::parts::{
    Column, Fact, Filters, Kind, Link, Pager, Table, crumbs, download, empty, facts, filters,
    heading, pager, table,
};
use crate::show::{self, Quantity};
use crate::words::Words;

/// One entry of the journal.
pub struct EntryRow {
    /// The month it counts in, in words.
    pub month: String,
    /// What it adds; negative when it takes away.
    pub delta: Quantity,
    /// The place it counts for.
    pub place: String,
    /// The group or federation behind it, with its page.
    pub record: Option<Link>,
    /// The key of its source: `source-counted` …
    pub source: &'static str,
    /// When it was recorded (microseconds UTC).
    pub recorded_at: i64,
    /// Who recorded it: post, person.
    pub by: String,
    /// The import it came with.
    pub import: Option<Link>,
}

/// The entries behind one figure.
pub struct EntriesPage {
    /// The indicator's name.
    pub indicator: String,
    /// The place or institution.
    pub place: String,
    /// The period in words.
    pub period: String,
    /// The way down to it.
    pub crumbs: Vec<Link>,
    /// The figure.
    pub value: Quantity,
    /// The figure by source: the key of the source and its part.
    pub by_source: Vec<(&'static str, Quantity)>,
    /// The groups or sheets behind it.
    pub records: Option<Link>,
    /// The filter bar.
    pub filters: Option<Filters>,
    /// The entries of this page.
    pub rows: Vec<EntryRow>,
    /// Where the reader stands.
    pub pager: Pager,
    /// All entries as Excel.
    pub excel: Option<String>,
}

/// Draws the entries behind a figure.
pub fn draw(page: &EntriesPage, w: &Words) -> Markup {
    let title = w.args("entries-title", &[("indicator", page.indicator.as_str().into())]);
    let sum = w.args("entries-sum", &[("value", show::quantity(page.value, w).into())]);
    html! {
        (crumbs(w, &page.crumbs, &title))
        (heading(&title, html! { (page.place) " · " (page.period) }, html! {
            @if let Some(link) = &page.records { a.btn href=(link.href) { (link.text) } }
        }))
        section.panel {
            @if let Some(bar) = &page.filters { (filters(w, bar)) }
            div.count {
                b { (sum) }
                span { (w.t("entries-explain")) }
                @if let Some(href) = &page.excel { (download(w, href)) }
            }
            @if page.by_source.len() > 1 { div.pb { (facts(&by_source(page, w))) } }
            @if page.rows.is_empty() {
                (empty(&w.t("entries-none"), &w.t("entries-none.text"), None))
            } @else {
                (table(&entries(page, w)))
                (pager(w, &page.pager))
            }
        }
    }
}

fn by_source(page: &EntriesPage, w: &Words) -> Vec<Fact> {
    let fact =
        |(key, value): &(&'static str, Quantity)| Fact::text(w.t(key), &show::quantity(*value, w));
    page.by_source.iter().map(fact).collect()
}

fn entries(page: &EntriesPage, w: &Words) -> Table {
    let cells = |row: &EntryRow| {
        vec![
            html! {
                @match &row.record {
                    Some(link) => a href=(link.href) { (link.text) },
                    None => (row.place),
                }
            },
            html! { (row.place) },
            html! { (row.month) },
            html! { (signed(row.delta, w)) },
            html! { (w.t(row.source)) },
            html! { (show::instant(row.recorded_at)) },
            html! {
                (row.by)
                @if let Some(link) = &row.import { small { a href=(link.href) { (link.text) } } }
            },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("entries-explain"),
        columns: vec![
            column(Kind::Text, "field-name"),
            column(Kind::Text, "field-place"),
            column(Kind::Text, "field-month"),
            column(Kind::Number, "field-change"),
            column(Kind::State, "field-source"),
            column(Kind::Day, "field-recorded"),
            column(Kind::Text, "field-by"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

fn signed(delta: Quantity, w: &Words) -> String {
    let sign = if delta.size() > 0 { "+" } else { "" };
    format!("{sign}{}", show::quantity(delta, w))
}
