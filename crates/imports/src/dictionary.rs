//! Finds what a heading names: by its usual words, by other known words, by nearly known words.

use std::collections::HashMap;

use samuh_kernel::text::{self, kruti};

use crate::{
    event::How,
    headword::{
        before_list, joined, run_together, sorted, without_numbering, without_remarks, words_of,
    },
};

/// Longest heading, in letters, that is compared loosely.
const LOOSE_LETTERS: usize = 60;

/// Known headings of a list of things, each thing named by its place in the list.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    straight: HashMap<String, (usize, How)>,
    turned: HashMap<String, Option<usize>>,
    sounds: HashMap<String, Option<usize>>,
    worded: Vec<(Vec<String>, usize)>,
}

/// What a heading was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The thing's place in its list.
    pub(crate) at: usize,
    /// How surely.
    pub(crate) how: How,
}

impl Dictionary {
    /// Adds a heading of the thing `at`. The first thing to claim a heading keeps it.
    pub(crate) fn add(&mut self, heading: &str, at: usize, how: How) {
        let words = words_of(heading);
        let key = joined(&words);
        if key.is_empty() {
            return;
        }
        self.straight.entry(run_together(&words)).or_insert((at, how));
        self.straight.entry(key).or_insert((at, how));
        claim(&mut self.turned, sorted(&words), at);
        let sound = sound_of(heading);
        if sound.len() >= 5 {
            claim(&mut self.sounds, sound, at);
        }
        self.worded.push((words, at));
    }

    /// The thing a heading names with certainty: known words, in any order, bracketed remarks,
    /// numbering and a second language aside; or the same in Kruti Dev.
    pub(crate) fn certain(&self, heading: &str) -> Option<Found> {
        if heading.trim().is_empty() {
            return None;
        }
        self.known(heading)
            .or_else(|| self.in_two_languages(heading))
            .or_else(|| self.known(&kruti_text(heading)?))
    }

    /// As [`Self::certain`], else the one thing whose words are nearly these.
    pub(crate) fn find(&self, heading: &str) -> Option<Found> {
        self.certain(heading).or_else(|| {
            let at = if heading.chars().count() <= LOOSE_LETTERS {
                self.near(heading)
                    .or_else(|| self.sounding(heading))
                    .or_else(|| self.parts(heading).map(|(at, _)| at))
                    .or_else(|| self.plain(before_list(heading)?).map(|found| found.at))
            } else {
                None
            };
            at.map(|at| Found { at, how: How::Close })
        })
    }

    fn known(&self, heading: &str) -> Option<Found> {
        self.plain(heading)
            .or_else(|| self.plain(&without_remarks(heading)?))
            .or_else(|| self.plain(without_numbering(heading)?))
            .or_else(|| self.plain(&without_remarks(without_numbering(heading)?)?))
    }

    fn plain(&self, heading: &str) -> Option<Found> {
        let words = words_of(heading);
        let straight = self.straight.get(&joined(&words));
        if let Some((at, how)) = straight.or_else(|| self.straight.get(&run_together(&words))) {
            return Some(Found { at: *at, how: *how });
        }
        let at = (*self.turned.get(&sorted(&words))?)?;
        Some(Found { at, how: How::Synonym })
    }

    /// "समूह का नाम / Name of SHG": every part known as one thing.
    fn in_two_languages(&self, heading: &str) -> Option<Found> {
        let (at, all) = self.parts(heading)?;
        all.then_some(Found { at, how: How::Synonym })
    }

    /// The one thing that parts of a heading name, and whether every part names it.
    fn parts(&self, heading: &str) -> Option<(usize, bool)> {
        let parts: Vec<&str> = heading
            .split(['/', '|', '(', ')', '\n', '\r', '–', '—', ':'])
            .filter(|part| part.chars().any(char::is_alphabetic))
            .collect();
        if parts.len() < 2 {
            return None;
        }
        let mut found: Option<usize> = None;
        let mut all = true;
        for part in parts {
            match self.plain(part) {
                Some(here) if found.is_some_and(|at| at != here.at) => return None,
                Some(here) => found = Some(here.at),
                None => all = false,
            }
        }
        found.map(|at| (at, all))
    }

    fn near(&self, heading: &str) -> Option<usize> {
        let words = words_of(heading);
        let mut found = None;
        for (known, at) in &self.worded {
            if known.len() != words.len() || !words.iter().zip(known).all(|(a, b)| is_near(a, b)) {
                continue;
            }
            if found.is_some_and(|other| other != *at) {
                return None;
            }
            found = Some(*at);
        }
        found
    }

    fn sounding(&self, heading: &str) -> Option<usize> {
        let sound = sound_of(heading);
        *self.sounds.get(&sound)?
    }
}

/// The heading read as Kruti Dev, when it is Latin text that reads as Devanagari.
pub(crate) fn kruti_text(heading: &str) -> Option<String> {
    let latin = heading.chars().any(|c| c.is_ascii_alphabetic());
    let devanagari = heading.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
    (latin && !devanagari).then(|| kruti::to_unicode(heading.trim()))
}

fn claim(map: &mut HashMap<String, Option<usize>>, key: String, at: usize) {
    map.entry(key).and_modify(|held| *held = held.filter(|h| *h == at)).or_insert(Some(at));
}

/// The sound of a heading across scripts: "Gram Panchayat ka naam" = "ग्राम पंचायत का नाम".
fn sound_of(heading: &str) -> String {
    let words = words_of(heading);
    let spoken: Vec<&str> = words.iter().map(String::as_str).collect();
    let key = text::key(&spoken.join(" "));
    key.split(' ').filter(|sound| !matches!(*sound, "k" | "n")).collect()
}

/// One letter differs in words of five letters and more, two in words of nine and more.
fn is_near(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (long_a, long_b) = (a.chars().count(), b.chars().count());
    let allowed = match long_a.min(long_b) {
        0..=4 => return false,
        5..=8 => 1,
        _ => 2,
    };
    long_a.abs_diff(long_b) <= allowed
        && !a.chars().any(|c| c.is_ascii_digit())
        && text::skeleton_distance(a, b) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        let mut dictionary = Dictionary::default();
        let things: [&[&str]; 4] = [
            &["समूह का नाम", "SHG Name", "Name of SHG"],
            &["गठन दिनांक", "Formation Date"],
            &["ग्राम पंचायत", "Gram Panchayat"],
            &["अजा सदस्य"],
        ];
        for (at, words) in things.iter().enumerate() {
            for (n, word) in words.iter().enumerate() {
                dictionary.add(word, at, if n == 0 { How::Exact } else { How::Synonym });
            }
        }
        dictionary
    }

    fn found(heading: &str) -> Option<(usize, How)> {
        dictionary().find(heading).map(|found| (found.at, found.how))
    }

    #[test]
    fn known_headings_are_found_in_every_dress() {
        assert_eq!(found("समूह का नाम"), Some((0, How::Exact)));
        assert_eq!(found("SHG_NAME *"), Some((0, How::Synonym)));
        assert_eq!(found("2. समूह का नाम (हिन्दी)"), Some((0, How::Exact)));
        assert_eq!(found("समूह का नाम / Name of SHG"), Some((0, How::Synonym)));
        assert_eq!(found("गठन दिनांक (dd/mm/yyyy)"), Some((1, How::Exact)));
        assert_eq!(found("Date of Formation"), Some((1, How::Synonym)));
    }

    #[test]
    fn a_kruti_dev_heading_is_found() {
        assert_eq!(found("xzke iapk;r").map(|f| f.0), Some(2));
        assert_eq!(found("lewg dk uke").map(|f| f.0), Some(0));
    }

    #[test]
    fn a_slip_of_the_pen_is_close() {
        assert_eq!(found("Gram Panchyat"), Some((2, How::Close)));
        assert_eq!(found("Formtion Date"), Some((1, How::Close)));
    }

    #[test]
    fn short_words_are_never_guessed() {
        assert_eq!(found("अजजा सदस्य"), None);
        assert_eq!(found("रिमार्क"), None);
        assert_eq!(found(""), None);
    }
}
