//! The posts a draft may be addressed to.

use samuh_engine::{Desk, Reader, Result, Row, params};

use super::suggest::Known;
use crate::draft::office;

/// Posts of the district that are open on a day and lie in the units of the desk; what an office is
/// called is no secret among the district's offices.
const POSTS: &str = "
    select p.id, p.role, p.title_hi, p.title_en, u.unit_id, coalesce(l.name_hi, i.name_hi),
           coalesce(l.name_en, i.name_en), t.theme
    from post p
    left join post_unit u on u.district_id = p.district_id and u.post_id = p.id
      and u.unit_id = (select min(x.unit_id) from post_unit x
                       where x.district_id = p.district_id and x.post_id = p.id)
    left join place l on l.district_id = u.district_id and l.id = u.unit_id
    left join institution i on i.district_id = u.district_id and i.id = u.unit_id
    left join post_theme t on t.district_id = p.district_id and t.post_id = p.id
    where p.district_id = $1 and (p.closed_on is null or p.closed_on > $3)
      and ($2 = -1
        or exists (
          select 1 from post_unit v
          left join institution w on w.district_id = v.district_id and w.id = v.unit_id
          join place_closure c on c.district_id = v.district_id
            and c.place_id = coalesce(w.place_id, v.unit_id) and c.to_on = '9999-12-31'
          join post_unit s on s.district_id = c.district_id and s.unit_id = c.ancestor_id
          where v.district_id = $1 and v.post_id = p.id and s.post_id = $2))
    order by p.id, t.theme";

/// The posts this desk may give directions to on a day, by number.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn posts(reader: &mut Reader, desk: &Desk, day: chrono::NaiveDate) -> Result<Vec<Known>> {
    let mut known: Vec<Known> = Vec::new();
    for row in reader.query(POSTS, &params![desk.district_id(), desk.scope.key(), day])? {
        let theme: Option<String> = row.at(7)?;
        let id: i64 = row.at(0)?;
        match known.last_mut().filter(|last| last.id == id) {
            Some(last) => last.themes.extend(theme),
            None => known.push(post(&row, theme)?),
        }
    }
    Ok(known)
}

fn post(row: &Row, theme: Option<String>) -> Result<Known> {
    let title_hi: Option<String> = row.at(2)?;
    Ok(Known {
        id: row.at(0)?,
        role: row.at(1)?,
        offices: title_hi.as_deref().map(office::codes_in).unwrap_or_default(),
        title_hi,
        title_en: row.at(3)?,
        unit_hi: row.at(5)?,
        unit_en: row.at(6)?,
        themes: theme.into_iter().collect(),
    })
}
