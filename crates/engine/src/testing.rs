//! Databases for tests: a fresh SQLite file, and a fresh PostgreSQL schema when one is at hand.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use crate::db::{Db, Location};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A migrated, empty database on every engine at hand, each with its name.
///
/// PostgreSQL is at hand when `SAMUH_TEST_PG` holds its address; `cargo xtask test` sees to that.
///
/// # Panics
/// When a database cannot be made.
pub fn databases() -> Vec<(&'static str, Db)> {
    let all = opened();
    for (_, db) in &all {
        db.migrate(0).expect("the schema applies");
    }
    all
}

/// An empty database as an earlier program left it: its schema goes no further than that step.
///
/// # Panics
/// When a database cannot be made.
pub fn databases_of_step(last: &'static str) -> Vec<(&'static str, Db)> {
    let all = opened();
    for (_, db) in &all {
        db.migrate_to(0, last).expect("the schema applies");
    }
    all
}

/// A SQLite file with the schema of an earlier program.
///
/// # Panics
/// When it cannot be made.
pub fn file_of_step(path: &Path, last: &'static str) {
    let db = Db::open(&Location::File(path.to_path_buf())).expect("the database opens");
    db.migrate_to(0, last).expect("the schema applies");
}

#[expect(clippy::disallowed_methods, reason = "tests are told of PostgreSQL by the environment")]
fn opened() -> Vec<(&'static str, Db)> {
    let mark = format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(format!("samuh-test-{mark}"));
    // Numbers of processes come again: what an earlier test left is not ours.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let mut all = vec![("sqlite", Location::File(folder.join("samuh.db")))];
    if let Ok(url) = std::env::var("SAMUH_TEST_PG") {
        all.push(("postgresql", Location::Postgres { url, schema: Some(format!("t{mark}")) }));
    }
    let open = |location: &Location| Db::open(location).expect("the database opens");
    all.iter().map(|(name, location)| (*name, open(location))).collect()
}
