//! What the self-audit asks of the database.

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, params};

const LAST_CHANGE: &str = "select max(at) from op";
const HOLDERLESS: &str = "
    select coalesce(p.title_en, p.title_hi, p.role) from post p
    where p.district_id = $1 and not exists (
      select 1 from account a
      where a.district_id = p.district_id and a.post_id = p.id and a.disabled = $2)
    order by p.id";
/// A unit that ended, that is not there, or a group or federation no longer active.
const STALE: &str = "
    select coalesce(p.title_en, p.title_hi, p.role),
      coalesce(l.name_en, l.name_hi, i.name_en, i.name_hi, '?')
    from post_unit u
    join post p on p.district_id = u.district_id and p.id = u.post_id
    left join place l on l.district_id = u.district_id and l.id = u.unit_id
    left join institution i on i.district_id = u.district_id and i.id = u.unit_id
    where u.district_id = $1 and (
      l.to_on <= $2
      or (l.id is null and i.id is null)
      or exists (
        select 1 from institution_fact f
        where f.district_id = u.district_id and f.institution_id = u.unit_id
          and f.fact = 'status' and f.value <> 'active'
          and f.from_on = (
            select max(g.from_on) from institution_fact g
            where g.district_id = u.district_id and g.institution_id = u.unit_id
              and g.fact = 'status' and g.from_on <= $2)))
    order by p.id, u.unit_id";

/// When anything was changed last, microseconds UTC.
pub(super) fn last_change(reader: &mut Reader) -> Result<Option<i64>> {
    reader.first(LAST_CHANGE, &[])?.map_or(Ok(None), |row| row.at(0))
}

/// Posts with units or a role but without an open account.
pub(super) fn posts_without_holder(reader: &mut Reader, district_id: i64) -> Result<Vec<String>> {
    let rows = reader.query(HOLDERLESS, &params![district_id, false])?;
    rows.iter().map(|row| row.at(0)).collect()
}

/// Posts that look at what has ended, each with the unit.
pub(super) fn stale_scopes(
    reader: &mut Reader,
    district_id: i64,
    today: NaiveDate,
) -> Result<Vec<String>> {
    let rows = reader.query(STALE, &params![district_id, today])?;
    let line = |row: &samuh_engine::Row| {
        let (post, unit): (String, String) = (row.at(0)?, row.at(1)?);
        Ok(format!("{post}: {unit}"))
    };
    rows.iter().map(line).collect()
}

/// Whether PostgreSQL keeps a sum of every page.
pub(super) fn has_checksums(reader: &mut Reader) -> Result<bool> {
    let row = reader.first("show data_checksums", &[])?.ok_or(Error::NotFound)?;
    Ok(row.at::<String>(0)? == "on")
}
