//! What the register says of a role's sign-in.

use chrono::NaiveDate;
use serde::Serialize;

use crate::post::Role;

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
    /// Where it is written, or why it differs.
    pub source: String,
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
    /// Why: an order, or what the exemption is for.
    pub source: String,
}
