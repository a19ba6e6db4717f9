//! Kruti Dev columns in both directions, over every name the project has: no Latin name is taken
//! for the font, and the names that are typed in it are read.

use std::collections::BTreeSet;
use std::path::PathBuf;

use samuh_demo::dirt::kruti_dev;
use samuh_kernel::text::kruti::{Verdict, looks_legacy, to_unicode, verdict};

const LISTS: [&str; 5] = [
    "data/names.csv",
    "data/geography-kondagaon.csv",
    "fixtures/dindori.csv",
    "fixtures/gariaband.csv",
    "fixtures/hardoi-gps.csv",
];

/// Names of groups, people and offices that the lists do not have, as people type them.
const TYPED: &str = "Ekta|Ekta SHG|Ekta Mahila Samuh|Jai Maa|Asha|Usha|Sita|Maa Durga SHG|Maa|Jai|Eka|\
    Uma|Rama|Ila|Meera|Om|Om Shanti|Jai Bhim|Sai Ram|Elina|Emma|Ekka|Ekka Toppo|Tirkey|Xalxo|Xaxa|\
    Kujur|Minz|Lakra|Beck|Bara|Fatima|Feroza|Farida|Jhunni|Jhuma|Nagma|Nutan|Vina|Vani|Bimla|Basanti|\
    Teena|Tina|Mina|Hina|Hema|Rupa|Pinki|Munni|Guddi|Chunni|Kunti|Phul|Phool|Gul|Noor|Zeba|Zoya|Riya|\
    Siya|Sarju|Sukru|Mangru|Budhu|Lakhmi|Sukmi|Somari|Fulo|Phulo|Bhuri|Dhani|Teej|Tij|Eshwari|Isha|\
    Esha|Ushma|Urmi|Urmila|Uttara|Vasudha|Ujala|Ujjwala|Voter|Test|New|Old|Active|Inactive|Yes|No|\
    Bank|Total|Group|Self Help Group|Village|Block|President|Secretary|Smt. Sita Bai|R. K. Netam|\
    D'Souza|Ram-Bai|Sita (1)|Sita/Gita|Ekta-2|Ekta 2|Kum. Rita|W/o Ram Lal|Late Shri Ram|Nil|None|\
    Umeed|Umang|Utsav|Arpan|Udan|Unnati|Shyam|Shyama|Ghanshyam|Pragati|Roshni|Jyoti|Suman|Kiran";

struct Lists {
    hindi: BTreeSet<String>,
    latin: BTreeSet<String>,
}

fn lists() -> Lists {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut lists = Lists { hindi: BTreeSet::new(), latin: BTreeSet::new() };
    lists.latin.extend(TYPED.split('|').map(|name| name.trim().to_owned()));
    for file in LISTS {
        let mut table = csv::Reader::from_path(root.join(file)).expect("a list of the project");
        let heads = table.headers().expect("a heading").clone();
        let named = ["hindi", "latin", "block", "gp", "village"];
        let is_name = |head: &str| {
            let head = head.trim_end_matches("_guess").trim_end_matches("_hi");
            named.contains(&head)
        };
        for record in table.records() {
            let record = record.expect("a record");
            let cells = heads.iter().zip(&record).filter(|(head, _)| is_name(head));
            for (_, cell) in cells.filter(|(_, cell)| !cell.trim().is_empty()) {
                let hindi = cell.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
                let list = if hindi { &mut lists.hindi } else { &mut lists.latin };
                list.insert(cell.trim().to_owned());
            }
        }
    }
    assert!(lists.hindi.len() > 900 && lists.latin.len() > 900);
    lists
}

#[test]
fn no_latin_name_in_a_kruti_dev_column_is_converted() {
    let mut wrong = Vec::new();
    for name in lists().latin {
        for typed in [name.clone(), name.to_uppercase(), name.to_lowercase()] {
            // In small letters this is the everyday typing of मां.
            if typed != "eka" && (verdict(&typed) == Verdict::Kruti || looks_legacy(&typed)) {
                wrong.push(format!("{typed} → {}", to_unicode(&typed)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:?}", wrong.len());
}

#[test]
fn a_latin_name_beside_words_in_the_font_is_not_converted_with_them() {
    let mut wrong = Vec::new();
    for name in lists().latin.iter().filter(|name| name.chars().any(char::is_alphabetic)) {
        for typed in [name.clone(), name.to_uppercase(), name.to_lowercase()] {
            for cell in [format!("{typed} efgyk lewg"), format!("nqxkZ {typed}")] {
                if typed != "eka" && (verdict(&cell) == Verdict::Kruti || looks_legacy(&cell)) {
                    wrong.push(format!("{cell} → {}", to_unicode(&cell)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:?}", wrong.len());
}

#[test]
fn names_typed_in_the_font_are_read_in_their_column() {
    let names = lists().hindi;
    let typed = names.iter().map(|name| kruti_dev(name));
    // A directory's sign on a letter that cannot carry it has no typing.
    let typed: Vec<String> = typed.filter(|typed| !typed.contains('\u{93c}')).collect();
    let missed: Vec<&String> =
        typed.iter().filter(|typed| verdict(typed) != Verdict::Kruti).collect();
    let plain: Vec<&&String> =
        missed.iter().filter(|typed| verdict(typed) == Verdict::Plain).collect();
    println!("{} of {}: {missed:?}", missed.len(), typed.len());
    assert!(missed.len() * 100 <= typed.len() * 3, "{} of {}", missed.len(), typed.len());
    assert!(plain.is_empty(), "a person is asked about what is not certain: {plain:?}");
}

#[test]
fn short_everyday_words_are_read_in_their_column() {
    for hindi in [
        "मां",
        "जय मां",
        "नाम",
        "राम",
        "उमा",
        "रमा",
        "रीना",
        "मीना",
        "कमल",
        "ममता",
        "नीलम",
        "पूनम",
        "विजय",
        "सीता",
        "गीता",
        "आशा",
        "उषा",
        "एकता",
        "लता",
        "दुर्गा",
        "मां दुर्गा महिला समूह",
        "स्व सहायता समूह",
        "जय मां दन्तेश्वरी",
        "नीलम महिला समूह",
        "सचिव",
        "अध्यक्ष",
        "नहीं",
        "हां",
        "पवन",
        "नव ज्योति",
    ] {
        let typed = kruti_dev(hindi);
        assert_eq!(verdict(&typed), Verdict::Kruti, "{hindi}: {typed}");
        assert_eq!(to_unicode(&typed), hindi);
    }
}
