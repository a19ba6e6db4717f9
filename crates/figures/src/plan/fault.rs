//! Why a plan cannot be made as asked, and the smallest thing that would let it.

use thiserror::Error;

/// The largest amount, weight or share taken: 10¹⁵ (in paise, ten lakh crore rupees).
///
/// It keeps every exact product within an `i128`.
pub const LARGEST_AMOUNT: i64 = 1_000_000_000_000_000;

/// The most units one total is split to.
pub(super) const MOST_UNITS: usize = 100_000;

/// The smallest change of limits that makes a split possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relaxation {
    /// The caps together hold less than the total.
    RaiseCaps {
        /// How much the caps lack.
        by: i64,
        /// Which unit's cap, and by how much: the fewest units, together `by`.
        units: Vec<(i64, i64)>,
    },
    /// The floors together ask more than the total.
    LowerFloors {
        /// How much the floors exceed the total.
        by: i64,
        /// Which unit's floor, and by how much: the fewest units, together `by`.
        units: Vec<(i64, i64)>,
    },
}

/// Why a plan's arithmetic was refused. The display text is for logs; pages word the code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanFault {
    /// No split keeps every floor and cap.
    #[error("no split keeps the floors and caps: {0:?}")]
    Infeasible(Relaxation),
    /// A total to share, and nobody to share it.
    #[error("there is no unit to take {total}")]
    NoUnits {
        /// The total that was to be shared.
        total: i64,
    },
    /// A total, weight, floor, part, month or share below zero.
    #[error("{amount} is below zero")]
    BelowZero {
        /// The unit, where one is at fault.
        unit: Option<i64>,
        /// The amount given.
        amount: i64,
    },
    /// Something above [`LARGEST_AMOUNT`], or too many units.
    #[error("the amounts are too large to reckon with")]
    TooLarge,
    /// A floor above its own cap.
    #[error("unit {unit} has the floor {floor} above its cap {cap}")]
    FloorAboveCap {
        /// The unit.
        unit: i64,
        /// Its floor.
        floor: i64,
        /// Its cap.
        cap: i64,
    },
    /// The same unit twice.
    #[error("unit {unit} stands twice")]
    UnitTwice {
        /// The unit.
        unit: i64,
    },
    /// A unit that is not among the parts.
    #[error("unit {unit} is not in the plan")]
    UnknownUnit {
        /// The unit.
        unit: i64,
    },
    /// A part that is locked is changed only by a revision.
    #[error("the part of unit {unit} is locked")]
    Locked {
        /// The unit.
        unit: i64,
    },
    /// The new value of a part lies outside its own floor and cap.
    #[error("unit {unit} takes {floor} at least and {cap:?} at most, not {value}")]
    OutsideLimits {
        /// The unit.
        unit: i64,
        /// The value given.
        value: i64,
        /// Its floor.
        floor: i64,
        /// Its cap, if any.
        cap: Option<i64>,
    },
    /// The parts that stay as they are already exceed the whole.
    #[error("what is kept exceeds the total by {by}")]
    KeptExceedsTotal {
        /// By how much.
        by: i64,
    },
    /// Rows and months of a table do not have the same sum.
    #[error("the rows sum to {rows}, the months to {months}")]
    MarginsDiffer {
        /// Sum of the rows.
        rows: i128,
        /// Sum of the months.
        months: i128,
    },
}

impl PlanFault {
    /// The stable code under which the word files keep the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Infeasible(Relaxation::RaiseCaps { .. }) => "plan_caps_too_low",
            Self::Infeasible(Relaxation::LowerFloors { .. }) => "plan_floors_too_high",
            Self::NoUnits { .. } => "plan_no_units",
            Self::BelowZero { .. } => "plan_below_zero",
            Self::TooLarge => "plan_too_large",
            Self::FloorAboveCap { .. } => "plan_floor_above_cap",
            Self::UnitTwice { .. } => "plan_unit_twice",
            Self::UnknownUnit { .. } => "plan_unknown_unit",
            Self::Locked { .. } => "plan_part_locked",
            Self::OutsideLimits { .. } => "plan_outside_limits",
            Self::KeptExceedsTotal { .. } => "plan_kept_exceeds_total",
            Self::MarginsDiffer { .. } => "plan_margins_differ",
        }
    }
}

/// Refuses an amount below zero or above [`LARGEST_AMOUNT`].
pub(super) fn check_amount(unit: Option<i64>, amount: i64) -> Result<(), PlanFault> {
    match amount {
        i64::MIN..=-1 => Err(PlanFault::BelowZero { unit, amount }),
        0..=LARGEST_AMOUNT => Ok(()),
        _ => Err(PlanFault::TooLarge),
    }
}
