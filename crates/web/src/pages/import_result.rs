//! What an import would do, or did: the six counts, every fault with its cure, every repair, every
//! skipped row; then apply, and afterwards take back.

use maud::{Markup, html};

use super::imports::{State, steps};
use crate::parts::{
    Column, Icon, Kind, Link, Look, Pager, Table, Tone, button, button_link, crumbs, empty,
    heading, notice, pager, panel_with, table,
};
use crate::show;
use crate::words::Words;

/// The six counts; together they are the rows read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Every non-blank row below the headings.
    pub rows: i64,
    /// Records that will be new.
    pub new: i64,
    /// Records that will change.
    pub changed: i64,
    /// Records that stay as they are.
    pub unchanged: i64,
    /// Rows that wait for a person's decision.
    pub doubtful: i64,
    /// Rows that cannot be taken.
    pub refused: i64,
    /// Totals, repeated headings, exact repeats.
    pub skipped: i64,
}

/// Where in the file something is, counted from 1; `None` for a whole row or sheet.
#[derive(Clone, Debug, Default)]
pub struct Where {
    /// The sheet's name.
    pub sheet: String,
    /// The row.
    pub row: Option<u32>,
    /// The column's letter.
    pub column: Option<String>,
    /// The column's heading.
    pub heading: String,
}

/// One fault.
pub struct FaultRow {
    /// Where it is.
    pub place: Where,
    /// The value as it stands in the file, masked where it must be.
    pub value: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub cure: String,
}

/// One automatic repair.
pub struct RepairRow {
    /// Where it is.
    pub place: Where,
    /// What stands in the file.
    pub from: String,
    /// What is stored.
    pub to: String,
    /// The code of its kind: `digits`, `look_alike` …
    pub kind: &'static str,
}

/// One field that an existing record changes.
pub struct ChangeRow {
    /// The record and its page.
    pub record: Link,
    /// The field's name.
    pub field: String,
    /// The value in the register.
    pub from: String,
    /// The value in the file.
    pub to: String,
}

/// One skipped row.
pub struct SkippedRow {
    /// Where it is.
    pub place: Where,
    /// The code of the reason: `total`, `subtotal`, `repeated_heading`, `exact_repeat`.
    pub why: &'static str,
}

/// The first rows of a long table and the whole of it.
pub struct Part<T> {
    /// The rows shown.
    pub rows: Vec<T>,
    /// How many there are.
    pub total: i64,
    /// The page of all of them, when not all are shown.
    pub all: Option<String>,
}

/// What an import would do, or did.
pub struct ResultPage {
    /// The import's address: `/imports/<id>`.
    pub href: String,
    /// The file's name.
    pub file: String,
    /// The name of the register.
    pub register: String,
    /// Where it stands.
    pub state: State,
    /// When it was applied or undone, and by whom; empty before.
    pub by: String,
    /// The counts.
    pub tally: Tally,
    /// The faults.
    pub faults: Part<FaultRow>,
    /// The changes of existing records.
    pub changes: Part<ChangeRow>,
    /// The repairs.
    pub repairs: Part<RepairRow>,
    /// The skipped rows.
    pub skipped: Part<SkippedRow>,
    /// Warnings for the whole file.
    pub warnings: Vec<String>,
    /// The page of the doubtful rows, when there are any.
    pub doubts: Option<String>,
    /// The same workbook with the faults marked, or their list when the file is gone.
    pub report: String,
    /// The whole account for another program.
    pub json: String,
    /// What stands in the way of entering it or of taking it back; shown after an attempt.
    pub in_the_way: Vec<String>,
    /// Where the columns can be corrected again: while it is not entered and the file is kept.
    pub columns: Option<String>,
    /// Where it is now to be seen; only for an applied import.
    pub figures: Option<Link>,
    /// What entering it does although no row is new or changed, in words.
    pub besides: Option<String>,
    /// True where another post has to enter it.
    pub needs_second: bool,
    /// Where it is taken back, and the proposal that asks for it, where one waits.
    pub undo: (String, Option<Link>),
}

/// One long table of an import, a page of it.
pub enum PartRows {
    /// Faults.
    Faults(Vec<FaultRow>),
    /// Values that change.
    Changes(Vec<ChangeRow>),
    /// Repairs.
    Repairs(Vec<RepairRow>),
    /// Skipped rows.
    Skipped(Vec<SkippedRow>),
}

/// A long table of an import, page by page.
pub struct PartPage {
    /// The import's address: `/imports/<id>`.
    pub href: String,
    /// The file's name.
    pub file: String,
    /// The rows of this page.
    pub rows: PartRows,
    /// Where the reader stands.
    pub pager: Pager,
}

/// Draws one long table of an import.
pub fn draw_part(page: &PartPage, w: &Words) -> Markup {
    let back = [
        Link::new(w.t("imports-title"), "/imports"),
        Link::new(page.file.as_str(), page.href.as_str()),
    ];
    let (key, drawn) = match &page.rows {
        PartRows::Faults(rows) => ("import-faults", faults(rows, w)),
        PartRows::Changes(rows) => ("import-changes", changes(rows, w)),
        PartRows::Repairs(rows) => ("import-repairs", repairs(rows, w)),
        PartRows::Skipped(rows) => ("import-skipped", skipped(rows, w)),
    };
    html! {
        (crumbs(w, &back, &w.t(key)))
        (heading(&w.t(key), html! { (page.file) }, html! {}))
        section.panel {
            @if drawn.rows.is_empty() { (empty(&w.t(&format!("{key}.none")), "", None)) }
            @else { (table(&drawn)) }
            (pager(w, &page.pager))
        }
    }
}

/// Draws the result of a dry run, of an applied or of an undone import.
pub fn draw(page: &ResultPage, w: &Words) -> Markup {
    let step = if page.state == State::DryRun { 2 } else { 4 };
    let report = Link::new(w.t("import-report"), page.report.as_str());
    let json = Link::new(w.t("import-json"), page.json.as_str());
    html! {
        (crumbs(w, &[Link::new(w.t("imports-title"), "/imports")], &page.file))
        (heading(&page.file, html! { (page.register) " · " (page.state.tag(w)) " " (page.by) },
            html! {
                (button_link(&report, Some(Icon::Download), Look::Plain))
                (button_link(&json, None, Look::Quiet))
            }))
        (steps(step, w))
        (state_notice(page, w))
        (tally(&page.tally, w))
        (act(page, w))
        @for warning in &page.warnings { (notice(Tone::Warn, warning, html! {})) }
        div.stack {
            (part("import-faults", &page.faults, w, |rows| faults(rows, w)))
            @if page.changes.total > 0 {
                (part("import-changes", &page.changes, w, |rows| changes(rows, w)))
            }
            @if page.repairs.total > 0 {
                (part("import-repairs", &page.repairs, w, |rows| repairs(rows, w)))
            }
            @if page.skipped.total > 0 {
                (part("import-skipped", &page.skipped, w, |rows| skipped(rows, w)))
            }
        }
    }
}

fn state_notice(page: &ResultPage, w: &Words) -> Markup {
    let (tone, key) = match page.state {
        State::DryRun => (Tone::Plain, "import-dry-run-told"),
        State::Undone => (Tone::Plain, "import-undone-told"),
        State::Lapsed => (Tone::Plain, "import-lapsed-told"),
        _ => (Tone::Good, "import-applied-told"),
    };
    let taken = page.tally.new + page.tally.changed;
    html! {
        (notice(tone, &w.args(key, &[("n", taken.into())]), html! {
            p { (w.t(&format!("{key}.text"))) }
        }))
        @if !page.in_the_way.is_empty() {
            @let key = if page.state == State::DryRun { "import-cannot-apply" }
                else { "import-cannot-undo" };
            (notice(Tone::Bad, &w.t(key), html! {
                ul { @for why in &page.in_the_way { li { (why) } } }
            }))
        }
    }
}

fn tally(tally: &Tally, w: &Words) -> Markup {
    let counts = [
        ("tally-rows", "", tally.rows),
        ("tally-new", "", tally.new),
        ("tally-changed", "", tally.changed),
        ("tally-unchanged", "", tally.unchanged),
        ("tally-doubtful", "warn", tally.doubtful),
        ("tally-refused", "bad", tally.refused),
        ("tally-skipped", "", tally.skipped),
    ];
    html! {
        section.panel aria-label=(w.t("tally")) {
            dl.tally {
                @for (key, class, count) in counts {
                    div class=[(count > 0 && !class.is_empty()).then_some(class)] {
                        dt { (w.t(key)) } dd { (show::grouped(count)) }
                    }
                }
            }
        }
    }
}

fn act(page: &ResultPage, w: &Words) -> Markup {
    let taken = page.tally.new + page.tally.changed;
    html! {
        div.act-row {
            @if page.state == State::DryRun {
                @if let Some(href) = &page.doubts {
                    (button_link(&Link::new(w.args("import-decide",
                        &[("n", page.tally.doubtful.into())]), href.as_str()), None, Look::Plain))
                }
                @if let Some(action) = &page.columns {
                    form method="post" action=(action) {
                        (button(Look::Plain, &w.t("import-columns-again"), None))
                    }
                }
                @if page.needs_second && (taken > 0 || page.besides.is_some()) {
                    p { (w.t("import-needs-second")) }
                } @else if taken > 0 {
                    form method="post" action=(format!("{}/apply", page.href)) {
                        (button(Look::Primary,
                            &w.args("import-apply", &[("n", taken.into())]), None))
                    }
                } @else if let Some(besides) = &page.besides {
                    form method="post" action=(format!("{}/apply", page.href)) {
                        (button(Look::Primary, besides, None))
                    }
                } @else { p { (w.t("import-nothing-to-apply")) } }
            } @else if page.state == State::Applied {
                @if let Some(link) = &page.figures { (button_link(link, None, Look::Primary)) }
                @if let Some(link) = &page.undo.1 { p { a href=(link.href) { (link.text) } } }
                @else {
                    form method="post" action=(page.undo.0) {
                        (button(Look::Plain, &w.t("import-undo"), None))
                    }
                }
            }
        }
    }
}

fn part<T>(key: &str, part: &Part<T>, w: &Words, draw: impl Fn(&[T]) -> Table) -> Markup {
    let sub = show::grouped(part.total);
    let all = part
        .all
        .as_ref()
        .map(|href| Link::new(w.args("see-all", &[("n", part.total.into())]), href.as_str()));
    if part.rows.is_empty() {
        let none = empty(&w.t(&format!("{key}.none")), "", None);
        return panel_with(&w.t(key), None, None, none);
    }
    html! {
        section.panel {
            div.ph {
                h2 { (w.t(key)) }
                span.sub { (sub) }
                @if let Some(link) = &all { a.r href=(link.href) { (link.text) } }
            }
            (table(&draw(&part.rows)))
        }
    }
}

fn spot(place: &Where) -> Markup {
    html! {
        @if let Some(row) = place.row {
            @if let Some(column) = &place.column { (column) }
            (row)
            small { (place.sheet) }
        } @else { (place.sheet) }
    }
}

fn columns(w: &Words, keys: &[&str]) -> Vec<Column> {
    keys.iter().map(|key| Column::new(Kind::Text, w.t(key))).collect()
}

fn faults(rows: &[FaultRow], w: &Words) -> Table {
    let keys = ["import-where", "import-heading", "import-value", "import-reason", "import-cure"];
    let cells = |row: &FaultRow| {
        vec![
            spot(&row.place),
            html! { (row.place.heading) },
            html! { @if !row.value.is_empty() { code { (row.value) } } },
            html! { (row.message) },
            html! { (row.cure) },
        ]
    };
    let rows = rows.iter().map(cells).collect();
    Table { caption: w.t("import-faults"), columns: columns(w, &keys), rows, foot: None }
}

fn changes(rows: &[ChangeRow], w: &Words) -> Table {
    let keys = ["import-record", "import-change-field", "import-in-register", "import-to"];
    let cells = |row: &ChangeRow| {
        vec![
            html! { a href=(row.record.href) { (row.record.text) } },
            html! { (row.field) },
            html! { span.from { (row.from) } },
            html! { span.to { (row.to) } },
        ]
    };
    let rows = rows.iter().map(cells).collect();
    Table { caption: w.t("import-changes"), columns: columns(w, &keys), rows, foot: None }
}

fn repairs(rows: &[RepairRow], w: &Words) -> Table {
    let keys = ["import-where", "import-heading", "import-value", "import-to", "import-kind"];
    let cells = |row: &RepairRow| {
        vec![
            spot(&row.place),
            html! { (row.place.heading) },
            html! { @if row.from.is_empty() { "—" } @else { code { (row.from) } } },
            html! { span.to { (row.to) } },
            html! { (w.t(&format!("repair-{}", row.kind))) },
        ]
    };
    let rows = rows.iter().map(cells).collect();
    Table { caption: w.t("import-repairs"), columns: columns(w, &keys), rows, foot: None }
}

fn skipped(rows: &[SkippedRow], w: &Words) -> Table {
    let cells =
        |row: &SkippedRow| vec![spot(&row.place), html! { (w.t(&format!("why-{}", row.why))) }];
    let rows = rows.iter().map(cells).collect();
    let keys = ["import-where", "import-reason"];
    Table { caption: w.t("import-skipped"), columns: columns(w, &keys), rows, foot: None }
}
