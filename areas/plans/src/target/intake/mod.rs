//! Importing the district's sheet of targets: blocks by months, or one target a year.

mod apply;
mod judge;
mod undo;

use samuh_engine::{
    Error, Result,
    batch::{Work, joined, pieces},
};
use samuh_figures::catalogue::{IndicatorId, by_id};
use samuh_kernel::{calendar::FinancialYear, fault::Fault};
use serde::{Deserialize, Serialize};

pub use judge::TargetsJudge;
pub use undo::undo;

use super::model::{Months, Plan};
use crate::unit::{Unit, UnitLevel};

/// What a file says of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    indicator: IndicatorId,
    year: FinancialYear,
    /// The edition the rows saw; 0 makes the plan.
    version: i64,
    level: UnitLevel,
    rows: Vec<(Unit, Months)>,
    /// Reason and order, where a locked plan is revised.
    reason: Option<(String, Option<String>)>,
}

/// Accepted rows of targets.
#[derive(Debug)]
struct TargetsWork {
    steps: Vec<Step>,
}

/// What undo needs: the plan before, and the months of every unit that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Before {
    indicator: IndicatorId,
    year: FinancialYear,
    /// The edition after the batch.
    version: i64,
    plan: Option<Plan>,
    rows: Vec<(i64, Option<Months>)>,
    reason: Option<(String, Option<String>)>,
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    Ok(Box::new(TargetsWork { steps: joined(chunks)? }))
}

impl TargetsWork {
    fn staged(&self) -> Result<Vec<Vec<u8>>> {
        pieces(&self.steps)
    }
}

/// A fault that names the plan.
fn of_plan(code: &str, indicator: IndicatorId, year: FinancialYear) -> Fault {
    let named = by_id(indicator).map_or("", |known| known.code);
    Fault::new(code).with("indicator", named).with("year", year)
}

fn refused(fault: Fault) -> Error {
    Error::Faults(fault.into())
}
