//! The embedded engine: SQLite in WAL mode, `synchronous=FULL`, one writer thread with group commit.

use std::{
    cell::RefCell,
    collections::HashMap,
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    rc::Rc,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::JoinHandle,
};

use rusqlite::{CachedStatement, Connection, OpenFlags, config::DbConfig, types::ValueRef};

use super::{Row, Tx, Value, tx::Source};
use crate::error::{Error, Result};

/// How many waiting acts share one commit.
const GROUP: usize = 256;
/// Read connections; with 3 MiB of cache each they stay, with the writer, under 48 MiB.
pub(super) const READERS: usize = 4;

/// What became of an act inside the transaction it shares.
pub(super) enum Ran {
    /// Its changes are to be kept.
    Keep,
    /// It said no: its changes are undone, the others' stay.
    Undo,
    /// The disk had no room or failed: SQLite may have undone the others' changes too.
    Stop(Error),
}

/// Work handed to the writer: run inside a savepoint, answered after the commit.
pub(super) trait Job: Send {
    /// Runs the act.
    fn run(&mut self, tx: &mut Tx) -> Ran;
    /// Answers whoever waits; `commit` is the fate of the transaction they shared.
    fn answer(self: Box<Self>, commit: std::result::Result<(), String>);
}

/// How the last commit went.
#[derive(Debug, Default)]
pub(super) struct Health {
    is_full: AtomicBool,
    failed: OnceLock<String>,
}

impl Health {
    /// True while the last transaction found no room on the disk.
    pub(super) fn is_full(&self) -> bool {
        self.is_full.load(Ordering::Relaxed)
    }

    /// Why nothing is written any more, if the disk failed.
    pub(super) fn failed(&self) -> Option<&str> {
        self.failed.get().map(String::as_str)
    }

    pub(super) fn note(&self, outcome: &Result<()>) {
        let is_full = matches!(outcome, Err(Error::StorageFull));
        self.is_full.store(is_full, Ordering::Relaxed);
        if let Err(error) = outcome
            && error.is_failed_disk()
        {
            // The first reason is the one that explains the others.
            drop(self.failed.set(error.to_string()));
            tracing::error!(%error, "the disk failed: nothing is written until a restart");
        }
    }
}

/// A connection, with the answers that it has kept.
pub(super) struct Link {
    connection: Connection,
    kept: Option<Kept>,
}

/// Answers of one state of the data, by statement and parameters.
#[derive(Default)]
struct Kept {
    version: i64,
    /// Answers count one more row than they have: an empty one takes room too.
    rows: usize,
    answers: HashMap<String, Vec<Row>>,
}

/// Rows that a connection keeps, of all its answers: about a MiB.
const ROWS: usize = 4096;

impl Link {
    /// A connection that keeps nothing: the writer's, whose own changes no version tells.
    pub(super) fn plain(connection: Connection) -> Self {
        Self { connection, kept: None }
    }

    /// As `query`; the answer is kept until somebody commits or the room is full.
    pub(super) fn kept(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let key = format!("{sql}\n{params:?}");
        if let Some(kept) = &mut self.kept {
            // Within the read's transaction it is the version of the state that is read.
            let version = version(&self.connection)?;
            if kept.version != version {
                *kept = Kept { version, ..Kept::default() };
            }
            if let Some(rows) = kept.answers.get(&key) {
                return Ok(rows.clone());
            }
        }
        let mut rows = Vec::new();
        each(&self.connection, sql, params, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        if let Some(kept) = &mut self.kept
            && rows.len() < ROWS
        {
            if kept.rows + rows.len() >= ROWS {
                // What is asked again comes back at once; what is not makes room.
                *kept = Kept { version: kept.version, ..Kept::default() };
            }
            kept.rows += rows.len() + 1;
            kept.answers.insert(key, rows.clone());
        }
        Ok(rows)
    }
}

impl Deref for Link {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.connection
    }
}

/// A number of this connection that is another after every commit of another one.
fn version(connection: &Connection) -> Result<i64> {
    let mut statement = connection.prepare_cached("pragma data_version")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The embedded database: a queue to its writer and a few read connections, opened as they are needed.
pub(super) struct Lite {
    path: PathBuf,
    queue: Option<SyncSender<Box<dyn Job>>>,
    writer: Option<JoinHandle<()>>,
    health: Arc<Health>,
    readers: Mutex<Readers>,
    returned: Condvar,
    /// Reads nothing: it only notices that others have committed.
    watch: Mutex<Option<Connection>>,
}

#[derive(Default)]
struct Readers {
    idle: Vec<Link>,
    opened: usize,
}

impl Lite {
    pub(super) fn open(path: &Path) -> Result<Arc<Self>> {
        let writer = connect(path, false)?;
        let (queue, jobs) = sync_channel(1024);
        let health = Arc::new(Health::default());
        let noted = Arc::clone(&health);
        let writer = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || write(writer, &jobs, &noted))
            .map_err(|error| Error::broken(format!("writer thread: {error}")))?;
        Ok(Arc::new(Self {
            path: path.to_owned(),
            queue: Some(queue),
            writer: Some(writer),
            health,
            readers: Mutex::default(),
            returned: Condvar::new(),
            watch: Mutex::default(),
        }))
    }

    /// A number that is another after every commit, of this process or any other.
    pub(super) fn edition(&self) -> Result<i64> {
        let mut watch = self.watch.lock().expect("nobody panics asking for the edition");
        match &*watch {
            Some(connection) => version(connection),
            None => version(watch.insert(connect(&self.path, true)?)),
        }
    }

    pub(super) fn health(&self) -> &Health {
        &self.health
    }

    pub(super) fn queue(&self, job: Box<dyn Job>) -> Result<()> {
        let stopped = |_| Error::broken("the writer has stopped");
        self.queue.as_ref().expect("taken only when dropped").send(job).map_err(stopped)
    }

    pub(super) fn lend(&self) -> Result<Link> {
        let mut readers = self.readers();
        loop {
            if let Some(link) = readers.idle.pop() {
                return Ok(link);
            }
            if readers.opened < READERS {
                readers.opened += 1;
                break;
            }
            readers = self.returned.wait(readers).expect("no reader panics holding the list");
        }
        drop(readers);
        let opened = connect(&self.path, true);
        if opened.is_err() {
            self.readers().opened -= 1;
            self.returned.notify_one();
        }
        Ok(Link { connection: opened?, kept: Some(Kept::default()) })
    }

    pub(super) fn give_back(&self, link: Link) {
        self.readers().idle.push(link);
        self.returned.notify_one();
    }

    fn readers(&self) -> MutexGuard<'_, Readers> {
        self.readers.lock().expect("no reader panics holding the list")
    }
}

/// The file is closed when the last handle is gone: who moves or removes it then finds it whole.
impl Drop for Lite {
    fn drop(&mut self) {
        self.readers().idle.clear();
        drop(self.watch.get_mut().expect("nobody panics asking for the edition").take());
        drop(self.queue.take());
        if let Some(writer) = self.writer.take()
            && writer.thread().id() != std::thread::current().id()
        {
            drop(writer.join());
        }
    }
}

fn connect(path: &Path, read_only: bool) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let cache_kib = if read_only { 3 * 1024 } else { 32 * 1024 };
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
///
/// After a failed write or sync nobody knows what the disk holds, and asking it again would be told
/// that all is well: nothing is written any more until the file is opened anew and recovered.
fn write(connection: Connection, jobs: &Receiver<Box<dyn Job>>, health: &Health) {
    let mut tx = Tx::new(Source::Lite(Link::plain(connection)));
    while let Ok(first) = jobs.recv() {
        if let Some(why) = health.failed() {
            first.answer(Err(why.to_owned()));
            continue;
        }
        let mut kept = Vec::new();
        let outcome = group(&mut tx, first, jobs, &mut kept);
        health.note(&outcome);
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
    if let Err(error) = tx.control("begin immediate") {
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
    tx.control("commit").inspect_err(|_| drop(tx.batch("rollback")))
}

fn run_one(tx: &mut Tx, job: &mut dyn Job) -> Result<()> {
    tx.control("savepoint act")?;
    match catch_unwind(AssertUnwindSafe(|| job.run(tx))).unwrap_or(Ran::Undo) {
        Ran::Keep => {}
        Ran::Undo => tx.control("rollback to act")?,
        Ran::Stop(error) => return Err(error),
    }
    tx.control("release act")
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

/// Parameters from which on the order of a statement is remembered: SQLite looks each name up from
/// the first on, which for a run of 200 rows is most of the work of writing them.
const LONG: usize = 24;

thread_local! {
    /// The numbers that long statements name, in the order of their first appearance.
    static ORDERS: RefCell<HashMap<Box<str>, Rc<[usize]>>> = RefCell::default();
}

/// Binds by the numbers a statement names: SQLite itself counts `$2` by its first appearance.
fn bind(statement: &mut CachedStatement<'_>, sql: &str, params: &[Value]) -> Result<()> {
    let count = statement.parameter_count();
    let long = (count >= LONG).then(|| order_of_long(statement, sql));
    for at in 1..=count {
        let number = long.as_ref().map_or_else(|| number(statement, at), |order| order[at - 1]);
        let value = number.checked_sub(1).and_then(|number| params.get(number));
        let value = value.ok_or_else(|| Error::broken("a statement lacks a parameter"))?;
        bind_raw(statement, at, value)?;
    }
    Ok(())
}

fn order_of_long(statement: &CachedStatement<'_>, sql: &str) -> Rc<[usize]> {
    ORDERS.with_borrow_mut(|known| {
        if let Some(order) = known.get(sql) {
            return Rc::clone(order);
        }
        let count = statement.parameter_count();
        let found: Rc<[usize]> = (1..=count).map(|at| number(statement, at)).collect();
        known.insert(sql.into(), Rc::clone(&found));
        found
    })
}

/// The number that the parameter at a place has; 0 where it has none.
fn number(statement: &CachedStatement<'_>, at: usize) -> usize {
    statement.parameter_name(at).and_then(|name| name[1..].parse().ok()).unwrap_or(0)
}

pub(super) fn each(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    take: &mut dyn FnMut(Row) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
    bind(&mut statement, sql, params)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        // Of a fallible iterator no length is known, and the row would be moved as it grows.
        let mut values = Vec::with_capacity(columns.len());
        for at in 0..columns.len() {
            values.push(read(row.get_ref(at)?)?);
        }
        take(Row { columns: Arc::clone(&columns), values })?;
    }
    Ok(())
}

pub(super) fn check(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare(sql).map(drop).map_err(Error::from)
}

/// A statement without parameters that is run often: around each act and each read.
pub(super) fn control(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql)?.raw_execute()?;
    Ok(())
}

pub(super) fn exec(connection: &Connection, sql: &str, params: &[Value]) -> Result<u64> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, sql, params)?;
    Ok(statement.raw_execute()? as u64)
}

/// Rows of one statement of a long load. Within a statement SQLite keeps its cursors open and finds
/// the next key of a sorted run beside the last, instead of from the root.
const RUN: usize = 64;

pub(super) fn load(
    connection: &Connection,
    table: &str,
    columns: &[&str],
    rows: &mut dyn Iterator<Item = Vec<Value>>,
) -> Result<u64> {
    let mut many = None;
    let mut count = 0;
    loop {
        let waiting: Vec<Vec<Value>> = (&mut *rows).take(RUN).collect();
        count += waiting.len() as u64;
        if waiting.len() == RUN {
            // Two sizes only, so that both statements stay prepared.
            let statement = match &mut many {
                Some(statement) => statement,
                none => none.insert(connection.prepare_cached(&insertion(table, columns, RUN))?),
            };
            insert(statement, &waiting)?;
            continue;
        }
        if !waiting.is_empty() {
            let mut one = connection.prepare_cached(&insertion(table, columns, 1))?;
            waiting.chunks(1).try_for_each(|row| insert(&mut one, row))?;
        }
        return Ok(count);
    }
}

fn insert(statement: &mut CachedStatement<'_>, rows: &[Vec<Value>]) -> Result<()> {
    for (at, value) in rows.iter().flatten().enumerate() {
        bind_raw(statement, at + 1, value)?;
    }
    statement.raw_execute()?;
    Ok(())
}

/// `or fail` keeps no journal of the statement: a refused row ends the whole act anyway.
fn insertion(table: &str, columns: &[&str], rows: usize) -> String {
    let width = columns.len();
    let row = |at: usize| {
        let marks: Vec<String> = (1..=width).map(|n| format!("?{}", at * width + n)).collect();
        format!("({})", marks.join(","))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("insert or fail into {table} ({}) values {}", columns.join(", "), rows.join(","))
}

fn bind_raw(statement: &mut CachedStatement<'_>, at: usize, value: &Value) -> Result<()> {
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
