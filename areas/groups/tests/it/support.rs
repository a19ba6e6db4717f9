//! What the tests of this area share: a small district, read through the importer's judge.

use samuh_engine::{
    Db, Desk, Op, Result,
    batch::{Batch, Judge, Judged, Work},
};
use samuh_figures::{
    catalogue::IndicatorId,
    journal::{Ask, balances_match, entries_match, unit_values},
};
use samuh_groups::{InstitutionsJudge, institutions_work, wanted_postings};
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

pub(crate) const PLACES: &str = "\
राज्य कोड,District Code,District,Block Code,Block,ग्राम पंचायत,Village Code,Village
22,643,Kondagaon,3599,Makdi,Arla,448904,Arla
22,643,Kondagaon,3599,Makdi,Anantpur,448905,Anantpur
22,643,Kondagaon,3591,Keshkal,Batrali,448777,Batrali
";
pub(crate) const FEDERATIONS: &str = "\
प्रकार,कोड,संगठन का नाम,गठन दिनांक,विकासखण्ड,ग्राम,CLF Name
CLF,C1,उजाला संकुल संगठन,01/04/2018,Makdi,Arla,
VO,V1,प्रगति ग्राम संगठन,10/06/2018,Makdi,Arla,उजाला संकुल संगठन
VO,V2,शक्ति ग्राम संगठन,10/06/2018,Makdi,Anantpur,
";
pub(crate) const GROUPS: &str = "\
समूह कोड,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम,VO Name,LokOS Status,स्थिति
120001,जय माँ लक्ष्मी,15/05/2024,Makdi,Arla,प्रगति ग्राम संगठन,Approved,सक्रिय
120002,उजाला,20/06/2026,Makdi,Arla,प्रगति ग्राम संगठन,,सक्रिय
120003,नई किरण,21/06/2026,Makdi,Anantpur,अनजान ग्राम संगठन,,निष्क्रिय
120004,जय माँ लक्ष्मी,01/04/2026,Keshkal,Batrali,,Entered,
120005,मुस्कान,31/02/2024,Keshkal,Batrali,,,
,सरस्वती,01/04/2025,Keshkal,नवागाँव पूर्व,,,
";

pub(crate) fn pieces(text: &str) -> Vec<Piece> {
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

pub(crate) fn machine(district_id: i64) -> Desk {
    Desk::new(0, 0, Scope::district(district_id, Rights::all()))
}

pub(crate) struct Read {
    pub(crate) tally: Tally,
    pub(crate) rows: Vec<(u32, Judged)>,
    pub(crate) work: Box<dyn Work>,
}

pub(crate) fn read(mut judge: Box<dyn Judge>, shape: &Shape, text: &str) -> Read {
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
        Event::Understood(sheet) => judge.begin_sheet(&sheet),
        Event::Skipped(_) => tally.add(Verdict::Skipped),
        Event::Fault(fault) => panic!("{fault:?}"),
        _ => {}
    };
    for piece in pieces(text) {
        intake.push(piece, &mut take);
    }
    intake.finish(&mut take);
    assert!(tally.adds_up());
    judge.finish();
    Read { tally, rows, work: judge.work() }
}

pub(crate) fn institutions(db: &Db, groups: bool, text: &str) -> Read {
    let scope = Scope::district(643, Rights::all());
    let today = "2026-11-21".parse().expect("a day");
    let judge = db.read(|r| InstitutionsJudge::new(r, &scope, groups, today)).expect("loads");
    let shape = if groups { &words::groups::SHAPE } else { &words::federations::SHAPE };
    read(Box::new(judge), shape, text)
}

pub(crate) fn apply(db: &Db, work: &dyn Work, n: u128, places: bool) -> Result<Vec<Vec<u8>>> {
    let chunks = work.chunks()?;
    let district_id = if places { 0 } else { 643 };
    let op = Op::over(Uuid::from_u128(n), "imports.apply", &n, 1_795_000_000_000_000)?;
    db.act(&machine(district_id), &op, move |tx| {
        tx.changed("batch", 0, 0);
        let id = Uuid::from_u128(n);
        let no = i64::try_from(n).expect("small");
        let batch = Batch { district_id, no, id, register: "x".into() };
        let work = if places { places_work(&chunks)? } else { institutions_work(&chunks)? };
        work.apply(tx, &batch)
    })
}

pub(crate) fn district(db: &Db) {
    db.transact(add_states).expect("states");
    let known = db.read(|r| Known::load(r, None)).expect("loads");
    let places = read(Box::new(PlacesJudge::new(known, None)), &words::places::SHAPE, PLACES);
    assert_eq!(places.tally.new, 3, "{:?}", places.rows);
    apply(db, places.work.as_ref(), 1, true).expect("applies");
    let federations = institutions(db, false, FEDERATIONS);
    assert_eq!(federations.tally.new, 3, "{:?}", federations.rows);
    apply(db, federations.work.as_ref(), 2, false).expect("applies");
}

pub(crate) fn sum(db: &Db, indicator: IndicatorId, level: &str) -> i64 {
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

pub(crate) fn books_agree(db: &Db) {
    let (compared, differences) = db.read(|r| balances_match(r, 643)).expect("reads");
    assert!(compared > 0 && differences.is_empty(), "{differences:?}");
    let wanted = db.read(|r| wanted_postings(r, 643)).expect("reads");
    let (_, differences) = db.read(|r| entries_match(r, 643, &wanted)).expect("reads");
    assert!(differences.is_empty(), "{differences:?}");
}
