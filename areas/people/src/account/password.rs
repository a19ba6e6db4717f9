//! Passwords chosen by the officer: over a one-time link, or in place of the one until now. Both
//! end every session of the account and begin a new one.

use std::net::IpAddr;

use samuh_engine::{Db, Error, Op, Result};
use samuh_kernel::fault::Fault;
use uuid::Uuid;

use super::{
    model::{Accept, ChangePassword, Credential, Invited},
    rules, store, trail,
};
use crate::{
    door::{Count, Door, Key},
    post::locked_desk,
    secret::LinkCode,
    session::{self, Opened, SignedIn, Start},
};

/// Whom the code of a one-time link is for.
///
/// # Errors
/// Fault `link_dead` on `code` where it was used, has run out or never was; `sign_in_wait` after too many such
/// codes from one address.
pub fn invited(
    db: &Db,
    door: &Door,
    (link, address): (&LinkCode, IpAddr),
    now: i64,
) -> Result<Invited> {
    found(db, door, (link, address), now).map(store::invited_of)
}

/// The account of a code. A code that opens nothing counts as a failure of the address it comes from.
fn found(
    db: &Db,
    door: &Door,
    (link, address): (&LinkCode, IpAddr),
    now: i64,
) -> Result<Credential> {
    let place = Key::address(address);
    door.attempts.begin(&place, Count::default(), now).map_err(session::too_early)?;
    let known = db.read(|r| store::by_token(r, link.hash(), now))?;
    let known = known.ok_or_else(link_dead)?;
    door.attempts.forgive(&place);
    Ok(known)
}

fn link_dead() -> Error {
    Error::Faults(Fault::at("code", "link_dead").into())
}

/// Sets the first password over a one-time link and signs in.
///
/// # Errors
/// As [`invited`]; faults on `password`; `no_post` where the person holds no post today.
pub fn accept_invitation(
    db: &Db,
    door: &Door,
    link: &LinkCode,
    ask: &Accept<'_>,
    op_id: Uuid,
    now: i64,
) -> Result<Opened> {
    let known = found(db, door, (link, ask.address), now)?;
    let hash = hash_of(door, ask.password, &known.login)?;
    let op = Op::over(op_id, "people.accept_invitation", &known.id, now)?;
    let link_hash = link.hash();
    let start = db.read(|r| Start::draw(r, &known, ask.device, now))?;
    let opened = start.opened();
    let desk = locked_desk(known.district_id, known.post_id, known.officer_id).from(ask.device);
    db.act(&desk, &op, move |tx| {
        if !store::use_invitation(tx, link_hash.clone(), now)? {
            return Err(link_dead());
        }
        store::set_password(tx, &known, &hash, false)?;
        session::end_all(tx, known.id)?;
        trail::password(tx, known.id, "chosen");
        start.write(tx)
    })?;
    Ok(opened)
}

/// Changes one's own password: all sessions end, and the answer carries a new one.
///
/// # Errors
/// Fault `password_wrong` on `present`, fault `sign_in_wait` after too many wrong ones, faults on
/// `password`; `Conflict` when the password has changed meanwhile.
pub fn change_password(
    db: &Db,
    door: &Door,
    who: &SignedIn,
    ask: &ChangePassword<'_>,
    op_id: Uuid,
    now: i64,
) -> Result<Opened> {
    let known = db.read(|r| store::by_login(r, &who.login))?;
    let known = known.filter(|known| known.id == who.account_id).ok_or(Error::NotFound)?;
    prove(door, &known, (ask.present, ask.address), now)?;
    if ask.present == ask.chosen {
        return Err(Error::Faults(Fault::at("password", "password_same").into()));
    }
    let hash = hash_of(door, ask.chosen, &known.login)?;
    let op = Op::over(op_id, "people.change_password", &known.id, now)?;
    let known = Credential { must_change: false, post_id: who.desk.post_id, ..known };
    let start = db.read(|r| Start::draw(r, &known, ask.device, now))?.paid(who.stage);
    let opened = start.opened();
    db.act(&who.desk, &op, move |tx| {
        store::set_password(tx, &known, &hash, false)?;
        session::end_all(tx, known.id)?;
        trail::password(tx, known.id, "changed");
        start.write(tx)
    })?;
    Ok(opened)
}

/// Makes sure that whoever is signed in is the account's own person, by the password, before what guards the
/// account is changed.
///
/// # Errors
/// Fault `password_wrong` on `present`, `sign_in_wait` after too many wrong ones.
pub fn confirm(
    db: &Db,
    door: &Door,
    who: &SignedIn,
    given: (&str, IpAddr),
    now: i64,
) -> Result<()> {
    let known = db.read(|r| store::by_login(r, &who.login))?;
    let known = known.filter(|known| known.id == who.account_id).ok_or(Error::NotFound)?;
    prove(door, &known, given, now)
}

fn prove(
    door: &Door,
    known: &Credential,
    (present, address): (&str, IpAddr),
    now: i64,
) -> Result<()> {
    let key = Key::known(known.district_id, known.id, address);
    door.attempts.begin(&key, Count::default(), now).map_err(session::too_early)?;
    if !door.hasher.verify(present, Some(&known.password_hash))? {
        return Err(Error::Faults(Fault::at("present", "password_wrong").into()));
    }
    door.attempts.forget(&key);
    Ok(())
}

fn hash_of(door: &Door, chosen: &str, login: &str) -> Result<String> {
    match rules::password(chosen, login) {
        Some(fault) => Err(Error::Faults(fault.into())),
        None => door.hasher.hash(chosen),
    }
}
