//! Checking the books: balances against entries, entries against what the registers say.

use std::collections::BTreeMap;

use samuh_engine::{Reader, Result, params};

use super::{
    post::{Posting, Slot, moves},
    store::posting,
    trees::Trees,
};

const ENTRIES: &str = "
    select indicator, place_id, institution_id, federation_id, month, class,
           CAST(SUM(delta) AS BIGINT)
    from entry where district_id = $1
    group by indicator, place_id, institution_id, federation_id, month, class
    having SUM(delta) <> 0
    order by indicator, place_id, institution_id, federation_id, month, class";
const BALANCES: &str = "
    select indicator, unit_id, month, class, value from balance
    where district_id = $1 and value <> 0";

/// One place where the books do not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What: `indicator 4, unit 12, month 2026-07, class 0`.
    pub what: String,
    /// What stands in the books.
    pub kept: i64,
    /// What it should be.
    pub rebuilt: i64,
}

/// Rebuilds every balance from the entries; answers how many were compared and each difference.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn balances_match(reader: &mut Reader, district_id: i64) -> Result<(usize, Vec<Difference>)> {
    let entries = sums(reader, district_id)?;
    let trees = Trees::load(reader, district_id)?;
    let mut rebuilt: BTreeMap<Slot, i64> = moves(&trees, &entries).into_iter().collect();
    let mut compared = 0;
    let mut differences = Vec::new();
    reader.each(BALANCES, &params![district_id], &mut |row| {
        let month = i32::try_from(row.at::<i64>(2)?).unwrap_or(i32::MAX);
        let slot = Slot { indicator: row.at(0)?, unit_id: row.at(1)?, month, class: row.at(3)? };
        let kept: i64 = row.at(4)?;
        let right = rebuilt.remove(&slot).unwrap_or(0);
        compared += 1;
        if kept != right {
            differences.push(Difference { what: named(slot), kept, rebuilt: right });
        }
        Ok(())
    })?;
    compared += rebuilt.len();
    differences.extend(rebuilt.into_iter().map(|(slot, right)| Difference {
        what: named(slot),
        kept: 0,
        rebuilt: right,
    }));
    Ok((compared, differences))
}

/// Compares the sum of the entries with the postings the registers ask for.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn entries_match(
    reader: &mut Reader,
    district_id: i64,
    wanted: &[Posting],
) -> Result<(usize, Vec<Difference>)> {
    let mut rebuilt: BTreeMap<Posting, i64> = BTreeMap::new();
    for p in wanted {
        *rebuilt.entry(Posting { delta: 0, ..*p }).or_insert(0) += p.delta;
    }
    rebuilt.retain(|_, delta| *delta != 0);
    let kept = sums(reader, district_id)?;
    let compared = kept.len();
    let mut differences = Vec::new();
    for p in kept {
        let right = rebuilt.remove(&Posting { delta: 0, ..p }).unwrap_or(0);
        if right != p.delta {
            differences.push(Difference { what: described(&p), kept: p.delta, rebuilt: right });
        }
    }
    differences.extend(rebuilt.into_iter().map(|(p, right)| Difference {
        what: described(&p),
        kept: 0,
        rebuilt: right,
    }));
    Ok((compared, differences))
}

fn sums(reader: &mut Reader, district_id: i64) -> Result<Vec<Posting>> {
    let mut entries = Vec::new();
    reader.each(ENTRIES, &params![district_id], &mut |row| {
        entries.push(posting(&row)?);
        Ok(())
    })?;
    Ok(entries)
}

fn named(Slot { unit_id, indicator, month, class }: Slot) -> String {
    let month = samuh_kernel::calendar::Month(month);
    format!("indicator {indicator}, unit {unit_id}, month {month}, class {class}")
}

fn described(p: &Posting) -> String {
    format!(
        "indicator {}, place {}, institution {}, federation {}, month {}, {}",
        p.indicator,
        p.place_id,
        p.institution_id,
        p.federation_id,
        p.month,
        p.class.code()
    )
}
