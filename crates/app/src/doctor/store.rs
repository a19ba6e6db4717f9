//! What the self-audit asks of the database.

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, params};
use samuh_web::words::{Lang, Words};

const LAST_CHANGE: &str = "select max(at) from op";
const HOLDERLESS: &str = "
    select p.title_hi, p.title_en, p.role from post p
    where p.district_id = $1 and (p.closed_on is null or p.closed_on > $3) and not exists (
      select 1 from post_holder h
      join account a on a.district_id = h.district_id and a.officer_id = h.officer_id
      where h.district_id = p.district_id and h.post_id = p.id and h.from_on <= $3
        and h.to_on > $3 and a.disabled = $2)
    order by p.id";
/// Open accounts of posts whose policy, the district's own before everybody's, asks for a second
/// factor, and which have none.
const PASSWORD_ONLY: &str = "
    select distinct a.login from account a
    join post_holder h on h.district_id = a.district_id and h.officer_id = a.officer_id
      and h.from_on <= $3 and h.to_on > $3
    join post p on p.district_id = h.district_id and p.id = h.post_id
    join sign_in_policy s on s.role = p.role and s.from_on <= $3 and s.to_on > $3
      and s.district_id = (
        select max(o.district_id) from sign_in_policy o
        where o.role = p.role and o.district_id in (0, p.district_id) and o.from_on <= $3
          and o.to_on > $3)
    where a.district_id = $1 and a.disabled = $2 and s.second_factor = 'required'
      and not exists (
        select 1 from second_factor f
        where f.district_id = a.district_id and f.account_id = a.id)
    order by a.login";
/// A unit that ended, that is not there, or a group or federation no longer active.
const STALE: &str = "
    select p.title_hi, p.title_en, p.role,
      coalesce(l.name_hi, i.name_hi), coalesce(l.name_en, i.name_en)
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

/// A post, and what it looks at where that is the matter.
pub(super) struct Named {
    /// Its titles; none where its role says all.
    title: (Option<String>, Option<String>),
    role: String,
    /// The names of the unit.
    unit: (Option<String>, Option<String>),
}

impl Named {
    fn of(row: &samuh_engine::Row, unit: (Option<String>, Option<String>)) -> Result<Self> {
        Ok(Self { title: (row.at(0)?, row.at(1)?), role: row.at(2)?, unit })
    }

    /// In words of a language.
    pub(super) fn said(&self, words: &Words) -> String {
        let own = |(hi, en): &(Option<String>, Option<String>)| match words.lang() {
            Lang::Hi => hi.clone().or_else(|| en.clone()),
            Lang::En => en.clone().or_else(|| hi.clone()),
        };
        let title = own(&self.title).unwrap_or_else(|| words.t(&format!("role-{}", self.role)));
        match own(&self.unit) {
            Some(unit) => format!("{title}: {unit}"),
            None => title,
        }
    }
}

/// When anything was changed last, microseconds UTC.
pub(super) fn last_change(reader: &mut Reader) -> Result<Option<i64>> {
    reader.first(LAST_CHANGE, &[])?.map_or(Ok(None), |row| row.at(0))
}

/// Posts that are not closed and that nobody with an open account holds today.
pub(super) fn posts_without_holder(
    reader: &mut Reader,
    district_id: i64,
    today: NaiveDate,
) -> Result<Vec<Named>> {
    let rows = reader.query(HOLDERLESS, &params![district_id, false, today])?;
    rows.iter().map(|row| Named::of(row, (None, None))).collect()
}

/// Logins that sign in by password alone where the policy asks for more.
pub(super) fn password_only(
    reader: &mut Reader,
    district_id: i64,
    today: NaiveDate,
) -> Result<Vec<String>> {
    let rows = reader.query(PASSWORD_ONLY, &params![district_id, false, today])?;
    rows.iter().map(|row| row.at(0)).collect()
}

/// Posts that look at what has ended, each with the unit.
pub(super) fn stale_scopes(
    reader: &mut Reader,
    district_id: i64,
    today: NaiveDate,
) -> Result<Vec<Named>> {
    let rows = reader.query(STALE, &params![district_id, today])?;
    let line = |row: &samuh_engine::Row| {
        let (hi, en): (Option<String>, Option<String>) = (row.at(3)?, row.at(4)?);
        Named::of(row, (hi.or_else(|| en.is_none().then(|| "?".to_owned())), en))
    };
    rows.iter().map(line).collect()
}

/// Whether PostgreSQL keeps a sum of every page.
pub(super) fn has_checksums(reader: &mut Reader) -> Result<bool> {
    let row = reader.first("show data_checksums", &[])?.ok_or(Error::NotFound)?;
    Ok(row.at::<String>(0)? == "on")
}
