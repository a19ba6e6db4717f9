//! A proposal, its states and steps; and the policy that asks for a second post.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::change::Change;

/// The acts that a policy may name.
pub const ACTS: &[&str] = &[
    "groups.form",
    "groups.correct",
    "groups.deactivate",
    "groups.revive",
    "groups.move",
    "groups.affiliate",
    "groups.merge",
    "groups.split",
    "groups.federate",
    "groups.bearer",
    "groups.grade",
    "groups.lokos_state",
    "members.enrol",
    "members.amend",
    "members.transfer",
    "members.leave",
    "imports.apply",
];

/// The roles whose posts enter something.
pub const ROLES: &[&str] = &["dmmu", "bmmu", "clf", "cadre"];

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Kept by its maker, sent to nobody.
    Draft,
    /// Waiting for the other post.
    Submitted,
    /// Given back with a reason.
    SentBack,
    /// Done.
    Approved,
    /// Taken back by its maker.
    Withdrawn,
}

impl State {
    /// As the database and the words say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::SentBack => "sent_back",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Draft, Self::Submitted, Self::SentBack, Self::Approved, Self::Withdrawn]
            .into_iter()
            .find(|state| state.code() == code)
    }

    /// True while its maker may still write it anew.
    pub fn is_with_maker(self) -> bool {
        matches!(self, Self::Draft | Self::SentBack)
    }
}

/// What a maker sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The proposal it writes anew; 0 for a new one.
    pub id: i64,
    /// What is asked.
    pub ask: Change,
    /// The form as it was filled in, to be opened again.
    pub form: Vec<(String, String)>,
    /// True to keep it without sending it.
    pub draft: bool,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Its number.
    pub id: i64,
    /// Its id outside, and the op of its approval.
    pub uid: Uuid,
    /// What is asked.
    pub ask: Change,
    /// The form as it was filled in.
    pub form: Vec<(String, String)>,
    /// The institution it is about; 0 where it only comes to be.
    pub institution_id: i64,
    /// The member it is about, else 0.
    pub member_id: i64,
    /// The place in whose scope it lies.
    pub place_id: i64,
    /// The post that made it.
    pub maker_post_id: i64,
    /// The person who held it then.
    pub maker_officer_id: i64,
    /// Where it stands.
    pub state: State,
    /// When it was last sent, microseconds UTC.
    pub sent_at: i64,
    /// Until when it should be decided.
    pub wait_until: i64,
    /// What its act answered.
    pub answer_id: Option<i64>,
    /// Edition of the row.
    pub version: i64,
}

/// One step of a proposal's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub step: String,
    /// The post.
    pub post_id: i64,
    /// The person.
    pub officer_id: i64,
    /// When, microseconds UTC.
    pub at: i64,
    /// Why, where it was sent back.
    pub reason: Option<String>,
    /// The post's role.
    pub role: Option<String>,
    /// The post's own title in Hindi.
    pub title_hi: Option<String>,
    /// The post's own title in English.
    pub title_en: Option<String>,
    /// The person's name.
    pub officer: Option<String>,
}

/// What a desk may do with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deciding {
    /// Approve it or send it back.
    pub decides: bool,
    /// Write it anew or withdraw it.
    pub makes: bool,
}

/// An act that needs a second post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Of [`ACTS`].
    pub act: String,
    /// Of [`ROLES`]; empty for every role.
    pub role: String,
    /// A place; 0 for the whole district.
    pub unit_id: i64,
    /// From which day.
    pub from_on: NaiveDate,
    /// First day on which it no longer holds.
    pub to_on: NaiveDate,
    /// After how many days it has waited too long.
    pub wait_days: i64,
}
