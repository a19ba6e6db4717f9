//! Workbooks of the office: every kind of cell, as Excel and other programs write it.

use std::path::Path;

use calamine::Reader;
use chrono::NaiveDate;
use samuh_kernel::sheet::{Cell, Limits, Merge, NO_VALUE, Piece, Row};

use crate::kit::{Folder, pieces, rows, sheet, text};

const STYLES: &str = concat!(
    "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy\"/></numFmts>",
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"21\"/></cellXfs></styleSheet>"
);

#[test]
fn every_kind_of_cell_is_read_as_the_file_holds_it() {
    let folder = Folder::new("kinds");
    let cells = concat!(
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>9.87E+9</v></c>",
        "<c r=\"C2\" s=\"1\"><v>46063</v></c><c r=\"D2\" s=\"2\"><v>0.5</v></c>",
        "<c r=\"F2\" t=\"b\"><v>1</v></c><c r=\"G2\" t=\"e\"><f>A0</f><v>#REF!</v></c>",
        "<c r=\"H2\" t=\"str\"><f>A1&amp;B1</f><v>अ&amp;ब</v></c>",
        "<c r=\"I2\"><f>SUM(B1:B2)</f><v>12</v></c><c r=\"J2\"><f>B1</f></c>",
        "<c r=\"K2\" t=\"inlineStr\"><is><r><t>एक </t></r><r><t>दो</t></r></is></c>",
        "<c r=\"L2\" t=\"d\"><v>2026-02-10</v></c><c r=\"M2\" t=\"s\"><v>1</v></c><c r=\"XFD2\" s=\"1\"/></row>",
        "<row r=\"4\"><c r=\"A4\" s=\"1\"/></row>",
        "<row r=\"5\"><c r=\"A5\"><f>A4</f><v/></c><c r=\"B5\"><f t=\"shared\" si=\"0\"/></c></row>"
    );
    let strings = "<sst><si><t xml:space=\"preserve\"> माकड़ी </t></si><si><t>  </t></si></sst>";
    let parts = [("xl/sharedStrings.xml", strings), ("xl/styles.xml", STYLES)];
    let path = folder.book("k.xlsx", &[&sheet(cells)], &parts);
    let day = NaiveDate::from_ymd_opt(2026, 2, 10).unwrap();
    let cells = vec![
        text(" माकड़ी "),
        Cell::Number(9_870_000_000.0),
        Cell::Date(day),
        Cell::Number(0.5),
        Cell::Empty,
        Cell::Bool(true),
        Cell::Error("#REF!".into()),
        text("अ&ब"),
        Cell::Number(12.0),
        Cell::Error(NO_VALUE.into()),
        text("एक दो"),
        Cell::Date(day),
    ];
    assert_eq!(rows(&path), [Row { number: 2, cells }]);
}

#[test]
fn rows_and_cells_without_references_follow_one_another() {
    let folder = Folder::new("bare");
    let cells = concat!(
        "<x:row><x:c><x:v>1</x:v></x:c><x:c/><x:c><x:v>3</x:v></x:c></x:row>",
        "<x:row/><x:row><x:c r=\"B7\"><x:v>4</x:v></x:c></x:row><x:row><x:c><x:v>5</x:v></x:c></x:row>"
    );
    let sheet = format!("<x:worksheet><x:sheetData>{cells}</x:sheetData></x:worksheet>");
    let number = Cell::Number;
    assert_eq!(
        rows(&folder.book("b.xlsx", &[&sheet], &[])),
        [
            Row { number: 1, cells: vec![number(1.0), Cell::Empty, number(3.0)] },
            Row { number: 7, cells: vec![Cell::Empty, number(4.0)] },
            Row { number: 8, cells: vec![number(5.0)] },
        ]
    );
}

#[test]
fn sheets_come_in_order_with_their_merged_ranges_and_hidden_ones_marked() {
    let folder = Folder::new("order");
    let merged = concat!(
        "<worksheet><sheetData><row><c t=\"str\"><v>a</v></c></row></sheetData>",
        "<mergeCells count=\"1\"><mergeCell ref=\"A1:C2\"/></mergeCells></worksheet>"
    );
    let list = concat!(
        "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"दूसरा\" r:id=\"r2\"/>",
        "<sheet name=\"Chart\" r:id=\"r9\"/><sheet name=\"First &amp; last\" r:id=\"r1\" state=\"veryHidden\"/>",
        "</sheets></workbook>"
    );
    let dated = sheet("<row><c s=\"1\"><v>44601</v></c></row>");
    let parts = [("xl/workbook.xml", list), ("xl/styles.xml", STYLES)];
    let path = folder.book("o.xlsx", &[merged, &dated], &parts);
    let merge = Merge { first_row: 1, last_row: 2, first_column: 1, last_column: 3 };
    let day = Cell::Date(NaiveDate::from_ymd_opt(2026, 2, 10).unwrap());
    assert_eq!(
        pieces(&path, &Limits::ORDINARY).unwrap(),
        [
            Piece::Sheet { name: "दूसरा".into(), merges: vec![], hidden: false },
            Piece::Row(Row { number: 1, cells: vec![day] }),
            Piece::Sheet { name: "First & last".into(), merges: vec![merge], hidden: true },
            Piece::Row(Row { number: 1, cells: vec![text("a")] }),
        ]
    );
}

#[test]
fn names_that_contradict_the_content_are_refused_and_others_do_not_matter() {
    let folder = Folder::new("names");
    let small = sheet("<row><c><v>1</v></c></row>");
    let refusal = |path: &Path| pieces(path, &Limits::ORDINARY).unwrap_err();
    let as_xls = refusal(&folder.book("a.xls", &[&small], &[]));
    assert_eq!((as_xls.code, as_xls.arg("format")), ("wrong_extension", Some("xlsx")));
    assert_eq!(rows(&folder.book("a.csv", &[&small], &[])).len(), 1, "Excel inside is Excel");
    assert_eq!(rows(&folder.book("upload", &[&small], &[])).len(), 1);
    let html = folder.put("portal.xls", "<html><table><tr><td>कोड<td>1</table>");
    assert_eq!(rows(&html)[0].cells, [text("कोड"), text("1")]);
    assert_eq!(
        refusal(&folder.put("page.xls", "<html><p>Sign in</p></html>")).code,
        "html_not_excel"
    );
}

#[test]
fn other_documents_are_refused_by_their_kind() {
    let folder = Folder::new("kinds-of-file");
    let refusal = |path: &Path| pieces(path, &Limits::ORDINARY).unwrap_err();
    let pdf = refusal(&folder.put("a.xlsx", "%PDF-1.7 and so on"));
    assert_eq!((pdf.code, pdf.arg("format")), ("unsupported_format", Some("pdf")));
    let ods = refusal(&folder.book("a.ods", &[], &[("content.xml", "<a/>")]));
    assert_eq!((ods.code, ods.arg("format")), ("unsupported_format", Some("ods")));
    let word = "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let docx = refusal(&folder.book("a.docx", &[], &[("_rels/.rels", word)]));
    assert_eq!(docx.arg("format"), Some("docx"));
    assert_eq!(refusal(&folder.put("a.xlsx", "")).code, "empty_file");
    assert_eq!(refusal(&folder.put("a.csv", " \r\n \n")).code, "empty_file");
    assert_eq!(refusal(&folder.put("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")).code, "not_a_sheet");
    let small = Limits { file_bytes: 10, ..Limits::ORDINARY };
    let large = pieces(&folder.put("a.csv", "a,b,c,d,e,f"), &small).unwrap_err();
    assert_eq!(large.code, "file_too_large");
    assert_eq!(refusal(&folder.path("not-there.csv")).code, "io");
}

#[test]
fn a_large_sheet_is_read_as_another_reader_reads_it() {
    let folder = Folder::new("twin");
    let path = folder.path("twin.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in (0..3000).step_by(3) {
        for column in 0..12_u16 {
            let number = f64::from(row) * 1.37 + f64::from(column);
            if (row + u32::from(column)) % 5 < 2 {
                sheet.write_string(row, column, format!("समूह & <{}>", row % 70)).unwrap();
            } else if column != 7 {
                sheet.write_number(row, column, number).unwrap();
            }
        }
    }
    book.save(&path).unwrap();
    let mut twin: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let range = twin.worksheet_range("Sheet1").unwrap();
    let ours = rows(&path);
    assert_eq!(ours.len(), 1000);
    for row in ours {
        for (column, cell) in (0..).zip(&row.cells) {
            let other = match range.get_value((row.number - 1, column)).unwrap() {
                calamine::Data::String(value) => text(value),
                calamine::Data::Float(value) => Cell::Number(*value),
                calamine::Data::Empty => Cell::Empty,
                other => panic!("{other:?}"),
            };
            assert_eq!(*cell, other);
        }
    }
}
