//! The district's sheet of targets: blocks by months, one target a year, parts of a block.

use samuh_engine::Db;
use samuh_figures::catalogue::by_code;
use samuh_imports::Verdict;
use samuh_kernel::{calendar::FinancialYear, scope::Scope};
use samuh_plans::{
    Lock, Months, TargetsJudge, UnitLevel, lock, revisions_of, targets_add_up, targets_of,
    targets_work, undo_targets,
};
use uuid::Uuid;

use crate::kit::{
    DISTRICT, NOW, Read, apply_as, codes, csv, desk, districts, makdi_scope, read, take_back, unit,
    whole,
};

const YEAR: FinancialYear = FinancialYear(2026);
const PLAN: &str = "\
# लक्ष्य 2026-27
वित्तीय वर्ष,संकेतक,विकासखण्ड,विकासखण्ड कोड (LGD),अप्रैल,मई,जून,मार्च,वार्षिक लक्ष्य
2026-27,समूह गठन,माकड़ी,3599,=10,=20,=30,=40,=100
2026-27,समूह गठन,केशकाल,3591,=1,=2,=3,=4,=11
2026-27,आरएफ (चक्रीय निधि) राशि,माकड़ी,3599,=1500,,,,=1500
कुल,,,,,,,,=1611
";

fn judged(db: &Db, scope: &Scope, text: &str) -> Read {
    let judge = db.read(|r| TargetsJudge::new(r, scope, Some(YEAR))).expect("loads");
    read(Box::new(judge), csv(text))
}

fn apply(db: &Db, read: &Read) -> (samuh_engine::batch::Batch, Vec<Vec<u8>>) {
    apply_as(db, DISTRICT, targets_work, read).expect("applies")
}

fn year_of(db: &Db, code: &str, level: UnitLevel) -> Vec<(i64, i64)> {
    months_of(db, &whole(), code, level).into_iter().map(|(id, m)| (id, m.iter().sum())).collect()
}

fn months_of(db: &Db, scope: &Scope, code: &str, level: UnitLevel) -> Vec<(i64, Months)> {
    let id = by_code(code).expect("an indicator").id;
    let found = db.read(|r| targets_of(r, scope, &[id], level, (YEAR, None))).expect("reads");
    found.into_iter().map(|((unit, _), months)| (unit, months)).collect()
}

fn adds_up(db: &Db) {
    let differences = db.read(|r| targets_add_up(r, DISTRICT)).expect("reads");
    assert!(differences.is_empty(), "{differences:?}");
}

#[test]
fn blocks_by_months_are_taken_again_unchanged_and_taken_back() {
    for (engine, db) in districts() {
        let (makdi, keshkal, district) = (unit(&db, "3599"), unit(&db, "3591"), unit(&db, "643"));
        let first = judged(&db, &whole(), PLAN);
        assert_eq!((first.tally.new, first.tally.skipped), (3, 1), "{engine}: {:?}", first.rows);
        assert_eq!(first.warnings(), ["target_sum_differs"], "ten is not eleven");
        let warned = &first.rows[1].1.warnings[0];
        assert_eq!((&*warned.value, &*warned.args[0].1), ("11", "10"));
        let batch = apply(&db, &first);
        assert_eq!(year_of(&db, "shg_formed", UnitLevel::Block), [(makdi, 100), (keshkal, 10)]);
        assert_eq!(year_of(&db, "rf_amount", UnitLevel::Block), [(makdi, 150_000)], "paise");
        let district_months = months_of(&db, &whole(), "shg_formed", UnitLevel::District);
        assert_eq!(district_months, [(district, [11, 22, 33, 0, 0, 0, 0, 0, 0, 0, 0, 44])]);
        assert!(year_of(&db, "shg_formed", UnitLevel::Gp).is_empty(), "none below the plan");
        let own = months_of(&db, &makdi_scope(&db), "shg_formed", UnitLevel::Block);
        assert_eq!(own.len(), 1, "a block sees its own row");
        adds_up(&db);

        let again = judged(&db, &whole(), PLAN);
        assert_eq!((again.tally.unchanged, again.tally.skipped), (3, 1), "{engine}");
        let text = PLAN.replace("=10,=20", "=15,=20").replace("=40,=100", "=40,=105");
        let second = judged(&db, &whole(), &text);
        assert_eq!((second.tally.changed, second.tally.unchanged), (1, 2));
        assert_eq!(second.rows[0].1.changes[0].field, "shg_formed 2026-04");
        let second = apply(&db, &second);
        assert_eq!(year_of(&db, "shg_formed", UnitLevel::District), [(district, 115)]);
        assert_eq!(codes(take_back(&db, undo_targets, &batch)), ["undo_plan_changed"]);
        take_back(&db, undo_targets, &second).expect("nothing later");
        assert_eq!(year_of(&db, "shg_formed", UnitLevel::District), [(district, 110)]);
        take_back(&db, undo_targets, &batch).expect("nothing later now");
        assert!(year_of(&db, "shg_formed", UnitLevel::Block).is_empty(), "{engine}");
        adds_up(&db);
    }
}

#[test]
fn one_target_a_year_is_spread_evenly_and_said() {
    let text = "\
बैंक लिंकेज का लक्ष्य वर्ष 2026-27
विकासखण्ड,वार्षिक लक्ष्य
माकड़ी,=25
केशकाल,=12
कोण्डागाँव,=3
";
    for (engine, db) in districts() {
        let found = judged(&db, &whole(), text);
        assert_eq!((found.tally.new, found.tally.doubtful), (2, 1), "{engine}: {:?}", found.rows);
        assert_eq!(found.warnings(), ["target_phased", "target_phased"]);
        apply(&db, &found);
        let months = months_of(&db, &whole(), "linkage_groups", UnitLevel::Block);
        assert_eq!(months[0].1, [2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2, 2]);
        assert_eq!(judged(&db, &whole(), text).tally.unchanged, 2);
        adds_up(&db);
    }
}

#[test]
fn indicators_as_columns_and_one_month_a_row_are_read() {
    let text = "\
कोड,वर्ष,माह,RF Groups,CIF Groups
3599,2026-27,मई,=5,=6
3591,2026-27,मई,=1,=2
3599,2026-27,जून,=7,
";
    for (engine, db) in districts() {
        let found = judged(&db, &whole(), text);
        assert_eq!((found.tally.new, found.tally.changed), (2, 1), "{engine}: {:?}", found.rows);
        apply(&db, &found);
        let makdi = months_of(&db, &whole(), "rf_groups", UnitLevel::Block)[0].1;
        assert_eq!((makdi[1], makdi[2]), (5, 7));
    }
}

#[test]
fn rows_that_cannot_be_taken_say_why() {
    let text = "\
कोड,नाम,संकेतक,वर्ष,अप्रैल,वार्षिक लक्ष्य
3599,,shg_formed,2026-27,=5,=5
3599,,shg_formed,2026-27,=6,=6
3591,,shg_formed,2026-27,=-1,
3591,,shg_formed,2026-27,1.5,
3591,,saturation,2026-27,=1,
3591,,कुछ,2026-27,=1,
643,,shg_formed,2026-27,,=9
643,,shg_formed,2026-27,,=5
";
    let wanted = [
        (2, Verdict::New, ""),
        (3, Verdict::Doubtful, "value_twice"),
        (4, Verdict::Refused, "negative_value"),
        (5, Verdict::Refused, "not_whole"),
        (6, Verdict::Refused, "no_target_for_ratio"),
        (7, Verdict::Refused, "indicator_unknown"),
        (8, Verdict::Refused, "plan_level_differs"),
        (9, Verdict::Unchanged, ""),
    ];
    for (engine, db) in districts() {
        let found = judged(&db, &whole(), text);
        for (row, verdict, code) in wanted {
            assert_eq!(found.row(row), (verdict, code), "{engine}, row {row}");
        }
        let block = judged(&db, &makdi_scope(&db), text);
        assert_eq!(block.row(2), (Verdict::Refused, "outside_scope"), "{engine}");
    }
}

#[test]
fn parts_of_a_block_must_sum_to_it_month_by_month() {
    let parts = |second: &str| {
        format!(
            "कोड,संकेतक,वर्ष,अप्रैल,मई,जून,मार्च\nC1,shg_formed,2026-27,=4,=10,=30,=40\n\
                 C2,shg_formed,2026-27,{second},=10,=0,=0\n"
        )
    };
    for (engine, db) in districts() {
        apply(&db, &judged(&db, &whole(), PLAN));
        let wrong = judged(&db, &whole(), &parts("=5"));
        assert_eq!(wrong.tally.new, 2, "{engine}: {:?}", wrong.rows);
        let refused = apply_as(&db, DISTRICT, targets_work, &wrong).map(drop);
        let Err(samuh_engine::Error::Faults(faults)) = refused else { panic!("taken") };
        assert_eq!(faults.0.len(), 1, "{faults:?}");
        let arg = |name: &str| &faults.0[0].args.iter().find(|(n, _)| n == name).unwrap().1;
        assert_eq!(
            (&*faults.0[0].code, &**arg("sum"), &**arg("whole")),
            ("children_differ", "9", "10")
        );
        apply(&db, &judged(&db, &whole(), &parts("=6")));
        let (one, other) = (unit(&db, "C1"), unit(&db, "C2"));
        assert_eq!(year_of(&db, "shg_formed", UnitLevel::Clf), [(one, 84), (other, 16)]);
        adds_up(&db);

        // The block's own target changes: its parts follow, and still make the whole.
        apply(&db, &judged(&db, &whole(), &PLAN.replace("=10,=20", "=20,=20")));
        let months = months_of(&db, &whole(), "shg_formed", UnitLevel::Clf);
        assert_eq!((months[0].1[0], months[1].1[0]), (8, 12), "four to six of twenty");
        adds_up(&db);
    }
}

#[test]
fn a_locked_plan_is_revised_by_a_sheet_with_a_reason_only() {
    for (engine, db) in districts() {
        apply(&db, &judged(&db, &whole(), PLAN));
        let shg_formed = by_code("shg_formed").expect("an indicator").id;
        let ask = Lock { indicator: shg_formed, year: YEAR, version: 1, order_no: None };
        lock(&db, &desk(whole()), Uuid::now_v7(), &ask, NOW).expect("locks");
        let text = PLAN.replace("=10,=20", "=15,=20");
        let found = judged(&db, &whole(), &text);
        assert_eq!(found.row(2), (Verdict::Refused, "plan_locked"), "{engine}");
        let told = "विकासखण्ड कोड,संकेतक,वर्ष,अप्रैल,कारण,आदेश क्रमांक\n3599,shg_formed,2026-27,=15,कलेक्टर की बैठक,क्र/12\n";
        let found = judged(&db, &whole(), told);
        assert_eq!(found.tally.changed, 1, "{engine}: {:?}", found.rows);
        let batch = apply(&db, &found);
        let kept = db.read(|r| revisions_of(r, &whole(), shg_formed, YEAR)).expect("reads");
        assert_eq!((kept.len(), kept[0].was[0], kept[0].becomes[0]), (1, 10, 15));
        assert_eq!(kept[0].reason, "कलेक्टर की बैठक");
        assert_eq!(kept[0].order_no.as_deref(), Some("क्र/12"));
        take_back(&db, undo_targets, &batch).expect("nothing later");
        let kept = db.read(|r| revisions_of(r, &whole(), shg_formed, YEAR)).expect("reads");
        assert_eq!((kept.len(), kept[0].becomes[0]), (2, 10), "taken back, and both are kept");
        adds_up(&db);
    }
}

#[test]
fn a_plan_of_blocks_that_is_split_further_counts_once_at_every_level() {
    for (engine, db) in districts() {
        let (makdi, keshkal, district) = (unit(&db, "3599"), unit(&db, "3591"), unit(&db, "643"));
        apply(&db, &judged(&db, &whole(), PLAN));
        let parts = "\
# लक्ष्य 2026-27
वित्तीय वर्ष,संकेतक,कोड,अप्रैल,मई,जून,मार्च
2026-27,समूह गठन,129001,=6,=15,=20,=40
2026-27,समूह गठन,129002,=4,=5,=10,
2026-27,समूह गठन,C1,=10,=20,=30,=40
";
        let parts = judged(&db, &whole(), parts);
        assert_eq!(parts.tally.new, 3, "{engine}: {:?}", parts.rows);
        apply(&db, &parts);
        let year = |level| year_of(&db, "shg_formed", level);
        assert_eq!(year(UnitLevel::District), [(district, 110)], "{engine}: blocks only");
        assert_eq!(year(UnitLevel::Block), [(makdi, 100), (keshkal, 10)], "{engine}");
        assert_eq!(year(UnitLevel::Gp).iter().map(|(_, n)| n).sum::<i64>(), 100, "{engine}");
        assert_eq!(year(UnitLevel::Clf), [(unit(&db, "C1"), 100)], "{engine}");
        assert!(year(UnitLevel::Vo).is_empty() && year(UnitLevel::Village).is_empty());
        adds_up(&db);
    }
}

#[test]
fn a_plan_of_panchayats_or_federations_makes_the_targets_of_those_above() {
    for (engine, db) in districts() {
        let (makdi, district) = (unit(&db, "3599"), unit(&db, "643"));
        let text = "\
वित्तीय वर्ष,संकेतक,कोड,अप्रैल,मई
2026-27,समूह गठन,129001,=6,=15
2026-27,समूह गठन,129002,=4,=5
2026-27,आरएफ समूह,C1,=10,=20
2026-27,आरएफ समूह,C2,=1,=2
";
        let found = judged(&db, &whole(), text);
        assert_eq!(found.tally.new, 4, "{engine}: {:?}", found.rows);
        apply(&db, &found);
        for code in ["shg_formed", "rf_groups"] {
            let sum = if code == "shg_formed" { 30 } else { 33 };
            assert_eq!(year_of(&db, code, UnitLevel::District), [(district, sum)], "{engine}");
            assert_eq!(year_of(&db, code, UnitLevel::Block), [(makdi, sum)], "{engine}");
        }
        let office = year_of(&db, "rf_groups", UnitLevel::Gp);
        assert!(office.is_empty(), "{engine}: a CLF's office makes no target of its panchayat");
        adds_up(&db);
    }
}
