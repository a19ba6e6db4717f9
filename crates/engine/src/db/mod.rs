//! One face over two engines: SQLite in a file, or PostgreSQL. Same SQL text, same acts.

mod lite;
mod migrate;
mod number;
mod pg;
mod rights;
mod snapshot;
mod statistics;
mod tx;
mod value;
mod way;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock, mpsc::sync_channel},
};

pub use migrate::{Dialect, SCHEMA_VERSION, migrations, tables};
pub use snapshot::{read_file, tool_variables};
use tx::{Frame, Source};
pub use tx::{Reader, Tx};
pub use value::{FromValue, Row, Value};

use crate::{
    act::Desk,
    error::{Error, Result},
};

/// Asked at the end of every act, before it is kept: whether the desk may do it alone. The act's name and
/// what it named for the trail are there; what the gate refuses has not happened.
pub type Gate = fn(&mut Tx, &Desk, &'static str) -> Result<()>;

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL address, and the schema to work in when it is not the default one.
    Postgres {
        /// `postgres://…`
        url: String,
        /// Created when it does not exist.
        schema: Option<String>,
    },
}

/// An open database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    gate: Arc<OnceLock<Gate>>,
}

#[derive(Clone)]
enum Engine {
    Lite { lite: Arc<lite::Lite>, path: PathBuf },
    Pg { pool: Arc<pg::Pool>, blocks: number::Blocks },
}

/// How often an act is run again after a serialization failure.
const TRIES: usize = 8;

impl Db {
    /// Opens the database without changing its schema; see [`Db::migrate`].
    ///
    /// # Errors
    /// `Broken` when the file or server cannot be opened.
    pub fn open(location: &Location) -> Result<Self> {
        let engine = match location {
            Location::File(path) => {
                Engine::Lite { lite: lite::Lite::open(path)?, path: path.clone() }
            }
            Location::Postgres { url, schema } => {
                let pool = pg::Pool::open(url, schema.as_deref())?;
                Engine::Pg { blocks: number::Blocks::new(Arc::clone(&pool)), pool }
            }
        };
        Ok(Self { engine, gate: Arc::default() })
    }

    /// Brings the schema to this program's version; a second run applies nothing.
    ///
    /// # Errors
    /// `Broken` when the file was made by a newer program or a step fails.
    pub fn migrate(&self, at: i64) -> Result<usize> {
        self.transact(move |tx| migrate::run(tx, at))
    }

    /// Brings an empty database to an earlier step only, for tests of what follows.
    ///
    /// # Errors
    /// As [`Db::migrate`].
    pub(crate) fn migrate_to(&self, at: i64, last: &'static str) -> Result<usize> {
        self.transact(move |tx| migrate::run_to(tx, at, last))
    }

    /// Sets the gate of every act of this database; the first one stays.
    pub fn guard(&self, gate: Gate) {
        self.gate.get_or_init(|| gate);
    }

    pub(crate) fn gate(&self) -> Option<Gate> {
        self.gate.get().copied()
    }

    /// True on the embedded engine.
    pub fn is_embedded(&self) -> bool {
        matches!(self.engine, Engine::Lite { .. })
    }

    /// How many reads run at once; another waits for one of them.
    pub fn readers(&self) -> usize {
        if self.is_embedded() { lite::READERS } else { pg::CONNECTIONS }
    }

    /// The SQLite file, on the embedded engine.
    pub fn path(&self) -> Option<&Path> {
        match &self.engine {
            Engine::Lite { path, .. } => Some(path),
            Engine::Pg { .. } => None,
        }
    }

    /// True while the last transaction found no room on the disk; reading goes on.
    pub fn is_full(&self) -> bool {
        match &self.engine {
            Engine::Lite { lite, .. } => lite.health().is_full(),
            Engine::Pg { pool, .. } => pool.health().is_full(),
        }
    }

    /// Why nothing is written any more until a restart: the disk under the database failed.
    pub fn failed(&self) -> Option<String> {
        match &self.engine {
            Engine::Lite { lite, .. } => lite.health().failed().map(str::to_owned),
            Engine::Pg { .. } => None,
        }
    }

    /// Where the data is.
    pub fn location(&self) -> Location {
        match &self.engine {
            Engine::Lite { path, .. } => Location::File(path.clone()),
            Engine::Pg { pool, .. } => pool.location(),
        }
    }

    /// A number that is another after every commit of any process, for what is kept of a state:
    /// ask it before the state is read. None where the engine has no such number (PostgreSQL).
    ///
    /// # Errors
    /// `Broken` when the file cannot be read.
    pub fn edition(&self) -> Result<Option<i64>> {
        match &self.engine {
            Engine::Lite { lite, .. } => lite.edition().map(Some),
            Engine::Pg { .. } => Ok(None),
        }
    }

    /// Reads within one consistent state of the data. Blocks: call it off the async threads.
    ///
    /// # Errors
    /// Whatever `read` answers with.
    pub fn read<T>(&self, read: impl FnOnce(&mut Reader) -> Result<T>) -> Result<T> {
        match &self.engine {
            Engine::Lite { lite, .. } => {
                let mut reader = Reader::new(Source::Lite(lite.lend()?));
                let answer = catch_unwind(AssertUnwindSafe(|| read_within(&mut reader, read)));
                if let Source::Lite(connection) = reader.source {
                    lite.give_back(connection);
                }
                answer.unwrap_or_else(|_| Err(Error::broken("a read panicked")))
            }
            Engine::Pg { pool, .. } => {
                let mut reader = Reader::new(Source::Pg(Box::new(pool.lend()?)));
                let answer = catch_unwind(AssertUnwindSafe(|| read_within(&mut reader, read)));
                match (&answer, reader.source) {
                    (Ok(Ok(_)), Source::Pg(connection)) => pool.give_back(*connection),
                    // A refused statement leaves the connection in doubt: let it go.
                    _ => pool.forget(),
                }
                answer.unwrap_or_else(|_| Err(Error::broken("a read panicked")))
            }
        }
    }

    /// Runs a transaction that is not an act of the office: migrations, sessions, staging.
    ///
    /// # Errors
    /// Whatever `work` answers with; then nothing has changed.
    pub fn transact<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    {
        let (answer, waits) = sync_channel(1);
        self.transact_then(work, move |outcome| drop(answer.send(outcome)))?;
        waits.recv().unwrap_or_else(|_| Err(Error::broken("the writer dropped an act")))
    }

    /// As [`Db::transact`], handing the outcome to `reply`. On the embedded engine it returns as
    /// soon as the work is queued; on PostgreSQL it runs it here and now.
    ///
    /// # Errors
    /// `Broken` when the writer has stopped; then `reply` is not called.
    pub fn transact_then<T, F, R>(&self, work: F, reply: R) -> Result<()>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T> + Send + 'static,
        R: FnOnce(Result<T>) + Send + 'static,
    {
        match &self.engine {
            Engine::Lite { lite, .. } => {
                lite.queue(Box::new(Queued { work, reply: Some(reply), outcome: None }))
            }
            Engine::Pg { pool, blocks } => {
                reply(run_on_pg(pool, blocks, &work));
                Ok(())
            }
        }
    }
}

fn read_within<T>(reader: &mut Reader, read: impl FnOnce(&mut Reader) -> Result<T>) -> Result<T> {
    let (begin, end) = if reader.is_embedded() {
        ("begin deferred", "commit")
    } else {
        ("begin isolation level repeatable read read only", "commit")
    };
    reader.control(begin)?;
    let answer = catch_unwind(AssertUnwindSafe(|| read(reader)))
        .unwrap_or_else(|_| Err(Error::broken("a read panicked")));
    let closed = reader.control(if answer.is_ok() { end } else { "rollback" });
    answer.and_then(|value| closed.map(|()| value))
}

fn run_on_pg<T>(
    pool: &pg::Pool,
    blocks: &number::Blocks,
    work: &impl Fn(&mut Tx) -> Result<T>,
) -> Result<T> {
    let mut tries = 0;
    loop {
        tries += 1;
        let mut tx = Tx::new(Source::Pg(Box::new(pool.lend()?)));
        tx.frame = Frame { blocks: Some(blocks.clone()), ..Frame::default() };
        let outcome = tx.batch("begin").and_then(|()| {
            catch_unwind(AssertUnwindSafe(|| work(&mut tx)))
                .unwrap_or_else(|_| Err(Error::broken("an act panicked")))
        });
        let outcome = match outcome {
            Ok(value) => tx
                .batch(if tx.rehearses() { "rollback" } else { "commit" })
                .map(|()| value)
                .inspect(|_| pool.health().note(&Ok(()))),
            Err(error) => {
                drop(tx.batch("rollback"));
                Err(error)
            }
        };
        if matches!(outcome, Err(Error::StorageFull)) {
            pool.health().note(&Err(Error::StorageFull));
        }
        match (&outcome, tx.into_source()) {
            (Err(Error::Broken(_)), _) => pool.forget(),
            (_, Source::Pg(connection)) => pool.give_back(*connection),
            (_, Source::Lite(_)) => {}
        }
        match outcome {
            Err(error) if error.is_passing() && tries < TRIES => {}
            other => return other,
        }
    }
}

struct Queued<T, F, R> {
    work: F,
    reply: Option<R>,
    outcome: Option<Result<T>>,
}

impl<T, F, R> lite::Job for Queued<T, F, R>
where
    T: Send + 'static,
    F: Fn(&mut Tx) -> Result<T> + Send + 'static,
    R: FnOnce(Result<T>) + Send + 'static,
{
    fn run(&mut self, tx: &mut Tx) -> lite::Ran {
        tx.frame = Frame::default();
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.work)(tx)))
            .unwrap_or_else(|_| Err(Error::broken("an act panicked")));
        let ran = match &outcome {
            Ok(_) if tx.rehearses() => lite::Ran::Undo,
            Ok(_) => lite::Ran::Keep,
            Err(Error::StorageFull) => lite::Ran::Stop(Error::StorageFull),
            Err(error) if error.is_failed_disk() => lite::Ran::Stop(error.twin()),
            Err(_) => lite::Ran::Undo,
        };
        self.outcome = Some(outcome);
        ran
    }

    fn answer(mut self: Box<Self>, commit: std::result::Result<(), String>) {
        let outcome = match (commit, self.outcome.take()) {
            (Ok(()), Some(ran)) => ran,
            (Ok(()), None) => Err(Error::broken("the act did not run")),
            (Err(why), _) if why == Error::StorageFull.to_string() => Err(Error::StorageFull),
            (Err(_), Some(Err(error))) => Err(error),
            (Err(why), _) => Err(Error::Broken(why)),
        };
        if let Some(reply) = self.reply.take() {
            reply(outcome);
        }
    }
}
