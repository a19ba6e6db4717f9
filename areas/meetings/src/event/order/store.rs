//! Orders of precedence in the database.

use chrono::NaiveDate;
use samuh_engine::{
    Reader, Result, Row, Tx, params,
    rule::{Head, NewRule, Rule, add_rule, rule_on, rules},
};
use samuh_kernel::scope::Scope;

use super::{Precedence, Rank};

/// The kind of its dated rules.
const KIND: &str = "precedence";
const RANKS: &str = "
    select code, rank_no, name_hi, name_en, source from precedence
    where district_id = $1 and rule_no = $2 order by rank_no, code";
const ADD: &str = "
    insert into precedence (district_id, rule_no, code, rank_no, name_hi, name_en, source)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// The order of precedence on a day.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn precedence_on(
    reader: &mut Reader,
    scope: &Scope,
    day: NaiveDate,
) -> Result<Vec<Precedence>> {
    let head = rule_on(reader, scope, KIND, day)?;
    ranks(reader, &head)
}

/// Every order of precedence, the district's own first, the latest day first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn precedences(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<Vec<Precedence>>>> {
    let heads = rules(reader, scope, KIND)?;
    heads.into_iter().map(|head| Ok(Rule { terms: ranks(reader, &head)?, head })).collect()
}

fn ranks(reader: &mut Reader, head: &Head) -> Result<Vec<Precedence>> {
    let rank = |row: &Row| {
        Ok(Precedence {
            code: row.at(0)?,
            rank_no: row.at(1)?,
            name_hi: row.at(2)?,
            name_en: row.at(3)?,
            source: row.at(4)?,
        })
    };
    reader.query(RANKS, &params![head.of, head.no])?.iter().map(rank).collect()
}

/// Adds an order from a day on; answers its number.
pub(super) fn add_precedence(
    tx: &mut Tx,
    new: &NewRule<Vec<Rank>>,
    ranks: &[Precedence],
) -> Result<i64> {
    let no = add_rule(tx, KIND, new)?;
    let district_id = tx.district_id();
    for one in ranks {
        let row = params![
            district_id,
            no,
            one.code.as_str(),
            one.rank_no,
            one.name_hi.as_str(),
            one.name_en.as_str(),
            one.source.as_str()
        ];
        tx.exec(ADD, &row)?;
    }
    Ok(no)
}
