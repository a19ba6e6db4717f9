//! A plan as the district makes it: split, phased, edited, locked, revised; parts make the whole.

use samuh_engine::{Db, Error, Result};
use samuh_figures::catalogue::by_code;
use samuh_kernel::{
    calendar::FinancialYear,
    scope::{Area, Right, Rights, Scope},
};
use samuh_plans::{
    Change, Grid, Keep, Limit, Lock, Planned, Revise, Season, SetTargets, Split, TargetCell,
    UnitLevel, Weights, grid, lock, plans_of, revise, revisions_of, set_targets, split,
    targets_add_up, targets_of, to_date,
};
use uuid::Uuid;

use crate::kit::{DISTRICT, NOW, codes, desk, districts, makdi_scope, today, unit, whole};

const YEAR: FinancialYear = FinancialYear(2026);

fn indicator() -> i64 {
    by_code("shg_formed").expect("an indicator").id
}

fn by_given(db: &Db, total: i64, version: i64) -> Split {
    let weights = vec![(unit(db, "3599"), 3), (unit(db, "3591"), 1)];
    Split {
        indicator: indicator(),
        year: YEAR,
        version,
        within: None,
        level: UnitLevel::Block,
        total: Some(total),
        weights: Weights::Given(weights),
        limits: Vec::new(),
        season: Season::Shares([4, 5, 7, 4, 4, 6, 10, 12, 14, 12, 12, 10]),
    }
}

fn do_split(db: &Db, ask: &Split) -> Result<Planned> {
    split(db, &desk(whole()), Uuid::now_v7(), ask, NOW)
}

fn set(
    db: &Db,
    scope: Scope,
    version: i64,
    cells: &[(i64, usize, i64)],
    keep: Keep,
) -> Result<Planned> {
    let cells = cells.iter().map(|(unit_id, month, value)| TargetCell {
        unit_id: *unit_id,
        month: *month,
        value: *value,
    });
    let ask =
        SetTargets { indicator: indicator(), year: YEAR, version, cells: cells.collect(), keep };
    set_targets(db, &desk(scope), Uuid::now_v7(), &ask, NOW)
}

fn seen(db: &Db, level: UnitLevel) -> Grid {
    db.read(|r| grid(r, &whole(), (indicator(), YEAR), Some(level), 0)).expect("reads")
}

fn months(db: &Db, level: UnitLevel, unit_id: i64) -> [i64; 12] {
    let grid = seen(db, level);
    grid.rows.iter().find(|row| row.unit_id == unit_id).expect("a row").months
}

fn adds_up(db: &Db) {
    let differences = db.read(|r| targets_add_up(r, DISTRICT)).expect("reads");
    assert!(differences.is_empty(), "{differences:?}");
}

#[test]
fn a_total_is_split_by_left_out_households_and_phased_by_the_season() {
    for (engine, db) in districts() {
        let (makdi, keshkal) = (unit(&db, "3599"), unit(&db, "3591"));
        let ask = Split { weights: Weights::LeftOut, ..by_given(&db, 353, 0) };
        let made = do_split(&db, &ask).expect("splits");
        let parts: Vec<(i64, i64)> = made.shares.iter().map(|s| (s.unit_id, s.part)).collect();
        // 400 of 600 households live in Makdi, none is in a group yet.
        assert_eq!(parts, [(keshkal, 118), (makdi, 235)], "{engine}");
        let grid = seen(&db, UnitLevel::Block);
        let sums: Vec<i64> =
            (0..12).map(|at| grid.rows.iter().map(|row| row.months[at]).sum()).collect();
        assert_eq!(sums, [14, 18, 24, 15, 14, 21, 35, 43, 49, 42, 43, 35], "RULES B1(a)");
        assert_eq!(grid.rows[0].code.as_deref(), Some("3591"));
        let plan = grid.plan.expect("a plan");
        assert_eq!((plan.total, plan.version, plan.locked), (353, 1, false));
        let due = to_date(&months(&db, UnitLevel::Block, makdi), today(), YEAR);
        assert!(due > 0 && due < 235);
        adds_up(&db);
    }
}

#[test]
fn limits_that_cannot_be_kept_say_the_smallest_relaxation() {
    for (engine, db) in districts() {
        let (makdi, keshkal) = (unit(&db, "3599"), unit(&db, "3591"));
        let limit = |unit_id, cap| Limit { unit_id, floor: 0, cap: Some(cap) };
        let limits = vec![limit(makdi, 50), limit(keshkal, 40)];
        let refused = do_split(&db, &Split { limits, ..by_given(&db, 100, 0) });
        let Err(Error::Faults(faults)) = refused else { panic!("{engine}: taken") };
        assert_eq!(faults.0[0].code, "plan_caps_too_low");
        assert!(faults.0[0].args.contains(&("by".into(), "10".into())), "{faults:?}");
    }
}

#[test]
fn an_edit_keeps_the_year_or_the_whole_or_changes_both() {
    for (engine, db) in districts() {
        let (makdi, keshkal) = (unit(&db, "3599"), unit(&db, "3591"));
        do_split(&db, &by_given(&db, 400, 0)).expect("splits");
        let total = |db: &Db| seen(db, UnitLevel::Block).plan.expect("a plan").total;
        let april = months(&db, UnitLevel::Block, makdi)[0];
        let made = set(&db, whole(), 1, &[(makdi, 0, april + 20)], Keep::Nothing).expect("sets");
        assert_eq!((made.total, total(&db)), (420, 420), "{engine}");
        set(&db, whole(), 2, &[(makdi, 0, april)], Keep::Year).expect("sets");
        let row = months(&db, UnitLevel::Block, makdi);
        assert_eq!((row[0], row.iter().sum::<i64>(), total(&db)), (april, 320, 420));
        let other = months(&db, UnitLevel::Block, keshkal)[5];
        set(&db, whole(), 3, &[(makdi, 5, row[5] - 2)], Keep::Total).expect("sets");
        assert_eq!(months(&db, UnitLevel::Block, keshkal)[5], other + 2, "{engine}");
        assert_eq!(total(&db), 420);
        let stale = set(&db, whole(), 3, &[(makdi, 0, 1)], Keep::Nothing);
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{engine}: {stale:?}");
        let below = set(&db, whole(), 4, &[(makdi, 0, -1)], Keep::Nothing);
        assert_eq!(codes(below), ["plan_below_zero"]);
        adds_up(&db);
    }
}

#[test]
fn a_block_splits_its_own_targets_and_never_the_districts() {
    for (engine, db) in districts() {
        let (makdi, keshkal) = (unit(&db, "3599"), unit(&db, "3591"));
        do_split(&db, &by_given(&db, 400, 0)).expect("splits");
        let within = |unit| Split {
            within: Some(unit),
            level: UnitLevel::Gp,
            total: None,
            weights: Weights::LeftOut,
            version: 1,
            ..by_given(&db, 0, 1)
        };
        let by =
            |scope: &Scope, ask: &Split| split(&db, &desk(scope.clone()), Uuid::now_v7(), ask, NOW);
        let block = makdi_scope(&db);
        assert!(matches!(by(&block, &by_given(&db, 9, 1)), Err(Error::Denied(_))), "{engine}");
        assert!(matches!(by(&block, &within(keshkal)), Err(Error::NotFound)), "{engine}");
        let cell = set(&db, block.clone(), 1, &[(makdi, 0, 1)], Keep::Nothing);
        assert!(matches!(cell, Err(Error::Denied(_))), "{engine}: {cell:?}");
        let made = by(&block, &within(makdi)).expect("splits its own");
        let parts: Vec<i64> = made.shares.iter().map(|share| share.part).collect();
        assert_eq!(parts, [225, 75], "300 and 100 households");
        adds_up(&db);

        let gp = unit(&db, "129001");
        let row = months(&db, UnitLevel::Gp, gp);
        set(&db, block, 2, &[(gp, 3, row[3] + 1)], Keep::Nothing).expect("its sibling absorbs");
        assert_eq!(months(&db, UnitLevel::Gp, gp)[3], row[3] + 1);
        adds_up(&db);
        set(&db, whole(), 3, &[(makdi, 3, 100)], Keep::Nothing).expect("the parts follow");
        adds_up(&db);
        do_split(&db, &by_given(&db, 800, 4)).expect("splits afresh, the parts follow");
        let sum: i64 = months(&db, UnitLevel::Gp, gp).iter().sum();
        assert!(sum > 400, "{engine}: {sum} of 600");
        adds_up(&db);
    }
}

#[test]
fn a_locked_plan_changes_only_by_revision_and_keeps_what_stood() {
    for (engine, db) in districts() {
        let makdi = unit(&db, "3599");
        do_split(&db, &by_given(&db, 400, 0)).expect("splits");
        let ask =
            Lock {
                indicator: indicator(), year: YEAR, version: 1, order_no: Some("क्र/1".into())
            };
        lock(&db, &desk(whole()), Uuid::now_v7(), &ask, NOW).expect("locks");
        assert_eq!(codes(set(&db, whole(), 2, &[(makdi, 0, 1)], Keep::Nothing)), ["plan_locked"]);
        assert_eq!(codes(do_split(&db, &by_given(&db, 500, 2))), ["plan_locked"]);
        let revision = |reason: &str| Revise {
            indicator: indicator(),
            year: YEAR,
            version: 2,
            change: Change::Total { total: 500, weights: Weights::Equal, limits: Vec::new() },
            reason: reason.into(),
            order_no: "क्र/44".into(),
        };
        let by = |scope: Scope, ask: &Revise| revise(&db, &desk(scope), Uuid::now_v7(), ask, NOW);
        assert_eq!(codes(by(whole(), &revision(" "))), ["reason_missing"], "{engine}");
        let rights = Rights::all().with(Area::Plans, Right::Enter);
        let clerk = by(Scope::district(DISTRICT, rights), &revision("x"));
        assert!(matches!(clerk, Err(Error::Denied(_))), "{engine}");
        let before = months(&db, UnitLevel::Block, makdi);
        let stood = |level: UnitLevel, at: Option<i64>| {
            db.read(|r| targets_of(r, &whole(), &[indicator()], level, (YEAR, at))).expect("reads")
        };
        let (blocks, district) = (UnitLevel::Block, UnitLevel::District);
        let (was, sum) = (stood(blocks, None), stood(district, None));
        let made = by(whole(), &revision("राज्य से बढ़ा लक्ष्य")).expect("revises");
        assert_eq!(made.total, 500, "{engine}");
        let after = months(&db, UnitLevel::Block, makdi);
        assert_eq!(after[..7], before[..7], "months that are over stay");
        assert_eq!(after.iter().sum::<i64>(), 350, "half of the hundred");
        for level in [blocks, district] {
            let earlier = if level == blocks { &was } else { &sum };
            assert_eq!(&stood(level, Some(NOW - 1)), earlier, "{engine}: as on the moment before");
            assert_ne!(&stood(level, Some(NOW)), earlier, "{engine}: from then on");
            assert_eq!(stood(level, Some(NOW)), stood(level, None), "{engine}");
        }
        let kept = db.read(|r| revisions_of(r, &whole(), indicator(), YEAR)).expect("reads");
        assert_eq!(kept.len(), 2);
        let own = kept.iter().find(|one| one.unit_id == makdi).expect("its revision");
        assert_eq!((own.was, own.becomes), (before, after));
        assert_eq!(
            (own.name_hi.as_deref(), own.order_no.as_deref()),
            (Some("माकड़ी"), Some("क्र/44"))
        );
        let block = db.read(|r| revisions_of(r, &makdi_scope(&db), indicator(), YEAR));
        assert_eq!(block.expect("reads").len(), 1, "a block sees its own");
        let list = db.read(|r| plans_of(r, &makdi_scope(&db), YEAR)).expect("reads");
        assert_eq!((list[0].plan.total, list[0].own, list[0].plan.locked), (500, 350, true));
        adds_up(&db);
    }
}

#[test]
fn an_act_sent_twice_happens_once() {
    for (engine, db) in districts() {
        let (op, ask) = (Uuid::now_v7(), by_given(&db, 400, 0));
        let one = split(&db, &desk(whole()), op, &ask, NOW).expect("splits");
        let two = split(&db, &desk(whole()), op, &ask, NOW).expect("answers again");
        assert_eq!((one.version, two.version), (1, 1), "{engine}");
        assert_eq!(one, two);
    }
}

#[test]
fn a_planted_wrong_target_is_found() {
    for (engine, db) in districts() {
        do_split(&db, &by_given(&db, 400, 0)).expect("splits");
        db.transact(|tx| tx.exec("update target set value = value + 1 where month = 24316", &[]))
            .expect("does harm");
        let differences = db.read(|r| targets_add_up(r, DISTRICT)).expect("reads");
        assert_eq!(differences.len(), 1, "{engine}: {differences:?}");
    }
}

#[test]
fn a_season_is_even_last_years_own_or_given_and_what_is_unknown_is_said() {
    for (engine, db) in districts() {
        let sums = |db: &Db| -> Vec<i64> {
            let grid = seen(db, UnitLevel::Block);
            (0..12).map(|at| grid.rows.iter().map(|row| row.months[at]).sum()).collect()
        };
        let ask = |season: Season, version: i64| Split { season, ..by_given(&db, 24, version) };
        do_split(&db, &ask(Season::Even, 0)).expect("splits");
        assert_eq!(sums(&db), [2; 12], "{engine}");
        // Two groups were formed in June 2025, none in any other month of that year.
        do_split(&db, &ask(Season::LastYear, 1)).expect("splits");
        assert_eq!(sums(&db), [0, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0], "{engine}");
        let mut shares = [0; 12];
        (shares[0], shares[11]) = (1, 3);
        do_split(&db, &ask(Season::Shares(shares), 2)).expect("splits");
        assert_eq!(sums(&db), [6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 18], "{engine}");
        do_split(&db, &Split { total: Some(48), ..ask(Season::Standing, 3) }).expect("splits");
        assert_eq!(sums(&db), [12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 36], "{engine}: as it stood");
        let none = do_split(&db, &ask(Season::Shares([0; 12]), 4));
        assert_eq!(codes(none), ["season_missing"], "{engine}");
        let other = by_code("rf_groups").expect("an indicator").id;
        let unknown = Split { indicator: other, ..ask(Season::LastYear, 0) };
        assert_eq!(codes(do_split(&db, &unknown)), ["season_missing"], "{engine}");
        adds_up(&db);
    }
}
