//! Batches in the database.

use samuh_imports::{Layout, Tally};
use samuh_kernel::scope::{Area, Right, Scope};
use uuid::Uuid;

use super::{Batch, BatchSeen, Findings, pieces};
use crate::{
    act::Desk,
    db::{Reader, Row, Tx},
    error::{Error, Result},
    params,
};

const ADD: &str = "
    insert into import_batch
      (district_id, no, id, register, file_name, file_hash, state, tally, detail, staged_at, post_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const SEEN: &str = "
    select district_id, no, id, register, file_name, state, tally, detail, staged_at, applied_at,
           undone_at, post_id, op_no
    from import_batch";
const APPLIED: &str = "
    update import_batch set state = 'applied', applied_at = $3, op_no = $4
    where district_id = $1 and no = $2";
const UNDONE: &str = "
    update import_batch set state = 'undone', undone_at = $3
    where district_id = $1 and no = $2";
const CHUNKS: &str = "
    select body from import_chunk
    where district_id = $1 and batch_no = $2 and kind = $3 order by no";
const DROP_CHUNKS: &str = "
    delete from import_chunk where district_id = $1 and batch_no = $2";
const DROP: &str = "
    delete from import_batch where district_id = $1 and no = $2 and state = 'staged'";
const DROP_ROWS: &str = "
    delete from import_chunk where district_id = $1 and batch_no = $2 and kind = 'row'";
const STALE: &str = "
    select count(*) from import_batch b where b.district_id = $1 and
      ((b.state = 'staged' and b.staged_at < $2) or
       (b.state = 'undone' and b.undone_at < $2 and exists
         (select 1 from import_chunk c where c.district_id = b.district_id and c.batch_no = b.no)))";
const EMPTY_STALE: &str = "
    delete from import_chunk where district_id = $1 and batch_no in
      (select no from import_batch where district_id = $1 and
         ((state = 'staged' and staged_at < $2) or (state = 'undone' and undone_at < $2)))";
const LAPSE: &str = "
    update import_batch set state = 'lapsed'
    where district_id = $1 and state = 'staged' and staged_at < $2";
const LAYOUTS: &str = "
    select signature, mapping from import_layout where district_id = $1 and register = $2";
const REMEMBER: &str = "
    insert into import_layout (district_id, register, signature, mapping, post_id, at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (district_id, register, signature)
    do update set mapping = excluded.mapping, post_id = excluded.post_id, at = excluded.at";

/// Writes a batch with its findings; `rows` are staged where it is to be applied later.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn save_batch(
    tx: &mut Tx,
    desk: &Desk,
    batch: &Batch,
    file: (&str, &[u8], &str),
    findings: &Findings,
    rows: &[Vec<u8>],
) -> Result<()> {
    let (file_name, file_hash, detail) = file;
    let given = params![
        batch.district_id,
        batch.no,
        batch.id,
        batch.register.as_str(),
        file_name,
        file_hash.to_vec(),
        "staged",
        serde_json::to_string(&findings.tally)?,
        detail,
        crate::clock::now(),
        desk.post_id
    ];
    tx.exec(ADD, &given)?;
    save_chunks(tx, batch, "row", rows)?;
    save_chunks(tx, batch, "fault", &pieces(&findings.faults)?)?;
    save_chunks(tx, batch, "warning", &pieces(&findings.warnings)?)?;
    save_chunks(tx, batch, "repair", &pieces(&findings.repairs)?)?;
    save_chunks(tx, batch, "skipped", &pieces(&findings.skipped)?)?;
    save_chunks(tx, batch, "change", &pieces(&findings.changes)?)?;
    save_chunks(tx, batch, "decided", &pieces(&findings.decided)?)
}

/// Takes a batch away that was only checked, because the same file was judged afresh.
///
/// # Errors
/// `Faults` when it was applied or taken back meanwhile.
pub fn drop_staged(tx: &mut Tx, seen: &BatchSeen) -> Result<()> {
    super::expect_state(seen, "staged")?;
    let given = params![seen.batch.district_id, seen.batch.no];
    tx.exec(DROP_CHUNKS, &given)?;
    tx.exec(DROP, &given).map(drop)
}

/// How many batches of the scope's district were staged before that time and never applied, or taken
/// back before it and not emptied yet.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn stale_batches(reader: &mut Reader, scope: &Scope, before: i64) -> Result<i64> {
    let row = reader.first(STALE, &params![scope.district_id(), before])?;
    row.ok_or_else(|| Error::broken("a count without a row"))?.at(0)
}

/// Takes away what batches of a district hold that were staged before that time and never applied, or
/// taken back before it: rows, faults, before-images and all they quote. Their counts stay. Answers
/// how many there were.
///
/// # Errors
/// `Broken` from the database.
pub fn lapse_batches(tx: &mut Tx, district_id: i64, before: i64) -> Result<u64> {
    let given = params![district_id, before];
    let stale = tx.first(STALE, &given)?;
    let stale = stale.ok_or_else(|| Error::broken("a count without a row"))?.at::<i64>(0)?;
    tx.exec(EMPTY_STALE, &given)?;
    tx.exec(LAPSE, &given)?;
    tx.changed("batch", 0, 0).office("lapsed", 0, stale);
    u64::try_from(stale).map_err(|error| Error::broken(error.to_string()))
}

/// Keeps the before-images of an applied batch.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn save_before(tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
    save_chunks(tx, batch, "before", images)
}

fn save_chunks(tx: &mut Tx, batch: &Batch, kind: &str, bodies: &[Vec<u8>]) -> Result<()> {
    let mut rows = bodies
        .iter()
        .zip(0i64..)
        .map(|(body, no)| params![batch.district_id, batch.no, kind, no, body.clone()].to_vec());
    tx.load("import_chunk", &["district_id", "batch_no", "kind", "no", "body"], &mut rows).map(drop)
}

/// Notes that a batch was applied by the op in hand. Its staged rows are in the register now and do
/// not stay twice.
///
/// # Errors
/// `Broken` from the database.
pub fn mark_applied(tx: &mut Tx, batch: &Batch) -> Result<()> {
    tx.exec(DROP_ROWS, &params![batch.district_id, batch.no])?;
    trail(tx, batch, "staged", "applied")?;
    let given = params![batch.district_id, batch.no, tx.at(), tx.op_no()];
    tx.exec(APPLIED, &given).map(drop)
}

/// Notes that a batch was taken back.
///
/// # Errors
/// `Broken` from the database.
pub fn mark_undone(tx: &mut Tx, batch: &Batch) -> Result<()> {
    trail(tx, batch, "applied", "undone")?;
    let given = params![batch.district_id, batch.no, tx.at()];
    tx.exec(UNDONE, &given).map(drop)
}

/// What the trail says of a batch: its file and how many rows were new and changed. The changed rows
/// stand beside it, record by record; the new ones are found by the batch that they came with.
fn trail(tx: &mut Tx, batch: &Batch, was: &str, becomes: &str) -> Result<()> {
    let sql = format!("{SEEN} where district_id = $1 and no = $2");
    let row = tx.first(&sql, &params![batch.district_id, batch.no])?.ok_or(Error::NotFound)?;
    let BatchSeen { file_name, tally, .. } = seen(&row)?;
    let count = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    tx.changed("batch", batch.no, 0)
        .office("register", crate::Value::Null, &batch.register)
        .office("file_name", crate::Value::Null, file_name.as_str())
        .office("rows_new", crate::Value::Null, count(tally.new))
        .office("rows_changed", crate::Value::Null, count(tally.changed))
        .office("state", was, becomes);
    Ok(())
}

/// The batch of that id, if the desk may see imports of its district.
///
/// # Errors
/// `NotFound` when there is none or it is not this desk's.
pub fn batch_of(reader: &mut Reader, scope: &Scope, id: Uuid) -> Result<BatchSeen> {
    let sql = format!("{SEEN} where id = $1");
    one(reader, scope, &sql, &params![id])
}

/// The batch of that number in the scope's district.
///
/// # Errors
/// `NotFound` when there is none or it is not this desk's.
pub fn batch_by_no(reader: &mut Reader, scope: &Scope, no: i64) -> Result<BatchSeen> {
    let sql = format!("{SEEN} where district_id = $1 and no = $2");
    one(reader, scope, &sql, &params![scope.district_id(), no])
}

fn one(reader: &mut Reader, scope: &Scope, sql: &str, given: &[crate::Value]) -> Result<BatchSeen> {
    let row = reader.first(sql, given)?.ok_or(Error::NotFound)?;
    let found = seen(&row)?;
    let own = scope.key() == -1 || found.post_id == scope.key();
    let here = found.batch.district_id == scope.district_id() || found.batch.district_id == 0;
    if own && here && scope.may(Right::See, Area::Imports) {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}

/// The district's batches, the latest first; a block sees its own.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn all_batches(reader: &mut Reader, scope: &Scope) -> Result<Vec<BatchSeen>> {
    let sql = format!(
        "{SEEN} where district_id in ($1, 0) and ($2 = -1 or post_id = $2)
         order by staged_at desc limit 200"
    );
    let rows = reader.query(&sql, &params![scope.district_id(), scope.key()])?;
    rows.iter().map(seen).collect()
}

fn seen(row: &Row) -> Result<BatchSeen> {
    Ok(BatchSeen {
        batch: Batch {
            district_id: row.at(0)?,
            no: row.at(1)?,
            id: row.at(2)?,
            register: row.at(3)?,
        },
        file_name: row.at(4)?,
        state: row.at(5)?,
        tally: serde_json::from_str::<Tally>(&row.at::<String>(6)?)?,
        detail: row.at(7)?,
        staged_at: row.at(8)?,
        applied_at: row.at(9)?,
        undone_at: row.at(10)?,
        post_id: row.at(11)?,
        op_no: row.at(12)?,
    })
}

/// The staged pieces of one kind. The batch itself was found under a scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn chunks_of(reader: &mut Reader, batch: &Batch, kind: &str) -> Result<Vec<Vec<u8>>> {
    let rows = reader.query(CHUNKS, &params![batch.district_id, batch.no, kind])?;
    rows.iter().map(|row| row.at(0)).collect()
}

/// Layouts that a person corrected, for a register of the scope's district.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn layouts(reader: &mut Reader, scope: &Scope, register: &str) -> Result<Vec<Layout>> {
    let rows = reader.query(LAYOUTS, &params![scope.district_id(), register])?;
    rows.iter()
        .map(|row| {
            let mapping = serde_json::from_str(&row.at::<String>(1)?)?;
            Ok(Layout { signature: row.at(0)?, mapping })
        })
        .collect()
}

/// Remembers a layout as a person corrected it.
///
/// # Errors
/// `Broken` from the database.
pub fn remember_layout(tx: &mut Tx, desk: &Desk, register: &str, layout: &Layout) -> Result<()> {
    let given = params![
        desk.district_id(),
        register,
        layout.signature.as_str(),
        serde_json::to_string(&layout.mapping)?,
        desk.post_id,
        crate::clock::now()
    ];
    tx.exec(REMEMBER, &given).map(drop)
}
