//! The list of a village as its cadre, her block and the block beside meet it at the pages.

use axum::http::StatusCode;
use samuh::importing::{Register, machine_desk};
use samuh_engine::clock;
use samuh_kernel::show;
use samuh_people::{
    Door, FirstPassword, NewAccount, NewOfficer, NewPost, PostChoice, Role, open_account,
};
use uuid::Uuid;

use super::{Browser, DISTRICT, PASSWORD, Site, folder, sites, take};

const MEMBERS: &str = "विकासखण्ड,समूह कोड,सदस्य कोड,सदस्य का नाम,पति का नाम,परिवार कोड,जुड़ने की तिथि\n\
    माकड़ी,120001,T1,सीता नेताम,राम नेताम,HH000001,20/05/2026\n";

/// Everything a test needs of one site: the village, and who looks at it.
pub(super) struct Walk {
    pub(super) village: i64,
    pub(super) cadre: Browser,
    pub(super) block: Browser,
    beside: Browser,
}

fn seat(site: &Site, login: &str, role: Role, unit: i64) -> Browser {
    let new = NewAccount {
        login: login.into(),
        lang: "en".into(),
        officer: NewOfficer { name: login.into(), mobile: None },
        post: PostChoice::New(NewPost::of(role, &[unit])),
        password: FirstPassword::Given { password: PASSWORD.into(), must_change: false },
    };
    let (desk, door) = (machine_desk(DISTRICT), Door::new().unwrap());
    open_account(&site.db, &door, &desk, Uuid::now_v7(), &new, clock::now()).unwrap();
    site.as_desk(login)
}

fn import(site: &Site, register: Register, name: &str, text: &str) {
    let path = folder().join(name);
    std::fs::write(&path, text).unwrap();
    take(&site.db, register, &path, DISTRICT);
}

fn code_of(site: &Site, village: i64) -> String {
    let sql =
        "select code from place_code where district_id = $1 and place_id = $2 and register = 'lgd'";
    let row = site.db.read(|r| r.first(sql, &samuh_engine::params![DISTRICT, village]));
    row.unwrap().unwrap().at(0).unwrap()
}

pub(super) fn walk(site: &Site) -> Walk {
    let (village, other) = (site.village("Makdi"), site.village("Keshkal"));
    import(site, Register::Members, "members.csv", MEMBERS);
    let mut list =
        "ग्राम कोड,SECC TIN,परिवार के मुखिया का नाम,पिता/पति का नाम,महिला का नाम,मोबाइल\n".to_owned();
    let code = code_of(site, village);
    for (tin, head, woman) in [
        ("HH000001", "राम नेताम", "सीता नेताम"),
        ("HH000002", "बुधराम सोरी", "फुलबासन सोरी"),
        ("HH000003", "घनश्याम <b>यादव", "पार्वती"),
        ("HH000004", "दुकालू पोयाम", ""),
    ] {
        list.push_str(&format!("{code},{tin},{head},मंगल,{woman},9876543210\n"));
    }
    list.push_str(&format!("{},HH000005,भोला सोरी,,,\n", code_of(site, other)));
    import(site, Register::Households, "list.csv", &list);
    Walk {
        village,
        cadre: seat(site, "didi", Role::Cadre, village),
        block: site.as_desk("makdi"),
        beside: seat(site, "neighbour", Role::Cadre, other),
    }
}

pub(super) fn id_of(site: &Site, head: &str) -> i64 {
    let sql = "select id from target_household where district_id = $1 and head_name = $2";
    let row = site.db.read(|r| r.first(sql, &samuh_engine::params![DISTRICT, head]));
    row.unwrap().unwrap().at(0).unwrap()
}

/// A remark or a finding of a row of the sheet, as the page draws it anew.
fn row_of(page: &str, id: i64) -> &str {
    let rest = page.split(&format!("href=\"/saturation/households/{id}\"")).nth(1).unwrap_or("");
    rest.split("</tr>").next().unwrap_or("")
}

#[test]
fn a_remark_without_a_finding_is_a_fault_of_its_row_and_nothing_typed_is_lost() {
    for site in sites() {
        let walk = walk(&site);
        let [budhram, ghanshyam] = ["बुधराम सोरी", "घनश्याम <b>यादव"].map(|head| id_of(&site, head));
        let path = format!("/saturation/places/{}/visits", walk.village);
        let today = show::day(clock::today());
        let sent = format!(
            "{}&on={today}&visitor=Sushila&outcome-{budhram}=migrated&remark-{budhram}=Raipur\
             &outcome-{ghanshyam}=&remark-{ghanshyam}=talked+to+the+son",
            op()
        );
        let refused = site.post(&walk.cadre, &path, &sent);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert_eq!(refused.text.matches("class=\"errm\"").count(), 1, "{}", refused.text);
        let row = row_of(&refused.text, ghanshyam);
        assert!(row.contains("class=\"errm\"") && row.contains("talked to the son"), "{row}");
        let row = row_of(&refused.text, budhram);
        assert!(row.contains("value=\"migrated\" selected") && row.contains("Raipur"), "{row}");
        assert!(refused.text.contains("Sushila"), "{}", site.engine);
        let home = site.get(&walk.cadre, &format!("/saturation/households/{budhram}")).text;
        assert!(!home.contains("Raipur"), "{}: nothing of the sheet was entered", site.engine);
        let day = format!("{}&on={today}&visitor=Sushila", op());
        let none = site.post(&walk.cadre, &path, &day);
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: a day alone", site.engine);
        assert!(none.text.contains("Sushila") && none.text.contains(&today), "{}", site.engine);
    }
}

#[test]
fn a_visit_says_already_in_a_group_and_the_match_is_asked_for() {
    for site in sites() {
        let walk = walk(&site);
        with_namesake(&site, walk.village);
        let dukalu = id_of(&site, "दुकालू पोयाम");
        let own = format!("/saturation/places/{}", walk.village);
        let paper = site.get(&walk.cadre, &own).text;
        assert!(paper.contains("9 Already in a group"), "{}: on paper", site.engine);
        assert!(paper.contains("<i>9</i>"), "{}: with its box", site.engine);
        assert!(paper.contains("takes no unknown household as covered"), "{}", site.engine);
        let today = show::day(clock::today());
        let sheet = format!("{}&on={today}&outcome-{dukalu}=in_group", op());
        let done = site.post(&walk.cadre, &format!("{own}/visits"), &sheet);
        assert_eq!(done.location(), format!("{own}/matches"), "{}: {}", site.engine, done.text);
        let band = site.get(&walk.block, "/saturation").text;
        assert!(band.contains("25–100%"), "{}: said is not matched", site.engine);
        let page = site.get(&walk.cadre, &format!("{own}/matches")).text;
        let said = page.split_once("Already in a group, as the visit found");
        let said = said.expect("what the visit said").1;
        assert!(said.contains("दुकालू पोयाम") && said.contains("not known"), "{said}");
        assert!(site.get(&walk.cadre, &own).text.contains("1 says: already in a group"));

        let home = format!("/saturation/households/{dukalu}");
        let page = site.get(&walk.cadre, &home).text;
        assert!(page.contains("Group of the household"), "{}: the group is asked for", site.engine);
        assert!(!page.contains("Phulbasan Sori"), "{}: her name comes near nobody", site.engine);
        let at = page.find(">नई सुबह</option>").or_else(|| page.find(">Nai Subah</option>"));
        let group = page[..at.expect("the group to choose")].rsplit("value=\"").next();
        let group = group.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned();
        let said = format!("{}&on={today}&outcome-{dukalu}=in_group&group={group}", op());
        let done = site.post(&walk.cadre, &format!("{home}/visit"), &said);
        assert_eq!(done.location(), home, "{}: {}", site.engine, done.text);
        let page = site.get(&walk.cadre, &home).text;
        assert!(page.contains("Phulbasan Sori"), "{}: a member of the named group", site.engine);
        let pair = page.split(&format!("name=\"pair\" value=\"{dukalu}-")).nth(1).expect("a pair");
        let pair = format!("{dukalu}-{}", pair.split('"').next().unwrap_or_default());
        let accept = format!("{}&act=accept&pair={pair}", op());
        let done = site.post(&walk.cadre, &format!("{home}/match"), &accept);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let band = site.get(&walk.block, "/saturation").text;
        assert!(band.contains("50–100%"), "{}: within what was said before", site.engine);
        let page = site.get(&walk.cadre, &format!("{own}/matches")).text;
        assert!(!page.contains("as the visit found"), "{}: nothing is asked any more", site.engine);
    }
}

fn op() -> String {
    format!("op={}", Uuid::now_v7())
}

#[test]
fn the_cadre_walks_her_list_the_blocks_unknown_shrinks_and_the_band_narrows() {
    for site in sites() {
        let walk = walk(&site);
        let before = site.get(&walk.block, "/saturation").text;
        assert!(before.contains("25–100%"), "{}: {before}", site.engine);
        let own = site.get(&walk.cadre, "/saturation");
        assert_eq!(own.status, StatusCode::OK, "{}", site.engine);
        assert!(own.text.contains("बुधराम सोरी") && own.text.contains("class=\"paper"));
        assert!(own.text.contains("घनश्याम &lt;b&gt;यादव"), "{}", site.engine);
        assert!(!own.text.contains("9876543210"), "{}", site.engine);
        let [budhram, ghanshyam, dukalu] =
            ["बुधराम सोरी", "घनश्याम <b>यादव", "दुकालू पोयाम"].map(|head| id_of(&site, head));
        let path = format!("/saturation/places/{}/visits", walk.village);
        let form = site.get(&walk.cadre, &path);
        assert!(form.text.contains(&format!("name=\"outcome-{budhram}\"")), "{}", site.engine);
        let today = show::day(clock::today());
        let wrong =
            format!("{}&on=31/02/2026&outcome-{budhram}=other&outcome-{ghanshyam}=gone", op());
        let refused = site.post(&walk.cadre, &path, &wrong);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert_eq!(refused.text.matches("class=\"errm\"").count(), 3, "{}", refused.text);
        let sent = format!(
            "{}&on={today}&visitor=Sushila&outcome-{budhram}=wants_to_join\
             &outcome-{ghanshyam}=not_willing&outcome-{dukalu}=",
            op()
        );
        for _ in 0..2 {
            let done = site.post(&walk.cadre, &path, &sent);
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        }
        let after = site.get(&walk.block, "/saturation").text;
        // One of three that count, and one of whom nobody knows.
        assert!(after.contains("33.3–66.7%"), "{}: {after}", site.engine);
        let behind = format!("/saturation/households?unit={}&state=unknown", walk.village);
        let unknown = site.get(&walk.block, &behind).text;
        assert!(unknown.contains("दुकालू पोयाम") && !unknown.contains("बुधराम"), "{}", site.engine);
        let page = site.get(&walk.block, &format!("/saturation/households/{budhram}")).text;
        assert_eq!(page.matches("Sushila").count(), 1, "{}: entered once", site.engine);
        let figure = site.get(&walk.block, "/figures/saturation").text;
        assert!(figure.contains("33.3–66.7%"), "{}: beside the figure", site.engine);
        assert!(figure.contains("1 अज्ञात: नीचे का आँकड़ा"), "{}", site.engine);
    }
}

#[test]
fn the_village_beside_has_none_of_it_and_who_only_sees_may_not_enter() {
    for site in sites() {
        let walk = walk(&site);
        let ram = id_of(&site, "राम नेताम");
        let viewer = site.as_desk("viewer");
        let today = show::day(clock::today());
        for path in [
            format!("/saturation/places/{}", walk.village),
            format!("/saturation/places/{}/visits", walk.village),
            format!("/saturation/places/{}/matches", walk.village),
            format!("/saturation/households/{ram}"),
            format!("/saturation/households?unit={}", walk.village),
        ] {
            let theirs = site.get(&walk.beside, &path);
            assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{}: {path}", site.engine);
            assert!(!theirs.text.contains("राम नेताम"), "{}: {path}", site.engine);
        }
        let visit = format!("/saturation/households/{ram}/visit");
        let form = format!("{}&on={today}&outcome-{ram}=migrated", op());
        assert_eq!(site.post(&walk.beside, &visit, &form).status, StatusCode::NOT_FOUND);
        assert_eq!(site.post(&viewer, &visit, &form).status, StatusCode::FORBIDDEN);
        assert_eq!(site.post(&walk.cadre, &visit, &form).status, StatusCode::SEE_OTHER);
        let page = site.get(&walk.block, &format!("/saturation/households/{ram}")).text;
        assert!(page.contains("सीता नेताम"), "{}: through whom", site.engine);
        assert!(!page.contains("9876543210") && page.contains("******3210"), "{}", site.engine);
        let open = format!("/saturation/households/{ram}/open");
        let reason = "reason=%E0%A4%AB%E0%A5%8B%E0%A4%A8%20%E0%A4%95%E0%A4%B0%E0%A4%A8%E0%A4%BE";
        let shown = site.post(&walk.block, &open, reason);
        assert!(shown.text.contains("9876543210"), "{}: {}", site.engine, shown.text);
        assert_eq!(site.post(&walk.cadre, &open, reason).status, StatusCode::FORBIDDEN);
        let trail = site.get(&walk.block, &format!("/trail/target_household/{ram}"));
        assert_eq!(trail.status, StatusCode::OK, "{}", site.engine);
        let district = site.as_desk("dmmu");
        let readers = site.get(&district, &format!("/saturation/households/{ram}"));
        assert_eq!(readers.status, StatusCode::OK, "{}", site.engine);
    }
}

/// A member whose sheet says no number of her household; her group stands in that village.
pub(super) fn with_namesake(site: &Site, village: i64) {
    let groups = format!(
        "SHG Code,समूह का नाम,ग्राम कोड,गठन दिनांक\n130001,नई सुबह,{},12/05/2026\n",
        code_of(site, village)
    );
    import(site, Register::Groups, "g2.csv", &groups);
    let members = "समूह कोड,सदस्य कोड,सदस्य का नाम,पति का नाम,जुड़ने की तिथि\n\
                   130001,T9,Phulbasan Sori,Budhram,20/05/2026\n";
    import(site, Register::Members, "m2.csv", members);
}

#[test]
fn a_clear_match_covers_nobody_until_a_person_accepts_it() {
    for site in sites() {
        let walk = walk(&site);
        with_namesake(&site, walk.village);
        let path = format!("/saturation/places/{}/matches", walk.village);
        let page = site.get(&walk.cadre, &path).text;
        assert!(
            page.contains("Phulbasan Sori") && page.contains("बुधराम सोरी"),
            "{}: {page}",
            site.engine
        );
        let before = site.get(&walk.block, "/saturation").text;
        assert!(before.contains("25–100%"), "{}: it is only proposed", site.engine);
        let at = page.find("name=\"pair\" value=\"").expect("a pair to tick");
        let pair = page[at..].split('"').nth(3).unwrap_or_default().to_owned();
        let none = site.post(&walk.cadre, &path, &op());
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: none ticked", site.engine);
        let form = format!("{}&pair={pair}", op());
        assert_eq!(site.post(&walk.beside, &path, &form).status, StatusCode::NOT_FOUND);
        assert_eq!(site.post(&site.as_desk("viewer"), &path, &form).status, StatusCode::FORBIDDEN);
        for _ in 0..2 {
            assert_eq!(site.post(&walk.cadre, &path, &form).status, StatusCode::SEE_OTHER);
        }
        let after = site.get(&walk.block, "/saturation").text;
        assert!(after.contains("50–100%"), "{}: {after}", site.engine);
        let late = format!("{}&pair={pair}", op());
        let taken = site.post(&walk.cadre, &path, &late);
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        let home = format!("/saturation/households/{}", id_of(&site, "बुधराम सोरी"));
        let end = format!("{}&act=end", op());
        assert_eq!(
            site.post(&walk.cadre, &format!("{home}/match"), &end).status,
            StatusCode::SEE_OTHER
        );
        assert!(site.get(&walk.block, "/saturation").text.contains("25–100%"), "{}", site.engine);
    }
}

#[test]
fn a_visit_is_corrected_once_and_a_stale_form_is_told() {
    for site in sites() {
        let walk = walk(&site);
        let budhram = id_of(&site, "बुधराम सोरी");
        let today = show::day(clock::today());
        let home = format!("/saturation/households/{budhram}");
        let form = format!("{}&on={today}&outcome-{budhram}=dead", op());
        site.post(&walk.cadre, &format!("{home}/visit"), &form);
        let page = site.get(&walk.cadre, &home).text;
        let at = page.find(&format!("{home}/visits/")).expect("a way to correct");
        let path: String = page[at..].chars().take_while(|letter| *letter != '"').collect();
        assert!(site.get(&walk.cadre, &path).text.contains("name=\"version\""), "{}", site.engine);
        let mend = |version: i64| {
            format!("{}&version={version}&on={today}&outcome-{budhram}=nobody_found", op())
        };
        assert_eq!(site.post(&walk.cadre, &path, &mend(1)).status, StatusCode::SEE_OTHER);
        assert_eq!(site.post(&walk.cadre, &path, &mend(1)).status, StatusCode::CONFLICT);
        let elsewhere = path.replace(&format!("/{budhram}/"), "/1/");
        assert_eq!(site.get(&walk.cadre, &elsewhere).status, StatusCode::NOT_FOUND);
        assert_eq!(site.get(&walk.beside, &path).status, StatusCode::NOT_FOUND, "{}", site.engine);
        let book =
            site.get(&walk.cadre, &format!("/saturation/places/{}?format=xlsx", walk.village));
        assert!(book.bytes.starts_with(b"PK"), "{}", site.engine);
    }
}
