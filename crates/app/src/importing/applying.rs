//! Staging, applying and taking back a batch. What is applied is one act: all of it or nothing.

use std::sync::Arc;

use samuh_engine::{
    Db, Desk, Error, Op, Result, Tx,
    batch::{
        self, Batch, BatchSeen, Findings, batch_of, chunks_of, drop_staged, expect_state,
        mark_applied, mark_undone, remember_layout, save_batch, save_before,
    },
    clock,
};
use samuh_groups::is_own_and_needs_second;
use samuh_imports::Layout;
use samuh_kernel::scope::{Area, Right};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Reading, Register, at_home, may_import};
use crate::ids::new_id;

/// The act that enters a batch, as the trail and the approval rules name it.
pub const APPLY: &str = "imports.apply";

/// The act that takes a batch back, as the trail and the approval rules name it.
pub const UNDO: &str = "imports.undo";

/// A batch that is to be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TakeBack {
    /// Its id.
    pub(crate) batch: Uuid,
}

/// Where a batch stands: what an act of importing answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The district; 0 where it holds places of several.
    pub district_id: i64,
    /// Its number there.
    pub no: i64,
    /// Its id outside.
    pub id: Uuid,
}

/// Keeps a reading as a batch that can be applied later.
///
/// # Errors
/// Fault `batch_refused` for a refused file, `Denied` when the desk may not import the register.
pub fn stage(db: &Db, desk: &Desk, reading: &Reading) -> Result<Placed> {
    may_keep(desk, reading)?;
    let kept = Kept::of(desk, reading)?;
    let rows = reading.work.chunks()?;
    db.transact(move |tx| Ok(placed(&kept.save(tx, &rows)?)))
}

/// Keeps a reading as the batch of that id; one that was only checked gives way to it, as when the
/// same file is judged afresh after a person decided something.
///
/// # Errors
/// As [`stage`]; fault `batch_applied` or `batch_undone` when it is too late for that.
pub fn stage_as(db: &Db, desk: &Desk, reading: &Reading, id: Uuid) -> Result<Placed> {
    may_keep(desk, reading)?;
    let kept = Kept { id, ..Kept::of(desk, reading)? };
    let rows = reading.work.chunks()?;
    let scope = desk.scope.clone();
    db.transact(move |tx| {
        match batch_of(tx, &scope, id) {
            Ok(before) => drop_staged(tx, &before)?,
            Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
        Ok(placed(&kept.save(tx, &rows)?))
    })
}

/// Reads nothing again: keeps a reading and applies it in the same transaction.
///
/// # Errors
/// As [`stage`]; `Faults` when the register moved since the rows were judged.
pub fn run(db: &Db, desk: &Desk, reading: &Reading) -> Result<Placed> {
    may_keep(desk, reading)?;
    let kept = Kept::of(desk, reading)?;
    let takes_anything = reading.takes_anything();
    let work = Arc::clone(&reading.work);
    let content = (&kept.id, &reading.file_hash);
    let op = Op::over(new_id()?, "imports.apply", &content, clock::now())?;
    let desk = kept.desk.clone();
    db.act(&desk, &op, move |tx| {
        let batch = kept.save(tx, &[])?;
        if takes_anything {
            let before = work.apply(tx, &batch)?;
            save_before(tx, &batch, &before)?;
        }
        mark_applied(tx, &batch)?;
        Ok(placed(&batch))
    })
}

/// Applies a staged batch: every accepted row, or none.
///
/// # Errors
/// `NotFound` when the batch is not this desk's; fault `batch_applied` the second time;
/// `Faults` when the register moved since the rows were judged, or when a policy asks for a second
/// post and the desk laid the batch ready itself.
pub fn apply(db: &Db, desk: &Desk, id: Uuid) -> Result<BatchSeen> {
    let (seen, desk) = mine(db, desk, id)?;
    let register = register_of(&seen)?;
    may_import(&desk, register)?;
    let op = Op::over(new_id()?, APPLY, &id, clock::now())?;
    let own = desk.clone();
    db.act(&desk, &op, move |tx| {
        let seen = batch_of(tx, &own.scope, id)?;
        expect_state(&seen, "staged")?;
        let at = tx.at();
        if is_own_and_needs_second(tx, &own, (APPLY, seen.post_id), at)? {
            return Err(Error::fault("import_needs_second"));
        }
        let work = register.work_of(&chunks_of(tx, &seen.batch, "row")?)?;
        if seen.tally.new + seen.tally.changed > 0 || work.does_more() {
            let before = work.apply(tx, &seen.batch)?;
            save_before(tx, &seen.batch, &before)?;
        }
        mark_applied(tx, &seen.batch)
    })?;
    db.read(|reader| batch_of(reader, &desk.scope, id))
}

/// Takes an applied batch back.
///
/// # Errors
/// `NotFound` when the batch is not this desk's, `Denied` when it may not import the register;
/// `Faults` naming what later depends on the batch: nothing has changed then.
pub fn undo(db: &Db, desk: &Desk, id: Uuid) -> Result<BatchSeen> {
    let (seen, desk) = mine(db, desk, id)?;
    may_undo(&desk, &seen)?;
    let op = Op::over(new_id()?, UNDO, &id, clock::now())?;
    let own = desk.clone();
    db.act(&desk, &op, move |tx| undo_in_act(tx, &own, id).map(drop))?;
    db.read(|reader| batch_of(reader, &desk.scope, id))
}

/// Whoever entered a batch takes it back, or whoever runs the imports.
fn may_undo(desk: &Desk, seen: &BatchSeen) -> Result<Register> {
    let register = register_of(seen)?;
    may_import(desk, register)?;
    if seen.post_id != desk.post_id && !desk.scope.may(Right::Administer, Area::Imports) {
        return Err(Error::Denied("undo"));
    }
    Ok(register)
}

/// Takes an applied batch back inside an act; answers its number.
///
/// # Errors
/// As [`undo`].
pub(crate) fn undo_in_act(tx: &mut Tx, desk: &Desk, id: Uuid) -> Result<i64> {
    let seen = batch_of(tx, &desk.scope, id)?;
    let register = may_undo(desk, &seen)?;
    expect_state(&seen, "applied")?;
    let images = chunks_of(tx, &seen.batch, "before")?;
    register.undo(tx, &seen.batch, &images)?;
    mark_undone(tx, &seen.batch)?;
    Ok(seen.batch.no)
}

/// A batch and everything its reading found.
///
/// # Errors
/// `NotFound` when the batch is not this desk's.
pub fn find(db: &Db, desk: &Desk, id: Uuid) -> Result<(BatchSeen, Findings)> {
    let (seen, _) = mine(db, desk, id)?;
    let findings = db.read(|reader| batch::findings(reader, &seen))?;
    Ok((seen, findings))
}

/// The batch, and the desk in its district. The machine's own desk looks in every district.
fn mine(db: &Db, desk: &Desk, id: Uuid) -> Result<(BatchSeen, Desk)> {
    let districts = db.read(samuh_places::all_districts)?;
    let here = std::iter::once(desk.district_id());
    for district_id in here.chain(districts.iter().map(|district| district.id)) {
        let desk = at_home(desk, district_id);
        match db.read(|reader| batch_of(reader, &desk.scope, id)) {
            Err(Error::NotFound) => {}
            found => {
                let seen = found?;
                let home = at_home(&desk, seen.batch.district_id);
                return Ok((seen, home));
            }
        }
    }
    Err(Error::NotFound)
}

fn register_of(seen: &BatchSeen) -> Result<Register> {
    let named = &seen.batch.register;
    Register::of(named).ok_or_else(|| Error::broken(format!("a batch of {named}")))
}

fn may_keep(desk: &Desk, reading: &Reading) -> Result<()> {
    may_import(desk, reading.register)?;
    if reading.is_refused { Err(Error::fault("batch_refused")) } else { Ok(()) }
}

fn placed(batch: &Batch) -> Placed {
    Placed { district_id: batch.district_id, no: batch.no, id: batch.id }
}

/// A reading on its way into the books, without its rows.
struct Kept {
    id: Uuid,
    desk: Desk,
    register: &'static str,
    file_name: String,
    file_hash: Vec<u8>,
    detail: String,
    findings: Findings,
    corrected: Vec<Layout>,
}

impl Kept {
    fn of(desk: &Desk, reading: &Reading) -> Result<Self> {
        Ok(Self {
            id: new_id()?,
            desk: at_home(desk, reading.district_id),
            register: reading.register.code(),
            file_name: reading.file_name.clone(),
            file_hash: reading.file_hash.clone(),
            detail: serde_json::to_string(&reading.understood)?,
            findings: reading.findings.clone(),
            corrected: reading.corrected.clone(),
        })
    }

    fn save(&self, tx: &mut Tx, rows: &[Vec<u8>]) -> Result<Batch> {
        let district_id = self.desk.district_id();
        let batch = Batch {
            district_id,
            no: tx.allot(district_id, "batch", 1)?,
            id: self.id,
            register: self.register.to_owned(),
        };
        let file = (self.file_name.as_str(), self.file_hash.as_slice(), self.detail.as_str());
        save_batch(tx, &self.desk, &batch, file, &self.findings, rows)?;
        for layout in &self.corrected {
            remember_layout(tx, &self.desk, self.register, layout)?;
        }
        Ok(batch)
    }
}
