//! Another desk's numbers, replayed anywhere, give nothing (TRUST T21): every address that one desk's
//! pages lead to is asked by others who do not see it.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use super::ground::Ground;
use crate::site::{Browser, Site};

/// Pages that a sweep begins from.
const DOORS: [&str; 12] = [
    "/",
    "/duplicates",
    "/groups",
    "/members",
    "/federations",
    "/places",
    "/imports",
    "/users",
    "/posts",
    "/registers/producers",
    "/registers/fpos",
    "/search?q=%E0%A4%89",
];
/// What names a record in an address.
const RECORDS: [&str; 10] = [
    "/groups/",
    "/members/",
    "/federations/",
    "/places/",
    "/imports/",
    "/users/",
    "/posts/",
    "/duplicates/",
    "/registers/producers/",
    "/registers/fpos/",
];

/// Every address of a record that the pages of somebody lead to, two steps from the doors.
fn sweep(site: &Site, browser: &Browser) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for door in DOORS {
        found.extend(links(&site.get(browser, door).text));
    }
    for page in found.clone() {
        found.extend(links(&site.get(browser, &page).text));
    }
    found
}

fn links(page: &str) -> BTreeSet<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let records = hrefs.filter(|href| {
        RECORDS.iter().any(|begin| {
            let id = href.strip_prefix(begin).unwrap_or_default();
            id.starts_with(|letter: char| letter.is_ascii_hexdigit()) && !id.contains(['?', '/'])
        })
    });
    records.map(str::to_owned).collect()
}

#[test]
fn another_desks_numbers_give_nothing_and_tell_nothing() {
    let ground = Ground::lay();
    let site = &ground.site;
    let (own, other) = (site.as_desk("bpm.900000"), site.as_desk("bpm.910000"));
    let (mine, theirs) = (sweep(site, &own), sweep(site, &other));
    let foreign: Vec<&String> = mine.difference(&theirs).collect();
    for begin in RECORDS {
        assert!(
            foreign.iter().any(|one| one.starts_with(begin)),
            "nothing of {begin} in {foreign:?}"
        );
    }
    for address in foreign {
        let own_answer = site.get(&own, address).status;
        assert_eq!(own_answer, StatusCode::OK, "{address}: one's own");
        let reply = site.get(&other, address);
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{address}");
        assert!(site.get(&Browser::default(), address).location().starts_with("/sign-in"));
        // A record that exists elsewhere answers as one that does not exist at all.
        let (begin, _) = address.rsplit_once('/').unwrap();
        let nothing = if begin == "/imports" {
            "/imports/018f0000-0000-7000-8000-000000000000".to_owned()
        } else {
            format!("{begin}/987654321")
        };
        let absent = site.get(&other, &nothing);
        assert_eq!(absent.status, reply.status, "{address} against {nothing}");
        let told = |text: &str, address: &str| text.replace(address, "");
        let bare = |address: &str| samuh_web::show::in_query(address);
        let (one, none) = (bare(address), bare(&nothing));
        assert_eq!(
            told(&told(&reply.text, &one), address),
            told(&told(&absent.text, &none), &nothing),
            "{address} tells that it exists"
        );
    }
}
