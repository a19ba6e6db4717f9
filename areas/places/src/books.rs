//! What the register of places asks of the journal, for `samuh verify`.

use samuh_engine::{Reader, Result};
use samuh_figures::journal::Posting;
use samuh_kernel::scope::{Rights, Scope};

use crate::{intake::target_posting, store};

/// The target households of every village, rebuilt from the register.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn wanted_postings(reader: &mut Reader, district_id: i64) -> Result<Vec<Posting>> {
    let all = store::gazetteer(reader, &Scope::district(district_id, Rights::none()))?;
    let postings = all.places().filter_map(|place| {
        Some(target_posting(place.id, place.target_households?)).filter(|p| p.delta != 0)
    });
    Ok(postings.collect())
}
