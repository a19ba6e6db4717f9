//! Charges in the register.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, params};
use samuh_kernel::scope::Scope;

use super::model::{Charge, Held, Holding};
use crate::post::Role;

const LIST: &str = "
    select h.no, h.post_id, h.officer_id, o.name as officer_name,
           (select min(a.id) from account a
            where a.district_id = h.district_id and a.officer_id = h.officer_id) as account_id,
           h.from_on, h.to_on, h.charge, h.reason, h.order_no, h.end_reason, h.end_order_no,
           h.end_op_no
    from post_holder h
    join officer o on o.district_id = h.district_id and o.id = h.officer_id
    where h.district_id = $1 and ($2 = 0 or h.post_id = $2) and ($3 = 0 or h.officer_id = $3)
      and h.to_on > $4
    order by h.from_on desc, h.no desc";

/// Charges that are on a day, with their posts' roles.
const HELD: &str = "
    select h.post_id, h.charge, p.role from post_holder h
    join post p on p.district_id = h.district_id and p.id = h.post_id
    where h.district_id = $1 and h.officer_id = $2 and h.from_on <= $3 and h.to_on > $3
    order by h.charge desc, h.post_id";

/// Charges of administrators who can sign in, as far as they are not over.
const OPEN_ADMINS: &str = "
    select h.from_on, h.to_on from account a
    join post_holder h on h.district_id = a.district_id and h.officer_id = a.officer_id
      and h.to_on > $2
    join post p on p.district_id = h.district_id and p.id = h.post_id
    where a.district_id = $1 and a.disabled = false and p.role = 'admin'";

const ADD: &str = "
    insert into post_holder (district_id, no, post_id, officer_id, from_on, to_on, charge, reason,
                             order_no, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

const END: &str = "
    update post_holder set to_on = $3, end_reason = $4, end_order_no = $5, end_op_no = $6
    where district_id = $1 and no = $2";

/// Sessions of a person at a post.
const END_SESSIONS: &str = "
    delete from session
    where district_id = $1 and post_id = $2 and account_id in (
      select a.id from account a where a.district_id = $1 and a.officer_id = $3)";

/// The charges of a post (or of a person, or both) that are on after that day, the newest first.
/// Whether the desk sees the post is asked before.
pub(super) fn list(
    r: &mut Reader,
    scope: &Scope,
    (post_id, officer_id): (i64, i64),
    after: NaiveDate,
) -> Result<Vec<Holding>> {
    let rows = r.query(LIST, &params![scope.district_id(), post_id, officer_id, after])?;
    rows.iter().map(holding).collect()
}

/// Who holds each post of the scope's district on a day.
pub(crate) fn all_on(
    r: &mut Reader,
    scope: &Scope,
    day: NaiveDate,
) -> Result<HashMap<i64, Holding>> {
    let all = list(r, scope, (0, 0), day)?;
    Ok(all.into_iter().filter(|one| one.is_on(day)).map(|one| (one.post_id, one)).collect())
}

/// The posts a person holds on a day, regular ones first: no scope, it is asked at the door.
pub(super) fn held(
    r: &mut Reader,
    district_id: i64,
    officer_id: i64,
    day: NaiveDate,
) -> Result<Vec<Held>> {
    let rows = r.query(HELD, &params![district_id, officer_id, day])?;
    let held = |row: &Row| {
        let role: String = row.get("role")?;
        Ok(Held {
            post_id: row.get("post_id")?,
            role: Role::of(&role).ok_or_else(|| Error::broken(format!("role {role}")))?,
            charge: charge(row)?,
        })
    };
    rows.iter().map(held).collect()
}

/// First day, and first day no more, of the charges of administrators who can sign in, that are not over
/// on a day.
pub(super) fn admin_spans(
    r: &mut Reader,
    scope: &Scope,
    day: NaiveDate,
) -> Result<Vec<(NaiveDate, NaiveDate)>> {
    let rows = r.query(OPEN_ADMINS, &params![scope.district_id(), day])?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}

/// What begins a charge.
pub(super) struct Begun<'a> {
    pub(super) post_id: i64,
    pub(super) officer_id: i64,
    pub(super) from_on: NaiveDate,
    pub(super) to_on: NaiveDate,
    pub(super) charge: Charge,
    pub(super) reason: &'a str,
    pub(super) order_no: Option<&'a str>,
}

/// Writes a charge.
pub(super) fn add(tx: &mut Tx, new: &Begun<'_>) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let no = tx.allot(district_id, "post_holder", 1)?;
    let row = params![
        district_id,
        no,
        new.post_id,
        new.officer_id,
        new.from_on,
        new.to_on,
        new.charge.code(),
        new.reason,
        new.order_no,
        op_no,
    ];
    tx.exec(ADD, &row).map(|_| ())
}

/// Ends a charge on a day.
pub(super) fn end(tx: &mut Tx, known: &Holding, day: NaiveDate, why: (&str, &str)) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    tx.exec(END, &params![district_id, known.no, day, why.0, why.1, op_no]).map(|_| ())
}

/// Ends the sessions at a charge.
pub(super) fn end_sessions(tx: &mut Tx, known: &Holding) -> Result<()> {
    let district_id = tx.district_id();
    tx.exec(END_SESSIONS, &params![district_id, known.post_id, known.officer_id]).map(|_| ())
}

fn charge(row: &Row) -> Result<Charge> {
    let code: String = row.get("charge")?;
    Charge::of(&code).ok_or_else(|| Error::broken(format!("charge {code}")))
}

fn holding(row: &Row) -> Result<Holding> {
    let end_op_no: Option<i64> = row.get("end_op_no")?;
    Ok(Holding {
        no: row.get("no")?,
        post_id: row.get("post_id")?,
        officer_id: row.get("officer_id")?,
        officer_name: row.get("officer_name")?,
        account_id: row.get("account_id")?,
        from_on: row.get("from_on")?,
        to_on: row.get("to_on")?,
        charge: charge(row)?,
        reason: row.get("reason")?,
        order_no: row.get("order_no")?,
        end_reason: row.get("end_reason")?,
        end_order_no: row.get("end_order_no")?,
        is_ended: end_op_no.is_some(),
    })
}
