//! Numbers inside a district: one row a counter, moved on SQLite inside the act, on PostgreSQL in
//! blocks beside it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use super::{Tx, pg, tx::Source};
use crate::{
    error::{Error, Result},
    params,
};

const MOVE: &str = "
    insert into counter (district_id, name, value) values ($1, $2, $3)
    on conflict (district_id, name) do update set value = counter.value + excluded.value
    returning value";

/// How many numbers one trip to the counter fetches at least.
const BLOCK: i64 = 256;

/// The next number and the end of the block held, by district and counter.
type Held = HashMap<(i64, &'static str), (i64, i64)>;

/// Numbers taken from PostgreSQL ahead of need.
#[derive(Clone)]
pub(super) struct Blocks {
    pool: Arc<pg::Pool>,
    held: Arc<Mutex<Held>>,
}

impl std::fmt::Debug for Blocks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Blocks")
    }
}

impl Blocks {
    pub(super) fn new(pool: Arc<pg::Pool>) -> Self {
        Self { pool, held: Arc::default() }
    }

    pub(super) fn take(&self, district_id: i64, counter: &'static str, count: i64) -> Result<i64> {
        let mut held = self.held.lock().expect("nobody panics holding the blocks");
        let (next, end) = held.get(&(district_id, counter)).copied().unwrap_or((1, 1));
        if next + count <= end {
            held.insert((district_id, counter), (next + count, end));
            return Ok(next);
        }
        let wanted = count.max(BLOCK);
        let mut aside = Tx::new(Source::Pg(Box::new(self.pool.lend()?)));
        let moved = take_within(&mut aside, district_id, counter, wanted);
        match (moved, aside.into_source()) {
            (Ok(first), Source::Pg(connection)) => {
                self.pool.give_back(*connection);
                held.insert((district_id, counter), (first + count, first + wanted));
                Ok(first)
            }
            (Err(error), _) => {
                self.pool.forget();
                Err(error)
            }
            (Ok(_), Source::Lite(_)) => Err(Error::broken("blocks are PostgreSQL's")),
        }
    }
}

/// Moves the counter inside the transaction in hand; answers the first number taken.
pub(super) fn take_within(
    tx: &mut Tx,
    district_id: i64,
    counter: &'static str,
    count: i64,
) -> Result<i64> {
    let row = tx
        .first(MOVE, &params![district_id, counter, count])?
        .ok_or_else(|| Error::broken("the counter did not answer"))?;
    Ok(row.at::<i64>(0)? - count + 1)
}
