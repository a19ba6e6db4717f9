//! Photographs that stand with the reports of more than one direction (RULES B1d): a question to
//! whoever decides, never a fault by itself.

use samuh_engine::{Desk, Error, Reader, Result, params};

use super::read::direction_of;

/// Pictures that stand with several directions, each with the first report of each direction. They
/// were drawn anew when they were taken in, so the same bytes are the same photograph. A paper in PDF
/// may rightly stand with many: one list, one order.
const REUSED: &str = "
    select f.hash, f.direction_id, min(s.at)
    from direction_file f
    join direction_step s on s.district_id = f.district_id and s.direction_id = f.direction_id
      and s.no = f.step_no
    where f.district_id = $1 and f.hash in (
        select hash from direction_file
        where district_id = $1 and kind in ('jpeg', 'png')
        group by hash having min(direction_id) <> max(direction_id))
      and ($2 = 0 or f.hash in (
        select hash from direction_file where district_id = $1 and direction_id = $2))
    group by f.hash, f.direction_id
    order by f.hash, 3, f.direction_id";

/// A photograph that stands with several directions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reused {
    /// SHA-256 of the picture, in hexadecimal.
    pub hash: String,
    /// Where it stands, the earliest report first; two at least.
    pub uses: Vec<Use>,
}

/// A direction with whose report a photograph stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The direction.
    pub direction_id: i64,
    /// Its number, as minutes have it.
    pub label: String,
    /// When it was first reported with the photograph, microseconds UTC.
    pub at: i64,
}

/// The photographs that stand with several of the directions the desk sees: all, or those of one
/// direction. What the desk does not see is not counted.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn reused(reader: &mut Reader, desk: &Desk, direction_id: i64) -> Result<Vec<Reused>> {
    let mut all: Vec<Reused> = Vec::new();
    for row in reader.query(REUSED, &params![desk.district_id(), direction_id])? {
        let (hash, id): (String, i64) = (row.at(0)?, row.at(1)?);
        let label = match direction_of(reader, desk, id) {
            Ok(direction) => direction.label(),
            Err(Error::NotFound) => continue,
            Err(other) => return Err(other),
        };
        let one = Use { direction_id: id, label, at: row.at(2)? };
        match all.last_mut().filter(|last| last.hash == hash) {
            Some(last) => last.uses.push(one),
            None => all.push(Reused { hash, uses: vec![one] }),
        }
    }
    all.retain(|one| one.uses.len() > 1);
    Ok(all)
}
