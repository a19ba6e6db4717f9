//! Rankings frozen for a day, the rule they go by, and what units object, on every engine at hand.

use samuh_engine::{Db, Desk, Error};
use samuh_figures::catalogue::by_code;
use samuh_kernel::scope::{Area, Right, Rights, Scope};
use samuh_plans::{
    ProgressJudge, TargetsJudge, UnitLevel, progress_work,
    ranking::{
        AnswerObjection, FileObjection, Freeze, Frozen, NewRule, answer_objection, file_objection,
        freeze_ranking, objections_of, ranking_again, ranking_of, ranking_rule_on, rankings,
        set_ranking_rule,
    },
    targets_work,
};
use uuid::Uuid;

use crate::kit::{
    BLOCK_POST, DISTRICT, NOW, apply_as, codes, csv, desk, districts, makdi_scope, read, today,
    unit, whole,
};

const PLAN: &str = "\
# लक्ष्य 2026-27
वित्तीय वर्ष,संकेतक,विकासखण्ड कोड (LGD),अप्रैल,मई,वार्षिक लक्ष्य
2026-27,RF Groups,3599,=40,=60,=100
2026-27,RF Groups,3591,=40,=60,=100
2026-27,CIF Groups,3599,=20,=20,=40
2026-27,CIF Groups,3591,=20,=20,=40
";
const PROGRESS: &str = "\
कोड,माह,RF Groups,CIF Groups
3599,मई 2026,=90,=36
3591,मई 2026,=50,=36
";
/// Three days after the entries.
const LATER: i64 = NOW + 3 * 86_400_000_000;

fn filled(db: &Db) {
    let judge = db.read(|r| TargetsJudge::new(r, &whole(), None)).expect("loads");
    let plan = read(Box::new(judge), csv(PLAN));
    assert_eq!(plan.tally.new, 4, "{:?}", plan.rows);
    apply_as(db, DISTRICT, targets_work, &plan).expect("applies");
    let judge = db.read(|r| ProgressJudge::new(r, &whole(), today())).expect("loads");
    let found = read(Box::new(judge), csv(PROGRESS));
    apply_as(db, DISTRICT, progress_work, &found).expect("applies");
}

fn ask(cut_on: &str) -> Freeze {
    Freeze { level: UnitLevel::Block, cut_on: cut_on.parse().expect("a day") }
}

fn freeze(db: &Db, cut_on: &str) -> samuh_engine::Result<i64> {
    freeze_ranking(db, &desk(whole()), Uuid::now_v7(), &ask(cut_on), LATER)
}

fn of(db: &Db, no: i64) -> Frozen {
    db.read(|r| ranking_of(r, &whole(), no)).expect("reads")
}

/// Only the two indicators that have figures, RF three times as heavy.
fn rule(from_on: &str) -> NewRule {
    let id = |code: &str| by_code(code).expect("an indicator").id;
    NewRule {
        from_on: from_on.parse().expect("a day"),
        weights: vec![(id("rf_groups"), 3), (id("cif_groups"), 1), (id("sales"), 0)],
        reason: "समीक्षा बैठक".into(),
        order_no: "412/2026".into(),
    }
}

#[test]
fn the_same_day_gives_the_same_places_whoever_freezes_it_and_again_later() {
    for (engine, db) in districts() {
        filled(&db);
        let ruled = set_ranking_rule(&db, &desk(whole()), Uuid::now_v7(), &rule("2026-11-18"), NOW);
        assert_eq!(ruled.expect("sets"), 1, "{engine}");
        let op = Uuid::now_v7();
        let once = || freeze_ranking(&db, &desk(whole()), op, &ask("2026-11-19"), LATER);
        let no = once().expect("freezes");
        assert_eq!(once().expect("answers again"), no, "{engine}: sent twice");
        let frozen = of(&db, no);
        let makdi = frozen.units.iter().find(|one| one.unit_id == unit(&db, "3599"));
        let level = makdi.and_then(|one| one.ranked.level).expect("a place");
        assert_eq!((level.low, level.high, level.group), (1, 1, 1), "{engine}");
        assert_eq!(frozen.entrants[0].now.len(), 2, "{engine}: nought leaves one out");
        let stored: Vec<_> = frozen.units.iter().map(|one| one.ranked).collect();
        assert_eq!(frozen.again(), stored, "{engine}: made once more from what was frozen");
        let again = db.read(|r| ranking_again(r, DISTRICT)).expect("reads");
        assert_eq!(again, (1, Vec::new()), "{engine}");

        let second = of(&db, freeze(&db, "2026-11-17").expect("freezes"));
        assert_eq!(second.rule.of, 0, "{engine}: the district's rule began a day later");
        let heads = db.read(|r| rankings(r, &whole())).expect("reads");
        assert_eq!(heads.iter().map(|head| head.no).collect::<Vec<_>>(), [no, no + 1], "{engine}");
    }
}

#[test]
fn a_rule_is_dated_and_what_was_frozen_stands() {
    for (engine, db) in districts() {
        filled(&db);
        let day = |text: &str| text.parse().expect("a day");
        let on = |text: &str| db.read(|r| ranking_rule_on(r, &whole(), day(text))).expect("reads");
        assert_eq!((on("2026-11-18").of, on("2026-11-18").weights.len()), (0, 15), "{engine}");
        let set = |new: &NewRule| set_ranking_rule(&db, &desk(whole()), Uuid::now_v7(), new, NOW);
        assert_eq!(codes(set(&rule("2026-11-17"))), ["rule_in_the_past"], "{engine}");
        set(&rule("2026-12-01")).expect("sets");
        assert_eq!(on("2026-11-30").of, 0, "{engine}");
        assert_eq!(
            (on("2026-12-01").of, on("2026-12-01").weights.len()),
            (DISTRICT, 2),
            "{engine}"
        );
        let clerk = Rights::all().with(Area::Plans, Right::Enter);
        for scope in [Scope::district(DISTRICT, clerk), makdi_scope(&db)] {
            let denied =
                set_ranking_rule(&db, &desk(scope), Uuid::now_v7(), &rule("2026-12-01"), NOW);
            assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: {denied:?}");
        }
    }
}

#[test]
fn a_ranking_needs_a_day_that_is_over_and_two_units_to_compare() {
    for (engine, db) in districts() {
        assert_eq!(codes(freeze(&db, "2026-11-21")), ["cut_not_over"], "{engine}");
        assert_eq!(codes(freeze(&db, "2020-11-19")), ["ranking_too_few"], "{engine}");
        let denied =
            freeze_ranking(&db, &desk(makdi_scope(&db)), Uuid::now_v7(), &ask("2026-11-19"), LATER);
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: {denied:?}");
        assert!(db.read(|r| rankings(r, &whole())).expect("reads").is_empty(), "{engine}");
        let none = db.read(|r| ranking_of(r, &whole(), 1));
        assert!(matches!(none, Err(Error::NotFound)), "{engine}");
    }
}

#[test]
fn a_unit_objects_once_and_is_answered_once() {
    for (engine, db) in districts() {
        filled(&db);
        set_ranking_rule(&db, &desk(whole()), Uuid::now_v7(), &rule("2026-11-18"), NOW)
            .expect("sets");
        let no = freeze(&db, "2026-11-19").expect("freezes");
        let (makdi, keshkal) = (unit(&db, "3599"), unit(&db, "3591"));
        let own = Desk::new(BLOCK_POST, 9, makdi_scope(&db));
        let ask =
            |unit_id: i64, text: &str| FileObjection { ranking_no: no, unit_id, text: text.into() };
        let object = |desk: &Desk, ask: &FileObjection| {
            file_objection(&db, desk, Uuid::now_v7(), ask, LATER)
        };
        assert_eq!(codes(object(&own, &ask(makdi, " "))), ["text_missing"], "{engine}");
        let other = object(&own, &ask(keshkal, "गलत"));
        assert!(matches!(other, Err(Error::NotFound)), "{engine}: {other:?}");
        let above = object(&desk(whole()), &ask(makdi, "गलत"));
        assert!(matches!(above, Err(Error::Denied(_))), "{engine}: the district answers");
        assert_eq!(object(&own, &ask(makdi, "मई की प्रविष्टि छूटी")).expect("files").no, 1);
        assert_eq!(codes(object(&own, &ask(makdi, "और"))), ["objection_open"], "{engine}");

        let reply = |version: i64, text: &str| AnswerObjection {
            ranking_no: no,
            unit_id: makdi,
            no: 1,
            version,
            upheld: true,
            answer: text.into(),
        };
        let answer = |desk: &Desk, ask: &AnswerObjection| {
            answer_objection(&db, desk, Uuid::now_v7(), ask, LATER)
        };
        let denied = answer(&own, &reply(1, "हाँ"));
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: {denied:?}");
        assert_eq!(codes(answer(&desk(whole()), &reply(1, ""))), ["text_missing"], "{engine}");
        answer(&desk(whole()), &reply(1, "पंजी से सही पाया गया")).expect("answers");
        let twice = answer(&desk(whole()), &reply(1, "नहीं"));
        assert!(matches!(twice, Err(Error::Conflict { .. })), "{engine}: {twice:?}");
        let all = db.read(|r| objections_of(r, &whole(), (no, None))).expect("reads");
        assert_eq!((all.len(), all[0].upheld), (1, true), "{engine}");
        assert_eq!(object(&own, &ask(makdi, "दूसरी")).expect("files").no, 2, "{engine}");
    }
}
