//! The house rules as tests: sizes, walls between the rooms, and what the papers claim.
//! Each detector has a twin that must find what is planted.

mod form;
mod papers;
mod schema;
mod walls;

use std::fs;
use std::path::{Path, PathBuf};

use crate::run;

/// A file of the project: its path from the root, and its text.
pub(crate) struct Source {
    /// Path from the project's root, with `/`.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
}

impl Source {
    /// A planted file for the twins.
    pub(crate) fn planted(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

/// Every file of the folders whose name ends so. Vendored and minified files are not ours.
pub(crate) fn files(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&run::root().join(folder), endings, &mut found);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// All our Rust.
pub(crate) fn rust() -> Vec<Source> {
    files(&["crates", "areas", "bench", "xtask"], &[".rs"])
}

/// Fails with every fault on a line of its own.
#[track_caller]
pub(crate) fn none(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} against the house rules:\n  {}",
        faults.len(),
        faults.join("\n  ")
    );
}

fn collect(at: &Path, endings: &[&str], found: &mut Vec<Source>) {
    if at.is_dir() {
        let entries = fs::read_dir(at).expect("a folder of ours can be read");
        for path in entries.flatten().map(|entry| entry.path()).filter(|path| !is_theirs(path)) {
            collect(&path, endings, found);
        }
        return;
    }
    let name = at.to_string_lossy();
    if !endings.iter().any(|ending| name.ends_with(ending)) || name.contains(".min.") {
        return;
    }
    let Ok(text) = fs::read_to_string(at) else { return };
    found.push(Source { path: from_root(at), text });
}

fn is_theirs(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    name.is_none_or(|name| ["target", "vendor", "node_modules"].contains(&name.as_str()))
}

fn from_root(path: &Path) -> String {
    let short: PathBuf = path.strip_prefix(run::root()).unwrap_or(path).to_owned();
    short.to_string_lossy().replace('\\', "/")
}
