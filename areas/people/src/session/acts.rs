//! Signing in and out. These change no register, so they are transactions and not acts.

use std::sync::Arc;

use samuh_engine::{Db, Error, Result, Tx, clock::day_of};
use samuh_kernel::fault::{Fault, Faults};

use super::{
    model::{Found, Opened, SessionView, SignIn, SignedIn},
    rules,
    start::Start,
    store,
};
use crate::{
    account::{self, Credential},
    door::{Count, Door, Key},
    post::{self, Role},
    secret::{Token, unhex},
};

/// Signs in. An unknown login, an account without a password and a wrong password answer alike and
/// take as long.
///
/// # Errors
/// Faults `sign_in_wrong`; `sign_in_wait` (arguments `minutes`, `seconds`) after too many failures;
/// `account_disabled` and `no_post` with the right password of an account that is closed, or whose
/// person holds no post today; `sign_in_busy`.
pub fn sign_in(db: &Db, door: &Door, ask: &SignIn<'_>, now: i64) -> Result<Opened> {
    let login = account::login_key(ask.login);
    let place = Key::address(ask.address);
    door.attempts.begin(&place, Count::default(), now).map_err(too_early)?;
    let known = db.read(|r| account::by_login(r, &login))?;
    let (key, kept) = counted(door, known.as_ref(), login, ask);
    let count = door.attempts.turn(&key, kept, ask.address, now).map_err(too_early)?;
    let stored = known.as_ref().map(|account| account.password_hash.as_str());
    let right = door.hasher.verify(ask.password, stored)?;
    let Some(account) = known else {
        tracing::info!("a login that nobody has was tried");
        return Err(Error::fault("sign_in_wrong"));
    };
    if !right {
        refused(&account, count);
        if let Some(count) = count {
            keep_count(db, &account, count);
        }
        return Err(Error::fault("sign_in_wrong"));
    }
    door.attempts.forgive(&place);
    // A spare try says nothing for those whose failures the login waits for.
    if count.is_some() {
        door.attempts.forget(&key);
    }
    let (district, id) = (account.district_id, account.id);
    if account.disabled {
        tracing::info!(district, account = id, "the right password of a closed account was given");
        return Err(Error::fault("account_disabled"));
    }
    door.attempts.remember(account.district_id, account.id, ask.address);
    let start = db.read(|r| Start::draw(r, &account, ask.device, now))?;
    let (opened, before) = (start.opened(), ask.before.map(Token::hash));
    let renewed = renewed(door, &account, ask.password);
    db.transact(move |tx| {
        if let Some(hash) = &before {
            store::end(tx, hash)?;
        }
        if let Some(hash) = &renewed {
            account::rehash(tx, &account, hash)?;
        }
        account::signed_in(tx, account.district_id, account.id)?;
        start.write(tx)
    })?;
    tracing::info!(district, account = id, "a password opened a session");
    Ok(opened)
}

/// The same password kept with the work that is asked for today; none where it is, or the machine is busy:
/// then it is made at the next sign-in.
fn renewed(door: &Door, account: &Credential, password: &str) -> Option<String> {
    let is_outdated = door.hasher.is_outdated(&account.password_hash);
    is_outdated.then(|| door.hasher.hash(password).ok()).flatten()
}

/// Who is signed in with that token; none where the session is over or its account closed.
///
/// # Errors
/// `Broken` when the register cannot be read.
pub fn session_desk(db: &Db, token: &Token, now: i64) -> Result<Option<SignedIn>> {
    let found = read_session(db, token, now)?;
    Ok(found.map(|found| Arc::unwrap_or_clone(found.who)))
}

/// The live session of a token; that it was seen is written where it is time.
pub(super) fn read_session(db: &Db, token: &Token, now: i64) -> Result<Option<Found>> {
    let hash = token.hash();
    let Some(found) = db.read(|r| store::by_token(r, &hash, now))? else { return Ok(None) };
    let who = &found.who;
    if !rules::is_live(who.idle_minutes, found.seen_at, who.expires_at, now) {
        return Ok(None);
    }
    if rules::is_to_be_seen(who.idle_minutes, found.seen_at, now) {
        // The page does not wait for this; a lost one is written by the next.
        db.transact_then(move |tx| store::seen(tx, &hash, now), |_| {})?;
    }
    Ok(Some(found))
}

/// Ends the session of that token. Twice changes nothing.
///
/// # Errors
/// `Broken` when the register cannot be written.
pub fn sign_out(db: &Db, token: &Token) -> Result<()> {
    let hash = token.hash();
    db.transact(move |tx| store::end(tx, &hash))
}

/// Ends every session of one's own account, this one too; answers how many.
///
/// # Errors
/// `Broken` when the register cannot be written.
pub fn sign_out_everywhere(db: &Db, who: &SignedIn) -> Result<u64> {
    let (district_id, account_id) = (who.desk.district_id(), who.account_id);
    db.transact(move |tx| store::end_all(tx, district_id, account_id))
}

/// The live sessions of one's own account, or of another one for those who see people.
///
/// # Errors
/// `Denied` for another's without the right to see people, `NotFound` where the district has no
/// such account.
pub fn sessions_of(db: &Db, who: &SignedIn, account_id: i64, now: i64) -> Result<Vec<SessionView>> {
    let scope = &who.desk.scope;
    if account_id != who.account_id {
        post::may_see(scope)?;
    }
    let mut views = db.read(|r| {
        if account_id != who.account_id {
            account::seen(r, scope, account_id, day_of(now))?;
        }
        store::list(r, scope, account_id, now)
    })?;
    for view in &mut views {
        view.is_this = view.key == who.key;
    }
    Ok(views)
}

/// Ends one session of one's own account, or of one that the desk runs.
///
/// # Errors
/// `Denied` for another's that is not below the desk, `NotFound` where there is no such session.
pub fn end_session(db: &Db, who: &SignedIn, account_id: i64, key: &str, now: i64) -> Result<()> {
    if account_id != who.account_id {
        post::may_administer(&who.desk.scope)?;
        db.read(|r| account::run(r, &who.desk.scope, account_id, day_of(now)))?;
    }
    let hash = unhex(key).ok_or(Error::NotFound)?;
    let district_id = who.desk.district_id();
    db.transact(move |tx| match store::end_one(tx, district_id, account_id, &hash)? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    })
}

/// Takes away sessions and one-time links that are over; answers how many.
///
/// # Errors
/// `Broken` when the register cannot be written.
pub fn sweep(db: &Db, now: i64) -> Result<u64> {
    db.transact(move |tx| Ok(store::sweep(tx, now)? + account::sweep(tx, now)?))
}

/// Ends every session of an account of the district in hand.
pub(crate) fn end_all(tx: &mut Tx, account_id: i64) -> Result<()> {
    let district_id = tx.district_id();
    store::end_all(tx, district_id, account_id).map(|_| ())
}

/// Ends the sessions that work at posts of a role by password alone, of accounts without a second factor.
pub(crate) fn end_without_factor(tx: &mut Tx, role: Role) -> Result<()> {
    let district_id = tx.district_id();
    store::end_without_factor(tx, district_id, role).map(|_| ())
}

/// Ends the session itself.
pub(crate) fn end_this(tx: &mut Tx, who: &SignedIn) -> Result<()> {
    store::end(tx, &unhex(&who.key).ok_or(Error::NotFound)?)
}

/// The fault of a try that came too early, said in whole minutes.
pub(crate) fn too_early(wait: i64) -> Error {
    let fault = Fault::new("sign_in_wait").with("minutes", rules::minutes(wait));
    let fault = fault.with("seconds", rules::seconds(wait));
    Error::Faults(Faults::from(fault))
}

/// Whose failures a try counts with: the login's, or the account's own at an address it is known at.
fn counted(
    door: &Door,
    known: Option<&Credential>,
    login: String,
    ask: &SignIn<'_>,
) -> (Key, Count) {
    match known {
        Some(account) if door.attempts.knows(account.district_id, account.id, ask.address) => {
            (Key::known(account.district_id, account.id, ask.address), Count::default())
        }
        Some(account) => (Key::Login(login), Count::kept(account.failures, account.wait_until)),
        None => (Key::Login(login), Count::default()),
    }
}

/// A line for a wrong password; whoever runs the machine looks where an account begins to wait.
fn refused(account: &Credential, count: Option<Count>) {
    let (district, account) = (account.district_id, account.id);
    match count {
        Some(count) if count.is_waiting() => {
            let failures = count.failures;
            tracing::warn!(district, account, failures, "wrong passwords: further tries must wait");
        }
        _ => tracing::info!(district, account, "a wrong password was given"),
    }
}

/// Keeps the count for after a restart. Nobody waits for it: the answer for a wrong password must
/// not take longer than the one for an unknown login.
fn keep_count(db: &Db, account: &Credential, count: Count) {
    let (db, district_id, account_id) = (db.clone(), account.district_id, account.id);
    std::thread::spawn(move || {
        let kept = db.transact(move |tx| account::keep_count(tx, district_id, account_id, count));
        drop(kept);
    });
}
