//! Applying a sheet of attendance in one act, and taking it back: each event's list as it was and as
//! it is.

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, Work, joined, pieces},
};
use samuh_kernel::fault::{Fault, Faults};
use serde::{Deserialize, Serialize};

use crate::event::{acts::restated, model::Person, store};

/// The list of an event as the sheet leaves it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) event_id: i64,
    /// The edition that was seen.
    pub(super) version: i64,
    pub(super) people: Vec<Person>,
}

/// Accepted rows of attendance.
#[derive(Debug, Default)]
pub(super) struct AttendanceWork {
    pub(super) steps: Vec<Step>,
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    Ok(Box::new(AttendanceWork { steps: joined(chunks)? }))
}

impl Work for AttendanceWork {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        pieces(&self.steps)
    }

    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>> {
        let mut before = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            before.push(put(tx, batch.district_id, step, "attendance_moved")?);
        }
        pieces(&before)
    }
}

/// Puts a list in the place of the one that stands; answers that, with the edition that it has now.
fn put(tx: &mut Tx, district_id: i64, step: &Step, moved: &str) -> Result<Step> {
    let refuse = || {
        let fault = Fault::new(moved).with("event", step.event_id);
        Error::Faults(Faults::from(fault))
    };
    let found = store::event_in_act(tx, district_id, step.event_id)?;
    let mut event = found.filter(|event| event.version == step.version).ok_or_else(refuse)?;
    let was = store::people_in_act(tx, district_id, step.event_id)?;
    restated(tx, &mut event, &step.people)?;
    if !store::set_moved(tx, &event, step.version)? {
        return Err(refuse());
    }
    Ok(Step { event_id: step.event_id, version: step.version + 1, people: was })
}

/// Takes a batch back by its before-images.
///
/// # Errors
/// `Faults` naming the event that was changed later; nothing has changed then.
pub fn undo(tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
    let before: Vec<Step> = joined(images)?;
    for step in &before {
        put(tx, batch.district_id, step, "undo_event_changed")?;
    }
    Ok(())
}
