//! Offices whose holders came with a sheet of members: they change hands as those of a term do.

use samuh_engine::{Db, Result, audit::changes_of, testing::databases};
use samuh_groups::{Bearer, Change, Kind, Leave, members_of, terms_of};

use crate::{
    kit::{coded, codes, does, member, version},
    members::{groups, members, take_in},
    support::{books_agree, machine},
};

const ROWS: &str = "\
Makdi,Arla,120001,,M1,सीता नेताम,राम नेताम,,40,ST,Hindu,No,No,20/05/2024,,,अध्यक्ष,,,
Makdi,Arla,120001,,M2,गीता मरकाम,श्याम मरकाम,,40,ST,Hindu,No,No,20/05/2024,,,सचिव,,,
Makdi,Arla,120001,,M3,मीना साहू,हरि साहू,,35,OBC,Hindu,,,20/05/2024,,,,,,
Makdi,Arla,120001,,M4,रुबीना,सलीम,,36,OTHER,Muslim,,,20/05/2024,10/06/2025,,अध्यक्ष,,,
";

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

/// A group whose president and secretary a sheet named; answers its number.
fn sheet(db: &Db) -> i64 {
    groups(db);
    take_in(db, members(db, ROWS).work.as_ref(), 10).expect("applies");
    coded(db, Kind::Shg, "120001")
}

fn given(db: &Db, n: u128, (office, on): (&str, &str), member_id: i64) -> Result<i64> {
    let id = coded(db, Kind::Shg, "120001");
    let (version, office) = (version(db, id), office.to_owned());
    let ask = Bearer { id, version, office, on: day(on), member_id, name: None };
    does(db, n, &Change::Bearer(ask))
}

/// Who holds which office by the table of members: those who are in the group.
fn by_members(db: &Db, id: i64) -> Vec<(String, String)> {
    let all = db.read(|r| members_of(r, &machine(643).scope, id, true)).expect("reads");
    let now = all.into_iter().filter(|one| one.left_on.is_none());
    let mut held: Vec<(String, String)> = now
        .filter_map(|one| Some((one.office.filter(|office| office != "member")?, one.code?)))
        .collect();
    held.sort();
    held
}

/// The terms: office, name, first day, first day after it.
fn terms(db: &Db, id: i64) -> Vec<(String, String, String, String)> {
    let all = db.read(|r| terms_of(r, &machine(643).scope, id)).expect("reads");
    let text = |day: chrono::NaiveDate| day.to_string();
    all.into_iter().map(|t| (t.office, t.name, text(t.from_on), text(t.to_on))).collect()
}

fn held(office: &str, code: &str) -> (String, String) {
    (office.into(), code.into())
}

fn term(office: &str, name: &str, from: &str, to: &str) -> (String, String, String, String) {
    (office.into(), name.into(), from.into(), to.into())
}

#[test]
fn an_office_that_a_sheet_gave_changes_hands_and_the_others_stay() {
    for (engine, db) in databases() {
        let id = sheet(&db);
        let mina = member(&db, "मीना").0;
        let early = given(&db, 99, ("president", "2024-05-16"), mina);
        assert_eq!(codes(early), ["on_before_last_change"], "{engine}: Sita joined on the 20th");
        given(&db, 100, ("president", "2026-11-01"), mina).expect("hands over");
        let now = [held("president", "M3"), held("secretary", "M2")];
        assert_eq!(by_members(&db, id), now, "{engine}: one president");
        let told = [
            term("president", "मीना साहू", "2026-11-01", "9999-12-31"),
            term("president", "सीता नेताम", "2024-05-20", "2026-11-01"),
        ];
        assert_eq!(terms(&db, id), told, "{engine}");
        let past = db.read(|r| members_of(r, &machine(643).scope, id, true)).expect("reads");
        let past = past.iter().find(|one| one.left_on.is_some()).expect("who left");
        assert_eq!(past.office.as_deref(), Some("president"), "{engine}: what was, was");
        books_agree(&db);
    }
}

#[test]
fn an_office_that_a_sheet_gave_may_fall_vacant() {
    for (engine, db) in databases() {
        let id = sheet(&db);
        given(&db, 100, ("secretary", "2026-11-01"), 0).expect("ends");
        assert_eq!(by_members(&db, id), [held("president", "M1")], "{engine}");
        let told = [term("secretary", "गीता मरकाम", "2024-05-20", "2026-11-01")];
        assert_eq!(terms(&db, id), told, "{engine}");
        let again = given(&db, 101, ("secretary", "2026-11-02"), 0);
        assert_eq!(codes(again), ["office_vacant"], "{engine}");
        let back = given(&db, 102, ("secretary", "2026-10-02"), member(&db, "मीना").0);
        assert_eq!(codes(back), ["on_before_last_change"], "{engine}: Gita held it then");
        books_agree(&db);
    }
}

#[test]
fn who_takes_a_second_office_keeps_the_first_until_it_is_given_on() {
    for (engine, db) in databases() {
        let id = sheet(&db);
        let gita = member(&db, "गीता").0;
        given(&db, 100, ("president", "2026-11-01"), gita).expect("the secretary presides");
        assert_eq!(by_members(&db, id), [held("president", "M2")], "{engine}: one of her two");
        let told = [
            term("president", "गीता मरकाम", "2026-11-01", "9999-12-31"),
            term("secretary", "गीता मरकाम", "2024-05-20", "9999-12-31"),
            term("president", "सीता नेताम", "2024-05-20", "2026-11-01"),
        ];
        assert_eq!(terms(&db, id), told, "{engine}");
        given(&db, 101, ("president", "2026-11-10"), member(&db, "मीना").0).expect("hands over");
        let now = [held("president", "M3"), held("secretary", "M2")];
        assert_eq!(by_members(&db, id), now, "{engine}");
        books_agree(&db);
    }
}

#[test]
fn a_term_that_was_to_begin_after_she_left_does_not_begin() {
    for (engine, db) in databases() {
        let id = sheet(&db);
        let (mina, edition) = member(&db, "मीना");
        given(&db, 100, ("treasurer", "2026-11-10"), mina).expect("takes it");
        let (reason, loan) = ("migrated".to_owned(), "none".to_owned());
        let on = day("2026-11-05");
        let leave = Leave { member_id: mina, version: edition, on, reason, loan };
        does(&db, 101, &Change::Leave(leave)).expect("leaves");
        assert_eq!(terms(&db, id), [], "{engine}: nobody holds it");
        books_agree(&db);
    }
}

#[test]
fn the_trail_of_a_change_of_bearers_says_who_held_it_and_who_holds_it() {
    for (engine, db) in databases() {
        let id = sheet(&db);
        let (sita, mina) = (member(&db, "सीता").0, member(&db, "मीना").0);
        given(&db, 100, ("president", "2026-11-01"), mina).expect("hands over");
        let last = "select max(no) from op where act = 'groups.bearer'";
        let no: i64 = db.read(|r| r.first(last, &[])?.expect("an op").at(0)).expect("reads");
        let all = db.read(|r| changes_of(r, 643, no)).expect("reads");
        assert_eq!((&*all[0].subject, all[0].id), ("institution", id), "{engine}");
        let told: Vec<(&str, String, String)> = all[0]
            .fields
            .iter()
            .map(|field| (&*field.name, field.before.to_string(), field.after.to_string()))
            .collect();
        assert_eq!(told[0], ("president", "\"सीता नेताम\"".into(), "\"मीना साहू\"".into()));
        assert_eq!(told[1], ("member_id", sita.to_string(), mina.to_string()), "{engine}");
    }
}
