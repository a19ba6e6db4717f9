//! The two acts of every register that is kept here: a record is entered, a record is corrected.

use chrono::NaiveDate;
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::Right,
};
use uuid::Uuid;

use super::{
    Counted, Kept, Register,
    column::{Column, Kind},
    held::{Held, Values},
    read, write,
};
use crate::{
    act::{Desk, Op},
    clock,
    db::{Db, Tx},
    error::{Error, Result},
};

/// A correction: the record, the edition the desk saw, and what it says. A column that it does not
/// name stays.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The record.
    pub id: i64,
    /// Its edition, as the desk saw it.
    pub version: i64,
    /// What is said.
    pub values: Values,
}

/// What is wrong with a whole record by itself; what was told of a field already is not told twice.
///
/// # Errors
/// Every fault.
pub fn refused(
    register: &Register,
    values: &Values,
    told: Faults,
    today: NaiveDate,
) -> std::result::Result<(), Faults> {
    let mut found = Faults::default();
    for column in register.written().filter(|column| column.required) {
        if values.get(column.name).is_none_or(|held| *held == Held::Empty) {
            let is_place = register.kept.as_ref().is_some_and(|kept| kept.place == column.name);
            found.on(column.name, if is_place { "place_missing" } else { "register_missing" });
        }
    }
    if let Some(kept) = &register.kept {
        (kept.rules)(values, today, &mut found);
    }
    let mut all = told;
    for fault in found.0 {
        if fault.field.is_none() || all.iter().all(|known| known.field != fault.field) {
            all.push(fault);
        }
    }
    all.or(())
}

/// Enters a record; answers its number. The same op again answers the same.
///
/// # Errors
/// `Denied` without the right to enter, `NotFound` for a place the desk does not see, `Faults` with
/// everything that is wrong.
pub fn enter(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    register: &'static Register,
    values: &Values,
    now: i64,
) -> Result<i64> {
    let kept = may_write(desk, register)?;
    refused(register, values, Faults::default(), clock::day_of(now))?;
    let op = Op::over(op_id, kept.acts[0], values, now)?;
    let (asks, values) = (desk.clone(), values.clone());
    db.act(desk, &op, move |tx| enter_in_act(tx, &asks, register, &values))
}

/// As [`enter`], inside an act: what a proposal does when it is approved.
///
/// # Errors
/// As [`enter`].
pub fn enter_in_act(
    tx: &mut Tx,
    desk: &Desk,
    register: &'static Register,
    values: &Values,
) -> Result<i64> {
    let kept = may_write(desk, register)?;
    refused(register, values, Faults::default(), clock::day_of(tx.at()))?;
    judge(tx, desk, (register, kept), values, &Values::default(), 0)?;
    let id = tx.allot(desk.district_id(), kept.counter, 1)?;
    write::add(tx, register, kept, (id, None), values)?;
    kept.count(tx, &[Counted { id, was: None, now: Some(values) }])?;
    note(tx, (register, kept), id, &Values::default(), values);
    Ok(id)
}

/// Corrects a record; answers its number.
///
/// # Errors
/// As [`enter`]; `Conflict` with both values when somebody saved first.
pub fn correct(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    register: &'static Register,
    ask: &Correction,
    now: i64,
) -> Result<i64> {
    let kept = may_write(desk, register)?;
    let op = Op::over(op_id, kept.acts[1], &(ask.id, ask.version, &ask.values), now)?;
    let (asks, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| correct_in_act(tx, &asks, register, &ask))
}

/// As [`correct`], inside an act: what a proposal does when it is approved.
///
/// # Errors
/// As [`correct`].
pub fn correct_in_act(
    tx: &mut Tx,
    desk: &Desk,
    register: &'static Register,
    ask: &Correction,
) -> Result<i64> {
    let kept = may_write(desk, register)?;
    let today = clock::day_of(tx.at());
    let stands = read::one(tx, (register, &desk.scope, today), ask.id)?;
    let becomes = ask.values.over(&stands.values);
    refused(register, &becomes, Faults::default(), today)?;
    let moved = || conflict(register, (stands.version, &stands.values), &ask.values);
    if stands.version != ask.version {
        return Err(moved());
    }
    judge(tx, desk, (register, kept), &becomes, &stands.values, ask.id)?;
    if !write::change(tx, register, kept, (ask.id, ask.version), &becomes)? {
        return Err(moved());
    }
    let counted = Counted { id: ask.id, was: Some(&stands.values), now: Some(&becomes) };
    kept.count(tx, &[counted])?;
    note(tx, (register, kept), ask.id, &stands.values, &becomes);
    Ok(ask.id)
}

fn may_write(desk: &Desk, register: &'static Register) -> Result<&'static Kept> {
    if !desk.scope.may(Right::Enter, register.area) {
        return Err(Error::Denied("register.enter"));
    }
    register.kept.as_ref().ok_or(Error::NotFound)
}

/// What only the register can say: a place that is not the desk's, a unit that is not known, a code
/// that another record has.
fn judge(
    tx: &mut Tx,
    desk: &Desk,
    (register, kept): (&Register, &Kept),
    values: &Values,
    stands: &Values,
    id: i64,
) -> Result<()> {
    let district_id = desk.district_id();
    let mut faults = Faults::default();
    for column in register.written() {
        let Some(held) = values.get(column.name).filter(|held| **held != Held::Empty) else {
            continue;
        };
        if stands.get(column.name).is_some_and(|before| before.is_same(held)) {
            continue;
        }
        if let (Kind::Unit(_), Held::Unit { id: unit, .. }) = (column.kind, held)
            && !write::is_seen(tx, column.kind, (district_id, *unit, desk.scope.key()))?
        {
            if column.name == kept.place {
                return Err(Error::NotFound);
            }
            faults.on(column.name, "register_unit_unknown");
        }
        if column.once
            && let Some(holder) = write::holder(tx, district_id, kept, (column.name, held))?
            && holder != id
        {
            faults.push(Fault::at(column.name, "code_taken").with("value", held.to_text()));
        }
    }
    faults.or(()).map_err(Error::Faults)
}

/// What changed in a record, for the trail.
pub(super) fn note(
    tx: &mut Tx,
    (register, kept): (&Register, &Kept),
    id: i64,
    was: &Values,
    now: &Values,
) {
    let unit = now.number(kept.place).unwrap_or(0);
    let mut record = tx.changed(register.subject, id, unit);
    let value = |values: &Values, column: &Column| {
        values.get(column.name).unwrap_or(&Held::Empty).to_value()
    };
    for column in register.written() {
        let (before, after) = (value(was, column), value(now, column));
        record.field(column.privacy.class(), column.name, before, after);
    }
}

/// Both values of what is said, and the edition that stands, for whoever saved second: what is masked is
/// told by neither.
fn conflict(register: &Register, (version, stands): (i64, &Values), said: &Values) -> Error {
    let open = |values: &Values| -> Values {
        let told = register.open().filter(|column| said.get(column.name).is_some());
        told.filter_map(|column| {
            values.get(column.name).map(|held| (column.name.to_owned(), held.clone()))
        })
        .collect()
    };
    let mut saved = open(stands).to_json();
    saved["version"] = version.into();
    Error::Conflict { saved: saved.to_string(), sent: open(said).to_json().to_string() }
}
