//! Applying accepted places in one act, and posting the target households of villages.

use std::collections::HashMap;

use samuh_engine::{
    Error, Reader, Result, Tx,
    batch::{Batch, Work, joined, pieces},
};
use samuh_figures::{
    catalogue::TARGET_HOUSEHOLDS,
    journal::{Class, Posting, Trees, post},
};
use samuh_kernel::calendar::Month;
use uuid::Uuid;

use super::{Before, PlaceDraft, Step};
use crate::{
    model::{District, Place, always},
    store, trail,
};

/// Accepted rows of places.
pub(super) struct PlacesWork {
    pub(super) steps: Vec<Step>,
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    Ok(Box::new(PlacesWork { steps: joined(chunks)? }))
}

impl Work for PlacesWork {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        pieces(&self.steps)
    }

    fn apply(&self, tx: &mut Tx, _: &Batch) -> Result<Vec<Vec<u8>>> {
        let mut before = Vec::new();
        let mut ids: HashMap<(i64, i64), i64> = HashMap::new();
        let mut lines: HashMap<(i64, i64), Vec<i64>> = HashMap::new();
        let states = self.districts(tx, &mut ids, &mut lines, &mut before)?;
        for (district_id, state_id) in states {
            self.new_places(tx, (district_id, state_id), &mut ids, &mut lines, &mut before)?;
            let was = self.changes(tx, district_id, state_id, &mut before)?;
            self.targets(tx, district_id, &ids, &was)?;
        }
        pieces(&before)
    }
}

impl PlacesWork {
    /// Adds new districts; answers every district the batch touches with its state.
    fn districts(
        &self,
        tx: &mut Tx,
        ids: &mut HashMap<(i64, i64), i64>,
        lines: &mut HashMap<(i64, i64), Vec<i64>>,
        before: &mut Vec<Before>,
    ) -> Result<Vec<(i64, i64)>> {
        let known = store::all_districts(tx)?;
        let mut states: Vec<(i64, i64)> = known.iter().map(|d| (d.id, d.state_id)).collect();
        for step in &self.steps {
            let Step::District { id, state_id, temp, draft } = step else { continue };
            if known.iter().any(|district| district.id == *id) {
                return Err(Error::fault("register_moved"));
            }
            let place_id = tx.allot(*id, "unit", 1)?;
            let lgd = draft.codes.first().map(|(_, code)| code.clone());
            let district = District {
                id: *id,
                state_id: *state_id,
                place_id,
                lgd,
                name_hi: draft.name_hi.clone(),
                name_en: draft.name_en.clone(),
            };
            store::add_district(tx, &district)?;
            let place = draft.clone().into_place(place_id, 0, 1);
            store::add_places(tx, *id, *state_id, &[(place, Vec::new(), uid(tx, *id, place_id))])?;
            ids.insert((*id, *temp), place_id);
            lines.insert((*id, place_id), Vec::new());
            before.push(Before { district_id: *id, id: place_id, version: 1, was: None });
            states.push((*id, *state_id));
        }
        let touched = |id: i64| {
            self.steps.iter().any(|step| match step {
                Step::District { id: d, .. } => *d == id,
                Step::New { district_id, .. } | Step::Change { district_id, .. } => {
                    *district_id == id
                }
            })
        };
        states.retain(|(id, _)| touched(*id));
        Ok(states)
    }

    fn new_places(
        &self,
        tx: &mut Tx,
        (district_id, state_id): (i64, i64),
        ids: &mut HashMap<(i64, i64), i64>,
        lines: &mut HashMap<(i64, i64), Vec<i64>>,
        before: &mut Vec<Before>,
    ) -> Result<()> {
        let new: Vec<(i64, i64, &PlaceDraft)> = self
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::New { district_id: d, temp, parent, draft } if *d == district_id => {
                    Some((*temp, *parent, draft))
                }
                _ => None,
            })
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let count = i64::try_from(new.len()).expect("places fit 63 bits");
        let first = tx.allot(district_id, "unit", count)?;
        for (known, above) in lineage(tx, district_id)? {
            lines.insert((district_id, known), above);
        }
        let mut rows = Vec::with_capacity(new.len());
        for ((temp, parent, draft), id) in new.into_iter().zip(first..) {
            let parent = ids.get(&(district_id, parent)).copied().unwrap_or(parent);
            let mut above = vec![parent];
            above.extend(lines.get(&(district_id, parent)).into_iter().flatten());
            ids.insert((district_id, temp), id);
            lines.insert((district_id, id), above.clone());
            before.push(Before { district_id, id, version: 1, was: None });
            let place: Place = draft.clone().into_place(id, parent, 1);
            rows.push((place, above, uid(tx, district_id, id)));
        }
        store::add_places(tx, district_id, state_id, &rows)
    }

    /// Writes changed places; answers the target households that stood before.
    fn changes(
        &self,
        tx: &mut Tx,
        district_id: i64,
        state_id: i64,
        before: &mut Vec<Before>,
    ) -> Result<HashMap<i64, i64>> {
        let mut was = HashMap::new();
        let scope =
            samuh_kernel::scope::Scope::district(district_id, samuh_kernel::scope::Rights::none());
        let known = store::gazetteer(tx, &scope)?;
        for step in &self.steps {
            let Step::Change { district_id: d, id, version, draft } = step else { continue };
            if *d != district_id {
                continue;
            }
            let old = known.get(*id).ok_or(Error::fault("register_moved"))?;
            let place = draft.clone().into_place(*id, old.parent_id, *version);
            if !store::change_place(tx, district_id, state_id, &place)? {
                return Err(Error::fault("register_moved"));
            }
            was.insert(*id, old.target_households.unwrap_or(0));
            let stood = PlaceDraft::of(old);
            trail::note(tx, (district_id, *id), &stood, draft);
            let was = Some(stood);
            before.push(Before { district_id, id: *id, version: version + 1, was });
        }
        Ok(was)
    }

    fn targets(
        &self,
        tx: &mut Tx,
        district_id: i64,
        ids: &HashMap<(i64, i64), i64>,
        was: &HashMap<i64, i64>,
    ) -> Result<()> {
        let mut postings = Vec::new();
        for step in &self.steps {
            let (id, now) = match step {
                Step::New { district_id: d, temp, draft, .. } if *d == district_id => {
                    (ids.get(&(district_id, *temp)).copied(), draft.target_households)
                }
                Step::Change { district_id: d, id, draft, .. } if *d == district_id => {
                    (Some(*id), draft.target_households)
                }
                _ => continue,
            };
            let Some(id) = id else { continue };
            let delta = now.unwrap_or(0) - was.get(&id).copied().unwrap_or(0);
            postings.push(target_posting(id, delta));
        }
        postings.retain(|posting| posting.delta != 0);
        if postings.is_empty() {
            return Ok(());
        }
        let trees = Trees::load(tx, district_id)?;
        post(tx, district_id, &trees, postings).map(drop)
    }
}

/// Target households are a base line: they count in every month.
pub(crate) fn target_posting(place_id: i64, delta: i64) -> Posting {
    Posting {
        indicator: TARGET_HOUSEHOLDS,
        place_id,
        institution_id: 0,
        federation_id: 0,
        month: Month::of(always().0),
        class: Class::Counted,
        delta,
    }
}

/// What stands above each known place, the nearest first.
fn lineage(reader: &mut Reader, district_id: i64) -> Result<HashMap<i64, Vec<i64>>> {
    let scope =
        samuh_kernel::scope::Scope::district(district_id, samuh_kernel::scope::Rights::none());
    let all = store::gazetteer(reader, &scope)?;
    Ok(all.places().map(|p| (p.id, all.lineage(p.id).into_iter().skip(1).collect())).collect())
}

/// A place's outward id: a UUID of its own kind, made of district, number and op, so that a rerun
/// of the same act makes the same one.
fn uid(tx: &Tx, district_id: i64, id: i64) -> Uuid {
    samuh_engine::act::uid_of(tx, district_id, id)
}
