//! Batches that were checked and never entered, or taken back, do not stay for ever: what they hold of
//! people is taken away after a month, by an act of its own.

use samuh_engine::{
    Db, Op, Result,
    batch::{lapse_batches, stale_batches},
};

use super::machine_desk;
use crate::ids::new_id;

/// How long a staged batch can be applied, and what one taken back held is kept: 30 days, in
/// microseconds.
pub const KEPT: i64 = 30 * 86_400 * 1_000_000;

/// Empties the batches of every district that were staged a month before `now` and never applied, or
/// taken back a month before it; their counts stay. Answers how many there were. A second run does nothing.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn lapse(db: &Db, now: i64) -> Result<u64> {
    let before = now - KEPT;
    let districts = db.read(samuh_places::all_districts)?;
    let mut lapsed = 0;
    // Sheets of places that touch several districts stand under none.
    for district_id in districts.iter().map(|district| district.id).chain([0]) {
        let desk = machine_desk(district_id);
        if db.read(|reader| stale_batches(reader, &desk.scope, before))? == 0 {
            continue;
        }
        let op = Op::over(new_id()?, "imports.lapse", &(district_id, before), now)?;
        lapsed += db.act(&desk, &op, move |tx| lapse_batches(tx, district_id, before))?;
    }
    Ok(lapsed)
}
