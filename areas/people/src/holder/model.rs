//! A charge: a post in the hands of a person, from a day to a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{account::NewOfficer, post::Role};

/// How a charge is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// It is the person's own post.
    Regular,
    /// Beside another post, until somebody is sent.
    Additional,
}

impl Charge {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Regular, Self::Additional];

    /// The code in the register; its name is the message `charge-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Additional => "additional",
        }
    }

    /// The charge of a code; none for any other text.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|charge| charge.code() == code)
    }
}

/// A charge as the register has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// Number within the district.
    pub no: i64,
    /// The post.
    pub post_id: i64,
    /// The person.
    pub officer_id: i64,
    /// The person's name.
    pub officer_name: String,
    /// The person's account, if any.
    pub account_id: Option<i64>,
    /// The first day.
    pub from_on: NaiveDate,
    /// The first day no more; 9999-12-31 while no end is known.
    pub to_on: NaiveDate,
    /// How it is held.
    pub charge: Charge,
    /// Why it began.
    pub reason: String,
    /// The order by which it began.
    pub order_no: Option<String>,
    /// Why it ended, where an act ended it.
    pub end_reason: Option<String>,
    /// The order by which it ended.
    pub end_order_no: Option<String>,
    /// True where an act ended it, and not its term.
    pub is_ended: bool,
}

impl Holding {
    /// True on the days of the charge.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day < self.to_on
    }

    /// The last day; none where no end is known. A charge handed on the day it was taken ends that day.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let before = self.to_on.pred_opt().unwrap_or(self.to_on);
        (!self.is_open()).then(|| before.max(self.from_on))
    }

    /// True where no end is known.
    pub fn is_open(&self) -> bool {
        self.to_on == forever()
    }
}

/// The day that stands for "no end is known".
pub(crate) fn forever() -> NaiveDate {
    NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar")
}

/// The first day no more of a charge whose last day is that one: an order names the last day.
pub fn day_after(last: NaiveDate) -> NaiveDate {
    last.succ_opt().map_or_else(forever, |day| day.min(forever()))
}

/// Who takes a charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Successor {
    /// Nobody: the post falls vacant.
    Nobody,
    /// The person of an account.
    Account(i64),
    /// Somebody who was not known until now and has no account yet.
    New(NewOfficer),
}

/// A charge handed over: the holder until now gives it up, another takes it, in one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// The post.
    pub post_id: i64,
    /// Who takes it.
    pub to: Successor,
    /// The first day of the one who takes it, and the first day no more of the one who gives it up.
    pub on: NaiveDate,
    /// The first day no more of a charge with a term, such as a cadre's engagement: [`day_after`] the last
    /// day that the order names.
    pub until: Option<NaiveDate>,
    /// How it is held.
    pub charge: Charge,
    /// Why.
    pub reason: String,
    /// The order's number.
    pub order_no: String,
    /// Who was seen to hold it when this was written; 0 for nobody, none where that was not looked at.
    #[serde(default)]
    pub seen_holder: Option<i64>,
}

/// What a hand-over did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Whose charge ended.
    pub from_officer: Option<i64>,
    /// Whose charge began.
    pub to_officer: Option<i64>,
}

/// A person relieved of every post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relieve {
    /// The person's account.
    pub account_id: i64,
    /// The first day no more.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
    /// The order's number.
    pub order_no: String,
}

/// Where a person with an account stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Holds a post and has a password.
    Active,
    /// Holds a post and has not chosen a password.
    Invited,
    /// The account is closed.
    Suspended,
    /// The last charge was handed over.
    TransferredOut,
    /// The last charge's term is over.
    Expired,
    /// Has never held a post until that day.
    WithoutPost,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Active,
        Self::Invited,
        Self::Suspended,
        Self::TransferredOut,
        Self::Expired,
        Self::WithoutPost,
    ];

    /// Its code; its name is the message `user-status-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Invited => "invited",
            Self::Suspended => "suspended",
            Self::TransferredOut => "transferred_out",
            Self::Expired => "expired",
            Self::WithoutPost => "without_post",
        }
    }
}

/// A post held today, with what the door needs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) post_id: i64,
    pub(crate) role: Role,
    pub(crate) charge: Charge,
}
