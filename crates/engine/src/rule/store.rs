//! The heads of dated rules in the database.

use chrono::NaiveDate;
use samuh_kernel::{scope::Scope, text::tidy};

use super::{Head, NewRule};
use crate::{
    db::{Reader, Row, Tx},
    error::{Error, Result},
    params,
};

const RULES: &str = "
    select district_id, no, from_on, reason, order_no, op_no from dated_rule
    where district_id in (0, $1) and kind = $2
    order by district_id desc, from_on desc, no desc";
const RULE_ON: &str = "
    select district_id, no, from_on, reason, order_no, op_no from dated_rule
    where district_id in (0, $1) and kind = $2 and from_on <= $3
    order by district_id desc, from_on desc, no desc limit 1";
const NEXT: &str = "
    select coalesce(max(no), 0) + 1 from dated_rule where district_id = $1 and kind = $2";
const ADD: &str = "
    insert into dated_rule (district_id, kind, no, from_on, reason, order_no, op_no)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// Every rule of a kind that counts for the district: its own first, the latest day first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn rules(reader: &mut Reader, scope: &Scope, kind: &str) -> Result<Vec<Head>> {
    reader.query(RULES, &params![scope.district_id(), kind])?.iter().map(head).collect()
}

/// The rule of a kind that holds on a day: the district's own, else the usual one.
///
/// # Errors
/// `Broken` when the database cannot be read, or has no such rule.
pub fn rule_on(reader: &mut Reader, scope: &Scope, kind: &str, day: NaiveDate) -> Result<Head> {
    let row = reader.first(RULE_ON, &params![scope.district_id(), kind, day])?;
    head(&row.ok_or_else(|| Error::broken(format!("no rule of {kind}")))?)
}

/// Adds the head of a rule of the act's district; answers its number. Its terms are the caller's.
///
/// # Errors
/// `Broken` when the database cannot be written.
pub fn add_rule<T>(tx: &mut Tx, kind: &str, new: &NewRule<T>) -> Result<i64> {
    let district_id = tx.district_id();
    let row = tx.first(NEXT, &params![district_id, kind])?;
    let no: i64 = row.map_or(Ok(1), |row| row.at(0))?;
    let (reason, order_no) = (tidy(&new.reason), tidy(&new.order_no));
    let row = params![district_id, kind, no, new.from_on, reason, order_no, tx.op_no()];
    tx.exec(ADD, &row)?;
    Ok(no)
}

fn head(row: &Row) -> Result<Head> {
    Ok(Head {
        of: row.at(0)?,
        no: row.at(1)?,
        from_on: row.at(2)?,
        reason: row.at(3)?,
        order_no: row.at(4)?,
        op_no: row.at(5)?,
    })
}
