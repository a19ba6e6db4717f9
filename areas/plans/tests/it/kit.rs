//! A small district: Makdi and Keshkal, a CLF with its VO, three groups; and sheets as they come.

use samuh_engine::{
    Db, Desk, Error, Op, Result,
    batch::{Batch, Judge, Judged, Work},
    params,
    testing::databases,
};
use samuh_figures::journal::{Ask, Class, balances_match, entries_match, unit_values};
use samuh_groups::{InstitutionsJudge, institutions_work};
use samuh_imports::{Event, Intake, Options, Tally, Verdict};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::{Rights, Scope},
    sheet::{Cell, Piece, Row},
};
use samuh_places::{
    add_states,
    intake::{Known, PlacesJudge, work_of as places_work},
};
use uuid::Uuid;

pub(crate) const DISTRICT: i64 = 643;
pub(crate) const NOW: i64 = 1_795_000_000_000_000;
pub(crate) const BLOCK_POST: i64 = 7;

const PLACES: &str = "\
राज्य कोड,District Code,District,जिला (हिंदी),Block Code,Block,विकासखण्ड (हिंदी),GP Code,ग्राम पंचायत,Village Code,Village,लक्षित परिवार
22,643,Kondagaon,कोण्डागाँव,3599,Makdi,माकड़ी,129001,Arla,448904,Arla,300
22,643,Kondagaon,कोण्डागाँव,3599,Makdi,माकड़ी,129002,Anantpur,448905,Anantpur,100
22,643,Kondagaon,कोण्डागाँव,3591,Keshkal,केशकाल,129003,Batrali,448777,Batrali,200
";
const FEDERATIONS: &str = "\
प्रकार,कोड,संगठन का नाम,गठन दिनांक,विकासखण्ड,ग्राम,CLF Name
CLF,C1,उजाला संकुल संगठन,01/04/2018,Makdi,Arla,
CLF,C2,किरण संकुल संगठन,01/04/2018,Makdi,Anantpur,
VO,V1,प्रगति ग्राम संगठन,10/06/2018,Makdi,Arla,उजाला संकुल संगठन
";
const GROUPS: &str = "\
समूह कोड,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम,VO Name
120001,जय माँ लक्ष्मी,15/05/2024,Makdi,Arla,प्रगति ग्राम संगठन
120002,उजाला,20/06/2025,Makdi,Anantpur,
120003,नई किरण,21/06/2025,Keshkal,Batrali,
";

/// A database with the district, on every engine at hand.
pub(crate) fn districts() -> Vec<(&'static str, Db)> {
    let open = |(engine, db): (&'static str, Db)| {
        fill(&db);
        (engine, db)
    };
    databases().into_iter().map(open).collect()
}

fn fill(db: &Db) {
    db.transact(add_states).expect("states");
    let known = db.read(|r| Known::load(r, None)).expect("loads");
    let places = read(Box::new(PlacesJudge::new(known, None)), csv(PLACES));
    assert_eq!(places.tally.new, 3, "{:?}", places.rows);
    apply_as(db, 0, places_work, &places).expect("applies");
    for (groups, text) in [(false, FEDERATIONS), (true, GROUPS)] {
        let judge =
            db.read(|r| InstitutionsJudge::new(r, &whole(), groups, today())).expect("loads");
        let found = read(Box::new(judge), csv(text));
        assert_eq!(found.tally.new, 3, "{:?}", found.rows);
        apply_as(db, DISTRICT, institutions_work, &found).expect("applies");
    }
    let makdi = unit(db, "3599");
    let sql = "insert into post_unit (district_id, post_id, unit_id, op_no) values ($1, $2, $3, 1)";
    db.transact(move |tx| tx.exec(sql, &params![DISTRICT, BLOCK_POST, makdi])).expect("a post");
}

pub(crate) fn today() -> chrono::NaiveDate {
    "2026-11-21".parse().expect("a day")
}

pub(crate) fn whole() -> Scope {
    Scope::district(DISTRICT, Rights::all())
}

/// The scope of Makdi's block office, with all rights there.
pub(crate) fn makdi_scope(db: &Db) -> Scope {
    Scope::subtrees(DISTRICT, BLOCK_POST, vec![unit(db, "3599")], Rights::all())
}

pub(crate) fn desk(scope: Scope) -> Desk {
    Desk::new(0, 0, scope)
}

/// The unit of an LGD or institution code.
pub(crate) fn unit(db: &Db, code: &str) -> i64 {
    let sql = "
        select place_id from place_code where district_id = $1 and code = $2
        union select institution_id from institution_code where district_id = $1 and code = $2";
    let row = db.read(|r| r.first(sql, &params![DISTRICT, code])).expect("reads");
    row.expect("a unit of that code").at(0).expect("a number")
}

/// Cells as text, `=12.5` a number; the first line may name the sheet: `# name`.
pub(crate) fn csv(text: &str) -> Vec<Piece> {
    let (name, text) = match text.strip_prefix("# ").and_then(|rest| rest.split_once('\n')) {
        Some((name, rest)) => (name, rest),
        None => ("Sheet1", text),
    };
    let head = Piece::Sheet { name: name.into(), merges: Vec::new(), hidden: false };
    let rows = text.lines().zip(1u32..).map(|(line, number)| {
        let cells = line.split(',').map(|cell| match (cell, cell.strip_prefix('=')) {
            ("", _) => Cell::Empty,
            (_, Some(number)) => Cell::Number(number.parse().expect("a number")),
            (other, _) => Cell::Text(other.to_owned()),
        });
        Piece::Row(Row { number, cells: cells.collect() })
    });
    std::iter::once(head).chain(rows).collect()
}

/// A sheet as judged.
pub(crate) struct Read {
    pub(crate) tally: Tally,
    pub(crate) rows: Vec<(u32, Judged)>,
    pub(crate) work: Box<dyn Work>,
}

impl Read {
    /// Verdict and first fault of a row.
    pub(crate) fn row(&self, number: u32) -> (Verdict, &str) {
        let (_, judged) = self.rows.iter().find(|(row, _)| *row == number).expect("a row");
        (judged.verdict, judged.faults.first().map_or("", |fault| &fault.code))
    }

    /// Codes of all warnings.
    pub(crate) fn warnings(&self) -> Vec<&str> {
        let all = self.rows.iter().flat_map(|(_, judged)| &judged.warnings);
        all.map(|fault| &*fault.code).collect()
    }
}

pub(crate) fn read(mut judge: Box<dyn Judge>, pieces: Vec<Piece>) -> Read {
    let shape = judge.shape();
    let series = samuh_plans::series();
    let year = Some(FinancialYear(2026));
    let options = Options { today: today(), series, year, ..Options::default() };
    let mut intake = Intake::new(shape, &options);
    let (mut tally, mut rows) = (Tally::default(), Vec::new());
    let mut take = |event: Event| match event {
        Event::Understood(seen) => judge.begin_sheet(&seen),
        Event::Row(row) => {
            let number = row.number;
            let judged = if row.refused() {
                let faults = row.faults.clone();
                Judged { faults, ..Judged::plain(Verdict::Refused) }
            } else {
                judge.judge(*row)
            };
            tally.add(judged.verdict);
            rows.push((number, judged));
        }
        Event::Skipped(_) => tally.add(Verdict::Skipped),
        Event::Fault(fault) => panic!("{fault:?}"),
        Event::Warning(_) => {}
    };
    for piece in pieces {
        intake.push(piece, &mut take);
    }
    intake.finish(&mut take);
    assert!(tally.adds_up());
    Read { tally, rows, work: judge.work() }
}

pub(crate) type WorkOf = fn(&[Vec<u8>]) -> Result<Box<dyn Work>>;

/// Applies a reading by way of its staged pieces; answers the batch and its before-images.
pub(crate) fn apply_as(
    db: &Db,
    district_id: i64,
    work_of: WorkOf,
    read: &Read,
) -> Result<(Batch, Vec<Vec<u8>>)> {
    let chunks = read.work.chunks()?;
    let id = Uuid::now_v7();
    let op = Op::over(id, "imports.apply", &id, NOW)?;
    let scope = Scope::district(district_id, Rights::all());
    let no: i64 = db.act(&desk(scope), &op, move |tx| {
        tx.changed("batch", 0, 0);
        tx.allot(district_id, "batch", 1)
    })?;
    let batch = Batch { district_id, no, id, register: "x".into() };
    let (id, given) = (Uuid::now_v7(), batch.clone());
    let op = Op::over(id, "imports.apply", &id, NOW)?;
    let scope = Scope::district(district_id, Rights::all());
    let before = db.act(&desk(scope), &op, move |tx| {
        tx.changed("batch", given.no, 0);
        work_of(&chunks)?.apply(tx, &given)
    })?;
    Ok((batch, before))
}

pub(crate) type Undo = fn(&mut samuh_engine::Tx, &Batch, &[Vec<u8>]) -> Result<()>;

pub(crate) fn take_back(
    db: &Db,
    undo: Undo,
    (batch, images): &(Batch, Vec<Vec<u8>>),
) -> Result<()> {
    let (batch, images, id) = (batch.clone(), images.clone(), Uuid::now_v7());
    let op = Op::over(id, "imports.undo", &id, NOW)?;
    db.act(&desk(whole()), &op, move |tx| {
        tx.changed("batch", batch.no, 0);
        undo(tx, &batch, &images)
    })
}

/// The codes of an error's faults.
pub(crate) fn codes<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<String> {
    match outcome.expect_err("refused") {
        Error::Faults(faults) => faults.iter().map(|fault| fault.code.clone()).collect(),
        other => vec![format!("{other}")],
    }
}

/// What stands of an indicator at a level in a month: (unit, value), by class reported.
pub(crate) fn values(
    db: &Db,
    scope: &Scope,
    code: &str,
    level: &str,
    month: &str,
) -> Vec<(i64, i64)> {
    let indicator = samuh_figures::catalogue::by_code(code).expect("an indicator").id;
    let month: Month = month.parse().expect("a month");
    let ask =
        Ask { indicators: &[indicator], level, within: 0, from: month, to: month, as_on: None };
    let cells = db.read(|r| unit_values(r, scope, &ask)).expect("reads");
    let reported = cells.iter().filter(|cell| cell.class == Class::Reported && cell.value != 0);
    let mut values: Vec<(i64, i64)> = reported.map(|cell| (cell.unit_id, cell.value)).collect();
    values.sort_unstable();
    values
}

/// Balances are what the entries add up to, and entries what the registers ask for.
pub(crate) fn books_agree(db: &Db) {
    let (_, differences) = db.read(|r| balances_match(r, DISTRICT)).expect("reads");
    assert!(differences.is_empty(), "{differences:?}");
    let mut wanted = db.read(|r| samuh_groups::wanted_postings(r, DISTRICT)).expect("reads");
    wanted.extend(db.read(|r| samuh_plans::wanted_postings(r, DISTRICT)).expect("reads"));
    let (_, differences) = db.read(|r| entries_match(r, DISTRICT, &wanted)).expect("reads");
    // Target households are posted by the places, whose own tests look at them.
    let own = differences.iter().filter(|one| !one.what.starts_with("indicator 6,"));
    assert_eq!(own.count(), 0, "{differences:?}");
}
