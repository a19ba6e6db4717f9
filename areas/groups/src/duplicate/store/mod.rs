//! Pairs in the database, and the registers as the pass reads them.

pub mod merge;
pub mod twice;

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, Value, params};
use samuh_kernel::scope::Scope;

use super::{
    model::{Pair, PairAsk, State, Subject, state},
    scan::{Candidate, Said},
};
use crate::{institution_of, member_of};

const MEMBERS: &str = "
    select m.id, i.place_id, i.block_id, m.name_hi, m.name_en, m.relation_name, h.code, m.born_on,
           m.birth_year, m.mobile, m.account_no, m.social
    from member m
    join membership s on s.district_id = m.district_id and s.member_id = m.id
    join institution i on i.district_id = s.district_id and i.id = s.institution_id
    left join household h on h.district_id = m.district_id and h.id = m.household_id
    where m.district_id = $1
    order by m.id, s.left_on, s.joined_on";
const GROUPS: &str = "
    select i.id, i.place_id, i.block_id, i.name_hi, i.name_en, '', '', i.formed_on,
           CAST(NULL AS BIGINT), i.mobile, i.account_no, ''
    from institution i
    where i.district_id = $1 and i.kind = 'shg'
    order by i.id";

/// Every member, or every group, as the pass compares them; it looks at the whole district and
/// shows nothing: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn said(reader: &mut Reader, district_id: i64, subject: Subject) -> Result<Vec<Said>> {
    let sql = if subject == Subject::Member { MEMBERS } else { GROUPS };
    said_by(reader, sql, &params![district_id])
}

/// As [`said`], of the rows of one statement: no scope.
fn said_by(reader: &mut Reader, sql: &str, given: &[Value]) -> Result<Vec<Said>> {
    let mut all: Vec<Said> = Vec::new();
    reader.each(sql, given, &mut |row| {
        let text = |at: usize| Ok::<_, Error>(row.at::<Option<String>>(at)?.unwrap_or_default());
        let year = row.at::<Option<i64>>(8)?.and_then(|year| i32::try_from(year).ok());
        let next = Said {
            id: row.at(0)?,
            place_id: row.at(1)?,
            block_id: row.at(2)?,
            names: [text(3)?, text(4)?],
            relation: text(5)?,
            household: text(6)?,
            on: row.at::<Option<NaiveDate>>(7)?,
            year,
            mobile: text(9)?,
            account: text(10)?,
            social: text(11)?,
        };
        match all.last_mut() {
            Some(last) if last.id == next.id => *last = next,
            _ => all.push(next),
        }
        Ok(())
    })?;
    Ok(all)
}

const KNOWN: &str = "
    select no, one_id, other_id, weight, evidence, state, reason, decided_at, version, subject
    from duplicate_pair where district_id = $1 and subject = $2";
const PAIR: &str = "
    select no, one_id, other_id, weight, evidence, state, reason, decided_at, version, subject
    from duplicate_pair where district_id = $1 and no = $2";
const BETWEEN: &str = "
    select no, one_id, other_id, weight, evidence, state, reason, decided_at, version, subject
    from duplicate_pair
    where district_id = $1 and subject = 'institution' and state <> 'same'
      and ((one_id = $2 and other_id = $3) or (one_id = $3 and other_id = $2))";
const COLUMNS: &[&str] = &[
    "district_id",
    "no",
    "subject",
    "one_id",
    "other_id",
    "weight",
    "evidence",
    "state",
    "version",
    "op_no",
];
const WEIGH: &str = "
    update duplicate_pair set weight = $3, evidence = $4, version = version + 1, op_no = $5
    where district_id = $1 and no = $2";
const DROP: &str = "delete from duplicate_pair where district_id = $1 and no = $2";
const DROP_OPEN: &str = "
    delete from duplicate_pair where district_id = $1 and no = $2 and state = 'open'";
const KNOWN_PAIR: &str = "
    select no from duplicate_pair
    where district_id = $1 and subject = 'member' and one_id = $2 and other_id = $3";
const DECIDE: &str = "
    update duplicate_pair
    set state = $4, reason = $5, post_id = $6, decided_at = $7, version = version + 1, op_no = $8
    where district_id = $1 and no = $2 and version = $3";

/// The queue becomes what the pass found: new pairs come in, those that no longer look alike and
/// wait for nobody go, what was decided stays as it is. Answers how many are new.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn refresh(
    tx: &mut Tx,
    district_id: i64,
    subject: Subject,
    found: &[Candidate],
) -> Result<i64> {
    let mut known: HashMap<(i64, i64), Pair> = HashMap::new();
    for row in tx.query(KNOWN, &params![district_id, subject.code()])? {
        let pair = pair(&row)?;
        known.insert((pair.one_id, pair.other_id), pair);
    }
    let op_no = tx.op_no();
    let mut new = Vec::new();
    for one in found {
        match known.remove(&(one.one_id, one.other_id)) {
            None => new.push(one),
            Some(pair) if matches!(pair.state, State::Open | State::Later) => {
                if pair.evidence != one.evidence {
                    let evidence = serde_json::to_string(&one.evidence)?;
                    tx.exec(WEIGH, &params![district_id, pair.no, one.weight, evidence, op_no])?;
                }
            }
            Some(_) => {}
        }
    }
    for pair in known.into_values().filter(|pair| pair.state == State::Open) {
        tx.exec(DROP, &params![district_id, pair.no])?;
    }
    let all = add_pairs(tx, (district_id, subject), &new)?;
    i64::try_from(all.len()).map_err(|_| Error::broken("too many pairs"))
}

/// Pairs come into the queue, to be decided; answers their numbers.
fn add_pairs(
    tx: &mut Tx,
    (district_id, subject): (i64, Subject),
    new: &[&Candidate],
) -> Result<Vec<i64>> {
    let count = i64::try_from(new.len()).map_err(|_| Error::broken("too many pairs"))?;
    if count == 0 {
        return Ok(Vec::new());
    }
    let op_no = tx.op_no();
    let first = tx.allot(district_id, "duplicate", count)?;
    let mut rows = Vec::with_capacity(new.len());
    for (no, one) in (first..).zip(new) {
        let evidence = serde_json::to_string(&one.evidence)?;
        let (weight, state) = (one.weight, State::Open.code());
        let (a, b) = (one.one_id, one.other_id);
        let (subject, version) = (subject.code(), 1i64);
        let row = params![district_id, no, subject, a, b, weight, evidence, state, version, op_no];
        rows.push(row.to_vec());
    }
    tx.load("duplicate_pair", COLUMNS, &mut rows.into_iter())?;
    Ok((first..first + count).collect())
}

/// Pairs of members that an act came upon, besides those which are known; answers the numbers of the
/// new ones.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn ask_of_members(
    tx: &mut Tx,
    district_id: i64,
    found: &[Candidate],
) -> Result<Vec<i64>> {
    let mut new = Vec::new();
    for one in found {
        if tx.first(KNOWN_PAIR, &params![district_id, one.one_id, one.other_id])?.is_none() {
            new.push(one);
        }
    }
    add_pairs(tx, (district_id, Subject::Member), &new)
}

/// Those pairs leave the queue, where nobody has decided.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn unask(tx: &mut Tx, district_id: i64, pairs: &[i64]) -> Result<()> {
    for no in pairs {
        tx.exec(DROP_OPEN, &params![district_id, *no])?;
    }
    Ok(())
}

const MEMBER_QUEUE: &str = "
    select p.no, p.one_id, p.other_id, p.weight, p.evidence, p.state, p.reason, p.decided_at,
           p.version, p.subject
    from duplicate_pair p
    where p.district_id = $1 and p.subject = $2 and p.state = $3
      and exists (
        select 1 from membership s
        join institution i on i.district_id = s.district_id and i.id = s.institution_id
        where s.district_id = p.district_id and s.member_id = p.one_id
          and ($4 = 0 or exists (
            select 1 from place_closure w
            where w.district_id = $1 and w.ancestor_id = $4 and w.place_id = i.place_id
              and w.to_on = '9999-12-31'))
          and ($5 = -1 or exists (
            select 1 from post_unit u
            join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
              and c.to_on = '9999-12-31'
            where u.district_id = $1 and u.post_id = $5 and c.place_id = i.place_id)
            or exists (
            select 1 from post_unit u
            join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
            where u.district_id = $1 and u.post_id = $5 and f.institution_id = i.id)))
      and (p.state = 'same' or exists (
        select 1 from membership s
        join institution i on i.district_id = s.district_id and i.id = s.institution_id
        where s.district_id = p.district_id and s.member_id = p.other_id
          and ($5 = -1 or exists (
            select 1 from post_unit u
            join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
              and c.to_on = '9999-12-31'
            where u.district_id = $1 and u.post_id = $5 and c.place_id = i.place_id)
            or exists (
            select 1 from post_unit u
            join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
            where u.district_id = $1 and u.post_id = $5 and f.institution_id = i.id))))
    order by p.weight desc, p.no";
/// Of a group that was recorded twice only the kept record stands in the register: it speaks for both.
const GROUP_QUEUE: &str = "
    select p.no, p.one_id, p.other_id, p.weight, p.evidence, p.state, p.reason, p.decided_at,
           p.version, p.subject
    from duplicate_pair p
    left join institution_merge g on g.district_id = p.district_id and g.pair_no = p.no
    join institution i on i.district_id = p.district_id
      and i.id = coalesce(nullif(p.one_id, g.gone_id), p.other_id)
    join institution j on j.district_id = p.district_id
      and j.id = coalesce(nullif(p.other_id, g.gone_id), p.one_id)
    where p.district_id = $1 and p.subject = $2 and p.state = $3
      and ($4 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $4 and w.place_id = i.place_id
          and w.to_on = '9999-12-31'))
      and ($5 = -1 or exists (
        select 1 from post_unit u
        join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
          and c.to_on = '9999-12-31'
        where u.district_id = $1 and u.post_id = $5 and c.place_id = i.place_id)
        or exists (
        select 1 from post_unit u
        join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
        where u.district_id = $1 and u.post_id = $5 and f.institution_id = i.id))
      and ($5 = -1 or exists (
        select 1 from post_unit u
        join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
          and c.to_on = '9999-12-31'
        where u.district_id = $1 and u.post_id = $5 and c.place_id = j.place_id)
        or exists (
        select 1 from post_unit u
        join federation_closure f on f.district_id = u.district_id and f.ancestor_id = u.unit_id
        where u.district_id = $1 and u.post_id = $5 and f.institution_id = j.id))
    order by p.weight desc, p.no";

/// The pairs of which the desk may see both records, the likeliest first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn pairs(reader: &mut Reader, scope: &Scope, ask: &PairAsk) -> Result<Vec<Pair>> {
    let sql = if ask.subject == Subject::Member { MEMBER_QUEUE } else { GROUP_QUEUE };
    let (subject, state) = (ask.subject.code(), ask.state.code());
    let given = params![scope.district_id(), subject, state, ask.place_id, scope.key()];
    reader.query(sql, &given)?.iter().map(pair).collect()
}

/// One pair.
///
/// # Errors
/// `NotFound` when there is none, or one of its records is not this desk's.
pub fn pair_of(reader: &mut Reader, scope: &Scope, no: i64) -> Result<Pair> {
    let row = reader.first(PAIR, &params![scope.district_id(), no])?.ok_or(Error::NotFound)?;
    let pair = pair(&row)?;
    // A merged record is seen by whoever sees the one that was kept.
    if let Some(gone_id) = gone_of(reader, scope.district_id(), &pair)? {
        match pair.subject {
            Subject::Member => drop(member_of(reader, scope, pair.one_id, false)?),
            Subject::Institution => {
                let kept_id = twice::kept_group_of(reader, scope, gone_id)?;
                institution_of(reader, scope, kept_id)?;
            }
        }
        return Ok(pair);
    }
    for id in [pair.one_id, pair.other_id] {
        match pair.subject {
            Subject::Member => drop(member_of(reader, scope, id, false)?),
            Subject::Institution => drop(institution_of(reader, scope, id)?),
        }
    }
    Ok(pair)
}

/// The record of a pair that stands in the register no more, for it went into the other; no scope:
/// whoever asks has found the pair.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn gone_of(reader: &mut Reader, district_id: i64, pair: &Pair) -> Result<Option<i64>> {
    Ok(match (pair.state, pair.subject) {
        (State::Same, Subject::Member) => Some(pair.other_id),
        (State::Same, Subject::Institution) => {
            twice::gone_of(reader, district_id, pair.no)?.map(|(gone_id, _)| gone_id)
        }
        _ => None,
    })
}

/// Two groups became one by the act that merges groups: a pair of them in the queue is settled by
/// it. The act has found both in its scope.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn settle(
    tx: &mut Tx,
    district_id: i64,
    (a, b): (i64, i64),
    (post_id, place_id): (i64, i64),
) -> Result<()> {
    for row in tx.query(BETWEEN, &params![district_id, a, b])? {
        let pair = pair(&row)?;
        if keep(tx, (district_id, pair.no, pair.version), State::Same, None, post_id)? {
            tx.changed("duplicate_pair", pair.no, place_id).office(
                "state",
                pair.state.code(),
                State::Same.code(),
            );
        }
    }
    Ok(())
}

/// Keeps what was decided; false when someone decided first.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub(crate) fn keep(
    tx: &mut Tx,
    (district_id, no, version): (i64, i64, i64),
    state: State,
    reason: Option<&str>,
    post_id: i64,
) -> Result<bool> {
    let (at, op_no) = (tx.at(), tx.op_no());
    let given = params![district_id, no, version, state.code(), reason, post_id, at, op_no];
    Ok(tx.exec(DECIDE, &given)? > 0)
}

fn pair(row: &Row) -> Result<Pair> {
    let (evidence, said): (String, String) = (row.at(4)?, row.at(5)?);
    let subject: String = row.at(9)?;
    Ok(Pair {
        no: row.at(0)?,
        subject: Subject::of(&subject).ok_or_else(|| Error::broken("an unknown subject"))?,
        one_id: row.at(1)?,
        other_id: row.at(2)?,
        weight: row.at(3)?,
        evidence: serde_json::from_str(&evidence)?,
        state: state(&said)?,
        reason: row.at(6)?,
        decided_at: row.at(7)?,
        version: row.at(8)?,
    })
}
