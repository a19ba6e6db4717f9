//! The federation tree in the database: who stands in which VO and CLF, and the balances that
//! follow when an import corrects it.

use std::collections::{HashMap, HashSet};

use samuh_engine::{Reader, Result, Tx, params};
use samuh_figures::journal::regroup;
use samuh_places::always;

const ABOVE: &str = "
    select ancestor_id, depth from federation_closure
    where district_id = $1 and institution_id = $2 and to_on = $3 order by depth";
const BELOW: &str = "
    select institution_id, depth from federation_closure
    where district_id = $1 and ancestor_id = $2 and to_on = $3 order by depth";
const DROP_PARENT: &str = "
    delete from affiliation where district_id = $1 and institution_id = $2 and to_on = $3";
const ADD_PARENT: &str = "
    insert into affiliation (district_id, institution_id, parent_id, from_on, to_on, op_no)
    values ($1, $2, $3, $4, $5, $6)";
const CUT: &str = "
    delete from federation_closure
    where district_id = $1 and institution_id = $2 and ancestor_id = $3 and to_on = $4";
const TIE: &str = "
    insert into federation_closure
      (district_id, ancestor_id, institution_id, depth, from_on, to_on)
    values ($1, $2, $3, $4, $5, $6)";
const DROP_DOUBT: &str = "
    delete from affiliation_doubt where district_id = $1 and institution_id = $2";

/// Writes the tree rows of institutions that are new in this act; `parents` gives each one's VO or
/// CLF (0 for none). Parents come before their children.
pub(crate) fn plant(tx: &mut Tx, district_id: i64, new: &[(i64, i64)]) -> Result<()> {
    let (from, to) = always();
    let op_no = tx.op_no();
    let mut lines: HashMap<i64, Vec<i64>> = HashMap::new();
    let own: HashSet<i64> = new.iter().map(|(id, _)| *id).collect();
    for (_, parent) in new {
        if *parent != 0 && !lines.contains_key(parent) && !own.contains(parent) {
            lines.insert(*parent, above(tx, district_id, *parent)?);
        }
    }
    for (id, parent) in new {
        let mut line = vec![*id];
        line.extend(lines.get(parent).into_iter().flatten().copied());
        lines.insert(*id, line);
    }
    let mut rows = new
        .iter()
        .filter(|(_, parent)| *parent != 0)
        .map(|(id, parent)| params![district_id, *id, *parent, from, to, op_no].to_vec());
    const PARENT: &[&str] =
        &["district_id", "institution_id", "parent_id", "from_on", "to_on", "op_no"];
    tx.load("affiliation", PARENT, &mut rows)?;
    let mut rows =
        new.iter().flat_map(|(id, _)| {
            lines[id].iter().copied().zip(0i64..).map(|(ancestor, depth)| {
                params![district_id, ancestor, *id, depth, from, to].to_vec()
            })
        });
    const CLOSURE: &[&str] =
        &["district_id", "ancestor_id", "institution_id", "depth", "from_on", "to_on"];
    tx.load("federation_closure", CLOSURE, &mut rows).map(drop)
}

/// Corrects the parent of a known institution, and all that stands below it, from the beginning:
/// an import says how it is, not that it moved. Balances of the federations above follow.
pub(crate) fn correct_parent(tx: &mut Tx, district_id: i64, id: i64, parent: i64) -> Result<()> {
    let (from, to) = always();
    let op_no = tx.op_no();
    let old: Vec<i64> = above(tx, district_id, id)?.into_iter().skip(1).collect();
    let new: Vec<i64> = if parent == 0 { Vec::new() } else { above(tx, district_id, parent)? };
    let rows = tx.query(BELOW, &params![district_id, id, to])?;
    for row in &rows {
        let (below, depth): (i64, i64) = (row.at(0)?, row.at(1)?);
        for ancestor in &old {
            tx.exec(CUT, &params![district_id, below, *ancestor, to])?;
        }
        for (ancestor, up) in new.iter().zip(1i64..) {
            tx.exec(TIE, &params![district_id, *ancestor, below, depth + up, from, to])?;
        }
        regroup(tx, district_id, below, &old, &new)?;
    }
    tx.exec(DROP_PARENT, &params![district_id, id, to])?;
    tx.exec(DROP_DOUBT, &params![district_id, id])?;
    if parent != 0 {
        tx.exec(ADD_PARENT, &params![district_id, id, parent, from, to, op_no])?;
    }
    Ok(())
}

/// The institution and the federations above it, the nearest first.
fn above(reader: &mut Reader, district_id: i64, id: i64) -> Result<Vec<i64>> {
    let rows = reader.query(ABOVE, &params![district_id, id, always().1])?;
    rows.iter().map(|row| row.at(0)).collect()
}
