//! Rules that an order changes from a day on, on every engine at hand: what held before holds until
//! then, and what follows from it follows from then on.

use samuh_engine::{Error, rule::NewRule};
use samuh_meetings::{
    Ask,
    direction::{self, Escalation, Priority, escalation_on, steps_of},
    event::{Rank, precedence_on, precedences},
    notice::{Policy, policies, policy_on},
    set_rule,
};

use crate::kit::{
    BANK, BMMU_MAKDI, COLLECTOR, DAY, DMMU, NOW, codes, day, desk, districts, given, machine, op,
};

fn dated<T>(from_on: &str, terms: T) -> NewRule<T> {
    NewRule {
        from_on: day(from_on),
        reason: "समीक्षा बैठक".into(),
        order_no: "412/2026".into(),
        terms,
    }
}

fn quiet(from: i64, to: i64) -> Policy {
    Policy {
        quiet_from: from,
        quiet_to: to,
        gather_minutes: 5,
        singles: 3,
        digest_minute: 570,
        most_tries: 6,
        keep_days: 3,
    }
}

#[test]
fn quiet_hours_change_on_their_day_and_not_before() {
    for (engine, db) in districts() {
        let scope = desk(COLLECTOR).scope;
        let ask = Ask::Notices(dated("2026-11-21", quiet(1320, 420)));
        for _ in 0..2 {
            let no = set_rule(&db, &desk(COLLECTOR), op(1), &ask, NOW).expect("sets");
            assert_eq!(no, 1, "{engine}: sent twice, set once");
        }
        let on = |text: &str| {
            let on = day(text);
            db.read(|reader| policy_on(reader, &scope, on)).expect("reads").quiet_from
        };
        assert_eq!((on("2026-11-20"), on("2026-11-21"), on("2027-06-01")), (1260, 1320, 1320));
        // Set once more for the same day: the last counts, and the first stays readable.
        let again = Ask::Notices(dated("2026-11-21", quiet(1290, 420)));
        set_rule(&db, &desk(COLLECTOR), op(2), &again, NOW).expect("sets");
        assert_eq!(on("2026-11-21"), 1290, "{engine}");
        let all = db.read(|reader| policies(reader, &scope)).expect("reads");
        let of: Vec<_> = all.iter().map(|rule| (rule.head.of != 0, rule.head.no)).collect();
        assert_eq!(of, [(true, 2), (true, 1), (false, 1)], "{engine}");
        assert_eq!(all[1].head.order_no, "412/2026", "{engine}");
    }
}

#[test]
fn a_rule_is_set_by_whoever_runs_the_review_and_never_for_a_day_that_is_over() {
    for (engine, db) in districts() {
        let ask = Ask::Notices(dated("2026-11-21", quiet(1320, 420)));
        for post in [DMMU, BMMU_MAKDI, BANK] {
            let denied = set_rule(&db, &desk(post), op(9), &ask, NOW);
            assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: {denied:?}");
        }
        let bad = Policy { digest_minute: 1400, most_tries: 0, ..quiet(1320, 420) };
        let bad = NewRule { reason: " ".into(), ..dated("2026-11-19", bad) };
        let refused = set_rule(&db, &desk(COLLECTOR), op(3), &Ask::Notices(bad), NOW);
        assert_eq!(
            codes(refused),
            ["rule_in_the_past", "reason_missing", "rule_beyond", "digest_in_quiet_hours"],
            "{engine}: all at once"
        );
    }
}

#[test]
fn the_nightly_run_goes_by_the_days_of_its_own_day() {
    for (engine, db) in districts() {
        let id = given(&db, 1, &[BANK]);
        // Due on 27 November. From 1 December on: two days to the Collector instead of seven to the
        // mission's manager.
        let step =
            Escalation { priority: Priority::Normal, step: 1, days: 2, role: "collector".into() };
        let ask = Ask::Escalation(dated("2026-12-01", vec![step.clone()]));
        set_rule(&db, &desk(COLLECTOR), op(2), &ask, NOW).expect("sets");
        let run = |n: u128, on: &str| {
            let later = NOW + (day(on) - day("2026-11-20")).num_days() * DAY;
            direction::escalate(&db, &machine(), op(n), later).expect("runs")
        };
        assert_eq!(run(3, "2026-11-30"), 0, "{engine}: three days late, and seven hold still");
        assert_eq!(run(4, "2026-12-01"), 1, "{engine}: four days late, and two hold now");
        assert_eq!(run(5, "2026-12-02"), 0, "{engine}: once");
        let steps = db.read(|reader| steps_of(reader, &desk(COLLECTOR), id)).expect("reads");
        assert_eq!(steps.last().expect("a step").post_id, COLLECTOR, "{engine}");
        let scope = desk(COLLECTOR).scope;
        let says = db.read(|reader| escalation_on(reader, &scope, day("2026-12-01")));
        assert_eq!(says.expect("reads"), [step], "{engine}: low and urgent go no further");
    }
}

#[test]
fn guests_stand_in_the_order_of_the_events_day() {
    for (engine, db) in districts() {
        let scope = desk(DMMU).scope;
        let first = |text: &str| {
            let on = day(text);
            let order = db.read(|reader| precedence_on(reader, &scope, on)).expect("reads");
            (order[0].code.clone(), order.len())
        };
        assert_eq!(first("2026-12-05"), ("governor".into(), 16), "{engine}");
        let rank = |code: &str, rank_no: i64, name: &str| Rank {
            code: code.into(),
            rank_no,
            name_hi: name.into(),
            name_en: String::new(),
        };
        let ranks = vec![
            rank("governor", 0, "राज्यपाल"),
            rank("mla", 20, "विधायक"),
            rank("collector", 30, "कलेक्टर"),
            rank("", 10, "अध्यक्ष, आदिवासी विकास प्राधिकरण"),
        ];
        let ask = Ask::Precedence(dated("2026-12-05", ranks));
        set_rule(&db, &desk(DMMU), op(1), &ask, NOW).expect("sets");
        assert_eq!(first("2026-12-04"), ("governor".into(), 16), "{engine}: until then");
        assert_eq!(first("2026-12-05"), ("own_1".into(), 3), "{engine}");
        let all = db.read(|reader| precedences(reader, &scope)).expect("reads");
        let own = &all[0].terms[0];
        assert_eq!((own.source.as_str(), own.name_en.as_str()), ("412/2026", own.name_hi.as_str()));
    }
}
