//! What an award says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An award of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// Its number.
    pub no: i64,
    /// The serial of its certificate.
    pub serial: String,
    /// The unit that is honoured, 0 for a person.
    pub unit_id: i64,
    /// The post whose holder is honoured, 0 for a unit or anybody else.
    pub post_id: i64,
    /// The name as printed.
    pub name: String,
    /// Who that is, as printed: post, group, village, block.
    pub who: String,
    /// The award in Hindi.
    pub award_hi: String,
    /// The award in English.
    pub award_en: String,
    /// What for, in Hindi.
    pub reason_hi: String,
    /// What for, in English.
    pub reason_en: String,
    /// The frozen ranking it rests on, 0 for none.
    pub ranking_no: i64,
    /// The day it is given.
    pub given_on: NaiveDate,
    /// When it was taken back, microseconds UTC.
    pub withdrawn_at: Option<i64>,
    /// Why.
    pub withdrawal: Option<String>,
    /// The edition, for saving.
    pub version: i64,
    /// The act that decided it.
    pub op_no: i64,
}

/// What anybody may know of a certificate: what is printed on it, and whether it still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The serial.
    pub serial: String,
    /// The name as printed.
    pub name: String,
    /// Who that is, as printed.
    pub who: String,
    /// The award in Hindi.
    pub award_hi: String,
    /// The award in English.
    pub award_en: String,
    /// The day it was given.
    pub given_on: NaiveDate,
    /// False where it was taken back.
    pub holds: bool,
}

/// Who is honoured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The unit, 0 for a person.
    pub unit_id: i64,
    /// The post, 0 for none.
    pub post_id: i64,
    /// The name as it is to be printed.
    pub name: String,
    /// Who that is.
    pub who: String,
}

/// Awards that a person decides, all for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveAwards {
    /// To whom.
    pub recipients: Vec<Recipient>,
    /// The award in Hindi.
    pub award_hi: String,
    /// The award in English.
    pub award_en: String,
    /// What for, in Hindi.
    pub reason_hi: String,
    /// What for, in English.
    pub reason_en: String,
    /// The frozen ranking it rests on, 0 for none.
    pub ranking_no: i64,
    /// The day.
    pub given_on: NaiveDate,
}

/// What giving answers: the numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// One for each recipient.
    pub numbers: Vec<i64>,
}

/// An award to be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdraw {
    /// Which.
    pub no: i64,
    /// The edition that was seen.
    pub version: i64,
    /// Why.
    pub reason: String,
}
