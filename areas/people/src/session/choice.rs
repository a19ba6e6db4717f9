//! A person who holds several posts works at one of them at a time, and may change over.

use samuh_engine::{Db, Error, Result, clock::day_of};

use super::{
    model::{SignedIn, Stage},
    rules, start, store,
};
use crate::{
    factor, holder, limits,
    post::{self, Post},
    secret::unhex,
};

/// The posts the person of a session holds today, each with how it is held.
///
/// # Errors
/// `Broken` when the register cannot be read.
pub fn own_posts(db: &Db, who: &SignedIn, now: i64) -> Result<Vec<(Post, holder::Charge)>> {
    let district_id = who.desk.district_id();
    db.read(|r| {
        let held = holder::held_posts(r, district_id, who.desk.officer_id, now)?;
        let mut own = Vec::new();
        for one in held {
            own.push((post::own(r, district_id, one.post_id)?, one.charge));
        }
        Ok(own)
    })
}

/// Works at another post that the person holds today. The session keeps its token, takes the limits
/// of the post's role and never lives longer than before. Where that role must have a second factor and the account
/// has none, it ends, and the next sign-in begins at that post: whoever found a telephone would else set up a factor of
/// his own in the session that is open, and hold the post by it. Answers what is owed there.
///
/// # Errors
/// `NotFound` for a post that the person does not hold, or a session that still owes something.
pub fn work_at(db: &Db, who: &SignedIn, post_id: i64, now: i64) -> Result<Stage> {
    if who.stage != Stage::Open || who.must_change {
        return Err(Error::NotFound);
    }
    let (district_id, account_id) = (who.desk.district_id(), who.account_id);
    let (officer_id, ends) = (who.desk.officer_id, who.expires_at);
    let hash = unhex(&who.key).ok_or(Error::NotFound)?;
    db.transact(move |tx| {
        let held = holder::held_posts(tx, district_id, officer_id, now)?;
        let chosen = held.iter().find(|one| one.post_id == post_id).ok_or(Error::NotFound)?;
        let policy = limits::of_role(tx, district_id, chosen.role, day_of(now))?;
        let has_factor = factor::exists(tx, district_id, account_id)?;
        let new = store::New {
            hash: hash.clone(),
            district_id,
            account_id,
            post_id,
            stage: if has_factor { Stage::Open } else { start::owed(&policy) },
            idle_minutes: policy.idle_minutes,
            device: String::new(),
            opened_at: now,
            expires_at: rules::ends(policy.whole_minutes, now).min(ends),
        };
        store::at_post(tx, &new)?;
        if new.stage != Stage::Open {
            store::end(tx, &new.hash)?;
        }
        Ok(new.stage)
    })
}
