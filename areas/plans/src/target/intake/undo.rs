//! Taking a batch of targets back, unless a plan was changed later.

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, joined},
};
use samuh_kernel::fault::Faults;

use super::{Before, of_plan};
use crate::target::{
    model::{Row, Whole},
    store::{self, Reason},
    trail,
};

/// Takes a batch back by its before-images; what a revision changed is revised back.
///
/// # Errors
/// `Faults` naming each plan that was changed later; nothing has changed then.
pub fn undo(tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
    let images: Vec<Before> = joined(images)?;
    let mut faults = Faults::default();
    for image in &images {
        let now = store::whole(tx, batch.district_id, image.indicator, image.year)?;
        let Some(now) = now.filter(|now| now.plan.version == image.version) else {
            faults.push(of_plan("undo_plan_changed", image.indicator, image.year));
            continue;
        };
        let was = stood(&now, image);
        let reason = image
            .reason
            .as_ref()
            .map(|(text, order_no)| Reason { text, order_no: order_no.as_deref() });
        if !store::restore(tx, batch.district_id, &now, was.as_ref(), reason)? {
            faults.push(of_plan("undo_plan_changed", image.indicator, image.year));
            continue;
        }
        match &was {
            Some(was) => trail::note(tx, Some(&now), was, None),
            None => trail::note_gone(tx, &now),
        }
    }
    faults.or(()).map_err(Error::Faults)
}

/// The plan before the batch; none where the batch made it.
fn stood(now: &Whole, image: &Before) -> Option<Whole> {
    let plan = image.plan.clone()?;
    let mut rows = now.rows.clone();
    for (unit_id, months) in &image.rows {
        match months {
            Some(months) => {
                let row = Row { level: plan.level, parent_id: 0, months: *months };
                rows.insert(*unit_id, row);
            }
            None => drop(rows.remove(unit_id)),
        }
    }
    Some(Whole { plan, rows })
}
