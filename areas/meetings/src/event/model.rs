//! An event and what belongs to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::direction::model::codes;

codes! {
    /// What kind of event it is.
    EventKind {
        /// Persons are taught.
        Training = "training",
        /// Persons work something out together.
        Workshop = "workshop",
        /// Goods are shown and sold.
        Fair = "fair",
        /// Something is opened, or its stone is laid.
        Inauguration = "inauguration",
    }
}

codes! {
    /// Where an event stands.
    EventState {
        /// It lies ahead.
        Planned = "planned",
        /// It was held and is counted.
        Held = "held",
        /// It was not held.
        Cancelled = "cancelled",
    }
}

codes! {
    /// Where the words of a plaque stand.
    PlaqueState {
        /// None yet, or sent back.
        None = "none",
        /// Waiting for approval.
        Submitted = "submitted",
        /// May be cut.
        Approved = "approved",
    }
}

codes! {
    /// How an invitation was sent.
    Mode {
        /// Not yet.
        None = "none",
        /// By hand.
        Hand = "hand",
        /// By post.
        Post = "post",
        /// By mail.
        Email = "email",
        /// By telephone.
        Phone = "phone",
    }
}

codes! {
    /// What an invitee answered.
    Answer {
        /// Nothing yet.
        None = "none",
        /// Comes.
        Yes = "yes",
        /// Does not come.
        No = "no",
    }
}

impl EventKind {
    /// True where it counts for the training indicators.
    pub fn is_training(self) -> bool {
        matches!(self, Self::Training | Self::Workshop)
    }
}

/// An event as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Number within the district.
    pub id: i64,
    /// Its kind.
    pub kind: EventKind,
    /// Its title.
    pub title: String,
    /// The batch, where the same is held several times; may be empty.
    pub batch: String,
    /// The place it is held for, and counts for.
    pub place_id: i64,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day.
    pub ends_on: NaiveDate,
    /// When it begins, `11:00`; may be empty.
    pub at_time: String,
    /// Where.
    pub venue: String,
    /// Who pays.
    pub fund_source: String,
    /// What is handed out and needed.
    pub material: String,
    /// What it cost, in paise.
    pub cost_paise: i64,
    /// How many came.
    pub persons: i64,
    /// Where it stands.
    pub state: EventState,
    /// Why it was cancelled.
    pub end_reason: String,
    /// The words of its plaque.
    pub plaque_text: String,
    /// Where these stand.
    pub plaque_state: PlaqueState,
    /// The post that wrote them.
    pub plaque_post: i64,
    /// Edition.
    pub version: i64,
}

/// An event to be planned, or said again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEvent {
    /// The event that is said again, with the edition seen; none for a new one.
    pub id: Option<(i64, i64)>,
    /// Code of an [`EventKind`].
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The batch.
    pub batch: String,
    /// The place; 0 for the district's own.
    pub place_id: i64,
    /// The first day.
    pub starts_on: Option<NaiveDate>,
    /// The last day; none for the first.
    pub ends_on: Option<NaiveDate>,
    /// When it begins.
    pub at_time: String,
    /// Where.
    pub venue: String,
    /// Who pays.
    pub fund_source: String,
    /// What is handed out and needed.
    pub material: String,
    /// What it costs, in paise.
    pub cost_paise: i64,
}

/// A part of an event's days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The day.
    pub held_on: NaiveDate,
    /// When; may be empty.
    pub at_time: String,
    /// What about.
    pub topic: String,
    /// Who speaks; may be empty.
    pub speaker: String,
}

/// Somebody who came. Personal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Group or village.
    pub of_where: String,
    /// Marks of 100 before.
    pub before: Option<i64>,
    /// Marks of 100 after.
    pub after: Option<i64>,
    /// The woman of the register, where a sheet or a person said so.
    pub member_id: Option<i64>,
    /// In enough of the sessions by the rule: counted, and given a certificate.
    pub attended: bool,
    /// The sessions, counted from 1 as the programme lists them; none where nobody said.
    pub present: Vec<i64>,
}

/// A rank in the order of precedence on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedence {
    /// Its code.
    pub code: String,
    /// Its place in the order, the lowest first.
    pub rank_no: i64,
    /// Hindi name.
    pub name_hi: String,
    /// English name.
    pub name_en: String,
    /// Where that stands.
    pub source: String,
}

/// Somebody who is invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitee {
    /// Number within the event.
    pub no: i64,
    /// Code of the rank.
    pub rank_code: String,
    /// The name; may be empty where the office is enough.
    pub name: String,
    /// The office, as the card says it.
    pub title: String,
    /// How the invitation went.
    pub mode: Mode,
    /// When it went.
    pub sent_on: Option<NaiveDate>,
    /// When it was received.
    pub received_on: Option<NaiveDate>,
    /// What was answered.
    pub answer: Answer,
    /// Edition.
    pub version: i64,
}

/// Somebody to be invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitee {
    /// The event.
    pub event_id: i64,
    /// Code of the rank.
    pub rank_code: String,
    /// The name.
    pub name: String,
    /// The office, as the card says it.
    pub title: String,
}

/// What became of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkInvitee {
    /// The event.
    pub event_id: i64,
    /// The invitee.
    pub no: i64,
    /// The edition seen.
    pub version: i64,
    /// Code of a [`Mode`].
    pub mode: String,
    /// When it went.
    pub sent_on: Option<NaiveDate>,
    /// When it was received.
    pub received_on: Option<NaiveDate>,
    /// Code of an [`Answer`].
    pub answer: String,
}

/// A rank of an order of precedence to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rank {
    /// Its code; empty for a new one, which is given one.
    pub code: String,
    /// Its place in the order, the lowest first; 0 leaves it out.
    pub rank_no: i64,
    /// Hindi name.
    pub name_hi: String,
    /// English name; the Hindi one where it is empty.
    pub name_en: String,
}
