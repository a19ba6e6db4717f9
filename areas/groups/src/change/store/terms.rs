//! Terms of office in the database. Members whom a sheet brought in with their office hold it by their
//! membership, without a term; both say who holds an office now.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, params};
use samuh_places::always;

use crate::change::model::OFFICES;

const OPEN: &str = "
    select from_on, name, member_id from office_bearer
    where district_id = $1 and institution_id = $2 and office = $3 and to_on = $4";
const LAST_ENDED: &str = "
    select max(to_on) from office_bearer
    where district_id = $1 and institution_id = $2 and office = $3 and to_on < $4";
const BY_MEMBERSHIP: &str = "
    select s.joined_on, coalesce(m.name_hi, m.name_en, m.name_legacy, ''), s.member_id
    from membership s
    join member m on m.district_id = s.district_id and m.id = s.member_id
    where s.district_id = $1 and s.institution_id = $2 and s.office = $3 and s.left_on = $4
    order by s.joined_on, s.member_id";
const OFFICE_OF: &str = "
    select office from membership
    where district_id = $1 and institution_id = $2 and member_id = $3 and left_on = $4";
const OPEN_OF: &str = "
    select office from office_bearer
    where district_id = $1 and institution_id = $2 and member_id = $3 and to_on = $4
    order by office";
const ADD: &str = "
    insert into office_bearer
      (district_id, institution_id, office, from_on, to_on, name, member_id, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const END: &str = "
    update office_bearer set to_on = $5, op_no = $6
    where district_id = $1 and institution_id = $2 and office = $3 and to_on = $4";
const DROP: &str = "
    delete from office_bearer
    where district_id = $1 and institution_id = $2 and office = $3 and to_on = $4";
const END_OF: &str = "
    update office_bearer set to_on = $5, op_no = $6
    where district_id = $1 and institution_id = $2 and member_id = $3 and to_on = $4
      and from_on < $5";
const DROP_OF: &str = "
    delete from office_bearer
    where district_id = $1 and institution_id = $2 and member_id = $3 and to_on = $4";
const CLEAR_OFFICE: &str = "
    update membership set office = 'member', op_no = $5
    where district_id = $1 and institution_id = $2 and office = $3 and left_on = $4";
const SET_OFFICE: &str = "
    update membership set office = $5, op_no = $6
    where district_id = $1 and institution_id = $2 and member_id = $3 and left_on = $4";

/// Who holds an office now.
pub(crate) struct Holder {
    /// Since when, as far as it is known.
    pub(crate) from_on: NaiveDate,
    /// Her name.
    pub(crate) name: String,
    /// The member; none where only the name is known.
    pub(crate) member_id: Option<i64>,
    /// False where only her membership says so.
    has_term: bool,
}

/// How an office stands.
pub(crate) struct Standing {
    /// Who holds it; none where it is vacant.
    pub(crate) holder: Option<Holder>,
    /// The day of its last change that is known: no change comes before it.
    pub(crate) since: NaiveDate,
}

/// A term that begins.
pub(crate) struct NewTerm<'a> {
    /// The institution.
    pub(crate) id: i64,
    /// The office.
    pub(crate) office: &'a str,
    /// First day.
    pub(crate) on: NaiveDate,
    /// Her name.
    pub(crate) name: &'a str,
    /// The member, 0 where only the name is known.
    pub(crate) member_id: i64,
}

/// How an office of an institution stands; inside an act: no scope.
pub(crate) fn standing(
    reader: &mut Reader,
    district_id: i64,
    id: i64,
    office: &str,
) -> Result<Standing> {
    let given = params![district_id, id, office, always().1];
    let holder = |row: &samuh_engine::Row, has_term| {
        Ok::<_, samuh_engine::Error>(Holder {
            from_on: row.at(0)?,
            name: row.at(1)?,
            member_id: row.at(2)?,
            has_term,
        })
    };
    if let Some(row) = reader.first(OPEN, &given)? {
        let holder = holder(&row, true)?;
        return Ok(Standing { since: holder.from_on, holder: Some(holder) });
    }
    let last: Option<NaiveDate> =
        reader.first(LAST_ENDED, &given)?.map_or(Ok(None), |row| row.at(0))?;
    let last = last.unwrap_or(always().0);
    // Where a sheet names two, the one who came first holds it.
    let Some(row) = reader.first(BY_MEMBERSHIP, &given)? else {
        return Ok(Standing { holder: None, since: last });
    };
    let mut holder = holder(&row, false)?;
    holder.from_on = holder.from_on.max(last);
    Ok(Standing { since: holder.from_on, holder: Some(holder) })
}

/// The office changes hands or falls vacant on a day: the holder's term ends, and is written down where
/// only her membership spoke of it.
pub(crate) fn end(
    tx: &mut Tx,
    district_id: i64,
    (id, office, on): (i64, &str, NaiveDate),
    holder: &Holder,
) -> Result<()> {
    let (op_no, open) = (tx.op_no(), always().1);
    let Holder { from_on, name, member_id, has_term } = holder;
    match (has_term, *from_on < on) {
        (true, true) => tx.exec(END, &params![district_id, id, office, open, on, op_no])?,
        (true, false) => tx.exec(DROP, &params![district_id, id, office, open])?,
        (false, true) => {
            let name = name.as_str();
            tx.exec(ADD, &params![district_id, id, office, *from_on, on, name, *member_id, op_no])?
        }
        (false, false) => 0,
    };
    tx.exec(CLEAR_OFFICE, &params![district_id, id, office, open, op_no])?;
    // A membership names one office: another that she holds by a term stands in it again.
    if let Some(member_id) = *member_id
        && let Some(row) = tx.first(OPEN_OF, &params![district_id, id, member_id, open])?
    {
        let other: String = row.at(0)?;
        tx.exec(SET_OFFICE, &params![district_id, id, member_id, open, other, op_no])?;
    }
    Ok(())
}

/// Begins a term; the office is vacant.
pub(crate) fn begin(tx: &mut Tx, district_id: i64, term: &NewTerm<'_>) -> Result<()> {
    let (op_no, open) = (tx.op_no(), always().1);
    let NewTerm { id, office, on, name, member_id } = *term;
    let member = Some(member_id).filter(|id| *id != 0);
    if let Some(member_id) = member {
        keep_other(tx, district_id, (id, member_id))?;
    }
    tx.exec(ADD, &params![district_id, id, office, on, open, name, member, op_no])?;
    if let Some(member_id) = member {
        tx.exec(SET_OFFICE, &params![district_id, id, member_id, open, office, op_no])?;
    }
    Ok(())
}

/// An office that only her membership speaks of gets its term before her membership names another.
fn keep_other(tx: &mut Tx, district_id: i64, (id, member_id): (i64, i64)) -> Result<()> {
    let (op_no, open) = (tx.op_no(), always().1);
    let row = tx.first(OFFICE_OF, &params![district_id, id, member_id, open])?;
    let office: Option<String> = row.map_or(Ok(None), |row| row.at(0))?;
    let Some(office) = office.filter(|office| OFFICES.contains(&office.as_str())) else {
        return Ok(());
    };
    match standing(tx, district_id, id, &office)?.holder {
        Some(Holder { from_on, name, member_id: Some(held_by), has_term: false })
            if held_by == member_id =>
        {
            let given = params![district_id, id, office, from_on, open, name, member_id, op_no];
            tx.exec(ADD, &given).map(drop)
        }
        _ => Ok(()),
    }
}

/// Whatever office a member holds in a group ends when she leaves it; what was to begin later does not.
pub(crate) fn end_all_of(
    tx: &mut Tx,
    district_id: i64,
    (id, member_id): (i64, i64),
    on: NaiveDate,
) -> Result<()> {
    let (op_no, open) = (tx.op_no(), always().1);
    tx.exec(END_OF, &params![district_id, id, member_id, open, on, op_no])?;
    tx.exec(DROP_OF, &params![district_id, id, member_id, open]).map(drop)
}
