//! Doubtful rows: each with what the file says, the records it may be, and a person's decision.

use maud::{Markup, html};

use super::import_result::Where;
use super::imports::steps;
use crate::parts::{Fact, Link, Look, Pager, button, crumbs, facts, heading, pager};
use crate::words::Words;

/// A record or place which a doubtful row may mean.
pub struct Candidate {
    /// What the form sends.
    pub value: String,
    /// Its name.
    pub name: String,
    /// What tells it from the others: code, village, day of formation.
    pub note: String,
    /// Its page.
    pub href: String,
}

/// One doubtful row, or several rows that wait for the same decision.
pub struct Doubt {
    /// The name of the form's field: `d-<number>`.
    pub field: String,
    /// Where the first of the rows is.
    pub place: Where,
    /// How many rows wait for it.
    pub rows: i64,
    /// What is doubtful, in the reader's language.
    pub question: String,
    /// What the file says: field and value.
    pub says: Vec<(String, String)>,
    /// What it may be.
    pub candidates: Vec<Candidate>,
    /// Whether it may be a new record.
    pub may_be_new: bool,
    /// The decision taken: a candidate's value, `new`, `skip`; empty when none.
    pub decided: String,
}

/// The doubtful rows of an import.
pub struct DoubtsPage {
    /// The import's address: `/imports/<id>`.
    pub href: String,
    /// The file's name.
    pub file: String,
    /// The doubts of this page.
    pub doubts: Vec<Doubt>,
    /// Where the reader stands.
    pub pager: Pager,
    /// Whether decisions are still taken: not after the rows were entered or the file is gone.
    pub may_decide: bool,
}

/// Draws the doubtful rows.
pub fn draw(page: &DoubtsPage, w: &Words) -> Markup {
    let back = [
        Link::new(w.t("imports-title"), "/imports"),
        Link::new(page.file.as_str(), page.href.as_str()),
    ];
    html! {
        (crumbs(w, &back, &w.t("import-doubts")))
        (heading(&w.t("import-doubts"), html! { (w.t("import-doubts.under")) }, html! {}))
        (steps(2, w))
        form method="post" action=(format!("{}/doubts", page.href)) {
            section.panel {
                @for doubt in &page.doubts { (one(doubt, w)) }
            }
            @if page.may_decide && page.doubts.iter().any(|one| !one.candidates.is_empty()) {
                div.act-row { (button(Look::Primary, &w.t("import-doubts-save"), None)) }
            }
        }
        (pager(w, &page.pager))
    }
}

fn one(doubt: &Doubt, w: &Words) -> Markup {
    let row = doubt.place.row.map(|row| row.to_string()).unwrap_or_default();
    let spot = w.args(
        "import-doubt-where",
        &[
            ("sheet", doubt.place.sheet.as_str().into()),
            ("row", row.into()),
            ("n", doubt.rows.into()),
        ],
    );
    let says: Vec<Fact> =
        doubt.says.iter().map(|(name, value)| Fact::text(name.as_str(), value)).collect();
    html! {
        div.doubt {
            (facts(&says))
            fieldset.fld {
                legend { (doubt.question) }
                p.hint { (spot) }
                div.options {
                    @for candidate in &doubt.candidates {
                        (choice(doubt, &candidate.value, html! {
                            a href=(candidate.href) { (candidate.name) }
                            " " small { (candidate.note) }
                        }))
                    }
                    @if doubt.may_be_new {
                        (choice(doubt, "new", html! { (w.t("import-doubt-new")) }))
                    }
                    @if !doubt.candidates.is_empty() {
                        (choice(doubt, "skip", html! { (w.t("import-doubt-skip")) }))
                    }
                }
            }
        }
    }
}

fn choice(doubt: &Doubt, value: &str, words: Markup) -> Markup {
    html! {
        label {
            input type="radio" name=(doubt.field) value=(value) checked[doubt.decided == value];
            span { (words) }
        }
    }
}
