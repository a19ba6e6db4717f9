//! Taking a list back, unless a visit, a match or a later list stands on it.

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, joined},
};
use samuh_kernel::fault::{Fault, Faults};

use super::Image;
use crate::saturation::{
    model::{Field, Target},
    store, trail,
};

/// Takes a batch back by its before-images.
///
/// # Errors
/// `Faults` naming what later depends on the batch; nothing has changed then.
pub fn undo(tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
    let district_id = batch.district_id;
    let mut faults = Faults::default();
    let (mut changed, mut batch_op) = (Vec::new(), 0);
    for image in joined::<Image>(images)? {
        match image {
            Image::Added { op_no, range } => {
                batch_op = op_no;
                if range.0 > range.1 {
                    continue;
                }
                let later = store::later_than_added(tx, district_id, (range, op_no))?;
                if later > 0 {
                    faults.push(Fault::new("undo_households_used").with("count", later));
                } else {
                    store::drop_added(tx, district_id, range)?;
                }
            }
            Image::Changed { was, op_no } => changed.push((was, op_no)),
        }
    }
    for (was, op_no) in &changed {
        if store::later_than_change(tx, district_id, (was.id, batch_op))? {
            let name = was.texts.get(Field::Head);
            faults.push(Fault::new("undo_changed_later").with("name", name));
            continue;
        }
        let stands = store::target_in_act(tx, district_id, was.id)?;
        let (stands, _) = stands.ok_or_else(|| Error::fault("register_moved"))?;
        let back = Target { version: was.version + 1, ..(**was).clone() };
        if !store::change(tx, district_id, &back, *op_no)? {
            return Err(Error::fault("register_moved"));
        }
        trail::note(tx, &stands, was);
    }
    faults.or(()).map_err(Error::Faults)
}
