//! What the registers of this area ask of the journal: for acts, and for `samuh verify`.

use samuh_engine::{Reader, Result};
use samuh_figures::journal::Posting;

use crate::{institution::store, member};

/// All that the district's institutions and members count for, rebuilt from the registers.
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
