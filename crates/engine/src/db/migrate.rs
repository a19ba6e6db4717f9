//! Migrations: one SQL text for both engines, three words of it said differently on each.

use std::collections::BTreeSet;

use super::{Tx, Value, rights, statistics};
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
    ("0004_acts", include_str!("../../../../migrations/0004_acts.sql")),
    ("0004_approvals", include_str!("../../../../migrations/0004_approvals.sql")),
    ("0005_ops", include_str!("../../../../migrations/0005_ops.sql")),
    ("0007_duplicates", include_str!("../../../../migrations/0007_duplicates.sql")),
    ("0008_registers", include_str!("../../../../migrations/0008_registers.sql")),
    ("0009_lokos", include_str!("../../../../migrations/0009_lokos.sql")),
    ("0010_saturation", include_str!("../../../../migrations/0010_saturation.sql")),
    ("0011_retention", include_str!("../../../../migrations/0011_retention.sql")),
    ("0012_meetings", include_str!("../../../../migrations/0012_meetings.sql")),
    ("0013_ranking", include_str!("../../../../migrations/0013_ranking.sql")),
    ("0014_checks", include_str!("../../../../migrations/0014_checks.sql")),
    ("0015_notices", include_str!("../../../../migrations/0015_notices.sql")),
    ("0016_events", include_str!("../../../../migrations/0016_events.sql")),
    ("0017_awards", include_str!("../../../../migrations/0017_awards.sql")),
    ("0018_packs", include_str!("../../../../migrations/0018_packs.sql")),
    ("0019_retention", include_str!("../../../../migrations/0019_retention.sql")),
    ("0020_parts", include_str!("../../../../migrations/0020_parts.sql")),
    ("0022_rules", include_str!("../../../../migrations/0022_rules.sql")),
    ("0023_attendance", include_str!("../../../../migrations/0023_attendance.sql")),
    ("0024_codes", include_str!("../../../../migrations/0024_codes.sql")),
    ("0025_approved", include_str!("../../../../migrations/0025_approved.sql")),
    ("0027_visits", include_str!("../../../../migrations/0027_visits.sql")),
    ("0029_twice", include_str!("../../../../migrations/0029_twice.sql")),
    ("0031_last_sign_in", include_str!("../../../../migrations/0031_last_sign_in.sql")),
    ("0032_purposes", include_str!("../../../../migrations/0032_purposes.sql")),
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

/// The tables that the steps make, besides the record of the steps themselves.
pub fn tables() -> BTreeSet<&'static str> {
    let lines = STEPS.iter().flat_map(|(_, text)| text.lines());
    let made = lines.filter_map(|line| line.strip_prefix("create table "));
    // A table that is made anew stands twice.
    made.filter_map(|rest| rest.split_whitespace().next()).collect()
}

/// Applies every step that is missing, all in the transaction at hand: a migration that is killed
/// leaves the schema it found.
pub(super) fn run(tx: &mut Tx, at: i64) -> Result<usize> {
    run_steps(tx, at, STEPS)
}

/// As [`run`], no further than that step: the schema as an earlier program left it.
pub(super) fn run_to(tx: &mut Tx, at: i64, last: &str) -> Result<usize> {
    let count = STEPS.iter().position(|(name, _)| *name == last).map_or(0, |at| at + 1);
    run_steps(tx, at, &STEPS[..count])
}

fn run_steps(tx: &mut Tx, at: i64, steps: &[(&str, &str)]) -> Result<usize> {
    let dialect = if tx.is_embedded() { Dialect::Lite } else { Dialect::Pg };
    // Whoever serves only may not even ask to make a table that is there.
    if dialect == Dialect::Lite || !rights::has_steps(tx)? {
        tx.batch(&dialect.say(
            "create table if not exists migration (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)",
        ))
        .map_err(rights::told)?;
    }
    let applied: Vec<String> = tx
        .query("select name from migration order by name", &[])?
        .iter()
        .map(|row| row.at(0))
        .collect::<Result<_>>()?;
    if applied.iter().any(|name| !steps.iter().any(|(known, _)| known == name)) {
        return Err(Error::fault("newer_schema"));
    }
    let mut count = 0;
    for (name, text) in steps.iter().filter(|(name, _)| !applied.iter().any(|a| a == name)) {
        tx.batch(&dialect.say(text)).map_err(rights::told)?;
        let values: [Value; 2] = params![*name, at];
        tx.exec("insert into migration (name, applied_at) values ($1, $2)", &values)?;
        count += 1;
    }
    if dialect == Dialect::Pg {
        rights::check(tx)?;
    }
    if dialect == Dialect::Lite && (count > 0 || statistics::are_missing(tx)?) {
        statistics::write(tx)?;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::databases_of_step;

    #[test]
    fn a_step_that_fails_half_way_leaves_the_schema_it_found() {
        for (engine, db) in databases_of_step("0001_start") {
            const BAD: (&str, &str) =
                ("9999_bad", "create table half (a BIGINT); create table half (a BIGINT);");
            let tried = db.transact(|tx| {
                let steps: Vec<_> = STEPS.iter().copied().chain([BAD]).collect();
                run_steps(tx, 1, &steps)
            });
            assert!(tried.is_err(), "{engine}");
            let steps = db.read(|reader| reader.query("select name from migration", &[])).unwrap();
            assert_eq!(steps.len(), 1, "{engine}");
            assert!(db.read(|reader| reader.query("select a from half", &[])).is_err(), "{engine}");
            assert_eq!(db.migrate(2).unwrap(), STEPS.len() - 1, "{engine}");
            assert_eq!(db.migrate(3).unwrap(), 0, "{engine}");
        }
    }

    #[test]
    fn a_file_of_a_newer_program_is_refused() {
        for (engine, db) in databases_of_step("0001_start") {
            let newer = "insert into migration (name, applied_at) values ('9999_later', 0)";
            db.transact(move |tx| tx.exec(newer, &[])).unwrap();
            let refused = db.migrate(1);
            assert!(
                matches!(&refused, Err(Error::Faults(why)) if why.0[0].code == "newer_schema"),
                "{engine}: {refused:?}"
            );
        }
    }
}
