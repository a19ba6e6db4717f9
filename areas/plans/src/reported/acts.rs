//! Verifying the figures of a reported sheet, and taking that back: the value stays, its class moves.

use samuh_engine::{Db, Desk, Error, Op, Result, Tx, Value, audit::Recorder};
use samuh_figures::journal::{Class, Posting, Trees, post};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use uuid::Uuid;

use super::{
    model::{Attested, Checked, SheetLine, Unverify, Verify},
    rules, store,
};

/// Verifies figures that another officer reported.
///
/// # Errors
/// `Denied` without the right to approve figures, `NotFound` for a sheet that is not the desk's,
/// `Conflict` when a figure was changed since it was seen, `Faults` for one's own figures and those
/// verified before.
pub fn verify(db: &Db, desk: &Desk, op: Uuid, ask: &Verify, now: i64) -> Result<Attested> {
    may(desk)?;
    let op = Op::over(op, "plans.verify", ask, now)?;
    let (desk_seen, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let lines = seen(tx, &desk_seen, (ask.unit_id, ask.month), &ask.figures)?;
        let taken = rules::verify(&lines, &ask.figures, desk_seen.officer_id)?;
        moved(tx, desk_seen.district_id(), &taken, Class::Verified)?;
        note(tx, ask.unit_id, &taken, Class::Verified);
        Ok(Attested { count: taken.len(), reason: None })
    })
}

/// Takes a verification back, with the reason: the figures stand as reported again.
///
/// # Errors
/// As [`verify`]; fault `unverify_reason_missing`.
pub fn unverify(db: &Db, desk: &Desk, op: Uuid, ask: &Unverify, now: i64) -> Result<Attested> {
    may(desk)?;
    let op = Op::over(op, "plans.unverify", ask, now)?;
    let (desk_seen, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let lines = seen(tx, &desk_seen, (ask.unit_id, ask.month), &ask.figures)?;
        let taken = rules::unverify(&lines, &ask.figures, &ask.reason)?;
        moved(tx, desk_seen.district_id(), &taken, Class::Reported)?;
        note(tx, ask.unit_id, &taken, Class::Reported).office(
            "reason",
            Value::Null,
            ask.reason.trim(),
        );
        Ok(Attested { count: taken.len(), reason: Some(ask.reason.trim().to_owned()) })
    })
}

/// Verifies, inside an act that looked at the desk's right, those lines of a sheet that still stand
/// reported; answers how many.
pub(crate) fn verify_lines(
    tx: &mut Tx,
    desk: &Desk,
    unit_id: i64,
    mut lines: Vec<SheetLine>,
) -> Result<usize> {
    lines.retain(|line| line.class == Class::Reported);
    if lines.is_empty() {
        return Ok(0);
    }
    let chosen: Vec<Checked> = lines
        .iter()
        .map(|line| Checked { indicator: line.indicator, version: line.version })
        .collect();
    let taken = rules::verify(&lines, &chosen, desk.officer_id)?;
    moved(tx, desk.district_id(), &taken, Class::Verified)?;
    note(tx, unit_id, &taken, Class::Verified);
    Ok(taken.len())
}

/// Writes another value for a line, inside an act that looked at the desk's right. The value stands
/// reported by whoever does so, whatever it was before.
pub(crate) fn correct_line(tx: &mut Tx, unit_id: i64, line: &SheetLine, value: i64) -> Result<()> {
    let district_id = tx.district_id();
    if line.class == Class::Verified {
        moved(tx, district_id, &[line], Class::Reported)?;
    }
    let of = (line.place_id, line.institution_id);
    let found = store::find(tx, district_id, (line.indicator, line.month), of)?;
    let found = found.ok_or(Error::NotFound)?;
    if !store::change(tx, district_id, &found, value, false)? {
        return Err(Error::Conflict { saved: "{}".into(), sent: "{}".into() });
    }
    let stood = found.posting;
    let trees = Trees::load(tx, district_id)?;
    let postings = [Posting { delta: -stood.delta, ..stood }, Posting { delta: value, ..stood }];
    post(tx, district_id, &trees, postings.to_vec())?;
    let field = format!("figure:{}:{}", line.indicator, line.month.0);
    tx.changed("reported", unit_id, line.place_id).office(field, line.value, value);
    Ok(())
}

fn may(desk: &Desk) -> Result<()> {
    let may = desk.scope.may(Right::Approve, Area::Figures);
    if may { Ok(()) } else { Err(Error::Denied("figures")) }
}

/// The sheet as the desk saw it.
fn seen(
    tx: &mut Tx,
    desk: &Desk,
    (unit_id, month): (i64, Month),
    chosen: &[Checked],
) -> Result<Vec<SheetLine>> {
    let lines = store::sheet_of(tx, &desk.scope, unit_id, month)?;
    if lines.is_empty() {
        return Err(Error::NotFound);
    }
    for one in chosen {
        let line = lines.iter().find(|line| line.indicator == one.indicator);
        let line = line.ok_or(Error::NotFound)?;
        if line.version != one.version {
            return Err(Error::Conflict {
                saved: serde_json::json!({ "value": line.value, "version": line.version })
                    .to_string(),
                sent: serde_json::json!({ "version": one.version }).to_string(),
            });
        }
    }
    Ok(lines)
}

/// Leaves in the trail of the unit how sure each figure was and is.
fn note<'a>(tx: &'a mut Tx, unit_id: i64, lines: &[&SheetLine], to: Class) -> Recorder<'a> {
    let place_id = lines.first().map_or(0, |line| line.place_id);
    let mut trail = tx.changed("reported", unit_id, place_id);
    for line in lines {
        let field = format!("figure:{}:{}", line.indicator, line.month.0);
        trail.office(field, line.class.code(), to.code());
    }
    trail
}

fn moved(tx: &mut Tx, district_id: i64, lines: &[&SheetLine], to: Class) -> Result<()> {
    let trees = Trees::load(tx, district_id)?;
    let mut postings = Vec::with_capacity(lines.len() * 2);
    for line in lines {
        if !store::set_class(tx, district_id, line, to)? {
            return Err(Error::Conflict { saved: "{}".into(), sent: "{}".into() });
        }
        let stood = Posting {
            indicator: line.indicator,
            place_id: line.place_id,
            institution_id: line.institution_id,
            federation_id: line.federation_id,
            month: line.month,
            class: line.class,
            delta: line.value,
        };
        postings.push(Posting { delta: -stood.delta, ..stood });
        postings.push(Posting { class: to, ..stood });
    }
    post(tx, district_id, &trees, postings).map(drop)
}
