//! Setting the second factor up, entering with it, and taking it away for a lost telephone.

use std::net::IpAddr;

use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Value, clock::day_of};
use samuh_kernel::fault::Fault;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    rules::{CodeDigest, Key, recovery_code, recovery_key, step_of},
    seal::{Seal, lying_open},
    store,
};
use crate::{
    account,
    door::{Count, Door, Key as Counted},
    holder, limits, post,
    session::{self, Opened, SignedIn, Stage},
};

/// How many recovery codes are handed out.
const CODES: usize = 8;

/// The second factor is set up.
#[derive(Debug, Clone)]
pub struct Enrolled {
    /// The session that goes on, with a new token.
    pub opened: Opened,
    /// The recovery codes, said this once.
    pub recovery: Vec<String>,
}

/// A new key to be shown, for the digest that the policies of the person's posts ask for; nothing is kept of it
/// until a code proves that the telephone has it.
///
/// # Errors
/// `Broken` when the register cannot be read or the machine has no randomness to give.
pub fn new_key(db: &Db, who: &SignedIn, now: i64) -> Result<Key> {
    let bytes = match db.read(|r| codes_taken(r, who, now))?.digest {
        CodeDigest::Sha1 => random::<20>()?.to_vec(),
        CodeDigest::Sha256 => random::<32>()?.to_vec(),
    };
    Key::new(&bytes).ok_or_else(|| Error::broken("a key of an odd length"))
}

/// Which codes are taken.
struct Taken {
    /// For how many steps before and after its own.
    steps: i64,
    /// By which digest new keys are made.
    digest: CodeDigest,
}

/// Which codes are taken of the person of a session: an account has one key for all its posts, so that each of
/// the posts held today has a say, and the strictest counts, whichever was worked at last.
fn codes_taken(r: &mut Reader, who: &SignedIn, now: i64) -> Result<Taken> {
    let (district_id, day) = (who.desk.district_id(), day_of(now));
    let here = limits::of_role(r, district_id, who.role, day)?;
    let mut taken = Taken { steps: here.code_steps, digest: here.code_digest };
    for held in holder::held_posts(r, district_id, who.desk.officer_id, now)? {
        let policy = limits::of_role(r, district_id, held.role, day)?;
        taken.steps = taken.steps.min(policy.code_steps);
        if policy.code_digest == CodeDigest::Sha256 {
            taken.digest = CodeDigest::Sha256;
        }
    }
    Ok(taken)
}

/// Sets the second factor up with a code of the key that was shown: the key is kept, recovery codes
/// are handed out, and every other session of the account ends.
///
/// # Errors
/// Fault `code_wrong` on `code`, `key_late` where the policy asks for a key of another digest,
/// `factor_exists` where there is one, `sign_in_wait` after too many wrong codes; `NotFound` for a session that
/// still owes a code.
pub fn enrol(
    db: &Db,
    door: &Door,
    who: &SignedIn,
    (key, typed): (&Key, &str),
    op_id: Uuid,
    now: i64,
) -> Result<Enrolled> {
    if who.stage == Stage::Code || who.must_change {
        return Err(Error::NotFound);
    }
    let (district_id, account_id) = (who.desk.district_id(), who.account_id);
    let taken = db.read(|r| codes_taken(r, who, now))?;
    // Before the tries are counted: a page that was opened before the rule changed is no guess.
    if taken.digest != key.digest() {
        return Err(Error::Faults(Fault::at("code", "key_late").into()));
    }
    let counted = Counted::Code(district_id, account_id);
    door.attempts.begin(&counted, Count::default(), now).map_err(session::too_early)?;
    let step = step_of(key, typed, (0, taken.steps), now).ok_or_else(code_wrong)?;
    door.attempts.forget(&counted);
    let mut recovery = Vec::new();
    for _ in 0..CODES {
        recovery.push(recovery_code(random()?));
    }
    let hashes: Vec<Vec<u8>> = recovery.iter().filter_map(|code| hash_of(code)).collect();
    let start = session::Start::after(who, Stage::Open, now)?;
    let opened = start.opened();
    let op = Op::over(op_id, "people.enrol_second_factor", &account_id, now)?;
    let place = (district_id, account_id);
    let secret =
        door.seal.as_ref().map_or_else(|| Ok(key.bytes()), |seal| seal.seal(place, key))?;
    let kept = store::Kept { secret, digest: key.digest(), last_step: step };
    db.act(&who.desk, &op, move |tx| {
        if store::exists(tx, district_id, account_id)? {
            return Err(Error::fault("factor_exists"));
        }
        store::add(tx, account_id, &kept)?;
        for hash in &hashes {
            store::add_code(tx, account_id, hash)?;
        }
        session::end_all(tx, account_id)?;
        tx.changed("account", account_id, 0).office("second_factor", Value::Null, "set_up");
        start.write(tx)
    })?;
    Ok(Enrolled { opened, recovery })
}

/// Enters with a one-time code or a recovery code, after the password. The session gets a new token.
///
/// # Errors
/// Fault `code_wrong` on `code`, `factor_unreadable` where this machine cannot open its key and the code is
/// no recovery code, `sign_in_wait` after too many wrong ones; `NotFound` for a session that owes no code.
pub fn verify(
    db: &Db,
    door: &Door,
    who: &SignedIn,
    (typed, address): (&str, IpAddr),
    now: i64,
) -> Result<Opened> {
    if who.stage != Stage::Code {
        return Err(Error::NotFound);
    }
    let (district_id, account_id) = (who.desk.district_id(), who.account_id);
    let counted = Counted::Code(district_id, account_id);
    door.attempts.begin(&counted, Count::default(), now).map_err(session::too_early)?;
    let read = db.read(|r| {
        Ok((store::find(r, district_id, account_id)?, codes_taken(r, who, now)?.steps))
    })?;
    let (kept, steps) = (read.0.ok_or(Error::NotFound)?, read.1);
    let key = opened(door.seal.as_ref(), (district_id, account_id), &kept.secret);
    let key = key.filter(|key| key.digest() == kept.digest);
    let since = (kept.last_step, steps);
    let step = key.as_ref().and_then(|key| step_of(key, typed, since, now));
    let recovery = hash_of(typed);
    let start = session::Start::after(who, Stage::Open, now)?;
    let (session, before) = (start.opened(), who.clone());
    let taken = db.transact(move |tx| {
        let is_right = match (step, &recovery) {
            (Some(step), _) => store::take_step(tx, district_id, account_id, step)?,
            (None, Some(hash)) => store::use_code(tx, district_id, account_id, hash, now)?,
            (None, None) => false,
        };
        if is_right {
            session::end_this(tx, &before)?;
            start.write(tx)?;
        }
        Ok(is_right)
    })?;
    if !taken {
        tracing::info!(district = district_id, account = account_id, "a wrong code was given");
        let unread = || Error::Faults(Fault::at("code", "factor_unreadable").into());
        return Err(if key.is_some() { code_wrong() } else { unread() });
    }
    tracing::info!(district = district_id, account = account_id, "a code opened a session");
    door.attempts.forget(&counted);
    door.attempts.remember(district_id, account_id, address);
    Ok(session)
}

/// A key as it was kept; none where this machine cannot open it.
fn opened(seal: Option<&Seal>, place: (i64, i64), kept: &[u8]) -> Option<Key> {
    lying_open(kept).or_else(|| seal?.open(place, kept))
}

/// How the keys of one-time codes lie in the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Sealed, and this machine opens them.
    pub sealed: usize,
    /// Open to whoever reads the database.
    pub open: usize,
    /// Sealed by another machine's key: district and account.
    pub unreadable: Vec<(i64, i64)>,
}

/// Looks how the keys lie; without a seal every sealed one is unreadable.
///
/// # Errors
/// `Broken` when the register cannot be read.
pub fn keys(db: &Db, seal: Option<&Seal>) -> Result<Keys> {
    let mut told = Keys::default();
    for (place, kept) in db.read(store::all)? {
        match (lying_open(&kept).is_some(), opened(seal, place, &kept)) {
            (true, _) => told.open += 1,
            (false, Some(_)) => told.sealed += 1,
            (false, None) => told.unreadable.push(place),
        }
    }
    Ok(told)
}

/// Seals the keys that lie open, as those did that were set up before there was a seal; answers how many.
/// Nothing of an account changes, so that it is no act and leaves no entry.
///
/// # Errors
/// `Broken` or `StorageFull` from the database.
pub fn seal_keys(db: &Db, seal: &Seal) -> Result<usize> {
    let mut resealed = Vec::new();
    for (place, kept) in db.read(store::all)? {
        if let Some(open) = lying_open(&kept) {
            resealed.push((place, kept, seal.seal(place, &open)?));
        }
    }
    if resealed.is_empty() {
        return Ok(0);
    }
    db.transact(move |tx| {
        let mut done = 0;
        for (place, was, becomes) in &resealed {
            done += usize::from(store::keep(tx, *place, (was, becomes))?);
        }
        Ok(done)
    })
}

/// Takes the second factor of a lost telephone away and ends all sessions; the next sign-in sets a
/// new one up. Twice changes nothing.
///
/// # Errors
/// `NotFound` where the desk sees no such account, `Denied` where it is not below the desk.
pub fn reset_factor(db: &Db, desk: &Desk, op_id: Uuid, account_id: i64, now: i64) -> Result<()> {
    post::may_administer(&desk.scope)?;
    let op = Op::over(op_id, "people.reset_second_factor", &account_id, now)?;
    let asks = desk.clone();
    db.act(desk, &op, move |tx| {
        let day = day_of(tx.at());
        account::run(tx, &asks.scope, account_id, day)?;
        store::drop_all(tx, account_id)?;
        tx.changed("account", account_id, 0).office("second_factor", Value::Null, "taken_off");
        session::end_all(tx, account_id)
    })
}

/// True where the account has a second factor.
pub(crate) fn exists(r: &mut Reader, district_id: i64, account_id: i64) -> Result<bool> {
    store::exists(r, district_id, account_id)
}

fn code_wrong() -> Error {
    Error::Faults(Fault::at("code", "code_wrong").into())
}

/// Recovery codes hold 160 random bits, so that a plain hash keeps them.
fn hash_of(typed: &str) -> Option<Vec<u8>> {
    recovery_key(typed).map(|bare| Sha256::digest(bare.as_bytes()).to_vec())
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::broken(format!("random: {error}")))?;
    Ok(bytes)
}
