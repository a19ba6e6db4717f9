//! What is fuzzed (TRUST T11): every reader of what strangers may send, each as a function of bytes that
//! must come back, whatever the bytes. The everyday tests include this file and mutate the corpus
//! beside it; `cargo fuzz`'s engine includes it too and is led by coverage.

use std::{
    fs,
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
};

use samuh_documents::read as open_sheet;
use samuh_imports::{Event, Intake, Options, Shape, Tally, Verdict, words};
use samuh_kernel::{
    read::{self, Choice},
    sheet::{Cell, Limits, Piece, Row},
    text::{self, kruti},
};
use samuh_meetings::draft;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A name, what takes the bytes, and whether its own parser stands behind a fence: what a foreign reader
/// of .xls panics at is caught in the child process, and only a hang or an abort counts.
pub(super) type Target = (&'static str, fn(&[u8]), bool);

/// Every target.
pub(super) const TARGETS: [Target; 7] = [
    ("delimited", delimited, false),
    ("workbook", workbook, false),
    ("old", old, true),
    ("cells", cells, false),
    ("kruti", legacy, false),
    ("intake", intake, false),
    ("minutes", minutes, false),
];

/// Small limits, so that a fuzzer looks for wrong answers and not for large files.
const LIMITS: Limits = Limits {
    file_bytes: 1 << 20,
    inflated_bytes: 8 << 20,
    ratio: 100,
    cells: 20_000,
    columns: 400,
    sheets: 20,
    cell_bytes: 32_767,
};

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("samuh-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn opened(name: &str, bytes: &[u8]) -> Vec<Piece> {
    let path = folder().join(name);
    fs::write(&path, bytes).expect("written");
    pieces(&path)
}

fn pieces(path: &Path) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut last = 0;
    let outcome = open_sheet(path, &LIMITS, &mut |piece| {
        match &piece {
            Piece::Sheet { .. } => last = 0,
            Piece::Row(row) => {
                assert!(row.number > last, "rows rise: {} after {last}", row.number);
                last = row.number;
            }
        }
        pieces.push(piece);
        Ok(())
    });
    if let Err(refusal) = outcome {
        assert!(samuh_documents::CODES.contains(&refusal.code), "a refusal is known by its code");
    }
    pieces
}

/// Delimited text in any encoding.
fn delimited(bytes: &[u8]) {
    opened("sheet.csv", bytes);
}

/// A workbook: an archive as it is, or the parts of one, with a NUL between them.
fn workbook(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        opened("sheet.xlsx", bytes);
        return;
    }
    const LINKS: &[u8] = b"<Relationships>\
        <Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>\
        <Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    const BOOK: &[u8] =
        b"<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let mut given = bytes.split(|byte| *byte == 0);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, usual) in [
        ("xl/worksheets/sheet1.xml", &b""[..]),
        ("xl/sharedStrings.xml", b"<sst/>"),
        ("xl/styles.xml", b"<styleSheet/>"),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
    ] {
        let part = given.next().filter(|part| !part.is_empty()).unwrap_or(usual);
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(part).expect("written");
    }
    opened("sheet.xlsx", &zip.finish().expect("an archive").into_inner());
}

/// What old programs save as .xls: their own containers, and tables of HTML.
fn old(bytes: &[u8]) {
    opened("sheet.xls", bytes);
}

const CHOICES: [Choice; 2] = [
    Choice { code: "st", words: &["अजजा", "ST", "Scheduled Tribe"] },
    Choice { code: "other", words: &["सामान्य", "General"] },
];

/// One cell, read as everything that a column may ask for.
fn cells(bytes: &[u8]) {
    let today = "2026-11-30".parse().expect("a day");
    let number = bytes.first_chunk().map_or(0.0, |eight| f64::from_le_bytes(*eight));
    let typed = String::from_utf8_lossy(bytes).into_owned();
    for cell in [Cell::Text(typed.clone()), Cell::Number(number), Cell::Error(typed.clone())] {
        let whole = read::whole(&cell).ok().flatten();
        let paise = read::paise(&cell).ok().flatten();
        for amount in [whole, paise].into_iter().flatten() {
            assert!(amount.value.abs() <= read::MOST, "{}", amount.value);
        }
        let _ = (read::decimal(&cell), read::day(&cell, today), read::month(&cell, today));
        let _ = (read::code(&cell), read::account_no(&cell), read::ifsc(&cell));
        let _ = (read::mobile(&cell), read::yes_no(&cell), read::choice(&cell, &CHOICES));
        let _ = (read::text(&cell), read::legacy_text(&cell), read::legacy_name(&cell));
        let _ = (read::shown(&cell), read::cell_holds_aadhaar(&cell));
        if let Ok(Some(name)) = read::name(&cell) {
            assert_eq!(text::tidy(&name.value), name.value, "what is kept is tidy");
        }
    }
    let _ = (text::fold(&typed), text::key(&typed), text::roman(&typed));
}

/// Kruti Dev 010 turned into Unicode.
fn legacy(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let _ = (kruti::verdict(&typed), kruti::looks_legacy(&typed));
    let turned = kruti::to_unicode(&typed);
    assert!(turned.len() <= typed.len() * 16 + 64, "text does not swell");
}

const SHAPES: [&Shape; 10] = [
    &words::places::SHAPE,
    &words::federations::SHAPE,
    &words::groups::SHAPE,
    &words::members::SHAPE,
    &words::progress::SHAPE,
    &words::targets::SHAPE,
    &words::attendance::SHAPE,
    &words::households::SHAPE,
    &words::lokos::SHAPE,
    &words::producers::SHAPE,
];

/// A sheet of text, understood for one of the registers; the counts make the rows.
fn intake(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let rows: Vec<Row> = typed
        .lines()
        .take(300)
        .zip(1..)
        .map(|(line, number)| {
            let cell = |text: &str| match text {
                "" => Cell::Empty,
                text => text.parse().map_or_else(|_| Cell::Text(text.to_owned()), Cell::Number),
            };
            Row { number, cells: line.split(',').take(60).map(cell).collect() }
        })
        .collect();
    let shape = SHAPES[bytes.len() % SHAPES.len()];
    let today = "2026-11-30".parse().expect("a day");
    let options = Options { today, ..Options::default() };
    let mut intake = Intake::new(shape, &options);
    let mut tally = Tally::default();
    let mut hear = |event: Event| match event {
        Event::Row(_) => tally.add(Verdict::New),
        Event::Skipped(_) => tally.add(Verdict::Skipped),
        _ => {}
    };
    let head = Piece::Sheet { name: "S".into(), merges: Vec::new(), hidden: false };
    intake.push(head, &mut hear);
    rows.iter().for_each(|row| intake.push(Piece::Row(row.clone()), &mut hear));
    intake.finish(&mut hear);
    assert!(tally.adds_up(), "{tally:?}");
    assert!(tally.rows <= rows.len() as u64, "more rows than there are: {tally:?}");
}

/// A press note or old minutes: every order found stands where it is said to stand.
fn minutes(bytes: &[u8]) {
    let pasted = String::from_utf8_lossy(bytes);
    let reading = draft::read(&pasted, "2026-11-30".parse().ok());
    for found in &reading.drafts {
        assert!(pasted.get(found.source.from..found.source.to).is_some(), "in the text as pasted");
        for span in [found.span, found.sentence] {
            assert!(reading.text.get(span.from..span.to).is_some(), "in the repaired text");
        }
        assert!(!found.text.trim().is_empty(), "an order says something");
    }
}
