//! What the papers claim: links lead somewhere, decisions are whole, named tests are there.

use std::collections::BTreeSet;

use super::{Source, files, none, rust};
use crate::run;

const ARCHITECTURE_LINES: usize = 200;
const DECISION_LINES: usize = 60;
const DECISION_PARTS: [&str; 4] = ["## Context", "## Options", "## Decision", "## Consequences"];

#[test]
fn the_architecture_can_be_read_at_one_sitting() {
    let paper = &files(&["ARCHITECTURE.md"], &[".md"])[0];
    let lines = paper.text.lines().count();
    assert!(lines <= ARCHITECTURE_LINES, "ARCHITECTURE.md has {lines} lines");
}

#[test]
fn every_decision_is_whole_and_dated() {
    none(&unwhole(&files(&["docs/adr"], &[".md"])));
}

#[test]
fn every_link_between_papers_leads_somewhere() {
    none(&dead_links(&papers()));
}

#[test]
fn every_test_the_architecture_names_is_there() {
    let tests: BTreeSet<String> = rust().iter().flat_map(|file| tests_of(&file.text)).collect();
    let paper = &files(&["ARCHITECTURE.md"], &[".md"])[0];
    let missing = named_tests(&paper.text).into_iter().filter(|name| !tests.contains(name));
    none(&missing.map(|name| format!("ARCHITECTURE.md: no test {name}")).collect::<Vec<_>>());
}

#[test]
fn every_test_that_a_promise_or_a_requirement_names_is_there() {
    let tests: BTreeSet<String> = rust().iter().flat_map(|file| tests_of(&file.text)).collect();
    let papers = files(&["docs/trust.md", "docs/asvs.md"], &[".md"]);
    assert_eq!(papers.len(), 2);
    let lost = |paper: &Source| {
        let names = sentences(&paper.text).into_iter().filter(|name| !tests.contains(name));
        names.map(|name| format!("{}: no test {name}", paper.path)).collect::<Vec<_>>()
    };
    none(&papers.iter().flat_map(lost).collect::<Vec<_>>());
}

/// ASVS 5.0.0 without its chapters 9, 10 and 17 has 61 requirements of Level 1 and 149 of Level 2.
#[test]
fn every_requirement_of_the_standard_has_its_row_and_its_state() {
    let paper = &files(&["docs/asvs.md"], &[".md"])[0];
    let rows = requirements(&paper.text);
    let of = |level: &str| rows.iter().filter(|row| row.1 == level).count();
    assert_eq!((rows.len(), of("1"), of("2")), (210, 61, 149));
    let numbers: BTreeSet<&str> = rows.iter().map(|row| row.0).collect();
    assert_eq!(numbers.len(), rows.len(), "no requirement twice");
    for (number, _, state) in rows {
        let is_known = ["held", "held by setting", "n/a"].contains(&state);
        let is_known = is_known || state.starts_with("open: ");
        assert!(is_known, "{number}: {state}");
    }
    let states = requirements(&paper.text).into_iter().map(|row| row.2);
    let of = |known: &str| states.clone().filter(|state| *state == known).count();
    let (held, set, none) = (of("held"), of("held by setting"), of("n/a"));
    let open = states.clone().count() - held - set - none;
    let sum = format!("{held} held, {set} held by setting, {none} not applicable, {open} open.");
    assert!(paper.text.contains(&sum), "the paper's last words: {sum}");
}

#[test]
fn every_line_to_be_alerted_on_is_logged_as_it_is_told() {
    let paper = &files(&["docs/logging.md"], &[".md"])[0];
    let alerts = alerts(&paper.text);
    assert!(alerts.len() >= 10, "{alerts:?}");
    none(&unlogged(&alerts, &files(&["crates", "areas"], &[".rs"])));
}

#[test]
fn a_planted_alert_on_a_line_of_another_level_or_of_none_is_found() {
    let paper = "| line | means |\n|---|---|\n| `ERROR` of any kind: `it broke` | ours |\n\
                 | `she tried` with `WARN` | somebody |\n| `it came`, `it went` | nobody |\n";
    let alerts = alerts(paper);
    let (error, warn) = (Some("ERROR"), Some("WARN"));
    let all = [("it broke", error), ("she tried", warn), ("it came", None), ("it went", None)];
    assert_eq!(alerts, all);
    let code = "tracing::error!(why, \"it broke\");\ntracing::info!(\n    \"she tried\"\n);\n\
                tracing::debug!(%a, \"it came\");\nlet text = \"it went\";\n";
    let found = unlogged(&alerts, &[Source::planted("crates/a.rs", code)]);
    assert_eq!(found, ["docs/logging.md: she tried (WARN)", "docs/logging.md: it went"]);
}

#[test]
fn a_planted_promise_of_no_test_and_a_row_without_a_state_are_found() {
    let paper =
        "T3 `a_power_cut_loses_nothing_at_all` · `SAMUH_LONG=1` · `crates/a_b/tests/it/bombs.rs`";
    assert_eq!(sentences(paper), ["a_power_cut_loses_nothing_at_all"]);
    let row = "| 1.2.3 | 2 | asked | maybe | by |\n| req | L |\n";
    assert_eq!(requirements(row), [("1.2.3", "2", "maybe")]);
}

#[test]
fn a_planted_half_decision_is_found() {
    let half = "# 0011 — Later\n\nsome day · accepted\n\n## Context\n\n## Decision\n";
    assert_eq!(unwhole(&[Source::planted("docs/adr/0011-later.md", half)]).len(), 3);
    let other = "# 0012 — Other\n\n2026-11-21\n";
    assert!(unwhole(&[Source::planted("docs/adr/0011-x.md", other)])[0].contains("number"));
}

#[test]
fn a_planted_dead_link_is_found() {
    let text = "[a](README.md) [b](no-such.md#x) [c](https://there.example) [d](#here)";
    assert_eq!(dead_links(&[Source::planted("x.md", text)]), ["x.md: no-such.md#x"]);
}

#[test]
fn the_names_of_tests_are_read_from_the_papers_and_the_code() {
    let paper = "| 1 | kernel | test `no_file_is_over_the_wall` |\nAlso `verify` and `a_b`.";
    assert_eq!(named_tests(paper), ["no_file_is_over_the_wall"]);
    assert_eq!(tests_of("    fn a_test_of_ours() {\n"), ["a_test_of_ours"]);
}

fn papers() -> Vec<Source> {
    let mut papers = files(&["docs", "data"], &[".md"]);
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"];
    papers.extend(files(&top, &[".md"]));
    papers
}

fn unwhole(decisions: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for decision in decisions {
        let path = &decision.path;
        let number: String = path.rsplit('/').next().unwrap_or_default().chars().take(4).collect();
        if !decision.text.starts_with(&format!("# {number} — ")) {
            faults.push(format!("{path}: the title has another number"));
        }
        if !decision.text.lines().nth(2).is_some_and(|line| line.starts_with("20")) {
            faults.push(format!("{path}: no date on the third line"));
        }
        for part in DECISION_PARTS {
            if !decision.text.contains(&format!("{part}\n")) {
                faults.push(format!("{path}: no {part}"));
            }
        }
        if decision.text.lines().count() > DECISION_LINES {
            faults.push(format!("{path}: longer than a page"));
        }
    }
    faults
}

fn dead_links(papers: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for paper in papers {
        let folder = paper.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in paper.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            let is_ours = !target.is_empty() && !target.contains("://");
            if is_ours && !run::root().join(folder).join(target).exists() {
                faults.push(format!("{}: {link}", paper.path));
            }
        }
    }
    faults
}

/// Tests are named after the word "test", in code marks.
fn named_tests(paper: &str) -> Vec<String> {
    let named = paper.split("test `").skip(1).filter_map(|rest| rest.split('`').next());
    named.map(str::to_owned).collect()
}

/// Names in code marks that are sentences, as the names of tests are.
fn sentences(paper: &str) -> Vec<String> {
    let is_sentence = |name: &&str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        name.matches('_').count() >= 4 && name.chars().all(plain)
    };
    paper.split('`').skip(1).step_by(2).filter(is_sentence).map(str::to_owned).collect()
}

/// Rows of a table of requirements: number, level, state.
fn requirements(paper: &str) -> Vec<(&str, &str, &str)> {
    let row = |line| {
        let cells: Vec<&str> = str::split(line, '|').map(str::trim).collect();
        let [_, number, level, _, state, ..] = cells[..] else { return None };
        number.starts_with(|c: char| c.is_ascii_digit()).then_some((number, level, state))
    };
    paper.lines().filter_map(row).collect()
}

/// Lines of the log that are to be alerted on, each with the level that its row names.
fn alerts(paper: &str) -> Vec<(&str, Option<&str>)> {
    let is_level = |word: &str| word.chars().all(|c| c.is_ascii_uppercase());
    let mut alerts = Vec::new();
    for row in paper.lines().filter(|line| line.starts_with("| ")) {
        let cell = row.split('|').nth(1).unwrap_or_default();
        let quoted: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        let level = quoted.iter().copied().find(|word| is_level(word));
        let lines = quoted.into_iter().filter(|word| !is_level(word));
        alerts.extend(lines.map(|line| (line, level)));
    }
    alerts
}

/// Those that the code does not log, or not under the level they are told with.
fn unlogged(alerts: &[(&str, Option<&str>)], code: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for (line, level) in alerts {
        let levels: BTreeSet<&str> =
            code.iter().flat_map(|file| levels_of(&file.text, line)).collect();
        match level {
            None if levels.is_empty() => faults.push(format!("docs/logging.md: {line}")),
            Some(level) if !levels.contains(&*level.to_lowercase()) => {
                faults.push(format!("docs/logging.md: {line} ({level})"));
            }
            _ => {}
        }
    }
    faults
}

/// The levels under which a line is logged in that text.
fn levels_of<'a>(text: &'a str, line: &str) -> Vec<&'a str> {
    let quoted = format!("\"{line}\"");
    let before = text.match_indices(&quoted).map(|(at, _)| &text[..at]);
    let calls = before.filter_map(|before| before.rsplit_once("tracing::"));
    // Behind the end of a call stands something else that has the same words.
    let calls = calls.map(|(_, call)| call).filter(|call| !call.contains(';'));
    calls.filter_map(|call| call.split_once('!')).map(|(level, _)| level).collect()
}

fn tests_of(text: &str) -> Vec<String> {
    let names = text.lines().filter_map(|line| line.trim_start().strip_prefix("fn "));
    let names = names.filter_map(|rest| rest.split('(').next());
    names.map(str::to_owned).collect()
}
