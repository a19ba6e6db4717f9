//! The dated rules of attendance in the database.

use chrono::NaiveDate;
use samuh_engine::{
    Error, Reader, Result, Tx, params,
    rule::{Head, NewRule, Rule, add_rule, rule_on, rules},
};
use samuh_kernel::scope::Scope;

/// The kind of its dated rules.
const KIND: &str = "attendance";
const SHARE: &str = "select percent from attendance_rule where district_id = $1 and rule_no = $2";
const ADD: &str = "
    insert into attendance_rule (district_id, rule_no, percent) values ($1, $2, $3)";

/// From how many per cent of the sessions on somebody has attended, on a day.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn share_on(reader: &mut Reader, scope: &Scope, day: NaiveDate) -> Result<i64> {
    let head = rule_on(reader, scope, KIND, day)?;
    share(reader, &head)
}

/// Every such rule with its order, the district's own first, the latest day first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn shares(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<i64>>> {
    let heads = rules(reader, scope, KIND)?;
    heads.into_iter().map(|head| Ok(Rule { terms: share(reader, &head)?, head })).collect()
}

fn share(reader: &mut Reader, head: &Head) -> Result<i64> {
    let row = reader.first(SHARE, &params![head.of, head.no])?;
    row.ok_or_else(|| Error::broken("no rule of attendance"))?.at(0)
}

/// Adds a rule from a day on; answers its number.
pub(super) fn add_share(tx: &mut Tx, new: &NewRule<i64>) -> Result<i64> {
    let no = add_rule(tx, KIND, new)?;
    tx.exec(ADD, &params![tx.district_id(), no, new.terms])?;
    Ok(no)
}
