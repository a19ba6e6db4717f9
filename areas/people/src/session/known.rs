//! Sessions that are known: read once for a state of the data and given again while nothing has been
//! committed since, by this process or another. Who is transferred out is therefore a stranger at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use chrono::NaiveDate;
use samuh_engine::{Db, Result, clock::day_of};

use super::{
    acts::read_session,
    model::{Found, SignedIn},
    rules,
};
use crate::secret::Token;

/// Sessions that are kept: with some 600 bytes each less than 3 MiB.
const MOST: usize = 4_096;

/// The sessions of one state of the data.
#[derive(Default)]
pub struct Sessions(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// The state, and the day whose posts they work at.
    of: Option<(i64, NaiveDate)>,
    found: HashMap<Vec<u8>, Found>,
}

impl Sessions {
    /// Who is signed in with that token, where it is known without reading; none where it must be read
    /// or the last-seen time is to be written.
    pub fn known(&self, db: &Db, token: &Token, now: i64) -> Option<Arc<SignedIn>> {
        let edition = db.edition().ok()??;
        let kept = self.kept();
        let found = kept.found.get(&token.hash())?;
        let is_of_now = kept.of == Some((edition, day_of(now)));
        let (idle, seen_at) = (found.who.idle_minutes, found.seen_at);
        let is_live = rules::is_live(idle, seen_at, found.who.expires_at, now);
        let is_it = is_of_now && is_live && !rules::is_to_be_seen(idle, seen_at, now);
        is_it.then(|| Arc::clone(&found.who))
    }

    /// As [`super::session_desk`]; what was read is known from then on.
    ///
    /// # Errors
    /// `Broken` when the register cannot be read.
    pub fn desk(&self, db: &Db, token: &Token, now: i64) -> Result<Option<Arc<SignedIn>>> {
        if let Some(who) = self.known(db, token, now) {
            return Ok(Some(who));
        }
        // Asked before the session is read: what is of a later state is only read once more.
        let edition = db.edition()?;
        let Some(found) = read_session(db, token, now)? else { return Ok(None) };
        let who = Arc::clone(&found.who);
        if let Some(edition) = edition {
            let mut kept = self.kept();
            let of = Some((edition, day_of(now)));
            if kept.of != of || kept.found.len() >= MOST {
                *kept = Kept { of, ..Kept::default() };
            }
            kept.found.insert(token.hash(), found);
        }
        Ok(Some(who))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().expect("nobody panics holding the sessions")
    }
}
