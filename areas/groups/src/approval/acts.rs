//! The acts of maker and checker. What is approved runs as the act it asks for, by the same function
//! as without a second post; the post and person who approved stand in the proposal's steps.

use samuh_engine::{Db, Desk, Error, Op, Reader, Rehearsal, Result, Tx, act::uid_of, clock};
use samuh_figures::journal::{Posting, Trees, post};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right, Scope},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{Asked, Deciding, GATED, Policy, Proposal, State, Submission},
    rules::{self, DAY, WAIT_DAYS},
    store,
};
use crate::change::Change;

/// What a proposal would do now.
pub type Tried = Rehearsal<i64>;

/// The place in whose scope something lies; the desk's own where it names none.
fn place_of(reader: &mut Reader, scope: &Scope, ask: &impl Asked, now: i64) -> Result<i64> {
    match ask.place(reader, scope, now)? {
        0 => store::home(reader, scope),
        place_id => Ok(place_id),
    }
}

/// How many days it may wait, where a desk cannot do a change alone: because a policy asks for a
/// second post, or because its right does not reach. None where it does it alone.
///
/// # Errors
/// `NotFound` when what it is about is not this desk's.
pub fn required<A: Asked>(
    reader: &mut Reader,
    desk: &Desk,
    ask: &A,
    now: i64,
) -> Result<Option<i64>> {
    let place_id = place_of(reader, &desk.scope, ask, now)?;
    second_post(reader, desk, (ask.act(), ask.needs(), ask.area()), place_id, now)
}

/// As [`required`], for a form whose change is not written yet: the act, the right and the area by which
/// it is done alone, and the place it is about.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn second_post(
    reader: &mut Reader,
    desk: &Desk,
    (act, needs, area): (&str, Right, Area),
    place_id: i64,
    now: i64,
) -> Result<Option<i64>> {
    let (act, at) = ((act, clock::day_of(now)), (desk.post_id, place_id));
    let needed = store::needed(reader, desk.district_id(), act, at)?;
    let reaches = desk.scope.may(needs, area);
    Ok(needed.or((!reaches).then_some(WAIT_DAYS)))
}

/// True where work of another area that a post laid ready (an import) is not to be done by this desk,
/// because a policy asks for a second post and it is the desk's own: by its post, or by its person.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn is_own_and_needs_second(
    reader: &mut Reader,
    desk: &Desk,
    (act, maker_post_id): (&str, i64),
    now: i64,
) -> Result<bool> {
    if desk.post_id == 0 {
        // Whoever works at the machine itself is no post.
        return Ok(false);
    }
    let (district_id, on) = (desk.district_id(), clock::day_of(now));
    let place_id = desk.scope.roots().first().copied().unwrap_or(0);
    let at = (maker_post_id, place_id);
    if store::needed(reader, district_id, (act, on), at)?.is_none() {
        return Ok(false);
    }
    let who = (maker_post_id, desk.officer_id);
    Ok(maker_post_id == desk.post_id || store::holds(reader, district_id, who, on)?)
}

/// What a desk may do with a proposal that it sees.
pub fn deciding<A: Asked>(desk: &Desk, proposal: &Proposal<A>) -> Deciding {
    rules::deciding(desk, proposal)
}

/// Refuses a change done alone where a policy asks for a second post.
pub(crate) fn refuse_alone(tx: &mut Tx, desk: &Desk, ask: &Change) -> Result<()> {
    let at = tx.at();
    match required(tx, desk, ask, at)? {
        Some(_) => Err(Error::Denied("approvals.second_post")),
        None => Ok(()),
    }
}

/// The gate of every act: refuses what a desk did alone where a policy asks for a second post. The
/// changes of groups and members ask for themselves, and with the place they are about.
///
/// # Errors
/// `Denied` where a second post is needed.
pub fn gate(tx: &mut Tx, desk: &Desk, act: &'static str) -> Result<()> {
    if desk.post_id == 0 || !GATED.contains(&act) {
        return Ok(());
    }
    let mut units: Vec<i64> = tx.changes().iter().map(|changed| changed.unit_id).collect();
    units.sort_unstable();
    units.dedup();
    let (district_id, on) = (desk.district_id(), clock::day_of(tx.at()));
    for unit_id in units {
        let place_id = if unit_id == 0 { store::home(tx, &desk.scope)? } else { unit_id };
        if store::needed(tx, district_id, (act, on), (desk.post_id, place_id))?.is_some() {
            return Err(Error::Denied("approvals.second_post"));
        }
    }
    Ok(())
}

/// Sends a change to another post, or keeps it as a draft; answers the proposal's number. Before it
/// is sent it is tried: what the act would refuse is refused now.
///
/// # Errors
/// `Denied` without the right to enter, whatever the change itself would answer with.
pub fn submit<A: Asked>(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    sent: &Submission<A>,
    now: i64,
) -> Result<i64> {
    rules::may_propose(desk, &sent.ask)?;
    let op = Op::over(op_id, "approvals.submit", sent, now)?;
    let effects = if sent.draft { Vec::new() } else { tried(db, desk, &sent.ask, now)?.effects };
    let (maker, sent) = (desk.clone(), sent.clone());
    db.act(desk, &op, move |tx| {
        let district_id = maker.district_id();
        let at = tx.at();
        let wait = required(tx, &maker, &sent.ask, at)?.unwrap_or(WAIT_DAYS);
        let state = if sent.draft { State::Draft } else { State::Submitted };
        let was = match sent.id {
            0 => None,
            id => Some(store::find::<A>(tx, &maker.scope, id)?),
        };
        if let Some(was) = &was {
            rules::may_rewrite(&maker, was, false)?;
        }
        let proposal = proposed(tx, &maker, (&sent, state, wait), was.as_ref())?;
        match &was {
            None => store::add(tx, district_id, &proposal)?,
            Some(_) if store::rewrite(tx, district_id, &proposal)? => {}
            Some(was) => return Err(moved(was)),
        }
        store::keep_postings(tx, district_id, proposal.id, &effects)?;
        if state == State::Submitted {
            pend(tx, district_id, proposal.id, 1)?;
        }
        let by = (maker.post_id, maker.officer_id);
        store::step(tx, district_id, (proposal.id, state), by, None)?;
        trail(tx, &proposal, was.map(|was| was.state), state);
        Ok(proposal.id)
    })
}

/// A proposal as it will stand.
fn proposed<A: Asked>(
    tx: &mut Tx,
    maker: &Desk,
    (sent, state, wait): (&Submission<A>, State, i64),
    was: Option<&Proposal<A>>,
) -> Result<Proposal<A>> {
    let district_id = maker.district_id();
    let at = tx.at();
    let place_id = place_of(tx, &maker.scope, &sent.ask, at)?;
    let (id, uid, version) = match was {
        Some(was) => (was.id, was.uid, was.version),
        None => {
            let id = tx.allot(district_id, "proposal", 1)?;
            (id, uid_of(tx, district_id, id), 1)
        }
    };
    Ok(Proposal {
        id,
        uid,
        ask: sent.ask.clone(),
        form: sent.form.clone(),
        institution_id: sent.ask.institution_id(),
        member_id: sent.ask.member_id(),
        place_id,
        maker_post_id: maker.post_id,
        maker_officer_id: maker.officer_id,
        state,
        sent_at: tx.at(),
        wait_until: tx.at() + wait * DAY,
        answer_id: None,
        version,
    })
}

/// Posts what a proposal would add as pending (1), or takes it back (-1).
fn pend(tx: &mut Tx, district_id: i64, id: i64, sign: i64) -> Result<()> {
    let postings: Vec<Posting> = store::postings(tx, district_id, id)?
        .into_iter()
        .map(|posting| Posting { delta: sign * posting.delta, ..posting })
        .collect();
    if postings.is_empty() {
        return Ok(());
    }
    let trees = Trees::load(tx, district_id)?;
    post(tx, district_id, &trees, postings).map(drop)
}

fn trail<A>(tx: &mut Tx, proposal: &Proposal<A>, was: Option<State>, now: State) {
    let before = was.map(State::code);
    tx.changed("proposal", proposal.id, proposal.place_id).office("state", before, now.code());
}

fn moved<A>(proposal: &Proposal<A>) -> Error {
    let saved = json!({ "version": proposal.version, "state": proposal.state });
    Error::Conflict { saved: saved.to_string(), sent: "{}".into() }
}

/// What a change would do to records and figures if the desk did it now; nothing stays.
///
/// # Errors
/// `Denied` for a desk that may not even ask for it; whatever the change would answer with.
pub fn rehearse<A: Asked>(db: &Db, desk: &Desk, ask: &A, now: i64) -> Result<Tried> {
    rules::may_propose(desk, ask)?;
    tried(db, desk, ask, now)
}

fn tried<A: Asked>(db: &Db, desk: &Desk, ask: &A, now: i64) -> Result<Tried> {
    let op = Op::over(Uuid::nil(), ask.act(), ask, now)?;
    let (as_desk, ask) = (desk.clone(), ask.clone());
    db.rehearse(desk, &op, move |tx| ask.run(tx, &as_desk))
}

/// What a proposal would do to records and figures as they stand now; nothing stays.
///
/// # Errors
/// `NotFound` when it is not this desk's; whatever the act would answer with: a `Conflict` when the
/// record moved since it was proposed.
pub fn try_again<A: Asked>(db: &Db, desk: &Desk, id: i64, now: i64) -> Result<Tried> {
    let proposal: Proposal<A> = db.read(|reader| store::find(reader, &desk.scope, id))?;
    tried(db, &as_maker(&proposal, desk), &proposal.ask, now)
}

/// What a proposal whose record moved since would change of what stands now, given what its act was refused
/// with: both values, field by field. Nothing stays, and it can be done only once it is sent again. None
/// where the record names no edition.
///
/// # Errors
/// As [`try_again`].
pub fn over_what_stands<A: Asked>(
    db: &Db,
    desk: &Desk,
    (id, saved): (i64, &str),
    now: i64,
) -> Result<Option<Tried>> {
    let proposal: Proposal<A> = db.read(|reader| store::find(reader, &desk.scope, id))?;
    let saved: serde_json::Value = serde_json::from_str(saved)?;
    let version = saved.get("version").and_then(serde_json::Value::as_i64);
    let over = version.and_then(|version| proposal.ask.over(version));
    over.map(|ask| tried(db, &as_maker(&proposal, desk), &ask, now)).transpose()
}

/// The maker's post and person, seeing what the other desk sees.
fn as_maker<A>(proposal: &Proposal<A>, desk: &Desk) -> Desk {
    Desk::new(proposal.maker_post_id, proposal.maker_officer_id, desk.scope.clone())
}

/// Approves a proposal: the act runs as its maker asked for it. Approved twice, it happens once. `seen` is
/// the edition of the proposal that was looked at: what was written anew since is not approved unseen.
///
/// # Errors
/// `Denied` for one's own work or without the right, `Faults` when it does not wait or the act
/// refuses, `Conflict` when the record, or the proposal itself, moved since.
pub fn approve<A: Asked>(db: &Db, desk: &Desk, (id, seen): (i64, i64), now: i64) -> Result<i64> {
    let proposal: Proposal<A> = db.read(|reader| store::find(reader, &desk.scope, id))?;
    if proposal.state != State::Approved || proposal.answer_id.is_none() {
        rules::may_decide(desk, &proposal)?;
    }
    let op = Op::over(proposal.uid, proposal.ask.act(), &proposal.ask, now)?;
    let (mut maker, checker) = (as_maker(&proposal, desk), desk.clone());
    maker.origin.clone_from(&checker.origin);
    db.act(&maker.clone(), &op, move |tx| {
        let district_id = checker.district_id();
        let stands: Proposal<A> = store::find(tx, &checker.scope, id)?;
        rules::may_decide(&checker, &stands)?;
        if stands.version != seen {
            return Err(moved(&stands));
        }
        tx.approved();
        pend(tx, district_id, id, -1)?;
        if !store::set_state(tx, district_id, (&stands, State::Approved))? {
            return Err(moved(&stands));
        }
        let by = (checker.post_id, checker.officer_id);
        store::step(tx, district_id, (id, State::Approved), by, None)?;
        let answer = stands.ask.run(tx, &maker)?;
        store::answered(tx, district_id, id, answer)?;
        // The entry is its maker's; who approved it is sealed into the chain with it.
        tx.changed("proposal", stands.id, stands.place_id)
            .office("state", Some(stands.state.code()), State::Approved.code())
            .office("approved_post_id", None::<i64>, checker.post_id)
            .office("approved_officer_id", None::<i64>, checker.officer_id);
        Ok(answer)
    })
}

/// Gives a proposal back to its maker, with the reason.
///
/// # Errors
/// As [`approve`]; `Faults` without a reason.
pub fn send_back<A: Asked>(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (id, reason): (i64, &str),
    now: i64,
) -> Result<()> {
    let reason = reason.trim().to_owned();
    let stands: Proposal<A> = db.read(|reader| store::find(reader, &desk.scope, id))?;
    if stands.state == State::Submitted {
        rules::may_decide(desk, &stands)?;
    }
    if reason.is_empty() {
        return Err(Error::Faults(Faults(vec![Fault::at("reason", "send_back_reason_missing")])));
    }
    let op = Op::over(op_id, "approvals.send_back", &(id, &reason), now)?;
    let checker = desk.clone();
    db.act(desk, &op, move |tx| {
        let stands: Proposal<A> = store::find(tx, &checker.scope, id)?;
        rules::may_decide(&checker, &stands)?;
        close(tx, &checker, (&stands, State::SentBack), Some(&reason))
    })
}

/// Takes a proposal back before it is decided.
///
/// # Errors
/// `Denied` for another post's proposal, `Faults` when it is decided already.
pub fn withdraw<A: Asked>(db: &Db, desk: &Desk, op_id: Uuid, id: i64, now: i64) -> Result<()> {
    db.read(|reader| store::find::<A>(reader, &desk.scope, id))?;
    let op = Op::over(op_id, "approvals.withdraw", &id, now)?;
    let maker = desk.clone();
    db.act(desk, &op, move |tx| {
        let stands: Proposal<A> = store::find(tx, &maker.scope, id)?;
        rules::may_rewrite(&maker, &stands, true)?;
        close(tx, &maker, (&stands, State::Withdrawn), None)
    })
}

/// Ends the waiting of a proposal without its act.
fn close<A>(
    tx: &mut Tx,
    desk: &Desk,
    (stands, state): (&Proposal<A>, State),
    reason: Option<&str>,
) -> Result<()> {
    let district_id = desk.district_id();
    if stands.state == State::Submitted {
        pend(tx, district_id, stands.id, -1)?;
    }
    if !store::set_state(tx, district_id, (stands, state))? {
        return Err(moved(stands));
    }
    let by = (desk.post_id, desk.officer_id);
    store::step(tx, district_id, (stands.id, state), by, reason)?;
    trail(tx, stands, Some(stands.state), state);
    Ok(())
}

/// From a day on an act needs a second post.
///
/// # Errors
/// `Denied` without the right to run the area, `Faults` with what is wrong.
pub fn set_policy(db: &Db, desk: &Desk, op_id: Uuid, policy: &Policy, now: i64) -> Result<()> {
    rules::may_administer(desk)?;
    rules::check(policy).or(()).map_err(Error::Faults)?;
    let op = Op::over(op_id, "approvals.policy", policy, now)?;
    let (district_id, policy) = (desk.district_id(), policy.clone());
    db.act(desk, &op, move |tx| {
        store::set_policy(tx, district_id, &policy)?;
        tx.changed("approval_policy", policy.unit_id, policy.unit_id)
            .office("act", None::<&str>, policy.act.as_str())
            .office("role", None::<&str>, policy.role.as_str())
            .office("from_on", None::<chrono::NaiveDate>, policy.from_on)
            .office("wait_days", None::<i64>, policy.wait_days);
        Ok(())
    })
}

/// From a day on an act is done alone again.
///
/// # Errors
/// `Denied` without the right to run the area, `Faults` where no such policy holds.
pub fn end_policy(db: &Db, desk: &Desk, op_id: Uuid, policy: &Policy, now: i64) -> Result<()> {
    rules::may_administer(desk)?;
    let op = Op::over(op_id, "approvals.policy_ends", policy, now)?;
    let (district_id, policy) = (desk.district_id(), policy.clone());
    db.act(desk, &op, move |tx| {
        if store::end_policy(tx, district_id, &policy)? == 0 {
            return Err(Error::fault("policy_not_in_force"));
        }
        tx.changed("approval_policy", policy.unit_id, policy.unit_id)
            .office("act", policy.act.as_str(), policy.act.as_str())
            .office("to_on", None::<chrono::NaiveDate>, policy.to_on);
        Ok(())
    })
}
