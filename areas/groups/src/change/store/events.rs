//! What happened to an institution or a member by acts, with reasons; and the terms of offices.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Row, Tx, params};
use samuh_kernel::scope::Scope;

use crate::institution::store::institution_of;

const ADD: &str = "
    insert into institution_event
      (district_id, institution_id, op_no, kind, on_day, reason, loan, other_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const ADD_OF_MEMBER: &str = "
    insert into membership_event
      (district_id, member_id, op_no, kind, institution_id, on_day, reason, loan, other_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const OF: &str = "
    select e.kind, e.on_day, e.reason, e.loan, e.other_id, o.name_hi, o.name_en, e.op_no
    from institution_event e
    left join institution o on o.district_id = e.district_id and o.id = e.other_id
    where e.district_id = $1 and e.institution_id = $2 order by e.op_no desc, e.kind";
/// Of a member and of those that were merged into her, over however many merges.
const OF_MEMBER: &str = "
    with recursive her(id) as (
      select CAST($2 AS BIGINT)
      union
      select g.gone_id from member_merge g join her on her.id = g.kept_id where g.district_id = $1)
    select e.kind, e.on_day, e.reason, e.loan, e.other_id, o.name_hi, o.name_en, e.op_no
    from membership_event e
    join her on her.id = e.member_id
    left join institution o on o.district_id = e.district_id and o.id = e.other_id
    where e.district_id = $1 order by e.op_no desc, e.kind, e.member_id";
const TERMS: &str = "
    select office, name, member_id, from_on, to_on from office_bearer
    where district_id = $1 and institution_id = $2 order by to_on desc, office, from_on desc";

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Which: `deactivated`, `moved`, …
    pub kind: String,
    /// On which day.
    pub on: NaiveDate,
    /// Why, of a code list.
    pub reason: Option<String>,
    /// How it stood with loans.
    pub loan: Option<String>,
    /// The other institution: merged into, split from, transferred to.
    pub other_id: Option<i64>,
    /// Its name in Hindi.
    pub other_hi: Option<String>,
    /// Its name in English.
    pub other_en: Option<String>,
    /// The op.
    pub op_no: i64,
}

/// A term of office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Which office.
    pub office: String,
    /// Her name.
    pub name: String,
    /// The member, where she is one of this register.
    pub member_id: Option<i64>,
    /// First day.
    pub from_on: NaiveDate,
    /// First day after it.
    pub to_on: NaiveDate,
}

/// What an act says of the event it makes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note<'a> {
    /// Why.
    pub(crate) reason: Option<&'a str>,
    /// Loans.
    pub(crate) loan: Option<&'a str>,
    /// The other institution.
    pub(crate) other_id: Option<i64>,
}

/// Notes what happened to an institution.
pub(crate) fn note(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    (kind, on): (&str, NaiveDate),
    said: &Note<'_>,
) -> Result<()> {
    let op_no = tx.op_no();
    let given = params![district_id, id, op_no, kind, on, said.reason, said.loan, said.other_id];
    tx.exec(ADD, &given).map(drop)
}

/// Notes what happened to a member in a group.
pub(crate) fn note_member(
    tx: &mut Tx,
    district_id: i64,
    (member_id, institution_id): (i64, i64),
    (kind, on): (&str, NaiveDate),
    said: &Note<'_>,
) -> Result<()> {
    let op_no = tx.op_no();
    let Note { reason, loan, other_id } = said;
    let given =
        params![district_id, member_id, op_no, kind, institution_id, on, *reason, *loan, *other_id];
    tx.exec(ADD_OF_MEMBER, &given).map(drop)
}

/// What happened to an institution that the desk may see, the latest first.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn events_of(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Vec<Event>> {
    institution_of(reader, scope, id)?;
    let rows = reader.query(OF, &params![scope.district_id(), id])?;
    rows.iter().map(event).collect()
}

/// What happened to a member whom the page has already found within the scope, the latest first: also what
/// happened to her under another number that was merged into this one, as long as it is.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn member_events(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Vec<Event>> {
    let rows = reader.query(OF_MEMBER, &params![scope.district_id(), id])?;
    rows.iter().map(event).collect()
}

/// The terms of office of an institution that the desk may see, present holders first.
///
/// # Errors
/// `NotFound` when it is not this desk's.
pub fn terms_of(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Vec<Term>> {
    institution_of(reader, scope, id)?;
    let rows = reader.query(TERMS, &params![scope.district_id(), id])?;
    rows.iter()
        .map(|row| {
            Ok(Term {
                office: row.at(0)?,
                name: row.at(1)?,
                member_id: row.at(2)?,
                from_on: row.at(3)?,
                to_on: row.at(4)?,
            })
        })
        .collect()
}

fn event(row: &Row) -> Result<Event> {
    Ok(Event {
        kind: row.at(0)?,
        on: row.at(1)?,
        reason: row.at(2)?,
        loan: row.at(3)?,
        other_id: row.at(4)?,
        other_hi: row.at(5)?,
        other_en: row.at(6)?,
        op_no: row.at(7)?,
    })
}
