//! `samuh verify`: the books rebuilt from the registers and compared. It changes nothing.

mod store;
mod trees;

use samuh_engine::{
    Reader, Result,
    audit::chain::{Flaw, Place, walk},
};
use samuh_figures::journal::{Difference, balances_match, entries_match};
use samuh_plans::ranking::ranking_again;
use samuh_web::words::Words;

/// What one check compared, and what it found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Check {
    /// Its name: `balances`, `entries`, `targets`, `rankings`, `references`, `trees`,
    /// `names`, `chain`.
    pub name: &'static str,
    /// How many things were compared.
    pub compared: usize,
    /// Each difference, for whoever mends it.
    pub differences: Vec<Differs>,
}

/// One difference, and the district in which it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The district; none where every one was looked through.
    pub district: Option<i64>,
    /// What differs.
    pub what: What,
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Tables and numbers, for whoever mends the books.
    Books(String),
    /// The trail is not what was sealed.
    Trail(Flaw),
    /// No chain holds the head that was printed.
    Head(String),
}

impl From<String> for What {
    fn from(told: String) -> Self {
        Self::Books(told)
    }
}

impl Differs {
    /// In the reader's words.
    pub fn said(&self, words: &Words) -> String {
        let told = self.what.said(words);
        match self.district {
            None => told,
            Some(id) => {
                let args = [("district", id.to_string().into()), ("told", told.into())];
                words.args("cli-differs-in", &args)
            }
        }
    }
}

impl What {
    fn said(&self, words: &Words) -> String {
        let number = |n: &i64| n.to_string().into();
        let of = |key: &str, place: &Place| {
            let act = format!("act-{}", place.act.replace(['.', '_'], "-"));
            let act = words.find(&act, &[]).unwrap_or_else(|| place.act.clone());
            let args =
                [("entry", number(&place.entry)), ("op", number(&place.op)), ("act", act.into())];
            words.args(key, &args)
        };
        match self {
            Self::Books(told) => told.clone(),
            Self::Trail(Flaw::Missing(from, to)) => {
                words.args("cli-differs-missing", &[("from", number(from)), ("to", number(to))])
            }
            Self::Trail(Flaw::Unlinked(place)) => of("cli-differs-unlinked", place),
            Self::Trail(Flaw::Altered(place)) => of("cli-differs-altered", place),
            Self::Trail(Flaw::Cut(last, head)) => {
                words.args("cli-differs-cut", &[("last", number(last)), ("head", number(head))])
            }
            Self::Trail(Flaw::Loose(op)) => words.args("cli-differs-loose", &[("op", number(op))]),
            Self::Head(head) => words.args("cli-differs-head", &[("head", head.as_str().into())]),
        }
    }
}

impl Check {
    /// True when nothing differs.
    pub fn is_ok(&self) -> bool {
        self.differences.is_empty()
    }
}

/// How much was compared, and what differs.
type Compared = (usize, Vec<What>);
/// The same of the books, in tables and numbers.
type InBooks = (usize, Vec<String>);
type Compare = fn(&mut Reader, i64) -> Result<Compared>;

/// Every check, in the order in which they are told.
const CHECKS: &[(&str, Compare)] = &[
    ("balances", |reader, district| told(balances_match(reader, district)?)),
    ("entries", entries),
    ("targets", |reader, district| in_books(store::targets(reader, district)?)),
    ("rankings", |reader, district| in_books(ranking_again(reader, district)?)),
    ("references", |reader, district| in_books(store::references(reader, district)?)),
    ("trees", |reader, district| in_books(trees::compare(reader, district)?)),
    ("names", |reader, district| in_books(store::names(reader, district)?)),
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
            let of = |what| Differs { district: Some(district.id), what };
            check.differences.extend(differences.into_iter().map(of));
        }
        checks.push(check);
    }
    Ok(checks)
}

/// The trail against its chain of hashes.
fn chain(reader: &mut Reader, district_id: i64) -> Result<Compared> {
    let walk = walk(reader, district_id)?;
    Ok((walk.entries, walk.faults.into_iter().map(What::Trail).collect()))
}

fn in_books((compared, told): InBooks) -> Result<Compared> {
    Ok((compared, told.into_iter().map(What::from).collect()))
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
    in_books((compared, differences.into_iter().map(said).collect()))
}
