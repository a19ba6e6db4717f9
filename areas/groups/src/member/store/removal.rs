//! Taking added members back, and finding what later stands on them; always inside an act.

use std::collections::BTreeSet;

use samuh_engine::{Result, Tx, params};
use samuh_kernel::fault::{Fault, Faults};
use serde::{Deserialize, Serialize};

/// What one batch added: members and households without a gap between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Added {
    /// First and last member.
    pub(crate) members: (i64, i64),
    /// First and last household; the last is below the first where none was added.
    pub(crate) households: (i64, i64),
}

/// How many records a refusal names of one kind.
const NAMED: usize = 20;

const CHANGED: &str = "
    select coalesce(m.name_hi, m.name_en) from member m
    where m.district_id = $1 and m.id >= $2 and m.id <= $3
      and (m.op_no <> $4 or exists (
        select 1 from membership s
        where s.district_id = m.district_id and s.member_id = m.id and s.op_no <> $4))
    order by m.id";
const CHANGED_ONE: &str = "
    select coalesce(m.name_hi, m.name_en) from member m
    where m.district_id = $1 and m.id = $2
      and (m.op_no <> $3 or exists (
        select 1 from membership s
        where s.district_id = m.district_id and s.member_id = m.id and s.op_no > $3))";
const THERE: &str = "
    select count(*) from member where district_id = $1 and id >= $2 and id <= $3";
const HOUSEHOLDS_OF: &str = "
    select distinct household_id from member
    where district_id = $1 and id >= $2 and id <= $3";
const HOUSED: &str = "
    select id from member
    where district_id = $1 and household_id >= $2 and household_id <= $3";
const BEARERS: &str = "
    select count(*) from office_bearer
    where district_id = $1 and member_id >= $2 and member_id <= $3";
const MATCHED: &str = "
    select count(*) from target_link
    where district_id = $1 and household_id >= $2 and household_id <= $3";
const REFUSED: &str = "
    select count(*) from target_refusal
    where district_id = $1 and household_id >= $2 and household_id <= $3";
const DROP_MEMBERS: [&str; 3] = [
    "delete from membership where district_id = $1 and member_id >= $2 and member_id <= $3",
    "delete from name_token
     where district_id = $1 and subject = 'member' and subject_id >= $2 and subject_id <= $3",
    "delete from member where district_id = $1 and id >= $2 and id <= $3",
];
const DROP_HOUSEHOLDS: &str =
    "delete from household where district_id = $1 and id >= $2 and id <= $3";

/// What later depends on members that a batch added; `own` are the members it changed.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn later_than_added(
    tx: &mut Tx,
    district_id: i64,
    op_no: i64,
    added: &Added,
    own: &[i64],
) -> Result<Faults> {
    let mut faults = Faults::default();
    let (first, last) = added.members;
    for row in tx.query(CHANGED, &params![district_id, first, last, op_no])?.iter().take(NAMED) {
        faults.push(Fault::new("undo_changed_later").with("name", row.at::<String>(0)?));
    }
    let there = count(tx, THERE, district_id, added.members)?;
    let missing = last - first + 1 - there;
    if missing > 0 {
        faults.push(Fault::new("undo_members_gone").with("count", missing));
    }
    let later = housed_by_others(tx, district_id, added, own)?;
    if later > 0 {
        faults.push(Fault::new("undo_household_has_members").with("count", later));
    }
    let matched = count(tx, MATCHED, district_id, added.households)?
        + count(tx, REFUSED, district_id, added.households)?;
    if matched > 0 {
        faults.push(Fault::new("undo_households_matched").with("count", matched));
    }
    let offices = count(tx, BEARERS, district_id, added.members)?;
    if offices > 0 {
        faults.push(Fault::new("undo_members_hold_office").with("count", offices));
    }
    Ok(faults)
}

/// What later depends on one changed member, as the batch left her.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn later_than_change(
    tx: &mut Tx,
    district_id: i64,
    op_no: i64,
    id: i64,
) -> Result<Faults> {
    let mut faults = Faults::default();
    for row in tx.query(CHANGED_ONE, &params![district_id, id, op_no])? {
        faults.push(Fault::new("undo_changed_later").with("name", row.at::<String>(0)?));
    }
    Ok(faults)
}

/// Members of a household besides those of this batch; for a code that is taken back.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn housed(tx: &mut Tx, district_id: i64, household_id: i64) -> Result<Vec<i64>> {
    let rows = tx.query(HOUSED, &params![district_id, household_id, household_id])?;
    rows.iter().map(|row| row.at(0)).collect()
}

/// The households of a range of members.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn households_of(
    tx: &mut Tx,
    district_id: i64,
    (first, last): (i64, i64),
) -> Result<BTreeSet<i64>> {
    let rows = tx.query(HOUSEHOLDS_OF, &params![district_id, first, last])?;
    rows.iter().map(|row| row.at(0)).collect()
}

fn housed_by_others(tx: &mut Tx, district_id: i64, added: &Added, own: &[i64]) -> Result<i64> {
    let (first, last) = added.households;
    let mut others = 0;
    tx.each(HOUSED, &params![district_id, first, last], &mut |row| {
        let id: i64 = row.at(0)?;
        let is_own = (added.members.0..=added.members.1).contains(&id) || own.contains(&id);
        others += i64::from(!is_own);
        Ok(())
    })?;
    Ok(others)
}

/// Removes added members and households; their figures were taken back before.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn remove(tx: &mut Tx, district_id: i64, added: &Added) -> Result<()> {
    let (first, last) = added.members;
    for sql in DROP_MEMBERS {
        tx.exec(sql, &params![district_id, first, last])?;
    }
    let (first, last) = added.households;
    tx.exec(DROP_HOUSEHOLDS, &params![district_id, first, last]).map(drop)
}

fn count(tx: &mut Tx, sql: &str, district_id: i64, (first, last): (i64, i64)) -> Result<i64> {
    tx.first(sql, &params![district_id, first, last])?.map_or(Ok(0), |row| row.at(0))
}
