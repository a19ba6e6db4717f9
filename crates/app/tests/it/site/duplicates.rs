//! Members who may stand twice, as desks meet them at the page.

use axum::http::StatusCode;
use samuh::importing::Register;
use uuid::Uuid;

use super::{DISTRICT, Site, folder, sites, take};

const HEAD: &str =
    "विकासखण्ड,समूह कोड,सदस्य कोड,सदस्य का नाम,पति का नाम,जन्म तिथि,वर्ग,मोबाइल,जुड़ने की तिथि\n";

fn with_members(site: &Site, more: &str) {
    let given = ["मीना", "राधा", "सुनीता", "पूजा", "कमला", "शांति", "रेखा", "ललिता", "सीता", "अनीता"];
    let mut sheet = format!(
        "{HEAD}माकड़ी,120001,T1,सीता नेताम,राम नेताम,12/03/1984,ST,9876543210,20/05/2026\n\
         माकड़ी,120002,T2,SEETA NETAM,Ram,12/03/1984,ST,9876543210,25/06/2026\n{more}"
    );
    for n in 0..120 {
        let (name, month, year) = (given[n % 10], 1 + n % 12, 1960 + n % 40);
        let group = if n % 2 == 0 { 120_004 } else { 120_001 };
        let block = if n % 2 == 0 { "केशकाल" } else { "माकड़ी" };
        sheet.push_str(&format!(
            "{block},{group},Z{n},{name} साहू{n},श्याम,05/{month:02}/{year},OBC,,01/07/2026\n"
        ));
    }
    let path = folder().join("members.csv");
    std::fs::write(&path, sheet).unwrap();
    take(&site.db, Register::Members, &path, DISTRICT);
}

#[test]
fn a_pair_is_found_shown_with_its_evidence_merged_and_parted_again() {
    for site in sites() {
        with_members(&site, "");
        let makdi = site.as_desk("makdi");
        let find = format!("op={}", Uuid::now_v7());
        let found = site.post(&makdi, "/duplicates/find", &find);
        assert_eq!(found.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, found.text);
        let queue = site.get(&makdi, "/duplicates");
        assert!(
            queue.text.contains("सीता नेताम") && queue.text.contains("Seeta Netam"),
            "{}",
            queue.text
        );
        let pair = site.get(&makdi, "/duplicates/1");
        assert!(pair.text.contains("राम नेताम"), "{}: {}", site.engine, pair.text);
        assert!(!pair.text.contains("9876543210"), "{}: the mobile is masked", site.engine);
        let op = Uuid::now_v7();
        let bare =
            site.post(&makdi, "/duplicates/1", &format!("op={op}&version=1&state=different"));
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: why?", site.engine);
        let stays_in = value_after(&pair.text, "name=\"stays_in\"");
        let form = format!("op={}&version=1&state=same&stays_in={stays_in}", Uuid::now_v7());
        for _ in 0..2 {
            let merged = site.post(&makdi, "/duplicates/1", &form);
            assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, merged.text);
        }
        let stale = format!("op={}&version=1&state=later", Uuid::now_v7());
        assert!(site.post(&makdi, "/duplicates/1", &stale).status.is_client_error());
        let undo = format!("op={}&version=2", Uuid::now_v7());
        let parted = site.post(&makdi, "/duplicates/1/undo", &undo);
        assert_eq!(parted.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, parted.text);
        assert!(site.get(&makdi, "/duplicates").text.contains("Seeta Netam"), "{}", site.engine);
    }
}

/// A pair of the other block.
const ELSEWHERE: &str = "केशकाल,120004,T3,फूलमती मरकाम,भोला,01/02/1979,SC,9876500000,01/07/2026\n\
    केशकाल,120004,T4,FULMATI MARKAM,Bhola,01/02/1979,SC,9876500000,01/07/2026\n";

#[test]
fn another_block_has_no_such_pair_and_who_only_sees_may_not_decide() {
    for site in sites() {
        with_members(&site, ELSEWHERE);
        let makdi = site.as_desk("makdi");
        site.post(&makdi, "/duplicates/find", &format!("op={}", Uuid::now_v7()));
        let own = site.get(&makdi, "/duplicates").text;
        assert!(own.contains("Seeta Netam") && !own.contains("Fulmati"), "{}", site.engine);
        let theirs = if own.contains("/duplicates/1\"") { 2 } else { 1 };
        let there = format!("/duplicates/{theirs}");
        assert_eq!(site.get(&makdi, &there).status, StatusCode::NOT_FOUND, "{}", site.engine);
        let form = format!("op={}&version=1&state=later", Uuid::now_v7());
        let foreign = site.post(&makdi, &there, &form);
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{}", site.engine);
        let collector = site.as_desk("collector");
        let queue = site.get(&collector, "/duplicates").text;
        assert!(queue.contains("Fulmati") && queue.contains("Seeta"), "{}", site.engine);
        let denied = site.post(&collector, &there, &form);
        assert_eq!(denied.status, StatusCode::FORBIDDEN, "{}", site.engine);
    }
}

/// The value of the first field of that name.
fn value_after<'a>(page: &'a str, name: &str) -> &'a str {
    let rest = page.split(name).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    let rest = rest.split("value=\"").nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default()
}
