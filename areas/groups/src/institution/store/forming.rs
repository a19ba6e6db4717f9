//! What forming a group asks of the registers before it writes.

use samuh_engine::{Reader, Result, params};
use samuh_kernel::scope::Scope;

use crate::institution::model::Kind;

const PLACE: &str = "
    select p.level from place p
    where p.district_id = $1 and p.id = $2 and p.to_on = '9999-12-31'
      and ($3 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.place_id = p.id))";
const PARENT: &str = "select kind from institution where district_id = $1 and id = $2";
const CODE: &str = "
    select 1 from institution_code
    where district_id = $1 and register = 'nrlm' and kind = $3 and code = $2";

/// The level of a place that the desk may see.
pub(crate) fn level_of(
    reader: &mut Reader,
    scope: &Scope,
    place_id: i64,
) -> Result<Option<String>> {
    let given = params![scope.district_id(), place_id, scope.key()];
    reader.first(PLACE, &given)?.map(|row| row.at(0)).transpose()
}

/// True where one of the kind has that code already; inside an act, the whole district: no scope,
/// because a code may not stand twice.
pub(crate) fn has_code(
    reader: &mut Reader,
    district_id: i64,
    kind: Kind,
    code: &str,
) -> Result<bool> {
    Ok(reader.first(CODE, &params![district_id, code, kind.code()])?.is_some())
}

/// VO or CLF; none for a group or an unknown number. Inside an act: no scope, the group's place was
/// found under one.
pub(crate) fn federation_kind(
    reader: &mut Reader,
    district_id: i64,
    id: i64,
) -> Result<Option<Kind>> {
    let row = reader.first(PARENT, &params![district_id, id])?;
    let kind = row.map(|row| row.at::<String>(0)).transpose()?;
    Ok(kind.and_then(|code| Kind::of(&code)).filter(|kind| *kind != Kind::Shg))
}
