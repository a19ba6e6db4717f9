//! The heading is found wherever it stands and however it is worded.

use crate::{How, Layout, words};

use super::{options, read, read_with, sheet};

const GROUPS: &crate::Shape = &words::groups::SHAPE;

#[test]
fn a_clean_sheet_has_no_repairs_no_faults_and_nothing_skipped() {
    let out = read(
        GROUPS,
        sheet(
            "समूह",
            &[],
            &[
                &[
                    "क्र.",
                    "विकासखण्ड",
                    "ग्राम पंचायत",
                    "समूह कोड",
                    "समूह का नाम",
                    "गठन दिनांक",
                    "सदस्य संख्या",
                ],
                &["=1", "माकड़ी", "अनतपुर", "=120801", "लक्ष्मी महिला समूह", "10/02/2024", "=12"],
                &["=2", "माकड़ी", "अनतपुर", "120802", "Jai Maa Danteshwari", "@2024-03-01", "11"],
            ],
        ),
    );
    assert_eq!(out.fields(), ["-", "block", "gp", "shg_code", "name", "formed_on", "members"]);
    assert!(out.repairs().is_empty(), "{:?}", out.repairs());
    assert!(out.faults().is_empty(), "{:?}", out.faults());
    assert!(out.skipped().is_empty() && out.notices().is_empty());
    assert_eq!(out.rows().len(), 2);
    assert_eq!(out.text(0, "shg_code"), "120801");
    assert_eq!(out.sheets()[0].heading_rows, [1]);
}

#[test]
fn titles_above_the_heading_are_kept_apart_and_read_for_block_and_year() {
    let out = read(
        GROUPS,
        sheet(
            "Sheet1",
            &[(1, 1, 1, 4)],
            &[
                &["कार्यालय जनपद पंचायत माकड़ी, जिला कोण्डागांव (छ.ग.)", "", "", ""],
                &["स्व सहायता समूहों की सूची वर्ष 2026-27", "", "", ""],
                &["विकासखण्ड: माकड़ी", "", "दिनांक", "@2026-04-30"],
                &[],
                &["S.No.", "Name of SHG", "SHG Code", "Date of Formation"],
                &["1", "Sarthi", "77", "10-02-24"],
            ],
        ),
    );
    let understood = out.sheets()[0];
    assert_eq!(understood.heading_rows, [5]);
    assert_eq!(out.fields(), ["-", "name", "shg_code", "formed_on"]);
    assert_eq!(understood.given, [("block".to_owned(), "माकड़ी".to_owned())]);
    assert_eq!(understood.year.map(|year| year.0), Some(2026));
    assert_eq!(out.rows().len(), 1);
    assert_eq!(out.text(0, "block"), "माकड़ी");
}

#[test]
fn a_title_about_every_block_names_none() {
    let rows: &[&[&str]] =
        &[&["विकासखण्ड-वार समूहों की सूची"], &["समूह का नाम", "समूह कोड"], &["दीप", "1"]];
    let out = read(GROUPS, sheet("x", &[], rows));
    assert!(out.sheets()[0].given.is_empty());
    assert_eq!(out.value(0, "block"), None);
}

#[test]
fn a_heading_of_two_merged_rows_joins_parent_and_child() {
    let rows: &[&[&str]] = &[
        &["क्र.", "ग्राम", "समूह का नाम", "सदस्य", "", "", "बैंक विवरण", ""],
        &["", "", "", "कुल", "अजा", "अजजा", "बैंक का नाम", "खाता संख्या"],
        &["=1", "करंजी", "दीप", "=12", "=2", "=10", "SBI", "12345678901"],
    ];
    let merges = [(1, 2, 1, 1), (1, 2, 2, 2), (1, 2, 3, 3), (1, 1, 4, 6), (1, 1, 7, 8)];
    for merges in [&merges[..], &[]] {
        let out = read(GROUPS, sheet("क", merges, rows));
        assert_eq!(out.sheets()[0].heading_rows, [1, 2]);
        assert_eq!(
            out.fields(),
            ["-", "village", "name", "members", "-", "-", "bank_name", "account_no"]
        );
        assert_eq!(&*out.sheets()[0].columns[4].heading, "सदस्य / अजा");
        assert_eq!(out.rows().len(), 1);
        assert!(out.faults().is_empty());
    }
}

#[test]
fn a_row_of_data_is_never_taken_for_the_lower_row_of_a_heading() {
    let out = read(
        GROUPS,
        sheet(
            "क",
            &[],
            &[&["समूह का नाम", "ग्राम", "स्थिति"], &["दीप", "करंजी", "सक्रिय"], &["सखी", "करंजी", "बंद"]],
        ),
    );
    assert_eq!(out.sheets()[0].heading_rows, [1]);
    assert_eq!(out.rows().len(), 2);
    assert_eq!((out.text(0, "status"), out.text(1, "status")), ("active", "inactive"));
}

#[test]
fn app_headings_kruti_dev_headings_and_slips_are_recognised() {
    let app = read(
        GROUPS,
        sheet(
            "a",
            &[],
            &[
                &["shgCode", "shgName", "groupFormationDate", "bankAccNo"],
                &["1", "A", "10/02/2024", "12345678"],
            ],
        ),
    );
    assert_eq!(app.fields(), ["shg_code", "name", "formed_on", "account_no"]);
    let kruti = read(
        GROUPS,
        sheet(
            "k",
            &[],
            &[
                &["Ø-", "xzke iapk;r", "lewg dk uke", "xBu fnukad"],
                &["1", "vurijq", "y{eh", "10/02/2024"],
            ],
        ),
    );
    assert_eq!(kruti.fields()[1..], ["gp", "name", "formed_on"]);
    let slips = read(
        GROUPS,
        sheet(
            "s",
            &[],
            &[
                &["Gram Panchyat", "SHG Nmae", "Name of Self Help Grp", "SHG Code"],
                &["x", "y", "z", "3"],
            ],
        ),
    );
    assert_eq!(slips.fields()[0], "gp");
    assert_eq!(slips.sheets()[0].columns[0].how, How::Close);
}

#[test]
fn lgd_downloads_are_places() {
    let out = read(
        &words::places::SHAPE,
        sheet(
            "villages",
            &[],
            &[
                &[
                    "S.No.",
                    "State Code",
                    "State Name (In English)",
                    "District Code",
                    "District Name (In English)",
                    "Development Block Code",
                    "Development Block Name (In English)",
                    "Local Body Code",
                    "Local Body Name (In English)",
                    "Village Code",
                    "Village Name (In English)",
                    "Village Name (In Local)",
                    "Census 2011 Code",
                ],
                &[
                    "1",
                    "22",
                    "Chhattisgarh",
                    "643",
                    "Kondagaon",
                    "3590",
                    "Makdi",
                    "129001",
                    "Anatpur",
                    "448844",
                    "Anatpur",
                    "अनतपुर",
                    "448844",
                ],
            ],
        ),
    );
    assert_eq!(
        out.fields(),
        [
            "-",
            "state_code",
            "state",
            "district_code",
            "district",
            "block_code",
            "block",
            "gp_code",
            "gp",
            "village_code",
            "village",
            "village_hi",
            "village_census"
        ]
    );
}

#[test]
fn the_shared_geography_file_is_places() {
    let heads = "state_code,state,state_hi,district_code,district,district_hi,block_code,block,block_hi,gp_code,gp,\
                 gp_hi,village_code,village,village_hi,village_hi_guess,gp_hi_guess,population,lat,lon,\
                 pmgsy_hab_id,hi_src,gp_hi_src,src";
    let heads: Vec<&str> = heads.split(',').collect();
    let row = ["22", "Chhattisgarh", "छत्तीसगढ़", "643", "Kondagaon", "कोण्डागांव"];
    let out = read(&words::places::SHAPE, sheet("geography", &[], &[&heads, &row]));
    let mut expected = heads.clone();
    expected[15] = "-";
    expected[16] = "-";
    expected[20] = "pmgsy_id";
    expected[21..].fill("-");
    assert_eq!(out.fields(), expected);
}

#[test]
fn a_list_of_one_level_is_places() {
    for (heads, fields) in [
        (["कोड", "नाम", "हिंदी नाम", "ऊपर का कोड"], ["code", "name", "name_hi", "parent_code"]),
        (
            ["code", "name_en", "name_hi", "parent_code"],
            ["code", "name_en", "name_hi", "parent_code"],
        ),
        (
            ["Block Code", "Block Name", "Block Name (In Local)", "District Code"],
            ["block_code", "block", "block_hi", "district_code"],
        ),
        (
            ["LGD Code", "Name (In English)", "Name (In Hindi)", "Parent"],
            ["code", "name_en", "name_hi", "parent_code"],
        ),
    ] {
        let out = read(
            &words::places::SHAPE,
            sheet("b", &[], &[&heads, &["3590", "Makdi", "माकड़ी", "643"]]),
        );
        assert_eq!(out.fields(), fields);
    }
}

#[test]
fn several_sheets_are_understood_each_on_its_own() {
    let mut pieces = sheet("माकड़ी", &[], &[&["समूह का नाम", "समूह कोड"], &["दीप", "1"]]);
    pieces.extend(sheet("टीप", &[], &[&["कृपया ध्यान दें", "यह सूची अद्यतन है"]]));
    pieces.extend(sheet("केशकाल", &[], &[&["SHG Code", "SHG Name"], &["2", "सखी"]]));
    let out = read(GROUPS, pieces);
    assert_eq!(out.rows().len(), 2);
    assert_eq!(out.text(1, "name"), "सखी");
    assert_eq!(out.notices(), ["sheet_not_understood"]);
}

#[test]
fn a_file_without_any_heading_says_what_was_looked_for() {
    let out = read(GROUPS, sheet("x", &[], &[&["अ", "ब"], &["1", "2"]]));
    assert_eq!(out.notices(), ["sheet_not_understood", "no_heading"]);
    assert!(out.rows().is_empty());
    assert_eq!(read(GROUPS, Vec::new()).notices(), ["empty_file"]);
}

#[test]
fn a_correction_by_hand_holds_for_the_layout_and_is_remembered() {
    let pieces = || sheet("x", &[], &[&["क्लब", "पहचान", "ग्राम"], &["दीप", "9", "करंजी"]]);
    let first = read(GROUPS, pieces());
    let seen = first.sheets()[0];
    assert!(!seen.understood);
    let mapping = [(1, Some("name".to_owned())), (2, Some("shg_code".to_owned())), (3, None)];
    let layout = Layout { signature: seen.signature.clone(), mapping: mapping.into() };
    let by_hand = crate::Options { corrected: vec![layout.clone()], ..options() };
    let out = read_with(GROUPS, &by_hand, pieces());
    assert_eq!(out.fields(), ["name", "shg_code", "-"]);
    assert_eq!(out.sheets()[0].columns[0].how, How::ByHand);
    assert_eq!((out.text(0, "name"), out.text(0, "shg_code")), ("दीप", "9"));
    let later = crate::Options { remembered: vec![layout], ..options() };
    let out = read_with(GROUPS, &later, pieces());
    assert_eq!(out.sheets()[0].columns[0].how, How::Remembered);
}

#[test]
fn hidden_sheets_are_passed_over_unless_named() {
    use samuh_kernel::sheet::Piece;
    let hidden = || {
        let mut pieces = sheet("पुराना", &[], &[&["समूह का नाम", "समूह कोड"], &["दीप", "1"]]);
        let Piece::Sheet { hidden, .. } = &mut pieces[0] else { panic!("a sheet begins") };
        *hidden = true;
        pieces
    };
    assert_eq!(read(GROUPS, hidden()).notices(), ["sheet_hidden", "empty_file"]);
    let named = crate::Options { sheets: vec!["पुराना".into()], ..options() };
    assert_eq!(read_with(GROUPS, &named, hidden()).rows().len(), 1);
}

#[test]
fn headings_about_something_else_are_left_alone() {
    use crate::recognise::{HeadCell, Meaning, Recogniser};
    let recogniser = Recogniser::new(GROUPS, &options());
    for heading in [
        "समूह में जुड़े परिवार",
        "बैंक लिंकेज राशि",
        "RF राशि",
        "CIF Amount",
        "Remarks",
        "सचिव का मोबाइल नं.",
        "बैंक ऋण",
        "ग्राम संगठन गठन दिनांक",
        "VO Formation Date",
        "Bank Branch Code",
        "Village Type",
        "ग्राम पंचायत सचिव",
        "CRP Name",
        "SHG Grade",
        "Meeting Date",
        "Name of CLF/VO",
        "अध्यक्ष/सचिव का नाम",
        "बैंक एवं शाखा",
    ] {
        let head = HeadCell { text: heading.into(), ..HeadCell::default() };
        assert_eq!(recogniser.meaning(&head, true), Meaning::Unknown, "{heading}");
    }
}

#[test]
fn headings_are_known_in_their_many_dresses() {
    use crate::recognise::{HeadCell, Meaning, Recogniser};
    let known = |shape: &crate::Shape, heading: &str| {
        let head = HeadCell { text: heading.into(), ..HeadCell::default() };
        match Recogniser::new(shape, &options()).meaning(&head, true) {
            Meaning::Field { at, .. } => shape.columns[at].field,
            _ => "-",
        }
    };
    for (heading, field) in [
        ("समूहका नाम", "name"),
        ("स्‍व-सहायता समूह का नाम", "name"),
        ("SHG/समूह", "name"),
        ("Samooh ka naam", "name"),
        ("मो0नं0", "mobile"),
        ("मो०नं०", "mobile"),
        ("ग्रा०पं०", "gp"),
        ("सदस्यों की सं.", "members"),
        ("कुल सदस्य सं.", "members"),
        ("Account number of SHG", "account_no"),
        ("GP Name(LGD)", "gp"),
        ("Block/विकासखण्ड", "block"),
        ("गठन की तिथी", "formed_on"),
        ("fodkl[k.M", "block"),
        ("lnL; la[;k", "members"),
        ("[kkrk Øekad", "account_no"),
    ] {
        assert_eq!(known(GROUPS, heading), field, "{heading}");
    }
    for (heading, field) in [
        ("पद (अध्यक्ष/सचिव/सदस्य)", "office"),
        ("वर्ग (अजा/अजजा/अपिव)", "social_category"),
        ("क्या दिव्यांग है (हां/नहीं)", "disability"),
        ("राशनकार्ड नं.", "household_code"),
        ("firk@ifr dk uke", "relation_name"),
        ("Date of Joining SHG", "joined_on"),
    ] {
        assert_eq!(known(&words::members::SHAPE, heading), field, "{heading}");
    }
}
