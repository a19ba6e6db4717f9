//! The smallest honest service: groups created durably by one writer that commits for all who wait,
//! and listed with a count. No sign-in, no audit, no scope, no figures.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use rusqlite::{Connection, OpenFlags, params};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

const ADD: &str = "
    insert into shg (code, name, block, village_code, formed_on, status, saving, mobile)
    values (?1, ?2, ?3, ?4, ?5, 'active', ?6, ?7)";
const LIST: &str = "
    select rowid, * from shg where block = ?1 order by name limit 50";
const COUNT: &str = "select count(*) from shg where block = ?1";
/// How many waiting creations share one commit.
const GROUP: usize = 256;

#[derive(Debug, Deserialize)]
struct NewGroup {
    code: String,
    name: String,
    block: String,
    village_code: String,
    formed_on: String,
    saving: i64,
    mobile: String,
}

type Waiting = (NewGroup, oneshot::Sender<Option<i64>>);

#[derive(Clone)]
struct Service {
    writer: SyncSender<Waiting>,
    readers: Arc<Mutex<Vec<Connection>>>,
    path: Arc<PathBuf>,
}

/// Serves until it is killed.
///
/// # Errors
/// When the database cannot be opened or the port is taken.
pub(crate) fn serve(database: &Path, port: u16) -> Result<()> {
    let connection = Connection::open(database)?;
    connection.execute_batch(
        "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on;",
    )?;
    let (writer, waiting) = sync_channel(1024);
    thread::spawn(move || write(&connection, &waiting));
    let (readers, path) = (Arc::default(), Arc::new(database.to_owned()));
    let service = Service { writer, readers, path };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        let site = Router::new()
            .route("/health", get(async || "ok"))
            .route("/groups", get(list).post(create))
            .with_state(service);
        Ok(axum::serve(listener, site).await?)
    })
}

async fn create(
    State(service): State<Service>,
    Json(group): Json<NewGroup>,
) -> Result<(StatusCode, String), StatusCode> {
    let is_valid = !group.name.is_empty() && group.code.len() < 21 && group.mobile.len() == 10;
    if !is_valid {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let (answer, waits) = oneshot::channel();
    service.writer.send((group, answer)).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    match waits.await {
        Ok(Some(id)) => Ok((StatusCode::CREATED, format!("{{\"id\":{id}}}"))),
        _ => Err(StatusCode::CONFLICT),
    }
}

fn write(connection: &Connection, waiting: &Receiver<Waiting>) {
    while let Ok(first) = waiting.recv() {
        let mut taken = Vec::new();
        let mut next = Some(first);
        let began = connection.execute_batch("begin immediate").is_ok();
        while let Some((group, answer)) = next.take() {
            taken.push((began.then(|| add(connection, &group).ok()).flatten(), answer));
            if taken.len() < GROUP {
                next = waiting.try_recv().ok();
            }
        }
        let is_kept = connection.execute_batch("commit").is_ok();
        for (id, answer) in taken {
            // Whoever went away does not need the answer.
            let _ = answer.send(id.filter(|_| is_kept));
        }
    }
}

fn add(connection: &Connection, group: &NewGroup) -> rusqlite::Result<i64> {
    let mut add = connection.prepare_cached(ADD)?;
    add.insert(params![
        group.code,
        group.name,
        group.block,
        group.village_code,
        group.formed_on,
        group.saving,
        group.mobile
    ])
}

#[derive(Debug, Deserialize)]
struct Asked {
    block: String,
}

#[derive(Debug, Serialize)]
struct Listed {
    count: i64,
    rows: Vec<serde_json::Map<String, serde_json::Value>>,
}

async fn list(
    State(service): State<Service>,
    Query(asked): Query<Asked>,
) -> Result<Json<Listed>, StatusCode> {
    let read = move || {
        let connection = lent(&service)?;
        let listed = read(&connection, &asked.block)?;
        service.readers.lock().expect("no reader panics").push(connection);
        anyhow::Ok(listed)
    };
    let listed = tokio::task::spawn_blocking(read).await;
    listed.ok().and_then(Result::ok).map(Json).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn lent(service: &Service) -> Result<Connection> {
    if let Some(connection) = service.readers.lock().expect("no reader panics").pop() {
        return Ok(connection);
    }
    let connection = Connection::open_with_flags(&*service.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.execute_batch("pragma cache_size=-6144;")?;
    Ok(connection)
}

fn read(connection: &Connection, block: &str) -> Result<Listed> {
    let mut list = connection.prepare_cached(LIST)?;
    let names: Vec<String> = list.column_names().map(str::to_owned).collect();
    let mut found = list.query([block])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let mut cells = serde_json::Map::new();
        for (at, name) in names.iter().enumerate() {
            let value = match row.get_ref(at)? {
                rusqlite::types::ValueRef::Integer(number) => number.into(),
                rusqlite::types::ValueRef::Text(text) => str::from_utf8(text)?.into(),
                _ => serde_json::Value::Null,
            };
            cells.insert(name.clone(), value);
        }
        rows.push(cells);
    }
    let count = connection.prepare_cached(COUNT)?.query_row([block], |row| row.get(0))?;
    Ok(Listed { count, rows })
}
