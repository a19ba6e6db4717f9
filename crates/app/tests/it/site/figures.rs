//! Every number opens, and what stands behind it adds up to it.

use axum::http::StatusCode;
use samuh::importing::Register;
use samuh_engine::Db;

use super::{Browser, DISTRICT, Site, folder, sites, take};

const HEAD: &str = "SHG Code,समूह का नाम,विकासखण्ड,ग्राम पंचायत,ग्राम,गठन दिनांक,LokOS स्थिति";

/// The number in the foot of the list behind a figure.
pub(super) fn sum_of(site: &Site, reader: &Browser, address: &str) -> String {
    let page = site.get(reader, address);
    assert_eq!(page.status, StatusCode::OK, "{}: {address}", site.engine);
    let foot = page.text.split("<tfoot").nth(1).unwrap_or_default();
    let cells: Vec<&str> = foot.split("<td").skip(1).collect();
    let last = cells.last().copied().unwrap_or_default();
    let text = last.split('>').nth(1).unwrap_or_default();
    text.split('<').next().unwrap_or_default().to_owned()
}

#[test]
fn the_list_behind_a_figure_adds_up_to_it() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let makdi = site.block("Makdi");
        for (address, sum) in [
            ("/figures/shg_formed?year=2026-27".to_owned(), "3"),
            ("/figures/shg_formed?year=2024-25".to_owned(), "1"),
            (format!("/figures/shg_formed?unit={makdi}&year=2026-27"), "2"),
            (format!("/figures/shg_formed?unit={makdi}&month=2026-06"), "1"),
            (format!("/figures/shg_active?unit={makdi}&year=2026-27"), "3"),
            (format!("/figures/shg_active?unit={makdi}&year=2025-26"), "1"),
            (format!("/figures/shg_active?unit={makdi}&year=2026-27&added=1"), "2"),
        ] {
            assert_eq!(sum_of(&site, &collector, &address), sum, "{}: {address}", site.engine);
        }
        let before = site.get(&collector, "/figures/shg_formed?year=2026-27&as_on=01/06/2026");
        assert!(!before.text.contains("<tfoot"), "{}: nothing was recorded by then", site.engine);
    }
}

#[test]
fn a_number_of_the_page_opens_into_the_same_number() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let page = site.get(&collector, "/?year=2026-27");
        let links: Vec<String> = page
            .text
            .split("class=\"cell")
            .skip(1)
            .filter_map(|cell| cell.split("href=\"").nth(1)?.split('"').next())
            .map(|href| href.replace("&amp;", "&"))
            .filter(|href| href.starts_with("/figures/shg_active"))
            .collect();
        assert_eq!(links.len(), 5, "{}: a link for each block", site.engine);
        let sums: Vec<i64> =
            links.iter().map(|href| sum_of(&site, &collector, href).parse().unwrap_or(0)).collect();
        assert_eq!(sums.iter().sum::<i64>(), 4, "{}", site.engine);
    }
}

#[test]
fn a_page_that_stands_ready_shows_what_another_process_has_just_saved() {
    for site in sites() {
        let (collector, makdi) = (site.as_desk("collector"), site.as_desk("makdi"));
        let body = |reader: &Browser| {
            let page = site.get(reader, "/?year=2026-27").text;
            page.split("<main").nth(1).unwrap_or_default().to_owned()
        };
        let first = body(&collector);
        assert_eq!(first, body(&collector), "{}: nothing has changed", site.engine);
        assert_ne!(first, body(&makdi), "{}: a page is its desk's alone", site.engine);
        let other = Db::open(&site.db.location()).unwrap();
        let sheet = folder().join("one more.csv");
        let row = "120005,नव दीप,माकड़ी,,,14/07/2026,Entered";
        std::fs::write(&sheet, format!("{HEAD}\n{row}\n")).unwrap();
        take(&other, Register::Groups, &sheet, DISTRICT);
        assert_ne!(first, body(&collector), "{}: the next page load has it", site.engine);
    }
}

#[test]
fn lists_come_as_workbooks_with_a_name_and_every_row() {
    for site in sites() {
        let collector = site.as_desk("collector");
        for address in [
            "/groups?format=xlsx",
            "/figures/shg_formed.xlsx?year=2026-27",
            "/?format=xlsx",
            "/members?format=xlsx",
            "/federations?format=xlsx",
            "/federations?kind=vo&format=xlsx",
            "/places?level=village&format=xlsx",
            "/reported?format=xlsx",
        ] {
            let book = site.get(&collector, address);
            assert_eq!(book.status, StatusCode::OK, "{}: {address}", site.engine);
            assert!(book.header("content-disposition").starts_with("attachment; filename="));
            assert_eq!(&book.bytes[..2], b"PK", "{address}");
        }
    }
}

/// What a program is told of an indicator by block: code and value.
fn by_block(site: &Site, reader: &Browser, asked: &str) -> Vec<(String, i64)> {
    let told = site.get(reader, &format!("/api/v1/figures?by=block&{asked}"));
    assert_eq!(told.status, StatusCode::OK, "{}: {}", site.engine, told.text);
    let lines = told.json();
    let lines = lines.as_array().unwrap().iter();
    lines
        .map(|line| (line["code"].as_str().unwrap().to_owned(), line["value"].as_i64().unwrap()))
        .collect()
}

#[test]
fn a_program_is_told_the_figures_of_the_page_within_its_desk() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let all = by_block(&site, &collector, "indicator=shg_formed&year=2026-27");
        assert_eq!(all.len(), 5, "{}: a block without groups stands with nought", site.engine);
        assert_eq!(all.iter().map(|(_, value)| value).sum::<i64>(), 3, "{}", site.engine);
        let shown = sum_of(&site, &collector, "/figures/shg_formed?year=2026-27");
        assert_eq!(shown, "3", "{}: the page says the same", site.engine);
        let makdi = site.as_desk("makdi");
        let own = by_block(&site, &makdi, "indicator=shg_formed&year=2026-27");
        assert_eq!(own, [("3599".to_owned(), 2)], "{}: a block is told its own", site.engine);
        let month = by_block(&site, &makdi, "indicator=shg_formed&month=2026-06");
        assert_eq!(month, [("3599".to_owned(), 1)], "{}", site.engine);
        let early = by_block(&site, &makdi, "indicator=shg_formed&as_on=2020-01-01");
        assert_eq!(early, [("3599".to_owned(), 0)], "{}: nothing was recorded then", site.engine);
        let within = format!("indicator=shg_active&within={}", site.block("Makdi"));
        assert_eq!(by_block(&site, &collector, &within), [("3599".to_owned(), 3)]);
        let other = format!("indicator=shg_active&within={}", site.block("Keshkal"));
        assert!(by_block(&site, &makdi, &other).is_empty(), "{}: not theirs", site.engine);
        let money = site.get(&collector, "/api/v1/figures?indicator=linkage_amount&by=district");
        assert!(money.text.contains("\"value\":0.00"), "{}: {}", site.engine, money.text);
    }
}

#[test]
fn a_program_that_asks_wrongly_is_told_every_fault_and_a_stranger_nothing() {
    for site in sites() {
        let collector = site.as_desk("collector");
        let wrong = site.get(
            &collector,
            "/api/v1/figures?indicator=no_such,shg_formed&by=state&month=10/2026&as_on=soon",
        );
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        for word in ["no_such_indicator", "\"by\"", "\"month\"", "\"as_on\""] {
            assert!(wrong.text.contains(word), "{}: {word} in {}", site.engine, wrong.text);
        }
        let nobody = site.get(&Browser::default(), "/api/v1/figures?indicator=rf_groups&by=block");
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{}", site.engine);
        assert_eq!(site.get(&collector, "/api/v1/figures").status.as_u16(), 422);
    }
}
