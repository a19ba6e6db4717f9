//! Looking through a month, the back-check, and what a second person saw, on every engine at hand.

use samuh_engine::{Db, Desk, Error};
use samuh_figures::{
    catalogue::by_code,
    checks::Detector,
    journal::{Ask, unit_values},
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right, Rights, Scope},
};
use samuh_plans::{
    ProgressJudge,
    checks::{
        CheckAsk, Decide, Decided, Finding, Looked, Outcome, State, back_checks, decide_check,
        draw_back_check, finding_of, findings, look_through,
    },
    progress_work, sheet_of, undo_progress,
};
use uuid::Uuid;

use crate::kit::{
    DISTRICT, NOW, apply_as, books_agree, codes, csv, desk, districts, makdi_scope, read,
    take_back, today, unit, whole,
};

/// Makdi says in May what it said in April, and gives money to nobody; Keshkal is as it should be.
const SHEET: &str = "\
कोड,माह,RF Groups,CIF Groups,प्रशिक्षण,Lakhpati Didi,PMSBY,Revolving Fund Amount
3599,अप्रैल 2026,=1,=1,=12,=31,=14,=100000
3599,मई 2026,=0,=1,=12,=31,=14,=50000
3591,अप्रैल 2026,=0,=1,=10,=30,=12,=0
3591,मई 2026,=1,=0,=17,=22,=19,=100000
";

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

fn entered(db: &Db) -> (samuh_engine::batch::Batch, Vec<Vec<u8>>) {
    let judge = db.read(|r| ProgressJudge::new(r, &whole(), today())).expect("loads");
    let found = read(Box::new(judge), csv(SHEET));
    assert_eq!(found.tally.new, 4, "{:?}", found.rows);
    apply_as(db, DISTRICT, progress_work, &found).expect("applies")
}

fn second(scope: Scope) -> Desk {
    Desk::new(0, 9, scope)
}

fn open(db: &Db, scope: &Scope) -> Vec<Finding> {
    let ask = CheckAsk { state: State::Open, detector: None, place_id: 0 };
    db.read(|r| findings(r, scope, &ask)).expect("reads")
}

fn of(db: &Db, detector: Detector) -> Finding {
    let all = open(db, &whole());
    all.into_iter().find(|one| one.detector == detector).expect("found")
}

fn look(db: &Db) -> samuh_engine::Result<Looked> {
    look_through(db, &second(whole()), Uuid::now_v7(), month("2026-05"), NOW)
}

fn sum(db: &Db, code: &str) -> i64 {
    let indicator = by_code(code).expect("an indicator").id;
    let may = month("2026-05");
    let ask = Ask {
        indicators: &[indicator],
        level: "block",
        within: 0,
        from: may,
        to: may,
        as_on: None,
    };
    db.read(|r| unit_values(r, &whole(), &ask)).expect("reads").iter().map(|cell| cell.value).sum()
}

#[test]
fn a_month_is_looked_through_and_again_without_doubles() {
    for (engine, db) in districts() {
        entered(&db);
        let first = look(&db).expect("looks");
        assert_eq!(first.found, first.new, "{engine}");
        let kinds: Vec<Detector> = open(&db, &whole()).iter().map(|one| one.detector).collect();
        assert_eq!(kinds, [Detector::AmountAlone, Detector::CopiedMonth], "{engine}");
        let copied = of(&db, Detector::CopiedMonth);
        assert_eq!((copied.unit_id, copied.evidence["same"]), (unit(&db, "3599"), 4), "{engine}");
        assert_eq!(look(&db).expect("looks"), Looked { new: 0, ..first }, "{engine}: known");
        let running = look_through(&db, &second(whole()), Uuid::now_v7(), month("2026-11"), NOW);
        assert_eq!(codes(running), ["month_not_over"], "{engine}");
        let clerk = Rights::all().with(Area::Figures, Right::Enter);
        for scope in [Scope::district(DISTRICT, clerk), makdi_scope(&db)] {
            let denied = look_through(&db, &second(scope), Uuid::now_v7(), month("2026-05"), NOW);
            assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: {denied:?}");
        }
        assert_eq!(open(&db, &makdi_scope(&db)).len(), 2, "{engine}: its own");
    }
}

#[test]
fn what_the_papers_say_too_becomes_verified_once_and_not_by_whoever_typed_it() {
    for (engine, db) in districts() {
        entered(&db);
        look(&db).expect("looks");
        let found = of(&db, Detector::CopiedMonth);
        let ask = |seen: &str| Decide {
            no: found.no,
            version: found.version,
            outcome: Outcome::Verified,
            seen: seen.into(),
        };
        let op = Uuid::now_v7();
        let by = |desk: &Desk, op: Uuid, ask: &Decide| decide_check(&db, desk, op, ask, NOW);
        let own = Desk { officer_id: 0, ..second(whole()) };
        assert!(codes(by(&own, Uuid::now_v7(), &ask("पंजी"))).contains(&"verify_own".to_owned()));
        assert_eq!(codes(by(&second(whole()), Uuid::now_v7(), &ask(" "))), ["seen_missing"]);
        let clerk = Rights::all().with(Area::Figures, Right::Enter);
        let denied = by(&second(Scope::district(DISTRICT, clerk)), Uuid::now_v7(), &ask("पंजी"));
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: {denied:?}");
        let done = by(&second(whole()), op, &ask("पंजी पृष्ठ 4")).expect("decides");
        assert_eq!(done, Decided { verified: 6 }, "{engine}");
        assert_eq!(by(&second(whole()), op, &ask("पंजी पृष्ठ 4")).expect("again"), done, "{engine}");
        let late = by(&second(whole()), Uuid::now_v7(), &ask("पंजी"));
        assert!(matches!(late, Err(Error::Conflict { .. })), "{engine}: {late:?}");
        let stands = db.read(|r| finding_of(r, &whole(), found.no)).expect("reads");
        assert_eq!((stands.state, stands.seen.as_deref()), (State::Verified, Some("पंजी पृष्ठ 4")));
        books_agree(&db);
    }
}

#[test]
fn what_the_papers_say_otherwise_is_put_right_and_waits_for_a_second_person() {
    for (engine, db) in districts() {
        let batch = entered(&db);
        look(&db).expect("looks");
        let found = of(&db, Detector::CopiedMonth);
        let trainings = by_code("trainings").expect("an indicator").id;
        let ask = |value: i64| Decide {
            no: found.no,
            version: found.version,
            outcome: Outcome::Corrected { indicator: trainings, value },
            seen: "प्रशिक्षण पंजी पृष्ठ 9: 7".into(),
        };
        let by = |ask: &Decide| decide_check(&db, &second(whole()), Uuid::now_v7(), ask, NOW);
        assert_eq!(codes(by(&ask(12))), ["same_value"], "{engine}");
        let alone = of(&db, Detector::AmountAlone);
        let beside = Decide { no: alone.no, version: alone.version, ..ask(7) };
        assert_eq!(codes(by(&beside)), ["nothing_reported"], "{engine}: it names another figure");
        let before = sum(&db, "trainings");
        assert_eq!(by(&ask(7)).expect("decides").verified, 0, "{engine}");
        assert_eq!(sum(&db, "trainings"), before - 5, "{engine}");
        books_agree(&db);
        let lines = db.read(|r| sheet_of(r, &whole(), found.unit_id, found.month)).expect("reads");
        let line = lines.iter().find(|line| line.indicator == trainings).expect("a line");
        assert_eq!((line.value, line.officer_id), (7, 9), "{engine}: typed by whoever looked");
        let undone = take_back(&db, undo_progress, &batch);
        assert!(codes(undone).contains(&"undo_figure_changed".to_owned()), "{engine}");
    }
}

#[test]
fn nobody_sees_or_decides_what_is_not_theirs() {
    for (engine, db) in districts() {
        entered(&db);
        draw_back_check(&db, &second(whole()), Uuid::now_v7(), month("2026-04"), NOW)
            .expect("draws");
        let keshkal = unit(&db, "3591");
        let other =
            open(&db, &whole()).into_iter().find(|one| one.unit_id == keshkal).expect("one");
        let makdi = second(makdi_scope(&db));
        let hidden = db.read(|r| finding_of(r, &makdi.scope, other.no));
        assert!(matches!(hidden, Err(Error::NotFound)), "{engine}");
        let ask = Decide {
            no: other.no,
            version: other.version,
            outcome: Outcome::Verified,
            seen: "पंजी".into(),
        };
        let refused = decide_check(&db, &makdi, Uuid::now_v7(), &ask, NOW);
        assert!(matches!(refused, Err(Error::NotFound)), "{engine}: {refused:?}");
    }
}

#[test]
fn chance_draws_the_same_figures_of_a_quarter_whoever_asks() {
    for (engine, db) in districts() {
        entered(&db);
        let draw =
            |first: &str| draw_back_check(&db, &desk(whole()), Uuid::now_v7(), month(first), NOW);
        let drawn = draw("2026-04").expect("draws");
        assert_eq!(drawn, Looked { found: 24, new: 24 }, "{engine}: all there are");
        assert_eq!(draw("2026-04").expect("draws").new, 0, "{engine}");
        assert_eq!(codes(draw("2026-05")), ["not_a_quarter"], "{engine}");
        assert_eq!(codes(draw("2026-10")), ["quarter_not_over"], "{engine}");
        let found = of(&db, Detector::Sample);
        let ask = Decide {
            no: found.no,
            version: found.version,
            outcome: Outcome::Verified,
            seen: "पंजी".into(),
        };
        decide_check(&db, &second(whole()), Uuid::now_v7(), &ask, NOW).expect("decides");
        let quarter = (month("2026-04"), month("2026-06"));
        let all = db.read(|r| back_checks(r, &whole(), quarter)).expect("reads");
        let told: Vec<_> = all.iter().map(|one| (one.drawn, one.wrong)).collect();
        assert_eq!(told, [(12, 0), (12, 0)], "{engine}");
        assert_eq!(all.iter().map(|one| one.checked).sum::<i64>(), 1, "{engine}");
        let own = db.read(|r| back_checks(r, &makdi_scope(&db), quarter)).expect("reads");
        assert_eq!(own.len(), 1, "{engine}: a block sees its own");
    }
}

/// Makdi says in October and November what it said in September.
const COPIED: &str = "\
कोड,माह,RF Groups,CIF Groups,प्रशिक्षण,Lakhpati Didi,PMSBY,Revolving Fund Amount
3599,सितंबर 2026,=1,=1,=12,=31,=14,=100000
3599,अक्टूबर 2026,=0,=1,=12,=31,=14,=0
3599,नवंबर 2026,=0,=1,=12,=31,=14,=0
";

#[test]
fn a_threshold_that_changed_counts_for_months_that_end_later_and_what_was_found_stays() {
    use samuh_engine::rule::NewRule;
    use samuh_figures::checks::Thresholds;
    use samuh_plans::checks::{CheckTerms, check_rule_on, set_check_rule};

    let copied = |db: &Db| -> Vec<Month> {
        let all = open(db, &whole()).into_iter();
        let mut months: Vec<Month> =
            all.filter(|one| one.detector == Detector::CopiedMonth).map(|one| one.month).collect();
        months.sort_unstable();
        months
    };
    for changes in [false, true] {
        for (engine, db) in districts() {
            let judge = db.read(|r| ProgressJudge::new(r, &whole(), today())).expect("loads");
            let found = read(Box::new(judge), csv(COPIED));
            apply_as(&db, DISTRICT, progress_work, &found).expect("applies");
            let look = |text: &str, now: i64| {
                look_through(&db, &second(whole()), Uuid::now_v7(), month(text), now)
            };
            look("2026-10", NOW).expect("looks");
            assert_eq!(copied(&db), [month("2026-10")], "{engine}: as the usual rule says");
            let thresholds = Thresholds { same_least: 6, ..Thresholds::USUAL };
            let new = NewRule {
                from_on: "2026-11-30".parse().expect("a day"),
                reason: "दो माह के आँकड़ों से".into(),
                order_no: "88".into(),
                terms: CheckTerms { thresholds, sample_of_block: 29 },
            };
            if changes {
                let clerk = Rights::all().with(Area::Figures, Right::Enter);
                for scope in [Scope::district(DISTRICT, clerk), makdi_scope(&db)] {
                    let denied = set_check_rule(&db, &second(scope), Uuid::now_v7(), &new, NOW);
                    assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: {denied:?}");
                }
                let op = Uuid::now_v7();
                for _ in 0..2 {
                    let no = set_check_rule(&db, &second(whole()), op, &new, NOW).expect("sets");
                    assert_eq!(no, 1, "{engine}");
                }
            }
            let later = NOW + 20 * 86_400_000_000;
            look("2026-10", later).expect("looks");
            look("2026-11", later).expect("looks");
            let wanted: &[&str] = if changes { &["2026-10"] } else { &["2026-10", "2026-11"] };
            let wanted: Vec<Month> = wanted.iter().map(|text| month(text)).collect();
            assert_eq!(copied(&db), wanted, "{engine}: {changes}");
            let on = |text: &str| {
                let day = text.parse().expect("a day");
                let rule = db.read(|r| check_rule_on(r, &whole(), day)).expect("reads");
                rule.thresholds.same_least
            };
            let after = if changes { 6 } else { 4 };
            assert_eq!((on("2026-11-29"), on("2026-11-30")), (4, after), "{engine}");
        }
    }
}
