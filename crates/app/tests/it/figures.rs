//! Figures equal what was imported, at every level and in every period.

use crate::office::{groups_sheet, with_places};

#[test]
fn every_level_and_all_years_sum_to_what_was_imported() {
    for office in with_places() {
        let told = office.json(&["import", "groups", &office.put("g.csv", groups_sheet(1, 120))]);
        assert_eq!(told["new"], 120, "{told}");
        for level in ["state", "district", "block", "gp", "village"] {
            assert_eq!(office.sum("shg_formed", level), 120, "{} {level}", office.engine);
            assert_eq!(office.sum("shg_active", level), 120, "{} {level}", office.engine);
        }
        let mut years = 0;
        for year in 2014..=2025 {
            let year = format!("{year}-{:02}", (year + 1) % 100);
            let args =
                ["figures", "--indicator", "shg_formed", "--by", "district", "--year", &year];
            years += office.json(&args)[0]["value"].as_i64().unwrap();
        }
        assert_eq!(years, 120);
        let month =
            ["figures", "--indicator", "shg_formed", "--by", "district", "--month", "2015-01"];
        let line = &office.json(&month)[0];
        // Group 1 is of January 2015, and so is every sixtieth after it.
        assert_eq!((line["value"].as_i64(), line["period"].as_str()), (Some(2), Some("2015-01")));
    }
}

#[test]
fn one_object_has_every_member_of_the_contract() {
    for office in with_places() {
        let asked = ["figures", "--indicator", "linkage_amount,saturation", "--by", "block"];
        let lines = office.json(&asked);
        let lines = lines.as_array().unwrap();
        assert_eq!(lines.len(), 10);
        let members: Vec<&str> = lines[0].as_object().unwrap().keys().map(String::as_str).collect();
        let wanted = [
            "indicator",
            "level",
            "code",
            "name",
            "name_hi",
            "period",
            "value",
            "by_class",
            "target",
            "target_to_date",
            "numerator",
            "denominator",
        ];
        assert!(wanted.iter().all(|name| members.contains(name)), "{members:?}");
        let codes: Vec<&str> =
            lines[..5].iter().map(|line| line["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["3590", "3596", "3597", "3599", "3602"]);
        let text =
            office.run(&["figures", "--indicator", "linkage_amount", "--by", "block", "--json"]);
        assert!(text.out.contains("\"value\": 0.00"), "money has two decimals");
        assert!(lines[5]["value"].is_null(), "nothing over nothing is no ratio");
        let wrong = office.run(&["figures", "--indicator", "no_such", "--by", "block"]);
        assert_eq!(wrong.status, 2);
    }
}

#[test]
fn as_on_takes_away_what_was_recorded_later() {
    for office in with_places() {
        office.json(&["import", "groups", &office.put("g.csv", groups_sheet(1, 10))]);
        let then = ["--as-on", "2020-01-01"];
        let asked = ["figures", "--indicator", "shg_formed", "--by", "district"];
        let early: Vec<&str> = asked.iter().chain(&then).copied().collect();
        assert_eq!(office.json(&early)[0]["value"], 0);
        assert_eq!(office.json(&asked)[0]["value"], 10);
    }
}

#[test]
fn a_village_that_closed_or_moved_stands_in_the_months_before_and_in_no_list_of_today() {
    for office in with_places() {
        office.json(&["import", "groups", &office.put("g.csv", groups_sheet(1, 120))]);
        let (db, engine) = (office.db(), office.engine);
        let by = |level: &str, month: &str| {
            let asked = ["figures", "--indicator", "shg_active", "--by", level, "--month", month];
            office.json(&asked).as_array().unwrap().clone()
        };
        let full = by("village", "2026-06").into_iter();
        let full = full.max_by_key(|line| line["value"].as_i64()).expect("a village with groups");
        let code = full["code"].as_str().unwrap().to_owned();
        let (before, districts) = (by("village", "2026-06").len(), by("district", "2026-06"));
        let sql = "select place_id from place_code where register = 'lgd' and code = $1
                   and level = 'village'";
        let given = samuh_engine::params![code.as_str()];
        let id: i64 = db.read(|r| r.first(sql, &given)?.expect("a place").at(0)).unwrap();
        db.transact(move |tx| {
            let of = samuh_engine::params![id];
            tx.exec("update place set to_on = '2026-08-01' where id = $1", &of)
        })
        .unwrap();
        let has = |month: &str| by("village", month).iter().any(|line| line["code"] == code);
        assert!(has("2026-06") && has("2026-07"), "{engine}: it was there");
        assert!(!has("2026-08") && !has("2026-10"), "{engine}: it is no more");
        assert_eq!(by("village", "2026-06").len(), before, "{engine}");
        assert_eq!(by("district", "2026-06"), districts, "{engine}: what it counted stays");
        let scope = samuh::importing::machine_desk(643).scope;
        let places = db.read(|r| samuh_places::gazetteer(r, &scope)).unwrap();
        assert!(places.places().all(|place| place.id != id), "{engine}: nobody chooses it");
        assert!(places.get(id).is_some(), "{engine}: its groups say where they stand");
        let form = samuh_groups::NewGroup {
            code: None,
            profile: samuh_groups::Profile { name_en: Some("Late".into()), ..Default::default() },
            place_id: id,
            parent_id: 0,
        };
        let desk = samuh::importing::machine_desk(643);
        let op = samuh::ids::new_id().unwrap();
        let now = samuh_engine::clock::now();
        let late = samuh_groups::form_group(&db, &desk, op, &form, now);
        assert!(late.is_err(), "{engine}: no group is formed in it: {late:?}");
    }
}
