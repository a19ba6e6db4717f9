//! Accounts and one-time links in the register. A read takes the scope of who asks, or goes by the
//! login or token of someone who is not signed in yet.

use samuh_engine::{Error, Reader, Result, Row, Tx, params};
use samuh_kernel::scope::Scope;

use super::model::{AccountFilter, AccountView, Credential, Invited, Opened};
use crate::{
    door::Count,
    post::{Post, Role},
};

const BY_LOGIN: &str = "
    select a.district_id, a.id, a.login, a.password_hash, a.must_change, a.disabled, a.officer_id,
           a.post_id, a.failures, a.wait_until, a.lang, o.name as officer_name, p.role
    from account a
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    join post p on p.district_id = a.district_id and p.id = a.post_id
    where a.login = $1";

/// Accounts are read by desks of the whole district, whose scope has the key -1.
const BY_ID: &str = "
    select a.district_id, a.id, a.login, a.password_hash, a.must_change, a.disabled, a.officer_id,
           a.post_id, a.failures, a.wait_until, a.lang, o.name as officer_name, p.role
    from account a
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    join post p on p.district_id = a.district_id and p.id = a.post_id
    where a.district_id = $1 and a.id = $2 and $3 = -1";

const BY_TOKEN: &str = "
    select a.district_id, a.id, a.login, a.password_hash, a.must_change, a.disabled, a.officer_id,
           a.post_id, a.failures, a.wait_until, a.lang, o.name as officer_name, p.role
    from invitation i
    join account a on a.district_id = i.district_id and a.id = i.account_id
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    join post p on p.district_id = a.district_id and p.id = a.post_id
    where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and a.disabled = false";

const LIST: &str = "
    select a.id, a.login, a.lang, a.disabled, a.must_change, a.password_hash = '' as awaits_password,
           a.officer_id, o.name as officer_name, o.mobile,
           a.post_id, p.role, p.title_hi, p.title_en,
           (select count(*) from session s where s.district_id = a.district_id
            and s.account_id = a.id and s.expires_at > $8) as sessions,
           (select max(s.seen_at) from session s where s.district_id = a.district_id
            and s.account_id = a.id) as seen_at
    from account a
    join officer o on o.district_id = a.district_id and o.id = a.officer_id
    join post p on p.district_id = a.district_id and p.id = a.post_id
    where a.district_id = $1 and $2 = -1 and ($3 = 0 or a.id = $3) and a.login > $4
      and ($5 = '' or p.role = $5)
      and ($6 = '' or a.login like $6 escape '!' or lower(o.name) like $6 escape '!')
    order by a.login
    limit $7";

const COUNT: &str = "select count(*) from account where district_id = $1 and $2 = -1";

const OPEN_ADMINS: &str = "
    select count(*) from account a
    join post p on p.district_id = a.district_id and p.id = a.post_id
    where a.district_id = $1 and $2 = -1 and a.disabled = false and p.role = 'admin'";

const ADD: &str = "
    insert into account (district_id, id, login, password_hash, must_change, disabled, officer_id,
                         post_id, failures, wait_until, lang, version, op_no)
    values ($1, $2, $3, $4, $5, false, $6, $7, 0, 0, $8, 1, $9)";

const SET_PASSWORD: &str = "
    update account set password_hash = $4, must_change = $5, failures = 0, wait_until = 0,
                       version = version + 1, op_no = $6
    where district_id = $1 and id = $2 and password_hash = $3";

const SET_DISABLED: &str = "
    update account set disabled = $3, version = version + 1, op_no = $4
    where district_id = $1 and id = $2";

const SET_LANGUAGE: &str = "
    update account set lang = $3, version = version + 1, op_no = $4
    where district_id = $1 and id = $2";

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

/// The open account a live one-time link is for, by the token's hash: no scope, nobody is signed in.
pub(super) fn by_token(r: &mut Reader, hash: Vec<u8>, now: i64) -> Result<Option<Credential>> {
    r.first(BY_TOKEN, &params![hash, now])?.as_ref().map(credential).transpose()
}

/// The account of that number, else `NotFound`.
pub(super) fn by_id(r: &mut Reader, scope: &Scope, id: i64) -> Result<Credential> {
    let found = r.first(BY_ID, &params![scope.district_id(), id, scope.key()])?;
    credential(&found.ok_or(Error::NotFound)?)
}

/// `NotFound` where the scope sees no account of that number.
pub(crate) fn exists(r: &mut Reader, scope: &Scope, id: i64) -> Result<()> {
    by_id(r, scope, id).map(|_| ())
}

/// Accounts by login, a page of them; only that account when `id` is not 0.
pub(super) fn list(
    r: &mut Reader,
    scope: &Scope,
    id: i64,
    filter: &AccountFilter,
    now: i64,
) -> Result<Vec<AccountView>> {
    let limit = if filter.limit > 0 { filter.limit } else { 50 };
    let given = params![
        scope.district_id(),
        scope.key(),
        id,
        &filter.after,
        filter.role.map_or("", Role::code),
        pattern(&filter.text),
        limit,
        now,
    ];
    r.query(LIST, &given)?.iter().map(view).collect()
}

/// How many accounts the district has.
pub(super) fn count(r: &mut Reader, scope: &Scope) -> Result<i64> {
    one(r.first(COUNT, &params![scope.district_id(), scope.key()])?)
}

/// How many administrators can sign in.
pub(super) fn open_admins(r: &mut Reader, scope: &Scope) -> Result<i64> {
    one(r.first(OPEN_ADMINS, &params![scope.district_id(), scope.key()])?)
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

/// Closes or opens an account.
pub(super) fn set_disabled(tx: &mut Tx, known: &Credential, disabled: bool) -> Result<()> {
    let op_no = tx.op_no();
    tx.exec(SET_DISABLED, &params![known.district_id, known.id, disabled, op_no]).map(|_| ())
}

/// Sets the language of an account's pages.
pub(super) fn set_language(tx: &mut Tx, account_id: i64, lang: &str) -> Result<()> {
    let (district_id, op_no) = (tx.district_id(), tx.op_no());
    tx.exec(SET_LANGUAGE, &params![district_id, account_id, lang, op_no]).map(|_| ())
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

fn one(row: Option<Row>) -> Result<i64> {
    row.ok_or_else(|| Error::broken("a count answers with a row"))?.at(0)
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

fn role_of(row: &Row) -> Result<Role> {
    let role: String = row.get("role")?;
    Role::of(&role).ok_or_else(|| Error::broken(format!("role {role}")))
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
        role: role_of(row)?,
        failures: row.get("failures")?,
        wait_until: row.get("wait_until")?,
        lang: row.get("lang")?,
    })
}

fn view(row: &Row) -> Result<AccountView> {
    Ok(AccountView {
        id: row.get("id")?,
        login: row.get("login")?,
        officer_id: row.get("officer_id")?,
        officer_name: row.get("officer_name")?,
        mobile: row.get("mobile")?,
        post: Post {
            id: row.get("post_id")?,
            role: role_of(row)?,
            title_hi: row.get("title_hi")?,
            title_en: row.get("title_en")?,
            units: Vec::new(),
        },
        lang: row.get("lang")?,
        disabled: row.get("disabled")?,
        must_change: row.get("must_change")?,
        awaits_password: row.get("awaits_password")?,
        sessions: row.get("sessions")?,
        seen_at: row.get("seen_at")?,
    })
}
