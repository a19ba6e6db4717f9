//! Writing target households, links and refusals; always inside an act.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, Value, act::uid_of, params};
use samuh_kernel::scope::Scope;
use samuh_places::always;

use super::seen::target;
use crate::saturation::model::{Field, Target};

const ALL: &str = "
    select id, version, place_id, code, number, head_name, relation_name, women, social, pvtg,
           deprivation, mobile, address
    from target_household where district_id = $1 order by id";
const ONE: &str = "
    select id, version, place_id, code, number, head_name, relation_name, women, social, pvtg,
           deprivation, mobile, address
    from target_household where district_id = $1 and id = $2";
const COLUMNS: &[&str] = &[
    "district_id",
    "id",
    "uid",
    "place_id",
    "version",
    "batch_no",
    "op_no",
    "code",
    "number",
    "head_name",
    "relation_name",
    "women",
    "social",
    "pvtg",
    "deprivation",
    "mobile",
    "address",
];
const CHANGE: &str = "
    update target_household set place_id = $3, code = $4, number = $5, head_name = $6,
      relation_name = $7, women = $8, social = $9, pvtg = $10, deprivation = $11, mobile = $12,
      address = $13, version = version + 1, op_no = $14
    where district_id = $1 and id = $2 and version = $15";
const OP: &str = "select op_no from target_household where district_id = $1 and id = $2";
const DROP: &str = "
    delete from target_household where district_id = $1 and id >= $2 and id <= $3";
const CHANGED_SINCE: &str = "
    select count(*) from target_household
    where district_id = $1 and id >= $2 and id <= $3 and op_no <> $4";
const VISITED: &str = "
    select count(*) from target_visit
    where district_id = $1 and target_id >= $2 and target_id <= $3";
const LINKED: &str = "
    select count(*) from target_link
    where district_id = $1 and target_id >= $2 and target_id <= $3";
const REFUSED: &str = "
    select count(*) from target_refusal
    where district_id = $1 and target_id >= $2 and target_id <= $3";
const LINK: &str = "
    insert into target_link (district_id, target_id, household_id, from_on, to_on, post_id, op_no)
    values ($1, $2, $3, $4, $5, $6, $7)";
const LINKED_TO: &str = "
    select household_id from target_link
    where district_id = $1 and target_id = $2 and to_on = '9999-12-31'";
const END_LINK: &str = "
    update target_link set to_on = $3
    where district_id = $1 and target_id = $2 and to_on = '9999-12-31'";
const REFUSE: &str = "
    insert into target_refusal (district_id, target_id, household_id, post_id, at, op_no)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (district_id, target_id, household_id) do nothing";

/// Every target household of the district. Numbers are unique in the district, so the judge looks
/// beyond the desk's scope; it shows nothing that lies outside it.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn known(reader: &mut Reader, scope: &Scope) -> Result<Vec<Target>> {
    let mut all = Vec::new();
    reader.each(ALL, &params![scope.district_id()], &mut |row| {
        all.push(target(&row)?);
        Ok(())
    })?;
    Ok(all)
}

/// One household and the op that wrote it, inside an act.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn target_in_act(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
) -> Result<Option<(Target, i64)>> {
    let given = params![district_id, id];
    let Some(row) = tx.first(ONE, &given)? else { return Ok(None) };
    let op_no = tx.first(OP, &given)?.map_or(Ok(0), |row| row.at(0))?;
    Ok(Some((target(&row)?, op_no)))
}

/// Adds households of a batch under numbers from `first_id` on.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn add(
    tx: &mut Tx,
    (district_id, batch_no): (i64, i64),
    first_id: i64,
    new: &[Target],
) -> Result<()> {
    let op_no = tx.op_no();
    let uids: Vec<_> =
        new.iter().zip(first_id..).map(|(_, id)| uid_of(tx, district_id, id)).collect();
    let mut rows = new.iter().zip(first_id..).zip(uids).map(|((target, id), uid)| {
        let mut row =
            params![district_id, id, uid, target.place_id, 1i64, batch_no, op_no].to_vec();
        row.extend(values(target));
        row
    });
    tx.load("target_household", COLUMNS, &mut rows).map(drop)
}

fn values(target: &Target) -> impl Iterator<Item = Value> {
    Field::ALL.iter().map(|field| field.value(target.texts.get(*field)))
}

/// Makes a household as `becomes` says, by that op; false when someone saved first.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn change(tx: &mut Tx, district_id: i64, becomes: &Target, op_no: i64) -> Result<bool> {
    let mut given = params![district_id, becomes.id, becomes.place_id].to_vec();
    given.extend(values(becomes));
    given.extend(params![op_no, becomes.version]);
    Ok(tx.exec(CHANGE, &given)? > 0)
}

/// Takes households of a batch out again.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn drop_added(tx: &mut Tx, district_id: i64, range: (i64, i64)) -> Result<()> {
    tx.exec(DROP, &params![district_id, range.0, range.1]).map(drop)
}

/// How many of a batch's new households were changed, visited or matched later.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn later_than_added(
    tx: &mut Tx,
    district_id: i64,
    (range, op_no): ((i64, i64), i64),
) -> Result<i64> {
    let mut count = |sql: &str, given: &[Value]| -> Result<i64> {
        tx.first(sql, given)?.map_or(Ok(0), |row| row.at(0))
    };
    let given = params![district_id, range.0, range.1];
    Ok(count(CHANGED_SINCE, &params![district_id, range.0, range.1, op_no])?
        + count(VISITED, &given)?
        + count(LINKED, &given)?
        + count(REFUSED, &given)?)
}

/// True when a household that a batch changed was changed later.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn later_than_change(
    tx: &mut Tx,
    district_id: i64,
    (id, op_no): (i64, i64),
) -> Result<bool> {
    let row = tx.first(OP, &params![district_id, id])?;
    Ok(row.map_or(Ok(0), |row| row.at::<i64>(0))? != op_no)
}

/// The place of a household, inside an act that has looked at the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn place_of(tx: &mut Tx, district_id: i64, id: i64) -> Result<i64> {
    Ok(target_in_act(tx, district_id, id)?.map_or(0, |(target, _)| target.place_id))
}

/// From a day on a target household is that household of the groups.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn link(
    tx: &mut Tx,
    (district_id, post_id): (i64, i64),
    (target_id, household_id): (i64, i64),
    on: NaiveDate,
) -> Result<()> {
    let op_no = tx.op_no();
    let given = params![district_id, target_id, household_id, on, always().1, post_id, op_no];
    tx.exec(LINK, &given).map(drop)
}

/// The household a target household is linked to, if any.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn linked_to(tx: &mut Tx, district_id: i64, target_id: i64) -> Result<Option<i64>> {
    tx.first(LINKED_TO, &params![district_id, target_id])?.map(|row| row.at(0)).transpose()
}

/// The link of a target household ends.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn end_link(
    tx: &mut Tx,
    district_id: i64,
    target_id: i64,
    on: NaiveDate,
) -> Result<u64> {
    tx.exec(END_LINK, &params![district_id, target_id, on])
}

/// Two households are two.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn refuse(
    tx: &mut Tx,
    (district_id, post_id): (i64, i64),
    (target_id, household_id): (i64, i64),
) -> Result<()> {
    let (at, op_no) = (tx.at(), tx.op_no());
    let given = params![district_id, target_id, household_id, post_id, at, op_no];
    tx.exec(REFUSE, &given).map(drop)
}
