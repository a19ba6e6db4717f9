//! The chain: every op with its trail is hashed together with the one before it, in the order in
//! which they were committed, district by district. It is sealed a moment after the commit, beside
//! the acts, so that no act waits for another; what is not sealed yet is counted and said.
//!
//! An entry that is edited, taken away or moved no longer fits its hash. Whoever rewrites the whole
//! chain is found by the heads that were printed on reports: see [`find`].

use sha2::{Digest, Sha256};

use super::store::{self, Link, Sealed};
use crate::{
    db::{Db, Reader, Tx},
    error::Result,
};

/// How many entries one transaction seals: few enough that no act waits noticeably behind it.
const AT_ONCE: i64 = 200;
/// Said first in every hash; another way of hashing says another word.
const WORD: &[u8] = b"samuh chain 1";

/// Where a district's chain stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// How many entries are sealed.
    pub no: i64,
    /// The hash of the last one; empty where there is none.
    pub hash: Vec<u8>,
    /// When it was sealed, microseconds UTC.
    pub at: i64,
}

impl Head {
    /// The hash in hexadecimal, as `verify --head` takes it.
    pub fn hex(&self) -> String {
        hex(&self.hash)
    }

    /// The first sixteen signs: what reports print.
    pub fn short(&self) -> String {
        self.hex().chars().take(16).collect()
    }
}

/// What walking a chain found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// How many sealed entries were hashed again.
    pub entries: usize,
    /// How many wait to be sealed.
    pub unsealed: usize,
    /// Where the chain stands.
    pub head: Head,
    /// Each entry that does not fit, for whoever looks into it.
    pub faults: Vec<Flaw>,
}

/// A sealed entry, as whoever looks into it finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its number in the chain.
    pub entry: i64,
    /// The number of its op.
    pub op: i64,
    /// The act.
    pub act: String,
}

/// Something in which a chain is not what was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// Entries from the one to the other are missing.
    Missing(i64, i64),
    /// An entry does not follow the one before it.
    Unlinked(Place),
    /// An entry is not what was sealed.
    Altered(Place),
    /// The chain ends at the first entry, and its head says the second.
    Cut(i64, i64),
    /// An op is gone and its trail is left.
    Loose(i64),
}

/// Seals what waits, in every district; answers how many entries that were.
///
/// # Errors
/// `Broken` or `StorageFull` from the database; also when another process seals at the same time.
pub fn seal(db: &Db, now: i64) -> Result<usize> {
    let mut count = 0;
    for district_id in db.read(store::waiting)? {
        loop {
            let sealed = db.transact(move |tx| seal_some(tx, district_id, now))?;
            count += sealed;
            if sealed < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
                break;
            }
        }
    }
    Ok(count)
}

fn seal_some(tx: &mut Tx, district_id: i64, now: i64) -> Result<usize> {
    let mut head = store::head(tx, district_id)?;
    let links = store::unsealed(tx, district_id, AT_ONCE)?;
    for link in &links {
        let prev = std::mem::take(&mut head.hash);
        head.no += 1;
        head.hash = hash(district_id, head.no, &prev, link);
        store::seal(tx, district_id, link.no, head.no, &prev, &head.hash)?;
    }
    if !links.is_empty() {
        head.at = now;
        store::set_head(tx, district_id, &head)?;
    }
    Ok(links.len())
}

/// Hashes a district's chain anew and compares.
///
/// # Errors
/// `Broken` when the trail cannot be read.
pub fn walk(reader: &mut Reader, district_id: i64) -> Result<Walk> {
    let head = store::head(reader, district_id)?;
    let mut walk = Walk { head, ..Walk::default() };
    let (mut no, mut prev) = (0, Vec::new());
    loop {
        let links = store::sealed(reader, district_id, no, AT_ONCE)?;
        for sealed in &links {
            if sealed.chain_no != no + 1 {
                walk.faults.push(Flaw::Missing(no + 1, sealed.chain_no - 1));
            } else if sealed.prev != prev {
                walk.faults.push(Flaw::Unlinked(place(sealed)));
            }
            let fits = hash(district_id, sealed.chain_no, &sealed.prev, &sealed.link);
            if fits != sealed.hash {
                walk.faults.push(Flaw::Altered(place(sealed)));
            }
            (no, prev) = (sealed.chain_no, sealed.hash.clone());
        }
        walk.entries += links.len();
        if links.is_empty() {
            break;
        }
    }
    if (no, &prev) != (walk.head.no, &walk.head.hash) {
        walk.faults.push(Flaw::Cut(no, walk.head.no));
    }
    let loose = store::loose(reader, district_id)?;
    walk.faults.extend(loose.into_iter().map(Flaw::Loose));
    walk.unsealed = store::count_unsealed(reader, district_id)?;
    Ok(walk)
}

/// The sealed entry whose hash begins with that text, as a report printed it: its number in the
/// chain and its time. A chain that was rewritten from some day on has no such entry.
///
/// # Errors
/// `Broken` when the trail cannot be read.
pub fn find(reader: &mut Reader, district_id: i64, begins: &str) -> Result<Option<(i64, i64)>> {
    let begins = begins.trim().to_lowercase();
    let mut no = 0;
    loop {
        let hashes = store::hashes(reader, district_id, no)?;
        let Some(last) = hashes.last() else { return Ok(None) };
        no = last.0;
        if let Some((no, _, at)) = hashes.iter().find(|(_, hash, _)| hex(hash).starts_with(&begins))
        {
            return Ok(Some((*no, *at)));
        }
    }
}

/// Where a district's chain stands.
///
/// # Errors
/// `Broken` when the trail cannot be read.
pub fn head(reader: &mut Reader, district_id: i64) -> Result<Head> {
    store::head(reader, district_id)
}

fn place(sealed: &Sealed) -> Place {
    Place { entry: sealed.chain_no, op: sealed.link.no, act: sealed.link.act.clone() }
}

fn hash(district_id: i64, chain_no: i64, prev: &[u8], link: &Link) -> Vec<u8> {
    let mut sum = Sum(Sha256::new());
    sum.text(WORD);
    sum.text(prev);
    for number in [district_id, chain_no, link.no, link.post_id, link.officer_id, link.at] {
        sum.number(number);
    }
    sum.text(link.id.as_bytes());
    sum.text(&link.hash);
    sum.text(link.act.as_bytes());
    // None is not the empty text.
    sum.number(link.origin.is_some().into());
    sum.text(link.origin.as_deref().unwrap_or_default().as_bytes());
    sum.text(link.answer.as_bytes());
    for (subject, id, unit_id, fields) in &link.changes {
        sum.text(subject.as_bytes());
        sum.number(*id);
        sum.number(*unit_id);
        sum.text(fields.as_bytes());
    }
    sum.0.finalize().to_vec()
}

/// Parts hashed with their lengths, so that no two lists of parts look alike.
struct Sum(Sha256);

impl Sum {
    fn text(&mut self, text: &[u8]) {
        self.number(i64::try_from(text.len()).unwrap_or(i64::MAX));
        self.0.update(text);
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_be_bytes());
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all");
        text
    })
}
