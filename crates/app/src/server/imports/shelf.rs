//! The shelf of uploaded files: each lies in a folder whose name nobody can guess, with a note of
//! whose it is, until its batch is entered or a week has gone by.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use samuh_engine::{Error, Result};
use samuh_imports::{Decided, Layout};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::importing::Register;

/// How long a file lies here at most, microseconds.
const WEEK: i64 = 7 * 86_400 * 1_000_000;
/// The note beside a file.
const NOTE: &str = "upload.json";
/// The folder with the file alone, so that no name of a file can be that of the note.
const INSIDE: &str = "file";
/// Bytes of a file's name on the disk.
const NAME_BYTES: usize = 180;

/// A file that an office sent, and what was said of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Upload {
    /// The import's id: also that of its batch.
    pub(super) id: Uuid,
    /// The register's code.
    register: String,
    /// What the office calls the file.
    pub(super) file_name: String,
    /// The district.
    pub(super) district_id: i64,
    /// The post that sent it.
    pub(super) post_id: i64,
    /// When it came, microseconds UTC.
    pub(super) at: i64,
    /// Columns that a person corrected.
    pub(super) corrected: Vec<Layout>,
    /// What a person decided about its rows.
    #[serde(default)]
    pub(super) decided: Vec<Decided>,
    /// The level of a plain sheet of places.
    #[serde(default)]
    pub(super) level: Option<String>,
    /// The year of months that name none.
    #[serde(default)]
    pub(super) year: Option<String>,
    /// The month that a report of LokOS is of.
    #[serde(default)]
    pub(super) month: Option<String>,
    /// Only these sheets, when not empty.
    #[serde(default)]
    pub(super) sheets: Vec<String>,
}

impl Upload {
    /// A file that has just come from that post of that district.
    pub(super) fn new(
        id: Uuid,
        register: Register,
        file_name: &str,
        (district_id, post_id): (i64, i64),
        at: i64,
    ) -> Self {
        Self {
            id,
            register: register.code().to_owned(),
            file_name: file_name.to_owned(),
            district_id,
            post_id,
            at,
            corrected: Vec::new(),
            decided: Vec::new(),
            level: None,
            year: None,
            month: None,
            sheets: Vec::new(),
        }
    }

    /// The register it is read for.
    ///
    /// # Errors
    /// `Broken` when the note names none.
    pub(super) fn register(&self) -> Result<Register> {
        Register::of(&self.register).ok_or_else(|| Error::broken("an upload without register"))
    }
}

/// Where uploads lie.
#[derive(Debug, Clone)]
pub(super) struct Shelf(PathBuf);

impl Shelf {
    /// The shelf of a data folder.
    pub(super) fn of(data: &Path) -> Self {
        Self(data.join("uploads"))
    }

    /// A place for a file that is still to be judged.
    pub(super) fn place(&self, id: Uuid) -> Place {
        Place { shelf: self.clone(), id, is_kept: false }
    }

    /// Makes room for a file and says where it shall lie.
    ///
    /// # Errors
    /// `StorageFull` or `Broken` from the disk.
    pub(super) fn make(&self, id: Uuid, file_name: &str) -> Result<PathBuf> {
        let inside = self.folder(id).join(INSIDE);
        fs::create_dir_all(&inside).map_err(from_disk)?;
        Ok(inside.join(on_disk(file_name)))
    }

    /// Writes the note beside a file.
    ///
    /// # Errors
    /// `StorageFull` or `Broken` from the disk.
    pub(super) fn note(&self, upload: &Upload) -> Result<()> {
        let text = serde_json::to_vec(upload)?;
        fs::write(self.folder(upload.id).join(NOTE), text).map_err(from_disk)
    }

    /// The upload of that id; none where its file is gone.
    pub(super) fn find(&self, id: Uuid) -> Option<Upload> {
        let text = fs::read(self.folder(id).join(NOTE)).ok()?;
        let upload: Upload = serde_json::from_slice(&text).ok()?;
        self.file(&upload).map(|_| upload)
    }

    /// Where the file lies; none where it is gone.
    pub(super) fn file(&self, upload: &Upload) -> Option<PathBuf> {
        let path = self.folder(upload.id).join(INSIDE).join(on_disk(&upload.file_name));
        path.is_file().then_some(path)
    }

    /// Takes a file away with its note.
    pub(super) fn remove(&self, id: Uuid) {
        if let Err(error) = fs::remove_dir_all(self.folder(id))
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(import = %id, %error, "an uploaded file could not be removed");
        }
    }

    /// Takes away what has lain here for a week.
    pub(super) fn sweep(&self, now: i64) {
        let Ok(folders) = fs::read_dir(&self.0) else { return };
        for folder in folders.flatten() {
            let name = folder.file_name();
            let Some(id) = name.to_str().and_then(|name| name.parse::<Uuid>().ok()) else {
                continue;
            };
            // What is still coming in has no note yet: it is old by its own id.
            let came_at = self.find(id).map_or_else(|| made_at(id), |upload| upload.at);
            if now - came_at > WEEK {
                self.remove(id);
            }
        }
    }

    fn folder(&self, id: Uuid) -> PathBuf {
        self.0.join(id.simple().to_string())
    }
}

/// A place on the shelf, which is swept with this value unless it is kept: also where the sender goes away while
/// the file comes in or is looked at, and nobody is left to refuse it.
pub(super) struct Place {
    shelf: Shelf,
    id: Uuid,
    is_kept: bool,
}

impl Place {
    /// What lies there is taken.
    pub(super) fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.is_kept {
            self.shelf.remove(self.id);
        }
    }
}

/// When an id was drawn, microseconds UTC.
fn made_at(id: Uuid) -> i64 {
    let seconds = id.get_timestamp().map_or(0, |drawn| drawn.to_unix().0);
    i64::try_from(seconds).unwrap_or(0) * 1_000_000
}

/// An error of the disk.
#[expect(clippy::needless_pass_by_value, reason = "map_err hands the error over")]
pub(in crate::server) fn from_disk(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::StorageFull,
        _ => Error::broken(format!("uploads: {error}")),
    }
}

/// The name of a file as the office calls it: no folders, nothing unseen, not too long.
pub(super) fn tidy_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|letter| !letter.is_control()).collect();
    shortened(seen.trim().trim_start_matches('.'), NAME_BYTES)
}

/// A name that every disk takes; the ending stays, for it must fit the content.
fn on_disk(name: &str) -> String {
    let safe = |letter: char| if "<>:\"|?*/\\".contains(letter) { '-' } else { letter };
    let name: String = name.chars().map(safe).collect();
    if name.is_empty() { "file".to_owned() } else { name }
}

/// Cuts the stem and keeps the ending.
fn shortened(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending: String = ending.chars().take(8).collect();
    let mut cut = most.saturating_sub(ending.len() + 1).min(stem.len());
    while !stem.is_char_boundary(cut) {
        cut -= 1;
    }
    format!("{}.{ending}", &stem[..cut])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_ending_and_loses_its_folders() {
        assert_eq!(tidy_name("C:\\Users\\x\\समूह सूची.xlsx"), "समूह सूची.xlsx");
        assert_eq!(tidy_name("../../etc/passwd"), "passwd");
        assert_eq!(tidy_name("..hidden\u{7}.csv"), "hidden.csv");
        let long = tidy_name(&format!("{}.xlsx", "क".repeat(400)));
        assert!(long.len() <= NAME_BYTES && long.ends_with("क.xlsx"), "{long}");
        assert_eq!(on_disk("a:b?.csv"), "a-b-.csv");
        assert_eq!(on_disk(""), "file");
    }

    #[test]
    fn a_place_that_is_not_kept_is_swept_at_once() {
        let data = std::env::temp_dir().join(format!("samuh-place-{}", std::process::id()));
        let shelf = Shelf::of(&data);
        let lies = |is_kept: bool| {
            let id = crate::ids::new_id().unwrap();
            let place = shelf.place(id);
            let path = shelf.make(id, "a.csv").unwrap();
            fs::write(&path, "x").unwrap();
            if is_kept {
                place.keep();
            } else {
                drop(place);
            }
            (path.exists(), shelf.folder(id).exists())
        };
        assert_eq!((lies(false), lies(true)), ((false, false), (true, true)));
        // A sender who goes away before a byte has come leaves nothing to sweep.
        drop(shelf.place(crate::ids::new_id().unwrap()));
        fs::remove_dir_all(data).unwrap();
    }

    #[test]
    fn a_file_is_found_again_by_its_id_and_gone_after_a_week() {
        let data = std::env::temp_dir().join(format!("samuh-shelf-{}", std::process::id()));
        let shelf = Shelf::of(&data);
        let id = crate::ids::new_id().unwrap();
        let path = shelf.make(id, "a.csv").unwrap();
        fs::write(&path, "x").unwrap();
        assert!(shelf.find(id).is_none(), "without its note nobody knows whose it is");
        let upload = Upload::new(id, Register::Groups, "a.csv", (643, 7), 1_000);
        shelf.note(&upload).unwrap();
        assert_eq!(shelf.find(id).unwrap().register().unwrap(), Register::Groups);
        shelf.sweep(1_000 + WEEK);
        assert!(shelf.file(&upload).is_some());
        shelf.sweep(1_001 + WEEK);
        assert!(shelf.find(id).is_none() && !path.exists());
        fs::remove_dir_all(data).unwrap();
    }
}
