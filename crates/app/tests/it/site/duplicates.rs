//! Members who may stand twice, as desks meet them at the page.

use axum::http::StatusCode;
use samuh::importing::Register;
use uuid::Uuid;

use super::{
    Browser, DISTRICT, Site, folder,
    second_posts::{all_is_well, asks_for_a_second_post, count, decided, op, sent},
    sites, take,
};

const HEAD: &str =
    "विकासखण्ड,समूह कोड,सदस्य कोड,सदस्य का नाम,पति का नाम,जन्म तिथि,वर्ग,मोबाइल,जुड़ने की तिथि\n";

fn with_members(site: &Site, more: &str) {
    let given = ["मीना", "राधा", "सुनीता", "पूजा", "कमला", "शांति", "रेखा", "ललिता", "सीता", "अनीता"];
    let mut sheet = format!(
        "{HEAD}माकड़ी,120001,T1,सीता नेताम,राम नेताम,12/03/1984,ST,9876543210,20/05/2026\n\
         माकड़ी,120002,T2,SEETA NETAM,Ram,12/03/1984,ST,9876543210,25/06/2026\n{more}"
    );
    for n in 0..120 {
        let (name, month, year) = (given[n % 10], 1 + n % 12, 1960 + n % 40);
        let group = if n % 2 == 0 { 120_004 } else { 120_001 };
        let block = if n % 2 == 0 { "केशकाल" } else { "माकड़ी" };
        sheet.push_str(&format!(
            "{block},{group},Z{n},{name} साहू{n},श्याम,05/{month:02}/{year},OBC,,01/07/2026\n"
        ));
    }
    let path = folder().join("members.csv");
    std::fs::write(&path, sheet).unwrap();
    take(&site.db, Register::Members, &path, DISTRICT);
}

#[test]
fn a_pair_is_found_shown_with_its_evidence_merged_and_parted_again() {
    for site in sites() {
        with_members(&site, "");
        let makdi = site.as_desk("makdi");
        let find = format!("op={}", Uuid::now_v7());
        let found = site.post(&makdi, "/duplicates/find", &find);
        assert_eq!(found.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, found.text);
        let queue = site.get(&makdi, "/duplicates");
        assert!(
            queue.text.contains("सीता नेताम") && queue.text.contains("Seeta Netam"),
            "{}",
            queue.text
        );
        let pair = site.get(&makdi, "/duplicates/1");
        assert!(pair.text.contains("राम नेताम"), "{}: {}", site.engine, pair.text);
        assert!(!pair.text.contains("9876543210"), "{}: the mobile is masked", site.engine);
        let op = Uuid::now_v7();
        let bare =
            site.post(&makdi, "/duplicates/1", &format!("op={op}&version=1&state=different"));
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: why?", site.engine);
        let stays_in = value_after(&pair.text, "name=\"stays_in\"");
        let form = format!("op={}&version=1&state=same&stays_in={stays_in}", Uuid::now_v7());
        for _ in 0..2 {
            let merged = site.post(&makdi, "/duplicates/1", &form);
            assert_eq!(merged.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, merged.text);
        }
        let stale = format!("op={}&version=1&state=later", Uuid::now_v7());
        assert!(site.post(&makdi, "/duplicates/1", &stale).status.is_client_error());
        let undo = format!("op={}&version=2", Uuid::now_v7());
        let parted = site.post(&makdi, "/duplicates/1/undo", &undo);
        assert_eq!(parted.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, parted.text);
        assert!(site.get(&makdi, "/duplicates").text.contains("Seeta Netam"), "{}", site.engine);
    }
}

/// A pair of the other block.
const ELSEWHERE: &str = "केशकाल,120004,T3,फूलमती मरकाम,भोला,01/02/1979,SC,9876500000,01/07/2026\n\
    केशकाल,120004,T4,FULMATI MARKAM,Bhola,01/02/1979,SC,9876500000,01/07/2026\n";

#[test]
fn another_block_has_no_such_pair_and_who_only_sees_may_not_decide() {
    for site in sites() {
        with_members(&site, ELSEWHERE);
        let makdi = site.as_desk("makdi");
        site.post(&makdi, "/duplicates/find", &format!("op={}", Uuid::now_v7()));
        let own = site.get(&makdi, "/duplicates").text;
        assert!(own.contains("Seeta Netam") && !own.contains("Fulmati"), "{}", site.engine);
        let theirs = if own.contains("/duplicates/1\"") { 2 } else { 1 };
        let there = format!("/duplicates/{theirs}");
        assert_eq!(site.get(&makdi, &there).status, StatusCode::NOT_FOUND, "{}", site.engine);
        let form = format!("op={}&version=1&state=later", Uuid::now_v7());
        let foreign = site.post(&makdi, &there, &form);
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{}", site.engine);
        let collector = site.as_desk("collector");
        let queue = site.get(&collector, "/duplicates").text;
        assert!(queue.contains("Fulmati") && queue.contains("Seeta"), "{}", site.engine);
        let denied = site.post(&collector, &there, &form);
        assert_eq!(denied.status, StatusCode::FORBIDDEN, "{}", site.engine);
    }
}

fn in_language(reader: &Browser, lang: &str) -> Browser {
    let cookies = format!("{}; samuh_lang={lang}", reader.cookies);
    Browser { cookies, ..reader.clone() }
}

/// Two groups of Makdi in the queue, as number 90.
fn with_groups(site: &Site) -> [i64; 2] {
    let ids = ["120001", "120002"].map(|code| {
        count(site, &format!("select institution_id from institution_code where code = '{code}'"))
    });
    let sql = format!(
        "insert into duplicate_pair (district_id, no, subject, one_id, other_id, weight, evidence,
                                     state, version, op_no)
         values ({DISTRICT}, 90, 'institution', {}, {}, 500, '[]', 'open', 1, 1)",
        ids[0], ids[1]
    );
    site.db.transact(move |tx| tx.exec(&sql, &[])).unwrap();
    ids
}

#[test]
fn a_group_recorded_twice_is_shown_with_its_effect_decided_and_taken_back_on_the_page() {
    for site in sites() {
        let [one, other] = with_groups(&site);
        let dmmu = site.as_desk("dmmu");
        for (lang, words) in [
            ("hi", ["एक ही समूह दो बार दर्ज हुआ", "ये दो समूह हैं", "आँकड़ों में क्या बदलेगा"]),
            (
                "en",
                [
                    "One group, recorded twice",
                    "two groups that merge",
                    "what changes in the figures",
                ],
            ),
        ] {
            let page = site.get(&in_language(&dmmu, lang), "/duplicates/90").text;
            for word in words {
                assert!(page.contains(word), "{} {lang} {word}: {page}", site.engine);
            }
            assert!(page.contains(&format!("value=\"twice-{one}\"")), "{}: {page}", site.engine);
            assert!(page.contains(&format!("value=\"twice-{other}\"")), "{}", site.engine);
        }
        let to = sent(&site, &dmmu, "/duplicates/90", &format!("version=1&state=twice-{one}"));
        assert_eq!(to, "/duplicates/90", "{}", site.engine);
        let of_second = format!(
            "select count(*) from (select indicator from entry where institution_id = {other}
             group by indicator, place_id, federation_id, month, class having sum(delta) <> 0) t"
        );
        assert_eq!(count(&site, &of_second), 0, "{}: no month counts it", site.engine);
        let english = in_language(&dmmu, "en");
        let page = site.get(&english, "/duplicates/90").text;
        assert!(page.contains("Take the merge back"), "{}: {page}", site.engine);
        assert!(page.contains("recorded twice"), "{}: {page}", site.engine);
        let queue = site.get(&english, "/duplicates?of=institution&state=same").text;
        assert!(queue.contains("/duplicates/90"), "{}: {queue}", site.engine);
        let gone = site.get(&dmmu, &format!("/groups/{other}"));
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", site.engine);
        assert_eq!(gone.location(), format!("/groups/{one}"), "{}", site.engine);
        let kept = site.get(&english, &format!("/groups/{one}")).text;
        assert!(kept.contains("entered a second time"), "{}: {kept}", site.engine);
        let trail = site.get(&english, &format!("/trail/institution/{other}"));
        assert_eq!(trail.status, StatusCode::OK, "{}: {}", site.engine, trail.text);
        assert!(trail.text.contains("Second entry of group"), "{}: {}", site.engine, trail.text);
        all_is_well(&site);
        sent(&site, &dmmu, "/duplicates/90/undo", "version=2");
        assert_ne!(count(&site, &of_second), 0, "{}", site.engine);
        assert_eq!(site.get(&dmmu, &format!("/groups/{other}")).status, StatusCode::OK);
        all_is_well(&site);
    }
}

#[test]
fn where_a_rule_asks_for_it_a_merge_of_members_waits_for_the_district_and_so_does_its_undo() {
    for site in sites() {
        with_members(&site, "");
        for act in ["groups.decide_duplicate", "groups.undo_merge"] {
            asks_for_a_second_post(&site, act, "bmmu");
        }
        let (makdi, dmmu) = (site.as_desk("makdi"), site.as_desk("dmmu"));
        site.post(&makdi, "/duplicates/find", &format!("op={}", op()));
        let pair = site.get(&makdi, "/duplicates/1");
        let stays_in = value_after(&pair.text, "name=\"stays_in\"");
        let values = format!("version=1&state=same&stays_in={stays_in}");
        let address = sent(&site, &makdi, "/duplicates/1", &values);
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        let merges = "select count(*) from member_merge";
        assert_eq!(count(&site, merges), 0, "{}: nothing of it has happened", site.engine);
        for (lang, word) in [("hi", "स्वीकृति की प्रतीक्षा में"), ("en", "waits for approval")]
        {
            let page = site.get(&in_language(&makdi, lang), "/duplicates/1").text;
            assert!(page.contains(word) && page.contains(&address), "{}: {page}", site.engine);
            let proposal = site.get(&in_language(&dmmu, lang), &address);
            assert_eq!(proposal.status, StatusCode::OK, "{} {}", site.engine, proposal.text);
            let names = if lang == "hi" {
                ["सीता नेताम"; 2]
            } else {
                ["Seeta Netam", "Members"]
            };
            for name in names {
                assert!(proposal.text.contains(name), "{} {name}: {}", site.engine, proposal.text);
            }
        }
        let own = decided(&site, &makdi, &address, "step=approve");
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{}: her own", site.engine);
        let back = decided(&site, &dmmu, &address, "step=send_back&reason=30");
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, back.text);
        let no = address.rsplit('/').next().unwrap();
        let again = format!("/duplicates/1?proposal={no}");
        assert!(site.get(&makdi, &address).text.contains(&again), "{}", site.engine);
        assert!(site.get(&makdi, &again).text.contains(&format!("proposal={no}\"")));
        assert_eq!(sent(&site, &makdi, &again, &values), address, "{}", site.engine);
        for _ in 0..2 {
            let done = decided(&site, &dmmu, &address, "step=approve");
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        }
        assert_eq!(count(&site, merges), 1, "{}", site.engine);
        let undo = sent(&site, &makdi, "/duplicates/1/undo", "version=2");
        assert!(undo.starts_with("/approvals/"), "{}: {undo}", site.engine);
        assert_eq!(count(&site, merges), 1, "{}", site.engine);
        let withdrawn = decided(&site, &makdi, &undo, "step=withdraw");
        assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{}", site.engine);
        let undo = sent(&site, &makdi, "/duplicates/1/undo", "version=2");
        let done = decided(&site, &dmmu, &undo, "step=approve");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        assert_eq!(count(&site, merges), 0, "{}", site.engine);
        all_is_well(&site);
    }
}

#[test]
fn where_a_rule_asks_for_it_a_group_recorded_twice_waits_with_its_figures_shown() {
    for site in sites() {
        let [one, other] = with_groups(&site);
        asks_for_a_second_post(&site, "groups.record_twice", "bmmu");
        let (makdi, dmmu) = (site.as_desk("makdi"), site.as_desk("dmmu"));
        let values = format!("version=1&state=twice-{one}");
        let address = sent(&site, &makdi, "/duplicates/90", &values);
        assert!(address.starts_with("/approvals/"), "{}: {address}", site.engine);
        for (lang, word) in [("hi", "किस समूह की दूसरी प्रविष्टि"), ("en", "Second entry of group")]
        {
            let page = site.get(&in_language(&dmmu, lang), &address).text;
            assert!(page.contains(word), "{}: {page}", site.engine);
            assert!(page.contains("-1") || page.contains("−1"), "{}: {page}", site.engine);
            assert!(page.contains("/duplicates/90"), "{}: {page}", site.engine);
        }
        let list = site.get(&in_language(&dmmu, "en"), "/approvals").text;
        assert!(list.contains(&address), "{}: {list}", site.engine);
        let done = decided(&site, &dmmu, &address, "step=approve");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let gone = site.get(&makdi, &format!("/groups/{other}"));
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", site.engine);
        all_is_well(&site);
    }
}

/// The value of the first field of that name.
fn value_after<'a>(page: &'a str, name: &str) -> &'a str {
    let rest = page.split(name).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    let rest = rest.split("value=\"").nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default()
}
