//! A direction from its giving to its end, as each post meets it.

use samuh_engine::{Db, Error, Result};
use samuh_meetings::direction::{
    self, Evidence, File, Filter, Give, MarkLine, Move, PartState, Report, State, StepKind,
    directions, owed, steps_of,
    store::{lines_of, of_file, reused},
    tally,
};

use crate::kit::{
    BANK, BMMU_KESHKAL, BMMU_MAKDI, CLOSED, COLLECTOR, DAY, DMMU, MAKDI, NOW, ask, codes, day,
    desk, districts, given, machine, op, post_figure, seen,
};

fn moved(db: &Db, id: i64, post: i64) -> Move {
    let direction = seen(db, COLLECTOR, id).expect("sees");
    let version = direction.part_of(post).map_or(direction.version, |part| part.version);
    Move { direction_id: id, post_id: post, version, text: String::new(), due_on: None }
}

fn reported(db: &Db, n: u128, id: i64, post: i64) -> Result<i64> {
    let version = moved(db, id, post).version;
    let ask = Report {
        direction_id: id,
        post_id: post,
        version,
        text: "38 प्रकरण निराकृत".into(),
        files: Vec::new(),
    };
    direction::report(db, &desk(post), op(n), &ask, NOW)
}

fn state(db: &Db, id: i64, post: i64) -> PartState {
    seen(db, COLLECTOR, id).expect("sees").part_of(post).expect("a part").state
}

#[test]
fn a_direction_goes_from_its_post_to_the_one_who_gave_it_and_is_closed() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BANK]);
        let again =
            direction::give(&db, &desk(COLLECTOR), op(1), &ask(&[BANK]), NOW).expect("again");
        assert_eq!(id, again, "{engine}: twice is once");
        direction::acknowledge(&db, &desk(BANK), op(2), &moved(&db, id, BANK), NOW)
            .expect("sees it");
        assert_eq!(state(&db, id, BANK), PartState::Acknowledged);
        reported(&db, 3, id, BANK).expect("reports");
        let back = Move { text: "शेष 26 कब तक?".into(), ..moved(&db, id, BANK) };
        direction::send_back(&db, &desk(COLLECTOR), op(4), &back, NOW).expect("sends back");
        assert_eq!(state(&db, id, BANK), PartState::SentBack);
        reported(&db, 5, id, BANK).expect("reports again");
        direction::accept(&db, &desk(COLLECTOR), op(6), &moved(&db, id, BANK), NOW)
            .expect("accepts");
        let closed = seen(&db, BANK, id).expect("sees");
        assert_eq!(
            (closed.state, closed.ended_on),
            (State::Closed, Some(day("2026-11-20"))),
            "{engine}"
        );
        assert_eq!(codes(reported(&db, 7, id, BANK)), ["direction_closed"]);
        let steps = db.read(|reader| steps_of(reader, &desk(BANK), id)).expect("reads");
        let kinds: Vec<StepKind> = steps.iter().map(|step| step.kind).collect();
        assert_eq!(
            kinds,
            [
                StepKind::Given,
                StepKind::Acknowledged,
                StepKind::Reported,
                StepKind::SentBack,
                StepKind::Reported,
                StepKind::Accepted,
                StepKind::Closed
            ],
            "{engine}"
        );
        assert_eq!(steps[3].text.as_deref(), Some("शेष 26 कब तक?"));
    }
}

#[test]
fn a_direction_to_several_posts_is_open_until_the_last_part_is_accepted() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BMMU_MAKDI, BMMU_KESHKAL]);
        reported(&db, 2, id, BMMU_MAKDI).expect("reports");
        direction::accept(&db, &desk(DMMU), op(3), &moved(&db, id, BMMU_MAKDI), NOW)
            .expect("accepts");
        assert_eq!(seen(&db, COLLECTOR, id).expect("sees").state, State::Open, "{engine}");
        reported(&db, 4, id, BMMU_KESHKAL).expect("reports");
        direction::accept(&db, &desk(DMMU), op(5), &moved(&db, id, BMMU_KESHKAL), NOW)
            .expect("accepts");
        assert_eq!(seen(&db, COLLECTOR, id).expect("sees").state, State::Closed, "{engine}");
    }
}

#[test]
fn what_is_not_theirs_does_not_exist_and_what_they_may_not_do_is_denied() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BMMU_MAKDI]);
        for stranger in [BMMU_KESHKAL, BANK] {
            assert!(
                matches!(seen(&db, stranger, id), Err(Error::NotFound)),
                "{engine}: {stranger}"
            );
            let tried = direction::report(
                &db,
                &desk(stranger),
                op(2),
                &Report {
                    direction_id: id,
                    post_id: BMMU_MAKDI,
                    version: 1,
                    text: "…".into(),
                    files: Vec::new(),
                },
                NOW,
            );
            assert!(matches!(tried, Err(Error::NotFound)), "{engine}");
        }
        // It sees its own, but does not decide on it, nor on what it reported.
        reported(&db, 3, id, BMMU_MAKDI).expect("reports");
        let tried =
            direction::accept(&db, &desk(BMMU_MAKDI), op(4), &moved(&db, id, BMMU_MAKDI), NOW);
        assert!(matches!(tried, Err(Error::Denied("directions.decide"))), "{engine}: {tried:?}");
        // A bank only sees meetings: it gives no directions.
        let tried = direction::give(&db, &desk(BANK), op(5), &ask(&[BANK]), NOW);
        assert!(matches!(tried, Err(Error::Denied(_))), "{engine}");
        // A block asks its own posts, and not its neighbour's or the bank's.
        let tried = direction::give(&db, &desk(BMMU_MAKDI), op(6), &ask(&[BMMU_KESHKAL]), NOW);
        assert_eq!(codes(tried), ["direction_post_unknown"], "{engine}");
        let own = direction::give(&db, &desk(BMMU_MAKDI), op(7), &ask(&[BMMU_MAKDI]), NOW)
            .expect("gives");
        assert_eq!(
            seen(&db, BMMU_MAKDI, own).expect("sees").unit_id,
            MAKDI,
            "{engine}: its own unit"
        );
        assert!(matches!(seen(&db, BMMU_KESHKAL, own), Err(Error::NotFound)));
        let closed = direction::give(&db, &desk(COLLECTOR), op(8), &ask(&[CLOSED]), NOW);
        assert_eq!(codes(closed), ["direction_post_unknown"], "{engine}: a post that is no more");
    }
}

#[test]
fn nobody_accepts_what_she_reported_herself() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BANK]);
        // The DMMU enters the bank's answer, which came by telephone.
        let version = moved(&db, id, BANK).version;
        let ask = Report {
            direction_id: id,
            post_id: BANK,
            version,
            text: "दूरभाष पर".into(),
            files: Vec::new(),
        };
        direction::report(&db, &desk(DMMU), op(2), &ask, NOW).expect("enters it");
        let tried = direction::accept(&db, &desk(DMMU), op(3), &moved(&db, id, BANK), NOW);
        assert!(matches!(tried, Err(Error::Denied("directions.second"))), "{engine}: {tried:?}");
        direction::accept(&db, &desk(COLLECTOR), op(4), &moved(&db, id, BANK), NOW)
            .expect("another may");
    }
}

#[test]
fn of_two_editors_the_later_is_told() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BANK]);
        let stale = moved(&db, id, BANK);
        reported(&db, 2, id, BANK).expect("reports");
        let late = Move { text: "…".into(), ..stale };
        let tried = direction::send_back(&db, &desk(COLLECTOR), op(3), &late, NOW);
        assert!(matches!(tried, Err(Error::Conflict { .. })), "{engine}: {tried:?}");
        let more = Move {
            post_id: 0,
            version: 9,
            text: "वर्षा".into(),
            due_on: Some(day("2026-12-05")),
            ..moved(&db, id, BANK)
        };
        let tried = direction::extend(&db, &desk(COLLECTOR), op(4), &more, NOW);
        assert!(matches!(tried, Err(Error::Conflict { .. })), "{engine}: {tried:?}");
        let more = Move { version: 1, ..more };
        direction::extend(&db, &desk(COLLECTOR), op(5), &more, NOW).expect("extends");
        let extended = seen(&db, BANK, id).expect("sees");
        assert_eq!(
            (extended.due_on, extended.first_due),
            (day("2026-12-05"), day("2026-11-27")),
            "{engine}"
        );
        let gone = Move {
            post_id: 0,
            version: 2,
            text: "शासन ने निर्णय बदला".into(),
            ..moved(&db, id, BANK)
        };
        direction::withdraw(&db, &desk(COLLECTOR), op(6), &gone, NOW).expect("withdraws");
        assert_eq!(codes(reported(&db, 7, id, BANK)), ["direction_withdrawn"], "{engine}");
    }
}

#[test]
fn a_figure_that_is_reached_is_proposed_and_a_person_accepts() {
    for (engine, db) in districts() {
        post_figure(&db, "linkage_groups", MAKDI, 40);
        let wanted = Give {
            indicator: "linkage_groups".into(),
            reach: Some(64),
            evidence: "figure".into(),
            unit_id: MAKDI,
            ..ask(&[BMMU_MAKDI])
        };
        let id = direction::give(&db, &desk(COLLECTOR), op(1), &wanted, NOW).expect("gives");
        let direction = seen(&db, COLLECTOR, id).expect("sees");
        assert_eq!(
            direction.goal.map(|goal| (goal.given, goal.reach)),
            Some((Some(40), 64)),
            "{engine}"
        );
        assert_eq!(direction.evidence, Evidence::Figure);
        reported(&db, 2, id, BMMU_MAKDI).expect("reports");
        let tried =
            direction::accept(&db, &desk(COLLECTOR), op(3), &moved(&db, id, BMMU_MAKDI), NOW);
        assert_eq!(
            codes(tried),
            ["direction_figure_short"],
            "{engine}: words do not make a figure"
        );
        post_figure(&db, "linkage_groups", MAKDI, 24);
        direction::accept(&db, &desk(COLLECTOR), op(4), &moved(&db, id, BMMU_MAKDI), NOW)
            .expect("accepts");
        let steps = db.read(|reader| steps_of(reader, &desk(COLLECTOR), id)).expect("reads");
        let values: Vec<Option<i64>> = steps.iter().map(|step| step.value).collect();
        assert_eq!(
            values[..3],
            [Some(40), Some(40), Some(64)],
            "{engine}: the figure at each step"
        );
    }
}

#[test]
fn a_list_is_marked_line_by_line_and_its_names_are_for_the_posts_concerned() {
    for (engine, db) in districts() {
        let wanted = Give {
            lines: vec!["कन्या आश्रम".into(), "बालक छात्रावास".into()],
            ..ask(&[BMMU_MAKDI])
        };
        let id = direction::give(&db, &desk(COLLECTOR), op(1), &wanted, NOW).expect("gives");
        let marks = [MarkLine {
            no: 2, version: 1, is_done: true, remark: "निरीक्षण हुआ".into()
        }];
        direction::mark_lines(&db, &desk(BMMU_MAKDI), op(2), (id, &marks), NOW).expect("marks");
        let own = db.read(|reader| lines_of(reader, &desk(BMMU_MAKDI), id)).expect("reads");
        assert_eq!((own[0].done_on, own[1].done_on), (None, Some(day("2026-11-20"))), "{engine}");
        assert_eq!(own[1].remark.as_deref(), Some("निरीक्षण हुआ"));
        let other = db.read(|reader| lines_of(reader, &desk(DMMU), id)).expect("reads");
        assert_eq!(other.len(), 2, "{engine}: how many there are is no secret");
        assert!(
            other.iter().all(|line| line.label.is_empty() && line.remark.is_none()),
            "{engine}"
        );
        let tried = direction::mark_lines(&db, &desk(BMMU_MAKDI), op(3), (id, &marks), NOW);
        assert!(matches!(tried, Err(Error::Conflict { .. })), "{engine}: stale");
        let tried = direction::mark_lines(&db, &desk(DMMU), op(4), (id, &marks), NOW);
        assert!(matches!(tried, Err(Error::Denied(_))), "{engine}");
    }
}

#[test]
fn papers_are_seen_by_whoever_sees_the_direction() {
    for (engine, db) in districts() {
        let wanted = Give { evidence: "file".into(), ..ask(&[BMMU_MAKDI]) };
        let id = direction::give(&db, &desk(COLLECTOR), op(1), &wanted, NOW).expect("gives");
        assert_eq!(codes(reported(&db, 2, id, BMMU_MAKDI)), ["report_without_file"], "{engine}");
        let hash = "ab".repeat(32);
        let file =
            File {
                hash: hash.clone(), name: "फ़ोटो.jpg".into(), kind: "jpeg".into(), bytes: 9
            };
        let ask = Report {
            direction_id: id,
            post_id: BMMU_MAKDI,
            version: 1,
            text: "संलग्न".into(),
            files: vec![file],
        };
        direction::report(&db, &desk(BMMU_MAKDI), op(3), &ask, NOW).expect("reports");
        let found = db.read(|reader| of_file(reader, &desk(COLLECTOR), &hash)).expect("theirs");
        assert_eq!(found, ("फ़ोटो.jpg".to_owned(), "jpeg".to_owned()), "{engine}");
        let other = db.read(|reader| of_file(reader, &desk(BMMU_KESHKAL), &hash));
        assert!(matches!(other, Err(Error::NotFound)), "{engine}");
    }
}

#[test]
fn what_is_overdue_goes_to_the_next_post_by_the_rules_and_once() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BANK]);
        let on_time = direction::escalate(&db, &machine(), op(2), NOW).expect("runs");
        assert_eq!(on_time, 0, "{engine}: it is not due yet");
        // Due on 27 November; the rules for a normal one say 7, 15 and 30 days.
        let later = NOW + 15 * DAY;
        assert_eq!(
            direction::escalate(&db, &machine(), op(3), later).expect("runs"),
            1,
            "{engine}"
        );
        assert_eq!(
            direction::escalate(&db, &machine(), op(4), later).expect("runs"),
            0,
            "{engine}: once"
        );
        let latest = NOW + 40 * DAY;
        assert_eq!(
            direction::escalate(&db, &machine(), op(5), latest).expect("runs"),
            2,
            "{engine}"
        );
        let steps = db.read(|reader| steps_of(reader, &desk(COLLECTOR), id)).expect("reads");
        let to: Vec<i64> = steps
            .iter()
            .filter(|step| step.kind == StepKind::Escalated)
            .map(|step| step.post_id)
            .collect();
        assert_eq!(
            to,
            [DMMU, 0, COLLECTOR],
            "{engine}: the district has no chief executive's post"
        );
    }
}

#[test]
fn the_ledger_says_what_each_post_owes_and_every_number_opens() {
    for (engine, db) in districts() {
        given(&db, 1, &[BANK, BMMU_MAKDI]);
        let second = given(&db, 2, &[BANK]);
        reported(&db, 3, second, BANK).expect("reports");
        let desk_of = desk(COLLECTOR);
        let all = db.read(|reader| owed(reader, &desk_of, day("2026-12-01"))).expect("reads");
        let bank = all.iter().find(|one| one.post_id == BANK).expect("the bank");
        assert_eq!(
            (bank.open, bank.overdue, bank.unanswered, bank.waiting),
            (2, 2, 1, 1),
            "{engine}"
        );
        let list = |ask: Filter| {
            db.read(|reader| directions(reader, &desk_of, &ask)).expect("reads").len() as i64
        };
        let of = |part| Filter {
            post_id: BANK,
            state: Some(State::Open),
            part,
            most: 50,
            ..Filter::default()
        };
        assert_eq!(list(of(None)), bank.open, "{engine}");
        assert_eq!(list(of(Some(PartState::Reported))), 2 - bank.unanswered, "{engine}");
        let few = Filter { most: 1, ..of(None) };
        let counted = db.read(|reader| tally(reader, &desk_of, &few, day("2026-12-01")));
        assert_eq!(counted.expect("counts"), (bank.open, bank.overdue), "{engine}: not the page");
        let none = Filter { given_by: Some(day("2026-11-19")), ..of(None) };
        let counted = db.read(|reader| tally(reader, &desk_of, &none, day("2026-12-01")));
        assert_eq!(counted.expect("counts"), (0, 0), "{engine}: all were given later");
        let words =
            Filter { words: "64 आवेदनों".into(), most: 50, ..Filter::default() };
        assert_eq!(list(words), 2, "{engine}");
        let none = Filter { words: "%".into(), most: 50, ..Filter::default() };
        assert_eq!(list(none), 0, "{engine}: a sign of the database is a sign like any other");
        let own =
            db.read(|reader| owed(reader, &desk(BMMU_KESHKAL), day("2026-12-01"))).expect("reads");
        assert!(own.is_empty(), "{engine}: the neighbour sees none of it");
    }
}

/// Reports with one file.
fn reported_with(db: &Db, n: u128, id: i64, post: i64, (hash, kind): (&str, &str)) {
    let file = File { hash: hash.repeat(64), name: "a".into(), kind: kind.into(), bytes: 9 };
    let ask = Report {
        direction_id: id,
        post_id: post,
        version: moved(db, id, post).version,
        text: "पूर्ण".into(),
        files: vec![file],
    };
    let at = NOW + i64::try_from(n).expect("small");
    direction::report(db, &desk(post), op(n), &ask, at).expect("reports");
}

#[test]
fn a_photograph_with_two_directions_is_asked_about_and_a_paper_or_a_second_report_is_not() {
    for (engine, db) in districts() {
        let ids: Vec<i64> = (1..=4).map(|n| given(&db, n, &[BANK])).collect();
        let found =
            |post: i64, id: i64| db.read(|reader| reused(reader, &desk(post), id)).expect("reads");
        // Twins that must not fire: one paper with two directions, one photograph twice with one.
        reported_with(&db, 11, ids[0], BANK, ("a", "pdf"));
        reported_with(&db, 12, ids[1], BANK, ("a", "pdf"));
        reported_with(&db, 13, ids[2], BANK, ("b", "jpeg"));
        let back = Move { text: "फिर से".into(), ..moved(&db, ids[2], BANK) };
        direction::send_back(&db, &desk(COLLECTOR), op(14), &back, NOW).expect("sends back");
        reported_with(&db, 15, ids[2], BANK, ("b", "jpeg"));
        assert_eq!(found(COLLECTOR, 0), [], "{engine}");
        reported_with(&db, 16, ids[3], BANK, ("b", "jpeg"));
        let all = found(COLLECTOR, 0);
        assert_eq!(all.len(), 1, "{engine}: {all:?}");
        assert_eq!(all[0].hash, "b".repeat(64));
        let uses: Vec<(i64, i64)> =
            all[0].uses.iter().map(|one| (one.direction_id, one.at)).collect();
        assert_eq!(uses, [(ids[2], NOW + 13), (ids[3], NOW + 16)], "{engine}");
        assert_eq!(found(COLLECTOR, ids[3]), all, "{engine}: of one of the two");
        assert_eq!(found(COLLECTOR, ids[0]), [], "{engine}: of another");
        assert_eq!(found(BMMU_MAKDI, 0), [], "{engine}: who sees neither is told nothing");
    }
}
