//! What a pack says, frozen: numbers and names, no words of the office. Everything that is drawn
//! (slides, PDF, workbook, picture) is drawn from this, so that no two of them can differ.

use chrono::NaiveDate;
use samuh_engine::clock;
use samuh_kernel::calendar::{FinancialYear, Month};
use serde::{Deserialize, Serialize};

/// The edition of this form; a later program reads every earlier one.
pub const EDITION: u32 = 1;

/// A place's month as it was read once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The edition of the form.
    pub edition: u32,
    /// The place.
    pub place: Named,
    /// `district`, `block`, `gp` or `village`.
    pub level: String,
    /// The district, of what lies below it.
    pub above: Option<Named>,
    /// The month up to whose end it tells, or up to the day it was read while the month runs.
    pub month: Month,
    /// When it was read, microseconds UTC.
    pub read_at: i64,
    /// True where all of it is invented: the demo district.
    pub synthetic: bool,
    /// What the units below are: `block`, `clf`, `gp` or `village`.
    pub units_are: String,
    /// The units below.
    pub units: Vec<Named>,
    /// Registers at a glance: code of the indicator and its level at the month's end.
    pub glance: Vec<(String, i64)>,
    /// The indicators, in their order.
    pub lines: Vec<Line>,
    /// Units and indicators furthest behind, the worst first.
    pub behind: Vec<Told>,
    /// Units and indicators that did best, the best first.
    pub ahead: Vec<Told>,
    /// Federations by the weakest share of their groups, the weakest first.
    pub weakest: Vec<Share>,
    /// What the next month asks for.
    pub next: Vec<Next>,
    /// Directions still open, the most overdue first; none where the register of directions is not
    /// kept.
    pub directions: Option<Vec<Direction>>,
    /// Where the chain of the trail stood; none before anything is sealed, and in packs of earlier programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Chain>,
}

/// Where the chain of the trail stood: whoever holds the paper can tell later that nothing was rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// How many entries were sealed.
    pub entries: i64,
    /// The hash of the last, shortened.
    pub head: String,
    /// When it was sealed, microseconds UTC.
    pub sealed_at: i64,
}

impl Snapshot {
    /// The financial year of its month.
    pub fn year(&self) -> FinancialYear {
        FinancialYear::of(self.month.first_day())
    }

    /// The day of which it tells: its month's last, or of a running month the day it was read.
    pub fn day(&self) -> NaiveDate {
        self.month.last_day().min(clock::day_of(self.read_at))
    }

    /// The months of the year up to its own.
    pub fn months(&self) -> Vec<Month> {
        self.year().months().into_iter().filter(|month| *month <= self.month).collect()
    }
}

/// A place or federation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its number.
    pub id: i64,
    /// Its LGD code, or its own.
    pub code: String,
    /// Its name in Hindi.
    pub hi: String,
    /// Its name in English.
    pub en: String,
}

impl Named {
    /// The name in the reader's language.
    pub fn name(&self, hindi: bool) -> &str {
        if hindi { &self.hi } else { &self.en }
    }
}

/// An indicator: of the place, and of every unit below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The indicator's code.
    pub code: String,
    /// The place's own.
    pub whole: Mark,
    /// One for each unit, in their order.
    pub units: Vec<Mark>,
    /// What each month up to now brought, April first.
    pub months: Vec<i64>,
    /// The targets of those months; none without a plan.
    pub month_targets: Option<Vec<i64>>,
}

/// How one indicator stands in one unit. Values are in the indicator's unit: pieces, paise, tenths
/// of a per cent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// The year's target.
    pub annual: Option<i64>,
    /// What of it was due by the month's end.
    pub due: Option<i64>,
    /// What the month brought.
    pub month: Option<i64>,
    /// What the year brought up to the month's end; the level where there is no target.
    pub total: Option<i64>,
    /// Per cent of what was due.
    pub percent: Option<i64>,
    /// How it stands against what was due, as pages say it: `ahead`, `on-pace`, `near`, `behind`,
    /// `critical` or `no-target`.
    pub status: String,
    /// Where the year is likely to end (RULES B1b); of the place alone.
    pub outlook: Option<Outlook>,
}

/// Where the year is likely to end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// The expected total.
    pub expected: i64,
    /// The lower end of the band.
    pub low: i64,
    /// Its upper end.
    pub high: i64,
    /// Chance per thousand of reaching the target.
    pub chance_per_mille: i64,
    /// Too little is known yet.
    pub low_confidence: bool,
}

/// One unit in one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The unit.
    pub unit: Named,
    /// The indicator's code.
    pub code: String,
    /// What it achieved.
    pub total: i64,
    /// What was due.
    pub due: i64,
    /// Per cent.
    pub percent: i64,
}

/// A federation's weakest share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The federation.
    pub unit: Named,
    /// The code of what its groups should have.
    pub code: String,
    /// Groups that have it.
    pub held: i64,
    /// Groups there are.
    pub groups: i64,
}

/// What the next month asks of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// The indicator's code.
    pub code: String,
    /// The month's own target; none where the next year's plan is not there yet.
    pub target: Option<i64>,
    /// What is left over from the months before.
    pub arrears: i64,
    /// The unit with the largest arrears, and how large they are.
    pub most: Option<(Named, i64)>,
}

/// A direction that is still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// Its number, as the minutes have it.
    pub number: String,
    /// Its words.
    pub text: String,
    /// The posts that answer for it, in Hindi.
    pub post_hi: String,
    /// The same in English.
    pub post_en: String,
    /// The day by which it was due, dd/mm/yyyy.
    pub due: String,
    /// True where that day has passed.
    pub overdue: bool,
}
