//! House rules that need a database: every statement of every store is prepared on the migrated
//! schema of every engine at hand, and every column has its privacy class.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use samuh_engine::{db::migrations, testing::databases};

/// How a beginning ends that is joined with more text before it is run; its users test it whole.
const OPEN_ENDS: &[&str] = &[" in", " values", " where", " and", ",", "("];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of ours").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// String literals of a source text; `\` at a line's end joins lines as Rust does.
fn literals(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        let body = &rest[at + 1..];
        let mut end = 0;
        let bytes = body.as_bytes();
        while end < bytes.len() && bytes[end] != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(body.len());
        all.push(body[..end].replace("\\\n", "\n"));
        rest = body.get(end + 1..).unwrap_or("");
    }
    all
}

fn is_statement(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    ["select ", "insert into ", "update ", "delete from ", "with "]
        .iter()
        .any(|word| text.starts_with(word))
        && (text.contains(" from ")
            || text.contains(" set ")
            || text.contains(" values")
            || text.contains("\n"))
}

fn statements() -> Vec<(String, String)> {
    let root = root();
    let mut files = Vec::new();
    for folder in ["crates/engine/src", "crates/figures/src", "crates/app/src", "areas"] {
        sources(&root.join(folder), &mut files);
    }
    let mut all = Vec::new();
    for file in files.iter().filter(|file| !file.components().any(|c| c.as_os_str() == "tests")) {
        let text = fs::read_to_string(file).expect("a file of ours");
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        let code: Vec<&str> =
            code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for literal in literals(&code.join("\n")) {
            let is_fragment = OPEN_ENDS.iter().any(|end| literal.trim_end().ends_with(end));
            if is_statement(&literal) && !is_fragment && !literal.contains('{') {
                all.push((file.strip_prefix(&root).unwrap_or(file).display().to_string(), literal));
            }
        }
    }
    all
}

#[test]
fn every_statement_is_taken_by_every_engine() {
    let all = statements();
    assert!(all.len() > 60, "only {} statements found: the finder is broken", all.len());
    for (engine, db) in databases() {
        let mut refused = Vec::new();
        for (file, sql) in &all {
            // What SQLite's planner is told is SQLite's own affair, and who may do what where PostgreSQL's.
            let is_anothers = match engine {
                "sqlite" => file.ends_with("db/rights.rs") || file.ends_with("db/pg.rs"),
                _ => file.ends_with("db/statistics.rs"),
            };
            if is_anothers {
                continue;
            }
            let sql = sql.clone();
            if let Err(error) = db.read(|reader| reader.check(&sql)) {
                refused.push(format!("{file}: {error}\n{sql}"));
            }
        }
        assert!(refused.is_empty(), "{engine}: {}", refused.join("\n\n"));
    }
}

#[test]
fn a_misspelt_column_is_refused_by_every_engine() {
    for (engine, db) in databases() {
        let sql = "select naem from place where district_id = $1";
        assert!(db.read(|reader| reader.check(sql)).is_err(), "{engine}");
    }
}

/// Table and column → privacy class, from the comments of the migrations.
fn classes() -> BTreeMap<(String, String), String> {
    let mut classes = BTreeMap::new();
    let mut table = String::new();
    for (_, text) in migrations() {
        for line in text.lines() {
            let begun = ["create table ", "alter table "].map(|word| line.strip_prefix(word));
            if let Some(rest) = begun.into_iter().flatten().next() {
                table = rest.split_whitespace().next().unwrap_or("").to_owned();
            } else if let Some((code, class)) = line.split_once("-- ")
                && line.starts_with("  ")
            {
                let column = code.split_whitespace().next().unwrap_or("").to_owned();
                classes.insert((table.clone(), column), class.trim().to_owned());
            }
        }
    }
    classes
}

const COLUMNS_LITE: &str = "
    select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite%'";
const COLUMNS_PG: &str = "
    select cast(table_name as text), cast(column_name as text) from information_schema.columns
    where table_schema = current_schema()";

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "cargo xtask proofs asks to write, by the environment"
)]
fn every_column_of_every_engine_has_its_class_and_the_proof_says_the_same() {
    let classes = classes();
    for (engine, db) in databases() {
        let sql = if engine == "sqlite" { COLUMNS_LITE } else { COLUMNS_PG };
        let rows = db.read(|reader| reader.query(sql, &[])).expect("the schema can be read");
        for row in rows {
            let (table, column): (String, String) = (row.at(0).expect("t"), row.at(1).expect("c"));
            let class = classes.get(&(table.clone(), column.clone())).map(String::as_str);
            let known = matches!(class, Some("public" | "office" | "personal"));
            assert!(known || table == "migration", "{engine}: {table}.{column} has no class");
        }
    }
    let lines: Vec<String> = classes
        .iter()
        .map(|((table, column), class)| format!("{table}.{column} {class}"))
        .collect();
    let proof = lines.join("\n") + "\n";
    let path = root().join("proofs/columns.txt");
    if std::env::var("SAMUH_WRITE_PROOFS").is_ok() {
        fs::write(&path, &proof).expect("the proof can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == proof, "proofs/columns.txt is old: run cargo xtask proofs");
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "cargo xtask proofs asks to write, by the environment"
)]
fn the_schema_proof_is_the_sum_of_the_migrations() {
    let mut proof = String::from("-- The schema as the migrations make it; said for PostgreSQL.\n");
    for (_, text) in migrations() {
        proof.push_str(&samuh_engine::db::Dialect::Pg.say(text));
    }
    let path = root().join("proofs/schema.sql");
    if std::env::var("SAMUH_WRITE_PROOFS").is_ok() {
        fs::write(&path, &proof).expect("the proof can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == proof, "proofs/schema.sql is old: run cargo xtask proofs");
}
