//! Names looked up in a sentence: every entry has several, and the longest at a place counts.

use std::collections::BTreeMap;

use super::word::{Words, stem};

/// Names of entries, by their first word.
pub(super) struct Gazetteer {
    names: BTreeMap<String, Vec<(Vec<String>, usize)>>,
}

/// An entry named in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    /// Number of the entry.
    pub(super) entry: usize,
    /// Its first word.
    pub(super) from: usize,
    /// The word after its last.
    pub(super) to: usize,
}

impl Gazetteer {
    /// Of the names of each entry, with `;` between.
    pub(super) fn of<'a>(entries: impl Iterator<Item = &'a str>) -> Self {
        let mut names: BTreeMap<String, Vec<(Vec<String>, usize)>> = BTreeMap::new();
        for (entry, list) in entries.enumerate() {
            for name in list.split(';') {
                let words: Vec<String> =
                    Words::of(name).list.iter().map(|word| stem(&word.said).to_owned()).collect();
                if let Some(first) = words.first() {
                    names.entry(first.clone()).or_default().push((words, entry));
                }
            }
        }
        for list in names.values_mut() {
            list.sort_by_key(|(words, entry)| (std::cmp::Reverse(words.len()), *entry));
        }
        Self { names }
    }

    /// The mentions in a sentence, from left to right, none over another.
    pub(super) fn find(&self, words: &Words) -> Vec<Mention> {
        let stems: Vec<&str> = words.list.iter().map(|word| stem(&word.said)).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < stems.len() {
            let here = self.names.get(stems[at]).and_then(|list| {
                list.iter().find(|(name, _)| {
                    stems.len() - at >= name.len()
                        && name.iter().zip(&stems[at..]).all(|(ours, theirs)| ours == theirs)
                })
            });
            match here {
                Some((name, entry)) => {
                    found.push(Mention { entry: *entry, from: at, to: at + name.len() });
                    at += name.len();
                }
                None => at += 1,
            }
        }
        found
    }
}

/// The rows of a data file: fields with `|` between, `#` for a remark.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('|').map(str::trim).collect())
}
