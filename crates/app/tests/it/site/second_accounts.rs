//! Accounts and matches that a policy sends to a second post: nothing secret waits in a proposal, and what
//! takes a right away waits for nobody.

use axum::http::StatusCode;

use super::{
    saturation::{walk, with_namesake},
    second_posts::{all_is_well, asks_for_a_second_post, count, decided, op, sent},
    sites,
};

#[test]
fn an_account_waits_without_a_secret_and_its_link_is_given_out_once_it_is_there() {
    for site in sites() {
        asks_for_a_second_post(&site, "people.open_account", "bmmu");
        let (makdi, admin) = (site.as_desk("makdi"), site.as_desk("admin"));
        let values =
            format!("name=Asha+Markam&login=asha.prp&post=prp&unit={}", site.village("Makdi"));
        let bad = site.post(&makdi, "/users/new", &format!("op={}&name=A&login=x", op()));
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        let address = sent(&site, &makdi, "/users/new", &values);
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        let accounts = "select count(*) from account where login = 'asha.prp'";
        assert_eq!(count(&site, accounts), 0, "{}: nothing of it has happened", site.engine);
        let links = "select count(*) from invitation";
        let before = count(&site, links);
        let page = site.get(&admin, &address).text;
        assert!(
            page.contains("asha.prp") && page.contains("Asha Markam"),
            "{}: {page}",
            site.engine
        );
        let viewer = site.get(&site.as_desk("viewer"), &address);
        assert_eq!(viewer.status, StatusCode::NOT_FOUND, "{}: knows no people", site.engine);
        let own = decided(&site, &makdi, &address, "step=approve");
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}: her own", site.engine);
        for _ in 0..2 {
            let done = decided(&site, &admin, &address, "step=approve");
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        }
        assert_eq!((count(&site, accounts), count(&site, links)), (1, before), "{}", site.engine);
        let id = count(&site, "select id from account where login = 'asha.prp'");
        let after = site.get(&makdi, &address).text;
        assert!(after.contains(&format!("/users/{id}")), "{}: {after}", site.engine);
        let link = site.post(&makdi, &format!("/users/{id}"), "act=reset");
        assert!(link.text.contains("/invitation#"), "{}: {}", site.engine, link.text);
        all_is_well(&site);
    }
}

#[test]
fn suspending_waits_for_nobody_and_opening_again_does() {
    for site in sites() {
        let admin = site.as_desk("admin");
        let form = format!(
            "op={}&act=people.disable_account&role=bmmu&from_on=01/11/2026&wait_days=2",
            op()
        );
        let refused = site.post(&admin, "/approvals/policy", &form);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        asks_for_a_second_post(&site, "people.enable_account", "bmmu");
        let makdi = site.as_desk("makdi");
        let values =
            format!("op={}&name=Asha&login=asha.prp&post=prp&unit={}", op(), site.village("Makdi"));
        let made = site.post(&makdi, "/users/new", &values);
        assert_eq!(made.status, StatusCode::OK, "{}: alone: {}", site.engine, made.text);
        let path = format!("/users/{}", count(&site, "select max(id) from account"));
        let stopped = site.post(&makdi, &path, "act=stop&reason=suspended");
        assert_eq!(stopped.location(), path, "{}: the same minute", site.engine);
        let closed = "select count(*) from account where disabled = true";
        assert_eq!(count(&site, closed), 1, "{}", site.engine);
        let waits = site.post(&makdi, &path, "act=start");
        let address = waits.location().to_owned();
        assert!(address.starts_with("/approvals/"), "{}: {}", site.engine, waits.text);
        assert_eq!(count(&site, closed), 1, "{}: still closed", site.engine);
        let done = decided(&site, &admin, &address, "step=approve");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        assert_eq!(count(&site, closed), 0, "{}", site.engine);
        all_is_well(&site);
    }
}

#[test]
fn a_match_ends_or_is_refused_with_a_second_post_where_a_rule_asks_for_it() {
    for site in sites() {
        let walk = walk(&site);
        let path = format!("/saturation/places/{}/matches", walk.village);
        with_namesake(&site, walk.village);
        let page = site.get(&walk.cadre, &path).text;
        let pair = super::changes::hidden(&page, "pair");
        sent(&site, &walk.cadre, &path, &format!("pair={pair}"));
        for act in ["groups.end_match", "groups.refuse_match"] {
            asks_for_a_second_post(&site, act, "cadre");
        }
        let target = pair.split('-').next().unwrap();
        let home = format!("/saturation/households/{target}");
        let linked = super::changes::hidden(&site.get(&walk.cadre, &home).text, "household");
        let end = format!("act=end&household={linked}");
        let address = sent(&site, &walk.cadre, &format!("{home}/match"), &end);
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        let links = "select count(*) from target_link where to_on = '9999-12-31'";
        assert_eq!(count(&site, links), 1, "{}: it holds", site.engine);
        let done = decided(&site, &walk.block, &address, "step=approve");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        assert_eq!(count(&site, links), 0, "{}", site.engine);
        let refuse = format!("act=refuse&pair={pair}");
        let address = sent(&site, &walk.cadre, &format!("{home}/match"), &refuse);
        let refused = "select count(*) from target_refusal";
        assert_eq!(count(&site, refused), 0, "{}", site.engine);
        let done = decided(&site, &walk.block, &address, "step=approve");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        assert_eq!(count(&site, refused), 1, "{}", site.engine);
        let nobodys = format!("op={}&act=refuse&pair={target}-987654", op());
        let nobodys = site.post(&walk.block, &format!("{home}/match"), &nobodys);
        assert_eq!(nobodys.status, StatusCode::NOT_FOUND, "{}: no such household", site.engine);
        all_is_well(&site);
    }
}
