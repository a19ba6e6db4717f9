//! Aadhaar numbers never come out, wherever they stand.

use crate::words;

use super::{read, sheet};

/// Valid by its check digit; not a number of any person.
const NUMBER: &str = "2341 2341 2346";

fn members(rows: &[&[&str]]) -> super::Read {
    read(&words::members::SHAPE, sheet("म", &[], rows))
}

fn holds_number(out: &super::Read) -> bool {
    let json = serde_json::to_string(&out.events).unwrap();
    json.contains("2341 2341 2346") || json.contains("234123412346") || json.contains("२३४१")
}

#[test]
fn a_column_of_aadhaar_numbers_is_refused_and_the_rest_of_the_row_taken() {
    let out = members(&[
        &["समूह कोड", "सदस्य का नाम", "आधार नंबर", "मोबाइल"],
        &["1", "सुनीता", NUMBER, "9870000000"],
        &["1", "गीता", "=234123412346", "9870000001"],
        &["1", "मीना", "हाँ", "9870000002"],
    ]);
    assert_eq!(out.notices(), ["aadhaar_column"]);
    assert_eq!(out.faults(), [(2, 3, "aadhaar_not_kept"), (3, 3, "aadhaar_not_kept")]);
    assert!(out.rows().iter().all(|row| !row.refused()));
    assert_eq!(out.text(0, "mobile"), "9870000000");
    assert_eq!(out.rows()[0].faults[0].value, "XXXX");
    assert!(!holds_number(&out));
}

#[test]
fn a_number_in_a_name_refuses_the_row_and_in_free_text_only_the_cell() {
    let out = members(&[
        &["समूह कोड", "सदस्य का नाम", "पता", "मोबाइल"],
        &["1", "सुनीता 2341 2341 2346", "पारा 1", ""],
        &["1", "गीता", "२३४१२३४१२३४६", ""],
        &["1", "मीना", "", NUMBER],
    ]);
    assert_eq!(out.faults()[..2], [(2, 2, "aadhaar_not_kept"), (3, 3, "aadhaar_not_kept")]);
    assert!(out.rows()[0].refused());
    assert!(!out.rows()[1].refused());
    assert_eq!(out.faults()[2].1, 4, "no mobile number");
    assert!(!holds_number(&out));
}

#[test]
fn account_numbers_and_codes_of_twelve_digits_are_kept() {
    let out = members(&[
        &["समूह कोड", "सदस्य कोड", "सदस्य का नाम", "खाता संख्या"],
        &["1", "300000000001", "सुनीता", "234123412346"],
        &["1", "300000000002", "गीता", "234123412347"],
        &["1", "300000000003", "मीना", "234123412348"],
        &["1", "300000000004", "रीना", "234123412349"],
        &["1", "300000000005", "टीना", "234123412340"],
        &["1", "300000000006", "वीना", "234123412341"],
        &["1", "300000000007", "हिना", "234123412342"],
    ]);
    assert!(out.faults().is_empty(), "{:?}", out.faults());
    assert_eq!(out.text(0, "account_no"), "234123412346");
}
