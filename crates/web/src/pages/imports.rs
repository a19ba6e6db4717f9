//! The imports of the office: every file that came in, what became of it, and the way on.

use maud::{Markup, html};

use crate::parts::{
    Column, Filters, Kind, Link, Look, Pager, Progress, Table, Tone, button_link, crumbs, empty,
    filters, heading, pager, panel, progress, table, tag,
};
use crate::show;
use crate::words::Words;

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Being read.
    Reading,
    /// Its columns wait for a person.
    Waiting,
    /// Read; nothing has been changed.
    DryRun,
    /// Being written.
    Applying,
    /// Written.
    Applied,
    /// Taken back.
    Undone,
    /// The file was refused.
    Refused,
    /// Never entered, and emptied after a month.
    Lapsed,
}

impl State {
    /// The state as a tag.
    pub fn tag(self, w: &Words) -> Markup {
        let (tone, key) = match self {
            Self::Reading => (Tone::Plain, "import-state-reading"),
            Self::Waiting => (Tone::Warn, "import-state-waiting"),
            Self::DryRun => (Tone::Warn, "import-state-dry-run"),
            Self::Applying => (Tone::Plain, "import-state-applying"),
            Self::Applied => (Tone::Good, "import-state-applied"),
            Self::Undone => (Tone::Plain, "import-state-undone"),
            Self::Lapsed => (Tone::Plain, "import-state-lapsed"),
            Self::Refused => (Tone::Bad, "import-state-refused"),
        };
        tag(tone, &w.t(key))
    }
}

/// One import of the list.
pub struct ImportRow {
    /// The file's name and the import's page.
    pub file: Link,
    /// The key of the register: `register-groups` …
    pub register: &'static str,
    /// Where it stands.
    pub state: State,
    /// Rows read.
    pub rows: i64,
    /// Rows taken: new and changed.
    pub taken: i64,
    /// Rows doubtful or refused.
    pub left: i64,
    /// When it came (microseconds UTC).
    pub at: i64,
    /// Who sent it.
    pub by: String,
}

/// The list of imports.
pub struct ImportsPage {
    /// The filter bar.
    pub filters: Filters,
    /// How many imports there are.
    pub count: i64,
    /// The imports of this page, the newest first.
    pub rows: Vec<ImportRow>,
    /// Where the reader stands.
    pub pager: Pager,
    /// Whether the reader's post may send files.
    pub may_send: bool,
}

/// Draws the list of imports.
pub fn draw(page: &ImportsPage, w: &Words) -> Markup {
    let new = Link::new(w.t("import-new"), "/imports/new");
    html! {
        (heading(&w.t("imports-title"), html! {}, html! {
            @if page.may_send { (button_link(&new, None, Look::Primary)) }
        }))
        section.panel {
            (filters(w, &page.filters))
            div.count { b { (w.args("list-count", &[("n", page.count.into())])) } }
            @if page.rows.is_empty() {
                (empty(&w.t("imports-empty"), &w.t("imports-empty.text"), page.may_send.then_some(&new)))
            } @else {
                (table(&imports(page, w)))
                (pager(w, &page.pager))
            }
        }
    }
}

fn imports(page: &ImportsPage, w: &Words) -> Table {
    let cells = |row: &ImportRow| {
        vec![
            html! { a href=(row.file.href) { (row.file.text) } },
            html! { (w.t(row.register)) },
            row.state.tag(w),
            html! { (show::grouped(row.rows)) },
            html! { (show::grouped(row.taken)) },
            html! { (show::grouped(row.left)) },
            html! { (show::instant(row.at)) },
            html! { (row.by) },
        ]
    };
    let column = |kind: Kind, key: &str| Column::new(kind, w.t(key));
    Table {
        caption: w.t("imports-title"),
        columns: vec![
            column(Kind::Text, "import-file"),
            column(Kind::Text, "import-register"),
            column(Kind::State, "import-state"),
            column(Kind::Number, "tally-rows"),
            column(Kind::Number, "import-taken"),
            column(Kind::Number, "import-left"),
            column(Kind::Day, "import-at"),
            column(Kind::Text, "field-by"),
        ],
        rows: page.rows.iter().map(cells).collect(),
        foot: None,
    }
}

/// The five steps of an import, with the one the reader stands at (0 to 4).
pub(super) fn steps(at: usize, w: &Words) -> Markup {
    const STEPS: [&str; 5] = [
        "import-step-upload",
        "import-step-understood",
        "import-step-dry-run",
        "import-step-apply",
        "import-step-done",
    ];
    html! {
        ol.steps {
            @for (step, key) in STEPS.iter().enumerate() {
                li.done[step < at] aria-current=[(step == at).then_some("step")] { (w.t(key)) }
            }
        }
    }
}

/// A page while a file is being read or written; its shell asks again after a few seconds.
pub struct WorkingPage {
    /// The file's name.
    pub file: String,
    /// Whether it is being written; otherwise it is being read.
    pub writing: bool,
    /// Rows done.
    pub done: i64,
    /// Rows in all, once known.
    pub of: Option<i64>,
}

/// Draws the page of an import at work.
pub fn working(page: &WorkingPage, w: &Words) -> Markup {
    let key = if page.writing { "import-writing" } else { "import-reading" };
    let text = match page.of {
        Some(of) => w.args(&format!("{key}.of"), &[("done", page.done.into()), ("of", of.into())]),
        None => w.args(&format!("{key}.rows"), &[("done", page.done.into())]),
    };
    html! {
        (crumbs(w, &[Link::new(w.t("imports-title"), "/imports")], &page.file))
        (heading(&page.file, html! {}, html! {}))
        (steps(if page.writing { 3 } else { 1 }, w))
        (panel(&w.t(key), html! {
            (progress(&Progress { text, done: page.done, of: page.of }))
            p.hint { (w.t("import-leave")) }
        }))
    }
}
