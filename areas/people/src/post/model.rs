//! A post and its parts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What kind of office a post is; its rights follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the system: accounts, registers, imports.
    Admin,
    /// The head of the district.
    Collector,
    /// The chief executive of the Zila Panchayat.
    ZpCeo,
    /// The district mission manager, head of the district mission management unit.
    Dmmu,
    /// A district programme manager, for one or more areas of work.
    Dpm,
    /// The chief executive of a Janpad Panchayat.
    JanpadCeo,
    /// The block project manager, head of a block mission management unit.
    Bmmu,
    /// An area coordinator of a block mission management unit.
    AreaCoordinator,
    /// A professional resource person.
    Prp,
    /// A bank: its lead district manager or the manager of a branch.
    Bank,
    /// An office of a line department.
    LineDept,
    /// An office bearer of a cluster-level federation.
    Clf,
    /// A community cadre with villages of her own.
    Cadre,
    /// Someone who only looks.
    Viewer,
}

impl Role {
    /// Every role, the widest first.
    pub const ALL: [Self; 14] = [
        Self::Admin,
        Self::Collector,
        Self::ZpCeo,
        Self::Dmmu,
        Self::Dpm,
        Self::JanpadCeo,
        Self::Bmmu,
        Self::AreaCoordinator,
        Self::Prp,
        Self::Bank,
        Self::LineDept,
        Self::Clf,
        Self::Cadre,
        Self::Viewer,
    ];

    /// The code in the register; its name is the message `role-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Collector => "collector",
            Self::ZpCeo => "zp_ceo",
            Self::Dmmu => "dmmu",
            Self::Dpm => "dpm",
            Self::JanpadCeo => "janpad_ceo",
            Self::Bmmu => "bmmu",
            Self::AreaCoordinator => "area_coordinator",
            Self::Prp => "prp",
            Self::Bank => "bank",
            Self::LineDept => "line_dept",
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
        matches!(self, Self::Admin | Self::Collector | Self::ZpCeo | Self::Dmmu | Self::Dpm)
    }
}

/// An area of work, to which a post may be narrowed: one programme manager for each is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Institution building and capacity building.
    Institutions,
    /// Financial inclusion.
    Finance,
    /// Farm livelihoods.
    Farm,
    /// Non-farm livelihoods, enterprises and marketing.
    NonFarm,
    /// Social inclusion and social development.
    Social,
    /// Skills and placement.
    Skills,
    /// Monitoring and records.
    Mis,
}

impl Theme {
    /// Every area of work.
    pub const ALL: [Self; 7] = [
        Self::Institutions,
        Self::Finance,
        Self::Farm,
        Self::NonFarm,
        Self::Social,
        Self::Skills,
        Self::Mis,
    ];

    /// The code in the register; its name is the message `theme-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Institutions => "institutions",
            Self::Finance => "finance",
            Self::Farm => "farm",
            Self::NonFarm => "non_farm",
            Self::Social => "social",
            Self::Skills => "skills",
            Self::Mis => "mis",
        }
    }

    /// The area of work of a code; none for any other text.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
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

/// A kind of community cadre, as the rows of the register have it on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CadreKind {
    /// Its code.
    pub code: String,
    /// Hindi name.
    pub name_hi: String,
    /// English name.
    pub name_en: String,
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
    /// The kind of cadre, for a post of a cadre.
    pub cadre: Option<CadreKind>,
    /// The areas of work it is narrowed to; none for all of its role's.
    pub themes: Vec<Theme>,
    /// From this day on there is no such post any more.
    pub closed_on: Option<NaiveDate>,
    /// By which a stale change is known.
    pub version: i64,
    /// What it sees; empty for the offices of the district.
    pub units: Vec<Unit>,
}

/// A post to be made, or as it shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPost {
    /// What kind of office it is.
    pub role: Role,
    /// Hindi title where it differs from the role's name.
    pub title_hi: Option<String>,
    /// English title where it differs from the role's name.
    pub title_en: Option<String>,
    /// The code of a kind of cadre, for a post of a cadre.
    pub cadre: Option<String>,
    /// The areas of work it is narrowed to.
    pub themes: Vec<Theme>,
    /// Unit numbers it shall see; none for the offices of the district.
    pub units: Vec<i64>,
}

impl NewPost {
    /// A post of that role over those units, called as its role is.
    pub fn of(role: Role, units: &[i64]) -> Self {
        Self {
            role,
            title_hi: None,
            title_en: None,
            cadre: None,
            themes: Vec::new(),
            units: units.to_vec(),
        }
    }
}
