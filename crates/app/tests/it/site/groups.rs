//! Forming a group, at the page and by program; finding it again in the next page load.

use axum::http::StatusCode;
use uuid::Uuid;

use super::sites;

#[test]
fn a_group_formed_at_the_page_is_in_the_next_load_of_list_page_and_figures() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let village = site.village("Makdi");
        let op = Uuid::now_v7();
        let form = format!(
            "op={op}&name=%E0%A4%8F%E0%A4%95%E0%A4%A4%E0%A4%BE&place_id={village}&formed_on=01/11/2026"
        );
        let done = site.post(&makdi, "/groups/new", &form);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let again = site.post(&makdi, "/groups/new", &form);
        assert_eq!(
            again.location(),
            done.location(),
            "{}: a second press is the same act",
            site.engine
        );
        let page = site.get(&makdi, done.location());
        assert!(page.text.contains("एकता") && page.text.contains("01/11/2026"), "{}", page.text);
        assert_eq!(site.get(&makdi, "/api/v1/groups?q=ekta").json()["count"], 1, "{}", site.engine);
        let formed = site.get(&makdi, "/figures/shg_formed?month=2026-11");
        assert!(formed.text.contains("एकता"), "{}", site.engine);
    }
}

#[test]
fn every_fault_of_a_form_is_said_at_once_beside_its_field_and_nothing_is_formed() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let form = format!(
            "op={}&name=&formed_on=31%2F02%2F2026&mobile=12&ifsc=XX&place_id=",
            Uuid::now_v7()
        );
        let page = site.post(&makdi, "/groups/new", &form);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        for field in ["name", "formed_on", "mobile", "ifsc", "place_id"] {
            assert!(
                page.text.contains(&format!("href=\"#wrong-{field}\"")),
                "{field}: {}",
                page.text
            );
        }
        assert!(page.text.contains("31/02/2026"), "what was typed stays in the form");
        assert_eq!(site.get(&makdi, "/api/v1/groups").json()["count"], 3, "{}", site.engine);
    }
}

#[test]
fn a_program_forms_a_group_once_for_a_key_and_not_in_another_block() {
    for site in sites() {
        let mut makdi = site.as_desk("makdi");
        let key = Uuid::now_v7().to_string();
        makdi.headers = vec![("idempotency-key", key.clone())];
        let body = |place: i64| {
            format!(
                "{{\"name_hi\":\"मुस्कान\",\"code\":\"990001\",\"formed_on\":\"2026-10-01\",\"place_id\":{place}}}"
            )
        };
        let own = body(site.village("Makdi"));
        let first = site.post(&makdi, "/api/v1/groups", &own);
        let second = site.post(&makdi, "/api/v1/groups", &own);
        assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::CREATED));
        assert_eq!(first.json(), second.json(), "{}", site.engine);
        let other = own.replace("मुस्कान", "उड़ान");
        let conflict = site.post(&makdi, "/api/v1/groups", &other);
        assert_eq!(
            conflict.status,
            StatusCode::CONFLICT,
            "{}: other content, same key",
            site.engine
        );
        makdi.headers.clear();
        let taken = site.post(&makdi, "/api/v1/groups", &other);
        assert_eq!(
            taken.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}: the code is taken",
            site.engine
        );
        assert_eq!(taken.json()["faults"][0]["code"], "code_taken");
        let elsewhere = site.post(&makdi, "/api/v1/groups", &body(site.village("Keshkal")));
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "{}", site.engine);
        assert_eq!(elsewhere.json()["error"], "not_found");
    }
}

#[test]
fn pages_of_a_list_go_on_where_the_last_one_ended() {
    for site in sites() {
        let collector = site.as_desk("collector");
        for sort in ["", "&sort=formed_on", "&sort=-formed_on"] {
            let mut seen = Vec::new();
            let mut after = String::new();
            loop {
                let page =
                    site.get(&collector, &format!("/api/v1/groups?limit=1{sort}{after}")).json();
                assert_eq!(page["count"], 4);
                seen.extend(
                    page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()),
                );
                let Some(next) = page["next"].as_str() else { break };
                after = format!("&after={}", samuh_web::show::in_query(next));
            }
            let mut once = seen.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!((seen.len(), once.len()), (4, 4), "{}{sort}", site.engine);
        }
    }
}
