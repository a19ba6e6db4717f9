//! The list for the operator: what is to be mended in LokOS and which groups are to be entered, block by
//! block and operator by operator, made to be printed.

use maud::{Markup, html};

use crate::{
    parts::{
        Column, Filters, Kind, Link, Look, Table, Tone, button, crumbs, download, empty, filters,
        heading, table, tag,
    },
    words::Words,
};

/// A field to be mended, or a group to be entered.
pub struct Line {
    /// The group and its page.
    pub group: Link,
    /// Its code.
    pub code: String,
    /// Where it stands.
    pub place: String,
    /// The field.
    pub field: String,
    /// What LokOS says.
    pub says: String,
    /// What it should say.
    pub should: String,
    /// Since when.
    pub since: String,
    /// True where that was in an earlier month.
    pub is_late: bool,
}

/// The lines of one operator of a block.
pub struct Sheet {
    /// Block and operator.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// The list.
pub struct MendingPage {
    /// As of which month, in words.
    pub under: String,
    /// The filter bar.
    pub filters: Filters,
    /// The whole list as Excel.
    pub excel: String,
    /// How many lines there are.
    pub count: i64,
    /// The sheets.
    pub sheets: Vec<Sheet>,
    /// Forms that put many groups on the list at once.
    pub all: Vec<Bulk>,
}

/// A form that puts many groups on the list at once, for one field.
pub struct Bulk {
    /// The number by which a second press is known for the same act.
    pub op: String,
    /// The month.
    pub month: String,
    /// The code of the field.
    pub field: &'static str,
    /// The groups, by commas.
    pub groups: String,
    /// What both sides said when the page was drawn, in a few letters.
    pub seen: String,
    /// What the button says.
    pub text: String,
}

/// Draws the list.
pub fn draw(page: &MendingPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("lokos-title"), "/lokos")], &w.t("lokos-mending")))
        (heading(&w.t("lokos-mending"), html! { (page.under) " · " (w.t("lokos-mending.text")) },
            html! {}))
        section.panel {
            (filters(w, &page.filters))
            div.count {
                b { (w.args("list-count", &[("n", page.count.into())])) }
                (download(w, &page.excel))
            }
            @if page.sheets.is_empty() {
                (empty(&w.t("lokos-mending-none"), &w.t("lokos-mending-none.text"), None))
            }
        }
        @for bulk in &page.all {
            form method="post" action="/lokos/mending" {
                input type="hidden" name="op" value=(bulk.op);
                input type="hidden" name="month" value=(bulk.month);
                input type="hidden" name="field" value=(bulk.field);
                input type="hidden" name="groups" value=(bulk.groups);
                input type="hidden" name="seen" value=(bulk.seen);
                div.act-row { (button(Look::Plain, &bulk.text, None)) }
            }
        }
        div.stack {
            @for sheet in &page.sheets {
                section.panel.leaf {
                    div.ph { h2 { (sheet.title) } span.sub { (sheet.lines.len()) } }
                    div.scroll { (table(&lines(sheet, w))) }
                    div.pb.top-pad { (w.t("lokos-mending-sign")) ": ____________________" }
                }
            }
        }
    }
}

fn lines(sheet: &Sheet, w: &Words) -> Table {
    let since = |line: &Line| {
        html! {
            @if line.is_late { (tag(Tone::Warn, &line.since)) } @else { (line.since) }
        }
    };
    let cells = |line: &Line| {
        vec![
            html! { a href=(line.group.href) { (line.group.text) } },
            html! { (line.code) },
            html! { (line.place) },
            html! { (line.field) },
            html! { (line.says) },
            html! { b { (line.should) } },
            since(line),
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: sheet.title.clone(),
        columns: vec![
            column(Kind::Text, "field-group"),
            column(Kind::Text, "lokos-code"),
            column(Kind::Text, "field-village"),
            column(Kind::Text, "lokos-field"),
            column(Kind::Text, "lokos-mending-says"),
            column(Kind::Text, "lokos-mending-should"),
            column(Kind::State, "lokos-mending-since"),
        ],
        rows: sheet.lines.iter().map(cells).collect(),
        foot: None,
    }
}
