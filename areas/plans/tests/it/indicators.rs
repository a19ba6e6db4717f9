//! The paper on indicators says what the program knows: the same list, the same names.

use std::{fs, path::Path};

use samuh_figures::catalogue::{INDICATORS, Nature, Origin, Unit};
use samuh_web::words::{Lang, Words};

fn rows(paper: &str) -> Vec<Vec<&str>> {
    let lines = paper.lines().filter(|line| line.starts_with("| `"));
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn told(paper: &str) -> Vec<String> {
    let (hi, en) = (Words::of(Lang::Hi, None), Words::of(Lang::En, None));
    let mut faults = Vec::new();
    let rows = rows(paper);
    if rows.len() != INDICATORS.len() {
        faults.push(format!("{} rows for {} indicators", rows.len(), INDICATORS.len()));
    }
    for (row, one) in rows.iter().zip(INDICATORS) {
        let key = format!("indicator-{}", one.code);
        let nature = match one.nature {
            Nature::Flow => "flow",
            Nature::Stock => "stock",
            Nature::Ratio { .. } => "ratio",
        };
        let unit = match one.unit {
            Unit::Count => "number",
            Unit::Paise => "₹",
            Unit::Percent => "%",
        };
        let origin = if one.origin == Origin::Counted { "counted" } else { "reported" };
        let code = format!("`{}`", one.code);
        let (hi, en) = (hi.t(&key), en.t(&key));
        let wanted = [code.as_str(), hi.as_str(), en.as_str(), nature, unit, origin];
        if row.len() != 8 || row[..6] != wanted || row[6..].iter().any(|cell| cell.is_empty()) {
            faults.push(format!("{row:?} should begin with {wanted:?}"));
        }
    }
    faults
}

fn paper() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/indicators.md");
    fs::read_to_string(root).expect("the paper is there")
}

#[test]
fn the_paper_lists_exactly_the_indicators_of_the_catalogue() {
    let faults = told(&paper());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_planted_wrong_row_of_the_paper_is_found() {
    let wrong = paper().replacen("| `rf_groups` |", "| `rf_group` |", 1);
    assert_eq!(told(&wrong).len(), 1);
}

#[test]
fn every_indicator_has_its_words_in_both_languages() {
    for lang in Lang::ALL {
        let words = Words::of(lang, None);
        for one in INDICATORS {
            for attribute in ["", ".short", ".unit"] {
                let key = format!("indicator-{}{attribute}", one.code);
                assert!(words.find(&key, &[]).is_some(), "{}: {key}", lang.code());
            }
            let named = words.args("indicator-of", &[("indicator", one.code.into())]);
            assert_eq!(named, words.t(&format!("indicator-{}", one.code)));
            let family = format!("indicator-group-{}", one.family.code());
            assert!(words.find(&family, &[]).is_some(), "{}: {family}", lang.code());
        }
    }
}
