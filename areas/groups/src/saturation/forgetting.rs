//! What is kept no longer of a target household, after the days that an order names: how it is reached
//! once it is covered, and who visited it with what remark. Names, outcomes and days stay.

use chrono::NaiveDate;
use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Tx};
use samuh_kernel::scope::{Area, Right, Scope};
use uuid::Uuid;

use super::store::forgetting::{covered, forget_contact, forget_notes, noted};

/// Households of a scope of which something lies before a day, at most so many, with their places.
type Find = fn(&mut Reader, &Scope, NaiveDate, i64) -> Result<Vec<(i64, i64)>>;

/// What goes: the act, which households, what of each, and how the trail calls it.
struct Going {
    act: &'static str,
    find: Find,
    forget: fn(&mut Tx, i64, i64, NaiveDate) -> Result<()>,
    what: &'static str,
}

/// Takes mobile and address away of target households that are covered and were before a day, of at most
/// so many; answers of how many.
///
/// # Errors
/// `Denied` without the right to administer people; `Broken` or `StorageFull` from the database.
pub fn erase_target_contacts(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    of: (NaiveDate, i64),
    now: i64,
) -> Result<u64> {
    let act = "privacy.erase_targets";
    let going = Going { act, find: covered, forget: forget_contact, what: "contact" };
    erase(db, desk, op_id, (going, of), now)
}

/// Takes visitor and remark away of visits before a day, of at most so many households; answers of how
/// many.
///
/// # Errors
/// As [`erase_target_contacts`].
pub fn erase_visit_notes(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    of: (NaiveDate, i64),
    now: i64,
) -> Result<u64> {
    let act = "privacy.erase_notes";
    let going = Going { act, find: noted, forget: forget_notes, what: "note" };
    erase(db, desk, op_id, (going, of), now)
}

fn erase(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (going, (before, most)): (Going, (NaiveDate, i64)),
    now: i64,
) -> Result<u64> {
    may(desk)?;
    // An act that finds nothing would name no record.
    if db.read(|reader| (going.find)(reader, &desk.scope, before, 1))?.is_empty() {
        return Ok(0);
    }
    let op = Op::over(op_id, going.act, &(before, most), now)?;
    let scope = desk.scope.clone();
    db.act(desk, &op, move |tx| {
        let found = (going.find)(tx, &scope, before, most)?;
        for (id, _) in &found {
            (going.forget)(tx, scope.district_id(), *id, before)?;
        }
        named(tx, &found, going.what)
    })
}

fn may(desk: &Desk) -> Result<()> {
    if desk.scope.may(Right::Administer, Area::People) {
        Ok(())
    } else {
        Err(Error::Denied("privacy.erase_contacts"))
    }
}

/// Names the households for the trail, with what went and not what it was.
fn named(tx: &mut Tx, going: &[(i64, i64)], what: &'static str) -> Result<u64> {
    for (id, place_id) in going {
        tx.changed("target_household", *id, *place_id).office("erased", None::<&str>, what);
    }
    if going.is_empty() {
        // Somebody was faster.
        tx.changed("retention", 0, 0);
    }
    u64::try_from(going.len()).map_err(|_| Error::broken("too many households"))
}
