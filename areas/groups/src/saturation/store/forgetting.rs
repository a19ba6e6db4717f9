//! Target households of which something is kept no longer.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, params};
use samuh_kernel::scope::Scope;

// Covered through the same number or a match, by somebody who is in a group since before that day.
const COVERED: &str = "
    select t.id, t.place_id from target_household t
    where t.district_id = $1 and (t.mobile is not null or t.address is not null)
      and exists (
        select 1 from household h
        join member m on m.district_id = h.district_id and m.household_id = h.id
        join membership s on s.district_id = m.district_id and s.member_id = m.id
        where h.district_id = t.district_id
          and (h.code = t.code or h.id in (
            select l.household_id from target_link l
            where l.district_id = t.district_id and l.target_id = t.id and l.to_on = '9999-12-31'))
          and s.joined_on < $2 and s.left_on = '9999-12-31')
    order by t.id limit $3";
const FORGET_CONTACT: &str = "
    update target_household set mobile = null, address = null, version = version + 1, op_no = $3
    where district_id = $1 and id = $2";
const NOTED: &str = "
    select t.id, t.place_id from target_household t
    where t.district_id = $1 and exists (
      select 1 from target_visit v
      where v.district_id = t.district_id and v.target_id = t.id and v.on_day < $2
        and (v.visitor is not null or v.remark is not null))
    order by t.id limit $3";
const FORGET_NOTES: &str = "
    update target_visit set visitor = null, remark = null, version = version + 1, op_no = $4
    where district_id = $1 and target_id = $2 and on_day < $3
      and (visitor is not null or remark is not null)";

/// Target households of the scope's district that are covered since before a day and of which a mobile
/// or an address is still kept, with their place.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn covered(
    reader: &mut Reader,
    scope: &Scope,
    before: NaiveDate,
    most: i64,
) -> Result<Vec<(i64, i64)>> {
    pairs(reader, COVERED, scope, (before, most))
}

/// Those of which a visit before a day still names its visitor or has a remark, with their place.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn noted(
    reader: &mut Reader,
    scope: &Scope,
    before: NaiveDate,
    most: i64,
) -> Result<Vec<(i64, i64)>> {
    pairs(reader, NOTED, scope, (before, most))
}

fn pairs(
    reader: &mut Reader,
    sql: &str,
    scope: &Scope,
    (before, most): (NaiveDate, i64),
) -> Result<Vec<(i64, i64)>> {
    let rows = reader.query(sql, &params![scope.district_id(), before, most])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}

/// Takes mobile and address of a household away.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn forget_contact(tx: &mut Tx, district_id: i64, id: i64, _: NaiveDate) -> Result<()> {
    let op_no = tx.op_no();
    tx.exec(FORGET_CONTACT, &params![district_id, id, op_no]).map(drop)
}

/// Takes visitor and remark of a household's visits before a day away.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn forget_notes(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    before: NaiveDate,
) -> Result<()> {
    let op_no = tx.op_no();
    tx.exec(FORGET_NOTES, &params![district_id, id, before, op_no]).map(drop)
}
