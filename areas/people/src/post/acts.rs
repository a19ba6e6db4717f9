//! Making a post and writing down an officer, inside the act that opens the account.

use samuh_engine::{Db, Desk, Reader, Result, Tx, Value};
use samuh_kernel::{fault::Faults, scope::Scope};

use super::{
    model::{NewPost, Post},
    rules, store,
};

/// The posts of the district with their units, for those who may see people.
///
/// # Errors
/// `Denied` without the right to see people.
pub fn posts(db: &Db, desk: &Desk) -> Result<Vec<Post>> {
    rules::may_see(&desk.scope)?;
    db.read(|r| all(r, &desk.scope))
}

/// Every post the scope sees, with its units, by number.
pub(crate) fn all(r: &mut Reader, scope: &Scope) -> Result<Vec<Post>> {
    store::posts(r, scope, 0)
}

/// What is wrong with a post to be made.
pub(crate) fn check_post(tx: &mut Tx, desk: &Desk, new: &NewPost) -> Result<Faults> {
    let mut found = Vec::new();
    for id in &new.units {
        found.extend(store::unit(tx, &desk.scope, *id)?);
    }
    Ok(rules::check(new, &found))
}

/// Makes a post that has been checked; answers its number.
pub(crate) fn add_post(tx: &mut Tx, new: &NewPost) -> Result<i64> {
    let new = rules::tidy(new);
    let id = store::add_post(tx, &new)?;
    let units: Vec<String> = new.units.iter().map(ToString::to_string).collect();
    tx.changed("post", id, 0)
        .office("role", Value::Null, new.role.code())
        .office("title_hi", Value::Null, new.title_hi.as_deref())
        .office("title_en", Value::Null, new.title_en.as_deref())
        .office("units", Value::Null, units.join(" "));
    Ok(id)
}

/// The post of that number, if the desk's district has it.
pub(crate) fn post(tx: &mut Tx, desk: &Desk, post_id: i64) -> Result<Option<Post>> {
    if post_id <= 0 {
        return Ok(None);
    }
    Ok(store::posts(tx, &desk.scope, post_id)?.pop())
}

/// Writes down an officer; answers the number.
pub(crate) fn add_officer(tx: &mut Tx, name: &str, mobile: Option<&str>) -> Result<i64> {
    let id = store::add_officer(tx, name, mobile)?;
    tx.changed("officer", id, 0).office("name", Value::Null, name).personal(
        "mobile",
        Value::Null,
        mobile,
    );
    Ok(id)
}
