//! Applying accepted groups and federations in one act: registers, trees, facts, figures.

use std::collections::HashMap;

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, Work, joined, pieces},
};
use samuh_figures::journal::{Posting, Trees, post};
use samuh_kernel::scope::{Rights, Scope};

use super::{Before, Step, Was};
use crate::{
    change::standing,
    institution::{
        known::Institution,
        model::Kind,
        store::{self, New, federate},
        timeline::{Dated, Timeline},
        trail::{self, Stands},
    },
    postings_in_act, reports_follow,
};
use samuh_places::always;

/// Accepted rows of groups or federations.
pub(super) struct InstitutionsWork {
    pub(super) steps: Vec<Step>,
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    Ok(Box::new(InstitutionsWork { steps: joined(chunks)? }))
}

impl Work for InstitutionsWork {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        pieces(&self.steps)
    }

    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>> {
        let district_id = batch.district_id;
        let scope = Scope::district(district_id, Rights::none());
        let (new, changed): (Vec<&Step>, Vec<&Step>) =
            self.steps.iter().partition(|step| step.id < 0);
        let mut before = Vec::new();
        let mut postings = Vec::new();
        let ids = numbers(tx, district_id, &new)?;
        add(tx, batch, &new, &ids, &mut postings)?;
        before.extend(ids.values().map(|id| Before { id: *id, version: 1, was: None }));
        let mut moved = Vec::new();
        for step in changed {
            let was = change(tx, &scope, step, &ids, &mut postings)?;
            if step.parent_id.is_some() || was.place_id != step.place_id {
                moved.push(step.id);
            }
            let version = step.version + 1;
            before.push(Before { id: step.id, version, was: Some(was) });
        }
        let trees = Trees::load(tx, district_id)?;
        post(tx, district_id, &trees, postings)?;
        for id in moved {
            reports_follow(tx, district_id, &trees, id)?;
        }
        before.sort_by_key(|image| image.id);
        pieces(&before)
    }
}

/// Unit numbers for the new ones, in the order of the sheet.
fn numbers(tx: &mut Tx, district_id: i64, new: &[&Step]) -> Result<HashMap<i64, i64>> {
    if new.is_empty() {
        return Ok(HashMap::new());
    }
    let count = i64::try_from(new.len()).expect("rows fit 63 bits");
    let first = tx.allot(district_id, "unit", count)?;
    Ok(new.iter().zip(first..).map(|(step, id)| (step.id, id)).collect())
}

fn settled(ids: &HashMap<i64, i64>, id: i64) -> i64 {
    ids.get(&id).copied().unwrap_or(id)
}

fn add(
    tx: &mut Tx,
    batch: &Batch,
    new: &[&Step],
    ids: &HashMap<i64, i64>,
    postings: &mut Vec<Posting>,
) -> Result<()> {
    let district_id = batch.district_id;
    let rows: Vec<New> = new
        .iter()
        .map(|step| {
            let id = settled(ids, step.id);
            New {
                id,
                uid: samuh_engine::act::uid_of(tx, district_id, id),
                kind: step.kind,
                profile: step.profile.clone(),
                place_id: step.place_id,
                batch_no: Some(batch.no),
            }
        })
        .collect();
    store::add(tx, district_id, &rows)?;
    let mut tree: Vec<(Kind, i64, i64)> = new
        .iter()
        .map(|s| (s.kind, settled(ids, s.id), settled(ids, s.parent_id.unwrap_or(0))))
        .collect();
    // CLFs before VOs before groups, so that parents stand before their children.
    tree.sort_by_key(|(kind, _, _)| std::cmp::Reverse(*kind));
    let tree: Vec<(i64, i64)> = tree.into_iter().map(|(_, id, parent)| (id, parent)).collect();
    federate::plant(tx, district_id, &tree)?;
    let state_id = store::state_in_act(tx, district_id)?;
    let mut codes = Vec::new();
    let mut facts = Vec::new();
    let mut bearers = Vec::new();
    for step in new {
        let id = settled(ids, step.id);
        codes.extend(step.codes.iter().map(|(r, c)| (id, step.kind, r.clone(), c.clone())));
        facts.extend(step.facts.iter().map(|(fact, on, v)| (id, *fact, *on, v.clone())));
        let from_on = step.profile.formed_on.unwrap_or(always().0);
        bearers.extend(step.bearers.iter().map(|(o, n)| (id, o.clone(), from_on, n.clone())));
        if let Some((kind, named)) = &step.doubt {
            federate::keep_doubt(tx, district_id, id, *kind, named)?;
        }
        postings.extend(timeline_of(step, id, ids).postings());
    }
    store::add_codes(tx, district_id, state_id, &codes)?;
    store::load_facts(tx, district_id, &facts)?;
    store::set_bearers(tx, district_id, &bearers)
}

/// The timeline of a new institution, straight from its row.
fn timeline_of(step: &Step, id: i64, ids: &HashMap<i64, i64>) -> Timeline {
    let (from_on, to_on) = always();
    let parent = step.parent_id.unwrap_or(0);
    let dated = |unit_id: i64| Dated { from_on, to_on, unit_id };
    Timeline {
        id,
        kind: step.kind,
        formed_on: step.profile.formed_on,
        places: vec![dated(step.place_id)],
        parents: (parent != 0)
            .then(|| (dated(settled(ids, parent)), step.parent_is_vo))
            .into_iter()
            .collect(),
        facts: step.facts.clone(),
    }
}

/// Writes one changed institution; its figures before are taken back and those after are posted.
fn change(
    tx: &mut Tx,
    scope: &Scope,
    step: &Step,
    ids: &HashMap<i64, i64>,
    postings: &mut Vec<Posting>,
) -> Result<Was> {
    let district_id = scope.district_id();
    let stands: Institution = store::institution_of(tx, scope, step.id)?;
    if stands.version != step.version {
        return Err(Error::fault("register_moved"));
    }
    let whole = step.place_id != stands.place_id
        || step.parent_id.is_some()
        || step.profile.formed_on != stands.profile.formed_on;
    let old = postings_in_act(tx, district_id, step.id, whole)?;
    if !store::change(tx, district_id, step.id, step.version, &step.profile, step.place_id)? {
        return Err(Error::fault("register_moved"));
    }
    let codes: Vec<_> =
        step.codes.iter().map(|(r, c)| (step.id, step.kind, r.clone(), c.clone())).collect();
    let state_id = store::state_in_act(tx, district_id)?;
    store::add_codes(tx, district_id, state_id, &codes)?;
    let facts: Vec<_> =
        step.facts.iter().map(|(fact, on, value)| (step.id, *fact, *on, value.clone())).collect();
    store::set_facts(tx, district_id, &facts)?;
    let mut held = Vec::with_capacity(step.bearers.len());
    for (office, _) in &step.bearers {
        let holder = standing(tx, district_id, step.id, office)?.holder;
        held.push(holder.map(|holder| holder.name));
    }
    let from_on = samuh_engine::clock::day_of(tx.at());
    store::change_bearers(tx, district_id, step.id, from_on, &step.bearers)?;
    if let Some(parent) = step.parent_id {
        federate::correct_parent(tx, district_id, step.id, settled(ids, parent))?;
    }
    if let Some((kind, named)) = &step.doubt {
        federate::keep_doubt(tx, district_id, step.id, *kind, named)?;
    }
    note(tx, step, &stands, ids, held);
    let new = postings_in_act(tx, district_id, step.id, whole)?;
    postings.extend(old.into_iter().map(|p| Posting { delta: -p.delta, ..p }));
    postings.extend(new);
    Ok(Was {
        profile: stands.profile,
        place_id: stands.place_id,
        parent_id: stands.parent_id,
        codes: step.codes.clone(),
        facts: step.facts.clone(),
    })
}

/// Leaves in the trail of a changed institution what the sheet changed in it; `held` names those who held
/// the offices before that it names.
fn note(
    tx: &mut Tx,
    step: &Step,
    stands: &Institution,
    ids: &HashMap<i64, i64>,
    held: Vec<Option<String>>,
) {
    let parent_id = step.parent_id.map_or(stands.parent_id, |parent| settled(ids, parent));
    let was = Stands {
        profile: &stands.profile,
        place_id: stands.place_id,
        parent_id: stands.parent_id,
        code: None,
    };
    let now = Stands { profile: &step.profile, place_id: step.place_id, parent_id, code: None };
    trail::note(tx, step.id, Some(&was), &now);
    trail::note_more(tx, (step.id, step.place_id), stands, (&step.codes, &step.facts));
    let mut own = tx.changed("institution", step.id, step.place_id);
    for ((office, name), before) in step.bearers.iter().zip(held) {
        own.personal(office.clone(), before, name.as_str());
    }
}
