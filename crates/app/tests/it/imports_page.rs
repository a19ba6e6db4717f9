//! Imports at the desk: a file sent, its columns corrected, doubtful names decided, entered, seen in
//! the figures and taken back; and what other desks may see of it.

use axum::http::StatusCode;
use samuh::{ids::new_id, importing::machine_desk};
use samuh_engine::clock;
use samuh_groups::{Policy, set_policy};
use samuh_people::Role;

use crate::{
    desks::{DISTRICT, Seat, Site},
    importing::DIRTY,
    office::{GEOGRAPHY, groups_sheet, offices, with_places},
};

/// A block of the shipped geography, and another one.
const BLOCK: &str = "3590";

fn figures_hold(site: &Site, groups: i64) {
    assert_eq!(site.office.sum("shg_formed", "block"), groups);
    site.office.verify();
}

fn uploads(site: &Site) -> usize {
    std::fs::read_dir(site.office.path("data/uploads")).unwrap().count()
}

fn dmmu(site: &Site) -> Seat {
    site.seat("dmmu", Role::Dmmu, &[])
}

#[test]
fn places_come_in_by_the_page_and_the_same_file_again_changes_nothing() {
    for office in offices() {
        assert_eq!(office.run(&["init"]).status, 0);
        let first = "Level,Code,Name (Hindi),State Code\ndistrict,643,कोण्डागांव,22\n";
        let told = office.json(&["import", "places", &office.put("district.csv", first)]);
        assert_eq!(told["refused"], 0, "{told}");
        let site = Site::of(office);
        let seat = site.seat("admin", Role::Admin, &[]);
        let geography = std::fs::read(GEOGRAPHY).unwrap();
        let (import, page) = seat.check("places", "geography.csv", &geography);
        assert_eq!((page.count("Rows read"), page.count("Refused")), (576, 0), "{}", page.text);
        seat.post(&format!("{import}/apply"), &[]);
        assert!(seat.settled(&import).text.contains("See the figures"));
        let (_, again) = seat.check("places", "geography.csv", &geography);
        assert_eq!((again.count("Unchanged"), again.count("New")), (576, 0));
        assert!(again.text.contains("There is no new or changed row to enter."));
        site.office.verify();
    }
}

#[test]
fn a_dirty_sheet_goes_through_every_step_to_the_figures_and_back() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = dmmu(&site);
        let (import, page) = seat.check("groups", "dirty groups.csv", DIRTY.as_bytes());
        let counts = ["Rows read", "New", "Doubtful", "Refused", "Skipped"];
        assert_eq!(counts.map(|name| page.count(name)), [5, 2, 1, 1, 1]);
        assert!(page.text.contains("31/02/2024") && page.text.contains("Devanagari digits"));
        figures_hold(&site, 0);
        let marked = seat.get(&format!("{import}/report.xlsx"));
        assert_eq!((marked.status, &marked.bytes[..2]), (StatusCode::OK, &b"PK"[..]));
        let json = seat.get(&format!("{import}/report.json"));
        let told: serde_json::Value = serde_json::from_str(&json.text).unwrap();
        assert_eq!((told["new"].as_u64(), told["refused"].as_u64()), (Some(2), Some(1)));
        let applied = seat.post(&format!("{import}/apply"), &[]);
        assert_eq!(applied.to, import);
        assert!(seat.settled(&import).text.contains("2 rows were entered"));
        figures_hold(&site, 2);
        let twice = seat.post(&format!("{import}/apply"), &[]);
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("already"), "{}", twice.text);
        let list = seat.get(&format!("{import}/report.xlsx"));
        assert_eq!(&list.bytes[..2], b"PK", "the list of faults outlives the file");
        seat.post(&format!("{import}/undo"), &[]);
        assert!(seat.settled(&import).text.contains("has been taken back"));
        figures_hold(&site, 0);
        let twice = seat.post(&format!("{import}/undo"), &[]);
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(uploads(&site), 0, "an entered file does not stay");
    }
}

#[test]
fn where_a_rule_asks_for_a_second_post_the_maker_does_not_enter_her_own_sheet() {
    for office in with_places() {
        let site = Site::of(office);
        let (maker, other) = (dmmu(&site), site.seat("second", Role::Dmmu, &[]));
        let today = clock::today();
        let policy = Policy {
            act: "imports.apply".into(),
            role: "dmmu".into(),
            unit_id: 0,
            from_on: today,
            to_on: samuh_places::always().1,
            wait_days: 2,
        };
        let (op, desk) = (new_id().unwrap(), machine_desk(DISTRICT));
        set_policy(&site.office.db(), &desk, op, &policy, clock::now()).unwrap();
        let (import, page) = maker.check("groups", "own.csv", DIRTY.as_bytes());
        assert!(page.text.contains("asks for a second post"), "{}", page.text);
        assert!(!page.text.contains("Enter 2 rows"), "{}", page.text);
        let own = maker.post(&format!("{import}/apply"), &[]);
        let told = maker.settled(&import).text;
        assert!(own.text.contains("second post") || told.contains("second post"), "{}", own.text);
        figures_hold(&site, 0);
        let page = other.get(&import);
        assert!(page.text.contains("Enter 2 rows"), "{}", page.text);
        other.post(&format!("{import}/apply"), &[]);
        assert!(other.settled(&import).text.contains("2 rows were entered"));
        figures_hold(&site, 2);
    }
}

#[test]
fn where_a_rule_asks_for_a_second_post_an_import_is_taken_back_once_it_is_approved() {
    for office in with_places() {
        let site = Site::of(office);
        let (maker, other) = (dmmu(&site), site.seat("second", Role::Dmmu, &[]));
        let policy = Policy {
            act: "imports.undo".into(),
            role: "dmmu".into(),
            unit_id: 0,
            from_on: clock::today(),
            to_on: samuh_places::always().1,
            wait_days: 2,
        };
        let (op, desk) = (new_id().unwrap(), machine_desk(DISTRICT));
        set_policy(&site.office.db(), &desk, op, &policy, clock::now()).unwrap();
        let (import, _) = maker.check("groups", "own.csv", DIRTY.as_bytes());
        maker.post(&format!("{import}/apply"), &[]);
        assert!(maker.settled(&import).text.contains("2 rows were entered"));
        let address = maker.post(&format!("{import}/undo"), &[]).to;
        assert!(address.starts_with("/approvals/"), "{address}");
        figures_hold(&site, 2);
        let page = maker.get(&import).text;
        assert!(page.contains("waits for approval") && page.contains(&address), "{page}");
        assert_eq!(maker.post(&format!("{import}/undo"), &[]).to, address, "it waits once");
        let proposal = other.get(&address).text;
        assert!(proposal.contains("Import taken back"), "{proposal}");
        assert!(other.get("/approvals").text.contains(&address));
        let step = |seat: &Seat, step: &str| {
            let op = new_id().unwrap().to_string();
            seat.post(&address, &[("op", &op), ("step", step), ("version", "1"), ("reason", "x")])
        };
        assert_eq!(step(&maker, "approve").status, StatusCode::FORBIDDEN);
        assert_eq!(step(&other, "approve").to, address);
        figures_hold(&site, 0);
        assert!(maker.get(&import).text.contains("has been taken back"));
    }
}

#[test]
fn a_decision_about_a_name_settles_its_rows_and_is_remembered() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = dmmu(&site);
        let (import, page) = seat.check("groups", "a.csv", DIRTY.as_bytes());
        assert!(page.text.contains("Decide on 1 doubtful row"), "{}", page.text);
        let doubts = seat.get(&format!("{import}/doubts"));
        let (_, rest) = doubts.text.split_once("value=\"u-").expect("a place to choose");
        let place: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let stranger = seat.post(&format!("{import}/doubts"), &[("d-0", "u-1")]);
        assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY, "not among those offered");
        let decided = [("d-0", &*format!("u-{place}"))];
        assert_eq!(seat.post(&format!("{import}/doubts"), &decided).to, import);
        let page = seat.settled(&import);
        assert_eq!((page.count("New"), page.count("Doubtful")), (3, 0), "{}", page.text);
        let (_, again) = seat.check("groups", "b.csv", DIRTY.as_bytes());
        assert_eq!(again.count("Doubtful"), 0, "the same name is not asked twice");
        seat.post(&format!("{import}/apply"), &[]);
        seat.settled(&import);
        figures_hold(&site, 3);
    }
}

#[test]
fn a_column_corrected_at_the_desk_is_remembered_for_its_layout() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = dmmu(&site);
        let sheet = |first| groups_sheet(first, 3).replace("समूह का नाम", "Bezeichnung");
        let sent = seat.upload("groups", "odd.csv", sheet(700_001).as_bytes());
        let columns = seat.settled(&sent.to);
        assert!(columns.text.contains("Bezeichnung"));
        let both = [("c-0-2", "name"), ("c-0-1", "name")];
        let twice = seat.post(&format!("{}/columns", sent.to), &both);
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("are both taken for"), "{}", twice.text);
        seat.post(&format!("{}/columns", sent.to), &[("c-0-2", "")]);
        assert_eq!(seat.settled(&sent.to).count("New"), 0);
        seat.post(&format!("{}/again", sent.to), &[]);
        seat.settled(&sent.to);
        seat.post(&format!("{}/columns", sent.to), &[("c-0-2", "name")]);
        assert_eq!(seat.settled(&sent.to).count("New"), 3);
        let (_, next) = seat.check("groups", "next.csv", sheet(700_101).as_bytes());
        assert_eq!(next.count("New"), 3, "{}", next.text);
    }
}

#[test]
fn a_block_sees_its_own_imports_and_nothing_of_its_neighbour() {
    for office in with_places() {
        let site = Site::of(office);
        let block = site.block(BLOCK);
        let seat = site.seat("badera", Role::Bmmu, &[block]);
        let other = site.seat("other", Role::Bmmu, &[block]);
        let district = dmmu(&site);
        let (import, _) = seat.check("groups", "own.csv", DIRTY.as_bytes());
        assert!(seat.get("/imports").text.contains("own.csv"));
        assert!(district.get("/imports").text.contains("own.csv"));
        assert!(!other.get("/imports").text.contains("own.csv"));
        for path in ["", "/doubts", "/faults", "/report.xlsx", "/report.json"] {
            let page = other.get(&format!("{import}{path}"));
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
        for act in ["apply", "undo", "columns", "doubts"] {
            let page = other.post(&format!("{import}/{act}"), &[]);
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{act}");
        }
        // The district may enter it, but not have it judged under its own name.
        let page = district.post(&format!("{import}/columns"), &[]);
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        district.post(&format!("{import}/apply"), &[]);
        assert!(district.settled(&import).text.contains("rows were entered"));
        assert!(seat.get(&import).text.contains("rows were entered"));
    }
}

#[test]
fn desks_without_the_right_are_denied_and_a_register_asks_for_its_own() {
    for office in with_places() {
        let site = Site::of(office);
        let collector = site.seat("collector", Role::Collector, &[]);
        assert_eq!(collector.get("/imports").status, StatusCode::OK);
        assert!(!collector.get("/imports").text.contains("href=\"/imports/new\""));
        assert_eq!(collector.get("/imports/new").status, StatusCode::FORBIDDEN);
        let sent = collector.upload("groups", "a.csv", DIRTY.as_bytes());
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        let viewer = site.seat("viewer", Role::Viewer, &[site.block(BLOCK)]);
        assert_eq!(viewer.get("/imports").status, StatusCode::FORBIDDEN);
        let block = site.seat("block", Role::Bmmu, &[site.block(BLOCK)]);
        assert!(!block.get("/imports/new").text.contains("value=\"places\""));
        let sent = block.upload("places", "a.csv", DIRTY.as_bytes());
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "not its register");
        assert_eq!(block.get("/imports/samples/places").status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn what_is_no_sheet_is_refused_with_its_reason_and_does_not_stay() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = dmmu(&site);
        let none = seat.upload("groups", "", b"");
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("Choose a file that is not empty."));
        assert_eq!(uploads(&site), 0);
        let sent = seat.upload("groups", "../../etc/photo.xlsx", b"PK\x03\x04 is no workbook");
        let page = seat.settled(&sent.to);
        assert!(page.text.contains("role=\"alert\""), "{}", page.text);
        assert_eq!(uploads(&site), 0);
        for path in ["/imports/no-id", "/imports/01a20080-b348-7e4d-bcd0-168362458d21"] {
            assert_eq!(seat.get(path).status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[test]
fn a_file_that_waits_for_its_columns_outlives_the_process() {
    for office in with_places() {
        let mut site = Site::of(office);
        let seat = dmmu(&site);
        let sent = seat.upload("groups", "a.csv", groups_sheet(1, 3).as_bytes());
        seat.settled(&sent.to);
        site = Site::of(site.office);
        let seat = site.again("dmmu");
        assert!(seat.settled(&sent.to).text.contains("name=\"c-0-1\""));
        seat.post(&format!("{}/columns", sent.to), &[]);
        assert_eq!(seat.settled(&sent.to).count("New"), 3);
    }
}

#[test]
fn a_sample_sheet_is_understood_column_by_column() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = site.seat("admin", Role::Admin, &[]);
        for register in
            ["places", "federations", "groups", "members", "households", "progress", "targets"]
        {
            let sample = seat.get(&format!("/imports/samples/{register}"));
            assert_eq!(sample.status, StatusCode::OK, "{register}");
            let sent = seat.upload(register, "sample.xlsx", &sample.bytes);
            let page = seat.settled(&sent.to);
            assert!(page.text.contains("name=\"c-0-1\""), "{register}: {}", page.text);
        }
    }
}
