//! The embedded engine: SQLite in WAL mode, `synchronous=FULL`, one writer thread with group commit.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc, Condvar, Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
};

use rusqlite::{Connection, OpenFlags, config::DbConfig, types::ValueRef};

use super::{Row, Tx, Value, tx::Source};
use crate::error::{Error, Result};

/// How many waiting acts share one commit.
const GROUP: usize = 256;
/// Read connections; with 6 MiB of cache each they stay, with the writer, under 64 MiB.
const READERS: usize = 4;

/// Work handed to the writer: run inside a savepoint, answered after the commit.
pub(super) trait Job: Send {
    /// Runs the act; true when its changes are to be kept.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Answers whoever waits; `commit` is the fate of the transaction they shared.
    fn answer(self: Box<Self>, commit: std::result::Result<(), String>);
}

/// The embedded database: a queue to its writer and a few read connections.
pub(super) struct Lite {
    queue: SyncSender<Box<dyn Job>>,
    readers: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Lite {
    pub(super) fn open(path: &Path) -> Result<Arc<Self>> {
        let writer = connect(path, false)?;
        let readers = (0..READERS).map(|_| connect(path, true)).collect::<Result<Vec<_>>>()?;
        let (queue, jobs) = sync_channel(1024);
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || write(writer, &jobs))
            .map_err(|error| Error::broken(format!("writer thread: {error}")))?;
        Ok(Arc::new(Self { queue, readers: Mutex::new(readers), returned: Condvar::new() }))
    }

    pub(super) fn queue(&self, job: Box<dyn Job>) -> Result<()> {
        self.queue.send(job).map_err(|_| Error::broken("the writer has stopped"))
    }

    pub(super) fn lend(&self) -> Connection {
        let mut idle = self.readers.lock().expect("no reader panics holding the list");
        loop {
            if let Some(connection) = idle.pop() {
                return connection;
            }
            idle = self.returned.wait(idle).expect("no reader panics holding the list");
        }
    }

    pub(super) fn give_back(&self, connection: Connection) {
        self.readers.lock().expect("no reader panics holding the list").push(connection);
        self.returned.notify_one();
    }
}

fn connect(path: &Path, read_only: bool) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let cache_kib = if read_only { 6 * 1024 } else { 32 * 1024 };
    connection.execute_batch(&format!(
        "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on;
         pragma cache_size=-{cache_kib}; pragma temp_store=memory; pragma wal_autocheckpoint=4000;
         pragma journal_size_limit=67108864;"
    ))?;
    if read_only {
        connection.pragma_update(None, "query_only", true)?;
    }
    connection.set_prepared_statement_cache_capacity(256);
    // Else a statement is prepared anew whenever its parameters change: a quarter of a request.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

/// The writer's day: take what waits, run each in a savepoint, commit once, answer all.
fn write(connection: Connection, jobs: &Receiver<Box<dyn Job>>) {
    let mut tx = Tx::new(Source::Lite(connection));
    while let Ok(first) = jobs.recv() {
        let mut kept = Vec::new();
        let outcome = group(&mut tx, first, jobs, &mut kept);
        let commit = outcome.map_err(|error| error.to_string());
        for job in kept {
            job.answer(commit.clone());
        }
    }
}

fn group(
    tx: &mut Tx,
    first: Box<dyn Job>,
    jobs: &Receiver<Box<dyn Job>>,
    ran: &mut Vec<Box<dyn Job>>,
) -> Result<()> {
    let mut next = Some(first);
    if let Err(error) = tx.batch("begin immediate") {
        ran.extend(next);
        return Err(error);
    }
    while let Some(mut job) = next.take() {
        let kept = run_one(tx, job.as_mut());
        ran.push(job);
        if let Err(error) = kept {
            drop(tx.batch("rollback"));
            return Err(error);
        }
        if ran.len() < GROUP {
            next = jobs.try_recv().ok();
        }
    }
    tx.batch("commit").inspect_err(|_| drop(tx.batch("rollback")))
}

fn run_one(tx: &mut Tx, job: &mut dyn Job) -> Result<()> {
    tx.batch("savepoint act")?;
    let kept = catch_unwind(AssertUnwindSafe(|| job.run(tx))).unwrap_or(false);
    tx.batch(if kept { "release act" } else { "rollback to act; release act" })
}

fn bind(value: &Value) -> rusqlite::types::Value {
    use rusqlite::types::Value as Lite;
    match value {
        Value::Null => Lite::Null,
        Value::Int(x) => Lite::Integer(*x),
        Value::Real(x) => Lite::Real(*x),
        Value::Text(x) => Lite::Text(x.clone()),
        Value::Bytes(x) => Lite::Blob(x.clone()),
        Value::Bool(x) => Lite::Integer(i64::from(*x)),
        Value::Uid(x) => Lite::Blob(x.as_bytes().to_vec()),
        Value::Day(x) => Lite::Text(x.to_string()),
    }
}

fn read(value: ValueRef<'_>) -> Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(x) => Value::Int(x),
        ValueRef::Real(x) => Value::Real(x),
        ValueRef::Text(x) => Value::Text(
            String::from_utf8(x.to_vec()).map_err(|error| Error::broken(error.to_string()))?,
        ),
        ValueRef::Blob(x) => Value::Bytes(x.to_vec()),
    })
}

/// SQLite numbers `$n` by first appearance, `?n` by its number: the latter is what is meant.
pub(super) fn numbered(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find('$') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let is_number = after[1..].starts_with(|next: char| next.is_ascii_digit());
        out.push(if is_number { '?' } else { '$' });
        rest = &after[1..];
    }
    out.push_str(rest);
    out
}

pub(super) fn each(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    take: &mut dyn FnMut(Row) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(&numbered(sql))?;
    let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.query(rusqlite::params_from_iter(params.iter().map(bind)))?;
    while let Some(row) = rows.next()? {
        let values =
            (0..columns.len()).map(|at| read(row.get_ref(at)?)).collect::<Result<Vec<_>>>()?;
        take(Row { columns: Arc::clone(&columns), values })?;
    }
    Ok(())
}

pub(super) fn check(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare(&numbered(sql)).map(drop).map_err(Error::from)
}

pub(super) fn exec(connection: &Connection, sql: &str, params: &[Value]) -> Result<u64> {
    let mut statement = connection.prepare_cached(&numbered(sql))?;
    Ok(statement.execute(rusqlite::params_from_iter(params.iter().map(bind)))? as u64)
}

pub(super) fn load(
    connection: &Connection,
    table: &str,
    columns: &[&str],
    rows: &mut dyn Iterator<Item = Vec<Value>>,
) -> Result<u64> {
    let marks: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
    let sql = format!("insert into {table} ({}) values ({})", columns.join(", "), marks.join(", "));
    let mut statement = connection.prepare_cached(&sql)?;
    let mut count = 0;
    for row in rows {
        for (at, value) in row.iter().enumerate() {
            bind_raw(&mut statement, at + 1, value)?;
        }
        statement.raw_execute()?;
        count += 1;
    }
    Ok(count)
}

fn bind_raw(statement: &mut rusqlite::CachedStatement<'_>, at: usize, value: &Value) -> Result<()> {
    match value {
        Value::Null => statement.raw_bind_parameter(at, rusqlite::types::Null)?,
        Value::Int(x) => statement.raw_bind_parameter(at, x)?,
        Value::Real(x) => statement.raw_bind_parameter(at, x)?,
        Value::Text(x) => statement.raw_bind_parameter(at, x)?,
        Value::Bytes(x) => statement.raw_bind_parameter(at, x)?,
        Value::Bool(x) => statement.raw_bind_parameter(at, x)?,
        Value::Uid(x) => statement.raw_bind_parameter(at, &x.as_bytes()[..])?,
        Value::Day(x) => statement.raw_bind_parameter(at, x.to_string())?,
    }
    Ok(())
}
