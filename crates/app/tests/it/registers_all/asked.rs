//! What every register answers when it is asked: filters, orders, pages, files, paper, privacy, scope,
//! both languages.

use std::path::Path;

use samuh::registers;
use samuh_documents::child;
use samuh_engine::register::{Column, Kind, Privacy, Register};
use samuh_kernel::sheet::{Limits, Piece};
use samuh_web::{
    show::in_query,
    words::{Lang, Words},
};
use serde_json::Value;

use super::{Ground, ids, open_columns};

#[test]
fn every_register_is_listed_and_its_pages_cover_every_row_once() {
    for ground in Ground::lay() {
        for register in registers::ALL {
            let plain = ids(&ground.rows(&ground.dmmu, register, ""));
            let mut sorted = plain.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), plain.len(), "{}: a row came twice", register.name);
            assert!(plain.len() >= 2, "{} is empty", register.name);
        }
    }
}

#[test]
fn every_column_sorts_both_ways_and_pages_keep_the_order() {
    for ground in Ground::lay() {
        // Places are many; those of one level are enough.
        for register in registers::ALL {
            let narrow = narrowed(register);
            let mut all = ids(&ground.rows(&ground.dmmu, register, narrow));
            all.sort_unstable();
            for column in open_columns(register) {
                let ask = |sign: &str| {
                    let query = format!("{narrow}&sort={sign}{}", column.name);
                    ground.rows(&ground.dmmu, register, query.trim_start_matches('&'))
                };
                let (up, mut down) = (ask(""), ask("-"));
                let what = format!("{}: {}.{}", ground.site.engine, register.name, column.name);
                down.reverse();
                assert_eq!(ids(&up), ids(&down), "{what}: down is not up turned round");
                in_order(column, &up, &what);
                let mut seen = ids(&up);
                seen.sort_unstable();
                assert_eq!(seen, all, "{what}: rows are lost or doubled");
            }
        }
    }
}

fn narrowed(register: &Register) -> &'static str {
    if register.name == "places" { "level=block" } else { "" }
}

fn in_order(column: &Column, rows: &[Value], what: &str) {
    let key = |row: &Value| match column.kind {
        Kind::Count | Kind::Money => (row[column.name].as_i64().unwrap_or(i64::MIN), String::new()),
        Kind::Flag => (i64::from(row[column.name].as_bool().unwrap_or(false)), String::new()),
        _ => (0, row[column.name].as_str().unwrap_or_default().to_owned()),
    };
    // Names are sorted by their own key, units by their names.
    let is_plain = column.sort.is_none() && !matches!(column.kind, Kind::Unit(_));
    let keys: Vec<_> = rows.iter().map(key).collect();
    assert!(!is_plain || keys.is_sorted(), "{what}: {keys:?}");
}

#[test]
fn every_column_filters_by_what_its_rows_hold() {
    for ground in Ground::lay() {
        for register in registers::ALL {
            let narrow = narrowed(register);
            let rows = ground.rows(&ground.dmmu, register, narrow);
            for column in open_columns(register) {
                let count = |query: &str| {
                    let query = format!("{narrow}&{}{query}", column.name);
                    ids(&ground.rows(&ground.dmmu, register, query.trim_start_matches('&')))
                };
                let what = format!("{}: {}.{}", ground.site.engine, register.name, column.name);
                let filled = count(".empty=0");
                assert_eq!(filled.len() + count(".empty=1").len(), rows.len(), "{what}");
                let value = |row: &Value| text(&row[column.name]);
                let held: Vec<&Value> =
                    rows.iter().filter(|row| !row[column.name].is_null()).collect();
                assert_eq!(filled.len(), held.len(), "{what}: filled in");
                let Some(one) = held.first() else { continue };
                let (wanted, id) = (value(one), one["id"].as_i64().unwrap());
                let same = held.iter().filter(|row| value(row) == wanted).count();
                let is = count(&format!("={}", in_query(&wanted)));
                assert!(is.contains(&id), "{what}={wanted}");
                match column.kind {
                    Kind::Unit(_) => assert!(is.len() >= same, "{what}: at or below"),
                    _ => assert_eq!(is.len(), same, "{what}={wanted}"),
                }
                further(column, &wanted, (id, same), &count, &what);
            }
        }
    }
}

fn further(
    column: &Column,
    wanted: &str,
    (id, same): (i64, usize),
    count: &dyn Fn(&str) -> Vec<i64>,
    what: &str,
) {
    let wanted = in_query(wanted);
    match column.kind {
        Kind::Text(_) => {
            assert!(count(&format!(".has={wanted}")).contains(&id), "{what} has");
            assert!(count(&format!(".in={wanted},zzz")).contains(&id), "{what} in");
            assert!(count(".has=%25_!%25").is_empty(), "{what}: signs are taken as they are");
        }
        Kind::Choice(_) => assert_eq!(count(&format!(".in={wanted}")).len(), same, "{what} in"),
        Kind::Count | Kind::Money | Kind::Day => {
            let span = count(&format!(".from={wanted}&{}.to={wanted}", column.name));
            assert_eq!(span.len(), same, "{what} from to");
        }
        Kind::Unit(_) | Kind::Flag => {}
    }
}

/// A value of a row as an address says it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => i64::from(*yes).to_string(),
        Value::Object(unit) => unit["id"].to_string(),
        other => other.to_string(),
    }
}

#[test]
fn what_a_list_cannot_be_asked_is_said_at_once_and_nothing_is_shown() {
    for ground in Ground::lay() {
        for register in registers::ALL {
            let path = format!(
                "/registers/{}?nowhere=1&code.from=3&sort=-nothing&limit=0&after=x",
                register.name
            );
            let page = ground.page(&ground.dmmu, "en", &path);
            assert_eq!(page.status, 422, "{path}");
            for told in ["“nowhere”", "“code.from”", "“-nothing”", "does not fit limit"]
            {
                assert!(page.text.contains(told), "{told}: {}", page.text);
            }
            assert!(!page.text.contains("role=\"rowheader\""), "rows are shown");
            // Groups have a list for programs that is older than the registers.
            if register.name != "groups" {
                let path = path.replace("/registers/", "/api/v1/");
                let reply = ground.site.get(&ground.dmmu, &path);
                assert_eq!(reply.status, 422, "{path}");
                assert_eq!(reply.json()["faults"].as_array().unwrap().len(), 5, "{}", reply.text);
            }
        }
        assert_eq!(ground.site.get(&ground.dmmu, "/registers/none").status, 404);
    }
}

#[test]
fn excel_csv_and_the_interface_hold_the_same_rows() {
    for ground in Ground::lay() {
        for register in registers::ALL {
            let narrow = narrowed(register);
            let rows = ground.rows(&ground.dmmu, register, narrow);
            for lang in [Lang::Hi, Lang::En] {
                let words = Words::of(lang, Some(samuh_web::words::Overlay::Cg));
                let headings: Vec<String> = open_columns(register)
                    .map(|column| words.t(&format!("column-{}", column.name)))
                    .collect();
                let file = |format: &str| {
                    let path = format!("/registers/{}?format={format}&{narrow}", register.name);
                    let reply = ground.page(&ground.dmmu, lang.code(), &path);
                    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
                    cells(format, &reply.bytes, &headings[0])
                };
                let (csv, book) = (file("csv"), file("xlsx"));
                let what = format!("{}: {}", ground.site.engine, register.name);
                assert_eq!((csv[0].len(), &csv[0]), (headings.len(), &headings), "{what}");
                assert_eq!(csv.len(), rows.len() + 1, "{what}: CSV");
                assert_eq!(book.len(), rows.len() + 1, "{what}: Excel");
                for (line, row) in csv.iter().skip(1).zip(&rows) {
                    same(register, line, row, &what);
                }
                for (one, other) in csv.iter().zip(&book) {
                    assert_eq!(one.len(), other.len(), "{what}");
                    assert_eq!(texts(register, one), texts(register, other), "{what}");
                }
            }
        }
    }
}

/// The texts and days of a line: what is a number is written otherwise in either file.
fn texts(register: &'static Register, line: &[String]) -> Vec<String> {
    let columns = open_columns(register).zip(line);
    let worded = columns.filter(|(column, _)| !matches!(column.kind, Kind::Count | Kind::Money));
    worded.map(|(_, text)| text.trim_start_matches('\'').to_owned()).collect()
}

fn same(register: &'static Register, line: &[String], row: &Value, what: &str) {
    for (column, cell) in open_columns(register).zip(line) {
        let value = &row[column.name];
        match (column.kind, value) {
            (_, Value::Null) => assert_eq!(cell, "", "{what}.{}", column.name),
            (Kind::Text(_), Value::String(text)) => {
                assert_eq!(cell.trim_start_matches('\''), text, "{what}.{}", column.name);
            }
            (Kind::Count, Value::Number(number)) => {
                assert_eq!(cell, &number.to_string(), "{what}.{}", column.name);
            }
            (Kind::Money, Value::Number(number)) => {
                let paise = number.as_i64().unwrap();
                let rupees = format!("{}.{:02}", paise / 100, paise % 100);
                assert_eq!(cell, &rupees, "{what}.{}", column.name);
            }
            (Kind::Day, Value::String(day)) => {
                let day: chrono::NaiveDate = day.parse().unwrap();
                assert_eq!(cell, &samuh_kernel::show::day(day), "{what}.{}", column.name);
            }
            _ => assert_ne!(cell, "", "{what}.{}", column.name),
        }
    }
}

/// The rows of a file from its heading row on, as texts, read by the child that reads every upload.
fn cells(ending: &str, bytes: &[u8], first: &str) -> Vec<Vec<String>> {
    let path = std::env::temp_dir().join(format!("samuh-file-{}.{ending}", uuid::Uuid::now_v7()));
    std::fs::write(&path, bytes).unwrap();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let program = Path::new(env!("CARGO_BIN_EXE_samuh"));
    child::spawn(program, &path, &Limits::ORDINARY, &mut |piece| {
        if let Piece::Row(row) = piece {
            rows.push(row.cells.iter().map(samuh_kernel::read::shown).collect());
        }
        Ok(())
    })
    .unwrap();
    std::fs::remove_file(&path).unwrap();
    let at = rows.iter().position(|row| row.first().is_some_and(|cell| cell == first)).unwrap();
    let width = rows[at].len();
    let mut rows = rows.split_off(at);
    for row in &mut rows {
        row.resize(width, String::new());
    }
    rows
}

#[test]
fn what_is_masked_is_in_no_list_and_found_only_by_those_who_may_open_it() {
    for ground in Ground::lay() {
        for register in registers::ALL {
            let masked: Vec<&Column> = register
                .columns
                .iter()
                .filter(|column| column.privacy == Privacy::Masked)
                .collect();
            for browser in [&ground.dmmu, &ground.viewer] {
                let rows = ground.rows(browser, register, narrowed(register));
                for (row, column) in rows.iter().zip(&masked) {
                    assert!(row.get(column.name).is_none(), "{}.{}", register.name, column.name);
                }
                for format in ["csv", "xlsx", "print"] {
                    let path = format!("/registers/{}?format={format}", register.name);
                    let text = ground.site.get(browser, &path).text;
                    for number in ["9876543210", "31209871234", "9876500001", "31209871235"] {
                        assert!(!text.contains(number), "{path} tells {number}");
                    }
                }
            }
            for column in masked {
                let path = format!("/registers/{}?format=json&{}=", register.name, column.name);
                let asked =
                    |browser, value: &str| ground.site.get(browser, &format!("{path}{value}"));
                assert_eq!(asked(&ground.viewer, "9876543210").status, 422, "{path}");
                let sort = format!("/registers/{}?format=json&sort={}", register.name, column.name);
                assert_eq!(ground.site.get(&ground.dmmu, &sort).status, 422, "{sort}");
                let part = format!("{}.has=98", column.name);
                let part = format!("/registers/{}?format=json&{part}", register.name);
                assert_eq!(ground.site.get(&ground.dmmu, &part).status, 422, "{part}");
            }
        }
        let found =
            ground.site.post(&ground.dmmu, "/registers/members", "mobile=9876543210&format=json");
        let found = found.json()["rows"].as_array().unwrap().clone();
        assert_eq!(found.len(), 1);
        let one = ids(&found)[0];
        let reply = ground.site.get(&ground.viewer, &format!("/api/v1/members/{one}"));
        assert_eq!(reply.json()["mobile"], "******3210", "{}", reply.text);
        assert_eq!(reply.json()["born_on"], "1990");
        let readers = ground.site.get(&ground.dmmu, &format!("/members/{one}")).text;
        assert!(readers.matches("सुनीता नेताम").count() >= 2, "the look was not kept");
    }
}

#[test]
fn a_desk_sees_its_own_rows_and_of_others_not_even_that_they_are() {
    for ground in Ground::lay() {
        for register in registers::ALL {
            let whole = ids(&ground.rows(&ground.dmmu, register, ""));
            let (mine, theirs) = (
                ids(&ground.rows(&ground.viewer, register, "")),
                ids(&ground.rows(&ground.neighbour, register, "")),
            );
            let what = format!("{}: {}", ground.site.engine, register.name);
            assert!(!mine.is_empty() && !theirs.is_empty(), "{what}: nothing of one's own");
            assert!(mine.iter().all(|id| !theirs.contains(id)), "{what}: seen by both");
            assert!(mine.iter().chain(&theirs).all(|id| whole.contains(id)), "{what}");
            let path = format!("/api/v1/{}/{}", register.name, mine[0]);
            assert_eq!(ground.site.get(&ground.viewer, &path).status, 200, "{path}");
            let hidden = ground.site.get(&ground.neighbour, &path);
            assert_eq!(
                (hidden.status.as_u16(), hidden.text.as_str()),
                (404, "{\"error\":\"not_found\"}")
            );
        }
    }
}

#[test]
fn every_register_has_its_page_its_paper_and_its_words_in_both_languages() {
    for ground in Ground::lay() {
        for lang in [Lang::Hi, Lang::En] {
            let words = Words::of(lang, Some(samuh_web::words::Overlay::Cg));
            let shelf = ground.page(&ground.dmmu, lang.code(), "/registers");
            for register in registers::ALL {
                let path = format!("/registers/{}", register.name);
                assert!(shelf.text.contains(&format!("href=\"{path}\"")), "{path} is not offered");
                for path in [path.clone(), format!("{path}?format=print")] {
                    let page = ground.page(&ground.dmmu, lang.code(), &path);
                    assert_eq!(page.status, 200, "{path}: {}", page.text);
                    for name in register.listed {
                        let label = words.t(&format!("column-{name}"));
                        assert!(page.text.contains(&label), "{path}: no {label}");
                    }
                    assert!(!page.text.contains("<b>&"), "{path}: a name became marks");
                }
                for column in register.columns {
                    let page = ground.page(
                        &ground.dmmu,
                        lang.code(),
                        &format!("{path}?f={}", column.name),
                    );
                    assert_eq!(page.status, 200, "{path} asks for {}", column.name);
                    assert!(page.text.contains("name=\"f."), "{path} asks for {}", column.name);
                }
            }
        }
    }
}

#[test]
fn a_filter_that_does_not_fit_is_told_by_its_heading_and_can_be_taken_away() {
    for ground in Ground::lay() {
        let path = "/registers/groups?status=active&formed_on.from=31%2F02%2F2024";
        for (lang, told) in [("en", "Formed on (From)"), ("hi", "(से)")] {
            let page = ground.page(&ground.dmmu, lang, path);
            assert_eq!(page.status, 422, "{lang}");
            let said = page.text.split("<h1").nth(1).unwrap();
            assert!(said.contains("31/02/2024") && said.contains(told), "{lang}: {said}");
            let says_name = said.contains("formed_on.from के") || said.contains("fit formed_on");
            assert!(!says_name, "{lang}: {said}");
            let without = "class=\"chip\" href=\"/registers/groups?status=active\"";
            assert!(said.contains(without), "{lang}: {said}");
            assert!(!said.contains("class=\"count\""), "{lang}: nothing was asked: {said}");
        }
    }
}
