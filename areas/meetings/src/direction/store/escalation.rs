//! The dated rules of escalation in the database.

use chrono::NaiveDate;
use samuh_engine::{
    Reader, Result, Row, Tx, params,
    rule::{Head, NewRule, Rule, add_rule, rule_on, rules},
};
use samuh_kernel::scope::Scope;

use crate::{
    coded::coded,
    direction::model::{Escalation, Priority},
};

/// The kind of its dated rules.
const KIND: &str = "escalation";
const STEPS: &str = "
    select priority, step, days, role from escalation_rule
    where district_id = $1 and rule_no = $2 order by priority, step";
const POST_OF: &str = "
    select min(p.id) from post p
    where p.district_id = $1 and p.role = $2 and (p.closed_on is null or p.closed_on > $3)";
const ADD: &str = "
    insert into escalation_rule (district_id, rule_no, priority, step, days, role)
    values ($1, $2, $3, $4, $5, $6)";

/// A step of the rule in force, with the district's own post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Next {
    pub(crate) says: Escalation,
    /// The post of the rule's role; 0 where the district has none.
    pub(crate) post_id: i64,
}

/// The rule of escalation in force on a day, with the district's own posts.
pub(crate) fn rules_on(reader: &mut Reader, scope: &Scope, today: NaiveDate) -> Result<Vec<Next>> {
    let all = escalation_on(reader, scope, today)?;
    let mut found = Vec::with_capacity(all.len());
    for says in all {
        let asked = params![scope.district_id(), says.role.as_str(), today];
        let row = reader.first(POST_OF, &asked)?;
        let post_id = row.map_or(Ok(None), |row| row.at::<Option<i64>>(0))?.unwrap_or(0);
        found.push(Next { says, post_id });
    }
    Ok(found)
}

/// What the rule in force on a day says, by priority and step.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn escalation_on(
    reader: &mut Reader,
    scope: &Scope,
    day: NaiveDate,
) -> Result<Vec<Escalation>> {
    let head = rule_on(reader, scope, KIND, day)?;
    steps(reader, &head)
}

/// Every rule of escalation with its order, the district's own first, the latest day first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn escalations(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<Vec<Escalation>>>> {
    let heads = rules(reader, scope, KIND)?;
    heads.into_iter().map(|head| Ok(Rule { terms: steps(reader, &head)?, head })).collect()
}

fn steps(reader: &mut Reader, head: &Head) -> Result<Vec<Escalation>> {
    let step = |row: &Row| {
        Ok(Escalation {
            priority: coded(&row.at::<String>(0)?, Priority::of)?,
            step: row.at(1)?,
            days: row.at(2)?,
            role: row.at(3)?,
        })
    };
    reader.query(STEPS, &params![head.of, head.no])?.iter().map(step).collect()
}

/// Adds a rule from a day on; answers its number.
pub(crate) fn add_escalation(tx: &mut Tx, new: &NewRule<Vec<Escalation>>) -> Result<i64> {
    let no = add_rule(tx, KIND, new)?;
    let district_id = tx.district_id();
    for one in &new.terms {
        let row =
            params![district_id, no, one.priority.code(), one.step, one.days, one.role.as_str()];
        tx.exec(ADD, &row)?;
    }
    Ok(no)
}
