//! A total split to blocks, CLFs or GPs by weight, between floors and caps, in whole numbers.
//!
//! Rule B1(a) 1–3: water-filling to exact quotas, their floors, then the largest remainder.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::fault::{MOST_UNITS, PlanFault, Relaxation, check_amount};
use super::fraction::Fraction;

/// What is to be split, and between whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The whole, in the indicator's unit (paise for money); 0 to `LARGEST_AMOUNT`.
    pub total: i64,
    /// Those who share it, each once.
    pub units: Vec<Unit>,
}

/// One who takes a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its unit number.
    pub id: i64,
    /// How much need it has, such as left-out households; 0 gets no more than its floor
    /// unless the others are full.
    pub weight: i64,
    /// The least it takes.
    pub floor: i64,
    /// The most it can take (staff × monthly throughput × working months), if known.
    pub cap: Option<i64>,
}

/// A split that adds up, with the exact quotas it was rounded from and a reason for each part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    /// Each unit's part, in the order asked.
    pub parts: Vec<(i64, i64)>,
    /// Each unit's exact quota, in the same order.
    pub quotas: Vec<(i64, Fraction)>,
    /// Why each part is what it is, in the same order.
    pub explanation: Vec<Reason>,
}

/// Why a unit got its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The unit.
    pub unit: i64,
    /// What decided.
    pub why: Why,
}

/// What decided a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its share by weight came out whole.
    Share,
    /// Its share by weight, rounded up: its remainder was among the largest.
    RoundedUp,
    /// Its share by weight, rounded down.
    RoundedDown,
    /// Its share by weight is less than its floor.
    Floor,
    /// Its share by weight is more than its cap.
    Cap,
    /// It has no weight: it shares equally what the others could not take.
    Equally,
}

impl Why {
    /// The stable code under which the word files keep the sentence.
    pub fn code(self) -> &'static str {
        match self {
            Self::Share => "part_by_share",
            Self::RoundedUp => "part_rounded_up",
            Self::RoundedDown => "part_rounded_down",
            Self::Floor => "part_at_floor",
            Self::Cap => "part_at_cap",
            Self::Equally => "part_equally",
        }
    }
}

/// Splits a total by weight between floors and caps; the parts sum to it exactly.
///
/// Refused are faulty units, and limits that no split can keep: then with the smallest relaxation.
pub fn allocate(ask: &Ask) -> Result<Allocation, PlanFault> {
    check(ask)?;
    let (weighted, idle): (Vec<Unit>, Vec<Unit>) =
        ask.units.iter().copied().partition(|unit| unit.weight > 0);
    // Units without weight take more than their floors only when all others are full.
    let rest = ask.total - sum(idle.iter().map(|unit| unit.floor));
    let for_weighted = caps(&weighted).map_or(rest, |most| rest.min(most));
    let mut taken = fill(for_weighted, &weighted);
    let equal: Vec<Unit> = idle.iter().map(|unit| Unit { weight: 1, ..*unit }).collect();
    let idle_taken = fill(ask.total - for_weighted, &equal);
    taken.extend(idle_taken.into_iter().map(|taken| match taken.why {
        Why::Floor | Why::Cap => taken,
        _ => Taken { why: Why::Equally, ..taken },
    }));
    Ok(in_order_asked(ask, taken))
}

struct Taken {
    id: i64,
    part: i64,
    quota: Fraction,
    why: Why,
}

fn in_order_asked(ask: &Ask, mut taken: Vec<Taken>) -> Allocation {
    taken.sort_by_key(|taken| taken.id);
    let ordered = || {
        ask.units.iter().map(|unit| {
            let place = taken.binary_search_by_key(&unit.id, |taken| taken.id);
            &taken[place.expect("every unit asked has taken its part")]
        })
    };
    Allocation {
        parts: ordered().map(|taken| (taken.id, taken.part)).collect(),
        quotas: ordered().map(|taken| (taken.id, taken.quota)).collect(),
        explanation: ordered().map(|taken| Reason { unit: taken.id, why: taken.why }).collect(),
    }
}

/// Parts of `units`, all with weight and checked, whose limits admit `total`.
fn fill(total: i64, units: &[Unit]) -> Vec<Taken> {
    let Some(level) = level(total, units) else { return Vec::new() };
    let mut taken: Vec<Taken> = units.iter().map(|unit| rounded_down(unit, level)).collect();
    let mut open: Vec<usize> =
        (0..units.len()).filter(|&at| taken[at].why == Why::RoundedDown).collect();
    open.sort_by_key(|&at| {
        let unit = &units[at];
        (Reverse(i128::from(unit.weight) * level.0 % level.1), Reverse(unit.weight), unit.id)
    });
    let left = total - sum(taken.iter().map(|taken| taken.part));
    let left = usize::try_from(left).expect("floors of quotas do not exceed their sum");
    for &at in &open[..left] {
        taken[at].part += 1;
        taken[at].why = Why::RoundedUp;
    }
    taken
}

fn rounded_down(unit: &Unit, (above, below): (i128, i128)) -> Taken {
    let share = i128::from(unit.weight) * above;
    let limited =
        |limit: i64, why| Taken { id: unit.id, part: limit, quota: Fraction::whole(limit), why };
    if share < i128::from(unit.floor) * below {
        return limited(unit.floor, Why::Floor);
    }
    if let Some(cap) = unit.cap.filter(|cap| share > i128::from(*cap) * below) {
        return limited(cap, Why::Cap);
    }
    let quota = Fraction::new(share, below);
    let part = i64::try_from(quota.floor()).expect("a quota does not exceed the total");
    let why = if share % below == 0 { Why::Share } else { Why::RoundedDown };
    Taken { id: unit.id, part, quota, why }
}

/// The water level: the part per weight, as a ratio, at which the limited shares sum to `total`.
fn level(total: i64, units: &[Unit]) -> Option<(i128, i128)> {
    // A unit begins to take more at floor/weight and stops at cap/weight.
    let begins = units.iter().map(|unit| Bend { at: unit.floor, unit, begins: true });
    let stops =
        units.iter().filter_map(|unit| unit.cap.map(|cap| Bend { at: cap, unit, begins: false }));
    let mut bends: Vec<Bend> = begins.chain(stops).collect();
    bends.sort_by(Bend::order);
    let mut rest = i128::from(total) - i128::from(sum(units.iter().map(|unit| unit.floor)));
    let mut weight = 0;
    let mut last = None;
    for bend in bends {
        let below = i128::from(bend.unit.weight);
        if i128::from(bend.at) * weight >= rest * below {
            return Some(if weight > 0 { (rest, weight) } else { (i128::from(bend.at), below) });
        }
        let sign = if bend.begins { 1 } else { -1 };
        // What stands still counts with its own amount, what rises with its weight.
        rest += sign * i128::from(bend.at);
        weight += sign * below;
        last = Some((i128::from(bend.at), below));
    }
    if weight > 0 { Some((rest, weight)) } else { last }
}

struct Bend<'a> {
    at: i64,
    unit: &'a Unit,
    begins: bool,
}

impl Bend<'_> {
    fn order(&self, other: &Self) -> Ordering {
        let mine = i128::from(self.at) * i128::from(other.unit.weight);
        let theirs = i128::from(other.at) * i128::from(self.unit.weight);
        // At one level a unit begins before it stops; beyond that the order changes nothing.
        mine.cmp(&theirs).then_with(|| other.begins.cmp(&self.begins))
    }
}

fn check(ask: &Ask) -> Result<(), PlanFault> {
    check_amount(None, ask.total)?;
    if ask.units.len() > MOST_UNITS {
        return Err(PlanFault::TooLarge);
    }
    if ask.units.is_empty() && ask.total > 0 {
        return Err(PlanFault::NoUnits { total: ask.total });
    }
    let mut seen = BTreeSet::new();
    for unit in &ask.units {
        for amount in [unit.weight, unit.floor, unit.cap.unwrap_or(0)] {
            check_amount(Some(unit.id), amount)?;
        }
        if let Some(cap) = unit.cap.filter(|cap| *cap < unit.floor) {
            return Err(PlanFault::FloorAboveCap { unit: unit.id, floor: unit.floor, cap });
        }
        if !seen.insert(unit.id) {
            return Err(PlanFault::UnitTwice { unit: unit.id });
        }
    }
    check_limits(ask)
}

fn check_limits(ask: &Ask) -> Result<(), PlanFault> {
    let floors: i128 = ask.units.iter().map(|unit| i128::from(unit.floor)).sum();
    let by = i64::try_from(floors - i128::from(ask.total)).map_err(|_| PlanFault::TooLarge)?;
    if by > 0 {
        let units = floors_to_lower(&ask.units, by);
        return Err(PlanFault::Infeasible(Relaxation::LowerFloors { by, units }));
    }
    match caps(&ask.units) {
        Some(most) if most < ask.total => {
            let by = ask.total - most;
            let units = vec![(cap_to_raise(&ask.units), by)];
            Err(PlanFault::Infeasible(Relaxation::RaiseCaps { by, units }))
        }
        _ => Ok(()),
    }
}

/// One unit's floor if one is high enough: the highest for its weight; else the highest floors.
fn floors_to_lower(units: &[Unit], by: i64) -> Vec<(i64, i64)> {
    let floor_per_weight = |a: &&Unit, b: &&Unit| {
        let mine = i128::from(a.floor) * i128::from(b.weight.max(1));
        let theirs = i128::from(b.floor) * i128::from(a.weight.max(1));
        mine.cmp(&theirs).then_with(|| b.id.cmp(&a.id))
    };
    if let Some(one) = units.iter().filter(|unit| unit.floor >= by).max_by(floor_per_weight) {
        return vec![(one.id, by)];
    }
    let mut highest: Vec<&Unit> = units.iter().collect();
    highest.sort_by_key(|unit| (Reverse(unit.floor), unit.id));
    let mut left = by;
    let mut lowered = Vec::new();
    for unit in highest {
        let step = unit.floor.min(left);
        if step == 0 {
            break;
        }
        lowered.push((unit.id, step));
        left -= step;
    }
    lowered
}

/// The unit whose cap is lowest for its weight: it is the most held back.
fn cap_to_raise(units: &[Unit]) -> i64 {
    let cap_per_weight = |a: &&Unit, b: &&Unit| {
        let mine = i128::from(a.cap.unwrap_or(0)) * i128::from(b.weight);
        let theirs = i128::from(b.cap.unwrap_or(0)) * i128::from(a.weight);
        mine.cmp(&theirs).then_with(|| b.weight.cmp(&a.weight)).then_with(|| a.id.cmp(&b.id))
    };
    let weighted = units.iter().filter(|unit| unit.weight > 0).min_by(cap_per_weight);
    weighted.or_else(|| units.iter().min_by_key(|unit| unit.id)).expect("caps of some unit").id
}

/// The sum of all caps, held at the largest i64; none when a unit has no cap.
fn caps(units: &[Unit]) -> Option<i64> {
    let caps: Option<i128> = units.iter().map(|unit| unit.cap.map(i128::from)).sum();
    caps.map(|sum| i64::try_from(sum).unwrap_or(i64::MAX))
}

fn sum(amounts: impl Iterator<Item = i64>) -> i64 {
    // Checked before: at most 10⁵ amounts that together do not exceed the total.
    amounts.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, weight: i64, floor: i64, cap: Option<i64>) -> Unit {
        Unit { id, weight, floor, cap }
    }

    fn worked_example() -> Vec<Unit> {
        vec![
            unit(1, 4_210, 150, Some(400)),
            unit(2, 2_890, 150, Some(330)),
            unit(3, 3_655, 150, Some(300)),
            unit(4, 3_120, 150, Some(400)),
        ]
    }

    #[test]
    fn the_worked_example_of_the_rules_comes_out() {
        let split = allocate(&Ask { total: 1_200, units: worked_example() }).expect("feasible");
        assert_eq!(split.parts, [(1, 371), (2, 254), (3, 300), (4, 275)]);
        let quotas: Vec<i128> = split.quotas.iter().map(|quota| quota.1.hundredths()).collect();
        assert_eq!(quotas, [37_074, 25_450, 30_000, 27_476]);
        let why: Vec<Why> = split.explanation.iter().map(|reason| reason.why).collect();
        assert_eq!(why, [Why::RoundedUp, Why::RoundedDown, Why::Cap, Why::RoundedUp]);
    }

    #[test]
    fn too_much_for_the_caps_says_whose_cap_to_raise_and_by_how_much() {
        let refused = allocate(&Ask { total: 1_470, units: worked_example() });
        let relaxation = Relaxation::RaiseCaps { by: 40, units: vec![(3, 40)] };
        assert_eq!(refused, Err(PlanFault::Infeasible(relaxation)));
        let mut units = worked_example();
        units[2].cap = Some(340);
        assert!(allocate(&Ask { total: 1_470, units }).is_ok(), "the relaxation is enough");
    }

    #[test]
    fn too_little_for_the_floors_says_whose_floor_to_lower() {
        let refused = allocate(&Ask { total: 590, units: worked_example() });
        let relaxation = Relaxation::LowerFloors { by: 10, units: vec![(2, 10)] };
        assert_eq!(refused, Err(PlanFault::Infeasible(relaxation)));
        let refused = allocate(&Ask { total: 400, units: worked_example() });
        let relaxation = Relaxation::LowerFloors { by: 200, units: vec![(1, 150), (2, 50)] };
        assert_eq!(refused, Err(PlanFault::Infeasible(relaxation)));
    }

    #[test]
    fn equal_remainders_go_to_the_larger_weight_then_the_lower_id() {
        let units = vec![unit(9, 1, 0, None), unit(4, 1, 0, None), unit(5, 3, 0, None)];
        let split = allocate(&Ask { total: 2, units: units.clone() }).expect("feasible");
        // Quotas 0.4, 0.4 and 1.2.
        assert_eq!(split.parts, [(9, 0), (4, 1), (5, 1)]);
        let halves = vec![unit(1, 1, 0, None), unit(2, 3, 0, None)];
        let split = allocate(&Ask { total: 2, units: halves }).expect("feasible");
        assert_eq!(split.parts, [(1, 0), (2, 2)], "0.5 and 1.5: the larger weight rounds up");
    }

    #[test]
    fn a_unit_without_weight_takes_only_its_floor_until_the_others_are_full() {
        let units = vec![unit(1, 10, 0, Some(6)), unit(2, 0, 1, None), unit(3, 0, 0, None)];
        let split = allocate(&Ask { total: 5, units: units.clone() }).expect("feasible");
        assert_eq!(split.parts, [(1, 4), (2, 1), (3, 0)]);
        let split = allocate(&Ask { total: 11, units }).expect("feasible");
        assert_eq!(split.parts, [(1, 6), (2, 3), (3, 2)]);
        let why: Vec<&str> = split.explanation.iter().map(|reason| reason.why.code()).collect();
        assert_eq!(why, ["part_by_share", "part_equally", "part_equally"]);
    }

    #[test]
    fn faulty_units_are_refused_each_with_its_code() {
        let refused =
            |units: Vec<Unit>| allocate(&Ask { total: 5, units }).expect_err("faulty").code();
        assert_eq!(refused(vec![]), "plan_no_units");
        assert_eq!(refused(vec![unit(1, -1, 0, None)]), "plan_below_zero");
        assert_eq!(refused(vec![unit(1, 1, 6, Some(5))]), "plan_floor_above_cap");
        assert_eq!(refused(vec![unit(1, 1, 0, None); 2]), "plan_unit_twice");
        assert_eq!(refused(vec![unit(1, i64::MAX, 0, None)]), "plan_too_large");
        let nothing = allocate(&Ask { total: 0, units: vec![] }).expect("nothing for nobody");
        assert!(nothing.parts.is_empty());
    }
}
