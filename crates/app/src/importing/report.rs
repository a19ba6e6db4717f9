//! What an import has to say, as the contract of `docs/cli.md` has it and in the reader's language.

use chrono::NaiveDate;
use samuh_engine::batch::Findings;
use samuh_imports::{Alike, CellFault, LIKENESS, Label, Likeness, Repair, Skipped, Tally};
use samuh_web::words::{Complaint, Value, Words};
use serde::Serialize;
use uuid::Uuid;

use super::Register;

/// The whole report of an import. Issue 2, contracts.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The batch; none for a refused file.
    pub batch: Option<Uuid>,
    /// Which register.
    pub register: &'static str,
    /// The six counts and their sum.
    #[serde(flatten)]
    pub tally: Tally,
    /// Stored values that differ from what the cells say.
    pub repairs: Vec<RepairLine>,
    /// Rows refused or doubtful, and why.
    pub faults: Vec<FaultLine>,
    /// Odd but taken.
    pub warnings: Vec<FaultLine>,
    /// Rows left out.
    pub skipped_rows: Vec<SkippedLine>,
}

/// A stored value that differs from what its cell says.
#[derive(Debug, Clone, Serialize)]
pub struct RepairLine {
    /// The sheet's name; none for a file without sheets.
    pub sheet: Option<String>,
    /// From 1.
    pub row: u32,
    /// From 1.
    pub column: u32,
    /// As in the file.
    pub heading: String,
    /// What the cell says.
    pub from: String,
    /// What is stored.
    pub to: String,
    /// What was repaired.
    pub kind: &'static str,
}

/// A fault or warning with its sentence and cure.
#[derive(Debug, Clone, Serialize)]
pub struct FaultLine {
    /// The sheet's name; none for the whole file.
    pub sheet: Option<String>,
    /// From 1; none for a whole sheet.
    pub row: Option<u32>,
    /// From 1; none for a whole row.
    pub column: Option<u32>,
    /// As in the file.
    pub heading: String,
    /// What the cell says; identity numbers are masked.
    pub value: String,
    /// Stable code.
    pub code: String,
    /// What is wrong, in the reader's language.
    pub message: String,
    /// What to do, in the reader's language.
    pub cure: String,
    /// The records that a doubtful row may be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<CandidateLine>,
}

/// A record of the register that a doubtful row may be.
#[derive(Debug, Clone, Serialize)]
pub struct CandidateLine {
    /// Its number, for a decision.
    pub unit: i64,
    /// Its name in Devanagari.
    pub name_hi: Option<String>,
    /// Its name in Latin letters.
    pub name: Option<String>,
    /// Its code.
    pub code: Option<String>,
    /// When a group was formed.
    pub formed_on: Option<NaiveDate>,
    /// Of a member: her father's or husband's name.
    pub relation: Option<String>,
}

/// A row left out.
#[derive(Debug, Clone, Serialize)]
pub struct SkippedLine {
    /// The sheet's name; none for a file without sheets.
    pub sheet: Option<String>,
    /// From 1.
    pub row: u32,
    /// `total`, `subtotal`, `repeated_heading`, `exact_repeat`, `left_out`.
    pub why: &'static str,
}

impl Report {
    /// The report of a batch, or of a refused file, in the reader's words.
    pub fn of(batch: Option<Uuid>, register: Register, findings: &Findings, words: &Words) -> Self {
        Self {
            batch,
            register: register.code(),
            tally: findings.tally,
            repairs: findings.repairs.iter().map(repair_line).collect(),
            faults: findings.faults.iter().map(|fault| fault_line(fault, words)).collect(),
            warnings: findings.warnings.iter().map(|fault| fault_line(fault, words)).collect(),
            skipped_rows: findings.skipped.iter().map(skipped_line).collect(),
        }
    }
}

/// The six counts as a sentence.
pub fn counts(tally: &Tally, words: &Words) -> String {
    let args = [
        ("rows", tally.rows),
        ("new", tally.new),
        ("changed", tally.changed),
        ("unchanged", tally.unchanged),
        ("doubtful", tally.doubtful),
        ("refused", tally.refused),
        ("skipped", tally.skipped),
    ];
    words.args("tally-sentence", &args.map(|(name, count)| (name, Value::from(count))))
}

/// The sentence and the cure of a fault. A fault of the whole file may be the reader's own refusal.
pub fn say(fault: &CellFault, words: &Words) -> Complaint {
    let told: Vec<(&str, String)> = fault
        .args
        .iter()
        .map(|(name, value)| (name.as_ref(), called(name, value, words)))
        .collect();
    let given = told.iter().map(|(name, value)| (*name, value.as_str()));
    let is_of_file = fault.row.is_none() && fault.sheet.is_empty();
    if is_of_file && samuh_documents::CODES.contains(&fault.code.as_ref()) {
        return words.refusal(&fault.code, given);
    }
    let mut args: Vec<(&str, &str)> = given.collect();
    for (name, value) in [("value", fault.value.as_str()), ("heading", &*fault.heading)] {
        if !args.iter().any(|(known, _)| *known == name) {
            args.push((name, value));
        }
    }
    let candidates = args.iter().find(|(name, value)| *name == "candidates" && !value.is_empty());
    let candidates = candidates.map(|(_, value)| *value);
    let said = words.fault(&fault.code, args);
    match candidates {
        Some(candidates) => {
            let given = [("message", said.message.into()), ("candidates", candidates.into())];
            Complaint { message: words.args("fault-candidates", &given), ..said }
        }
        None => said,
    }
}

/// An argument as the reader calls it: indicators and levels have names.
fn called(name: &str, value: &str, words: &Words) -> String {
    let named = match name {
        "indicator" | "level" => words.find(&format!("{name}-{value}"), &[]),
        _ => None,
    };
    named.unwrap_or_else(|| value.to_owned())
}

fn repair_line(repair: &Repair) -> RepairLine {
    RepairLine {
        sheet: named(&repair.sheet),
        row: repair.row,
        column: repair.column,
        heading: repair.heading.to_string(),
        from: repair.from.clone(),
        to: repair.to.clone(),
        kind: repair.kind.code(),
    }
}

fn fault_line(fault: &CellFault, words: &Words) -> FaultLine {
    let Complaint { message, cure } = say(fault, words);
    FaultLine {
        sheet: named(&fault.sheet),
        row: fault.row,
        column: fault.column,
        heading: fault.heading.to_string(),
        value: fault.value.clone(),
        code: fault.code.to_string(),
        message,
        cure,
        candidates: likeness_of(fault).known.into_iter().map(candidate_line).collect(),
    }
}

/// The records that a doubtful row may be.
pub fn likeness_of(fault: &CellFault) -> Likeness {
    let arg = fault.args.iter().find(|(name, _)| name == LIKENESS);
    arg.and_then(|(_, text)| Likeness::from_arg(text)).unwrap_or_default()
}

fn candidate_line(alike: Alike) -> CandidateLine {
    CandidateLine {
        unit: alike.id,
        name_hi: alike.name_hi,
        name: alike.name_en,
        code: alike.code,
        formed_on: alike.formed_on,
        relation: alike.relation,
    }
}

fn skipped_line(skipped: &Skipped) -> SkippedLine {
    use samuh_imports::Why;
    let why = match skipped.why {
        Why::Total => "total",
        Why::Subtotal => "subtotal",
        Why::RepeatedHeading => "repeated_heading",
        Why::Note => "note",
        Why::ExactRepeat => "exact_repeat",
        Why::LeftOut => "left_out",
    };
    SkippedLine { sheet: named(&skipped.sheet), row: skipped.row, why }
}

fn named(sheet: &Label) -> Option<String> {
    (!sheet.is_empty()).then(|| sheet.to_string())
}
