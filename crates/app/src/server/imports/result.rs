//! What an import would do, or did: the six counts, and every fault, change, repair and skipped row.

use std::collections::{BTreeMap, HashMap};

use axum::response::Response;
use samuh_engine::{
    Reader,
    batch::{BatchSeen, Findings},
    clock,
};
use samuh_groups::is_own_and_needs_second;
use samuh_imports::{CellFault, Tally};
use samuh_kernel::{fault::Faults, sheet::column_letters};
use samuh_web::{
    page::Section,
    pages::{
        import_result::{
            self, ChangeRow, FaultRow, Part, PartPage, PartRows, RepairRow, ResultPage, SkippedRow,
            Where,
        },
        imports::State,
    },
    parts::{Link, Pager},
    show,
    words::{Value, Words},
};

use super::{
    super::{
        approvals::carried,
        fail::{Answer, problems},
        query::Query,
        users,
        visit::Visitor,
    },
    acts::waiting,
    address, doubts, naming, register_name, understood,
};
use crate::importing::{self, Register, say};

/// A batch and what its reading found.
pub(super) type Found = (BatchSeen, Findings);

/// Rows of a table on the import's own page.
const FIRST: usize = 20;
/// Rows of a table that has a page of its own.
const PAGE: usize = 50;
/// Kinds of warnings shown above the tables.
const WARNINGS: usize = 12;

/// A long table of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Faults.
    Faults,
    /// Values that change.
    Changes,
    /// Repairs.
    Repairs,
    /// Skipped rows.
    Skipped,
}

impl Shown {
    const ALL: [Self; 4] = [Self::Faults, Self::Changes, Self::Repairs, Self::Skipped];

    /// As the address says it.
    fn code(self) -> &'static str {
        match self {
            Self::Faults => "faults",
            Self::Changes => "changes",
            Self::Repairs => "repairs",
            Self::Skipped => "skipped",
        }
    }

    /// The table of an address.
    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.code() == code)
    }
}

/// The whole account of a batch; `stopped` is what the rules said to the last attempt.
pub(super) async fn page(visitor: &Visitor, found: &Found, stopped: &Faults) -> Answer {
    let who = visitor.clone();
    let posts = visitor.app.blocking(move |_| users::posts_of(&who)).await?;
    let (desk, maker) = (visitor.desk().clone(), found.0.post_id);
    let reads = move |reader: &mut Reader| {
        is_own_and_needs_second(reader, &desk, (importing::APPLY, maker), clock::now())
    };
    let needs_second = found.0.state == "staged" && visitor.app.read(reads).await?;
    let (reads, batch) = (visitor.clone(), found.0.batch.id);
    let waits = visitor.app.read(move |reader| waiting(reader, &reads, batch)).await?;
    Ok(drawn(visitor, found, stopped, (&posts, needs_second, waits)))
}

fn drawn(
    visitor: &Visitor,
    (seen, findings): &Found,
    stopped: &Faults,
    (posts, needs_second, waits): (&HashMap<i64, String>, bool, Option<i64>),
) -> Response {
    let words = visitor.words;
    let href = address(seen.batch.id);
    let register = Register::of(&seen.batch.register);
    let rows = Rows { findings, register, words };
    let page = ResultPage {
        file: seen.file_name.clone(),
        register: register_name(&seen.batch.register, words),
        state: state_of(&seen.state),
        by: since(posts, seen),
        tally: tally(&seen.tally),
        faults: part_of(rows.faults(0, FIRST), findings.faults.len(), &href, Shown::Faults),
        changes: part_of(rows.changes(0, FIRST), rows.changed(), &href, Shown::Changes),
        repairs: part_of(rows.repairs(0, FIRST), findings.repairs.len(), &href, Shown::Repairs),
        skipped: part_of(rows.skipped(0, FIRST), findings.skipped.len(), &href, Shown::Skipped),
        warnings: warnings(&findings.warnings, words),
        doubts: (doubts::has_any(findings) || !findings.decided.is_empty())
            .then(|| format!("{href}/doubts")),
        report: format!("{href}/report.xlsx"),
        json: format!("{href}/report.json"),
        in_the_way: problems(stopped, words).into_iter().map(|one| one.message).collect(),
        columns: (seen.state == "staged" && understood::own_upload(visitor, seen.batch.id).is_ok())
            .then(|| format!("{href}/again")),
        figures: (seen.state == "applied").then(|| shown_at(register, words)),
        besides: rows_that_go(&findings.warnings, words),
        needs_second,
        undo: (
            carried(visitor, format!("{href}/undo")),
            waits.map(|no| Link::new(words.t("import-undo-waits"), format!("/approvals/{no}"))),
        ),
        href,
    };
    visitor.page(&seen.file_name, Some(Section::Imports), import_result::draw(&page, words))
}

/// Where what was entered is to be seen.
fn shown_at(register: Option<Register>, words: &Words) -> Link {
    match register {
        Some(Register::Lokos) => Link::new(words.t("lokos-open"), "/lokos"),
        Some(Register::Attendance) => Link::new(words.t("events-title"), "/events"),
        _ => Link::new(words.t("import-figures-link"), "/"),
    }
}

/// Groups that a report leaves out go with it.
fn rows_that_go(warnings: &[CellFault], words: &Words) -> Option<String> {
    let told = warnings.iter().filter(|warning| warning.code == "lokos_rows_go");
    let counts = told.flat_map(|warning| &warning.args).filter(|(name, _)| name == "n");
    let sum: i64 = counts.filter_map(|(_, count)| count.parse::<i64>().ok()).sum();
    (sum > 0).then(|| words.args("lokos-import-gone", &[("n", sum.into())]))
}

/// One long table, a page of it.
pub(super) fn part(
    visitor: &Visitor,
    (seen, findings): &Found,
    shown: Shown,
    asked: &Query,
) -> Response {
    let words = visitor.words;
    let from = asked.get("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize);
    let rows = Rows { findings, register: Register::of(&seen.batch.register), words };
    let (drawn, held, total) = match shown {
        Shown::Faults => {
            let page = rows.faults(from, PAGE);
            let held = page.len();
            (PartRows::Faults(page), held, findings.faults.len())
        }
        Shown::Changes => {
            let page = rows.changes(from, PAGE);
            let held = page.len();
            (PartRows::Changes(page), held, rows.changed())
        }
        Shown::Repairs => {
            let page = rows.repairs(from, PAGE);
            let held = page.len();
            (PartRows::Repairs(page), held, findings.repairs.len())
        }
        Shown::Skipped => {
            let page = rows.skipped(from, PAGE);
            let held = page.len();
            (PartRows::Skipped(page), held, findings.skipped.len())
        }
    };
    let href = address(seen.batch.id);
    let pager = pager(&format!("{href}/{}", shown.code()), (from, held, total));
    let page = PartPage { href, file: seen.file_name.clone(), rows: drawn, pager };
    let title = seen.file_name.as_str();
    visitor.page(title, Some(Section::Imports), import_result::draw_part(&page, words))
}

/// Where the reader stands in a list counted from its beginning.
pub(super) fn pager(href: &str, (from, held, total): (usize, usize, usize)) -> Pager {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let end = from + held;
    Pager {
        shown: count(held),
        total: Some(count(total)),
        first: (from > 0).then(|| href.to_owned()),
        next: (end < total).then(|| format!("{href}?from={end}")),
        step: count(PAGE.min(total.saturating_sub(end))),
    }
}

/// The state of a batch as the pages show it.
pub(super) fn state_of(code: &str) -> State {
    match code {
        "applied" => State::Applied,
        "undone" => State::Undone,
        "refused" => State::Refused,
        "lapsed" => State::Lapsed,
        _ => State::DryRun,
    }
}

fn since(posts: &HashMap<i64, String>, seen: &BatchSeen) -> String {
    let at = seen.undone_at.or(seen.applied_at).unwrap_or(seen.staged_at);
    match posts.get(&seen.post_id) {
        Some(who) => format!("{who}, {}", show::instant(at)),
        None => show::instant(at),
    }
}

fn tally(counts: &Tally) -> import_result::Tally {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    import_result::Tally {
        rows: whole(counts.rows),
        new: whole(counts.new),
        changed: whole(counts.changed),
        unchanged: whole(counts.unchanged),
        doubtful: whole(counts.doubtful),
        refused: whole(counts.refused),
        skipped: whole(counts.skipped),
    }
}

fn part_of<T>(rows: Vec<T>, total: usize, href: &str, shown: Shown) -> Part<T> {
    let all = (total > rows.len()).then(|| format!("{href}/{}", shown.code()));
    Part { rows, total: i64::try_from(total).unwrap_or(i64::MAX), all }
}

/// What is odd but taken, each kind once with its first row and how many rows there are.
fn warnings(all: &[CellFault], words: &Words) -> Vec<String> {
    let mut kinds: BTreeMap<(&str, &str), (&CellFault, usize)> = BTreeMap::new();
    for warning in all {
        let of_sheet = if warning.row.is_none() { &*warning.sheet } else { "" };
        let kind = kinds.entry((&warning.code, of_sheet)).or_insert((warning, 0));
        kind.1 += 1;
    }
    let told = |(first, rows): (&CellFault, usize)| {
        let message = say(first, words).message;
        match first.row {
            None if first.sheet.is_empty() => message,
            None => format!("{}: {message}", first.sheet),
            Some(row) => {
                let row = Value::from(row.to_string());
                let args = [("message", message.into()), ("row", row), ("n", rows.into())];
                words.args("import-warning-rows", &args)
            }
        }
    };
    kinds.into_values().take(WARNINGS).map(told).collect()
}

/// The findings as rows of the page's tables.
struct Rows<'a> {
    findings: &'a Findings,
    register: Option<Register>,
    words: &'a Words,
}

impl Rows<'_> {
    fn faults(&self, from: usize, most: usize) -> Vec<FaultRow> {
        let row = |fault: &CellFault| {
            let said = say(fault, self.words);
            FaultRow {
                place: place_of(fault),
                value: fault.value.clone(),
                message: said.message,
                cure: said.cure,
            }
        };
        self.findings.faults.iter().skip(from).take(most).map(row).collect()
    }

    /// How many fields change.
    fn changed(&self) -> usize {
        self.findings.changes.iter().map(|(_, _, _, fields)| fields.len()).sum()
    }

    fn changes(&self, from: usize, most: usize) -> Vec<ChangeRow> {
        let records = self.findings.changes.iter();
        let fields = records.flat_map(|(sheet, row, label, fields)| {
            fields.iter().map(move |field| (sheet, row, label, field))
        });
        let row = |(sheet, row, label, change): (&String, &u32, &String, &_)| {
            let samuh_engine::batch::FieldChange { field, was, becomes } = change;
            let name = if label.is_empty() { format!("{sheet} {row}") } else { label.clone() };
            ChangeRow {
                record: Link::new(name, format!("/search?q={}", show::in_query(label))),
                field: naming::field(field, self.register, self.words),
                from: naming::value(field, was, self.words),
                to: naming::value(field, becomes, self.words),
            }
        };
        fields.skip(from).take(most).map(row).collect()
    }

    fn repairs(&self, from: usize, most: usize) -> Vec<RepairRow> {
        let row = |repair: &samuh_imports::Repair| RepairRow {
            place: Where {
                sheet: repair.sheet.to_string(),
                row: Some(repair.row),
                column: Some(column_letters(repair.column)),
                heading: repair.heading.to_string(),
            },
            from: repair.from.clone(),
            to: repair.to.clone(),
            kind: repair.kind.code(),
        };
        self.findings.repairs.iter().skip(from).take(most).map(row).collect()
    }

    fn skipped(&self, from: usize, most: usize) -> Vec<SkippedRow> {
        use samuh_imports::Why;
        let row = |skipped: &samuh_imports::Skipped| SkippedRow {
            place: Where {
                sheet: skipped.sheet.to_string(),
                row: Some(skipped.row),
                ..Where::default()
            },
            why: match skipped.why {
                Why::Total => "total",
                Why::Subtotal => "subtotal",
                Why::RepeatedHeading => "repeated_heading",
                Why::Note => "note",
                Why::ExactRepeat => "exact_repeat",
                Why::LeftOut => "left_out",
            },
        };
        self.findings.skipped.iter().skip(from).take(most).map(row).collect()
    }
}

/// Where in the file a fault stands.
pub(super) fn place_of(fault: &CellFault) -> Where {
    Where {
        sheet: fault.sheet.to_string(),
        row: fault.row,
        column: fault.column.map(column_letters),
        heading: fault.heading.to_string(),
    }
}
