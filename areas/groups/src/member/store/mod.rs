//! Members, households and memberships in the database. Every read takes the scope of who asks, or
//! says why it takes none.

mod books;
mod forgetting;
mod pages;
mod removal;
mod write;

use samuh_engine::{Reader, Result, Row, params};
use samuh_kernel::scope::Scope;
use samuh_places::always;

pub(crate) use books::{
    Touched, household_postings, member_postings, of_institution, of_range, wanted,
};
pub(crate) use forgetting::{forget, former};
pub use pages::{
    MemberAsk, MemberKey, MemberPage, MemberSeen, count_members, list_members, member_of,
    members_of,
};
pub(crate) use removal::{
    Added, housed, households_of, later_than_added, later_than_change, remove,
};
pub(crate) use write::{Additions, add, change};

use super::{
    known::Known,
    model::{Field, Packed, Record, Texts},
};

const ALL: &str = "
    select m.id, m.version, s.institution_id, m.household_id, s.joined_on, s.left_on,
           m.code, m.name_hi, m.name_en, m.name_legacy, m.relation_name, m.gender, m.born_on,
           m.birth_year, m.social, m.religion, m.minority, m.disability, m.pvtg, m.pip, m.poverty,
           m.education, m.mobile, m.bank_name, m.branch_name, m.account_no, m.ifsc, m.address,
           m.household_head, h.code, s.left_reason, s.office
    from member m
    join membership s on s.district_id = m.district_id and s.member_id = m.id
    left join household h on h.district_id = m.district_id and h.id = m.household_id
    where m.district_id = $1
    order by s.member_id, s.left_on, s.joined_on";
const ONE: &str = "
    select m.id, m.version, s.institution_id, m.household_id, s.joined_on, s.left_on,
           m.code, m.name_hi, m.name_en, m.name_legacy, m.relation_name, m.gender, m.born_on,
           m.birth_year, m.social, m.religion, m.minority, m.disability, m.pvtg, m.pip, m.poverty,
           m.education, m.mobile, m.bank_name, m.branch_name, m.account_no, m.ifsc, m.address,
           m.household_head, h.code, s.left_reason, s.office
    from member m
    join membership s on s.district_id = m.district_id and s.member_id = m.id
    left join household h on h.district_id = m.district_id and h.id = m.household_id
    where m.district_id = $1 and m.id = $2
    order by s.left_on, s.joined_on";
const OPS: &str = "
    select m.op_no, s.op_no from member m
    join membership s on s.district_id = m.district_id and s.member_id = m.id
    where m.district_id = $1 and m.id = $2 and s.institution_id = $3 and s.joined_on = $4";
const HOUSEHOLDS: &str = "
    select code, id from household where district_id = $1 and code is not null";

/// All members of the district with the membership that holds or held last. Codes are unique in the
/// district, so this looks beyond the desk's scope; the judge shows nothing that lies outside it.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn known(reader: &mut Reader, scope: &Scope) -> Result<Known> {
    let district_id = scope.district_id();
    let mut known = Known::default();
    let mut waiting: Option<Record> = None;
    reader.each(ALL, &params![district_id], &mut |row| {
        let record = record(&row)?;
        if let Some(before) = waiting.replace(record)
            && waiting.as_ref().is_some_and(|next| next.id != before.id)
        {
            known.add(before);
        }
        Ok(())
    })?;
    if let Some(last) = waiting {
        known.add(last);
    }
    reader.each(HOUSEHOLDS, &params![district_id], &mut |row| {
        known.add_household(&row.at::<String>(0)?, row.at(1)?);
        Ok(())
    })?;
    for (code, kept_id) in crate::duplicate::store::merge::codes(reader, district_id)? {
        known.add_merged(&code, kept_id);
    }
    Ok(known)
}

/// One member with the membership that holds or held last, inside an act that has already judged
/// her: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn record_in_act(
    reader: &mut Reader,
    district_id: i64,
    id: i64,
) -> Result<Option<Record>> {
    let rows = reader.query(ONE, &params![district_id, id])?;
    rows.last().map(record).transpose()
}

/// The ops that last wrote a member's row and her membership, inside an act: no scope.
///
/// # Errors
/// `NotFound` when there is no such membership.
pub(crate) fn ops_in_act(
    reader: &mut Reader,
    district_id: i64,
    record: &Record,
) -> Result<(i64, i64)> {
    let given = params![district_id, record.id, record.institution_id, record.joined_on];
    let row = reader.first(OPS, &given)?.ok_or(samuh_engine::Error::NotFound)?;
    Ok((row.at(0)?, row.at(1)?))
}

fn record(row: &Row) -> Result<Record> {
    Ok(Record {
        id: row.at(0)?,
        version: row.at(1)?,
        institution_id: row.at(2)?,
        household_id: row.at(3)?,
        joined_on: row.at(4)?,
        left_on: row.at(5)?,
        text: packed(row, 6)?,
    })
}

fn packed(row: &Row, from: usize) -> Result<Packed> {
    let mut texts = Texts::default();
    for field in Field::ALL {
        texts.set(field, field.text(row, from + field as usize)?);
    }
    Ok(texts.pack())
}

/// A membership that has not ended.
pub(crate) fn open() -> chrono::NaiveDate {
    always().1
}
