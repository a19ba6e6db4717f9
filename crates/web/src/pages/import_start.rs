//! The beginning of an import: sending the file, and what the system understood of its columns,
//! to be corrected by hand.

use maud::{Markup, html};

use super::imports::steps;
use crate::parts::{
    Choice, Column, Control, Field, Kind, Link, Look, Problem, Table, Tone, button, crumbs, field,
    heading, notice, panel_with, problems, table,
};
use crate::show;
use crate::words::{Complaint, Words};

/// The form that sends a file. Its fields are `register` and `file`.
pub struct UploadPage {
    /// The registers the reader may import into: code and name.
    pub registers: Vec<Choice>,
    /// The chosen register's code.
    pub register: String,
    /// The faults.
    pub problems: Vec<Problem>,
    /// What was refused in the file itself.
    pub refused: Option<Complaint>,
    /// Sample files to fill in: name and address.
    pub samples: Vec<Link>,
}

/// The endings of the files that are taken.
pub const ENDINGS: &str = ".xlsx,.xls,.csv,.txt";

/// Draws the form that sends a file.
pub fn upload(page: &UploadPage, w: &Words) -> Markup {
    let register =
        Field::new("register", w.t("import-register"), Control::Radios(page.registers.clone()));
    html! {
        (crumbs(w, &[Link::new(w.t("imports-title"), "/imports")], &w.t("import-new")))
        (heading(&w.t("import-new"), html! { (w.t("import-new.under")) }, html! {}))
        (steps(0, w))
        (problems(w, &page.problems))
        @if let Some(refused) = &page.refused {
            (notice(Tone::Bad, &refused.message, html! { p { (refused.cure) } }))
        }
        div.cols.main {
            section.panel { div.pb.top-pad {
                form.form method="post" action="/imports" enctype="multipart/form-data" {
                    (field(w, &register.value(page.register.as_str()).checked(&page.problems)))
                    (field(w, &Field::new("file", w.t("import-file"), Control::File(ENDINGS))
                        .hint(w.t("import-file.hint")).required().checked(&page.problems)))
                    div.go { (button(Look::Primary, &w.t("import-send"), None)) }
                }
            } }
            div.stack {
                (panel_with(&w.t("import-promises"), None, None, html! {
                    ul.plain {
                        li { (w.t("import-promises.nothing")) }
                        li { (w.t("import-promises.every-row")) }
                        li { (w.t("import-promises.undo")) }
                        li { (w.t("import-promises.aadhaar")) }
                    }
                }))
                @if !page.samples.is_empty() {
                    (panel_with(&w.t("import-samples"), None, None, html! {
                        ul.plain { @for link in &page.samples {
                            li { a href=(link.href) { (link.text) } }
                        } }
                    }))
                }
            }
        }
    }
}

/// One column of a sheet as it was understood.
pub struct ColumnUnderstood {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its letter: `A`, `AB`.
    pub letter: String,
    /// The heading as it stands in the file.
    pub heading: String,
    /// The first values.
    pub samples: Vec<String>,
    /// The field it is taken for; `None` leaves it out.
    pub field: Option<String>,
    /// How it was recognised: `exact`, `synonym`, `close`, `remembered`, `by_hand`.
    pub how: Option<&'static str>,
}

/// One sheet as it was understood.
pub struct SheetUnderstood {
    /// Its number in the file, from 0: the form's fields are called `c-<sheet>-<column>`.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// The row of the heading, from 1.
    pub heading_row: Option<u32>,
    /// Rows below the heading.
    pub rows: i64,
    /// Its columns.
    pub columns: Vec<ColumnUnderstood>,
    /// The names of needed fields that were not found.
    pub missing: Vec<String>,
    /// Why it is left out.
    pub left_out: Option<Complaint>,
    /// Whether it is read; none where a person has nothing to choose.
    pub is_read: Option<bool>,
}

/// What was understood of a file.
pub struct UnderstoodPage {
    /// The import's address: `/imports/<id>`.
    pub href: String,
    /// The file's name.
    pub file: String,
    /// The name of the register.
    pub register: String,
    /// The register's fields: name and words.
    pub fields: Vec<Choice>,
    /// The sheets.
    pub sheets: Vec<SheetUnderstood>,
    /// The level of a plain sheet of places; none for other registers.
    pub level: Option<String>,
    /// The year of months that name none, and the years to choose from; none for other registers.
    pub year: Option<(String, Vec<Choice>)>,
    /// The month that a report is of, and the months to choose from; none for other registers.
    pub month: Option<(String, Vec<Choice>)>,
    /// The faults of a correction.
    pub problems: Vec<Problem>,
}

/// Draws what was understood, to be corrected.
pub fn understood(page: &UnderstoodPage, w: &Words) -> Markup {
    html! {
        (crumbs(w, &[Link::new(w.t("imports-title"), "/imports")], &page.file))
        (heading(&page.file, html! { (page.register) }, html! {}))
        (steps(1, w))
        (problems(w, &page.problems))
        p.lead { (w.t("import-understood-lead")) }
        form.stack method="post" action=(format!("{}/columns", page.href)) {
            @if page.level.is_some() || page.year.is_some() || page.month.is_some() {
                section.panel { div.pb.top-pad { div.form { (beside(page, w)) } } }
            }
            @if page.sheets.iter().any(|sheet| sheet.is_read.is_some()) {
                input type="hidden" name="sheets" value="1";
            }
            @for sheet in &page.sheets { (sheet_panel(sheet, page, w)) }
            div.form { div.go {
                (button(Look::Primary, &w.t("import-to-dry-run"), None))
                a href="/imports" { (w.t("cancel")) }
            } }
        }
    }
}

/// What the file may leave unsaid.
fn beside(page: &UnderstoodPage, w: &Words) -> Markup {
    let levels = ["district", "block", "gp", "village"];
    let named = |code: &str| Choice::new(code, w.t(&format!("level-{code}")));
    let mut choices = vec![Choice::new("", w.t("import-level-of-row"))];
    choices.extend(levels.map(named));
    html! {
        @if let Some(level) = &page.level {
            (field(w, &Field::new("level", w.t("import-level"), Control::Select(choices))
                .hint(w.t("import-level.hint")).value(level.as_str()).checked(&page.problems)))
        }
        @if let Some((year, years)) = &page.year {
            (field(w, &Field::new("year", w.t("import-year"), Control::Select(years.clone()))
                .hint(w.t("import-year.hint")).value(year.as_str()).checked(&page.problems)))
        }
        @if let Some((month, months)) = &page.month {
            (field(w, &Field::new("month", w.t("import-month"), Control::Select(months.clone()))
                .hint(w.t("import-month.hint")).value(month.as_str()).checked(&page.problems)))
        }
    }
}

fn sheet_panel(sheet: &SheetUnderstood, page: &UnderstoodPage, w: &Words) -> Markup {
    let title = w.args("import-sheet", &[("name", sheet.name.as_str().into())]);
    let told = match sheet.heading_row {
        Some(row) => {
            let row = row.to_string();
            w.args("import-sheet-told", &[("row", row.into()), ("rows", sheet.rows.into())])
        }
        None => w.t("import-sheet-no-heading"),
    };
    html! {
        section.panel {
            div.ph { h2 { (title) } span.sub { (told) } }
            @if let Some(is_read) = sheet.is_read {
                div.pb.top-pad { (field(w, &Field::new(format!("sheet-{}", sheet.number),
                    w.t("import-read-sheet"), Control::Checkbox)
                    .value(if is_read { "1" } else { "" }))) }
            }
            @if let Some(why) = &sheet.left_out {
                div.pb { (notice(Tone::Warn, &why.message, html! { p { (why.cure) } })) }
            } @else {
                @if !sheet.missing.is_empty() {
                    div.pb { (notice(Tone::Bad, &w.args("import-missing",
                        &[("fields", show::list(&sheet.missing, w).into())]), html! {
                        p { (w.t("import-missing.cure")) }
                    })) }
                }
                (table(&columns(sheet, page, w)))
            }
        }
    }
}

fn columns(sheet: &SheetUnderstood, page: &UnderstoodPage, w: &Words) -> Table {
    let mut choices = vec![Choice::new("", w.t("import-leave-out"))];
    choices.extend(page.fields.iter().cloned());
    let cells = |column: &ColumnUnderstood| {
        let name = format!("c-{}-{}", sheet.number, column.number);
        let chosen = column.field.as_deref().unwrap_or_default();
        vec![
            html! { (column.letter) },
            html! { @if column.heading.is_empty() { "—" } @else { (column.heading) } },
            html! { small { (column.samples.join(" · ")) } },
            html! {
                select name=(name) aria-label=(w.args("import-field-of",
                    &[("column", column.letter.as_str().into())])) {
                    @for choice in &choices {
                        option value=(choice.value) selected[choice.value == chosen] {
                            (choice.label)
                        }
                    }
                }
            },
            html! { @if let Some(how) = column.how { (w.t(&format!("how-{how}"))) } },
        ]
    };
    let column = |key: &str| Column::new(Kind::Text, w.t(key));
    Table {
        caption: sheet.name.clone(),
        columns: vec![
            column("import-column"),
            column("import-heading"),
            column("import-values"),
            column("import-field"),
            column("import-how"),
        ],
        rows: sheet.columns.iter().map(cells).collect(),
        foot: None,
    }
}
