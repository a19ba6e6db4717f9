//! The trail in the database.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    chain::Head,
    change::{Changed, kept, read},
};
use crate::{
    db::{Reader, Row, Tx},
    error::{Error, Result},
    params,
};

const COLUMNS: &[&str] = &["district_id", "op_no", "subject", "subject_id", "unit_id", "fields"];
const OF_OP: &str = "
    select subject, subject_id, unit_id, fields from audit_change
    where district_id = $1 and op_no = $2 order by subject, subject_id";
const HEADINGS: &str = "
    select subject, subject_id, unit_id from audit_change
    where district_id = $1 and op_no = $2 order by subject, subject_id";
const IN_RECORD: &str = "
    select subject, subject_id, unit_id, fields from audit_change
    where district_id = $1 and op_no = $2 and subject = $3 and subject_id = $4";

/// A record that an op changed, without what changed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its kind.
    pub subject: String,
    /// Its number.
    pub id: i64,
    /// The place or institution in whose scope it lies; 0 for the district's own.
    pub unit_id: i64,
}

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
    rows.iter().map(change).collect()
}

/// The records that an op changed: what an import changed is counted before some of it is read;
/// inside the engine and for pages that ask the scope for each: no scope.
///
/// # Errors
/// `Broken` when the trail cannot be read.
pub fn headings_of(reader: &mut Reader, district_id: i64, op_no: i64) -> Result<Vec<Heading>> {
    let rows = reader.query(HEADINGS, &params![district_id, op_no])?;
    let heading =
        |row: &Row| Ok(Heading { subject: row.at(0)?, id: row.at(1)?, unit_id: row.at(2)? });
    rows.iter().map(heading).collect()
}

/// What an op changed in one record; for pages that asked the scope for it: no scope.
///
/// # Errors
/// `Broken` when the trail cannot be read.
pub fn changed_in(
    reader: &mut Reader,
    (district_id, op_no): (i64, i64),
    (subject, id): (&str, i64),
) -> Result<Option<Changed>> {
    let row = reader.first(IN_RECORD, &params![district_id, op_no, subject, id])?;
    row.as_ref().map(change).transpose()
}

fn change(row: &Row) -> Result<Changed> {
    Ok(Changed {
        subject: row.at::<String>(0)?.into(),
        id: row.at(1)?,
        unit_id: row.at(2)?,
        fields: read(&row.at::<String>(3)?)?,
    })
}

const WAITING: &str = "select distinct district_id from op where chain_no is null";
const UNSEALED: &str = "
    select no, id, act, hash, post_id, officer_id, at, origin, answer from op
    where district_id = $1 and chain_no is null order by no limit $2";
const COUNT_UNSEALED: &str = "
    select count(*) from op where district_id = $1 and chain_no is null";
const SEALED: &str = "
    select no, id, act, hash, post_id, officer_id, at, origin, answer,
           chain_no, chain_prev, chain_hash
    from op where district_id = $1 and chain_no > $2 order by chain_no limit $3";
const HASHES: &str = "
    select chain_no, chain_hash, at from op
    where district_id = $1 and chain_no > $2 order by chain_no limit 5000";
const CHANGES: &str = "
    select op_no, subject, subject_id, unit_id, fields from audit_change
    where district_id = $1 and op_no >= $2 and op_no <= $3
    order by op_no, subject, subject_id";
const LOOSE: &str = "
    select distinct c.op_no from audit_change c
    where c.district_id = $1
      and not exists (select 1 from op o where o.district_id = c.district_id and o.no = c.op_no)
    order by c.op_no";
const SEAL: &str = "
    update op set chain_no = $3, chain_prev = $4, chain_hash = $5
    where district_id = $1 and no = $2 and chain_no is null";
const HEAD: &str = "select no, hash, sealed_at from chain_head where district_id = $1";
const SET_HEAD: &str = "
    insert into chain_head (district_id, no, hash, sealed_at) values ($1, $2, $3, $4)
    on conflict (district_id)
    do update set no = excluded.no, hash = excluded.hash, sealed_at = excluded.sealed_at";

/// An op with its trail, as the chain hashes it.
pub(super) struct Link {
    pub(super) no: i64,
    pub(super) id: Uuid,
    pub(super) act: String,
    pub(super) hash: Vec<u8>,
    pub(super) post_id: i64,
    pub(super) officer_id: i64,
    pub(super) at: i64,
    pub(super) origin: Option<String>,
    pub(super) answer: String,
    /// Subject, number, unit, fields as kept.
    pub(super) changes: Vec<(String, i64, i64, String)>,
}

/// An entry of the chain.
pub(super) struct Sealed {
    pub(super) link: Link,
    pub(super) chain_no: i64,
    pub(super) prev: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

/// The districts in which something waits to be sealed.
pub(super) fn waiting(reader: &mut Reader) -> Result<Vec<i64>> {
    reader.query(WAITING, &[])?.iter().map(|row| row.at(0)).collect()
}

/// Ops that wait to be sealed, the lowest numbers first.
pub(super) fn unsealed(reader: &mut Reader, district_id: i64, most: i64) -> Result<Vec<Link>> {
    let rows = reader.query(UNSEALED, &params![district_id, most])?;
    let links = rows.iter().map(link).collect::<Result<Vec<_>>>()?;
    with_changes(reader, district_id, links, |link| link)
}

/// How many ops wait to be sealed.
pub(super) fn count_unsealed(reader: &mut Reader, district_id: i64) -> Result<usize> {
    let row = reader.first(COUNT_UNSEALED, &params![district_id])?;
    let count: i64 = row.map_or(Ok(0), |row| row.at(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Entries of the chain after that one, in its order.
pub(super) fn sealed(
    reader: &mut Reader,
    district_id: i64,
    after: i64,
    most: i64,
) -> Result<Vec<Sealed>> {
    let rows = reader.query(SEALED, &params![district_id, after, most])?;
    let sealed = |row: &Row| {
        Ok(Sealed {
            link: link(row)?,
            chain_no: row.at(9)?,
            prev: row.at::<Option<Vec<u8>>>(10)?.unwrap_or_default(),
            hash: row.at::<Option<Vec<u8>>>(11)?.unwrap_or_default(),
        })
    };
    let all = rows.iter().map(sealed).collect::<Result<Vec<_>>>()?;
    with_changes(reader, district_id, all, |sealed| &mut sealed.link)
}

/// Number, hash and time of entries after that one.
pub(super) fn hashes(
    reader: &mut Reader,
    district_id: i64,
    after: i64,
) -> Result<Vec<(i64, Vec<u8>, i64)>> {
    let rows = reader.query(HASHES, &params![district_id, after])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?, row.at(2)?))).collect()
}

/// Ops that are gone although their trail is left.
pub(super) fn loose(reader: &mut Reader, district_id: i64) -> Result<Vec<i64>> {
    reader.query(LOOSE, &params![district_id])?.iter().map(|row| row.at(0)).collect()
}

/// Puts an op into the chain.
pub(super) fn seal(
    tx: &mut Tx,
    district_id: i64,
    no: i64,
    chain_no: i64,
    prev: &[u8],
    hash: &[u8],
) -> Result<()> {
    let given = params![district_id, no, chain_no, prev.to_vec(), hash.to_vec()];
    match tx.exec(SEAL, &given)? {
        1 => Ok(()),
        _ => Err(Error::broken("another process seals the chain")),
    }
}

/// Where the chain stands.
pub(super) fn head(reader: &mut Reader, district_id: i64) -> Result<Head> {
    match reader.first(HEAD, &params![district_id])? {
        Some(row) => Ok(Head { no: row.at(0)?, hash: row.at(1)?, at: row.at(2)? }),
        None => Ok(Head::default()),
    }
}

/// Notes where the chain stands.
pub(super) fn set_head(tx: &mut Tx, district_id: i64, head: &Head) -> Result<()> {
    tx.exec(SET_HEAD, &params![district_id, head.no, head.hash.clone(), head.at]).map(drop)
}

fn link(row: &Row) -> Result<Link> {
    Ok(Link {
        no: row.at(0)?,
        id: row.at(1)?,
        act: row.at(2)?,
        hash: row.at(3)?,
        post_id: row.at(4)?,
        officer_id: row.at(5)?,
        at: row.at(6)?,
        origin: row.at(7)?,
        answer: row.at(8)?,
        changes: Vec::new(),
    })
}

/// Each with its trail; one statement for all, because their numbers lie close together.
fn with_changes<T>(
    reader: &mut Reader,
    district_id: i64,
    mut all: Vec<T>,
    link_of: impl Fn(&mut T) -> &mut Link,
) -> Result<Vec<T>> {
    let at: HashMap<i64, usize> =
        all.iter_mut().enumerate().map(|(at, one)| (link_of(one).no, at)).collect();
    let (Some(first), Some(last)) = (at.keys().min(), at.keys().max()) else { return Ok(all) };
    reader.each(CHANGES, &params![district_id, *first, *last], &mut |row| {
        if let Some(at) = at.get(&row.at::<i64>(0)?) {
            let change = (row.at(1)?, row.at(2)?, row.at(3)?, row.at(4)?);
            link_of(&mut all[*at]).changes.push(change);
        }
        Ok(())
    })?;
    Ok(all)
}
