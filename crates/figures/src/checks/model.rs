//! What is looked at, by which terms, and what is found.

use std::collections::BTreeMap;

use samuh_kernel::calendar::Month;
use serde::{Deserialize, Serialize};

use crate::catalogue::IndicatorId;

/// The reported figures of a unit, month by month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheets {
    /// The place or institution that reported.
    pub unit_id: i64,
    /// The unit above it, by which units are siblings.
    pub parent_id: i64,
    /// What it reported, in the indicators' units.
    pub months: BTreeMap<Month, BTreeMap<IndicatorId, i64>>,
}

/// What the registers say of a unit that reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ground {
    /// Groups that stand in it, active or not; none where the registers do not say.
    pub groups: Option<i64>,
    /// Members of those groups.
    pub members: Option<i64>,
    /// The month in which the institution was formed; none for places.
    pub formed: Option<Month>,
}

/// By what a figure is found out: a dated rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// So many figures at least must be the same in a copied month.
    pub same_least: i64,
    /// And so many of a hundred of those that both months have.
    pub same_percent: i64,
    /// Their sum at least, so that small counts are not said to be copied.
    pub same_total: i64,
    /// A jump is this far from what was to be expected, in hundredths of robust deviations.
    pub jump_hundredths: i64,
    /// Of a hundred entries so many fall on a month's last three days by themselves.
    pub late_percent: i64,
    /// Such a month's end is as rare as one in so many.
    pub late_one_in: i64,
    /// Round figures, in hundredths of standard deviations above one in five.
    pub heaped_hundredths: i64,
    /// Members that a group can have at most.
    pub members_most: i64,
}

impl Thresholds {
    /// The starting values of RULES B1(d); a district's own stand in its dated rules.
    pub const USUAL: Self = Self {
        same_least: 4,
        same_percent: 80,
        same_total: 20,
        jump_hundredths: 450,
        late_percent: 12,
        late_one_in: 10_000,
        heaped_hundredths: 400,
        members_most: 20,
    };
}

/// What found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detector {
    /// The month says what the month before said.
    CopiedMonth,
    /// The month says what a unit beside it said.
    CopiedSibling,
    /// Far from what the unit and the season let expect.
    Jump,
    /// Nearly everything was entered on the last days of months.
    MonthEnd,
    /// Too many figures end in 0 or 5.
    Heaping,
    /// A count that fell though it can only rise.
    Decrease,
    /// More groups were served than there are.
    MoreThanGroups,
    /// More members than the groups can have.
    TooManyMembers,
    /// Reported for a month before the institution was formed.
    BeforeFormed,
    /// An amount without a group that got it.
    AmountAlone,
    /// Nothing was found: chance chose it.
    Sample,
}

impl Detector {
    /// Every one, in the order of pages.
    pub const ALL: [Self; 11] = [
        Self::Decrease,
        Self::MoreThanGroups,
        Self::TooManyMembers,
        Self::BeforeFormed,
        Self::AmountAlone,
        Self::Jump,
        Self::CopiedMonth,
        Self::CopiedSibling,
        Self::MonthEnd,
        Self::Heaping,
        Self::Sample,
    ];

    /// The stable code of words and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::CopiedMonth => "copied_month",
            Self::CopiedSibling => "copied_sibling",
            Self::Jump => "jump",
            Self::MonthEnd => "month_end",
            Self::Heaping => "heaping",
            Self::Decrease => "decrease",
            Self::MoreThanGroups => "more_than_groups",
            Self::TooManyMembers => "too_many_members",
            Self::BeforeFormed => "before_formed",
            Self::AmountAlone => "amount_alone",
            Self::Sample => "sample",
        }
    }

    /// The detector of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A figure, or a unit's whole month, that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What found it.
    pub detector: Detector,
    /// Whose figure.
    pub unit_id: i64,
    /// Which; none for the whole sheet.
    pub indicator: Option<IndicatorId>,
    /// Of which month.
    pub month: Month,
    /// The numbers that its sentence needs, by name.
    pub evidence: BTreeMap<String, i64>,
}

impl Found {
    pub(super) fn new(
        detector: Detector,
        unit_id: i64,
        indicator: Option<IndicatorId>,
        month: Month,
        evidence: &[(&str, i64)],
    ) -> Self {
        let evidence = evidence.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
        Self { detector, unit_id, indicator, month, evidence }
    }
}

/// The middle of numbers; none of none.
pub(super) fn median(numbers: &mut [f64]) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let half = numbers.len() / 2;
    match numbers.len() {
        0 => None,
        n if n % 2 == 1 => Some(numbers[half]),
        _ => Some((numbers[half - 1] + numbers[half]) / 2.0),
    }
}
