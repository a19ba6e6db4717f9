//! The federation tree in the database: who stands in which VO and CLF, and the balances that
//! follow when an import corrects it.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Tx, params};
use samuh_figures::journal::{Trees, regraft};
use samuh_kernel::text::fold;
use samuh_places::always;

use crate::institution::model::Kind;

const ABOVE: &str = "
    select ancestor_id, depth from federation_closure
    where district_id = $1 and institution_id = $2 and to_on = $3 order by depth";
const OPEN: &str = "
    select from_on from affiliation
    where district_id = $1 and institution_id = $2 and to_on = $3";
const CLOSED: &str = "
    select max(to_on) from affiliation where district_id = $1 and institution_id = $2";
const DROP_PARENT: &str = "
    delete from affiliation where district_id = $1 and institution_id = $2 and to_on = $3";
const END_PARENT: &str = "
    update affiliation set to_on = $4, op_no = $5
    where district_id = $1 and institution_id = $2 and to_on = $3";
const ADD_PARENT: &str = "
    insert into affiliation (district_id, institution_id, parent_id, from_on, to_on, op_no)
    values ($1, $2, $3, $4, $5, $6)";
const PARENTS: &str = "
    select parent_id, from_on, to_on from affiliation
    where district_id = $1 and institution_id = $2 order by from_on";
const CHILDREN: &str = "
    select distinct institution_id from affiliation where district_id = $1 and parent_id = $2";
const BRANCH: &str = "
    select ancestor_id, depth, from_on, to_on from federation_closure
    where district_id = $1 and institution_id = $2";
const CUT: &str = "
    delete from federation_closure where district_id = $1 and institution_id = $2";
const FEDERATIONS_BELOW: &str = "
    select distinct f.institution_id from federation_closure f
    join institution i on i.district_id = f.district_id and i.id = f.institution_id
    where f.district_id = $1 and f.ancestor_id = $2 and i.kind <> 'shg'";
const DROP_DOUBT: &str = "
    delete from affiliation_doubt where district_id = $1 and institution_id = $2";

const DOUBT: &str = "
    insert into affiliation_doubt (district_id, institution_id, parent_kind, named, op_no)
    values ($1, $2, $3, $4, $5)
    on conflict (district_id, institution_id)
    do update set parent_kind = excluded.parent_kind, named = excluded.named, op_no = excluded.op_no";

const CLOSURE: &[&str] =
    &["district_id", "ancestor_id", "institution_id", "depth", "from_on", "to_on"];

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
    tx.load("federation_closure", CLOSURE, &mut rows).map(drop)
}

/// Corrects the parent of a known institution, and all that stands below it, for as long as it has
/// stood there: an import says how it is, not that it moved. Balances of the federations above
/// follow.
pub(crate) fn correct_parent(tx: &mut Tx, district_id: i64, id: i64, parent: i64) -> Result<()> {
    let of = params![district_id, id];
    let open = tx.first(OPEN, &params![district_id, id, always().1])?;
    let since = match open {
        Some(row) => row.at(0)?,
        None => match tx.first(CLOSED, &of)? {
            Some(row) => row.at::<Option<NaiveDate>>(0)?.unwrap_or(always().0),
            None => always().0,
        },
    };
    grafted(tx, district_id, id, |tx| {
        tx.exec(DROP_PARENT, &params![district_id, id, always().1])?;
        join(tx, district_id, id, (parent, since))
    })
}

/// From a day on, an institution stands under another parent (0 for none), with all that stands
/// below it; what was before that day stays as it was. Balances of the federations above follow.
pub(crate) fn affiliate(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    (parent, from_on): (i64, NaiveDate),
) -> Result<()> {
    let to_on = always().1;
    let open = tx.first(OPEN, &params![district_id, id, to_on])?;
    let since: Option<NaiveDate> = open.map(|row| row.at(0)).transpose()?;
    grafted(tx, district_id, id, |tx| {
        if since.is_some_and(|since| since >= from_on) {
            tx.exec(DROP_PARENT, &params![district_id, id, to_on])?;
        } else {
            let op_no = tx.op_no();
            tx.exec(END_PARENT, &params![district_id, id, to_on, from_on, op_no])?;
        }
        join(tx, district_id, id, (parent, from_on))
    })
}

fn join(tx: &mut Tx, district_id: i64, id: i64, (parent, from_on): (i64, NaiveDate)) -> Result<()> {
    let op_no = tx.op_no();
    tx.exec(DROP_DOUBT, &params![district_id, id])?;
    if parent != 0 {
        tx.exec(ADD_PARENT, &params![district_id, id, parent, from_on, always().1, op_no])?;
    }
    Ok(())
}

/// Changes the parents of an institution by `work`, makes its branch and those below it anew, and
/// lets the balances above follow.
fn grafted(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    work: impl FnOnce(&mut Tx) -> Result<()>,
) -> Result<()> {
    let rows = tx.query(FEDERATIONS_BELOW, &params![district_id, id])?;
    let below: Vec<i64> = rows.iter().map(|row| row.at(0)).collect::<Result<_>>()?;
    let old = Trees::around(tx, district_id, &[], &below)?;
    work(tx)?;
    let mut waiting = vec![id];
    while let Some(next) = waiting.pop() {
        branch_anew(tx, district_id, next)?;
        for row in tx.query(CHILDREN, &params![district_id, next])? {
            waiting.push(row.at(0)?);
        }
    }
    let new = Trees::around(tx, district_id, &[], &below)?;
    regraft(tx, district_id, &below, (&old, &new))
}

/// A federation above, how far, and from when to when.
type Above = (i64, i64, NaiveDate, NaiveDate);

/// The branch above one institution from its parents, whose own branches already stand.
pub(crate) fn branch_anew(tx: &mut Tx, district_id: i64, id: i64) -> Result<()> {
    let (from, to) = always();
    let mut branch: Vec<Above> = vec![(id, 0, from, to)];
    for row in tx.query(PARENTS, &params![district_id, id])? {
        let (parent, from_on, to_on): (i64, NaiveDate, NaiveDate) =
            (row.at(0)?, row.at(1)?, row.at(2)?);
        for above in tx.query(BRANCH, &params![district_id, parent])? {
            let (since, until): (NaiveDate, NaiveDate) = (above.at(2)?, above.at(3)?);
            let (since, until) = (since.max(from_on), until.min(to_on));
            if since < until {
                branch.push((above.at(0)?, above.at::<i64>(1)? + 1, since, until));
            }
        }
    }
    tx.exec(CUT, &params![district_id, id])?;
    let mut rows = joined(branch).into_iter().map(|(ancestor, depth, since, until)| {
        params![district_id, ancestor, id, depth, since, until].to_vec()
    });
    tx.load("federation_closure", CLOSURE, &mut rows).map(drop)
}

/// Stretches under the same federation that follow each other, made one.
fn joined(mut branch: Vec<Above>) -> Vec<Above> {
    branch.sort_unstable();
    let mut joined: Vec<Above> = Vec::with_capacity(branch.len());
    for next in branch {
        match joined.last_mut() {
            Some(last) if (last.0, last.1, last.3) == (next.0, next.1, next.2) => last.3 = next.3,
            _ => joined.push(next),
        }
    }
    joined
}

/// The institution and the federations above it, the nearest first.
fn above(reader: &mut Reader, district_id: i64, id: i64) -> Result<Vec<i64>> {
    let rows = reader.query(ABOVE, &params![district_id, id, always().1])?;
    rows.iter().map(|row| row.at(0)).collect()
}

/// Keeps the name of a federation that is not known.
pub(crate) fn keep_doubt(
    tx: &mut Tx,
    district_id: i64,
    id: i64,
    kind: Kind,
    named: &str,
) -> Result<()> {
    let op_no = tx.op_no();
    tx.exec(DOUBT, &params![district_id, id, kind.code(), fold(named), op_no]).map(drop)
}
