//! Acts on pairs: the pass over the register, what a person decides, the merge and its undo.

use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Tx};
use samuh_figures::journal::{Posting, Trees, post};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right, Scope},
};
use uuid::Uuid;

use super::{
    model::{Decide, Found, Image, Pair, State, Subject, Twice},
    scan,
    stays::{is_in_two, united},
    store::{self, merge, twice as second},
    twice,
};
use crate::member::{
    model::{Field, Record, Texts},
    store::{
        Touched, change, household_postings, member_of, member_postings, ops_in_act, record_in_act,
    },
};
use crate::{institution_of, postings_in_act};

fn may(desk: &Desk) -> Result<()> {
    let may = desk.scope.may(Right::Approve, Area::Groups);
    if may { Ok(()) } else { Err(Error::Denied("duplicates.decide")) }
}

/// Looks through all members and groups of the district for records that stand twice, and brings
/// the queue up to date. Nothing else is touched.
///
/// # Errors
/// `Denied` without the right to approve groups.
pub fn find_duplicates(db: &Db, desk: &Desk, op_id: Uuid, now: i64) -> Result<Found> {
    may(desk)?;
    let district_id = desk.district_id();
    let look = |subject: Subject| -> Result<_> {
        let said = db.read(move |reader| store::said(reader, district_id, subject))?;
        Ok(scan::candidates(subject, &said))
    };
    let (members, groups) = (look(Subject::Member)?, look(Subject::Institution)?);
    let op = Op::over(op_id, "groups.find_duplicates", &district_id, now)?;
    db.act(desk, &op, move |tx| {
        let count = |all: &[scan::Candidate]| i64::try_from(all.len()).unwrap_or(i64::MAX);
        let new = store::refresh(tx, district_id, Subject::Member, &members)?
            + store::refresh(tx, district_id, Subject::Institution, &groups)?;
        tx.changed("duplicate_pair", 0, 0).office("new", None::<i64>, new);
        Ok(Found { members: count(&members), institutions: count(&groups), new })
    })
}

/// Keeps what a person decided of a pair; two members said to be one are merged.
///
/// # Errors
/// `Denied` without the right to approve groups, `NotFound` for a pair of which the desk does not
/// see both, `Conflict` when someone decided first, `Faults` with what is missing.
pub fn decide_duplicate(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    ask: &Decide,
    now: i64,
) -> Result<State> {
    may(desk)?;
    let op = Op::over(op_id, "groups.decide_duplicate", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| decide(tx, &own, &ask))
}

/// Keeps that a pair of groups is one that was recorded twice: the other record goes out with all that
/// it counted for and leads to the one that is kept. Answers the number of that one.
///
/// # Errors
/// As [`decide_duplicate`]; `Faults` where something stands on the record that cannot go over.
pub fn record_twice(db: &Db, desk: &Desk, op_id: Uuid, ask: &Twice, now: i64) -> Result<i64> {
    may(desk)?;
    let op = Op::over(op_id, "groups.record_twice", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| twice::record(tx, &own, &ask))
}

/// Takes a merge back: both members, or both records of a group, stand again as they did, and the
/// figures with them.
///
/// # Errors
/// As [`decide_duplicate`]; `Faults` when one of them was changed later.
pub fn undo_merge(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (no, version): (i64, i64),
    now: i64,
) -> Result<State> {
    may(desk)?;
    let op = Op::over(op_id, "groups.undo_merge", &(no, version), now)?;
    let own = desk.clone();
    db.act(desk, &op, move |tx| undo(tx, &own, (no, version)))
}

/// As [`undo_merge`], inside an act.
pub(super) fn undo(tx: &mut Tx, desk: &Desk, (no, version): (i64, i64)) -> Result<State> {
    let pair = store::pair_of(tx, &desk.scope, no)?;
    if pair.state != State::Same {
        return Err(Error::fault("duplicate_not_merged"));
    }
    if pair.subject == Subject::Institution {
        return twice::take_back(tx, desk, &pair, version);
    }
    keep(tx, desk, &pair, version, (State::Open, None))?;
    part(tx, desk, &pair)?;
    Ok(State::Open)
}

/// As [`decide_duplicate`], inside an act.
pub(super) fn decide(tx: &mut Tx, desk: &Desk, ask: &Decide) -> Result<State> {
    let pair = store::pair_of(tx, &desk.scope, ask.no)?;
    let reason = ask.reason.trim();
    let mut faults = Faults::default();
    if pair.state == State::Same {
        faults.push(Fault::new("duplicate_merged"));
    }
    match ask.state {
        State::Different if reason.is_empty() => {
            faults.on("reason", "difference_unexplained");
        }
        State::Open => {
            faults.on("state", "decision_missing");
        }
        State::Same if pair.subject == Subject::Institution => {
            faults.on("state", "groups_merge_by_themselves");
        }
        _ => {}
    }
    faults.or(()).map_err(Error::Faults)?;
    keep(tx, desk, &pair, ask.version, (ask.state, (!reason.is_empty()).then_some(reason)))?;
    if ask.state == State::Same {
        unite(tx, desk, &pair, ask.stays_in)?;
    }
    Ok(ask.state)
}

pub(super) fn keep(
    tx: &mut Tx,
    desk: &Desk,
    pair: &Pair,
    version: i64,
    (state, reason): (State, Option<&str>),
) -> Result<()> {
    let at = (desk.district_id(), pair.no, version);
    if store::keep(tx, at, state, reason, desk.post_id)? {
        let unit_id = match pair.subject {
            Subject::Institution => place_of_groups(tx, &desk.scope, pair)?,
            Subject::Member => place_of(tx, desk, pair.one_id)?,
        };
        tx.changed("duplicate_pair", pair.no, unit_id)
            .office("state", pair.state.code(), state.code())
            .office("reason", pair.reason.as_deref(), reason);
        return Ok(());
    }
    let saved = serde_json::json!({ "state": pair.state, "reason": pair.reason });
    let sent = serde_json::json!({ "state": state, "reason": reason });
    Err(Error::Conflict { saved: saved.to_string(), sent: sent.to_string() })
}

/// The place in whose scope a pair of groups lies: of the first that stands in the register.
pub(super) fn place_of_groups(reader: &mut Reader, scope: &Scope, pair: &Pair) -> Result<i64> {
    match institution_of(reader, scope, pair.one_id) {
        Err(Error::NotFound) => Ok(institution_of(reader, scope, pair.other_id)?.place_id),
        found => Ok(found?.place_id),
    }
}

/// The place in whose scope a member lies, for the trail.
fn place_of(tx: &mut Tx, desk: &Desk, member_id: i64) -> Result<i64> {
    let lines = member_of(tx, &desk.scope, member_id, false)?;
    Ok(lines.first().map_or(0, |line| line.place_id))
}

/// Makes two members one: the kept one has the memberships of both, in one group at a time, and
/// what the other knew and she did not.
fn unite(tx: &mut Tx, desk: &Desk, pair: &Pair, stays_in: i64) -> Result<()> {
    let district_id = desk.district_id();
    let (kept_id, gone_id) = (pair.one_id, pair.other_id);
    let kept = record_in_act(tx, district_id, kept_id)?.ok_or(Error::NotFound)?;
    let gone = record_in_act(tx, district_id, gone_id)?.ok_or(Error::NotFound)?;
    let mut before = merge::memberships(tx, district_id, kept_id)?;
    before.extend(merge::memberships(tx, district_id, gone_id)?);
    let mut seen = 0;
    for id in [kept_id, gone_id] {
        seen += member_of(tx, &desk.scope, id, false)?.len();
    }
    if seen < before.len() {
        return Err(Error::fault("duplicate_beyond_scope"));
    }
    let known = |one: &super::stays::Membership| one.institution_id == stays_in;
    if is_in_two(&before) && !before.iter().any(known) {
        let mut faults = Faults::default();
        faults.on("stays_in", "stays_in_missing");
        return Err(Error::Faults(faults));
    }
    let ops = (ops_in_act(tx, district_id, &kept)?.0, ops_in_act(tx, district_id, &gone)?.0);
    let op_no = tx.op_no();
    let mut after = united(&before, kept_id, stays_in);
    for one in &mut after {
        one.op_no = op_no;
    }
    let households = [kept.household_id, gone.household_id];
    let (unit_id, gone_unit) = (place_of(tx, desk, kept_id)?, place_of(tx, desk, gone_id)?);
    tx.changed("member", gone_id, gone_unit).personal("kept_id", None::<i64>, kept_id);
    tx.changed("member", kept_id, unit_id).personal("merged_id", None::<i64>, gone_id);
    rebooked(tx, district_id, &Touching::members([kept_id, gone_id], households), |tx| {
        fill(tx, (district_id, unit_id), &kept, &gone)?;
        merge::replace(tx, district_id, [kept_id, gone_id], &after)?;
        merge::touch(tx, district_id, gone_id, op_no)?;
        let offices = merge::offices(tx, district_id, gone_id)?;
        merge::name_bearer(tx, district_id, &offices, kept_id)?;
        let gone_version = gone.version + 1;
        let (kept, before, after) = (kept.clone(), before.clone(), after.clone());
        let image = Image { kept, ops, gone_version, before, after, offices };
        merge::point(tx, district_id, (gone_id, kept_id, pair.no), &image)
    })
}

/// What she lacks she takes from the other, the household's number too.
fn fill(
    tx: &mut Tx,
    (district_id, unit_id): (i64, i64),
    kept: &Record,
    gone: &Record,
) -> Result<()> {
    let (has, other) = (kept.text.open(), gone.text.open());
    let mut texts = has.clone();
    for field in Field::OWN.iter().filter(|field| **field != Field::Code) {
        if has.get(*field).is_empty() {
            texts.set(*field, other.get(*field).to_owned());
        }
    }
    let lacks = has.get(Field::HouseholdCode).is_empty();
    let moves = lacks && !other.get(Field::HouseholdCode).is_empty();
    let household_id = if moves { gone.household_id } else { kept.household_id };
    let op_no = tx.op_no();
    rewrite(tx, (district_id, unit_id), kept, (household_id, &texts), op_no)
}

/// Writes her own row and household; her memberships stay.
fn rewrite(
    tx: &mut Tx,
    (district_id, unit_id): (i64, i64),
    stands: &Record,
    (household_id, texts): (i64, &Texts<'_>),
    op_no: i64,
) -> Result<()> {
    let mut texts = texts.clone();
    let now = stands.text.open();
    for field in [Field::LeftReason, Field::Office] {
        texts.set(field, now.get(field).to_owned());
    }
    for field in Field::OWN.iter().filter(|field| now.get(**field) != texts.get(**field)) {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        tx.changed("member", stands.id, unit_id).personal(
            field.code(),
            said(now.get(*field)),
            said(texts.get(*field)),
        );
    }
    let becomes = Record { household_id, text: texts.pack(), ..stands.clone() };
    let membership_op = ops_in_act(tx, district_id, stands)?.1;
    if change(tx, district_id, stands, &becomes, (op_no, membership_op))? {
        return Ok(());
    }
    Err(Error::broken("a member changed within one act"))
}

/// Makes two of one again.
fn part(tx: &mut Tx, desk: &Desk, pair: &Pair) -> Result<()> {
    let district_id = desk.district_id();
    let (kept_id, gone_id) = (pair.one_id, pair.other_id);
    let image = merge::image(tx, district_id, gone_id)?;
    let now = record_in_act(tx, district_id, kept_id)?.ok_or(Error::NotFound)?;
    let stays = merge::memberships(tx, district_id, kept_id)?;
    if now.version != image.kept.version + 1 || stays != image.after {
        let name = now.text.open().label().to_owned();
        let mut faults = Faults::default();
        faults.push(Fault::new("undo_changed_later").with("name", name));
        return Err(Error::Faults(faults));
    }
    let gone_household = merge::household_of(tx, district_id, gone_id)?;
    let households = [now.household_id, image.kept.household_id, gone_household];
    let unit_id = place_of(tx, desk, kept_id)?;
    tx.changed("member", gone_id, unit_id).personal("kept_id", kept_id, None::<i64>);
    tx.changed("member", kept_id, unit_id).personal("merged_id", gone_id, None::<i64>);
    rebooked(tx, district_id, &Touching::members([kept_id, gone_id], households), |tx| {
        let before = (image.kept.household_id, &image.kept.text.open());
        rewrite(tx, (district_id, unit_id), &now, before, image.ops.0)?;
        merge::replace(tx, district_id, [kept_id, gone_id], &image.before)?;
        merge::touch(tx, district_id, gone_id, image.ops.1)?;
        merge::name_bearer(tx, district_id, &image.offices, gone_id)?;
        merge::unpoint(tx, district_id, gone_id)
    })
}

/// Whose figures an act moves.
pub(super) struct Touching {
    /// Members.
    pub(super) members: Vec<i64>,
    /// Their households.
    pub(super) households: Vec<i64>,
    /// A group that leaves the register, or comes back to it, with what it reported.
    pub(super) group_id: Option<i64>,
}

impl Touching {
    fn members(members: [i64; 2], households: impl IntoIterator<Item = i64>) -> Self {
        let (members, households) = (members.to_vec(), households.into_iter().collect());
        Self { members, households, group_id: None }
    }

    /// What they count for now.
    fn postings(&self, tx: &mut Tx, district_id: i64) -> Result<Vec<Posting>> {
        let mut households = self.households.clone();
        households.sort_unstable();
        households.dedup();
        let mut touched = Touched::load(tx, district_id, &[])?;
        let mut all = household_postings(tx, &mut touched, &households)?;
        for id in &self.members {
            all.extend(member_postings(tx, &mut touched, (*id, *id))?);
        }
        if let Some(id) = self.group_id
            && second::stands(tx, district_id, id)?
        {
            all.extend(postings_in_act(tx, district_id, id, false)?);
            all.extend(second::reported(tx, district_id, id)?);
        }
        Ok(all)
    }
}

/// Takes back what they counted for, does the work, and posts what they count for now. Months in
/// which nothing differs cancel out; the others get reversing entries (decision 0009).
pub(super) fn rebooked<T>(
    tx: &mut Tx,
    district_id: i64,
    touching: &Touching,
    work: impl FnOnce(&mut Tx) -> Result<T>,
) -> Result<T> {
    let mut postings = touching.postings(tx, district_id)?;
    for posting in &mut postings {
        posting.delta = -posting.delta;
    }
    let done = work(tx)?;
    postings.extend(touching.postings(tx, district_id)?);
    let trees = Trees::load(tx, district_id)?;
    post(tx, district_id, &trees, postings)?;
    Ok(done)
}
