//! What is kept of a woman who is in no group any more: her name and her years in the group, and
//! after the days that an order names, no number by which she can be reached or paid.

use chrono::NaiveDate;
use samuh_engine::{Db, Desk, Error, Op, Result};
use samuh_kernel::scope::{Area, Right};
use uuid::Uuid;

use super::store::{forget, former};

/// Takes mobile, account, bank and address away of members who left their last group before a day, of
/// at most so many; answers of how many. The trail names the member and what went, not the numbers.
///
/// # Errors
/// `Denied` without the right to administer people; `Broken` or `StorageFull` from the database.
pub fn erase_contacts(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (before, most): (NaiveDate, i64),
    now: i64,
) -> Result<u64> {
    if !desk.scope.may(Right::Administer, Area::People) {
        return Err(Error::Denied("privacy.erase_contacts"));
    }
    // An act that finds nothing would name no record.
    if db.read(|reader| former(reader, &desk.scope, before, 1))?.is_empty() {
        return Ok(0);
    }
    let op = Op::over(op_id, "privacy.erase_contacts", &(before, most), now)?;
    let scope = desk.scope.clone();
    db.act(desk, &op, move |tx| {
        let going = former(tx, &scope, before, most)?;
        for (id, place_id) in &going {
            forget(tx, scope.district_id(), *id)?;
            tx.changed("member", *id, *place_id).office("erased", None::<&str>, "contact");
        }
        if going.is_empty() {
            // Somebody was faster.
            tx.changed("retention", 0, 0);
        }
        u64::try_from(going.len()).map_err(|_| Error::broken("too many members"))
    })
}
