//! Acts on target households: visits entered and corrected, matches accepted, refused and ended.

use std::collections::HashSet;

use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Tx, clock};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Area, Right, Scope},
};
use uuid::Uuid;

use super::{
    model::{Accept, CorrectVisit, Doing, End, Field, Refuse, State, Visit, VisitSeen, Visits},
    rules::visit_faults,
    store,
};
use crate::institution_of;

fn may(desk: &Desk) -> Result<()> {
    if desk.scope.may(Right::Enter, Area::Groups) {
        Ok(())
    } else {
        Err(Error::Denied("saturation.enter"))
    }
}

impl Doing {
    /// The place of the first household it is about, for whoever sees it; 0 where it is about none.
    ///
    /// # Errors
    /// `NotFound` for one that is not this desk's.
    pub fn place(&self, reader: &mut Reader, scope: &Scope, now: i64) -> Result<i64> {
        let target_id = match self {
            Self::Record(ask) => ask.visits.first().map(|visit| visit.target_id),
            Self::Correct(ask) => Some(store::visit_of(reader, scope, ask.id)?.target_id),
            Self::Accept(ask) => ask.pairs.first().map(|(target_id, _)| *target_id),
            Self::Refuse(ask) => Some(ask.target_id),
            Self::End(ask) => Some(ask.target_id),
        };
        match target_id {
            Some(id) => Ok(store::one(reader, scope, id, clock::day_of(now))?.target.place_id),
            None => Ok(0),
        }
    }

    /// Does what is asked inside an act; answers a household, a visit or how many.
    ///
    /// # Errors
    /// As the act itself.
    pub fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64> {
        match self {
            Self::Record(ask) => record(tx, desk, ask).map(|ids| ids.first().copied().unwrap_or(0)),
            Self::Correct(ask) => correct(tx, desk, ask),
            Self::Accept(ask) => accept(tx, desk, ask),
            Self::Refuse(ask) => refuse(tx, desk, *ask),
            Self::End(ask) => end(tx, desk, *ask),
        }
    }
}

/// Enters visits of a day: one, or the whole sheet of a village. All of them or none.
///
/// # Errors
/// `Denied` without the right to enter groups, `NotFound` for a household or group that is not this
/// desk's, `Faults` with everything that is wrong.
pub fn record_visits(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    ask: &Visits,
    now: i64,
) -> Result<Vec<i64>> {
    may(desk)?;
    let op = Op::over(op_id, "groups.record_visits", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| record(tx, &own, &ask))
}

fn record(tx: &mut Tx, desk: &Desk, ask: &Visits) -> Result<Vec<i64>> {
    let today = clock::day_of(tx.at());
    let outcomes = store::outcomes(tx, ask.on.unwrap_or(today))?;
    let mut befores = Vec::with_capacity(ask.visits.len());
    for visit in &ask.visits {
        let seen = store::one(tx, &desk.scope, visit.target_id, today)?;
        near(tx, desk, visit)?;
        befores.push((seen.target.place_id, seen.last));
    }
    visit_faults(ask, &outcomes, today).or(()).map_err(Error::Faults)?;
    let Some(on) = ask.on else { return Err(Error::broken("a visit without a day")) };
    let of = (desk.district_id(), desk.post_id);
    let first = store::add_visits(tx, of, (on, &ask.visitor), &ask.visits)?;
    for (visit, (place_id, last)) in ask.visits.iter().zip(befores) {
        let (outcome, day) = last.map_or((None, None), |(code, day)| (Some(code), Some(day)));
        tx.changed("target_household", visit.target_id, place_id)
            .personal("outcome", outcome, visit.outcome.as_str())
            .personal("visit_on", day, on);
    }
    Ok((first..).take(ask.visits.len()).collect())
}

/// A suggested group is one that the desk sees.
fn near(tx: &mut Tx, desk: &Desk, visit: &Visit) -> Result<()> {
    if visit.institution_id > 0 {
        institution_of(tx, &desk.scope, visit.institution_id)?;
    }
    Ok(())
}

/// Says a visit again, rightly; or that there was none.
///
/// # Errors
/// As [`record_visits`]; `Conflict` when someone corrected it first.
pub fn correct_visit(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    ask: &CorrectVisit,
    now: i64,
) -> Result<i64> {
    may(desk)?;
    let op = Op::over(op_id, "groups.correct_visit", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| correct(tx, &own, &ask))
}

fn correct(tx: &mut Tx, desk: &Desk, ask: &CorrectVisit) -> Result<i64> {
    let today = clock::day_of(tx.at());
    let before = store::visit_of(tx, &desk.scope, ask.id)?;
    near(tx, desk, &ask.visit)?;
    let visit = Visit { target_id: before.target_id, ..ask.visit.clone() };
    let sheet = Visits { on: ask.on, visitor: ask.visitor.clone(), visits: vec![visit] };
    let outcomes = store::outcomes(tx, ask.on.unwrap_or(today))?;
    visit_faults(&sheet, &outcomes, today).or(()).map_err(Error::Faults)?;
    let Some(on) = ask.on else { return Err(Error::broken("a visit without a day")) };
    let district_id = desk.district_id();
    if !store::change_visit(tx, district_id, on, ask)? {
        return Err(stale(&before, ask));
    }
    let place_id = store::place_of(tx, district_id, before.target_id)?;
    let (was, is): (&str, &str) = (&before.outcome, &ask.visit.outcome);
    tx.changed("target_household", before.target_id, place_id)
        .personal("outcome", was, is)
        .personal("visit_on", before.on, on)
        .personal("visitor", before.visitor, some(&ask.visitor))
        .personal("remark", before.remark, some(&ask.visit.remark))
        .office("is_void", before.is_void, ask.is_void);
    Ok(before.target_id)
}

fn some(text: &str) -> Option<String> {
    let text = samuh_kernel::text::tidy(text);
    (!text.is_empty()).then_some(text)
}

fn stale(before: &VisitSeen, ask: &CorrectVisit) -> Error {
    let said = |version: i64, outcome: &str| {
        serde_json::json!({ "version": version, "outcome": outcome }).to_string()
    };
    Error::Conflict {
        saved: said(before.version, &before.outcome),
        sent: said(ask.version, &ask.visit.outcome),
    }
}

/// Accepts that target households are households of the groups, all of them or none: from today on
/// they are covered as long as somebody of them is in a group.
///
/// # Errors
/// `Denied` without the right to enter groups, `NotFound` for one that is not this desk's, `Faults`
/// where one of them is matched already.
pub fn accept_matches(db: &Db, desk: &Desk, op_id: Uuid, ask: &Accept, now: i64) -> Result<i64> {
    may(desk)?;
    let op = Op::over(op_id, "groups.accept_matches", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| accept(tx, &own, &ask))
}

fn accept(tx: &mut Tx, desk: &Desk, ask: &Accept) -> Result<i64> {
    let (district_id, today) = (desk.district_id(), clock::day_of(tx.at()));
    let mut faults = Faults::default();
    let mut taken = HashSet::new();
    if ask.pairs.is_empty() {
        faults.push(Fault::new("matches_none"));
    }
    for (target_id, household_id) in &ask.pairs {
        let seen = store::one(tx, &desk.scope, *target_id, today)?;
        let at = format!("pair-{target_id}");
        let name = seen.target.texts.get(Field::Head).to_owned();
        if seen.state == State::Covered {
            faults.with_args(&at, "match_covered", &[("name", name)]);
            continue;
        }
        let place_id = seen.target.place_id;
        let free = store::pool(tx, &desk.scope, (place_id, *household_id), today)?;
        if free.is_empty() || !taken.insert(*household_id) {
            faults.with_args(&at, "match_taken", &[("name", name)]);
        }
    }
    faults.or(()).map_err(Error::Faults)?;
    for (target_id, household_id) in &ask.pairs {
        let place_id = store::place_of(tx, district_id, *target_id)?;
        // One that was linked to a household which is in no group any more.
        let before = store::linked_to(tx, district_id, *target_id)?;
        store::end_link(tx, district_id, *target_id, today)?;
        store::link(tx, (district_id, desk.post_id), (*target_id, *household_id), today)?;
        tx.changed("target_household", *target_id, place_id).personal(
            "household_id",
            before,
            *household_id,
        );
    }
    i64::try_from(ask.pairs.len()).map_err(|_| Error::broken("too many matches"))
}

/// Says that a target household is not that household of the groups: it is not proposed again.
///
/// # Errors
/// `Denied` without the right to enter groups, `NotFound` for one that is not this desk's, whether of the
/// list or of the groups.
pub fn refuse_match(db: &Db, desk: &Desk, op_id: Uuid, ask: Refuse, now: i64) -> Result<i64> {
    may(desk)?;
    let op = Op::over(op_id, "groups.refuse_match", &ask, now)?;
    let own = desk.clone();
    db.act(desk, &op, move |tx| refuse(tx, &own, ask))
}

fn refuse(tx: &mut Tx, desk: &Desk, ask: Refuse) -> Result<i64> {
    let today = clock::day_of(tx.at());
    let place_id = store::one(tx, &desk.scope, ask.target_id, today)?.target.place_id;
    if store::pool(tx, &desk.scope, (place_id, ask.household_id), today)?.is_empty() {
        return Err(Error::NotFound);
    }
    store::refuse(tx, (desk.district_id(), desk.post_id), (ask.target_id, ask.household_id))?;
    tx.changed("target_household", ask.target_id, place_id).personal(
        "not_household_id",
        None::<i64>,
        ask.household_id,
    );
    Ok(ask.target_id)
}

/// Ends a match that a person accepted wrongly.
///
/// # Errors
/// `Denied` without the right to enter groups, `NotFound` when it is not this desk's, `Faults` where
/// there is no such match, `Conflict` where it was matched with another household meanwhile.
pub fn end_match(db: &Db, desk: &Desk, op_id: Uuid, ask: End, now: i64) -> Result<i64> {
    may(desk)?;
    let op = Op::over(op_id, "groups.end_match", &ask, now)?;
    let own = desk.clone();
    db.act(desk, &op, move |tx| end(tx, &own, ask))
}

fn end(tx: &mut Tx, desk: &Desk, ask: End) -> Result<i64> {
    let (district_id, today) = (desk.district_id(), clock::day_of(tx.at()));
    let seen = store::one(tx, &desk.scope, ask.target_id, today)?;
    let Some(household_id) = store::linked_to(tx, district_id, ask.target_id)? else {
        return Err(Error::fault("match_missing"));
    };
    if ask.household_id != 0 && ask.household_id != household_id {
        // The household is the edition of a match: a link is never rewritten.
        let said = |id: i64| serde_json::json!({ "version": id, "household_id": id }).to_string();
        return Err(Error::Conflict { saved: said(household_id), sent: said(ask.household_id) });
    }
    store::end_link(tx, district_id, ask.target_id, today)?;
    tx.changed("target_household", ask.target_id, seen.target.place_id).personal(
        "household_id",
        household_id,
        None::<i64>,
    );
    Ok(ask.target_id)
}
