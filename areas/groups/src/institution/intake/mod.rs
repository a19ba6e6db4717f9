//! Importing groups and federations.

mod apply;
mod changing;
mod differ;
mod judge;
pub(crate) mod row;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::store::undo::undo;
pub use apply::work_of;
pub use judge::InstitutionsJudge;

use super::model::{Fact, Kind, Profile};

/// One institution that an accepted row adds or changes. Numbers below zero are of this batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// Its number; below zero when it is new.
    pub(crate) id: i64,
    /// The edition the row saw; 0 when it is new.
    pub(crate) version: i64,
    pub(crate) kind: Kind,
    pub(crate) profile: Profile,
    pub(crate) place_id: i64,
    /// Codes to be added: register, code.
    pub(crate) codes: Vec<(String, String)>,
    /// Facts that begin on a day.
    pub(crate) facts: Vec<(Fact, NaiveDate, String)>,
    /// The VO or CLF above it: none when the row does not say or change it.
    pub(crate) parent_id: Option<i64>,
    /// True when that is a VO.
    pub(crate) parent_is_vo: bool,
    /// A federation that was named and is not known.
    pub(crate) doubt: Option<(Kind, String)>,
    /// Office and name.
    pub(crate) bearers: Vec<(String, String)>,
}

/// What undo needs of a changed or new institution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Before {
    pub(crate) id: i64,
    /// The edition after this batch.
    pub(crate) version: i64,
    /// How it stood; none for a new one.
    pub(crate) was: Option<Was>,
}

/// An institution before a batch changed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Was {
    pub(crate) profile: Profile,
    pub(crate) place_id: i64,
    pub(crate) parent_id: i64,
    pub(crate) codes: Vec<(String, String)>,
    pub(crate) facts: Vec<(Fact, NaiveDate, String)>,
}
