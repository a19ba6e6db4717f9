//! Making, changing and closing posts, and writing down officers.

use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Tx, Value, clock::day_of};
use samuh_kernel::{
    fault::Faults,
    scope::{Rights, Scope},
};
use uuid::Uuid;

use super::{
    model::{CadreKind, NewPost, Post, Theme, Unit},
    policy, rules, store,
};
use crate::holder;

/// The posts that the desk sees with their units, for those who may see people.
///
/// # Errors
/// `Denied` without the right to see people.
pub fn posts(db: &Db, desk: &Desk) -> Result<Vec<Post>> {
    rules::may_see(&desk.scope)?;
    db.read(|r| all(r, &desk.scope))
}

/// One post.
///
/// # Errors
/// `Denied` without the right to see people, `NotFound` where the desk sees no such post.
pub fn post(db: &Db, desk: &Desk, post_id: i64) -> Result<Post> {
    rules::may_see(&desk.scope)?;
    db.read(|r| seen(r, &desk.scope, post_id))
}

/// True where the desk runs that post, which it sees: what a page offers and what an act lets through is
/// the same.
pub fn runs_post(desk: &Desk, post: &Post) -> bool {
    rules::may_run(&desk.scope, post.role, &post.themes).is_ok()
}

/// What a post sees and may do, whoever holds it: by this it is told what waits there.
pub fn scope_of_post(district_id: i64, post: &Post) -> Scope {
    let rights = policy::narrowed(post.role, &post.themes);
    let units: Vec<_> = post.units.iter().map(|unit| (unit.id, Some(unit.kind.clone()))).collect();
    rules::scope_of(district_id, post.id, rights, post.role, &units)
}

/// The kinds of cadres there are on the day of that instant.
///
/// # Errors
/// `Broken` when the register cannot be read.
pub fn cadre_kinds(db: &Db, now: i64) -> Result<Vec<CadreKind>> {
    db.read(|r| store::kinds(r, day_of(now)))
}

/// Makes a post that nobody holds yet; answers its number.
///
/// # Errors
/// `Denied` without the right to administer people, or for a post that is not below the desk; faults
/// on `unit`, `theme`, `cadre`, `title_hi` and `title_en`.
pub fn make_post(db: &Db, desk: &Desk, op_id: Uuid, new: &NewPost, now: i64) -> Result<i64> {
    rules::may_run(&desk.scope, new.role, &new.themes)?;
    let op = Op::over(op_id, "people.make_post", new, now)?;
    let (asks, new) = (desk.clone(), new.clone());
    db.act(desk, &op, move |tx| made(tx, &asks, &new))
}

/// Makes a post inside an act.
pub(crate) fn made(tx: &mut Tx, desk: &Desk, new: &NewPost) -> Result<i64> {
    rules::may_run(&desk.scope, new.role, &new.themes)?;
    check_post(tx, desk, new)?.or(())?;
    add_post(tx, new)
}

/// Changes a post's titles, units, areas of work and kind of cadre; its role stays. What it looks at
/// from now on is seen by whoever holds it at the next page.
///
/// # Errors
/// `NotFound` where the desk sees no such post, `Denied` where it is not below the desk, `Conflict`
/// where it has changed since `version`; faults as [`make_post`], `role_stays`, `post_closed`.
pub fn change_post(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (post_id, version): (i64, i64),
    new: &NewPost,
    now: i64,
) -> Result<()> {
    rules::may_administer(&desk.scope)?;
    let op = Op::over(op_id, "people.change_post", &(post_id, version, new), now)?;
    let (asks, new) = (desk.clone(), new.clone());
    db.act(desk, &op, move |tx| changed(tx, &asks, (post_id, version), &new))
}

/// Changes a post inside an act.
pub(crate) fn changed(
    tx: &mut Tx,
    desk: &Desk,
    (post_id, version): (i64, i64),
    new: &NewPost,
) -> Result<()> {
    let known = run(tx, &desk.scope, post_id)?;
    rules::may_run(&desk.scope, new.role, &new.themes)?;
    let mut faults = check_post(tx, desk, new)?;
    if known.role != new.role {
        faults.on("post", "role_stays");
    }
    if known.closed_on.is_some() {
        faults.on("post", "post_closed");
    }
    faults.or(())?;
    let new = rules::tidy(new);
    store::changed(u64::from(known.version == version), &known, &new)?;
    let (was, is) = (unit_numbers(&known.units), join(&new.units));
    let themes = (theme_codes(&known.themes), theme_codes(&new.themes));
    tx.changed("post", post_id, 0)
        .office("title_hi", known.title_hi.as_deref(), new.title_hi.as_deref())
        .office("title_en", known.title_en.as_deref(), new.title_en.as_deref())
        .office("units", was, is)
        .office("themes", themes.0, themes.1);
    store::set_post(tx, &known, &new)
}

/// Closes a post that nobody holds: nobody can take its charge any more. Twice changes nothing.
///
/// # Errors
/// `NotFound` where the desk sees no such post, `Denied` where it is not below the desk, `Conflict`
/// where it has changed since `version`; fault `post_held`.
pub fn close_post(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (post_id, version): (i64, i64),
    now: i64,
) -> Result<()> {
    rules::may_administer(&desk.scope)?;
    let op = Op::over(op_id, "people.close_post", &(post_id, version), now)?;
    let asks = desk.clone();
    db.act(desk, &op, move |tx| closed(tx, &asks, (post_id, version)))
}

/// Closes a post inside an act.
pub(crate) fn closed(tx: &mut Tx, desk: &Desk, (post_id, version): (i64, i64)) -> Result<()> {
    let known = run(tx, &desk.scope, post_id)?;
    if known.closed_on.is_some() {
        // Named, though nothing of it changes any more.
        tx.changed("post", post_id, 0);
        return Ok(());
    }
    let today = day_of(tx.at());
    if holder::is_held_from(tx, &desk.scope, post_id, today)? {
        return Err(Error::fault("post_held"));
    }
    store::changed(u64::from(known.version == version), &known, &today)?;
    tx.changed("post", post_id, 0).office("closed_on", Value::Null, today.to_string());
    store::close_post(tx, &known, today)
}

fn join(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn unit_numbers(units: &[Unit]) -> String {
    join(&units.iter().map(|unit| unit.id).collect::<Vec<_>>())
}

fn theme_codes(themes: &[Theme]) -> String {
    themes.iter().map(|theme| theme.code()).collect::<Vec<_>>().join(" ")
}

/// Every post the scope sees, with its units, by number.
pub(crate) fn all(r: &mut Reader, scope: &Scope) -> Result<Vec<Post>> {
    store::posts(r, scope, 0)
}

/// The post of that number, where the scope sees it.
pub(crate) fn seen(r: &mut Reader, scope: &Scope, post_id: i64) -> Result<Post> {
    if post_id <= 0 {
        return Err(Error::NotFound);
    }
    store::posts(r, scope, post_id)?.pop().ok_or(Error::NotFound)
}

/// A post that the person who asks holds: whatever it sees, one sees one's own.
pub(crate) fn own(r: &mut Reader, district_id: i64, post_id: i64) -> Result<Post> {
    seen(r, &Scope::district(district_id, Rights::none()), post_id)
}

/// The post of that number, where the desk sees and runs it.
pub(crate) fn run(r: &mut Reader, scope: &Scope, post_id: i64) -> Result<Post> {
    let post = seen(r, scope, post_id)?;
    rules::may_run(scope, post.role, &post.themes)?;
    Ok(post)
}

/// What is wrong with a post to be made.
pub(crate) fn check_post(tx: &mut Tx, desk: &Desk, new: &NewPost) -> Result<Faults> {
    let mut found = Vec::new();
    for id in &new.units {
        found.extend(store::unit(tx, &desk.scope, *id)?);
    }
    let today = day_of(tx.at());
    let kinds = store::kinds(tx, today)?;
    Ok(rules::check(new, &found, &kinds))
}

/// Makes a post that has been checked; answers its number.
pub(crate) fn add_post(tx: &mut Tx, new: &NewPost) -> Result<i64> {
    let new = rules::tidy(new);
    let id = store::add_post(tx, &new)?;
    tx.changed("post", id, 0)
        .office("role", Value::Null, new.role.code())
        .office("title_hi", Value::Null, new.title_hi.as_deref())
        .office("title_en", Value::Null, new.title_en.as_deref())
        .office("units", Value::Null, join(&new.units));
    Ok(id)
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
