//! What is written is read back as it was meant.

use chrono::{NaiveDate, NaiveDateTime};
use samuh_documents::read;
use samuh_documents::write::{Book, Column, FaultSheet, Head, Kind, Mark, Value, report};
use samuh_kernel::sheet::{Cell, Limits, Piece, Row};

use crate::kit::{Folder, pieces, rows, text};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 10).unwrap()
}

fn made_at() -> NaiveDateTime {
    day().and_hms_opt(11, 0, 0).unwrap()
}

fn head(name: &str) -> Head {
    let column = |heading: &str, kind| Column { heading: heading.into(), kind, width: 14 };
    Head {
        name: name.into(),
        titles: vec!["समूह — कोंडागाँव".into(), "10/02/2026 की स्थिति".into()],
        columns: vec![
            column("नाम", Kind::Text),
            column("राशि", Kind::Rupees),
            column("दिन", Kind::Day),
            column("%", Kind::Percent),
        ],
    }
}

#[test]
fn a_written_workbook_is_read_back_with_text_as_text() {
    let folder = Folder::new("written");
    let mut book = Book::new(made_at()).unwrap();
    let mut sheet = book.sheet(&head("समूह")).unwrap();
    let formulas = ["=HYPERLINK(\"http://x\")", "+91", "-1+1", "@SUM(A1)", "＝1", "0012"];
    for formula in formulas {
        let values =
            [Value::Text(formula), Value::Paise(-123_450), Value::Day(day()), Value::Percent(85.5)];
        sheet.marked_row(&values, &[(1, "राशि ऋणात्मक है")]).unwrap();
    }
    assert_eq!(sheet.finish().unwrap(), 6);
    let path = folder.path("w.xlsx");
    book.save(&path).unwrap();
    let found = rows(&path);
    assert_eq!(found[0], Row { number: 1, cells: vec![text("समूह — कोंडागाँव")] });
    assert_eq!((found[2].number, found[2].cells.len()), (4, 4));
    for (row, formula) in found[3..].iter().zip(formulas) {
        let cells = [text(formula), Cell::Number(-1234.5), Cell::Date(day()), Cell::Number(85.5)];
        assert_eq!(row.cells, cells);
    }
}

#[test]
fn a_sheet_with_long_headings_is_whole_with_rows_and_without() {
    let folder = Folder::new("headings");
    for (name, count) in [("none.xlsx", 0), ("one.xlsx", 1), ("three.xlsx", 3)] {
        let mut long = head("समूह");
        long.columns[0].heading = "कोण्डागांव: उस दिन तक अपेक्षित लक्ष्य".into();
        let mut book = Book::new(made_at()).unwrap();
        let mut sheet = book.sheet(&long).unwrap();
        for _ in 0..count {
            sheet.row(&[Value::Text("दीप")]).unwrap();
        }
        sheet.finish().unwrap();
        let path = folder.path(name);
        book.save(&path).unwrap();
        let numbers: Vec<u32> = rows(&path).iter().map(|row| row.number).collect();
        let expected: Vec<u32> = [1, 2].into_iter().chain(4..=4 + count).collect();
        assert_eq!(numbers, expected, "{name}");
    }
}

#[test]
fn days_before_1900_are_written_as_text() {
    let folder = Folder::new("old");
    let mut book = Book::new(made_at()).unwrap();
    let mut sheet = book.sheet(&head("S")).unwrap();
    let old = NaiveDate::from_ymd_opt(1850, 1, 2).unwrap();
    sheet.row(&[Value::Empty, Value::Empty, Value::Day(old)]).unwrap();
    sheet.finish().unwrap();
    let path = folder.put("o.xlsx", book.into_bytes().unwrap());
    assert_eq!(rows(&path)[3].cells[2], text("02/01/1850"));
}

#[test]
fn the_marked_copy_holds_every_cell_of_the_original_and_a_list_of_faults() {
    let folder = Folder::new("marked");
    let original = folder.put("groups.csv", "Block groups\n\nकोड,नाम\n101,=1+1\n102,\n103,सीता\n");
    let mark = |row, column, note: &str| Mark {
        sheet: "groups".into(),
        row,
        column,
        note: note.into(),
        hides: false,
    };
    let marks = [
        mark(4, Some(2), "नाम सूत्र जैसा है"),
        mark(5, Some(2), "नाम खाली है"),
        mark(6, None, "यह पंक्ति दोहराई गई है"),
    ];
    let fault = vec![Value::Whole(4), Value::Text("नाम"), Value::Text("=1+1")];
    let faults = FaultSheet { head: head("त्रुटियाँ"), rows: vec![fault] };
    let out = folder.path("report.xlsx");
    let mut source = |sink: &mut samuh_documents::Sink| read(&original, &Limits::ORDINARY, sink);
    report(&mut source, &marks, &faults, made_at(), &out).unwrap();
    let found = pieces(&out, &Limits::ORDINARY).unwrap();
    let before = pieces(&original, &Limits::ORDINARY).unwrap();
    assert_eq!(found[..before.len()], before, "the same sheet, the same rows");
    let Piece::Sheet { name, .. } = &found[before.len()] else { panic!("a sheet of faults") };
    assert_eq!(name, "त्रुटियाँ");
    let Some(Piece::Row(last)) = found.last() else { panic!("a fault") };
    assert_eq!(last.cells, [Cell::Number(4.0), text("नाम"), text("=1+1")]);
}

#[test]
fn a_report_of_an_unreadable_original_fails_with_its_refusal() {
    let folder = Folder::new("unreadable");
    let original = folder.put("a.csv", "");
    let faults = FaultSheet { head: head("F"), rows: vec![] };
    let mut source = |sink: &mut samuh_documents::Sink| read(&original, &Limits::ORDINARY, sink);
    let failed = report(&mut source, &[], &faults, made_at(), &folder.path("r.xlsx"));
    assert!(failed.unwrap_err().to_string().contains("empty_file"));
}
