//! Masked numbers and addresses (ASVS 14.2.1): no address takes one, no page puts one into an address, and a desk
//! that may still finds a record by it, in the body of a form or in a header.

use std::collections::BTreeSet;

use samuh::registers;
use samuh_engine::register::{Column, Kind, Privacy, Register};

use super::Ground;
use crate::site::Browser;

/// A value that a masked column may hold.
fn some_number(column: &Column) -> &'static str {
    match column.kind {
        Kind::Day => "1990-06-05",
        Kind::Count => "1990",
        _ => "31209871234",
    }
}

fn masked_of(register: &'static Register) -> impl Iterator<Item = &'static Column> {
    register.columns.iter().filter(|column| column.privacy == Privacy::Masked)
}

#[test]
fn a_masked_number_in_an_address_is_refused_in_every_register_and_no_answer_repeats_it() {
    for ground in Ground::lay() {
        let mut asked = 0;
        for register in registers::ALL {
            for column in masked_of(register) {
                let (name, number) = (column.name, some_number(column));
                let list = format!("/registers/{}", register.name);
                let mut all = vec![
                    format!("{list}?{name}={number}"),
                    format!("{list}?{name}.is={number}"),
                    format!("{list}?{name}.has={number}"),
                    format!("{list}?f={name}&f.is={number}"),
                    format!("{list}?f={name}&f.has={number}&sort=-{}", register.listed[0]),
                ];
                let formats = ["json", "csv", "xlsx", "print"];
                all.extend(formats.map(|to| format!("{list}?format={to}&{name}={number}")));
                // Groups have a list for programs that is older than the registers and knows no such column.
                if register.name != "groups" {
                    all.push(format!("/api/v1/{}?{name}={number}", register.name));
                }
                for path in all {
                    let reply = ground.page(&ground.dmmu, "en", &path);
                    assert_eq!(reply.status, 422, "{}: {path}: {}", ground.site.engine, reply.text);
                    assert!(!reply.text.contains(number), "{path} is repeated: {}", reply.text);
                    asked += 1;
                }
            }
        }
        assert!(asked > 80, "{asked} addresses were asked");
    }
}

#[test]
fn a_record_is_found_by_its_account_number_in_a_body_and_its_list_goes_on_by_forms() {
    for ground in Ground::lay() {
        let site = &ground.site;
        let list = "/registers/fpos";
        let chosen = ground.page(&ground.dmmu, "en", &format!("{list}?f=account_no&kept=1"));
        assert_eq!(chosen.status, 422, "what is no column is said");
        let chosen = ground.page(&ground.dmmu, "en", &format!("{list}?f=account_no"));
        assert_eq!(chosen.status, 200, "{}", chosen.text);
        let asks = "method=\"post\" action=\"/registers/fpos\"";
        assert!(chosen.text.contains(asks) && chosen.text.contains("name=\"f.is\""));
        // As people write it: with spaces and dashes, or in Hindi figures.
        for typed in ["3120+9871+235", "3120-9871235", "%E0%A5%A9%E0%A5%A7209871235"] {
            let found = site.post(&ground.dmmu, list, &format!("account_no={typed}"));
            assert!(found.text.contains("माकड़ी कृषक उत्पादक कंपनी"), "{typed}: {}", found.text);
        }
        let short = site.post(&ground.dmmu, list, "account_no=3120");
        assert_eq!(short.status, 422, "too short for any account: {}", short.text);
        // As the form sends it.
        let sent = "f=account_no&f.is=31209871235&sort=-name_hi";
        let found = site.post(&ground.dmmu, list, sent);
        assert_eq!((found.status.as_u16(), found.location()), (200, ""), "{}", found.text);
        assert!(found.text.contains("माकड़ी कृषक उत्पादक कंपनी"), "{}", found.text);
        assert!(!found.text.contains("केशकाल उत्पादक सहकारी"), "{}", found.text);
        let steps = found.text.matches("form=\"again\"").count();
        assert!(steps >= 3, "two files and paper: {}", found.text);
        let chip = "class=\"chip\" href=\"/registers/fpos?sort=-name_hi\"";
        assert!(found.text.contains(chip), "the list without the filter: {}", found.text);
        assert!(!found.text.contains("href=\"/registers/fpos?account_no"), "{}", found.text);
        assert_eq!(found.header("cache-control"), "no-store");
        // Its parts: as a file, on paper, page by page, and without the filter.
        let narrow = "account_no=31209871235";
        for format in ["csv", "xlsx", "print", "json"] {
            let part = site.post(&ground.dmmu, list, &format!("{narrow}&format={format}"));
            assert_eq!(part.status, 200, "{format}: {}", part.text);
            assert!(format == "xlsx" || part.text.contains("माकड़ी कृषक"), "{format}: {}", part.text);
            assert!(!part.text.contains("केशकाल उत्पादक"), "{format}");
        }
        let years = "f=birth_year&f.is=1990&limit=1";
        let one = site.post(&ground.dmmu, "/registers/members", years);
        assert_eq!(one.status, 200, "{}", one.text);
        let without =
            site.post(&ground.dmmu, list, &format!("{narrow}&drop=account_no&sort=-name_hi"));
        assert_eq!(without.location(), "/registers/fpos?sort=-name_hi", "{}", without.text);
        let blank = site.post(&ground.dmmu, list, "f=account_no&f.is=+&sort=-name_hi");
        assert_eq!(blank.location(), "/registers/fpos?f=account_no&sort=-name_hi");
        let other = site.post(&ground.dmmu, list, "account_no=99999999999");
        assert!(other.status == 200 && !other.text.contains("माकड़ी कृषक"), "{}", other.text);
        // Who may not open it may not ask by it either, in whatever way.
        for (browser, status) in [(&ground.viewer, 422), (&ground.neighbour, 422)] {
            let refused = site.post(browser, list, narrow);
            assert_eq!(refused.status, status, "{}", refused.text);
            let refused = site.post(browser, list, &format!("{narrow}&format=json"));
            assert_eq!(refused.status, status, "{}", refused.text);
            let sent_on = site.get(browser, &format!("{list}?f=account_no&f.is=31209871235"));
            assert_eq!(sent_on.status, status, "never the whole list: {}", sent_on.text);
        }
        assert_eq!(site.post(&ground.dmmu, "/registers/none", narrow).status, 404);
        // It cannot be kept under a name, nor go on into an address by doing so.
        let query = samuh_web::show::in_query(r#"[["account_no","31209871235"]]"#);
        let keep = format!("op={}&name=x&query={query}", uuid::Uuid::now_v7());
        let kept = site.post(&ground.dmmu, "/registers/fpos/filters", &keep);
        assert_eq!((kept.status.as_u16(), kept.location()), (422, ""), "{}", kept.text);
    }
}

#[test]
fn the_pages_of_an_unseen_list_follow_one_another_by_forms() {
    for ground in Ground::lay() {
        let site = &ground.site;
        // All of them born in the same year: one a page.
        site.db
            .transact(|tx| tx.exec("update member set birth_year = 1990, born_on = null", &[]))
            .unwrap();
        let (mut seen, mut after) = (0, String::new());
        let total = ground.rows(&ground.dmmu, &samuh_groups::MEMBERS, "").len();
        loop {
            let body = format!("birth_year=1990&limit=1&{after}");
            let page = site.post(&ground.dmmu, "/registers/members", &body);
            assert_eq!(page.status, 200, "{}", page.text);
            seen += page.text.matches("role=\"rowheader\"").count();
            assert!(!page.text.contains("href=\"/registers/members?birth_year"), "{}", page.text);
            let Some((_, rest)) = page.text.split_once("name=\"after\" value=\"") else { break };
            let next = rest.split('"').next().unwrap();
            // The first button of a later page leads to the beginning.
            let next = if next.is_empty() {
                let Some((_, rest)) = rest.split_once("name=\"after\" value=\"") else { break };
                rest.split('"').next().unwrap()
            } else {
                next
            };
            after = format!("after={}", samuh_web::show::in_query(next));
        }
        assert_eq!(seen, total, "{}: every row once", site.engine);
    }
}

#[test]
fn a_program_asks_by_a_masked_number_in_a_header_and_pages_on_by_the_address() {
    for ground in Ground::lay() {
        let site = &ground.site;
        let ask = |browser: &Browser, path: &str, header: &str| {
            let mut browser = browser.clone();
            browser.headers.push(("samuh-find", header.to_owned()));
            site.get(&browser, path)
        };
        let found = ask(&ground.dmmu, "/api/v1/members", "mobile=9876543210");
        assert_eq!(
            (found.status.as_u16(), &found.json()["count"]),
            (200, &1.into()),
            "{}",
            found.text
        );
        let both = "mobile=9876543210&account_no=31209871234";
        assert_eq!(ask(&ground.dmmu, "/api/v1/members", both).json()["count"], 1);
        let none = ask(&ground.dmmu, "/api/v1/members?name_hi.has=x", "mobile=9876543210");
        assert_eq!(none.json()["count"], 0, "{}", none.text);
        for (browser, header) in [
            (&ground.viewer, "mobile=9876543210"),
            (&ground.dmmu, "name_hi=x"),
            (&ground.dmmu, "mobile.has=98"),
            (&ground.dmmu, "nothing"),
            // A field that is blank in the program is not a question for everybody.
            (&ground.dmmu, ""),
            (&ground.dmmu, "mobile="),
            (&ground.dmmu, "mobile=9876543210&mobile=9876543211"),
            (&ground.dmmu, "mobile=98765"),
        ] {
            let refused = ask(browser, "/api/v1/members", header);
            assert_eq!(refused.status, 422, "{header}: {}", refused.text);
        }
    }
}

#[test]
fn a_page_that_leads_back_leaves_out_the_number_of_the_address_it_was_opened_from() {
    for ground in Ground::lay() {
        let from = "http://office/registers/fpos?account_no=31209871235&sort=-name_hi";
        let mut browser = ground.dmmu.clone();
        browser.headers.push(("referer", from.to_owned()));
        let none = ground.page(&browser, "en", "/registers/none");
        assert_eq!(none.status, 404, "{}", none.text);
        assert!(none.text.contains("/registers/fpos?sort=-name_hi"), "{}", none.text);
        assert!(!none.text.contains("31209871235"), "{}", none.text);
        let nobody = Browser { headers: browser.headers, ..Browser::default() };
        let asked = ground.site.post(&nobody, "/registers/fpos", "sort=name_hi");
        let to = asked.location();
        assert!(to.starts_with("/sign-in?back=/registers/fpos"), "{to}");
        assert!(!to.contains("31209871235"), "{to}");
    }
}

/// What a page would put into an address: masked columns in the fields of a form that is sent by one, and in
/// its links.
pub(crate) fn in_addresses(page: &str, masked: &BTreeSet<&str>) -> Vec<String> {
    let is_masked = |name: &str| {
        let column = name.rsplit_once('.').map_or(name, |(column, _)| column);
        masked.contains(column)
    };
    let after = |text: &str, mark: &str| -> Vec<String> {
        let rest = text.split(mark).skip(1);
        rest.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
    };
    let mut found = Vec::new();
    for form in page.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap_or_default();
        let head = form.split('>').next().unwrap_or_default();
        if head.contains("method=\"post\"") {
            continue;
        }
        found.extend(after(form, " name=\"").into_iter().filter(|name| is_masked(name)));
        // The form that adds a filter: a column that is chosen, and a field for its value.
        let chosen = form.split("<option").skip(1).filter(|one| one.contains(" selected"));
        let mut chosen =
            chosen.flat_map(|one| after(one.split('>').next().unwrap_or(""), "value=\""));
        if form.contains(" name=\"f.") {
            found.extend(chosen.find(|column| is_masked(column)));
        }
    }
    for link in after(page, "href=\"").into_iter().chain(after(page, "action=\"")) {
        let query = link.split_once('?').map_or("", |(_, query)| query).replace("&amp;", "&");
        let names = query.split('&').filter_map(|pair| pair.split('=').next());
        found.extend(names.filter(|name| is_masked(name)).map(|name| format!("{name} in {link}")));
    }
    found
}

/// Every masked column of every register.
pub(crate) fn all_masked() -> BTreeSet<&'static str> {
    registers::ALL.into_iter().flat_map(masked_of).map(|column| column.name).collect()
}

#[test]
fn no_page_of_a_register_puts_a_masked_value_into_an_address() {
    let masked = all_masked();
    for ground in Ground::lay() {
        for register in registers::ALL {
            let list = format!("/registers/{}", register.name);
            let mut pages = vec![ground.site.get(&ground.dmmu, &list).text];
            for column in register.columns {
                let chosen = format!("{list}?f={}", column.name);
                pages.push(ground.site.get(&ground.dmmu, &chosen).text);
            }
            for column in masked_of(register) {
                let (name, number) = (column.name, some_number(column));
                for body in [
                    format!("{name}={number}"),
                    format!("{name}={number}&f={}", register.listed[0]),
                    format!("{name}={number}&nothing=1"),
                    format!("{name}={number}&format=print"),
                ] {
                    pages.push(ground.site.post(&ground.dmmu, &list, &body).text);
                }
            }
            for page in pages {
                let found = in_addresses(&page, &masked);
                assert!(found.is_empty(), "{}: {found:?} in {page}", register.name);
            }
        }
    }
    // The twin: pages that do are found.
    for leak in [
        "<form class=\"filters\" method=\"get\" action=\"/groups\"><input name=\"mobile\"></form>",
        "<form action=\"/groups\"><input type=\"hidden\" name=\"account_no.is\" value=\"1\"></form>",
        "<form method=\"get\"><select name=\"f\"><option value=\"x\"></option>\
         <option value=\"born_on\" selected></option></select><input name=\"f.is\"></form>",
        "<a href=\"/registers/fpos?sort=-id&amp;account_no=31209871235\">x</a>",
    ] {
        assert_eq!(in_addresses(leak, &masked).len(), 1, "{leak}");
    }
}
