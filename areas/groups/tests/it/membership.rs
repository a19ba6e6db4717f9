//! Acts on members: entering, changing and leaving a group, with households; figures and books.

use samuh_engine::testing::databases;
use samuh_figures::catalogue::{HOUSEHOLDS, MEMBERS, MEMBERS_SC, MEMBERS_ST};
use samuh_groups::{Amend, Change, Enrol, Kind, Leave, Transfer, member_events, member_of};
use samuh_kernel::scope::Right;

use crate::{
    kit::{coded, codes, desk, does, figure, holds_the_line, member, office, place},
    support::{books_agree, machine},
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn a_member_enters_a_group_and_a_household_counts_once() {
    for (engine, db) in databases() {
        office(&db);
        let group = coded(&db, Kind::Shg, "120001");
        let sita = member(&db, "सीता").0;
        let ask = |name: &str, household_of| Enrol {
            institution_id: group,
            on: day("2026-08-10"),
            name_hi: Some(name.into()),
            relation_name: Some("रामलाल".into()),
            social: Some("st".into()),
            household_of,
            ..Enrol::default()
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Enter),
            desk(&db, 22, place(&db, "Makdi"), Right::See),
        );
        let enrol = Change::Enrol(ask("रूपा नेताम", sita));
        holds_the_line(&db, 100, &enrol, None, (&foreign, &weak));
        let arla = ("village", place(&db, "Arla"));
        assert_eq!(figure(&db, MEMBERS, arla, "2026-07"), 3, "{engine}");
        assert_eq!(figure(&db, MEMBERS, arla, "2026-08"), 4, "{engine}");
        assert_eq!(figure(&db, MEMBERS_ST, arla, "2026-08"), 4, "{engine}");
        assert_eq!(figure(&db, HOUSEHOLDS, arla, "2026-08"), 3, "{engine}: Sita's is hers");
        does(&db, 101, &Change::Enrol(ask("चंपा", 0))).expect("enrols");
        assert_eq!(figure(&db, HOUSEHOLDS, arla, "2026-08"), 4, "{engine}: one of her own");
        let twice = does(&db, 102, &Change::Enrol(ask("रूपा नेताम", 0)));
        assert_eq!(codes(twice), ["member_here_already"], "{engine}");
        let inactive = coded(&db, Kind::Shg, "120003");
        let closed = Enrol { institution_id: inactive, ..ask("मालती", 0) };
        assert_eq!(codes(does(&db, 103, &Change::Enrol(closed))), ["group_inactive"], "{engine}");
        let early = Enrol { on: day("2024-01-01"), ..ask("मालती", 0) };
        assert_eq!(codes(does(&db, 104, &Change::Enrol(early))), ["on_before_formation"]);
        books_agree(&db);
    }
}

#[test]
fn a_member_is_transferred_and_her_household_with_her() {
    for (engine, db) in databases() {
        office(&db);
        let (sita, edition) = member(&db, "सीता");
        let to_id = coded(&db, Kind::Shg, "120004");
        let ask = |version, on: &str, to_id| {
            Change::Transfer(Transfer { member_id: sita, version, on: day(on), to_id })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Enter),
            desk(&db, 22, place(&db, "Makdi"), Right::See),
        );
        let own = coded(&db, Kind::Shg, "120001");
        assert_eq!(
            codes(does(&db, 99, &ask(edition, "2026-10-03", own))),
            ["member_here_already"],
            "{engine}"
        );
        let right = ask(edition, "2026-10-03", to_id);
        let stale = ask(edition + 4, "2026-10-03", to_id);
        holds_the_line(&db, 100, &right, Some(&stale), (&foreign, &weak));
        let (arla, batrali) = (("village", place(&db, "Arla")), ("village", place(&db, "Batrali")));
        let members = |at, month| figure(&db, MEMBERS, at, month);
        assert_eq!((members(arla, "2026-09"), members(batrali, "2026-09")), (3, 0), "{engine}");
        assert_eq!((members(arla, "2026-10"), members(batrali, "2026-10")), (2, 1), "{engine}");
        let roofs = |at, month| figure(&db, HOUSEHOLDS, at, month);
        assert_eq!((roofs(arla, "2026-09"), roofs(batrali, "2026-09")), (3, 0), "{engine}");
        assert_eq!((roofs(arla, "2026-10"), roofs(batrali, "2026-10")), (2, 1), "{engine}");
        let events = db.read(|r| member_events(r, &machine(643).scope, sita)).expect("reads");
        assert_eq!((events[0].kind.as_str(), events[0].other_id), ("transferred", Some(own)));
        let (_, edition) = member(&db, "सीता");
        let early = does(&db, 101, &ask(edition, "2026-10-03", own));
        assert_eq!(codes(early), ["on_before_joining"], "{engine}");
        books_agree(&db);
    }
}

#[test]
fn what_is_written_of_her_is_corrected_and_her_figures_follow() {
    for (engine, db) in databases() {
        office(&db);
        let (gita, edition) = member(&db, "गीता");
        let ask = |version, amend: Amend| {
            Change::Amend(Box::new(Amend { member_id: gita, version, ..amend }))
        };
        let sc = || Amend {
            social: Some("sc".into()),
            mobile: Some("9876543210".into()),
            account_no: Some("31209871234".into()),
            at_her_request: true,
            ..Amend::default()
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Enter),
            desk(&db, 22, place(&db, "Makdi"), Right::See),
        );
        let nothing = does(&db, 97, &ask(edition, Amend::default()));
        assert_eq!(codes(nothing), ["nothing_to_correct"], "{engine}");
        let ahead = Amend { born_on: Some(day("2030-01-01")), ..Amend::default() };
        assert_eq!(codes(does(&db, 98, &ask(edition, ahead))), ["born_in_future"], "{engine}");
        let aadhaar = Amend { address: Some("234123412346".into()), ..Amend::default() };
        assert_eq!(codes(does(&db, 99, &ask(edition, aadhaar))), ["aadhaar_not_kept"], "{engine}");
        let (right, stale) = (ask(edition, sc()), ask(edition + 2, sc()));
        holds_the_line(&db, 100, &right, Some(&stale), (&foreign, &weak));
        let arla = ("village", place(&db, "Arla"));
        assert_eq!(figure(&db, MEMBERS_ST, arla, "2024-06"), 1, "{engine}: from her first day on");
        assert_eq!(figure(&db, MEMBERS_SC, arla, "2024-06"), 1, "{engine}");
        assert_eq!(figure(&db, MEMBERS, arla, "2026-11"), 3, "{engine}: she counts once");
        let seen = db.read(|r| member_of(r, &machine(643).scope, gita, true)).expect("she");
        assert_eq!(seen[0].mobile.as_deref(), Some("9876543210"), "{engine}");
        assert_eq!(seen[0].name_hi.as_deref(), Some("गीता मरकाम"), "{engine}: the rest stays");

        let (_, edition) = member(&db, "गीता");
        let both = Amend { without_contact: true, mobile: sc().mobile, ..Amend::default() };
        let both = does(&db, 101, &ask(edition, both));
        assert_eq!(codes(both), ["contact_given_and_taken"], "{engine}");
        let gone = Amend { without_contact: true, at_her_request: true, ..Amend::default() };
        does(&db, 102, &ask(edition, gone)).expect("her right");
        let seen = db.read(|r| member_of(r, &machine(643).scope, gita, true)).expect("she");
        assert_eq!((&seen[0].mobile, &seen[0].account_no), (&None, &None), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_correction_of_her_household_brings_two_women_under_one_roof() {
    for (engine, db) in databases() {
        office(&db);
        let arla = ("village", place(&db, "Arla"));
        let roof = |db: &samuh_engine::Db, n, name: &str| {
            let (member_id, version) = member(db, name);
            let household_code = Some("H-77".into());
            let ask = Amend { member_id, version, household_code, ..Amend::default() };
            does(db, n, &Change::Amend(Box::new(ask)))
        };
        assert_eq!(figure(&db, HOUSEHOLDS, arla, "2026-11"), 3, "{engine}");
        roof(&db, 100, "सीता").expect("her own household takes the code");
        assert_eq!(figure(&db, HOUSEHOLDS, arla, "2026-11"), 3, "{engine}");
        roof(&db, 101, "गीता").expect("she belongs to it");
        assert_eq!(
            figure(&db, HOUSEHOLDS, arla, "2026-11"),
            2,
            "{engine}: one household counts once"
        );
        books_agree(&db);
    }
}

#[test]
fn a_member_leaves_with_reason_and_loans_settled_and_may_come_again() {
    for (engine, db) in databases() {
        office(&db);
        let (gita, edition) = member(&db, "गीता");
        let ask = |version, on: &str, loan: &str| {
            let (reason, loan) = ("migrated".to_owned(), loan.to_owned());
            Change::Leave(Leave { member_id: gita, version, on: day(on), reason, loan })
        };
        let (foreign, weak) = (
            desk(&db, 21, place(&db, "Keshkal"), Right::Enter),
            desk(&db, 22, place(&db, "Makdi"), Right::See),
        );
        let owes = does(&db, 98, &ask(edition, "2026-09-09", "overdue"));
        assert_eq!(codes(owes), ["leaver_has_loan"], "{engine}");
        let early = does(&db, 99, &ask(edition, "2024-06-01", "none"));
        assert_eq!(codes(early), ["on_before_joining"], "{engine}");
        let right = ask(edition, "2026-09-09", "repaid");
        let stale = ask(edition + 2, "2026-09-09", "repaid");
        holds_the_line(&db, 100, &right, Some(&stale), (&foreign, &weak));
        let arla = ("village", place(&db, "Arla"));
        assert_eq!(figure(&db, MEMBERS, arla, "2026-08"), 3, "{engine}: August stands");
        assert_eq!(figure(&db, MEMBERS, arla, "2026-09"), 2, "{engine}");
        let (_, edition) = member(&db, "गीता");
        assert_eq!(
            codes(does(&db, 101, &ask(edition, "2026-10-09", "repaid"))),
            ["member_left_already"],
            "{engine}"
        );
        let to_id = coded(&db, Kind::Shg, "120001");
        let again = Transfer { member_id: gita, version: edition, on: day("2026-11-05"), to_id };
        does(&db, 102, &Change::Transfer(again)).expect("comes again");
        assert_eq!(figure(&db, MEMBERS, arla, "2026-10"), 2, "{engine}");
        assert_eq!(figure(&db, MEMBERS, arla, "2026-11"), 3, "{engine}");
        books_agree(&db);
    }
}
