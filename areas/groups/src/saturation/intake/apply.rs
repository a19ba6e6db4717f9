//! Applying an accepted list in one act.

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, PIECE, Work, pieces},
};

use super::Image;
use crate::saturation::{model::Target, store, trail};

/// Accepted rows of target households.
pub(super) struct HouseholdsWork {
    /// Households of the register as the rows would have them.
    pub(super) changed: Vec<Target>,
    /// New households in the order of the sheet.
    pub(super) new: Vec<Target>,
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    let (mut changed, mut new) = (Vec::new(), Vec::new());
    for chunk in chunks {
        for target in serde_json::from_slice::<Vec<Target>>(chunk)? {
            if target.id < 0 { new.push(target) } else { changed.push(target) }
        }
    }
    Ok(Box::new(HouseholdsWork { changed, new }))
}

impl Work for HouseholdsWork {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        let all = self.changed.chunks(PIECE).chain(self.new.chunks(PIECE));
        all.map(|piece| Ok(serde_json::to_vec(piece)?)).collect()
    }

    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>> {
        let district_id = batch.district_id;
        let op_no = tx.op_no();
        let count = i64::try_from(self.new.len()).map_err(|_| Error::broken("too many rows"))?;
        let first = if count == 0 { 1 } else { tx.allot(district_id, "target_household", count)? };
        let mut images = vec![Image::Added { op_no, range: (first, first + count - 1) }];
        for target in &self.changed {
            let stands = store::target_in_act(tx, district_id, target.id)?;
            let (was, before) = stands.ok_or_else(|| Error::fault("register_moved"))?;
            if !store::change(tx, district_id, target, op_no)? {
                return Err(Error::fault("register_moved"));
            }
            trail::note(tx, &was, target);
            images.push(Image::Changed { was: Box::new(was), op_no: before });
        }
        store::add(tx, (district_id, batch.no), first, &self.new)?;
        pieces(&images)
    }
}
