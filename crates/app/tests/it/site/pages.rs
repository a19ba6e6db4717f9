//! Every page in both languages, what the site says with each answer, and who may see what.

use axum::http::{StatusCode, header};

use super::{Browser, Site, sites};

fn addresses(site: &Site) -> Vec<String> {
    let (makdi, village) = (site.block("Makdi"), site.village("Makdi"));
    let mut all: Vec<String> = [
        "/",
        "/?by=clf",
        "/?month=2026-05",
        "/?as_on=10/02/2026",
        "/?as_on=31/02/2026",
        "/groups",
        "/groups?q=Laxmi",
        "/places?sort=-code",
        "/places?sort=place&level=village",
        "/reported?sort=-value",
        "/reported?sort=month",
        "/groups?sort=-formed_on&status=active&account=closed&lokos=entered",
        "/groups?vo=none",
        "/groups/new",
        "/members",
        "/members?q=sunita&social=st&pvtg=1&past=1",
        "/federations",
        "/federations?kind=vo",
        "/places",
        "/places?level=village&q=makdi",
        "/saturation",
        "/saturation/households?state=unknown",
        "/search",
        "/search?q=Ujala",
        "/search?q=120001",
        "/account",
        "/account/password",
        "/about/privacy",
        "/about/accessibility",
        "/about/contact",
        "/sitemap",
        "/reported",
        "/figures/shg_formed",
        "/figures/shg_active",
        "/figures/saturation",
        "/figures/rf_amount",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("/places/{makdi}"));
    all.push(format!("/places/{makdi}?by=gp"));
    all.push(format!("/places/{village}"));
    all.push(format!("/saturation/places/{makdi}"));
    all.push(format!("/saturation/places/{village}?view=all"));
    all.push(format!("/groups/new?block={makdi}"));
    all
}

#[test]
fn every_page_opens_in_both_languages() {
    for site in sites() {
        let collector = site.as_desk("admin");
        for lang in ["hi", "en"] {
            let cookies = format!("{}; samuh_lang={lang}", collector.cookies);
            let reader = Browser { cookies, ..collector.clone() };
            for address in addresses(&site) {
                let page = site.get(&reader, &address);
                assert_eq!(page.status, StatusCode::OK, "{}: {address} in {lang}", site.engine);
                assert!(page.text.contains(&format!("<html lang=\"{lang}\"")), "{address}");
                assert!(
                    !page.text.contains(" style=\"") && !page.text.contains("<b>&,"),
                    "{address}"
                );
            }
        }
    }
}

#[test]
fn every_answer_carries_the_rules_for_the_browser() {
    for site in sites() {
        let collector = site.as_desk("collector");
        for address in ["/", "/sign-in", "/health", "/nowhere", "/api/v1/groups"] {
            let page = site.get(&collector, address);
            let policy = page.header(header::CONTENT_SECURITY_POLICY);
            assert!(
                policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'")
            );
            assert!(!policy.contains("unsafe"), "{policy}");
            assert_eq!(page.header("x-content-type-options"), "nosniff", "{address}");
            assert_eq!(page.header(header::REFERRER_POLICY), "same-origin", "{address}");
        }
        let page = site.get(&collector, "/groups");
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store", "people's data stays nowhere");
        let style = samuh_web::assets::url("app.css");
        let asset = site.get(&Browser::default(), style);
        assert!(asset.header(header::CACHE_CONTROL).contains("immutable"));
        assert_eq!(
            site.get(&Browser::default(), "/assets/../Cargo.toml").status,
            StatusCode::NOT_FOUND
        );
    }
}

#[test]
fn a_block_sees_nothing_of_its_neighbour_and_may_do_only_its_own() {
    for site in sites() {
        let (collector, makdi) = (site.as_desk("collector"), site.as_desk("makdi"));
        let own = site.get(&makdi, "/");
        assert!(own.text.contains("माकड़ी") && !own.text.contains("केशकाल"), "{}", site.engine);
        let ids = |reader: &Browser| {
            let rows =
                site.get(reader, "/api/v1/groups").json()["rows"].as_array().unwrap().clone();
            rows.iter()
                .map(|row| (row["id"].as_i64().unwrap(), row["code"].to_string()))
                .collect::<Vec<_>>()
        };
        let (all, seen) = (ids(&collector), ids(&makdi));
        assert_eq!((all.len(), seen.len()), (4, 3), "{}", site.engine);
        let (other, _) = all.iter().find(|row| !seen.contains(row)).unwrap();
        let keshkal = site.block("Keshkal");
        for address in [
            format!("/groups/{other}"),
            format!("/groups/{other}/entries?indicator=shg_formed"),
            format!("/places/{keshkal}"),
            format!("/places/{}", site.top()),
            format!("/places/{}", site.village("Keshkal")),
            format!("/figures/shg_formed?unit={keshkal}"),
            format!("/figures/saturation?unit={}", site.top()),
            "/groups/999999".into(),
            "/federations/999999".into(),
        ] {
            let page = site.get(&makdi, &address);
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{}: {address}", site.engine);
            assert!(
                page.text.contains("href=\"/search\"") && !page.text.contains("प्रगति"),
                "{address}"
            );
        }
        for address in ["/groups?q=प्रगति", "/search?q=pragati", "/groups?block=0", "/members"]
        {
            let page = site.get(&makdi, &address.replace('प', "%E0%A4%AA"));
            assert!(!page.text.contains("120004"), "{}: {address}", site.engine);
        }
        let filtered = format!("/groups?block={keshkal}");
        assert!(!site.get(&makdi, &filtered).text.contains("120004"), "{}", site.engine);
    }
}

#[test]
fn what_a_post_may_see_but_not_do_is_refused_in_its_language() {
    for site in sites() {
        let viewer = site.as_desk("viewer");
        for address in ["/groups/new", "/users", "/imports"] {
            let page = site.get(&viewer, address);
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{}: {address}", site.engine);
            assert!(page.text.contains("<html lang=\"hi\"") && page.text.contains("href=\"/\""));
        }
        let body = "{\"name_hi\":\"क\",\"formed_on\":\"2026-05-01\",\"place_id\":3}";
        let api = site.post(&viewer, "/api/v1/groups", body);
        assert_eq!(
            (api.status, api.json()["error"].as_str()),
            (StatusCode::FORBIDDEN, Some("denied"))
        );
    }
}

#[test]
fn what_is_wrong_with_an_address_is_said_and_nothing_breaks() {
    for site in sites() {
        let collector = site.as_desk("collector");
        for (address, status) in [
            ("/nowhere", StatusCode::NOT_FOUND),
            ("/places/abc", StatusCode::BAD_REQUEST),
            ("/figures/no_such", StatusCode::NOT_FOUND),
            ("/groups/1/entries?indicator=no_such", StatusCode::BAD_REQUEST),
            ("/language?to=xx", StatusCode::BAD_REQUEST),
            ("/groups?after=x&block=zz&formed_from=yesterday", StatusCode::OK),
        ] {
            let page = site.get(&collector, address);
            assert_eq!(page.status, status, "{}: {address}", site.engine);
            assert!(page.text.contains("<main"), "{address}: {}", page.text);
        }
    }
}

#[test]
fn the_search_box_answers_while_one_types_with_a_part_of_the_page_and_only_what_the_desk_sees() {
    for site in sites() {
        let mut makdi = site.as_desk("makdi");
        let whole = site.get(&makdi, "/search?q=lakshmi");
        assert!(whole.text.contains("<html") && whole.header("vary").contains("HX-Request"));
        makdi.headers = vec![("hx-request", "true".into())];
        let part = site.get(&makdi, "/search?q=lakshmi");
        assert!(!part.text.contains("<html"), "{}: {}", site.engine, part.text);
        assert!(part.text.contains("लक्ष्मी") && part.header("vary").contains("HX-Request"));
        let other = site.get(&makdi, "/search?q=pragati");
        assert!(!other.text.contains("प्रगति"), "{}: not theirs", site.engine);
        assert!(!site.get(&makdi, "/search?q=l").text.contains("<a"), "{}: a letter", site.engine);
        let headers = vec![("hx-request", "true".into())];
        let nobody = super::Browser { headers, ..Default::default() };
        let gone = site.get(&nobody, "/search?q=lakshmi");
        assert_eq!(gone.status, StatusCode::UNAUTHORIZED, "{}", site.engine);
        assert_eq!(gone.header("hx-redirect"), "/sign-in", "{}: the whole page goes", site.engine);
    }
}

#[test]
fn a_village_opens_into_its_groups() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let village = site.village("Makdi");
        let form = format!(
            "op={}&name=%E0%A4%8F%E0%A4%95%E0%A4%A4%E0%A4%BE&place_id={village}&formed_on=01/11/2026",
            uuid::Uuid::now_v7()
        );
        assert_eq!(site.post(&makdi, "/groups/new", &form).status, StatusCode::SEE_OTHER);
        let page = site.get(&makdi, &format!("/places/{village}"));
        assert!(page.text.contains("एकता"), "{}: {}", site.engine, page.text);
        let list = format!("/groups?village={village}");
        assert!(page.text.contains(&list), "{}: the list of all", site.engine);
        assert!(site.get(&makdi, &list).text.contains("एकता"), "{}", site.engine);
    }
}
