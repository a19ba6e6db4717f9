//! A direction of several posts: what each does of it, said when it is given or later, and who may say
//! or settle what.

use samuh_engine::{Db, Error, Result};
use samuh_figures::catalogue::by_code;
use samuh_kernel::calendar::{FinancialYear, Month};
use samuh_meetings::{
    direction::{
        self, Filter, Give, MarkLine, Move, PartState, Report, Share, Split, State, StepKind,
        store::lines_of,
    },
    measure::{Measure, value, values},
    meeting::{self, NewMeeting},
    notice::{self, Notice},
};

use crate::kit::{
    BANK, BMMU_KESHKAL, BMMU_MAKDI, COLLECTOR, DMMU, KESHKAL, MAKDI, NOW, ask, codes, day, desk,
    districts, given, op, post_figure, seen,
};

fn share(post_id: i64, text: &str) -> Share {
    Share { post_id, text: text.into() }
}

fn split(db: &Db, by: i64, n: u128, (id, version): (i64, i64), parts: &[Share]) -> Result<i64> {
    let ask = Split { direction_id: id, version, parts: parts.to_vec() };
    direction::split(db, &desk(by), op(n), &ask, NOW)
}

fn report(db: &Db, (by, post): (i64, i64), n: u128, id: i64) -> Result<i64> {
    let version = seen(db, COLLECTOR, id).expect("sees").part_of(post).expect("a part").version;
    let (text, files) = ("38 प्रकरण निराकृत".into(), Vec::new());
    let ask = Report { direction_id: id, post_id: post, version, text, files };
    direction::report(db, &desk(by), op(n), &ask, NOW)
}

fn accept(db: &Db, n: u128, id: i64, post_id: i64) -> Result<i64> {
    let version = seen(db, COLLECTOR, id).expect("sees").part_of(post_id).expect("a part").version;
    let ask = Move { direction_id: id, post_id, version, text: String::new(), due_on: None };
    direction::accept(db, &desk(COLLECTOR), op(n), &ask, NOW)
}

fn told(db: &Db, post: i64) -> Vec<Notice> {
    let desk = desk(post);
    db.read(|reader| notice::inbox(reader, &desk, (0, false), 50)).expect("reads")
}

fn text_of(direction: &direction::Direction, post: i64) -> Option<&str> {
    direction.part_of(post).expect("a part").text.as_deref()
}

#[test]
fn each_post_is_told_its_own_part_and_the_whole_where_it_has_none() {
    for (engine, db) in districts() {
        let wanted = Give {
            cooperating: vec![DMMU],
            parts: vec![share(BANK, " ग्रामीण बैंक के 38 प्रकरण "), share(DMMU, "बैंक सखी उपलब्ध कराएँ")],
            ..ask(&[BANK, BMMU_MAKDI])
        };
        let id = direction::give(&db, &desk(COLLECTOR), op(1), &wanted, NOW).expect("gives");
        let direction = seen(&db, BANK, id).expect("sees");
        assert_eq!(text_of(&direction, BANK), Some("ग्रामीण बैंक के 38 प्रकरण"), "{engine}");
        assert_eq!(text_of(&direction, DMMU), Some("बैंक सखी उपलब्ध कराएँ"), "{engine}");
        assert_eq!(text_of(&direction, BMMU_MAKDI), None, "{engine}: all of it");
        for (post, text) in [
            (BANK, "ग्रामीण बैंक के 38 प्रकरण"),
            (DMMU, "बैंक सखी उपलब्ध कराएँ"),
            (BMMU_MAKDI, "लम्बित 64 आवेदनों का निराकरण करें।"),
        ] {
            let notices = told(&db, post);
            assert_eq!(notices.len(), 1, "{engine}: {post}");
            assert_eq!(notices[0].args["text"], text, "{engine}: {post}");
        }
        let stray =
            Give { text: " ".into(), parts: vec![share(BMMU_KESHKAL, "सूची")], ..wanted };
        let tried = direction::give(&db, &desk(COLLECTOR), op(2), &stray, NOW);
        assert_eq!(codes(tried), ["direction_text_empty", "direction_part_nobody"], "{engine}");
    }
}

#[test]
fn a_direction_is_split_after_it_was_given_and_leaves_its_trail() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BANK, BMMU_MAKDI]);
        let parts = [share(BANK, "38 प्रकरण"), share(BMMU_MAKDI, "26 प्रकरण")];
        assert_eq!(split(&db, COLLECTOR, 2, (id, 1), &parts).expect("splits"), id, "{engine}");
        assert_eq!(split(&db, COLLECTOR, 2, (id, 1), &parts).expect("again"), id, "{engine}");
        let direction = seen(&db, BANK, id).expect("sees");
        assert_eq!(
            (text_of(&direction, BANK), text_of(&direction, BMMU_MAKDI)),
            (Some("38 प्रकरण"), Some("26 प्रकरण")),
            "{engine}"
        );
        let tried = split(&db, DMMU, 3, (id, 1), &[share(BANK, "40 प्रकरण")]);
        assert!(matches!(tried, Err(Error::Conflict { .. })), "{engine}: stale: {tried:?}");
        // The DMMU approves here; it changes one part and takes the other away.
        let parts = [share(BANK, "40 प्रकरण"), share(BMMU_MAKDI, "")];
        split(&db, DMMU, 4, (id, 2), &parts).expect("splits anew");
        let steps = db.read(|reader| direction::steps_of(reader, &desk(BANK), id)).expect("reads");
        let said: Vec<(i64, Option<&str>)> = steps
            .iter()
            .filter(|step| step.kind == StepKind::Split)
            .map(|step| (step.post_id, step.text.as_deref()))
            .collect();
        assert_eq!(
            said,
            [
                (BANK, Some("38 प्रकरण")),
                (BMMU_MAKDI, Some("26 प्रकरण")),
                (BANK, Some("40 प्रकरण")),
                (BMMU_MAKDI, None)
            ],
            "{engine}: once each, and nothing is lost"
        );
        let notices = told(&db, BMMU_MAKDI);
        let last = notices.first().expect("is told");
        assert_eq!(last.kind, "direction_part", "{engine}");
        assert_eq!(last.args["text"], "लम्बित 64 आवेदनों का निराकरण करें।", "{engine}: all of it now");
        assert_eq!(notices.len(), 3, "{engine}");
    }
}

#[test]
fn a_part_that_was_answered_is_not_said_anew_and_every_fault_is_named_at_once() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BANK, BMMU_MAKDI]);
        report(&db, (BANK, BANK), 2, id).expect("reports");
        let parts = [share(BANK, "40"), share(BMMU_KESHKAL, "x"), share(BMMU_MAKDI, "26")];
        assert_eq!(
            codes(split(&db, COLLECTOR, 3, (id, 1), &parts)),
            ["direction_part_nobody", "direction_part_reported"],
            "{engine}"
        );
        assert_eq!(text_of(&seen(&db, COLLECTOR, id).expect("sees"), BMMU_MAKDI), None);
        assert_eq!(
            codes(split(&db, COLLECTOR, 4, (id, 1), &[share(BMMU_MAKDI, " ")])),
            ["direction_parts_same"],
            "{engine}"
        );
        split(&db, COLLECTOR, 5, (id, 1), &[share(BMMU_MAKDI, "26")]).expect("splits");
        // What the block had on its screen is no longer what it is asked.
        let (text, files) = ("सब".into(), Vec::new());
        let old = Report { direction_id: id, post_id: BMMU_MAKDI, version: 1, text, files };
        let tried = direction::report(&db, &desk(BMMU_MAKDI), op(6), &old, NOW);
        assert!(matches!(tried, Err(Error::Conflict { .. })), "{engine}: {tried:?}");
        accept(&db, 7, id, BANK).expect("accepts");
        assert_eq!(
            codes(split(&db, COLLECTOR, 8, (id, 2), &[share(BANK, "1")])),
            ["direction_is_accepted"],
            "{engine}"
        );
        report(&db, (BMMU_MAKDI, BMMU_MAKDI), 9, id).expect("reports");
        accept(&db, 10, id, BMMU_MAKDI).expect("accepts");
        let tried = split(&db, COLLECTOR, 11, (id, 3), &[share(BANK, "1")]);
        assert_eq!(codes(tried), ["direction_closed"], "{engine}");
    }
}

#[test]
fn what_is_not_theirs_is_not_split_and_what_they_owe_another_they_do_not_settle() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BMMU_MAKDI, DMMU]);
        let parts = [share(BMMU_MAKDI, "सूची")];
        let stranger = split(&db, BMMU_KESHKAL, 2, (id, 1), &parts);
        assert!(matches!(stranger, Err(Error::NotFound)), "{engine}: {stranger:?}");
        let below = split(&db, BMMU_MAKDI, 3, (id, 1), &parts);
        assert!(matches!(below, Err(Error::Denied("directions.decide"))), "{engine}: {below:?}");
        // The DMMU approves meetings, but this one the Collector gave to itself among others.
        let own = split(&db, DMMU, 4, (id, 1), &parts);
        assert!(matches!(own, Err(Error::Denied("directions.second"))), "{engine}: {own:?}");
        let text = "समय चाहिए".to_owned();
        let more = Move {
            direction_id: id,
            post_id: 0,
            version: 1,
            text,
            due_on: Some(day("2026-12-20")),
        };
        let tried = direction::extend(&db, &desk(DMMU), op(5), &more, NOW);
        assert!(matches!(tried, Err(Error::Denied("directions.second"))), "{engine}: {tried:?}");
        let tried = direction::withdraw(&db, &desk(DMMU), op(6), &more, NOW);
        assert!(matches!(tried, Err(Error::Denied("directions.second"))), "{engine}: {tried:?}");
        // What it gave itself it settles.
        let own =
            direction::give(&db, &desk(DMMU), op(7), &ask(&[DMMU, BANK]), NOW).expect("gives");
        split(&db, DMMU, 8, (own, 1), &[share(BANK, "38")]).expect("splits");
        let more = Move { direction_id: own, version: 2, ..more };
        direction::extend(&db, &desk(DMMU), op(9), &more, NOW).expect("extends");
    }
}

#[test]
fn a_block_does_not_report_for_its_neighbour() {
    for (engine, db) in districts() {
        // The district's own direction, to both blocks: each sees it, and answers for itself.
        let id = given(&db, 1, &[BMMU_MAKDI, BMMU_KESHKAL]);
        let tried = report(&db, (BMMU_MAKDI, BMMU_KESHKAL), 2, id);
        assert!(matches!(tried, Err(Error::Denied("directions.own"))), "{engine}: {tried:?}");
        report(&db, (DMMU, BMMU_KESHKAL), 3, id).expect("the district's office may");
        report(&db, (BMMU_MAKDI, BMMU_MAKDI), 4, id).expect("its own");
    }
}

#[test]
fn every_number_of_what_a_post_owes_opens_into_as_many_directions() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BANK, BMMU_MAKDI]);
        report(&db, (BANK, BANK), 2, id).expect("reports");
        let reader_of = desk(COLLECTOR);
        let count = |part: Option<PartState>| {
            let (state, owed) = (Some(State::Open), true);
            let ask = Filter { post_id: BANK, state, part, owed, most: 50, ..Filter::default() };
            db.read(|reader| direction::directions(reader, &reader_of, &ask)).expect("reads").len()
        };
        let owes = || {
            let all = db.read(|reader| direction::owed(reader, &reader_of, day("2026-12-01")));
            all.expect("reads").into_iter().find(|one| one.post_id == BANK)
        };
        let bank = owes().expect("the bank");
        assert_eq!((bank.open, bank.unanswered, bank.waiting), (1, 0, 1), "{engine}");
        assert_eq!(count(None), 1, "{engine}");
        assert_eq!(
            count(Some(PartState::Given)),
            0,
            "{engine}: the block's silence is not its own"
        );
        assert_eq!(count(Some(PartState::Reported)), 1, "{engine}");
        accept(&db, 3, id, BANK).expect("accepts");
        assert_eq!((owes(), count(None)), (None, 0), "{engine}: what is accepted is not owed");
    }
}

#[test]
fn a_line_stays_with_the_post_that_marked_it() {
    for (engine, db) in districts() {
        let lines = vec!["कन्या आश्रम".into(), "बालक छात्रावास".into()];
        let wanted = Give { lines, ..ask(&[BMMU_MAKDI, BANK]) };
        let id = direction::give(&db, &desk(COLLECTOR), op(1), &wanted, NOW).expect("gives");
        let mark = |no: i64, version: i64, is_done: bool| MarkLine {
            no,
            version,
            is_done,
            remark: String::new(),
        };
        // A form sends all its lines, whichever of them were ticked.
        let first = [mark(1, 1, true), mark(2, 1, false)];
        direction::mark_lines(&db, &desk(BMMU_MAKDI), op(2), (id, &first), NOW).expect("marks");
        let second = [mark(1, 2, true), mark(2, 1, true)];
        direction::mark_lines(&db, &desk(BANK), op(3), (id, &second), NOW).expect("marks");
        let lines = db.read(|reader| lines_of(reader, &desk(BANK), id)).expect("reads");
        let by: Vec<Option<i64>> = lines.iter().map(|line| line.post_id).collect();
        assert_eq!(by, [Some(BMMU_MAKDI), Some(BANK)], "{engine}");
        let again = [mark(1, 2, true), mark(2, 2, true)];
        let tried = direction::mark_lines(&db, &desk(BANK), op(4), (id, &again), NOW);
        assert_eq!(codes(tried), ["lines_none"], "{engine}: nothing was marked");
    }
}

#[test]
fn whoever_sits_in_a_chair_gives_directions_about_what_the_meeting_is_about() {
    for (engine, db) in districts() {
        let review = NewMeeting {
            kind: "district_review".into(),
            held_on: Some(day("2026-11-20")),
            chair_post_id: BMMU_MAKDI,
            members: vec![BANK],
            ..NewMeeting::default()
        };
        let id = meeting::plan(&db, &desk(DMMU), op(1), &review, NOW).expect("plans");
        let wanted = Give { meeting_id: Some(id), ..ask(&[BANK]) };
        direction::give(&db, &desk(BMMU_MAKDI), op(2), &wanted, NOW).expect("the district's");
        let own = Give { unit_id: MAKDI, ..wanted.clone() };
        direction::give(&db, &desk(BMMU_MAKDI), op(3), &own, NOW).expect("its own block's");
        let foreign = Give { unit_id: KESHKAL, ..wanted };
        let tried = direction::give(&db, &desk(BMMU_MAKDI), op(4), &foreign, NOW);
        assert!(matches!(tried, Err(Error::NotFound)), "{engine}: {tried:?}");
    }
}

#[test]
fn the_months_of_a_figure_are_read_at_once_and_say_what_each_says_alone() {
    for (engine, db) in districts() {
        for (code, delta) in [("linkage_groups", 40), ("shg_formed", 7)] {
            post_figure(&db, code, MAKDI, delta);
        }
        let scope = desk(COLLECTOR).scope;
        let month = |number| Month::new(2026, number).expect("a month");
        for code in ["linkage_groups", "shg_formed", "saturation"] {
            let indicator = by_code(code).expect("an indicator");
            for measure in [Measure::Year, Measure::Level] {
                let (of, year) = ((indicator, MAKDI), FinancialYear(2026));
                let all = db
                    .read(|r| values(r, &scope, of, (measure, year), (month(9), month(12))))
                    .expect("reads");
                assert_eq!(all.len(), 4, "{engine}");
                for (month, said) in all {
                    let alone = db.read(|r| value(r, &scope, of, (measure, year, month)));
                    assert_eq!(said, alone.expect("reads"), "{engine}: {code} {month:?}");
                }
            }
        }
        let of = (by_code("linkage_groups").expect("an indicator"), MAKDI);
        let how = (Measure::Year, FinancialYear(2026));
        let all = db.read(|r| values(r, &scope, of, how, (month(10), month(12)))).expect("reads");
        let said: Vec<Option<i64>> = all.into_iter().map(|(_, value)| value).collect();
        assert_eq!(said, [Some(0), Some(40), Some(40)], "{engine}");
    }
}
