//! One group that was entered twice: the second record leaves the registers with all that it counted
//! for, in every month, and leads to the first; its members come over. An undo brings it back as it
//! stood. Two real groups that become one are the business of the act that merges groups.

use samuh_engine::{Desk, Error, Result, Tx};
use samuh_kernel::fault::{Fault, Faults};
use serde::{Deserialize, Serialize};

use super::{
    acts::{Touching, keep, rebooked},
    model::{Pair, State, Subject, Twice},
    scan,
    stays::{Membership, in_groups},
    store::{
        self, gone_of,
        merge::{memberships, replace, touch},
        twice::{self, Rows},
    },
};
use crate::{
    institution::{
        known::Institution,
        model::Kind,
        store::{federate, institution_of},
        trail,
    },
    member::store::open,
};

/// A member whose memberships change with her group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Moved {
    /// Her number.
    pub(crate) id: i64,
    /// The op that had written her row.
    pub(crate) op_no: i64,
    /// Her household then.
    pub(crate) household_id: i64,
    /// Her name, for what is said where she was changed since.
    #[serde(skip)]
    pub(crate) name: String,
    /// Her memberships before.
    pub(crate) before: Vec<Membership>,
    /// Her memberships after.
    pub(crate) after: Vec<Membership>,
}

/// How things stood before a group was said to be recorded twice, and how that left them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TwiceImage {
    /// Where the pair stood.
    pub(crate) state: State,
    /// The second record, to be shown.
    pub(crate) gone: Institution,
    /// Its rows, table by table.
    pub(crate) rows: Vec<Rows>,
    /// Its members.
    pub(crate) members: Vec<Moved>,
    /// Pairs of members that came into the queue by it.
    pub(crate) asked: Vec<i64>,
}

/// The second record goes out, its members come over. Answers the number of the kept one.
pub(super) fn record(tx: &mut Tx, desk: &Desk, ask: &Twice) -> Result<i64> {
    let district_id = desk.district_id();
    let pair = store::pair_of(tx, &desk.scope, ask.no)?;
    let gone_id = gone_in(tx, district_id, &pair, ask)?;
    let kept = institution_of(tx, &desk.scope, ask.keep_id)?;
    let gone = institution_of(tx, &desk.scope, gone_id)?;
    if kept.kind != Kind::Shg || gone.kind != Kind::Shg {
        return Err(Error::fault("twice_groups_only"));
    }
    if let Some(code) = twice::standing(tx, district_id, gone_id)? {
        return Err(named(code, gone.name(true)));
    }
    let reason = ask.reason.trim();
    let said = Some(reason).filter(|reason| !reason.is_empty());
    keep(tx, desk, &pair, ask.version, (State::Same, said))?;
    noted(tx, &gone, &kept);
    let mut members = coming(tx, district_id, (gone_id, kept.id))?;
    let touching = touching(&members, gone_id);
    let op_no = tx.op_no();
    let rows = rebooked(tx, district_id, &touching, |tx| {
        for one in &mut members {
            for membership in one.after.iter_mut().filter(|after| !one.before.contains(after)) {
                membership.op_no = op_no;
            }
            replace(tx, district_id, [one.id; 2], &one.after)?;
            touch(tx, district_id, one.id, op_no)?;
            tx.changed("member", one.id, kept.id).office("institution_id", gone_id, kept.id);
        }
        twice::take_out(tx, district_id, gone_id)
    })?;
    let asked = ask_of_members(tx, district_id, kept.id, &members)?;
    let image = TwiceImage { state: pair.state, gone: gone.clone(), rows, members, asked };
    twice::point(tx, district_id, (&gone, kept.id, pair.no), &image)?;
    Ok(kept.id)
}

/// The record that is not kept, if all that is asked fits the pair.
fn gone_in(tx: &mut Tx, district_id: i64, pair: &Pair, ask: &Twice) -> Result<i64> {
    if pair.subject != Subject::Institution {
        return Err(Error::fault("twice_groups_only"));
    }
    if gone_of(tx, district_id, pair)?.is_some() {
        return Err(Error::fault("duplicate_merged"));
    }
    match ask.keep_id {
        id if id == pair.one_id => Ok(pair.other_id),
        id if id == pair.other_id => Ok(pair.one_id),
        _ => {
            let mut faults = Faults::default();
            faults.on("state", "twice_keep_missing");
            Err(Error::Faults(faults))
        }
    }
}

fn named(code: &'static str, name: &str) -> Error {
    let mut faults = Faults::default();
    faults.push(Fault::new(code).with("name", name));
    Error::Faults(faults)
}

/// What leaves with the second record stays in the trail; its codes lead to the kept one.
fn noted(tx: &mut Tx, gone: &Institution, kept: &Institution) {
    let (place_id, parent_id) = (gone.place_id, gone.parent_id);
    trail::note_gone(
        tx,
        gone.id,
        &trail::Stands { profile: &gone.profile, place_id, parent_id, code: None },
    );
    tx.changed("institution", gone.id, place_id).office("recorded_twice_of", None::<i64>, kept.id);
    let codes: Vec<&str> = gone.codes.iter().map(|(_, code)| code.as_str()).collect();
    let codes = (!codes.is_empty()).then(|| codes.join(", "));
    tx.changed("institution", kept.id, kept.place_id)
        .office("recorded_twice_as", None::<i64>, gone.id)
        .office("codes_leading_here", None::<String>, codes);
}

/// The members of the second record with their memberships as they will stand: in the kept group for
/// the same days, once where they are in both.
fn coming(tx: &mut Tx, district_id: i64, (gone_id, kept_id): (i64, i64)) -> Result<Vec<Moved>> {
    let taken = twice::offices(tx, district_id, kept_id)?;
    let mut all = twice::members_of(tx, district_id, gone_id)?;
    for one in &mut all {
        one.before = memberships(tx, district_id, one.id)?;
        let mut joined = one.before.clone();
        for membership in joined.iter_mut().filter(|one| one.institution_id == gone_id) {
            membership.institution_id = kept_id;
            // The kept group has its own office bearers.
            let is_held = membership.left_on == open()
                && membership.office.as_ref().is_some_and(|office| taken.contains(office));
            if is_held {
                membership.office = Some("member".into());
            }
        }
        one.after = in_groups(&joined, one.id, kept_id);
        one.after.sort_by_key(|one| (one.joined_on, one.institution_id));
    }
    Ok(all)
}

fn touching(members: &[Moved], gone_id: i64) -> Touching {
    Touching {
        members: members.iter().map(|one| one.id).collect(),
        households: members.iter().map(|one| one.household_id).collect(),
        group_id: Some(gone_id),
    }
}

/// Whoever came over and looks like one who was there goes to the members' queue. Weighed by fixed
/// chances: how common a name is in the district the next pass over the register says.
fn ask_of_members(
    tx: &mut Tx,
    district_id: i64,
    kept_id: i64,
    members: &[Moved],
) -> Result<Vec<i64>> {
    let came = |id: i64| members.iter().any(|one| one.id == id);
    let was_there = |id: i64| {
        let one = members.iter().find(|one| one.id == id);
        one.is_none_or(|one| one.before.iter().any(|stay| stay.institution_id == kept_id))
    };
    let said = twice::said_in(tx, district_id, kept_id)?;
    let mut found = scan::among_few(Subject::Member, &said);
    found.retain(|one| {
        (came(one.one_id) && was_there(one.other_id))
            || (came(one.other_id) && was_there(one.one_id))
    });
    store::ask_of_members(tx, district_id, &found)
}

/// The second record stands again as it stood, and its members with it. Answers where the pair stands.
pub(super) fn take_back(tx: &mut Tx, desk: &Desk, pair: &Pair, version: i64) -> Result<State> {
    let district_id = desk.district_id();
    let Some((gone_id, kept_id, image)) = twice::image(tx, district_id, pair.no)? else {
        // The act that merges groups has no undo: its groups were two.
        return Err(Error::fault("twice_not_recorded"));
    };
    let households = changed_since(tx, district_id, kept_id, &image)?;
    let was = if image.state == State::Same { State::Same } else { State::Open };
    let reason = if was == State::Same { pair.reason.as_deref() } else { None };
    keep(tx, desk, pair, version, (was, reason))?;
    let (gone, kept) = (&image.gone, institution_of(tx, &desk.scope, kept_id)?);
    tx.changed("institution", gone_id, gone.place_id).office(
        "recorded_twice_of",
        kept_id,
        None::<i64>,
    );
    tx.changed("institution", kept_id, kept.place_id).office(
        "recorded_twice_as",
        gone_id,
        None::<i64>,
    );
    let mut touching = touching(&image.members, gone_id);
    touching.households.extend(households);
    rebooked(tx, district_id, &touching, |tx| {
        twice::put_back(tx, district_id, gone_id, &image.rows)?;
        twice::in_its_block(tx, district_id, (gone_id, gone.place_id))?;
        federate::branch_anew(tx, district_id, gone_id)?;
        for one in &image.members {
            replace(tx, district_id, [one.id; 2], &one.before)?;
            touch(tx, district_id, one.id, one.op_no)?;
            tx.changed("member", one.id, gone_id).office("institution_id", kept_id, gone_id);
        }
        twice::unpoint(tx, district_id, gone_id)
    })?;
    store::unask(tx, district_id, &image.asked)?;
    Ok(was)
}

/// What has changed since so that the second record cannot stand as it stood is said by name; answers
/// the households in which its members are by now.
fn changed_since(
    tx: &mut Tx,
    district_id: i64,
    kept_id: i64,
    image: &TwiceImage,
) -> Result<Vec<i64>> {
    let mut faults = Faults::default();
    let gone = &image.gone;
    if !twice::stands(tx, district_id, kept_id)? {
        faults.push(Fault::new("twice_kept_gone"));
    }
    if !twice::is_place(tx, district_id, gone.place_id)? {
        faults.push(Fault::new("twice_place_gone").with("name", gone.name(true)));
    }
    if gone.parent_id != 0 && !twice::stands(tx, district_id, gone.parent_id)? {
        faults.push(Fault::new("twice_federation_gone").with("name", gone.name(true)));
    }
    let names = twice::members_of(tx, district_id, kept_id)?;
    for one in &image.members {
        if memberships(tx, district_id, one.id)? != one.after {
            let known = names.iter().find(|known| known.id == one.id);
            let name = known.map_or_else(|| one.id.to_string(), |known| known.name.clone());
            faults.push(Fault::new("twice_member_changed").with("name", name));
        }
    }
    let households = names.iter().map(|one| one.household_id).collect();
    faults.or(households).map_err(Error::Faults)
}
