//! What the registers of this area ask of the journal: for acts, and for `samuh verify`.

use samuh_engine::{Reader, Result, Tx};
use samuh_figures::journal::{Posting, Trees, move_reported};

use crate::{approval, institution::store, member, producer};

/// All that the district's institutions, members and producer groups count for, rebuilt from the registers.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn wanted_postings(reader: &mut Reader, district_id: i64) -> Result<Vec<Posting>> {
    let timelines = store::all_timelines(reader, district_id)?;
    let mut wanted = Vec::new();
    for timeline in timelines.values() {
        wanted.extend(timeline.postings());
    }
    wanted.extend(member::store::wanted(reader, district_id, &timelines)?);
    wanted.extend(producer::wanted(reader, district_id)?);
    wanted.extend(approval::wanted(reader, district_id)?);
    Ok(wanted)
}

/// What one institution counts for now; with `whole`, its members and households too.
pub(crate) fn postings_in_act(
    reader: &mut Reader,
    district_id: i64,
    id: i64,
    whole: bool,
) -> Result<Vec<Posting>> {
    let timeline = store::timeline_in_act(reader, district_id, id)?;
    let mut postings = timeline.postings();
    if whole {
        postings.extend(member::store::of_institution(reader, district_id, &timeline)?);
    }
    Ok(postings)
}

/// What an institution reported follows it to where it now stands: for acts that correct its place
/// or its federation.
pub(crate) fn reports_follow(tx: &mut Tx, district_id: i64, trees: &Trees, id: i64) -> Result<()> {
    let timeline = store::timeline_in_act(tx, district_id, id)?;
    match timeline.stretches().last() {
        Some(now) => move_reported(tx, district_id, trees, id, (now.place_id, now.federation_id)),
        None => Ok(()),
    }
}
