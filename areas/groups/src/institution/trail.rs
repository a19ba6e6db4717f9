//! What an act on an institution leaves in the trail.

use chrono::NaiveDate;
use samuh_engine::Tx;

use super::{
    known::Institution,
    model::{Fact, Profile},
};

/// A register and the code in it.
type Code = (String, String);
/// A fact, since when, and what it is.
type Known = (Fact, NaiveDate, String);

/// How an institution stands, as far as the trail keeps it.
pub(crate) struct Stands<'a> {
    /// Its plain fields.
    pub(crate) profile: &'a Profile,
    /// Where it stands.
    pub(crate) place_id: i64,
    /// Its VO or CLF, 0 for none.
    pub(crate) parent_id: i64,
    /// Its code in the mission's register.
    pub(crate) code: Option<&'a str>,
}

/// Notes what a sheet changed in an institution beside its plain fields: each a field of the office with
/// what it said before and says now.
pub(crate) fn note_more(
    tx: &mut Tx,
    (id, place_id): (i64, i64),
    was: &Institution,
    (codes, facts): (&[Code], &[Known]),
) {
    let mut trail = tx.changed("institution", id, place_id);
    for (register, code) in codes {
        let known = was.codes.iter().find(|(known, _)| known == register);
        let before = known.map(|(_, code)| code.as_str());
        trail.office(format!("code_{register}"), before, code.as_str());
    }
    for (fact, _, value) in facts {
        trail.office(fact.code(), was.fact(*fact), value.as_str());
    }
}

/// Notes what taking a sheet back left of such codes and facts.
pub(crate) fn note_less(tx: &mut Tx, place_id: i64, was: &Institution, now: &Institution) {
    let mut trail = tx.changed("institution", was.id, place_id);
    for (register, code) in &was.codes {
        let known = now.codes.iter().find(|(known, _)| known == register);
        let after = known.map(|(_, code)| code.as_str());
        trail.office(format!("code_{register}"), code.as_str(), after);
    }
    for (fact, _, value) in &was.facts {
        trail.office(fact.code(), value.as_str(), now.fact(*fact));
    }
}

/// Notes what an institution said that leaves the register.
pub(crate) fn note_gone(tx: &mut Tx, id: i64, was: &Stands<'_>) {
    let none = Profile::default();
    note(tx, id, Some(was), &Stands { profile: &none, parent_id: 0, code: None, ..*was });
}

/// Notes how an institution differs from what stood before; none where it is new.
pub(crate) fn note(tx: &mut Tx, id: i64, was: Option<&Stands<'_>>, now: &Stands<'_>) {
    let none = Profile::default();
    let (old, new) = (was.map_or(&none, |was| was.profile), now.profile);
    let parent = |id: i64| (id != 0).then_some(id);
    let (old_parent, new_parent) = (was.map_or(0, |was| was.parent_id), now.parent_id);
    tx.changed("institution", id, now.place_id)
        .office("code", was.and_then(|was| was.code), now.code)
        .office("name_hi", old.name_hi.as_deref(), new.name_hi.as_deref())
        .office("name_en", old.name_en.as_deref(), new.name_en.as_deref())
        .office("place_id", was.map(|was| was.place_id), now.place_id)
        .office("parent_id", parent(old_parent), parent(new_parent))
        .office("formed_on", old.formed_on, new.formed_on)
        .office("registered_on", old.registered_on, new.registered_on)
        .office("registration_no", old.registration_no.as_deref(), new.registration_no.as_deref())
        .office("category", old.category.as_deref(), new.category.as_deref())
        .office("promoted_by", old.promoted_by.as_deref(), new.promoted_by.as_deref())
        .office(
            "meeting_frequency",
            old.meeting_frequency.as_deref(),
            new.meeting_frequency.as_deref(),
        )
        .office("saving_paise", old.saving_paise, new.saving_paise)
        .office("bank_name", old.bank_name.as_deref(), new.bank_name.as_deref())
        .office("branch_name", old.branch_name.as_deref(), new.branch_name.as_deref())
        .office("ifsc", old.ifsc.as_deref(), new.ifsc.as_deref())
        .personal("account_no", old.account_no.as_deref(), new.account_no.as_deref())
        .office("account_opened_on", old.account_opened_on, new.account_opened_on)
        .personal("mobile", old.mobile.as_deref(), new.mobile.as_deref())
        .office("members_stated", old.members_stated, new.members_stated);
}
