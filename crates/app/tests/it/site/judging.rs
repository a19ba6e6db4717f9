//! Rankings, checks and awards as desks meet them at the page.

use axum::http::StatusCode;
use samuh::importing::Register;
use samuh_engine::clock;
use uuid::Uuid;

use super::{Browser, DISTRICT, Site, folder, sites, take};

const DAY: i64 = 86_400_000_000;

/// A plan and two months of figures, typed by the machine three days ago.
pub(super) fn filled(site: &Site) {
    let folder = folder();
    let sheet = |name: &str, text: &str, register: Register| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        take(&site.db, register, &path, DISTRICT);
    };
    clock::set(clock::now() - 3 * DAY);
    let plan = "वित्तीय वर्ष,संकेतक,विकासखण्ड,अप्रैल,मई,मार्च,वार्षिक लक्ष्य\n\
                2026-27,RF Groups,माकड़ी,40,60,20,120\n2026-27,RF Groups,केशकाल,40,60,20,120\n";
    sheet("plan.csv", plan, Register::Targets);
    let figures = "विकासखण्ड,माह,RF Groups,CIF Groups,PMSBY,PMJJBY,APY\n\
                   माकड़ी,सितंबर 2026,30,4,41,52,17\nमाकड़ी,अक्टूबर 2026,31,4,41,52,17\n\
                   केशकाल,अक्टूबर 2026,90,9,30,20,11\n";
    sheet("october.csv", figures, Register::Progress);
    clock::unset();
}

fn day(back: i64) -> String {
    samuh_kernel::show::day(clock::day_of(clock::now() - back * DAY))
}

/// Weights of the one indicator that has a plan.
fn weighed(site: &Site, dmmu: &Browser) {
    let form = format!(
        "op={}&from_on={}&reason=बैठक&order_no=12&rf_groups=3&cif_groups=0",
        Uuid::now_v7(),
        day(0)
    );
    let done = site.post(dmmu, "/rankings/rules", &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
}

#[test]
fn a_ranking_is_frozen_read_explained_objected_to_and_answered() {
    for site in sites() {
        filled(&site);
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let empty = site.get(&makdi, "/rankings");
        assert!(empty.text.contains("अभी कोई रैंकिंग"), "{}: {}", site.engine, empty.text);
        let wrong = format!("op={}&from_on=31/02/2027&rf_groups=99", Uuid::now_v7());
        let told = site.post(&dmmu, "/rankings/rules", &wrong);
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        for field in ["from_on", "rf_groups", "reason", "order_no"] {
            assert!(told.text.contains(&format!("{field}-error")), "{}: {field}", site.engine);
        }
        weighed(&site, &dmmu);
        let freeze = |who: &Browser, cut: &str| {
            let form = format!("op={}&level=block&cut_on={cut}", Uuid::now_v7());
            site.post(who, "/rankings", &form)
        };
        assert_eq!(freeze(&makdi, &day(1)).status, StatusCode::FORBIDDEN, "{}", site.engine);
        let early = freeze(&dmmu, &day(0));
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(early.text.contains("href=\"#wrong-cut_on\""), "{}: {}", site.engine, early.text);
        let done = freeze(&dmmu, &day(1));
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);

        let table = site.get(&makdi, "/rankings/1");
        let (own, other) = (site.block("Makdi"), site.block("Keshkal"));
        let link = |unit: i64| format!("/rankings/1/{unit}");
        assert!(table.text.contains(&link(own)), "{}: {}", site.engine, table.text);
        assert!(!table.text.contains(&link(other)), "{}: its reasons are not theirs", site.engine);
        let book = site.get(&makdi, "/rankings/1?format=xlsx");
        assert_eq!(book.status, StatusCode::OK, "{}", site.engine);
        let mut book = zip::ZipArchive::new(std::io::Cursor::new(book.bytes)).unwrap();
        let sheet = book.by_name("xl/worksheets/sheet1.xml").unwrap();
        let sheet = std::io::read_to_string(sheet).unwrap();
        let mut scores = sheet.split("<c r=\"D").skip(1).filter_map(|cell| cell.split_once('>'));
        let is_number = |(tag, rest): (&str, &str)| !tag.contains("t=") && rest.starts_with("<v>");
        assert!(scores.any(is_number), "{}: scores are numbers", site.engine);
        let why = site.get(&makdi, &link(own));
        assert!(why.text.contains("/figures/"), "{}: its figures open", site.engine);
        assert_eq!(site.get(&makdi, &link(other)).status, StatusCode::NOT_FOUND);
        assert_eq!(site.get(&makdi, "/rankings/9").status, StatusCode::NOT_FOUND);

        let object = format!("{}/objection", link(own));
        let form = |text: &str| format!("op={}&text={text}", Uuid::now_v7());
        let bare = site.post(&makdi, &object, &form(""));
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert_eq!(site.post(&dmmu, &object, &form("x")).status, StatusCode::FORBIDDEN);
        let filed = site.post(&makdi, &object, &form("September+is+missing"));
        assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, filed.text);
        let seen = site.get(&dmmu, &link(own));
        assert!(seen.text.contains("September is missing"), "{}: {}", site.engine, seen.text);
        let form = || format!("op={}&no=1&version=1&upheld=yes&answer=Corrected", Uuid::now_v7());
        let answer = format!("{}/answer", link(own));
        assert_eq!(site.post(&makdi, &answer, &form()).status, StatusCode::FORBIDDEN);
        assert_eq!(site.post(&dmmu, &answer, &form()).status, StatusCode::SEE_OTHER);
        assert_eq!(site.post(&dmmu, &answer, &form()).status, StatusCode::CONFLICT);
        assert!(site.get(&makdi, &link(own)).text.contains("Corrected"), "{}", site.engine);
    }
}

#[test]
fn a_month_is_looked_through_and_a_finding_is_compared_with_the_papers() {
    for site in sites() {
        filled(&site);
        let (dmmu, makdi) = (site.as_desk("dmmu"), site.as_desk("makdi"));
        let look = |who: &Browser| {
            let form = format!("op={}&act=look&month=2026-10", Uuid::now_v7());
            site.post(who, "/checks", &form)
        };
        assert_eq!(look(&makdi).status, StatusCode::FORBIDDEN, "{}", site.engine);
        let done = look(&dmmu);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let queue = site.get(&makdi, "/checks?by=copied_month");
        assert!(queue.text.contains("पिछले माह की नकल"), "{}: {}", site.engine, queue.text);
        let at = queue.text.find("href=\"/checks/").unwrap() + 6;
        let address = queue.text[at..].split('"').next().unwrap().to_owned();
        let one = site.get(&dmmu, &address);
        assert!(one.text.contains("/reported/"), "{}: the sheet opens", site.engine);
        let form = |more: &str| format!("op={}&version=1&{more}", Uuid::now_v7());
        let bare = site.post(&dmmu, &address, &form("outcome=verified"));
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        let none = "outcome=corrected&indicator=rf_groups&seen=Register+p.4";
        assert_eq!(
            site.post(&dmmu, &address, &form(none)).status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let put = "outcome=corrected&indicator=rf_groups&value=29&seen=Register+p.4";
        let put = site.post(&dmmu, &address, &form(put));
        assert_eq!(put.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, put.text);
        assert!(site.get(&makdi, &address).text.contains("Register p.4"), "{}", site.engine);
        let again = site.post(&dmmu, &address, &form("outcome=verified&seen=x"));
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", site.engine);
        let draw = format!("op={}&act=draw&quarter=2026-07", Uuid::now_v7());
        assert_eq!(site.post(&dmmu, "/checks", &draw).status, StatusCode::SEE_OTHER);
        assert!(site.get(&dmmu, "/checks?by=sample").text.contains("यादृच्छिक"), "{}", site.engine);
        let figure = site.get(&dmmu, &format!("/figures/rf_groups?unit={}", site.block("Makdi")));
        assert!(figure.text.contains("वर्षान्त"), "{}: {}", site.engine, figure.text);
    }
}

#[test]
fn an_award_is_decided_printed_and_checked_by_anybody() {
    for site in sites() {
        filled(&site);
        let (collector, makdi) = (site.as_desk("collector"), site.as_desk("makdi"));
        let form =
            |more: &str| format!("op={}&act=give&given_on={}&{more}", Uuid::now_v7(), day(0));
        let good =
            "name=Meena+Netam&who=FL-CRP,+Makdi&award_hi=Best+CRP&reason_hi=112%25+of+target";
        assert_eq!(site.post(&makdi, "/awards", &form(good)).status, StatusCode::FORBIDDEN);
        let bare = site.post(&collector, "/awards", &form("name="));
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        let done = site.post(&collector, "/awards", &form(good));
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let register = site.get(&makdi, "/awards");
        let at = register.text.find("href=\"/awards/643-").unwrap() + 6;
        let address = register.text[at..].split('"').next().unwrap().to_owned();
        let nobody = Browser::default();
        let seen = site.get(&nobody, &address);
        assert!(seen.text.contains("Meena Netam"), "{}: {}", site.engine, seen.text);
        assert!(!seen.text.contains("112%"), "{}: only what is public", site.engine);
        assert_eq!(site.get(&nobody, "/awards/643-2026-0001-XXXX").status, StatusCode::NOT_FOUND);
        let paper = site.get(&collector, "/awards/print?no=1");
        assert_eq!(paper.status, StatusCode::OK, "{}: {}", site.engine, paper.text);
        let all = site.get(&collector, &format!("/awards/print?on={}", day(0)));
        assert_eq!(all.status, StatusCode::OK, "{}", site.engine);
        let back = || format!("op={}&act=withdraw&no=1&version=1&reason=mistake", Uuid::now_v7());
        assert_eq!(site.post(&collector, "/awards", &back()).status, StatusCode::SEE_OTHER);
        assert_eq!(site.post(&collector, "/awards", &back()).status, StatusCode::CONFLICT);
        let gone = site.get(&nobody, &address);
        assert!(gone.text.contains("वापस लिया जा चुका"), "{}: {}", site.engine, gone.text);
        assert_eq!(site.get(&collector, "/awards/print?no=1").status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn what_a_certificate_prints_of_a_unit_is_hindi_whoever_decides() {
    for site in sites() {
        filled(&site);
        let (dmmu, collector) = (site.as_desk("dmmu"), site.as_desk("collector"));
        weighed(&site, &dmmu);
        let freeze = format!("op={}&level=block&cut_on={}", Uuid::now_v7(), day(1));
        assert_eq!(site.post(&dmmu, "/rankings", &freeze).status, StatusCode::SEE_OTHER);
        let cookies = format!("{}; samuh_lang=en", collector.cookies);
        let reader = Browser { cookies, ..collector };
        let list = site.get(&reader, "/awards").text;
        let first = list.split("value=\"unit-").nth(1).expect("a first group");
        let unit = first.split('"').next().unwrap();
        let form = format!(
            "op={}&act=give&given_on={}&ranking=1&recipient=unit-{unit}&award_hi=श्रेष्ठ&reason_hi=प्रथम",
            Uuid::now_v7(),
            day(0)
        );
        let done = site.post(&reader, "/awards", &form);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, done.text);
        let who = "select who from award";
        let who: String = site.db.read(|r| r.first(who, &[])?.unwrap().at(0)).unwrap();
        assert_eq!(who, "विकासखण्ड", "{}", site.engine);
    }
}
