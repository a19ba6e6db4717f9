//! Importing monthly sheets of reported figures.

mod apply;
mod judge;
mod undo;

use samuh_engine::{
    Result, Tx,
    batch::{Work, joined, pieces},
};
use samuh_figures::{catalogue::IndicatorId, journal::Posting};
use samuh_kernel::{calendar::Month, fault::Fault};
use serde::{Deserialize, Serialize};

pub use judge::ProgressJudge;
pub use undo::undo;

use super::{model::Step, store::Found};
use crate::unit::{Unit, UnitLevel};

/// What stands before the steps of a staged batch.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Head {
    units: Vec<Unit>,
    /// Levels that the batch's first rows fix: indicator, year, level.
    levels: Vec<(IndicatorId, i32, UnitLevel)>,
}

/// Accepted rows of reported figures.
#[derive(Debug, Default)]
struct ReportedWork {
    head: Head,
    steps: Vec<Step>,
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    let Some((head, steps)) = chunks.split_first() else {
        return Ok(Box::new(ReportedWork::default()));
    };
    Ok(Box::new(ReportedWork { head: serde_json::from_slice(head)?, steps: joined(steps)? }))
}

impl ReportedWork {
    fn staged(&self) -> Result<Vec<Vec<u8>>> {
        let mut chunks = vec![serde_json::to_vec(&self.head)?];
        chunks.extend(pieces(&self.steps)?);
        Ok(chunks)
    }
}

/// What undo needs: how many figures a batch added, and how each one that it changed stood before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Before {
    Added {
        indicator: IndicatorId,
        count: usize,
        years: Vec<i32>,
    },
    Changed {
        indicator: IndicatorId,
        month: Month,
        place_id: i64,
        institution_id: i64,
        was: i64,
        /// The edition after the batch.
        version: i64,
    },
}

/// Leaves in the trail of the unit what one of its figures was and is, as correcting it does.
fn note(tx: &mut Tx, found: &Found, was: i64, becomes: i64) {
    let Posting { indicator, month, place_id, institution_id, .. } = found.posting;
    let unit_id = if institution_id == 0 { place_id } else { institution_id };
    let field = format!("figure:{indicator}:{}", month.0);
    tx.changed("reported", unit_id, place_id).office(field, was, becomes);
}

/// The register is no longer as the rows saw it.
fn moved(indicator: IndicatorId, month: Month) -> samuh_engine::Error {
    let code = samuh_figures::catalogue::by_id(indicator).map_or("", |known| known.code);
    let fault = Fault::new("figure_moved").with("indicator", code).with("month", month);
    samuh_engine::Error::Faults(fault.into())
}
