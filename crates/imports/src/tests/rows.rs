//! Cells are read by their column, repaired where certain, faulted where not.

use crate::{Value, words};
use chrono::NaiveDate;
use samuh_kernel::read::RepairKind;

use super::{read, sheet};

const GROUPS: &crate::Shape = &words::groups::SHAPE;

#[test]
fn every_repair_is_listed_with_from_to_and_kind() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["समूह का नाम", "समूह कोड", "मोबाइल नंबर", "गठन दिनांक", "बचत राशि", "सदस्य"],
                &["JAI MAA LAXMI", "१२०८", "=9870000000", "45332", "2.5 लाख", "१२"],
                &["दीप\u{200d}", "12O80", "98700 00001", "10 फरवरी 2026", "₹ 1,200", "12"],
            ],
        ),
    );
    let list: Vec<(u32, u32, &str, &str, RepairKind)> = out
        .repairs()
        .into_iter()
        .map(|r| (r.row, r.column, r.from.as_str(), r.to.as_str(), r.kind))
        .collect();
    let expected = [
        (2, 1, "JAI MAA LAXMI", "Jai Maa Laxmi", RepairKind::Case),
        (2, 2, "१२०८", "1208", RepairKind::Digits),
        (2, 4, "45332", "10/02/2024", RepairKind::Serial),
        (2, 5, "2.5 लाख", "250000", RepairKind::Suffix),
        (2, 6, "१२", "12", RepairKind::Digits),
        (2, 3, "9870000000.0", "9870000000", RepairKind::Float),
        (3, 1, "दीप\u{200d}", "दीप", RepairKind::Joiners),
        (3, 2, "12O80", "12080", RepairKind::LookAlike),
    ];
    for one in &expected {
        assert!(list.contains(one), "{one:?} in {list:#?}");
    }
    assert_eq!(list.len(), expected.len(), "{list:#?}");
    let day = NaiveDate::from_ymd_opt(2024, 2, 10).unwrap();
    assert_eq!(out.value(0, "formed_on"), Some(&Value::Day(day)));
    assert_eq!(out.value(0, "saving_paise"), Some(&Value::Paise(25_000_000)));
    assert_eq!(out.text(1, "mobile"), "9870000001");
    assert!(out.faults().is_empty());
}

#[test]
fn a_repair_serialises_as_the_contract_says() {
    let out = read(GROUPS, sheet("म", &[], &[&["समूह का नाम", "समूह कोड"], &["दीप", "१"]]));
    let json = serde_json::to_string(out.repairs()[0]).unwrap();
    let expected = r#"{"sheet":"म","row":2,"column":2,"heading":"समूह कोड","from":"१","to":"1","kind":"digits"}"#;
    assert_eq!(json, expected);
}

#[test]
fn faults_say_column_value_and_code_and_refuse_the_row() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["समूह का नाम", "समूह कोड", "गठन दिनांक", "सदस्य"],
                &["दीप", "1", "31/02/2024", "=-2"],
                &["", "2", "10/02/2024", "12"],
            ],
        ),
    );
    assert_eq!(out.faults(), [(2, 3, "no_such_day"), (2, 4, "negative_count"), (3, 1, "required")]);
    let fault = &out.rows()[0].faults[0];
    assert_eq!((fault.value.as_str(), &*fault.heading), ("31/02/2024", "गठन दिनांक"));
    assert!(out.rows().iter().all(|row| row.refused()));
}

#[test]
fn a_kruti_dev_column_is_converted_and_the_original_kept() {
    let out = read(
        GROUPS,
        sheet(
            "म",
            &[],
            &[
                &["lewg dk uke", "SHG Code", "fLFkfr"],
                &["y{eh efgyk lewg", "1", "lfØ;"],
                &["t; ek¡ nqxkZ efgyk lewg", "2", "lfØ;"],
                &["ljLorh Lo lgk;rk lewg", "3", "lfØ;"],
                &["vk'kk", "4", "lfØ;"],
                &["Ekta", "5", "lfØ;"],
            ],
        ),
    );
    assert_eq!(out.text(4, "name"), "Ekta", "a Latin name is left for a person");
    let odd = &out.rows()[4].warnings[0];
    assert_eq!((&*odd.code, odd.field.as_deref()), ("font_unsure", Some("name")));
    assert_eq!(out.text(0, "name"), "लक्ष्मी महिला समूह");
    assert_eq!(out.text(3, "name"), "आशा");
    assert_eq!(out.text(0, "status"), "active");
    assert!(out.repairs().iter().all(|repair| repair.kind == RepairKind::LegacyFont));
    assert_eq!(out.rows()[0].originals[0].text, "y{eh efgyk lewg");
    assert!(out.sheets()[0].columns[0].legacy);
}

#[test]
fn english_names_are_not_taken_for_kruti_dev() {
    let names = ["Jai Maa Laxmi", "Sarthi", "Umeed", "Radha Krishana", "Jiwan Jyoti"];
    let rows: Vec<[&str; 2]> = names.iter().map(|name| [*name, ""]).collect();
    let mut all: Vec<&[&str]> = vec![&["SHG Name", "SHG Code"]];
    all.extend(rows.iter().map(|row| &row[..]));
    let out = read(GROUPS, sheet("म", &[], &all));
    assert!(out.repairs().is_empty(), "{:?}", out.repairs());
    assert_eq!(out.text(1, "name"), "Sarthi");
}

#[test]
fn members_with_their_groups_written_once_are_read() {
    let out = read(
        &words::members::SHAPE,
        sheet(
            "म",
            &[],
            &[
                &["समूह का नाम", "सदस्य का नाम", "पिता/पति का नाम", "वर्ग", "पद", "आयु"],
                &["दीप", "सुनीता", "राम", "अ.ज.जा.", "अध्यक्ष", "=34"],
                &["", "गीता", "श्याम", "अजा", "सचिव", "=30"],
                &["", "अनीता", "मोहन", "पिछड़ा वर्ग", "सदस्य", "=28"],
                &["सखी", "मीना", "सोहन", "सामान्य", "अध्यक्ष", "=40"],
                &["", "रीना", "रमेश", "ST", "सदस्य", "=41"],
            ],
        ),
    );
    let groups: Vec<&str> = (0..5).map(|row| out.text(row, "shg_name")).collect();
    assert_eq!(groups, ["दीप", "दीप", "दीप", "सखी", "सखी"]);
    let social: Vec<&str> = (0..5).map(|row| out.text(row, "social_category")).collect();
    assert_eq!(social, ["st", "sc", "obc", "other", "st"]);
    assert_eq!(out.text(3, "office"), "president");
    assert!(out.faults().is_empty());
}
