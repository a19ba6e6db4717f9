//! Reading a file: the child process gives its cells, the intake its rows, the register its verdicts.

use std::{collections::BTreeMap, fs::File, io, path::Path, sync::Arc};

use samuh_documents::{ReadError, child};
use samuh_engine::{
    Db, Desk, Error, Reader, Result,
    batch::{Findings, Judge, Judged, Work, layouts},
    clock,
};
use samuh_imports::{
    CellFault, Decided, Decisions, Event, InRow, Intake, Layout, Options, Shape, SheetUnderstood,
    Skipped, Tally, Verdict, Why,
};
use samuh_kernel::sheet::Limits;
use sha2::{Digest, Sha256};

use super::{Asked, Reading, Register, Source, may_import};

/// Rows between two words of progress.
const STEP: u64 = 500;

/// Reads and judges a file. Nothing changes. `progress` hears how many rows were judged so far.
///
/// # Errors
/// `Denied` when the desk may not import that register, `Broken` from the database. A file that
/// cannot be read is no error: its reading is refused and says why.
pub fn read(
    db: &Db,
    desk: &Desk,
    source: &Source<'_>,
    asked: &Asked,
    progress: &mut dyn FnMut(u64),
) -> Result<Reading> {
    may_import(desk, source.register)?;
    let (judge, options) = db.read(|reader| {
        let mut judge = source.register.judge(reader, desk, asked)?;
        judge.decide(Decisions::of(&asked.decided));
        Ok((judge, options(reader, desk, source.register, asked)?))
    })?;
    let (shape, limits) = (judge.shape(), judge.limits());
    let mut collector = Collector::new(judge, &asked.decided, progress);
    let refusal = take_in(source, &limits, (shape, &options), &mut |event| collector.take(event));
    let (district_id, work) = collector.close(refusal.err())?;
    let Collector { findings, understood, is_refused, .. } = collector;
    Ok(Reading {
        register: source.register,
        district_id: asked.district_id.or(district_id).unwrap_or(desk.district_id()),
        file_name: source.name.to_owned(),
        file_hash: hash_of(source.path).unwrap_or_default(),
        findings,
        understood,
        is_refused,
        corrected: asked.corrected.clone(),
        work,
    })
}

/// Only looks at the headings of a file: its sheets as they would be understood.
///
/// # Errors
/// `Denied` when the desk may not import that register; `Faults` with the code of a refused file.
pub fn survey(
    db: &Db,
    desk: &Desk,
    source: &Source<'_>,
    asked: &Asked,
) -> Result<Vec<SheetUnderstood>> {
    may_import(desk, source.register)?;
    let options = db.read(|reader| options(reader, desk, source.register, asked))?;
    let shape = source.register.shape();
    let mut seen = Vec::new();
    take_in(source, &Limits::MEMBERS, (shape, &options), &mut |event| {
        if let Event::Understood(sheet) = event {
            seen.push(sheet);
        }
    })
    .map_err(|refusal| Error::fault(refusal.code))?;
    Ok(seen)
}

/// Corrections by hand as layouts of the sheets seen: a column by number or heading, and the field
/// it fills, none to leave it out.
///
/// # Errors
/// Fault `no_such_column` or `no_such_field` with what was named.
pub fn corrections(
    register: Register,
    seen: &[SheetUnderstood],
    said: &[(String, Option<String>)],
) -> Result<Vec<Layout>> {
    use samuh_kernel::fault::{Fault, Faults};
    let mut found: BTreeMap<&str, BTreeMap<u32, Option<String>>> = BTreeMap::new();
    for (named, field) in said {
        if let Some(field) = field
            && register.shape().index(field).is_none()
        {
            let fault = Fault::new("no_such_field").with("field", field);
            return Err(Faults::from(fault).into());
        }
        let mut is_found = false;
        for sheet in seen {
            for column in columns_named(sheet, named) {
                found.entry(&sheet.signature).or_default().insert(column, field.clone());
                is_found = true;
            }
        }
        if !is_found {
            return Err(Faults::from(Fault::new("no_such_column").with("column", named)).into());
        }
    }
    let layout = |(signature, mapping): (&str, _)| Layout { signature: signature.into(), mapping };
    Ok(found.into_iter().map(layout).collect())
}

fn columns_named(sheet: &SheetUnderstood, named: &str) -> Vec<u32> {
    use samuh_kernel::text::fold;
    if let Ok(number) = named.trim().parse::<u32>() {
        return if number > 0 { vec![number] } else { Vec::new() };
    }
    let same = |heading: &str| fold(heading) == fold(named);
    let columns = sheet.columns.iter().filter(|column| same(&column.heading));
    columns.map(|column| column.column).collect()
}

pub(super) fn options(
    reader: &mut Reader,
    desk: &Desk,
    register: Register,
    asked: &Asked,
) -> Result<Options> {
    Ok(Options {
        today: clock::today(),
        corrected: asked.corrected.clone(),
        remembered: layouts(reader, &desk.scope, register.code())?,
        sheets: asked.sheets.clone(),
        series: register.series(),
        year: asked.year,
        ..Options::default()
    })
}

pub(super) fn take_in(
    source: &Source<'_>,
    limits: &Limits,
    (shape, options): (&Shape, &Options),
    take: &mut dyn FnMut(Event),
) -> std::result::Result<(), ReadError> {
    let mut intake = Intake::new(shape, options);
    child::spawn(source.program, source.path, limits, &mut |piece| {
        intake.push(piece, take);
        Ok(())
    })?;
    intake.finish(take);
    Ok(())
}

fn hash_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut Hashing(&mut hash))?;
    Ok(hash.finalize().to_vec())
}

/// Writes into a hash.
struct Hashing<'a>(&'a mut Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where each event of a file goes.
struct Collector<'a> {
    judge: Option<Box<dyn Judge>>,
    decisions: Decisions,
    findings: Findings,
    understood: Vec<SheetUnderstood>,
    seen: u64,
    is_refused: bool,
    progress: &'a mut dyn FnMut(u64),
}

impl<'a> Collector<'a> {
    fn new(judge: Box<dyn Judge>, decided: &[Decided], progress: &'a mut dyn FnMut(u64)) -> Self {
        Self {
            judge: Some(judge),
            decisions: Decisions::of(decided),
            findings: Findings { decided: decided.to_vec(), ..Findings::default() },
            understood: Vec::new(),
            seen: 0,
            is_refused: false,
            progress,
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Understood(sheet) => {
                if let Some(judge) = &mut self.judge {
                    judge.begin_sheet(&sheet);
                }
                self.understood.push(sheet);
            }
            Event::Row(row) => self.row(*row),
            Event::Skipped(skipped) => {
                self.findings.skipped.push(skipped);
                self.count(Verdict::Skipped);
            }
            Event::Warning(warning) => self.findings.warnings.push(warning),
            Event::Fault(fault) => {
                self.is_refused = true;
                self.findings.faults.push(fault);
            }
        }
    }

    fn row(&mut self, mut row: InRow) {
        let (sheet, number) = (row.sheet.clone(), row.number);
        if self.decisions.leaves_out(&row) {
            let skipped = Skipped { sheet, row: number, why: Why::LeftOut, first: None };
            self.findings.skipped.push(skipped);
            return self.count(Verdict::Skipped);
        }
        let faults = std::mem::take(&mut row.faults);
        let warnings = std::mem::take(&mut row.warnings);
        self.findings.repairs.append(&mut row.repairs);
        let judged = match &mut self.judge {
            Some(judge) if !faults.iter().any(|fault| fault.refuses) => judge.judge(row),
            _ => Judged::plain(Verdict::Refused),
        };
        let placed = |mut fault: CellFault| {
            fault.sheet = sheet.clone();
            fault.row = fault.row.or(Some(number));
            self.understood.iter().rev().find(|seen| seen.sheet == fault.sheet).inspect(|seen| {
                place_in_column(&mut fault, seen);
            });
            fault
        };
        let said: Vec<CellFault> = judged.faults.into_iter().map(placed).collect();
        let odd: Vec<CellFault> = judged.warnings.into_iter().map(placed).collect();
        self.findings.faults.extend(faults.into_iter().chain(said));
        self.findings.warnings.extend(warnings.into_iter().chain(odd));
        if judged.verdict == Verdict::Changed {
            self.findings.changes.push((sheet.to_string(), number, judged.label, judged.changes));
        }
        self.count(judged.verdict);
    }

    fn count(&mut self, verdict: Verdict) {
        self.seen += 1;
        self.findings.tally.add(verdict);
        if self.seen.is_multiple_of(STEP) {
            (self.progress)(self.seen);
        }
    }

    /// Ends the reading: the district the rows turned out to belong to, and the work they make. A
    /// file refused on the way has no rows at all.
    fn close(&mut self, refusal: Option<ReadError>) -> Result<(Option<i64>, Arc<dyn Work>)> {
        if !self.findings.tally.adds_up() || self.findings.tally.rows != self.seen {
            return Err(Error::broken("the verdicts do not add up to the rows read"));
        }
        (self.progress)(self.seen);
        if let Some(refusal) = refusal {
            self.is_refused = true;
            self.findings = Findings { faults: vec![refused(refusal)], ..Findings::default() };
            self.understood.clear();
        }
        if self.is_refused {
            self.findings.tally = Tally::default();
        }
        let mut judge = self.judge.take().ok_or_else(|| Error::broken("a reading ended twice"))?;
        if !self.is_refused {
            self.findings.warnings.extend(judge.finish());
        }
        Ok((judge.district_id(), Arc::from(judge.work())))
    }
}

/// Fills in where in the file the field of a fault stands.
fn place_in_column(fault: &mut CellFault, seen: &SheetUnderstood) {
    if fault.column.is_some() {
        return;
    }
    let Some(field) = fault.field.as_deref() else { return };
    let stands = |column: &&samuh_imports::ColumnSeen| column.field.as_deref() == Some(field);
    if let Some(column) = seen.columns.iter().find(stands) {
        fault.column = Some(column.column);
        fault.heading = column.heading.clone();
    }
}

pub(super) fn refused(refusal: ReadError) -> CellFault {
    CellFault {
        code: refusal.code.into(),
        args: refusal.args.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        refuses: true,
        ..CellFault::default()
    }
}
