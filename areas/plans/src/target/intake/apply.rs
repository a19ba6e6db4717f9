//! Applying accepted targets in one act: each plan changes as a whole, and its parts make it.

use samuh_engine::{
    Result, Tx,
    batch::{Batch, Work, pieces},
};
use samuh_kernel::{
    fault::Faults,
    scope::{Rights, Scope},
};

use super::{Before, Step, TargetsWork, of_plan, refused};
use crate::{
    target::{
        faults::About,
        model::{Months, Row, Whole},
        rules::Difference,
        store::{self, Reason},
        trail,
    },
    unit::{Unit, UnitLevel},
};

impl Work for TargetsWork {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        self.staged()
    }

    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>> {
        let mut before = Vec::new();
        let mut differ = Faults::default();
        for step in &self.steps {
            let was = store::whole(tx, batch.district_id, step.indicator, step.year)?;
            if was.as_ref().map_or(0, |was| was.plan.version) != step.version {
                return Err(refused(of_plan("plan_moved", step.indicator, step.year)));
            }
            let mut now = changed(tx, batch.district_id, was.as_ref(), step)?;
            let found = differences(&now, was.as_ref(), step);
            if !found.is_empty() {
                for one in &found {
                    differ.push(about(batch.district_id, step).differ(tx, one)?);
                }
                continue;
            }
            let reason = step
                .reason
                .as_ref()
                .map(|(text, order_no)| Reason { text, order_no: order_no.as_deref() });
            if !store::save(tx, batch.district_id, was.as_ref(), &mut now, reason)? {
                return Err(refused(of_plan("plan_moved", step.indicator, step.year)));
            }
            trail::note(
                tx,
                was.as_ref(),
                &now,
                step.reason.as_ref().map(|(text, _)| text.as_str()),
            );
            before.push(image(step, was.as_ref(), &now));
        }
        if !differ.is_empty() {
            return Err(samuh_engine::Error::Faults(differ));
        }
        pieces(&before)
    }
}

/// The plan with the rows of the file in it.
fn changed(tx: &mut Tx, district_id: i64, was: Option<&Whole>, step: &Step) -> Result<Whole> {
    let mut now = match was {
        Some(was) if was.plan.level == step.level => was.clone(),
        // A plan of the district as a whole becomes one of the units that share it.
        Some(was) => {
            let mut now = Whole::begin(step.indicator, step.year, step.level);
            now.plan.locked = was.plan.locked;
            now.plan.order_no.clone_from(&was.plan.order_no);
            now
        }
        None => Whole::begin(step.indicator, step.year, step.level),
    };
    let tops = step.rows.iter().filter(|(unit, _)| unit.level == step.level);
    for (unit, months) in tops {
        put(&mut now, unit, 0, *months);
        now.set_row(unit.id, *months)
            .map_err(|fault| about(district_id, step).refusal(tx, &fault))?;
    }
    let scope = Scope::district(district_id, Rights::none());
    for (unit, months) in step.rows.iter().filter(|(unit, _)| unit.level > step.level) {
        let parent = store::info_of(tx, &scope, unit.id, step.level)?.parent_id;
        put(&mut now, unit, parent, *months);
    }
    if let Some((_, Some(order_no))) = &step.reason {
        now.plan.order_no = Some(order_no.clone());
    }
    now.retotal();
    Ok(now)
}

fn about(district_id: i64, step: &Step) -> About {
    About { district_id, indicator: step.indicator }
}

fn put(now: &mut Whole, unit: &Unit, parent_id: i64, months: Months) {
    now.rows.insert(unit.id, Row { level: unit.level, parent_id, months });
}

/// Parts that do not make their whole; the district's own target is the whole of a plan's units.
fn differences(now: &Whole, was: Option<&Whole>, step: &Step) -> Vec<Difference> {
    let mut found = now.differences();
    let stated = step.rows.iter().filter(|(unit, _)| unit.level < step.level);
    let stated = stated.map(|(unit, months)| (unit.id, months.iter().sum::<i64>()));
    let stood =
        was.filter(|was| was.plan.level == UnitLevel::District && was.plan.level != step.level);
    let stood = stood.and_then(|was| was.rows.keys().next().map(|id| (*id, was.plan.total)));
    let wholes: Vec<(i64, i64)> = match stated.collect::<Vec<_>>() {
        none if none.is_empty() => stood.into_iter().collect(),
        stated => stated,
    };
    found.extend(wholes.into_iter().filter(|(_, whole)| *whole != now.plan.total).map(
        |(unit_id, whole)| Difference {
            unit_id,
            level: step.level,
            period: step.year.to_string(),
            sum: now.plan.total,
            whole,
        },
    ));
    found.extend(now.rows.iter().filter(|(_, row)| is_lost(now, row)).map(|(unit_id, row)| {
        let sum = row.months.iter().sum();
        let period = step.year.to_string();
        Difference { unit_id: *unit_id, level: row.level, period, sum, whole: 0 }
    }));
    found
}

/// A part whose parent has no target.
fn is_lost(now: &Whole, row: &Row) -> bool {
    row.level != now.plan.level && !now.rows.contains_key(&row.parent_id)
}

fn image(step: &Step, was: Option<&Whole>, now: &Whole) -> Before {
    let rows = store::changed(was, Some(now));
    Before {
        indicator: step.indicator,
        year: step.year,
        version: now.plan.version,
        plan: was.map(|was| was.plan.clone()),
        rows: rows.into_iter().map(|(id, before, _)| (id, before)).collect(),
        reason: step.reason.clone(),
    }
}
