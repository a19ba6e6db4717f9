//! The nightly backup and its drill: when they were last done, and whether they share a disk with
//! what they are to save.

use std::{
    fs,
    path::{Path, PathBuf},
};

use samuh_engine::{Reader, Result};
use samuh_web::show;

use super::{Asked, Finding, State};
use crate::keeping::{LastRun, last_run};

const HOUR: i64 = 3_600 * 1_000_000;

/// The last backup of the timetable.
pub(super) fn backup(reader: &mut Reader, asked: &Asked) -> Result<Finding> {
    let last = last_run(reader, "backup", false)?;
    let done = last_run(reader, "backup", true)?;
    Ok(judged("backup", last.as_ref(), done.as_ref(), asked.now, (30 * HOUR, 72 * HOUR))
        .unwrap_or_else(|done| beside(done, &asked.data)))
}

/// The last drill of the timetable.
pub(super) fn drill(reader: &mut Reader, now: i64) -> Result<Finding> {
    let last = last_run(reader, "drill", false)?;
    let done = last_run(reader, "drill", true)?;
    let limits = (8 * 24 * HOUR, 31 * 24 * HOUR);
    Ok(judged("drill", last.as_ref(), done.as_ref(), now, limits).unwrap_or_else(|done| {
        let differing = done.detail["differing"].as_array().map_or(0, Vec::len);
        let state = if differing == 0 { State::Fine } else { State::Bad };
        let said = if differing == 0 { "done" } else { "differs" };
        Finding::new("drill", state, said).with("at", show::instant(done.started_at))
    }))
}

/// The last night on which what is kept no longer was taken away.
pub(super) fn tidy(reader: &mut Reader, now: i64) -> Result<Finding> {
    let last = last_run(reader, "tidy", false)?;
    let done = last_run(reader, "tidy", true)?;
    let limits = (30 * HOUR, 31 * 24 * HOUR);
    Ok(judged("tidy", last.as_ref(), done.as_ref(), now, limits).unwrap_or_else(|done| {
        Finding::new("tidy", State::Fine, "done").with("at", show::instant(done.started_at))
    }))
    // A new office has had no night yet; nothing is lost by that.
    .map(|row| if row.said == "never" { Finding { state: State::Attention, ..row } } else { row })
}

/// What is wrong with a job's runs; the last good run where nothing is.
fn judged<'a>(
    name: &'static str,
    last: Option<&LastRun>,
    done: Option<&'a LastRun>,
    now: i64,
    (late, too_late): (i64, i64),
) -> std::result::Result<Finding, &'a LastRun> {
    let Some(done) = done else {
        let never = Finding::new(name, State::Bad, "never");
        return Ok(match last {
            Some(run) if run.state == "failed" => failed(name, run),
            _ => never,
        });
    };
    if let Some(run) = last.filter(|run| run.state == "failed") {
        return Ok(failed(name, run));
    }
    let age = now - done.started_at;
    if age <= late {
        return Err(done);
    }
    let state = if age > too_late { State::Bad } else { State::Attention };
    Ok(Finding::new(name, state, "late").with("at", show::instant(done.started_at)))
}

fn failed(name: &'static str, run: &LastRun) -> Finding {
    let why = run.detail["error"].as_str().unwrap_or("—").to_owned();
    Finding::new(name, State::Bad, "failed")
        .with("at", show::instant(run.started_at))
        .with("why", why)
}

/// A backup that was done; better on a disk of its own.
fn beside(done: &LastRun, data: &Path) -> Finding {
    let folder = PathBuf::from(done.detail["folder"].as_str().unwrap_or_default());
    let (state, said) = match (disk_of(&folder), disk_of(data)) {
        (None, _) => (State::Bad, "gone"),
        (Some(copy), Some(own)) if copy == own => (State::Attention, "same-disk"),
        _ => (State::Fine, "done"),
    };
    Finding::new("backup", state, said)
        .with("at", show::instant(done.started_at))
        .with("folder", folder.display())
}

#[cfg(unix)]
fn disk_of(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    Some(fs::metadata(path).ok()?.dev())
}

#[cfg(not(unix))]
fn disk_of(path: &Path) -> Option<u64> {
    // Elsewhere disks are told apart by the first letter of the path.
    let first = fs::canonicalize(path).ok()?.display().to_string().chars().nth(4)?;
    Some(u64::from(u32::from(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(state: &str, started_at: i64) -> LastRun {
        let detail = serde_json::json!({ "error": "no room" });
        LastRun { started_at, finished_at: None, state: state.into(), detail }
    }

    #[test]
    fn a_night_without_a_backup_is_said_and_three_are_bad() {
        let limits = (30 * HOUR, 72 * HOUR);
        let judge = |last: Option<&LastRun>, done: Option<&LastRun>, now| {
            judged("backup", last, done, now, limits).map_or(State::Fine, |row| row.state)
        };
        let (good, bad) = (run("done", 0), run("failed", HOUR));
        assert_eq!(judge(Some(&good), Some(&good), 29 * HOUR), State::Fine);
        assert_eq!(judge(Some(&good), Some(&good), 31 * HOUR), State::Attention);
        assert_eq!(judge(Some(&good), Some(&good), 73 * HOUR), State::Bad);
        assert_eq!(judge(Some(&bad), Some(&good), 2 * HOUR), State::Bad);
        assert_eq!(judge(None, None, HOUR), State::Bad);
    }
}
