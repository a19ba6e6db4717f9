//! A meeting and its parts.

use chrono::NaiveDate;
use samuh_kernel::text::tidy;
use serde::{Deserialize, Serialize};

use super::minutes::Both;
use crate::direction::model::codes;

codes! {
    /// What kind of meeting it is.
    Kind {
        /// The federations are reviewed.
        ClfReview = "clf_review",
        /// A block is reviewed.
        BlockReview = "block_review",
        /// The district mission is reviewed.
        DistrictReview = "district_review",
        /// The weekly time-limit meeting.
        Tl = "tl",
        /// A workshop.
        Workshop = "workshop",
        /// The block level bankers' committee.
        Blbc = "blbc",
        /// The district consultative committee of banks.
        Dlcc = "dlcc",
        /// Any other.
        Other = "other",
    }
}

codes! {
    /// Where a meeting stands.
    State {
        /// It will be, or is being, held.
        Planned = "planned",
        /// It is over and its minutes are frozen.
        Closed = "closed",
        /// It was not held.
        Cancelled = "cancelled",
    }
}

codes! {
    /// Whether a member came.
    Presence {
        /// Not marked yet.
        Unknown = "unknown",
        /// Came.
        Present = "present",
        /// Did not come.
        Absent = "absent",
        /// Sent somebody.
        Represented = "represented",
    }
}

codes! {
    /// What an item of the agenda is about.
    ItemKind {
        /// The directions of earlier meetings.
        Directions = "directions",
        /// An indicator.
        Indicator = "indicator",
        /// Anything else.
        Other = "other",
    }
}

codes! {
    /// Where an item stands.
    ItemState {
        /// Still to be talked about.
        Open = "open",
        /// Talked about.
        Discussed = "discussed",
        /// Taken off.
        Dropped = "dropped",
    }
}

/// A meeting that comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Number within the district.
    pub id: i64,
    /// Its kind.
    pub kind: Kind,
    /// The place or federation reviewed; 0 for the district.
    pub unit_id: i64,
    /// Hindi title; none for the kind's name.
    pub title_hi: Option<String>,
    /// English title; none for the kind's name.
    pub title_en: Option<String>,
    /// Where it is held.
    pub venue: Option<String>,
    /// When it begins, `11:00`.
    pub at_time: Option<String>,
    /// After how many days it comes back; none when it is called.
    pub every_days: Option<i64>,
    /// The post in the chair.
    pub chair_post_id: i64,
    /// How many members must be there; 0 for none.
    pub quorum: i64,
    /// The posts of its members.
    pub members: Vec<i64>,
    /// From this day on it is no longer held.
    pub closed_on: Option<NaiveDate>,
    /// Edition.
    pub version: i64,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Number within the district.
    pub id: i64,
    /// Its series.
    pub series_id: Option<i64>,
    /// Its kind.
    pub kind: Kind,
    /// The place or federation reviewed; 0 for the district.
    pub unit_id: i64,
    /// First year of its financial year.
    pub year: i64,
    /// Its number in that year: that of its minutes.
    pub number: i64,
    /// Hindi title; none for the kind's name.
    pub title_hi: Option<String>,
    /// English title; none for the kind's name.
    pub title_en: Option<String>,
    /// The day.
    pub held_on: NaiveDate,
    /// When it begins, `11:00`.
    pub at_time: Option<String>,
    /// Where.
    pub venue: Option<String>,
    /// The post in the chair.
    pub chair_post_id: i64,
    /// How many members must be there; 0 for none.
    pub quorum: i64,
    /// Where it stands.
    pub state: State,
    /// The office's number of its minutes.
    pub memo_no: Option<String>,
    /// Why it was cancelled.
    pub end_reason: Option<String>,
    /// Edition: moves with everything that happens in the meeting.
    pub version: i64,
}

/// A member of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The post.
    pub post_id: i64,
    /// Whether it came.
    pub presence: Presence,
    /// Who came for it.
    pub by_whom: Option<String>,
}

/// An item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its number within the meeting, which stays.
    pub no: i64,
    /// Its place in the order.
    pub position: i64,
    /// What it is about.
    pub kind: ItemKind,
    /// The code of the indicator.
    pub indicator: Option<String>,
    /// Its title; none for the indicator's or kind's own name.
    pub title: Option<String>,
    /// What is to be asked: drawn up in both languages, or in the one it was written in.
    pub question: Both,
    /// The post that presents it.
    pub presenter: Option<i64>,
    /// What was said.
    pub discussion: Option<String>,
    /// Where it stands.
    pub state: ItemState,
    /// Edition.
    pub version: i64,
}

impl Item {
    /// What is to be asked, as a reader of a language has it; none where nothing is.
    pub fn asks(&self, hindi: bool) -> Option<&str> {
        Some(self.question.of(hindi)).filter(|text| !text.is_empty())
    }

    /// The question after somebody sent this text: one that came back as it stands in either
    /// language stays in both, any other stands as it was written.
    pub fn asked_anew(&self, sent: &str) -> Both {
        let sent = tidy(sent);
        if !sent.is_empty() && (sent == self.question.hi || sent == self.question.en) {
            self.question.clone()
        } else {
            Both { hi: sent, en: String::new() }
        }
    }
}

/// A series to be made, or as it shall be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSeries {
    /// The series; 0 for a new one.
    pub id: i64,
    /// The edition seen; 0 for a new one.
    pub version: i64,
    /// No longer held from today on.
    pub is_closed: bool,
    /// After how many days it comes back.
    pub every_days: Option<i64>,
    /// What its meetings are.
    pub of: NewMeeting,
}

/// A meeting to be planned, or as it shall be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMeeting {
    /// Its series; none for one that stands alone.
    pub series_id: Option<i64>,
    /// Code of a [`Kind`].
    pub kind: String,
    /// The place or federation; 0 for the desk's own.
    pub unit_id: i64,
    /// Hindi title; blank for the kind's name.
    pub title_hi: String,
    /// English title; blank for the kind's name.
    pub title_en: String,
    /// The day.
    pub held_on: Option<NaiveDate>,
    /// When it begins, `11:00`; blank for not said.
    pub at_time: String,
    /// Where.
    pub venue: String,
    /// The post in the chair.
    pub chair_post_id: i64,
    /// How many members must be there.
    pub quorum: i64,
    /// The posts of its members, without the chair.
    pub members: Vec<i64>,
}

/// An item to be put on an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewItem {
    /// What it is about.
    pub kind: ItemKind,
    /// The code of the indicator; blank for none.
    pub indicator: String,
    /// Its title; blank for the indicator's name.
    pub title: String,
    /// What is to be asked: in both languages, or in the one it is written in.
    pub question: Both,
    /// The post that presents it.
    pub presenter: Option<i64>,
}

/// An item as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeItem {
    /// The meeting.
    pub meeting_id: i64,
    /// The item.
    pub no: i64,
    /// The edition seen.
    pub version: i64,
    /// Its title; blank for the indicator's name.
    pub title: String,
    /// What is to be asked.
    pub question: String,
    /// The post that presents it.
    pub presenter: Option<i64>,
    /// What was said.
    pub discussion: String,
    /// Where it stands.
    pub state: ItemState,
}

/// The order of an agenda: the numbers of all its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The meeting.
    pub meeting_id: i64,
    /// The items in their order.
    pub items: Vec<i64>,
}

/// Who came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attend {
    /// The meeting.
    pub meeting_id: i64,
    /// Members with what is marked of them.
    pub members: Vec<Member>,
}

/// The end of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Close {
    /// The meeting.
    pub meeting_id: i64,
    /// The edition that the minutes were drawn up from.
    pub version: i64,
    /// The office's number of the minutes; blank for none.
    pub memo_no: String,
    /// The minutes.
    pub minutes: super::Minutes,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(hi: &str, en: &str) -> Item {
        Item {
            no: 1,
            position: 1,
            kind: ItemKind::Indicator,
            indicator: None,
            title: None,
            question: Both { hi: hi.into(), en: en.into() },
            presenter: None,
            discussion: None,
            state: ItemState::Open,
            version: 1,
        }
    }

    #[test]
    fn a_question_that_comes_back_as_it_stands_stays_in_both_languages() {
        let drawn = item("माकड़ी: क्या बाधा है?", "Makdi: what stands in the way?");
        assert_eq!(drawn.asks(false), Some("Makdi: what stands in the way?"));
        for sent in ["माकड़ी: क्या बाधा है?", " Makdi: what stands in the way? "]
        {
            assert_eq!(drawn.asked_anew(sent), drawn.question);
        }
        let own = item("", "").asked_anew("Who is late?");
        assert_eq!((own.of(true), own.of(false)), ("Who is late?", "Who is late?"));
        assert_eq!(drawn.asked_anew("Who is late?"), own, "what a person writes stands as it is");
    }

    #[test]
    fn a_question_that_is_taken_away_is_gone_in_both_languages() {
        let gone = Item { question: item("क", "A").asked_anew(" "), ..item("क", "A") };
        assert_eq!((gone.asks(true), gone.asks(false)), (None, None));
        let own = item("अपना प्रश्न", "");
        assert_eq!(own.asked_anew(""), Both::default(), "a blank is no second language");
    }
}
