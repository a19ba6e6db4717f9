//! What the server does by itself every night: a backup and the drill that proves it can be
//! restored; then it tidies up what is kept no longer, looks for records that stand twice, and puts
//! overdue directions before the next post. The time a job is due stands in the database, so a
//! server that slept makes up for it, and of several servers on one database only one does it.

use std::path::{Path, PathBuf};

use chrono::Duration;
use samuh_engine::{Db, Result, clock};
use samuh_groups::duplicate::acts::find_duplicates;
use serde_json::{Value, json};

use super::{
    backup::{Asked, backup},
    policy_in_force,
    restore::drill,
    retention, store,
};
use crate::{ids::new_id, importing};

/// The nightly jobs, in the order in which they are done.
const JOBS: [Job; 4] =
    [("backup", back_up), ("tidy", tidy), ("duplicates", look_twice), ("directions", put_before)];
/// How long one server holds the job, microseconds; longer than any backup takes.
const LEASE: i64 = 4 * 3_600 * 1_000_000;

/// A job's name, and its work at a time (microseconds UTC); what failed is in the books.
type Job = (&'static str, fn(&Db, &Nightly, i64) -> Result<()>);

/// Where the nightly backup finds and leaves things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nightly {
    /// The data folder.
    pub data: PathBuf,
    /// The folder in which backups are collected.
    pub into: PathBuf,
}

/// Does the nightly jobs that are due; answers whether any was this server's turn. Before the first
/// start nothing is due: the next night is then written down.
///
/// # Errors
/// `Broken` when the books of a job cannot be kept; that its work failed is written into them.
pub fn run_due(db: &Db, nightly: &Nightly, now: i64) -> Result<bool> {
    let mut is_any = false;
    for job in JOBS {
        is_any |= run_one(db, nightly, job, now)?;
    }
    Ok(is_any)
}

fn run_one(db: &Db, nightly: &Nightly, (job, work): Job, now: i64) -> Result<bool> {
    let (due_at, minute) = db.read(|reader| store::due(reader, job))?;
    if due_at == 0 {
        let first = next_time(now, minute);
        db.transact(move |tx| store::set_due(tx, job, first, 0))?;
        return Ok(false);
    }
    if due_at > now || !db.transact(move |tx| store::take(tx, job, now + LEASE, now))? {
        return Ok(false);
    }
    let done = work(db, nightly, now);
    let next = next_time(now, minute);
    db.transact(move |tx| store::give_back(tx, job, next))?;
    done.map(|()| true)
}

fn back_up(db: &Db, nightly: &Nightly, now: i64) -> Result<()> {
    if let Some(folder) = noted(db, "backup", now, || make(db, nightly, now))? {
        noted(db, "drill", clock::now().max(now + 1), || prove(db, &folder, now))?;
    }
    Ok(())
}

/// Takes away what is kept no longer: staged rows after a month, sessions that are over, and what the
/// rules of retention name.
fn tidy(db: &Db, _: &Nightly, now: i64) -> Result<()> {
    let work = || {
        let batches = importing::lapse(db, now)?;
        let sessions = samuh_people::sweep(db, now)?;
        let told = retention::tidy(db, now)?;
        let detail = json!({
            "batches": batches, "sessions": sessions, "reads": told.reads, "contacts": told.contacts,
            "households": told.households,
        });
        Ok(((), detail))
    };
    noted(db, "tidy", now, work).map(drop)
}

/// Brings the queue of records that may stand twice up to date in every district.
fn look_twice(db: &Db, _: &Nightly, now: i64) -> Result<()> {
    let work = || {
        let mut new = 0;
        for district in db.read(samuh_places::all_districts)? {
            let desk = importing::machine_desk(district.id);
            new += find_duplicates(db, &desk, new_id()?, now)?.new;
        }
        Ok(((), json!({ "new": new })))
    };
    noted(db, "duplicates", now, work).map(drop)
}

/// Puts overdue directions before the next post, in every district.
fn put_before(db: &Db, _: &Nightly, now: i64) -> Result<()> {
    let work = || {
        let mut moved = 0;
        for district in db.read(samuh_places::all_districts)? {
            let desk = importing::machine_desk(district.id);
            moved += samuh_meetings::direction::escalate(db, &desk, new_id()?, now)?;
        }
        Ok(((), json!({ "moved": moved })))
    };
    noted(db, "directions", now, work).map(drop)
}

/// The next time the Indian clock shows that minute of the day.
fn next_time(now: i64, minute: i64) -> i64 {
    let today = clock::start_of(clock::day_of(now)) + minute * 60_000_000;
    if today > now { today } else { today + Duration::days(1).num_microseconds().unwrap_or(0) }
}

/// Runs work and writes down that it began, how it ended and what came of it.
fn noted<T>(
    db: &Db,
    job: &'static str,
    at: i64,
    work: impl FnOnce() -> Result<(T, Value)>,
) -> Result<Option<T>> {
    db.transact(move |tx| store::begin_run(tx, job, at))?;
    let (state, detail, made) = match work() {
        Ok((made, detail)) => ("done", detail, Some(made)),
        Err(error) => {
            tracing::error!(job, %error, "a job of the timetable failed");
            ("failed", json!({ "error": error.to_string() }), None)
        }
    };
    let (detail, ended_at) = (detail.to_string(), clock::now());
    db.transact(move |tx| store::end_run(tx, (job, at), (ended_at, state), &detail))?;
    if made.is_some() {
        tracing::info!(
            job,
            duration_ms = (ended_at - at) / 1000,
            "a job of the timetable was done"
        );
    }
    Ok(made)
}

fn make(db: &Db, nightly: &Nightly, now: i64) -> Result<(PathBuf, Value)> {
    let policy = db.read(|reader| policy_in_force(reader, clock::day_of(now)))?;
    let asked = Asked { data: &nightly.data, into: &nightly.into, policy: Some(policy) };
    let made = backup(db, &asked, now, &mut |_, _| {})?;
    let detail = json!({
        "folder": made.folder.display().to_string(),
        "bytes": made.manifest.bytes(),
        "rows": made.manifest.rows(),
        "removed": made.removed.len(),
    });
    Ok((made.folder, detail))
}

fn prove(db: &Db, folder: &Path, now: i64) -> Result<((), Value)> {
    let restored = drill(folder, db, now, &mut |_, _| {})?;
    let differing: Vec<&str> =
        restored.checks.iter().filter(|check| !check.is_ok()).map(|check| check.name).collect();
    Ok(((), json!({ "folder": folder.display().to_string(), "differing": differing })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_night_is_today_before_half_past_two_and_tomorrow_after() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        let at = |minutes: i64| clock::start_of(day) + minutes * 60_000_000;
        assert_eq!(next_time(at(149), 150), at(150));
        assert_eq!(next_time(at(150), 150), at(150 + 24 * 60));
        assert_eq!(next_time(at(1439), 150), at(150 + 24 * 60));
    }
}
