//! Places: districts, blocks, gram panchayats and villages, their codes and dated parents.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The levels below the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// जिला
    District,
    /// विकासखण्ड
    Block,
    /// ग्राम पंचायत
    Gp,
    /// ग्राम
    Village,
}

impl Level {
    /// From the widest to the smallest.
    pub const ALL: [Self; 4] = [Self::District, Self::Block, Self::Gp, Self::Village];

    /// As the database and the command line say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Block => "block",
            Self::Gp => "gp",
            Self::Village => "village",
        }
    }

    /// The level of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// The code registers of a place. Source: ARCHITECTURE, "Ids" (lgd, lgd_body, nrlm, census).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// Local Government Directory; for a gram panchayat this is its local body code.
    Lgd,
    /// Local body code of a block's Janpad panchayat, another register than its block code.
    LgdBody,
    /// The mission's own location codes (DOMAIN A.2: not LGD).
    Nrlm,
    /// Census 2011.
    Census,
    /// PMGSY habitations.
    Pmgsy,
    /// A code of the district's own sheet.
    Own,
}

impl Register {
    /// In the order in which a code is looked up.
    pub const ALL: [Self; 6] =
        [Self::Lgd, Self::LgdBody, Self::Nrlm, Self::Census, Self::Pmgsy, Self::Own];

    /// As the database says it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lgd => "lgd",
            Self::LgdBody => "lgd_body",
            Self::Nrlm => "nrlm",
            Self::Census => "census",
            Self::Pmgsy => "pmgsy",
            Self::Own => "own",
        }
    }

    /// The register of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|register| register.code() == code)
    }
}

/// A state or union territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// LGD code.
    pub id: i64,
    /// CG, MP, UP …
    pub abbreviation: String,
    /// Census 2011 code.
    pub census: Option<String>,
    /// The mission's code.
    pub nrlm: Option<String>,
    /// Name in Hindi.
    pub name_hi: String,
    /// Name in English.
    pub name_en: String,
}

/// A district that uses this database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its number here: the LGD code where there is one.
    pub id: i64,
    /// Its state.
    pub state_id: i64,
    /// The unit number of the district as a place.
    pub place_id: i64,
    /// LGD code.
    pub lgd: Option<String>,
    /// Name in Hindi.
    pub name_hi: Option<String>,
    /// Name in English.
    pub name_en: Option<String>,
}

/// A place as it stands today.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its unit number.
    pub id: i64,
    /// Its level.
    pub level: Level,
    /// Name in Hindi.
    pub name_hi: Option<String>,
    /// Name in English.
    pub name_en: Option<String>,
    /// The place directly above it, 0 for the district.
    pub parent_id: i64,
    /// Its codes.
    pub codes: Vec<(Register, String)>,
    /// People living there.
    pub population: Option<i64>,
    /// Households the mission wants in groups (SECC or state list).
    pub target_households: Option<i64>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Edition of the row.
    pub version: i64,
}

impl Place {
    /// The name in the reader's language, else in the other.
    pub fn name(&self, hindi: bool) -> &str {
        let (first, second) =
            if hindi { (&self.name_hi, &self.name_en) } else { (&self.name_en, &self.name_hi) };
        first.as_deref().or(second.as_deref()).unwrap_or("")
    }

    /// Its LGD code where there is one, else any other.
    pub fn code(&self) -> Option<&str> {
        self.codes.iter().min_by_key(|(register, _)| *register).map(|(_, code)| code.as_str())
    }
}

/// The first and the last day of a row that is not known to begin or end.
pub fn always() -> (NaiveDate, NaiveDate) {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a real day");
    (day(1900, 1, 1), day(9999, 12, 31))
}
