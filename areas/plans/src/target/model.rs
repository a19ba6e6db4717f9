//! A plan, its rows, and what an office may ask of it.

use std::collections::BTreeMap;

use samuh_figures::catalogue::IndicatorId;
use samuh_kernel::{calendar::FinancialYear, read, scope::Right, sheet::Cell};
use serde::{Deserialize, Serialize};

use crate::unit::UnitLevel;

/// A year's months, April first, in the indicator's unit (paise for money).
pub type Months = [i64; 12];

/// The plan of one indicator for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Which year.
    pub year: FinancialYear,
    /// The level whose units make up the total.
    pub level: UnitLevel,
    /// The sum of those units, in the indicator's unit.
    pub total: i64,
    /// It changes only by revision.
    pub locked: bool,
    /// The order by which it was locked or last revised.
    pub order_no: Option<String>,
    /// Edition of the plan; every change of a target makes a new one.
    pub version: i64,
}

/// The targets of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) level: UnitLevel,
    /// The unit of the plan's level it lies in; 0 for those units themselves.
    pub(crate) parent_id: i64,
    pub(crate) months: Months,
}

/// A plan with all its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whole {
    pub(crate) plan: Plan,
    pub(crate) rows: BTreeMap<i64, Row>,
}

/// A new value for one month of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetCell {
    /// The unit.
    pub unit_id: i64,
    /// 0 (April) to 11 (March).
    pub month: usize,
    /// In the indicator's unit.
    pub value: i64,
}

/// What stays the same when a cell changes. Below the plan's level the parent always stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// Nothing: the year of the unit and the whole change with it.
    Nothing,
    /// The unit's year: its other months absorb the difference.
    Year,
    /// The whole: the other units absorb the difference in the same month.
    Total,
}

/// What a split goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// Target households not yet in groups.
    LeftOut,
    /// Active groups.
    Groups,
    /// The targets of the year before.
    LastYear,
    /// The same for all.
    Equal,
    /// As given: unit and weight.
    Given(Vec<(i64, i64)>),
}

/// Least and most that a unit takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// The unit.
    pub unit_id: i64,
    /// The least.
    pub floor: i64,
    /// The most (staff × monthly throughput × working months), if known.
    pub cap: Option<i64>,
}

/// Cells to be set in a plan that is not locked. With version 0 the plan is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetTargets {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Which year.
    pub year: FinancialYear,
    /// The edition this desk saw.
    pub version: i64,
    /// The new values.
    pub cells: Vec<TargetCell>,
    /// What stays the same.
    pub keep: Keep,
}

/// A total to be shared among the units of a level, and phased over the year. RULES B1(a).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Which year.
    pub year: FinancialYear,
    /// The edition this desk saw; 0 makes the plan.
    pub version: i64,
    /// A unit of the plan, to share its targets among those below it; none for the whole district.
    pub within: Option<i64>,
    /// The level that takes the parts.
    pub level: UnitLevel,
    /// The year's total of the district; without one, the total that stands.
    pub total: Option<i64>,
    /// What it goes by.
    pub weights: Weights,
    /// Floors and caps.
    pub limits: Vec<Limit>,
    /// How the year is spread to months. Parts of a unit follow the months of that unit.
    pub season: Season,
}

/// How a year's total is spread to its months.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// As the months of the plan that stands; even where none does.
    Standing,
    /// Every month alike.
    #[default]
    Even,
    /// As the months of the year before went in the district: what its registers and sheets say.
    LastYear,
    /// By these shares of any scale, April first.
    Shares(Months),
}

/// Twelve shares as a person writes them, April first, with commas or spaces between; none where
/// they are not twelve, or one is no whole number.
pub fn shares_of(text: &str) -> Option<Months> {
    let between = |letter: char| letter == ',' || letter == ';' || letter.is_whitespace();
    let parts = text.split(between).filter(|part| !part.is_empty());
    let whole = |part: &str| {
        let cell = Cell::Text(part.trim_end_matches('%').to_owned());
        read::whole(&cell).ok()?.map(|reading| reading.value).filter(|share| *share >= 0)
    };
    let shares: Vec<i64> = parts.map(whole).collect::<Option<_>>()?;
    shares.try_into().ok()
}

/// How a locked plan is to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Cell by cell.
    Cells {
        /// The new values.
        cells: Vec<TargetCell>,
        /// What stays the same.
        keep: Keep,
    },
    /// A new total: only the difference is shared, and months that are over stay.
    Total {
        /// The new total of the year.
        total: i64,
        /// What the difference goes by.
        weights: Weights,
        /// Floors and caps.
        limits: Vec<Limit>,
    },
}

/// A revision: kept with the old values, the reason and the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revise {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Which year.
    pub year: FinancialYear,
    /// The edition this desk saw.
    pub version: i64,
    /// What changes.
    pub change: Change,
    /// Why.
    pub reason: String,
    /// The number of the order.
    pub order_no: String,
}

/// A plan to be locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Which year.
    pub year: FinancialYear,
    /// The edition this desk saw.
    pub version: i64,
    /// The number of the order, if there is one.
    pub order_no: Option<String>,
}

/// Any change of a plan, as data: what a second post may be asked to approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Ask {
    /// Cells are set.
    Set(SetTargets),
    /// A total is shared.
    Split(Split),
    /// The plan is locked.
    Lock(Lock),
    /// A locked plan changes.
    Revise(Revise),
}

impl Ask {
    /// The act's name.
    pub fn act(&self) -> &'static str {
        match self {
            Self::Set(_) => "plans.set",
            Self::Split(_) => "plans.split",
            Self::Lock(_) => "plans.lock",
            Self::Revise(_) => "plans.revise",
        }
    }

    /// The right by which a desk does it alone.
    pub fn needs(&self) -> Right {
        match self {
            Self::Set(_) | Self::Split(_) => Right::Enter,
            Self::Lock(_) | Self::Revise(_) => Right::Approve,
        }
    }

    /// The same over another edition of the plan.
    pub fn over(&self, version: i64) -> Self {
        let mut same = self.clone();
        match &mut same {
            Self::Set(ask) => ask.version = version,
            Self::Split(ask) => ask.version = version,
            Self::Lock(ask) => ask.version = version,
            Self::Revise(ask) => ask.version = version,
        }
        same
    }

    /// The plan: its indicator and year.
    pub fn plan(&self) -> (IndicatorId, FinancialYear) {
        match self {
            Self::Set(ask) => (ask.indicator, ask.year),
            Self::Split(ask) => (ask.indicator, ask.year),
            Self::Lock(ask) => (ask.indicator, ask.year),
            Self::Revise(ask) => (ask.indicator, ask.year),
        }
    }
}

/// What an act on a plan answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The edition after it.
    pub version: i64,
    /// The year's total after it.
    pub total: i64,
    /// Why each unit got its part, after a split.
    pub shares: Vec<Share>,
}

/// A unit's part of a split and its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The unit.
    pub unit_id: i64,
    /// Its part of the year.
    pub part: i64,
    /// The code of the reason: `part_by_share`, `part_at_cap` …
    pub why: String,
}

/// A plan in the list of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanSeen {
    /// The plan.
    pub plan: Plan,
    /// The sum of the units this desk sees: all of them for a desk of the district.
    pub own: i64,
    /// The months of those units.
    pub months: Months,
}

/// A unit's row in the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridUnit {
    /// The unit.
    pub unit_id: i64,
    /// Its LGD or own code, if it has one.
    pub code: Option<String>,
    /// Its name in Hindi.
    pub name_hi: Option<String>,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Its targets; zeros where it has none.
    pub months: Months,
}

/// Units × months of one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The plan; none when it is not made yet.
    pub plan: Option<Plan>,
    /// The level of the rows.
    pub level: UnitLevel,
    /// One row a unit that this desk sees, by code.
    pub rows: Vec<GridUnit>,
}

/// A change of a plan, kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionSeen {
    /// The unit.
    pub unit_id: i64,
    /// Its name in Hindi.
    pub name_hi: Option<String>,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Its months before.
    pub was: Months,
    /// Its months after.
    pub becomes: Months,
    /// Why.
    pub reason: String,
    /// By which order.
    pub order_no: Option<String>,
    /// When, microseconds UTC.
    pub at: i64,
    /// The post that did it.
    pub post_id: i64,
    /// Who held it.
    pub officer_id: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_shares_are_read_as_people_write_them_and_nothing_else_is() {
        let season = [4, 5, 7, 4, 4, 6, 10, 12, 14, 12, 12, 10];
        assert_eq!(shares_of("4,5,7,4,4,6,10,12,14,12,12,10"), Some(season));
        assert_eq!(shares_of("४ ५ ७ ४ ४ ६ १० १२ १४ १२ १२ १०%"), Some(season));
        for odd in ["", "1,2,3", "1,1,1,1,1,1,1,1,1,1,1,-1", "1,1,1,1,1,1,1,1,1,1,1,x"] {
            assert_eq!(shares_of(odd), None, "{odd}");
        }
    }
}
