//! LokOS beside our register: the desk with its numbers, one group or row with what to decide, the
//! preview of states, and the list for the operator.

pub mod mending;
pub mod one;
pub mod states;

use maud::{Markup, html};

use crate::{
    parts::{
        Column, Filters, Kind, Link, Look, Stat, Table, Tone, button_link, crumbs, empty, filters,
        heading, notice, panel_with, stats, table, tag,
    },
    show,
    words::Words,
};

/// A number that opens into its list; nought opens nothing.
pub struct Figure {
    /// The number.
    pub count: i64,
    /// The list behind it.
    pub href: String,
}

impl Figure {
    /// A number as a cell shows it.
    pub fn draw(&self) -> Markup {
        html! {
            @if self.count == 0 { "0" }
            @else { a href=(self.href) { (show::grouped(self.count)) } }
        }
    }
}

/// A row of a table of numbers.
pub struct UnitRow {
    /// The block, federation, operator, field or state.
    pub name: String,
    /// What stands beside it: of which month the block's report is, and how old.
    pub note: Option<(Tone, String, String)>,
    /// Its numbers, in the order of the columns.
    pub figures: Vec<Figure>,
    /// What may be done with all of it.
    pub action: Option<Link>,
}

/// A table of numbers by unit.
pub struct UnitTable {
    /// Its heading.
    pub title: String,
    /// The heading of the first column.
    pub head: String,
    /// The heading of the column of notes, where there is one.
    pub note: Option<String>,
    /// The headings of the numbers.
    pub columns: Vec<String>,
    /// The heading of what may be done, where something may.
    pub action: Option<String>,
    /// The rows.
    pub rows: Vec<UnitRow>,
}

/// The desk.
pub struct DeskPage {
    /// As of which month, in words.
    pub as_of: String,
    /// What can be done from here.
    pub actions: Vec<Link>,
    /// The filter bar.
    pub filters: Filters,
    /// Reports that are stale or missing: the key of the words and the arguments.
    pub notices: Vec<(Tone, String, String)>,
    /// The numbers of the scope.
    pub stats: Vec<Stat>,
    /// The tables; those of what differs and of states stand beside each other.
    pub beside: Vec<UnitTable>,
    /// By block, by CLF, by operator.
    pub tables: Vec<UnitTable>,
    /// True before any report was imported.
    pub never: bool,
}

/// Draws the desk.
pub fn desk(page: &DeskPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("list-groups"), "/groups")], &w.t("lokos-title")))
        (heading(&w.t("lokos-title"), html! { (page.as_of) " · " (w.t("lokos-title.text")) }, html! {
            @for link in &page.actions { (button_link(link, None, Look::Plain)) }
        }))
        @if page.never {
            section.panel {
                (empty(&w.t("lokos-never"), &w.t("lokos-never.text"), page.actions.first()))
            }
        } @else {
            @for (tone, title, text) in &page.notices {
                (notice(*tone, title, html! { p { (text) } }))
            }
            div.stack {
                section.panel {
                    (filters(w, &page.filters))
                    (stats(&page.stats))
                }
                div.cols { @for one in &page.beside { div { (units(one)) } } }
                @for one in page.tables.iter().filter(|one| !one.rows.is_empty()) { (units(one)) }
            }
        }
    }
}

fn units(one: &UnitTable) -> Markup {
    let mut columns = vec![Column::new(Kind::Text, one.head.as_str())];
    columns.extend(one.note.iter().map(|label| Column::new(Kind::State, label.as_str())));
    columns.extend(one.columns.iter().map(|label| Column::new(Kind::Number, label.as_str())));
    columns.extend(one.action.iter().map(|label| Column::new(Kind::State, label.as_str())));
    let row = |row: &UnitRow| {
        let mut cells = vec![html! { (row.name) }];
        if one.note.is_some() {
            cells.push(html! {
                @if let Some((tone, text, more)) = &row.note {
                    div { (tag(*tone, text)) " " small { (more) } }
                }
            });
        }
        cells.extend(row.figures.iter().map(Figure::draw));
        if one.action.is_some() {
            cells.push(html! {
                @if let Some(link) = &row.action { a href=(link.href) { (link.text) } }
            });
        }
        cells
    };
    let drawn = Table {
        caption: one.title.clone(),
        columns,
        rows: one.rows.iter().map(row).collect(),
        foot: None,
    };
    html! {
        section.panel { div.ph { h2 { (one.title) } } div.scroll { (table(&drawn)) } }
    }
}

/// A group or row of a list.
pub struct Row {
    /// Its name and page.
    pub name: Link,
    /// Its name on the other side, where that is another.
    pub other: String,
    /// Its code in LokOS.
    pub code: String,
    /// Where it stands.
    pub place: String,
    /// How it stands, in words, and what differs.
    pub tags: Vec<(Tone, String)>,
    /// Its state in LokOS, in words.
    pub state: String,
    /// Who entered it there.
    pub operator: String,
    /// What was decided, or how old it is.
    pub remark: String,
}

/// The table of a list.
pub fn rows(w: &Words, all: &[Row]) -> Table {
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    let cells = |row: &Row| {
        vec![
            html! { a href=(row.name.href) { (row.name.text) } @if !row.other.is_empty() { small { (row.other) } } },
            html! { (row.code) },
            html! { (row.place) },
            // One child: on a narrow screen the cell stands beside its label.
            html! { div { @for (tone, text) in &row.tags { (tag(*tone, text)) " " } } },
            html! { (row.state) },
            html! { (row.operator) },
            html! { (row.remark) },
        ]
    };
    Table {
        caption: w.t("lokos-title"),
        columns: vec![
            column(Kind::Text, "field-group"),
            column(Kind::Text, "lokos-code"),
            column(Kind::Text, "field-village"),
            column(Kind::State, "lokos-what-differs"),
            column(Kind::State, "lokos-state"),
            column(Kind::Text, "lokos-operator"),
            column(Kind::Text, "lokos-choice-made"),
        ],
        rows: all.iter().map(cells).collect(),
        foot: None,
    }
}

/// A panel with a table, or with a word that there is nothing.
fn tabled(title: &str, drawn: &Table) -> Markup {
    html! { section.panel { div.ph { h2 { (title) } } div.scroll { (table(drawn)) } } }
}

/// A panel of text.
fn told(title: &str, body: Markup) -> Markup {
    panel_with(title, None, None, body)
}
