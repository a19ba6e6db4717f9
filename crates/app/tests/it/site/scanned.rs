//! Files that are sent while a scanner is named: nothing it has not passed is kept or read.

use std::{
    pin::pin,
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use samuh::{doctor, scanning::Scanner};
use samuh_people::Role;
use tower::ServiceExt;

use super::{
    Browser, Reply, Site,
    meetings::{post_of, sends},
    runtime, sites,
};
use crate::clamd::{Clamd, FOUND, MARK, Manner};

const EDGE: &str = "x-edge";
const FORM: &str = "multipart/form-data; boundary=x-edge";
const SHEET: &str = "SHG Code,समूह का नाम,विकासखण्ड\n700001,नया समूह,माकड़ी\n";
const PAPER: &[u8] = b"%PDF-1.7 a letter of the office";

/// A form with files in one of its fields.
fn form(fields: &[(&str, &str)], field: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend(format!("{head}{value}\r\n").into_bytes());
    }
    for (name, bytes) in files {
        let head = format!("form-data; name=\"{field}\"; filename=\"{name}\"");
        body.extend(format!("--{EDGE}\r\nContent-Disposition: {head}\r\n\r\n").into_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend(format!("--{EDGE}--\r\n").into_bytes());
    body
}

fn sheet_form(name: &str, bytes: &[u8]) -> Vec<u8> {
    form(&[("register", "groups")], "file", &[(name, bytes)])
}

pub(super) fn sheet_sent(site: &Site, desk: &Browser, name: &str, bytes: &[u8]) -> Reply {
    site.send(desk, "/imports", FORM, sheet_form(name, bytes))
}

/// A report with papers, on a direction that is given to this desk's own post.
fn report_of(site: &Site, desk: &Browser, files: &[(&str, &[u8])]) -> Reply {
    let post = post_of(site, Role::Dmmu).to_string();
    let give = format!("within=7&text=पुस्तकें पूर्ण करें।&responsible={post}");
    let path = sends(site, desk, "/directions/new", &give).location().to_owned();
    let op = uuid::Uuid::now_v7().to_string();
    let fields = [("op", &*op), ("post", &post), ("version", "1"), ("text", "बैठक में पूर्ण किया गया")];
    site.send(desk, &format!("{path}/report"), FORM, form(&fields, "files", files))
}

fn report_sent(site: &Site, desk: &Browser, name: &str, bytes: &[u8]) -> Reply {
    report_of(site, desk, &[(name, bytes)])
}

fn with_mark(text: &[u8]) -> Vec<u8> {
    [text, MARK].concat()
}

/// Files beneath a folder of the data.
fn kept(site: &Site, folder: &str) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
        let of = |path: std::path::PathBuf| if path.is_dir() { count(&path) } else { 1 };
        entries.flatten().map(|entry| of(entry.path())).sum()
    }
    count(&site.data.join(folder))
}

#[test]
fn a_file_in_which_something_is_found_is_refused_by_name_and_its_clean_twin_is_taken() {
    for site in sites() {
        let clamd = Clamd::at_a_socket(Manner::Good);
        let site = site.scanned_by(&clamd.scanner);
        let dmmu = site.as_desk("dmmu");
        let bad = sheet_sent(&site, &dmmu, "अगस्त.csv", &with_mark(SHEET.as_bytes()));
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {}", site.engine, bad.text);
        let said = format!("वायरस स्कैनर को “अगस्त.csv” में {FOUND} मिला।");
        assert!(bad.text.contains(&said), "{}: {}", site.engine, bad.text);
        assert!(bad.text.contains("न आगे भेजें"), "and what to do: {}", bad.text);
        assert_eq!(kept(&site, "uploads"), 0, "{}", site.engine);
        let english =
            Browser { cookies: format!("{}; samuh_lang=en", dmmu.cookies), headers: vec![] };
        let bad = report_sent(&site, &english, "letter.pdf", &with_mark(PAPER));
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {}", site.engine, bad.text);
        let said = format!("The virus scanner found {FOUND} in “letter.pdf”.");
        assert!(bad.text.contains(&said), "{}: {}", site.engine, bad.text);
        assert!(bad.text.contains("बैठक में पूर्ण किया गया"), "what was typed stays: {}", bad.text);
        assert_eq!(kept(&site, "files"), 0, "{}", site.engine);
        let good = sheet_sent(&site, &dmmu, "अगस्त.csv", SHEET.as_bytes());
        assert_eq!(good.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, good.text);
        let good = report_sent(&site, &dmmu, "letter.pdf", PAPER);
        assert_eq!(good.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, good.text);
        assert_eq!(kept(&site, "files"), 1, "{}", site.engine);
        let heard: Vec<Vec<u8>> = clamd.heard().into_iter().map(|(bytes, _)| bytes).collect();
        let all = [with_mark(SHEET.as_bytes()), with_mark(PAPER), SHEET.into(), PAPER.into()];
        assert_eq!(heard, all, "{}: every file went through it whole", site.engine);
    }
}

#[test]
fn of_a_report_with_two_files_of_which_one_is_refused_neither_is_kept() {
    for site in sites() {
        let site = site.scanned_by(&Clamd::at_a_socket(Manner::Good).scanner);
        let dmmu = site.as_desk("dmmu");
        for (name, second) in [("other.pdf", with_mark(PAPER)), ("page.html", b"<html>".to_vec())] {
            let files = [("letter.pdf", PAPER), (name, &second[..])];
            let refused = report_of(&site, &dmmu, &files);
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
            assert!(refused.text.contains(name), "{}: {}", site.engine, refused.text);
            assert_eq!(kept(&site, "files"), 0, "{}: {name}", site.engine);
        }
        let second = [PAPER, &b", its second page"[..]].concat();
        let files = [("letter.pdf", PAPER), ("other.pdf", &second[..])];
        let taken = report_of(&site, &dmmu, &files);
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, taken.text);
        assert_eq!(kept(&site, "files"), 2, "{}", site.engine);
    }
}

#[test]
fn a_scanner_that_hangs_is_told_in_a_moment_and_not_after_minutes() {
    for site in sites() {
        let site = site.scanned_by(&Clamd::at_a_socket(Manner::Silent).scanner);
        let dmmu = site.as_desk("dmmu");
        let began = Instant::now();
        let refused = sheet_sent(&site, &dmmu, "अगस्त.csv", SHEET.as_bytes());
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text);
        assert!(began.elapsed() < Duration::from_secs(40), "{}", site.engine);
        assert_eq!(kept(&site, "uploads"), 0, "{}", site.engine);
    }
}

#[test]
fn a_sheet_whose_sender_goes_away_before_it_is_passed_is_not_left_behind() {
    for site in sites() {
        let site = site.scanned_by(&Clamd::at_a_socket(Manner::Silent).scanner);
        let request = Request::post("/imports")
            .header(header::HOST, "office")
            .header(header::COOKIE, site.as_desk("dmmu").cookies)
            .header(header::CONTENT_TYPE, FORM)
            .body(Body::from(sheet_form("अगस्त.csv", SHEET.as_bytes())))
            .unwrap();
        runtime().block_on(async {
            let mut answer = pin!(site.router.clone().oneshot(request));
            let lies_there = async {
                while kept(&site, "uploads") == 0 {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            };
            tokio::select! {
                _ = &mut answer => panic!("{}: it is answered", site.engine),
                () = lies_there => {}
            }
        });
        assert_eq!(kept(&site, "uploads"), 0, "{}", site.engine);
    }
}

#[test]
fn while_the_scanner_does_not_answer_no_file_is_taken_and_the_office_is_told() {
    for site in sites() {
        let site = site.scanned_by(&Scanner::read("unix:/nowhere/clamd.ctl").unwrap());
        let dmmu = site.as_desk("dmmu");
        for reply in [
            sheet_sent(&site, &dmmu, "अगस्त.csv", SHEET.as_bytes()),
            report_sent(&site, &dmmu, "letter.pdf", PAPER),
        ] {
            assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{}", reply.text);
            assert!(reply.text.contains("वायरस स्कैनर उत्तर नहीं दे रहा।"), "{}", reply.text);
            let (_, number) = reply.text.split_once("यह संख्या बताएँ: ").expect("a number");
            let is_number = |letter: &u8| letter.is_ascii_hexdigit();
            assert!(number.bytes().take(32).all(|letter| is_number(&letter)), "{number}");
        }
        assert_eq!((kept(&site, "uploads"), kept(&site, "files")), (0, 0), "{}", site.engine);
        // The twin: everything that is no file goes on.
        assert_eq!(site.get(&dmmu, "/imports/new").status, StatusCode::OK, "{}", site.engine);
    }
}

#[test]
fn a_file_that_the_scanner_calls_too_large_is_refused_with_the_cure() {
    for site in sites() {
        let clamd = Clamd::at_a_port(Manner::Least(20));
        let site = site.scanned_by(&clamd.scanner);
        let sent = sheet_sent(&site, &site.as_desk("dmmu"), "अगस्त.csv", SHEET.as_bytes());
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {}", site.engine, sent.text);
        assert!(sent.text.contains("StreamMaxLength"), "{}: {}", site.engine, sent.text);
        assert_eq!(kept(&site, "uploads"), 0, "{}", site.engine);
        let beyond = Manner::Odd("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND");
        let site = site.scanned_by(&Clamd::at_a_port(beyond).scanner);
        let sent = sheet_sent(&site, &site.as_desk("dmmu"), "अगस्त.csv", SHEET.as_bytes());
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {}", site.engine, sent.text);
        assert!(sent.text.contains("MaxScanTime"), "{}: {}", site.engine, sent.text);
        assert!(!sent.text.contains("Heuristics"), "{}: it is no virus", site.engine);
        assert_eq!(kept(&site, "uploads"), 0, "{}", site.engine);
    }
}

#[test]
fn the_self_audit_says_whether_the_scanner_answers() {
    for site in sites() {
        let said = |site: &Site| {
            let report = site.get(&site.as_desk("admin"), "/doctor/report.json").json();
            let rows = report["rows"].as_array().unwrap();
            let row = rows.iter().find(|row| row["name"] == "scanner").unwrap();
            let state = [doctor::State::Bad, doctor::State::Attention, doctor::State::Fine];
            let state = state.into_iter().find(|state| row["state"] == state.code());
            (state, row["finding"].as_str().unwrap().to_owned())
        };
        assert_eq!(said(&site), (Some(doctor::State::Attention), "none".into()), "{}", site.engine);
        let site = site.scanned_by(&Clamd::at_a_socket(Manner::Good).scanner);
        let (state, finding) = said(&site);
        // Whether its signatures are old depends on the day of the test.
        assert!(state != Some(doctor::State::Bad) && finding != "silent", "{}", site.engine);
        let site = site.scanned_by(&Scanner::read("tcp:127.0.0.1:1").unwrap());
        assert_eq!(said(&site), (Some(doctor::State::Bad), "silent".into()), "{}", site.engine);
    }
}
