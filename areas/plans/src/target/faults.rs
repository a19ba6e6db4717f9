//! What stands in the way of a plan, as faults a page can word: amounts as they are written, units
//! by name.

use samuh_engine::{Error, Result, Tx};
use samuh_figures::{
    catalogue::{IndicatorId, by_id},
    plan::{PlanFault, Relaxation},
};
use samuh_kernel::fault::Fault;

use super::{rules::Difference, store};
use crate::amount::value_shown;

/// Whose plan a fault is of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About {
    pub(crate) district_id: i64,
    pub(crate) indicator: IndicatorId,
}

impl About {
    fn shown(self, amount: i64) -> String {
        by_id(self.indicator).map_or_else(|| amount.to_string(), |known| value_shown(known, amount))
    }

    /// A refusal of the plan's arithmetic, with what it names.
    pub(crate) fn refusal(self, tx: &mut Tx, refused: &PlanFault) -> Error {
        match self.told(tx, refused) {
            Ok(fault) => Error::Faults(fault.into()),
            Err(error) => error,
        }
    }

    fn told(self, tx: &mut Tx, refused: &PlanFault) -> Result<Fault> {
        let fault = Fault::new(refused.code());
        let mut name = |unit: i64| store::name_of(tx, self.district_id, unit);
        Ok(match refused {
            PlanFault::Infeasible(
                Relaxation::RaiseCaps { by, units } | Relaxation::LowerFloors { by, units },
            ) => {
                let mut named = Vec::new();
                for (unit, by) in units {
                    named.push(format!("{} {}", name(*unit)?, self.shown(*by)));
                }
                fault.with("by", self.shown(*by)).with("units", named.join("; "))
            }
            PlanFault::NoUnits { total } => fault.with("total", self.shown(*total)),
            PlanFault::BelowZero { unit, amount } => {
                let name = unit.map(name).transpose()?.unwrap_or_default();
                fault.with("unit", name).with("amount", self.shown(*amount))
            }
            PlanFault::TooLarge => fault,
            PlanFault::FloorAboveCap { unit, floor, cap } => fault
                .with("unit", name(*unit)?)
                .with("floor", self.shown(*floor))
                .with("cap", self.shown(*cap)),
            PlanFault::UnitTwice { unit }
            | PlanFault::UnknownUnit { unit }
            | PlanFault::Locked { unit } => fault.with("unit", name(*unit)?),
            PlanFault::OutsideLimits { unit, value, floor, cap } => fault
                .with("unit", name(*unit)?)
                .with("value", self.shown(*value))
                .with("floor", self.shown(*floor))
                .with("cap", cap.map_or_else(|| "—".to_owned(), |cap| self.shown(cap))),
            PlanFault::KeptExceedsTotal { by } => fault.with("by", self.shown(*by)),
            PlanFault::MarginsDiffer { rows, months } => {
                fault.with("rows", rows).with("months", months)
            }
        })
    }

    /// Parts that do not make their whole: the unit, the level of its parts, and both sums.
    pub(crate) fn differ(self, tx: &mut Tx, found: &Difference) -> Result<Fault> {
        Ok(Fault::new("children_differ")
            .with("name", store::name_of(tx, self.district_id, found.unit_id)?)
            .with("level", found.level.code())
            .with("period", &found.period)
            .with("sum", self.shown(found.sum))
            .with("whole", self.shown(found.whole)))
    }
}

/// One fault of a plan.
pub(crate) fn one(code: &str) -> Error {
    Error::fault(code)
}
