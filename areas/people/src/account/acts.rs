//! Opening, closing and resetting accounts. A password or token never enters an op: its content is
//! hashed and its answer kept, and neither may help anyone to guess.

use chrono::Duration;
use samuh_engine::{Db, Desk, Error, Op, Result, Tx, clock::day_of};
use samuh_kernel::{
    fault::{Fault, Faults},
    text,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    listing,
    model::{
        Created, FirstAdmin, FirstPassword, NewAccount, NewOfficer, OpenAccount, Opened,
        PostChoice, Reset,
    },
    rules, store, trail,
};
use crate::{
    door::Door,
    holder, naming,
    post::{self, NewPost, Role},
    secret::{LinkCode, hex},
    session::{self, SignedIn},
};

/// How long a one-time link lives.
const LINK: Duration = Duration::hours(72);

/// Opens an account: an officer who takes the post from today, a post where it is new, a login, and a
/// password or one-time link.
///
/// # Errors
/// `Denied` for a post that is not below the desk; faults on `login`, `lang`, `name`, `mobile`, `password`,
/// `post`, `unit`, `title_hi` and `title_en`.
pub fn open_account(
    db: &Db,
    door: &Door,
    desk: &Desk,
    op_id: Uuid,
    new: &NewAccount,
    now: i64,
) -> Result<Created> {
    open(db, door, desk, &Opening { op_id, act: "people.open_account", new, now })
}

/// Opens an account inside an act, with no password and no link yet; answers its number.
pub(crate) fn opened(tx: &mut Tx, desk: &Desk, ask: &OpenAccount) -> Result<i64> {
    post::may_administer(&desk.scope)?;
    let new = ask.with_link();
    let draft = Draft {
        asks: desk.clone(),
        faults: rules::check(&new),
        officer: rules::tidy(&new.officer),
        post: new.post,
        login: rules::login_key(&new.login),
        lang: new.lang,
        secret: Secret { hash: String::new(), must_change: false, link: None },
        only_first: false,
    };
    let now = tx.at();
    draft.write(tx, now).map(|saved| saved.account_id)
}

/// Opens the first account of a district, an administrator's. The desk is the machine's.
///
/// # Errors
/// Fault `admin_exists` once the district has an account; else as [`open_account`].
pub fn first_admin(
    db: &Db,
    door: &Door,
    desk: &Desk,
    op_id: Uuid,
    first: &FirstAdmin,
    now: i64,
) -> Result<Created> {
    let post = NewPost::of(Role::Admin, &[]);
    let new = NewAccount {
        login: first.login.clone(),
        lang: first.lang.clone(),
        officer: NewOfficer { name: first.name.clone(), mobile: None },
        post: PostChoice::New(post),
        password: first.password.clone(),
    };
    open(db, door, desk, &Opening { op_id, act: FIRST, new: &new, now })
}

/// True once the district has an account: the first start is over.
///
/// # Errors
/// `Broken` when the register cannot be read.
pub fn has_accounts(db: &Db, desk: &Desk) -> Result<bool> {
    db.read(|r| Ok(store::count(r, &desk.scope)? > 0))
}

/// Takes the password away, ends all sessions and gives a new one-time link or password.
///
/// # Errors
/// `NotFound` where the desk sees no such account, `Denied` where it is not below the desk, fault
/// `account_disabled` where it is closed, faults on `password`.
pub fn reset_password(
    db: &Db,
    door: &Door,
    desk: &Desk,
    op_id: Uuid,
    reset: &Reset,
    now: i64,
) -> Result<Created> {
    post::may_administer(&desk.scope)?;
    let account_id = reset.account_id;
    let known = db.read(|r| listing::run(r, &desk.scope, account_id, day_of(now)))?;
    if let FirstPassword::Given { password, .. } = &reset.password {
        rules::password(password, &known.login).map_or(Ok(()), |fault| Err(Faults::from(fault)))?;
    }
    let secret = Secret::of(door, &reset.password)?;
    let op = Op::over(op_id, "people.reset_password", &account_id, now)?;
    let (asks, link) = (desk.clone(), secret.link.clone());
    let saved = db.act(desk, &op, move |tx| {
        let day = day_of(tx.at());
        let known = listing::run(tx, &asks.scope, account_id, day)?;
        if known.disabled {
            return Err(Error::fault("account_disabled"));
        }
        store::set_password(tx, &known, &secret.hash, secret.must_change)?;
        store::uninvite(tx, account_id)?;
        session::end_all(tx, account_id)?;
        trail::password(tx, account_id, if secret.link.is_some() { "link" } else { "set" });
        secret.invite(tx, account_id, now)
    })?;
    Ok(saved.created(link))
}

/// Closes an account, as when its person is suspended: its sessions and links are dead the same
/// moment. Why is said and kept. Twice changes nothing.
///
/// # Errors
/// `NotFound` where the desk sees no such account, `Denied` where it is not below the desk; faults
/// `own_account`, `last_admin`, and on `reason`.
pub fn disable(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (account_id, reason): (i64, &str),
    now: i64,
) -> Result<()> {
    post::may_administer(&desk.scope)?;
    let reason = text::tidy(reason);
    if reason.is_empty() {
        return Err(Faults::from(Fault::at("reason", "reason_missing")).into());
    }
    if let Some(fault) = naming::check("reason", &reason) {
        return Err(Faults::from(fault).into());
    }
    let op = Op::over(op_id, "people.disable_account", &(account_id, &reason), now)?;
    let asks = desk.clone();
    db.act(desk, &op, move |tx| {
        let day = day_of(tx.at());
        let known = listing::run(tx, &asks.scope, account_id, day)?;
        trail::closed(tx, &known, &reason);
        if known.disabled {
            return Ok(());
        }
        if known.officer_id == asks.officer_id {
            return Err(Error::fault("own_account"));
        }
        let gap = holder::Gap::known(tx, &asks.scope, day)?;
        store::set_disabled(tx, &known, true, Some(&reason))?;
        gap.is_no_wider(tx, &asks.scope, day)?;
        store::uninvite(tx, account_id)?;
        session::end_all(tx, account_id)
    })
}

/// Opens a closed account again, with the password it had. Twice changes nothing.
///
/// # Errors
/// `NotFound` where the desk sees no such account, `Denied` where it is not below the desk.
pub fn enable(db: &Db, desk: &Desk, op_id: Uuid, account_id: i64, now: i64) -> Result<()> {
    post::may_administer(&desk.scope)?;
    let op = Op::over(op_id, "people.enable_account", &account_id, now)?;
    let asks = desk.clone();
    db.act(desk, &op, move |tx| enabled(tx, &asks, account_id))
}

/// Opens a closed account inside an act.
pub(crate) fn enabled(tx: &mut Tx, desk: &Desk, account_id: i64) -> Result<()> {
    let day = day_of(tx.at());
    let known = listing::run(tx, &desk.scope, account_id, day)?;
    trail::opened_again(tx, &known);
    if known.disabled { store::set_disabled(tx, &known, false, None) } else { Ok(()) }
}

/// Sets the language of one's own pages, `hi` or `en`.
///
/// # Errors
/// Fault `language_unknown`.
pub fn set_language(db: &Db, who: &SignedIn, op_id: Uuid, lang: &str, now: i64) -> Result<()> {
    if let Some(fault) = rules::language(lang) {
        return Err(Faults::from(fault).into());
    }
    let op = Op::over(op_id, "people.set_language", &(who.account_id, lang), now)?;
    let (account_id, lang) = (who.account_id, lang.to_owned());
    let was = who.lang.clone();
    db.act(&who.desk, &op, move |tx| {
        tx.changed("account", account_id, 0).office("lang", was.as_str(), lang.as_str());
        store::set_language(tx, account_id, &lang)
    })
}

const FIRST: &str = "people.first_admin";

struct Opening<'a> {
    op_id: Uuid,
    act: &'static str,
    new: &'a NewAccount,
    now: i64,
}

/// What the op keeps: the link's hash tells a repeated act from the first one.
#[derive(Serialize, Deserialize)]
struct Saved {
    account_id: i64,
    link: Option<String>,
}

impl Saved {
    fn created(self, drawn: Option<LinkCode>) -> Created {
        let link = drawn.filter(|code| self.link == Some(hex(&code.hash())));
        Created { account_id: self.account_id, link }
    }
}

fn open(db: &Db, door: &Door, desk: &Desk, opening: &Opening<'_>) -> Result<Created> {
    post::may_administer(&desk.scope)?;
    let (new, now) = (opening.new, opening.now);
    let faults = rules::check(new);
    let officer = rules::tidy(&new.officer);
    let login = rules::login_key(&new.login);
    let op = Op::over(opening.op_id, opening.act, &(&login, &new.lang, &officer, &new.post), now)?;
    // A password that is refused anyway is not worth a place at the hashing.
    let secret = if faults.is_empty() {
        Secret::of(door, &new.password)?
    } else {
        Secret { hash: String::new(), must_change: false, link: None }
    };
    let link = secret.link.clone();
    let draft = Draft {
        asks: desk.clone(),
        faults,
        officer,
        post: new.post.clone(),
        login,
        lang: new.lang.clone(),
        secret,
        only_first: opening.act == FIRST,
    };
    let saved = db.act(desk, &op, move |tx| draft.write(tx, now))?;
    Ok(saved.created(link))
}

/// A password on its way into the register, or the link by which the officer sets one.
struct Secret {
    /// PHC string; empty where a link goes out.
    hash: String,
    must_change: bool,
    link: Option<LinkCode>,
}

impl Secret {
    fn of(door: &Door, password: &FirstPassword) -> Result<Self> {
        Ok(match password {
            FirstPassword::Link => {
                Self { hash: String::new(), must_change: false, link: Some(LinkCode::draw()?) }
            }
            FirstPassword::Given { password, must_change } => {
                Self { hash: door.hasher.hash(password)?, must_change: *must_change, link: None }
            }
        })
    }

    /// Writes the link, where there is one, and says what the op keeps.
    fn invite(&self, tx: &mut Tx, account_id: i64, now: i64) -> Result<Saved> {
        let hash = self.link.as_ref().map(LinkCode::hash);
        if let Some(hash) = &hash {
            store::invite(tx, account_id, hash.clone(), link_ends(now))?;
        }
        Ok(Saved { account_id, link: hash.as_deref().map(hex) })
    }
}

/// An account on its way into the register.
struct Draft {
    asks: Desk,
    faults: Faults,
    officer: NewOfficer,
    post: PostChoice,
    login: String,
    lang: String,
    secret: Secret,
    only_first: bool,
}

impl Draft {
    fn write(&self, tx: &mut Tx, now: i64) -> Result<Saved> {
        if self.only_first && store::count(tx, &self.asks.scope)? > 0 {
            return Err(Error::fault("admin_exists"));
        }
        let holder = self.check(tx)?;
        let post_id = match &self.post {
            PostChoice::Held(id) => *id,
            PostChoice::New(new) => post::add_post(tx, new)?,
        };
        let officer_id = match holder {
            Some(officer_id) => officer_id,
            None => {
                let officer_id = super::add_officer(tx, &self.officer)?;
                holder::begin(tx, post_id, officer_id, day_of(tx.at()))?;
                officer_id
            }
        };
        let (hash, must_change) = (self.secret.hash.clone(), self.secret.must_change);
        let (login, lang) = (self.login.clone(), self.lang.clone());
        let opened = Opened { login, lang, password_hash: hash, must_change };
        let account_id = store::add(tx, &opened, officer_id, post_id)?;
        trail::opened(tx, account_id, &opened, officer_id, post_id);
        self.secret.invite(tx, account_id, now)
    }

    /// All that is wrong; else who holds the post already without having an account.
    fn check(&self, tx: &mut Tx) -> Result<Option<i64>> {
        let mut faults = self.faults.clone();
        if store::by_login(tx, &self.login)?.is_some() {
            faults.push(Fault::at("login", "login_taken").with("login", &self.login));
        }
        let mut holder = None;
        match &self.post {
            PostChoice::Held(id) => match self.vacant(tx, *id)? {
                Ok(known) => holder = known,
                Err(fault) => {
                    faults.push(fault);
                }
            },
            PostChoice::New(new) => {
                post::may_run(&self.asks.scope, new.role, &new.themes)?;
                faults.0.extend(post::check_post(tx, &self.asks, new)?.0);
            }
        }
        faults.or(())?;
        Ok(holder)
    }

    /// Who holds the post without an account, if anybody; a fault where it cannot be taken.
    fn vacant(&self, tx: &mut Tx, post_id: i64) -> Result<std::result::Result<Option<i64>, Fault>> {
        let known = match post::run(tx, &self.asks.scope, post_id) {
            Ok(known) => known,
            Err(Error::NotFound) => return Ok(Err(Fault::at("post", "post_unknown"))),
            Err(other) => return Err(other),
        };
        if known.closed_on.is_some() {
            return Ok(Err(Fault::at("post", "post_closed")));
        }
        let today = day_of(tx.at());
        let present = holder::all_on(tx, &self.asks.scope, today)?.remove(&post_id);
        Ok(match present {
            Some(one) if one.account_id.is_some() => {
                Err(Fault::at("post", "post_taken").with("name", &one.officer_name))
            }
            Some(one) => Ok(Some(one.officer_id)),
            None if holder::is_held_from(tx, &self.asks.scope, post_id, today)? => {
                Err(Fault::at("post", "post_arranged"))
            }
            None => Ok(None),
        })
    }
}

fn link_ends(now: i64) -> i64 {
    now + LINK.num_microseconds().expect("three days fit")
}
