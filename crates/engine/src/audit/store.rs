//! The trail in the database.

use super::change::{Changed, kept, read};
use crate::{
    db::{Reader, Tx},
    error::Result,
    params,
};

const COLUMNS: &[&str] = &["district_id", "op_no", "subject", "subject_id", "unit_id", "fields"];
const OF_OP: &str = "
    select subject, subject_id, unit_id, fields from audit_change
    where district_id = $1 and op_no = $2 order by subject, subject_id";

/// Writes the changes of the op in hand.
pub(super) fn add(tx: &mut Tx, changes: &[Changed]) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        let (subject, fields) = (&*change.subject, kept(&change.fields)?);
        rows.push(params![district_id, op_no, subject, change.id, change.unit_id, fields].to_vec());
    }
    tx.load("audit_change", COLUMNS, &mut rows.into_iter()).map(drop)
}

/// What an op changed; inside the engine and for verification: no scope.
///
/// # Errors
/// `Broken` when the trail cannot be read.
pub fn changes_of(reader: &mut Reader, district_id: i64, op_no: i64) -> Result<Vec<Changed>> {
    let rows = reader.query(OF_OP, &params![district_id, op_no])?;
    let change = |row: &crate::db::Row| {
        Ok(Changed {
            subject: row.at::<String>(0)?.into(),
            id: row.at(1)?,
            unit_id: row.at(2)?,
            fields: read(&row.at::<String>(3)?)?,
        })
    };
    rows.iter().map(change).collect()
}
