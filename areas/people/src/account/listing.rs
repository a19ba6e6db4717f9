//! The lists of accounts for those who may see people, and whether a desk sees or runs one.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Db, Desk, Error, Reader, Result, clock::day_of};
use samuh_kernel::scope::{Area, Right, Scope};

use super::{
    model::{AccountFilter, AccountView, Credential},
    store,
};
use crate::{
    holder,
    post::{self, Post},
};

/// Rows of a page where none are asked for.
const PAGE: usize = 50;

/// A page of the accounts that the desk sees, by login. The next page begins after the last login.
///
/// # Errors
/// `Denied` without the right to see people.
pub fn accounts(
    db: &Db,
    desk: &Desk,
    filter: &AccountFilter,
    now: i64,
) -> Result<Vec<AccountView>> {
    post::may_see(&desk.scope)?;
    db.read(|r| views(r, desk, 0, filter, now))
}

/// One account.
///
/// # Errors
/// `Denied` without the right to see people, `NotFound` where the desk sees no such account.
pub fn account(db: &Db, desk: &Desk, account_id: i64, now: i64) -> Result<AccountView> {
    post::may_see(&desk.scope)?;
    if account_id <= 0 {
        return Err(Error::NotFound);
    }
    let all = AccountFilter::default();
    db.read(|r| views(r, desk, account_id, &all, now)?.pop().ok_or(Error::NotFound))
}

/// True where the desk runs that account: what a page offers and what an act lets through is the same.
///
/// # Errors
/// `NotFound` where the desk sees no such account.
pub fn runs_account(db: &Db, desk: &Desk, account_id: i64, now: i64) -> Result<bool> {
    match db.read(|r| run(r, &desk.scope, account_id, day_of(now))) {
        Ok(_) => Ok(true),
        Err(Error::Denied(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The account of that number, where the desk sees every post its person holds today, or else the
/// one held last.
pub(crate) fn seen(
    r: &mut Reader,
    scope: &Scope,
    account_id: i64,
    today: NaiveDate,
) -> Result<Credential> {
    let known = store::by_id(r, scope, account_id)?;
    if !scope.is_whole_district() {
        for post_id in posts_of(r, scope, &known, today)? {
            post::seen(r, scope, post_id)?;
        }
    }
    Ok(known)
}

/// The account of that number, where the desk sees and runs it.
pub(crate) fn run(
    r: &mut Reader,
    scope: &Scope,
    account_id: i64,
    today: NaiveDate,
) -> Result<Credential> {
    let known = seen(r, scope, account_id, today)?;
    post::may_administer(scope)?;
    if !scope.is_whole_district() {
        for post_id in posts_of(r, scope, &known, today)? {
            post::run(r, scope, post_id)?;
        }
    }
    Ok(known)
}

/// The posts by which an account is seen: those held today or later, or else the one held last.
fn posts_of(
    r: &mut Reader,
    scope: &Scope,
    known: &Credential,
    today: NaiveDate,
) -> Result<Vec<i64>> {
    let held = holder::posts_from(r, scope, known.officer_id, today)?;
    Ok(if held.is_empty() { vec![known.post_id] } else { held })
}

fn views(
    r: &mut Reader,
    desk: &Desk,
    account_id: i64,
    filter: &AccountFilter,
    now: i64,
) -> Result<Vec<AccountView>> {
    let (scope, today) = (&desk.scope, day_of(now));
    let listed = store::list(r, scope, account_id, filter, now)?;
    let posts: HashMap<i64, Post> =
        post::all(r, scope)?.into_iter().map(|post| (post.id, post)).collect();
    let mut held: HashMap<i64, Vec<i64>> = HashMap::new();
    for one in holder::all_on(r, scope, today)?.into_values() {
        held.entry(one.officer_id).or_default().push(one.post_id);
    }
    let last = store::last_charges(r, scope, today)?;
    let administers = scope.may(Right::Administer, Area::People);
    let limit = usize::try_from(filter.limit).ok().filter(|limit| *limit > 0).unwrap_or(PAGE);
    let mut views = Vec::new();
    for one in listed {
        let mut own = held.remove(&one.view.officer_id).unwrap_or_default();
        own.sort_by_key(|id| (*id != one.post_id, *id));
        let by_which = if own.is_empty() { &[one.post_id][..] } else { &own[..] };
        if !scope.is_whole_district() && !by_which.iter().all(|id| posts.contains_key(id)) {
            continue;
        }
        let mut view = one.view;
        view.posts = own.iter().filter_map(|id| posts.get(id)).cloned().collect();
        let charge = last.get(&view.officer_id).copied();
        view.status = holder::status_of(view.disabled, view.awaits_password, charge, today);
        view.mobile.take_if(|_| !administers);
        views.push(view);
        if views.len() == limit {
            break;
        }
    }
    Ok(views)
}
