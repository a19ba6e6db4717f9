//! Pairs as they are asked about, shown and decided.

use samuh_engine::Error;
use serde::{Deserialize, Serialize};

pub use super::rules::{Evidence, Field, Level, Subject, per_cent};
use super::stays::Membership;
use crate::member::model::Record;

/// Where a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has decided.
    Open,
    /// Put off.
    Later,
    /// Two, and not asked again.
    Different,
    /// One: merged.
    Same,
}

impl State {
    /// Every state, as the queue's tabs stand.
    pub const ALL: [Self; 4] = [Self::Open, Self::Later, Self::Different, Self::Same];

    /// Its name in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Later => "later",
            Self::Different => "different",
            Self::Same => "same",
        }
    }

    /// The state of a name.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A pair with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its number.
    pub no: i64,
    /// Of what.
    pub subject: Subject,
    /// What was entered first; it is kept.
    pub one_id: i64,
    /// What was entered later.
    pub other_id: i64,
    /// All in all, in hundredths of a bit.
    pub weight: i64,
    /// Field by field.
    pub evidence: Vec<Evidence>,
    /// Where it stands.
    pub state: State,
    /// Why it was decided so.
    pub reason: Option<String>,
    /// When it was decided, microseconds UTC.
    pub decided_at: Option<i64>,
    /// Edition.
    pub version: i64,
}

/// What is asked of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairAsk {
    /// Of what.
    pub subject: Subject,
    /// Where they stand.
    pub state: State,
    /// At or below this place; 0 for all.
    pub place_id: i64,
}

/// What a person says of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decide {
    /// The pair.
    pub no: i64,
    /// The edition that was looked at.
    pub version: i64,
    /// `same`, `different` or `later`.
    pub state: State,
    /// Why; asked for where two records are said to be two.
    pub reason: String,
    /// The group she stays in, where she stands in two at once; 0 where that is not so.
    pub stays_in: i64,
}

/// What a person says of a pair of groups that are one, entered twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twice {
    /// The pair.
    pub no: i64,
    /// The edition that was looked at.
    pub version: i64,
    /// The record that is kept; the other one goes out.
    pub keep_id: i64,
    /// A remark.
    pub reason: String,
}

/// What a pass over the register brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Found {
    /// Pairs of members that a person should look at.
    pub members: i64,
    /// Pairs of groups.
    pub institutions: i64,
    /// Of both, those not met before.
    pub new: i64,
}

/// How things stood before a merge, and how it left them: what an undo needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Image {
    /// The kept member's row.
    pub(crate) kept: Record,
    /// The op that had written it, and the merged one's.
    pub(crate) ops: (i64, i64),
    /// The edition of the merged member's row after the merge.
    pub(crate) gone_version: i64,
    /// The memberships of both, before.
    pub(crate) before: Vec<Membership>,
    /// Those of the kept one, after.
    pub(crate) after: Vec<Membership>,
    /// Offices that named the merged one: institution, office, first day.
    pub(crate) offices: Vec<(i64, String, chrono::NaiveDate)>,
}

/// The state of a row of the database.
pub(crate) fn state(code: &str) -> Result<State, Error> {
    State::of(code).ok_or_else(|| Error::broken(format!("an unknown state of a pair: {code}")))
}
