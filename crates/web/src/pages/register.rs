//! A register: its list with filters by any column, its record with history, its form. What stands in
//! them is said by the caller; nothing here knows which register it is.

use maud::{Markup, html};

use crate::pages::trail::{Entry, lines};
use crate::parts::{
    Fact, Field, Link, Look, Pager, Problem, Table, Tone, button, crumbs, empty, facts, field,
    heading, notice, pager, panel, panel_with, problems, table,
};
use crate::show;
use crate::words::Words;

/// A step to another part of the list.
pub enum Step {
    /// By an address.
    Go(String),
    /// By sending what the list was asked by once more, with one thing said besides: a name and its value.
    Send(&'static str, String),
}

/// What a list was asked by that no address may hold, with all else that it was asked by: its steps send it again.
pub struct Unseen {
    /// Where it is sent.
    pub action: String,
    /// What is sent.
    pub carried: Vec<(String, String)>,
}

/// A filter that holds now, and the same list without it.
pub struct Chip {
    /// In words: `Status: Active`.
    pub text: String,
    /// The list without it.
    pub without: Step,
}

/// A filter that the post keeps.
pub struct SavedLine {
    /// Its name and its list.
    pub link: Link,
    /// Its number.
    pub no: i64,
    /// Why it no longer fits the register.
    pub broken: Option<String>,
}

/// The form that chooses a column to filter by, and the fields of the one that was chosen.
pub struct Adding {
    /// The list's address.
    pub action: String,
    /// What the list is filtered by already.
    pub carried: Vec<(String, String)>,
    /// Whether what it is filtered by already may stand in no address.
    pub is_unseen: bool,
    /// The columns.
    pub column: Field,
    /// The chosen column, where what is asked of it may stand in no address: its fields then have a form of their own.
    pub masked: Option<String>,
    /// The fields of the chosen column.
    pub fields: Vec<Field>,
}

/// The form that keeps the filters of the list.
pub struct Keeping {
    /// Where it is sent, and where kept filters are taken away.
    pub action: String,
    /// The act's id.
    pub op: String,
    /// The filters, as they are sent back; empty when there is nothing to keep.
    pub query: String,
}

/// The list of a register.
pub struct RegisterPage {
    /// The title.
    pub title: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// When it was true (microseconds UTC).
    pub as_on_at: i64,
    /// What can be done: a new record, print.
    pub actions: Vec<(String, Step)>,
    /// What its steps send once more.
    pub unseen: Option<Unseen>,
    /// Kept filters.
    pub saved: Vec<SavedLine>,
    /// What is wrong with what was asked; then no row is shown.
    pub problems: Vec<Problem>,
    /// The filters that hold now.
    pub chips: Vec<Chip>,
    /// The list without any filter, when there is one.
    pub clear: Option<String>,
    /// A further filter.
    pub adding: Adding,
    /// Keeping the filters.
    pub keeping: Keeping,
    /// How many rows the whole list has.
    pub count: i64,
    /// The rows of this page.
    pub table: Table,
    /// Where the reader stands.
    pub pager: Pager,
    /// The beginning and the next rows, where they are sent for.
    pub turns: Vec<(String, Step)>,
    /// The whole list as files.
    pub files: Vec<(String, Step)>,
}

/// The form whose content the steps of an unseen list send.
const AGAIN: &str = "again";

fn step(class: &str, step: &Step, inside: &Markup) -> Markup {
    html! {
        @match step {
            Step::Go(href) => a class=(class) href=(href) { (inside) },
            Step::Send(name, value) => {
                button class=(class) type="submit" form=(AGAIN) name=(name) value=(value) { (inside) }
            }
        }
    }
}

/// Draws the list.
pub fn draw(page: &RegisterPage, w: &Words) -> Markup {
    let at = show::instant(page.as_on_at);
    html! {
        (crumbs(w, &page.crumbs, &page.title))
        (heading(&page.title, html! { (w.args("list-as-on", &[("at", at.into())])) }, html! {
            @for (text, to) in &page.actions { (step("btn", to, &html! { (text) })) }
        }))
        @if let Some(unseen) = &page.unseen {
            form id=(AGAIN) method="post" action=(unseen.action) { (carried(&unseen.carried)) }
        }
        (problems(w, &page.problems))
        @if !page.saved.is_empty() { (saved(page, w)) }
        section.panel {
            (adding(&page.adding, w))
            @if !page.chips.is_empty() { (chips(page, w)) }
            // What cannot be asked has no rows, and no "none" either.
            @if page.problems.is_empty() { div.count {
                b { (w.args("list-count", &[("n", page.count.into())])) }
                span.files {
                    @for (text, to) in &page.files { (step("btn", to, &html! { (text) })) }
                }
            } }
            @if !page.problems.is_empty() {
            } @else if page.table.rows.is_empty() {
                (empty(&w.t("register-empty"), &w.t("register-empty.text"), None))
            } @else {
                (table(&page.table))
                (pager(w, &page.pager))
                @if !page.turns.is_empty() {
                    div.pager {
                        @for (text, to) in &page.turns { (step("btn", to, &html! { (text) })) }
                    }
                }
            }
        }
        @if !page.keeping.query.is_empty() { (keep(&page.keeping, w)) }
    }
}

fn carried(pairs: &[(String, String)]) -> Markup {
    html! { @for (name, value) in pairs { input type="hidden" name=(name) value=(value); } }
}

/// One form for the column and what it is held against; for a masked column two, so that what is typed for it can
/// only be sent in a body.
fn adding(adding: &Adding, w: &Words) -> Markup {
    let method = if adding.is_unseen { "post" } else { "get" };
    let fields = html! { @for one in &adding.fields { (field(w, one)) } };
    let is_chosen = !adding.fields.is_empty() && adding.masked.is_none();
    let act = if is_chosen { "filter-add" } else { "filter-choose" };
    html! {
        form.filters method=(method) action=(adding.action) {
            (carried(&adding.carried))
            (field(w, &adding.column))
            @if adding.masked.is_none() { (fields) }
            div.go { (button(Look::Plain, &w.t(act), None)) }
        }
        @if let Some(column) = &adding.masked {
            form.filters method="post" action=(adding.action) {
                (carried(&adding.carried))
                input type="hidden" name="f" value=(column);
                (fields)
                div.go { (button(Look::Plain, &w.t("filter-add"), None)) }
            }
        }
    }
}

fn chips(page: &RegisterPage, w: &Words) -> Markup {
    html! {
        div.chips {
            span.vh { (w.t("filter-now")) }
            @for chip in &page.chips {
                (step("chip", &chip.without, &html! {
                    (chip.text) " " span aria-hidden="true" { "×" }
                    span.vh { (w.t("filter-take-away")) }
                }))
            }
            @if let Some(href) = &page.clear { a href=(href) { (w.t("filter-clear")) } }
        }
    }
}

fn saved(page: &RegisterPage, w: &Words) -> Markup {
    let keeping = &page.keeping;
    let body = html! {
        ul.saved {
            @for line in &page.saved {
                li {
                    a href=(line.link.href) { (line.link.text) }
                    @if let Some(why) = &line.broken { small.errm { (why) } }
                    form method="post" action=(keeping.action) {
                        input type="hidden" name="op" value=(keeping.op);
                        input type="hidden" name="no" value=(line.no);
                        button.btn.quiet type="submit" name="act" value="drop" {
                            (w.t("filter-forget"))
                            span.vh { " " (line.link.text) }
                        }
                    }
                }
            }
        }
    };
    panel(&w.t("filter-saved"), body)
}

fn keep(keeping: &Keeping, w: &Words) -> Markup {
    let name = Field::new("name", w.t("filter-name"), crate::parts::Control::Text)
        .hint(w.t("filter-name.hint"))
        .required();
    let body = html! {
        form.form method="post" action=(keeping.action) {
            input type="hidden" name="op" value=(keeping.op);
            input type="hidden" name="query" value=(keeping.query);
            (field(w, &name))
            div.go { (button(Look::Plain, &w.t("filter-keep"), Some("save"))) }
        }
    };
    panel(&w.t("filter-keep-title"), body)
}

/// The list on paper: every row, the filters in words, and nothing to press.
pub struct Sheet {
    /// The title.
    pub title: String,
    /// The list it is of.
    pub back: Link,
    /// When it was true (microseconds UTC).
    pub as_on_at: i64,
    /// The filters in words.
    pub filters: Vec<String>,
    /// How many rows the whole list has.
    pub count: i64,
    /// The rows; fewer than counted when the list is too long for paper.
    pub table: Table,
}

/// Draws the list for paper.
pub fn sheet(sheet: &Sheet, w: &Words) -> Markup {
    let shown = i64::try_from(sheet.table.rows.len()).unwrap_or(i64::MAX);
    let at = show::instant(sheet.as_on_at);
    html! {
        (crumbs(w, std::slice::from_ref(&sheet.back), &w.t("register-print")))
        (heading(&sheet.title, html! { (w.args("list-as-on", &[("at", at.into())])) }, html! {}))
        @if shown < sheet.count {
            (notice(Tone::Warn, &w.args("print-too-long", &[("n", shown.into())]), html! {
                p { (w.t("print-too-long.text")) }
            }))
        }
        section.panel {
            div.count {
                b { (w.args("list-count", &[("n", sheet.count.into())])) }
                @for filter in &sheet.filters { span { (filter) } }
            }
            (table(&sheet.table))
        }
    }
}

/// A record of a register.
pub struct RecordPage {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// What can be done with it.
    pub actions: Vec<Link>,
    /// What is odd about it: sentences with their cures.
    pub warnings: Vec<String>,
    /// Its columns.
    pub facts: Vec<Fact>,
    /// What was changed in it, the newest first.
    pub history: Vec<Entry>,
    /// The import it came with.
    pub import: Option<Link>,
    /// The whole trail.
    pub trail: Link,
}

/// Draws a record.
pub fn record(page: &RecordPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &page.crumbs, &page.title))
        (heading(&page.title, html! { (page.kind) }, html! {
            @for link in &page.actions { a.btn href=(link.href) { (link.text) } }
        }))
        @for warning in &page.warnings { (notice(Tone::Warn, warning, html! {})) }
        div.stack {
            (panel(&w.t("register-facts"), facts(&page.facts)))
            (panel_with(&w.t("register-history"), None, Some(&page.trail), history(page, w)))
        }
    }
}

fn history(page: &RecordPage, w: &Words) -> Markup {
    html! {
        @if !page.history.is_empty() {
            (table(&lines(&page.history, &w.t("register-history"), w)))
        }
        @if let Some(link) = &page.import {
            p.lead {
                (w.t("register-imported")) " "
                @if link.href.is_empty() { (link.text) } @else { a href=(link.href) { (link.text) } }
            }
        }
    }
}

/// The form of a record.
pub struct RecordForm {
    /// The title.
    pub title: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What somebody else saved meanwhile, beside what was sent.
    pub conflict: Option<Markup>,
    /// The form by which a block is chosen first: address and field.
    pub first: Option<(String, Field)>,
    /// Where the form is sent.
    pub action: String,
    /// What it carries unseen.
    pub carried: Vec<(String, String)>,
    /// Its fields; none while a block must be chosen first.
    pub fields: Vec<Field>,
}

/// Draws the form.
pub fn form(page: &RecordForm, w: &Words) -> Markup {
    html! {
        (crumbs(w, &page.crumbs, &page.title))
        (heading(&page.title, html! {}, html! {}))
        (problems(w, &page.problems))
        @if let Some(conflict) = &page.conflict { (conflict) }
        @if let Some((action, first)) = &page.first {
            section.panel {
                form.filters method="get" action=(action) {
                    (field(w, first))
                    div.go { (button(Look::Plain, &w.t("group-new-block"), None)) }
                }
            }
        }
        @if !page.fields.is_empty() {
            section.panel { div.pb.top-pad {
                form.form method="post" action=(page.action) {
                    @for (name, value) in &page.carried {
                        input type="hidden" name=(name) value=(value);
                    }
                    @for one in &page.fields { (field(w, one)) }
                    div.go { (button(Look::Primary, &w.t("save"), None)) }
                }
            } }
        }
    }
}

/// One register of the list of registers.
pub struct Shelf {
    /// Its name and its list.
    pub register: Link,
    /// What it holds.
    pub about: String,
    /// How many rows the desk sees.
    pub count: i64,
}

/// Draws the list of registers.
pub fn shelves(all: &[Shelf], w: &Words) -> Markup {
    let column = |kind, key: &str| crate::parts::Column::new(kind, w.t(key));
    let rows = all.iter().map(|shelf| {
        vec![
            html! { a href=(shelf.register.href) { (shelf.register.text) } },
            html! { (shelf.about) },
            html! { (show::grouped(shelf.count)) },
        ]
    });
    let all = Table {
        caption: w.t("registers-title"),
        columns: vec![
            column(crate::parts::Kind::Text, "registers-name"),
            column(crate::parts::Kind::Text, "registers-about"),
            column(crate::parts::Kind::Number, "registers-rows"),
        ],
        rows: rows.collect(),
        foot: None,
    };
    html! {
        (heading(&w.t("registers-title"), html! { (w.t("registers-title.note")) }, html! {}))
        section.panel { (table(&all)) }
    }
}
