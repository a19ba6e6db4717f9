//! What is asked about a pair, as data: it can wait for a second post and be run as it was asked.

use samuh_engine::{Desk, Reader, Result, Tx};
use samuh_kernel::scope::Scope;
use serde::{Deserialize, Serialize};

use super::{
    acts,
    model::{Decide, Subject, Twice},
    store::pair_of,
};
use crate::member_of;

/// Any of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// What a person says of a pair.
    Decide(Decide),
    /// One group was recorded twice.
    Twice(Twice),
    /// A merge is taken back.
    Undo {
        /// The pair.
        no: i64,
        /// The edition that was looked at.
        version: i64,
    },
}

impl Asking {
    /// The act's name, kept for ever.
    pub fn act(&self) -> &'static str {
        match self {
            Self::Decide(_) => "groups.decide_duplicate",
            Self::Twice(_) => "groups.record_twice",
            Self::Undo { .. } => "groups.undo_merge",
        }
    }

    /// The pair it is about.
    pub fn no(&self) -> i64 {
        match self {
            Self::Decide(ask) => ask.no,
            Self::Twice(ask) => ask.no,
            Self::Undo { no, .. } => *no,
        }
    }

    /// The place in whose scope the pair lies.
    ///
    /// # Errors
    /// `NotFound` when it is not this desk's.
    pub fn place(&self, reader: &mut Reader, scope: &Scope) -> Result<i64> {
        let pair = pair_of(reader, scope, self.no())?;
        match pair.subject {
            Subject::Member => {
                let lines = member_of(reader, scope, pair.one_id, false)?;
                Ok(lines.first().map_or(0, |line| line.place_id))
            }
            Subject::Institution => acts::place_of_groups(reader, scope, &pair),
        }
    }

    /// Does it inside an act, as a desk that was found to have the right; answers the pair's number.
    ///
    /// # Errors
    /// As the act itself.
    pub fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64> {
        match self {
            Self::Decide(ask) => drop(acts::decide(tx, desk, ask)?),
            Self::Twice(ask) => drop(super::twice::record(tx, desk, ask)?),
            Self::Undo { no, version } => drop(acts::undo(tx, desk, (*no, *version))?),
        }
        Ok(self.no())
    }
}
