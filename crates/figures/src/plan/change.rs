//! A plan changed after it was split: a new total in mid-year, or one part edited by hand.
//!
//! Rule B1(a) 5: only the difference is shared out, because splitting anew could take from a
//! unit although the total rose (the Alabama paradox). The parts sum to the whole, always.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::allocate::{Allocation, Ask, Unit, allocate};
use super::fault::{PlanFault, Relaxation, check_amount};

/// One part of a plan, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The unit number (or the month's number, when months are edited).
    pub id: i64,
    /// What it has now.
    pub value: i64,
    /// The least it takes.
    pub floor: i64,
    /// The most it takes, if known.
    pub cap: Option<i64>,
    /// A locked part takes no share of another's change.
    pub locked: bool,
}

/// The parts after one of them was edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// Each unit's part, in the order given.
    pub parts: Vec<(i64, i64)>,
    /// Their sum: another than before only when the total was let change, which is then a
    /// revision of the parent.
    pub total: i64,
}

/// Shares a new total among units that have parts already: `ask` holds the new total.
///
/// The difference goes by weight, as a first split does. A rise lifts no unit above its cap, a
/// fall takes none below its floor; a unit that is outside a limit already moves no further out.
/// Set a unit's floor to what it has achieved, and no revision falls below that.
pub fn revise(old: &[(i64, i64)], ask: &Ask) -> Result<Allocation, PlanFault> {
    let had = parts_by_unit(old, ask)?;
    let before = sum(old.iter().map(|part| part.1))?;
    check_amount(None, ask.total)?;
    let rises = ask.total >= before;
    let units = ask.units.iter().map(|unit| room(unit, had(unit.id), rises)).collect();
    let step = Ask { total: (ask.total - before).abs(), units };
    let shared = allocate(&step).map_err(|fault| if rises { fault } else { as_floors(fault) })?;
    let sign = if rises { 1 } else { -1 };
    let quotas = shared.quotas.iter().map(|(id, quota)| {
        let quota = if rises { *quota } else { quota.negated() };
        (*id, quota.plus(had(*id)))
    });
    Ok(Allocation {
        parts: shared.parts.iter().map(|(id, step)| (*id, had(*id) + sign * step)).collect(),
        quotas: quotas.collect(),
        explanation: shared.explanation,
    })
}

/// Sets one part to `value`. With `keep_total` the other unlocked parts absorb the difference in
/// proportion to what they have, within their floors and caps; without, the total changes.
pub fn set_part(
    parts: &[Part],
    id: i64,
    value: i64,
    keep_total: bool,
) -> Result<Edited, PlanFault> {
    let edited = parts.iter().find(|part| part.id == id);
    check_edit(edited.ok_or(PlanFault::UnknownUnit { unit: id })?, value)?;
    let before = sum(parts.iter().map(|part| part.value))?;
    let mut after: BTreeMap<i64, i64> = BTreeMap::new();
    for part in parts {
        let twice = after.insert(part.id, if part.id == id { value } else { part.value });
        if twice.is_some() {
            return Err(PlanFault::UnitTwice { unit: part.id });
        }
    }
    if keep_total {
        let open = parts.iter().filter(|part| part.id != id && !part.locked);
        let units = open.map(as_unit).collect();
        let locked = parts.iter().filter(|part| part.locked).map(|part| part.value);
        let rest = before - sum(locked.chain([value]))?;
        if rest < 0 {
            return Err(PlanFault::KeptExceedsTotal { by: -rest });
        }
        after.extend(allocate(&Ask { total: rest, units })?.parts);
    }
    let parts: Vec<(i64, i64)> = parts.iter().map(|part| (part.id, after[&part.id])).collect();
    let total = sum(parts.iter().map(|part| part.1))?;
    Ok(Edited { parts, total })
}

/// What a unit may take of a rise, or give of a fall.
fn room(unit: &Unit, had: i64, rises: bool) -> Unit {
    let cap = if rises { unit.cap.map(|cap| cap - had) } else { Some(had - unit.floor) };
    Unit { floor: 0, cap: cap.map(|room| room.max(0)), ..*unit }
}

fn as_unit(part: &Part) -> Unit {
    Unit { id: part.id, weight: part.value, floor: part.floor, cap: part.cap }
}

/// When parts fall, the most a unit can give is what it has above its floor.
fn as_floors(fault: PlanFault) -> PlanFault {
    match fault {
        PlanFault::Infeasible(Relaxation::RaiseCaps { by, units }) => {
            PlanFault::Infeasible(Relaxation::LowerFloors { by, units })
        }
        other => other,
    }
}

fn parts_by_unit(old: &[(i64, i64)], ask: &Ask) -> Result<impl Fn(i64) -> i64, PlanFault> {
    let mut parts: BTreeMap<i64, i64> = ask.units.iter().map(|unit| (unit.id, 0)).collect();
    let mut seen = BTreeMap::new();
    for &(unit, part) in old {
        check_amount(Some(unit), part)?;
        if seen.insert(unit, part).is_some() {
            return Err(PlanFault::UnitTwice { unit });
        }
        *parts.get_mut(&unit).ok_or(PlanFault::UnknownUnit { unit })? = part;
    }
    Ok(move |unit| parts.get(&unit).copied().unwrap_or(0))
}

fn check_edit(part: &Part, value: i64) -> Result<(), PlanFault> {
    let Part { id: unit, floor, cap, .. } = *part;
    check_amount(Some(unit), value)?;
    if part.locked {
        return Err(PlanFault::Locked { unit });
    }
    if value < floor || cap.is_some_and(|cap| value > cap) {
        return Err(PlanFault::OutsideLimits { unit, value, floor, cap });
    }
    Ok(())
}

fn sum(amounts: impl Iterator<Item = i64>) -> Result<i64, PlanFault> {
    let mut sum = 0_i64;
    for amount in amounts {
        sum = sum.checked_add(amount).ok_or(PlanFault::TooLarge)?;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, weight: i64, floor: i64, cap: Option<i64>) -> Unit {
        Unit { id, weight, floor, cap }
    }

    fn part(id: i64, value: i64) -> Part {
        Part { id, value, floor: 0, cap: None, locked: false }
    }

    fn blocks(total: i64) -> Ask {
        let units = vec![
            unit(1, 4_210, 150, Some(400)),
            unit(2, 2_890, 150, Some(330)),
            unit(3, 3_655, 150, Some(300)),
            unit(4, 3_120, 150, Some(400)),
        ];
        Ask { total, units }
    }

    const OLD: [(i64, i64); 4] = [(1, 371), (2, 254), (3, 300), (4, 275)];

    #[test]
    fn a_risen_total_gives_only_the_increment() {
        let revised = revise(&OLD, &blocks(1_300)).expect("the caps leave room");
        // 29 to the first until its cap; 2,890 and 3,120 share the other 71.
        assert_eq!(revised.parts, [(1, 400), (2, 288), (3, 300), (4, 312)]);
        assert_eq!(revised.quotas[0].1.hundredths(), 40_000);
    }

    #[test]
    fn a_fallen_total_takes_only_the_decrement_and_keeps_the_floors() {
        let revised = revise(&OLD, &blocks(700)).expect("the floors sum to 600");
        assert_eq!(revised.parts.iter().map(|part| part.1).sum::<i64>(), 700);
        assert!(revised.parts.iter().zip(OLD).all(|(new, old)| 150 <= new.1 && new.1 <= old.1));
        let refused = revise(&OLD, &blocks(590)).expect_err("the floors sum to 600");
        assert!(
            matches!(&refused, PlanFault::Infeasible(Relaxation::LowerFloors { by: 10, .. })),
            "{refused}"
        );
    }

    #[test]
    fn no_unit_loses_by_a_risen_total_as_alabama_once_did() {
        let units = vec![unit(1, 6, 0, None), unit(2, 6, 0, None), unit(3, 2, 0, None)];
        let mut parts = allocate(&Ask { total: 10, units: units.clone() }).expect("ten").parts;
        assert_eq!(parts, [(1, 4), (2, 4), (3, 2)]);
        let anew = allocate(&Ask { total: 11, units: units.clone() }).expect("eleven").parts;
        assert_eq!(anew[2], (3, 1), "splitting anew takes from the third although more is given");
        parts = revise(&parts, &Ask { total: 11, units }).expect("one more").parts;
        assert_eq!(parts, [(1, 5), (2, 4), (3, 2)]);
    }

    #[test]
    fn a_new_unit_joins_and_an_unknown_one_is_refused() {
        let units = vec![unit(1, 1, 0, None), unit(2, 1, 0, None)];
        let joined = revise(&[(1, 10)], &Ask { total: 14, units: units.clone() });
        assert_eq!(joined.expect("two units").parts, [(1, 12), (2, 2)]);
        let refused = revise(&[(7, 10)], &Ask { total: 14, units });
        assert_eq!(refused, Err(PlanFault::UnknownUnit { unit: 7 }));
    }

    #[test]
    fn an_edited_part_moves_the_others_in_proportion_or_the_total() {
        let parts = OLD.map(|(id, value)| part(id, value));
        let kept = set_part(&parts, 1, 400, true).expect("the others give 29");
        assert_eq!(kept.parts, [(1, 400), (2, 245), (3, 290), (4, 265)]);
        assert_eq!(kept.total, 1_200);
        let changed = set_part(&parts, 1, 400, false).expect("the total may change");
        assert_eq!(changed.parts, [(1, 400), (2, 254), (3, 300), (4, 275)]);
        assert_eq!(changed.total, 1_229);
    }

    #[test]
    fn locked_parts_stand_still_and_limits_hold() {
        let mut parts = OLD.map(|(id, value)| part(id, value));
        parts[1].locked = true;
        parts[2].cap = Some(310);
        let edited = set_part(&parts, 1, 300, true).expect("the others take 71");
        assert_eq!(edited.parts, [(1, 300), (2, 254), (3, 310), (4, 336)]);
        assert_eq!(set_part(&parts, 2, 1, true), Err(PlanFault::Locked { unit: 2 }));
        let outside = set_part(&parts, 3, 311, true).expect_err("its cap is 310");
        assert_eq!(outside.code(), "plan_outside_limits");
    }

    #[test]
    fn an_edit_that_the_others_cannot_absorb_is_refused() {
        let mut parts = OLD.map(|(id, value)| part(id, value));
        let refused = set_part(&parts, 1, 1_201, true);
        assert_eq!(refused, Err(PlanFault::KeptExceedsTotal { by: 1 }));
        parts.iter_mut().for_each(|part| part.floor = 200);
        let refused = set_part(&parts, 1, 650, true).expect_err("three floors of 200");
        assert_eq!(refused.code(), "plan_floors_too_high");
        let alone = set_part(&parts[..1], 1, 300, true);
        assert_eq!(alone, Err(PlanFault::NoUnits { total: 71 }));
    }

    #[test]
    fn parts_that_are_all_zero_absorb_equally() {
        let parts = [part(1, 9), part(2, 0), part(3, 0)];
        let edited = set_part(&parts, 1, 4, true).expect("two others");
        assert_eq!(edited.parts, [(1, 4), (2, 3), (3, 2)]);
    }
}
