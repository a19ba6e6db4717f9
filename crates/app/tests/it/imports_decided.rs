//! Doubtful rows that a person settles, at the desk and on the command line; and what a person says
//! beside a file: its sheets, its level.

use axum::http::StatusCode;
use rust_xlsxwriter::Workbook;
use samuh::importing::{KEPT, lapse};
use samuh_engine::{Db, clock, params};
use samuh_people::Role;
use serde_json::Value;

use crate::{
    desks::{Page, Seat, Site},
    office::{Office, with_places},
};

/// Three groups without codes.
const UNCODED: &str = "\
समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम पंचायत,ग्राम
जय माँ लक्ष्मी,10/02/2024,बड़ेराजपुर,आमगांव,आमगांव
उजाला,11/02/2024,बड़ेराजपुर,आमगांव,आमगांव
प्रगति,12/02/2024,बड़ेराजपुर,आमगांव,आमगांव
";

/// The same three with codes: they may be known or new.
const CODED: &str = "\
SHG Code,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम पंचायत,ग्राम
1208001,जय माँ लक्ष्मी,10/02/2024,बड़ेराजपुर,आमगांव,आमगांव
1208002,उजाला,11/02/2024,बड़ेराजपुर,आमगांव,आमगांव
1208003,प्रगति,12/02/2024,बड़ेराजपुर,आमगांव,आमगांव
";

const COUNTS: [&str; 7] =
    ["Rows read", "New", "Will change", "Unchanged", "Doubtful", "Refused", "Skipped"];

fn counts(page: &Page) -> [i64; 7] {
    let counts = COUNTS.map(|name| page.count(name));
    assert_eq!(counts[0], counts[1..].iter().sum::<i64>(), "{}", page.text);
    counts
}

fn desk_over(office: Office) -> (Site, Seat) {
    let told = office.json(&["import", "groups", &office.put("uncoded.csv", UNCODED)]);
    assert_eq!(told["new"], 3, "{told}");
    let site = Site::of(office);
    let seat = site.seat("dmmu", Role::Dmmu, &[]);
    (site, seat)
}

/// The candidate offered at a doubt.
fn candidate(page: &Page, field: &str) -> String {
    let (_, rest) =
        page.text.split_once(&format!("name=\"{field}\" value=\"s-")).expect("a candidate");
    format!("s-{}", rest.chars().take_while(char::is_ascii_digit).collect::<String>())
}

#[test]
fn each_doubtful_group_is_decided_at_the_desk_and_the_decision_is_applied() {
    for office in with_places() {
        let (site, seat) = desk_over(office);
        let (import, page) = seat.check("groups", "coded.csv", CODED.as_bytes());
        assert_eq!(counts(&page), [3, 0, 0, 0, 3, 0, 0]);
        let doubts = seat.get(&format!("{import}/doubts"));
        assert!(doubts.text.contains("11/02/2024") && doubts.text.contains("Baderajpur"));
        let strange = seat.post(&format!("{import}/doubts"), &[("d-0", "s-1")]);
        assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY, "not among those offered");
        let same = candidate(&doubts, "d-0");
        let said = [("d-0", &*same), ("d-1", "new"), ("d-2", "out")];
        assert_eq!(seat.post(&format!("{import}/doubts"), &said).to, import);
        let page = seat.settled(&import);
        assert_eq!(counts(&page), [3, 1, 1, 0, 0, 0, 1], "{}", page.text);
        assert!(page.text.contains("a person left it out") && page.text.contains("1208001"));
        let kept = seat.get(&format!("{import}/doubts"));
        assert!(kept.text.contains("You have decided about 3 rows"), "{}", kept.text);
        seat.post(&format!("{import}/apply"), &[]);
        seat.settled(&import);
        assert_eq!(site.office.sum("shg_formed", "block"), 4);
        site.office.verify();
        let again = site.office.put("again.csv", CODED);
        let told = site.office.json(&["import", "groups", &again, "--dry-run"]);
        assert_eq!((&told["unchanged"], &told["doubtful"]), (&Value::from(2), &Value::from(1)));
        seat.post(&format!("{import}/undo"), &[]);
        seat.settled(&import);
        assert_eq!(site.office.sum("shg_formed", "block"), 3);
        site.office.verify();
    }
}

#[test]
fn many_rows_are_decided_at_once_and_decisions_are_withdrawn() {
    for office in with_places() {
        let (site, seat) = desk_over(office);
        let (import, _) = seat.check("groups", "coded.csv", CODED.as_bytes());
        let doubts = seat.get(&format!("{import}/doubts"));
        assert!(doubts.text.contains("name=\"all-maybe_known\""), "{}", doubts.text);
        seat.post(&format!("{import}/doubts"), &[("all-maybe_known", "new"), ("d-1", "out")]);
        assert_eq!(counts(&seat.settled(&import)), [3, 2, 0, 0, 0, 0, 1]);
        seat.post(&format!("{import}/doubts"), &[("forget", "1")]);
        assert_eq!(counts(&seat.settled(&import)), [3, 0, 0, 0, 3, 0, 0]);
        let other = site.seat("other", Role::Dmmu, &[]);
        let denied = other.post(&format!("{import}/doubts"), &[("d-0", "new")]);
        assert_eq!(denied.status, StatusCode::FORBIDDEN, "another post's import");
        let viewer = site.seat("viewer", Role::Collector, &[]);
        let denied = viewer.post(&format!("{import}/doubts"), &[("d-0", "new")]);
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        seat.post(&format!("{import}/doubts"), &[("all-maybe_known", "out")]);
        let page = seat.settled(&import);
        assert_eq!(counts(&page), [3, 0, 0, 0, 0, 0, 3]);
        assert!(page.text.contains("There is no new or changed row to enter."));
    }
}

#[test]
fn of_two_rows_with_one_code_a_person_says_which_counts() {
    for office in with_places() {
        let (site, seat) = desk_over(office);
        let sheet = format!(
            "{}1208009,सखी,01/03/2024,बड़ेराजपुर,आमगांव,आमगांव\n\
             1208009,सखी,02/03/2024,बड़ेराजपुर,आमगांव,आमगांव\n",
            CODED.lines().next().map(|head| format!("{head}\n")).unwrap()
        );
        let (import, page) = seat.check("groups", "twice.csv", sheet.as_bytes());
        assert_eq!(counts(&page), [2, 1, 0, 0, 1, 0, 0], "{}", page.text);
        let doubts = seat.get(&format!("{import}/doubts"));
        assert!(doubts.text.contains("leave out row 2 of the sheet"), "{}", doubts.text);
        seat.post(&format!("{import}/doubts"), &[("d-0", "instead")]);
        assert_eq!(counts(&seat.settled(&import)), [2, 1, 0, 0, 0, 0, 1]);
        seat.post(&format!("{import}/apply"), &[]);
        seat.settled(&import);
        let corrected = sheet.lines().next().unwrap().to_owned()
            + "\n1208009,सखी,02/03/2024,बड़ेराजपुर,आमगांव,आमगांव\n";
        let file = site.office.put("right.csv", &corrected);
        let told = site.office.json(&["import", "groups", &file, "--dry-run"]);
        assert_eq!(told["unchanged"], 1, "{told}");
        site.office.verify();
    }
}

#[test]
fn a_member_who_may_be_known_is_decided_too() {
    for office in with_places() {
        let (site, seat) = desk_over(office);
        let sheet = "समूह का नाम,विकासखण्ड,ग्राम,सदस्य का नाम,पिता/पति का नाम,Member Code,जुड़ने का दिनांक\n\
            उजाला,बड़ेराजपुर,आमगांव,सुनीता नेताम,रमेश,,01/03/2024\n";
        let told = site.office.json(&["import", "members", &site.office.put("m.csv", sheet)]);
        assert_eq!(told["new"], 1, "{told}");
        let coded = sheet.replace(",,01/03", ",M-77,01/03");
        let (import, page) = seat.check("members", "m2.csv", coded.as_bytes());
        assert_eq!(counts(&page), [1, 0, 0, 0, 1, 0, 0], "{}", page.text);
        let doubts = seat.get(&format!("{import}/doubts"));
        assert!(doubts.text.contains("रमेश"), "{}", doubts.text);
        let same = candidate(&doubts, "d-0");
        seat.post(&format!("{import}/doubts"), &[("d-0", &*same)]);
        assert_eq!(counts(&seat.settled(&import)), [1, 0, 1, 0, 0, 0, 0]);
        seat.post(&format!("{import}/apply"), &[]);
        seat.settled(&import);
        assert_eq!(site.office.sum("members", "block"), 1);
        site.office.verify();
    }
}

#[test]
fn decisions_are_taken_from_a_file_and_candidates_are_in_the_json() {
    for office in with_places() {
        let told = office.json(&["import", "groups", &office.put("uncoded.csv", UNCODED)]);
        assert_eq!(told["new"], 3);
        let file = office.put("coded.csv", CODED);
        let told = office.json(&["import", "groups", &file, "--dry-run"]);
        let first = &told["faults"][0];
        let known = &first["candidates"][0];
        assert_eq!(known["name_hi"], "जय माँ लक्ष्मी", "{told}");
        assert_eq!(known["formed_on"], "2024-02-10");
        let (sheet, unit) = (first["sheet"].clone(), known["unit"].clone());
        let decisions = serde_json::json!([
            {"sheet": sheet, "row": 2, "decision": "same", "unit": unit},
            {"sheet": sheet, "row": 3, "decision": "new"},
            {"sheet": sheet, "row": 4, "decision": "leave_out"},
        ]);
        let decided = office.put("decided.json", decisions.to_string());
        let told = office.json(&["import", "groups", &file, "--decide", &decided]);
        let seen =
            ["rows", "new", "changed", "doubtful", "skipped"].map(|name| told[name].as_u64());
        assert_eq!(seen, [3, 1, 1, 0, 1].map(Some), "{told}");
        assert_eq!(told["skipped_rows"][0]["why"], "left_out");
        assert_eq!(office.sum("shg_formed", "block"), 4);
        office.verify();
        let wrong = office.put("wrong.json", "[{\"row\": 2, \"decision\": \"maybe\"}]");
        let refused = office.run(&["import", "groups", &file, "--decide", &wrong]);
        assert_eq!(refused.status, 2, "{}", refused.err);
        assert!(refused.err.contains("docs/cli.md"), "{}", refused.err);
    }
}

#[test]
fn a_hidden_sheet_is_read_only_when_it_is_chosen_at_the_desk() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = site.seat("dmmu", Role::Dmmu, &[]);
        let mut book = Workbook::new();
        for (name, code, hidden) in [("Makdi", "1", false), ("पुराना", "2", true)] {
            let sheet = book.add_worksheet().set_name(name).unwrap().set_hidden(hidden);
            let head = CODED.lines().next().unwrap();
            let row = format!("{code},समूह {code},10/02/2024,बड़ेराजपुर,आमगांव,आमगांव");
            for (at, line) in [head, &*row].into_iter().enumerate() {
                let at = u32::try_from(at).unwrap();
                sheet.write_row(at, 0, line.split(',')).unwrap();
            }
        }
        let sent = seat.upload("groups", "two.xlsx", &book.save_to_buffer().unwrap());
        let columns = seat.settled(&sent.to);
        assert!(columns.text.contains("This sheet is hidden"), "{}", columns.text);
        let form = format!("{}/columns", sent.to);
        let none = seat.post(&form, &[("sheets", "1")]);
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        seat.post(&form, &[("sheets", "1"), ("sheet-1", "1")]);
        let looked = seat.settled(&sent.to);
        assert!(looked.text.contains("This sheet was not chosen"), "{}", looked.text);
        assert!(looked.text.contains("name=\"c-1-1\""), "the hidden sheet's columns are shown");
        seat.post(&form, &[("sheets", "1"), ("sheet-1", "1")]);
        assert_eq!(counts(&seat.settled(&sent.to)), [1, 1, 0, 0, 0, 0, 0]);
        seat.post(&format!("{}/again", sent.to), &[]);
        let looked = seat.settled(&sent.to);
        assert!(looked.text.contains("This sheet was not chosen"), "the choice is remembered");
        seat.post(&form, &[("sheets", "1"), ("sheet-0", "1"), ("sheet-1", "1")]);
        seat.settled(&sent.to);
        seat.post(&form, &[("sheets", "1"), ("sheet-0", "1"), ("sheet-1", "1")]);
        assert_eq!(counts(&seat.settled(&sent.to)), [2, 2, 0, 0, 0, 0, 0]);
    }
}

#[test]
fn the_level_of_a_plain_sheet_and_the_year_of_bare_months_are_chosen_at_the_desk() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = site.seat("admin", Role::Admin, &[]);
        let sheet = "Code,Name (Hindi),Name (English),Parent Code\n9901,नया विकासखण्ड,Naya,643\n";
        let sent = seat.upload("places", "blocks.csv", sheet.as_bytes());
        assert!(seat.settled(&sent.to).text.contains("name=\"level\""));
        seat.post(&format!("{}/columns", sent.to), &[("level", "")]);
        assert_eq!(counts(&seat.settled(&sent.to)), [1, 0, 0, 0, 0, 1, 0], "no level is known");
        seat.post(&format!("{}/again", sent.to), &[]);
        seat.settled(&sent.to);
        seat.post(&format!("{}/columns", sent.to), &[("level", "block")]);
        assert_eq!(counts(&seat.settled(&sent.to)), [1, 1, 0, 0, 0, 0, 0]);
        seat.post(&format!("{}/again", sent.to), &[]);
        let page = seat.settled(&sent.to);
        assert!(page.text.contains("value=\"block\" selected"), "{}", page.text);
        let months = "विकासखण्ड,अप्रैल,मई\nबड़ेराजपुर,3,4\n";
        let sheet = format!("गठित समूह\n{months}");
        let dmmu = site.seat("dmmu", Role::Dmmu, &[]);
        let sent = dmmu.upload("targets", "plan.csv", sheet.as_bytes());
        let page = dmmu.settled(&sent.to);
        assert!(page.text.contains("name=\"year\""), "{}", page.text);
        dmmu.post(&format!("{}/columns", sent.to), &[("year", "")]);
        let bare = counts(&dmmu.settled(&sent.to));
        dmmu.post(&format!("{}/again", sent.to), &[]);
        dmmu.settled(&sent.to);
        dmmu.post(&format!("{}/columns", sent.to), &[("year", "2026-27")]);
        let dated = counts(&dmmu.settled(&sent.to));
        assert_eq!((bare[1], dated[1]), (0, 1), "{bare:?} {dated:?}");
    }
}

#[test]
fn what_was_checked_and_never_entered_is_emptied_after_a_month_and_its_counts_stay() {
    for office in with_places() {
        let (site, seat) = desk_over(office);
        let db = site.office.db();
        let (import, _) = seat.check("groups", "coded.csv", CODED.as_bytes());
        let sheet = CODED.replace("उजाला", "नई किरण");
        let entered = site.office.put("entered.csv", &sheet);
        assert_eq!(site.office.json(&["import", "groups", &entered])["new"], 1);
        let now = clock::now();
        assert_eq!(lapse(&db, now + KEPT - 60_000_000).unwrap(), 0, "not before its time");
        assert!(pieces(&db, "staged") > 0);
        assert_eq!(lapse(&db, now + KEPT + 1).unwrap(), 1);
        assert_eq!(lapse(&db, now + KEPT + 1).unwrap(), 0, "once");
        assert_eq!((pieces(&db, "lapsed"), pieces(&db, "staged")), (0, 0));
        assert!(pieces(&db, "applied") > 0, "what can be taken back keeps its images");
        let page = seat.get(&import);
        assert_eq!(counts(&page), [3, 0, 0, 0, 3, 0, 0], "{}", page.text);
        assert!(page.text.contains("was checked and never entered"));
        let late = seat.post(&format!("{import}/apply"), &[]);
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("30 days"), "{}", late.text);
        let late = seat.post(&format!("{import}/doubts"), &[("d-0", "new")]);
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seat.get("/imports?state=lapsed").text.contains("coded.csv"));
        site.office.verify();
    }
}

/// How many pieces of batches in a state are held.
fn pieces(db: &Db, state: &str) -> i64 {
    let sql = "select count(*) from import_chunk c join import_batch b
        on b.district_id = c.district_id and b.no = c.batch_no where b.state = $1";
    let row = db.read(|reader| reader.first(sql, &params![state])).unwrap();
    row.expect("a count").at(0).unwrap()
}

#[test]
fn an_entered_batch_keeps_no_rows_and_one_taken_back_is_emptied_after_a_month() {
    for office in with_places() {
        let file = office.put("uncoded.csv", UNCODED);
        let staged = office.json(&["import", "groups", &file, "--dry-run"]);
        let batch = staged["batch"].as_str().unwrap();
        assert_eq!(office.json(&["import", "groups", "--apply", batch])["new"], 3);
        let sql = "select count(*) from import_chunk where kind = 'row'";
        let row = office.db().read(|reader| reader.first(sql, &[])).unwrap();
        assert_eq!(row.expect("a count").at::<i64>(0).unwrap(), 0);
        assert_eq!(office.run(&["undo-import", batch]).status, 0);
        assert_eq!(office.sum("shg_formed", "block"), 0);
        let (db, now) = (office.db(), clock::now());
        assert!(pieces(&db, "undone") > 0, "the account of it stays a month");
        assert_eq!(lapse(&db, now + KEPT - 60_000_000).unwrap(), 0, "not before its time");
        assert_eq!(lapse(&db, now + KEPT + 60_000_000).unwrap(), 1);
        assert_eq!((pieces(&db, "undone"), lapse(&db, now + KEPT + 60_000_000).unwrap()), (0, 0));
        office.verify();
    }
}

#[test]
fn what_a_sheet_says_against_itself_is_said_and_never_passed_over() {
    for office in with_places() {
        let places = "District Code,Block Code,Block Name,GP Code,Gram Panchayat,Village Code,Village\n\
            643,3590,Makdi,121783,Aamganon,888002,Nayapara\n";
        let told = office.json(&["import", "places", &office.put("p.csv", places), "--dry-run"]);
        assert_eq!(told["warnings"][0]["code"], "place_code_other_name", "{told}");
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let long = "क".repeat(3_000);
        let typed = [
            "समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम",
            "y{eh efgyk lewg,10/02/2024,बड़ेराजपुर,आमगांव",
            "Ekta,11/02/2024,बड़ेराजपुर,आमगांव",
            "Jai nqxkZ,12/02/2024,बड़ेराजपुर,आमगांव",
            "t; eka,13/02/2024,बड़ेराजपुर,आमगांव",
            &format!("{long},14/02/2024,बड़ेराजपुर,आमगांव"),
        ];
        for (line, at) in typed.into_iter().zip(0_u32..) {
            sheet.write_row(at, 0, line.split(',')).unwrap();
        }
        let file = office.put("g.xlsx", book.save_to_buffer().unwrap());
        let told = office.json(&["import", "groups", &file, "--dry-run"]);
        let unsure: Vec<&Value> = told["warnings"].as_array().unwrap().iter().collect();
        let of_font = unsure.iter().filter(|odd| odd["code"] == "font_unsure");
        let values: Vec<&str> = of_font.filter_map(|odd| odd["value"].as_str()).collect();
        assert_eq!(values, ["Ekta", "Jai nqxkZ"], "{told}");
        let repaired = told["repairs"].as_array().unwrap().iter();
        let to: Vec<&str> = repaired.filter_map(|repair| repair["to"].as_str()).collect();
        assert_eq!(to, ["लक्ष्मी महिला समूह", "जय मां"], "{told}");
        assert_eq!(told["faults"][0]["code"], "text_too_long");
        assert_eq!((&told["new"], &told["refused"]), (&Value::from(4), &Value::from(1)));
    }
}
