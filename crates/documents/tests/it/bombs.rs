//! Hostile files of TRUST T12: refused by name, within 5 seconds and 128 MB, and the reader of
//! the next file is none the worse.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use samuh_documents::ReadError;
use samuh_documents::child::{limits_to_arg, spawn};
use samuh_kernel::sheet::Limits;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::kit::{Folder, sheet};

const PEAK_KIB: u64 = 128 << 10;
/// Processor time, for the machine may be busy; a build without optimisation takes longer.
const PATIENCE_MS: u64 = if cfg!(debug_assertions) { 15_000 } else { 5_000 };

/// The reading child's program.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_samuh-read-sheet"))
}

fn through_child(path: &Path) -> Result<u64, ReadError> {
    let mut pieces = 0;
    spawn(program(), path, &Limits::ORDINARY, &mut |_| {
        pieces += 1;
        Ok(())
    })?;
    Ok(pieces)
}

/// Reads in a child twice: once for the answer, once for the memory and time it took.
fn answered(path: &Path) -> &'static str {
    let code = through_child(path).map_or_else(|refusal| refusal.code, |_| "read");
    let limits = limits_to_arg(&Limits::ORDINARY);
    let took = Command::new(program()).arg("took").arg(path).arg(limits).output();
    let line = String::from_utf8(took.expect("the program runs").stdout).expect("it prints text");
    let numbers: Vec<u64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [_pieces, kib, milliseconds] = numbers[..] else { panic!("{line}") };
    assert!(kib < PEAK_KIB, "{line}");
    assert!(milliseconds < PATIENCE_MS, "{line}");
    code
}

/// A workbook with one sheet whose XML is written piece by piece.
fn streamed(
    path: PathBuf,
    part: &str,
    write: impl Fn(&mut dyn io::Write) -> io::Result<()>,
) -> PathBuf {
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    let options = SimpleFileOptions::default().compression_level(Some(1));
    let links = concat!(
        "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>",
        "<Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let book = "<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>";
    let small = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    let parts = [
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/worksheets/sheet1.xml", &small),
    ];
    for (name, text) in parts.iter().filter(|(name, _)| *name != part) {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file(part, options).unwrap();
    write(&mut zip).unwrap();
    zip.finish().unwrap();
    path
}

#[test]
fn a_cell_in_the_farthest_corner_is_refused_without_making_the_sheet() {
    let folder = Folder::new("corner");
    let rows = concat!(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"
    );
    let path = folder.book("corner.xlsx", &[&sheet(rows)], &[]);
    assert!(std::fs::metadata(&path).unwrap().len() < 1445, "as small as the real one");
    assert_eq!(answered(&path), "too_many_columns");
    let last_row = rows.replace("XFD", "B");
    let path = folder.book("last.xlsx", &[&sheet(&last_row)], &[]);
    assert_eq!(answered(&path), "read", "one cell far down harms nobody");
}

#[test]
fn a_declared_dimension_of_31_gigabytes_is_not_believed() {
    let folder = Folder::new("dimension");
    let claim = concat!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\" spans=\"1:16384\">",
        "<c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>"
    );
    assert_eq!(answered(&folder.book("claim.xlsx", &[claim], &[])), "read");
}

#[test]
fn rows_beyond_the_sheet_and_backwards_are_broken() {
    let folder = Folder::new("rows");
    for number in ["1048577", "4294967295", "4294967296", "99999999999999999999", "0", "-1", "x"] {
        let rows = format!("<row r=\"{number}\"><c><v>1</v></c></row>");
        assert_eq!(answered(&folder.book("r.xlsx", &[&sheet(&rows)], &[])), "broken_file");
    }
    let back =
        "<row r=\"9\"><c r=\"A9\"><v>1</v></c></row><row r=\"8\"><c r=\"A8\"><v>1</v></c></row>";
    assert_eq!(answered(&folder.book("b.xlsx", &[&sheet(back)], &[])), "broken_file");
    let twice = "<row r=\"9\"><c r=\"A9\"><v>1</v></c><c r=\"A9\"><v>1</v></c></row>";
    assert_eq!(answered(&folder.book("t.xlsx", &[&sheet(twice)], &[])), "broken_file");
}

#[test]
fn a_gigabyte_of_inline_strings_is_refused_unopened() {
    let folder = Folder::new("gigabyte");
    let path = streamed(folder.path("g.xlsx"), "xl/worksheets/sheet1.xml", |part| {
        let row = "<row><c t=\"inlineStr\"><is><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></is></c></row>";
        let block = row.repeat(10_000);
        part.write_all(b"<worksheet><sheetData>")?;
        (0..(1 << 30) / block.len()).try_for_each(|_| part.write_all(block.as_bytes()))?;
        part.write_all(b"</sheetData></worksheet>")
    });
    assert_eq!(answered(&path), "inflated_too_large");
}

#[test]
fn a_tightly_packed_part_is_refused_by_its_ratio() {
    let folder = Folder::new("ratio");
    let path = streamed(folder.path("r.xlsx"), "xl/worksheets/sheet1.xml", |part| {
        part.write_all(&b" ".repeat(20 << 20))
    });
    assert_eq!(answered(&path), "ratio_too_high");
}

/// Numbers that do not pack well, so that no ratio gives the file away.
fn noise(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn a_million_shared_strings_stay_within_the_memory() {
    let folder = Folder::new("strings");
    let path = streamed(folder.path("s.xlsx"), "xl/sharedStrings.xml", |part| {
        let mut state = 7;
        let mut text = String::from("<sst>");
        for _ in 0..1_000_000 {
            write!(text, "<si><t>{:x}</t></si>", noise(&mut state)).unwrap();
        }
        part.write_all(text.as_bytes())
    });
    assert_eq!(answered(&path), "read");
}

#[test]
fn more_shared_text_than_the_memory_holds_is_refused() {
    let folder = Folder::new("shared");
    let path = streamed(folder.path("s.xlsx"), "xl/sharedStrings.xml", |part| {
        let mut state = 7;
        let filler = "q".repeat(150);
        let mut text = String::from("<sst>");
        for _ in 0..600_000 {
            write!(text, "<si><t>{:x}{filler}</t></si>", noise(&mut state)).unwrap();
        }
        part.write_all(text.as_bytes())
    });
    assert_eq!(answered(&path), "inflated_too_large");
}

#[test]
fn endless_nesting_stays_within_the_memory() {
    let folder = Folder::new("nesting");
    let path = streamed(folder.path("n.xlsx"), "xl/worksheets/sheet1.xml", |part| {
        let mut state = 7;
        let mut text = String::from("<worksheet><sheetData><row><c>");
        for _ in 0..2_000_000 {
            write!(text, "<a{:x}>", noise(&mut state)).unwrap();
        }
        part.write_all(text.as_bytes())
    });
    assert_eq!(answered(&path), "broken_file");
}

#[test]
fn ten_thousand_sheets_are_refused() {
    let folder = Folder::new("sheets");
    let small = sheet("");
    let sheets: Vec<&str> = (0..10_000).map(|_| small.as_str()).collect();
    assert_eq!(answered(&folder.book("s.xlsx", &sheets, &[])), "too_many_sheets");
    let listed = "<sheet name=\"S\" r:id=\"r1\"/>".repeat(10_000);
    let list = format!("<workbook><sheets>{listed}</sheets></workbook>");
    let path = folder.book("l.xlsx", &[&small], &[("xl/workbook.xml", &list)]);
    assert_eq!(answered(&path), "too_many_sheets", "the same part listed often");
}

#[test]
fn a_list_of_parts_that_fills_the_memory_is_not_loaded() {
    let folder = Folder::new("parts");
    let path = folder.path("p.xlsx");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for number in 0..60_000 {
        let name = format!("xl/media/a-picture-with-quite-a-long-name-{number}.png");
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
    }
    zip.finish().unwrap();
    assert_eq!(answered(&path), "too_many_parts");
}

#[test]
fn a_zip_inside_the_workbook_is_refused() {
    let folder = Folder::new("nested");
    let small = sheet("");
    let nested = [("xl/embeddings/book.xlsx", "PK\x03\x04 and so on")];
    assert_eq!(answered(&folder.book("n.xlsx", &[&small], &nested)), "nested_archive");
}

#[test]
fn names_that_climb_out_and_links_are_refused() {
    let folder = Folder::new("slip");
    let small = sheet("");
    let slip = [("xl/../../../etc/cron.d/x", "* * * * *")];
    assert_eq!(answered(&folder.book("s.xlsx", &[&small], &slip)), "unsafe_names");
    let path = folder.path("link.xlsx");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    zip.add_symlink("xl/workbook.xml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    zip.finish().unwrap();
    assert_eq!(answered(&path), "unsafe_names");
}

#[test]
fn outside_entities_and_the_billion_laughs_are_refused() {
    let folder = Folder::new("entities");
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let laughs = "<!DOCTYPE a [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    for entity in [outside, laughs] {
        let body =
            "<worksheet><sheetData><row><c t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>";
        let path = folder.book("e.xlsx", &[&format!("{entity}{body}")], &[]);
        assert_eq!(answered(&path), "xml_entities");
    }
    let bare = sheet("<row><c t=\"str\"><v>&x;</v></c></row>");
    assert_eq!(answered(&folder.book("b.xlsx", &[&bare], &[])), "xml_entities");
}

#[test]
fn a_cell_of_a_megabyte_is_refused_with_its_place() {
    let folder = Folder::new("cell");
    let long = "क".repeat(350_000);
    let rows = format!("<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
    let path = folder.book("c.xlsx", &[&sheet(&rows)], &[]);
    // It packs too well for the ratio; a real one does not.
    let limits = Limits { ratio: u64::MAX, ..Limits::ORDINARY };
    let refusal = spawn(program(), &path, &limits, &mut |_| Ok(())).unwrap_err();
    assert_eq!(refusal.code, "cell_too_long");
    assert_eq!((refusal.arg("row"), refusal.arg("column")), (Some("3"), Some("B")));
}

#[test]
fn cut_off_and_scrambled_workbooks_are_broken_and_never_kill_the_parent() {
    let folder = Folder::new("cut");
    let rows: String =
        (1..200).map(|row| format!("<row r=\"{row}\"><c><v>{row}</v></c></row>")).collect();
    let whole = std::fs::read(folder.book("w.xlsx", &[&sheet(&rows)], &[])).unwrap();
    for cut in [5, 60, whole.len() / 2, whole.len() - 1] {
        assert_eq!(answered(&folder.put("cut.xlsx", &whole[..cut])), "broken_file", "{cut}");
    }
    let mut state = 11;
    for _ in 0..60 {
        let mut scrambled = whole.clone();
        for _ in 0..4 {
            let length = scrambled.len() as u64;
            let at = usize::try_from(noise(&mut state) % length).unwrap();
            scrambled[at] ^= u8::try_from(noise(&mut state) % 255).unwrap() + 1;
        }
        // Any answer will do, as long as one comes.
        let _ = through_child(&folder.put("scrambled.xlsx", &scrambled));
    }
}

#[test]
fn a_child_that_dies_or_falls_silent_is_a_broken_file() {
    let folder = Folder::new("silent");
    let path = folder.put("a.csv", "a,b\n1,2\n");
    let refusal = spawn(Path::new("/bin/true"), &path, &Limits::ORDINARY, &mut |_| Ok(()));
    assert_eq!(refusal.unwrap_err().code, "broken_file");
    let missing = spawn(Path::new("/no/such"), &path, &Limits::ORDINARY, &mut |_| Ok(()));
    assert_eq!(missing.unwrap_err().code, "io");
    assert_eq!(through_child(&path).unwrap(), 3);
}

#[test]
fn the_sink_stops_the_reading_with_its_own_error() {
    let folder = Folder::new("stop");
    let path = folder.put("a.csv", "a,b\n".repeat(400_000));
    let mut rows = 0;
    let stopped = spawn(program(), &path, &Limits::ORDINARY, &mut |_| {
        rows += 1;
        if rows == 3 { Err(ReadError::new("io")) } else { Ok(()) }
    });
    assert_eq!((stopped.unwrap_err().code, rows), ("io", 3));
}
