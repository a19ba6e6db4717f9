//! A group that was entered twice: one of the two goes out of every figure, its members come over,
//! its codes lead to the other, and all of it is taken back as it stood.

use samuh_engine::{Db, Desk, Error, params, testing::databases};
use samuh_figures::catalogue::{
    HOUSEHOLDS, LOKOS_APPROVED, LOKOS_ENTERED, MEMBERS, MEMBERS_ST, SHG_ACTIVE, SHG_FORMED,
    SHG_IN_VO, WITH_ACCOUNT,
};
use samuh_groups::{
    Bearer, Change, Deactivate, Leave, Merge, Transfer, change,
    duplicate::{
        acts::{decide_duplicate, record_twice, undo_merge},
        model::{Decide, Pair, PairAsk, State, Subject, Twice},
        store::{
            pair_of, pairs,
            twice::{kept_group_of, seconds_of},
        },
    },
    institution_of, known, member_of,
};
use samuh_imports::Verdict;
use samuh_kernel::scope::{Area, Right, Rights, Scope};
use uuid::Uuid;

use crate::{
    members::{block_desk, groups, members, said, take_in},
    support::{apply, books_agree, institutions, machine, sum},
};

const NOW: i64 = 1_795_000_000_000_000;
const SECOND: &str = "\
समूह कोड,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम,VO Name,LokOS Status,स्थिति,खाता संख्या,बैंक
120011,JAI MAA LAKSHMI,15/05/2024,Makdi,Arla,प्रगति ग्राम संगठन,Approved,सक्रिय,31209870001,SBI
120012,UJALA,20/06/2026,Makdi,Anantpur,,Entered,,,
";
/// The first stands in both groups under two codes, in two scripts; T3 left; T6 is of a household that
/// has a member in each.
const MEMBERS_OF_BOTH: &str = "\
Makdi,Arla,120001,,T1,सीता नेताम,राम नेताम,12/03/1984,,ST,Hindu,No,No,20/05/2024,,,अध्यक्ष,H1,9876543210,
Makdi,Arla,120011,,T2,SEETA NETAM,Ram Netam,12/03/1984,,ST,Hindu,No,No,25/05/2024,,,अध्यक्ष,,9876543210,
Makdi,Arla,120011,,T3,मीना साहू,हरि साहू,,35,OBC,Hindu,,,20/05/2024,10/06/2025,,,H2,,
Makdi,Arla,120001,,T4,राधा यादव,किशन,,45,ST,,,,25/06/2024,,,,H3,,
Makdi,Arla,120011,,T5,कविता,भोला,,30,ST,,,,01/08/2024,,,सचिव,,,
Makdi,Arla,120011,,T6,पार्वती,सोमारू,,30,ST,,,,01/09/2024,,,,H3,,
Makdi,Arla,120011,,T7,गीता,मोहन,,31,SC,,,,01/09/2024,,,,,,
";

fn desk(right: Right) -> Desk {
    let rights = Rights::none().with(Area::Groups, right);
    Desk { post_id: 5, officer_id: 1, scope: Scope::district(643, rights), ..machine(643) }
}

fn boss() -> Desk {
    desk(Right::Approve)
}

fn coded(db: &Db, code: &str) -> i64 {
    let sql = "select institution_id from institution_code where district_id = 643 and code = $1";
    db.read(|r| r.first(sql, &params![code])?.expect("a group").at(0)).expect("reads")
}

fn numbered(db: &Db, code: &str) -> i64 {
    let sql = "select id from member where district_id = 643 and code = $1";
    db.read(|r| r.first(sql, &params![code])?.expect("a member").at(0)).expect("reads")
}

/// The district with both groups, a pair of them in the queue as number 900.
fn district(db: &Db) -> (i64, i64) {
    groups(db);
    let read = institutions(db, true, SECOND);
    assert_eq!(read.tally.new, 2, "{:?}", read.rows);
    apply(db, read.work.as_ref(), 4, false).expect("applies");
    let read = members(db, MEMBERS_OF_BOTH);
    assert_eq!(read.tally.new, 7, "{:?}", read.rows);
    take_in(db, read.work.as_ref(), 10).expect("applies");
    let (one, other) = (coded(db, "120001"), coded(db, "120011"));
    asked(db, 900, (one, other));
    (one, other)
}

fn asked(db: &Db, no: i64, (one, other): (i64, i64)) {
    db.transact(move |tx| {
        let sql = "
            insert into duplicate_pair (district_id, no, subject, one_id, other_id, weight, evidence,
                                        state, version, op_no)
            values (643, $1, 'institution', $2, $3, 500, '[]', 'open', 1, 1)";
        tx.exec(sql, &params![no, one, other])
    })
    .expect("a pair");
}

fn pair(db: &Db, no: i64) -> Pair {
    db.read(|r| pair_of(r, &boss().scope, no)).expect("a pair")
}

fn twice(db: &Db, n: u128, (no, keep_id): (i64, i64)) -> samuh_engine::Result<i64> {
    let ask = Twice { no, version: pair(db, no).version, keep_id, reason: String::new() };
    record_twice(db, &boss(), Uuid::from_u128(n), &ask, NOW)
}

fn back(db: &Db, n: u128, no: i64) -> samuh_engine::Result<State> {
    undo_merge(db, &boss(), Uuid::from_u128(n), (no, pair(db, no).version), NOW)
}

fn refused<T: std::fmt::Debug>(answer: samuh_engine::Result<T>) -> String {
    match answer {
        Err(Error::Faults(faults)) => faults.0[0].code.to_string(),
        other => panic!("{other:?}"),
    }
}

fn figures(db: &Db) -> [i64; 9] {
    let asked = [
        SHG_FORMED,
        SHG_ACTIVE,
        SHG_IN_VO,
        WITH_ACCOUNT,
        LOKOS_ENTERED,
        LOKOS_APPROVED,
        MEMBERS,
        MEMBERS_ST,
        HOUSEHOLDS,
    ];
    asked.map(|indicator| sum(db, indicator, "district"))
}

/// Every row of the registers and every figure; only the edition of a member's row goes on counting.
fn all_rows(db: &Db) -> Vec<String> {
    let all = [
        "select * from institution",
        "select * from institution_code",
        "select * from institution_place",
        "select * from institution_fact",
        "select * from affiliation",
        "select * from affiliation_doubt",
        "select * from federation_closure",
        "select * from office_bearer",
        "select * from name_token",
        "select * from household",
        "select * from membership",
        "select * from reported",
        "select * from institution_merge",
        "select id, uid, household_id, code, name_hi, name_en, search_key, social, op_no from member",
        "select unit_id, indicator, month, class, value from balance where value <> 0",
        "select no, state from duplicate_pair",
    ];
    let mut rows = Vec::new();
    for sql in all {
        let found = db.read(|r| r.query(sql, &[])).expect("reads");
        rows.extend(found.iter().map(|row| format!("{sql}: {row:?}")));
    }
    rows.sort();
    rows
}

/// How many entries of a group are not reversed.
fn left_over(db: &Db, id: i64) -> i64 {
    let sql = "
        select count(*) from (
          select indicator from entry where district_id = 643 and institution_id = $1
          group by indicator, place_id, federation_id, month, class having sum(delta) <> 0) t";
    db.read(|r| r.first(sql, &params![id])?.expect("a count").at(0)).expect("reads")
}

#[test]
fn a_group_entered_twice_counts_once_in_every_month_and_the_undo_brings_back_every_row() {
    for (engine, db) in databases() {
        let (one, other) = district(&db);
        let (before, rows) = (figures(&db), all_rows(&db));
        assert_eq!(before[..6], [6, 5, 3, 1, 4, 2], "{engine}: twice");
        assert!(left_over(&db, other) > 0, "{engine}");
        for _ in 0..2 {
            let kept = record_twice(
                &db,
                &boss(),
                Uuid::from_u128(20),
                &Twice { no: 900, version: 1, keep_id: one, reason: "एक ही".into() },
                NOW,
            );
            assert_eq!(kept.expect("records"), one, "{engine}: the same op again");
        }
        books_agree(&db);
        let after = figures(&db);
        assert_eq!(after[..6], [5, 4, 2, 0, 3, 1], "{engine}: once");
        assert_eq!(after[6..8], before[6..8], "{engine}: members come over");
        assert_eq!(left_over(&db, other), 0, "{engine}: in every month");
        let gone = db.read(|r| institution_of(r, &boss().scope, other));
        assert!(matches!(gone, Err(Error::NotFound)), "{engine}");
        let leads = db.read(|r| kept_group_of(r, &boss().scope, other)).expect("leads");
        assert_eq!(leads, one, "{engine}");
        let seconds = db.read(|r| seconds_of(r, &boss().scope, one)).expect("reads");
        assert_eq!(seconds[0].name_en.as_deref(), Some("Jai Maa Lakshmi"), "{engine}");
        let meena = numbered(&db, "T3");
        let lines = db.read(|r| member_of(r, &boss().scope, meena, false)).expect("reads");
        assert_eq!(lines[0].institution_id, one, "{engine}: who left came over too");
        let merged = pair(&db, 900);
        assert_eq!((merged.state, merged.reason.as_deref()), (State::Same, Some("एक ही")));
        assert_eq!(refused(twice(&db, 21, (900, one))), "duplicate_merged", "{engine}");
        assert_eq!(back(&db, 22, 900).expect("takes back"), State::Open, "{engine}");
        books_agree(&db);
        assert_eq!(figures(&db), before, "{engine}");
        assert_eq!(all_rows(&db), rows, "{engine}");
    }
}

/// What happens between two turns.
fn step(db: &Db, turn: u128, (one, other): (i64, i64)) -> Option<Change> {
    let day = |text: &str| text.parse().expect("a day");
    let version = |code: &str| {
        let sql = "select version from member where district_id = 643 and code = $1";
        db.read(|r| r.first(sql, &params![code])?.expect("a member").at(0)).expect("reads")
    };
    let group = db.read(|r| institution_of(r, &boss().scope, other)).expect("reads");
    Some(match turn {
        // She was in the second group, and is in the first.
        101 => Change::Transfer(Transfer {
            member_id: numbered(db, "T5"),
            version: version("T5"),
            to_id: one,
            on: day("2025-02-01"),
        }),
        102 => Change::Leave(Leave {
            member_id: numbered(db, "T7"),
            version: version("T7"),
            on: day("2026-07-01"),
            reason: "migrated".into(),
            loan: "none".into(),
        }),
        103 => Change::Bearer(Bearer {
            id: other,
            version: group.version,
            office: "president".into(),
            on: day("2026-08-01"),
            member_id: numbered(db, "T6"),
            name: None,
        }),
        104 => Change::Deactivate(Deactivate {
            id: other,
            version: group.version,
            on: day("2026-09-01"),
            reason: "dispute".into(),
            loan: "none".into(),
        }),
        _ => return None,
    })
}

/// One after the other, either side kept, over members who moved between the two, left, and hold
/// offices: each time it is taken back nothing has changed.
#[test]
fn whatever_is_recorded_twice_and_taken_back_leaves_every_row_and_figure_as_before() {
    for (engine, db) in databases() {
        let (one, other) = district(&db);
        let (ujala, second) = (coded(&db, "120002"), coded(&db, "120012"));
        asked(&db, 901, (ujala, second));
        asked(&db, 902, (one, second));
        let mut n = 1000;
        let turns = [(900, one), (900, other), (901, second), (901, ujala), (902, second)];
        for turn in 100..105_u128 {
            if let Some(ask) = step(&db, turn, (one, other)) {
                change(&db, &boss(), Uuid::from_u128(turn), &ask, NOW).expect("changes");
            }
            let (before, rows) = (figures(&db), all_rows(&db));
            for (no, keep_id) in turns {
                n += 2;
                twice(&db, n, (no, keep_id)).expect("records");
                books_agree(&db);
                assert_eq!(figures(&db)[0], before[0] - 1, "{engine} {turn} {no}");
                back(&db, n + 1, no).expect("takes back");
                assert_eq!(figures(&db), before, "{engine} {turn} {no} {keep_id}");
                assert_eq!(all_rows(&db), rows, "{engine} {turn} {no} {keep_id}");
            }
            books_agree(&db);
        }
    }
}

fn queue(db: &Db) -> Vec<Pair> {
    let ask = PairAsk { subject: Subject::Member, state: State::Open, place_id: 0 };
    db.read(|r| pairs(r, &boss().scope, &ask)).expect("reads")
}

#[test]
fn a_woman_in_both_goes_to_the_members_queue_and_her_merge_is_taken_back_first() {
    for (engine, db) in databases() {
        let (one, _) = district(&db);
        let members_before = figures(&db)[6];
        assert!(queue(&db).is_empty(), "{engine}");
        twice(&db, 20, (900, one)).expect("records");
        let asked = queue(&db);
        assert_eq!(asked.len(), 1, "{engine}: {asked:?}");
        assert_eq!(
            (asked[0].one_id, asked[0].other_id),
            (numbered(&db, "T1"), numbered(&db, "T2"))
        );
        let same = Decide {
            no: asked[0].no,
            version: asked[0].version,
            state: State::Same,
            reason: String::new(),
            stays_in: one,
        };
        decide_duplicate(&db, &boss(), Uuid::from_u128(21), &same, NOW).expect("merges");
        assert_eq!(figures(&db)[6], members_before - 1, "{engine}");
        books_agree(&db);
        assert_eq!(refused(back(&db, 22, 900)), "twice_member_changed", "{engine}");
        back(&db, 23, same.no).expect("takes her merge back");
        assert_eq!(back(&db, 24, 900).expect("takes back"), State::Open, "{engine}");
        assert!(queue(&db).is_empty(), "{engine}: asked no more");
        assert_eq!(figures(&db)[6], members_before, "{engine}");
        books_agree(&db);
    }
}

#[test]
fn what_cannot_go_over_or_come_back_is_refused_with_a_word_for_it() {
    for (engine, db) in databases() {
        let (one, other) = district(&db);
        assert_eq!(refused(twice(&db, 20, (900, 77))), "twice_keep_missing", "{engine}");
        let enters = desk(Right::Enter);
        let ask = Twice { no: 900, version: 1, keep_id: one, reason: String::new() };
        let denied = record_twice(&db, &enters, Uuid::from_u128(21), &ask, NOW);
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}");
        let keshkal = block_desk(&db, 8, "Keshkal");
        let rights = Rights::none().with(Area::Groups, Right::Approve);
        let theirs = Scope::subtrees(643, 8, keshkal.scope.roots().to_vec(), rights);
        let foreign = Desk { scope: theirs, ..keshkal };
        let hidden = record_twice(&db, &foreign, Uuid::from_u128(22), &ask, NOW);
        assert!(matches!(hidden, Err(Error::NotFound)), "{engine}");
        let stale = Twice { version: 9, ..ask };
        let stale = record_twice(&db, &boss(), Uuid::from_u128(23), &stale, NOW);
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{engine}: {stale:?}");
        db.transact(move |tx| {
            let sql = "insert into post_unit (district_id, post_id, unit_id, op_no)
                       values (643, 55, $1, 1)";
            tx.exec(sql, &params![other])
        })
        .expect("a post");
        assert_eq!(refused(twice(&db, 24, (900, one))), "twice_has_posts", "{engine}");
        // The other way round the post stays where it is.
        twice(&db, 25, (900, other)).expect("records");
        let kept = db.read(|r| institution_of(r, &boss().scope, other)).expect("reads");
        let twelve = coded(&db, "120012");
        asked(&db, 903, (twelve, kept.id));
        assert_eq!(refused(twice(&db, 26, (903, twelve))), "twice_has_posts", "{engine}");
        twice(&db, 27, (903, other)).expect("records");
        back(&db, 28, 903).expect("takes back");
        back(&db, 29, 900).expect("takes back");
        books_agree(&db);
    }
}

#[test]
fn two_real_groups_that_merged_are_not_parted_here_but_may_be_said_to_be_one() {
    for (engine, db) in databases() {
        let (one, other) = district(&db);
        let version = db.read(|r| institution_of(r, &boss().scope, other)).expect("reads").version;
        let ask = Merge {
            id: other,
            version,
            on: "2026-10-05".parse().expect("a day"),
            into_id: one,
            loan: "none".into(),
        };
        change(&db, &boss(), Uuid::from_u128(30), &Change::Merge(ask), NOW).expect("merges");
        let (merged, rows) = (figures(&db), all_rows(&db));
        assert_eq!(merged[0], 6, "{engine}: both were formed");
        assert_eq!(pair(&db, 900).state, State::Same, "{engine}");
        assert_eq!(refused(back(&db, 31, 900)), "twice_not_recorded", "{engine}");
        twice(&db, 32, (900, one)).expect("records");
        books_agree(&db);
        assert_eq!(figures(&db)[0], 5, "{engine}");
        assert_eq!(back(&db, 33, 900).expect("takes back"), State::Same, "{engine}");
        assert_eq!((figures(&db), all_rows(&db)), (merged, rows), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn sheets_under_the_second_code_mean_the_kept_group_and_change_nothing_of_it() {
    for (engine, db) in databases() {
        let (one, other) = district(&db);
        twice(&db, 20, (900, one)).expect("records");
        let sheet = SECOND.replace("JAI MAA LAKSHMI", "JAY MA LAXMI");
        let read = institutions(&db, true, &sheet);
        let (verdict, _, warnings) = said(&read, 2);
        assert_eq!((verdict, warnings), (Verdict::Unchanged, vec!["recorded_twice"]), "{engine}");
        let row = "Makdi,Arla,120011,,N1,नई सदस्य,राजू,,33,ST,,,,01/10/2026,,,,,,\n";
        take_in(&db, members(&db, row).work.as_ref(), 30).expect("applies");
        let new = numbered(&db, "N1");
        let lines = db.read(|r| member_of(r, &boss().scope, new, false)).expect("reads");
        assert_eq!(lines[0].institution_id, one, "{engine}");
        back(&db, 21, 900).expect("takes back");
        let lines = db.read(|r| member_of(r, &boss().scope, new, false)).expect("reads");
        assert_eq!(lines[0].institution_id, one, "{engine}: who came since stays");
        let all = db.read(|r| known(r, &boss().scope)).expect("reads");
        assert_eq!(all.by_code(samuh_groups::Kind::Shg, "120011"), Some(other), "{engine}");
        books_agree(&db);
    }
}
