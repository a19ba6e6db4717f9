//! A target household, where it stands, and what visits to it said.

use chrono::NaiveDate;
use samuh_engine::Value;
use serde::{Deserialize, Serialize};

/// The fields that a list says of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Its number in the survey: SECC TIN, family id of the state.
    Code,
    /// Its number within the village.
    Number,
    /// Head of the household.
    Head,
    /// The head's father or husband.
    Relation,
    /// The women of the household, as the list names them.
    Women,
    /// `sc`, `st`, `obc`, `other`.
    Social,
    /// Of a particularly vulnerable tribal group.
    Pvtg,
    /// Deprivation by the survey.
    Deprivation,
    /// Mobile.
    Mobile,
    /// Hamlet or address.
    Address,
}

impl Field {
    /// Every field, as they are kept.
    pub const ALL: [Self; 10] = [
        Self::Code,
        Self::Number,
        Self::Head,
        Self::Relation,
        Self::Women,
        Self::Social,
        Self::Pvtg,
        Self::Deprivation,
        Self::Mobile,
        Self::Address,
    ];

    /// Its name in sheets and in the trail.
    pub fn code(self) -> &'static str {
        match self {
            Self::Code => "household_code",
            Self::Number => "household_no",
            Self::Head => "household_head",
            Self::Relation => "relation_name",
            Self::Women => "women",
            Self::Social => "social_category",
            Self::Pvtg => "pvtg",
            Self::Deprivation => "deprivation",
            Self::Mobile => "mobile",
            Self::Address => "address",
        }
    }

    /// The text of a field as the database keeps it.
    pub(crate) fn value(self, text: &str) -> Value {
        match self {
            _ if text.is_empty() => Value::Null,
            Self::Pvtg => Value::Bool(text == "1"),
            _ => Value::from(text),
        }
    }
}

/// What a list says of a household, field by field; blank is "".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Texts([String; Field::ALL.len()]);

impl Texts {
    /// The text of a field.
    pub fn get(&self, field: Field) -> &str {
        &self.0[field as usize]
    }

    /// Says a field.
    pub(crate) fn set(&mut self, field: Field, text: impl Into<String>) {
        self.0[field as usize] = text.into();
    }

    /// The women named, one by one.
    pub fn women(&self) -> impl Iterator<Item = &str> {
        let all = self.get(Field::Women).split([';', ',', '/', '،']);
        all.map(str::trim).filter(|name| !name.is_empty())
    }
}

/// A target household as a list has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its number; below zero when it is new in a batch.
    pub id: i64,
    /// Edition of its row; 0 when it is new.
    pub version: i64,
    /// Its village.
    pub place_id: i64,
    /// What the list says.
    pub texts: Texts,
}

/// What a visit can find, as it is in force on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its code.
    pub code: String,
    /// It leaves the household out with a reason; else the household stays unknown.
    pub leaves_out: bool,
    /// The household wants to join.
    pub willing: bool,
    /// It is taken out of the denominator.
    pub refused: bool,
    /// After how many days it is visited again; none for never.
    pub again_days: Option<i64>,
    /// In Hindi.
    pub name_hi: String,
    /// In English.
    pub name_en: String,
}

impl Outcome {
    /// In the reader's language.
    pub fn name(&self, hindi: bool) -> &str {
        if hindi { &self.name_hi } else { &self.name_en }
    }
}

/// Where a target household stands. It follows from memberships and visits, and is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Somebody of it is in a group.
    Covered,
    /// It is not, for the reason of the last visit.
    LeftOut(Outcome),
    /// Nobody knows: never visited, nobody found, or left its group since.
    Unknown,
}

impl State {
    /// As addresses say it.
    pub fn code(&self) -> &str {
        match self {
            Self::Covered => "covered",
            Self::LeftOut(outcome) => &outcome.code,
            Self::Unknown => "unknown",
        }
    }
}

/// A target household as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// As the list has it.
    pub target: Target,
    /// Where it stands.
    pub state: State,
    /// The last visit that counts: its outcome and day.
    pub last: Option<(String, NaiveDate)>,
    /// The import it came with.
    pub batch_no: Option<i64>,
    /// True where a person said which household of the groups it is.
    pub is_linked: bool,
}

/// Through whom and in which group a household is covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covering {
    /// The target household.
    pub target_id: i64,
    /// The member.
    pub member_id: i64,
    /// Her name in Hindi.
    pub name_hi: Option<String>,
    /// Her name in English.
    pub name_en: Option<String>,
    /// The group.
    pub institution_id: i64,
    /// Its name in Hindi.
    pub group_hi: Option<String>,
    /// Its name in English.
    pub group_en: Option<String>,
}

/// A visit as it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitSeen {
    /// Its number.
    pub id: i64,
    /// The household.
    pub target_id: i64,
    /// Edition.
    pub version: i64,
    /// The day of the visit.
    pub on: NaiveDate,
    /// What was found.
    pub outcome: String,
    /// Who went, as written.
    pub visitor: Option<String>,
    /// The group that was suggested.
    pub institution_id: Option<i64>,
    /// A remark.
    pub remark: Option<String>,
    /// It was entered by mistake and counts no more.
    pub is_void: bool,
    /// The act that entered or corrected it.
    pub op_no: i64,
    /// When it was entered, microseconds UTC.
    pub at: i64,
}

/// What was found at one household.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Visit {
    /// The household.
    pub target_id: i64,
    /// The outcome's code.
    pub outcome: String,
    /// The group suggested to one who wants to join; 0 for none.
    pub institution_id: i64,
    /// A remark.
    pub remark: String,
}

/// Visits of one day by one person, as a sheet says them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visits {
    /// The day; none where the form said none.
    pub on: Option<NaiveDate>,
    /// Who went; empty for the desk's own holder.
    pub visitor: String,
    /// Household by household.
    pub visits: Vec<Visit>,
}

/// A visit said again, rightly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectVisit {
    /// The visit.
    pub id: i64,
    /// The edition that was looked at.
    pub version: i64,
    /// It was entered by mistake: it counts no more.
    pub is_void: bool,
    /// The day.
    pub on: Option<NaiveDate>,
    /// Who went.
    pub visitor: String,
    /// What was found.
    pub visit: Visit,
}

/// Households of a list and of the groups that a person says are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accept {
    /// Target household and household of the groups.
    pub pairs: Vec<(i64, i64)>,
}

/// A household of a list and one of the groups that a person says are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refuse {
    /// Of the list.
    pub target_id: i64,
    /// Of the groups.
    pub household_id: i64,
}

/// A match that was accepted wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The household of the list.
    pub target_id: i64,
    /// The household of the groups that it was seen to be matched with; 0 where that was not looked at.
    #[serde(default)]
    pub household_id: i64,
}

/// Any act on visits and matches, as data: what a second post may be asked to approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Doing {
    /// Visits are entered.
    Record(Visits),
    /// A visit is said again.
    Correct(CorrectVisit),
    /// Matches are accepted.
    Accept(Accept),
    /// Two households are said to be two.
    Refuse(Refuse),
    /// A match ends.
    End(End),
}

impl Doing {
    /// The act's name.
    pub fn act(&self) -> &'static str {
        match self {
            Self::Record(_) => "groups.record_visits",
            Self::Correct(_) => "groups.correct_visit",
            Self::Accept(_) => "groups.accept_matches",
            Self::Refuse(_) => "groups.refuse_match",
            Self::End(_) => "groups.end_match",
        }
    }

    /// The same over another edition of the visit; none where it names none.
    pub fn over(&self, version: i64) -> Option<Self> {
        match self {
            Self::Correct(ask) => Some(Self::Correct(CorrectVisit { version, ..ask.clone() })),
            Self::End(ask) => Some(Self::End(End { household_id: version, ..*ask })),
            Self::Record(_) | Self::Accept(_) | Self::Refuse(_) => None,
        }
    }
}

/// Which target households are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ask {
    /// At or below this place; 0 for all.
    pub place_id: i64,
    /// Only this one; 0 for all.
    pub target_id: i64,
    /// `covered`, `left_out`, `unknown`, `open` (all but the covered) or an outcome; empty for all.
    pub state: String,
}

/// Households of a place that stand alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallied {
    /// The place.
    pub place_id: i64,
    /// How they stand.
    pub state: State,
    /// How many there are.
    pub count: i64,
}
