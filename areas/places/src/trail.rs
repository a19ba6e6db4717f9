//! What a sheet leaves in the trail of a place that it changed.

use samuh_engine::Tx;

use crate::{intake::PlaceDraft, model::Register};

/// Notes how a place differs from how it stood before. A sheet of several districts stands under none of
/// them, and a number is a place's own in its district only: such a sheet has its batch in the trail.
pub(crate) fn note(tx: &mut Tx, (district_id, id): (i64, i64), was: &PlaceDraft, now: &PlaceDraft) {
    if tx.district_id() != district_id {
        return;
    }
    let code = |draft: &PlaceDraft, register: Register| {
        let found = draft.codes.iter().find(|(known, _)| *known == register);
        found.map(|(_, code)| code.clone())
    };
    let mut trail = tx.changed("place", id, id);
    trail
        .public("name_hi", was.name_hi.as_deref(), now.name_hi.as_deref())
        .public("name_en", was.name_en.as_deref(), now.name_en.as_deref())
        .public("population", was.population, now.population)
        .public("target_households", was.target_households, now.target_households)
        .public("lat", was.lat, now.lat)
        .public("lon", was.lon, now.lon);
    for register in Register::ALL {
        let (before, after) = (code(was, register), code(now, register));
        // A code that the sheet does not name stays.
        if after.is_some() {
            trail.public(format!("code_{}", register.code()), before, after);
        }
    }
}
