//! Members who stand twice: found, decided, merged and parted again, with the figures behind them.

use samuh_engine::{Db, Desk, Error, testing::databases};
use samuh_figures::catalogue::{HOUSEHOLDS, MEMBERS, MEMBERS_ST};
use samuh_groups::{
    Change, Leave, change,
    duplicate::{
        acts::{decide_duplicate, find_duplicates, undo_merge},
        model::{Decide, Pair, PairAsk, State, Subject},
        store::{merge::kept_of, pair_of, pairs},
    },
    member_events, member_of,
};
use samuh_imports::Verdict;
use samuh_kernel::scope::{Area, Right, Rights, Scope};
use uuid::Uuid;

use crate::{
    members::{block_desk, groups, members, said, take_in},
    support::{books_agree, machine, sum},
};

const NOW: i64 = 1_795_000_000_000_000;
const TWICE: &str = "\
Makdi,Arla,120001,,T1,श्रीमती सीता नेताम,राम नेताम,12/03/1984,,ST,Hindu,No,No,20/05/2024,,,,H1,9876543210,31209871234
Makdi,Arla,120002,,T2,SEETA BAI NETAM,Ram,12/03/1984,,,,,,25/06/2026,,,सचिव,,9876543210,
Makdi,Arla,120001,,T3,गीता नेताम,श्याम नेताम,01/05/1990,,ST,,,,20/05/2024,,,,H4,,
Keshkal,Batrali,,जय माँ लक्ष्मी,T4,दुर्गा सोरी,भोला,02/02/1979,,ST,,,,01/05/2026,,,,,,
";

/// A district of names, so that none is rare by itself.
fn crowd() -> String {
    let given = ["मीना", "राधा", "सुनीता", "पूजा", "कमला", "शांति", "रेखा", "ललिता", "अनीता", "सीता"];
    let husband = ["श्याम", "मोहन", "गोपाल", "दिनेश", "राजू", "राम", "किशन"];
    (0..140)
        .map(|n| {
            let (name, of) = (given[n % 10], husband[(n / 10) % 7]);
            let (village, group) =
                if n % 3 == 0 { ("Keshkal,Batrali", "120004") } else { ("Makdi,Arla", "120001") };
            let year = 1960 + n % 40;
            format!("{village},{group},,Z{n},{name} साहू{n},{of},05/{:02}/{year},,OBC,,,,01/06/2026,,,,,,\n", 1 + n % 12)
        })
        .collect()
}

fn district(db: &Db) {
    groups(db);
    let read = members(db, &format!("{TWICE}{}", crowd()));
    assert_eq!(read.tally.new, 144, "{:?}", read.rows);
    take_in(db, read.work.as_ref(), 10).expect("applies");
}

fn desk(right: Right) -> Desk {
    let rights = Rights::none().with(Area::Groups, right);
    Desk { post_id: 5, officer_id: 1, scope: Scope::district(643, rights), ..machine(643) }
}

fn open(db: &Db, scope: &Scope) -> Vec<Pair> {
    queue(db, scope, State::Open)
}

fn queue(db: &Db, scope: &Scope, state: State) -> Vec<Pair> {
    let ask = PairAsk { subject: Subject::Member, state, place_id: 0 };
    db.read(|r| pairs(r, scope, &ask)).expect("reads")
}

fn find(db: &Db, n: u128) {
    find_duplicates(db, &desk(Right::Approve), Uuid::from_u128(n), NOW).expect("looks");
}

fn say(pair: &Pair, state: State, stays_in: i64) -> Decide {
    let reason = if state == State::Different { "दो बहनें" } else { "" };
    Decide { no: pair.no, version: pair.version, state, reason: reason.into(), stays_in }
}

fn figures(db: &Db) -> [i64; 3] {
    [MEMBERS, MEMBERS_ST, HOUSEHOLDS].map(|indicator| sum(db, indicator, "district"))
}

fn group_of(db: &Db, id: i64) -> i64 {
    db.read(|r| member_of(r, &machine(643).scope, id, false)).expect("reads")[0].institution_id
}

#[test]
fn the_queue_holds_the_woman_in_two_scripts_and_nobody_else_and_is_the_same_again() {
    for (engine, db) in databases() {
        district(&db);
        find(&db, 101);
        let all = machine(643).scope;
        let first = open(&db, &all);
        assert_eq!(first.len(), 1, "{engine} {first:?}");
        assert!(first[0].evidence.len() >= 5 && first[0].weight > 0, "{engine}");
        let again = find_duplicates(&db, &desk(Right::Approve), Uuid::from_u128(103), NOW);
        assert_eq!(again.expect("looks").new, 0, "{engine}");
        assert_eq!(open(&db, &all), first, "{engine}");
        let denied = find_duplicates(&db, &desk(Right::Enter), Uuid::from_u128(104), NOW);
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}");
    }
}

#[test]
fn a_merge_counts_her_once_and_its_undo_brings_everything_back() {
    for (engine, db) in databases() {
        district(&db);
        let (before, boss) = (figures(&db), desk(Right::Approve));
        find(&db, 101);
        let pair = open(&db, &boss.scope)[0].clone();
        let (one, other) = (pair.one_id, pair.other_id);
        let stays_in = group_of(&db, other);
        let nowhere =
            decide_duplicate(&db, &boss, Uuid::from_u128(20), &say(&pair, State::Same, 0), NOW);
        assert!(matches!(nowhere, Err(Error::Faults(_))), "{engine}: in which group is she?");
        let same = say(&pair, State::Same, stays_in);
        for _ in 0..2 {
            let said = decide_duplicate(&db, &boss, Uuid::from_u128(21), &same, NOW);
            assert_eq!(said.expect("merges"), State::Same, "{engine}");
        }
        books_agree(&db);
        assert_eq!(figures(&db), [before[0] - 1, before[1], before[2] - 1], "{engine}");
        let lines = db.read(|r| member_of(r, &boss.scope, one, true)).expect("reads");
        assert_eq!(lines.len(), 2, "{engine}: in the first group until she joined the second");
        assert_eq!((lines[0].institution_id, lines[0].left_on), (stays_in, None), "{engine}");
        assert_eq!(lines[0].name_en.as_deref(), Some("Seeta Bai Netam"), "{engine}: filled");
        assert!(matches!(
            db.read(|r| member_of(r, &boss.scope, other, true)),
            Err(Error::NotFound)
        ));
        assert_eq!(db.read(|r| kept_of(r, &boss.scope, other)).expect("points"), one, "{engine}");
        assert!(open(&db, &boss.scope).is_empty(), "{engine}");
        let sheet = members(&db, TWICE);
        assert_eq!(said(&sheet, 3).0, Verdict::Unchanged, "{engine}: her second code is known");
        let merged = queue(&db, &boss.scope, State::Same)[0].clone();
        let twice =
            decide_duplicate(&db, &boss, Uuid::from_u128(22), &say(&merged, State::Later, 0), NOW);
        assert!(matches!(twice, Err(Error::Faults(_))), "{engine}: merged already");
        let at = (merged.no, merged.version);
        let undone = undo_merge(&db, &boss, Uuid::from_u128(23), at, NOW);
        assert_eq!(undone.expect("undoes"), State::Open, "{engine}");
        books_agree(&db);
        assert_eq!(figures(&db), before, "{engine}");
        assert_eq!(group_of(&db, other), stays_in, "{engine}");
        let back = db.read(|r| member_of(r, &boss.scope, one, true)).expect("reads");
        assert_eq!((back.len(), back[0].name_en.clone()), (1, None), "{engine}");
        assert_eq!(open(&db, &boss.scope).len(), 1, "{engine}: it is asked again");
    }
}

#[test]
fn what_happened_to_a_merged_woman_is_the_kept_ones_history_until_the_merge_is_taken_back() {
    for (engine, db) in databases() {
        district(&db);
        let boss = desk(Right::Approve);
        find(&db, 101);
        let pair = open(&db, &boss.scope)[0].clone();
        let (one, other) = (pair.one_id, pair.other_id);
        let stays_in = group_of(&db, one);
        let on = "2026-10-05".parse().expect("a day");
        let ask = Leave {
            member_id: other,
            version: 1,
            on,
            reason: "migrated".into(),
            loan: "none".into(),
        };
        change(&db, &boss, Uuid::from_u128(30), &Change::Leave(ask), NOW).expect("leaves");
        let told = |id: i64| {
            let events = db.read(|r| member_events(r, &boss.scope, id)).expect("reads");
            events.into_iter().map(|event| event.kind).collect::<Vec<_>>()
        };
        assert_eq!((told(one).len(), told(other)), (0, vec!["left".to_owned()]), "{engine}");
        let same = say(&pair, State::Same, stays_in);
        decide_duplicate(&db, &boss, Uuid::from_u128(31), &same, NOW).expect("merges");
        assert_eq!(told(one), ["left"], "{engine}: hers by now");
        let merged = queue(&db, &boss.scope, State::Same)[0].clone();
        undo_merge(&db, &boss, Uuid::from_u128(32), (merged.no, merged.version), NOW)
            .expect("undoes");
        assert_eq!((told(one).len(), told(other)), (0, vec!["left".to_owned()]), "{engine}: back");
        books_agree(&db);
    }
}

#[test]
fn a_member_changed_since_keeps_the_merge_from_being_taken_back() {
    for (engine, db) in databases() {
        district(&db);
        let boss = desk(Right::Approve);
        find(&db, 101);
        let pair = open(&db, &boss.scope)[0].clone();
        let same = say(&pair, State::Same, group_of(&db, pair.one_id));
        decide_duplicate(&db, &boss, Uuid::from_u128(21), &same, NOW).expect("merges");
        let change = members(&db, "Makdi,Arla,120001,,T1,सीता नेताम,,,,SC,,,,,,,,,,\n");
        take_in(&db, change.work.as_ref(), 30).expect("applies");
        let merged = queue(&db, &boss.scope, State::Same)[0].clone();
        let late = undo_merge(&db, &boss, Uuid::from_u128(23), (merged.no, merged.version), NOW);
        let Err(Error::Faults(faults)) = late else { panic!("{engine}: it is undone") };
        assert_eq!(faults.0[0].code, "undo_changed_later", "{engine}");
        books_agree(&db);
    }
}

#[test]
fn two_women_are_remembered_as_two_with_the_reason_and_not_asked_again() {
    for (engine, db) in databases() {
        district(&db);
        let boss = desk(Right::Approve);
        find(&db, 101);
        let pair = open(&db, &boss.scope)[0].clone();
        let later =
            decide_duplicate(&db, &boss, Uuid::from_u128(20), &say(&pair, State::Later, 0), NOW);
        assert_eq!(later.expect("puts off"), State::Later, "{engine}");
        let stale = decide_duplicate(
            &db,
            &boss,
            Uuid::from_u128(21),
            &say(&pair, State::Different, 0),
            NOW,
        );
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{engine}");
        let pair = queue(&db, &boss.scope, State::Later)[0].clone();
        let bare = Decide { reason: " ".into(), ..say(&pair, State::Different, 0) };
        let bare = decide_duplicate(&db, &boss, Uuid::from_u128(22), &bare, NOW);
        assert!(matches!(bare, Err(Error::Faults(_))), "{engine}: why?");
        let two = decide_duplicate(
            &db,
            &boss,
            Uuid::from_u128(23),
            &say(&pair, State::Different, 0),
            NOW,
        );
        assert_eq!(two.expect("decides"), State::Different, "{engine}");
        find(&db, 102);
        assert!(open(&db, &boss.scope).is_empty(), "{engine}");
        let kept = queue(&db, &boss.scope, State::Different);
        assert_eq!(kept[0].reason.as_deref(), Some("दो बहनें"), "{engine}");
        let at = (kept[0].no, kept[0].version);
        let undone = undo_merge(&db, &boss, Uuid::from_u128(24), at, NOW);
        assert!(matches!(undone, Err(Error::Faults(_))), "{engine}: nothing was merged");
    }
}

#[test]
fn a_block_sees_and_decides_only_pairs_of_its_own() {
    for (engine, db) in databases() {
        district(&db);
        find(&db, 101);
        let pair = open(&db, &machine(643).scope)[0].clone();
        let makdi = block_desk(&db, 7, "Makdi");
        let keshkal = block_desk(&db, 8, "Keshkal");
        assert_eq!(open(&db, &makdi.scope).len(), 1, "{engine}");
        assert!(open(&db, &keshkal.scope).is_empty(), "{engine}");
        let hidden = db.read(|r| pair_of(r, &keshkal.scope, pair.no));
        assert!(matches!(hidden, Err(Error::NotFound)), "{engine}");
        let rights = Rights::none().with(Area::Groups, Right::Approve);
        let unit = keshkal.scope.roots().to_vec();
        let theirs = Desk { scope: Scope::subtrees(643, 8, unit, rights), ..keshkal };
        let foreign =
            decide_duplicate(&db, &theirs, Uuid::from_u128(20), &say(&pair, State::Later, 0), NOW);
        assert!(matches!(foreign, Err(Error::NotFound)), "{engine}");
        let denied =
            decide_duplicate(&db, &makdi, Uuid::from_u128(21), &say(&pair, State::Later, 0), NOW);
        assert!(matches!(denied, Err(Error::Denied(_))), "{engine}: entering is not approving");
    }
}
