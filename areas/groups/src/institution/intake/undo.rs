//! Taking a batch of groups or federations back, unless something later stands on it.

use samuh_engine::{
    Error, Reader, Result, Tx,
    batch::{Batch, joined},
    params,
};
use samuh_figures::journal::{Posting, Trees, post};
use samuh_kernel::fault::{Fault, Faults};

use super::{Before, Was};
use crate::{
    institution::{federate, store},
    postings_in_act,
};

const VERSION: &str = "
    select version, coalesce(name_hi, name_en) from institution where district_id = $1 and id = $2";
const MEMBERS: &str = "
    select count(*) from membership where district_id = $1 and institution_id = $2";
const CHILDREN: &str = "
    select institution_id from affiliation where district_id = $1 and parent_id = $2";
const REPORTED: &str = "
    select count(*) from reported where district_id = $1 and institution_id = $2";
const POSTS: &str = "select count(*) from post_unit where district_id = $1 and unit_id = $2";
const TARGETS: &str = "select count(*) from target where district_id = $1 and unit_id = $2";
const DROPS: &[&str] = &[
    "delete from institution_code where district_id = $1 and institution_id = $2",
    "delete from institution_place where district_id = $1 and institution_id = $2",
    "delete from institution_fact where district_id = $1 and institution_id = $2",
    "delete from affiliation where district_id = $1 and institution_id = $2",
    "delete from affiliation_doubt where district_id = $1 and institution_id = $2",
    "delete from federation_closure where district_id = $1 and institution_id = $2",
    "delete from office_bearer where district_id = $1 and institution_id = $2",
    "delete from name_token where district_id = $1 and subject = 'institution' and subject_id = $2",
    "delete from institution where district_id = $1 and id = $2",
];
const DROP_CODE: &str = "
    delete from institution_code
    where district_id = $1 and institution_id = $2 and register = $3 and code = $4";
const DROP_FACT: &str = "
    delete from institution_fact
    where district_id = $1 and institution_id = $2 and fact = $3 and from_on = $4";

/// Takes a batch back by its before-images.
///
/// # Errors
/// `Faults` naming what later depends on the batch; nothing has changed then.
pub fn undo(tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
    let images: Vec<Before> = joined(images)?;
    let district_id = batch.district_id;
    let faults = dependents(tx, district_id, &images)?;
    if !faults.0.is_empty() {
        return Err(Error::Faults(faults));
    }
    let trees = Trees::load(tx, district_id)?;
    let mut postings = Vec::new();
    for image in images.iter().filter(|image| image.was.is_none()) {
        let now = postings_in_act(tx, district_id, image.id, true)?;
        postings.extend(now.into_iter().map(|p| Posting { delta: -p.delta, ..p }));
    }
    // While the trees still stand, so that the balances go back the way they came.
    post(tx, district_id, &trees, postings)?;
    let mut postings = Vec::new();
    for image in &images {
        if let Some(was) = &image.was {
            restore(tx, district_id, image, was, &mut postings)?;
        }
    }
    for image in images.iter().filter(|image| image.was.is_none()) {
        for sql in DROPS {
            tx.exec(sql, &params![district_id, image.id])?;
        }
    }
    let trees = Trees::load(tx, district_id)?;
    post(tx, district_id, &trees, postings).map(drop)
}

fn dependents(tx: &mut Reader, district_id: i64, images: &[Before]) -> Result<Faults> {
    let mut faults = Faults::default();
    let own: std::collections::HashSet<i64> =
        images.iter().filter(|image| image.was.is_none()).map(|image| image.id).collect();
    for image in images {
        let of = params![district_id, image.id];
        let row = tx.first(VERSION, &of)?;
        let (version, name) = match row {
            Some(row) => (row.at::<i64>(0)?, row.at::<String>(1)?),
            None => (0, String::new()),
        };
        if version != image.version {
            faults.push(Fault::new("undo_changed_later").with("name", &name));
        }
        if image.was.is_some() {
            continue;
        }
        for (sql, code) in [
            (MEMBERS, "undo_has_members"),
            (REPORTED, "undo_has_reports"),
            (POSTS, "undo_has_posts"),
            (TARGETS, "undo_has_targets"),
        ] {
            let count: i64 = tx.first(sql, &of)?.map_or(Ok(0), |row| row.at(0))?;
            if count > 0 {
                faults.push(Fault::new(code).with("count", count).with("name", &name));
            }
        }
        for row in tx.query(CHILDREN, &of)? {
            if !own.contains(&row.at::<i64>(0)?) {
                faults.push(Fault::new("undo_has_groups").with("name", &name));
                break;
            }
        }
    }
    Ok(faults)
}

fn restore(
    tx: &mut Tx,
    district_id: i64,
    image: &Before,
    was: &Was,
    postings: &mut Vec<Posting>,
) -> Result<()> {
    let old = postings_in_act(tx, district_id, image.id, true)?;
    if !store::change(tx, district_id, image.id, image.version, &was.profile, was.place_id)? {
        return Err(Error::fault("register_moved"));
    }
    for (register, code) in &was.codes {
        let given = params![district_id, image.id, register.as_str(), code.as_str()];
        tx.exec(DROP_CODE, &given)?;
    }
    for (fact, from_on, _) in &was.facts {
        tx.exec(DROP_FACT, &params![district_id, image.id, fact.code(), *from_on])?;
    }
    federate::correct_parent(tx, district_id, image.id, was.parent_id)?;
    let new = postings_in_act(tx, district_id, image.id, true)?;
    postings.extend(old.into_iter().map(|p| Posting { delta: -p.delta, ..p }));
    postings.extend(new);
    Ok(())
}
