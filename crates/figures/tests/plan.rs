//! The laws that every split must keep, on many thousands of random plans. RULES B1(a), tests.

use proptest::prelude::*;
use samuh_figures::plan::{
    Allocation, Ask, Part, PlanFault, Relaxation, Unit, allocate, revise, set_part,
};

const CASES: u32 = 10_000;

/// Units with a total that their limits admit.
fn feasible() -> impl Strategy<Value = Ask> {
    let unit = (0_i64..5_000, 0_i64..200, prop::option::of(0_i64..900));
    (prop::collection::vec(unit, 1..25), 0_u64..=1_000_000).prop_map(|(units, part)| {
        let units: Vec<Unit> = (1..)
            .zip(units)
            .map(|(id, (weight, floor, room))| Unit {
                id,
                weight,
                floor,
                cap: room.map(|room| floor + room),
            })
            .collect();
        let least: i64 = units.iter().map(|unit| unit.floor).sum();
        let most: i64 = units.iter().map(|unit| unit.cap.unwrap_or(unit.floor + 3_000)).sum();
        let total =
            least + (most - least) * i64::try_from(part).expect("a millionth at most") / 1_000_000;
        Ask { total, units }
    })
}

fn sum(parts: &[(i64, i64)]) -> i64 {
    parts.iter().map(|part| part.1).sum()
}

fn assert_sound(ask: &Ask, split: &Allocation) {
    assert_eq!(sum(&split.parts), ask.total, "the parts sum to the whole");
    for ((unit, part), quota) in ask.units.iter().zip(&split.parts).zip(&split.quotas) {
        assert_eq!((unit.id, unit.id), (part.0, quota.0), "in the order asked");
        assert!(unit.floor <= part.1, "the floor holds");
        assert!(unit.cap.is_none_or(|cap| part.1 <= cap), "the cap holds");
        let part = i128::from(part.1);
        assert!(quota.1.floor() <= part && part <= quota.1.ceiling(), "the quota rule");
    }
}

/// Between two units that no limit binds, parts stand as weights do, within one.
fn assert_proportional(ask: &Ask, split: &Allocation) {
    let free = |at: usize| {
        let unit = &ask.units[at];
        let quota = split.quotas[at].1;
        let at_limit =
            |limit: i64| quota.ceiling() == i128::from(limit) && quota.floor() == quota.ceiling();
        unit.weight > 0 && !at_limit(unit.floor) && !unit.cap.is_some_and(at_limit)
    };
    let free: Vec<usize> = (0..ask.units.len()).filter(|at| free(*at)).collect();
    for pair in free.windows(2) {
        let [(a, x), (b, y)] =
            [pair[0], pair[1]].map(|at| (ask.units[at].weight, split.quotas[at].1));
        let left = x.numerator() * y.denominator() * i128::from(b);
        assert_eq!(left, y.numerator() * x.denominator() * i128::from(a), "one level for all");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(CASES)))]

    #[test]
    fn parts_sum_keep_their_limits_and_stay_beside_their_quotas(ask in feasible()) {
        let split = allocate(&ask).expect("the total lies between floors and caps");
        assert_sound(&ask, &split);
        assert_proportional(&ask, &split);
    }

    #[test]
    fn weights_of_another_scale_change_nothing(ask in feasible(), scale in 2_i64..1_000) {
        let mut scaled = ask.clone();
        scaled.units.iter_mut().for_each(|unit| unit.weight *= scale);
        prop_assert_eq!(allocate(&ask), allocate(&scaled));
    }

    #[test]
    fn units_in_another_order_get_the_same_parts(
        (ask, shuffled) in feasible().prop_flat_map(|ask| {
            let shuffled = Just(ask.units.clone()).prop_shuffle();
            (Just(ask), shuffled)
        })
    ) {
        let mut one = allocate(&ask).expect("feasible").parts;
        let other = Ask { total: ask.total, units: shuffled };
        let mut two = allocate(&other).expect("feasible").parts;
        one.sort_unstable();
        two.sort_unstable();
        prop_assert_eq!(one, two);
    }

    #[test]
    fn the_relaxation_named_is_enough_and_one_less_is_not(ask in feasible(), more in 1_i64..5_000) {
        let least: i64 = ask.units.iter().map(|unit| unit.floor).sum();
        let most = ask.units.iter().map(|unit| unit.cap).sum::<Option<i64>>();
        for total in [Some((least - more).max(0)), most.map(|most| most + more)].into_iter().flatten() {
            let asked = Ask { total, ..ask.clone() };
            match allocate(&asked) {
                Ok(split) => assert_sound(&asked, &split),
                Err(PlanFault::Infeasible(relaxation)) => assert_smallest(&asked, &relaxation),
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }

    #[test]
    fn a_revision_moves_all_one_way_and_sums(ask in feasible(), new_total in 0_i64..40_000) {
        let old = allocate(&ask).expect("feasible").parts;
        let wanted = Ask { total: new_total, ..ask.clone() };
        let least: i64 = ask.units.iter().map(|unit| unit.floor).sum();
        let most = ask.units.iter().map(|unit| unit.cap).sum::<Option<i64>>();
        let fits = least <= new_total && most.is_none_or(|most| new_total <= most);
        match revise(&old, &wanted) {
            Ok(revised) => {
                prop_assert!(fits);
                assert_sound(&wanted, &revised);
                let rises = new_total >= ask.total;
                for (new, old) in revised.parts.iter().zip(&old) {
                    prop_assert!((rises && new.1 >= old.1) || (!rises && new.1 <= old.1));
                }
            }
            Err(fault) => prop_assert!(!fits, "{}", fault),
        }
    }

    #[test]
    fn an_edit_keeps_the_sum_the_limits_and_the_locked(
        ask in feasible(),
        chosen in any::<prop::sample::Index>(),
        value in 0_i64..1_200,
        locks in prop::collection::vec(any::<bool>(), 25),
    ) {
        let held = allocate(&ask).expect("feasible").parts;
        let parts: Vec<Part> = ask.units.iter().zip(&held).zip(&locks).map(|((unit, held), lock)| {
            Part { id: unit.id, value: held.1, floor: unit.floor, cap: unit.cap, locked: *lock }
        }).collect();
        let id = chosen.get(&parts).id;
        if let Ok(edited) = set_part(&parts, id, value, true) {
            prop_assert_eq!((edited.total, sum(&edited.parts)), (ask.total, ask.total));
            for (part, new) in parts.iter().zip(&edited.parts) {
                prop_assert!(part.floor <= new.1 && part.cap.is_none_or(|cap| new.1 <= cap));
                prop_assert!(part.id != id || new.1 == value);
                prop_assert!(part.id == id || !part.locked || new.1 == part.value);
            }
        }
        if let Ok(edited) = set_part(&parts, id, value, false) {
            prop_assert_eq!(edited.total, sum(&edited.parts));
            prop_assert!(edited.parts.iter().zip(&held).all(|(new, old)| new.0 == id || new == old));
        }
    }
}

fn assert_smallest(ask: &Ask, relaxation: &Relaxation) {
    let (by, changes) = match relaxation {
        Relaxation::RaiseCaps { by, units } | Relaxation::LowerFloors { by, units } => (*by, units),
    };
    assert_eq!(sum(changes), by, "the changes make up the whole relaxation");
    let relaxed = |less: i64| {
        let mut eased = ask.clone();
        for (at, (id, change)) in changes.iter().enumerate() {
            let change = if at == 0 { change - less } else { *change };
            let unit = eased.units.iter_mut().find(|unit| unit.id == *id);
            let unit = unit.expect("the relaxation names a unit of the ask");
            match relaxation {
                Relaxation::RaiseCaps { .. } => unit.cap = unit.cap.map(|cap| cap + change),
                Relaxation::LowerFloors { .. } => unit.floor -= change,
            }
        }
        allocate(&eased)
    };
    assert!(relaxed(0).is_ok(), "the relaxation is enough");
    assert!(relaxed(1).is_err(), "one less is not");
}

#[test]
fn the_largest_amounts_are_reckoned_exactly() {
    let largest = samuh_figures::plan::LARGEST_AMOUNT;
    let units = (1..=2_000)
        .map(|id| Unit { id, weight: largest - id, floor: id, cap: Some(largest - id) })
        .collect();
    let ask = Ask { total: largest, units };
    assert_sound(&ask, &allocate(&ask).expect("feasible"));
}
