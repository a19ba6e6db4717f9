//! Taking a batch of groups or federations back, unless something later stands on it.

use std::collections::{HashMap, HashSet};

use samuh_engine::{
    Error, Reader, Result, Tx,
    batch::{Batch, joined},
    params,
};
use samuh_figures::journal::{Posting, Trees, post};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Rights, Scope},
};

use crate::{
    institution::{
        intake::{Before, Was},
        known::Institution,
        store::{self, federate},
        trail::{self, Stands},
    },
    postings_in_act, reports_follow,
};

const VERSION: &str = "
    select version, coalesce(name_hi, name_en) from institution where district_id = $1 and id = $2";
/// What may later stand on institutions of a stretch of numbers: (SQL, the fault's code).
const STANDING: [(&str, &str); 6] = [
    (
        "select institution_id, count(*) from membership
         where district_id = $1 and institution_id >= $2 and institution_id <= $3
         group by institution_id order by institution_id",
        "undo_has_members",
    ),
    (
        "select institution_id, count(*) from grading
         where district_id = $1 and institution_id >= $2 and institution_id <= $3
         group by institution_id order by institution_id",
        "undo_has_gradings",
    ),
    (
        "select institution_id, count(*) from target_visit
         where district_id = $1 and institution_id >= $2 and institution_id <= $3
         group by institution_id order by institution_id",
        "undo_has_suggestions",
    ),
    (
        "select institution_id, count(*) from reported
         where district_id = $1 and institution_id >= $2 and institution_id <= $3
         group by institution_id order by institution_id",
        "undo_has_reports",
    ),
    (
        "select unit_id, count(*) from post_unit
         where district_id = $1 and unit_id >= $2 and unit_id <= $3
         group by unit_id order by unit_id",
        "undo_has_posts",
    ),
    (
        "select unit_id, count(*) from target
         where district_id = $1 and unit_id >= $2 and unit_id <= $3
         group by unit_id order by unit_id",
        "undo_has_targets",
    ),
];
const CHILDREN: &str = "
    select parent_id, institution_id from affiliation
    where district_id = $1 and parent_id >= $2 and parent_id <= $3 order by parent_id";
const DROPS: &[&str] = &[
    "delete from institution_code
     where district_id = $1 and institution_id >= $2 and institution_id <= $3",
    "delete from institution_place
     where district_id = $1 and institution_id >= $2 and institution_id <= $3",
    "delete from institution_fact
     where district_id = $1 and institution_id >= $2 and institution_id <= $3",
    "delete from affiliation
     where district_id = $1 and institution_id >= $2 and institution_id <= $3",
    "delete from affiliation_doubt
     where district_id = $1 and institution_id >= $2 and institution_id <= $3",
    "delete from federation_closure
     where district_id = $1 and institution_id >= $2 and institution_id <= $3",
    "delete from office_bearer
     where district_id = $1 and institution_id >= $2 and institution_id <= $3",
    "delete from name_token
     where district_id = $1 and subject = 'institution' and subject_id >= $2 and subject_id <= $3",
    "delete from institution where district_id = $1 and id >= $2 and id <= $3",
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
    for (first, last) in stretches(&images) {
        for sql in DROPS {
            tx.exec(sql, &params![district_id, first, last])?;
        }
    }
    let trees = Trees::load(tx, district_id)?;
    post(tx, district_id, &trees, postings)?;
    for image in images.iter().filter(|image| image.was.is_some()) {
        reports_follow(tx, district_id, &trees, image.id)?;
    }
    Ok(())
}

/// The numbers that the batch gave out, as stretches without a gap.
fn stretches(images: &[Before]) -> Vec<(i64, i64)> {
    let new = images.iter().filter(|image| image.was.is_none());
    let mut ids: Vec<i64> = new.map(|image| image.id).collect();
    ids.sort_unstable();
    let mut stretches: Vec<(i64, i64)> = Vec::new();
    for id in ids {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => stretches.push((id, id)),
        }
    }
    stretches
}

fn dependents(tx: &mut Reader, district_id: i64, images: &[Before]) -> Result<Faults> {
    let mut faults = Faults::default();
    let mut names: HashMap<i64, String> = HashMap::new();
    for image in images {
        let row = tx.first(VERSION, &params![district_id, image.id])?;
        let (version, name) = match row {
            Some(row) => (row.at::<i64>(0)?, row.at::<String>(1)?),
            None => (0, String::new()),
        };
        if version != image.version {
            faults.push(Fault::new("undo_changed_later").with("name", &name));
        }
        names.insert(image.id, name);
    }
    let named = |code: &str, id: i64| {
        Fault::new(code).with("name", names.get(&id).map_or("", String::as_str))
    };
    let own: HashSet<i64> =
        images.iter().filter(|image| image.was.is_none()).map(|image| image.id).collect();
    for (first, last) in stretches(images) {
        let of = params![district_id, first, last];
        for (sql, code) in STANDING {
            for row in tx.query(sql, &of)? {
                faults.push(named(code, row.at(0)?).with("count", row.at::<i64>(1)?));
            }
        }
        let mut said = None;
        for row in tx.query(CHILDREN, &of)? {
            let (parent, child): (i64, i64) = (row.at(0)?, row.at(1)?);
            if !own.contains(&child) && said != Some(parent) {
                faults.push(named("undo_has_groups", parent));
                said = Some(parent);
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
    let scope = Scope::district(district_id, Rights::none());
    let stands = store::institution_of(tx, &scope, image.id)?;
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
    let stood = store::institution_of(tx, &scope, image.id)?;
    note(tx, &stands, was, &stood);
    let new = postings_in_act(tx, district_id, image.id, true)?;
    postings.extend(old.into_iter().map(|p| Posting { delta: -p.delta, ..p }));
    postings.extend(new);
    Ok(())
}

fn note(tx: &mut Tx, stood: &Institution, was: &Was, now: &Institution) {
    let before = Stands {
        profile: &stood.profile,
        place_id: stood.place_id,
        parent_id: stood.parent_id,
        code: None,
    };
    let after = Stands {
        profile: &was.profile,
        place_id: was.place_id,
        parent_id: was.parent_id,
        code: None,
    };
    trail::note(tx, stood.id, Some(&before), &after);
    trail::note_less(tx, was.place_id, stood, now);
}
