//! Every number opens, and what stands behind it adds up to it.

use axum::http::StatusCode;

use super::{Browser, Site, sites};

/// The number in the foot of the list behind a figure.
fn sum_of(site: &Site, reader: &Browser, address: &str) -> String {
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
fn lists_come_as_workbooks_with_a_name_and_every_row() {
    for site in sites() {
        let collector = site.as_desk("collector");
        for address in [
            "/groups?format=xlsx",
            "/figures/shg_formed.xlsx?year=2026-27",
            "/?format=xlsx",
            "/members?format=xlsx",
        ] {
            let book = site.get(&collector, address);
            assert_eq!(book.status, StatusCode::OK, "{}: {address}", site.engine);
            assert!(book.header("content-disposition").starts_with("attachment; filename="));
            assert_eq!(&book.bytes[..2], b"PK", "{address}");
        }
    }
}
