//! A reported sheet with invented figures: to be verified, and as a post sees it that may not.

use maud::html;
use samuh_web::page::Section;
use samuh_web::pages::sheet::{Acts, SheetPage, SheetRow, draw};
use samuh_web::parts::{Link, Problem, TrailItem};
use samuh_web::words::Words;

use super::Sample;
use super::dashboard::named;

const AT: i64 = 1_795_138_800_000_000;

pub(super) fn pages(w: &Words) -> Vec<Sample> {
    let section = Some(Section::Reported);
    let plain = SheetPage { acts: None, problems: Vec::new(), ..sheet(w) };
    vec![
        ("sheet", section, sheet(w).title, draw(&sheet(w), w)),
        ("sheet-seen", section, plain.title.clone(), draw(&plain, w)),
    ]
}

fn sheet(w: &Words) -> SheetPage {
    let unit = named(w, "माकड़ी", "Makdi");
    let month = named(w, "अक्टूबर 2026", "October 2026");
    let row = |code: &str, value: &str, verified: bool| SheetRow {
        indicator: w.t(&format!("indicator-{code}")),
        choice: format!("{code}~1"),
        chosen: !verified,
        value: Link::new(value, format!("/figures/{code}?unit=2&month=2026-10")),
        verified,
        recorded_at: AT,
        by: w.t("import-who-machine"),
        import: Some(Link::new("october.xlsx", "/imports/1")),
    };
    SheetPage {
        title: w.args("sheet-title", &[("unit", unit.as_str().into()), ("month", month.into())]),
        crumbs: vec![
            Link::new(named(w, "कोण्डागांव", "Kondagaon"), "/"),
            Link::new(unit, "/places/2"),
        ],
        as_on_at: AT,
        rows: vec![row("rf_groups", "15", false), row("rf_amount", "₹ 2.3 लाख", true)],
        acts: Some(Acts {
            action: "/reported/2/2026-10".into(),
            op: "0198".into(),
            verify: true,
            unverify: true,
            reason: String::new(),
        }),
        hindered: Some("sheet-own"),
        trail: vec![TrailItem {
            when: "30/11/2026, 13:41".into(),
            what: html! { (w.t("act-plans-verify")) },
            who: w.t("role-dmmu"),
        }],
        problems: vec![Problem {
            field: "reason".into(),
            message: w.t("fault-unverify_reason_missing"),
        }],
    }
}
