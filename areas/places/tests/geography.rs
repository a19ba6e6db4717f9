//! The real geography of Kondagaon goes in once, comes back whole, and can be taken back.

use std::collections::HashMap;

use samuh_engine::{
    Db, Desk, Op, Result,
    batch::{Batch, Judge, Work},
    testing::databases,
};
use samuh_figures::{
    catalogue::TARGET_HOUSEHOLDS,
    journal::{Ask, unit_values},
};
use samuh_imports::{Event, Intake, Options, Tally, words::places::SHAPE};
use samuh_kernel::{
    calendar::Month,
    scope::{Rights, Scope},
    sheet::{Cell, Piece, Row},
};
use samuh_places::{
    Level, add_states, all_districts, gazetteer,
    intake::{Known, PlacesJudge, undo, work_of},
};
use uuid::Uuid;

const KONDAGAON: &str = include_str!("../../../data/geography-kondagaon.csv");

fn pieces(text: &str) -> Vec<Piece> {
    let head = Piece::Sheet { name: "places".into(), merges: Vec::new(), hidden: false };
    let rows = text.lines().zip(1u32..).map(|(line, number)| {
        let cells = split(line)
            .into_iter()
            .map(|cell| if cell.is_empty() { Cell::Empty } else { Cell::Text(cell) });
        Piece::Row(Row { number, cells: cells.collect() })
    });
    std::iter::once(head).chain(rows).collect()
}

fn split(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().expect("one at least").push(other),
        }
    }
    cells
}

fn machine(district_id: i64) -> Desk {
    Desk::new(0, 0, Scope::district(district_id, Rights::all()))
}

fn read(db: &Db, text: &str, level: Option<Level>) -> (Tally, Box<dyn Work>, Vec<String>) {
    let known = db.read(|r| Known::load(r, None)).expect("loads");
    let mut judge = Box::new(PlacesJudge::new(known, level));
    let mut tally = Tally::default();
    let mut codes = Vec::new();
    let today = "2026-11-21".parse().expect("a day");
    let options = Options { today, ..Options::default() };
    let mut intake = Intake::new(&SHAPE, &options);
    let mut take = |event: Event| match event {
        Event::Row(row) => {
            let judged = judge.judge(*row);
            codes.extend(judged.faults.iter().map(|fault| fault.code.to_string()));
            tally.add(judged.verdict);
        }
        Event::Skipped(_) => tally.add(samuh_imports::Verdict::Skipped),
        Event::Fault(fault) => panic!("{fault:?}"),
        _ => {}
    };
    for piece in pieces(text) {
        intake.push(piece, &mut take);
    }
    intake.finish(&mut take);
    (tally, judge.work(), codes)
}

fn apply(db: &Db, work: &dyn Work, n: u128) -> Result<Vec<Vec<u8>>> {
    let chunks = work.chunks().expect("bytes");
    let op = Op::over(Uuid::from_u128(n), "imports.apply", &n, 1_763_700_000_000_000)?;
    db.act(&machine(0), &op, move |tx| {
        tx.changed("batch", 0, 0);
        let batch =
            Batch { district_id: 0, no: 1, id: Uuid::from_u128(n), register: "places".into() };
        work_of(&chunks)?.apply(tx, &batch)
    })
}

fn start(db: &Db) {
    db.transact(add_states).expect("states");
}

fn levels(db: &Db) -> HashMap<Level, usize> {
    levels_of(db, 643)
}

fn levels_of(db: &Db, district_id: i64) -> HashMap<Level, usize> {
    let scope = Scope::district(district_id, Rights::none());
    let all = db.read(|r| gazetteer(r, &scope)).expect("reads");
    let mut count = HashMap::new();
    for place in all.places() {
        *count.entry(place.level).or_insert(0) += 1;
    }
    count
}

#[test]
fn kondagaon_goes_in_whole_and_the_same_file_changes_nothing() {
    for (engine, db) in databases() {
        start(&db);
        let (tally, work, faults) = read(&db, KONDAGAON, None);
        assert!(
            tally.adds_up() && tally.refused + tally.doubtful == 0,
            "{engine} {tally:?} {faults:?}"
        );
        apply(&db, work.as_ref(), 1).expect("applies");
        let count = levels(&db);
        assert_eq!(count[&Level::Block], 5, "{engine}");
        assert_eq!(count[&Level::Gp], 383, "{engine}");
        assert_eq!(count[&Level::Village], 576, "{engine}");
        let (again, work, _) = read(&db, KONDAGAON, None);
        assert_eq!((again.new, again.changed), (0, 0), "{engine} {again:?}");
        assert_eq!(work.chunks().expect("bytes").len(), 0);
    }
}

/// File, district, blocks, panchayats, villages.
const OTHERS: [(&str, i64, usize, usize, usize); 3] = [
    (include_str!("../../../fixtures/hardoi-gps.csv"), 150, 19, 76, 0),
    (include_str!("../../../fixtures/gariaband.csv"), 645, 5, 36, 60),
    (include_str!("../../../fixtures/dindori.csv"), 404, 7, 0, 63),
];

#[test]
fn districts_without_villages_panchayat_codes_or_panchayats_go_in_whole() {
    for (engine, db) in databases() {
        start(&db);
        for (n, (text, district_id, blocks, gps, villages)) in (1..).zip(OTHERS) {
            let (tally, work, faults) = read(&db, text, None);
            assert_eq!(tally.new, tally.rows, "{engine} {district_id} {tally:?} {faults:?}");
            apply(&db, work.as_ref(), n).expect("applies");
            let count = levels_of(&db, district_id);
            let counted = [Level::Block, Level::Gp, Level::Village]
                .map(|level| count.get(&level).copied().unwrap_or(0));
            assert_eq!(counted, [blocks, gps, villages], "{engine} {district_id}");
            let (again, work, _) = read(&db, text, None);
            assert_eq!(again.unchanged, again.rows, "{engine} {district_id} {again:?}");
            assert_eq!(work.chunks().expect("bytes").len(), 0);
        }
    }
}

#[test]
fn a_hamlet_number_at_villages_of_two_panchayats_never_makes_them_one() {
    let sheet = "district,block,gp,village,pmgsy_hab_id,population\n\
        Kondagaon,Makdi,Arla,Naya Tola,77001,100\n\
        Kondagaon,Makdi,Babai,Naya Tola,77001,200\n";
    for (engine, db) in databases() {
        start(&db);
        let (_, work, _) = read(&db, KONDAGAON, None);
        apply(&db, work.as_ref(), 1).expect("applies");
        let (tally, work, faults) = read(&db, sheet, None);
        assert_eq!(tally.new, 2, "{engine} {tally:?} {faults:?}");
        apply(&db, work.as_ref(), 2).expect("applies");
        let (again, _, _) = read(&db, sheet, None);
        assert_eq!(again.unchanged, 2, "{engine} {again:?}");
    }
}

#[test]
fn a_batch_that_brings_its_district_belongs_to_no_district_yet() {
    for (engine, db) in databases() {
        start(&db);
        let judge_of = || judged_district(&db, KONDAGAON);
        assert_eq!(judge_of(), Some(0), "{engine}");
        let (_, work, _) = read(&db, KONDAGAON, None);
        apply(&db, work.as_ref(), 1).expect("applies");
        assert_eq!(judge_of(), Some(643), "{engine}");
    }
}

fn judged_district(db: &Db, text: &str) -> Option<i64> {
    let known = db.read(|r| Known::load(r, None)).expect("loads");
    let mut judge = PlacesJudge::new(known, None);
    let today = "2026-11-21".parse().expect("a day");
    let options = Options { today, ..Options::default() };
    let mut intake = Intake::new(&SHAPE, &options);
    let mut take = |event: Event| {
        if let Event::Row(row) = event {
            judge.judge(*row);
        }
    };
    for piece in pieces(text) {
        intake.push(piece, &mut take);
    }
    intake.finish(&mut take);
    judge.district_id()
}

#[test]
fn a_village_sheet_carries_target_households_into_the_figures_and_can_be_taken_back() {
    let sheet = "विकासखण्ड,ग्राम,लक्षित परिवार\nMakdi,Arla,120\nMakdi,Anantpur,80\n";
    for (engine, db) in databases() {
        start(&db);
        let (_, work, _) = read(&db, KONDAGAON, None);
        apply(&db, work.as_ref(), 1).expect("applies");
        let (tally, work, faults) = read(&db, sheet, None);
        assert_eq!(tally.changed, 2, "{engine} {tally:?} {faults:?}");
        let images = apply(&db, work.as_ref(), 2).expect("applies");
        assert_eq!(target(&db), 200, "{engine}");
        let op = Op::over(Uuid::from_u128(3), "imports.undo", &3, 1).expect("hashes");
        db.act(&machine(0), &op, move |tx| {
            tx.changed("batch", 0, 0);
            let batch =
                Batch { district_id: 0, no: 1, id: Uuid::from_u128(2), register: "places".into() };
            undo(tx, &batch, &images)
        })
        .expect("undoes");
        assert_eq!(target(&db), 0, "{engine}");
    }
}

fn target(db: &Db) -> i64 {
    let scope = Scope::district(643, Rights::none());
    let ask = Ask {
        indicators: &[TARGET_HOUSEHOLDS],
        level: "district",
        within: 0,
        from: Month(0),
        to: Month(12 * 9999),
        as_on: None,
    };
    db.read(|r| unit_values(r, &scope, &ask)).expect("reads").iter().map(|cell| cell.value).sum()
}

#[test]
fn plain_sheets_of_one_level_each_build_a_district() {
    let districts = "कोड,नाम,Name (In English),Parent Code\n643,कोण्डागांव,Kondagaon,CG\n";
    let blocks = "code,name_hi,name_en,parent_code\n3590,माकड़ी,Makdi,643\n3588,केशकाल,Keshkal,643\n";
    let gps = "Local Body Code,Local Body Name (In English),Parent Code\n120001,Anantpur,3590\n";
    for (engine, db) in databases() {
        start(&db);
        for (n, text, level) in
            [(1, districts, Level::District), (2, blocks, Level::Block), (3, gps, Level::Gp)]
        {
            let (tally, work, faults) = read(&db, text, Some(level));
            assert_eq!(
                tally.refused + tally.doubtful,
                0,
                "{engine} {level:?} {faults:?} {tally:?}"
            );
            apply(&db, work.as_ref(), n).expect("applies");
        }
        let count = levels(&db);
        assert_eq!((count[&Level::Block], count[&Level::Gp]), (2, 1), "{engine}");
        let districts = db.read(all_districts).expect("reads");
        assert_eq!((districts[0].id, districts[0].state_id), (643, 22), "{engine}");
    }
}
