//! The Collector's page with invented figures.

use chrono::NaiveDate;
use maud::html;
use samuh_kernel::calendar::{FinancialYear, Month};
use samuh_web::dashboard::{
    Choose, DashboardPage, Empty, Everywhere, Freshness, Gap, Glance, HeatCell, HeatGroup, HeatRow,
    HeatTable, HeatUnit, Kpi, KpiMonth, Lagging, LaggingRow, Level, MapCard, Question, Source,
    Status, Summary, draw,
};
use samuh_web::page::Section;
use samuh_web::parts::{Link, Tab};
use samuh_web::show::Quantity;
use samuh_web::svg::MapShape;
use samuh_web::words::{Lang, Words};

use super::Sample;

const BLOCKS: [(&str, &str, &str, i64); 5] = [
    ("kdg", "कोण्डागांव", "Kondagaon", 28),
    ("frs", "फरसगांव", "Farasgaon", 20),
    ("ksk", "केशकाल", "Keshkal", 20),
    ("mkd", "माकड़ी", "Makdi", 17),
    ("brj", "बड़ेराजपुर", "Baderajpur", 15),
];

/// Code, target of the year, share expected by today, per cent of pace in the five blocks.
const INDICATORS: [(&str, &str, i64, i64, [i64; 5]); 12] = [
    ("institutions", "shg_formed", 640, 72, [112, 98, 91, 74, 103]),
    ("institutions", "lokos_entered", 8412, 90, [99, 96, 62, 71, 94]),
    ("institutions", "vo_audited", 412, 60, [104, 101, 88, 83, 97]),
    ("finance", "rf_groups", 1150, 68, [108, 95, 102, 58, 92]),
    ("finance", "cif_amount", 1840, 64, [97, 103, 86, 66, 99]),
    ("finance", "linkage_groups", 2300, 64, [101, 93, 72, 52, 88]),
    ("finance", "pmsby", 24000, 70, [93, 118, 97, 81, 109]),
    ("livelihoods", "lakhpati_didis", 12500, 62, [103, 89, 84, 77, 91]),
    ("livelihoods", "mission2020_groups", 1200, 64, [96, 88, 85, 71, 101]),
    ("livelihoods", "producer_groups", 60, 67, [115, 100, 92, 67, 83]),
    ("livelihoods", "pvtg_families", 930, 60, [98, 94, 107, 86, 90]),
    ("market", "sales", 480, 66, [121, 76, 58, 44, 69]),
];

pub(super) fn pages(w: &Words) -> Vec<Sample> {
    let district = district(w);
    let title = w.t("dashboard-title-district");
    let mut untargeted = district.clone();
    take_targets_away(&mut untargeted);
    let mut bare = district.clone();
    bare.empty = Some(Empty::NothingBefore(day(1, 4, 2026)));
    let section = Some(Section::Dashboard);
    vec![
        ("dashboard", section, title.clone(), draw(&district, w)),
        ("dashboard-no-targets", section, title.clone(), draw(&untargeted, w)),
        ("dashboard-empty", section, title.clone(), draw(&bare, w)),
        ("dashboard-block", section, title, draw(&block(w), w)),
    ]
}

fn district(w: &Words) -> DashboardPage {
    let table = table(w, &names(w), Level::Block);
    DashboardPage {
        level: Level::District,
        name: named(w, "जिला कोण्डागांव", "Kondagaon district"),
        crumbs: Vec::new(),
        day: day(20, 11, 2026),
        year_passed: 64,
        about: html! {},
        trail: html! {},
        chain: None,
        choose: choose(),
        empty: None,
        has_targets: true,
        summary: Summary {
            total: 12,
            on: 5,
            near: 6,
            behind: 1,
            no_target: 2,
            attention: Some((Link::new(names(w)[3].clone(), "/places/mkd"), 9)),
            everywhere: Some(Everywhere {
                indicator: Link::new(w.t("indicator-sales"), "/figures/sales"),
                except: Some(names(w)[0].clone()),
            }),
        },
        questions: questions(w),
        freshness: freshness(w),
        kpis: kpis(w),
        glance: glance(w),
        map: Some(map(w, &table)),
        table: Some(table),
        lagging: Some(lagging(w)),
    }
}

fn take_targets_away(page: &mut DashboardPage) {
    page.has_targets = false;
    page.summary = Summary { no_target: 12, ..Summary::default() };
    page.questions.truncate(0);
    page.lagging = None;
    for kpi in &mut page.kpis {
        (kpi.annual, kpi.percent, kpi.status) = (None, None, Status::NoTarget);
        kpi.months.iter_mut().for_each(|month| month.target = None);
    }
    let bare = |cell: &mut HeatCell| {
        (cell.expected, cell.percent, cell.status) = (None, None, Status::NoTarget);
    };
    if let Some(table) = &mut page.table {
        for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
            row.annual = None;
            row.cells.iter_mut().for_each(bare);
            bare(&mut row.whole);
        }
        table.units.iter_mut().for_each(|unit| unit.behind = 0);
    }
    if let Some(map) = &mut page.map {
        map.areas.iter_mut().for_each(|(_, cell)| bare(cell));
    }
}

fn block(w: &Words) -> DashboardPage {
    let clfs: Vec<String> = (1..=14)
        .map(|n| match n {
            1 => named(w, "उजाला संकुल संगठन", "Ujala CLF"),
            2 => named(w, "जय माँ दन्तेश्वरी संकुल संगठन", "Jai Maa Danteshwari CLF"),
            _ => format!("{} {n}", named(w, "प्रगति संकुल संगठन", "Pragati CLF")),
        })
        .collect();
    DashboardPage {
        level: Level::Block,
        name: names(w)[3].clone(),
        crumbs: vec![Link::new(named(w, "जिला कोण्डागांव", "Kondagaon district"), "/")],
        table: Some(table(w, &clfs, Level::Clf)),
        map: None,
        ..district(w)
    }
}

fn table(w: &Words, units: &[String], level: Level) -> HeatTable {
    let mut groups: Vec<HeatGroup> = Vec::new();
    for (group, code, annual, phase, paces) in INDICATORS {
        let name = w.t(&format!("indicator-group-{group}"));
        if groups.last().is_none_or(|last| last.name != name) {
            groups.push(HeatGroup { name, rows: Vec::new() });
        }
        let row = row(w, code, (annual, phase), &paces, units.len());
        groups.last_mut().expect("just pushed").rows.push(row);
    }
    let behind = |at: usize| {
        let rows = groups.iter().flat_map(|group| &group.rows);
        rows.filter(|row| row.cells[at].percent.is_some_and(|p| p < 80)).count() as i64
    };
    HeatTable {
        units_are: level,
        units: units
            .iter()
            .enumerate()
            .map(|(at, name)| HeatUnit {
                link: Link::new(name.clone(), format!("/places/{at}")),
                behind: behind(at),
            })
            .collect(),
        whole: named(w, "जिला", "District"),
        views: vec![
            Tab {
                link: Link::new(w.t("view-block"), "/?by=block"),
                current: level == Level::Block,
            },
            Tab { link: Link::new(w.t("view-clf"), "/?by=clf"), current: level == Level::Clf },
            Tab { link: Link::new(w.t("view-gp"), "/?by=gp"), current: false },
        ],
        excel: Some("/figures.xlsx".into()),
        groups,
    }
}

fn row(w: &Words, code: &str, plan: (i64, i64), paces: &[i64; 5], units: usize) -> HeatRow {
    let (annual, phase) = plan;
    let money = matches!(code, "cif_amount" | "sales");
    let amount = |n: i64| if money { Quantity::Paise(n * 10_000_000) } else { Quantity::Count(n) };
    let (mut done, mut due) = (0, 0);
    let cells = (0..units)
        .map(|at| {
            let share = if units == 5 { BLOCKS[at].3 } else { 100 / units as i64 };
            let expected = (annual * share * phase / 10_000).max(1);
            let achieved = (expected * paces[at % 5] + 50) / 100;
            done += achieved;
            due += expected;
            cell(amount(achieved), amount(expected), 100 * achieved / expected, code)
        })
        .collect();
    HeatRow {
        indicator: Link::new(w.t(&format!("indicator-{code}")), format!("/figures/{code}")),
        unit: w.t(&format!("indicator-{code}.unit")),
        annual: Some(amount(annual)),
        source: if matches!(code, "shg_formed" | "lokos_entered") {
            Source::Counted
        } else {
            Source::Reported
        },
        cells,
        whole: cell(amount(done), amount(due), 100 * done / due.max(1), code),
    }
}

fn cell(achieved: Quantity, expected: Quantity, percent: i64, code: &str) -> HeatCell {
    HeatCell {
        achieved: Some(achieved),
        expected: Some(expected),
        percent: Some(percent),
        status: status(percent),
        href: format!("/figures/{code}/groups"),
    }
}

fn status(percent: i64) -> Status {
    match percent {
        ..60 => Status::Critical,
        60..80 => Status::Behind,
        80..95 => Status::Near,
        95..110 => Status::OnPace,
        _ => Status::Ahead,
    }
}

fn questions(w: &Words) -> Vec<Question> {
    let names = names(w);
    vec![
        Question::Low {
            unit: names[3].clone(),
            indicator: w.t("indicator-linkage_groups"),
            percent: 52,
            achieved: Quantity::Count(130),
            expected: Quantity::Count(250),
            href: "/figures/linkage_groups?place=mkd".into(),
        },
        Question::Falling {
            unit: names[2].clone(),
            indicator: w.t("indicator-lokos_entered"),
            percent: 62,
            points: 6,
            href: "/figures/lokos_entered?place=ksk".into(),
        },
        Question::Gap {
            gap: Gap::Account,
            groups: 93,
            worst: Some((names[3].clone(), 31)),
            href: "/groups?account=none".into(),
        },
    ]
}

fn freshness(w: &Words) -> Vec<Freshness> {
    let weeks = [(7, Some(0)), (6, Some(0)), (5, Some(1)), (2, Some(4)), (0, None)];
    names(w)
        .into_iter()
        .zip(weeks)
        .map(|(name, (full, days_old))| Freshness {
            unit: Link::new(name, "/places/1"),
            week: std::array::from_fn(|at| at < full && days_old.is_some_and(|old| at + old < 7)),
            days_old: days_old.map(|old| old as i64),
        })
        .collect()
}

fn kpis(w: &Words) -> Vec<Kpi> {
    let achieved = [640, 705, 780, 905, 1010, 1160, 1178, 612];
    let target = [700, 780, 860, 960, 1060, 1150, 1150, 1150, 1180, 1200, 1220, 1090];
    [
        ("lakhpati_didis", Quantity::Count(6990), Quantity::Count(12_500), 90),
        ("shg_formed", Quantity::Count(447), Quantity::Count(640), 97),
        ("linkage_amount", Quantity::Paise(38_600_000_000), Quantity::Paise(70_000_000_000), 74),
        ("lokos_entered", Quantity::Count(6473), Quantity::Count(8412), 55),
    ]
    .into_iter()
    .map(|(code, done, annual, percent)| Kpi {
        name: w.t(&format!("indicator-{code}")),
        achieved: done,
        annual: Some(annual),
        percent: Some(percent),
        status: status(percent),
        months: FinancialYear(2026)
            .months()
            .into_iter()
            .enumerate()
            .map(|(at, month)| KpiMonth {
                month,
                achieved: achieved.get(at).map(|n| Quantity::Count(*n)),
                target: target.get(at).map(|n| Quantity::Count(*n)),
                running: at == 7,
            })
            .collect(),
        this_month: Some(Quantity::Count(612)),
        last_year: Some(Quantity::Count(5_870)),
        href: format!("/figures/{code}"),
    })
    .collect()
}

fn glance(w: &Words) -> Vec<Glance> {
    [
        ("nav-groups", Quantity::Count(8_412), "/groups"),
        ("nav-members", Quantity::Count(96_738), "/members"),
        ("level-vo", Quantity::Count(538), "/federations?kind=vo"),
        ("level-clf", Quantity::Count(20), "/federations?kind=clf"),
        ("indicator-households", Quantity::Count(91_204), "/figures/households"),
        ("indicator-saturation", Quantity::PerMille(786), "/figures/saturation"),
    ]
    .into_iter()
    .map(|(key, value, href)| Glance {
        name: w.t(key),
        value,
        note: String::new(),
        href: href.into(),
    })
    .collect()
}

fn map(w: &Words, table: &HeatTable) -> MapCard {
    let rows: Vec<&HeatRow> = table.groups.iter().flat_map(|group| &group.rows).collect();
    let borders = include_str!("../borders.txt").lines();
    let codes = ["shg_formed", "linkage_groups", "lakhpati_didis"];
    MapCard {
        indicators: codes
            .iter()
            .map(|code| ((*code).to_owned(), w.t(&format!("indicator-{code}"))))
            .collect(),
        chosen: "linkage_groups".into(),
        areas: borders
            .zip(names(w))
            .zip(&rows[5].cells)
            .map(|((line, name), cell)| {
                let (code, path) = line.split_once('|').expect("code and path");
                (MapShape::new(code, &name, path), cell.clone())
            })
            .collect(),
        note: "map-schematic",
    }
}

fn lagging(w: &Words) -> Lagging {
    let rows = [
        ("उजाला संकुल संगठन", "Ujala CLF", 3, "linkage_groups", [60, 57, 52, 48, 44, 41]),
        ("नई किरण संकुल संगठन", "Nai Kiran CLF", 2, "lokos_entered", [57, 55, 52, 50, 49, 46]),
        (
            "जय माँ दन्तेश्वरी संकुल संगठन",
            "Jai Maa Danteshwari CLF",
            3,
            "rf_groups",
            [71, 66, 62, 57, 53, 49],
        ),
        ("प्रगति संकुल संगठन", "Pragati CLF", 4, "sales", [45, 47, 48, 50, 51, 53]),
        ("शक्ति संकुल संगठन", "Shakti CLF", 2, "mission2020_groups", [66, 63, 61, 60, 58, 67]),
    ];
    Lagging {
        units_are: Level::Clf,
        rows: rows
            .into_iter()
            .map(|(hi, en, block, code, months)| LaggingRow {
                unit: Link::new(named(w, hi, en), "/federations/1"),
                above: names(w)[block].clone(),
                indicator: w.t(&format!("indicator-{code}")),
                percent: months[5],
                status: status(months[5]),
                months: months.to_vec(),
            })
            .collect(),
        all: Some(("/federations?kind=clf".into(), 20)),
    }
}

fn choose() -> Choose {
    Choose {
        action: "/".into(),
        hidden: vec![("by".into(), "block".into()), ("map".into(), "linkage_groups".into())],
        years: vec![FinancialYear(2026), FinancialYear(2025), FinancialYear(2024)],
        year: FinancialYear(2026),
        month: Some(Month::of(day(20, 11, 2026))),
        as_on: None,
        as_on_typed: None,
        with_pending: false,
    }
}

pub(super) fn names(w: &Words) -> [String; 5] {
    BLOCKS.map(|(_, hi, en, _)| named(w, hi, en))
}

pub(super) fn named(w: &Words, hi: &str, en: &str) -> String {
    if w.lang() == Lang::Hi { hi.into() } else { en.into() }
}

pub(super) fn day(day: u32, month: u32, year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}
