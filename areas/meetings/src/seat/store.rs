//! Reads of posts for papers and lists.

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, params};
use samuh_kernel::scope::Scope;

use super::Seat;

/// What an office is called and who sits there is no secret within the district's offices.
const SEATS: &str = "
    select p.id, p.role, p.title_hi, p.title_en, u.unit_id, coalesce(l.name_hi, i.name_hi),
           coalesce(l.name_en, i.name_en), o.name, p.closed_on
    from post p
    left join post_unit u on u.district_id = p.district_id and u.post_id = p.id
      and u.unit_id = (select min(x.unit_id) from post_unit x
                       where x.district_id = p.district_id and x.post_id = p.id)
    left join place l on l.district_id = u.district_id and l.id = u.unit_id
    left join institution i on i.district_id = u.district_id and i.id = u.unit_id
    left join post_holder h on h.district_id = p.district_id and h.post_id = p.id
      and h.from_on <= $2 and h.to_on > $2
    left join officer o on o.district_id = h.district_id and o.id = h.officer_id
    where p.district_id = $1 order by p.id";

/// Every post of the scope's district with its holder of a day, by number.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn seats(reader: &mut Reader, scope: &Scope, day: NaiveDate) -> Result<Vec<Seat>> {
    let mut found: Vec<Seat> = Vec::new();
    for row in reader.query(SEATS, &params![scope.district_id(), day])? {
        let id: i64 = row.at(0)?;
        if found.last().is_some_and(|last| last.id == id) {
            continue;
        }
        let closed_on: Option<NaiveDate> = row.at(8)?;
        found.push(Seat {
            id,
            role: row.at(1)?,
            title_hi: row.at(2)?,
            title_en: row.at(3)?,
            unit_id: row.at::<Option<i64>>(4)?.unwrap_or(0),
            unit_hi: row.at(5)?,
            unit_en: row.at(6)?,
            holder: row.at(7)?,
            is_closed: closed_on.is_some_and(|closed| closed <= day),
        });
    }
    Ok(found)
}
