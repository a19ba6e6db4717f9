//! Workbooks of Excel 97 to 2003, and what else lies in their container.

use std::path::Path;

use chrono::NaiveDate;
use samuh_documents::child::spawn;
use samuh_kernel::sheet::{Cell, Limits, Merge, Piece, Row};

use crate::kit::{Folder, pieces, text};

const SECTOR: usize = 512;

/// An OLE2 container with one stream.
fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().max(4096).div_ceil(SECTOR);
    let mut bytes = vec![0xFF_u8; SECTOR];
    bytes[..24].fill(0);
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let header: [(usize, u32); 13] = [
        (24, 0x0003_003E),
        (28, 0x0009_FFFE),
        (32, 6),
        (36, 0),
        (40, 0),
        (44, 1),
        (48, 1),
        (52, 0),
        (56, 4096),
        (60, u32::MAX - 1),
        (64, 0),
        (68, u32::MAX - 1),
        (72, 0),
    ];
    for (at, value) in header.into_iter().chain([(76, 0)]) {
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    let mut table = vec![u32::MAX - 2, u32::MAX - 1];
    let last = u32::try_from(sectors).unwrap() + 1;
    table.extend(3..=last);
    table.push(u32::MAX - 1);
    table.resize(SECTOR / 4, u32::MAX);
    bytes.extend(table.iter().flat_map(|sector| sector.to_le_bytes()));
    let size = u32::try_from(stream.len().max(4096)).unwrap();
    bytes.extend(entry("Root Entry", 5, 1, (u32::MAX - 1, 0)));
    bytes.extend(entry(name, 2, u32::MAX, (2, size)));
    bytes.extend([0; 256]);
    bytes.extend_from_slice(stream);
    bytes.resize((3 + sectors) * SECTOR, 0);
    bytes
}

fn entry(name: &str, kind: u8, child: u32, (start, size): (u32, u32)) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(entry.len() + 2).unwrap();
    entry.resize(64, 0);
    entry.extend(length.to_le_bytes());
    entry.extend([kind, 1]);
    for link in [u32::MAX, u32::MAX, child] {
        entry.extend(link.to_le_bytes());
    }
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry.resize(128, 0);
    entry
}

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [shorts(&[u16::try_from(units.len()).unwrap()]), vec![1], shorts(&units)].concat()
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    record(0x0204, &[shorts(&[row, column, 0]), wide(text)].concat())
}

fn number(row: u16, column: u16, format: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[shorts(&[row, column, format]), value.to_le_bytes().to_vec()].concat())
}

/// A formula, `=1`, with a value or as programs that do not reckon write it.
fn formula(row: u16, column: u16, value: Option<f64>) -> Vec<u8> {
    let value = value.map_or([3, 0, 0, 0, 0, 0, 0xFF, 0xFF], f64::to_le_bytes);
    let tokens = [0x1E, 1, 0];
    let rest = [&[0; 6][..], &[3, 0], &tokens].concat();
    record(0x0006, &[shorts(&[row, column, 0]), value.to_vec(), rest].concat())
}

/// A workbook with one hidden sheet of the given cells.
fn book(cells: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind| record(0x0809, &shorts(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let format = |id: u16| record(0x00E0, &[shorts(&[0, id]), vec![0; 16]].concat());
    let rest = [
        record(0x041E, &[shorts(&[170]), wide("dd/mm/yyyy")].concat()),
        format(0),
        format(170),
        record(0x000A, &[]),
    ]
    .concat();
    let listed = |offset: usize| {
        let offset = u32::try_from(offset).unwrap().to_le_bytes();
        record(0x0085, &[&offset[..], &[1, 0, 5, 0], b"Lists"].concat())
    };
    let globals = begin(5).len() + listed(0).len() + rest.len();
    let ended = record(0x000A, &[]);
    let parts = [begin(5), listed(globals), rest, begin(0x10), cells.concat(), ended];
    container("Workbook", &parts.concat())
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_samuh-read-sheet"))
}

fn refused(path: &Path) -> &'static str {
    spawn(program(), path, &Limits::ORDINARY, &mut |_| Ok(())).unwrap_err().code
}

#[test]
fn an_old_workbook_is_read_with_its_days_and_merged_ranges() {
    let folder = Folder::new("old-book");
    let merged = record(0x00E5, &shorts(&[1, 1, 2, 1, 3]));
    let cells = [label(1, 1, "समूह"), number(3, 1, 0, 101.0), number(3, 2, 1, 46_063.0), merged];
    let path = folder.put("old.xls", book(&cells));
    let merge = Merge { first_row: 2, last_row: 3, first_column: 2, last_column: 4 };
    let day = Cell::Date(NaiveDate::from_ymd_opt(2026, 2, 10).unwrap());
    let rows = [
        Row { number: 2, cells: vec![Cell::Empty, text("समूह")] },
        Row { number: 4, cells: vec![Cell::Empty, Cell::Number(101.0), day] },
    ];
    let sheet = Piece::Sheet { name: "Lists".into(), merges: vec![merge], hidden: true };
    let expected: Vec<Piece> =
        std::iter::once(sheet).chain(rows.into_iter().map(Piece::Row)).collect();
    assert_eq!(pieces(&path, &Limits::ORDINARY).unwrap(), expected);
    let mut through_child = Vec::new();
    spawn(program(), &path, &Limits::ORDINARY, &mut |piece| {
        through_child.push(piece);
        Ok(())
    })
    .unwrap();
    assert_eq!(through_child, expected);
}

#[test]
fn formulas_that_nobody_reckoned_are_told_and_blank_results_are_blank() {
    let folder = Folder::new("old-formulas");
    let rows = |name: &str, cells: &[Vec<u8>]| -> Vec<Row> {
        let found = pieces(&folder.put(name, book(cells)), &Limits::ORDINARY).unwrap();
        let row = |piece| if let Piece::Row(row) = piece { Some(row) } else { None };
        found.into_iter().filter_map(row).collect()
    };
    let open = Cell::Error(samuh_kernel::sheet::NO_VALUE.to_owned());
    let head = || [label(0, 0, "a"), label(0, 1, "b"), label(1, 0, "c")];
    let unreckoned = [&head()[..], &[formula(1, 1, None), formula(2, 1, None)]].concat();
    let found = rows("open.xls", &unreckoned);
    assert_eq!(found[1].cells, [text("c"), open], "{found:?}");
    assert_eq!(found.len(), 2, "formulas below the last row are no rows");
    let reckoned = [&head()[..], &[formula(1, 1, None), formula(1, 2, Some(7.0))]].concat();
    let found = rows("done.xls", &reckoned);
    assert_eq!(found[1].cells.last(), Some(&Cell::Number(7.0)), "{found:?}");
    assert!(!found[1].cells.contains(&Cell::Error(samuh_kernel::sheet::NO_VALUE.to_owned())));
}

#[test]
fn an_old_workbook_under_a_new_name_is_refused() {
    let folder = Folder::new("old-name");
    let path = folder.put("old.xlsx", book(&[number(0, 0, 0, 1.0)]));
    let refusal = pieces(&path, &Limits::ORDINARY).unwrap_err();
    assert_eq!((refusal.code, refusal.arg("format")), ("wrong_extension", Some("xls")));
}

#[test]
fn locked_workbooks_are_refused_under_either_name() {
    let folder = Folder::new("locked");
    let locked = container("EncryptedPackage", &[7; 5000]);
    assert_eq!(refused(&folder.put("locked.xlsx", &locked)), "encrypted");
    assert_eq!(refused(&folder.put("locked.xls", &locked)), "encrypted");
    let word = container("WordDocument", &[7; 5000]);
    assert_eq!(refused(&folder.put("letter.xls", word)), "unsupported_format");
}

#[test]
fn a_cell_in_the_farthest_corner_of_an_old_workbook_kills_only_the_child() {
    let folder = Folder::new("old-corner");
    let far = [number(0, 0, 0, 1.0), number(65_535, 255, 0, 1.0)];
    let path = folder.put("far.xls", book(&far));
    assert_eq!(refused(&path), "broken_file", "the sheet would take half a gigabyte");
    let wide = [number(0, 0, 0, 1.0), number(9, 255, 0, 1.0)];
    let narrow = Limits { columns: 200, ..Limits::ORDINARY };
    let refusal = pieces(&folder.put("wide.xls", book(&wide)), &narrow).unwrap_err();
    assert_eq!(refusal.code, "too_many_columns");
}

#[test]
fn scrambled_old_workbooks_never_kill_the_parent() {
    let folder = Folder::new("old-scrambled");
    let whole = book(&[label(0, 0, "समूह"), number(1, 0, 0, 101.0), label(2, 3, "x")]);
    let mut state = 5_u64;
    for _ in 0..60 {
        let mut scrambled = whole.clone();
        for _ in 0..6 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
            let at = usize::try_from(state >> 33).unwrap() % 2400;
            scrambled[at] ^= u8::try_from(state >> 25 & 0xFE).unwrap() + 1;
        }
        let path = folder.put("scrambled.xls", &scrambled);
        // Any answer will do, as long as one comes.
        let _ = spawn(program(), &path, &Limits::ORDINARY, &mut |_| Ok(()));
    }
}
