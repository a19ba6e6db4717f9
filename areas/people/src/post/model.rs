//! A post and its parts.

use serde::{Deserialize, Serialize};

/// What kind of office a post is; its rights follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the system: accounts, registers, imports.
    Admin,
    /// The head of the district.
    Collector,
    /// The district mission management unit.
    Dmmu,
    /// A block mission management unit.
    Bmmu,
    /// The office of a cluster-level federation.
    Clf,
    /// A community cadre with villages of her own.
    Cadre,
    /// Someone who only looks.
    Viewer,
}

impl Role {
    /// Every role, the widest first.
    pub const ALL: [Self; 7] = [
        Self::Admin,
        Self::Collector,
        Self::Dmmu,
        Self::Bmmu,
        Self::Clf,
        Self::Cadre,
        Self::Viewer,
    ];

    /// The code in the register; its name is the message `role-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Collector => "collector",
            Self::Dmmu => "dmmu",
            Self::Bmmu => "bmmu",
            Self::Clf => "clf",
            Self::Cadre => "cadre",
            Self::Viewer => "viewer",
        }
    }

    /// The role of a code; none for any other text.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// True for the offices that always see the whole district.
    pub fn is_of_district(self) -> bool {
        matches!(self, Self::Admin | Self::Collector | Self::Dmmu)
    }

    /// True for those who work in villages, often without a network.
    pub fn is_of_field(self) -> bool {
        matches!(self, Self::Clf | Self::Cadre)
    }
}

/// A place or federation at the top of what a post sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Unit number.
    pub id: i64,
    /// `district`, `block`, `gp`, `village`, `shg`, `vo` or `clf`.
    pub kind: String,
    /// Hindi name.
    pub name_hi: Option<String>,
    /// English name.
    pub name_en: Option<String>,
}

/// A post as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Number within the district.
    pub id: i64,
    /// What kind of office it is.
    pub role: Role,
    /// Hindi title where it differs from the role's name.
    pub title_hi: Option<String>,
    /// English title where it differs from the role's name.
    pub title_en: Option<String>,
    /// What it sees; empty for the offices of the district.
    pub units: Vec<Unit>,
}

/// A post to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPost {
    /// What kind of office it is.
    pub role: Role,
    /// Hindi title where it differs from the role's name.
    pub title_hi: Option<String>,
    /// English title where it differs from the role's name.
    pub title_en: Option<String>,
    /// Unit numbers it shall see; none for the offices of the district.
    pub units: Vec<i64>,
}
