//! Visits: written once, corrected under their edition, read household by household.

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, params};
use samuh_kernel::scope::Scope;

use crate::saturation::model::{CorrectVisit, Visit, VisitSeen};

const OF: &str = "
    select v.id, v.target_id, v.version, v.on_day, v.outcome, v.visitor, v.institution_id, v.remark,
           v.is_void, v.op_no, v.at
    from target_visit v
    join target_household t on t.district_id = v.district_id and t.id = v.target_id
    where v.district_id = $1
      and v.target_id >= $3 and v.target_id <= coalesce(nullif($3, 0), 9223372036854775807)
      and v.id >= $4 and v.id <= coalesce(nullif($4, 0), 9223372036854775807)
      and ($2 = -1 or t.place_id in (
        select c.place_id from post_unit u
        join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
          and c.to_on = '9999-12-31'
        where u.district_id = $1 and u.post_id = $2)
        or t.place_id in (
        select i.place_id from post_unit u
        join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
        join institution i on i.district_id = f.district_id and i.id = f.institution_id
        where u.district_id = $1 and u.post_id = $2 and f.to_on = '9999-12-31'))
    order by v.on_day desc, v.id desc";
const COLUMNS: &[&str] = &[
    "district_id",
    "id",
    "target_id",
    "on_day",
    "outcome",
    "visitor",
    "institution_id",
    "remark",
    "is_void",
    "post_id",
    "at",
    "version",
    "op_no",
];
const CHANGE: &str = "
    update target_visit set on_day = $4, outcome = $5, visitor = $6, institution_id = $7,
      remark = $8, is_void = $9, version = version + 1, op_no = $10
    where district_id = $1 and id = $2 and version = $3";

/// The visits to a household, the latest first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn visits_of(reader: &mut Reader, scope: &Scope, target_id: i64) -> Result<Vec<VisitSeen>> {
    let given = params![scope.district_id(), scope.key(), target_id, 0i64];
    reader.query(OF, &given)?.iter().map(seen).collect()
}

/// One visit.
///
/// # Errors
/// `NotFound` when there is none or its household is not this desk's.
pub fn visit_of(reader: &mut Reader, scope: &Scope, id: i64) -> Result<VisitSeen> {
    let given = params![scope.district_id(), scope.key(), 0i64, id];
    reader.first(OF, &given)?.as_ref().map(seen).transpose()?.ok_or(Error::NotFound)
}

/// Adds visits of a day; answers the number of the first.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn add_visits(
    tx: &mut Tx,
    (district_id, post_id): (i64, i64),
    (on, visitor): (NaiveDate, &str),
    visits: &[Visit],
) -> Result<i64> {
    let count = i64::try_from(visits.len()).map_err(|_| Error::broken("too many visits"))?;
    let first = tx.allot(district_id, "target_visit", count)?;
    let (at, op_no) = (tx.at(), tx.op_no());
    let mut rows = visits.iter().zip(first..).map(|(visit, id)| {
        let (visitor, remark) = (filled(visitor), filled(&visit.remark));
        let near = (visit.institution_id > 0).then_some(visit.institution_id);
        let (target_id, outcome) = (visit.target_id, visit.outcome.as_str());
        let mut row =
            params![district_id, id, target_id, on, outcome, visitor, near, remark].to_vec();
        row.extend(params![false, post_id, at, 1i64, op_no]);
        row
    });
    tx.load("target_visit", COLUMNS, &mut rows)?;
    Ok(first)
}

/// Says a visit again; false when someone did first.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn change_visit(
    tx: &mut Tx,
    district_id: i64,
    on: NaiveDate,
    ask: &CorrectVisit,
) -> Result<bool> {
    let visit = &ask.visit;
    let near = (visit.institution_id > 0).then_some(visit.institution_id);
    let op_no = tx.op_no();
    let given = params![
        district_id,
        ask.id,
        ask.version,
        on,
        visit.outcome.as_str(),
        filled(&ask.visitor),
        near,
        filled(&visit.remark),
        ask.is_void,
        op_no
    ];
    Ok(tx.exec(CHANGE, &given)? > 0)
}

fn filled(text: &str) -> Option<String> {
    let text = samuh_kernel::text::tidy(text);
    (!text.is_empty()).then_some(text)
}

fn seen(row: &Row) -> Result<VisitSeen> {
    Ok(VisitSeen {
        id: row.at(0)?,
        target_id: row.at(1)?,
        version: row.at(2)?,
        on: row.at(3)?,
        outcome: row.at(4)?,
        visitor: row.at(5)?,
        institution_id: row.at(6)?,
        remark: row.at(7)?,
        is_void: row.at(8)?,
        op_no: row.at(9)?,
        at: row.at(10)?,
    })
}
