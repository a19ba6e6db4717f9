//! Changes of one institution: its fields, its status, its place, its federation.

use chrono::NaiveDate;
use samuh_engine::{Desk, Error, Result, Tx, clock};
use samuh_kernel::fault::Faults;
use serde::Serialize;

use super::{
    books::{Touches, rebooked},
    model::{Affiliate, Correct, Deactivate, Move, Revive},
    rules,
    store::{
        events::{Note, note},
        write,
    },
};
use crate::institution::{
    known::Institution,
    model::{Fact, Kind, Profile},
    store::{self, federate, forming},
    trail,
};

/// An institution as a conflict shows it: without what only some may read.
#[derive(Serialize)]
struct Stands<'a> {
    version: i64,
    place_id: i64,
    parent_id: i64,
    #[serde(flatten)]
    profile: &'a Profile,
    codes: &'a [(String, String)],
}

/// The institution as the desk sees it, if nobody saved since it was seen.
pub(super) fn seen(
    tx: &mut Tx,
    desk: &Desk,
    (id, version): (i64, i64),
    sent: &impl Serialize,
) -> Result<Institution> {
    let group = store::institution_of(tx, &desk.scope, id)?;
    if group.version == version {
        return Ok(group);
    }
    Err(conflict(&group, sent)?)
}

fn conflict(group: &Institution, sent: &impl Serialize) -> Result<Error> {
    let profile = group.profile.masked();
    let saved = Stands {
        version: group.version,
        place_id: group.place_id,
        parent_id: group.parent_id,
        profile: &profile,
        codes: &group.codes,
    };
    let (saved, sent) = (serde_json::to_string(&saved)?, serde_json::to_string(sent)?);
    Ok(Error::Conflict { saved, sent })
}

fn fine(faults: Faults) -> Result<()> {
    faults.or(()).map_err(Error::Faults)
}

/// Someone saved between the look and the write; the act is run again from its beginning elsewhere.
pub(super) fn saved_first(tx: &mut Tx, desk: &Desk, id: i64, sent: &impl Serialize) -> Error {
    match store::institution_of(tx, &desk.scope, id).and_then(|group| conflict(&group, sent)) {
        Ok(error) | Err(error) => error,
    }
}

pub(super) fn correct(tx: &mut Tx, desk: &Desk, ask: &Correct) -> Result<i64> {
    let district_id = desk.district_id();
    let stands = seen(tx, desk, (ask.id, ask.version), ask)?;
    let changed = new_codes(tx, desk, &stands, ask)?;
    let codes = changed.clone();
    let whole = ask.profile.formed_on != stands.profile.formed_on;
    let touches = Touches { institutions: vec![(ask.id, whole)], ..Touches::default() };
    rebooked(tx, district_id, &touches, |tx| {
        let at = (ask.id, ask.version);
        if !store::change(tx, district_id, at.0, at.1, &ask.profile, stands.place_id)? {
            return Err(saved_first(tx, desk, ask.id, ask));
        }
        for (register, code) in codes {
            write::drop_code(tx, district_id, ask.id, &register)?;
            if !code.is_empty() {
                let state_id = store::state_in_act(tx, district_id)?;
                store::add_codes(
                    tx,
                    district_id,
                    state_id,
                    &[(ask.id, stands.kind, register, code)],
                )?;
            }
        }
        account(tx, district_id, &stands, &ask.profile)
    })?;
    let (place_id, parent_id) = (stands.place_id, stands.parent_id);
    let was = trail::Stands { profile: &stands.profile, place_id, parent_id, code: None };
    trail::note(tx, ask.id, Some(&was), &trail::Stands { profile: &ask.profile, ..was });
    for (register, code) in &changed {
        let known = stands.codes.iter().find(|(known, _)| known == register);
        let before = known.map(|(_, code)| code.as_str());
        let after = Some(code.as_str()).filter(|code| !code.is_empty());
        tx.changed("institution", ask.id, place_id).office(
            format!("code_{register}"),
            before,
            after,
        );
    }
    Ok(ask.id)
}

/// The codes that change; a code that another has is a fault.
fn new_codes(
    tx: &mut Tx,
    desk: &Desk,
    stands: &Institution,
    ask: &Correct,
) -> Result<Vec<(String, String)>> {
    let district_id = desk.district_id();
    let state_id = store::state_in_act(tx, district_id)?;
    let mut faults = Faults::default();
    let mut changed = Vec::new();
    for (register, code) in &ask.codes {
        let known = stands.codes.iter().find(|(known, _)| known == register);
        if known.map_or("", |(_, code)| code) == code {
            continue;
        }
        let field = format!("code_{register}");
        if !matches!(register.as_str(), "nrlm" | "lokos" | "own") {
            faults.on(&field, "code_register_unknown");
        }
        let place = (register.as_str(), stands.kind.code(), state_id);
        let holder = write::code_holder(tx, district_id, place, code)?;
        if holder.is_some_and(|holder| holder != ask.id) {
            faults.with_args(&field, "code_taken", &[("value", code.clone())]);
        }
        changed.push((register.clone(), code.clone()));
    }
    fine(faults)?;
    Ok(changed)
}

/// The group's own account as a counted fact follows its fields.
fn account(tx: &mut Tx, district_id: i64, stands: &Institution, becomes: &Profile) -> Result<()> {
    let today = clock::day_of(tx.at());
    let opened = |profile: &Profile| profile.account_opened_on.or(profile.formed_on);
    let held = stands.fact(Fact::Account) == Some("open");
    let holds = becomes.account_no.is_some();
    let moved = opened(&stands.profile) != opened(becomes);
    let noted = stands.facts.iter().find(|(fact, _, _)| *fact == Fact::Account);
    if held && holds && moved && opened(becomes).is_some() {
        if let Some((_, on, _)) = noted {
            write::drop_fact(tx, district_id, stands.id, (Fact::Account.code(), *on))?;
        }
    } else if held == holds || (held && stands.profile.account_no.is_none()) {
        return Ok(());
    }
    let from_on = if holds { opened(becomes).unwrap_or(today) } else { today };
    let value = if holds { "open" } else { "closed" };
    store::set_facts(tx, district_id, &[(stands.id, Fact::Account, from_on, value.to_owned())])
}

pub(super) fn deactivate(tx: &mut Tx, desk: &Desk, ask: &Deactivate) -> Result<i64> {
    let group = seen(tx, desk, (ask.id, ask.version), ask)?;
    let mut faults = Faults::default();
    rules::status_fits(&group, true, &mut faults);
    rules::day_fits(&group, ask.on, rules::status_since(&group), &mut faults);
    if group.kind != Kind::Shg && write::children(tx, desk.district_id(), ask.id)? > 0 {
        faults.on("", "federation_has_groups");
    }
    fine(faults)?;
    set_status(tx, desk, (&group, ask.version), ("inactive", ask.on), ask)?;
    tx.changed("institution", ask.id, group.place_id)
        .office("reason", None::<&str>, ask.reason.as_str())
        .office("loan", None::<&str>, ask.loan.as_str());
    let said = Note { reason: Some(&ask.reason), loan: Some(&ask.loan), other_id: None };
    note(tx, desk.district_id(), ask.id, ("deactivated", ask.on), &said)?;
    Ok(ask.id)
}

pub(super) fn revive(tx: &mut Tx, desk: &Desk, ask: &Revive) -> Result<i64> {
    let group = seen(tx, desk, (ask.id, ask.version), ask)?;
    let mut faults = Faults::default();
    rules::status_fits(&group, false, &mut faults);
    rules::day_fits(&group, ask.on, rules::status_since(&group), &mut faults);
    fine(faults)?;
    set_status(tx, desk, (&group, ask.version), ("active", ask.on), ask)?;
    note(tx, desk.district_id(), ask.id, ("revived", ask.on), &Note::default())?;
    Ok(ask.id)
}

/// From a day on it is active or not.
pub(super) fn set_status(
    tx: &mut Tx,
    desk: &Desk,
    (group, version): (&Institution, i64),
    (status, on): (&str, NaiveDate),
    sent: &impl Serialize,
) -> Result<()> {
    let (district_id, id) = (desk.district_id(), group.id);
    let was = group.fact(Fact::Status).unwrap_or("active");
    tx.changed("institution", id, group.place_id).office("status", was, status).office(
        "from_on",
        None::<NaiveDate>,
        on,
    );
    rebooked(tx, district_id, &Touches::own(id), |tx| {
        if !write::touch(tx, district_id, id, version)? {
            return Err(saved_first(tx, desk, id, sent));
        }
        store::set_facts(tx, district_id, &[(id, Fact::Status, on, status.to_owned())])
    })
}

pub(super) fn move_to(tx: &mut Tx, desk: &Desk, ask: &Move) -> Result<i64> {
    let district_id = desk.district_id();
    let group = seen(tx, desk, (ask.id, ask.version), ask)?;
    let level = forming::level_of(tx, &desk.scope, ask.place_id)?.ok_or(Error::NotFound)?;
    let mut faults = Faults::default();
    if level == "district" {
        faults.on("place_id", "place_missing");
    }
    if ask.place_id == group.place_id {
        faults.on("place_id", "place_same");
    }
    let since = write::place_since(tx, district_id, ask.id)?;
    rules::day_fits(&group, ask.on, since, &mut faults);
    fine(faults)?;
    rebooked(tx, district_id, &Touches::whole(ask.id), |tx| {
        if !write::put(tx, district_id, (ask.id, ask.version), (ask.place_id, ask.on))? {
            return Err(saved_first(tx, desk, ask.id, ask));
        }
        Ok(())
    })?;
    note(tx, district_id, ask.id, ("moved", ask.on), &Note::default())?;
    tx.changed("institution", ask.id, ask.place_id)
        .office("place_id", group.place_id, ask.place_id)
        .office("from_on", None::<NaiveDate>, ask.on);
    Ok(ask.id)
}

pub(super) fn affiliate(tx: &mut Tx, desk: &Desk, ask: &Affiliate) -> Result<i64> {
    let district_id = desk.district_id();
    let group = seen(tx, desk, (ask.id, ask.version), ask)?;
    let mut faults = Faults::default();
    if ask.parent_id != 0 {
        let parent = store::institution_of(tx, &desk.scope, ask.parent_id);
        let parent = match parent {
            Err(Error::NotFound) => None,
            other => Some(other?),
        };
        match parent {
            Some(parent) if rules::may_stand_in(group.kind, parent.kind) => {
                if !rules::is_active(&parent) {
                    faults.on("parent_id", "federation_inactive");
                }
            }
            _ => {
                faults.on("parent_id", "federation_not_listed");
            }
        }
    }
    if ask.parent_id == group.parent_id {
        faults.on("parent_id", "federation_same");
    }
    let since = write::parent_since(tx, district_id, ask.id)?;
    rules::day_fits(&group, ask.on, since, &mut faults);
    fine(faults)?;
    rebooked(tx, district_id, &Touches::whole(ask.id), |tx| {
        if !write::touch(tx, district_id, ask.id, ask.version)? {
            return Err(saved_first(tx, desk, ask.id, ask));
        }
        federate::affiliate(tx, district_id, ask.id, (ask.parent_id, ask.on))
    })?;
    let parent = |id: i64| Some(id).filter(|id| *id != 0);
    let said = Note { other_id: parent(group.parent_id), ..Note::default() };
    note(tx, district_id, ask.id, ("affiliated", ask.on), &said)?;
    tx.changed("institution", ask.id, group.place_id)
        .office("parent_id", parent(group.parent_id), parent(ask.parent_id))
        .office("from_on", None::<NaiveDate>, ask.on);
    Ok(ask.id)
}
