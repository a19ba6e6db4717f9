//! Where households count: with their members, when these go over to another group, alone or all.

use samuh_engine::{Db, testing::databases};
use samuh_figures::{
    catalogue::{HOUSEHOLDS, IndicatorId, MEMBERS},
    journal::history_of,
};
use samuh_groups::{Change, Enrol, Kind, Leave, Merge, Split, Transfer};

use crate::{
    kit::{coded, does, figure, member, office, place, version},
    members::{groups, members, take_in},
    support::{books_agree, machine},
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

/// What a group counts for now, by its entries.
fn of_group(db: &Db, indicator: IndicatorId, id: i64) -> i64 {
    let lines = db.read(|r| history_of(r, &machine(643).scope, id)).expect("reads");
    lines.iter().filter(|line| line.indicator == indicator).map(|line| line.delta).sum()
}

fn goes(db: &Db, n: u128, name: &str, on: &str, to_id: i64) {
    let (member_id, version) = member(db, name);
    let ask = Transfer { member_id, version, on: day(on), to_id };
    does(db, n, &Change::Transfer(ask)).expect("goes over");
}

#[test]
fn a_household_goes_with_its_only_member_and_earlier_months_stand() {
    for (engine, db) in databases() {
        office(&db);
        let to_id = coded(&db, Kind::Shg, "120004");
        let (arla, batrali) = (("village", place(&db, "Arla")), ("village", place(&db, "Batrali")));
        let vo = ("vo", coded(&db, Kind::Vo, "V1"));
        let clf = ("clf", coded(&db, Kind::Clf, "C1"));
        let counted = |month| [arla, batrali, vo, clf].map(|at| figure(&db, HOUSEHOLDS, at, month));
        assert_eq!(counted("2026-10"), [3, 0, 3, 3], "{engine}");
        goes(&db, 100, "सीता", "2026-10-03", to_id);
        assert_eq!(counted("2026-09"), [3, 0, 3, 3], "{engine}: September stands");
        assert_eq!(counted("2026-10"), [2, 1, 2, 2], "{engine}");
        goes(&db, 101, "सीता", "2026-11-05", coded(&db, Kind::Shg, "120001"));
        assert_eq!(counted("2026-10"), [2, 1, 2, 2], "{engine}: October stands");
        assert_eq!(counted("2026-11"), [3, 0, 3, 3], "{engine}: she came back");
        books_agree(&db);
    }
}

#[test]
fn a_household_stays_where_another_of_its_members_is_and_goes_with_the_last() {
    for (engine, db) in databases() {
        office(&db);
        let (own, other) = (coded(&db, Kind::Shg, "120001"), coded(&db, Kind::Shg, "120004"));
        let enrol = Enrol {
            institution_id: own,
            on: day("2026-08-10"),
            name_hi: Some("रूपा नेताम".into()),
            household_of: member(&db, "सीता").0,
            ..Enrol::default()
        };
        does(&db, 100, &Change::Enrol(enrol)).expect("enrols");
        let held = || [own, other].map(|id| of_group(&db, HOUSEHOLDS, id));
        assert_eq!(held(), [2, 0], "{engine}: Sita and Rupa are one household");
        goes(&db, 101, "सीता", "2026-09-03", other);
        assert_eq!(held(), [2, 0], "{engine}: Rupa is there");
        goes(&db, 102, "रूपा", "2026-10-03", coded(&db, Kind::Shg, "120002"));
        assert_eq!(held(), [1, 1], "{engine}: where Sita has been since September");
        let total = figure(&db, HOUSEHOLDS, ("village", place(&db, "Arla")), "2026-10");
        assert_eq!(total, 2, "{engine}: Rupa's group counts the household no second time");
        books_agree(&db);
    }
}

#[test]
fn a_merged_group_counts_no_households_and_the_other_counts_them() {
    for (engine, db) in databases() {
        office(&db);
        let (id, into_id) = (coded(&db, Kind::Shg, "120001"), coded(&db, Kind::Shg, "120004"));
        let (version, on) = (version(&db, id), day("2026-10-10"));
        let ask = Merge { id, version, on, into_id, loan: "none".into() };
        does(&db, 100, &Change::Merge(ask)).expect("merges");
        for indicator in [MEMBERS, HOUSEHOLDS] {
            let held = [id, into_id].map(|id| of_group(&db, indicator, id));
            assert_eq!(held, [0, 2], "{engine}");
        }
        let (arla, batrali) = (("village", place(&db, "Arla")), ("village", place(&db, "Batrali")));
        let counted = |month| [arla, batrali].map(|at| figure(&db, HOUSEHOLDS, at, month));
        assert_eq!(counted("2026-09"), [3, 0], "{engine}: September stands");
        assert_eq!(counted("2026-10"), [1, 2], "{engine}");
        books_agree(&db);
    }
}

#[test]
fn the_group_that_parts_takes_the_households_of_its_members_along() {
    for (engine, db) in databases() {
        office(&db);
        let id = coded(&db, Kind::Shg, "120001");
        let ask = Split {
            id,
            version: version(&db, id),
            on: day("2026-10-10"),
            members: vec![member(&db, "गीता").0],
            code: None,
            name_hi: Some("नई आशा".into()),
            name_en: None,
        };
        let new = does(&db, 100, &Change::Split(ask)).expect("parts");
        for indicator in [MEMBERS, HOUSEHOLDS] {
            assert_eq!([id, new].map(|id| of_group(&db, indicator, id)), [1, 1], "{engine}");
        }
        books_agree(&db);
    }
}

#[test]
fn a_household_whose_members_have_all_left_counts_nowhere_until_one_comes_again() {
    for (engine, db) in databases() {
        office(&db);
        let (member_id, version) = member(&db, "गीता");
        let (reason, loan) = ("migrated".to_owned(), "none".to_owned());
        let leave = Leave { member_id, version, on: day("2026-08-09"), reason, loan };
        does(&db, 100, &Change::Leave(leave)).expect("leaves");
        goes(&db, 101, "गीता", "2026-10-05", coded(&db, Kind::Shg, "120001"));
        let arla = ("village", place(&db, "Arla"));
        let counted = ["2026-07", "2026-08", "2026-09", "2026-10"]
            .map(|month| figure(&db, HOUSEHOLDS, arla, month));
        assert_eq!(counted, [3, 2, 2, 3], "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_household_of_a_sheet_goes_on_in_the_group_of_the_member_who_is_left() {
    for (engine, db) in databases() {
        groups(&db);
        let rows = "\
Makdi,Arla,120001,,M1,सीता नेताम,राम नेताम,,40,ST,Hindu,No,No,20/05/2024,01/09/2026,,,H1,,
Makdi,Arla,120002,,M2,गीता नेताम,श्याम नेताम,,40,ST,Hindu,No,No,25/06/2026,,,,H1,,
Makdi,Arla,120001,,M3,मीना साहू,हरि साहू,,35,OBC,Hindu,,,20/05/2024,,,,H2,,
";
        take_in(&db, members(&db, rows).work.as_ref(), 10).expect("applies");
        let ids = ["120001", "120002"].map(|code| coded(&db, Kind::Shg, code));
        assert_eq!(ids.map(|id| of_group(&db, HOUSEHOLDS, id)), [1, 1], "{engine}");
        books_agree(&db);
    }
}
