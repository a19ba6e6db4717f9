//! Packs for a review: which place and month, what is in it, and its files.

use maud::{Markup, html};

use crate::parts::{
    Column, Filters, Icon, Kind, Link, Look, Table, button, button_link, crumbs, empty, filters,
    heading, panel, panel_with, table,
};
use crate::words::Words;

/// A pack that is kept.
pub struct KeptRow {
    /// Its month, and its page.
    pub month: Link,
    /// When it was read.
    pub read_at: String,
    /// The hash of what it says, its beginning.
    pub hash: String,
}

/// The files of one pack in one language.
pub struct Files {
    /// The language's name.
    pub language: String,
    /// The files.
    pub links: Vec<Link>,
}

/// A pack that is looked at.
pub struct PackShown {
    /// Its title.
    pub title: String,
    /// The paragraph of its summary.
    pub summary: String,
    /// As-on time and sources.
    pub foot: String,
    /// Its files by language.
    pub files: Vec<Files>,
    /// The table of its indicators: headings, and rows as they are shown.
    pub scores: (Vec<String>, Vec<Vec<String>>),
}

/// The page.
pub struct PacksPage {
    /// The place's name.
    pub place: String,
    /// Place and month to choose.
    pub filters: Filters,
    /// Where a pack is made.
    pub action: String,
    /// The op of the form.
    pub op: String,
    /// The month that is made, and its words.
    pub month: (String, String),
    /// The pack looked at.
    pub shown: Option<PackShown>,
    /// The packs of every block as archives: their links; empty where there are none.
    pub blocks: Vec<Link>,
    /// True where the packs of all blocks can be made in one go.
    pub may_blocks: bool,
    /// The packs kept.
    pub kept: Vec<KeptRow>,
}

/// Draws the page.
pub fn draw(page: &PacksPage, w: &Words) -> Markup {
    let (month, name) = (&page.month.0, page.month.1.as_str());
    html! {
        (crumbs(w, &[Link::new(w.t("reports-title"), "/reports")], &w.t("packs-title")))
        (heading(&w.t("packs-title"), html! { (page.place) " · " (name) }, html! {}))
        section.panel {
            (filters(w, &page.filters))
            form.pb.top-pad method="post" action=(page.action) {
                input type="hidden" name="op" value=(page.op);
                input type="hidden" name="month" value=(month);
                p { (w.t("packs-about")) }
                div.act-row {
                    (button(Look::Primary, &w.args("packs-make", &[("month", name.into())]), None))
                    @if page.may_blocks {
                        button.btn type="submit" name="blocks" value="1" {
                            (w.args("packs-make-blocks", &[("month", name.into())]))
                        }
                    }
                }
            }
        }
        @if let Some(shown) = &page.shown { (of_pack(shown, w)) }
        @if !page.blocks.is_empty() {
            (panel(&w.t("packs-blocks"), html! { div.act-row { @for link in &page.blocks {
                (button_link(link, Some(Icon::Download), Look::Plain))
            } } }))
        }
        (kept(page, w))
    }
}

fn of_pack(shown: &PackShown, w: &Words) -> Markup {
    let (heads, rows) = &shown.scores;
    let body = html! {
        div.pb {
            p { b { (shown.summary) } }
            @for files in &shown.files {
                p { b { (files.language) } }
                div.act-row {
                    @for link in &files.links {
                        (button_link(link, Some(Icon::Download), Look::Plain))
                    }
                }
            }
        }
        div.scroll tabindex="0" role="region" aria-label=(shown.title) {
            (table(&scores(&shown.title, heads, rows)))
        }
    };
    panel_with(&w.t("packs-one"), Some(&shown.foot), None, body)
}

/// The first column and the last but one hold words, the others numbers.
fn scores(title: &str, heads: &[String], rows: &[Vec<String>]) -> Table {
    let status = heads.len().saturating_sub(2);
    let kind = |at: usize| if at == 0 || at == status { Kind::Text } else { Kind::Number };
    let columns = heads.iter().enumerate().map(|(at, head)| Column::new(kind(at), head));
    Table {
        caption: title.to_owned(),
        columns: columns.collect(),
        rows: rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect()).collect(),
        foot: None,
    }
}

fn kept(page: &PacksPage, w: &Words) -> Markup {
    if page.kept.is_empty() {
        return empty(&w.t("packs-none"), &w.t("packs-none.text"), None);
    }
    let row = |one: &KeptRow| {
        vec![
            html! { a href=(one.month.href) { (one.month.text) } },
            html! { (one.read_at) },
            html! { code { (one.hash) } },
        ]
    };
    let list = Table {
        caption: w.t("packs-kept"),
        columns: vec![
            Column::new(Kind::Text, w.t("field-month")),
            Column::new(Kind::Day, w.t("packs-read-at")),
            Column::new(Kind::Text, w.t("trail-field-hash")),
        ],
        rows: page.kept.iter().map(row).collect(),
        foot: None,
    };
    panel(&w.t("packs-kept"), table(&list))
}
