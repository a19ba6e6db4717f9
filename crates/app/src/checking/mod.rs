//! `samuh verify`: the books rebuilt from the registers and compared. It changes nothing.

mod store;
mod trees;

use samuh_engine::{Reader, Result, audit::chain::walk};
use samuh_figures::journal::{Difference, balances_match, entries_match};
use samuh_plans::ranking::ranking_again;

/// What one check compared, and what it found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Check {
    /// Its name: `balances`, `entries`, `targets`, `rankings`, `references`, `trees`,
    /// `names`, `chain`.
    pub name: &'static str,
    /// How many things were compared.
    pub compared: usize,
    /// Each difference, for whoever mends it.
    pub differences: Vec<String>,
}

impl Check {
    /// True when nothing differs.
    pub fn is_ok(&self) -> bool {
        self.differences.is_empty()
    }
}

type Compared = (usize, Vec<String>);
type Compare = fn(&mut Reader, i64) -> Result<Compared>;

/// Every check, in the order in which they are told.
const CHECKS: &[(&str, Compare)] = &[
    ("balances", |reader, district| told(balances_match(reader, district)?)),
    ("entries", entries),
    ("targets", store::targets),
    ("rankings", ranking_again),
    ("references", store::references),
    ("trees", trees::compare),
    ("names", store::names),
    ("chain", chain),
];

/// Runs every check over every district, each with all its differences.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn check(reader: &mut Reader, progress: &mut dyn FnMut(&'static str)) -> Result<Vec<Check>> {
    let districts = samuh_places::all_districts(reader)?;
    let mut checks = Vec::with_capacity(CHECKS.len());
    for (name, compare) in CHECKS {
        progress(name);
        let mut check = Check { name, ..Check::default() };
        for district in &districts {
            let (compared, differences) = compare(reader, district.id)?;
            check.compared += compared;
            let of = |difference| format!("district {}: {difference}", district.id);
            check.differences.extend(differences.into_iter().map(of));
        }
        checks.push(check);
    }
    Ok(checks)
}

/// The trail against its chain of hashes.
fn chain(reader: &mut Reader, district_id: i64) -> Result<Compared> {
    let walk = walk(reader, district_id)?;
    Ok((walk.entries, walk.faults))
}

/// The entries against what every register asks of the journal.
fn entries(reader: &mut Reader, district_id: i64) -> Result<Compared> {
    let mut wanted = samuh_places::wanted_postings(reader, district_id)?;
    wanted.extend(samuh_groups::wanted_postings(reader, district_id)?);
    wanted.extend(samuh_plans::wanted_postings(reader, district_id)?);
    wanted.extend(samuh_meetings::event::wanted_postings(reader, district_id)?);
    told(entries_match(reader, district_id, &wanted)?)
}

fn told((compared, differences): (usize, Vec<Difference>)) -> Result<Compared> {
    let said =
        |d: Difference| format!("{}: {} in the books, {} rebuilt", d.what, d.kept, d.rebuilt);
    Ok((compared, differences.into_iter().map(said).collect()))
}
