//! Notices in the database.

use std::collections::BTreeMap;

use samuh_engine::{
    Desk, Error, Reader, Result, Row, Tx, clock, params,
    rule::{Head, NewRule, Rule, add_rule, rule_on, rules},
};
use samuh_kernel::scope::Scope;

use super::model::{Address, Attempt, Channel, Notice, Policy, Raise, Waiting};

/// The kind of its dated rules.
const KIND: &str = "notices";

const ADD: &str = "
    insert into notice (district_id, id, post_id, kind, subject, subject_id, args, raised_at, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const INBOX: &str = "
    select id, post_id, kind, subject, subject_id, args, raised_at, read_at from notice
    where district_id = $1 and post_id = $2 and ($3 = 0 or id < $3) and ($4 = false or read_at is null)
    order by id desc limit $5";
const ONE: &str = "
    select id, post_id, kind, subject, subject_id, args, raised_at, read_at from notice
    where district_id = $1 and post_id = $2 and id = $3";
const UNREAD: &str = "
    select count(*) from notice where district_id = $1 and post_id = $2 and read_at is null";
const READ: &str = "
    update notice set read_at = $3, read_op_no = $4
    where district_id = $1 and id = $2 and read_at is null";
const WAITING: &str = "
    select n.id, n.post_id, n.kind, n.subject, n.subject_id, n.args, n.raised_at, n.read_at,
           coalesce(d.tries, 0), coalesce(d.next_at, 0)
    from notice n
    left join notice_delivery d on d.district_id = n.district_id and d.notice_id = n.id
      and d.channel = $2
    where n.district_id = $1 and n.raised_at >= $3 and n.read_at is null
      and (d.state is null or d.state = 'waiting')
    order by n.post_id, n.id";
const TAKE: &str = "
    insert into notice_delivery (district_id, notice_id, channel, state, tries, next_at)
    values ($1, $2, $3, 'waiting', 1, $5)
    on conflict (district_id, notice_id, channel) do update
      set tries = notice_delivery.tries + 1, next_at = excluded.next_at
      where notice_delivery.state = 'waiting' and notice_delivery.next_at <= $4";
const TRIES: &str = "
    select tries from notice_delivery where district_id = $1 and notice_id = $2 and channel = $3";
const SETTLE: &str = "
    update notice_delivery set state = $4, next_at = $5, attempt_no = $6
    where district_id = $1 and notice_id = $2 and channel = $3";
const ADD_ATTEMPT: &str = "
    insert into notice_attempt (district_id, no, channel, post_id, officer_id, notices, is_digest, at,
                                outcome, code)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const SINGLES: &str = "
    select count(*) from notice_attempt
    where district_id = $1 and post_id = $2 and channel = $3 and at >= $4 and outcome = 'sent'
      and is_digest = false";
const LAST_DIGEST: &str = "
    select coalesce(max(at), 0) from notice_attempt
    where district_id = $1 and post_id = $2 and channel = $3 and outcome = 'sent'
      and is_digest = true";
const HOLDER: &str = "
    select o.id, o.mobile, o.email,
           (select max(a.lang) from account a
            where a.district_id = o.district_id and a.officer_id = o.id and a.disabled = false)
    from post_holder h
    join officer o on o.district_id = h.district_id and o.id = h.officer_id
    where h.district_id = $1 and h.post_id = $2 and h.from_on <= $3 and h.to_on > $3";
const POLICY: &str = "
    select quiet_from, quiet_to, gather_minutes, singles, digest_minute, most_tries, keep_days
    from notice_policy where district_id = $1 and rule_no = $2";
const ADD_POLICY: &str = "
    insert into notice_policy (district_id, rule_no, quiet_from, quiet_to, gather_minutes, singles,
                               digest_minute, most_tries, keep_days)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const FAILURES: &str = "
    select t.channel, t.post_id, t.at, t.outcome, t.code, t.notices, p.role, p.title_hi, p.title_en
    from notice_attempt t
    join post p on p.district_id = t.district_id and p.id = t.post_id
    where t.district_id = $1 and t.outcome <> 'sent' order by t.no desc limit $2";
const STANDING: &str = "
    select channel, state, count(*) from notice_delivery
    where district_id = $1 group by channel, state order by channel, state";

/// Tells a post what an act did; within the act. Answers the notice's number.
///
/// # Errors
/// `Broken` when the database cannot be written.
pub fn raise(tx: &mut Tx, raise: &Raise) -> Result<i64> {
    let district_id = tx.district_id();
    let id = tx.allot(district_id, "notice", 1)?;
    let args = serde_json::to_string(&raise.args)?;
    let row = params![
        district_id,
        id,
        raise.post_id,
        raise.kind,
        raise.subject,
        raise.subject_id,
        args,
        tx.at(),
        tx.op_no()
    ];
    tx.exec(ADD, &row)?;
    Ok(id)
}

/// The notices of the desk's own post, the newest first, those before a number (0 for all).
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn inbox(
    reader: &mut Reader,
    desk: &Desk,
    (before, only_unread): (i64, bool),
    limit: i64,
) -> Result<Vec<Notice>> {
    let asked = params![desk.district_id(), desk.post_id, before, only_unread, limit];
    reader.query(INBOX, &asked)?.iter().map(notice).collect()
}

/// A notice of the desk's own post; none where it is another's.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn one(reader: &mut Reader, desk: &Desk, id: i64) -> Result<Option<Notice>> {
    let row = reader.first(ONE, &params![desk.district_id(), desk.post_id, id])?;
    row.as_ref().map(notice).transpose()
}

/// How many notices of the desk's own post are unread.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn unread(reader: &mut Reader, desk: &Desk) -> Result<i64> {
    let row = reader.first(UNREAD, &params![desk.district_id(), desk.post_id])?;
    row.map_or(Ok(0), |row| row.at(0))
}

pub(super) fn set_read(tx: &mut Tx, id: i64, at: i64) -> Result<()> {
    let row = params![tx.district_id(), id, at, tx.op_no()];
    tx.exec(READ, &row).map(drop)
}

/// What has not gone out on a channel and was raised since, unread as yet, by post. The worker's own
/// reading, with the scope of the district.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn waiting(
    reader: &mut Reader,
    scope: &Scope,
    channel: Channel,
    since: i64,
) -> Result<Vec<Waiting>> {
    let rows = reader.query(WAITING, &params![scope.district_id(), channel.code(), since])?;
    rows.iter()
        .map(|row| Ok(Waiting { notice: notice(row)?, tries: row.at(8)?, next_at: row.at(9)? }))
        .collect()
}

pub(super) fn take(
    tx: &mut Tx,
    (district_id, id, channel): (i64, i64, Channel),
    (now, until): (i64, i64),
) -> Result<Option<i64>> {
    let row = params![district_id, id, channel.code(), now, until];
    if tx.exec(TAKE, &row)? == 0 {
        return Ok(None);
    }
    let row = tx.first(TRIES, &params![district_id, id, channel.code()])?;
    row.map(|row| row.at(0)).transpose()
}

pub(super) fn settle(
    tx: &mut Tx,
    (district_id, id, channel): (i64, i64, Channel),
    (state, next_at, attempt): (&str, i64, i64),
) -> Result<()> {
    tx.exec(SETTLE, &params![district_id, id, channel.code(), state, next_at, attempt]).map(drop)
}

pub(super) fn add_attempt(
    tx: &mut Tx,
    (district_id, no): (i64, i64),
    attempt: &Attempt,
) -> Result<()> {
    let row = params![
        district_id,
        no,
        attempt.channel.code(),
        attempt.post_id,
        attempt.officer_id,
        attempt.notices,
        attempt.is_digest,
        attempt.at,
        attempt.outcome.code(),
        attempt.code.as_str()
    ];
    tx.exec(ADD_ATTEMPT, &row).map(drop)
}

/// What a post got on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// Messages sent singly since the day began.
    pub singles_today: i64,
    /// When its last digest went; 0 for never.
    pub last_digest: i64,
}

/// What a post got on a channel. The worker's own reading, with the scope of the district.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn history_of(
    reader: &mut Reader,
    scope: &Scope,
    (post_id, channel): (i64, Channel),
    now: i64,
) -> Result<History> {
    let today = clock::start_of(clock::day_of(now));
    let of = params![scope.district_id(), post_id, channel.code(), today];
    let singles = reader.first(SINGLES, &of)?.ok_or(Error::NotFound)?.at(0)?;
    let of = params![scope.district_id(), post_id, channel.code()];
    let last = reader.first(LAST_DIGEST, &of)?.ok_or(Error::NotFound)?.at(0)?;
    Ok(History { singles_today: singles, last_digest: last })
}

/// Who holds a post on the day of `now`, with the addresses; officer 0 where nobody does. The
/// worker's own reading, with the scope of the district.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn address_of(reader: &mut Reader, scope: &Scope, post_id: i64, now: i64) -> Result<Address> {
    let day = clock::day_of(now);
    let row = reader.first(HOLDER, &params![scope.district_id(), post_id, day])?;
    match row {
        None => Ok(Address { officer_id: 0, mobile: None, email: None, lang: "hi".into() }),
        Some(row) => Ok(Address {
            officer_id: row.at(0)?,
            mobile: row.at(1)?,
            email: row.at(2)?,
            lang: row.at::<Option<String>>(3)?.unwrap_or_else(|| "hi".into()),
        }),
    }
}

/// The policy of a day: a district's own, else that of all.
///
/// # Errors
/// `Broken` when the database cannot be read or has no policy.
pub fn policy_on(reader: &mut Reader, scope: &Scope, day: chrono::NaiveDate) -> Result<Policy> {
    let head = rule_on(reader, scope, KIND, day)?;
    terms(reader, &head)
}

/// Every policy with its order, the district's own first, the latest day first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn policies(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<Policy>>> {
    let heads = rules(reader, scope, KIND)?;
    heads.into_iter().map(|head| Ok(Rule { terms: terms(reader, &head)?, head })).collect()
}

fn terms(reader: &mut Reader, head: &Head) -> Result<Policy> {
    let row = reader.first(POLICY, &params![head.of, head.no])?;
    let row = row.ok_or_else(|| Error::broken("no policy of notices"))?;
    Ok(Policy {
        quiet_from: row.at(0)?,
        quiet_to: row.at(1)?,
        gather_minutes: row.at(2)?,
        singles: row.at(3)?,
        digest_minute: row.at(4)?,
        most_tries: row.at(5)?,
        keep_days: row.at(6)?,
    })
}

/// Adds a policy from a day on; answers its number.
pub(super) fn add_policy(tx: &mut Tx, new: &NewRule<Policy>) -> Result<i64> {
    let no = add_rule(tx, KIND, new)?;
    let terms = &new.terms;
    let row = params![
        tx.district_id(),
        no,
        terms.quiet_from,
        terms.quiet_to,
        terms.gather_minutes,
        terms.singles,
        terms.digest_minute,
        terms.most_tries,
        terms.keep_days
    ];
    tx.exec(ADD_POLICY, &row)?;
    Ok(no)
}

/// An attempt that did not succeed, with its post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// On which channel.
    pub channel: Channel,
    /// When, microseconds UTC.
    pub at: i64,
    /// Given up: not tried again.
    pub is_final: bool,
    /// Why.
    pub code: String,
    /// How many notices were in it.
    pub notices: i64,
    /// Role of the post.
    pub role: String,
    /// Its own Hindi title.
    pub title_hi: Option<String>,
    /// Its own English title.
    pub title_en: Option<String>,
}

/// The last attempts that did not succeed, the newest first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn failures(reader: &mut Reader, scope: &Scope, limit: i64) -> Result<Vec<Failure>> {
    let rows = reader.query(FAILURES, &params![scope.district_id(), limit])?;
    rows.iter()
        .map(|row| {
            let channel: String = row.at(0)?;
            let outcome: String = row.at(3)?;
            Ok(Failure {
                channel: channel_of(&channel)?,
                at: row.at(2)?,
                is_final: outcome == "failed",
                code: row.at(4)?,
                notices: row.at(5)?,
                role: row.at(6)?,
                title_hi: row.at(7)?,
                title_en: row.at(8)?,
            })
        })
        .collect()
}

/// How many notices stand where on each channel: channel, state, count.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn standing(reader: &mut Reader, scope: &Scope) -> Result<Vec<(Channel, String, i64)>> {
    let rows = reader.query(STANDING, &params![scope.district_id()])?;
    rows.iter()
        .map(|row| {
            let channel: String = row.at(0)?;
            Ok((channel_of(&channel)?, row.at(1)?, row.at(2)?))
        })
        .collect()
}

fn channel_of(code: &str) -> Result<Channel> {
    Channel::of(code).ok_or_else(|| Error::broken(format!("channel {code}")))
}

fn notice(row: &Row) -> Result<Notice> {
    let args: String = row.at(5)?;
    let args: BTreeMap<String, String> = serde_json::from_str(&args)?;
    Ok(Notice {
        id: row.at(0)?,
        post_id: row.at(1)?,
        kind: row.at(2)?,
        subject: row.at(3)?,
        subject_id: row.at(4)?,
        args,
        raised_at: row.at(6)?,
        read_at: row.at(7)?,
    })
}
