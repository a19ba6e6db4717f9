//! Packs as they were frozen.

use samuh_engine::{Error, Reader, Result, Row, Tx, params};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right, Scope},
};

use super::snapshot::Snapshot;

const INSERT: &str = "
    insert into pack (district_id, id, hash, place_id, month, read_at, content, post_id, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const SEEN: &str = "
      and ($3 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.place_id = p.place_id))";
const ONE: &str = "select p.content from pack p where p.district_id = $1 and p.id = $2";
const OF_PLACE: &str = "
    select p.id, p.month, p.read_at, p.hash from pack p where p.district_id = $1 and p.place_id = $2";
const NEWEST_FIRST: &str = " order by p.id desc";

/// A pack in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub id: i64,
    /// Its month.
    pub month: Month,
    /// When it was read, microseconds UTC.
    pub read_at: i64,
    /// The hash of what it says.
    pub hash: String,
}

/// Keeps a snapshot.
pub(super) fn keep(
    tx: &mut Tx,
    id: i64,
    (of, hash, content): (&Snapshot, &str, &str),
    post_id: i64,
) -> Result<()> {
    let (district, op_no) = (tx.district_id(), tx.op_no());
    let month = i64::from(of.month.0);
    let given =
        params![district, id, hash, of.place.id, month, of.read_at, content, post_id, op_no];
    tx.exec(INSERT, &given).map(drop)
}

/// The pack of that number. Its directions are left out for a desk that would not find them in the
/// ledger: one that sees only its own there, or in the district's pack only a part of the district.
///
/// # Errors
/// `NotFound` for a pack that is not there, or of a place that the scope does not see.
pub fn one(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Snapshot> {
    let given = params![scope.district_id(), id, scope.key()];
    let row = reader.first(&format!("{ONE}{SEEN}"), &given)?.ok_or(Error::NotFound)?;
    let content: String = row.at(0)?;
    let mut of: Snapshot = serde_json::from_str(&content)?;
    let is_all = scope.is_whole_district() || of.level != "district";
    if !is_all || !scope.may(Right::Enter, Area::Meetings) {
        of.directions = None;
    }
    Ok(of)
}

/// The packs of a place, the newest first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn of_place(reader: &mut Reader, scope: &Scope, place: i64) -> Result<Vec<Kept>> {
    let given = params![scope.district_id(), place, scope.key()];
    let rows = reader.query(&format!("{OF_PLACE}{SEEN}{NEWEST_FIRST}"), &given)?;
    rows.iter().map(kept).collect()
}

fn kept(row: &Row) -> Result<Kept> {
    let month: i64 = row.at(1)?;
    let month = i32::try_from(month).map_err(|_| Error::broken("a month out of the calendar"))?;
    Ok(Kept { id: row.at(0)?, month: Month(month), read_at: row.at(2)?, hash: row.at(3)? })
}
