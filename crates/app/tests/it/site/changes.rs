//! Changes through the pages: a form a verb, both values on a conflict, and approval by another post.

use axum::http::StatusCode;
use uuid::Uuid;

use super::{Browser, Site, sites};

fn group(site: &Site, code: &str) -> i64 {
    let found = site.get(&site.as_desk("collector"), &format!("/api/v1/groups?q={code}")).json();
    found["rows"][0]["id"].as_i64().unwrap()
}

/// The value of a hidden field of a page's form.
pub(super) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.split(&mark).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Opens a form and sends it with these values.
fn send(site: &Site, reader: &Browser, path: &str, values: &str) -> super::Reply {
    let form = site.get(reader, path);
    assert_eq!(form.status, StatusCode::OK, "{}: {path}", site.engine);
    let (op, version) = (hidden(&form.text, "op"), hidden(&form.text, "version"));
    site.post(reader, path, &format!("op={op}&version={version}&{values}"))
}

#[test]
fn every_form_of_a_change_opens_in_both_languages_for_those_who_may() {
    for site in sites() {
        let id = group(&site, "120001");
        let (dmmu, viewer) = (site.as_desk("dmmu"), site.as_desk("viewer"));
        for lang in ["hi", "en"] {
            let cookies = format!("{}; samuh_lang={lang}", dmmu.cookies);
            let reader = Browser { cookies, ..dmmu.clone() };
            for verb in [
                "correct",
                "deactivate",
                "revive",
                "move",
                "affiliate",
                "merge",
                "split",
                "enrol",
                "bearer",
                "grade",
            ] {
                let page = site.get(&reader, &format!("/groups/{id}/{verb}"));
                assert_eq!(page.status, StatusCode::OK, "{}: {verb} in {lang}", site.engine);
                assert!(page.text.contains("name=\"version\""), "{verb}");
            }
            for path in ["/federations/new", "/approvals", "/approvals/policy"] {
                let page = site.get(&reader, path);
                assert_eq!(page.status, StatusCode::OK, "{}: {path} in {lang}", site.engine);
            }
        }
        assert_eq!(site.get(&dmmu, &format!("/groups/{id}/guess")).status, StatusCode::NOT_FOUND);
        let page = site.get(&viewer, &format!("/groups/{id}/correct"));
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let other = group(&site, "120004");
        let page = site.get(&site.as_desk("makdi"), &format!("/groups/{other}/correct"));
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{}: not theirs", site.engine);
    }
}

#[test]
fn the_later_editor_gets_both_values() {
    for site in sites() {
        let id = group(&site, "120001");
        let (first, second) = (site.as_desk("makdi"), site.as_desk("dmmu"));
        let path = format!("/groups/{id}/correct");
        let stale = site.get(&second, &path);
        let name = "name=%E0%A4%9C%E0%A4%AF&formed_on=12/05/2026&code_nrlm=120001";
        let saved = send(&site, &first, &path, &format!("{name}&bank_name=SBI"));
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, saved.text);
        let (op, version) = (hidden(&stale.text, "op"), hidden(&stale.text, "version"));
        let values = format!("op={op}&version={version}&{name}&bank_name=PNB");
        let conflict = site.post(&second, &path, &values);
        assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", site.engine);
        assert!(conflict.text.contains("SBI") && conflict.text.contains("PNB"), "{}", site.engine);
        let (op, version) = (hidden(&conflict.text, "op"), hidden(&conflict.text, "version"));
        let values = format!("op={op}&version={version}&{name}&bank_name=PNB");
        let settled = site.post(&second, &path, &values);
        assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", site.engine);
        let page = site.get(&first, &format!("/groups/{id}"));
        assert!(page.text.contains("PNB") || page.text.contains("जय"), "{}", site.engine);
    }
}

#[test]
fn faults_stand_at_their_fields_all_at_once() {
    for site in sites() {
        let id = group(&site, "120001");
        let dmmu = site.as_desk("dmmu");
        let path = format!("/groups/{id}/deactivate");
        let page = send(&site, &dmmu, &path, "on=31/02/2026");
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        let values = "on=01/11/2026&reason=&loan=";
        let page = send(&site, &dmmu, &path, values);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        for field in ["href=\"#wrong-reason\"", "href=\"#wrong-loan\""] {
            assert!(page.text.contains(field), "{}: {field}", site.engine);
        }
    }
}

#[test]
fn a_block_proposes_and_the_district_sees_the_difference_and_approves() {
    for site in sites() {
        let id = group(&site, "120001");
        let (admin, makdi, dmmu) =
            (site.as_desk("admin"), site.as_desk("makdi"), site.as_desk("dmmu"));
        let form = site.get(&admin, "/approvals/policy");
        let op = hidden(&form.text, "op");
        let values =
            format!("op={op}&act=groups.deactivate&role=bmmu&from_on=01/11/2026&wait_days=2");
        let set = site.post(&admin, "/approvals/policy", &values);
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, set.text);
        let path = format!("/groups/{id}/deactivate");
        let sent = send(&site, &makdi, &path, "on=01/11/2026&reason=dispute&loan=none");
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, sent.text);
        let address = sent.location().to_owned();
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        let group_page = site.get(&dmmu, &format!("/groups/{id}"));
        assert!(group_page.text.contains(&address), "{}: the group says what waits", site.engine);
        let own = site.get(&makdi, &address);
        assert!(!own.text.contains("value=\"approve\""), "{}: not her own", site.engine);
        let op = hidden(&own.text, "op");
        let own = site.post(&makdi, &address, &format!("op={op}&step=approve"));
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let page = site.get(&dmmu, &address);
        assert!(page.text.contains("निष्क्रिय") && page.text.contains("आपसी विवाद"), "{}", page.text);
        let list = site.get(&dmmu, "/approvals");
        let no = address.rsplit('/').next().unwrap();
        assert!(list.text.contains(&address), "{}", site.engine);
        let chosen = hidden(&list.text, "id");
        assert!(chosen.starts_with(&format!("{no}.")), "{}: {chosen}", site.engine);
        let done = site.post(&dmmu, "/approvals", &format!("id={chosen}"));
        assert_eq!(done.status, StatusCode::OK, "{}: {}", site.engine, done.text);
        let api = site.get(&dmmu, "/api/v1/groups?q=120001").json();
        assert_eq!(api["rows"][0]["status"], "inactive", "{}", site.engine);
        let page = site.get(&dmmu, &format!("/groups/{id}"));
        assert!(page.text.contains("आपसी विवाद"), "{}: with its reason", site.engine);
        let checks = site.db.read(|r| samuh::checking::check(r, &mut |_| {})).unwrap();
        let wrong: Vec<_> = checks.iter().filter(|check| !check.is_ok()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", site.engine);
    }
}

#[test]
fn a_correction_of_a_member_waits_as_a_draft_and_is_not_another_blocks_affair() {
    for site in sites() {
        let group = group(&site, "120004");
        let dmmu = site.as_desk("dmmu");
        let enrol = format!(
            "op={}&on=01/11/2026&name=%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE+%E0%A4%A8%E0%A5%87%E0%A4%A4%E0%A4%BE%E0%A4%AE&social=st",
            Uuid::now_v7()
        );
        let done = site.post(&dmmu, &format!("/groups/{group}/enrol"), &enrol);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let her = done.location().trim_start_matches("/members/").to_owned();
        for lang in ["hi", "en"] {
            let cookies = format!("{}; samuh_lang={lang}", dmmu.cookies);
            let page =
                site.get(&Browser { cookies, ..dmmu.clone() }, &format!("/members/{her}/amend"));
            assert_eq!(page.status, StatusCode::OK, "{}: {lang}", site.engine);
            assert!(page.text.contains("name=\"at_her_request\""), "{}", site.engine);
        }
        let amend = format!("op={}&version=1&mobile=9876543210&at_her_request=1", Uuid::now_v7());
        let path = format!("/members/{her}/amend");
        assert_eq!(
            site.post(&site.as_desk("viewer"), &path, &amend).status,
            StatusCode::FORBIDDEN,
            "{}",
            site.engine
        );
        assert_eq!(
            site.post(&site.as_desk("makdi"), &path, &amend).status,
            StatusCode::NOT_FOUND,
            "{}: not theirs",
            site.engine
        );
        let draft = site.post(&dmmu, &path, &format!("{amend}&draft=1"));
        assert_eq!(draft.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, draft.text);
        let page = site.get(&dmmu, draft.location());
        let again = format!("/members/{her}/amend?proposal=");
        assert!(page.text.contains(&again), "{}: the draft opens its form", site.engine);
        let again = page.text.split(&again).nth(1).unwrap().split('"').next().unwrap();
        let form = site.get(&dmmu, &format!("{path}?proposal={again}"));
        assert!(form.text.contains("9876543210"), "{}: as it was filled in", site.engine);
    }
}
