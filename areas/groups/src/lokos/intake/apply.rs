//! Entering a snapshot in one act, and taking it back.

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, Work, joined, pieces},
};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Rights, Scope},
};

use super::{Before, Head};
use crate::lokos::{
    model::{Snapshot, Theirs},
    store::{self, choices},
};

/// Accepted rows by snapshot.
#[derive(Debug, Default)]
pub(super) struct LokosWork {
    pub(super) heads: Vec<Head>,
    /// Rows with the place of their snapshot among the heads.
    pub(super) rows: Vec<(usize, Theirs)>,
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    let Some((heads, rows)) = chunks.split_first() else {
        return Ok(Box::new(LokosWork::default()));
    };
    Ok(Box::new(LokosWork { heads: serde_json::from_slice(heads)?, rows: joined(rows)? }))
}

impl Work for LokosWork {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        let mut chunks = vec![serde_json::to_vec(&self.heads)?];
        chunks.extend(pieces(&self.rows)?);
        Ok(chunks)
    }

    fn does_more(&self) -> bool {
        self.heads.iter().any(|head| head.moved > 0)
    }

    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>> {
        let district_id = batch.district_id;
        let mut images = Vec::new();
        for (at, head) in self.heads.iter().enumerate().filter(|(_, head)| head.moved > 0) {
            let of = (head.snapshot.block_id, head.snapshot.month);
            let stood = store::standing(tx, district_id, of)?;
            if stood.as_ref().map(|stood| stood.batch_no) != head.base {
                return Err(Error::fault("register_moved"));
            }
            let was = match stood {
                Some(stood) => {
                    let rows = store::rows(tx, &whole(district_id), of)?;
                    Some((stood, rows))
                }
                None => None,
            };
            images.push(Before { block_id: of.0, month: of.1, was });
            let rows: Vec<Theirs> = self
                .rows
                .iter()
                .filter(|(own, _)| *own == at)
                .map(|(_, row)| row.clone())
                .collect();
            let snapshot = Snapshot { at: tx.at(), batch_no: batch.no, ..head.snapshot.clone() };
            store::replace(tx, district_id, &snapshot, &rows)?;
        }
        // A snapshot is large, so that each has a piece of its own.
        images.iter().map(|image| Ok(serde_json::to_vec(&[image])?)).collect()
    }
}

fn whole(district_id: i64) -> Scope {
    Scope::district(district_id, Rights::none())
}

/// Takes a batch back: the snapshots that it replaced stand again.
///
/// # Errors
/// `Faults` where a later sheet took its place, or values were taken into our register out of it;
/// nothing has changed then.
pub fn undo(tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
    let images: Vec<Before> = joined(images)?;
    let district_id = batch.district_id;
    let mut faults = Faults::default();
    for image in &images {
        let of = (image.block_id, image.month);
        match store::standing(tx, district_id, of)?.filter(|now| now.batch_no == batch.no) {
            None => {
                faults.push(Fault::new("undo_lokos_replaced").with("month", image.month));
            }
            Some(now) => {
                let taken = choices::taken_since(tx, district_id, of, now.at)?;
                if taken > 0 {
                    faults.push(Fault::new("undo_lokos_taken").with("count", taken));
                }
            }
        }
    }
    faults.or(()).map_err(Error::Faults)?;
    for image in &images {
        match &image.was {
            Some((snapshot, rows)) => store::replace(tx, district_id, snapshot, rows)?,
            None => store::remove(tx, district_id, (image.block_id, image.month))?,
        }
    }
    Ok(())
}
