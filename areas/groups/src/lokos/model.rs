//! A snapshot of what LokOS says, the fields that are compared, and the choices about them.

use chrono::NaiveDate;
use samuh_kernel::calendar::Month;
use serde::{Deserialize, Serialize};

/// The states in which LokOS has a group; one that it has is entered at least.
pub const STATES: [&str; 5] = ["entered", "pending", "approved", "rejected", "transacting"];

/// What is compared of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Its name, in whatever script.
    Name,
    /// The village it stands in.
    Village,
    /// The day of its formation.
    FormedOn,
    /// How many members it has.
    Members,
    /// Its bank account.
    Account,
    /// Its state in LokOS.
    State,
    /// That it is in LokOS at all.
    Entry,
}

impl Field {
    /// Every field of a group that stands on both sides, in the order in which pages show them.
    pub const COMPARED: [Self; 6] =
        [Self::Name, Self::Village, Self::FormedOn, Self::Members, Self::Account, Self::State];

    /// As the database, addresses and words say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Village => "village",
            Self::FormedOn => "formed_on",
            Self::Members => "members",
            Self::Account => "account",
            Self::State => "state",
            Self::Entry => "entry",
        }
    }

    /// The field of that code.
    pub fn of(code: &str) -> Option<Self> {
        let mut all = Self::COMPARED.into_iter().chain([Self::Entry]);
        all.find(|field| field.code() == code)
    }

    /// The field of the trail that keeps what was chosen.
    pub(crate) fn trail(self) -> &'static str {
        match self {
            Self::Name => "lokos_name",
            Self::Village => "lokos_village",
            Self::FormedOn => "lokos_formed_on",
            Self::Members => "lokos_members",
            Self::Account => "lokos_account",
            Self::State => "lokos_state",
            Self::Entry => "lokos_entry",
        }
    }
}

/// What a person decides about a field in which the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// LokOS is right: its value comes into our register.
    Take,
    /// Our register is right: LokOS is to be mended.
    Ours,
    /// Not yet.
    Later,
}

impl Choice {
    /// As the database, forms and words say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Ours => "ours",
            Self::Later => "later",
        }
    }

    /// The choice of that code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Take, Self::Ours, Self::Later].into_iter().find(|choice| choice.code() == code)
    }
}

/// A group as LokOS has it in a month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Theirs {
    /// The block whose report it stood in.
    pub block_id: i64,
    /// Its code there.
    pub code: String,
    /// Its name in Devanagari, as written.
    pub name_hi: Option<String>,
    /// Its name in Latin letters, as written.
    pub name_en: Option<String>,
    /// The panchayat as written.
    pub gp_named: Option<String>,
    /// The village as written.
    pub village_named: Option<String>,
    /// The place that is meant, where that is known.
    pub place_id: Option<i64>,
    /// Day of formation.
    pub formed_on: Option<NaiveDate>,
    /// Members.
    pub members: Option<i64>,
    /// The last four digits of its account.
    pub account_last: Option<String>,
    /// Whether it has an account, where that is said.
    pub account_open: Option<bool>,
    /// Of [`STATES`].
    pub state: String,
    /// When it last recorded a transaction.
    pub traded_on: Option<NaiveDate>,
    /// Who entered it.
    pub operator: Option<String>,
    /// Why it was rejected.
    pub reason: Option<String>,
}

impl Theirs {
    /// The name in the reader's script, else in the other.
    pub fn name(&self, hindi: bool) -> &str {
        named((&self.name_hi, &self.name_en), hindi)
    }
}

/// A self-help group of our register as it is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ours {
    /// Its unit number.
    pub id: i64,
    /// Edition of the row.
    pub version: i64,
    /// Name in Devanagari.
    pub name_hi: Option<String>,
    /// Name in Latin letters.
    pub name_en: Option<String>,
    /// Where it stands.
    pub place_id: i64,
    /// The block of that place; 0 where the register knows none.
    pub block_id: i64,
    /// The VO or CLF above it, 0 for none.
    pub parent_id: i64,
    /// The CLF it stands in, 0 for none.
    pub clf_id: i64,
    /// Day of formation.
    pub formed_on: Option<NaiveDate>,
    /// Members now: those with a record, else as stated.
    pub members: Option<i64>,
    /// True where its members have records.
    pub members_counted: bool,
    /// The last four digits of its account.
    pub account_last: Option<String>,
    /// Whether the register knows of an open account.
    pub account_open: bool,
    /// Unless it was made inactive.
    pub active: bool,
    /// Its state in LokOS by our register, and since when.
    pub state: Option<(NaiveDate, String)>,
    /// Codes by register.
    pub codes: Vec<(String, String)>,
}

impl Ours {
    /// The name in the reader's script, else in the other.
    pub fn name(&self, hindi: bool) -> &str {
        named((&self.name_hi, &self.name_en), hindi)
    }

    /// Its code in one register.
    pub fn code(&self, register: &str) -> Option<&str> {
        let mut codes = self.codes.iter();
        codes.find(|(known, _)| known == register).map(|(_, code)| code.as_str())
    }
}

fn named<'a>((hi, en): (&'a Option<String>, &'a Option<String>), hindi: bool) -> &'a str {
    let (first, second) = if hindi { (hi, en) } else { (en, hi) };
    first.as_deref().or(second.as_deref()).unwrap_or("")
}

/// The snapshot of a block and month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The block.
    pub block_id: i64,
    /// The month.
    pub month: Month,
    /// The day for which it speaks: the end of the month, or the day it came.
    pub as_on: NaiveDate,
    /// The fields that the sheet had columns of: what it leaves blank it does not say.
    pub said: Vec<Field>,
    /// Whether the sheet tells which groups record transactions.
    pub tells_trades: bool,
    /// How many groups it holds.
    pub held: i64,
    /// When it was entered, microseconds UTC.
    pub at: i64,
    /// The import that brought it.
    pub batch_no: i64,
}

/// A choice that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// What.
    pub choice: Choice,
    /// What our register said then.
    pub ours: String,
    /// What LokOS said then.
    pub theirs: String,
    /// Of which month the snapshot was.
    pub month: Month,
    /// The post that chose.
    pub post_id: i64,
    /// When, microseconds UTC.
    pub at: i64,
}

/// One choice as a desk sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choosing {
    /// The group of ours.
    pub id: i64,
    /// The field.
    pub field: Field,
    /// The choice.
    pub choice: Choice,
    /// What our register said when it was looked at.
    pub ours: String,
    /// What LokOS said when it was looked at.
    pub theirs: String,
}

/// Choices of one sitting about the snapshots of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choose {
    /// The month.
    pub month: Month,
    /// The choices.
    pub choices: Vec<Choosing>,
}

/// A row of LokOS and a group of ours are not one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotSame {
    /// The code of the row.
    pub code: String,
    /// The group.
    pub id: i64,
}

/// Takes the state that LokOS gives groups of a block into our register, from the day of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeStates {
    /// The block.
    pub block_id: i64,
    /// The month of the snapshot.
    pub month: Month,
    /// The state that LokOS gives each of them.
    pub state: String,
    /// The groups of ours.
    pub ids: Vec<i64>,
}
