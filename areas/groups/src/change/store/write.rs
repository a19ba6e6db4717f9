//! Writing of dated rows: an act closes what held until a day and opens what holds from it.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, params};
use samuh_places::always;

use crate::institution::store::blocks_in_act;

const TOUCH: &str = "
    update institution set version = version + 1, op_no = $3
    where district_id = $1 and id = $2 and version = $4";
const PUT: &str = "
    update institution set place_id = $3, block_id = $4, version = version + 1, op_no = $5
    where district_id = $1 and id = $2 and version = $6";
const PLACE_SINCE: &str = "
    select from_on from institution_place
    where district_id = $1 and institution_id = $2 and to_on = $3";
const DROP_PLACE: &str = "
    delete from institution_place
    where district_id = $1 and institution_id = $2 and to_on = $3";
const END_PLACE: &str = "
    update institution_place set to_on = $4, op_no = $5
    where district_id = $1 and institution_id = $2 and to_on = $3";
const ADD_PLACE: &str = "
    insert into institution_place (district_id, institution_id, place_id, from_on, to_on, op_no)
    values ($1, $2, $3, $4, $5, $6)";
const PARENT_SINCE: &str = "
    select max(from_on), max(to_on) from affiliation
    where district_id = $1 and institution_id = $2";
const CHILDREN: &str = "
    select count(*) from affiliation where district_id = $1 and parent_id = $2 and to_on = $3";
const CODE_HOLDER: &str = "
    select institution_id from institution_code
    where district_id = $1 and register = $2 and kind = $3 and state_id = $4 and code = $5";
const DROP_CODE: &str = "
    delete from institution_code
    where district_id = $1 and institution_id = $2 and register = $3";
const DROP_FACT: &str = "
    delete from institution_fact
    where district_id = $1 and institution_id = $2 and fact = $3 and from_on = $4";
const MEMBER_CODE: &str = "select 1 from member where district_id = $1 and code = $2";
const HOUSEHOLD: &str = "select id from household where district_id = $1 and code = $2";
const MEMBERS_NOW: &str = "
    select member_id, joined_on from membership
    where district_id = $1 and institution_id = $2 and left_on = $3 order by member_id";
const SAME_NAME: &str = "
    select count(*) from membership s
    join member m on m.district_id = s.district_id and m.id = s.member_id
    where s.district_id = $1 and s.institution_id = $2 and s.left_on = $3 and m.search_key = $4
      and coalesce(m.relation_name, '') = $5";

/// Notes that an institution changed; false when someone saved first.
pub(crate) fn touch(tx: &mut Tx, district_id: i64, id: i64, version: i64) -> Result<bool> {
    let op_no = tx.op_no();
    Ok(tx.exec(TOUCH, &params![district_id, id, op_no, version])? == 1)
}

/// From a day on it stands in another place; false when someone saved first.
pub(crate) fn put(
    tx: &mut Tx,
    district_id: i64,
    (id, version): (i64, i64),
    (place_id, on): (i64, NaiveDate),
) -> Result<bool> {
    let (op_no, open) = (tx.op_no(), always().1);
    let blocks = blocks_in_act(tx, district_id, Some(place_id))?;
    let block_id = blocks.get(&place_id).copied().unwrap_or(0);
    let row = params![district_id, id, place_id, block_id, op_no, version];
    if tx.exec(PUT, &row)? == 0 {
        return Ok(false);
    }
    if place_since(tx, district_id, id)? >= on {
        tx.exec(DROP_PLACE, &params![district_id, id, open])?;
    } else {
        tx.exec(END_PLACE, &params![district_id, id, open, on, op_no])?;
    }
    tx.exec(ADD_PLACE, &params![district_id, id, place_id, on, open, op_no])?;
    Ok(true)
}

/// Since when it stands where it stands; inside an act: no scope.
pub(crate) fn place_since(reader: &mut Reader, district_id: i64, id: i64) -> Result<NaiveDate> {
    let row = reader.first(PLACE_SINCE, &params![district_id, id, always().1])?;
    row.map_or(Ok(always().0), |row| row.at(0))
}

/// The day on which its federation last changed; inside an act: no scope.
pub(crate) fn parent_since(reader: &mut Reader, district_id: i64, id: i64) -> Result<NaiveDate> {
    let (first, open) = always();
    let Some(row) = reader.first(PARENT_SINCE, &params![district_id, id])? else {
        return Ok(first);
    };
    let (from, to): (Option<NaiveDate>, Option<NaiveDate>) = (row.at(0)?, row.at(1)?);
    let left = to.filter(|day| *day < open);
    Ok(left.or(from).unwrap_or(first))
}

/// How many institutions stand directly in it now; inside an act: no scope.
pub(crate) fn children(reader: &mut Reader, district_id: i64, id: i64) -> Result<i64> {
    let row = reader.first(CHILDREN, &params![district_id, id, always().1])?;
    row.map_or(Ok(0), |row| row.at(0))
}

/// Who has a code in a register of the state: no scope, because a code may not stand twice.
pub(crate) fn code_holder(
    reader: &mut Reader,
    district_id: i64,
    (register, kind, state_id): (&str, &str, i64),
    code: &str,
) -> Result<Option<i64>> {
    let given = params![district_id, register, kind, state_id, code];
    reader.first(CODE_HOLDER, &given)?.map(|row| row.at(0)).transpose()
}

/// Takes away the code of a register.
pub(crate) fn drop_code(tx: &mut Tx, district_id: i64, id: i64, register: &str) -> Result<()> {
    tx.exec(DROP_CODE, &params![district_id, id, register]).map(drop)
}

/// Takes away a fact that was noted from a day on.
pub(crate) fn drop_fact(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    (fact, on): (&str, NaiveDate),
) -> Result<()> {
    tx.exec(DROP_FACT, &params![district_id, id, fact, on]).map(drop)
}

/// True where a member has that code: no scope, because a code may not stand twice.
pub(crate) fn has_member_code(reader: &mut Reader, district_id: i64, code: &str) -> Result<bool> {
    Ok(reader.first(MEMBER_CODE, &params![district_id, code])?.is_some())
}

/// The household of a code; inside an act: no scope, because a code may not stand twice.
pub(crate) fn household_of_code(
    reader: &mut Reader,
    district_id: i64,
    code: &str,
) -> Result<Option<i64>> {
    reader.first(HOUSEHOLD, &params![district_id, code])?.map(|row| row.at(0)).transpose()
}

/// The present members of a group with their first days; inside an act: no scope.
pub(crate) fn members_now(
    reader: &mut Reader,
    district_id: i64,
    id: i64,
) -> Result<Vec<(i64, NaiveDate)>> {
    let rows = reader.query(MEMBERS_NOW, &params![district_id, id, always().1])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}

/// Whether a present member of the group sounds the same and has the same relative; inside an act:
/// no scope.
pub(crate) fn has_same_member(
    reader: &mut Reader,
    district_id: i64,
    institution_id: i64,
    (search_key, relation): (&str, &str),
) -> Result<bool> {
    let given = params![district_id, institution_id, always().1, search_key, relation];
    let count: i64 = reader.first(SAME_NAME, &given)?.map_or(Ok(0), |row| row.at(0))?;
    Ok(count > 0)
}
