//! Importing a sheet: read in a child process, judged by its register, staged or applied in one
//! act, taken back. The command line and the pages both call this; nothing is printed here.

mod applying;
mod lapsing;
mod looking;
mod marked;
mod reading;
mod registers;
mod report;

use std::{path::Path, sync::Arc};

use samuh_engine::{
    Desk, Error, Result,
    batch::{Findings, Work},
};
use samuh_imports::{Decided, Layout, SheetUnderstood};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::{Area, Right, Rights, Scope},
};
use samuh_places::Level;

use crate::operator;

pub use applying::{APPLY, Placed, UNDO, apply, find, run, stage, stage_as, undo};
pub(crate) use applying::{TakeBack, undo_in_act};
pub use lapsing::{KEPT, lapse};
pub use looking::{Looked, SheetLooked, look};
pub use marked::write_marked;
pub use reading::{corrections, read, survey};
pub use registers::Register;
pub use report::{
    CandidateLine, FaultLine, RepairLine, Report, SkippedLine, counts, likeness_of, say,
};

/// A file on its way in.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// What is read from it.
    pub register: Register,
    /// Where it lies; its extension must fit the content.
    pub path: &'a Path,
    /// What the office calls it.
    pub name: &'a str,
    /// The program that can be started as the reading child: `samuh` itself.
    pub program: &'a Path,
}

/// What the person who imports says beside the file.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The level of a plain sheet of places.
    pub level: Option<Level>,
    /// Only this district.
    pub district_id: Option<i64>,
    /// Only these sheets, when not empty.
    pub sheets: Vec<String>,
    /// Columns corrected by hand, kept for this layout when the batch is.
    pub corrected: Vec<Layout>,
    /// The year of months that name none.
    pub year: Option<FinancialYear>,
    /// The month that a report of LokOS is of.
    pub month: Option<Month>,
    /// What a person decided about rows of this file.
    pub decided: Vec<Decided>,
}

/// A file read and judged; nothing has changed yet.
pub struct Reading {
    /// What was read.
    pub register: Register,
    /// The district the batch belongs to; 0 where a sheet of places touches several.
    pub district_id: i64,
    /// What the office calls the file.
    pub file_name: String,
    /// SHA-256 of its content.
    pub file_hash: Vec<u8>,
    /// Counts, faults, repairs, rows left out.
    pub findings: Findings,
    /// The sheets as understood.
    pub understood: Vec<SheetUnderstood>,
    /// True when the file as a whole was refused: nothing can be staged.
    pub is_refused: bool,
    corrected: Vec<Layout>,
    work: Arc<dyn Work>,
}

impl Reading {
    /// True when some row is new or changed, or something that is left out goes.
    pub fn takes_anything(&self) -> bool {
        self.findings.tally.new + self.findings.tally.changed > 0 || self.work.does_more()
    }
}

/// Refuses a desk that may not import that register.
///
/// # Errors
/// `Denied` without the right to import, or to enter into that register.
pub fn may_import(desk: &Desk, register: Register) -> Result<()> {
    let may = desk.scope.may(Right::Enter, Area::Imports)
        && desk.scope.may(Right::Enter, register.area());
    if may { Ok(()) } else { Err(Error::Denied("import")) }
}

/// The machine's own desk moves to the district of a batch; an officer's desk stays.
fn at_home(desk: &Desk, district_id: i64) -> Desk {
    let is_machine = desk.post_id == 0 && desk.scope.is_whole_district();
    if is_machine { machine_desk(district_id) } else { desk.clone() }
}

/// The desk of the machine itself in a district: the command line, the timetable and the demo work at it. It has
/// no person, so that its acts say which user of the operating system started the program, and where.
pub fn machine_desk(district_id: i64) -> Desk {
    let desk = Desk::new(0, 0, Scope::district(district_id, Rights::all()));
    desk.from(operator::started_by())
}
