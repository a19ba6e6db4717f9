//! The minutes of a meeting: everything that its paper says, in both languages, as it was when the
//! meeting was closed. The paper is drawn from this alone, so it can be drawn again to the byte.

use chrono::NaiveDate;
use samuh_engine::Result;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A text in both languages; the one that is blank is said in the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// Hindi.
    pub hi: String,
    /// English.
    pub en: String,
}

impl Both {
    /// The text in the reader's language, else in the other.
    pub fn of(&self, hindi: bool) -> &str {
        let (first, second) = if hindi { (&self.hi, &self.en) } else { (&self.en, &self.hi) };
        if first.is_empty() { second } else { first }
    }
}

/// A post at the meeting and who held it that day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The post's title.
    pub post: Both,
    /// Its holder; blank where it was vacant.
    pub name: String,
    /// Code of a [`super::Presence`].
    pub presence: String,
    /// Who came for it.
    pub by_whom: String,
}

/// One unit of an item's strip.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StripCell {
    /// The unit's name.
    pub name: Both,
    /// What was achieved, in the indicator's unit.
    pub achieved: Option<i64>,
    /// What was due by the day.
    pub due: Option<i64>,
    /// Per cent of what was due.
    pub percent: Option<i64>,
}

/// A direction as the minutes have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// How it is called.
    pub label: String,
    /// Word for word.
    pub text: String,
    /// Who owes the work.
    pub responsible: Vec<Both>,
    /// Who helps.
    pub cooperating: Vec<Both>,
    /// What each of these does of it, the responsible ones first, blank for all of it; nothing where
    /// no part was named. Minutes of before parts were named do not have it, and stay what they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Until when.
    pub due_on: NaiveDate,
    /// Of an earlier meeting: code of its state, with `overdue` where its day has passed.
    pub state: String,
    /// How many meetings it has been carried through.
    pub carried: i64,
}

impl Ordered {
    /// Who owes the work and who helps, each with what it does of it, in a language.
    pub fn posts(&self, hindi: bool) -> (String, String) {
        let name = |(at, post): (usize, &Both)| match self.parts.get(at).map(String::as_str) {
            None | Some("") => post.of(hindi).to_owned(),
            Some(part) => format!("{}: {part}", post.of(hindi)),
        };
        let between = if self.parts.is_empty() { ", " } else { "; " };
        let all = || self.responsible.iter().chain(&self.cooperating).enumerate().map(name);
        let owing: Vec<String> = all().take(self.responsible.len()).collect();
        let helping: Vec<String> = all().skip(self.responsible.len()).collect();
        (owing.join(between), helping.join(between))
    }
}

/// An item as the minutes have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its title.
    pub title: Both,
    /// The code of its indicator; blank for none.
    pub indicator: String,
    /// How its units stood.
    pub strip: Vec<StripCell>,
    /// What was said.
    pub discussion: String,
    /// What was ordered.
    pub directions: Vec<Ordered>,
}

/// The minutes of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// The office, from the top: state mission, district, office.
    pub office: Vec<Both>,
    /// The office's number of the paper; blank for none.
    pub memo_no: String,
    /// The meeting's number of the year.
    pub number: i64,
    /// First year of the financial year.
    pub year: i64,
    /// Its title.
    pub title: Both,
    /// The place or federation reviewed.
    pub unit: Both,
    /// The day.
    pub held_on: NaiveDate,
    /// When it began.
    pub at_time: String,
    /// Where.
    pub venue: String,
    /// Who sat in the chair.
    pub chair: Seat,
    /// How many had to be there; 0 for none.
    pub quorum: i64,
    /// Who was asked to come.
    pub members: Vec<Seat>,
    /// Open directions of earlier meetings.
    pub earlier: Vec<Ordered>,
    /// The agenda.
    pub items: Vec<Said>,
    /// Directions given outside of the agenda.
    pub others: Vec<Ordered>,
    /// To whom copies go.
    pub copies: Vec<Both>,
    /// When the figures were read, microseconds UTC.
    pub as_on: i64,
}

impl Minutes {
    /// The minutes as they are kept, and their hash.
    ///
    /// # Errors
    /// `Broken` when they cannot be written as JSON.
    pub fn sealed(&self) -> Result<(String, String)> {
        let body = serde_json::to_string(self)?;
        let digest = Sha256::digest(body.as_bytes());
        let hash = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((body, hash))
    }

    /// How many members were there, or sent somebody.
    pub fn present(&self) -> usize {
        let came = |seat: &&Seat| matches!(seat.presence.as_str(), "present" | "represented");
        self.members.iter().filter(came).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes as they were kept before parts were named.
    const BEFORE: &str = include_str!("../../tests/minutes-before-parts.json");

    #[test]
    fn minutes_of_before_parts_were_named_stay_the_same_bytes() {
        let minutes: Minutes = serde_json::from_str(BEFORE.trim_end()).unwrap();
        assert_eq!(minutes.sealed().unwrap().0, BEFORE.trim_end());
        assert_eq!(minutes.items[0].directions[0].posts(false).0, "Lead Bank Manager");
    }

    #[test]
    fn a_direction_of_several_posts_says_what_each_does() {
        let both = |hi: &str, en: &str| Both { hi: hi.into(), en: en.into() };
        let whole = Ordered {
            responsible: vec![both("अग्रणी बैंक", "Lead bank"), both("माकड़ी", "Makdi")],
            cooperating: vec![both("वित्त", "Finance")],
            ..Ordered::default()
        };
        assert_eq!(whole.posts(false), ("Lead bank, Makdi".to_owned(), "Finance".to_owned()));
        let parts = vec!["सूची दें".to_owned(), String::new(), "राशि जारी करें".to_owned()];
        let split = Ordered { parts, ..whole };
        assert_eq!(
            split.posts(true),
            ("अग्रणी बैंक: सूची दें; माकड़ी".to_owned(), "वित्त: राशि जारी करें".to_owned())
        );
        let kept = serde_json::to_string(&split).unwrap();
        assert_eq!(serde_json::from_str::<Ordered>(&kept).unwrap(), split);
    }
}
