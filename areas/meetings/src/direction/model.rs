//! A direction, its parts, its lines and its steps.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::measure::Measure;

/// A list of codes and the enum behind them.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[$said:meta])* $one:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$said])* $one,)+ }

        impl $name {
            /// Every one, in the order of their weight.
            pub const ALL: &'static [Self] = &[$(Self::$one,)+];

            /// As the database and the words say it.
            pub fn code(self) -> &'static str {
                match self { $(Self::$one => $code,)+ }
            }

            /// The one of that code.
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// How soon it is asked for again.
    Priority {
        /// At once.
        Urgent = "urgent",
        /// As usual.
        Normal = "normal",
        /// When there is time.
        Low = "low",
    }
}

codes! {
    /// What a report must bring.
    Evidence {
        /// Words are enough.
        Text = "text",
        /// A photograph or a paper.
        File = "file",
        /// The figure it is tied to must have reached what was asked.
        Figure = "figure",
    }
}

codes! {
    /// Where a direction stands.
    State {
        /// Somebody still owes something.
        Open = "open",
        /// All parts are accepted.
        Closed = "closed",
        /// Taken back with a reason.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// Where a post's part stands.
    PartState {
        /// The post has not answered.
        Given = "given",
        /// The post has seen it.
        Acknowledged = "acknowledged",
        /// The post says what it did.
        Reported = "reported",
        /// The report was not enough.
        SentBack = "sent_back",
        /// Done.
        Accepted = "accepted",
    }
}

codes! {
    /// What a post has to do with a direction.
    Duty {
        /// It owes the work.
        Responsible = "responsible",
        /// It helps.
        Cooperates = "cooperates",
    }
}

codes! {
    /// What happened.
    StepKind {
        /// Given.
        Given = "given",
        /// Seen by a post.
        Acknowledged = "acknowledged",
        /// Reported on.
        Reported = "reported",
        /// A report was accepted.
        Accepted = "accepted",
        /// A report was sent back.
        SentBack = "sent_back",
        /// More time was given.
        Extended = "extended",
        /// Put before the next post.
        Escalated = "escalated",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// What a post does of it was said anew.
        Split = "split",
        /// All is done.
        Closed = "closed",
    }
}

/// A figure to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// How it is measured.
    pub measure: Measure,
    /// What it was when the direction was given, in the indicator's unit.
    pub given: Option<i64>,
    /// What it shall reach.
    pub reach: i64,
}

/// A direction as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// Number within the district.
    pub id: i64,
    /// The meeting it was given in, and the meeting's number of the year.
    pub meeting: Option<(i64, i64)>,
    /// The item of that meeting's agenda.
    pub item_no: Option<i64>,
    /// First year of the financial year it was given in.
    pub year: i64,
    /// Its number within the meeting; outside of meetings, within the year.
    pub serial: i64,
    /// What was said, word for word.
    pub text: String,
    /// The sentence it was drawn from, where it came from a text.
    pub source: Option<String>,
    /// The day it was given.
    pub given_on: NaiveDate,
    /// The post that gave it.
    pub given_by: i64,
    /// Until when.
    pub due_on: NaiveDate,
    /// Until when at first.
    pub first_due: NaiveDate,
    /// How soon it is asked for again.
    pub priority: Priority,
    /// What a report must bring.
    pub evidence: Evidence,
    /// The place or federation it is about; 0 for the district.
    pub unit_id: i64,
    /// The code of the indicator it is tied to.
    pub indicator: Option<String>,
    /// The figure to be reached.
    pub goal: Option<Goal>,
    /// Where it stands.
    pub state: State,
    /// The day it was closed or withdrawn.
    pub ended_on: Option<NaiveDate>,
    /// How many meetings of its series were held since with it open.
    pub carried: i64,
    /// Edition.
    pub version: i64,
    /// The posts concerned, the responsible ones first.
    pub parts: Vec<Part>,
}

impl Direction {
    /// How it is called: `14.2` in a meeting, `12/2026-27` outside of one.
    pub fn label(&self) -> String {
        match self.meeting {
            Some((_, number)) => format!("{number}.{}", self.serial),
            None => format!("{}/{}-{:02}", self.serial, self.year, (self.year + 1) % 100),
        }
    }

    /// True when its day has passed and it is still open.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state == State::Open && self.due_on < today
    }

    /// The posts that owe the work.
    pub fn responsible(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.duty == Duty::Responsible)
    }

    /// The posts that help.
    pub fn cooperating(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.duty == Duty::Cooperates)
    }

    /// The part of a post.
    pub fn part_of(&self, post_id: i64) -> Option<&Part> {
        self.parts.iter().find(|part| part.post_id == post_id)
    }
}

/// What a direction has to do with one post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The post.
    pub post_id: i64,
    /// Its duty.
    pub duty: Duty,
    /// What of the direction is this post's; none for all of it.
    pub text: Option<String>,
    /// Where it stands.
    pub state: PartState,
    /// When it last moved, microseconds UTC.
    pub moved_at: i64,
    /// Edition.
    pub version: i64,
}

/// One line of a list that belongs to a direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number.
    pub no: i64,
    /// Whom or what it is about.
    pub label: String,
    /// The post that marks it; none for any responsible one.
    pub post_id: Option<i64>,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// What was said of it.
    pub remark: Option<String>,
    /// Edition.
    pub version: i64,
}

/// Something that happened to a direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number.
    pub no: i64,
    /// The post it concerns; 0 for all.
    pub post_id: i64,
    /// What happened.
    pub kind: StepKind,
    /// Words: the report, the reason.
    pub text: Option<String>,
    /// The day it is due from here on.
    pub due_on: Option<NaiveDate>,
    /// The figure at that time.
    pub value: Option<i64>,
    /// The post that did it; 0 for the machine.
    pub by_post: i64,
    /// The officer that did it.
    pub by_officer: i64,
    /// When, microseconds UTC.
    pub at: i64,
    /// Photographs and papers.
    pub files: Vec<File>,
}

/// A photograph or paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// SHA-256 of what is kept, in hexadecimal.
    pub hash: String,
    /// How its sender calls it.
    pub name: String,
    /// `jpeg`, `png` or `pdf`.
    pub kind: String,
    /// Its size.
    pub bytes: i64,
}

/// What of a direction is one post's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The post.
    pub post_id: i64,
    /// What it does of it; blank for all of it.
    pub text: String,
}

/// A direction to be given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Give {
    /// The meeting; none outside of one.
    pub meeting_id: Option<i64>,
    /// The item of its agenda.
    pub item_no: Option<i64>,
    /// What is ordered.
    pub text: String,
    /// The sentence it comes from.
    pub source: String,
    /// The posts that owe the work.
    pub responsible: Vec<i64>,
    /// The posts that help.
    pub cooperating: Vec<i64>,
    /// What each of them does of it; a post that is not named does all of it.
    pub parts: Vec<Share>,
    /// The day it was given; none for the meeting's day, or today.
    pub given_on: Option<NaiveDate>,
    /// Until when.
    pub due_on: Option<NaiveDate>,
    /// Code of a [`Priority`]; blank for normal.
    pub priority: String,
    /// Code of an [`Evidence`]; blank for text.
    pub evidence: String,
    /// The place or federation it is about; 0 for the meeting's, else the desk's own.
    pub unit_id: i64,
    /// The indicator it is tied to; blank for none.
    pub indicator: String,
    /// What the figure shall reach, in the indicator's unit.
    pub reach: Option<i64>,
    /// The lines of a list, one each.
    pub lines: Vec<String>,
}

/// A part's next step, with the edition that was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The direction.
    pub direction_id: i64,
    /// The post whose part it is; 0 for the direction as a whole.
    pub post_id: i64,
    /// The edition seen, of the part or of the direction.
    pub version: i64,
    /// Words: a reason where one is asked for.
    pub text: String,
    /// A new day, where more time is given.
    pub due_on: Option<NaiveDate>,
}

/// What each post does of a direction, said anew while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// The direction.
    pub direction_id: i64,
    /// The edition of the direction that was seen.
    pub version: i64,
    /// The parts; a post that is not named keeps its own.
    pub parts: Vec<Share>,
}

/// What a post reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The direction.
    pub direction_id: i64,
    /// The post whose part it is.
    pub post_id: i64,
    /// The edition of the part that was seen.
    pub version: i64,
    /// What was done.
    pub text: String,
    /// Photographs and papers, already kept.
    pub files: Vec<File>,
}

/// One line of a list, marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkLine {
    /// Its number.
    pub no: i64,
    /// The edition seen.
    pub version: i64,
    /// Done or not.
    pub is_done: bool,
    /// What is said of it.
    pub remark: String,
}

/// The posts before which an overdue direction may come.
pub const ESCALATES: &[&str] = &["dpm", "dmmu", "zp_ceo", "collector"];

/// A step of the rule of escalation: after so many days overdue to that post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// Of directions of that priority.
    pub priority: Priority,
    /// The step, from 1.
    pub step: i64,
    /// After how many days overdue.
    pub days: i64,
    /// The role of the next post, of [`ESCALATES`].
    pub role: String,
}
