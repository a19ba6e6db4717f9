//! What travels in no address (ASVS 14.2.1), and what nobody sees who owes a second factor (6.3.3): asked at every
//! address of the table.

use axum::http::StatusCode;
use samuh::server::{Needs, ROUTES};
use samuh_people::Role;
use uuid::Uuid;

use super::ground::{Ground, Seat};
use crate::{
    registers_all::{all_masked, in_addresses},
    site::Browser,
};

#[test]
fn no_page_of_any_address_puts_a_masked_value_or_a_code_into_an_address() {
    let ground = Ground::lay();
    let mut names = all_masked();
    // Besides the columns of registers: what opens an account.
    names.extend(["password", "present", "again", "key", "secret", "token"]);
    let mut drawn = 0;
    let readers = ground.seats.iter().filter(|seat| matches!(seat.role, Role::Admin | Role::Dmmu));
    for seat in readers {
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            for (_, address) in ground.addresses(seat, route) {
                let page = ground.site.get(&seat.browser, &address);
                let found = in_addresses(&page.text, &names);
                assert!(found.is_empty(), "{address}: {found:?}");
                drawn += usize::from(page.status == StatusCode::OK);
            }
        }
    }
    assert!(drawn > 100, "{drawn} pages were drawn");
    // Whoever is not signed in: the code of a link is asked for by a form that is posted.
    names.insert("code");
    for path in ["/invitation", "/sign-in"] {
        let page = ground.site.get(&Browser::default(), path).text;
        assert!(in_addresses(&page, &names).is_empty(), "{path}: {page}");
        let gets = page.replace("method=\"post\"", "method=\"get\"");
        assert!(!in_addresses(&gets, &names).is_empty(), "the twin of {path} is not found");
    }
}

#[test]
fn by_a_rule_for_every_post_no_address_opens_to_any_role_before_its_second_factor() {
    let ground = Ground::lay();
    let admin = ground.seats.iter().find(|seat| seat.role == Role::Admin).unwrap();
    let mut form = format!(
        "op={}&factor=required&source=%E0%A4%86%E0%A4%A6%E0%A5%87%E0%A4%B6",
        Uuid::now_v7()
    );
    for role in Role::ALL {
        form.push_str(&format!("&role={}", role.code()));
    }
    let account = |seat: &Seat| ground.site.get(&seat.browser, "/account");
    // The twin: until then each works by the password alone.
    assert!(ground.seats.iter().all(|seat| account(seat).status == StatusCode::OK));
    let set = ground.site.post(&admin.browser, "/users/policy", &form);
    assert_eq!(set.location(), "/users/policy", "{}", set.text);
    for seat in &ground.seats {
        let new = ground.site.as_desk(&format!("seat.{}", seat.role.code()));
        for route in ROUTES.iter().filter(|route| route.needs != Needs::Nobody) {
            if route.path == "/account/second-factor" {
                continue;
            }
            for (_, address) in ground.addresses(seat, route) {
                let what = format!("{} {address} as {:?}", route.method, seat.role);
                let method = axum::http::Method::from_bytes(route.method.as_bytes()).unwrap();
                let body = super::ground::body(route, seat.post_id);
                let reply = ground.site.ask(&new, method, &address, &body);
                let is_sent_on = reply.location() == "/account/second-factor";
                let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
                let is_refused = refused.contains(&reply.status);
                assert!(is_sent_on || is_refused, "{what}: {} {}", reply.status, reply.text);
            }
        }
        // A session of before the rule has ended, also of whoever set it.
        assert!(account(seat).location().starts_with("/sign-in"), "{:?}", seat.role);
    }
}
