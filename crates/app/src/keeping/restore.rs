//! Taking a backup back into a clean place. Everything is proved beside the place before it takes
//! its name: a restore that is refused or killed leaves nothing there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use samuh_engine::{
    Db, Error, Result,
    db::{self, Location},
};
use samuh_kernel::fault::Fault;

use super::{
    ARCHIVE, BESIDE, DATABASE, Progress,
    backup::names,
    damaged, engine_of, files,
    manifest::{Manifest, TableLine},
    postgres, store,
};
use crate::checking::{self, Check};

/// What was restored.
#[derive(Debug, Clone)]
pub struct Restored {
    /// The backup's folder.
    pub from: PathBuf,
    /// What it held.
    pub manifest: Manifest,
    /// What lay in the backup's folder and is none of its files: it was not copied.
    pub foreign: Vec<String>,
    /// What `verify` found in it.
    pub checks: Vec<Check>,
}

impl Restored {
    /// True when the books agree.
    pub fn is_ok(&self) -> bool {
        self.checks.iter().all(Check::is_ok)
    }
}

/// The backup that a path names: a backup's folder, its manifest, or a folder of backups, of which
/// the newest is taken.
///
/// # Errors
/// Fault `no_backup`.
pub fn find(named: &Path) -> Result<PathBuf> {
    let none = || {
        let fault = Fault::new("no_backup").with("folder", named.display());
        Error::Faults(fault.into())
    };
    if named.is_file() {
        return named.parent().map(Path::to_path_buf).ok_or_else(none);
    }
    if !named.is_dir() {
        return Err(none());
    }
    let is_one = [DATABASE, ARCHIVE, "manifest.json"].iter().any(|name| named.join(name).exists());
    if is_one {
        return Ok(named.to_path_buf());
    }
    names(named)?.pop().map(|newest| named.join(newest)).ok_or_else(none)
}

/// Takes a backup back: the files into `data`, the database to `location`.
///
/// # Errors
/// Faults `backup_not_whole`, `backup_damaged`, `backup_file_missing`, `newer_backup`, `newer_schema`, `other_engine`,
/// `restore_not_clean`; `StorageFull`.
pub fn restore(
    from: &Path,
    (location, data): (&Location, &Path),
    now: i64,
    progress: Progress<'_>,
) -> Result<Restored> {
    let manifest = Manifest::read(from)?;
    may_restore(&manifest, location)?;
    let foreign = files::within(from)?.into_iter().filter(|path| !manifest.has(path)).collect();
    if !files::is_clean(data)? {
        return Err(not_clean(&data.display().to_string()));
    }
    let beside = beside_of(data)?;
    let _ = fs::remove_dir_all(&beside);
    let outcome = match location {
        Location::File(_) => lay_out(from, &manifest, &beside, progress)
            .and_then(|()| prove_file(&manifest, &beside.join(DATABASE), now, progress)),
        Location::Postgres { .. } => lay_out(from, &manifest, &beside, progress)
            .and_then(|()| into_postgres(&manifest, location, &beside, now, progress)),
    };
    let checks = outcome.inspect_err(|_| drop(fs::remove_dir_all(&beside)))?;
    files::sync_tree(&beside)?;
    fs::rename(&beside, data)?;
    if let Some(folder) = data.parent().filter(|folder| folder.is_dir()) {
        files::sync_folder(folder)?;
    }
    Ok(Restored { from: from.to_path_buf(), manifest, foreign, checks })
}

/// Restores a backup beside the others, proves it and takes the copy away again.
///
/// # Errors
/// As [`restore`]; on PostgreSQL also when this user may not make a database.
pub fn drill(from: &Path, db: &Db, now: i64, progress: Progress<'_>) -> Result<Restored> {
    let into = from.parent().unwrap_or(from).join(".part-drill");
    let _ = fs::remove_dir_all(&into);
    let outcome = match db.location() {
        Location::File(_) => {
            restore(from, (&Location::File(into.join(DATABASE)), &into), now, progress)
        }
        Location::Postgres { url, .. } => postgres::in_spare_database(&url, |location| {
            restore(from, (location, &into), now, progress)
        }),
    };
    let removed = fs::remove_dir_all(&into);
    let restored = outcome?;
    removed?;
    Ok(restored)
}

fn may_restore(manifest: &Manifest, location: &Location) -> Result<()> {
    if manifest.engine != engine_of(location) {
        let fault = Fault::new("other_engine").with("engine", &manifest.engine);
        return Err(Error::Faults(fault.into()));
    }
    let known: Vec<&str> = db::migrations().map(|(name, _)| name).collect();
    if manifest.schema.iter().any(|step| !known.contains(&step.as_str())) {
        return Err(Error::fault("newer_schema"));
    }
    Ok(())
}

pub(super) fn not_clean(place: &str) -> Error {
    Error::Faults(Fault::new("restore_not_clean").with("place", place).into())
}

/// Where a restore is prepared: on the same disk, under a name that nobody serves from.
fn beside_of(data: &Path) -> Result<PathBuf> {
    let name = data.file_name().ok_or_else(|| not_clean(&data.display().to_string()))?;
    let parent = data.parent().unwrap_or(Path::new(""));
    if !parent.as_os_str().is_empty() {
        fs::create_dir_all(parent)?;
    }
    Ok(parent.join(format!(".{}.restoring", name.to_string_lossy())))
}

/// Copies every file to its place, each proved by its hash.
fn lay_out(from: &Path, manifest: &Manifest, to: &Path, progress: Progress<'_>) -> Result<()> {
    files::make_private(to)?;
    for line in &manifest.files {
        let path = line.path.strip_prefix(BESIDE).map_or(&*line.path, |rest| &rest[1..]);
        let source = from.join(&line.path);
        if !source.is_file() {
            let fault = Fault::new("backup_file_missing").with("file", &line.path);
            return Err(Error::Faults(fault.into()));
        }
        let (bytes, sha256) = files::copy(&source, &to.join(path), progress)?;
        if bytes != line.bytes {
            return Err(damaged(&line.path, &format!("{bytes} ≠ {}", line.bytes)));
        }
        if sha256 != line.sha256 {
            return Err(damaged(&line.path, "SHA-256"));
        }
    }
    Ok(())
}

fn prove_file(
    manifest: &Manifest,
    file: &Path,
    now: i64,
    progress: Progress<'_>,
) -> Result<Vec<Check>> {
    progress("database", 0);
    let (wrong, found) = db::read_file(file, |reader| {
        let wrong = store::unsound(reader, false)?;
        Ok((wrong, store::counts(reader, manifest.tables.iter().map(|table| &*table.name))?))
    })
    .map_err(|error| damaged(DATABASE, &error.to_string()))?;
    if let Some(first) = wrong.first() {
        return Err(damaged(DATABASE, first));
    }
    same_rows(manifest, &found, DATABASE)?;
    prove_books(&Db::open(&Location::File(file.to_path_buf()))?, now, progress)
}

fn into_postgres(
    manifest: &Manifest,
    location: &Location,
    beside: &Path,
    now: i64,
    progress: Progress<'_>,
) -> Result<Vec<Check>> {
    progress("database", 0);
    let archive = beside.join(ARCHIVE);
    let source = manifest.postgres_schema.as_deref().unwrap_or(postgres::PUBLIC);
    postgres::into_schema(location, source, &archive)?;
    fs::remove_file(&archive)?;
    let db = Db::open(location)?;
    let proved = db
        .read(|reader| store::counts(reader, manifest.tables.iter().map(|table| &*table.name)))
        .and_then(|found| same_rows(manifest, &found, ARCHIVE))
        .and_then(|()| prove_books(&db, now, progress));
    drop(db);
    proved.inspect_err(|_| drop(postgres::clear(location)))
}

fn same_rows(manifest: &Manifest, found: &[TableLine], file: &str) -> Result<()> {
    let mut pairs = manifest.tables.iter().zip(found);
    match pairs.find(|(told, found)| told != found) {
        None => Ok(()),
        Some((told, found)) => {
            let what = format!("{}: {} ≠ {}", told.name, found.rows, told.rows);
            Err(damaged(file, &what))
        }
    }
}

/// Brings the schema up and has the books verified.
fn prove_books(db: &Db, now: i64, progress: Progress<'_>) -> Result<Vec<Check>> {
    db.migrate(now)?;
    db.read(|reader| checking::check(reader, &mut |name| progress(name, 0)))
}
