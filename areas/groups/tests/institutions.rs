//! Groups and federations through the importer's judge: counted once, unchanged again, taken back.

use samuh_engine::{
    Db, Desk, Op, Result,
    batch::{Batch, Judge, Judged, Work},
    testing::databases,
};
use samuh_figures::{
    catalogue::{IndicatorId, LOKOS_APPROVED, SHG_ACTIVE, SHG_FORMED, SHG_IN_VO, VO_IN_CLF},
    journal::{Ask, balances_match, entries_match, unit_values},
};
use samuh_groups::{
    InstitutionsJudge, institutions_work, undo_institutions, wanted_postings,
};
use samuh_imports::{Event, Intake, Options, Shape, Tally, Verdict, words};
use samuh_kernel::{
    calendar::Month,
    scope::{Rights, Scope},
    sheet::{Cell, Piece, Row},
};
use samuh_places::{
    add_states,
    intake::{Known, PlacesJudge, work_of as places_work},
};
use uuid::Uuid;

const PLACES: &str = "\
राज्य कोड,District Code,District,Block Code,Block,ग्राम पंचायत,Village Code,Village
22,643,Kondagaon,3599,Makdi,Arla,448904,Arla
22,643,Kondagaon,3599,Makdi,Anantpur,448905,Anantpur
22,643,Kondagaon,3591,Keshkal,Batrali,448777,Batrali
";
const FEDERATIONS: &str = "\
प्रकार,कोड,संगठन का नाम,गठन दिनांक,विकासखण्ड,ग्राम,CLF Name
CLF,C1,उजाला संकुल संगठन,01/04/2018,Makdi,Arla,
VO,V1,प्रगति ग्राम संगठन,10/06/2018,Makdi,Arla,उजाला संकुल संगठन
VO,V2,शक्ति ग्राम संगठन,10/06/2018,Makdi,Anantpur,
";
const GROUPS: &str = "\
समूह कोड,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम,VO Name,LokOS Status,स्थिति
120001,जय माँ लक्ष्मी,15/05/2024,Makdi,Arla,प्रगति ग्राम संगठन,Approved,सक्रिय
120002,उजाला,20/06/2026,Makdi,Arla,प्रगति ग्राम संगठन,,सक्रिय
120003,नई किरण,21/06/2026,Makdi,Anantpur,अनजान ग्राम संगठन,,निष्क्रिय
120004,जय माँ लक्ष्मी,01/04/2026,Keshkal,Batrali,,Entered,
120005,मुस्कान,31/02/2024,Keshkal,Batrali,,,
,सरस्वती,01/04/2025,Keshkal,नवागाँव पूर्व,,,
";

fn pieces(text: &str) -> Vec<Piece> {
    let head = Piece::Sheet { name: "Sheet1".into(), merges: Vec::new(), hidden: false };
    let rows = text.lines().zip(1u32..).map(|(line, number)| {
        let cells = line.split(',').map(|cell| match cell {
            "" => Cell::Empty,
            other => Cell::Text(other.to_owned()),
        });
        Piece::Row(Row { number, cells: cells.collect() })
    });
    std::iter::once(head).chain(rows).collect()
}

fn machine(district_id: i64) -> Desk {
    Desk { post_id: 0, officer_id: 0, scope: Scope::district(district_id, Rights::all()) }
}

struct Read {
    tally: Tally,
    rows: Vec<(u32, Judged)>,
    work: Box<dyn Work>,
}

fn read(mut judge: Box<dyn Judge>, shape: &Shape, text: &str) -> Read {
    let today = "2026-11-21".parse().expect("a day");
    let options = Options { today, ..Options::default() };
    let mut intake = Intake::new(shape, &options);
    let (mut tally, mut rows) = (Tally::default(), Vec::new());
    let mut take = |event: Event| match event {
        Event::Row(row) => {
            let number = row.number;
            let judged = judge.judge(*row);
            tally.add(judged.verdict);
            rows.push((number, judged));
        }
        Event::Skipped(_) => tally.add(Verdict::Skipped),
        Event::Fault(fault) => panic!("{fault:?}"),
        _ => {}
    };
    for piece in pieces(text) {
        intake.push(piece, &mut take);
    }
    intake.finish(&mut take);
    assert!(tally.adds_up());
    Read { tally, rows, work: judge.work() }
}

fn institutions(db: &Db, groups: bool, text: &str) -> Read {
    let scope = Scope::district(643, Rights::all());
    let today = "2026-11-21".parse().expect("a day");
    let judge = db.read(|r| InstitutionsJudge::new(r, &scope, groups, today)).expect("loads");
    let shape = if groups { &words::groups::SHAPE } else { &words::federations::SHAPE };
    read(Box::new(judge), shape, text)
}

fn apply(db: &Db, work: &dyn Work, n: u128, places: bool) -> Result<Vec<Vec<u8>>> {
    let chunks = work.chunks()?;
    let district_id = if places { 0 } else { 643 };
    let op = Op::over(Uuid::from_u128(n), "imports.apply", &n, 1_795_000_000_000_000)?;
    db.act(&machine(district_id), &op, move |tx| {
        let id = Uuid::from_u128(n);
        let no = i64::try_from(n).expect("small");
        let batch = Batch { district_id, no, id, register: "x".into() };
        let work = if places { places_work(&chunks)? } else { institutions_work(&chunks)? };
        work.apply(tx, &batch)
    })
}

fn district(db: &Db) {
    db.transact(add_states).expect("states");
    let known = db.read(|r| Known::load(r, None)).expect("loads");
    let places = read(Box::new(PlacesJudge::new(known, None)), &words::places::SHAPE, PLACES);
    assert_eq!(places.tally.new, 3, "{:?}", places.rows);
    apply(db, places.work.as_ref(), 1, true).expect("applies");
    let federations = institutions(db, false, FEDERATIONS);
    assert_eq!(federations.tally.new, 3, "{:?}", federations.rows);
    apply(db, federations.work.as_ref(), 2, false).expect("applies");
}

fn sum(db: &Db, indicator: IndicatorId, level: &str) -> i64 {
    let scope = Scope::district(643, Rights::none());
    let ask = Ask {
        indicators: &[indicator],
        level,
        within: 0,
        from: Month(0),
        to: Month(12 * 9999),
        as_on: None,
    };
    db.read(|r| unit_values(r, &scope, &ask)).expect("reads").iter().map(|cell| cell.value).sum()
}

fn books_agree(db: &Db) {
    let (compared, differences) = db.read(|r| balances_match(r, 643)).expect("reads");
    assert!(compared > 0 && differences.is_empty(), "{differences:?}");
    let wanted = db.read(|r| wanted_postings(r, 643)).expect("reads");
    let (_, differences) = db.read(|r| entries_match(r, 643, &wanted)).expect("reads");
    assert!(differences.is_empty(), "{differences:?}");
}

#[test]
fn good_rows_are_counted_and_bad_rows_say_why() {
    for (engine, db) in databases() {
        district(&db);
        let groups = institutions(&db, true, GROUPS);
        assert_eq!((groups.tally.new, groups.tally.doubtful), (4, 1), "{engine} {:?}", groups.rows);
        assert_eq!(groups.tally.refused, 1, "{engine}: 31/02/2024 is no day");
        let held = &groups.rows[5].1;
        assert_eq!(held.faults[0].code, "place_unknown", "{held:?}");
        let unknown = &groups.rows[2].1.warnings;
        assert!(unknown.iter().any(|w| w.code == "federation_unknown"), "{unknown:?}");
        apply(&db, groups.work.as_ref(), 3, false).expect("applies");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 4, "{engine}");
        assert_eq!(sum(&db, SHG_FORMED, "block"), 4);
        assert_eq!(sum(&db, SHG_ACTIVE, "district"), 3);
        assert_eq!(sum(&db, SHG_IN_VO, "district"), 2);
        assert_eq!(sum(&db, LOKOS_APPROVED, "district"), 1);
        assert_eq!(sum(&db, SHG_FORMED, "vo"), 2);
        assert_eq!(sum(&db, SHG_FORMED, "clf"), 2);
        books_agree(&db);
    }
}

#[test]
fn the_same_sheet_again_changes_nothing_and_a_changed_cell_changes_that_field() {
    for (engine, db) in databases() {
        district(&db);
        apply(&db, institutions(&db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
        let again = institutions(&db, true, GROUPS);
        assert_eq!((again.tally.new, again.tally.changed), (0, 0), "{engine} {:?}", again.rows);
        assert_eq!(again.tally.unchanged, 4, "{engine}");
        let moved = GROUPS.replace("120002,उजाला,20/06/2026,Makdi,Arla", "120002,उजाला,20/06/2026,Makdi,Anantpur");
        let changed = institutions(&db, true, &moved);
        assert_eq!(changed.tally.changed, 1, "{engine}");
        assert_eq!(changed.rows[1].1.changes[0].field, "place");
        apply(&db, changed.work.as_ref(), 4, false).expect("applies");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 4);
        books_agree(&db);
    }
}

#[test]
fn a_batch_is_taken_back_unless_something_stands_on_it() {
    for (engine, db) in databases() {
        district(&db);
        let images = apply(&db, institutions(&db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
        undo(&db, 5, images).expect("undoes");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 0, "{engine}");
        books_agree(&db);
        let again = institutions(&db, true, GROUPS);
        assert_eq!(again.tally.new, 4, "{engine}");
    }
}

#[test]
fn a_vo_that_is_later_put_under_its_clf_takes_its_groups_with_it() {
    for (engine, db) in databases() {
        district(&db);
        let more = GROUPS.replace("अनजान ग्राम संगठन", "शक्ति ग्राम संगठन");
        apply(&db, institutions(&db, true, &more).work.as_ref(), 3, false).expect("applies");
        assert_eq!((sum(&db, SHG_FORMED, "clf"), sum(&db, VO_IN_CLF, "clf")), (2, 1), "{engine}");
        let sheet = FEDERATIONS.replace("Anantpur,\n", "Anantpur,उजाला संकुल संगठन\n");
        let federations = institutions(&db, false, &sheet);
        assert_eq!(federations.tally.changed, 1, "{engine} {:?}", federations.rows);
        let images = apply(&db, federations.work.as_ref(), 4, false).expect("applies");
        assert_eq!((sum(&db, SHG_FORMED, "clf"), sum(&db, VO_IN_CLF, "clf")), (3, 2), "{engine}");
        books_agree(&db);
        undo(&db, 6, images).expect("undoes");
        assert_eq!((sum(&db, SHG_FORMED, "clf"), sum(&db, VO_IN_CLF, "clf")), (2, 1), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn one_damaged_balance_one_damaged_entry_and_one_damaged_record_are_each_found() {
    for (engine, db) in databases() {
        district(&db);
        apply(&db, institutions(&db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
        let found = |sql: &'static str| {
            db.transact(move |tx| tx.exec(sql, &[])).expect("damages");
            let balances = db.read(|r| balances_match(r, 643)).expect("reads").1.len();
            let wanted = db.read(|r| wanted_postings(r, 643)).expect("reads");
            let entries = db.read(|r| entries_match(r, 643, &wanted)).expect("reads").1.len();
            (balances > 0, entries > 0)
        };
        let damage = "update balance set value = value + 1 where indicator = 1 and unit_id = 2";
        assert_eq!(found(damage), (true, false), "{engine}");
        let mend = "update balance set value = value - 1 where indicator = 1 and unit_id = 2";
        assert_eq!(found(mend), (false, false), "{engine}");
        let damage = "update institution set formed_on = '2020-01-01' where name_hi = 'उजाला'";
        assert_eq!(found(damage), (false, true), "{engine}");
        let mend = "update institution set formed_on = '2026-06-20' where name_hi = 'उजाला'";
        assert_eq!(found(mend), (false, false), "{engine}");
        let damage = "update entry set delta = delta + 1 where indicator = 1";
        assert_eq!(found(damage), (true, true), "{engine}");
    }
}

fn undo(db: &Db, n: u128, images: Vec<Vec<u8>>) -> Result<()> {
    let op = Op::over(Uuid::from_u128(n), "imports.undo", &n, 1_795_000_000_000_001)?;
    db.act(&machine(643), &op, move |tx| {
        let batch = Batch { district_id: 643, no: 3, id: Uuid::from_u128(3), register: "x".into() };
        undo_institutions(tx, &batch, &images)
    })
}
