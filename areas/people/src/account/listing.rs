//! The lists of accounts for those who may see people.

use samuh_engine::{Db, Desk, Error, Reader, Result};
use samuh_kernel::scope::{Area, Right};

use super::{
    model::{AccountFilter, AccountView},
    store,
};
use crate::post;

/// A page of the district's accounts, by login. The next page begins after the last login.
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
/// `Denied` without the right to see people, `NotFound` where the district has no such account.
pub fn account(db: &Db, desk: &Desk, account_id: i64, now: i64) -> Result<AccountView> {
    post::may_see(&desk.scope)?;
    if account_id <= 0 {
        return Err(Error::NotFound);
    }
    let all = AccountFilter::default();
    db.read(|r| views(r, desk, account_id, &all, now)?.pop().ok_or(Error::NotFound))
}

fn views(
    r: &mut Reader,
    desk: &Desk,
    account_id: i64,
    filter: &AccountFilter,
    now: i64,
) -> Result<Vec<AccountView>> {
    let mut views = store::list(r, &desk.scope, account_id, filter, now)?;
    let posts = post::all(r, &desk.scope)?;
    let administers = desk.scope.may(Right::Administer, Area::People);
    for view in &mut views {
        if let Ok(at) = posts.binary_search_by_key(&view.post.id, |post| post.id) {
            view.post.units.clone_from(&posts[at].units);
        }
        view.mobile.take_if(|_| !administers);
    }
    Ok(views)
}
