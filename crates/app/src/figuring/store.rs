//! The units of a level, in either tree.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, params};
use samuh_kernel::scope::Scope;
use samuh_places::always;

/// A place or federation that figures are made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its number.
    pub id: i64,
    /// LGD code where there is one, else our own.
    pub code: String,
    /// Name in Hindi.
    pub name_hi: Option<String>,
    /// Name in English.
    pub name_en: Option<String>,
}

impl Unit {
    /// The name in the reader's language, else in the other.
    pub fn name(&self, hindi: bool) -> &str {
        let (first, second) =
            if hindi { (&self.name_hi, &self.name_en) } else { (&self.name_en, &self.name_hi) };
        first.as_deref().or(second.as_deref()).unwrap_or("")
    }
}

const PLACES: &str = "
    select p.id, p.name_hi, p.name_en from place p
    where p.district_id = $1 and p.level = $2 and p.to_on > $5
      and ($3 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $3 and w.place_id = p.id
          and w.to_on > $5))
      and ($4 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on > $5
        where s.district_id = $1 and s.post_id = $4 and c.place_id = p.id))
    order by p.id";
const PLACE_CODES: &str = "
    select place_id, register, code from place_code where district_id = $1 and level = $2";
const FEDERATIONS: &str = "
    select i.id, i.name_hi, i.name_en from institution i
    where i.district_id = $1 and i.kind = $2
      and ($3 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $3 and w.place_id = i.place_id)
        or exists (
        select 1 from federation_closure f
        where f.district_id = $1 and f.ancestor_id = $3 and f.institution_id = i.id))
      and ($4 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $4 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $4 and f.institution_id = i.id))
    order by i.id";
const FEDERATION_CODES: &str = "
    select institution_id, register, code from institution_code
    where district_id = $1 and kind = $2";

/// Registers of codes, the one that is shown first.
const REGISTERS: [&str; 7] = ["lgd", "lokos", "nrlm", "lgd_body", "census", "pmgsy", "own"];

/// The units of a level that the scope sees, in the order of the register, on whatever day they were there.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn units(reader: &mut Reader, scope: &Scope, level: &str, within: i64) -> Result<Vec<Unit>> {
    units_since(reader, scope, (level, within), always().0)
}

/// As [`units`], those that were still there on a day: a place that closed, or went to another block, stands in
/// the figures of the months before, so that they add up as they did, and in none of those after.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(super) fn units_since(
    reader: &mut Reader,
    scope: &Scope,
    (level, within): (&str, i64),
    since: NaiveDate,
) -> Result<Vec<Unit>> {
    let (list, codes) =
        if is_federation(level) { (FEDERATIONS, FEDERATION_CODES) } else { (PLACES, PLACE_CODES) };
    let mut known: HashMap<i64, (usize, String)> = HashMap::new();
    reader.each(codes, &params![scope.district_id(), level], &mut |row| {
        let (id, register, code): (i64, String, String) = (row.at(0)?, row.at(1)?, row.at(2)?);
        let rank = REGISTERS.iter().position(|name| *name == register).unwrap_or(usize::MAX);
        if known.get(&id).is_none_or(|(other, _)| rank < *other) {
            known.insert(id, (rank, code));
        }
        Ok(())
    })?;
    let mut units = Vec::new();
    let mut given = params![scope.district_id(), level, within, scope.key()].to_vec();
    if !is_federation(level) {
        given.push(since.into());
    }
    reader.each(list, &given, &mut |row| {
        let id: i64 = row.at(0)?;
        let code = known.remove(&id).map_or_else(|| id.to_string(), |(_, code)| code);
        units.push(Unit { id, code, name_hi: row.at(1)?, name_en: row.at(2)? });
        Ok(())
    })?;
    Ok(units)
}

fn is_federation(level: &str) -> bool {
    matches!(level, "clf" | "vo")
}
