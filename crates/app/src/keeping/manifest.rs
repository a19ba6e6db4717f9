//! The manifest of a backup: what it holds, by which a change of a single bit is found.

use std::{
    fs,
    path::{Component, Path},
};

use chrono::{DateTime, FixedOffset};
use samuh_engine::{Error, Result};
use samuh_kernel::fault::Fault;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{damaged, files};

/// Its file, and the file with its own hash.
const MANIFEST: &str = "manifest.json";
const SEAL: &str = "manifest.sha256";
/// The form of the manifest; a later program may read earlier ones, never the other way.
const FORM: u32 = 1;
/// Minutes that Indian time is ahead of UTC.
const INDIA: i32 = 330;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this file.
    pub form: u32,
    /// When it was made, UTC.
    pub made_at: String,
    /// The same instant in Indian time.
    pub made_at_local: String,
    /// The program's version.
    pub program: String,
    /// `sqlite` or `postgresql`.
    pub engine: String,
    /// The engine's own version.
    pub engine_version: String,
    /// The schema of the tables, on PostgreSQL.
    pub postgres_schema: Option<String>,
    /// The steps of the schema, in order.
    pub schema: Vec<String>,
    /// Rows of every table.
    pub tables: Vec<TableLine>,
    /// The last link of each district's chain, where there is one.
    pub chains: Vec<Chain>,
    /// Every other file of the backup.
    pub files: Vec<FileLine>,
    /// What lay in the data folder and is neither file nor folder.
    pub left_out: Vec<String>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableLine {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: i64,
}

/// Where a district's chain stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The district.
    pub district: i64,
    /// How many acts are in the chain.
    pub no: i64,
    /// The hash of the last one's link, as `samuh verify --head` takes it.
    pub head: String,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// Its path within the backup.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of its content.
    pub sha256: String,
}

/// An instant in UTC and in Indian time.
fn both_times(at: i64) -> (String, String) {
    let utc = DateTime::from_timestamp_micros(at).unwrap_or_default();
    let india = FixedOffset::east_opt(INDIA * 60).expect("5 h 30 min is a valid offset");
    let form = "%Y-%m-%dT%H:%M:%S%:z";
    (
        utc.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        utc.with_timezone(&india).format(form).to_string(),
    )
}

impl Manifest {
    /// An empty manifest of that instant.
    pub(super) fn at(at: i64) -> Self {
        let (made_at, made_at_local) = both_times(at);
        Self {
            form: FORM,
            made_at,
            made_at_local,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            engine: String::new(),
            engine_version: String::new(),
            postgres_schema: None,
            schema: Vec::new(),
            tables: Vec::new(),
            chains: Vec::new(),
            files: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// True for the path of a file of the backup, itself and its seal included.
    pub(super) fn has(&self, path: &str) -> bool {
        path == MANIFEST || path == SEAL || self.files.iter().any(|file| file.path == path)
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Rows of all tables.
    pub fn rows(&self) -> i64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Writes it into a backup's folder, with its hash beside it.
    ///
    /// # Errors
    /// `StorageFull` or `Broken` from the disk.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let text = serde_json::to_vec_pretty(self)?;
        files::write(&folder.join(SEAL), seal(&text).as_bytes())?;
        files::write(&folder.join(MANIFEST), &text)
    }

    /// Reads it from a backup's folder.
    ///
    /// # Errors
    /// Faults `backup_not_whole` where there is none, `backup_damaged` where it was changed,
    /// `newer_backup` where a later program wrote it.
    pub fn read(folder: &Path) -> Result<Self> {
        let missing = || {
            let fault = Fault::new("backup_not_whole").with("folder", folder.display());
            Error::Faults(fault.into())
        };
        let text = fs::read(folder.join(MANIFEST)).map_err(|_| missing())?;
        let sealed = fs::read(folder.join(SEAL)).map_err(|_| missing())?;
        if sealed != seal(&text).as_bytes() {
            return Err(damaged(MANIFEST, "SHA-256"));
        }
        let form = serde_json::from_slice::<serde_json::Value>(&text)?["form"].as_u64();
        if form.is_none_or(|form| form > u64::from(FORM)) {
            return Err(Error::fault("newer_backup"));
        }
        let manifest: Self = serde_json::from_slice(&text)?;
        manifest.tame()
    }

    /// Nothing in it leads out of the backup's folder or into a statement.
    fn tame(self) -> Result<Self> {
        let inside = |path: &str| {
            let mut parts = Path::new(path).components();
            !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
        };
        let plain = |name: &str| {
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let is_tame = self.files.iter().all(|file| inside(&file.path))
            && self.tables.iter().all(|table| plain(&table.name));
        if is_tame { Ok(self) } else { Err(damaged(MANIFEST, "path")) }
    }
}

/// The line of `sha256sum`, by which the manifest can be checked without this program.
fn seal(text: &[u8]) -> String {
    format!("{}  {MANIFEST}\n", files::hex(&Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_says_its_time_in_utc_and_in_india() {
        let told = both_times(1_764_460_800_000_000);
        assert_eq!(told, ("2025-11-30T00:00:00Z".into(), "2025-11-30T05:30:00+05:30".into()));
    }

    #[test]
    fn a_manifest_that_leads_out_of_its_folder_is_refused() {
        for path in ["../samuh.db", "/etc/passwd", "files/../../x", ""] {
            let line = FileLine { path: path.into(), bytes: 1, sha256: String::new() };
            let manifest = Manifest { files: vec![line], ..Manifest::at(0) };
            assert!(manifest.tame().is_err(), "{path}");
        }
        let table = TableLine { name: "op; drop table op".into(), rows: 1 };
        assert!(Manifest { tables: vec![table], ..Manifest::at(0) }.tame().is_err());
    }
}
