//! Changes through the pages: a form a verb, both values on a conflict, and approval by another post.

use axum::http::StatusCode;
use samuh::importing::Register;
use uuid::Uuid;

use super::{Browser, DISTRICT, Site, folder, sites, take};

fn group(site: &Site, code: &str) -> i64 {
    let found = site.get(&site.as_desk("collector"), &format!("/api/v1/groups?q={code}")).json();
    found["rows"][0]["id"].as_i64().unwrap()
}

/// The value of a hidden field of a page's form.
pub(super) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.split(&mark).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Opens a form and sends it with these values.
fn send(site: &Site, reader: &Browser, path: &str, values: &str) -> super::Reply {
    let form = site.get(reader, path);
    assert_eq!(form.status, StatusCode::OK, "{}: {path}", site.engine);
    let (op, version) = (hidden(&form.text, "op"), hidden(&form.text, "version"));
    site.post(reader, path, &format!("op={op}&version={version}&{values}"))
}

#[test]
fn every_form_of_a_change_opens_in_both_languages_for_those_who_may() {
    for site in sites() {
        let id = group(&site, "120001");
        let (dmmu, viewer) = (site.as_desk("dmmu"), site.as_desk("viewer"));
        for lang in ["hi", "en"] {
            let cookies = format!("{}; samuh_lang={lang}", dmmu.cookies);
            let reader = Browser { cookies, ..dmmu.clone() };
            for verb in [
                "correct",
                "deactivate",
                "revive",
                "move",
                "affiliate",
                "merge",
                "split",
                "enrol",
                "bearer",
                "grade",
            ] {
                let page = site.get(&reader, &format!("/groups/{id}/{verb}"));
                assert_eq!(page.status, StatusCode::OK, "{}: {verb} in {lang}", site.engine);
                assert!(page.text.contains("name=\"version\""), "{verb}");
            }
            for path in ["/federations/new", "/approvals", "/approvals/policy"] {
                let page = site.get(&reader, path);
                assert_eq!(page.status, StatusCode::OK, "{}: {path} in {lang}", site.engine);
            }
        }
        assert_eq!(site.get(&dmmu, &format!("/groups/{id}/guess")).status, StatusCode::NOT_FOUND);
        let page = site.get(&viewer, &format!("/groups/{id}/correct"));
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let other = group(&site, "120004");
        let page = site.get(&site.as_desk("makdi"), &format!("/groups/{other}/correct"));
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{}: not theirs", site.engine);
    }
}

#[test]
fn the_later_editor_gets_both_values() {
    for site in sites() {
        let id = group(&site, "120001");
        let (first, second) = (site.as_desk("makdi"), site.as_desk("dmmu"));
        let path = format!("/groups/{id}/correct");
        let stale = site.get(&second, &path);
        let name = "name=%E0%A4%9C%E0%A4%AF&formed_on=12/05/2026&code_nrlm=120001";
        let saved = send(&site, &first, &path, &format!("{name}&bank_name=SBI"));
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, saved.text);
        let (op, version) = (hidden(&stale.text, "op"), hidden(&stale.text, "version"));
        let values = format!("op={op}&version={version}&{name}&bank_name=PNB");
        let conflict = site.post(&second, &path, &values);
        assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", site.engine);
        assert!(conflict.text.contains("SBI") && conflict.text.contains("PNB"), "{}", site.engine);
        let (op, version) = (hidden(&conflict.text, "op"), hidden(&conflict.text, "version"));
        let values = format!("op={op}&version={version}&{name}&bank_name=PNB");
        let settled = site.post(&second, &path, &values);
        assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", site.engine);
        let page = site.get(&first, &format!("/groups/{id}"));
        assert!(page.text.contains("PNB") || page.text.contains("जय"), "{}", site.engine);
    }
}

#[test]
fn faults_stand_at_their_fields_all_at_once() {
    for site in sites() {
        let id = group(&site, "120001");
        let dmmu = site.as_desk("dmmu");
        let path = format!("/groups/{id}/deactivate");
        let page = send(&site, &dmmu, &path, "on=31/02/2026");
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        let values = "on=01/11/2026&reason=&loan=";
        let page = send(&site, &dmmu, &path, values);
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        for field in ["href=\"#wrong-reason\"", "href=\"#wrong-loan\""] {
            assert!(page.text.contains(field), "{}: {field}", site.engine);
        }
    }
}

/// The fields of a refused form that are told, each once.
fn told(site: &Site, page: &super::Reply) -> Vec<String> {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {}", site.engine, page.text);
    let links = page.text.split("href=\"#wrong-").skip(1);
    let fields = links.map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    let mut fields: Vec<String> = fields.collect();
    fields.sort();
    fields
}

#[test]
fn what_cannot_be_read_and_what_a_rule_refuses_are_told_together() {
    for site in sites() {
        let id = group(&site, "120001");
        let dmmu = site.as_desk("dmmu");
        let form = |verb: &str, values: &str| {
            told(&site, &send(&site, &dmmu, &format!("/groups/{id}/{verb}"), values))
        };
        // Formed on 12/05/2026. A mobile of five digits, no name, a day before the formation.
        let fields = form("enrol", "on=01/01/2020&mobile=12345");
        assert_eq!(fields, ["mobile", "name", "on"], "{}", site.engine);
        let fields = form("enrol", "on=31/02/2026&mobile=12345&birth_year=abc");
        assert_eq!(fields, ["birth_year", "mobile", "name", "on"], "{}", site.engine);
        let fields = form("deactivate", "on=01/01/2020&reason=&loan=");
        assert_eq!(fields, ["loan", "on", "reason"], "{}", site.engine);
        let page = site.get(&dmmu, &format!("/groups/{id}/grade")).text;
        let marks = page.split("name=\"mark_").skip(1);
        let marks: Vec<&str> = marks.filter_map(|rest| rest.split('"').next()).collect();
        assert!(marks.len() > 3, "{}: {page}", site.engine);
        let values = format!("on=01/01/2020&mark_{}=abc&mark_{}=11000", marks[0], marks[1]);
        let mut all: Vec<String> = marks.iter().map(|no| format!("mark_{no}")).collect();
        all.push("on".into());
        all.sort();
        assert_eq!(
            form("grade", &values),
            all,
            "{}: unread, beyond, blank and the day",
            site.engine
        );

        let enrol = format!(
            "op={}&on=01/11/2026&name=%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE+%E0%A4%A8%E0%A5%87%E0%A4%A4%E0%A4%BE%E0%A4%AE",
            Uuid::now_v7()
        );
        let done = site.post(&dmmu, &format!("/groups/{id}/enrol"), &enrol);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let leave = format!("{}/leave", done.location());
        let fields = told(&site, &send(&site, &dmmu, &leave, "on=01/01/2015&reason=&loan="));
        assert_eq!(fields, ["loan", "on", "reason"], "{}: leaves", site.engine);
        let fields = told(&site, &send(&site, &dmmu, &leave, "on=32/13/2015&reason=&loan="));
        assert_eq!(fields, ["loan", "on", "reason"], "{}: once for a field", site.engine);
        let transfer = format!("{}/transfer", done.location());
        let fields = told(&site, &send(&site, &dmmu, &transfer, "on=01/01/2015&to_code=999999"));
        assert_eq!(fields, ["on", "to_code"], "{}: and where no group is named", site.engine);

        let page = site.get(&dmmu, &format!("/groups/new?block={}", site.block("Makdi"))).text;
        let new = format!(
            "op={}&block={}&code=120001&mobile=12&formed_on=12/05/2026",
            hidden(&page, "op"),
            site.block("Makdi")
        );
        let fields = told(&site, &site.post(&dmmu, "/groups/new", &new));
        assert_eq!(fields, ["code", "mobile", "name", "place_id"], "{}: a new group", site.engine);
    }
}

#[test]
fn an_unlikely_year_of_birth_is_asked_about_once_more_and_an_impossible_one_refused() {
    for site in sites() {
        let id = group(&site, "120001");
        let dmmu = site.as_desk("dmmu");
        let path = format!("/groups/{id}/enrol");
        let name = "on=01/11/2026&name=%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE";
        assert!(!site.get(&dmmu, &path).text.contains("name=\"age_sure\""), "{}", site.engine);
        let unlikely = send(&site, &dmmu, &path, &format!("{name}&birth_year=2024"));
        assert_eq!(told(&site, &unlikely), ["birth_year"], "{}", site.engine);
        assert!(unlikely.text.contains("name=\"age_sure\""), "{}: it is asked", site.engine);
        for year in ["1890", "2999"] {
            let values = format!("{name}&birth_year={year}&age_sure=1");
            let never = send(&site, &dmmu, &path, &values);
            assert_eq!(told(&site, &never), ["birth_year"], "{}: {year}", site.engine);
        }
        let sure = send(&site, &dmmu, &path, &format!("{name}&birth_year=2024&age_sure=1"));
        assert_eq!(sure.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, sure.text);
        // What stands is not asked about again; another year is.
        let amend = format!("{}/amend", sure.location());
        let relation = "relation_name=%E0%A4%B0%E0%A4%BE%E0%A4%AE";
        let kept = send(&site, &dmmu, &amend, &format!("birth_year=2024&{relation}"));
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, kept.text);
        let again = send(&site, &dmmu, &amend, "birth_year=2023");
        assert_eq!(told(&site, &again), ["birth_year"], "{}", site.engine);
        let right = send(&site, &dmmu, &amend, "birth_year=1990");
        assert_eq!(right.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, right.text);
    }
}

#[test]
fn villages_of_one_name_are_told_apart_by_their_code() {
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        let makdi = site.block("Makdi");
        let id = group(&site, "120001");
        for path in [
            format!("/groups/new?block={makdi}"),
            format!("/groups/{id}/move?block={makdi}"),
            format!("/registers/producers/new?block={makdi}"),
        ] {
            let page = site.get(&dmmu, &path);
            assert_eq!(page.status, StatusCode::OK, "{}: {path}", site.engine);
            let options: Vec<&str> = page.text.split("<option").skip(1).collect();
            let named = |code: &str| {
                let label = format!("अमरावती (अमरावती) · एलजीडी {code}");
                options.iter().filter(|option| option.contains(&label)).count()
            };
            assert_eq!((named("448925"), named("448909")), (1, 1), "{}: {path}", site.engine);
            let alone = options.iter().filter(|option| option.contains("एलजीडी")).count();
            assert!(alone < options.len() / 2, "{}: a name of its own stays bare", site.engine);
        }
    }
}

#[test]
fn a_block_proposes_and_the_district_sees_the_difference_and_approves() {
    for site in sites() {
        let id = group(&site, "120001");
        let (admin, makdi, dmmu) =
            (site.as_desk("admin"), site.as_desk("makdi"), site.as_desk("dmmu"));
        let form = site.get(&admin, "/approvals/policy");
        let op = hidden(&form.text, "op");
        let values =
            format!("op={op}&act=groups.deactivate&role=bmmu&from_on=01/11/2026&wait_days=2");
        let set = site.post(&admin, "/approvals/policy", &values);
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, set.text);
        let path = format!("/groups/{id}/deactivate");
        let sent = send(&site, &makdi, &path, "on=01/11/2026&reason=dispute&loan=none");
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, sent.text);
        let address = sent.location().to_owned();
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        let group_page = site.get(&dmmu, &format!("/groups/{id}"));
        assert!(group_page.text.contains(&address), "{}: the group says what waits", site.engine);
        let own = site.get(&makdi, &address);
        assert!(!own.text.contains("value=\"approve\""), "{}: not her own", site.engine);
        let op = hidden(&own.text, "op");
        let own = site.post(&makdi, &address, &format!("op={op}&step=approve"));
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}", site.engine);
        let page = site.get(&dmmu, &address);
        assert!(page.text.contains("निष्क्रिय") && page.text.contains("आपसी विवाद"), "{}", page.text);
        let list = site.get(&dmmu, "/approvals");
        let no = address.rsplit('/').next().unwrap();
        assert!(list.text.contains(&address), "{}", site.engine);
        let chosen = hidden(&list.text, "id");
        assert!(chosen.starts_with(&format!("{no}.")), "{}: {chosen}", site.engine);
        let done = site.post(&dmmu, "/approvals", &format!("id={chosen}"));
        assert_eq!(done.status, StatusCode::OK, "{}: {}", site.engine, done.text);
        let api = site.get(&dmmu, "/api/v1/groups?q=120001").json();
        assert_eq!(api["rows"][0]["status"], "inactive", "{}", site.engine);
        let page = site.get(&dmmu, &format!("/groups/{id}"));
        assert!(page.text.contains("आपसी विवाद"), "{}: with its reason", site.engine);
        let checks = site.db.read(|r| samuh::checking::check(r, &mut |_| {})).unwrap();
        let wrong: Vec<_> = checks.iter().filter(|check| !check.is_ok()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", site.engine);
    }
}

#[test]
fn a_correction_of_a_member_waits_as_a_draft_and_is_not_another_blocks_affair() {
    for site in sites() {
        let group = group(&site, "120004");
        let dmmu = site.as_desk("dmmu");
        let enrol = format!(
            "op={}&on=01/11/2026&name=%E0%A4%B8%E0%A5%80%E0%A4%A4%E0%A4%BE+%E0%A4%A8%E0%A5%87%E0%A4%A4%E0%A4%BE%E0%A4%AE&social=st",
            Uuid::now_v7()
        );
        let done = site.post(&dmmu, &format!("/groups/{group}/enrol"), &enrol);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let her = done.location().trim_start_matches("/members/").to_owned();
        for lang in ["hi", "en"] {
            let cookies = format!("{}; samuh_lang={lang}", dmmu.cookies);
            let page =
                site.get(&Browser { cookies, ..dmmu.clone() }, &format!("/members/{her}/amend"));
            assert_eq!(page.status, StatusCode::OK, "{}: {lang}", site.engine);
            assert!(page.text.contains("name=\"at_her_request\""), "{}", site.engine);
        }
        let amend = format!("op={}&version=1&mobile=9876543210&at_her_request=1", Uuid::now_v7());
        let path = format!("/members/{her}/amend");
        assert_eq!(
            site.post(&site.as_desk("viewer"), &path, &amend).status,
            StatusCode::FORBIDDEN,
            "{}",
            site.engine
        );
        assert_eq!(
            site.post(&site.as_desk("makdi"), &path, &amend).status,
            StatusCode::NOT_FOUND,
            "{}: not theirs",
            site.engine
        );
        let draft = site.post(&dmmu, &path, &format!("{amend}&draft=1"));
        assert_eq!(draft.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, draft.text);
        let page = site.get(&dmmu, draft.location());
        let again = format!("/members/{her}/amend?proposal=");
        assert!(page.text.contains(&again), "{}: the draft opens its form", site.engine);
        let again = page.text.split(&again).nth(1).unwrap().split('"').next().unwrap();
        let form = site.get(&dmmu, &format!("{path}?proposal={again}"));
        assert!(form.text.contains("9876543210"), "{}: as it was filled in", site.engine);
    }
}

/// A sheet of members whose offices stand in it.
const MEMBERS: &str = "विकासखण्ड,समूह कोड,सदस्य कोड,सदस्य का नाम,पति का नाम,वर्ग,जुड़ने की तिथि,पद\n\
    माकड़ी,120001,M1,सीता नेताम,राम,ST,20/05/2026,अध्यक्ष\n\
    माकड़ी,120001,M2,गीता मरकाम,श्याम,ST,20/05/2026,सचिव\n\
    माकड़ी,120001,M3,मीना साहू,हरि,OBC,20/05/2026,\n";

fn with_members(site: &Site) -> i64 {
    let path = folder().join("members.csv");
    std::fs::write(&path, MEMBERS).unwrap();
    take(&site.db, Register::Members, &path, DISTRICT);
    group(site, "120001")
}

fn member(site: &Site, code: &str) -> i64 {
    let sql = format!("select id from member where code = '{code}'");
    site.db.read(|r| r.first(&sql, &[])?.expect("a member").at(0)).unwrap()
}

/// What stands under a heading of a page, up to the next.
fn under<'a>(page: &'a str, heading: &str) -> &'a str {
    let rest = page.split(&format!(">{heading}<")).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no {heading}: {page}"));
    rest.split("<h2").next().unwrap_or_default()
}

fn all_checks_hold(site: &Site) {
    let checks = site.db.read(|r| samuh::checking::check(r, &mut |_| {})).unwrap();
    let wrong: Vec<_> = checks.iter().filter(|check| !check.is_ok()).collect();
    assert!(wrong.is_empty(), "{}: {wrong:?}", site.engine);
}

#[test]
fn an_office_bearer_of_a_sheet_is_followed_by_another_and_the_rest_stay_on_the_page() {
    for site in sites() {
        let id = with_members(&site);
        let dmmu = site.as_desk("dmmu");
        let (sita, mina) = (member(&site, "M1"), member(&site, "M3"));
        let page = site.get(&dmmu, &format!("/groups/{id}")).text;
        let panel = under(&page, "पदाधिकारी");
        for held in ["अध्यक्ष: ", "सीता नेताम", "सचिव: ", "गीता मरकाम"]
        {
            assert!(panel.contains(held), "{} {held}: {panel}", site.engine);
        }
        let path = format!("/groups/{id}/bearer");
        let values = format!("on=01/11/2026&office=president&member_id={mina}");
        let done = send(&site, &dmmu, &path, &values);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let page = site.get(&dmmu, &format!("/groups/{id}")).text;
        let panel = under(&page, "पदाधिकारी");
        for held in ["मीना साहू", "गीता मरकाम", "20/05/2026 – 01/11/2026"]
        {
            assert!(panel.contains(held), "{} {held}: {panel}", site.engine);
        }
        let hers = site.get(&dmmu, &format!("/members/{sita}")).text;
        assert!(!hers.contains("अध्यक्ष"), "{}: she presides no more: {hers}", site.engine);
        let trail = site.get(&dmmu, &format!("/trail/institution/{id}")).text;
        for told in ["अध्यक्ष", "सीता नेताम", "मीना साहू", "सदस्य क्रमांक"]
        {
            assert!(trail.contains(told), "{} {told}: {trail}", site.engine);
        }
        assert!(!trail.contains("president"), "{}: {trail}", site.engine);
        let nobody = send(&site, &dmmu, &path, "on=02/11/2026&office=secretary&member_id=");
        assert_eq!(nobody.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, nobody.text);
        let page = site.get(&dmmu, &format!("/groups/{id}")).text;
        let panel = under(&page, "पदाधिकारी");
        assert!(panel.contains("20/05/2026 – 02/11/2026"), "{}: {panel}", site.engine);
        all_checks_hold(&site);
    }
}

#[test]
fn households_of_a_group_go_with_its_members_into_the_group_it_merges_with() {
    for site in sites() {
        let id = with_members(&site);
        let (into, dmmu) = (group(&site, "120004"), site.as_desk("dmmu"));
        let entries = |id: i64| {
            let page = site.get(&dmmu, &format!("/groups/{id}")).text;
            page.contains(&format!("/groups/{id}/entries?indicator=households"))
        };
        assert!(entries(id) && !entries(into), "{}", site.engine);
        let path = format!("/groups/{id}/merge");
        let merged = send(&site, &dmmu, &path, &format!("on=01/11/2026&to_id={into}&loan=none"));
        assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, merged.text);
        assert!(!entries(id) && entries(into), "{}", site.engine);
        let block = site.block("Makdi");
        let opened = site.get(&dmmu, &format!("/figures/households?unit={block}&month=2026-11"));
        assert_eq!(opened.status, StatusCode::OK, "{}", site.engine);
        assert!(!opened.text.contains("जय माँ लक्ष्मी"), "{}: {}", site.engine, opened.text);
        all_checks_hold(&site);
    }
}
