//! A whole copy of the data, made while the office works. It is written under a name that no
//! restore takes, proved, and renamed last: a backup that was killed is never taken for a whole one.

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use samuh_engine::{Db, Error, Result, clock, db};
use samuh_kernel::fault::Fault;

use super::{
    ARCHIVE, BESIDE, DATABASE, Progress, engine_of, files,
    manifest::{FileLine, Manifest},
    policy::{Policy, kept},
    postgres, store,
};

/// How a backup's folder is named: the Indian time at which it was begun.
pub(super) const NAME: &str = "%Y-%m-%dT%H-%M-%S";
/// How the name of an unfinished backup begins.
const PART: &str = ".part-";
/// Held by whoever makes a backup in that folder.
const LOCK: &str = ".lock";

/// What is asked of a backup.
pub struct Asked<'a> {
    /// The data folder: what lies in it beside the database comes along.
    pub data: &'a Path,
    /// The folder in which backups are collected.
    pub into: &'a Path,
    /// Removes what this policy no longer keeps; without one, nothing is removed.
    pub policy: Option<Policy>,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Its folder.
    pub folder: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
    /// Older backups that the policy no longer keeps, removed.
    pub removed: Vec<String>,
}

/// Makes a backup.
///
/// # Errors
/// Fault `backup_running` when another one is being made there; `pg_tool` when PostgreSQL's program
/// does not answer; `StorageFull`; `Broken` when the database is not sound.
pub fn backup(db: &Db, asked: &Asked<'_>, now: i64, progress: Progress<'_>) -> Result<Backup> {
    fs::create_dir_all(asked.into).map_err(|error| {
        let fault = Fault::new("data_folder").with("folder", asked.into.display());
        Error::Faults(fault.with("detail", error).into())
    })?;
    let _lock = lock(asked.into)?;
    remove_parts(asked.into)?;
    let name = free_name(asked.into, now);
    let part = asked.into.join(format!("{PART}{name}"));
    let outcome = fill(db, asked, &part, now, progress);
    let manifest = outcome.inspect_err(|_| drop(fs::remove_dir_all(&part)))?;
    let folder = asked.into.join(&name);
    fs::rename(&part, &folder)?;
    files::sync_folder(asked.into)?;
    let removed = match asked.policy {
        Some(policy) => remove_old(asked.into, policy)?,
        None => Vec::new(),
    };
    Ok(Backup { folder, manifest, removed })
}

/// The folder's name; a second backup within the same second takes the next one.
fn free_name(into: &Path, now: i64) -> String {
    let name = |at: i64| clock::local(at).format(NAME).to_string();
    let mut at = now;
    while into.join(name(at)).exists() {
        at += 1_000_000;
    }
    name(at)
}

fn lock(into: &Path) -> Result<File> {
    let file = File::create(into.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let fault = Fault::new("backup_running").with("folder", into.display());
            Err(Error::Faults(fault.into()))
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// What a killed backup left; the lock is ours, so nobody works on it.
fn remove_parts(into: &Path) -> Result<()> {
    for entry in fs::read_dir(into)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(PART) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn fill(
    db: &Db,
    asked: &Asked<'_>,
    part: &Path,
    now: i64,
    progress: Progress<'_>,
) -> Result<Manifest> {
    files::make_private(part)?;
    let mut manifest = Manifest::at(now);
    manifest.engine = engine_of(&db.location()).to_owned();
    progress("database", 0);
    if db.is_embedded() {
        embedded(db, part, &mut manifest)?;
    } else {
        postgres::dump(db, &part.join(ARCHIVE), &mut manifest)?;
    }
    // The database first: what it names is never taken away again, and what comes later is extra.
    let beside = files::beside(asked.data, asked.into)?;
    manifest.left_out = beside.left_out.iter().map(|path| path.display().to_string()).collect();
    let database = if db.is_embedded() { DATABASE } else { ARCHIVE };
    let (bytes, sha256) = files::hash(&part.join(database), progress)?;
    manifest.files.push(FileLine { path: database.to_owned(), bytes, sha256 });
    for file in beside.files {
        let to = Path::new(BESIDE).join(&file);
        let path = to.to_str().ok_or_else(|| Error::broken("a file's name is not Unicode"))?;
        match files::copy(&asked.data.join(&file), &part.join(&to), progress) {
            Ok((bytes, sha256)) => {
                manifest.files.push(FileLine { path: path.to_owned(), bytes, sha256 });
            }
            // An upload whose batch was entered meanwhile is taken away: it belongs to no state.
            Err(_) if !asked.data.join(&file).exists() => drop(fs::remove_file(part.join(&to))),
            Err(error) => return Err(error),
        }
    }
    manifest.write(part)?;
    files::sync_tree(part)?;
    Ok(manifest)
}

fn embedded(db: &Db, part: &Path, manifest: &mut Manifest) -> Result<()> {
    let file = part.join(DATABASE);
    db.snapshot_into(&file)?;
    fs::OpenOptions::new().write(true).open(&file)?.sync_all()?;
    let wrong = db::read_file(&file, |reader| {
        manifest.engine_version = store::engine_version(reader)?;
        describe(reader, manifest)?;
        store::unsound(reader, false)
    })?;
    match wrong.first() {
        None => Ok(()),
        Some(first) => Err(Error::broken(format!("the copy is not sound: {first}"))),
    }
}

/// Schema, rows and chains of the state at hand.
pub(super) fn describe(reader: &mut samuh_engine::Reader, manifest: &mut Manifest) -> Result<()> {
    manifest.schema = store::steps(reader)?;
    manifest.tables = store::counts(reader, db::tables().into_iter())?;
    manifest.chains = store::chains(reader)?;
    Ok(())
}

/// The names of the backups in a folder, the oldest first.
pub(super) fn names(into: &Path) -> Result<Vec<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(into)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if store::time_of(&name).is_some() {
            names.insert(name);
        }
    }
    Ok(names.into_iter().collect())
}

fn remove_old(into: &Path, policy: Policy) -> Result<Vec<String>> {
    let names = names(into)?;
    let times: Vec<_> = names.iter().filter_map(|name| store::time_of(name)).collect();
    let keep = kept(policy, &times);
    let mut removed = Vec::new();
    for (name, at) in names.into_iter().zip(times) {
        if !keep.contains(&at) {
            // Renamed first: a removal that is killed leaves nothing that looks like a backup.
            let part = into.join(format!("{PART}{name}"));
            fs::rename(into.join(&name), &part)?;
            fs::remove_dir_all(part)?;
            removed.push(name);
        }
    }
    Ok(removed)
}
