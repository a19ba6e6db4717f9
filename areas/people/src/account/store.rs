//! Accounts and one-time links in the register. A read takes the scope of who asks, or goes by the
//! login or token of someone who is not signed in yet.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, clock::day_of, params};
use samuh_kernel::scope::Scope;

use super::contact::Contact;
use super::model::{AccountFilter, AccountView, Credential, Invited, Listed, Opened};
use crate::{door::Count, holder::Status, post::Role};

const BY_LOGIN: &str = "
    select a.district_id, a.id, a.login, a.password_hash, a.must_change, a.disabled, a.officer_id,
           a.post_id, a.failures, a.wait_until, a.lang, o.name as officer_name
    from account a
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    where a.login = $1";

const BY_ID: &str = "
    select a.district_id, a.id, a.login, a.password_hash, a.must_change, a.disabled, a.officer_id,
           a.post_id, a.failures, a.wait_until, a.lang, o.name as officer_name
    from account a
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    where a.district_id = $1 and a.id = $2";

const BY_TOKEN: &str = "
    select a.district_id, a.id, a.login, a.password_hash, a.must_change, a.disabled, a.officer_id,
           a.post_id, a.failures, a.wait_until, a.lang, o.name as officer_name
    from invitation i
    join account a on a.district_id = i.district_id and a.id = i.account_id
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and a.disabled = false";

const LIST: &str = "
    select a.id, a.login, a.lang, a.disabled, a.closed_reason, a.must_change,
           a.password_hash = '' as awaits_password, a.officer_id, o.name as officer_name, o.mobile,
           a.post_id,
           (select count(*) from session s where s.district_id = a.district_id
            and s.account_id = a.id and s.expires_at > $7) as sessions,
           coalesce(a.last_in_at, (select max(s.seen_at) from session s
            where s.district_id = a.district_id and s.account_id = a.id)) as last_in_at,
           (select count(*) from second_factor f where f.district_id = a.district_id
            and f.account_id = a.id) as factors
    from account a
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    where a.district_id = $1 and ($2 = 0 or a.id = $2) and a.login > $3
      and ($4 = '' or exists (
        select 1 from post_holder h
        join post p on p.district_id = h.district_id and p.id = h.post_id
        where h.district_id = a.district_id and h.officer_id = a.officer_id
          and h.from_on <= $6 and h.to_on > $6 and p.role = $4))
      and ($5 = '' or a.login like $5 escape '!' or lower(o.name) like $5 escape '!')
    order by a.login";

const COUNT: &str = "select count(*) from account where district_id = $1";

/// The charge of each person that ends last of those begun by a day.
const LAST: &str = "
    select h.officer_id, h.to_on, h.end_op_no from post_holder h
    where h.district_id = $1 and h.from_on <= $2 and not exists (
      select 1 from post_holder x
      where x.district_id = h.district_id and x.officer_id = h.officer_id and x.from_on <= $2
        and (x.to_on > h.to_on or (x.to_on = h.to_on and x.no > h.no)))";

const ADD: &str = "
    insert into account (district_id, id, login, password_hash, must_change, disabled, officer_id,
                         post_id, failures, wait_until, lang, version, op_no)
    values ($1, $2, $3, $4, $5, false, $6, $7, 0, 0, $8, 1, $9)";

const SET_PASSWORD: &str = "
    update account set password_hash = $4, must_change = $5, failures = 0, wait_until = 0,
                       version = version + 1, op_no = $6
    where district_id = $1 and id = $2 and password_hash = $3";

const REHASH: &str = "
    update account set password_hash = $4
    where district_id = $1 and id = $2 and password_hash = $3";

const SET_DISABLED: &str = "
    update account set disabled = $3, closed_reason = $4, version = version + 1, op_no = $5
    where district_id = $1 and id = $2";

const SET_LANGUAGE: &str = "
    update account set lang = $3, version = version + 1, op_no = $4
    where district_id = $1 and id = $2";

const CONTACT: &str = "select mobile, email from officer where district_id = $1 and id = $2";

const SET_CONTACT: &str = "
    update officer set mobile = $3, email = $4, op_no = $5 where district_id = $1 and id = $2";

const SIGNED_IN: &str = "
    update account set failures = 0, wait_until = 0
    where district_id = $1 and id = $2 and failures > 0";

const KEEP_COUNT: &str = "
    update account set failures = $3, wait_until = $4
    where district_id = $1 and id = $2 and wait_until <= $4";

const INVITE: &str = "
    insert into invitation (token_hash, district_id, account_id, expires_at, used_at)
    values ($1, $2, $3, $4, null)";

const UNINVITE: &str = "delete from invitation where district_id = $1 and account_id = $2";

const USE_INVITATION: &str = "
    update invitation set used_at = $2
    where token_hash = $1 and used_at is null and expires_at > $2";

const SWEEP: &str = "delete from invitation where expires_at <= $1";

/// The account of a login, of whatever district: no scope, nobody is signed in yet.
pub(crate) fn by_login(r: &mut Reader, login: &str) -> Result<Option<Credential>> {
    r.first(BY_LOGIN, &params![login])?.as_ref().map(credential).transpose()
}

/// The open account a live one-time link is for, by the code's hash: no scope, nobody is signed in.
pub(super) fn by_token(r: &mut Reader, hash: Vec<u8>, now: i64) -> Result<Option<Credential>> {
    r.first(BY_TOKEN, &params![hash, now])?.as_ref().map(credential).transpose()
}

/// The account of that number in the scope's district, else `NotFound`; whether the desk sees it is
/// asked by its posts.
pub(super) fn by_id(r: &mut Reader, scope: &Scope, id: i64) -> Result<Credential> {
    let found = r.first(BY_ID, &params![scope.district_id(), id])?;
    credential(&found.ok_or(Error::NotFound)?)
}

/// Accounts of the scope's district by login; only that account when `id` is not 0. What the desk
/// sees of them is asked by their posts.
pub(super) fn list(
    r: &mut Reader,
    scope: &Scope,
    id: i64,
    filter: &AccountFilter,
    now: i64,
) -> Result<Vec<Listed>> {
    let given = params![
        scope.district_id(),
        id,
        &filter.after,
        filter.role.map_or("", Role::code),
        pattern(&filter.text),
        day_of(now),
        now,
    ];
    r.query(LIST, &given)?.iter().map(listed).collect()
}

/// By person: until when the last charge lasts, and whether an act ended it.
pub(super) fn last_charges(
    r: &mut Reader,
    scope: &Scope,
    day: NaiveDate,
) -> Result<HashMap<i64, (NaiveDate, bool)>> {
    let rows = r.query(LAST, &params![scope.district_id(), day])?;
    let last = |row: &Row| {
        let ended: Option<i64> = row.get("end_op_no")?;
        Ok((row.get("officer_id")?, (row.get("to_on")?, ended.is_some())))
    };
    rows.iter().map(last).collect()
}

/// How many accounts the district has.
pub(super) fn count(r: &mut Reader, scope: &Scope) -> Result<i64> {
    let row = r.first(COUNT, &params![scope.district_id()])?;
    row.ok_or_else(|| Error::broken("a count answers with a row"))?.at(0)
}

/// Writes an account; fault `login_taken` where another one has the login.
pub(super) fn add(tx: &mut Tx, new: &Opened, officer_id: i64, post_id: i64) -> Result<i64> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let id = tx.allot(district_id, "account", 1)?;
    let row = params![
        district_id,
        id,
        &new.login,
        &new.password_hash,
        new.must_change,
        officer_id,
        post_id,
        &new.lang,
        op_no,
    ];
    tx.exec(ADD, &row).map_err(|error| match error {
        // Two districts may take the same login at the same moment.
        Error::Broken(text) if text.contains("account_login_once") => Error::fault("login_taken"),
        other => other,
    })?;
    Ok(id)
}

/// Replaces the password; `Conflict` when it has changed since `known` was read.
pub(super) fn set_password(
    tx: &mut Tx,
    known: &Credential,
    hash: &str,
    must_change: bool,
) -> Result<()> {
    let op_no = tx.op_no();
    let given =
        params![known.district_id, known.id, &known.password_hash, hash, must_change, op_no];
    match tx.exec(SET_PASSWORD, &given)? {
        0 => Err(Error::Conflict { saved: "{}".into(), sent: "{}".into() }),
        _ => Ok(()),
    }
}

/// Keeps the same password by another hash; nothing where the password has changed meanwhile.
pub(crate) fn rehash(tx: &mut Tx, known: &Credential, hash: &str) -> Result<()> {
    let given = params![known.district_id, known.id, &known.password_hash, hash];
    tx.exec(REHASH, &given).map(|_| ())
}

/// Closes or opens an account.
pub(super) fn set_disabled(
    tx: &mut Tx,
    known: &Credential,
    disabled: bool,
    reason: Option<&str>,
) -> Result<()> {
    let op_no = tx.op_no();
    let row = params![known.district_id, known.id, disabled, reason, op_no];
    tx.exec(SET_DISABLED, &row).map(|_| ())
}

/// Sets the language of an account's pages.
pub(super) fn set_language(tx: &mut Tx, account_id: i64, lang: &str) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    tx.exec(SET_LANGUAGE, &params![district_id, account_id, lang, op_no]).map(|_| ())
}

/// A person's own contact: no scope, it is asked by that person alone.
pub(super) fn contact(r: &mut Reader, district_id: i64, officer_id: i64) -> Result<Contact> {
    let row = r.first(CONTACT, &params![district_id, officer_id])?.ok_or(Error::NotFound)?;
    Ok(Contact { mobile: row.at(0)?, email: row.at(1)? })
}

/// Sets a person's contact.
pub(super) fn set_contact(tx: &mut Tx, officer_id: i64, new: &Contact) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    let (mobile, email) = (new.mobile.as_deref(), new.email.as_deref());
    tx.exec(SET_CONTACT, &params![district_id, officer_id, mobile, email, op_no]).map(|_| ())
}

/// Forgets the failures of an account that has signed in.
pub(crate) fn signed_in(tx: &mut Tx, district_id: i64, account_id: i64) -> Result<()> {
    tx.exec(SIGNED_IN, &params![district_id, account_id]).map(|_| ())
}

/// Keeps a count of failures for after a restart.
pub(crate) fn keep_count(
    tx: &mut Tx,
    district_id: i64,
    account_id: i64,
    count: Count,
) -> Result<()> {
    let given = params![district_id, account_id, count.failures, count.wait_until];
    tx.exec(KEEP_COUNT, &given).map(|_| ())
}

/// Writes a one-time link.
pub(super) fn invite(
    tx: &mut Tx,
    account_id: i64,
    token_hash: Vec<u8>,
    expires_at: i64,
) -> Result<()> {
    let district_id = tx.district_id();
    tx.exec(INVITE, &params![token_hash, district_id, account_id, expires_at]).map(|_| ())
}

/// Takes back the one-time links of an account.
pub(super) fn uninvite(tx: &mut Tx, account_id: i64) -> Result<()> {
    let district_id = tx.district_id();
    tx.exec(UNINVITE, &params![district_id, account_id]).map(|_| ())
}

/// Marks a one-time link as used; false where it was used or has run out.
pub(super) fn use_invitation(tx: &mut Tx, token_hash: Vec<u8>, now: i64) -> Result<bool> {
    Ok(tx.exec(USE_INVITATION, &params![token_hash, now])? == 1)
}

/// Takes away links that have run out; answers how many.
pub(crate) fn sweep(tx: &mut Tx, now: i64) -> Result<u64> {
    tx.exec(SWEEP, &params![now])
}

/// Whom a link is for.
pub(super) fn invited_of(account: Credential) -> Invited {
    Invited { login: account.login, officer_name: account.officer_name, lang: account.lang }
}

fn pattern(text: &str) -> String {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return text;
    }
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '!' | '%' | '_') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

fn credential(row: &Row) -> Result<Credential> {
    Ok(Credential {
        district_id: row.get("district_id")?,
        id: row.get("id")?,
        login: row.get("login")?,
        password_hash: row.get("password_hash")?,
        must_change: row.get("must_change")?,
        disabled: row.get("disabled")?,
        officer_id: row.get("officer_id")?,
        officer_name: row.get("officer_name")?,
        post_id: row.get("post_id")?,
        failures: row.get("failures")?,
        wait_until: row.get("wait_until")?,
        lang: row.get("lang")?,
    })
}

fn listed(row: &Row) -> Result<Listed> {
    let factors: i64 = row.get("factors")?;
    let view = AccountView {
        id: row.get("id")?,
        login: row.get("login")?,
        officer_id: row.get("officer_id")?,
        officer_name: row.get("officer_name")?,
        mobile: row.get("mobile")?,
        posts: Vec::new(),
        status: Status::WithoutPost,
        closed_reason: row.get("closed_reason")?,
        second_factor: factors > 0,
        lang: row.get("lang")?,
        disabled: row.get("disabled")?,
        must_change: row.get("must_change")?,
        awaits_password: row.get("awaits_password")?,
        sessions: row.get("sessions")?,
        last_in_at: row.get("last_in_at")?,
    };
    Ok(Listed { view, post_id: row.get("post_id")? })
}
