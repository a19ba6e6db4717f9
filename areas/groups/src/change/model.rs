//! What may be asked: one type a verb, and the code lists they choose from.

use chrono::NaiveDate;
use samuh_kernel::scope::Right;
use serde::{Deserialize, Serialize};

use crate::{
    institution::{
        acts::NewGroup,
        model::{Kind, Profile},
    },
    lokos::model::TakeStates,
};

/// Why a group is no longer active. Source: DOMAIN A.4 names a reason and a loan status for every
/// inactivation; the official list of reasons was not found (DOMAIN M), this one is the office's.
pub const GROUP_REASONS: &[&str] =
    &["members_left", "no_meetings", "dispute", "loan_default", "migrated", "duplicate", "other"];

/// Why a member leaves her group.
pub const LEAVING_REASONS: &[&str] =
    &["own_wish", "migrated", "married", "died", "defaulted", "removed", "other"];

/// How it stands with loans on that day. Source: DOMAIN A.4.
pub const LOANS: &[&str] = &["none", "repaid", "running", "overdue", "written_off"];

/// The offices of an institution.
pub const OFFICES: &[&str] = &["president", "secretary", "treasurer"];

/// Corrects plain fields and codes of an institution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correct {
    /// The institution.
    pub id: i64,
    /// The edition that was corrected.
    pub version: i64,
    /// All plain fields as they shall stand.
    #[serde(flatten)]
    pub profile: Profile,
    /// Codes as they shall stand, by register; a register that is not named keeps its code.
    #[serde(default)]
    pub codes: Vec<(String, String)>,
}

/// Makes a group or federation inactive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deactivate {
    /// The institution.
    pub id: i64,
    /// The edition seen.
    pub version: i64,
    /// From which day.
    pub on: NaiveDate,
    /// Why: of [`GROUP_REASONS`].
    pub reason: String,
    /// How it stands with its loans: of [`LOANS`].
    pub loan: String,
}

/// Makes a group or federation active again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Revive {
    /// The institution.
    pub id: i64,
    /// The edition seen.
    pub version: i64,
    /// From which day.
    pub on: NaiveDate,
}

/// Moves an institution to another village (or panchayat) from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// The institution.
    pub id: i64,
    /// The edition seen.
    pub version: i64,
    /// From which day.
    pub on: NaiveDate,
    /// To where.
    pub place_id: i64,
}

/// Puts a group into a VO or CLF, or a VO into a CLF, from a day on; or takes it out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Affiliate {
    /// The institution.
    pub id: i64,
    /// The edition seen.
    pub version: i64,
    /// From which day.
    pub on: NaiveDate,
    /// The federation; 0 for none.
    pub parent_id: i64,
}

/// Merges a group into another: its members go over, and it is active no longer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    /// The group that ends.
    pub id: i64,
    /// The edition seen.
    pub version: i64,
    /// On which day.
    pub on: NaiveDate,
    /// The group that takes its members.
    pub into_id: i64,
    /// How it stands with the loans of the group that ends.
    pub loan: String,
}

/// Splits a group: some members form a new one in the same village and federation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The group that is split.
    pub id: i64,
    /// The edition seen.
    pub version: i64,
    /// On which day; the new group is formed then.
    pub on: NaiveDate,
    /// The members who go.
    pub members: Vec<i64>,
    /// The new group's code, if it has one.
    pub code: Option<String>,
    /// The new group's name in Devanagari.
    pub name_hi: Option<String>,
    /// The new group's name in Latin letters.
    pub name_en: Option<String>,
}

/// Forms a village organisation or cluster level federation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewFederation {
    /// VO or CLF.
    pub kind: Kind,
    /// Name, place, day, and the CLF of a VO.
    #[serde(flatten)]
    pub new: NewGroup,
}

/// Enters a woman as a member of a group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Enrol {
    /// The group.
    pub institution_id: i64,
    /// Her first day in it.
    pub on: NaiveDate,
    /// Name in Devanagari.
    pub name_hi: Option<String>,
    /// Name in Latin letters.
    pub name_en: Option<String>,
    /// Husband's or father's name.
    pub relation_name: Option<String>,
    /// Her code, if she has one.
    pub code: Option<String>,
    /// `female` or `transgender`.
    pub gender: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i64>,
    /// `sc`, `st`, `obc`, `other`.
    pub social: Option<String>,
    /// Religion, by its code.
    pub religion: Option<String>,
    /// `no`, `self`, `family`.
    pub disability: Option<String>,
    /// Of a particularly vulnerable tribal group.
    pub pvtg: bool,
    /// Ten digits.
    pub mobile: Option<String>,
    /// A member whose household is hers too; 0 for a household of its own.
    pub household_of: i64,
    /// The household's code, if it has one.
    pub household_code: Option<String>,
    /// An unlikely year of birth is right.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub age_sure: bool,
}

/// Corrects what is written of a member. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Amend {
    /// The member.
    pub member_id: i64,
    /// The edition seen.
    pub version: i64,
    /// Name in Devanagari.
    pub name_hi: Option<String>,
    /// Name in Latin letters.
    pub name_en: Option<String>,
    /// Husband's or father's name.
    pub relation_name: Option<String>,
    /// Her code.
    pub code: Option<String>,
    /// Day of birth.
    pub born_on: Option<NaiveDate>,
    /// Year of birth.
    pub birth_year: Option<i64>,
    /// `sc`, `st`, `obc`, `other`.
    pub social: Option<String>,
    /// Religion, by its code.
    pub religion: Option<String>,
    /// `no`, `self`, `family`.
    pub disability: Option<String>,
    /// Of a particularly vulnerable tribal group.
    pub pvtg: Option<bool>,
    /// Ten digits.
    pub mobile: Option<String>,
    /// Bank.
    pub bank_name: Option<String>,
    /// Branch.
    pub branch_name: Option<String>,
    /// IFSC of the branch.
    pub ifsc: Option<String>,
    /// Account number.
    pub account_no: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// The code of her household.
    pub household_code: Option<String>,
    /// An unlikely year of birth is right.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub age_sure: bool,
    /// Mobile, account and address are taken away.
    pub without_contact: bool,
    /// She herself asked for it. Source: DPDP Act 2023, s. 12.
    pub at_her_request: bool,
}

/// Moves a member from her group to another, or takes one who had left into a group again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transfer {
    /// The member.
    pub member_id: i64,
    /// The edition seen.
    pub version: i64,
    /// Her first day in the other group.
    pub on: NaiveDate,
    /// The other group.
    pub to_id: i64,
}

/// A member leaves her group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leave {
    /// The member.
    pub member_id: i64,
    /// The edition seen.
    pub version: i64,
    /// Her first day out of it.
    pub on: NaiveDate,
    /// Why: of [`LEAVING_REASONS`].
    pub reason: String,
    /// How it stands with her loans: of [`LOANS`].
    pub loan: String,
}

/// Gives an office to somebody from a day on, or ends a term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bearer {
    /// The institution.
    pub id: i64,
    /// The edition seen.
    pub version: i64,
    /// Of [`OFFICES`].
    pub office: String,
    /// First day of the term; or first day after it, where nobody follows.
    pub on: NaiveDate,
    /// The member who takes it; 0 where only a name is known, or nobody follows.
    #[serde(default)]
    pub member_id: i64,
    /// Her name, for a federation whose members are not in this register.
    #[serde(default)]
    pub name: Option<String>,
}

/// Grades a group by the questions in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// The group.
    pub id: i64,
    /// The day of grading.
    pub on: NaiveDate,
    /// Marks by number of question, every question once.
    pub marks: Vec<(i64, i64)>,
}

/// Any of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Change {
    /// A group is formed.
    Form(NewGroup),
    /// Plain fields are corrected.
    Correct(Correct),
    /// It becomes inactive.
    Deactivate(Deactivate),
    /// It becomes active again.
    Revive(Revive),
    /// It moves to another place.
    Move(Move),
    /// It joins or leaves a federation.
    Affiliate(Affiliate),
    /// It ends in another.
    Merge(Merge),
    /// Some of it becomes another.
    Split(Split),
    /// A federation is formed.
    Federate(NewFederation),
    /// A member enters.
    Enrol(Enrol),
    /// What is written of a member is corrected.
    Amend(Box<Amend>),
    /// A member changes her group.
    Transfer(Transfer),
    /// A member leaves.
    Leave(Leave),
    /// An office changes hands.
    Bearer(Bearer),
    /// A group is graded.
    Grade(Grade),
    /// The state that LokOS gives groups is taken.
    LokosState(TakeStates),
}

impl Change {
    /// The act's name, kept for ever.
    pub fn act(&self) -> &'static str {
        match self {
            Self::Form(_) => "groups.form",
            Self::Correct(_) => "groups.correct",
            Self::Deactivate(_) => "groups.deactivate",
            Self::Revive(_) => "groups.revive",
            Self::Move(_) => "groups.move",
            Self::Affiliate(_) => "groups.affiliate",
            Self::Merge(_) => "groups.merge",
            Self::Split(_) => "groups.split",
            Self::Federate(_) => "groups.federate",
            Self::Enrol(_) => "members.enrol",
            Self::Amend(_) => "members.amend",
            Self::Transfer(_) => "members.transfer",
            Self::Leave(_) => "members.leave",
            Self::Bearer(_) => "groups.bearer",
            Self::Grade(_) => "groups.grade",
            Self::LokosState(_) => "groups.lokos_state",
        }
    }

    /// The right by which a desk does it alone. Whoever may enter may ask for it; what ends or
    /// places an institution anew is done by those who approve.
    pub fn needs(&self) -> Right {
        match self {
            Self::Deactivate(_)
            | Self::Revive(_)
            | Self::Move(_)
            | Self::Affiliate(_)
            | Self::Merge(_)
            | Self::Split(_)
            | Self::Federate(_) => Right::Approve,
            _ => Right::Enter,
        }
    }

    /// The institution it is about; 0 where it only comes to be, or where it is about a member.
    pub fn institution_id(&self) -> i64 {
        match self {
            Self::Form(_)
            | Self::Federate(_)
            | Self::Amend(_)
            | Self::Transfer(_)
            | Self::Leave(_) => 0,
            Self::Correct(ask) => ask.id,
            Self::Deactivate(ask) => ask.id,
            Self::Revive(ask) => ask.id,
            Self::Move(ask) => ask.id,
            Self::Affiliate(ask) => ask.id,
            Self::Merge(ask) => ask.id,
            Self::Split(ask) => ask.id,
            Self::Enrol(ask) => ask.institution_id,
            Self::Bearer(ask) => ask.id,
            Self::Grade(ask) => ask.id,
            // Of many it is about their block.
            Self::LokosState(ask) => match ask.ids[..] {
                [only] => only,
                _ => 0,
            },
        }
    }

    /// The member it is about; 0 where it is about an institution.
    pub fn member_id(&self) -> i64 {
        match self {
            Self::Amend(ask) => ask.member_id,
            Self::Transfer(ask) => ask.member_id,
            Self::Leave(ask) => ask.member_id,
            _ => 0,
        }
    }

    /// The same over another edition of its record; none where it names none.
    pub fn over(&self, version: i64) -> Option<Self> {
        let mut same = self.clone();
        let named = match &mut same {
            Self::Correct(ask) => &mut ask.version,
            Self::Deactivate(ask) => &mut ask.version,
            Self::Revive(ask) => &mut ask.version,
            Self::Move(ask) => &mut ask.version,
            Self::Affiliate(ask) => &mut ask.version,
            Self::Merge(ask) => &mut ask.version,
            Self::Split(ask) => &mut ask.version,
            Self::Amend(ask) => &mut ask.version,
            Self::Transfer(ask) => &mut ask.version,
            Self::Leave(ask) => &mut ask.version,
            Self::Bearer(ask) => &mut ask.version,
            Self::Form(_)
            | Self::Federate(_)
            | Self::Enrol(_)
            | Self::Grade(_)
            | Self::LokosState(_) => return None,
        };
        *named = version;
        Some(same)
    }
}
