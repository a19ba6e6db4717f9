//! Acts beyond groups that a policy sends to a second post: plans, producer groups, posts; through the
//! pages, and through no door around them.

use axum::http::StatusCode;
use uuid::Uuid;

use super::{Browser, Reply, Site, changes::hidden, sites};

pub(super) fn asks_for_a_second_post(site: &Site, act: &str, role: &str) {
    let values = format!("op={}&act={act}&role={role}&from_on=01/11/2026&wait_days=2", op());
    let set = site.post(&site.as_desk("admin"), "/approvals/policy", &values);
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, set.text);
}

pub(super) fn op() -> Uuid {
    Uuid::now_v7()
}

pub(super) fn sent(site: &Site, reader: &Browser, path: &str, values: &str) -> String {
    let reply = site.post(reader, path, &format!("op={}&{values}", op()));
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, reply.text);
    reply.location().to_owned()
}

/// Decides as the page was drawn: with the edition of the proposal that it showed.
pub(super) fn decided(site: &Site, reader: &Browser, address: &str, values: &str) -> Reply {
    let page = site.get(reader, address).text;
    let seen =
        if page.contains("value=\"approve\"") { hidden(&page, "version") } else { "0".into() };
    site.post(reader, address, &format!("op={}&version={seen}&{values}", op()))
}

pub(super) fn count(site: &Site, sql: &str) -> i64 {
    site.db.read(|r| r.first(sql, &[])?.expect("a count").at(0)).unwrap()
}

pub(super) fn all_is_well(site: &Site) {
    let checks = site.db.read(|r| samuh::checking::check(r, &mut |_| {})).unwrap();
    let wrong: Vec<_> = checks.iter().filter(|check| !check.is_ok()).collect();
    assert!(wrong.is_empty(), "{}: {wrong:?}", site.engine);
}

#[test]
fn a_target_that_the_mission_office_sets_is_approved_by_the_collector() {
    for site in sites() {
        asks_for_a_second_post(&site, "plans.set", "dmmu");
        let (dmmu, collector) = (site.as_desk("dmmu"), site.as_desk("collector"));
        let path = "/targets/2026-27/shg_formed";
        let values = format!("version=0&act=save&keep=change&t-{}-1=25", site.block("Makdi"));
        let address = sent(&site, &dmmu, path, &values);
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        let number = address.trim_start_matches("/approvals/");
        let trail = format!("/trail/proposal/{}", number.split('?').next().unwrap());
        assert_eq!(site.get(&site.as_desk("admin"), &trail).status, StatusCode::OK, "{trail}");
        let plans = "select count(*) from plan";
        assert_eq!(count(&site, plans), 0, "{}: nothing of it has happened", site.engine);
        let own = decided(&site, &dmmu, &address, "step=approve");
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}: her own", site.engine);
        let foreign = site.get(&site.as_desk("makdi"), &address);
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{}: not the block's", site.engine);
        for lang in ["hi", "en"] {
            let cookies = format!("{}; samuh_lang={lang}", collector.cookies);
            let page = site.get(&Browser { cookies, ..collector.clone() }, &address);
            assert_eq!(page.status, StatusCode::OK, "{}: {lang}", site.engine);
            let month = if lang == "hi" {
                "अप्रैल 25 · वर्ष 25"
            } else {
                "April 25 · year 25"
            };
            assert!(page.text.contains(month), "{}: the difference: {}", site.engine, page.text);
        }
        let bare = decided(&site, &collector, &address, "step=send_back&reason=");
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        let back = decided(&site, &collector, &address, "step=send_back&reason=30");
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", site.engine);
        let no = address.rsplit('/').next().unwrap();
        let again = format!("{path}?proposal={no}");
        assert!(site.get(&dmmu, &address).text.contains(&again), "{}", site.engine);
        let form = site.get(&dmmu, &again).text;
        assert!(form.contains("value=\"25\"") && form.contains(&format!("proposal={no}\"")));
        let values = format!("version=0&act=save&keep=change&t-{}-1=30", site.block("Makdi"));
        assert_eq!(sent(&site, &dmmu, &again, &values), address, "{}: the same", site.engine);
        for _ in 0..2 {
            let done = decided(&site, &collector, &address, "step=approve");
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        }
        let total = "select total from plan";
        assert_eq!(count(&site, total), 30, "{}: once, as it was sent again", site.engine);
        let by_maker = "select count(*) from op o join post p on p.id = o.post_id
             where o.act = 'plans.set' and p.role = 'dmmu'";
        assert_eq!(count(&site, by_maker), 1, "{}: the maker is its author", site.engine);
        // Whoever is under no such rule goes on alone; her edition is the one that stands now.
        let late = format!("version=0&act=save&keep=change&t-{}-1=9", site.block("Makdi"));
        let late = site.post(&site.as_desk("admin"), path, &format!("op={}&{late}", op()));
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", site.engine);
        all_is_well(&site);
    }
}

#[test]
fn a_producer_group_waits_for_the_district_and_counts_once_it_is_approved() {
    for site in sites() {
        asks_for_a_second_post(&site, "producers.enter", "bmmu");
        let (makdi, dmmu) = (site.as_desk("makdi"), site.as_desk("dmmu"));
        let village = site.village("Makdi");
        let values = format!(
            "name_en=Turmeric&place_id={village}&formed_on=12/05/2026&status=active&account_no=31209871234&bank_name=SBI&ifsc=SBIN0001234"
        );
        let json = serde_json::json!({
            "name_en": "Turmeric", "place_id": village, "status": "active"
        });
        let around = site.post(&makdi, "/api/v1/producers", &json.to_string());
        assert_eq!(around.status, StatusCode::FORBIDDEN, "{}: {}", site.engine, around.text);
        let address = sent(&site, &makdi, "/registers/producers/new", &values);
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        assert_eq!(count(&site, "select count(*) from producer"), 0, "{}", site.engine);
        let pending = "select count(*) from entry where indicator = 21 and class = 3";
        assert_eq!(count(&site, pending), 1, "{}: it waits as pending", site.engine);
        all_is_well(&site);
        let page = site.get(&dmmu, &address).text;
        assert!(page.contains("Turmeric") && page.contains("SBI"), "{}", site.engine);
        assert!(!page.contains("31209871234"), "{}: masked for the checker too", site.engine);
        decided(&site, &dmmu, &address, "step=send_back&reason=name");
        let no = address.rsplit('/').next().unwrap();
        let form = site.get(&makdi, &format!("/registers/producers/new?proposal={no}")).text;
        assert!(form.contains("Turmeric"), "{}: as it was filled in", site.engine);
        let path = format!("/registers/producers/new?proposal={no}");
        let values = values.replace("Turmeric", "Turmeric+Makdi");
        assert_eq!(sent(&site, &makdi, &path, &values), address, "{}", site.engine);
        let done = decided(&site, &dmmu, &address, "step=approve");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let behind = site.get(&dmmu, "/figures/pg_formed?year=2026-27");
        assert!(behind.text.contains("Turmeric Makdi"), "{}: {}", site.engine, behind.text);
        assert!(behind.text.contains("/registers/producers/"), "{}", site.engine);
        // The trail has both names, and the checker's own trail has what she approved.
        let checker = "select max(officer_id) from proposal_step where step = 'approved'";
        let checker = count(&site, checker);
        for asked in [String::new(), format!("&officer={checker}")] {
            let cookies = format!("{}; samuh_lang=en", dmmu.cookies);
            let reader = Browser { cookies, ..dmmu.clone() };
            let page = site.get(&reader, &format!("/trail?act=producers.enter{asked}"));
            let told = "approved by District Mission Manager, ";
            assert!(page.text.contains(told), "{}: {}", site.engine, page.text);
            assert!(page.text.contains("Block Project Manager, "), "{}", site.engine);
        }
        let others = format!("/trail?act=producers.enter&officer={}", checker + 1_000);
        assert!(!site.get(&dmmu, &others).text.contains("Turmeric"), "{}", site.engine);
        all_is_well(&site);
        let id = count(&site, "select max(id) from producer");
        let path = format!("/registers/producers/{id}");
        assert!(!site.get(&dmmu, &path).text.contains("31209871234"), "{}", site.engine);
        let bare = site.post(&dmmu, &format!("{path}/open"), "reason=");
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        let open = site.post(&dmmu, &format!("{path}/open"), "reason=the+bank+asks+for+it");
        assert!(open.text.contains("31209871234"), "{}: {}", site.engine, open.text);
        let kept = "select count(*) from op where act = 'privacy.open'";
        assert_eq!(count(&site, kept), 1, "{}: the reason is kept", site.engine);
    }
}

#[test]
fn a_post_that_a_block_makes_is_decided_by_those_who_run_people_only() {
    for site in sites() {
        asks_for_a_second_post(&site, "people.make_post", "bmmu");
        let (makdi, dmmu, admin) =
            (site.as_desk("makdi"), site.as_desk("dmmu"), site.as_desk("admin"));
        let values = format!("post=prp&unit={}&title_en=PRP+Arla", site.village("Makdi"));
        let address = sent(&site, &makdi, "/posts/new", &values);
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        let made = "select count(*) from post where role = 'prp'";
        assert_eq!(count(&site, made), 0, "{}", site.engine);
        let page = site.get(&dmmu, &address);
        assert_eq!(page.status, StatusCode::OK, "{}", site.engine);
        assert!(page.text.contains("PRP Arla") && !page.text.contains("value=\"approve\""));
        let weak = decided(&site, &dmmu, &address, "step=approve");
        assert_eq!(weak.status, StatusCode::FORBIDDEN, "{}: sees people, runs none", site.engine);
        let viewer = site.get(&site.as_desk("viewer"), &address);
        assert_eq!(viewer.status, StatusCode::NOT_FOUND, "{}: knows no people", site.engine);
        let done = decided(&site, &admin, &address, "step=approve");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        assert_eq!(count(&site, made), 1, "{}", site.engine);
        all_is_well(&site);
    }
}

#[test]
fn every_role_that_enters_may_be_put_under_a_rule_and_no_other() {
    use samuh_kernel::scope::{Area, Right};
    let areas = [Area::Groups, Area::Plans, Area::People, Area::Figures, Area::Meetings];
    let enters = |role: &samuh_people::Role| {
        let rights = samuh_people::rights_of(*role);
        areas.iter().any(|area| rights.may(Right::Enter, *area))
    };
    let all: Vec<&str> = samuh_people::Role::ALL
        .iter()
        .filter(|role| enters(role))
        .map(|role| role.code())
        .collect();
    assert_eq!(samuh_groups::ROLES, all);
}
