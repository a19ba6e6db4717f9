//! The schema's text: every column says who may see it, and one text serves both engines.

use super::{Source, files, none};

const CLASSES: [&str; 3] = ["public", "office", "personal"];
/// Words that only one engine knows, or that hide work from the act.
const ONE_ENGINE: [&str; 8] = [
    "serial",
    "bigserial",
    "autoincrement",
    "trigger",
    "sequence",
    "jsonb",
    "timestamptz",
    "strict",
];

#[test]
fn every_column_says_who_may_see_it() {
    none(&unclassed(&files(&["migrations"], &[".sql"])));
}

#[test]
fn migrations_are_one_text_for_both_engines() {
    none(&one_sided(&files(&["migrations"], &[".sql"])));
}

#[test]
fn a_planted_column_without_a_class_is_found() {
    let text = "create table a (\n  id BIGINT,  -- office\n  name TEXT,\n  b TEXT, -- secret\n\
                \n  primary key (id)\n);\n";
    assert_eq!(unclassed(&[Source::planted("m.sql", text)]), ["m.sql:3: name", "m.sql:4: b"]);
    let added = "alter table a add column c TEXT;\nalter table a add column d TEXT; -- public\n";
    assert_eq!(unclassed(&[Source::planted("m.sql", added)]), ["m.sql:1: c"]);
}

#[test]
fn a_planted_word_of_one_engine_is_found() {
    let text = "create table a (\n  id bigserial -- office\n);\n-- no strict tables\n";
    assert_eq!(one_sided(&[Source::planted("m.sql", text)]).len(), 1);
}

fn unclassed(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let mut inside = false;
        for (at, line) in file.text.lines().enumerate() {
            let trimmed = line.trim();
            if trimmed.starts_with("create table") {
                inside = true;
            } else if line.starts_with(')') {
                inside = false;
            } else if let Some(column) = column(trimmed, inside)
                && !is_classed(trimmed)
            {
                faults.push(format!("{}:{}: {column}", file.path, at + 1));
            }
        }
    }
    faults
}

fn column(line: &str, inside: bool) -> Option<&str> {
    let not_columns = ["primary key", "constraint", "check", "unique", "foreign key", "--"];
    let text = match line.split_once("add column ") {
        Some((_, rest)) => rest,
        None if inside && !not_columns.iter().any(|word| line.starts_with(word)) => line,
        None => return None,
    };
    text.split_whitespace().next()
}

fn is_classed(line: &str) -> bool {
    let remark = line.rsplit_once("-- ").and_then(|(_, remark)| remark.split_whitespace().next());
    remark.is_some_and(|word| CLASSES.contains(&word))
}

fn one_sided(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        for (at, line) in file.text.lines().enumerate() {
            let code = line.split("--").next().unwrap_or_default().to_lowercase();
            let mut words = code.split(|letter: char| !letter.is_alphanumeric());
            if let Some(word) = words.find(|word| ONE_ENGINE.contains(word)) {
                faults.push(format!("{}:{}: {word}", file.path, at + 1));
            }
        }
    }
    faults
}
