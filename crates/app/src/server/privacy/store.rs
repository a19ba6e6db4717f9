//! Who read whose record, and why each personal field is held.

use chrono::NaiveDate;
use samuh_engine::{Desk, Reader, Result, Tx, params};
use samuh_kernel::scope::Scope;

const READ: &str = "
    insert into read_log (district_id, subject, subject_id, day_on, officer_id, post_id, first_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (district_id, subject, subject_id, day_on, officer_id, post_id) do nothing";
const READERS: &str = "
    select r.first_at, p.role, p.title_hi, p.title_en, f.name
    from read_log r
    left join post p on p.district_id = r.district_id and p.id = r.post_id
    left join officer f on f.district_id = r.district_id and f.id = r.officer_id
    where r.district_id = $1 and r.subject = $2 and r.subject_id = $3 and $4 = -1
    order by r.day_on desc, r.first_at desc limit $5";
const PURPOSES: &str = "
    select field, purpose, basis, citation from personal_purpose
    where from_on <= $1 and to_on > $1 order by place";

/// Somebody who read a record on a day.
pub(super) struct Read {
    /// When first on that day, microseconds UTC.
    pub(super) at: i64,
    pub(super) role: Option<String>,
    pub(super) title_hi: Option<String>,
    pub(super) title_en: Option<String>,
    pub(super) officer: Option<String>,
}

/// Why a field is held.
pub(in crate::server) struct Purpose {
    pub(super) field: String,
    pub(super) purpose: String,
    pub(super) basis: String,
    pub(super) citation: String,
}

/// Notes that the desk read a record on that day; again changes nothing.
pub(super) fn note(
    tx: &mut Tx,
    desk: &Desk,
    (subject, id): (&str, i64),
    day: NaiveDate,
    at: i64,
) -> Result<()> {
    let row = params![desk.district_id(), subject, id, day, desk.officer_id, desk.post_id, at];
    tx.exec(READ, &row).map(drop)
}

/// Who read a record, the last first and so many at most; for desks of the whole district.
pub(super) fn readers(
    reader: &mut Reader,
    scope: &Scope,
    (subject, id): (&str, i64),
    most: i64,
) -> Result<Vec<Read>> {
    let given = params![scope.district_id(), subject, id, scope.key(), most];
    let rows = reader.query(READERS, &given)?;
    let read = |row: &samuh_engine::Row| {
        Ok(Read {
            at: row.at(0)?,
            role: row.at(1)?,
            title_hi: row.at(2)?,
            title_en: row.at(3)?,
            officer: row.at(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Why each personal field is held on a day. A public fact: no scope.
pub(super) fn purposes(reader: &mut Reader, day: NaiveDate) -> Result<Vec<Purpose>> {
    let rows = reader.query(PURPOSES, &params![day])?;
    let purpose = |row: &samuh_engine::Row| {
        let (field, purpose) = (row.at(0)?, row.at(1)?);
        Ok(Purpose { field, purpose, basis: row.at(2)?, citation: row.at(3)? })
    };
    rows.iter().map(purpose).collect()
}
