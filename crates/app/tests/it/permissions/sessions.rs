//! Sessions at every address of the table of routes (TRUST T25), so that a new route is asked too:
//! what a page leaves in a browser, what reading may change, which methods and origins are let in.

use axum::http::{Method, StatusCode, header};
use samuh::server::{Needs, ROUTES, Route};
use samuh_people::Role;

use super::ground::Ground;
use crate::site::{Browser, PASSWORD, Reply, Site, sites};

/// Addresses that set a cookie, each for its reason: they open or close a session, or keep a language.
const SETS_COOKIES: [&str; 2] = ["/sign-out", "/language"];
/// What these answer is the same for everybody and may be kept.
const KEPT: [&str; 2] = ["/assets/{name}", "/robots.txt"];

/// Asks every address of a method, those that end the session last.
fn each(ground: &Ground, method: &str, mut see: impl FnMut(&Route, &str, &Reply)) {
    let seat = ground.seats.iter().find(|seat| seat.role == Role::Admin).unwrap();
    let mut routes: Vec<&Route> = ROUTES.iter().filter(|route| route.method == method).collect();
    routes.sort_by_key(|route| route.path.starts_with("/sign-out"));
    for route in routes {
        let address = ground.some_address(route);
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let reply =
            ground.site.ask(&seat.browser, method, &address, &super::ground::body(route, 0));
        assert!(!reply.status.is_server_error(), "{address}: {}", reply.text);
        see(route, &address, &reply);
    }
}

fn ops(site: &Site) -> i64 {
    site.db.read(|r| r.first("select count(*) from op", &[])?.expect("a count").at(0)).unwrap()
}

#[test]
fn reading_a_page_is_no_act_and_a_page_with_data_stays_in_no_browser() {
    let ground = Ground::lay();
    let before = ops(&ground.site);
    let mut asked = 0;
    each(&ground, "GET", |route, address, reply| {
        asked += 1;
        if !KEPT.contains(&route.path) && reply.status == StatusCode::OK {
            let kept = reply.header(header::CACHE_CONTROL);
            assert!(kept.contains("no-store"), "{address} may be kept: {kept:?}");
        }
        let sets = reply.headers.contains_key(header::SET_COOKIE);
        assert!(!sets || SETS_COOKIES.contains(&route.path), "{address} sets a cookie");
    });
    assert_eq!(ops(&ground.site), before, "an address that is only read has acted");
    println!("{asked} addresses read");
}

#[test]
fn no_address_takes_another_method_or_answers_another_origin() {
    let ground = Ground::lay();
    let seat = &ground.seats[0];
    let foreign = [("origin", "https://evil.example".to_owned())];
    let asks = Browser { headers: foreign.to_vec(), ..seat.browser.clone() };
    for route in ROUTES {
        let address = ground.some_address(route);
        for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::TRACE] {
            let reply = ground.site.ask(&seat.browser, method.clone(), &address, "");
            let let_in = reply.status.is_success() || reply.status.is_redirection();
            assert!(!let_in, "{method} {address}: {}", reply.status);
        }
        for method in [Method::OPTIONS, Method::GET] {
            let reply = ground.site.ask(&asks, method.clone(), &address, "");
            let allows = |name: &header::HeaderName| name.as_str().starts_with("access-control-");
            assert!(!reply.headers.keys().any(allows), "{method} {address} is shared");
        }
    }
}

#[test]
fn a_session_stands_in_its_cookie_and_nowhere_else() {
    let ground = Ground::lay();
    let token = ground.seats[0].browser.cookies.strip_prefix("samuh=").unwrap().to_owned();
    let carries: [(&'static str, String); 3] = [
        ("authorization", format!("Bearer {token}")),
        ("x-session", token.clone()),
        ("samuh", token.clone()),
    ];
    let bare = Browser { headers: carries.to_vec(), ..Browser::default() };
    for route in ROUTES.iter().filter(|route| route.needs != Needs::Nobody) {
        let address = format!("{}?samuh={token}", ground.some_address(route));
        let method = Method::from_bytes(route.method.as_bytes()).unwrap();
        let reply = ground.site.ask(&bare, method, &address, "");
        let refused =
            reply.status == StatusCode::UNAUTHORIZED || reply.location().starts_with("/sign-in");
        assert!(refused, "{} {address}: {}", route.method, reply.status);
    }
    each(&ground, "GET", |_, address, reply| {
        assert!(!reply.text.contains(&token), "{address} shows the session");
    });
}

#[test]
fn over_https_every_cookie_is_secure_and_the_browser_is_told_to_stay_there() {
    for site in sites() {
        let site = site.over_https();
        let form = format!("login=collector&password={PASSWORD}");
        let entered = site.post(&Browser::default(), "/sign-in", &form);
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", site.engine);
        let own = Browser {
            cookies: format!("__Host-samuh={}", entered.session().unwrap()),
            ..Browser::default()
        };
        let chosen = site.get(&own, "/language?to=en&back=/");
        assert_eq!(site.get(&own, "/account").status, StatusCode::OK, "{}", site.engine);
        let planted = Browser { cookies: own.cookies.replace("__Host-", ""), ..own.clone() };
        assert!(site.get(&planted, "/account").location().starts_with("/sign-in"));
        let left = site.post(&own, "/sign-out", "");
        for reply in [&entered, &chosen, &left] {
            for line in reply.headers.get_all(header::SET_COOKIE) {
                let line = line.to_str().unwrap();
                for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
                    assert!(line.contains(part), "{}: {line}", site.engine);
                }
                assert!(line.starts_with("__Host-") && !line.contains("Domain"), "{line}");
            }
            let stays = reply.header(header::STRICT_TRANSPORT_SECURITY);
            assert!(stays.contains("max-age=31536000"), "{}: {stays}", site.engine);
        }
    }
}

#[test]
fn a_token_brought_along_never_becomes_the_session_and_a_new_password_ends_every_other_one() {
    for site in sites() {
        let planted = "f".repeat(64);
        let with = Browser { cookies: format!("samuh={planted}"), ..Browser::default() };
        let form = format!("login=dmmu&password={PASSWORD}");
        let entered = site.post(&with, "/sign-in", &form).session().unwrap();
        assert_ne!(entered, planted, "{}", site.engine);
        assert!(site.get(&with, "/account").location().starts_with("/sign-in"));
        let others = [site.as_desk("dmmu"), site.as_desk("dmmu")];
        let own = Browser { cookies: format!("samuh={entered}"), ..Browser::default() };
        let form = format!("present={PASSWORD}&password=mahua-ki-chhaon-7&again=mahua-ki-chhaon-7");
        let changed = site.post(&own, "/account/password", &form).session().unwrap();
        assert_ne!(changed, entered, "{}", site.engine);
        for gone in others.iter().chain([&own]) {
            assert!(
                site.get(gone, "/account").location().starts_with("/sign-in"),
                "{}",
                site.engine
            );
        }
    }
}
