//! Doubtful rows: each with what the file says, the records it may be, and a person's decision.

use maud::{Markup, html};

use super::import_result::Where;
use super::imports::steps;
use crate::parts::{Fact, Link, Look, Pager, button, crumbs, empty, facts, heading, pager};
use crate::words::Words;

/// A record or place which a doubtful row may mean.
pub struct Candidate {
    /// What the form sends.
    pub value: String,
    /// What choosing it says, before its name; may be empty.
    pub lead: String,
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
    /// What to say where it may count instead of another row.
    pub may_replace: Option<String>,
    /// Whether it may be left out for good.
    pub may_be_left_out: bool,
    /// The decision taken: a candidate's value, `new`, `instead`, `out`; empty when none.
    pub decided: String,
}

/// One answer for all rows with the same kind of question.
pub struct Bulk {
    /// The name of the form's field: `all-<code>`.
    pub field: String,
    /// What is doubtful about them.
    pub question: String,
    /// How many rows there are.
    pub rows: i64,
    /// Whether they may all be new records.
    pub may_be_new: bool,
}

/// The doubtful rows of an import.
pub struct DoubtsPage {
    /// The import's address: `/imports/<id>`.
    pub href: String,
    /// The file's name.
    pub file: String,
    /// The doubts of this page.
    pub doubts: Vec<Doubt>,
    /// One answer for many.
    pub bulk: Vec<Bulk>,
    /// How many decisions about rows were taken before.
    pub decided: i64,
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
        @if page.may_decide && page.decided > 0 { (withdraw(page, w)) }
        @if !page.doubts.is_empty() {
            form method="post" action=(format!("{}/doubts", page.href)) {
                @if !page.bulk.is_empty() { (for_all(&page.bulk, w)) }
                section.panel {
                    @for doubt in &page.doubts { (one(doubt, w)) }
                }
                @if page.may_decide {
                    div.act-row { (button(Look::Primary, &w.t("import-doubts-save"), None)) }
                }
            }
        }
        @if page.doubts.is_empty() {
            section.panel {
                (empty(&w.t("import-doubts.none"), &w.t("import-doubts.next"), None))
                div.act-row { a.btn href=(page.href) { (page.file) } }
            }
        } @else {
            (pager(w, &page.pager))
        }
    }
}

fn withdraw(page: &DoubtsPage, w: &Words) -> Markup {
    html! {
        form.act-row method="post" action=(format!("{}/doubts", page.href)) {
            input type="hidden" name="forget" value="1";
            p { (w.args("import-doubts-decided", &[("n", page.decided.into())])) }
            (button(Look::Plain, &w.t("import-doubts-withdraw"), None))
        }
    }
}

fn for_all(bulk: &[Bulk], w: &Words) -> Markup {
    let option = |bulk: &Bulk, value: &str, key: &str| {
        html! {
            label {
                input type="radio" name=(bulk.field) value=(value) checked[value.is_empty()];
                span { (w.t(key)) }
            }
        }
    };
    html! {
        section.panel {
            @for one in bulk {
                div.doubt { fieldset.fld {
                    legend { (w.args("import-doubts-all", &[
                        ("question", one.question.as_str().into()), ("n", one.rows.into()),
                    ])) }
                    div.options {
                        (option(one, "", "import-doubts-each"))
                        @if one.may_be_new { (option(one, "new", "import-doubts-all-new")) }
                        (option(one, "out", "import-doubts-all-out"))
                    }
                } }
            }
        }
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
                            @if !candidate.lead.is_empty() { (candidate.lead) " " }
                            a href=(candidate.href) { (candidate.name) }
                            " " small { (candidate.note) }
                        }))
                    }
                    @if doubt.may_be_new {
                        (choice(doubt, "new", html! { (w.t("import-doubt-new")) }))
                    }
                    @if let Some(words) = &doubt.may_replace {
                        (choice(doubt, "instead", html! { (words) }))
                    }
                    @if doubt.may_be_left_out {
                        (choice(doubt, "out", html! { (w.t("import-doubt-skip")) }))
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
