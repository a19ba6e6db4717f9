//! Delimited text in the encodings that offices save.

use samuh_kernel::sheet::{Limits, Piece, Row};

use crate::kit::{Folder, pieces, rows, text};

const TABLE: &str = "कोड;नाम\r\n\r\n101;\"माकड़ी; पूर्व\"\r\n";

fn expected() -> [Row; 2] {
    [
        Row { number: 1, cells: vec![text("कोड"), text("नाम")] },
        Row { number: 3, cells: vec![text("101"), text("माकड़ी; पूर्व")] },
    ]
}

#[test]
fn unicode_is_read_with_and_without_its_mark() {
    let folder = Folder::new("unicode");
    let little: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = TABLE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let files = [
        TABLE.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat(),
        [b"\xFF\xFE", little.as_slice()].concat(),
        [b"\xFE\xFF", big.as_slice()].concat(),
        little,
        big,
    ];
    for bytes in files {
        assert_eq!(rows(&folder.put("groups.csv", bytes)), expected());
    }
}

#[test]
fn old_windows_text_is_read_where_it_is_no_unicode() {
    let folder = Folder::new("windows");
    let padding = "x,y\n".repeat(40_000);
    let bytes = [padding.as_bytes(), b"caf\xE9,\x93q\x94\n"].concat();
    let rows = rows(&folder.put("kruti.txt", bytes));
    assert_eq!(rows[40_000].cells, [text("café"), text("“q”")]);
}

#[test]
fn the_sheet_is_named_after_the_file_and_tabs_and_sep_lines_are_known() {
    let folder = Folder::new("tabs");
    let found = pieces(&folder.put("लक्ष्य 2026.xls", "a\tb\n1\t2, 3\n"), &Limits::ORDINARY).unwrap();
    let name = "लक्ष्य 2026".into();
    assert_eq!(found[0], Piece::Sheet { name, merges: vec![], hidden: false });
    assert_eq!(rows(&folder.put("s.csv", "sep=|\r\na,b|c\r\n"))[0].cells, [text("a,b"), text("c")]);
}

#[test]
fn a_quote_that_is_never_closed_is_refused_not_swallowed() {
    let folder = Folder::new("quote");
    let open = format!("a,b\n1,\"2\n{}", "3,4\n".repeat(50));
    let refusal = pieces(&folder.put("q.csv", &open), &Limits::ORDINARY).unwrap_err();
    assert_eq!((refusal.code, refusal.arg("row")), ("unclosed_quote", Some("2")));
    let long = format!("a,b\n1,\"2\n{}", "3,4\n".repeat(2_000_000));
    let refusal = pieces(&folder.put("q.csv", &long), &Limits::ORDINARY).unwrap_err();
    assert_eq!((refusal.code, refusal.arg("row")), ("unclosed_quote", Some("2")));
}
