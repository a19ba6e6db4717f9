//! Imports at the desk: a file sent, its columns corrected, doubtful names decided, entered, seen in
//! the figures and taken back; and what other desks may see of it.

use axum::http::StatusCode;
use samuh_people::Role;

use crate::{
    desks::{Seat, Site},
    importing::DIRTY,
    office::{GEOGRAPHY, groups_sheet, offices, with_places},
};

/// A block of the shipped geography, and another one.
const BLOCK: &str = "3590";

async fn figures_hold(site: &Site, groups: i64) {
    assert_eq!(site.office.sum("shg_formed", "block"), groups);
    site.office.verify();
}

fn uploads(site: &Site) -> usize {
    std::fs::read_dir(site.office.path("data/uploads")).unwrap().count()
}

async fn dmmu(site: &Site) -> Seat {
    site.seat("dmmu", Role::Dmmu, &[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn places_come_in_by_the_page_and_the_same_file_again_changes_nothing() {
    for office in offices() {
        assert_eq!(office.run(&["init"]).status, 0);
        let first = "Level,Code,Name (Hindi),State Code\ndistrict,643,कोण्डागांव,22\n";
        let told = office.json(&["import", "places", &office.put("district.csv", first)]);
        assert_eq!(told["refused"], 0, "{told}");
        let site = Site::of(office);
        let seat = site.seat("admin", Role::Admin, &[]).await;
        let geography = std::fs::read(GEOGRAPHY).unwrap();
        let (import, page) = seat.check("places", "geography.csv", &geography).await;
        assert_eq!((page.count("Rows read"), page.count("Refused")), (576, 0), "{}", page.text);
        seat.post(&format!("{import}/apply"), &[]).await;
        assert!(seat.settled(&import).await.text.contains("See the figures"));
        let (_, again) = seat.check("places", "geography.csv", &geography).await;
        assert_eq!((again.count("Unchanged"), again.count("New")), (576, 0));
        assert!(again.text.contains("There is no new or changed row to enter."));
        site.office.verify();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dirty_sheet_goes_through_every_step_to_the_figures_and_back() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = dmmu(&site).await;
        let (import, page) = seat.check("groups", "dirty groups.csv", DIRTY.as_bytes()).await;
        let counts = ["Rows read", "New", "Doubtful", "Refused", "Skipped"];
        assert_eq!(counts.map(|name| page.count(name)), [5, 2, 1, 1, 1]);
        assert!(page.text.contains("31/02/2024") && page.text.contains("Devanagari digits"));
        figures_hold(&site, 0).await;
        let marked = seat.get(&format!("{import}/report.xlsx")).await;
        assert_eq!((marked.status, &marked.bytes[..2]), (StatusCode::OK, &b"PK"[..]));
        let json = seat.get(&format!("{import}/report.json")).await;
        let told: serde_json::Value = serde_json::from_str(&json.text).unwrap();
        assert_eq!((told["new"].as_u64(), told["refused"].as_u64()), (Some(2), Some(1)));
        let applied = seat.post(&format!("{import}/apply"), &[]).await;
        assert_eq!(applied.to, import);
        assert!(seat.settled(&import).await.text.contains("2 rows were entered"));
        figures_hold(&site, 2).await;
        let twice = seat.post(&format!("{import}/apply"), &[]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("already"), "{}", twice.text);
        let list = seat.get(&format!("{import}/report.xlsx")).await;
        assert_eq!(&list.bytes[..2], b"PK", "the list of faults outlives the file");
        seat.post(&format!("{import}/undo"), &[]).await;
        assert!(seat.settled(&import).await.text.contains("has been taken back"));
        figures_hold(&site, 0).await;
        let twice = seat.post(&format!("{import}/undo"), &[]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(uploads(&site), 0, "an entered file does not stay");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_about_a_name_settles_its_rows_and_is_remembered() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = dmmu(&site).await;
        let (import, page) = seat.check("groups", "a.csv", DIRTY.as_bytes()).await;
        assert!(page.text.contains("Decide on 1 doubtful row"), "{}", page.text);
        let doubts = seat.get(&format!("{import}/doubts")).await;
        let (_, rest) = doubts.text.split_once("value=\"u-").expect("a place to choose");
        let place: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let stranger = seat.post(&format!("{import}/doubts"), &[("d-0", "u-1")]).await;
        assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY, "not among those offered");
        let decided = [("d-0", &*format!("u-{place}"))];
        assert_eq!(seat.post(&format!("{import}/doubts"), &decided).await.to, import);
        let page = seat.settled(&import).await;
        assert_eq!((page.count("New"), page.count("Doubtful")), (3, 0), "{}", page.text);
        let (_, again) = seat.check("groups", "b.csv", DIRTY.as_bytes()).await;
        assert_eq!(again.count("Doubtful"), 0, "the same name is not asked twice");
        seat.post(&format!("{import}/apply"), &[]).await;
        seat.settled(&import).await;
        figures_hold(&site, 3).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_corrected_at_the_desk_is_remembered_for_its_layout() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = dmmu(&site).await;
        let sheet = |first| groups_sheet(first, 3).replace("समूह का नाम", "Bezeichnung");
        let sent = seat.upload("groups", "odd.csv", sheet(700_001).as_bytes()).await;
        let columns = seat.settled(&sent.to).await;
        assert!(columns.text.contains("Bezeichnung"));
        let both = [("c-0-2", "name"), ("c-0-1", "name")];
        let twice = seat.post(&format!("{}/columns", sent.to), &both).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("are both taken for"), "{}", twice.text);
        seat.post(&format!("{}/columns", sent.to), &[("c-0-2", "")]).await;
        assert_eq!(seat.settled(&sent.to).await.count("New"), 0);
        seat.post(&format!("{}/again", sent.to), &[]).await;
        seat.settled(&sent.to).await;
        seat.post(&format!("{}/columns", sent.to), &[("c-0-2", "name")]).await;
        assert_eq!(seat.settled(&sent.to).await.count("New"), 3);
        let (_, next) = seat.check("groups", "next.csv", sheet(700_101).as_bytes()).await;
        assert_eq!(next.count("New"), 3, "{}", next.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_sees_its_own_imports_and_nothing_of_its_neighbour() {
    for office in with_places() {
        let site = Site::of(office);
        let block = site.block(BLOCK);
        let seat = site.seat("badera", Role::Bmmu, &[block]).await;
        let other = site.seat("other", Role::Bmmu, &[block]).await;
        let district = dmmu(&site).await;
        let (import, _) = seat.check("groups", "own.csv", DIRTY.as_bytes()).await;
        assert!(seat.get("/imports").await.text.contains("own.csv"));
        assert!(district.get("/imports").await.text.contains("own.csv"));
        assert!(!other.get("/imports").await.text.contains("own.csv"));
        for path in ["", "/doubts", "/faults", "/report.xlsx", "/report.json"] {
            let page = other.get(&format!("{import}{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
        for act in ["apply", "undo", "columns", "doubts"] {
            let page = other.post(&format!("{import}/{act}"), &[]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{act}");
        }
        // The district may enter it, but not have it judged under its own name.
        let page = district.post(&format!("{import}/columns"), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        district.post(&format!("{import}/apply"), &[]).await;
        assert!(district.settled(&import).await.text.contains("rows were entered"));
        assert!(seat.get(&import).await.text.contains("rows were entered"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn desks_without_the_right_are_denied_and_a_register_asks_for_its_own() {
    for office in with_places() {
        let site = Site::of(office);
        let collector = site.seat("collector", Role::Collector, &[]).await;
        assert_eq!(collector.get("/imports").await.status, StatusCode::OK);
        assert!(!collector.get("/imports").await.text.contains("href=\"/imports/new\""));
        assert_eq!(collector.get("/imports/new").await.status, StatusCode::FORBIDDEN);
        let sent = collector.upload("groups", "a.csv", DIRTY.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        let viewer = site.seat("viewer", Role::Viewer, &[site.block(BLOCK)]).await;
        assert_eq!(viewer.get("/imports").await.status, StatusCode::FORBIDDEN);
        let block = site.seat("block", Role::Bmmu, &[site.block(BLOCK)]).await;
        assert!(!block.get("/imports/new").await.text.contains("value=\"places\""));
        let sent = block.upload("places", "a.csv", DIRTY.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "not its register");
        assert_eq!(block.get("/imports/samples/places").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_sheet_is_refused_with_its_reason_and_does_not_stay() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = dmmu(&site).await;
        let none = seat.upload("groups", "", b"").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("Choose a file that is not empty."));
        assert_eq!(uploads(&site), 0);
        let sent =
            seat.upload("groups", "../../etc/photo.xlsx", b"PK\x03\x04 is no workbook").await;
        let page = seat.settled(&sent.to).await;
        assert!(page.text.contains("role=\"alert\""), "{}", page.text);
        assert_eq!(uploads(&site), 0);
        for path in ["/imports/no-id", "/imports/01a20080-b348-7e4d-bcd0-168362458d21"] {
            assert_eq!(seat.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_waits_for_its_columns_outlives_the_process() {
    for office in with_places() {
        let mut site = Site::of(office);
        let seat = dmmu(&site).await;
        let sent = seat.upload("groups", "a.csv", groups_sheet(1, 3).as_bytes()).await;
        seat.settled(&sent.to).await;
        site = Site::of(site.office);
        let seat = site.again("dmmu").await;
        assert!(seat.settled(&sent.to).await.text.contains("name=\"c-0-1\""));
        seat.post(&format!("{}/columns", sent.to), &[]).await;
        assert_eq!(seat.settled(&sent.to).await.count("New"), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_sheet_is_understood_column_by_column() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = site.seat("admin", Role::Admin, &[]).await;
        for register in ["places", "federations", "groups", "members", "progress", "targets"] {
            let sample = seat.get(&format!("/imports/samples/{register}")).await;
            assert_eq!(sample.status, StatusCode::OK, "{register}");
            let sent = seat.upload(register, "sample.xlsx", &sample.bytes).await;
            let page = seat.settled(&sent.to).await;
            assert!(page.text.contains("name=\"c-0-1\""), "{register}: {}", page.text);
        }
    }
}
