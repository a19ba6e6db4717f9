//! The walls: which room may know which, where SQL stands, who may read without a scope.

use super::{Source, files, none, rust};

/// What a room may depend on. `*` is every room.
const ROOMS: [(&str, &[&str]); 16] = [
    ("crates/kernel", &[]),
    ("crates/documents", &["kernel"]),
    ("crates/imports", &["kernel"]),
    ("crates/web", &["kernel"]),
    ("crates/engine", &["kernel", "imports"]),
    ("crates/figures", &["kernel", "engine"]),
    ("crates/demo", &["kernel", "documents", "imports"]),
    ("areas/places", &["kernel", "engine", "web", "imports", "figures"]),
    ("areas/people", &["kernel", "engine", "web", "imports", "figures", "places"]),
    ("areas/groups", &["kernel", "engine", "web", "imports", "figures", "places", "people"]),
    (
        "areas/plans",
        &["kernel", "engine", "web", "imports", "figures", "places", "people", "groups"],
    ),
    (
        "areas/meetings",
        &["kernel", "engine", "web", "imports", "figures", "places", "people", "groups", "plans"],
    ),
    ("crates/app", &["*"]),
    ("crates/faulty", &[]),
    ("bench/floor", &[]),
    ("xtask", &[]),
];

/// Rooms that are pure: they touch no file, no network, no process, no clock.
const PURE: [&str; 5] = [
    "crates/kernel/src/",
    "crates/imports/src/",
    "crates/figures/src/plan/",
    "crates/figures/src/ranking/",
    "crates/figures/src/checks/",
];
const IMPURE: [&str; 7] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::env::",
    "std::thread",
    "SystemTime",
    "Instant::now",
];

/// Rooms that reach a database; the engine below them is itself the door to it.
const WITH_DATABASE: [&str; 3] = ["areas/", "crates/figures/", "crates/app/"];
/// Folders whose every file may hold SQL. The journal is the store of figures.
const STORES: [&str; 3] = ["/store/", "/reports/", "figures/src/journal/"];

/// The one place of the site where files come in, behind which stands the scanner (docs/adr/0037); and the layer
/// that keeps a short typed form when the session is over, and hands it on unread.
const DOORS: [&str; 2] = ["crates/app/src/server/received.rs", "crates/app/src/server/kept.rs"];
/// By these a page would take in more than a form of fields.
const TAKEN_IN: [&str; 6] =
    ["Multipart", "Bytes", "to_bytes(", "into_data_stream", "RawForm", "BodyExt"];

#[test]
fn rooms_know_only_those_below_them() {
    none(&wrong_way(&files(&["crates", "areas", "bench", "xtask"], &["Cargo.toml"])));
}

#[test]
fn the_kernel_and_the_judge_touch_nothing_outside() {
    none(&impure(&rust()));
}

#[test]
fn sql_stands_in_stores_only() {
    none(&stray_sql(&rust()));
}

#[test]
fn files_that_are_sent_come_in_at_one_place() {
    none(&other_doors(&rust()));
}

#[test]
fn every_read_of_a_store_takes_a_scope() {
    none(&unscoped(&rust()));
}

#[test]
fn a_planted_edge_against_the_order_is_found() {
    let upward = "[dependencies]\nsamuh-kernel.workspace = true\nsamuh-groups.workspace = true\n";
    assert_eq!(wrong_way(&[Source::planted("areas/places/Cargo.toml", upward)]).len(), 1);
    assert!(wrong_way(&[Source::planted("areas/plans/Cargo.toml", upward)]).is_empty());
    assert_eq!(wrong_way(&[Source::planted("crates/new/Cargo.toml", "")]).len(), 1);
    let in_tests = "[dependencies]\n[dev-dependencies]\nsamuh-app.workspace = true\n";
    assert!(wrong_way(&[Source::planted("areas/places/Cargo.toml", in_tests)]).is_empty());
}

#[test]
fn a_planted_clock_or_file_in_the_kernel_is_found() {
    let text = "use std::fs;\nlet a = Instant::now();\n// std::net is never used here\n";
    assert_eq!(impure(&[Source::planted("crates/kernel/src/a.rs", text)]).len(), 2);
    assert!(impure(&[Source::planted("crates/engine/src/a.rs", text)]).is_empty());
}

#[test]
fn planted_sql_on_a_page_is_found() {
    let text =
        "const A: &str = \"\n    select id\n    from place\";\nlet b = \"update place set x\";\n";
    assert_eq!(stray_sql(&[Source::planted("areas/places/src/pages.rs", text)]).len(), 2);
    assert!(stray_sql(&[Source::planted("areas/places/src/store.rs", text)]).is_empty());
    assert!(stray_sql(&[Source::planted("areas/places/src/store/find.rs", text)]).is_empty());
    assert!(stray_sql(&[Source::planted("areas/places/tests/it.rs", text)]).is_empty());
}

#[test]
fn a_planted_second_door_for_files_is_found() {
    let text = "use axum::extract::Multipart;\nasync fn send(form: Multipart) {}\n\
                async fn raw(body: Bytes) {}\nlet a = book.into_bytes();\n";
    assert_eq!(other_doors(&[Source::planted("crates/app/src/server/new.rs", text)]).len(), 3);
    assert_eq!(other_doors(&[Source::planted("areas/groups/src/new.rs", text)]).len(), 3);
    assert!(other_doors(&[Source::planted(DOORS[0], text)]).is_empty());
    assert!(other_doors(&[Source::planted("crates/app/tests/it/desks.rs", text)]).is_empty());
}

#[test]
fn a_planted_read_without_a_scope_is_found() {
    let bare =
        "/// A group.\npub fn find(\n    db: &mut Reader,\n    id: i64,\n) -> Result<Group> {\n}\n";
    let path = "areas/groups/src/store.rs";
    assert_eq!(unscoped(&[Source::planted(path, bare)]), [format!("{path}:2: fn find")]);
    let scoped = bare.replace("id: i64", "scope: &Scope, id: i64");
    assert!(unscoped(&[Source::planted(path, &scoped)]).is_empty());
    let excused = bare.replace("/// A group.", "/// A state. A public fact: no scope.");
    assert!(unscoped(&[Source::planted(path, &excused)]).is_empty());
}

fn wrong_way(manifests: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for manifest in manifests {
        let room = manifest.path.trim_end_matches("/Cargo.toml");
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("{room}: say in the table of rooms what it may know"));
            continue;
        };
        for below in dependencies(&manifest.text) {
            if !allowed.contains(&"*") && !allowed.contains(&below) {
                faults.push(format!("{room} may not know {below}"));
            }
        }
    }
    faults
}

fn dependencies(manifest: &str) -> impl Iterator<Item = &str> {
    let lines = manifest.lines().skip_while(|line| line.trim() != "[dependencies]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.strip_prefix("samuh-")?.split(['.', ' ', '=']).next())
}

fn impure(files: &[Source]) -> Vec<String> {
    let pure = files.iter().filter(|file| PURE.iter().any(|room| file.path.starts_with(room)));
    found_in(pure, |line| IMPURE.iter().any(|word| line.contains(word)))
}

fn other_doors(files: &[Source]) -> Vec<String> {
    let rooms = files.iter().filter(|file| {
        let is_of_site = ["crates/app/src/server/", "crates/web/src/", "areas/"]
            .iter()
            .any(|room| file.path.starts_with(room));
        is_of_site && !file.path.contains("/tests/") && !DOORS.contains(&file.path.as_str())
    });
    let whole = |line: &str, word: &str| {
        let mut places = line.match_indices(word);
        places.any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    found_in(rooms, |line| TAKEN_IN.iter().any(|word| whole(line, word)))
}

fn stray_sql(files: &[Source]) -> Vec<String> {
    let rooms = files.iter().filter(|file| {
        let is_held = WITH_DATABASE.iter().any(|room| file.path.starts_with(room));
        let is_store = file.path.ends_with("store.rs")
            || STORES.iter().any(|folder| file.path.contains(folder));
        let is_test = file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
        is_held && !is_store && !is_test
    });
    found_in(rooms, is_sql)
}

fn is_sql(line: &str) -> bool {
    let begins = |text: &str| {
        text.starts_with("select ")
            || text.starts_with("insert into ")
            || text.starts_with("delete from ")
            || (text.starts_with("update ") && text.contains(" set "))
    };
    begins(line) || line.split('"').skip(1).any(|part| begins(part.trim_start()))
}

/// Faults of lines, up to the file's own tests; remarks are not looked at.
fn found_in<'a>(
    files: impl Iterator<Item = &'a Source>,
    is_fault: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let lines = file.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        for (at, line) in lines.enumerate() {
            let line = line.trim_start();
            if !line.starts_with("//") && is_fault(line) {
                faults.push(format!("{}:{}: {line}", file.path, at + 1));
            }
        }
    }
    faults
}

/// A store's function that is handed a `Reader` and no `Scope` or `Desk`, unless its comment says why
/// ("… : no scope"). What takes a `Tx` runs inside an act, which has looked at the scope.
fn unscoped(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let stores = files.iter().filter(|file| {
        let is_store = file.path.ends_with("store.rs") || file.path.contains("/store/");
        is_store && file.path.starts_with("areas/")
    });
    for file in stores {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let is_open = line.trim_start().starts_with("pub");
            let Some((_, name)) = line.split_once("fn ").filter(|_| is_open) else { continue };
            let signature = signature(&lines[at..]);
            let comment = comment(&lines[..at]);
            if signature.contains("Reader")
                && !signature.contains("Scope")
                // A desk holds its scope.
                && !signature.contains("&Desk")
                && !comment.contains("no scope")
            {
                let name = name.split(['(', '<']).next().unwrap_or(name);
                faults.push(format!("{}:{}: fn {name}", file.path, at + 1));
            }
        }
    }
    faults
}

fn signature(lines: &[&str]) -> String {
    let end = lines.iter().position(|line| line.ends_with('{')).unwrap_or(0);
    lines[..=end].join(" ")
}

fn comment(lines: &[&str]) -> String {
    let above = lines.iter().rev().take_while(|line| line.trim_start().starts_with("//"));
    above.copied().collect::<Vec<_>>().join(" ")
}
