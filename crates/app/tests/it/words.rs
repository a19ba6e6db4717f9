//! Every code that a judge, a reader or an act can give has its sentence and cure in both languages.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use samuh_web::words::{Lang, keys};

/// Rooms whose faults an import or a command can show.
const ROOMS: [&str; 10] = [
    "crates/kernel/src/read",
    "crates/imports/src",
    "crates/engine/src",
    "crates/app/src/importing",
    "crates/app/src/cli",
    "areas/places/src",
    "areas/groups/src",
    "areas/plans/src",
    "areas/people/src",
    "areas/meetings/src",
];
/// How a code is handed over: what stands before its opening quote.
const OPENINGS: [&str; 27] = [
    "Complaint::new(",
    "Complaint::about(",
    "about(",
    "Error::fault(",
    "Fault::new(",
    "Faults::one(",
    "Cow::Borrowed(",
    "code: ",
    "code = ",
    "sheet_notice(&name, ",
    "sheet_notice(&sheet.name, ",
    "sheet_notice(&plan.sheet, ",
    "note(",
    "Err((",
    "Stop((",
    "notes.push((",
    "Note::new(",
    "code: Cow::Borrowed(",
    "Err(at((",
    "refused(",
    "refused((",
    "whole(",
    "doubtful((",
    "ok_or((",
    "ok_or_else(|| (",
    "ok_or_else(|| at((",
    "let note = (",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(at: &Path, found: &mut Vec<String>) {
    if at.is_dir() {
        for entry in fs::read_dir(at).unwrap().flatten() {
            sources(&entry.path(), found);
        }
    } else if at.extension().is_some_and(|ending| ending == "rs") && !at.ends_with("tests.rs") {
        let text = fs::read_to_string(at).unwrap();
        found.push(text.split("#[cfg(test)]").next().unwrap_or_default().to_owned());
    }
}

/// Names of columns, which stand in the same places as codes.
fn fields() -> BTreeSet<&'static str> {
    use samuh_imports::words::{
        attendance, federations, groups, households, lokos, members, places, producers, progress,
        targets,
    };
    let shapes = [
        &federations::SHAPE,
        &groups::SHAPE,
        &households::SHAPE,
        &members::SHAPE,
        &producers::SHAPE,
        &producers::FPOS,
        &places::SHAPE,
        &progress::SHAPE,
        &targets::SHAPE,
        &lokos::SHAPE,
        &attendance::SHAPE,
    ];
    shapes.iter().flat_map(|shape| shape.columns.iter().map(|column| column.field)).collect()
}

fn codes(texts: &[String]) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let fields = fields();
    for text in texts {
        for opening in OPENINGS {
            for (before, rest) in text.split(opening).zip(text.split(opening).skip(1)) {
                // The codes of a list of choices are values of a register.
                if before.trim_end().ends_with("Choice {") {
                    continue;
                }
                let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
                let code = rest.split('"').next().unwrap_or_default();
                // A code has two words at least; single words are fields and columns.
                if !fields.contains(code)
                    && code.contains('_')
                    && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                {
                    codes.insert(code.to_owned());
                }
            }
        }
    }
    codes
}

#[test]
fn every_fault_has_a_sentence_and_a_cure_in_both_languages() {
    let mut texts = Vec::new();
    for room in ROOMS {
        sources(&root().join(room), &mut texts);
    }
    let codes = codes(&texts);
    assert!(codes.len() > 60, "only {} codes were found", codes.len());
    let mut missing = Vec::new();
    for lang in Lang::ALL {
        let known = keys::all(lang);
        for code in &codes {
            for key in [format!("fault-{code}"), format!("fault-{code}.cure")] {
                if !known.contains(&key) {
                    missing.push(format!("{}: {key}", lang.code()));
                }
            }
        }
        for code in samuh_documents::CODES {
            let key = format!("read-{}", code.replace('_', "-"));
            if !known.contains(&key) || !known.contains(&format!("{key}.cure")) {
                missing.push(format!("{}: {key}", lang.code()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn a_planted_code_without_words_is_found() {
    let planted = ["Err(Error::fault(\"never_said_anywhere\"))".to_owned()];
    let found = codes(&planted);
    assert!(found.contains("never_said_anywhere"));
    assert!(!keys::all(Lang::En).contains("fault-never_said_anywhere"));
}

/// String literals that stand right behind an opening, or within the next few letters of it.
fn literals_behind(texts: &[String], opening: &str, reach: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in texts.iter().flat_map(|text| text.split(opening).skip(1)) {
        let Some((before, rest)) = rest.split_once('"') else { continue };
        if before.chars().count() <= reach && !before.contains(';') {
            found.insert(rest.split('"').next().unwrap_or_default().to_owned());
        }
    }
    found
}

#[test]
fn the_trail_has_a_word_for_every_act_record_and_field() {
    let mut texts = Vec::new();
    for room in ["areas", "crates/app/src", "crates/engine/src", "crates/figures/src"] {
        sources(&root().join(room), &mut texts);
    }
    // White space is no matter of the words.
    let texts: Vec<String> =
        texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let mut wanted = BTreeSet::new();
    let mut add = |prefix: &str, found: BTreeSet<String>, from: &[char]| {
        let plain =
            |name: &String| name.bytes().all(|b| b.is_ascii_lowercase() || b"._".contains(&b));
        let keys = found.into_iter().filter(plain).map(|name| name.replace(from, "-"));
        wanted.extend(keys.map(|name| format!("{prefix}-{name}")));
    };
    let acts = |texts: &[String], opening: &str, reach: usize| -> BTreeSet<String> {
        let found = literals_behind(texts, opening, reach);
        found.into_iter().filter(|name| name.contains('.') && !name.starts_with("test.")).collect()
    };
    let mut changes = Vec::new();
    sources(&root().join("areas/groups/src/change/model.rs"), &mut changes);
    add("act", acts(&texts, "Op::over(", 40), &['.', '_']);
    add("act", acts(&texts, "Op::new(", 40), &['.', '_']);
    add("act", acts(&changes, " => ", 0), &['.', '_']);
    add("trail-kind", literals_behind(&texts, "tx.changed(", 0), &[]);
    for opening in [".public(", ".office(", ".personal("] {
        add("trail-field", literals_behind(&texts, opening, 1), &['_']);
    }
    assert!(wanted.len() > 110, "only {} names were found", wanted.len());
    let mut missing = Vec::new();
    for lang in Lang::ALL {
        let known = keys::all(lang);
        let lacks = wanted.iter().filter(|key| !known.contains(*key));
        missing.extend(lacks.map(|key| format!("{}: {key}", lang.code())));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn a_planted_act_and_field_without_words_are_found() {
    let planted =
        [r#"Op::over(op, "people.never_done", &x) tx.changed("nobody", 1, 0)"#.to_owned()];
    assert!(literals_behind(&planted, "Op::over(", 40).contains("people.never_done"));
    assert!(literals_behind(&planted, "tx.changed(", 0).contains("nobody"));
}
