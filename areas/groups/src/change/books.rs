//! The figures of a change: what everything it touches counted for before is taken back, what it
//! counts for after is posted. Months in which nothing differs cancel out and do not move.

use samuh_engine::{Reader, Result, Tx};
use samuh_figures::journal::{Posting, Trees, post};

use crate::{
    member::store::{Touched, household_postings, member_postings},
    postings_in_act,
};

/// What a change may touch.
#[derive(Debug, Default, Clone)]
pub(super) struct Touches {
    /// Institutions; true with their members and households.
    pub(super) institutions: Vec<(i64, bool)>,
    /// Members.
    pub(super) members: Vec<i64>,
    /// Households.
    pub(super) households: Vec<i64>,
}

impl Touches {
    /// An institution with all that is in it.
    pub(super) fn whole(id: i64) -> Self {
        Self { institutions: vec![(id, true)], ..Self::default() }
    }

    /// An institution without its members.
    pub(super) fn own(id: i64) -> Self {
        Self { institutions: vec![(id, false)], ..Self::default() }
    }

    /// What they count for now; inside an act: no scope.
    pub(super) fn postings(&self, reader: &mut Reader, district_id: i64) -> Result<Vec<Posting>> {
        let mut postings = Vec::new();
        for (id, whole) in &self.institutions {
            postings.extend(postings_in_act(reader, district_id, *id, *whole)?);
        }
        let mut touched = Touched::load(reader, district_id, &[])?;
        for id in &self.members {
            postings.extend(member_postings(reader, &mut touched, (*id, *id))?);
        }
        let mut households = self.households.clone();
        households.sort_unstable();
        households.dedup();
        postings.extend(household_postings(reader, &mut touched, &households)?);
        Ok(postings)
    }
}

/// Does `work` and lets the figures follow. `work` answers what else has come to be, too.
pub(super) fn booked<T>(
    tx: &mut Tx,
    district_id: i64,
    touches: &Touches,
    work: impl FnOnce(&mut Tx) -> Result<(T, Touches)>,
) -> Result<T> {
    let mut postings: Vec<Posting> = touches
        .postings(tx, district_id)?
        .into_iter()
        .map(|posting| Posting { delta: -posting.delta, ..posting })
        .collect();
    let (answer, new) = work(tx)?;
    postings.extend(touches.postings(tx, district_id)?);
    postings.extend(new.postings(tx, district_id)?);
    let trees = Trees::load(tx, district_id)?;
    post(tx, district_id, &trees, postings)?;
    Ok(answer)
}

/// As [`booked`], where nothing else comes to be.
pub(super) fn rebooked(
    tx: &mut Tx,
    district_id: i64,
    touches: &Touches,
    work: impl FnOnce(&mut Tx) -> Result<()>,
) -> Result<()> {
    booked(tx, district_id, touches, |tx| Ok((work(tx)?, Touches::default())))
}
