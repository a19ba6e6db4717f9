//! Tables whose columns know what they hold, and the pager under them. On a phone each row is
//! laid out as a card; the roles keep it a table for a reader.

use maud::{Markup, html};

use super::Link;
use crate::words::Words;

/// What a column holds: it decides the alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Names and words.
    Text,
    /// Counts and money, at the right.
    Number,
    /// Days.
    Day,
    /// A tag or a state.
    State,
}

impl Kind {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::State => None,
            Self::Number => Some("n"),
            Self::Day => Some("day"),
        }
    }
}

/// The direction of a sorted column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest or first letter first.
    Up,
    /// Largest or last letter first.
    Down,
}

/// A column's link that sorts the list by it.
#[derive(Clone, Debug)]
pub struct Sort {
    /// The same list, sorted by this column (the other way when it already is).
    pub href: String,
    /// The present order by this column, if the list is sorted by it.
    pub now: Option<Order>,
}

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading, in the reader's language.
    pub label: String,
    /// What it holds.
    pub kind: Kind,
    /// How to sort by it; `None` when one cannot.
    pub sort: Option<Sort>,
}

impl Column {
    /// A column one cannot sort by.
    pub fn new(kind: Kind, label: impl Into<String>) -> Self {
        Self { label: label.into(), kind, sort: None }
    }

    /// The same column with a link that sorts the list.
    pub fn sorted(self, href: impl Into<String>, now: Option<Order>) -> Self {
        Self { sort: Some(Sort { href: href.into(), now }), ..self }
    }
}

/// A table: its rows have as many cells as there are columns; the first cell names the row.
pub struct Table {
    /// What the table holds, for a reader.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Markup>>,
    /// A row of sums, if the table has one.
    pub foot: Option<Vec<Markup>>,
}

/// Draws a table.
pub fn table(table: &Table) -> Markup {
    html! {
        table.tbl role="table" {
            caption.vh { (table.caption) }
            thead role="rowgroup" { tr role="row" {
                @for column in &table.columns { (head(column)) }
            } }
            tbody role="rowgroup" {
                @for cells in &table.rows { (row(&table.columns, cells)) }
            }
            @if let Some(cells) = &table.foot {
                tfoot role="rowgroup" { (row(&table.columns, cells)) }
            }
        }
    }
}

fn head(column: &Column) -> Markup {
    let order = column.sort.as_ref().and_then(|sort| sort.now);
    let said = order.map(|order| if order == Order::Up { "ascending" } else { "descending" });
    html! {
        th scope="col" role="columnheader" class=[column.kind.class()] aria-sort=[said] {
            @if let Some(sort) = &column.sort {
                a href=(sort.href) {
                    (column.label)
                    span aria-hidden="true" {
                        @match order {
                            Some(Order::Up) => " ▲",
                            Some(Order::Down) => " ▼",
                            None => " ↕",
                        }
                    }
                }
            } @else { (column.label) }
        }
    }
}

fn row(columns: &[Column], cells: &[Markup]) -> Markup {
    html! {
        tr role="row" {
            @for (at, (column, cell)) in columns.iter().zip(cells).enumerate() {
                @if at == 0 {
                    th scope="row" role="rowheader" class=[column.kind.class()] { (cell) }
                } @else {
                    td role="cell" class=[column.kind.class()] data-label=(column.label) { (cell) }
                }
            }
        }
    }
}

/// Where the reader stands in a long list that is read page by page by its key.
pub struct Pager {
    /// How many rows this page shows.
    pub shown: i64,
    /// How many rows the list has, if counted.
    pub total: Option<i64>,
    /// The first page, when this is not it.
    pub first: Option<String>,
    /// The next page, when there is one.
    pub next: Option<String>,
    /// How many rows the next page will show at most.
    pub step: i64,
}

/// Draws the pager: what is shown, back to the beginning, and the next rows.
pub fn pager(w: &Words, pager: &Pager) -> Markup {
    let shown = match pager.total {
        Some(total) => {
            w.args("pager-of", &[("shown", pager.shown.into()), ("total", total.into())])
        }
        None => w.args("pager-shown", &[("shown", pager.shown.into())]),
    };
    let links = [
        (&pager.first, w.t("pager-first")),
        (&pager.next, w.args("pager-next", &[("n", pager.step.into())])),
    ];
    html! {
        nav.pager aria-label=(w.t("pager")) {
            span { (shown) }
            @for (href, text) in links {
                @if let Some(href) = href {
                    (super::button_link(&Link::new(text, href.as_str()), None, super::Look::Plain))
                }
            }
        }
    }
}
