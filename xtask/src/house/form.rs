//! How a file looks: its size, the size of its functions, its first line, nothing left to do.

use super::{Source, files, none, rust};

const FILE_WALL: usize = 600;
const FUNCTION_WALL: usize = 70;
const CODE: [&str; 6] = [".rs", ".sql", ".css", ".js", ".mjs", ".ftl"];

#[test]
fn no_file_is_over_the_wall() {
    let folders = ["crates", "areas", "bench", "xtask", "migrations", "assets", "tests"];
    none(&too_long(&files(&folders, &CODE)));
}

#[test]
fn no_function_is_over_the_wall() {
    none(&long_functions(&rust()));
}

#[test]
fn every_module_opens_with_what_it_is_for() {
    none(&without_opening(&rust()));
}

#[test]
fn nothing_is_left_to_do() {
    let folders = ["crates", "areas", "bench", "xtask", "migrations", "assets", "locales", "tests"];
    none(&left_to_do(&files(&folders, &CODE)));
}

#[test]
fn a_planted_long_file_or_function_is_found() {
    let long = Source::planted("a.rs", &"//! A.\n".repeat(FILE_WALL + 1));
    assert_eq!(too_long(&[long]).len(), 1);
    let body = "        go();\n".repeat(FUNCTION_WALL - 1);
    let text = format!("impl A {{\n    pub(crate) fn b() {{\n{body}    }}\n}}\n");
    let found = long_functions(&[Source::planted("b.rs", &text)]);
    assert_eq!(found, [format!("b.rs:2: fn b has {} lines", FUNCTION_WALL + 1)]);
    let short = text.replacen("        go();\n", "", 1);
    assert!(long_functions(&[Source::planted("b.rs", &short)]).is_empty());
}

#[test]
fn a_planted_promise_and_a_silent_module_are_found() {
    let promise = format!("// {}: later\n", concat!("TO", "DO"));
    assert_eq!(left_to_do(&[Source::planted("a.rs", &promise)]).len(), 1);
    assert_eq!(without_opening(&[Source::planted("a.rs", "use b;\n")]).len(), 1);
    assert!(without_opening(&[Source::planted("a.rs", "//! Days.\n")]).is_empty());
}

fn too_long(files: &[Source]) -> Vec<String> {
    let counted = files.iter().map(|file| (file, file.text.lines().count()));
    let long = counted.filter(|(_, lines)| *lines > FILE_WALL);
    long.map(|(file, lines)| format!("{}: {lines} lines", file.path)).collect()
}

/// Relies on rustfmt: a function ends at the first `}` in the column of its first line.
fn long_functions(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(name) = function_name(line) else { continue };
            let indent = line.len() - line.trim_start().len();
            let closing = format!("{}}}", " ".repeat(indent));
            let end = lines[at..].iter().position(|line| *line == closing);
            let length = end.map_or(1, |end| end + 1);
            if length > FUNCTION_WALL {
                faults.push(format!("{}:{}: fn {name} has {length} lines", file.path, at + 1));
            }
        }
    }
    faults
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if rest.starts_with("pub(") {
        rest = rest.split_once(") ")?.1;
    }
    for word in ["pub ", "const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let opens = line.ends_with('{') || line.ends_with('(') || line.ends_with('>');
    let name = rest.strip_prefix("fn ")?.split(['(', '<']).next()?;
    opens.then_some(name)
}

fn without_opening(files: &[Source]) -> Vec<String> {
    // The tests of a module beside it are for what the module is for.
    let modules = files.iter().filter(|file| !file.path.ends_with("/tests.rs"));
    let silent = modules.filter(|file| !file.text.starts_with("//! "));
    silent.map(|file| format!("{}: no `//!` on the first line", file.path)).collect()
}

fn left_to_do(files: &[Source]) -> Vec<String> {
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let mut faults = Vec::new();
    for file in files {
        for (at, line) in file.text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                faults.push(format!("{}:{}: {}", file.path, at + 1, line.trim()));
            }
        }
    }
    faults
}
