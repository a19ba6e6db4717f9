//! Migrations: one SQL text for both engines, three words of it said differently on each.

use super::{Tx, Value, statistics};
use crate::{
    error::{Error, Result},
    params,
};

/// The steps in order. A released step is never edited.
const STEPS: &[(&str, &str)] = &[
    ("0001_start", include_str!("../../../../migrations/0001_start.sql")),
    ("0002_people", include_str!("../../../../migrations/0002_people.sql")),
    ("0003_audit", include_str!("../../../../migrations/0003_audit.sql")),
    ("0003_privacy", include_str!("../../../../migrations/0003_privacy.sql")),
];

/// How many steps this program knows.
pub const SCHEMA_VERSION: usize = STEPS.len();

/// The two ways to say the same step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Lite,
    /// PostgreSQL.
    Pg,
}

impl Dialect {
    /// The text of a step as this engine says it.
    pub fn say(self, text: &str) -> String {
        let words = match self {
            Self::Lite => [
                ("$UUID$", "BLOB"),
                ("$DAY$", "TEXT"),
                ("$BYTES$", "BLOB"),
                ("$SORTED$", "TEXT"),
                ("$CLUSTERED$", "WITHOUT ROWID"),
            ],
            Self::Pg => [
                ("$UUID$", "UUID"),
                ("$DAY$", "DATE"),
                ("$BYTES$", "BYTEA"),
                ("$SORTED$", "TEXT COLLATE \"C\""),
                ("$CLUSTERED$", ""),
            ],
        };
        words.iter().fold(text.to_owned(), |said, (token, word)| said.replace(token, word))
    }
}

/// Every step's name and text, for proofs.
pub fn migrations() -> impl Iterator<Item = (&'static str, &'static str)> {
    STEPS.iter().copied()
}

pub(super) fn run(tx: &mut Tx, at: i64) -> Result<usize> {
    let dialect = if tx.is_embedded() { Dialect::Lite } else { Dialect::Pg };
    tx.batch(&dialect.say(
        "create table if not exists migration (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)",
    ))?;
    let applied: Vec<String> = tx
        .query("select name from migration order by name", &[])?
        .iter()
        .map(|row| row.at(0))
        .collect::<Result<_>>()?;
    if applied.iter().any(|name| !STEPS.iter().any(|(known, _)| known == name)) {
        return Err(Error::fault("newer_schema"));
    }
    let mut count = 0;
    for (name, text) in STEPS.iter().filter(|(name, _)| !applied.iter().any(|a| a == name)) {
        tx.batch(&dialect.say(text))?;
        let values: [Value; 2] = params![*name, at];
        tx.exec("insert into migration (name, applied_at) values ($1, $2)", &values)?;
        count += 1;
    }
    if dialect == Dialect::Lite && (count > 0 || statistics::are_missing(tx)?) {
        statistics::write(tx)?;
    }
    Ok(count)
}
