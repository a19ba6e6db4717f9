//! Fields that no form asks for change nothing (TRUST T22), and no other site's form is taken (T25).

use axum::http::{Method, StatusCode};
use samuh::server::ROUTES;
use samuh_engine::params;

use super::ground::{Ground, person};
use crate::site::{Browser, DISTRICT, Site};
use samuh_people::Role;

/// What somebody might hope to set along with a form.
const FORBIDDEN: &str = "role=admin&post_role=admin&unit_id=1&district_id=644&verified=1&locked=0\
    &amount_paise=1&version=7&op_no=1&disabled=0&must_change=0&password_hash=x&stage=open\
    &officer_id=1&account_id=1&post_id=1&status=active&second_factor=optional";

/// The rows that decide what anybody may do.
const DECIDING: [&str; 6] = [
    "select id, role, closed_on from post order by id",
    "select post_id, unit_id from post_unit order by post_id, unit_id",
    "select post_id, theme from post_theme order by post_id, theme",
    "select no, post_id, officer_id, from_on, to_on from post_holder order by no",
    "select id, login, password_hash, must_change, disabled, officer_id from account order by id",
    "select district_id, role, from_on, idle_minutes, second_factor from sign_in_policy
     order by district_id, role, from_on",
];

fn deciding(site: &Site) -> Vec<String> {
    let all = DECIDING.map(|sql| site.db.read(|r| r.query(sql, &[])).unwrap());
    all.iter().flatten().map(|row| format!("{row:?}")).collect()
}

#[test]
fn fields_that_no_form_asks_for_change_nobodys_rights() {
    let ground = Ground::lay();
    let before = deciding(&ground.site);
    let seats = ground.seats.iter().filter(|seat| {
        matches!(seat.role, Role::Bmmu | Role::AreaCoordinator | Role::Clf | Role::Cadre)
    });
    for seat in seats {
        for route in ROUTES.iter().filter(|route| route.method == "POST") {
            if route.path.starts_with("/sign-out") || route.path.starts_with("/invitation") {
                continue;
            }
            for (_, address) in ground.addresses(seat, route) {
                let reply = ground.site.post(&seat.browser, &address, FORBIDDEN);
                assert!(!reply.status.is_server_error(), "{address}: {}", reply.text);
            }
        }
    }
    assert_eq!(deciding(&ground.site), before);
}

#[test]
fn a_group_entered_with_forbidden_fields_is_the_group_of_the_form() {
    let ground = Ground::lay();
    let seat = ground.seats.iter().find(|seat| seat.role == Role::Bmmu).unwrap();
    let village = ground.site.village("Makdi");
    let form = ground.site.get(&seat.browser, "/groups/new");
    let (_, rest) = form.text.split_once("name=\"op\" value=\"").expect("an op");
    let op: String = rest.chars().take_while(|letter| *letter != '"').collect();
    let asked = form
        .text
        .split("name=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect::<Vec<_>>();
    assert!(!asked.contains(&"version") && !asked.contains(&"district_id"), "{asked:?}");
    let sent = format!("op={op}&name_hi=%E0%A4%A8%E0%A4%AF%E0%A4%BE&place={village}&{FORBIDDEN}");
    ground.site.post(&seat.browser, "/groups/new", &sent);
    let rows = ground
        .site
        .db
        .read(|r| {
            r.query(
                "select district_id, version, block_id from institution where name_hi = 'नया'",
                &params![],
            )
        })
        .unwrap();
    for row in rows {
        let (district_id, version): (i64, i64) = (row.at(0).unwrap(), row.at(1).unwrap());
        assert_eq!((district_id, version), (DISTRICT, 1));
        assert_eq!(row.at::<i64>(2).unwrap(), ground.site.block("Makdi"));
    }
}

#[test]
fn a_role_in_the_form_of_a_post_does_not_change_its_role() {
    let ground = Ground::lay();
    let (_, post_id) =
        person(&ground.site, "role.stays", Role::Cadre, &[ground.site.village("Makdi")]);
    let admin = ground.site.as_desk("admin");
    let op = uuid::Uuid::now_v7();
    let unit = ground.site.village("Makdi");
    let form = format!("op={op}&version=1&post=admin&role=admin&unit={unit}");
    let path = format!("/posts/{post_id}/change");
    assert_eq!(ground.site.post(&admin, &path, &form).status, StatusCode::SEE_OTHER);
    let row = ground.site.db.read(|r| {
        r.first(
            "select role from post where district_id = $1 and id = $2",
            &params![DISTRICT, post_id],
        )
    });
    assert_eq!(row.unwrap().unwrap().at::<String>(0).unwrap(), "cadre");
}

#[test]
fn no_form_of_another_site_is_taken_at_any_address() {
    let ground = Ground::lay();
    let seat = &ground.seats[0];
    for route in ROUTES.iter().filter(|route| route.method != "GET") {
        let address = ground.some_address(route);
        let method = Method::from_bytes(route.method.as_bytes()).unwrap();
        let foreign: [&[(&str, &str)]; 3] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example")],
        ];
        for headers in foreign {
            let headers: Vec<(&'static str, String)> =
                headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            let browser = Browser { headers, ..seat.browser.clone() };
            let reply = ground.site.ask(&browser, method.clone(), &address, "");
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{address} {:?}", browser.headers);
        }
    }
    assert_eq!(
        ground.site.get(&seat.browser, "/account").status,
        StatusCode::OK,
        "still signed in"
    );
}

#[test]
fn every_page_carries_the_headers_that_keep_other_sites_out() {
    let ground = Ground::lay();
    for address in ["/sign-in", "/health", "/groups", "/nowhere", "/assets/none.css"] {
        let reply = ground.site.get(&ground.seats[0].browser, address);
        let policy = reply.header("content-security-policy");
        for part in [
            "default-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        ] {
            assert!(policy.contains(part), "{address}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), value, "{address} {name}");
        }
    }
}
