//! Taking a batch of reported figures back, unless one of them was changed later.

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, joined},
};
use samuh_figures::{
    catalogue::{IndicatorId, by_id},
    journal::{Posting, Trees, post},
};
use samuh_kernel::{
    calendar::FinancialYear,
    fault::{Fault, Faults},
};

use super::{Before, note};
use crate::reported::store::{self, Found};

/// Takes a batch back by its before-images.
///
/// # Errors
/// `Faults` naming what was changed later; nothing has changed then.
pub fn undo(tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
    let images: Vec<Before> = joined(images)?;
    let district_id = batch.district_id;
    let trees = Trees::load(tx, district_id)?;
    let mut faults = Faults::default();
    for image in &images {
        let mut postings = Vec::new();
        match image {
            Before::Added { indicator, count, years } => {
                let added = store::of_batch(tx, district_id, *indicator, batch.no)?;
                let later = added.iter().filter(|found| found.version != 1).count();
                if later > 0 || added.len() != *count {
                    let later = later.max(count.abs_diff(added.len()));
                    faults.push(changed_later(*indicator).with("count", later));
                    continue;
                }
                postings.extend(added.iter().map(|found| taken_back(&found.posting)));
                store::drop_batch(tx, district_id, *indicator, batch.no)?;
                for year in years {
                    store::free_level(tx, district_id, *indicator, FinancialYear(*year))?;
                }
            }
            Before::Changed { indicator, was, version, .. } => {
                let found = stands(tx, district_id, image)?.filter(|f| f.version == *version);
                let is_back = match &found {
                    Some(found) => store::change(tx, district_id, found, *was, true)?,
                    None => false,
                };
                let Some(found) = found.filter(|_| is_back) else {
                    faults.push(changed_later(*indicator).with("count", 1));
                    continue;
                };
                note(tx, &found, found.posting.delta, *was);
                postings.push(taken_back(&found.posting));
                postings.push(Posting { delta: *was, ..found.posting });
            }
        }
        post(tx, district_id, &trees, postings)?;
    }
    faults.or(()).map_err(Error::Faults)
}

fn stands(tx: &mut Tx, district_id: i64, image: &Before) -> Result<Option<Found>> {
    match image {
        Before::Changed { indicator, month, place_id, institution_id, .. } => {
            let of = (*place_id, *institution_id);
            store::find(tx, district_id, (*indicator, *month), of)
        }
        Before::Added { .. } => Ok(None),
    }
}

fn taken_back(posting: &Posting) -> Posting {
    Posting { delta: -posting.delta, ..*posting }
}

fn changed_later(indicator: IndicatorId) -> Fault {
    let code = by_id(indicator).map_or("", |known| known.code);
    Fault::new("undo_figure_changed").with("indicator", code)
}
