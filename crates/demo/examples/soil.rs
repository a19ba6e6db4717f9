//! For the bench's B10: writes a clean and a soiled workbook of the same groups, and judges what an
//! import reported of the soiled one by its truth.

use std::{env, error::Error, fs, path::Path};

use chrono::NaiveDate;
use samuh_demo::{
    Span,
    dirt::{ALL, DirtySheet, soil},
    district,
    judge::{Faulted, Findings, LeftOut, Repaired, judge},
    samples::write_xlsx,
};
use serde_json::{Value, json};

const SEED: u64 = 10;
const USAGE: &str = "soil write DIR | soil judge DIR (its found.json is the import's report)";

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    match &words[..] {
        [what, dir] if what == "write" => write(Path::new(dir)),
        [what, dir] if what == "judge" => report(Path::new(dir)),
        _ => Err(USAGE.into()),
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day of the calendar")
}

fn dirty() -> DirtySheet {
    soil(&district(today()).groups(Span::up_to(today())), &ALL, SEED)
}

fn write(dir: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(dir)?;
    let (district, span) = (district(today()), Span::up_to(today()));
    let federations = soil(&district.federations(span), &[], SEED);
    write_xlsx(&dir.join("federations.xlsx"), &[federations])?;
    write_xlsx(&dir.join("clean.xlsx"), &[soil(&district.groups(span), &[], SEED)])?;
    Ok(write_xlsx(&dir.join("dirty.xlsx"), &[dirty()])?)
}

fn report(dir: &Path) -> Result<(), Box<dyn Error>> {
    let found: Value = serde_json::from_slice(&fs::read(dir.join("found.json"))?)?;
    let judged = judge(&dirty().truth, &findings(&found)?);
    let told = json!({
        "recall": judged.recall(),
        "repairable": judged.repairable,
        "wrong": judged.wrong_repairs.len(),
        "faults": judged.faults,
        "wrong_faults": judged.wrong_faults.len(),
        "skipped": judged.skipped,
        "wrong_skips": judged.wrong_skips.len(),
        "by_kind": judged.by_kind.iter()
            .map(|(kind, counts)| (format!("{kind:?}"), json!(counts)))
            .collect::<serde_json::Map<_, _>>(),
        "examples": judged.wrong_repairs.iter().take(5)
            .map(|repair| format!("{repair:?}"))
            .chain(judged.wrong_faults.iter().take(5).map(|fault| format!("{fault:?}")))
            .chain(judged.missed.iter().take(5).map(|truth| format!("missed {truth:?}")))
            .collect::<Vec<_>>(),
    });
    println!("{told}");
    Ok(())
}

fn findings(found: &Value) -> Result<Findings, Box<dyn Error>> {
    let list = |name: &str| found[name].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let mut findings = Findings::default();
    for repair in list("repairs") {
        findings.repairs.push(Repaired {
            sheet: text(&repair["sheet"]),
            row: number(&repair["row"]).ok_or("a repair without row")?,
            column: number(&repair["column"]).ok_or("a repair without column")?,
            kind: serde_json::from_value(repair["kind"].clone())?,
            to: text(&repair["to"]),
        });
    }
    for fault in list("faults") {
        findings.faults.push(Faulted {
            sheet: text(&fault["sheet"]),
            row: number(&fault["row"]),
            column: number(&fault["column"]),
            code: text(&fault["code"]),
        });
    }
    for skipped in list("skipped_rows") {
        findings.skipped.push(LeftOut {
            sheet: text(&skipped["sheet"]),
            row: number(&skipped["row"]).ok_or("a row without number")?,
            why: text(&skipped["why"]),
        });
    }
    Ok(findings)
}
