//! The units that report figures and have targets: places, federations and groups.

mod fields;
mod find;
mod sheet;

use samuh_groups::Kind;
use samuh_places::Level;
use serde::{Deserialize, Serialize};

pub(crate) use fields::Fields;
pub(crate) use find::Units;
pub(crate) use sheet::SheetSays;

/// The level of a unit, in either tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitLevel {
    /// जिला
    District,
    /// विकासखण्ड
    Block,
    /// संकुल संगठन
    Clf,
    /// ग्राम पंचायत
    Gp,
    /// ग्राम
    Village,
    /// ग्राम संगठन
    Vo,
    /// स्व सहायता समूह
    Shg,
}

impl UnitLevel {
    /// From the widest to the smallest.
    pub const ALL: [Self; 7] =
        [Self::District, Self::Block, Self::Clf, Self::Gp, Self::Village, Self::Vo, Self::Shg];

    /// As the database and the command line say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Block => "block",
            Self::Clf => "clf",
            Self::Gp => "gp",
            Self::Village => "village",
            Self::Vo => "vo",
            Self::Shg => "shg",
        }
    }

    /// The level of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// True for groups and federations.
    pub fn is_institution(self) -> bool {
        self.kind().is_some()
    }

    pub(crate) fn kind(self) -> Option<Kind> {
        match self {
            Self::Shg => Some(Kind::Shg),
            Self::Vo => Some(Kind::Vo),
            Self::Clf => Some(Kind::Clf),
            _ => None,
        }
    }

    pub(crate) fn place(self) -> Option<Level> {
        match self {
            Self::District => Some(Level::District),
            Self::Block => Some(Level::Block),
            Self::Gp => Some(Level::Gp),
            Self::Village => Some(Level::Village),
            _ => None,
        }
    }

    pub(crate) fn of_place(level: Level) -> Self {
        match level {
            Level::District => Self::District,
            Level::Block => Self::Block,
            Level::Gp => Self::Gp,
            Level::Village => Self::Village,
        }
    }

    pub(crate) fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Shg => Self::Shg,
            Kind::Vo => Self::Vo,
            Kind::Clf => Self::Clf,
        }
    }
}

/// A unit as a sheet named it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unit {
    /// Its unit number.
    pub(crate) id: i64,
    pub(crate) level: UnitLevel,
    /// Where its figures count: itself for a place.
    pub(crate) place_id: i64,
    /// 0 for a place.
    pub(crate) institution_id: i64,
    /// The federation its figures count for: itself for a VO or CLF, 0 for none.
    pub(crate) federation_id: i64,
}
