//! Taking a batch of places back, unless something later stands on it.

use std::collections::{HashMap, hash_map::Entry};

use samuh_engine::{
    Error, Reader, Result, Tx,
    batch::{Batch, joined},
    params,
};
use samuh_figures::journal::{Trees, post};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Rights, Scope},
};

use crate::{
    gazetteer::Gazetteer,
    intake::{Before, PlaceDraft, target_posting},
    store, trail,
};

const INSTITUTIONS: &str = "
    select count(*) from institution where district_id = $1 and place_id = $2";
const PRODUCERS: &str = "
    select count(*) from producer where district_id = $1 and place_id = $2";
const POSTS: &str = "select count(*) from post_unit where district_id = $1 and unit_id = $2";
const REPORTED: &str = "
    select count(*) from reported
    where district_id = $1 and institution_id = 0 and place_id = $2";
const TARGETS: &str = "select count(*) from target where district_id = $1 and unit_id = $2";
const HOUSEHOLDS: &str = "
    select count(*) from target_household where district_id = $1 and place_id = $2";
const CHILDREN: &str = "
    select place_id from place_closure
    where district_id = $1 and ancestor_id = $2 and place_id <> $2";
const VERSION: &str = "
    select version, target_households from place where district_id = $1 and id = $2";
const DROPS: &[&str] = &[
    "delete from place_code where district_id = $1 and place_id = $2",
    "delete from place_closure where district_id = $1 and place_id = $2",
    "delete from place_parent where district_id = $1 and place_id = $2",
    "delete from place_decision where district_id = $1 and (place_id = $2 or within_id = $2)",
    "delete from name_token where district_id = $1 and subject = 'place' and subject_id = $2",
    "delete from place where district_id = $1 and id = $2",
    "delete from district where id = $1 and place_id = $2",
];

/// Takes a batch back by its before-images.
///
/// # Errors
/// `Faults` naming what later depends on the batch; nothing has changed then.
pub fn undo(tx: &mut Tx, _: &Batch, images: &[Vec<u8>]) -> Result<()> {
    let mut images: Vec<Before> = joined(images)?;
    images.reverse();
    let faults = dependents(tx, &images)?;
    if !faults.0.is_empty() {
        return Err(Error::Faults(faults));
    }
    let mut stood: HashMap<i64, Gazetteer> = HashMap::new();
    for image in images.iter().filter(|image| image.was.is_some()) {
        if let Entry::Vacant(free) = stood.entry(image.district_id) {
            let scope = Scope::district(image.district_id, Rights::none());
            free.insert(store::gazetteer(tx, &scope)?);
        }
    }
    for image in &images {
        take_back(tx, image)?;
        let stands = stood.get(&image.district_id).and_then(|known| known.get(image.id));
        if let Some((was, stands)) = image.was.as_ref().zip(stands) {
            trail::note(tx, (image.district_id, image.id), &PlaceDraft::of(stands), was);
        }
    }
    Ok(())
}

fn dependents(tx: &mut Reader, images: &[Before]) -> Result<Faults> {
    let mut faults = Faults::default();
    for image in images {
        let of = params![image.district_id, image.id];
        let row = tx.first(VERSION, &of)?;
        let version = row.map(|row| row.at::<i64>(0)).transpose()?;
        if version != Some(image.version) {
            faults.push(Fault::new("undo_place_changed").with("id", image.id));
        }
        if image.was.is_some() {
            continue;
        }
        for (sql, code) in [
            (INSTITUTIONS, "undo_place_has_institutions"),
            (PRODUCERS, "undo_place_has_producers"),
            (POSTS, "undo_place_has_posts"),
            (REPORTED, "undo_place_has_reports"),
            (TARGETS, "undo_place_has_targets"),
            (HOUSEHOLDS, "undo_place_has_households"),
        ] {
            let count: i64 = tx.first(sql, &of)?.map_or(Ok(0), |row| row.at(0))?;
            if count > 0 {
                faults.push(Fault::new(code).with("count", count).with("id", image.id));
            }
        }
        for row in tx.query(CHILDREN, &of)? {
            let child: i64 = row.at(0)?;
            let own = |i: &Before| i.district_id == image.district_id && i.id == child;
            if !images.iter().any(own) {
                faults.push(Fault::new("undo_place_has_places").with("id", image.id));
                break;
            }
        }
    }
    Ok(faults)
}

fn take_back(tx: &mut Tx, image: &Before) -> Result<()> {
    let district_id = image.district_id;
    let of = params![district_id, image.id];
    let row = tx.first(VERSION, &of)?.ok_or(Error::NotFound)?;
    let now = row.at::<Option<i64>>(1)?.unwrap_or(0);
    let was = image.was.as_ref().and_then(|draft| draft.target_households).unwrap_or(0);
    if now != was {
        let trees = Trees::around(tx, district_id, &[image.id], &[])?;
        post(tx, district_id, &trees, vec![target_posting(image.id, was - now)])?;
    }
    match &image.was {
        Some(draft) => {
            let state_id = store::all_districts(tx)?
                .into_iter()
                .find(|district| district.id == district_id)
                .map_or(0, |district| district.state_id);
            let place = draft.clone().into_place(image.id, 0, image.version);
            if !store::change_place(tx, district_id, state_id, &place)? {
                return Err(Error::fault("register_moved"));
            }
        }
        None => {
            for sql in DROPS {
                tx.exec(sql, &of)?;
            }
        }
    }
    Ok(())
}
