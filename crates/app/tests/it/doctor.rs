//! The self-audit: for administrators only, in both languages, and each row turns when what it
//! watches goes wrong and turns back when it is mended.

use axum::http::StatusCode;
use samuh::{
    doctor::{Asked, examine},
    keeping::{Nightly, run_due},
};
use samuh_engine::{clock, params};
use samuh_people::Role;
use samuh_web::words::{Lang, Words};
use serde_json::Value;

use crate::{
    desks::{DISTRICT, Site},
    office::{Office, with_places},
};

/// Name and state, and which sentence was said.
fn row(report: &Value, name: &str) -> (String, String) {
    let rows = report["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}"));
    let text = |key: &str| row[key].as_str().unwrap().to_owned();
    (text("state"), text("finding"))
}

fn looked(office: &Office) -> Value {
    office.json(&["doctor"])
}

#[test]
fn only_an_administrator_opens_the_self_audit_and_reads_it_in_both_languages() {
    for office in with_places() {
        let site = Site::of(office);
        let block = site.block("3590");
        let (head, bmmu) =
            (site.seat("head", Role::Admin, &[]), site.seat("bpm", Role::Bmmu, &[block]));
        assert_eq!(bmmu.get("/doctor").status, StatusCode::FORBIDDEN);
        assert_eq!(bmmu.get("/doctor/report.json").status, StatusCode::FORBIDDEN);
        let page = head.get("/doctor");
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for word in ["Restore drill", "Room on the disk", "CERT-In", "Headers of our answers"] {
            assert!(page.text.contains(word), "{}: {word}", site.office.engine);
        }
        assert!(page.text.contains("Every answer carries them."), "{}", page.text);
        let report: Value = serde_json::from_slice(&head.get("/doctor/report.json").bytes).unwrap();
        let rows = report["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 17, "{report}");
        assert_eq!(row(&report, "standard"), ("ok".into(), "below".into()));
        assert_eq!(row(&report, "https"), ("attention".into(), "off".into()));
        assert!(rows.iter().all(|row| row["state"] == "ok" || !row["found"].is_null()));
        let hindi = site.office.run(&["doctor", "--lang", "hi"]);
        assert!(hindi.out.contains("रात की कोई प्रति अब तक नहीं बनी।"), "{}", hindi.out);
    }
}

#[test]
fn a_kind_of_post_counts_once_for_several_districts_and_without_one_nothing_is_said_of_rules() {
    for office in with_places() {
        let db = office.db();
        let standard = |districts: Vec<i64>| {
            let asked = Asked {
                now: clock::now(),
                data: office.path("data"),
                districts,
                missing_headers: Vec::new(),
                scanner: None,
                is_secure: None,
            };
            let rows = examine(&db, &asked).unwrap();
            let row = rows.into_iter().find(|row| row.name == "standard").unwrap();
            (row.said, row.in_words(Words::of(Lang::En, None)).found)
        };
        let none = standard(Vec::new());
        assert_eq!(none.0, "none", "{}", office.engine);
        assert!(none.1.contains("no district"), "{}", none.1);
        let one = standard(vec![DISTRICT]);
        assert!(one.1.contains(&format!("Of {} kinds", Role::ALL.len())), "{}", one.1);
        assert_eq!(standard(vec![DISTRICT, DISTRICT + 1]), one, "{}", office.engine);
    }
}

#[test]
fn the_row_of_retention_names_every_kind_without_a_rule_and_no_other() {
    for office in with_places() {
        let said = |report: &Value| {
            let rows = report["rows"].as_array().unwrap();
            let row = rows.iter().find(|row| row.to_string().contains("samuh retention"));
            row.map(ToString::to_string).unwrap_or_default()
        };
        let before = said(&looked(&office));
        for name in ["former members", "covered target households", "visitor and remark"] {
            assert!(before.contains(name), "{} {name}: {before}", office.engine);
        }
        let set = |kind: &str| {
            let rule = ["retention", "--kind", kind, "--days", "400", "--source", "Order 3/2026"];
            assert_eq!(office.run(&rule).status, 0, "{kind}");
        };
        set("former_contact");
        let after = said(&looked(&office));
        assert!(!after.contains("former"), "{}: it has its rule: {after}", office.engine);
        assert!(after.contains("target_contact, visit_note"), "{}: {after}", office.engine);
        set("target_contact");
        set("visit_note");
        assert_eq!(row(&looked(&office), "retention"), ("ok".into(), "ruled".into()));
    }
}

#[test]
fn each_row_turns_when_what_it_watches_goes_wrong() {
    for office in with_places() {
        let site = Site::of(office);
        let block = site.block("3590");
        drop(site.seat("bpm", Role::Bmmu, &[block]));
        let (office, db) = (&site.office, site.office.db());
        let before = looked(office);
        for (name, said) in [("backup", "never"), ("drill", "never")] {
            assert_eq!(row(&before, name), ("bad".into(), said.into()), "{}", office.engine);
        }
        for (name, said) in [("posts", "none"), ("scopes", "none"), ("versions", "known")] {
            assert_eq!(row(&before, name), ("ok".into(), said.into()), "{}", office.engine);
        }
        let nightly = Nightly { data: office.path("data"), into: office.path("backups") };
        let now = clock::now();
        run_due(&db, &nightly, now - 86_400_000_000).unwrap();
        assert!(run_due(&db, &nightly, now).unwrap());
        let after = looked(office);
        // On which disk PostgreSQL keeps its data is not ours to know.
        let copied = if db.is_embedded() { ("attention", "same-disk") } else { ("ok", "done") };
        assert_eq!(row(&after, "backup"), (copied.0.into(), copied.1.into()), "{}", office.engine);
        assert_eq!(row(&after, "drill"), ("ok".into(), "done".into()), "{}", office.engine);
        std::fs::remove_dir_all(&nightly.into).unwrap();
        assert_eq!(row(&looked(office), "backup"), ("bad".into(), "gone".into()));

        db.transact(move |tx| {
            tx.exec("update place set to_on = '2020-01-01' where id = $1", &params![block])?;
            tx.exec("update account set disabled = $1 where login = 'bpm'", &params![true])?;
            let ahead = params![now + 3_600_000_000_i64];
            tx.exec("update op set at = $1 where no = (select max(no) from op)", &ahead)
        })
        .unwrap();
        let harmed = looked(office);
        for (name, state, said) in [
            ("scopes", "attention", "some"),
            ("posts", "attention", "some"),
            ("clock", "bad", "behind"),
        ] {
            assert_eq!(row(&harmed, name), (state.into(), said.into()), "{}", office.engine);
        }
        assert!(harmed["rows"].to_string().contains("Baderajpur"), "the unit is named: {harmed}");
        assert_eq!(office.run(&["doctor"]).status, 1);
    }
}
