//! Proposals in the database: what acts read and write.

pub(super) mod reading;

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, audit::Effect, params};
use samuh_figures::journal::{Class, Posting};
use samuh_kernel::{calendar::Month, scope::Scope};

use super::{
    model::{Asked, Policy, Proposal, State},
    rules,
};

const ONE: &str = "
    select p.id, p.uid, p.ask, p.form, p.institution_id, p.member_id, p.place_id,
           p.maker_post_id, p.maker_officer_id, p.state, p.sent_at, p.wait_until, p.answer_id,
           p.version, p.act
    from proposal p
    where p.district_id = $1 and p.id = $2
      and ($3 = -1 or p.maker_post_id = $3 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.place_id = p.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $3 and f.institution_id = p.institution_id
          and f.to_on = '9999-12-31'))";
const HOME: &str = "
    select coalesce(
      (select p.id from place p where p.district_id = d.id and p.id = $2),
      (select i.place_id from institution i where i.district_id = d.id and i.id = $2),
      d.place_id)
    from district d where d.id = $1";
const ADD: &[&str] = &[
    "district_id",
    "id",
    "uid",
    "act",
    "ask",
    "form",
    "institution_id",
    "member_id",
    "place_id",
    "maker_post_id",
    "maker_officer_id",
    "state",
    "sent_at",
    "wait_until",
    "version",
    "op_no",
];
const REWRITE: &str = "
    update proposal set act = $4, ask = $5, form = $6, institution_id = $7, member_id = $8,
      place_id = $9, maker_officer_id = $10, state = $11, sent_at = $12, wait_until = $13,
      version = version + 1, op_no = $14
    where district_id = $1 and id = $2 and version = $3";
const SET_STATE: &str = "
    update proposal set state = $4, answer_id = $5, version = version + 1, op_no = $6
    where district_id = $1 and id = $2 and version = $3";
const ANSWERED: &str = "update proposal set answer_id = $3 where district_id = $1 and id = $2";
const STEP: &str = "
    insert into proposal_step
      (district_id, proposal_id, op_no, step, post_id, officer_id, at, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const POSTINGS: &str = "
    select indicator, place_id, institution_id, federation_id, month, delta from proposal_posting
    where district_id = $1 and proposal_id = $2 order by no";
const ALL_POSTINGS: &str = "
    select q.indicator, q.place_id, q.institution_id, q.federation_id, q.month, q.delta
    from proposal p
    join proposal_posting q on q.district_id = p.district_id and q.proposal_id = p.id
    where p.district_id = $1 and p.state = 'submitted'";
const DROP_POSTINGS: &str = "
    delete from proposal_posting where district_id = $1 and proposal_id = $2";
const POSTING: &[&str] = &[
    "district_id",
    "proposal_id",
    "no",
    "indicator",
    "place_id",
    "institution_id",
    "federation_id",
    "month",
    "delta",
];
const IS_THERE: &str = "select 1 from institution where district_id = $1 and id = $2";
const NEEDED: &str = "
    select q.wait_days from approval_policy q
    where q.district_id = $1 and q.act = $2 and q.from_on <= $3 and q.to_on > $3
      and (q.role = '' or exists (
        select 1 from post p
        where p.district_id = q.district_id and p.id = $4 and p.role = q.role))
      and (q.unit_id = 0 or exists (
        select 1 from place_closure c
        where c.district_id = q.district_id and c.ancestor_id = q.unit_id and c.place_id = $5
          and c.to_on = '9999-12-31')
        or exists (
        select 1 from institution i
        join place_closure c on c.district_id = i.district_id and c.place_id = i.place_id
        where i.district_id = q.district_id and i.id = $5 and c.ancestor_id = q.unit_id
          and c.to_on = '9999-12-31'))
    order by q.wait_days";
const HOLDS: &str = "
    select 1 from post_holder
    where district_id = $1 and post_id = $2 and officer_id = $3 and from_on <= $4 and to_on > $4";
const SET_POLICY: &str = "
    insert into approval_policy
      (district_id, act, role, unit_id, from_on, to_on, wait_days, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (district_id, act, role, unit_id, from_on)
    do update set to_on = excluded.to_on, wait_days = excluded.wait_days, op_no = excluded.op_no";
const END_POLICY: &str = "
    update approval_policy set to_on = $5, op_no = $6
    where district_id = $1 and act = $2 and role = $3 and unit_id = $4 and to_on > $5";

/// A proposal that the desk made or in whose scope it lies.
pub(super) fn find<A: Asked>(reader: &mut Reader, scope: &Scope, id: i64) -> Result<Proposal<A>> {
    let given = params![scope.district_id(), id, scope.key()];
    let row = reader.first(ONE, &given)?.ok_or(Error::NotFound)?;
    let (maker_post_id, act): (i64, String) = (row.at(7)?, row.at(14)?);
    if !rules::is_seen(scope, &act, maker_post_id) {
        return Err(Error::NotFound);
    }
    read(&row)
}

/// The place at the top of what a desk sees: of its first unit, else the district.
pub(super) fn home(reader: &mut Reader, scope: &Scope) -> Result<i64> {
    let unit_id = scope.roots().first().copied().unwrap_or(0);
    let row = reader.first(HOME, &params![scope.district_id(), unit_id])?;
    row.ok_or(Error::NotFound)?.at(0)
}

/// A row as [`ONE`] and the lists select it.
pub(super) fn read<A: Asked>(row: &Row) -> Result<Proposal<A>> {
    let (ask, form, act): (String, String, String) = (row.at(2)?, row.at(3)?, row.at(14)?);
    let state: String = row.at(9)?;
    Ok(Proposal {
        id: row.at(0)?,
        uid: row.at(1)?,
        ask: A::read(&act, &ask)?,
        form: serde_json::from_str(&form)?,
        institution_id: row.at(4)?,
        member_id: row.at(5)?,
        place_id: row.at(6)?,
        maker_post_id: row.at(7)?,
        maker_officer_id: row.at(8)?,
        state: State::of(&state).ok_or_else(|| Error::broken("unknown state"))?,
        sent_at: row.at(10)?,
        wait_until: row.at(11)?,
        answer_id: row.at(12)?,
        version: row.at(13)?,
    })
}

/// A new proposal.
pub(super) fn add<A: Asked>(tx: &mut Tx, district_id: i64, new: &Proposal<A>) -> Result<()> {
    let op_no = tx.op_no();
    let (ask, form) = (serde_json::to_string(&new.ask)?, serde_json::to_string(&new.form)?);
    let row = params![
        district_id,
        new.id,
        new.uid,
        new.ask.act(),
        ask,
        form,
        new.institution_id,
        new.member_id,
        new.place_id,
        new.maker_post_id,
        new.maker_officer_id,
        new.state.code(),
        new.sent_at,
        new.wait_until,
        1i64,
        op_no
    ];
    tx.load("proposal", ADD, &mut std::iter::once(row.to_vec())).map(drop)
}

/// Writes a proposal anew; false when someone saved first.
pub(super) fn rewrite<A: Asked>(
    tx: &mut Tx,
    district_id: i64,
    becomes: &Proposal<A>,
) -> Result<bool> {
    let op_no = tx.op_no();
    let (ask, form) = (serde_json::to_string(&becomes.ask)?, serde_json::to_string(&becomes.form)?);
    let given = params![
        district_id,
        becomes.id,
        becomes.version,
        becomes.ask.act(),
        ask,
        form,
        becomes.institution_id,
        becomes.member_id,
        becomes.place_id,
        becomes.maker_officer_id,
        becomes.state.code(),
        becomes.sent_at,
        becomes.wait_until,
        op_no
    ];
    Ok(tx.exec(REWRITE, &given)? == 1)
}

/// Puts a proposal into another state; false when someone decided first.
pub(super) fn set_state<A>(
    tx: &mut Tx,
    district_id: i64,
    (proposal, state): (&Proposal<A>, State),
) -> Result<bool> {
    let op_no = tx.op_no();
    let given = params![
        district_id,
        proposal.id,
        proposal.version,
        state.code(),
        proposal.answer_id,
        op_no
    ];
    Ok(tx.exec(SET_STATE, &given)? == 1)
}

/// Notes what the approved act answered.
pub(super) fn answered(tx: &mut Tx, district_id: i64, id: i64, answer_id: i64) -> Result<()> {
    tx.exec(ANSWERED, &params![district_id, id, answer_id]).map(drop)
}

/// A step, by whom and why.
pub(super) fn step(
    tx: &mut Tx,
    district_id: i64,
    (id, state): (i64, State),
    (post_id, officer_id): (i64, i64),
    reason: Option<&str>,
) -> Result<()> {
    let (op_no, at) = (tx.op_no(), tx.at());
    let given = params![district_id, id, op_no, state.code(), post_id, officer_id, at, reason];
    tx.exec(STEP, &given).map(drop)
}

/// Keeps what a proposal would add to the figures. What only comes to be with it has no number yet.
pub(super) fn keep_postings(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    effects: &[Effect],
) -> Result<()> {
    tx.exec(DROP_POSTINGS, &params![district_id, id])?;
    let mut rows = Vec::with_capacity(effects.len());
    for (effect, no) in effects.iter().zip(1i64..) {
        let institution_id = there(tx, district_id, effect.institution_id)?;
        let federation_id = there(tx, district_id, effect.federation_id)?;
        rows.push(
            params![
                district_id,
                id,
                no,
                effect.indicator,
                effect.place_id,
                institution_id,
                federation_id,
                effect.month,
                effect.delta
            ]
            .to_vec(),
        );
    }
    tx.load("proposal_posting", POSTING, &mut rows.into_iter()).map(drop)
}

fn there(tx: &mut Tx, district_id: i64, id: i64) -> Result<i64> {
    let found = id != 0 && tx.first(IS_THERE, &params![district_id, id])?.is_some();
    Ok(if found { id } else { 0 })
}

/// What a proposal would add to the figures, as pending; inside an act: no scope.
pub(super) fn postings(reader: &mut Reader, district_id: i64, id: i64) -> Result<Vec<Posting>> {
    let rows = reader.query(POSTINGS, &params![district_id, id])?;
    rows.iter().map(pending).collect()
}

/// All that waits in the district, for `samuh verify`: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn wanted(reader: &mut Reader, district_id: i64) -> Result<Vec<Posting>> {
    let rows = reader.query(ALL_POSTINGS, &params![district_id])?;
    rows.iter().map(pending).collect()
}

fn pending(row: &Row) -> Result<Posting> {
    let month = i32::try_from(row.at::<i64>(4)?).unwrap_or(i32::MAX);
    Ok(Posting {
        indicator: row.at(0)?,
        place_id: row.at(1)?,
        institution_id: row.at(2)?,
        federation_id: row.at(3)?,
        month: Month(month),
        class: Class::Pending,
        delta: row.at(5)?,
    })
}

/// The days a proposal may wait, where a policy in force asks for a second post: its rules are of
/// the district, no scope.
pub(super) fn needed(
    reader: &mut Reader,
    district_id: i64,
    (act, on): (&str, NaiveDate),
    (post_id, place_id): (i64, i64),
) -> Result<Option<i64>> {
    let given = params![district_id, act, on, post_id, place_id];
    reader.first(NEEDED, &given)?.map(|row| row.at(0)).transpose()
}

/// True where a person holds a post on a day: whose work the post's is; no scope, it is only compared.
pub(super) fn holds(
    reader: &mut Reader,
    district_id: i64,
    (post_id, officer_id): (i64, i64),
    on: NaiveDate,
) -> Result<bool> {
    Ok(reader.first(HOLDS, &params![district_id, post_id, officer_id, on])?.is_some())
}

/// Writes a policy.
pub(super) fn set_policy(tx: &mut Tx, district_id: i64, policy: &Policy) -> Result<()> {
    let op_no = tx.op_no();
    let Policy { act, role, unit_id, from_on, to_on, wait_days } = policy;
    let given = params![
        district_id,
        act.as_str(),
        role.as_str(),
        *unit_id,
        *from_on,
        *to_on,
        *wait_days,
        op_no
    ];
    tx.exec(SET_POLICY, &given).map(drop)
}

/// Ends a policy on a day; how many rows of it held.
pub(super) fn end_policy(tx: &mut Tx, district_id: i64, policy: &Policy) -> Result<u64> {
    let op_no = tx.op_no();
    let Policy { act, role, unit_id, to_on, .. } = policy;
    let given = params![district_id, act.as_str(), role.as_str(), *unit_id, *to_on, op_no];
    tx.exec(END_POLICY, &given)
}
