//! `samuh import` and `samuh undo-import`.

use std::{collections::BTreeMap, env, path::PathBuf};

use clap::Args;
use samuh_engine::{Desk, Error, Result, batch::Findings, clock};
use samuh_imports::{Decided, Decision};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    fault::Fault,
    sheet::column_letters,
};
use samuh_places::Level;
use samuh_web::words::Words;
use serde::Deserialize;
use uuid::Uuid;

use super::{Exit, Workplace, print};
use crate::importing::{
    self, Asked, FaultLine, Register, Report, Source, corrections, counts, machine_desk, survey,
    write_marked,
};

/// How many examples of one fault the short report shows.
const EXAMPLES: usize = 3;

/// Reads a sheet into a register.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// places, federations, groups, members, progress, targets, fpos, producers or lokos.
    #[arg(value_parser = register)]
    register: Register,
    /// The sheet: .xlsx, .xls, .csv or .txt.
    #[arg(required_unless_present = "apply", conflicts_with = "apply")]
    file: Option<PathBuf>,
    /// Judge and stage; change nothing.
    #[arg(long, conflicts_with = "apply")]
    dry_run: bool,
    /// Apply what a dry run staged.
    #[arg(long, value_name = "BATCH")]
    apply: Option<Uuid>,
    /// Write the same workbook with its faults marked.
    #[arg(long, value_name = "OUT.xlsx", conflicts_with = "apply")]
    report: Option<PathBuf>,
    /// The level of a plain sheet of places: district, block, gp or village.
    #[arg(long, value_parser = level)]
    level: Option<Level>,
    /// The district, by LGD code or name, where the database has several.
    #[arg(long, value_name = "CODE")]
    district: Option<String>,
    /// Read only this sheet; may be given again.
    #[arg(long = "sheet", value_name = "NAME")]
    sheets: Vec<String>,
    /// Correct a column: its number or heading, and the field it fills (nothing leaves it out).
    #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = mapping)]
    map: Vec<(String, Option<String>)>,
    /// What was decided about doubtful rows: a JSON file, see docs/cli.md.
    #[arg(long, value_name = "FILE.json", conflicts_with = "apply")]
    decide: Option<PathBuf>,
    /// The financial year of months that name none: 2026-27.
    #[arg(long, value_parser = year)]
    year: Option<FinancialYear>,
    /// The month that a report of LokOS is of: 2026-11. Else as the sheet says, else the running one.
    #[arg(long, value_parser = month, value_name = "YYYY-MM")]
    month: Option<Month>,
}

/// Takes an applied batch back.
#[derive(Debug, Args)]
pub(super) struct Undo {
    /// The batch, as the import named it.
    batch: Uuid,
}

/// Runs `samuh import`.
pub(super) fn run(workplace: &Workplace, import: &Import) -> Result<Exit> {
    match (&import.file, import.apply) {
        (Some(file), _) => take_file(workplace, import, file),
        (None, Some(batch)) => apply(workplace, import, batch),
        (None, None) => Err(Error::fault("no_file")),
    }
}

/// Runs `samuh undo-import`.
pub(super) fn undo(workplace: &Workplace, undo: &Undo) -> Result<Exit> {
    let seen = importing::undo(&workplace.db, &machine_desk(0), undo.batch)?;
    if workplace.json {
        let told = serde_json::json!({
            "batch": seen.batch.id, "register": seen.batch.register, "state": seen.state
        });
        print::json(&told)?;
    } else {
        let file = seen.file_name.as_str().into();
        print::line(&workplace.words.args("cli-undone", &[("file", file)]))?;
    }
    Ok(Exit::Done)
}

fn take_file(workplace: &Workplace, import: &Import, file: &std::path::Path) -> Result<Exit> {
    if !file.is_file() {
        let fault = Fault::new("no_such_file").with("file", file.display());
        return Err(Error::Faults(fault.into()));
    }
    let (db, words) = (&workplace.db, workplace.words);
    let program = env::current_exe().map_err(|error| Error::broken(error.to_string()))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let source = Source { register: import.register, path: file, name: &name, program: &program };
    let (desk, mut asked) = asked(workplace, import)?;
    if !import.map.is_empty() {
        let seen = survey(db, &desk, &source, &asked)?;
        asked.corrected = corrections(import.register, &seen, &import.map)?;
    }
    let bar = print::counter(words.t("cli-reading"));
    let reading = importing::read(db, &desk, &source, &asked, &mut |rows| bar.set_position(rows));
    bar.finish_and_clear();
    let reading = reading?;
    let batch = if reading.is_refused {
        None
    } else if import.dry_run {
        importing::lapse(db, clock::now())?;
        Some(importing::stage(db, &desk, &reading)?.id)
    } else {
        Some(importing::run(db, &desk, &reading)?.id)
    };
    let told = Report::of(batch, import.register, &reading.findings, words);
    if let Some(out) = &import.report {
        write_marked(&source, &told, words, out)?;
    }
    tell(workplace, &told, &reading.findings, import.dry_run)?;
    Ok(if batch.is_none() { Exit::Nothing } else { exit_of(&told) })
}

fn apply(workplace: &Workplace, import: &Import, id: Uuid) -> Result<Exit> {
    let desk = machine_desk(0);
    let (seen, findings) = importing::find(&workplace.db, &desk, id)?;
    if seen.batch.register != import.register.code() {
        let fault = Fault::new("batch_of_another").with("register", seen.batch.register);
        return Err(Error::Faults(fault.into()));
    }
    importing::apply(&workplace.db, &desk, id)?;
    let told = Report::of(Some(id), import.register, &findings, workplace.words);
    tell(workplace, &told, &findings, false)?;
    Ok(exit_of(&told))
}

fn asked(workplace: &Workplace, import: &Import) -> Result<(Desk, Asked)> {
    let named = import.district.as_deref();
    let district = match import.register {
        // A sheet of places may bring districts of its own.
        Register::Places => workplace.named_district(named)?,
        _ => Some(workplace.one_district(named)?),
    };
    let district_id = district.map(|district| district.id);
    let only = match (district_id, &workplace.districts(None)?[..]) {
        (None, [only]) => only.id,
        (id, _) => id.unwrap_or(0),
    };
    let asked = Asked {
        level: import.level,
        district_id,
        sheets: import.sheets.clone(),
        corrected: Vec::new(),
        year: import.year,
        month: import.month,
        decided: match &import.decide {
            Some(file) => decided(file)?,
            None => Vec::new(),
        },
    };
    Ok((machine_desk(only), asked))
}

/// A decision about a row, as a file says it.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    sheet: Option<String>,
    row: u32,
    decision: String,
    #[serde(default)]
    unit: Option<i64>,
}

fn decided(file: &std::path::Path) -> Result<Vec<Decided>> {
    let wrong = |why: String| {
        let fault = Fault::new("decisions_unreadable").with("file", file.display());
        Error::Faults(fault.with("why", why).into())
    };
    let text = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
    let lines: Vec<Line> =
        serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
    let taken = |line: Line| {
        let decision = match (line.decision.as_str(), line.unit) {
            ("same", Some(id)) => Decision::Same(id),
            ("under", Some(id)) => Decision::Under(id),
            ("new", None) => Decision::New,
            ("leave_out", None) => Decision::LeaveOut,
            _ => return Err(wrong(format!("{} {}", line.row, line.decision))),
        };
        let sheet = line.sheet.unwrap_or_default().into();
        Ok(Decided { sheet, row: line.row, decision })
    };
    lines.into_iter().map(taken).collect()
}

fn exit_of(told: &Report) -> Exit {
    let tally = &told.tally;
    if tally.doubtful + tally.refused > 0 { Exit::Partly } else { Exit::Done }
}

fn tell(workplace: &Workplace, told: &Report, findings: &Findings, is_dry: bool) -> Result<()> {
    if workplace.json {
        return print::json(told);
    }
    let words = workplace.words;
    if told.batch.is_some() {
        print::line(&counts(&findings.tally, words))?;
    }
    grouped(&told.faults, words)?;
    if !told.warnings.is_empty() {
        print::line(&format!("\n{}", words.t("cli-warnings")))?;
        grouped(&told.warnings, words)?;
    }
    repairs(told, words)?;
    let Some(batch) = told.batch else { return print::line(&words.t("cli-nothing-done")) };
    if is_dry && told.tally.new + told.tally.changed > 0 {
        let command = format!("samuh import {} --apply {batch}", told.register);
        return print::line(&words.args("cli-apply-with", &[("command", command.into())]));
    }
    print::line(&words.args("cli-batch", &[("batch", batch.to_string().into())]))
}

/// Faults by code, each with a few examples and its cure.
fn grouped(lines: &[FaultLine], words: &Words) -> Result<()> {
    let mut by_code: BTreeMap<&str, Vec<&FaultLine>> = BTreeMap::new();
    for line in lines {
        by_code.entry(&line.code).or_default().push(line);
    }
    let mut groups: Vec<_> = by_code.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    for group in groups {
        let Some(first) = group.first() else { continue };
        let times = group.len();
        print::line(&format!("\n{}", words.args("cli-times", &[("n", times.into())])))?;
        for line in group.iter().take(EXAMPLES) {
            print::line(&format!("  {}{}", place(line, words), line.message))?;
        }
        if !first.cure.is_empty() {
            print::line(&format!("  → {}", first.cure))?;
        }
    }
    Ok(())
}

/// "Makdi, row 31, column F: ", as much of it as there is.
fn place(line: &FaultLine, words: &Words) -> String {
    let sheet = line.sheet.clone();
    let row = line.row.map(|row| words.args("cli-row", &[("row", row.to_string().into())]));
    let column = line
        .column
        .map(|column| words.args("cli-column", &[("column", column_letters(column).into())]));
    let parts: Vec<String> = [sheet, row, column].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("{}: ", parts.join(", ")) }
}

fn repairs(told: &Report, words: &Words) -> Result<()> {
    let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for repair in &told.repairs {
        *by_kind.entry(repair.kind).or_default() += 1;
    }
    if by_kind.is_empty() {
        return Ok(());
    }
    print::line(&format!("\n{}", words.t("cli-repairs")))?;
    for (kind, count) in by_kind {
        let name = words.t(&format!("repair-{kind}"));
        let args = [("name", name.into()), ("n", count.into())];
        print::line(&format!("  {}", words.args("cli-repair", &args)))?;
    }
    Ok(())
}

/// A register by its code.
pub(super) fn register(code: &str) -> std::result::Result<Register, String> {
    let known: Vec<&str> = Register::ALL.into_iter().map(Register::code).collect();
    Register::of(code).ok_or_else(|| known.join(", "))
}

fn level(code: &str) -> std::result::Result<Level, String> {
    let known: Vec<&str> = Level::ALL.into_iter().map(Level::code).collect();
    Level::of(code).ok_or_else(|| known.join(", "))
}

fn mapping(text: &str) -> std::result::Result<(String, Option<String>), String> {
    let (column, field) = text.rsplit_once('=').ok_or("COLUMN=FIELD")?;
    let field = Some(field.trim()).filter(|field| !field.is_empty()).map(str::to_owned);
    Ok((column.trim().to_owned(), field))
}

fn year(text: &str) -> std::result::Result<FinancialYear, String> {
    text.parse().map_err(|_| "2026-27".to_owned())
}

fn month(text: &str) -> std::result::Result<Month, String> {
    text.parse().map_err(|_| "2026-11".to_owned())
}
