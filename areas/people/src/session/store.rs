//! Sessions in the register, known by the SHA-256 of their token.

use samuh_engine::{Desk, Error, Reader, Result, Row, Tx, clock::day_of, params};
use samuh_kernel::scope::Scope;

use super::{
    model::{Found, SessionView, SignedIn, Stage},
    rules,
};
use crate::{
    post::{Role, Theme, policy::narrowed, scope_of},
    secret::hex,
};

/// A session works at a post as long as its person holds the post: the day is asked each time.
const BY_TOKEN: &str = "
    select s.created_at, s.seen_at, s.expires_at, s.stage, s.idle_minutes, s.device, s.post_id,
           a.district_id, a.id as account_id, a.login, a.lang, a.must_change, a.officer_id,
           o.name as officer_name, p.role, p.title_hi, p.title_en, u.unit_id, t.theme,
           coalesce(l.level, 'institution') as kind,
           (select count(*) from post_holder x where x.district_id = a.district_id
            and x.officer_id = a.officer_id and x.from_on <= $2 and x.to_on > $2) as posts_held,
           (select count(*) from second_factor f where f.district_id = a.district_id
            and f.account_id = a.id) as factors
    from session s
    join account a on a.district_id = s.district_id and a.id = s.account_id
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    join post p on p.district_id = s.district_id and p.id = s.post_id
    join post_holder h on h.district_id = s.district_id and h.post_id = s.post_id
      and h.officer_id = a.officer_id and h.from_on <= $2 and h.to_on > $2
    left join post_unit u on u.district_id = p.district_id and u.post_id = p.id
    left join place l on l.district_id = u.district_id and l.id = u.unit_id
    left join post_theme t on t.district_id = p.district_id and t.post_id = p.id
    where s.token_hash = $1 and a.disabled = false
    order by u.unit_id";

const LIST: &str = "
    select token_hash, device, created_at, seen_at, expires_at from session
    where district_id = $1 and account_id = $2 and expires_at > $3
    order by seen_at desc, token_hash";

const OPEN: &str = "
    insert into session (token_hash, district_id, account_id, post_id, stage, idle_minutes, device,
                         created_at, seen_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)";

/// Those seen longest ago, beyond as many as an account may have open.
const TOO_MANY: &str = "
    delete from session where district_id = $1 and account_id = $2 and token_hash in (
      select token_hash from session where district_id = $1 and account_id = $2
      order by seen_at desc, created_at desc, token_hash limit 100000 offset $3)";

const AT_POST: &str = "
    update session set post_id = $2, stage = $3, idle_minutes = $4, expires_at = $5
    where token_hash = $1";

const LAST_POST: &str = "
    update account set post_id = $3 where district_id = $1 and id = $2 and post_id <> $3";

/// A session that still owes a code or a second factor is no sign-in yet.
const LAST_IN: &str = "
    update account set last_in_at = $3 where district_id = $1 and id = $2";

const SEEN: &str = "update session set seen_at = $2 where token_hash = $1 and seen_at < $2";

const END: &str = "delete from session where token_hash = $1";

const END_ONE: &str = "
    delete from session where district_id = $1 and account_id = $2 and token_hash = $3";

const END_ALL: &str = "delete from session where district_id = $1 and account_id = $2";

/// A session that still owes something sees nothing, and stays.
const END_WITHOUT_FACTOR: &str = "
    delete from session
    where district_id = $1 and stage = 'open'
      and post_id in (select p.id from post p where p.district_id = $1 and p.role = $2)
      and account_id not in (select f.account_id from second_factor f where f.district_id = $1)";

const SWEEP: &str = "delete from session where expires_at <= $1";

/// The session of a token's hash with its desk, while its account is open; whether it is over is the
/// caller's to ask; no scope, the desk is only now known.
pub(super) fn by_token(r: &mut Reader, hash: &[u8], now: i64) -> Result<Option<Found>> {
    let rows = r.query(BY_TOKEN, &params![hash.to_vec(), day_of(now)])?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (mut units, mut themes) = (Vec::new(), Vec::new());
    for row in &rows {
        if let Some(unit_id) = row.get::<Option<i64>>("unit_id")? {
            units.push((unit_id, row.get("kind")?));
        }
        themes.extend(row.get::<Option<String>>("theme")?.as_deref().and_then(Theme::of));
    }
    let who = signed_in(first, (&units, &themes), hash)?;
    Ok(Some(Found { seen_at: first.get("seen_at")?, who: who.into() }))
}

/// The sessions of an account of the scope's district, the last seen first.
pub(super) fn list(
    r: &mut Reader,
    scope: &Scope,
    account_id: i64,
    now: i64,
) -> Result<Vec<SessionView>> {
    let rows = r.query(LIST, &params![scope.district_id(), account_id, now])?;
    rows.iter().map(view).collect()
}

/// A session about to be written.
#[derive(Debug, Clone)]
pub(super) struct New {
    pub(super) hash: Vec<u8>,
    pub(super) district_id: i64,
    pub(super) account_id: i64,
    pub(super) post_id: i64,
    pub(super) stage: Stage,
    pub(super) idle_minutes: i64,
    pub(super) device: String,
    pub(super) opened_at: i64,
    pub(super) expires_at: i64,
}

/// Writes a session, and where its account works from now on; the account's oldest ends where it has too many.
pub(super) fn open(tx: &mut Tx, new: &New) -> Result<()> {
    let row = params![
        new.hash.clone(),
        new.district_id,
        new.account_id,
        new.post_id,
        new.stage.code(),
        new.idle_minutes,
        &new.device,
        new.opened_at,
        new.expires_at,
    ];
    tx.exec(OPEN, &row)?;
    tx.exec(TOO_MANY, &params![new.district_id, new.account_id, rules::MOST])?;
    if new.stage == Stage::Open {
        tx.exec(LAST_IN, &params![new.district_id, new.account_id, new.opened_at])?;
    }
    tx.exec(LAST_POST, &params![new.district_id, new.account_id, new.post_id]).map(|_| ())
}

/// Sets a session to another post of its person.
pub(super) fn at_post(tx: &mut Tx, new: &New) -> Result<()> {
    let row =
        params![new.hash.clone(), new.post_id, new.stage.code(), new.idle_minutes, new.expires_at,];
    tx.exec(AT_POST, &row)?;
    tx.exec(LAST_POST, &params![new.district_id, new.account_id, new.post_id]).map(|_| ())
}

/// Writes when a session was last seen.
pub(super) fn seen(tx: &mut Tx, hash: &[u8], now: i64) -> Result<()> {
    tx.exec(SEEN, &params![hash.to_vec(), now]).map(|_| ())
}

/// Ends the session of a token's hash.
pub(super) fn end(tx: &mut Tx, hash: &[u8]) -> Result<()> {
    tx.exec(END, &params![hash.to_vec()]).map(|_| ())
}

/// Ends one session of an account; answers how many there were.
pub(super) fn end_one(tx: &mut Tx, district_id: i64, account_id: i64, hash: &[u8]) -> Result<u64> {
    tx.exec(END_ONE, &params![district_id, account_id, hash.to_vec()])
}

/// Ends every session of an account; answers how many there were.
pub(super) fn end_all(tx: &mut Tx, district_id: i64, account_id: i64) -> Result<u64> {
    tx.exec(END_ALL, &params![district_id, account_id])
}

/// Ends the open sessions at posts of a role whose accounts have no second factor; answers how many there were.
pub(super) fn end_without_factor(tx: &mut Tx, district_id: i64, role: Role) -> Result<u64> {
    tx.exec(END_WITHOUT_FACTOR, &params![district_id, role.code()])
}

/// Takes away sessions that are over; answers how many.
pub(super) fn sweep(tx: &mut Tx, now: i64) -> Result<u64> {
    tx.exec(SWEEP, &params![now])
}

type Parts<'a> = (&'a [(i64, Option<String>)], &'a [Theme]);

fn signed_in(row: &Row, (units, themes): Parts<'_>, hash: &[u8]) -> Result<SignedIn> {
    let code: String = row.get("role")?;
    let role = Role::of(&code).ok_or_else(|| Error::broken(format!("role {code}")))?;
    let (district_id, post_id): (i64, i64) = (row.get("district_id")?, row.get("post_id")?);
    let must_change: bool = row.get("must_change")?;
    let stage: String = row.get("stage")?;
    let stage = Stage::of(&stage).ok_or_else(|| Error::broken(format!("stage {stage}")))?;
    let scope = if must_change || stage != Stage::Open {
        Scope::nothing(district_id)
    } else {
        scope_of(district_id, post_id, narrowed(role, themes), role, units)
    };
    Ok(SignedIn {
        key: hex(hash),
        account_id: row.get("account_id")?,
        login: row.get("login")?,
        officer_name: row.get("officer_name")?,
        role,
        title_hi: row.get("title_hi")?,
        title_en: row.get("title_en")?,
        lang: row.get("lang")?,
        must_change,
        stage,
        has_factor: row.get::<i64>("factors")? > 0,
        posts_held: row.get("posts_held")?,
        idle_minutes: row.get("idle_minutes")?,
        device: row.get("device")?,
        opened_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        desk: Desk::new(post_id, row.get("officer_id")?, scope),
    })
}

fn view(row: &Row) -> Result<SessionView> {
    let hash: Vec<u8> = row.get("token_hash")?;
    Ok(SessionView {
        key: hex(&hash),
        device: row.get("device")?,
        opened_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        expires_at: row.get("expires_at")?,
        is_this: false,
    })
}
