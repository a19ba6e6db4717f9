//! Acts on institutions that a person does one by one: forming a group.

use chrono::NaiveDate;
use samuh_engine::{Db, Desk, Error, Op, Rehearsal, Result, Tx, act::uid_of, clock};
use samuh_figures::journal::{Trees, post};
use samuh_kernel::{
    fault::Faults,
    scope::{Area, Right},
};
use samuh_places::always;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    model::{Fact, Kind, Profile},
    store::{self, New, federate, forming},
    timeline::{Dated, Timeline},
    trail,
};

use crate::{approval::refuse_alone, change::Change};

/// A self-help group as a form or an API client brings it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewGroup {
    /// Its code in the mission's register, if it has one yet.
    pub code: Option<String>,
    /// Name and other plain fields.
    #[serde(flatten)]
    pub profile: Profile,
    /// The village (or panchayat) it stands in.
    pub place_id: i64,
    /// Its VO or CLF, 0 for none.
    #[serde(default)]
    pub parent_id: i64,
}

/// Forms a self-help group; answers its unit number. The same op again answers the same.
///
/// # Errors
/// `Denied` without the right to enter groups, `NotFound` for a place the desk does not see,
/// `Faults` with everything that is wrong.
pub fn form_group(db: &Db, desk: &Desk, op_id: Uuid, new: &NewGroup, now: i64) -> Result<i64> {
    let (op, work) = forming(desk, op_id, new, now)?;
    db.act(desk, &op, work)
}

/// What [`form_group`] would change and what it would do to the figures; nothing stays.
///
/// # Errors
/// As [`form_group`].
pub fn rehearse_group(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    new: &NewGroup,
    now: i64,
) -> Result<Rehearsal<i64>> {
    let (op, work) = forming(desk, op_id, new, now)?;
    db.rehearse(desk, &op, work)
}

/// As [`form_group`], handing the outcome to `reply`; see `Db::act_then`.
///
/// # Errors
/// As [`form_group`], for what can be said before the act is queued.
pub fn form_group_then(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    new: &NewGroup,
    now: i64,
    reply: impl FnOnce(Result<i64>) + Send + 'static,
) -> Result<()> {
    let (op, work) = forming(desk, op_id, new, now)?;
    db.act_then(desk, &op, work, reply)
}

fn forming(
    desk: &Desk,
    op_id: Uuid,
    new: &NewGroup,
    now: i64,
) -> Result<(Op, impl Fn(&mut Tx) -> Result<i64> + Send + 'static)> {
    if !desk.scope.may(Right::Enter, Area::Groups) {
        return Err(Error::Denied("groups.enter"));
    }
    let faults = faults_of(new, clock::day_of(now));
    if !faults.0.is_empty() {
        return Err(Error::Faults(faults));
    }
    let op = Op::over(op_id, "groups.form", new, now)?;
    let (desk, new) = (desk.clone(), new.clone());
    Ok((op, move |tx: &mut Tx| {
        refuse_alone(tx, &desk, &Change::Form(new.clone()))?;
        form(tx, &desk, &new)
    }))
}

/// What is wrong with a form by itself.
pub fn faults_of(new: &NewGroup, today: NaiveDate) -> Faults {
    let mut faults = Faults::default();
    let profile = &new.profile;
    let named = [&profile.name_hi, &profile.name_en];
    if named.into_iter().flatten().all(|name| name.trim().is_empty()) {
        faults.on("name", "name_missing");
    }
    for name in [&profile.name_hi, &profile.name_en].into_iter().flatten() {
        if samuh_kernel::read::looks_like_aadhaar(name) {
            faults.on("name", "aadhaar_not_kept");
        }
    }
    match profile.formed_on {
        None => {
            faults.on("formed_on", "formed_on_missing");
        }
        Some(day) if day > today => {
            faults.on("formed_on", "formed_in_future");
        }
        Some(_) => {}
    }
    faults
}

/// Forms a group inside an act.
pub(crate) fn form(tx: &mut Tx, desk: &Desk, new: &NewGroup) -> Result<i64> {
    form_as(tx, desk, Kind::Shg, new)
}

/// Forms an institution of that kind inside an act; the fields were checked by themselves before.
pub(crate) fn form_as(tx: &mut Tx, desk: &Desk, kind: Kind, new: &NewGroup) -> Result<i64> {
    let district_id = desk.district_id();
    // None is named where a form left it out: what else is wrong is said all the same.
    let level = match new.place_id {
        0 => None,
        id => Some(forming::level_of(tx, &desk.scope, id)?.ok_or(Error::NotFound)?),
    };
    let mut faults = Faults::default();
    if level.as_deref() == Some("district") {
        faults.on("place_id", "place_missing");
    }
    if let Some(code) = &new.code
        && forming::has_code(tx, district_id, kind, code)?
    {
        faults.with_args("code", "code_taken", &[("value", code.clone())]);
    }
    let parent_kind = match new.parent_id {
        0 => None,
        id => forming::federation_kind(tx, district_id, id)?.filter(|parent| *parent > kind),
    };
    if new.parent_id != 0 && parent_kind.is_none() {
        faults.on("parent_id", "federation_not_listed");
    }
    if !faults.0.is_empty() {
        return Err(Error::Faults(faults));
    }
    if level.is_none() {
        return Err(Error::NotFound);
    }
    write(tx, district_id, (kind, new), parent_kind == Some(Kind::Vo))
}

/// Writes a new institution with all that it counts for; whether its parent is a VO is said.
pub(crate) fn write(
    tx: &mut Tx,
    district_id: i64,
    (kind, new): (Kind, &NewGroup),
    is_vo: bool,
) -> Result<i64> {
    let id = tx.allot(district_id, "unit", 1)?;
    let row = New {
        id,
        uid: uid_of(tx, district_id, id),
        kind,
        profile: new.profile.clone(),
        place_id: new.place_id,
        batch_no: None,
    };
    store::add(tx, district_id, &[row])?;
    federate::plant(tx, district_id, &[(id, new.parent_id)])?;
    if let Some(code) = &new.code {
        let state_id = store::state_in_act(tx, district_id)?;
        let code = (id, kind, "nrlm".to_owned(), code.clone());
        store::add_codes(tx, district_id, state_id, &[code])?;
    }
    let facts = account_fact(&new.profile);
    let rows: Vec<_> = facts.iter().map(|(f, on, value)| (id, *f, *on, value.clone())).collect();
    store::load_facts(tx, district_id, &rows)?;
    let (from_on, to_on) = always();
    let dated = |unit_id: i64| Dated { from_on, to_on, unit_id };
    let timeline = Timeline {
        id,
        kind,
        formed_on: new.profile.formed_on,
        places: vec![dated(new.place_id)],
        parents: (new.parent_id != 0).then(|| (dated(new.parent_id), is_vo)).into_iter().collect(),
        facts,
    };
    let trees = Trees::around(tx, district_id, &[new.place_id], &[id, new.parent_id])?;
    post(tx, district_id, &trees, timeline.postings())?;
    let now = trail::Stands {
        profile: &new.profile,
        place_id: new.place_id,
        parent_id: new.parent_id,
        code: new.code.as_deref(),
    };
    trail::note(tx, id, None, &now);
    Ok(id)
}

fn account_fact(profile: &Profile) -> Vec<(Fact, NaiveDate, String)> {
    let opened = profile.account_opened_on.or(profile.formed_on);
    match (&profile.account_no, opened) {
        (Some(_), Some(day)) => vec![(Fact::Account, day, "open".to_owned())],
        _ => Vec::new(),
    }
}
