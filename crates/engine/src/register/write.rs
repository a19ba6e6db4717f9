//! The writes of a register: one row entered, one row corrected. They run inside an act, which has
//! looked at right, rules and scope.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    Kept, Register,
    column::Kind,
    held::{Held, Values},
};
use crate::{
    db::{Reader, Tx, Value},
    error::Result,
    params,
};

/// The edition of a record; 0 where there is none. Its page has found it under the scope.
pub(super) fn version(reader: &mut Reader, district_id: i64, kept: &Kept, id: i64) -> Result<i64> {
    let row = reader.first(&version_of(kept), &params![district_id, id])?;
    row.map_or(Ok(0), |row| row.at(0))
}

/// The edition of every record of the table.
pub(super) fn versions(
    reader: &mut Reader,
    district_id: i64,
    kept: &Kept,
) -> Result<HashMap<i64, i64>> {
    let rows = reader.query(&versions_of(kept), &params![district_id])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}

/// The import a record came with, and its file. Its page has found it under the scope.
pub(super) fn import_of(
    reader: &mut Reader,
    district_id: i64,
    kept: &Kept,
    id: i64,
) -> Result<Option<(Uuid, String)>> {
    let row = reader.first(&imported(kept), &params![district_id, id])?;
    row.map(|row| Ok((row.at(0)?, row.at(1)?))).transpose()
}

/// Another record of the register that has that value already.
pub(super) fn holder(
    reader: &mut Reader,
    district_id: i64,
    kept: &Kept,
    (column, held): (&str, &Held),
) -> Result<Option<i64>> {
    let given = params![district_id, kept.mark.1, held.to_value()];
    reader.first(&holder_of(kept, column), &given)?.map(|row| row.at(0)).transpose()
}

/// True where the post sees a unit of a column.
pub(super) fn is_seen(
    reader: &mut Reader,
    kind: Kind,
    (district_id, unit_id, key): (i64, i64, i64),
) -> Result<bool> {
    let Kind::Unit(units) = kind else { return Ok(true) };
    Ok(reader.first(units.seen, &params![district_id, unit_id, key])?.is_some())
}

/// Adds a record.
pub(super) fn add(
    tx: &mut Tx,
    register: &Register,
    kept: &Kept,
    (id, batch_no): (i64, Option<i64>),
    values: &Values,
) -> Result<()> {
    let mut given: Vec<Value> =
        params![tx.district_id(), id, kept.mark.1, batch_no, tx.op_no()].to_vec();
    given.extend(
        register
            .written()
            .map(|column| values.get(column.name).map_or(Value::Null, Held::to_value)),
    );
    tx.exec(&insertion(register, kept), &given).map(drop)
}

/// Changes a record of that edition to those values; false where it has another edition.
pub(super) fn change(
    tx: &mut Tx,
    register: &Register,
    kept: &Kept,
    (id, version): (i64, i64),
    values: &Values,
) -> Result<bool> {
    let mut given: Vec<Value> =
        params![tx.district_id(), id, kept.mark.1, version, tx.op_no()].to_vec();
    given.extend(
        register
            .written()
            .map(|column| values.get(column.name).map_or(Value::Null, Held::to_value)),
    );
    Ok(tx.exec(&correction(register, kept), &given)? == 1)
}

/// Takes a record away that its import is taken back with.
pub(super) fn drop_row(tx: &mut Tx, kept: &Kept, id: i64) -> Result<()> {
    let given = params![tx.district_id(), id, kept.mark.1];
    tx.exec(&removal(kept), &given).map(drop)
}

fn version_of(kept: &Kept) -> String {
    format!("select version from {} where district_id = $1 and id = $2", kept.table)
}

fn imported(kept: &Kept) -> String {
    format!(
        "select b.id, b.file_name from {} t
         join import_batch b on b.district_id = t.district_id and b.no = t.batch_no
         where t.district_id = $1 and t.id = $2",
        kept.table
    )
}

fn versions_of(kept: &Kept) -> String {
    format!("select id, version from {} where district_id = $1", kept.table)
}

fn holder_of(kept: &Kept, column: &str) -> String {
    let (table, mark) = (kept.table, kept.mark.0);
    format!("select id from {table} where district_id = $1 and {mark} = $2 and {column} = $3")
}

fn insertion(register: &Register, kept: &Kept) -> String {
    let names: Vec<&str> = register.written().map(|column| column.name).collect();
    let marks: Vec<String> = (0..names.len()).map(|at| format!("${}", at + 6)).collect();
    format!(
        "insert into {} (district_id, id, {}, batch_no, op_no, version, {})
         values ($1, $2, $3, $4, $5, 1, {})",
        kept.table,
        kept.mark.0,
        names.join(", "),
        marks.join(", ")
    )
}

fn correction(register: &Register, kept: &Kept) -> String {
    let sets: Vec<String> = register
        .written()
        .enumerate()
        .map(|(at, column)| format!("{} = ${}", column.name, at + 6))
        .collect();
    format!(
        "update {} set version = version + 1, op_no = $5, {}
         where district_id = $1 and id = $2 and {} = $3 and version = $4",
        kept.table,
        sets.join(", "),
        kept.mark.0
    )
}

fn removal(kept: &Kept) -> String {
    let (table, mark) = (kept.table, kept.mark.0);
    format!("delete from {table} where district_id = $1 and id = $2 and {mark} = $3")
}

/// Every statement of these, for the test that prepares them.
pub(super) fn statements(register: &Register) -> Vec<String> {
    let Some(kept) = &register.kept else { return Vec::new() };
    let mut all = vec![
        version_of(kept),
        versions_of(kept),
        imported(kept),
        insertion(register, kept),
        correction(register, kept),
        removal(kept),
    ];
    all.extend(
        register.written().filter(|column| column.once).map(|column| holder_of(kept, column.name)),
    );
    for column in register.written() {
        if let Kind::Unit(units) = column.kind {
            all.push(units.seen.to_owned());
            all.extend(units.choices.map(str::to_owned));
        }
    }
    all.extend(kept.standing.iter().map(|(sql, _)| (*sql).to_owned()));
    all
}
