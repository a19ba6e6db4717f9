//! Databases for tests: a fresh SQLite file, and a fresh PostgreSQL schema when one is at hand.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::db::{Db, Location};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A migrated, empty database on every engine at hand, each with its name.
///
/// PostgreSQL is at hand when `SAMUH_TEST_PG` holds its address; `cargo xtask test` sees to that.
///
/// # Panics
/// When a database cannot be made.
#[expect(clippy::disallowed_methods, reason = "tests are told of PostgreSQL by the environment")]
pub fn databases() -> Vec<(&'static str, Db)> {
    let mark = format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(format!("samuh-test-{mark}"));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let mut all = vec![("sqlite", Location::File(folder.join("samuh.db")))];
    if let Ok(url) = std::env::var("SAMUH_TEST_PG") {
        all.push(("postgresql", Location::Postgres { url, schema: Some(format!("t{mark}")) }));
    }
    all.into_iter()
        .map(|(name, location)| {
            let db = Db::open(&location).expect("the database opens");
            db.migrate(0).expect("the schema applies");
            (name, db)
        })
        .collect()
}
