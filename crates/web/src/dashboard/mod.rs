//! The Collector's page: where the district stands, block by block, why, and what to ask today.
//! The same page serves a block, a federation and a Gram Panchayat.

mod cards;
mod draw;
mod heat;
mod side;

use chrono::NaiveDate;
use maud::Markup;
use samuh_kernel::calendar::{FinancialYear, Month};

pub use draw::draw;

use crate::parts::{Link, Tab};
use crate::show::Quantity;
use crate::svg::MapShape;

/// Pace against the target to date; the darker the colour, the more it needs attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Below 60 % of the target to date.
    Critical,
    /// 60 to 79 %.
    Behind,
    /// 80 to 94 %.
    Near,
    /// 95 to 109 %.
    OnPace,
    /// 110 % and more.
    Ahead,
    /// No target to compare with.
    NoTarget,
}

impl Status {
    /// Every status in the order of the legend.
    pub const ALL: [Self; 6] =
        [Self::Critical, Self::Behind, Self::Near, Self::OnPace, Self::Ahead, Self::NoTarget];

    /// The class of the colour ramp.
    pub fn class(self) -> &'static str {
        match self {
            Self::Critical => "s1",
            Self::Behind => "s2",
            Self::Near => "s3",
            Self::OnPace => "s4",
            Self::Ahead => "s5",
            Self::NoTarget => "s0",
        }
    }

    /// The sign that doubles the colour.
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Critical => "▼▼",
            Self::Behind => "▼",
            Self::Ahead => "▲",
            _ => "",
        }
    }

    /// The key of the status's word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Critical => "status-critical",
            Self::Behind => "status-behind",
            Self::Near => "status-near",
            Self::OnPace => "status-on-pace",
            Self::Ahead => "status-ahead",
            Self::NoTarget => "status-no-target",
        }
    }

    pub(crate) fn bar_class(self) -> &'static str {
        match self {
            Self::Critical => "crit",
            Self::Behind => "lag",
            _ => "",
        }
    }
}

/// What kind of unit the page is about, or its columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The district.
    District,
    /// A block.
    Block,
    /// A cluster level federation.
    Clf,
    /// A village organisation.
    Vo,
    /// A Gram Panchayat.
    Gp,
    /// A village.
    Village,
}

impl Level {
    /// The name used in keys of words: `district`, `block`, `clf`, `vo`, `gp`, `village`.
    pub fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Block => "block",
            Self::Clf => "clf",
            Self::Vo => "vo",
            Self::Gp => "gp",
            Self::Village => "village",
        }
    }
}

/// Why the page cannot show figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// Nothing has been imported or entered yet.
    NoData,
    /// Nothing had been recorded up to the day asked for.
    NothingBefore(NaiveDate),
}

/// How the indicators stand, counted over the whole unit of the page.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Indicators that have a target.
    pub total: i64,
    /// On pace or ahead.
    pub on: i64,
    /// Near.
    pub near: i64,
    /// Behind or critical.
    pub behind: i64,
    /// Indicators without a target.
    pub no_target: i64,
    /// The unit that needs most attention and in how many indicators it is behind.
    pub attention: Option<(Link, i64)>,
    /// An indicator that is behind in every unit, or in every unit but one.
    pub everywhere: Option<Everywhere>,
}

/// An indicator that lags nearly everywhere.
#[derive(Clone, Debug)]
pub struct Everywhere {
    /// The indicator and its page.
    pub indicator: Link,
    /// The one unit where it does not lag, if there is one.
    pub except: Option<String>,
}

/// A question worth asking, made from the data.
#[derive(Clone, Debug)]
pub enum Question {
    /// An indicator far below its pace in one unit.
    Low {
        /// The unit's name.
        unit: String,
        /// The indicator's name.
        indicator: String,
        /// Per cent of the target to date.
        percent: i64,
        /// Achieved so far.
        achieved: Quantity,
        /// Expected by today.
        expected: Quantity,
        /// The list behind it.
        href: String,
    },
    /// An indicator that loses ground in one unit.
    Falling {
        /// The unit's name.
        unit: String,
        /// The indicator's name.
        indicator: String,
        /// Per cent of the target to date now.
        percent: i64,
        /// Percentage points lost since last month.
        points: i64,
        /// The list behind it.
        href: String,
    },
    /// A unit from which nothing has come for days.
    Stale {
        /// The unit's name.
        unit: String,
        /// Days since the last entry.
        days: i64,
        /// The day of the last entry.
        last: NaiveDate,
        /// The unit's page.
        href: String,
    },
    /// Groups that lack something which every group should have.
    Gap {
        /// What they lack.
        gap: Gap,
        /// How many groups.
        groups: i64,
        /// The unit with most of them, and how many there.
        worst: Option<(String, i64)>,
        /// The list of these groups.
        href: String,
    },
}

/// What a group may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A bank account.
    Account,
    /// An entry in LokOS.
    Lokos,
    /// Membership in a village organisation.
    Vo,
    /// Activity: the group is inactive.
    Active,
}

/// When entries last came from a unit.
#[derive(Clone, Debug)]
pub struct Freshness {
    /// The unit and its page.
    pub unit: Link,
    /// The last seven days, oldest first: whether anything was entered.
    pub week: [bool; 7],
    /// Days since the last entry; `None` when there was none at all.
    pub days_old: Option<i64>,
}

/// One of the four large figures.
#[derive(Clone, Debug)]
pub struct Kpi {
    /// The indicator's name.
    pub name: String,
    /// Achieved since the year began.
    pub achieved: Quantity,
    /// The year's target.
    pub annual: Option<Quantity>,
    /// Per cent of the target to date.
    pub percent: Option<i64>,
    /// Its status.
    pub status: Status,
    /// The twelve months of the year.
    pub months: Vec<KpiMonth>,
    /// What came in the running month.
    pub this_month: Option<Quantity>,
    /// What was achieved by the same day last year.
    pub last_year: Option<Quantity>,
    /// The list behind it.
    pub href: String,
}

/// One month of a large figure.
#[derive(Clone, Copy, Debug)]
pub struct KpiMonth {
    /// The month.
    pub month: Month,
    /// Achieved in it; `None` when it has not begun.
    pub achieved: Option<Quantity>,
    /// Its target.
    pub target: Option<Quantity>,
    /// Whether it is running.
    pub running: bool,
}

/// Indicators against units.
#[derive(Clone, Debug)]
pub struct HeatTable {
    /// What the columns are.
    pub units_are: Level,
    /// The units: blocks of a district, federations of a block …
    pub units: Vec<HeatUnit>,
    /// The name over the sums: the district's, the block's.
    pub whole: String,
    /// The indicators in their groups.
    pub groups: Vec<HeatGroup>,
    /// The same page by other units.
    pub views: Vec<Tab>,
    /// The table as Excel.
    pub excel: Option<String>,
}

/// One unit of the table.
#[derive(Clone, Debug)]
pub struct HeatUnit {
    /// Name and page.
    pub link: Link,
    /// In how many indicators it is behind.
    pub behind: i64,
}

/// Indicators of one theme.
#[derive(Clone, Debug)]
pub struct HeatGroup {
    /// The theme.
    pub name: String,
    /// Its indicators.
    pub rows: Vec<HeatRow>,
}

/// One indicator in every unit and in the whole.
#[derive(Clone, Debug)]
pub struct HeatRow {
    /// Name and page.
    pub indicator: Link,
    /// The unit of count: `समूह`.
    pub unit: String,
    /// The year's target of the whole.
    pub annual: Option<Quantity>,
    /// Where the figures come from.
    pub source: Source,
    /// One cell for each unit of the table, in the same order.
    pub cells: Vec<HeatCell>,
    /// The whole: the sum of the cells, or the ratio over all.
    pub whole: HeatCell,
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Counted from the registers.
    Counted,
    /// Typed by an office.
    Reported,
    /// Typed and then checked.
    Verified,
}

impl Source {
    /// The key of its word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Counted => "source-counted",
            Self::Reported => "source-reported",
            Self::Verified => "source-verified",
        }
    }
}

/// One indicator in one unit.
#[derive(Clone, Debug)]
pub struct HeatCell {
    /// Achieved; `None` when the unit has nothing recorded.
    pub achieved: Option<Quantity>,
    /// Target to date.
    pub expected: Option<Quantity>,
    /// Per cent of the target to date.
    pub percent: Option<i64>,
    /// Its status.
    pub status: Status,
    /// The list behind it.
    pub href: String,
}

/// The map of one indicator.
#[derive(Clone, Debug)]
pub struct MapCard {
    /// The indicators one can choose: code and name.
    pub indicators: Vec<(String, String)>,
    /// The chosen indicator's code.
    pub chosen: String,
    /// The units with their cells.
    pub areas: Vec<(MapShape, HeatCell)>,
    /// The key of the line about the borders (`map-schematic`, `map-source`).
    pub note: &'static str,
}

/// The units that lag most.
#[derive(Clone, Debug)]
pub struct Lagging {
    /// What they are.
    pub units_are: Level,
    /// The worst few.
    pub rows: Vec<LaggingRow>,
    /// The list of all, and how many there are.
    pub all: Option<(String, i64)>,
}

/// One lagging unit with its weakest indicator.
#[derive(Clone, Debug)]
pub struct LaggingRow {
    /// The unit and its page.
    pub unit: Link,
    /// The unit above it: the block of a federation.
    pub above: String,
    /// The indicator's name.
    pub indicator: String,
    /// Per cent of the target to date.
    pub percent: i64,
    /// Its status.
    pub status: Status,
    /// Per cent in the last six months, oldest first.
    pub months: Vec<i64>,
}

/// One figure of the registers.
#[derive(Clone, Debug)]
pub struct Glance {
    /// What is counted.
    pub name: String,
    /// How many.
    pub value: Quantity,
    /// A line under it; may be empty.
    pub note: String,
    /// The list.
    pub href: String,
}

/// What the reader chose: year, month, as on.
#[derive(Clone, Debug)]
pub struct Choose {
    /// The page's own address without its query.
    pub action: String,
    /// What the form carries along unseen.
    pub hidden: Vec<(String, String)>,
    /// The years there are, newest first.
    pub years: Vec<FinancialYear>,
    /// The chosen year.
    pub year: FinancialYear,
    /// The chosen month; `None` is the year up to now.
    pub month: Option<Month>,
    /// The day asked for; `None` is now.
    pub as_on: Option<NaiveDate>,
    /// What the reader typed as a day when it could not be read.
    pub as_on_typed: Option<String>,
    /// True where what waits for approval counts as if it were approved.
    pub with_pending: bool,
}

/// The page.
#[derive(Clone, Debug)]
pub struct DashboardPage {
    /// What the page is about.
    pub level: Level,
    /// The unit's name.
    pub name: String,
    /// The way down to it; empty for the district.
    pub crumbs: Vec<Link>,
    /// The day the page stands for.
    pub day: NaiveDate,
    /// How much of the year had passed on that day, in per cent.
    pub year_passed: i64,
    /// Who the unit is, where it is a federation.
    pub about: Markup,
    /// Its groups, and what was recorded about it.
    pub trail: Markup,
    /// Year, month and day.
    pub choose: Choose,
    /// Why there is nothing to show, when there is nothing.
    pub empty: Option<Empty>,
    /// Whether any target is set for the year.
    pub has_targets: bool,
    /// The first paragraph.
    pub summary: Summary,
    /// At most three questions.
    pub questions: Vec<Question>,
    /// When data last came, by unit.
    pub freshness: Vec<Freshness>,
    /// The large figures.
    pub kpis: Vec<Kpi>,
    /// The registers' own figures.
    pub glance: Vec<Glance>,
    /// Indicators by units.
    pub table: Option<HeatTable>,
    /// The map.
    pub map: Option<MapCard>,
    /// The units that lag most.
    pub lagging: Option<Lagging>,
    /// Where the chain of changes stood when the page was made; a report carries it.
    pub chain: Option<String>,
}
