//! A reported sheet at the desk: seen, verified by a second person, taken back; and lists as
//! workbooks with every row.

use axum::http::StatusCode;
use samuh::importing::Register;
use samuh_documents::read;
use samuh_kernel::sheet::{Cell, Limits, Piece};
use uuid::Uuid;

use super::{Browser, DISTRICT, Reply, Site, sites};

/// Brings a monthly sheet in as the machine, so as another officer than those of the tests.
fn reported(site: &Site) {
    let folder = super::folder();
    let path = folder.join("october.csv");
    let text = "विकासखण्ड,माह,RF Groups,RF Amount\nमाकड़ी,अक्टूबर 2026,5,150000\nकेशकाल,अक्टूबर 2026,2,\n";
    std::fs::write(&path, text).unwrap();
    super::take(&site.db, Register::Progress, &path, DISTRICT);
}

fn sheet(site: &Site) -> String {
    format!("/reported/{}/2026-10", site.block("Makdi"))
}

fn send(site: &Site, who: &Browser, act: &str, figures: &[&str], reason: &str) -> Reply {
    let mut form = format!("op={}&act={act}&reason={reason}", Uuid::now_v7());
    for figure in figures {
        form.push_str(&format!("&figure={figure}"));
    }
    site.post(who, &sheet(site), &form)
}

#[test]
fn a_sheet_is_verified_by_a_second_person_and_the_page_says_so() {
    for site in sites() {
        reported(&site);
        let dmmu = site.as_desk("dmmu");
        let page = site.get(&dmmu, &sheet(&site));
        assert_eq!(page.status, StatusCode::OK, "{}", site.engine);
        assert!(page.text.contains("rf_groups~1") && page.text.contains("sheet.csv"));
        let done = send(&site, &dmmu, "verify", &["rf_groups~1", "rf_amount~1"], "");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let asked = "/api/v1/figures?indicator=rf_groups&by=block&month=2026-10";
        let told = site.get(&dmmu, asked).json();
        let makdi = told.as_array().unwrap().iter().find(|line| line["code"] == "3599").unwrap();
        assert_eq!((&makdi["value"], &makdi["by_class"]["verified"]), (&5.into(), &5.into()));
        let front = site.get(&dmmu, &format!("/places/{}", site.block("Makdi")));
        assert!(front.text.contains("सत्यापित"), "{}: the page says verified", site.engine);
        let list = site.get(&dmmu, "/reported?month=2026-10");
        assert!(list.text.contains(&sheet(&site)), "{}: the list opens the sheet", site.engine);
        let stale = send(&site, &dmmu, "verify", &["rf_groups~1"], "");
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", site.engine);
        let none = send(&site, &dmmu, "unverify", &["rf_groups~2"], "");
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(none.text.contains("href=\"#wrong-reason\""), "{}: {}", site.engine, none.text);
        let back = send(&site, &dmmu, "unverify", &["rf_groups~2"], "recount");
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", site.engine);
        assert!(site.get(&dmmu, &sheet(&site)).text.contains("recount"), "the trail keeps why");
    }
}

#[test]
fn a_sheet_is_seen_by_its_desk_and_verified_by_those_who_may() {
    for site in sites() {
        reported(&site);
        let makdi = site.as_desk("makdi");
        let own = site.get(&makdi, &sheet(&site));
        assert_eq!(own.status, StatusCode::OK, "{}", site.engine);
        assert!(!own.text.contains("name=\"figure\""), "{}: a block may not verify", site.engine);
        let tried = send(&site, &makdi, "verify", &["rf_groups~1"], "");
        assert_eq!(tried.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let other = format!("/reported/{}/2026-10", site.block("Keshkal"));
        assert_eq!(site.get(&makdi, &other).status, StatusCode::NOT_FOUND, "{}", site.engine);
        let empty = format!("/reported/{}/2026-09", site.block("Makdi"));
        assert_eq!(site.get(&makdi, &empty).status, StatusCode::NOT_FOUND, "{}", site.engine);
        let dmmu = site.as_desk("dmmu");
        let odd = send(&site, &dmmu, "verify", &["no_such~1"], "");
        assert_eq!(odd.status, StatusCode::BAD_REQUEST, "{}", site.engine);
    }
}

/// The cells of a workbook's rows as text, below its heading.
pub(super) fn rows(book: &Reply) -> Vec<Vec<String>> {
    let path = super::folder().join("list.xlsx");
    std::fs::write(&path, &book.bytes).unwrap();
    let mut rows = Vec::new();
    read(&path, &Limits::MEMBERS, &mut |piece| {
        if let Piece::Row(row) = piece {
            rows.push(row.cells.iter().map(text).collect());
        }
        Ok(())
    })
    .unwrap();
    rows.split_off(4)
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Empty => String::new(),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_list_of_places_comes_whole_with_the_numbers_of_the_page_within_the_desk() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let villages = rows(&site.get(&collector, "/places?level=village&format=xlsx"));
        assert_eq!(villages.len(), 576, "{}: none is cut off", site.engine);
        let blocks = rows(&site.get(&collector, "/places?level=block&format=xlsx"));
        assert_eq!(blocks.len(), 5, "{}", site.engine);
        let groups: i64 = blocks.iter().map(|row| row[6].parse::<i64>().unwrap()).sum();
        assert_eq!(groups, 4, "{}: {blocks:?}", site.engine);
        let own = rows(&site.get(&site.as_desk("makdi"), "/places?level=block&format=xlsx"));
        assert_eq!(own.len(), 1, "{}: a block has its own", site.engine);
        assert_eq!((own[0][0].as_str(), own[0][6].as_str()), ("3599", "3"), "{}", site.engine);
    }
}

#[test]
fn the_monthly_reports_come_as_a_workbook_within_the_desk() {
    for site in sites() {
        reported(&site);
        let all = rows(&site.get(&site.as_desk("collector"), "/reported?format=xlsx"));
        assert_eq!(all.len(), 3, "{}: {all:?}", site.engine);
        let own = rows(&site.get(&site.as_desk("makdi"), "/reported?format=xlsx"));
        assert_eq!(own.len(), 2, "{}: {own:?}", site.engine);
        assert!(own.iter().any(|row| row[6] == "150000"), "{}: rupees {own:?}", site.engine);
    }
}

#[test]
fn a_federation_says_who_it_is_opens_into_its_groups_and_keeps_its_trail() {
    for site in sites() {
        let path = super::folder().join("federations.csv");
        let text = "प्रकार,कोड,संगठन का नाम,गठन दिनांक,विकासखण्ड,CLF Name,President Name\n\
            CLF,C1,उजाला संकुल संगठन,01/04/2018,माकड़ी,,सुकमती मरकाम\n\
            VO,V1,प्रगति ग्राम संगठन,10/06/2018,माकड़ी,उजाला संकुल संगठन,\n";
        std::fs::write(&path, text).unwrap();
        super::take(&site.db, Register::Federations, &path, DISTRICT);
        let groups = super::folder().join("more.csv");
        let text = "SHG Code,समूह का नाम,विकासखण्ड,गठन दिनांक,VO Name\n\
            130001,तारा,माकड़ी,12/05/2026,प्रगति ग्राम संगठन\n";
        std::fs::write(&groups, text).unwrap();
        super::take(&site.db, Register::Groups, &groups, DISTRICT);
        let makdi = site.as_desk("makdi");
        let list = rows(&site.get(&makdi, "/federations?kind=vo&format=xlsx"));
        assert_eq!(list.len(), 1, "{}: {list:?}", site.engine);
        assert_eq!((list[0][0].as_str(), list[0][8].as_str()), ("V1", "1"), "{}", site.engine);
        let index = site.get(&makdi, "/federations?kind=vo").text;
        let mut links = index.split("href=\"/federations/").skip(1);
        let vo = links.find(|rest| rest.starts_with(|first: char| first.is_ascii_digit())).unwrap();
        let vo = vo.split('"').next().unwrap();
        let page = site.get(&makdi, &format!("/federations/{vo}")).text;
        for word in ["V1", "10/06/2018", "उजाला संकुल संगठन", "तारा", "sheet.csv"]
        {
            assert!(page.contains(word), "{}: {word} in {page}", site.engine);
        }
        let clf = page.split("href=\"/federations/").find(|rest| rest.contains("उजाला")).unwrap();
        let clf = clf.split('"').next().unwrap();
        let above = site.get(&makdi, &format!("/federations/{clf}")).text;
        assert!(above.contains("सुकमती मरकाम"), "{}: {above}", site.engine);
        let keshkal = site.as_desk("viewer");
        assert_eq!(site.get(&keshkal, &format!("/federations/{vo}")).status, StatusCode::OK);
    }
}
