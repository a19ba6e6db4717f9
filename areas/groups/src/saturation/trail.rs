//! What a list leaves in the trail of a target household that it changed.

use samuh_engine::Tx;

use super::model::{Field, Target};

/// Notes how a household differs from how it stood before.
pub(super) fn note(tx: &mut Tx, was: &Target, now: &Target) {
    let mut trail = tx.changed("target_household", now.id, now.place_id);
    trail.office("place_id", was.place_id, now.place_id);
    for field in Field::ALL {
        let (before, after) = (was.texts.get(field), now.texts.get(field));
        if before != after {
            trail.personal(field.code(), field.value(before), field.value(after));
        }
    }
}
