//! What a match is made of: members whose household is nobody's on the list yet, refusals, links,
//! and the groups near a household.

use std::collections::HashSet;

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Row, params};
use samuh_kernel::scope::Scope;

use crate::saturation::matching::Offered;

// A group may be registered at the panchayat of its village.
const POOL: &str = "
    select m.household_id, m.id, i.id, m.name_hi, m.name_en, m.relation_name, m.household_head,
           m.mobile, m.social
    from institution i
    cross join membership s
    cross join member m
    where i.district_id = $1 and i.kind = 'shg'
      and i.place_id in (
        select w.place_id from place_closure w
        where w.district_id = $1 and w.ancestor_id = $3 and w.to_on = '9999-12-31'
        union
        select p.parent_id from place_parent p
        where p.district_id = $1 and p.place_id = $3 and p.to_on = '9999-12-31')
      and ($2 = -1 or exists (
        select 1 from post_unit u
        join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
          and c.to_on = '9999-12-31'
        where u.district_id = $1 and u.post_id = $2 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit u
        join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
        where u.district_id = $1 and u.post_id = $2 and f.institution_id = i.id
          and f.to_on = '9999-12-31'))
      and s.district_id = i.district_id and s.institution_id = i.id
      and s.joined_on <= $4 and s.left_on > $4
      and m.district_id = s.district_id and m.id = s.member_id
      and ($5 = 0 or m.household_id = $5)
      and not exists (
        select 1 from target_link l
        where l.district_id = $1 and l.household_id = m.household_id and l.to_on = '9999-12-31')
      and not exists (
        select 1 from household h
        join target_household t on t.district_id = h.district_id and t.code = h.code
        where h.district_id = $1 and h.id = m.household_id)
    order by m.household_id, m.id, i.id";
const LINKED: &str = "
    select household_id from target_link
    where district_id = $1 and target_id = $2 and to_on = '9999-12-31'";
const REFUSALS: &str = "
    select r.target_id, r.household_id
    from target_refusal r
    join target_household t on t.district_id = r.district_id and t.id = r.target_id
    where r.district_id = $1 and t.place_id = $3
      and ($2 = -1 or t.place_id in (
        select c.place_id from post_unit u
        join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
          and c.to_on = '9999-12-31'
        where u.district_id = $1 and u.post_id = $2)
        or t.place_id in (
        select i.place_id from post_unit u
        join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
        join institution i on i.district_id = f.district_id and i.id = f.institution_id
        where u.district_id = $1 and u.post_id = $2 and f.to_on = '9999-12-31'))";
const NEAR: &str = "
    select i.id, i.name_hi, i.name_en, (
      select count(*) from membership s
      where s.district_id = $1 and s.institution_id = i.id and s.joined_on <= $4 and s.left_on > $4)
    from institution i
    where i.district_id = $1 and i.kind = 'shg'
      and i.place_id in (
        select w.place_id from place_closure w
        where w.district_id = $1 and w.ancestor_id = $3 and w.to_on = '9999-12-31')
      and ($2 = -1 or exists (
        select 1 from post_unit u
        join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
          and c.to_on = '9999-12-31'
        where u.district_id = $1 and u.post_id = $2 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit u
        join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
        where u.district_id = $1 and u.post_id = $2 and f.institution_id = i.id
          and f.to_on = '9999-12-31'))
      and not exists (
        select 1 from institution_fact x
        where x.district_id = $1 and x.institution_id = i.id and x.fact = 'status'
          and x.value = 'inactive' and x.from_on = (
            select max(z.from_on) from institution_fact z
            where z.district_id = $1 and z.institution_id = i.id and z.fact = 'status'))
    order by 4, 1";

/// A group in which a household could be enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Its number.
    pub id: i64,
    /// Its name in Hindi.
    pub name_hi: Option<String>,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Members now.
    pub members: i64,
}

/// Members in groups at a village or its panchayat whose household no target household is; only of
/// one household where it is named.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn pool(
    reader: &mut Reader,
    scope: &Scope,
    (place_id, household_id): (i64, i64),
    today: NaiveDate,
) -> Result<Vec<Offered>> {
    let given = params![scope.district_id(), scope.key(), place_id, today, household_id];
    let offered = |row: &Row| {
        let text = |at: usize| {
            Ok::<_, samuh_engine::Error>(row.at::<Option<String>>(at)?.unwrap_or_default())
        };
        Ok(Offered {
            household_id: row.at(0)?,
            member_id: row.at(1)?,
            institution_id: row.at(2)?,
            names: [text(3)?, text(4)?],
            relation: text(5)?,
            head: text(6)?,
            mobile: text(7)?,
            social: text(8)?,
        })
    };
    reader.query(POOL, &given)?.iter().map(offered).collect()
}

/// The household of the groups with which a person matched one of the list, that the page has found within
/// the scope; none where it is not matched.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn linked(reader: &mut Reader, scope: &Scope, target_id: i64) -> Result<Option<i64>> {
    let row = reader.first(LINKED, &params![scope.district_id(), target_id])?;
    row.map(|row| row.at(0)).transpose()
}

/// Pairs of a village that were said to be two.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn refusals(reader: &mut Reader, scope: &Scope, place_id: i64) -> Result<HashSet<(i64, i64)>> {
    let given = params![scope.district_id(), scope.key(), place_id];
    let rows = reader.query(REFUSALS, &given)?;
    rows.iter().map(|row| Ok((row.at(0)?, row.at(1)?))).collect()
}

/// Active groups of a place, those with the fewest members first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn groups_near(
    reader: &mut Reader,
    scope: &Scope,
    place_id: i64,
    today: NaiveDate,
) -> Result<Vec<Near>> {
    let given = params![scope.district_id(), scope.key(), place_id, today];
    let near = |row: &Row| {
        Ok(Near { id: row.at(0)?, name_hi: row.at(1)?, name_en: row.at(2)?, members: row.at(3)? })
    };
    reader.query(NEAR, &given)?.iter().map(near).collect()
}
