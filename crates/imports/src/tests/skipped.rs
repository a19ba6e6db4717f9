//! Totals, headings again, numbers of columns and exact repeats are left out and said; records
//! that look like them are not.

use crate::{Why, words};

use super::{read, sheet};

const GROUPS: &crate::Shape = &words::groups::SHAPE;

#[test]
fn totals_headings_again_and_column_numbers_are_skipped() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["क्र.", "विकासखण्ड", "समूह का नाम", "समूह कोड", "सदस्य संख्या"],
                &["1", "2", "3", "4", "5"],
                &["=1", "माकड़ी", "दीप", "11", "=10"],
                &["=2", "माकड़ी", "योगिता", "12", "=12"],
                &["", "माकड़ी योग", "", "", "=22"],
                &["क्र.", "विकासखण्ड", "समूह का नाम", "समूह कोड", "सदस्य संख्या"],
                &["=3", "केशकाल", "Total Mahila Samuh", "13", "=10"],
                &["", "", "उप योग", "", "=10"],
                &[],
                &["", "महायोग", "", "", "=32"],
            ],
        ),
    );
    let expected = [
        (2, Why::RepeatedHeading),
        (5, Why::Subtotal),
        (6, Why::RepeatedHeading),
        (8, Why::Subtotal),
        (10, Why::Total),
    ];
    assert_eq!(out.skipped(), expected);
    let numbers: Vec<u32> = out.rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, [3, 4, 7]);
}

#[test]
fn a_total_in_every_usual_wording_is_left_out() {
    for label in
        ["योग", "कुल", "कुल योग", "Total", "GRAND TOTAL", "Total :-", "कुल-", "dqy ;ksx", "जिला योग"]
    {
        for at in [0, 1] {
            let mut total = vec!["", "", "", "=22"];
            total[at] = label;
            let out = read(
                GROUPS,
                sheet(
                    "म",
                    &[],
                    &[
                        &["विकासखण्ड", "समूह का नाम", "समूह कोड", "सदस्य"],
                        &["माकड़ी", "दीप", "11", "=10"],
                        &["माकड़ी", "सखी", "12", "=12"],
                        &total,
                    ],
                ),
            );
            assert_eq!(out.skipped(), [(4, Why::Total)], "{label} in column {at}");
        }
    }
}

#[test]
fn a_group_whose_name_sounds_like_a_total_is_a_group() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["विकासखण्ड", "समूह का नाम", "समूह कोड", "सदस्य"],
                &["माकड़ी", "योग", "11", "=10"],
                &["माकड़ी", "कुल देवी", "", "=10"],
                &["माकड़ी", "Total Mahila Samuh", "", "=10"],
            ],
        ),
    );
    assert!(out.skipped().is_empty(), "{:?}", out.skipped());
}

#[test]
fn an_english_heading_under_the_hindi_one_is_no_record() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["समूह का नाम", "समूह कोड", "ग्राम"],
                &["SHG Name", "SHG Code", "Village"],
                &["दीप", "1", "करंजी"],
            ],
        ),
    );
    assert_eq!(out.rows().len(), 1);
    assert!(out.skipped() == [(2, Why::RepeatedHeading)] || out.sheets()[0].heading_rows == [1, 2]);
}

#[test]
fn exact_repeats_are_skipped_only_with_a_code_or_a_persons_name() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["क्र.", "समूह का नाम", "समूह कोड", "ग्राम"],
                &["1", "दीप", "1", "करंजी"],
                &["2", "दीप", "=1", "करंजी "],
                &["3", "दीप", "1", "बड़गांव"],
                &["4", "सखी", "", "करंजी"],
                &["5", "सखी", "", "करंजी"],
            ],
        ),
    );
    assert_eq!(out.skipped(), [(3, Why::ExactRepeat)]);
    assert_eq!(out.rows().len(), 4);
    let members = read(
        &words::members::SHAPE,
        sheet(
            "म",
            &[],
            &[
                &["समूह कोड", "सदस्य का नाम", "पति का नाम"],
                &["1", "सुनीता", "राम"],
                &["1", "सुनीता", "राम"],
                &["1", "सुनीता", "श्याम"],
            ],
        ),
    );
    assert_eq!(members.skipped(), [(3, Why::ExactRepeat)]);
}

#[test]
fn a_note_among_the_records_is_refused_as_no_record() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["समूह का नाम", "समूह कोड", "ग्राम", "सदस्य"],
                &["दीप", "1", "करंजी", "=10"],
                &["नोट: उपरोक्त जानकारी सत्यापित है।"],
                &["दिनांकित समूह", "", "करंजी", "=10"],
            ],
        ),
    );
    assert_eq!(out.faults(), [(3, 0, "not_a_record")]);
    assert_eq!(out.rows().len(), 3);
}

#[test]
fn notes_and_signatures_under_the_table_are_passed_over_and_a_lone_name_is_not() {
    let head: &[&str] = &["समूह का नाम", "समूह कोड", "ग्राम", "सदस्य", "पद"];
    let record: &[&str] = &["दीप", "1", "करंजी", "=10"];
    let notes: [&[&str]; 5] = [
        &["हस्ताक्षर"],
        &["टीप: जानकारी सत्यापित है"],
        &["", "", "", "", "जिला मिशन प्रबंधक"],
        &["तैयारकर्ता", "", "हस्ताक्षर"],
        &["* आंकड़े 31 मार्च की स्थिति में"],
    ];
    for note in notes {
        let out = read(GROUPS, sheet("म", &[], &[head, record, &["कुल", "", "", "=10"], note]));
        assert_eq!(out.skipped(), [(3, Why::Total), (4, Why::Note)], "{note:?}");
        assert_eq!((out.rows().len(), out.faults().len()), (1, 0), "{note:?}");
    }
    let out = read(GROUPS, sheet("म", &[], &[head, record, &["सखी"]]));
    assert_eq!((out.rows().len(), out.faults()), (2, vec![(3, 0, "not_a_record")]));
}

#[test]
fn a_total_that_records_follow_is_a_subtotal_and_one_above_all_is_not() {
    let head: &[&str] = &["विकासखण्ड", "समूह का नाम", "समूह कोड", "सदस्य"];
    let total: &[&str] = &["कुल", "", "", "=10"];
    let records: [&[&str]; 2] = [&["माकड़ी", "दीप", "11", "=10"], &["केशकाल", "सखी", "12", "=12"]];
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[head, total, records[0], total, records[1], total, &["महायोग", "", "", "=22"]],
        ),
    );
    let expected = [(2, Why::Total), (4, Why::Subtotal), (6, Why::Subtotal), (7, Why::Total)];
    assert_eq!(out.skipped(), expected);
    assert_eq!(out.rows().len(), 2);
}
