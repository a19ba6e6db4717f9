//! Small reads of the site itself.

use samuh_engine::{Reader, Result, params};

/// By which a changed register of places is told from an unchanged one.
pub(super) type Edition = (i64, i64, i64);

const EDITION: &str = "
    select count(*), coalesce(max(op_no), 0), CAST(coalesce(SUM(version), 0) AS BIGINT)
    from place where district_id = $1";
const LAST_OP: &str = "
    select at from op where district_id = $1 order by no desc limit 1";

/// The edition of a district's places. Public facts: no scope.
pub(super) fn edition(reader: &mut Reader, district_id: i64) -> Result<Edition> {
    let row = reader.first(EDITION, &params![district_id])?;
    row.map_or(Ok((0, 0, 0)), |row| Ok((row.at(0)?, row.at(1)?, row.at(2)?)))
}

/// When anything last changed in a district, microseconds UTC. Says nothing of what: no scope.
pub(super) fn last_change(reader: &mut Reader, district_id: i64) -> Result<Option<i64>> {
    reader.first(LAST_OP, &params![district_id])?.map(|row| row.at(0)).transpose()
}
