//! Users at the administrator's desk: an account with its link, closed and opened again, its
//! sessions ended; and who may not.

use axum::http::StatusCode;
use samuh_people::Role;

use crate::{
    desks::{Page, Site},
    office::with_places,
};

fn link(page: &Page) -> String {
    let (_, rest) = page.text.split_once("/invitation/").expect("a link");
    let token: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    format!("/invitation/{token}")
}

fn op(page: &Page) -> String {
    let (_, rest) = page.text.split_once("name=\"op\" value=\"").expect("an op");
    rest.chars().take_while(|letter| *letter != '"').collect()
}

#[test]
fn an_account_is_opened_with_a_link_that_is_shown_once() {
    for office in with_places() {
        let site = Site::of(office);
        let admin = site.seat("admin", Role::Admin, &[]);
        let form = admin.get("/users/new");
        let (op, block) = (op(&form), site.block("3590").to_string());
        assert!(form.text.contains(&format!("value=\"{block}\"")));
        let wrong = [("op", &*op), ("name", ""), ("login", "BPM Makdi"), ("post", "bmmu")];
        let refused = admin.post("/users/new", &wrong);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.matches("class=\"errm\"").count() >= 3, "{}", refused.text);
        let right = [
            ("op", &*op),
            ("name", "R. Netam"),
            ("login", "bpm.makdi"),
            ("post", "bmmu"),
            ("unit", &block),
        ];
        let made = admin.post("/users/new", &right);
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let link = link(&made);
        let twice = admin.post("/users/new", &right);
        assert_eq!(twice.status, StatusCode::SEE_OTHER, "the same press is the same act");
        assert!(!admin.get(&twice.to).text.contains("/invitation/"), "shown this once");
        assert!(admin.get("/users").text.contains("bpm.makdi"));
        assert_eq!(admin.get(&link).status, StatusCode::OK);
        site.office.verify();
    }
}

#[test]
fn an_account_is_closed_its_sessions_end_and_it_opens_again() {
    for office in with_places() {
        let site = Site::of(office);
        let admin = site.seat("admin", Role::Admin, &[]);
        let block = site.seat("block", Role::Bmmu, &[site.block("3590")]);
        assert_eq!(block.get("/").status, StatusCode::OK);
        let list = admin.get("/users?name=block");
        let mut links = list.text.split("href=\"/users/").skip(1);
        let rest = links.find(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let id: String = rest.unwrap().chars().take_while(char::is_ascii_digit).collect();
        let path = format!("/users/{id}");
        let page = admin.get(&path);
        let (_, rest) = page.text.split_once("name=\"key\" value=\"").expect("its session");
        let key: String = rest.chars().take_while(|letter| *letter != '"').collect();
        for _ in 0..2 {
            let ended = admin.post(&format!("{path}/sessions"), &[("key", &key)]);
            assert_eq!(ended.to, path);
        }
        assert!(block.get("/").to.starts_with("/sign-in"));
        admin.post(&path, &[("act", "stop")]);
        assert!(admin.get(&path).text.contains("Open the account"));
        let reset = admin.post(&path, &[("act", "reset")]);
        assert_eq!(reset.status, StatusCode::UNPROCESSABLE_ENTITY, "closed accounts get no link");
        admin.post(&path, &[("act", "start")]);
        let reset = admin.post(&path, &[("act", "reset")]);
        assert_eq!(admin.get(&link(&reset)).status, StatusCode::OK);
        assert_eq!(admin.post(&path, &[("act", "x")]).status, StatusCode::BAD_REQUEST);
        assert_eq!(admin.get("/users/99999").status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn users_are_changed_from_above_and_seen_by_the_district_and_the_block() {
    for office in with_places() {
        let site = Site::of(office);
        let admin = site.seat("admin", Role::Admin, &[]);
        let own = admin.post("/users/1", &[("act", "stop")]);
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "not one's own");
        let collector = site.seat("collector", Role::Collector, &[]);
        let list = collector.get("/users");
        assert_eq!(list.status, StatusCode::OK);
        assert!(!list.text.contains("/users/new"));
        assert_eq!(collector.get("/users/new").status, StatusCode::FORBIDDEN);
        for act in ["reset", "stop", "start"] {
            let page = collector.post("/users/1", &[("act", act)]);
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{act}");
        }
        let block = site.seat("block", Role::Bmmu, &[site.block("3590")]);
        let list = block.get("/users");
        assert!(list.text.contains("Officer block") && !list.text.contains("Officer admin"));
        assert_eq!(block.get("/users/1").status, StatusCode::NOT_FOUND, "above the block");
        let new = block.get("/users/new");
        assert!(new.text.contains("value=\"cadre\"") && !new.text.contains("value=\"dmmu\""));
        let clerk = site.seat("viewer", Role::Viewer, &[site.block("3590")]);
        for path in ["/users", "/users/1", "/users/new", "/posts"] {
            assert_eq!(clerk.get(path).status, StatusCode::FORBIDDEN, "{path}");
        }
    }
}
