//! The acts on a plan: set cells, split, lock, revise. Each is one transaction in which the parts
//! make the whole before and after.

use std::collections::BTreeSet;

use samuh_engine::{Db, Desk, Error, Op, Result, Tx, clock};
use samuh_figures::{
    catalogue::{IndicatorId, Nature, by_id},
    plan::{Allocation, PlanFault, Unit},
};
use samuh_kernel::{
    calendar::FinancialYear,
    fault::Fault,
    scope::{Area, Right, Scope},
};
use uuid::Uuid;

use super::{
    faults::{self, About},
    model::{
        Ask, Change, Lock, Planned, Revise, Row, Season, SetTargets, Share, Split, TargetCell,
        Whole,
    },
    rules,
    store::{self, Info, Reason},
    trail,
    views::{season_of, weights_of},
};
use crate::unit::UnitLevel;

/// Sets cells of a plan that is not locked.
///
/// # Errors
/// `Denied` without the right, `Conflict` when someone saved first, `Faults` when the plan is
/// locked or the parts cannot make the whole, `NotFound` for a unit that is not the desk's.
pub fn set_targets(db: &Db, desk: &Desk, op: Uuid, ask: &SetTargets, now: i64) -> Result<Planned> {
    may(desk, Right::Enter)?;
    let op = Op::over(op, "plans.set", ask, now)?;
    let (scope, ask) = (desk.scope.clone(), ask.clone());
    db.act(desk, &op, move |tx| set(tx, &scope, &ask))
}

fn set(tx: &mut Tx, scope: &Scope, ask: &SetTargets) -> Result<Planned> {
    let was = seen(tx, scope, (ask.indicator, ask.year), ask.version)?;
    expect_open(was.as_ref())?;
    let mut now = begun(tx, scope, was.as_ref(), (ask.indicator, ask.year), &ask.cells)?;
    let edited = now.edit(&ask.cells, ask.keep);
    edited.map_err(|fault| about(scope, &now).refusal(tx, &fault))?;
    saved(tx, scope, was.as_ref(), now, None, Vec::new())
}

/// Shares a total among the units of a level by weight, phased over the year.
///
/// # Errors
/// As [`set_targets`]; fault `weights_missing` where nothing is known to go by.
pub fn split(db: &Db, desk: &Desk, op: Uuid, ask: &Split, now: i64) -> Result<Planned> {
    may(desk, Right::Enter)?;
    let op = Op::over(op, "plans.split", ask, now)?;
    let (scope, ask) = (desk.scope.clone(), ask.clone());
    db.act(desk, &op, move |tx| share(tx, &scope, &ask))
}

fn share(tx: &mut Tx, scope: &Scope, ask: &Split) -> Result<Planned> {
    let was = seen(tx, scope, (ask.indicator, ask.year), ask.version)?;
    expect_open(was.as_ref())?;
    let (now, shares) = match ask.within {
        None => split_district(tx, scope, was.as_ref(), ask)?,
        Some(unit) => split_unit(tx, scope, was.as_ref(), ask, unit)?,
    };
    saved(tx, scope, was.as_ref(), now, None, shares)
}

/// Locks a plan: from now on it changes only by revision.
///
/// # Errors
/// `Denied` without the right, `Conflict` when someone saved first, `NotFound` without a plan.
pub fn lock(db: &Db, desk: &Desk, op: Uuid, ask: &Lock, now: i64) -> Result<Planned> {
    may(desk, Right::Approve)?;
    whole_district(&desk.scope)?;
    let op = Op::over(op, "plans.lock", ask, now)?;
    let (scope, ask) = (desk.scope.clone(), ask.clone());
    db.act(desk, &op, move |tx| close(tx, &scope, &ask))
}

fn close(tx: &mut Tx, scope: &Scope, ask: &Lock) -> Result<Planned> {
    let was = seen(tx, scope, (ask.indicator, ask.year), ask.version)?;
    let mut now = was.clone().ok_or(Error::NotFound)?;
    expect_open(was.as_ref())?;
    now.plan.locked = true;
    now.plan.order_no.clone_from(&ask.order_no);
    saved(tx, scope, was.as_ref(), now, None, Vec::new())
}

/// Changes a plan and keeps what stood before, with the reason and the order.
///
/// # Errors
/// As [`set_targets`]; faults `reason_missing` and `order_missing`.
pub fn revise(db: &Db, desk: &Desk, op: Uuid, ask: &Revise, now: i64) -> Result<Planned> {
    may(desk, Right::Approve)?;
    whole_district(&desk.scope)?;
    justified(ask)?;
    let op = Op::over(op, "plans.revise", ask, now)?;
    let (scope, ask) = (desk.scope.clone(), ask.clone());
    db.act(desk, &op, move |tx| amend(tx, &scope, &ask))
}

fn justified(ask: &Revise) -> Result<()> {
    for (given, code) in [(&ask.reason, "reason_missing"), (&ask.order_no, "order_missing")] {
        if given.trim().is_empty() {
            return Err(faults::one(code));
        }
    }
    Ok(())
}

fn amend(tx: &mut Tx, scope: &Scope, ask: &Revise) -> Result<Planned> {
    let was = seen(tx, scope, (ask.indicator, ask.year), ask.version)?;
    let mut now = was.clone().ok_or(Error::NotFound)?;
    let shares = revised(tx, scope, &mut now, &ask.change)?;
    now.plan.order_no = Some(ask.order_no.clone());
    let reason = Reason { text: &ask.reason, order_no: Some(&ask.order_no) };
    saved(tx, scope, was.as_ref(), now, Some(reason), shares)
}

impl Ask {
    /// Does what is asked inside an act, whatever the right of the desk that wrote it; answers the plan's
    /// new edition.
    ///
    /// # Errors
    /// As the act itself.
    pub fn run(&self, tx: &mut Tx, desk: &Desk) -> Result<i64> {
        let scope = &desk.scope;
        let planned = match self {
            Self::Set(ask) => set(tx, scope, ask),
            Self::Split(ask) => share(tx, scope, ask),
            Self::Lock(ask) => whole_district(scope).and_then(|()| close(tx, scope, ask)),
            Self::Revise(ask) => {
                whole_district(scope)?;
                justified(ask)?;
                amend(tx, scope, ask)
            }
        };
        planned.map(|planned| planned.version)
    }
}

fn may(desk: &Desk, right: Right) -> Result<()> {
    if desk.scope.may(right, Area::Plans) { Ok(()) } else { Err(Error::Denied("plans")) }
}

fn about(scope: &Scope, whole: &Whole) -> About {
    About { district_id: scope.district_id(), indicator: whole.plan.indicator }
}

/// The plan's own units are the district's to set.
fn whole_district(scope: &Scope) -> Result<()> {
    if scope.is_whole_district() { Ok(()) } else { Err(Error::Denied("plans.district")) }
}

/// The plan in the edition that the desk saw.
fn seen(
    tx: &mut Tx,
    scope: &Scope,
    (indicator, year): (IndicatorId, FinancialYear),
    version: i64,
) -> Result<Option<Whole>> {
    match by_id(indicator) {
        None => {
            let fault = Fault::new("indicator_unknown").with("value", indicator);
            return Err(Error::Faults(fault.into()));
        }
        Some(known) if matches!(known.nature, Nature::Ratio { .. }) => {
            return Err(faults::one("no_target_for_ratio"));
        }
        Some(_) => {}
    }
    let was = store::whole(tx, scope.district_id(), indicator, year)?;
    let stands = was.as_ref().map_or(0, |was| was.plan.version);
    if stands == version {
        return Ok(was);
    }
    let total = was.map(|was| was.plan.total);
    Err(Error::Conflict {
        saved: serde_json::json!({ "version": stands, "total": total }).to_string(),
        sent: serde_json::json!({ "version": version }).to_string(),
    })
}

fn expect_open(was: Option<&Whole>) -> Result<()> {
    match was {
        Some(was) if was.plan.locked => Err(faults::one("plan_locked")),
        _ => Ok(()),
    }
}

/// The plan with a row for every unit that is to be set; a new plan is of the level of those.
fn begun(
    tx: &mut Tx,
    scope: &Scope,
    was: Option<&Whole>,
    (indicator, year): (IndicatorId, FinancialYear),
    cells: &[TargetCell],
) -> Result<Whole> {
    let first = cells.first().ok_or_else(|| faults::one("nothing_to_set"))?;
    if let Some(cell) = cells.iter().find(|cell| cell.month > 11) {
        let fault = Fault::new("not_a_month").with("value", cell.month + 1);
        return Err(Error::Faults(fault.into()));
    }
    let mut now = match was {
        Some(was) => was.clone(),
        None => {
            let level = store::info_of(tx, scope, first.unit_id, UnitLevel::District)?.level;
            Whole::begin(indicator, year, level)
        }
    };
    let units: BTreeSet<i64> = cells.iter().map(|cell| cell.unit_id).collect();
    for unit in units {
        let info = store::info_of(tx, scope, unit, now.plan.level)?;
        if info.parent_id == 0 {
            whole_district(scope)?;
            if info.level != now.plan.level {
                return Err(faults::one("plan_level_differs"));
            }
        }
        let Info { level, parent_id, .. } = info;
        now.rows.entry(unit).or_insert(Row { level, parent_id, months: [0; 12] });
    }
    Ok(now)
}

fn split_district(
    tx: &mut Tx,
    scope: &Scope,
    was: Option<&Whole>,
    ask: &Split,
) -> Result<(Whole, Vec<Share>)> {
    whole_district(scope)?;
    let total = ask.total.or(was.map(|was| was.plan.total));
    let total = total.ok_or_else(|| faults::one("total_missing"))?;
    let units = units(tx, scope, ask, 0)?;
    let mut now = Whole::begin(ask.indicator, ask.year, ask.level);
    let season = match (&ask.season, was) {
        (Season::Standing, Some(was)) => Some(was.months()),
        (season, _) => season_of(tx, scope, (ask.indicator, ask.year), season)?,
    };
    let (shared, rows) = rules::split(total, None, season.as_ref(), units)
        .map_err(|fault| about(scope, &now).refusal(tx, &fault))?;
    now.plan.order_no = was.and_then(|was| was.plan.order_no.clone());
    let row = |months| Row { level: ask.level, parent_id: 0, months };
    now.rows = rows.into_iter().map(|(id, months)| (id, row(months))).collect();
    if let Some(was) = was.filter(|was| was.plan.level == ask.level) {
        follow(&mut now, was).map_err(|fault| about(scope, &now).refusal(tx, &fault))?;
    }
    now.retotal();
    Ok((now, shares(&shared)))
}

/// What was split further before stays split further, in the new proportions.
fn follow(now: &mut Whole, was: &Whole) -> std::result::Result<(), PlanFault> {
    for (id, row) in was.rows.iter().filter(|(_, row)| row.parent_id != 0) {
        if now.rows.contains_key(&row.parent_id) {
            now.rows.insert(*id, row.clone());
        }
    }
    let tops: Vec<_> = now.tops().map(|(id, row)| (id, row.months)).collect();
    for (id, months) in tops {
        now.set_row(id, months)?;
    }
    Ok(())
}

fn split_unit(
    tx: &mut Tx,
    scope: &Scope,
    was: Option<&Whole>,
    ask: &Split,
    unit: i64,
) -> Result<(Whole, Vec<Share>)> {
    let was = was.ok_or(Error::NotFound)?;
    let info = store::info_of(tx, scope, unit, was.plan.level)?;
    let row = was.rows.get(&unit).filter(|row| row.parent_id == 0).ok_or(Error::NotFound)?;
    if info.level != was.plan.level || ask.level <= was.plan.level {
        return Err(faults::one("plan_level_differs"));
    }
    let total: i64 = row.months.iter().sum();
    if ask.total.is_some_and(|asked| asked != total) {
        let found = rules::Difference {
            unit_id: unit,
            level: ask.level,
            period: was.plan.year.to_string(),
            sum: ask.total.unwrap_or(0),
            whole: total,
        };
        return Err(Error::Faults(about(scope, was).differ(tx, &found)?.into()));
    }
    let units = units(tx, scope, ask, unit)?;
    let (shared, rows) = rules::split(total, Some(&row.months), None, units)
        .map_err(|fault| about(scope, was).refusal(tx, &fault))?;
    let mut now = was.clone();
    now.rows.retain(|_, row| !(row.parent_id == unit && row.level == ask.level));
    for (id, months) in rows {
        now.rows.insert(id, Row { level: ask.level, parent_id: unit, months });
    }
    Ok((now, shares(&shared)))
}

/// The units that share, with weights and limits.
fn units(tx: &mut Tx, scope: &Scope, ask: &Split, within: i64) -> Result<Vec<Unit>> {
    let found = store::units_at(tx, scope, ask.level, within)?;
    let ids: Vec<i64> = found.iter().map(|unit| unit.id).collect();
    let of = (ask.indicator, ask.year, ask.level);
    let weights = weights_of(tx, scope, of, &ask.weights, &ids)?;
    let unit = |id: i64| {
        let limit = ask.limits.iter().find(|limit| limit.unit_id == id);
        Unit {
            id,
            weight: weights.get(&id).copied().unwrap_or(0),
            floor: limit.map_or(0, |limit| limit.floor),
            cap: limit.and_then(|limit| limit.cap),
        }
    };
    Ok(ids.into_iter().map(unit).collect())
}

fn revised(tx: &mut Tx, scope: &Scope, now: &mut Whole, change: &Change) -> Result<Vec<Share>> {
    match change {
        Change::Cells { cells, keep } => {
            let of = (now.plan.indicator, now.plan.year);
            *now = begun(tx, scope, Some(&now.clone()), of, cells)?;
            let edited = now.edit(cells, *keep);
            edited.map_err(|fault| about(scope, now).refusal(tx, &fault))?;
            Ok(Vec::new())
        }
        Change::Total { total, weights, limits } => {
            let ids: Vec<i64> = now.tops().map(|(id, _)| id).collect();
            let of = (now.plan.indicator, now.plan.year, now.plan.level);
            let weights = weights_of(tx, scope, of, weights, &ids)?;
            let today = clock::day_of(tx.at());
            let shared = now.change_total(*total, &weights, limits, today);
            let shared = shared.map_err(|fault| about(scope, now).refusal(tx, &fault))?;
            Ok(shares(&shared))
        }
    }
}

fn shares(shared: &Allocation) -> Vec<Share> {
    let why = shared.explanation.iter().map(|reason| reason.why.code().to_owned());
    let parts = shared.parts.iter().zip(why);
    parts.map(|((unit_id, part), why)| Share { unit_id: *unit_id, part: *part, why }).collect()
}

/// Writes a plan whose parts make the whole.
fn saved(
    tx: &mut Tx,
    scope: &Scope,
    was: Option<&Whole>,
    mut now: Whole,
    reason: Option<Reason<'_>>,
    shares: Vec<Share>,
) -> Result<Planned> {
    if let Some(found) = now.differences().first() {
        return Err(Error::Faults(about(scope, &now).differ(tx, found)?.into()));
    }
    if !store::save(tx, scope.district_id(), was, &mut now, reason)? {
        return Err(Error::Conflict { saved: "{}".into(), sent: "{}".into() });
    }
    trail::note(tx, was, &now, reason.map(|reason| reason.text));
    Ok(Planned { version: now.plan.version, total: now.plan.total, shares })
}
