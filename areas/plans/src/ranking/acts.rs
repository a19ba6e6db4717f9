//! The acts of ranking: setting the rule, freezing, objecting, answering.

use samuh_engine::{Db, Desk, Error, Op, Result, Value, clock::day_of};
use samuh_figures::{journal::recorded, ranking::rank};
use samuh_kernel::{
    fault::Faults,
    scope::{Area, Right, Scope},
    text,
};
use uuid::Uuid;

use super::{
    inputs,
    model::{AnswerObjection, FileObjection, Freeze, Frozen, FrozenUnit, Head, NewRule, Replied},
    rules, store,
};
use crate::target::{info_of, units_at};

/// Sets the district's weights from a day on, with the reason and the order; answers the number.
///
/// # Errors
/// `Denied` without the right to approve plans of the whole district; every fault of the rule.
pub fn set_ranking_rule(db: &Db, desk: &Desk, op: Uuid, new: &NewRule, now: i64) -> Result<i64> {
    of_the_district(&desk.scope)?;
    let op = Op::over(op, "plans.ranking_rule", new, now)?;
    let (scope, new) = (desk.scope.clone(), new.clone());
    db.act(desk, &op, move |tx| {
        let weights = rules::new_rule(&new, day_of(tx.at()))?;
        let was = store::rule_on(tx, &scope, new.from_on)?;
        let (reason, order_no) = (text::tidy(&new.reason), text::tidy(&new.order_no));
        let of = (new.from_on, weights.as_slice());
        let no = store::add_rule(tx, &was, of, (&reason, &order_no))?;
        let mut trail = tx.changed("ranking_rule", no, 0);
        trail
            .office("from_on", Value::Null, new.from_on)
            .office("weights", told(&was.weights), told(&weights))
            .office("reason", Value::Null, reason)
            .office("order_no", Value::Null, order_no);
        Ok(no)
    })
}

/// `shg_formed 3, saturation 2`: weights as the trail keeps them.
fn told(weights: &[(i64, i64)]) -> String {
    let one = |(id, weight): &(i64, i64)| {
        let code = samuh_figures::catalogue::by_id(*id).map_or("", |one| one.code);
        format!("{code} {weight}")
    };
    weights.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Freezes a ranking of all blocks or federations: what was recorded by the end of the day, the rule
/// then in force, the seed and the places. The same day gives the same places.
///
/// # Errors
/// As [`set_ranking_rule`]; faults `cut_not_over`, `ranking_level_unknown` and, where fewer than two
/// units can be compared, `ranking_too_few`.
pub fn freeze_ranking(db: &Db, desk: &Desk, op: Uuid, ask: &Freeze, now: i64) -> Result<i64> {
    of_the_district(&desk.scope)?;
    let op = Op::over(op, "plans.ranking_freeze", ask, now)?;
    let (scope, ask) = (desk.scope.clone(), *ask);
    db.act(desk, &op, move |tx| {
        rules::freeze(&ask, day_of(tx.at()))?;
        let rule = store::rule_on(tx, &scope, ask.cut_on)?;
        let before_on = rules::before(ask.cut_on, rule.months_back);
        let mut units = units_at(tx, &scope, ask.level, 0)?;
        units.sort_by_key(|unit| unit.id);
        let ids: Vec<i64> = units.iter().map(|unit| unit.id).collect();
        let found = inputs::read(tx, &scope, &ids, &rule, (ask.cut_on, before_on))?;
        let seed = rules::seed(&ask);
        let ranked = rank(&rule.measures(), &found.entrants, &rule.terms(seed));
        if ranked.iter().filter(|one| one.level.is_some()).count() < 2 {
            return Err(Error::Faults(Faults::one("ranking_too_few")));
        }
        let newest = recorded(tx, &scope, &ids, (ask.cut_on, ask.cut_on))?;
        let last_on = |id: i64| newest.iter().find(|one| one.unit_id == id).map(|one| one.last_on);
        let seen = units.into_iter().zip(ranked).map(|(unit, ranked)| FrozenUnit {
            unit_id: unit.id,
            last_on: last_on(unit.id),
            name_hi: unit.name_hi,
            name_en: unit.name_en,
            ranked,
        });
        let head = Head {
            no: tx.allot(scope.district_id(), "ranking", 1)?,
            level: ask.level,
            cut_on: ask.cut_on,
            before_on,
            rule: (rule.of, rule.no),
            seed,
            frozen_at: tx.at(),
        };
        let frozen = Frozen {
            units: seen.collect(),
            entrants: found.entrants,
            bases: found.bases,
            head,
            rule,
        };
        store::add(tx, scope.district_id(), &frozen)?;
        tx.changed("ranking", frozen.head.no, 0)
            .office("level", Value::Null, ask.level.code())
            .office("cut_on", Value::Null, ask.cut_on)
            .office("rule", Value::Null, frozen.rule.no);
        Ok(frozen.head.no)
    })
}

/// Files the objection of a unit's own desk to its place.
///
/// # Errors
/// `Denied` without the right to enter figures, or for a desk of the whole district, which answers;
/// `NotFound` for a unit that is not the desk's or not ranked; faults `text_missing`, `writing_too_long`,
/// and `objection_open` while another waits.
pub fn file_objection(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    ask: &FileObjection,
    now: i64,
) -> Result<Replied> {
    let is_own = desk.scope.may(Right::Enter, Area::Figures) && !desk.scope.is_whole_district();
    if !is_own {
        return Err(Error::Denied("plans.objection"));
    }
    let op = Op::over(op, "plans.object", ask, now)?;
    let (scope, ask) = (desk.scope.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let scope = &scope;
        let level = store::level_of(tx, scope, (ask.ranking_no, ask.unit_id))?;
        info_of(tx, scope, ask.unit_id, level)?;
        let text = rules::written("text", &ask.text)?;
        let all = store::objections(tx, scope, (ask.ranking_no, Some(ask.unit_id)))?;
        if all.iter().any(|one| one.answer.is_none()) {
            return Err(Error::Faults(Faults::one("objection_open")));
        }
        let no = i64::try_from(all.len()).unwrap_or(i64::MAX) + 1;
        store::file(tx, (&ask, no), &text)?;
        tx.changed("ranking", ask.ranking_no, ask.unit_id).office("objection", Value::Null, text);
        Ok(Replied { no })
    })
}

/// Answers an objection. The ranking stays as it was frozen; where the objection is right, the figure
/// is corrected at its place and another ranking is frozen.
///
/// # Errors
/// As [`set_ranking_rule`]; `NotFound` for an objection that is not there, `Conflict` where it was
/// answered meanwhile; faults `text_missing`, `writing_too_long`.
pub fn answer_objection(
    db: &Db,
    desk: &Desk,
    op: Uuid,
    ask: &AnswerObjection,
    now: i64,
) -> Result<Replied> {
    of_the_district(&desk.scope)?;
    let op = Op::over(op, "plans.answer_objection", ask, now)?;
    let (scope, ask) = (desk.scope.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let of = (ask.ranking_no, Some(ask.unit_id));
        let all = store::objections(tx, &scope, of)?;
        let one = all.iter().find(|one| one.no == ask.no).ok_or(Error::NotFound)?;
        let answer = rules::written("answer", &ask.answer)?;
        if one.version != ask.version || !store::answer(tx, &ask, &answer)? {
            let saved = serde_json::json!({ "answer": one.answer, "version": one.version });
            let sent = serde_json::json!({ "answer": answer, "version": ask.version });
            return Err(Error::Conflict { saved: saved.to_string(), sent: sent.to_string() });
        }
        tx.changed("ranking", ask.ranking_no, ask.unit_id)
            .office("answer", Value::Null, answer)
            .office("upheld", Value::Null, ask.upheld);
        Ok(Replied { no: ask.no })
    })
}

fn of_the_district(scope: &Scope) -> Result<()> {
    let may = scope.may(Right::Approve, Area::Plans) && scope.is_whole_district();
    if may { Ok(()) } else { Err(Error::Denied("plans.district")) }
}
