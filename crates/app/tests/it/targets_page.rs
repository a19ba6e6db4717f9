//! Targets at the desk: a total split, a cell changed so that the parts make the whole, faults all at
//! once, two desks at the same plan, approved and then revised; and what a block sees of it.

use axum::http::StatusCode;
use samuh_people::Role;

use crate::{
    desks::{Page, Seat, Site},
    office::with_places,
};

const PLAN: &str = "/targets/2026-27/shg_formed";

/// The value of a hidden field.
fn hidden(page: &Page, name: &str) -> String {
    let (_, rest) = page.text.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
    rest.chars().take_while(|letter| *letter != '"').collect()
}

/// The names and values of the grid's cells.
fn cells(page: &Page) -> Vec<(String, i64)> {
    let inputs = page.text.split("name=\"t-").skip(1);
    let cell = |rest: &str| {
        let (name, rest) = rest.split_once('"')?;
        let (_, rest) = rest.split_once("value=\"")?;
        let (value, _) = rest.split_once('"')?;
        Some((format!("t-{name}"), value.replace(',', "").parse().ok()?))
    };
    inputs.filter_map(cell).collect()
}

fn sum(page: &Page) -> i64 {
    cells(page).iter().map(|(_, value)| value).sum()
}

/// Sends the form of a page with these fields in it.
fn send(seat: &Seat, page: &Page, fields: &[(&str, &str)]) -> Page {
    let (op, version) = (hidden(page, "op"), hidden(page, "version"));
    let mut form = vec![("op", &*op), ("version", &*version)];
    form.extend_from_slice(fields);
    seat.post(PLAN, &form)
}

fn split(seat: &Seat, total: &str) -> Page {
    let form = seat.get(PLAN);
    assert_eq!(form.status, StatusCode::OK, "{}", form.text);
    let done = send(seat, &form, &[("act", "split"), ("total", total), ("way", "equal")]);
    assert_eq!(done.to, PLAN, "{}", done.text);
    seat.get(PLAN)
}

#[test]
fn a_total_is_split_and_a_changed_cell_leaves_the_whole_as_it_was() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = site.seat("dmmu", Role::Dmmu, &[]);
        assert!(seat.get("/targets?year=2026-27").text.contains("Not set"));
        let page = split(&seat, "१,२००");
        assert_eq!((cells(&page).len(), sum(&page)), (60, 1_200));
        let (name, before) = cells(&page)[0].clone();
        let more = (before + 7).to_string();
        let sent = [("act", "save"), ("keep", "total"), (&*name, &*more)];
        assert_eq!(send(&seat, &page, &sent).to, PLAN);
        let page = seat.get(PLAN);
        assert_eq!((cells(&page)[0].1, sum(&page)), (before + 7, 1_200));
        let sent = [("act", "save"), ("keep", "change"), (&*name, "0")];
        send(&seat, &page, &sent);
        assert_eq!(sum(&seat.get(PLAN)), 1_200 - before - 7);
        let list = seat.get("/targets?year=2026-27");
        assert!(list.text.contains("Adds up"), "{}", list.text);
        site.office.verify();
    }
}

#[test]
fn every_wrong_cell_is_said_at_once_and_what_was_typed_stays() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = site.seat("dmmu", Role::Dmmu, &[]);
        let page = split(&seat, "600");
        let names: Vec<String> = cells(&page).into_iter().map(|(name, _)| name).collect();
        let sent = [("act", "save"), (&*names[0], "बारह"), (&*names[1], "-4")];
        let again = send(&seat, &page, &sent);
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("is not a number") && again.text.contains("below zero"));
        assert!(again.text.contains("value=\"बारह\""), "what was typed stays");
        assert_eq!(again.text.matches("aria-invalid=\"true\"").count(), 2);
        let bad = send(&seat, &page, &[("act", "split"), ("total", "x"), ("way", "equal")]);
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let bad = send(&seat, &page, &[("act", "split"), ("total", "9"), ("way", "last-year")]);
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "there was no last year");
        assert_eq!(sum(&seat.get(PLAN)), 600);
    }
}

#[test]
fn two_desks_at_the_same_plan_see_both_values() {
    for office in with_places() {
        let site = Site::of(office);
        let first = site.seat("first", Role::Dmmu, &[]);
        let second = site.seat("second", Role::Dmmu, &[]);
        let page = split(&first, "1200");
        let (name, _) = cells(&page)[0].clone();
        let save = |value: &'static str| [("act", "save"), ("keep", "total"), (&*name, value)];
        assert_eq!(send(&first, &page, &save("31")).to, PLAN);
        let late = send(&second, &page, &save("47"));
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("now 31, you wrote 47"), "{}", late.text);
        assert_eq!(cells(&late)[0].1, 47, "what was typed stays");
        assert_eq!(send(&second, &late, &save("47")).to, PLAN);
        let page = first.get(PLAN);
        assert_eq!((cells(&page)[0].1, sum(&page)), (47, 1_200));
    }
}

#[test]
fn an_approved_plan_changes_only_by_a_revision_with_its_reason() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = site.seat("collector", Role::Collector, &[]);
        let page = split(&seat, "1200");
        send(&seat, &page, &[("act", "lock"), ("order", "14/2026")]);
        let page = seat.get(PLAN);
        assert!(page.text.contains("This plan is approved"));
        let (name, _) = cells(&page)[0].clone();
        let bare = send(&seat, &page, &[("act", "save"), (&*name, "25")]);
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        let split = [("act", "split"), ("total", "1300"), ("way", "equal")];
        assert_eq!(send(&seat, &page, &split).status, StatusCode::UNPROCESSABLE_ENTITY);
        let whole = [
            ("act", "save"),
            ("keep", "change"),
            (&*name, "25"),
            ("reason", "Collector's direction"),
            ("order", "15/2026"),
        ];
        let (op, form) = (hidden(&page, "op"), &whole);
        for _ in 0..2 {
            let mut sent = vec![("op", &*op), ("version", "2")];
            sent.extend_from_slice(form);
            assert_eq!(seat.post(PLAN, &sent).to, PLAN, "the same press is the same act");
        }
        let page = seat.get(PLAN);
        assert_eq!(cells(&page)[0].1, 25);
        assert!(page.text.contains("order 15/2026"), "{}", page.text);
        assert_eq!(page.text.matches("direction").count(), 1);
        site.office.verify();
    }
}

#[test]
fn a_block_reads_its_own_row_and_changes_nothing() {
    for office in with_places() {
        let site = Site::of(office);
        let district = site.seat("dmmu", Role::Dmmu, &[]);
        let page = split(&district, "1200");
        let block = site.block("3590");
        let seat = site.seat("block", Role::Bmmu, &[block]);
        let own = seat.get(PLAN);
        assert_eq!((cells(&own).len(), sum(&own)), (12, 240));
        assert!(own.text.contains(&format!("href=\"/places/{block}\"")));
        assert!(own.text.contains("readonly") && !own.text.contains("value=\"save\""));
        let sent = send(&seat, &page, &[("act", "save")]);
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        let list = seat.get("/targets?year=2026-27");
        assert!(list.text.contains("240") && !list.text.contains("1,200"), "{}", list.text);
        for path in
            ["/targets/2026-27/saturation", "/targets/2026/shg_formed", "/targets/2026-27/x"]
        {
            assert_eq!(seat.get(path).status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[test]
fn the_sheet_of_targets_comes_back_unchanged_through_the_import() {
    for office in with_places() {
        let site = Site::of(office);
        let seat = site.seat("dmmu", Role::Dmmu, &[]);
        split(&seat, "1200");
        let sheet = seat.get("/targets?year=2026-27&format=xlsx");
        assert_eq!(&sheet.bytes[..2], b"PK");
        let (_, page) = seat.check("targets", "targets.xlsx", &sheet.bytes);
        assert_eq!((page.count("Unchanged"), page.count("Rows read")), (5, 5), "{}", page.text);
    }
}
