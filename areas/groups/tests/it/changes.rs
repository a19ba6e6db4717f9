//! Acts on groups and federations: each allowed, not theirs, no right, wrong state, stale, twice;
//! figures move in the month of the act, earlier months never; the books agree afterwards.

use samuh_engine::{params, testing::databases};
use samuh_figures::catalogue::{
    MEMBERS, SHG_ACTIVE, SHG_FORMED, SHG_IN_VO, SHG_INACTIVE, VO_FORMED, VO_IN_CLF, WITH_ACCOUNT,
};
use samuh_groups::{
    Affiliate, Bearer, Change, Correct, Deactivate, Grade, Kind, Merge, Move, NewFederation,
    NewGroup, Profile, Revive, Split,
    duplicate::{model::State, store::pair_of},
    events_of, gradings_of, institution_of, terms_of,
};
use samuh_kernel::scope::Right;

use crate::{
    kit::{coded, codes, desk, does, figure, holds_the_line, member, office, place, version},
    support::{books_agree, machine},
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

fn name_of(db: &samuh_engine::Db, id: i64) -> String {
    let group = db.read(|r| institution_of(r, &machine(643).scope, id)).expect("reads");
    group.name(true).to_owned()
}

#[test]
fn a_correction_keeps_what_the_other_editor_saved_and_shows_both() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let stands = db.read(|r| institution_of(r, &machine(643).scope, id)).expect("reads");
        let profile = Profile {
            name_hi: Some("जय माँ लक्ष्मी बिहान".into()),
            account_no: Some("31209871234".into()),
            account_opened_on: Some(day("2026-09-10")),
            ..stands.profile.clone()
        };
        let correct = |version, profile: &Profile| {
            let codes = vec![("lokos".to_owned(), "L900".to_owned())];
            Change::Correct(Correct { id, version, profile: profile.clone(), codes })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Enter),
            desk(&db, 22, place(&db, "Makdi"), Right::See),
        );
        let district = ("district", place_of_district(&db));
        assert_eq!(figure(&db, WITH_ACCOUNT, district, "2026-11"), 0, "{engine}");
        let (ask, stale) = (correct(1, &profile), correct(9, &profile));
        holds_the_line(&db, 100, &ask, Some(&stale), (&foreign, &weak));
        assert_eq!(name_of(&db, id), "जय माँ लक्ष्मी बिहान", "{engine}");
        assert_eq!(figure(&db, WITH_ACCOUNT, district, "2026-08"), 0, "{engine}: not before");
        assert_eq!(figure(&db, WITH_ACCOUNT, district, "2026-09"), 1, "{engine}: when opened");
        let second = does(&db, 101, &correct(1, &stands.profile));
        let Err(samuh_engine::Error::Conflict { saved, sent }) = second else { panic!("{engine}") };
        assert!(saved.contains("बिहान") && !sent.contains("बिहान"), "{engine}: {saved} {sent}");
        assert!(!saved.contains("31209871234"), "{engine}: the account is masked");
        let empty = Profile { name_hi: None, name_en: None, ..profile.clone() };
        assert_eq!(codes(does(&db, 102, &correct(2, &empty))), ["name_missing"], "{engine}");
        let taken =
            Correct { id, version: 2, profile, codes: vec![("nrlm".into(), "120002".into())] };
        assert_eq!(codes(does(&db, 103, &Change::Correct(taken))), ["code_taken"], "{engine}");
        assert_eq!(coded(&db, Kind::Shg, "L900"), id, "{engine}: found by the code from LokOS");
        books_agree(&db);
    }
}

fn place_of_district(db: &samuh_engine::Db) -> i64 {
    let scope = machine(643).scope;
    let all = db.read(|r| samuh_places::gazetteer(r, &scope)).expect("reads");
    all.district().expect("a district").id
}

#[test]
fn a_group_is_inactive_from_its_day_with_reason_and_loans_and_can_be_revived() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let ask = |version, on: &str, reason: &str| {
            let (on, reason, loan) = (day(on), reason.to_owned(), "running".to_owned());
            Change::Deactivate(Deactivate { id, version, on, reason, loan })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Approve),
            desk(&db, 22, place(&db, "Makdi"), Right::Enter),
        );
        let arla = ("village", place(&db, "Arla"));
        assert_eq!(codes(does(&db, 99, &ask(1, "2026-10-05", "why"))), ["reason_unchosen"]);
        assert_eq!(
            codes(does(&db, 98, &ask(1, "2023-01-01", "dispute"))),
            ["on_before_formation"],
            "{engine}"
        );
        let (right, stale) = (ask(1, "2026-10-05", "dispute"), ask(4, "2026-10-05", "dispute"));
        holds_the_line(&db, 100, &right, Some(&stale), (&foreign, &weak));
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-09"), 2, "{engine}: September stands");
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-10"), 1, "{engine}");
        assert_eq!(figure(&db, SHG_INACTIVE, arla, "2026-10"), 1, "{engine}");
        assert_eq!(codes(does(&db, 101, &ask(2, "2026-10-06", "dispute"))), ["group_inactive"]);
        let events = db.read(|r| events_of(r, &machine(643).scope, id)).expect("reads");
        assert_eq!(events[0].reason.as_deref(), Some("dispute"), "{engine}");
        assert_eq!(events[0].loan.as_deref(), Some("running"), "{engine}");
        let revive = |version, on: &str| Change::Revive(Revive { id, version, on: day(on) });
        assert_eq!(
            codes(does(&db, 102, &revive(2, "2026-10-01"))),
            ["on_before_last_change"],
            "{engine}"
        );
        holds_the_line(
            &db,
            103,
            &revive(2, "2026-11-02"),
            Some(&revive(1, "2026-11-02")),
            (&foreign, &weak),
        );
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-10"), 1, "{engine}: October stands");
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-11"), 2, "{engine}");
        assert_eq!(codes(does(&db, 104, &revive(3, "2026-11-03"))), ["group_active"], "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_group_moves_to_another_village_and_earlier_months_stay_where_they_were() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let to = |version, on: &str, village: &str| {
            Change::Move(Move { id, version, on: day(on), place_id: place(&db, village) })
        };
        let (arla, anantpur) =
            (("village", place(&db, "Arla")), ("village", place(&db, "Anantpur")));
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Approve),
            desk(&db, 22, place(&db, "Makdi"), Right::Enter),
        );
        let (right, stale) = (to(1, "2026-09-15", "Anantpur"), to(3, "2026-09-15", "Anantpur"));
        assert_eq!(codes(does(&db, 99, &to(1, "2026-09-15", "Arla"))), ["place_same"], "{engine}");
        holds_the_line(&db, 100, &right, Some(&stale), (&foreign, &weak));
        for (month, here, there) in [("2026-08", 2, 1), ("2026-09", 1, 2), ("2026-11", 1, 2)] {
            let groups =
                |at| figure(&db, SHG_ACTIVE, at, month) + figure(&db, SHG_INACTIVE, at, month);
            assert_eq!((groups(arla), groups(anantpur)), (here, there), "{engine} {month}");
        }
        assert_eq!(figure(&db, MEMBERS, arla, "2026-08"), 3, "{engine}: her members go too");
        assert_eq!(figure(&db, MEMBERS, arla, "2026-09"), 1, "{engine}");
        assert_eq!(figure(&db, SHG_FORMED, arla, "2026-11"), 2, "{engine}: formed where it was");
        let back = to(2, "2026-09-01", "Arla");
        assert_eq!(codes(does(&db, 101, &back)), ["on_before_last_change"], "{engine}");
        let keshkal = to(2, "2026-10-01", "Batrali");
        let own = desk(&db, 23, place(&db, "Makdi"), Right::Approve);
        let outside =
            samuh_groups::change(&db, &own, uuid::Uuid::from_u128(102), &keshkal, crate::kit::NOW);
        assert!(matches!(outside, Err(samuh_engine::Error::NotFound)), "{engine}: {outside:?}");
        books_agree(&db);
    }
}

#[test]
fn a_group_changes_its_village_organisation_from_a_day() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let (first, second) = (coded(&db, Kind::Vo, "V1"), coded(&db, Kind::Vo, "V2"));
        let into = |version, on: &str, parent_id| {
            Change::Affiliate(Affiliate { id, version, on: day(on), parent_id })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Approve),
            desk(&db, 22, place(&db, "Makdi"), Right::Enter),
        );
        let (right, stale) = (into(1, "2026-08-20", second), into(7, "2026-08-20", second));
        assert_eq!(codes(does(&db, 98, &into(1, "2026-08-20", id))), ["federation_not_listed"]);
        assert_eq!(codes(does(&db, 99, &into(1, "2026-08-20", first))), ["federation_same"]);
        holds_the_line(&db, 100, &right, Some(&stale), (&foreign, &weak));
        let groups = |vo, month| figure(&db, SHG_ACTIVE, ("vo", vo), month);
        assert_eq!((groups(first, "2026-07"), groups(second, "2026-07")), (2, 0), "{engine}");
        assert_eq!((groups(first, "2026-08"), groups(second, "2026-08")), (1, 1), "{engine}");
        let clf = coded(&db, Kind::Clf, "C1");
        assert_eq!(figure(&db, SHG_ACTIVE, ("clf", clf), "2026-08"), 1, "{engine}: V2 has no CLF");
        does(&db, 101, &into(2, "2026-10-01", 0)).expect("leaves");
        assert_eq!(groups(second, "2026-10"), 0, "{engine}");
        let district = ("district", place_of_district(&db));
        assert_eq!(figure(&db, SHG_IN_VO, district, "2026-09"), 2, "{engine}");
        assert_eq!(figure(&db, SHG_IN_VO, district, "2026-10"), 1, "{engine}");
        let past = into(3, "2026-09-30", first);
        assert_eq!(codes(does(&db, 102, &past)), ["on_before_last_change"], "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_village_organisation_takes_its_groups_along_to_another_federation() {
    for (engine, db) in databases() {
        office(&db);
        let new = |kind, name: &str, parent_id| {
            let profile = Profile {
                name_hi: Some(name.to_owned()),
                formed_on: Some(day("2026-06-01")),
                ..Profile::default()
            };
            let place_id = place(&db, "Arla");
            let new = NewGroup { code: None, profile, place_id, parent_id };
            Change::Federate(NewFederation { kind, new })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Approve),
            desk(&db, 22, place(&db, "Makdi"), Right::Enter),
        );
        let (old, vo) = (coded(&db, Kind::Clf, "C1"), coded(&db, Kind::Vo, "V1"));
        let clf = holds_the_line(&db, 100, &new(Kind::Clf, "नया संकुल", 0), None, (&foreign, &weak));
        let under_vo = does(&db, 99, &new(Kind::Vo, "उलटा", vo));
        assert_eq!(codes(under_vo), ["federation_not_listed"], "{engine}: a VO stands in no VO");
        let young = does(&db, 101, &new(Kind::Vo, "नया ग्राम संगठन", clf)).expect("forms");
        assert_eq!(figure(&db, VO_FORMED, ("clf", clf), "2026-06"), 1, "{engine}");
        assert_eq!(figure(&db, VO_IN_CLF, ("clf", clf), "2026-06"), 1, "{engine}");
        let version = version(&db, vo);
        let ask = Affiliate { id: vo, version, on: day("2026-10-07"), parent_id: clf };
        does(&db, 102, &Change::Affiliate(ask)).expect("federates");
        let groups = |clf, month| figure(&db, SHG_ACTIVE, ("clf", clf), month);
        let members = |clf, month| figure(&db, MEMBERS, ("clf", clf), month);
        assert_eq!((groups(old, "2026-09"), groups(clf, "2026-09")), (2, 0), "{engine}");
        assert_eq!((groups(old, "2026-10"), groups(clf, "2026-10")), (0, 2), "{engine}");
        assert_eq!((members(old, "2026-09"), members(clf, "2026-10")), (3, 3), "{engine}");
        assert_eq!(figure(&db, SHG_FORMED, ("clf", clf), "2026-11"), 0, "{engine}: flows stay");
        assert_eq!(figure(&db, VO_IN_CLF, ("clf", old), "2026-10"), 0, "{engine}");
        assert_eq!(figure(&db, VO_IN_CLF, ("clf", clf), "2026-10"), 2, "{engine}");
        // A late entry of September still counts in September at the old one, and now at the new.
        let late = samuh_groups::Enrol {
            institution_id: coded(&db, Kind::Shg, "120001"),
            on: day("2026-09-02"),
            name_hi: Some("रूपा".into()),
            ..samuh_groups::Enrol::default()
        };
        does(&db, 103, &Change::Enrol(late)).expect("enrols");
        assert_eq!((members(old, "2026-09"), members(old, "2026-10")), (4, 0), "{engine}");
        assert_eq!((members(clf, "2026-09"), members(clf, "2026-10")), (0, 4), "{engine}");
        assert_eq!(figure(&db, SHG_ACTIVE, ("vo", young), "2026-11"), 0, "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_federation_with_groups_is_not_made_inactive() {
    for (engine, db) in databases() {
        office(&db);
        let vo = coded(&db, Kind::Vo, "V1");
        let ask = |id| {
            let (on, reason, loan) = (day("2026-10-05"), "other".to_owned(), "none".to_owned());
            Change::Deactivate(Deactivate { id, version: 1, on, reason, loan })
        };
        assert_eq!(codes(does(&db, 100, &ask(vo))), ["federation_has_groups"], "{engine}");
        does(&db, 101, &ask(coded(&db, Kind::Vo, "V2"))).expect("an empty one ends");
        books_agree(&db);
    }
}

#[test]
fn a_group_merges_into_another_with_its_members() {
    for (engine, db) in databases() {
        office(&db);
        let (id, into_id) = (coded(&db, Kind::Shg, "120001"), coded(&db, Kind::Shg, "120002"));
        let ask = |version, into_id, on: &str| {
            let loan = "repaid".to_owned();
            Change::Merge(Merge { id, version, on: day(on), into_id, loan })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Approve),
            desk(&db, 22, place(&db, "Makdi"), Right::Enter),
        );
        assert_eq!(codes(does(&db, 98, &ask(1, id, "2026-10-12"))), ["merge_into_what"]);
        let other = coded(&db, Kind::Shg, "120003");
        assert_eq!(codes(does(&db, 99, &ask(1, other, "2026-10-12"))), ["target_inactive"]);
        let asked =
            "insert into duplicate_pair (district_id, no, subject, one_id, other_id, weight,
                       evidence, state, version, op_no)
                     values (643, 1, 'institution', $1, $2, 900, '[]', 'open', 1, 1)";
        db.transact(move |tx| tx.exec(asked, &params![into_id, id])).expect("a pair in the queue");
        let (right, stale) = (ask(1, into_id, "2026-10-12"), ask(2, into_id, "2026-10-12"));
        let kept = holds_the_line(&db, 100, &right, Some(&stale), (&foreign, &weak));
        assert_eq!(kept, into_id, "{engine}");
        let pair = db.read(|r| pair_of(r, &machine(643).scope, 1)).expect("the pair");
        assert_eq!(pair.state, State::Same, "{engine}: the merge settles the question");
        let arla = ("village", place(&db, "Arla"));
        assert_eq!(figure(&db, MEMBERS, arla, "2026-10"), 3, "{engine}: nobody counts twice");
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-09"), 2, "{engine}");
        assert_eq!(figure(&db, SHG_ACTIVE, arla, "2026-10"), 1, "{engine}");
        let scope = machine(643).scope;
        let members =
            db.read(|r| samuh_groups::members_of(r, &scope, into_id, true)).expect("reads");
        assert_eq!(members.iter().filter(|m| m.left_on.is_none()).count(), 3, "{engine}");
        let joined = db.read(|r| events_of(r, &scope, into_id)).expect("reads");
        assert_eq!((joined[0].kind.as_str(), joined[0].other_id), ("joined", Some(id)), "{engine}");
        assert_eq!(codes(does(&db, 101, &ask(2, into_id, "2026-10-13"))), ["group_inactive"]);
        books_agree(&db);
    }
}

#[test]
fn a_group_splits_and_the_new_one_begins_that_day() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let (sita, gita) = (member(&db, "सीता").0, member(&db, "गीता").0);
        let ask = |version, members: &[i64]| {
            Change::Split(Split {
                id,
                version,
                on: day("2026-10-20"),
                members: members.to_vec(),
                code: Some("130009".into()),
                name_hi: Some("नई सुबह".into()),
                name_en: None,
            })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Approve),
            desk(&db, 22, place(&db, "Makdi"), Right::Enter),
        );
        assert_eq!(codes(does(&db, 97, &ask(1, &[]))), ["split_without_members"], "{engine}");
        assert_eq!(codes(does(&db, 98, &ask(1, &[sita, gita]))), ["split_leaves_none"], "{engine}");
        let stranger = member(&db, "मीना").0;
        assert_eq!(codes(does(&db, 99, &ask(1, &[stranger]))), ["split_not_members"], "{engine}");
        let stale = ask(5, &[gita]);
        let new = holds_the_line(&db, 100, &ask(1, &[gita]), Some(&stale), (&foreign, &weak));
        assert_eq!(coded(&db, Kind::Shg, "130009"), new, "{engine}");
        let vo = ("vo", coded(&db, Kind::Vo, "V1"));
        assert_eq!(figure(&db, SHG_FORMED, vo, "2026-09"), 2, "{engine}");
        assert_eq!(figure(&db, SHG_FORMED, vo, "2026-10"), 3, "{engine}");
        assert_eq!(figure(&db, MEMBERS, vo, "2026-10"), 3, "{engine}: the same members");
        let scope = machine(643).scope;
        let members = db.read(|r| samuh_groups::members_of(r, &scope, new, true)).expect("reads");
        assert_eq!((members.len(), members[0].id), (1, gita), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn offices_are_held_for_terms_by_members_and_end_when_they_leave() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let ((sita, edition), (gita, _)) = (member(&db, "सीता"), member(&db, "गीता"));
        let ask = |version, on: &str, member_id| {
            let office = "president".to_owned();
            Change::Bearer(Bearer { id, version, office, on: day(on), member_id, name: None })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Enter),
            desk(&db, 22, place(&db, "Makdi"), Right::See),
        );
        assert_eq!(codes(does(&db, 98, &ask(1, "2025-04-01", 0))), ["office_vacant"], "{engine}");
        let stranger = member(&db, "मीना").0;
        let outside = does(&db, 99, &ask(1, "2025-04-01", stranger));
        assert_eq!(codes(outside), ["bearer_not_member"], "{engine}");
        let (right, stale) = (ask(1, "2025-04-01", gita), ask(3, "2025-04-01", gita));
        holds_the_line(&db, 100, &right, Some(&stale), (&foreign, &weak));
        does(&db, 101, &ask(2, "2026-04-01", sita)).expect("hands over");
        let terms = || db.read(|r| terms_of(r, &machine(643).scope, id)).expect("reads");
        let (now, before) = (&terms()[0], &terms()[1]);
        assert_eq!((now.member_id, now.from_on), (Some(sita), day("2026-04-01")), "{engine}");
        assert_eq!((before.member_id, before.to_on), (Some(gita), day("2026-04-01")), "{engine}");
        assert_eq!(
            codes(does(&db, 102, &ask(3, "2026-03-01", gita))),
            ["on_before_last_change"],
            "{engine}"
        );
        let leave = samuh_groups::Leave {
            member_id: sita,
            version: edition,
            on: day("2026-11-01"),
            reason: "migrated".into(),
            loan: "none".into(),
        };
        does(&db, 103, &Change::Leave(leave)).expect("leaves");
        assert_eq!(terms()[0].to_on, day("2026-11-01"), "{engine}: the term ended with her");
        books_agree(&db);
    }
}

#[test]
fn a_grading_gives_score_and_grade_by_the_questions_in_force() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let marks = |each: i64| (1..=10).map(|no| (no, each)).collect::<Vec<_>>();
        let ask =
            |on: &str, marks: Vec<(i64, i64)>| Change::Grade(Grade { id, on: day(on), marks });
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Enter),
            desk(&db, 22, place(&db, "Makdi"), Right::See),
        );
        holds_the_line(&db, 100, &ask("2026-10-01", marks(8)), None, (&foreign, &weak));
        does(&db, 101, &ask("2026-11-01", marks(9))).expect("grades again");
        let made = db.read(|r| gradings_of(r, &machine(643).scope, id)).expect("reads");
        let told: Vec<(i64, &str)> = made.iter().map(|g| (g.score, g.grade.as_str())).collect();
        assert_eq!(told, [(90, "A"), (80, "B")], "{engine}");
        let again = does(&db, 102, &ask("2026-11-01", marks(9)));
        assert_eq!(codes(again), ["graded_that_day"], "{engine}");
        let beyond = does(&db, 103, &ask("2026-11-02", marks(11)));
        assert_eq!(codes(beyond).len(), 10, "{engine}: every mark is named");
        let inactive = coded(&db, Kind::Shg, "120003");
        let grade = Grade { id: inactive, on: day("2026-11-02"), marks: marks(5) };
        assert_eq!(codes(does(&db, 104, &Change::Grade(grade))), ["group_inactive"], "{engine}");
        books_agree(&db);
    }
}
