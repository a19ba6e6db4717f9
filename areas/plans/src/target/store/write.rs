//! Plans and targets written: only what differs, and revisions with what stood before.

use samuh_engine::{Result, Tx, params};

use super::super::model::{Months, Plan, Whole};

const ADD_PLAN: &str = "
    insert into plan (district_id, indicator, year, level, total, state, order_no, version, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (district_id, indicator, year) do nothing";
const CHANGE_PLAN: &str = "
    update plan set level = $4, total = $5, state = $6, order_no = $7, version = $8, op_no = $9
    where district_id = $1 and indicator = $2 and year = $3 and version = $10";
const DROP_PLAN: &str = "
    delete from plan where district_id = $1 and indicator = $2 and year = $3 and version = $4";
const SET: &str = "
    insert into target (district_id, indicator, unit_id, month, value, op_no)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (district_id, indicator, unit_id, month)
    do update set value = excluded.value, op_no = excluded.op_no";
const DROP: &str = "
    delete from target
    where district_id = $1 and indicator = $2 and unit_id = $3 and month >= $4 and month <= $5";
const REVISE: &str = "
    insert into target_revision
      (district_id, id, indicator, year, unit_id, was, becomes, reason, order_no, op_no, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Why a plan changes, for the revisions that are kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reason<'a> {
    pub(crate) text: &'a str,
    pub(crate) order_no: Option<&'a str>,
}

/// Writes a plan as it now stands, as the edition after `was`; false when someone saved first.
/// With a reason the old months of every changed unit are kept.
pub(crate) fn save(
    tx: &mut Tx,
    district_id: i64,
    was: Option<&Whole>,
    now: &mut Whole,
    reason: Option<Reason<'_>>,
) -> Result<bool> {
    let seen = was.map_or(0, |was| was.plan.version);
    now.plan.version = seen + 1;
    if !write_plan(tx, district_id, &now.plan, seen)? {
        return Ok(false);
    }
    for (unit_id, before, after) in changed(was, Some(now)) {
        write_row(tx, district_id, &now.plan, unit_id, after)?;
        if let Some(reason) = reason {
            keep(tx, district_id, &now.plan, (unit_id, before, after), reason)?;
        }
    }
    Ok(true)
}

/// Puts a plan back as it stood before edition `seen`: for the undo of an import. False when
/// someone saved since.
pub(crate) fn restore(
    tx: &mut Tx,
    district_id: i64,
    now: &Whole,
    was: Option<&Whole>,
    reason: Option<Reason<'_>>,
) -> Result<bool> {
    let seen = now.plan.version;
    let is_free = match was {
        Some(was) => write_plan(tx, district_id, &was.plan, seen)?,
        None => {
            let plan = &now.plan;
            let given = params![district_id, plan.indicator, plan.year.0, seen];
            tx.exec(DROP_PLAN, &given)? == 1
        }
    };
    if !is_free {
        return Ok(false);
    }
    for (unit_id, before, after) in changed(Some(now), was) {
        write_row(tx, district_id, &now.plan, unit_id, after)?;
        if let Some(reason) = reason {
            keep(tx, district_id, &now.plan, (unit_id, before, after), reason)?;
        }
    }
    Ok(true)
}

/// Units whose months differ: before and after, none where the unit has no row.
pub(crate) fn changed(
    was: Option<&Whole>,
    now: Option<&Whole>,
) -> Vec<(i64, Option<Months>, Option<Months>)> {
    let months = |whole: Option<&Whole>, id: &i64| {
        whole.and_then(|whole| whole.rows.get(id)).map(|row| row.months)
    };
    let mut ids: Vec<i64> =
        was.into_iter().chain(now).flat_map(|whole| whole.rows.keys().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let compared = ids.into_iter().map(|id| (id, months(was, &id), months(now, &id)));
    compared.filter(|(_, before, after)| before != after).collect()
}

fn write_plan(tx: &mut Tx, district_id: i64, plan: &Plan, seen: i64) -> Result<bool> {
    let mut given = params![
        district_id,
        plan.indicator,
        plan.year.0,
        plan.level.code(),
        plan.total,
        if plan.locked { "locked" } else { "draft" },
        plan.order_no.as_deref(),
        plan.version,
        tx.op_no()
    ]
    .to_vec();
    if seen == 0 {
        return Ok(tx.exec(ADD_PLAN, &given)? == 1);
    }
    given.push(seen.into());
    Ok(tx.exec(CHANGE_PLAN, &given)? == 1)
}

fn write_row(
    tx: &mut Tx,
    district_id: i64,
    plan: &Plan,
    unit_id: i64,
    months: Option<Months>,
) -> Result<()> {
    let op_no = tx.op_no();
    let Some(months) = months else {
        let (from, to) = (plan.year.first_month().0, plan.year.last_month().0);
        return tx.exec(DROP, &params![district_id, plan.indicator, unit_id, from, to]).map(drop);
    };
    for (month, value) in plan.year.months().iter().zip(months) {
        tx.exec(SET, &params![district_id, plan.indicator, unit_id, month.0, value, op_no])?;
    }
    Ok(())
}

fn keep(
    tx: &mut Tx,
    district_id: i64,
    plan: &Plan,
    (unit_id, was, becomes): (i64, Option<Months>, Option<Months>),
    reason: Reason<'_>,
) -> Result<()> {
    let id = tx.allot(district_id, "target_revision", 1)?;
    let shown = |months: Option<Months>| serde_json::to_string(&months.unwrap_or([0; 12]));
    let given = params![
        district_id,
        id,
        plan.indicator,
        plan.year.0,
        unit_id,
        shown(was)?,
        shown(becomes)?,
        reason.text,
        reason.order_no,
        tx.op_no(),
        tx.at()
    ];
    tx.exec(REVISE, &given).map(drop)
}
