//! Reads for pages of figures: the federations below a unit.

use samuh_engine::{Reader, Result, params};
use samuh_kernel::scope::Scope;

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
        where s.district_id = $1 and s.post_id = $4 and f.institution_id = i.id))";

/// A federation as lists name it.
pub(crate) struct Federation {
    /// Its number.
    pub(crate) id: i64,
    name_hi: Option<String>,
    name_en: Option<String>,
}

impl Federation {
    /// The name in the reader's language, else in the other.
    pub(crate) fn name(&self, hindi: bool) -> &str {
        let (first, second) =
            if hindi { (&self.name_hi, &self.name_en) } else { (&self.name_en, &self.name_hi) };
        first.as_deref().or(second.as_deref()).unwrap_or("")
    }
}

/// The federations of a kind that the scope sees below a unit; 0 is all.
pub(crate) fn federations(
    reader: &mut Reader,
    scope: &Scope,
    kind: &str,
    within: i64,
) -> Result<Vec<Federation>> {
    let given = params![scope.district_id(), kind, within, scope.key()];
    let rows = reader.query(FEDERATIONS, &given)?;
    rows.iter()
        .map(|row| Ok(Federation { id: row.at(0)?, name_hi: row.at(1)?, name_en: row.at(2)? }))
        .collect()
}
