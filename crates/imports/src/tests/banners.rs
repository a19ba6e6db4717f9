//! Lines between the rows of a table that name the block or panchayat of the rows below.

use crate::{Why, words};

use super::{read, sheet};

const GROUPS: &crate::Shape = &words::groups::SHAPE;

#[test]
fn a_banner_names_the_place_of_the_rows_below_it_until_the_next() {
    let out = read(
        GROUPS,
        sheet(
            "स",
            &[],
            &[
                &["क्र.", "विकासखण्ड", "ग्राम पंचायत", "समूह का नाम", "समूह कोड"],
                &["विकासखण्ड - माकड़ी"],
                &["=1", "", "अरला", "दीप", "11"],
                &["=2", "", "बबई", "सखी", "12"],
                &["Block Keshkal"],
                &["=3", "", "करमरी", "ज्योति", "13"],
                &["=4", "फरसगांव", "बडगांव", "उषा", "14"],
            ],
        ),
    );
    assert_eq!(out.skipped(), [(2, Why::RepeatedHeading), (5, Why::RepeatedHeading)]);
    let blocks: Vec<&str> = (0..4).map(|row| out.text(row, "block")).collect();
    assert_eq!(blocks, ["माकड़ी", "माकड़ी", "Keshkal", "फरसगांव"]);
    let listed: Vec<(u32, u32, &str)> =
        out.repairs().iter().map(|repair| (repair.row, repair.column, &*repair.to)).collect();
    assert_eq!(listed, [(3, 2, "माकड़ी"), (4, 2, "माकड़ी"), (6, 2, "Keshkal")]);
}

#[test]
fn a_new_block_ends_the_panchayat_of_the_banner_before() {
    let out = read(
        GROUPS,
        sheet(
            "स",
            &[],
            &[
                &["क्र.", "ग्राम", "समूह का नाम", "समूह कोड"],
                &["विकासखण्ड: माकड़ी"],
                &["ग्राम पंचायत: अरला"],
                &["=1", "गागड़ा", "दीप", "11"],
                &["विकासखण्ड: केशकाल"],
                &["=2", "करमरी", "ज्योति", "13"],
            ],
        ),
    );
    assert_eq!((out.text(0, "block"), out.text(0, "gp")), ("माकड़ी", "अरला"));
    assert_eq!((out.text(1, "block"), out.text(1, "gp")), ("केशकाल", ""));
    assert!(out.repairs().is_empty(), "the sheet has no such columns");
}

#[test]
fn signatures_notes_and_totals_are_no_banners() {
    let out = read(
        GROUPS,
        sheet(
            "स",
            &[],
            &[
                &["क्र.", "विकासखण्ड", "ग्राम", "समूह का नाम", "समूह कोड"],
                &["=1", "माकड़ी", "गागड़ा", "दीप", "11"],
                &["ग्राम पंचायत सचिव"],
                &["", "विकासखण्ड योग"],
                &["नोट: यह सूची अपूर्ण है"],
            ],
        ),
    );
    assert_eq!(out.skipped(), [(3, Why::Note), (4, Why::Total), (5, Why::Note)]);
    assert!(out.faults().is_empty());
}
