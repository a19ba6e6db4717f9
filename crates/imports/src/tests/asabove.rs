//! Blank means as above where that is certain, and nowhere else.

use crate::words;
use samuh_kernel::read::RepairKind;

use super::{read, sheet};

const GROUPS: &crate::Shape = &words::groups::SHAPE;

#[test]
fn merged_cells_stand_for_all_their_rows() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[(2, 3, 1, 1)],
            &[
                &["विकासखण्ड", "समूह का नाम", "समूह कोड"],
                &["माकड़ी", "दीप", "1"],
                &["", "सखी", "2"],
                &["", "उमंग", "3"],
            ],
        ),
    );
    assert_eq!((out.text(1, "block"), out.text(2, "block")), ("माकड़ी", ""));
    let repairs = out.repairs();
    assert_eq!(repairs.len(), 1);
    assert_eq!((repairs[0].row, repairs[0].column, repairs[0].kind), (3, 1, RepairKind::AsAbove));
    assert_eq!((repairs[0].from.as_str(), repairs[0].to.as_str()), ("", "माकड़ी"));
    assert_eq!(&*repairs[0].heading, "विकासखण्ड");
}

#[test]
fn a_place_written_once_a_group_is_carried_down_and_ends_with_the_wider_place() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["विकासखण्ड", "ग्राम पंचायत", "समूह का नाम", "समूह कोड"],
                &["माकड़ी", "अनतपुर", "दीप", "1"],
                &["", "", "सखी", "2"],
                &["", "बालोंड", "उमंग", "3"],
                &["", "", "आशा", "4"],
                &["केशकाल", "", "जागृति", "5"],
                &["", "", "ज्योति", "6"],
            ],
        ),
    );
    let blocks: Vec<&str> = (0..6).map(|row| out.text(row, "block")).collect();
    assert_eq!(blocks, ["माकड़ी", "माकड़ी", "माकड़ी", "माकड़ी", "केशकाल", "केशकाल"]);
    let gps: Vec<&str> = (0..6).map(|row| out.text(row, "gp")).collect();
    assert_eq!(gps, ["अनतपुर", "अनतपुर", "बालोंड", "बालोंड", "", ""]);
    assert_eq!(out.repairs().len(), 6);
}

#[test]
fn a_gap_in_a_filled_column_stays_a_gap() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["ग्राम", "समूह का नाम", "समूह कोड"],
                &["करंजी", "दीप", "1"],
                &["करंजी", "सखी", "2"],
                &["", "उमंग", "3"],
                &["बड़गांव", "आशा", "4"],
                &["बड़गांव", "जागृति", "5"],
            ],
        ),
    );
    assert_eq!(out.text(2, "village"), "");
    assert!(out.repairs().is_empty());
}

#[test]
fn ditto_marks_mean_as_above() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["ग्राम", "समूह का नाम", "समूह कोड"],
                &["करंजी", "दीप", "1"],
                &["\"", "सखी", "2"],
                &["-do-", "उमंग", "3"],
                &["तदैव", "आशा", "4"],
            ],
        ),
    );
    assert_eq!(out.text(3, "village"), "करंजी");
    assert_eq!(out.repairs().len(), 3);
    assert_eq!(out.repairs()[1].from, "-do-");
}

#[test]
fn a_row_with_only_its_running_number_is_refused_and_not_filled_from_above() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["क्र.", "विकासखण्ड", "समूह का नाम", "समूह कोड"],
                &["=1", "माकड़ी", "दीप", "1"],
                &["=2", "", "सखी", "2"],
                &["=3", "", "उमंग", "3"],
                &["=4", "", "आशा", "4"],
                &["=5", "", "", ""],
            ],
        ),
    );
    assert_eq!(out.faults(), [(6, 0, "nothing_to_read")]);
    assert_eq!(out.repairs().len(), 3);
}
