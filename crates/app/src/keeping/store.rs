//! What backups and the timetable ask of the database: rows of every table, the schema's steps,
//! whether a file is sound, and the books of what the server did by itself.

use chrono::{NaiveDate, NaiveDateTime};
use samuh_engine::{Error, Reader, Result, Tx, db::Value, params};
use samuh_kernel::scope::Scope;
use serde_json::Value as Json;

use super::{
    files,
    manifest::{Chain, TableLine},
    policy::Policy,
    retention::{Kept, Retention},
};

const STEPS: &str = "select name from migration order by name";
const CHAINS: &str = "select district_id, no, hash from chain_head order by district_id";
const POLICY: &str = "
    select daily, weekly, monthly from backup_policy where from_on <= $1 order by from_on desc limit 1";
const RETENTION: &str = "
    select kind, from_on, days, source, district_id from retention
    where district_id in ($1, 0) and from_on <= $2
    order by case when district_id = 0 then 1 else 0 end, from_on desc, kind";
const SET_RETENTION: &str = "
    insert into retention (district_id, kind, from_on, days, source, op_no)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (district_id, kind, from_on)
    do update set days = excluded.days, source = excluded.source, op_no = excluded.op_no";
const READS_BEFORE: &str = "
    select count(*) from read_log where district_id = $1 and day_on < $2";
const FORGET_READS: &str = "delete from read_log where district_id = $1 and day_on < $2";
const DUE: &str = "select due_at, minute from job where name = $1";
const SET_DUE: &str = "update job set due_at = $2 where name = $1 and due_at = $3";
const TAKE: &str = "
    update job set taken_until = $2 where name = $1 and taken_until < $3 and due_at <= $3 and due_at > 0";
const GIVE_BACK: &str = "update job set taken_until = 0, due_at = $2 where name = $1";
const BEGIN: &str = "
    insert into job_run (job, started_at, state, detail) values ($1, $2, 'running', '{}')";
const END: &str = "
    update job_run set finished_at = $3, state = $4, detail = $5 where job = $1 and started_at = $2";
const LAST: &str = "
    select started_at, finished_at, state, detail from job_run
    where job = $1 order by started_at desc limit 1";
const LAST_DONE: &str = "
    select started_at, finished_at, state, detail from job_run
    where job = $1 and state = 'done' order by started_at desc limit 1";

/// Rows of the named tables.
pub(super) fn counts<'a>(
    reader: &mut Reader,
    tables: impl Iterator<Item = &'a str>,
) -> Result<Vec<TableLine>> {
    let count = |name: &str| {
        let sql = format!("select count(*) from {name}");
        let row = reader.first(&sql, &[])?.ok_or(Error::NotFound)?;
        Ok(TableLine { name: name.to_owned(), rows: row.at(0)? })
    };
    tables.map(count).collect()
}

/// The schema's steps that were applied.
pub(super) fn steps(reader: &mut Reader) -> Result<Vec<String>> {
    reader.query(STEPS, &[])?.iter().map(|row| row.at(0)).collect()
}

/// The last link of each district's chain.
pub(super) fn chains(reader: &mut Reader) -> Result<Vec<Chain>> {
    let rows = reader.query(CHAINS, &[])?;
    let chain = |row: &samuh_engine::Row| {
        let head: Vec<u8> = row.at(2)?;
        Ok(Chain { district: row.at(0)?, no: row.at(1)?, head: files::hex(&head) })
    };
    rows.iter().map(chain).collect()
}

/// The engine's own version.
pub(crate) fn engine_version(reader: &mut Reader) -> Result<String> {
    let sql = if reader.is_embedded() { "select sqlite_version()" } else { "show server_version" };
    reader.first(sql, &[])?.ok_or(Error::NotFound)?.at(0)
}

/// What the embedded engine finds wrong in its pages and references: nothing where it is sound.
pub(crate) fn unsound(reader: &mut Reader, is_quick: bool) -> Result<Vec<String>> {
    let pages = if is_quick { "pragma quick_check" } else { "pragma integrity_check" };
    let said = reader.query(pages, &[])?;
    let said = said.iter().map(|row| row.at::<String>(0)).collect::<Result<Vec<_>>>()?;
    let mut wrong: Vec<String> = said.into_iter().filter(|line| line != "ok").collect();
    for row in reader.query("pragma foreign_key_check", &[])? {
        let (table, parent): (String, String) = (row.at(0)?, row.at(2)?);
        wrong.push(format!("{table} without its {parent}"));
    }
    Ok(wrong)
}

/// Lets another session read the very state that this one reads, on PostgreSQL.
pub(super) fn export_snapshot(reader: &mut Reader) -> Result<String> {
    reader.first("select pg_export_snapshot()", &[])?.ok_or(Error::NotFound)?.at(0)
}

/// True where a schema of PostgreSQL holds tables of ours.
pub(super) fn has_tables(reader: &mut Reader, schema: &str) -> Result<bool> {
    let named = params![format!("{schema}.migration"), format!("{schema}.op")];
    let sql = "select to_regclass($1) is not null or to_regclass($2) is not null";
    reader.first(sql, &named)?.ok_or(Error::NotFound)?.at(0)
}

/// Gives a schema of PostgreSQL another name; an empty one of that name makes way.
pub(super) fn rename_schema(tx: &mut Tx, from: &str, to: &str) -> Result<()> {
    tx.exec(&format!("drop schema if exists {to}"), &[])?;
    tx.exec(&format!("alter schema {from} rename to {to}"), &[]).map(drop)
}

/// Takes a schema of PostgreSQL away with all it holds.
pub(super) fn drop_schema(tx: &mut Tx, schema: &str) -> Result<()> {
    tx.exec(&format!("drop schema if exists {schema} cascade"), &[]).map(drop)
}

/// The policy of that day.
///
/// # Errors
/// `NotFound` where none was written down.
pub fn policy_in_force(reader: &mut Reader, today: NaiveDate) -> Result<Policy> {
    let row = reader.first(POLICY, &params![today])?.ok_or(Error::NotFound)?;
    let count = |at| row.at::<i64>(at).map(|count| usize::try_from(count).unwrap_or(0));
    Ok(Policy { daily: count(0)?, weekly: count(1)?, monthly: count(2)? })
}

/// The rules of retention in force in the scope's district, its own before the usual.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn retention(reader: &mut Reader, scope: &Scope, today: NaiveDate) -> Result<Vec<Retention>> {
    let mut rules: Vec<Retention> = Vec::new();
    for row in reader.query(RETENTION, &params![scope.district_id(), today])? {
        let kind: String = row.at(0)?;
        let kind = Kept::of(&kind).ok_or_else(|| Error::broken("an unknown kind of retention"))?;
        // The rows come with the one in force first.
        if rules.iter().all(|known| known.kind != kind) {
            let is_own = row.at::<i64>(4)? != 0;
            let (from_on, days, source) = (row.at(1)?, row.at(2)?, row.at(3)?);
            rules.push(Retention { kind, from_on, days, source, is_own });
        }
    }
    Ok(rules)
}

/// Writes a rule of the scope's district; one of the same day is replaced.
pub(super) fn set_retention(
    tx: &mut Tx,
    scope: &Scope,
    (kind, from_on, days): (&str, NaiveDate, i64),
    source: &str,
) -> Result<()> {
    let op_no = tx.op_no();
    let given = params![scope.district_id(), kind, from_on, days, source, op_no];
    tx.exec(SET_RETENTION, &given).map(drop)
}

/// How many lines of the read log of the scope's district are older than a day.
pub(super) fn reads_before(reader: &mut Reader, scope: &Scope, before: NaiveDate) -> Result<i64> {
    let given = params![scope.district_id(), before];
    reader.first(READS_BEFORE, &given)?.ok_or(Error::NotFound)?.at(0)
}

/// Takes them away.
pub(super) fn forget_reads(tx: &mut Tx, scope: &Scope, before: NaiveDate) -> Result<u64> {
    tx.exec(FORGET_READS, &params![scope.district_id(), before])
}

/// One run of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastRun {
    /// When it began, microseconds UTC.
    pub started_at: i64,
    /// When it ended.
    pub finished_at: Option<i64>,
    /// `running`, `done` or `failed`.
    pub state: String,
    /// What came of it, as JSON.
    pub detail: Json,
}

/// The last run of a job, or its last one that came to its end.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn last_run(reader: &mut Reader, job: &str, is_done: bool) -> Result<Option<LastRun>> {
    let sql = if is_done { LAST_DONE } else { LAST };
    let Some(row) = reader.first(sql, &params![job])? else { return Ok(None) };
    let detail: String = row.at(3)?;
    Ok(Some(LastRun {
        started_at: row.at(0)?,
        finished_at: row.at(1)?,
        state: row.at(2)?,
        detail: serde_json::from_str(&detail)?,
    }))
}

/// When a job is due (microseconds UTC, 0 before the first start) and its minute of the Indian day.
pub(super) fn due(reader: &mut Reader, job: &str) -> Result<(i64, i64)> {
    let row = reader.first(DUE, &params![job])?.ok_or(Error::NotFound)?;
    Ok((row.at(0)?, row.at(1)?))
}

/// Says when a job is due, unless somebody said so meanwhile.
pub(super) fn set_due(tx: &mut Tx, job: &str, at: i64, was: i64) -> Result<()> {
    tx.exec(SET_DUE, &params![job, at, was]).map(drop)
}

/// Takes a job that is due; of several servers on one database only one gets it.
pub(super) fn take(tx: &mut Tx, job: &str, until: i64, now: i64) -> Result<bool> {
    Ok(tx.exec(TAKE, &params![job, until, now])? == 1)
}

/// Gives a job back with the time it is due next.
pub(super) fn give_back(tx: &mut Tx, job: &str, due_at: i64) -> Result<()> {
    tx.exec(GIVE_BACK, &params![job, due_at]).map(drop)
}

/// Writes down that a run began.
pub(super) fn begin_run(tx: &mut Tx, job: &str, at: i64) -> Result<()> {
    tx.exec(BEGIN, &params![job, at]).map(drop)
}

/// Writes down how a run ended.
pub(super) fn end_run(
    tx: &mut Tx,
    run: (&str, i64),
    ended: (i64, &str),
    detail: &str,
) -> Result<()> {
    let values: [Value; 5] = params![run.0, run.1, ended.0, ended.1, detail];
    tx.exec(END, &values).map(drop)
}

/// The Indian time a backup's name says.
pub(super) fn time_of(name: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(name, super::backup::NAME).ok()
}
