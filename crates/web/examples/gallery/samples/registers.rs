//! Lists, a group, entries, search results, errors and mandatory pages with invented data.

use samuh_web::page::Section;
use samuh_web::pages::list::{self, Behind, GroupRow, ListPage, MemberRow, Sorting};
use samuh_web::pages::{about, entries, errors, group, search};
use samuh_web::parts::{Choice, Control, Field, Filters, Link, Order, Pager, Problem};
use samuh_web::show::Quantity;
use samuh_web::words::Words;

use super::Sample;
use super::dashboard::{day, named, names};

const AT: i64 = 1_795_138_800_000_000;

pub(super) fn pages(w: &Words) -> Vec<Sample> {
    let groups = Some(Section::Groups);
    let found = search_page(w);
    let nothing = search::SearchPage { asked: "xyz".into(), found: Vec::new() };
    let mut all = vec![
        ("groups", groups, w.t("list-groups"), list::draw(&groups_page(w), w)),
        ("groups-empty", groups, w.t("list-groups"), list::draw(&empty_page(w), w)),
        ("members", Some(Section::Members), w.t("list-members"), list::draw(&members_page(w), w)),
        ("federations", Some(Section::Federations), w.t("list-federations"), {
            list::draw(&federations_page(w), w)
        }),
        ("reported", Some(Section::Reported), w.t("list-reported"), {
            list::draw(&reported_page(w), w)
        }),
        (
            "group",
            groups,
            named(w, "जय माँ दन्तेश्वरी समूह", "Jai Maa Danteshwari SHG"),
            { group::draw(&group_page(w), w) },
        ),
        ("entries", groups, w.t("indicator-shg_formed"), entries::draw(&entries_page(w), w)),
        ("search", None, w.t("search-title"), search::draw(&found, w)),
        ("search-none", None, w.t("search-title"), search::draw(&nothing, w)),
    ];
    for topic in about::Topic::ALL {
        all.push((topic.slug(), None, topic.title(w), about::draw(topic, w)));
    }
    for (wrong, name) in errors::Wrong::ALL.into_iter().zip(ERRORS) {
        let page = errors::ErrorPage {
            wrong,
            reference: Some("7F3A-20C1".into()),
            problems: if wrong == errors::Wrong::Refused { refused(w) } else { Vec::new() },
            back: Some("/groups".into()),
        };
        all.push((name, None, wrong.title(w), errors::draw(&page, w)));
    }
    all
}

const ERRORS: [&str; 9] = [
    "error-400",
    "error-403",
    "error-404",
    "error-409",
    "error-413",
    "error-422",
    "error-429",
    "error-500",
    "error-503",
];

fn refused(w: &Words) -> Vec<Problem> {
    let message = w.fault("required", []).message;
    vec![Problem { field: String::new(), message }]
}

fn filters(w: &Words) -> Filters {
    let mut blocks = vec![Choice::new("", w.t("filter-all"))];
    blocks.extend(names(w).into_iter().map(|name| Choice::new(name.clone(), name)));
    let state = vec![
        Choice::new("", w.t("filter-all")),
        Choice::new("active", w.t("status-active")),
        Choice::new("inactive", w.t("status-inactive")),
    ];
    Filters {
        action: "/groups".into(),
        hidden: vec![("sort".into(), "name".into())],
        fields: vec![
            Field::new("name", w.t("field-search"), Control::Search).value("laxmi"),
            Field::new("block", w.t("field-block"), Control::Select(blocks)),
            Field::new("status", w.t("field-status"), Control::Select(state)),
        ],
        clear: Some("/groups".into()),
    }
}

fn pager(shown: i64, total: i64) -> Pager {
    Pager {
        shown,
        total: Some(total),
        first: Some("/groups".into()),
        next: Some("/groups?after=xyz".into()),
        step: 50,
    }
}

fn sorted(name: &str, order: Order) -> String {
    let order = if order == Order::Up { "up" } else { "down" };
    format!("/groups?sort={name}&order={order}")
}

fn base(w: &Words, title: &str, empty: &'static str, table: samuh_web::parts::Table) -> ListPage {
    ListPage {
        title: w.t(title),
        crumbs: vec![Link::new(named(w, "जिला कोण्डागांव", "Kondagaon district"), "/")],
        behind: None,
        as_on_at: AT,
        filters: filters(w),
        count: 1_437,
        pager: pager(i64::try_from(table.rows.len()).expect("few rows"), 1_437),
        table,
        excel: Some("/groups.xlsx".into()),
        empty,
        actions: Vec::new(),
    }
}

fn sorting() -> Sorting<'static> {
    Sorting { now: ("name", Order::Up), by: &["name", "formed_on"], href: &sorted }
}

fn groups_page(w: &Words) -> ListPage {
    let rows: Vec<GroupRow> = (0..6)
        .map(|at| GroupRow {
            group: Link::new(
                format!(
                    "{} {}",
                    named(w, "जय माँ लक्ष्मी स्व-सहायता समूह", "Jai Maa Laxmi SHG"),
                    at + 1
                ),
                "/groups/1",
            ),
            code: format!("12080{at}"),
            place: vec![
                named(w, "बड़ेकनेरा", "Badekanera"),
                named(w, "ग्रा.पं. मसोरा", "GP Masora"),
                names(w)[at % 5].clone(),
            ],
            vo: named(w, "प्रगति ग्राम संगठन", "Pragati VO"),
            formed_on: (at != 3).then(|| day(10, 2, 2019)),
            members: 11,
            active: at != 2,
            account: at != 1,
            lokos: ["approved", "entered", "not_entered", "pending", "transacting", "rejected"][at],
        })
        .collect();
    ListPage {
        behind: Some(Behind {
            indicator: w.t("indicator-lokos_entered"),
            place: names(w)[3].clone(),
            period: "2026-27".into(),
            value: "1,437".into(),
            entries: Some(Link::new(
                w.args("entries-title", &[("indicator", w.t("indicator-lokos_entered").into())]),
                "/entries",
            )),
            outlook: maud::html! {},
        }),
        actions: vec![Link::new(w.t("import-new"), "/imports/new")],
        ..base(w, "list-groups", "list-empty-groups", list::groups(w, &rows, &sorting()))
    }
}

fn empty_page(w: &Words) -> ListPage {
    let table = list::groups(w, &[], &sorting());
    ListPage { count: 0, ..base(w, "list-groups", "list-empty-groups", table) }
}

fn members(w: &Words, group: bool) -> Vec<MemberRow> {
    (0..5)
        .map(|at| MemberRow {
            member: Link::new(
                named(
                    w,
                    ["लक्ष्मी नेताम", "सुकमती मरकाम", "रामबती कोर्राम", "बुधरी पोयाम", "सीता यादव"][at],
                    [
                        "Laxmi Netam",
                        "Sukmati Markam",
                        "Rambati Korram",
                        "Budhri Poyam",
                        "Sita Yadav",
                    ][at],
                ),
                "/members/1",
            ),
            code: format!("88120{at}"),
            relation: named(w, "मंगलू", "Manglu"),
            group: group
                .then(|| Link::new(named(w, "जय माँ लक्ष्मी समूह", "Jai Maa Laxmi SHG"), "/groups/1")),
            category: ["ST", "ST", "SC", "OBC", "unknown"][at],
            office: ["president", "secretary", "treasurer", "member", "bookkeeper"][at],
            joined_on: Some(day(10, 2, 2019)),
            left_on: (at == 4).then(|| day(1, 6, 2025)),
            mobile: "98•••••210".into(),
        })
        .collect()
}

fn members_page(w: &Words) -> ListPage {
    let table = list::members(w, &members(w, true), Some(&sorting()));
    base(w, "list-members", "list-empty-members", table)
}

fn federations_page(w: &Words) -> ListPage {
    let rows = [
        list::FederationRow {
            federation: Link::new(named(w, "उजाला संकुल संगठन", "Ujala CLF"), "/federations/1"),
            code: "CLF-01".into(),
            kind: "level-clf",
            parent: String::new(),
            block: names(w)[3].clone(),
            formed_on: Some(day(2, 10, 2017)),
            vos: Some(27),
            groups: 412,
            members: 4_738,
        },
        list::FederationRow {
            federation: Link::new(named(w, "प्रगति ग्राम संगठन", "Pragati VO"), "/federations/2"),
            code: "VO-114".into(),
            kind: "level-vo",
            parent: named(w, "उजाला संकुल संगठन", "Ujala CLF"),
            block: names(w)[3].clone(),
            formed_on: None,
            vos: None,
            groups: 15,
            members: 168,
        },
    ];
    let table = list::federations(w, &rows, &sorting());
    base(w, "list-federations", "list-empty-federations", table)
}

fn reported_page(w: &Words) -> ListPage {
    let rows: Vec<list::ReportedRow> = names(w)
        .into_iter()
        .map(|name| list::ReportedRow {
            unit: Link::new(name, "/places/1"),
            indicator: w.t("indicator-linkage_groups"),
            month: Link::new(named(w, "अक्टूबर 2026", "October 2026"), "/reported/1/2026-10"),
            value: "64".into(),
            source: "source-reported",
            recorded_at: AT,
            import: Some(Link::new(
                w.args("entries-by-import", &[("number", "112".into())]),
                "/imports/112",
            )),
        })
        .collect();
    base(w, "list-reported", "list-empty-reported", list::reported(w, &rows, &sorting()))
}

fn group_page(w: &Words) -> group::GroupPage {
    let link = |hi: &str, en: &str| Link::new(named(w, hi, en), "/places/1");
    group::GroupPage {
        name: named(w, "जय माँ दन्तेश्वरी समूह", "Jai Maa Danteshwari SHG"),
        other_name: named(w, "Jai Maa Danteshwari SHG", "जय माँ दन्तेश्वरी समूह"),
        codes: vec![
            (w.t("field-code"), "120801".into()),
            (w.t("field-lokos-code"), "LK-77812".into()),
        ],
        crumbs: vec![
            link("जिला कोण्डागांव", "Kondagaon district"),
            link("माकड़ी", "Makdi"),
            link("मसोरा", "Masora"),
        ],
        active: true,
        formed_on: Some(day(10, 2, 2019)),
        lokos: "approved",
        compare: Some(Link::new(w.t("lokos-of-group"), "/lokos/groups/1")),
        more: vec![(w.t("field-saving"), "₹ 50".into()), (w.t("field-meeting"), String::new())],
        account: Some(group::Account {
            bank: named(w, "छत्तीसगढ़ राज्य ग्रामीण बैंक", "Chhattisgarh Rajya Gramin Bank"),
            branch: named(w, "माकड़ी", "Makdi"),
            ifsc: "SBIN0RRCHGB".into(),
            number: "•••••••4417".into(),
            opened_on: Some(day(4, 4, 2019)),
        }),
        places: vec![
            group::Dated {
                what: vec![link("मसोरा", "Masora"), link("बड़ेकनेरा", "Badekanera")],
                from: Some(day(1, 4, 2022)),
                to: None,
                reason: String::new(),
            },
            group::Dated {
                what: vec![link("मसोरा", "Masora"), link("छोटेकनेरा", "Chhotekanera")],
                from: None,
                to: Some(day(31, 3, 2022)),
                reason: named(w, "गाँव का विभाजन", "the village was divided"),
            },
        ],
        federation: vec![group::Dated {
            what: vec![link("उजाला संकुल संगठन", "Ujala CLF"), link("प्रगति ग्राम संगठन", "Pragati VO")],
            from: Some(day(1, 6, 2020)),
            to: None,
            reason: String::new(),
        }],
        members: members(w, false),
        members_excel: Some("/groups/1/members.xlsx".into()),
        figures: vec![
            (w.t("indicator-members"), "4".into(), "/entries".into()),
            (w.t("indicator-linkage_amount"), "₹ 3 लाख".into(), "/entries".into()),
        ],
        trail: vec![group::Recorded {
            at: AT,
            what: named(w, "लोकोस स्थिति: दर्ज → स्वीकृत", "LokOS state: entered → approved"),
            link: Some(Link::new(
                w.args("entries-by-import", &[("number", "112".into())]),
                "/imports/112",
            )),
            by: named(w, "बीपीएम माकड़ी", "BPM Makdi"),
        }],
        duplicate: Some(Link::new(
            named(w, "जय मां दंतेश्वरी स.स.", "Jay Ma Danteshwari"),
            "/groups/2",
        )),
        changes: vec![Link::new(w.t("change-correct"), "/groups/1/correct")],
        done: group::Done::default(),
    }
}

fn entries_page(w: &Words) -> entries::EntriesPage {
    let row = |delta: i64, record: Option<Link>| entries::EntryRow {
        month: named(w, "अक्टूबर 2026", "October 2026"),
        delta: Quantity::Count(delta),
        place: names(w)[3].clone(),
        record,
        source: "source-counted",
        recorded_at: AT,
        by: named(w, "बीपीएम माकड़ी", "BPM Makdi"),
        import: Some(Link::new(
            w.args("entries-by-import", &[("number", "112".into())]),
            "/imports/112",
        )),
    };
    let group = Link::new(named(w, "जय माँ लक्ष्मी समूह", "Jai Maa Laxmi SHG"), "/groups/1");
    entries::EntriesPage {
        indicator: w.t("indicator-shg_formed"),
        place: names(w)[3].clone(),
        period: "2026-27".into(),
        crumbs: vec![Link::new(w.t("nav-dashboard"), "/")],
        value: Quantity::Count(1),
        by_source: vec![
            ("source-counted", Quantity::Count(1)),
            ("source-reported", Quantity::Count(0)),
        ],
        records: Some(Link::new(w.t("list-groups"), "/groups")),
        filters: None,
        rows: vec![row(1, Some(group.clone())), row(1, Some(group)), row(-1, None)],
        pager: Pager { shown: 3, total: Some(3), first: None, next: None, step: 50 },
        excel: Some("/entries.xlsx".into()),
    }
}

fn search_page(w: &Words) -> search::SearchPage {
    let hit = |hi: &str, en: &str| search::Hit {
        link: Link::new(named(w, hi, en), "/groups/1"),
        note: format!("{} · 120801", names(w)[3]),
    };
    search::SearchPage {
        asked: "laxmi".into(),
        found: vec![
            search::Hits {
                kind: "search-groups",
                hits: vec![
                    hit("जय माँ लक्ष्मी समूह", "Jai Maa Laxmi SHG"),
                    hit("लक्ष्मी समूह", "Lakshmi SHG"),
                ],
                total: 87,
                all: "/groups?name=laxmi".into(),
            },
            search::Hits {
                kind: "search-members",
                hits: vec![hit("लक्ष्मी नेताम", "Laxmi Netam")],
                total: 1_204,
                all: "/members?name=laxmi".into(),
            },
        ],
    }
}
