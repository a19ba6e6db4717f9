//! Taking a batch of members back, unless something later stands on it.

use std::collections::BTreeSet;

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, joined},
};
use samuh_figures::journal::{Trees, post};
use samuh_kernel::fault::{Fault, Faults};

use super::Image;
use crate::member::{
    model::{Field, Record},
    postings::Gathered,
    store::{
        self, Added, Touched, housed, household_postings, later_than_added, later_than_change,
        member_postings, of_range, record_in_act, remove,
    },
    trail,
};

/// Takes a batch back by its before-images.
///
/// # Errors
/// `Faults` naming what later depends on the batch; nothing has changed then.
pub fn undo(tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
    // A batch of doubtful and refused rows alone changed nothing.
    if images.is_empty() {
        return Ok(());
    }
    let district_id = batch.district_id;
    let (mut changed, mut before) = (Vec::new(), Vec::new());
    let mut added = None;
    for image in joined::<Image>(images)? {
        match image {
            Image::Added { op_no, added: range } => added = Some((op_no, range)),
            Image::Changed { was, ops } => {
                changed.push(was);
                before.push(ops);
            }
        }
    }
    let (op_no, added) = added.ok_or_else(|| Error::broken("a batch without its image"))?;
    let stands = still_there(tx, district_id, (op_no, &added), &changed)?;
    let mut touched = Touched::load(tx, district_id, &[])?;
    let mut books = Gathered::default();
    let others = other_households(tx, district_id, &added, &changed, &stands)?;
    books.take_back(household_postings(tx, &mut touched, &others)?);
    books.take_back(of_range(tx, &mut touched, added.households)?);
    books.take_back(member_postings(tx, &mut touched, added.members)?);
    for ((was, stands), ops) in changed.iter().zip(&stands).zip(before) {
        let own = (was.id, was.id);
        books.take_back(member_postings(tx, &mut touched, own)?);
        if !store::change(tx, district_id, stands, was, ops)? {
            return Err(Error::fault("register_moved"));
        }
        books.add(member_postings(tx, &mut touched, own)?);
        trail::note(tx, stands, was, touched.place_of(was.institution_id));
    }
    remove(tx, district_id, &added)?;
    books.add(household_postings(tx, &mut touched, &others)?);
    let trees = Trees::load(tx, district_id)?;
    post(tx, district_id, &trees, books.into_postings()).map(drop)
}

/// The changed members as they stand, in the order given.
///
/// # Errors
/// `Faults` when anything of the batch was changed later or is depended on.
fn still_there(
    tx: &mut Tx,
    district_id: i64,
    (op_no, added): (i64, &Added),
    changed: &[Record],
) -> Result<Vec<Record>> {
    let own: Vec<i64> = changed.iter().map(|was| was.id).collect();
    let mut faults = Faults::default();
    if added.members.0 <= added.members.1 || added.households.0 <= added.households.1 {
        faults.0.extend(later_than_added(tx, district_id, op_no, added, &own)?.0);
    }
    let mut all = Vec::with_capacity(changed.len());
    for was in changed {
        faults.0.extend(later_than_change(tx, district_id, op_no, was.id)?.0);
        let stands = record_in_act(tx, district_id, was.id)?;
        let Some(stands) = stands
            .filter(|stands| stands.institution_id == was.institution_id || stands.is_after(was))
        else {
            let name = was.text.open().label().to_owned();
            faults.push(Fault::new("undo_changed_later").with("name", name));
            continue;
        };
        if loses_code(was, &stands) {
            let others = housed(tx, district_id, stands.household_id)?.into_iter().filter(|id| {
                !own.contains(id) && !(added.members.0..=added.members.1).contains(id)
            });
            let count = others.count();
            if count > 0 {
                faults.push(Fault::new("undo_household_has_members").with("count", count));
            }
        }
        all.push(stands);
    }
    if faults.is_empty() { Ok(all) } else { Err(Error::Faults(faults)) }
}

/// True where the batch gave her household its code.
fn loses_code(was: &Record, stands: &Record) -> bool {
    was.household_id == stands.household_id
        && was.text.open().get(Field::HouseholdCode) != stands.text.open().get(Field::HouseholdCode)
}

/// Households that stood before the batch and whose interval it may have moved.
fn other_households(
    tx: &mut Tx,
    district_id: i64,
    added: &Added,
    changed: &[Record],
    stands: &[Record],
) -> Result<Vec<i64>> {
    let mut ids: BTreeSet<i64> = store::households_of(tx, district_id, added.members)?;
    ids.extend(changed.iter().chain(stands).map(|record| record.household_id));
    ids.retain(|id| !(added.households.0..=added.households.1).contains(id));
    Ok(ids.into_iter().collect())
}
