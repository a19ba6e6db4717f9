//! PostgreSQL: a small pool of blocking connections, statements prepared once, COPY for bulk.

use std::{
    collections::HashMap,
    io::Write as _,
    sync::{Arc, Condvar, Mutex},
};

use chrono::NaiveDate;
use postgres::{
    Client, Statement,
    fallible_iterator::FallibleIterator,
    types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};
use uuid::Uuid;

use super::{Row, Value, way::Way};
use crate::error::{Error, Result};

/// Connections kept at most; an act or a read holds one while it runs.
pub(super) const CONNECTIONS: usize = 16;

/// Statements that a connection keeps prepared, as many as one of the embedded engine; each costs the server memory,
/// and filters of lists make ever new ones.
const PREPARED: usize = 256;

/// One connection and what it has prepared.
pub(super) struct Connection {
    client: Client,
    prepared: HashMap<String, (Statement, Arc<[String]>)>,
}

/// The pool: idle connections and how many exist.
pub(super) struct Pool {
    url: String,
    way: Way,
    schema: Option<String>,
    state: Mutex<(Vec<Connection>, usize)>,
    health: super::lite::Health,
    returned: Condvar,
}

impl Pool {
    pub(super) fn open(url: &str, schema: Option<&str>) -> Result<Arc<Self>> {
        let pool = Self {
            url: url.to_owned(),
            way: Way::read(url)?,
            schema: schema.map(str::to_owned),
            state: Mutex::new((Vec::new(), 0)),
            health: super::lite::Health::default(),
            returned: Condvar::new(),
        };
        // Whoever starts the server can mend what is wrong with its files and its address.
        let first = pool.connect()?;
        pool.state.lock().expect("nobody panics holding the pool").1 += 1;
        pool.give_back(first);
        Ok(Arc::new(pool))
    }

    pub(super) fn health(&self) -> &super::lite::Health {
        &self.health
    }

    pub(super) fn location(&self) -> super::Location {
        super::Location::Postgres { url: self.url.clone(), schema: self.schema.clone() }
    }

    pub(super) fn lend(&self) -> Result<Connection> {
        let mut state = self.state.lock().expect("nobody panics holding the pool");
        loop {
            while let Some(connection) = state.0.pop() {
                if !connection.client.is_closed() {
                    return Ok(connection);
                }
                state.1 -= 1;
            }
            if state.1 < CONNECTIONS {
                state.1 += 1;
                drop(state);
                return self.connect().inspect_err(|_| self.forget()).map_err(at_work);
            }
            state = self.returned.wait(state).expect("nobody panics holding the pool");
        }
    }

    pub(super) fn give_back(&self, connection: Connection) {
        let mut state = self.state.lock().expect("nobody panics holding the pool");
        state.0.push(connection);
        drop(state);
        self.returned.notify_one();
    }

    /// A connection that broke is not returned, only no longer counted.
    pub(super) fn forget(&self) {
        self.state.lock().expect("nobody panics holding the pool").1 -= 1;
        self.returned.notify_one();
    }

    pub(super) fn connect(&self) -> Result<Connection> {
        let mut client = self.way.connect()?;
        if let Some(schema) = &self.schema {
            let known = "select 1 from pg_namespace where nspname = $1";
            if client.query_opt(known, &[schema])?.is_none() {
                client.batch_execute(&format!("create schema if not exists {schema}"))?;
            }
            client.batch_execute(&format!("set search_path to {schema}"))?;
        }
        Ok(Connection { client, prepared: HashMap::new() })
    }
}

/// A file that became unfit while the server works: nobody who opens a page can mend that, and the log must have it.
fn at_work(error: Error) -> Error {
    match error {
        Error::Faults(faults) => Error::broken(format!("no new way to the database: {faults:?}")),
        other => other,
    }
}

impl Connection {
    fn prepare(&mut self, sql: &str) -> Result<(Statement, Arc<[String]>)> {
        if let Some((statement, columns)) = self.prepared.get(sql) {
            return Ok((statement.clone(), Arc::clone(columns)));
        }
        let statement = self.client.prepare(sql)?;
        let columns: Arc<[String]> =
            statement.columns().iter().map(|column| column.name().to_owned()).collect();
        if self.prepared.len() >= PREPARED {
            // A statement that is forgotten is closed at the server too.
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), (statement.clone(), Arc::clone(&columns)));
        Ok((statement, columns))
    }

    pub(super) fn each(
        &mut self,
        sql: &str,
        params: &[Value],
        take: &mut dyn FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        let (statement, columns) = self.prepare(sql)?;
        let mut rows = self.client.query_raw(&statement, params)?;
        while let Some(row) = rows.next()? {
            let values = (0..columns.len())
                .map(|at| row.try_get::<_, Value>(at))
                .collect::<std::result::Result<Vec<_>, _>>()?;
            take(Row { columns: Arc::clone(&columns), values })?;
        }
        Ok(())
    }

    pub(super) fn check(&mut self, sql: &str) -> Result<()> {
        self.prepare(sql).map(drop)
    }

    pub(super) fn exec(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let (statement, _) = self.prepare(sql)?;
        let given: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
        Ok(self.client.execute(&statement, &given)?)
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<()> {
        Ok(self.client.batch_execute(sql)?)
    }

    pub(super) fn load(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
    ) -> Result<u64> {
        let sql = format!("copy {table} ({}) from stdin", columns.join(", "));
        let mut sink = self.client.copy_in(&sql)?;
        let mut text = String::new();
        for row in rows {
            for (at, value) in row.iter().enumerate() {
                if at > 0 {
                    text.push('\t');
                }
                copy_text(value, &mut text);
            }
            text.push('\n');
            if text.len() > 1 << 18 {
                sink.write_all(text.as_bytes()).map_err(|e| Error::broken(e.to_string()))?;
                text.clear();
            }
        }
        sink.write_all(text.as_bytes()).map_err(|e| Error::broken(e.to_string()))?;
        Ok(sink.finish()?)
    }
}

fn copy_text(value: &Value, out: &mut String) {
    use std::fmt::Write as _;
    match value {
        Value::Null => out.push_str("\\N"),
        Value::Int(x) => write!(out, "{x}").expect("a string takes all"),
        Value::Real(x) => write!(out, "{x}").expect("a string takes all"),
        Value::Bool(x) => out.push(if *x { 't' } else { 'f' }),
        Value::Uid(x) => write!(out, "{x}").expect("a string takes all"),
        Value::Day(x) => write!(out, "{x}").expect("a string takes all"),
        Value::Bytes(x) => {
            out.push_str("\\\\x");
            for byte in x {
                write!(out, "{byte:02x}").expect("a string takes all");
            }
        }
        Value::Text(x) => {
            for letter in x.chars() {
                match letter {
                    '\\' => out.push_str("\\\\"),
                    '\t' => out.push_str("\\t"),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    // PostgreSQL text holds no NUL; SQLite would.
                    '\0' => {}
                    other => out.push(other),
                }
            }
        }
    }
}

type Broad = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Broad> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(x) => match *ty {
                Type::INT2 => i16::try_from(*x)?.to_sql(ty, out),
                Type::INT4 => i32::try_from(*x)?.to_sql(ty, out),
                #[expect(clippy::cast_precision_loss, reason = "the column is double precision")]
                Type::FLOAT8 => (*x as f64).to_sql(ty, out),
                Type::BOOL => (*x != 0).to_sql(ty, out),
                _ => x.to_sql(ty, out),
            },
            Self::Real(x) => x.to_sql(ty, out),
            Self::Bool(x) => match *ty {
                Type::INT8 => i64::from(*x).to_sql(ty, out),
                _ => x.to_sql(ty, out),
            },
            Self::Text(x) => x.replace('\0', "").to_sql(ty, out),
            Self::Bytes(x) => x.to_sql(ty, out),
            Self::Uid(x) => x.as_bytes().as_slice().to_sql(&Type::BYTEA, out),
            Self::Day(x) => {
                out.extend_from_slice(&days_since_2000(*x).to_be_bytes());
                Ok(IsNull::No)
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> std::result::Result<Self, Broad> {
        Ok(match *ty {
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT2 => Self::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::FLOAT8 => Self::Real(f64::from_sql(ty, raw)?),
            Type::BOOL => Self::Bool(bool::from_sql(ty, raw)?),
            Type::BYTEA => Self::Bytes(raw.to_vec()),
            Type::UUID => Self::Uid(Uuid::from_slice(raw)?),
            Type::DATE => Self::Day(day_of(i32::from_be_bytes(raw.try_into()?))?),
            _ => Self::Text(String::from_utf8(raw.to_vec())?),
        })
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, Broad> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).expect("a real day")
}

fn days_since_2000(day: NaiveDate) -> i32 {
    i32::try_from((day - epoch()).num_days()).expect("chrono's days fit 32 bits")
}

fn day_of(days: i32) -> std::result::Result<NaiveDate, Broad> {
    epoch()
        .checked_add_signed(chrono::Duration::days(i64::from(days)))
        .ok_or_else(|| "a day out of range".into())
}
