//! A self-help group, village organisation or cluster level federation as the office knows it.

use chrono::NaiveDate;
use samuh_kernel::show;
use serde::{Deserialize, Serialize};

/// The three institutions of this issue. Source: DOMAIN A.1 (CBO line).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Self-help group, 10–20 women.
    Shg,
    /// Village organisation.
    Vo,
    /// Cluster level federation.
    Clf,
}

impl Kind {
    /// As the database and files say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Shg => "shg",
            Self::Vo => "vo",
            Self::Clf => "clf",
        }
    }

    /// The kind of that code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Shg, Self::Vo, Self::Clf].into_iter().find(|kind| kind.code() == code)
    }
}

/// An attribute that is counted and changes: each value holds from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// `active` or `inactive`.
    Status,
    /// `not_entered`, `entered`, `pending`, `approved`, `rejected`, `transacting`.
    Lokos,
    /// `open` or `closed`: the group's own bank account.
    Account,
}

impl Fact {
    /// As the database says it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Lokos => "lokos",
            Self::Account => "account",
        }
    }

    /// The fact of that code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Status, Self::Lokos, Self::Account].into_iter().find(|fact| fact.code() == code)
    }
}

/// The plain fields of an institution, as a sheet or form brings them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Name in Devanagari.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_hi: Option<String>,
    /// Name in Latin letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// The name as it stood in a legacy font, kept beside its conversion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_legacy: Option<String>,
    /// Day of formation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formed_on: Option<NaiveDate>,
    /// Day of registration (federations).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_on: Option<NaiveDate>,
    /// Registration number (federations).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_no: Option<String>,
    /// Category as the sheet says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Promoting agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promoted_by: Option<String>,
    /// Meeting frequency as the sheet says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_frequency: Option<String>,
    /// Saving a member a meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saving_paise: Option<i64>,
    /// Bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_name: Option<String>,
    /// Branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch_name: Option<String>,
    /// IFSC of the branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ifsc: Option<String>,
    /// Account number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_no: Option<String>,
    /// When the account was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_opened_on: Option<NaiveDate>,
    /// A contact number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// Members as the sheet states them; never counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members_stated: Option<i64>,
}

impl Profile {
    /// The same without what only some may read: account and mobile by their last four digits.
    pub fn masked(&self) -> Self {
        Self {
            account_no: self.account_no.as_deref().map(masked),
            mobile: self.mobile.as_deref().map(masked),
            ..self.clone()
        }
    }
}

/// The last four digits behind stars.
pub fn masked(number: &str) -> String {
    show::starred(number, "********")
}
