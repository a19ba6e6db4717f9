//! Reports: their list, and one report with its choices, its lines and its files.

use maud::{Markup, html};

use crate::parts::{Filters, Icon, Link, Look, button_link, crumbs, empty, filters, heading};
use crate::words::Words;

/// A report in the list.
pub struct Shelf {
    /// The report and its page.
    pub report: Link,
    /// What it says.
    pub about: String,
}

/// Draws the list, and where the chain of the trail stands.
pub fn list(all: &[Shelf], chain: Option<&str>, w: &Words) -> Markup {
    html! {
        (heading(&w.t("reports-title"), html! { (w.t("reports-under")) }, html! {}))
        section.panel { ul.plain.pb {
            @for one in all {
                li { a href=(one.report.href) { b { (one.report.text) } } br; (one.about) }
            }
        } }
        @if let Some(chain) = chain { p.chain { (chain) } }
    }
}

/// A column.
pub struct Head {
    /// Its heading.
    pub text: String,
    /// The same with the words of its group, for a phone and a reader.
    pub label: String,
    /// Whether it holds numbers.
    pub is_number: bool,
}

/// A cell.
#[derive(Clone)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// Where it opens.
    pub href: Option<String>,
}

/// A line.
pub enum Line {
    /// The words over the rows of a group.
    Group(String),
    /// A row.
    Row(Vec<Cell>),
    /// Sums: below a group, or of all.
    Sums(Vec<Cell>),
}

/// A report.
pub struct ReportPage {
    /// Its title.
    pub title: String,
    /// What it was made for.
    pub under: String,
    /// As-on time and sources.
    pub as_on: String,
    /// Where the chain of the trail stands.
    pub chain: Option<String>,
    /// Its choices.
    pub filters: Filters,
    /// Its files.
    pub files: Vec<Link>,
    /// How many rows it has.
    pub count: i64,
    /// Headings over columns, with how many they cover.
    pub groups: Vec<(String, usize)>,
    /// The columns.
    pub heads: Vec<Head>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// Draws a report.
pub fn draw(page: &ReportPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("reports-title"), "/reports")], &page.title))
        (heading(&page.title, html! { (page.under) }, html! {}))
        section.panel {
            (filters(w, &page.filters))
            div.count {
                b { (w.args("list-count", &[("n", page.count.into())])) }
                " · " (page.as_on)
            }
            div.act-row.pb {
                @for link in &page.files { (button_link(link, Some(Icon::Download), Look::Plain)) }
            }
            @if page.count == 0 {
                (empty(&w.t("report-empty"), &w.t("report-empty.text"), None))
            } @else {
                div.scroll tabindex="0" role="region" aria-label=(page.title) { (lines(page)) }
            }
        }
        @if let Some(chain) = &page.chain { p.chain { (chain) } }
    }
}

fn lines(page: &ReportPage) -> Markup {
    html! {
        table.tbl role="table" {
            caption.vh { (page.title) }
            thead role="rowgroup" {
                @if !page.groups.is_empty() {
                    tr role="row" { @for (name, columns) in &page.groups {
                        @if name.is_empty() { td colspan=(columns) {} }
                        @else { th scope="colgroup" colspan=(columns) { (name) } }
                    } }
                }
                tr role="row" { @for head in &page.heads {
                    th scope="col" role="columnheader" class=[head.is_number.then_some("n")] { (head.text) }
                } }
            }
            tbody role="rowgroup" {
                @for line in &page.lines { (drawn(page, line)) }
            }
        }
    }
}

fn drawn(page: &ReportPage, line: &Line) -> Markup {
    match line {
        Line::Group(name) => html! {
            tr role="row" { th scope="colgroup" colspan=(page.heads.len()) { (name) } }
        },
        Line::Row(cells) => html! { tr role="row" { (row(page, cells)) } },
        Line::Sums(cells) => html! { tr.sums role="row" { (row(page, cells)) } },
    }
}

fn row(page: &ReportPage, cells: &[Cell]) -> Markup {
    html! {
        @for (at, (head, cell)) in page.heads.iter().zip(cells).enumerate() {
            @if at == 0 {
                th scope="row" role="rowheader" { (shown(cell)) }
            } @else {
                td role="cell" class=[head.is_number.then_some("n")] data-label=(head.label) { (shown(cell)) }
            }
        }
    }
}

fn shown(cell: &Cell) -> Markup {
    html! {
        @match &cell.href {
            Some(href) if cell.text != "—" => a href=(href) { (cell.text) },
            _ => (cell.text),
        }
    }
}
