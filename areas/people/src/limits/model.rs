//! What the register says of a role's sign-in.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{factor::CodeDigest, post::Role};

/// How sessions of a role live, and whether it needs a second factor, as the register has it on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignInPolicy {
    /// The role.
    pub role: Role,
    /// True for a district's own row, which stands before the one of all districts.
    pub is_own: bool,
    /// Since when.
    pub from_on: NaiveDate,
    /// Minutes without use.
    pub idle_minutes: i64,
    /// Minutes from sign-in, however much it is used.
    pub whole_minutes: i64,
    /// True where a second factor is required.
    pub second_factor: bool,
    /// For how many steps of thirty seconds before and after its own a one-time code is taken.
    pub code_steps: i64,
    /// The digest that new keys of one-time codes are for.
    pub code_digest: CodeDigest,
    /// Where it is written, or why it differs.
    pub source: String,
}

impl SignInPolicy {
    /// For how long a one-time code opens, seconds: its own step of thirty, and the neighbours on either side.
    pub fn code_seconds(&self) -> i64 {
        30 * (1 + 2 * self.code_steps)
    }

    /// The same as a district's own, for a reason: what is to differ is set in it.
    pub fn own(&self, source: impl Into<String>) -> NewSignInPolicy {
        NewSignInPolicy {
            role: self.role,
            idle_minutes: self.idle_minutes,
            whole_minutes: self.whole_minutes,
            second_factor: self.second_factor,
            code_steps: self.code_steps,
            code_digest: self.code_digest,
            source: source.into(),
        }
    }
}

/// A district's own policy of a role, from today on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewSignInPolicy {
    /// The role.
    pub role: Role,
    /// Minutes without use.
    pub idle_minutes: i64,
    /// Minutes from sign-in.
    pub whole_minutes: i64,
    /// True where a second factor is required.
    pub second_factor: bool,
    /// For how many steps of thirty seconds before and after its own a one-time code is taken: none or one.
    pub code_steps: i64,
    /// The digest that new keys of one-time codes are for; keys that are there stay.
    pub code_digest: CodeDigest,
    /// Why: an order, or what the exemption is for.
    pub source: String,
}
