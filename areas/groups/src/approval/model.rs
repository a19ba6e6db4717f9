//! A proposal, its states and steps; and the policy that asks for a second post.

use std::fmt::Debug;

use chrono::NaiveDate;
use samuh_engine::{Desk, Error, Reader, Result, Tx};
use samuh_kernel::scope::{Area, Right, Scope};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{change::Change, institution::store::institution_of, member::store::record_in_act};

/// What may be proposed: an act as data, with what a second post must know of it.
pub trait Asked: Debug + Clone + PartialEq + Serialize + Send + Sync + 'static {
    /// What an act's name and its content, as it was kept, ask.
    ///
    /// # Errors
    /// `Broken` where a program of another edition kept what this one does not know.
    fn read(act: &str, content: &str) -> Result<Self>;

    /// The act's name, kept for ever.
    fn act(&self) -> &'static str;

    /// The area of work whose rights it asks for.
    fn area(&self) -> Area;

    /// The right by which a desk does it alone.
    fn needs(&self) -> Right;

    /// The place in whose scope it lies; 0 for the desk's own.
    ///
    /// # Errors
    /// `NotFound` when what it is about is not this desk's.
    fn place(&self, reader: &mut Reader, scope: &Scope, now: i64) -> Result<i64>;

    /// The institution it is about; 0 where it is about none, or one that only comes to be.
    fn institution_id(&self) -> i64 {
        0
    }

    /// The member it is about, else 0.
    fn member_id(&self) -> i64 {
        0
    }

    /// The same, as if it had been written over another edition of what it is about; only to show what it
    /// would change of what stands now. None where it names no edition.
    fn over(&self, version: i64) -> Option<Self>;

    /// Does it inside an act, as a desk that was found to have the right; answers what it was about.
    ///
    /// # Errors
    /// As the act itself.
    fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64>;
}

impl Asked for Change {
    fn read(_: &str, content: &str) -> Result<Self> {
        Ok(serde_json::from_str(content)?)
    }

    fn act(&self) -> &'static str {
        self.act()
    }

    fn area(&self) -> Area {
        Area::Groups
    }

    fn needs(&self) -> Right {
        self.needs()
    }

    fn place(&self, reader: &mut Reader, scope: &Scope, _: i64) -> Result<i64> {
        let institution_id = match self {
            Self::Form(new) => return Ok(new.place_id),
            Self::Federate(ask) => return Ok(ask.new.place_id),
            Self::LokosState(ask) => return Ok(ask.block_id),
            other if other.member_id() != 0 => {
                let record = record_in_act(reader, scope.district_id(), other.member_id())?;
                record.ok_or(Error::NotFound)?.institution_id
            }
            other => other.institution_id(),
        };
        Ok(institution_of(reader, scope, institution_id)?.place_id)
    }

    fn institution_id(&self) -> i64 {
        self.institution_id()
    }

    fn member_id(&self) -> i64 {
        self.member_id()
    }

    fn over(&self, version: i64) -> Option<Self> {
        self.over(version)
    }

    fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64> {
        crate::change::run(tx, desk, self)
    }
}

/// The acts that a policy may name.
pub const ACTS: &[&str] = &[
    "groups.form",
    "groups.correct",
    "groups.deactivate",
    "groups.revive",
    "groups.move",
    "groups.affiliate",
    "groups.merge",
    "groups.split",
    "groups.federate",
    "groups.bearer",
    "groups.grade",
    "groups.lokos_state",
    "members.enrol",
    "members.amend",
    "members.transfer",
    "members.leave",
    "imports.apply",
];

/// The acts that a policy may name too and that do not ask for it themselves: the gate of every act asks.
pub const GATED: &[&str] = &[
    "groups.record_visits",
    "groups.correct_visit",
    "groups.accept_matches",
    "groups.refuse_match",
    "groups.end_match",
    "groups.decide_duplicate",
    "groups.record_twice",
    "groups.undo_merge",
    "imports.undo",
    "producers.enter",
    "producers.correct",
    "fpos.enter",
    "fpos.correct",
    "plans.set",
    "plans.split",
    "plans.lock",
    "plans.revise",
    "people.make_post",
    "people.change_post",
    "people.close_post",
    "people.hand_over",
    "people.open_account",
    "people.enable_account",
    "meetings.notice_policy",
    "meetings.escalation_rule",
    "meetings.precedence",
    "meetings.attendance_rule",
    "plans.check_rule",
];

/// The area whose rights decide on an act of that name.
pub(super) fn area_of(act: &str) -> Area {
    match act.split('.').next() {
        // It is set by those who approve figures.
        _ if act == "plans.check_rule" => Area::Figures,
        Some("meetings") => Area::Meetings,
        Some("plans") => Area::Plans,
        Some("people") => Area::People,
        // A batch that waits to be entered is no proposal; one that is to be taken back is.
        _ if act == "imports.undo" => Area::Imports,
        _ => Area::Groups,
    }
}

/// The right in that area by which an act of that name is decided on: whoever approves could do it too.
pub fn decided_by(act: &str) -> (Right, Area) {
    let area = area_of(act);
    let right = match act {
        "meetings.notice_policy" | "meetings.escalation_rule" => Right::Administer,
        _ if area == Area::People => Right::Administer,
        _ => Right::Approve,
    };
    (right, area)
}

/// The roles whose posts enter something in an area of these acts.
pub const ROLES: &[&str] = &[
    "admin",
    "collector",
    "zp_ceo",
    "dmmu",
    "dpm",
    "janpad_ceo",
    "bmmu",
    "area_coordinator",
    "prp",
    "clf",
    "cadre",
];

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Kept by its maker, sent to nobody.
    Draft,
    /// Waiting for the other post.
    Submitted,
    /// Given back with a reason.
    SentBack,
    /// Done.
    Approved,
    /// Taken back by its maker.
    Withdrawn,
}

impl State {
    /// As the database and the words say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::SentBack => "sent_back",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Draft, Self::Submitted, Self::SentBack, Self::Approved, Self::Withdrawn]
            .into_iter()
            .find(|state| state.code() == code)
    }

    /// True while its maker may still write it anew.
    pub fn is_with_maker(self) -> bool {
        matches!(self, Self::Draft | Self::SentBack)
    }
}

/// What a maker sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submission<A> {
    /// The proposal it writes anew; 0 for a new one.
    pub id: i64,
    /// What is asked.
    pub ask: A,
    /// The form as it was filled in, to be opened again.
    pub form: Vec<(String, String)>,
    /// True to keep it without sending it.
    pub draft: bool,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal<A> {
    /// Its number.
    pub id: i64,
    /// Its id outside, and the op of its approval.
    pub uid: Uuid,
    /// What is asked.
    pub ask: A,
    /// The form as it was filled in.
    pub form: Vec<(String, String)>,
    /// The institution it is about; 0 where it only comes to be.
    pub institution_id: i64,
    /// The member it is about, else 0.
    pub member_id: i64,
    /// The place in whose scope it lies.
    pub place_id: i64,
    /// The post that made it.
    pub maker_post_id: i64,
    /// The person who held it then.
    pub maker_officer_id: i64,
    /// Where it stands.
    pub state: State,
    /// When it was last sent, microseconds UTC.
    pub sent_at: i64,
    /// Until when it should be decided.
    pub wait_until: i64,
    /// What its act answered.
    pub answer_id: Option<i64>,
    /// Edition of the row.
    pub version: i64,
}

/// One step of a proposal's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub step: String,
    /// The post.
    pub post_id: i64,
    /// The person.
    pub officer_id: i64,
    /// When, microseconds UTC.
    pub at: i64,
    /// Why, where it was sent back.
    pub reason: Option<String>,
    /// The post's role.
    pub role: Option<String>,
    /// The post's own title in Hindi.
    pub title_hi: Option<String>,
    /// The post's own title in English.
    pub title_en: Option<String>,
    /// The person's name.
    pub officer: Option<String>,
}

/// What a desk may do with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deciding {
    /// Approve it or send it back.
    pub decides: bool,
    /// Write it anew or withdraw it.
    pub makes: bool,
}

/// An act that needs a second post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Of [`ACTS`].
    pub act: String,
    /// Of [`ROLES`]; empty for every role.
    pub role: String,
    /// A place; 0 for the whole district.
    pub unit_id: i64,
    /// From which day.
    pub from_on: NaiveDate,
    /// First day on which it no longer holds.
    pub to_on: NaiveDate,
    /// After how many days it has waited too long.
    pub wait_days: i64,
}
