//! The acts of checking: looking through a month, drawing the back-check, and what was seen.

use samuh_engine::{Db, Desk, Error, Op, Result, Tx, Value, clock::day_of, rule::NewRule};
use samuh_figures::checks::{Detector, Found, draw_sample};
use samuh_kernel::{
    calendar::Month,
    fault::{Fault, Faults},
    scope::{Area, Right, Scope},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    look::{Placed, look},
    model::{CheckTerms, Decide, Decided, Finding, Looked, Outcome, State},
    rules, store,
};
use crate::reported::{correct_line, sheet_of, verify_lines};

/// Looks through the whole district's figures of a month that is over. What was found before stays as
/// it is; only what is new comes to the queue.
///
/// # Errors
/// `Denied` without the right to approve figures of the whole district; fault `month_not_over`.
pub fn look_through(db: &Db, desk: &Desk, op: Uuid, month: Month, now: i64) -> Result<Looked> {
    of_the_district(&desk.scope)?;
    rules::month_over(month, day_of(now))?;
    let scope = desk.scope.clone();
    // Read beside the writer: it takes seconds where a district reports by groups.
    let found = db.read(move |reader| {
        let rule = store::rule_on(reader, &scope, month.last_day())?;
        look(reader, &scope, &rule.thresholds, month)
    })?;
    kept(db, desk, ("plans.look_through", op, now), (month, found))
}

/// Draws the figures of a quarter that are compared with the papers, so many from each block. The
/// quarter decides what is drawn: whoever draws it again gets the same.
///
/// # Errors
/// As [`look_through`]; faults `not_a_quarter`, `quarter_not_over`.
pub fn draw_back_check(db: &Db, desk: &Desk, op: Uuid, first: Month, now: i64) -> Result<Looked> {
    of_the_district(&desk.scope)?;
    let (from, to) = rules::quarter(first, day_of(now))?;
    let (scope, district_id) = (desk.scope.clone(), desk.district_id());
    let found = db.read(move |reader| {
        let rule = store::rule_on(reader, &scope, to.last_day())?;
        let (rows, candidates) = store::candidates(reader, district_id, (from, to))?;
        let of_block = usize::try_from(rule.sample_of_block).unwrap_or(0);
        let seed = (district_id * 100_000 + i64::from(from.0)).cast_unsigned();
        let drawn = draw_sample(&candidates, of_block, seed);
        let placed = drawn.into_iter().filter_map(|one| {
            let row = rows.get(&one.unit_id)?;
            let found = Found {
                detector: Detector::Sample,
                unit_id: one.unit_id,
                indicator: Some(one.indicator),
                month: one.month,
                evidence: std::collections::BTreeMap::new(),
            };
            let (place_id, institution_id) = *row;
            Some(Placed { found, place_id, institution_id, block_id: one.block_id })
        });
        Ok(placed.collect::<Vec<_>>())
    })?;
    kept(db, desk, ("plans.draw_back_check", op, now), (first, found))
}

/// Sets by what figures are found out, from a day on: months and quarters that end on that day or
/// later are looked through by it. What was found before stays as it was found.
///
/// # Errors
/// `Denied` without the right to approve figures of the whole district; every fault of the rule.
pub fn set_check_rule(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    new: &NewRule<CheckTerms>,
    now: i64,
) -> Result<i64> {
    of_the_district(&desk.scope)?;
    let op = Op::over(op, "plans.check_rule", new, now)?;
    let (own, new) = (desk.clone(), new.clone());
    db.act(desk, &op, move |tx| check_rule_in_act(tx, &own, &new))
}

/// As [`set_check_rule`], inside an act of a desk that was found to have the right.
///
/// # Errors
/// `Denied` for a desk that does not look at the whole district; every fault of the rule.
pub fn check_rule_in_act(tx: &mut Tx, desk: &Desk, new: &NewRule<CheckTerms>) -> Result<i64> {
    if !desk.scope.is_whole_district() {
        return Err(Error::Denied("figures.district"));
    }
    let mut faults = new.faults(day_of(tx.at()));
    faults.0.extend(rules::terms_faults(&new.terms).0);
    faults.or(())?;
    let before = store::rule_on(tx, &desk.scope, new.from_on)?;
    let no = store::add_rule(tx, new)?;
    let (was, is) = (&before.thresholds, &new.terms.thresholds);
    let parts = |hundredths: i64| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let mut trail = tx.changed("check_rule", no, 0);
    trail
        .office("same_least", was.same_least, is.same_least)
        .office("same_percent", was.same_percent, is.same_percent)
        .office("same_total", was.same_total, is.same_total)
        .office("jump_hundredths", parts(was.jump_hundredths), parts(is.jump_hundredths))
        .office("late_percent", was.late_percent, is.late_percent)
        .office("late_one_in", was.late_one_in, is.late_one_in)
        .office("heaped_hundredths", parts(was.heaped_hundredths), parts(is.heaped_hundredths))
        .office("members_most", was.members_most, is.members_most)
        .office("sample_of_block", before.sample_of_block, new.terms.sample_of_block)
        .office("from_on", Value::Null, new.from_on)
        .office("reason", Value::Null, new.reason.trim())
        .office("order_no", Value::Null, new.order_no.trim());
    Ok(no)
}

#[derive(Serialize)]
struct Asked<'a> {
    month: Month,
    found: &'a [Placed],
}

/// Brings what is new to the queue.
fn kept(
    db: &Db,
    desk: &Desk,
    (act, op, now): (&'static str, Uuid, i64),
    (month, found): (Month, Vec<Placed>),
) -> Result<Looked> {
    let op = if act == "plans.look_through" {
        Op::over(op, "plans.look_through", &Asked { month, found: &found }, now)?
    } else {
        Op::over(op, "plans.draw_back_check", &Asked { month, found: &found }, now)?
    };
    db.act(desk, &op, move |tx| {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut new = 0;
        let first = tx.allot(tx.district_id(), "check_finding", count(found.len()).max(1))?;
        for (no, one) in (first..).zip(&found) {
            new += i64::from(store::add(tx, no, one)?);
        }
        tx.changed("check_month", i64::from(month.0), 0).office("new", Value::Null, new);
        Ok(Looked { found: count(found.len()), new })
    })
}

/// Keeps what a second person saw. Where the papers say the same, the figures are verified as on
/// their sheet; where they say something else, the figure is put right and waits, reported by whoever
/// looked, for a second person in turn.
///
/// # Errors
/// `Denied` without the right to approve figures, `NotFound` for a finding that is not the desk's,
/// `Conflict` when somebody looked first; faults `seen_missing`, `verify_own`, `nothing_reported`,
/// `same_value`.
pub fn decide_check(db: &Db, desk: &Desk, op: Uuid, ask: &Decide, now: i64) -> Result<Decided> {
    if !desk.scope.may(Right::Approve, Area::Figures) {
        return Err(Error::Denied("figures"));
    }
    let op = Op::over(op, "plans.decide_check", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let finding = store::finding_of(tx, &own.scope, ask.no)?;
        let seen = rules::seen(&ask.seen)?;
        if finding.state != State::Open || finding.version != ask.version {
            return Err(conflict(&finding, &ask));
        }
        let (state, verified) = match ask.outcome {
            Outcome::Verified => (State::Verified, verified(tx, &own, &finding)?),
            Outcome::Corrected { indicator, value } => {
                corrected(tx, &own, &finding, (indicator, value))?;
                (State::Corrected, 0)
            }
        };
        if !store::decide(tx, &finding, state, &seen)? {
            return Err(conflict(&finding, &ask));
        }
        tx.changed("check_finding", finding.no, finding.unit_id)
            .office("state", finding.state.code(), state.code())
            .office("seen", Value::Null, seen);
        Ok(Decided { verified })
    })
}

fn conflict(finding: &Finding, ask: &Decide) -> Error {
    let saved = serde_json::json!({ "state": finding.state, "version": finding.version });
    let sent = serde_json::json!({ "version": ask.version });
    Error::Conflict { saved: saved.to_string(), sent: sent.to_string() }
}

/// Verifies the figures that a finding names and that still stand reported.
fn verified(tx: &mut Tx, desk: &Desk, finding: &Finding) -> Result<usize> {
    let lines = sheet_of(tx, &desk.scope, finding.unit_id, finding.month)?;
    let named: Vec<_> = lines
        .into_iter()
        .filter(|line| finding.indicator.is_none_or(|id| id == line.indicator))
        .collect();
    if named.is_empty() {
        return Err(Error::Faults(Faults::one("nothing_reported")));
    }
    verify_lines(tx, desk, finding.unit_id, named)
}

fn corrected(
    tx: &mut Tx,
    desk: &Desk,
    finding: &Finding,
    (indicator, value): (i64, i64),
) -> Result<()> {
    let lines = sheet_of(tx, &desk.scope, finding.unit_id, finding.month)?;
    // Another figure of the sheet is not what was looked at.
    let is_named = finding.indicator.is_none_or(|named| named == indicator);
    let line = lines.iter().find(|line| is_named && line.indicator == indicator);
    let line = line.ok_or_else(|| Error::Faults(Faults::one("nothing_reported")))?;
    if line.officer_id == desk.officer_id {
        let code = samuh_figures::catalogue::by_id(indicator).map_or("", |one| one.code);
        return Err(Error::Faults(Fault::new("verify_own").with("indicator", code).into()));
    }
    if line.value == value {
        return Err(Error::Faults(Fault::at("value", "same_value").into()));
    }
    correct_line(tx, finding.unit_id, line, value)
}

fn of_the_district(scope: &Scope) -> Result<()> {
    let may = scope.may(Right::Approve, Area::Figures) && scope.is_whole_district();
    if may { Ok(()) } else { Err(Error::Denied("figures.district")) }
}
