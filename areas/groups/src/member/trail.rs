//! What a sheet leaves in the trail of a member whom it changed: her fields as correcting her leaves
//! them, and her days in the group.

use samuh_engine::{Tx, Value};
use samuh_places::always;

use super::model::{Field, Record};

/// Notes how a member differs from how she stood before.
pub(super) fn note(tx: &mut Tx, was: &Record, now: &Record, place_id: i64) {
    let (before, after) = (was.text.open(), now.text.open());
    let left = |record: &Record| Some(record.left_on).filter(|day| *day != always().1);
    // Of a day that is not known no day is told.
    let joined = |record: &Record| Some(record.joined_on).filter(|day| *day != always().0);
    let mut trail = tx.changed("member", now.id, place_id);
    for field in Field::ALL {
        let (before, after) = (before.get(field), after.get(field));
        if before != after {
            trail.personal(field.code(), field.value(before), field.value(after));
        }
    }
    trail
        .office("institution_id", was.institution_id, now.institution_id)
        .office("joined_on", Value::from(joined(was)), Value::from(joined(now)))
        .office("left_on", Value::from(left(was)), Value::from(left(now)));
}
