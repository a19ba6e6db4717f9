//! Reported figures that follow their institution when its place or federation was entered wrongly.

use samuh_engine::{Result, Tx, params};
use samuh_kernel::calendar::Month;

use super::{
    post::{Class, Posting, post},
    trees::Trees,
};

const OF: &str = "
    select indicator, place_id, federation_id, month, class, value from reported
    where district_id = $1 and institution_id = $2 and (place_id <> $3 or federation_id <> $4)";
const MOVE: &str = "
    update reported set place_id = $3, federation_id = $4, op_no = $5
    where district_id = $1 and institution_id = $2 and (place_id <> $3 or federation_id <> $4)";

/// Posts all that an institution reported at another place or under another federation, and takes
/// it back where it stood: for acts that correct where the institution always was. A federation
/// stands above itself. `trees` must hold both places and both federations.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn move_reported(
    tx: &mut Tx,
    district_id: i64,
    trees: &Trees,
    institution_id: i64,
    (place_id, federation_id): (i64, i64),
) -> Result<()> {
    let given = params![district_id, institution_id, place_id, federation_id];
    let mut postings = Vec::new();
    for row in tx.query(OF, &given)? {
        let month = i32::try_from(row.at::<i64>(3)?).unwrap_or(i32::MAX);
        let stood = Posting {
            indicator: row.at(0)?,
            place_id: row.at(1)?,
            institution_id,
            federation_id: row.at(2)?,
            month: Month(month),
            class: Class::of(row.at(4)?).unwrap_or(Class::Reported),
            delta: row.at(5)?,
        };
        postings.push(Posting { delta: -stood.delta, ..stood });
        postings.push(Posting { place_id, federation_id, ..stood });
    }
    if postings.is_empty() {
        return Ok(());
    }
    post(tx, district_id, trees, postings)?;
    let mut moved = given.to_vec();
    moved.push(tx.op_no().into());
    tx.exec(MOVE, &moved).map(drop)
}
