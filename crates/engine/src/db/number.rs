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

/// Numbers taken from PostgreSQL ahead of need, over a connection of their own: an act that holds
/// one of the pool must never wait for another one.
#[derive(Clone)]
pub(super) struct Blocks {
    pool: Arc<pg::Pool>,
    held: Arc<Mutex<(Held, Option<Tx>)>>,
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
        let mut guard = self.held.lock().expect("nobody panics holding the blocks");
        let (held, aside) = &mut *guard;
        let (next, end) = held.get(&(district_id, counter)).copied().unwrap_or((1, 1));
        if next + count <= end {
            held.insert((district_id, counter), (next + count, end));
            return Ok(next);
        }
        let wanted = count.max(BLOCK);
        let mut tx = match aside.take() {
            Some(tx) => tx,
            None => Tx::new(Source::Pg(Box::new(self.pool.connect()?))),
        };
        // A connection that failed is not kept: the next need opens another.
        let first = take_within(&mut tx, district_id, counter, wanted)?;
        *aside = Some(tx);
        held.insert((district_id, counter), (first + count, first + wanted));
        Ok(first)
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
