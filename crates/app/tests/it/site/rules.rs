//! The dated rules as desks meet them at their pages: what holds, what will hold, who sets it.

use axum::http::StatusCode;
use samuh_engine::clock;
use uuid::Uuid;

use super::{Browser, Reply, Site, second_posts::decided, sites};

fn day(ahead: i64) -> String {
    samuh_kernel::show::day(clock::today() + chrono::Duration::days(ahead))
}

fn sent(site: &Site, who: &Browser, kind: &str, more: &str) -> Reply {
    site.post(who, &format!("/rules/{kind}"), &format!("op={}&{more}", Uuid::now_v7()))
}

fn notices(from: &str, more: &str) -> String {
    format!(
        "from_on={from}&quiet_from=22:00&quiet_to=07:00&gather_minutes=5&singles=3\
         &digest_minute=09:30&most_tries=6&keep_days=3{more}"
    )
}

const BY_ORDER: &str = "&reason=Review&order_no=412/2026";

#[test]
fn every_rule_is_listed_and_opens_with_what_holds_and_where_it_comes_from() {
    for site in sites() {
        let (collector, viewer) = (site.as_desk("collector"), site.as_desk("viewer"));
        let list = site.get(&collector, "/rules").text;
        for href in ["notices", "escalation", "precedence", "checks"] {
            assert!(list.contains(&format!("/rules/{href}")), "{}: {href}", site.engine);
            let page = site.get(&collector, &format!("/rules/{href}"));
            assert_eq!(page.status, StatusCode::OK, "{}: {href}: {}", site.engine, page.text);
            assert!(page.text.contains("प्रारंभिक मान"), "{}: {href}", site.engine);
        }
        assert!(list.contains("/rankings/rules") && list.contains("/users/policy"));
        let order = site.get(&collector, "/rules/precedence").text;
        assert!(order.contains("सामान्य जानकारी से लिखा गया है"), "{}: {order}", site.engine);
        // Who knows no meetings sees the rules of figures alone, and no form.
        let own = site.get(&viewer, "/rules").text;
        assert!(own.contains("/rules/checks") && !own.contains("/rules/notices"));
        assert_eq!(site.get(&viewer, "/rules/notices").status, StatusCode::FORBIDDEN);
        let checks = site.get(&viewer, "/rules/checks").text;
        assert!(!checks.contains("name=\"same_least\""), "{}: {checks}", site.engine);
        let english =
            Browser { cookies: format!("{}; samuh_lang=en", collector.cookies), ..collector };
        let english = site.get(&english, "/rules/precedence").text;
        assert!(english.contains("written from general knowledge"), "{}", site.engine);
    }
}

#[test]
fn a_new_rule_stands_beside_the_old_one_until_its_day() {
    for site in sites() {
        let (collector, makdi) = (site.as_desk("collector"), site.as_desk("makdi"));
        let good = notices(&day(1), BY_ORDER);
        assert_eq!(sent(&site, &makdi, "notices", &good).status, StatusCode::FORBIDDEN);
        let bad = notices(&day(-1), "").replace("22:00", "night").replace("tries=6", "tries=60");
        let refused = sent(&site, &collector, "notices", &bad);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        for field in ["from_on", "quiet_from", "most_tries", "reason", "order_no"] {
            let at = format!("{field}-error");
            assert!(refused.text.contains(&at), "{}: {field}: {}", site.engine, refused.text);
        }
        assert!(refused.text.contains("value=\"night\""), "{}: as it was typed", site.engine);
        for said in [
            "इतने प्रयास तक: यह मान सीमा के बाहर है",
            "href=\"#wrong-most_tries\"",
            "id=\"wrong-most_tries\"",
        ] {
            assert!(refused.text.contains(said), "{}: {said}: {}", site.engine, refused.text);
        }
        let op = format!("op={}&{good}", Uuid::now_v7());
        for _ in 0..2 {
            let done = site.post(&collector, "/rules/notices", &op);
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        }
        let page = site.get(&collector, "/rules/notices").text;
        assert!(page.contains("412/2026") && page.contains("22:00"), "{}: {page}", site.engine);
        assert!(page.contains("आगे लागू होगा") && page.contains("प्रारंभिक मान"), "{}", site.engine);
        let at = page.find("href=\"/trail/entries/").expect("a link to the trail") + 6;
        let entry = page[at..].split('"').next().unwrap();
        let entry = site.get(&collector, entry).text;
        assert!(entry.contains("22:00–07:00") && entry.contains("21:00–08:00"), "{entry}");
        let rows = "select count(*) from dated_rule where district_id <> 0";
        let rows: i64 = site.db.read(|r| r.first(rows, &[])?.expect("a count").at(0)).unwrap();
        assert_eq!(rows, 1, "{}: twice is once", site.engine);
    }
}

#[test]
fn where_overdue_directions_go_is_proposed_by_the_mission_and_decided_by_the_collector() {
    for site in sites() {
        let (dmmu, collector) = (site.as_desk("dmmu"), site.as_desk("collector"));
        let terms = format!(
            "from_on={}&days_urgent_1=2&role_urgent_1=dmmu&days_urgent_2=4&role_urgent_2=collector{BY_ORDER}",
            day(1)
        );
        let wrong = terms.replace("urgent_2=4", "urgent_2=2").replace("_2=collector", "_2=");
        let refused = sent(&site, &dmmu, "escalation", &wrong);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(refused.text.contains("days_urgent_2-error"), "{}", refused.text);
        assert!(refused.text.contains("role_urgent_2-error"), "{}", refused.text);
        for said in ["चरण 2 – दिन: ", "चरण 2 – पद: "] {
            assert!(refused.text.contains(said), "{}: {said}: {}", site.engine, refused.text);
        }
        let waits = sent(&site, &dmmu, "escalation", &terms);
        assert_eq!(waits.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, waits.text);
        let address = waits.location().to_owned();
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        let open = "select count(*) from dated_rule where district_id <> 0";
        let count =
            || -> i64 { site.db.read(|r| r.first(open, &[])?.expect("a count").at(0)).unwrap() };
        assert_eq!(count(), 0, "{}: nothing of it has happened", site.engine);
        let page = site.get(&collector, &address).text;
        assert!(page.contains("4 दिन पार होने पर"), "{}: the difference: {page}", site.engine);
        let own = decided(&site, &dmmu, &address, "step=approve");
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let done = decided(&site, &collector, &address, "step=approve");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        assert_eq!(count(), 1, "{}", site.engine);
        assert!(site.get(&dmmu, "/rules/escalation").text.contains("412/2026"), "{}", site.engine);
    }
}

#[test]
fn a_policy_may_ask_a_second_post_for_the_norms_of_checks() {
    for site in sites() {
        let (dmmu, admin) = (site.as_desk("dmmu"), site.as_desk("admin"));
        let policy = format!(
            "op={}&act=plans.check_rule&role=dmmu&from_on={}&wait_days=2",
            Uuid::now_v7(),
            day(0)
        );
        let set = site.post(&admin, "/approvals/policy", &policy);
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, set.text);
        let terms = format!(
            "from_on={}&same_least=6&same_percent=80&same_total=20&jump_hundredths=4.75\
             &late_percent=12&late_one_in=10000&heaped_hundredths=4&members_most=20\
             &sample_of_block=29{BY_ORDER}",
            day(1)
        );
        let waits = sent(&site, &dmmu, "checks", &terms);
        assert!(waits.location().starts_with("/approvals/"), "{}: {}", site.engine, waits.text);
        let page = site.get(&admin, waits.location()).text;
        assert!(page.contains("4.50") && page.contains("4.75"), "{}: {page}", site.engine);
        let alone = sent(&site, &admin, "checks", &terms);
        assert_eq!(alone.location(), "/rules/checks", "{}: {}", site.engine, alone.text);
    }
}

#[test]
fn a_district_that_sets_its_own_order_of_precedence_is_no_longer_warned() {
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        let page = site.get(&dmmu, "/rules/precedence").text;
        assert!(page.contains("name=\"no_1\"") && page.contains("value=\"governor\""), "{page}");
        let form = format!(
            "from_on={}&rows=3&code_1=mla&hi_1=MLA&en_1=MLA&no_1=20&code_2=collector&hi_2=Collector\
             &no_2=10&hi_3=Chair&no_3=5{BY_ORDER}",
            day(0)
        );
        let done = sent(&site, &dmmu, "precedence", &form);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let page = site.get(&dmmu, "/rules/precedence").text;
        assert!(!page.contains("सामान्य जानकारी से लिखा गया है"), "{}: {page}", site.engine);
        assert!(page.contains("Chair"), "{}", site.engine);
    }
}
