//! What a merge of two members writes, and reads again to take it back; inside an act.

use samuh_engine::{Error, Reader, Result, Tx, params};
use samuh_kernel::scope::Scope;

use super::super::{model::Image, stays::Membership};

const MEMBERSHIPS: &str = "
    select institution_id, member_id, joined_on, left_on, left_reason, office, op_no
    from membership where district_id = $1 and member_id = $2
    order by joined_on, institution_id";
const DROP_MEMBERSHIPS: &str = "delete from membership where district_id = $1 and member_id = $2";
const COLUMNS: &[&str] = &[
    "district_id",
    "institution_id",
    "member_id",
    "joined_on",
    "left_on",
    "left_reason",
    "office",
    "op_no",
];
const TOUCH: &str = "
    update member set version = version + 1, op_no = $3
    where district_id = $1 and id = $2";
const OFFICES: &str = "
    select institution_id, office, from_on from office_bearer
    where district_id = $1 and member_id = $2 order by institution_id, office, from_on";
const NAME_BEARER: &str = "
    update office_bearer set member_id = $5
    where district_id = $1 and institution_id = $2 and office = $3 and from_on = $4";
const HOUSEHOLD: &str = "select household_id from member where district_id = $1 and id = $2";
const ADD: &str = "
    insert into member_merge (district_id, gone_id, kept_id, pair_no, before, op_no, at)
    values ($1, $2, $3, $4, $5, $6, $7)";
const FIND: &str = "select before from member_merge where district_id = $1 and gone_id = $2";
const KEPT: &str = "select kept_id from member_merge where district_id = $1 and gone_id = $2";
const DROP: &str = "delete from member_merge where district_id = $1 and gone_id = $2";
const CODES: &str = "
    select m.code, g.kept_id from member_merge g
    join member m on m.district_id = g.district_id and m.id = g.gone_id
    where g.district_id = $1 and m.code is not null";

/// A member's memberships.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn memberships(tx: &mut Tx, district_id: i64, id: i64) -> Result<Vec<Membership>> {
    let rows = tx.query(MEMBERSHIPS, &params![district_id, id])?;
    let membership = |row: &samuh_engine::Row| {
        Ok(Membership {
            institution_id: row.at(0)?,
            member_id: row.at(1)?,
            joined_on: row.at(2)?,
            left_on: row.at(3)?,
            left_reason: row.at(4)?,
            office: row.at(5)?,
            op_no: row.at(6)?,
        })
    };
    rows.iter().map(membership).collect()
}

/// The memberships of both become these.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn replace(
    tx: &mut Tx,
    district_id: i64,
    both: [i64; 2],
    becomes: &[Membership],
) -> Result<()> {
    for id in both {
        tx.exec(DROP_MEMBERSHIPS, &params![district_id, id])?;
    }
    let mut rows = becomes.iter().map(|one| {
        let (group, member) = (one.institution_id, one.member_id);
        let (reason, office) = (one.left_reason.as_deref(), one.office.as_deref());
        params![district_id, group, member, one.joined_on, one.left_on, reason, office, one.op_no]
            .to_vec()
    });
    tx.load("membership", COLUMNS, &mut rows).map(drop)
}

/// A member's row has changed, by that op.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn touch(tx: &mut Tx, district_id: i64, id: i64, op_no: i64) -> Result<()> {
    tx.exec(TOUCH, &params![district_id, id, op_no]).map(drop)
}

/// The offices that name a member.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn offices(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
) -> Result<Vec<(i64, String, chrono::NaiveDate)>> {
    let rows = tx.query(OFFICES, &params![district_id, id])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?, row.at(2)?))).collect()
}

/// Those offices name this member.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn name_bearer(
    tx: &mut Tx,
    district_id: i64,
    offices: &[(i64, String, chrono::NaiveDate)],
    id: i64,
) -> Result<()> {
    for (institution_id, office, from_on) in offices {
        tx.exec(NAME_BEARER, &params![district_id, *institution_id, office, *from_on, id])?;
    }
    Ok(())
}

/// The household of a member, whether she is in a group or not.
///
/// # Errors
/// `NotFound` when there is no such member.
pub(crate) fn household_of(tx: &mut Tx, district_id: i64, id: i64) -> Result<i64> {
    tx.first(HOUSEHOLD, &params![district_id, id])?.ok_or(Error::NotFound)?.at(0)
}

/// The merged member points to the one that is kept.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn point(
    tx: &mut Tx,
    district_id: i64,
    (gone_id, kept_id, pair_no): (i64, i64, i64),
    image: &Image,
) -> Result<()> {
    let (op_no, at) = (tx.op_no(), tx.at());
    let before = serde_json::to_string(image)?;
    tx.exec(ADD, &params![district_id, gone_id, kept_id, pair_no, before, op_no, at]).map(drop)
}

/// How things stood before a member was merged.
///
/// # Errors
/// `NotFound` when she was not.
pub(crate) fn image(tx: &mut Tx, district_id: i64, gone_id: i64) -> Result<Image> {
    let row = tx.first(FIND, &params![district_id, gone_id])?.ok_or(Error::NotFound)?;
    Ok(serde_json::from_str(&row.at::<String>(0)?)?)
}

/// The merged member points nowhere again.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn unpoint(tx: &mut Tx, district_id: i64, gone_id: i64) -> Result<()> {
    tx.exec(DROP, &params![district_id, gone_id]).map(drop)
}

/// The member to whom a merged one leads, over however many merges; whether the desk may see that
/// one is for her page to say.
///
/// # Errors
/// `NotFound` when the number was never merged.
pub fn kept_of(reader: &mut Reader, scope: &Scope, gone_id: i64) -> Result<i64> {
    let district_id = scope.district_id();
    let mut id = gone_id;
    while let Some(row) = reader.first(KEPT, &params![district_id, id])? {
        id = row.at(0)?;
    }
    if id == gone_id { Err(Error::NotFound) } else { Ok(id) }
}

/// The codes under which merged members stand in sheets, and whom they mean now; for judging a
/// sheet, which shows nothing beyond the desk's scope: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn codes(reader: &mut Reader, district_id: i64) -> Result<Vec<(String, i64)>> {
    let rows = reader.query(CODES, &params![district_id])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}
