//! Changes by which institutions come to be or end: merge, split, a federation formed.

use samuh_engine::{Desk, Error, Result, Tx};
use samuh_kernel::fault::Faults;

use super::{
    books::{Touches, booked, rebooked},
    institutions::{seen, set_status},
    members::{self, Passage},
    model::{Merge, NewFederation, Split},
    rules,
    store::{
        events::{Note, note},
        write,
    },
};
use crate::{
    duplicate::store::settle,
    institution::{
        acts::{self, NewGroup},
        known::Institution,
        model::{Kind, Profile},
        store::{self, forming},
    },
    member::store::record_in_act,
};

pub(super) fn merge(tx: &mut Tx, desk: &Desk, ask: &Merge) -> Result<i64> {
    let district_id = desk.district_id();
    let group = seen(tx, desk, (ask.id, ask.version), ask)?;
    let mut faults = Faults::default();
    // None is named where its code could not be read: what else is wrong is said all the same.
    let into = match ask.into_id {
        0 => None,
        id => Some(store::institution_of(tx, &desk.scope, id)?),
    };
    if let Some(into) = &into {
        takes(&group, into, ask, &mut faults);
    }
    rules::status_fits(&group, true, &mut faults);
    rules::day_fits(&group, ask.on, rules::status_since(&group), &mut faults);
    let now = write::members_now(tx, district_id, ask.id)?;
    if now.iter().any(|(_, joined_on)| *joined_on >= ask.on) {
        faults.on("on", "members_joined_later");
    }
    faults.or(()).map_err(Error::Faults)?;
    let into = into.ok_or(Error::NotFound)?;
    let going: Vec<i64> = now.into_iter().map(|(id, _)| id).collect();
    pass(tx, district_id, &going, &Passage { to_id: into.id, on: ask.on, reason: "merged" })?;
    set_status(tx, desk, (&group, ask.version), ("inactive", ask.on), ask)?;
    tx.changed("institution", ask.id, group.place_id)
        .office("other_id", None::<i64>, into.id)
        .office("loan", None::<&str>, ask.loan.as_str());
    let said = Note { reason: None, loan: Some(&ask.loan), other_id: Some(into.id) };
    note(tx, district_id, ask.id, ("merged", ask.on), &said)?;
    let said = Note { other_id: Some(ask.id), ..Note::default() };
    note(tx, district_id, into.id, ("joined", ask.on), &said)?;
    settle(tx, district_id, (ask.id, into.id), (desk.post_id, group.place_id))?;
    Ok(into.id)
}

/// Whether a group may take the members of another on that day.
fn takes(group: &Institution, into: &Institution, ask: &Merge, faults: &mut Faults) {
    if group.kind != Kind::Shg || into.kind != Kind::Shg || ask.id == ask.into_id {
        faults.on("into_id", "merge_into_what");
    }
    if !rules::is_active(into) {
        faults.on("into_id", "target_inactive");
    } else {
        rules::day_fits(into, ask.on, rules::status_since(into), faults);
    }
}

/// Members go over to another group, and the figures of all with them.
fn pass(tx: &mut Tx, district_id: i64, going: &[i64], passage: &Passage<'_>) -> Result<()> {
    let mut households = Vec::with_capacity(going.len());
    for id in going {
        let record = record_in_act(tx, district_id, *id)?.ok_or(Error::NotFound)?;
        households.push(record.household_id);
    }
    let touches = Touches { members: going.to_vec(), households, ..Touches::default() };
    rebooked(tx, district_id, &touches, |tx| {
        for id in going {
            members::pass_over(tx, district_id, *id, passage)?;
        }
        Ok(())
    })
}

pub(super) fn split(tx: &mut Tx, desk: &Desk, ask: &Split) -> Result<i64> {
    let district_id = desk.district_id();
    let group = seen(tx, desk, (ask.id, ask.version), ask)?;
    let now = write::members_now(tx, district_id, ask.id)?;
    let mut going = ask.members.clone();
    going.sort_unstable();
    going.dedup();
    let mut faults = Faults::default();
    if group.kind != Kind::Shg {
        faults.on("", "only_groups_split");
    }
    rules::status_fits(&group, true, &mut faults);
    rules::day_fits(&group, ask.on, rules::status_since(&group), &mut faults);
    let stays = |id: &i64| now.iter().any(|(member, _)| member == id);
    if !going.iter().all(stays) {
        faults.on("members", "split_not_members");
    }
    if going.len() >= now.len() {
        faults.on("members", "split_leaves_none");
    }
    let later = |(id, joined_on): &(i64, _)| going.contains(id) && *joined_on >= ask.on;
    if now.iter().any(later) {
        faults.on("on", "members_joined_later");
    }
    if let Some(code) = &ask.code
        && forming::has_code(tx, district_id, Kind::Shg, code)?
    {
        faults.with_args("code", "code_taken", &[("value", code.clone())]);
    }
    faults.or(()).map_err(Error::Faults)?;
    if !write::touch(tx, district_id, ask.id, ask.version)? {
        return Err(super::institutions::saved_first(tx, desk, ask.id, ask));
    }
    let new_id = part(tx, district_id, &group, ask)?;
    pass(tx, district_id, &going, &Passage { to_id: new_id, on: ask.on, reason: "split" })?;
    tx.changed("institution", ask.id, group.place_id).office("other_id", None::<i64>, new_id);
    let said = |other_id| Note { other_id: Some(other_id), ..Note::default() };
    note(tx, district_id, ask.id, ("split", ask.on), &said(new_id))?;
    note(tx, district_id, new_id, ("parted", ask.on), &said(ask.id))?;
    Ok(new_id)
}

/// The new group, in the same village and federation.
fn part(tx: &mut Tx, district_id: i64, group: &Institution, ask: &Split) -> Result<i64> {
    let profile = Profile {
        name_hi: ask.name_hi.clone(),
        name_en: ask.name_en.clone(),
        formed_on: Some(ask.on),
        promoted_by: group.profile.promoted_by.clone(),
        meeting_frequency: group.profile.meeting_frequency.clone(),
        saving_paise: group.profile.saving_paise,
        ..Profile::default()
    };
    let new = NewGroup {
        code: ask.code.clone(),
        profile,
        place_id: group.place_id,
        parent_id: group.parent_id,
    };
    let is_vo = match group.parent_id {
        0 => false,
        id => forming::federation_kind(tx, district_id, id)? == Some(Kind::Vo),
    };
    acts::write(tx, district_id, (Kind::Shg, &new), is_vo)
}

pub(super) fn federate(tx: &mut Tx, desk: &Desk, ask: &NewFederation) -> Result<i64> {
    if ask.kind == Kind::Shg {
        return Err(Error::fault("federation_kind_missing"));
    }
    let district_id = desk.district_id();
    let id = booked(tx, district_id, &Touches::default(), |tx| {
        Ok((acts::form_as(tx, desk, ask.kind, &ask.new)?, Touches::default()))
    })?;
    let on = ask.new.profile.formed_on.unwrap_or(samuh_places::always().0);
    note(tx, district_id, id, ("formed", on), &Note::default())?;
    Ok(id)
}
