//! The rules of this room that change by an order, from a day on: when messages go out, where an
//! overdue direction goes, in which order guests stand, who has attended. As data, so that a second post may be asked.

use samuh_engine::{Db, Desk, Error, Op, Result, Tx, rule::NewRule};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    direction::{self, Escalation},
    event::{self, Rank},
    notice::{self, Policy},
};

/// A rule to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Ask {
    /// When and how often messages go out.
    Notices(NewRule<Policy>),
    /// After how many days an overdue direction goes to which post.
    Escalation(NewRule<Vec<Escalation>>),
    /// In which order guests stand.
    Precedence(NewRule<Vec<Rank>>),
    /// From how many per cent of the sessions on somebody has attended.
    Attendance(NewRule<i64>),
}

impl Ask {
    /// The act's name.
    pub fn act(&self) -> &'static str {
        match self {
            Self::Notices(_) => "meetings.notice_policy",
            Self::Escalation(_) => "meetings.escalation_rule",
            Self::Precedence(_) => "meetings.precedence",
            Self::Attendance(_) => "meetings.attendance_rule",
        }
    }

    /// The right by which a desk of the whole district sets it alone. Where a direction goes that the
    /// mission's own office left undone, and when messages are kept back, is for who runs the review.
    pub fn needs(&self) -> Right {
        match self {
            Self::Notices(_) | Self::Escalation(_) => Right::Administer,
            Self::Precedence(_) | Self::Attendance(_) => Right::Approve,
        }
    }

    /// Sets it inside an act, as a desk that was found to have the right; answers the rule's number.
    ///
    /// # Errors
    /// `Denied` for a desk that does not look at the whole district; every fault of the rule.
    pub fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64> {
        if !desk.scope.is_whole_district() {
            return Err(Error::Denied("meetings.district"));
        }
        match self {
            Self::Notices(new) => notice::set_policy(tx, desk, new),
            Self::Escalation(new) => direction::set_escalation(tx, desk, new),
            Self::Precedence(new) => event::set_precedence(tx, desk, new),
            Self::Attendance(new) => event::set_share(tx, desk, new),
        }
    }
}

/// Sets a rule of the district from a day on; answers its number.
///
/// # Errors
/// `Denied` without the right in meetings of the whole district; every fault of the rule.
pub fn set_rule(db: &Db, desk: &Desk, op: Uuid, ask: &Ask, now: i64) -> Result<i64> {
    if !desk.scope.may(ask.needs(), Area::Meetings) {
        return Err(Error::Denied("meetings.rules"));
    }
    let op = Op::over(op, ask.act(), ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| ask.run(tx, &own))
}

/// Refuses a number outside its bounds.
pub(crate) fn within(faults: &mut Faults, field: &str, value: i64, (least, most): (i64, i64)) {
    if !(least..=most).contains(&value) {
        let fault = Fault::at(field, "rule_beyond").with("least", least).with("most", most);
        faults.push(fault.with("value", value));
    }
}

/// A minute of the day as the office writes it: `21:00`.
pub(crate) fn minute(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
