//! A proposal whose record moved after it was sent: the approver is told with both values, of every kind of
//! act, and nothing of it is applied, from its page or from the list.

use axum::http::StatusCode;
use samuh_engine::clock;
use samuh_kernel::show;

use super::{
    Browser, Site,
    changes::hidden,
    saturation::{id_of, walk},
    second_posts::{all_is_well, asks_for_a_second_post, count, decided, op, sent},
    sites,
};

fn done(site: &Site, reader: &Browser, path: &str, values: &str) {
    let to = sent(site, reader, path, values);
    assert!(!to.starts_with("/approvals/"), "{}: she does it alone: {to}", site.engine);
}

fn waits(site: &Site, reader: &Browser, path: &str, values: &str) -> String {
    let to = sent(site, reader, path, values);
    assert!(to.starts_with("/approvals/"), "{}: {to}", site.engine);
    to
}

/// The page says that the record moved and shows both values; approving is refused there and in the list.
fn is_stale(site: &Site, checker: &Browser, address: &str, both: [&str; 2]) {
    for lang in ["hi", "en"] {
        let cookies = format!("{}; samuh_lang={lang}", checker.cookies);
        let page = site.get(&Browser { cookies, ..checker.clone() }, address).text;
        let moved = if lang == "hi" {
            "भेजने के बाद यह अभिलेख बदल गया"
        } else {
            "The record changed after this was sent"
        };
        assert!(page.contains(moved), "{}: {lang}: {page}", site.engine);
    }
    let page = site.get(checker, address).text;
    for value in both {
        assert!(page.contains(value), "{}: {value}: {page}", site.engine);
    }
    let late = decided(site, checker, address, "step=approve");
    assert_eq!(late.status, StatusCode::CONFLICT, "{}: {}", site.engine, late.text);
    assert!(both.iter().all(|value| late.text.contains(value)), "{}", late.text);
    let list = site.get(checker, "/approvals").text;
    let chosen = hidden(&list, "id");
    let bulk = site.post(checker, "/approvals", &format!("id={chosen}"));
    assert!(bulk.text.contains("भेजने के बाद यह अभिलेख बदल गया"), "{}: {}", site.engine, bulk.text);
    let state = "select count(*) from proposal where state = 'submitted'";
    assert_eq!(count(site, state), 1, "{}: it still waits", site.engine);
    all_is_well(site);
}

#[test]
fn a_plan_that_somebody_set_meanwhile_is_told_with_both_targets() {
    for site in sites() {
        asks_for_a_second_post(&site, "plans.set", "dmmu");
        let (dmmu, admin) = (site.as_desk("dmmu"), site.as_desk("admin"));
        let path = "/targets/2026-27/shg_formed";
        let set = |value: i64| {
            format!("version=0&act=save&keep=change&t-{}-1={value}", site.block("Makdi"))
        };
        let address = waits(&site, &dmmu, path, &set(25));
        done(&site, &admin, path, &set(9));
        is_stale(&site, &site.as_desk("collector"), &address, ["अप्रैल 9 ·", "अप्रैल 25 ·"]);
        assert_eq!(count(&site, "select total from plan"), 9, "{}: as it was set", site.engine);
    }
}

#[test]
fn a_record_of_a_register_corrected_meanwhile_is_told_with_both_values() {
    for site in sites() {
        asks_for_a_second_post(&site, "producers.correct", "bmmu");
        let (makdi, admin) = (site.as_desk("makdi"), site.as_desk("admin"));
        let village = site.village("Makdi");
        let named = |name: &str| format!("name_en={name}&place_id={village}&status=active");
        done(&site, &makdi, "/registers/producers/new", &named("Turmeric"));
        let id = count(&site, "select max(id) from producer");
        let path = format!("/registers/producers/{id}/correct");
        let as_seen = |name: &str| format!("version=1&{}", named(name));
        let address = waits(&site, &makdi, &path, &as_seen("Tamarind"));
        done(&site, &admin, &path, &as_seen("Ginger"));
        is_stale(&site, &site.as_desk("dmmu"), &address, ["Tamarind", "Ginger"]);
        let still = "select count(*) from producer where name_en = 'Ginger'";
        assert_eq!(count(&site, still), 1, "{}", site.engine);
    }
}

#[test]
fn a_visit_corrected_meanwhile_is_told_with_both_outcomes() {
    for site in sites() {
        let walk = walk(&site);
        asks_for_a_second_post(&site, "groups.correct_visit", "bmmu");
        let home = id_of(&site, "बुधराम सोरी");
        let today = show::day(clock::today());
        let of = |outcome: &str| format!("on={today}&outcome-{home}={outcome}");
        done(
            &site,
            &walk.cadre,
            &format!("/saturation/households/{home}/visit"),
            &of("no_group_near"),
        );
        let no = count(&site, "select max(id) from target_visit");
        let path = format!("/saturation/households/{home}/visits/{no}");
        let as_seen = |outcome: &str| format!("version=1&{}", of(outcome));
        let address = waits(&site, &site.as_desk("makdi"), &path, &as_seen("migrated"));
        done(&site, &site.as_desk("admin"), &path, &as_seen("not_willing"));
        let both = ["जुड़ना नहीं चाहते", "गाँव छोड़कर चले गए"];
        is_stale(&site, &site.as_desk("dmmu"), &address, both);
        let still = "select count(*) from target_visit where outcome = 'not_willing'";
        assert_eq!(count(&site, still), 1, "{}", site.engine);
    }
}

#[test]
fn a_post_changed_meanwhile_is_told_with_both_titles() {
    for site in sites() {
        asks_for_a_second_post(&site, "people.change_post", "bmmu");
        let (makdi, admin) = (site.as_desk("makdi"), site.as_desk("admin"));
        let prp = |title: &str| format!("post=prp&unit={}&title_en={title}", site.village("Makdi"));
        done(&site, &makdi, "/posts/new", &prp("PRP+Arla"));
        let id = count(&site, "select max(id) from post");
        let path = format!("/posts/{id}/change");
        let as_seen = |title: &str| format!("version=1&{}", prp(title));
        let address = waits(&site, &makdi, &path, &as_seen("PRP+Left"));
        done(&site, &admin, &path, &as_seen("PRP+Right"));
        is_stale(&site, &admin, &address, ["PRP Left", "PRP Right"]);
        let still = "select count(*) from post where title_en = 'PRP Right'";
        assert_eq!(count(&site, still), 1, "{}", site.engine);
    }
}

#[test]
fn a_charge_that_another_took_meanwhile_is_told_with_both_names_and_ends_by_nobodys_approval() {
    for site in sites() {
        asks_for_a_second_post(&site, "people.hand_over", "bmmu");
        let (makdi, admin) = (site.as_desk("makdi"), site.as_desk("admin"));
        let prp = format!("post=prp&unit={}&title_en=PRP+Arla", site.village("Makdi"));
        done(&site, &makdi, "/posts/new", &prp);
        let id = count(&site, "select max(id) from post");
        let path = format!("/posts/{id}/hand-over");
        let seen = hidden(&site.get(&makdi, &path).text, "seen_holder");
        assert_eq!(seen, "0", "{}: nobody holds it", site.engine);
        let today = show::day(clock::today());
        let to = |name: &str| {
            format!(
                "seen_holder={seen}&name={name}&charge=regular&on={today}&reason=order&order_no=7"
            )
        };
        let address = waits(&site, &makdi, &path, &to("Asha+Markam"));
        done(&site, &admin, &path, &to("Rekha+Poyam"));
        let page = site.get(&admin, &address).text;
        let named = page.matches("Asha Markam").count();
        assert!(named >= 2, "{}: by name where she takes the charge too: {page}", site.engine);
        is_stale(&site, &admin, &address, ["Asha Markam", "Rekha Poyam"]);
        let still = format!(
            "select count(*) from post_holder h join officer o on o.id = h.officer_id
             where h.post_id = {id} and h.to_on = '9999-12-31' and o.name = 'Rekha Poyam'"
        );
        assert_eq!(count(&site, &still), 1, "{}: she holds it", site.engine);
    }
}

#[test]
fn what_was_written_anew_since_it_was_looked_at_is_not_approved_unseen() {
    for site in sites() {
        asks_for_a_second_post(&site, "plans.set", "dmmu");
        let (dmmu, collector) = (site.as_desk("dmmu"), site.as_desk("collector"));
        let path = "/targets/2026-27/shg_formed";
        let set = |value: i64| {
            format!("version=0&act=save&keep=change&t-{}-1={value}", site.block("Makdi"))
        };
        let address = waits(&site, &dmmu, path, &set(25));
        let seen = hidden(&site.get(&collector, &address).text, "version");
        let chosen = hidden(&site.get(&collector, "/approvals").text, "id");
        decided(&site, &site.as_desk("admin"), &address, "step=send_back&reason=more");
        let no = address.rsplit('/').next().unwrap();
        waits(&site, &dmmu, &format!("{path}?proposal={no}"), &set(900));
        let form = format!("op={}&version={seen}&step=approve", op());
        let unseen = site.post(&collector, &address, &form);
        assert_eq!(unseen.status, StatusCode::CONFLICT, "{}: {}", site.engine, unseen.text);
        assert!(unseen.text.contains("अप्रैल 900"), "{}: what it asks now", site.engine);
        let bulk = site.post(&collector, "/approvals", &format!("id={chosen}"));
        assert_eq!(bulk.status, StatusCode::OK, "{}: {}", site.engine, bulk.text);
        assert_eq!(count(&site, "select count(*) from plan"), 0, "{}: nothing", site.engine);
        let seen = decided(&site, &collector, &address, "step=approve");
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, seen.text);
        assert_eq!(count(&site, "select total from plan"), 900, "{}", site.engine);
    }
}
