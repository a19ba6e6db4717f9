//! The pages of an import and of targets with invented files.

use samuh_kernel::calendar::FinancialYear;
use samuh_web::page::Section;
use samuh_web::pages::import_doubts::{self, Bulk, Candidate, Doubt, DoubtsPage};
use samuh_web::pages::import_result::{
    self, ChangeRow, FaultRow, Part, RepairRow, ResultPage, SkippedRow, Tally, Where,
};
use samuh_web::pages::import_start::{
    self, ColumnUnderstood, SheetUnderstood, UnderstoodPage, UploadPage,
};
use samuh_web::pages::imports::{self, ImportRow, ImportsPage, State, WorkingPage};
use samuh_web::pages::targets::{self, GridPage, GridRow, PlanRow, Revision, TargetsPage};
use samuh_web::parts::{Choice, Filters, Link, Pager, Problem};
use samuh_web::show::Quantity;
use samuh_web::words::Words;

use super::Sample;
use super::dashboard::{named, names};

const AT: i64 = 1_795_138_800_000_000;
const FILE: &str = "माकड़ी SHG सूची (अंतिम) 2.xlsx";

pub(super) fn pages(w: &Words) -> Vec<Sample> {
    let section = Some(Section::Imports);
    let working = WorkingPage { file: FILE.into(), writing: false, done: 12_400, of: None };
    let writing = WorkingPage { file: FILE.into(), writing: true, done: 900, of: Some(1_437) };
    let title = w.t("imports-title");
    let file = || FILE.to_owned();
    vec![
        ("imports", section, title, imports::draw(&list(w), w)),
        ("import-upload", section, w.t("import-new"), import_start::upload(&upload(w), w)),
        ("import-understood", section, file(), import_start::understood(&understood(w), w)),
        ("import-reading", section, file(), imports::working(&working, w)),
        ("import-writing", section, file(), imports::working(&writing, w)),
        ("import-dry-run", section, file(), import_result::draw(&result(w, State::DryRun), w)),
        ("import-applied", section, file(), import_result::draw(&result(w, State::Applied), w)),
        ("import-undone", section, file(), import_result::draw(&result(w, State::Undone), w)),
        ("import-doubts", section, file(), import_doubts::draw(&doubts(w), w)),
        ("targets", Some(Section::Targets), w.t("nav-targets"), targets::draw(&plans(w), w)),
        ("targets-grid", Some(Section::Targets), w.t("indicator-shg_formed"), {
            targets::grid(&grid(w, false), w)
        }),
        ("targets-locked", Some(Section::Targets), w.t("indicator-cif_amount"), {
            targets::grid(&grid(w, true), w)
        }),
    ]
}

fn no_filters() -> Filters {
    Filters { action: "/imports".into(), hidden: Vec::new(), fields: Vec::new(), clear: None }
}

fn all_shown(shown: i64) -> Pager {
    Pager { shown, total: Some(shown), first: None, next: None, step: 50 }
}

fn list(w: &Words) -> ImportsPage {
    let states = [State::Reading, State::DryRun, State::Applied, State::Undone, State::Refused];
    ImportsPage {
        filters: no_filters(),
        count: 5,
        rows: states
            .into_iter()
            .map(|state| ImportRow {
                file: Link::new(FILE, "/imports/112"),
                register: "register-groups",
                state,
                rows: 1_453,
                taken: 1_402,
                left: 35,
                at: AT,
                by: named(w, "बीपीएम माकड़ी", "BPM Makdi"),
            })
            .collect(),
        pager: all_shown(5),
        may_send: true,
    }
}

fn upload(w: &Words) -> UploadPage {
    let registers = ["groups", "members", "federations", "places", "progress", "targets"];
    UploadPage {
        registers: registers
            .iter()
            .map(|code| Choice::new(*code, w.t(&format!("register-{code}"))))
            .collect(),
        register: "groups".into(),
        problems: Vec::new(),
        refused: Some(w.fault("empty_file", [])),
        samples: vec![Link::new(w.t("register-groups"), "/samples/groups.xlsx")],
    }
}

fn understood(w: &Words) -> UnderstoodPage {
    let column = |number: u32, heading: &str, field: Option<&str>, how| ColumnUnderstood {
        number,
        letter: char::from_u32(64 + number).expect("a letter").to_string(),
        heading: heading.into(),
        samples: vec!["जय माँ".into(), "लक्ष्मी".into()],
        field: field.map(str::to_owned),
        how,
    };
    let sheet = |number: u32, name: &str| SheetUnderstood {
        number,
        name: name.into(),
        heading_row: Some(3),
        rows: 1_453,
        columns: Vec::new(),
        missing: Vec::new(),
        left_out: None,
        is_read: Some(true),
    };
    UnderstoodPage {
        href: "/imports/112".into(),
        file: FILE.into(),
        register: w.t("register-groups"),
        fields: vec![
            Choice::new("name", w.t("field-name")),
            Choice::new("code", w.t("field-code")),
            Choice::new("village", w.t("field-village")),
        ],
        level: None,
        year: Some((String::new(), vec![Choice::new("", w.t("import-year-of-sheet"))])),
        month: Some((String::new(), vec![Choice::new("", w.t("import-month-of-sheet"))])),
        sheets: vec![
            SheetUnderstood {
                columns: vec![
                    column(1, "क्र.", None, None),
                    column(2, "समूह का नाम", Some("name"), Some("exact")),
                    column(3, "Village Nmae", Some("village"), Some("close")),
                ],
                missing: vec![w.t("field-formed-on"), w.t("field-code")],
                ..sheet(0, "माकड़ी")
            },
            SheetUnderstood {
                heading_row: None,
                is_read: Some(false),
                left_out: Some(w.fault("sheet_not_understood", [("looked_for", "समूह का नाम")])),
                ..sheet(1, "Sheet2")
            },
        ],
        problems: Vec::new(),
    }
}

fn at(row: u32, column: &str, heading: &str) -> Where {
    Where {
        sheet: "माकड़ी".into(),
        row: Some(row),
        column: Some(column.into()),
        heading: heading.into(),
    }
}

fn repairs() -> Part<RepairRow> {
    Part {
        rows: vec![
            RepairRow {
                place: at(7, "B", "समूह का नाम"),
                from: "t; ek¡ y{eh".into(),
                to: "जय माँ लक्ष्मी".into(),
                kind: "legacy_font",
            },
            RepairRow {
                place: at(9, "A", "कोड"),
                from: "12O801".into(),
                to: "120801".into(),
                kind: "look_alike",
            },
        ],
        total: 2,
        all: None,
    }
}

fn result(w: &Words, state: State) -> ResultPage {
    let day = w.fault("no_such_day", [("value", "31/02/2024"), ("last_day", "29")]);
    let number = w.fault("not_a_number", [("value", "बारह")]);
    let fault =
        |row, letter: &str, heading: &str, value: &str, complaint: samuh_web::words::Complaint| {
            FaultRow {
                place: at(row, letter, heading),
                value: value.into(),
                message: complaint.message,
                cure: complaint.cure,
            }
        };
    ResultPage {
        href: "/imports/112".into(),
        file: FILE.into(),
        register: w.t("register-groups"),
        state,
        by: named(w, "बीपीएम माकड़ी, 20/11/2026, 11:05", "BPM Makdi, 20/11/2026, 11:05"),
        tally: Tally {
            rows: 1_453,
            new: 1_190,
            changed: 212,
            unchanged: 0,
            doubtful: 9,
            refused: 26,
            skipped: 16,
        },
        faults: Part {
            rows: vec![
                fault(18, "F", "गठन दिनांक", "31/02/2024", day),
                fault(204, "H", "सदस्य", "बारह", number),
            ],
            total: 26,
            all: Some("/imports/112/faults".into()),
        },
        changes: Part {
            rows: vec![ChangeRow {
                record: Link::new(named(w, "जय माँ लक्ष्मी समूह", "Jai Maa Laxmi SHG"), "/groups/1"),
                field: w.t("field-status"),
                from: w.t("status-inactive"),
                to: w.t("status-active"),
            }],
            total: 1,
            all: None,
        },
        repairs: repairs(),
        skipped: Part {
            rows: vec![SkippedRow {
                place: Where { column: None, ..at(1_456, "", "") },
                why: "total",
            }],
            total: 16,
            all: Some("/imports/112/skipped".into()),
        },
        warnings: vec![w.fault("aadhaar_column", []).message],
        doubts: Some("/imports/112/doubts".into()),
        report: "/imports/112/report.xlsx".into(),
        json: "/imports/112/report.json".into(),
        columns: (state == State::DryRun).then(|| "/imports/112/again".into()),
        needs_second: false,
        undo: ("/imports/7/undo".into(), None),
        figures: (state == State::Applied).then(|| Link::new(w.t("import-figures-link"), "/")),
        besides: None,
        in_the_way: if state == State::Applied {
            vec![w.fault("undo_has_members", [("count", "12"), ("name", "जय माँ")]).message]
        } else {
            Vec::new()
        },
    }
}

fn doubts(w: &Words) -> DoubtsPage {
    let doubt = |field: &str, rows: i64, question: String| Doubt {
        field: field.into(),
        place: at(44, "D", "गाँव"),
        rows,
        question,
        says: vec![
            (w.t("field-name"), named(w, "जय मां दंतेश्वरी", "Jay Ma Danteshwari")),
            (w.t("field-village"), "बडेकनेरा".into()),
            (w.t("field-formed-on"), "10/02/2019".into()),
        ],
        candidates: vec![
            Candidate {
                value: "u-17".into(),
                lead: String::new(),
                name: named(w, "बड़ेकनेरा", "Badekanera"),
                note: "LGD 448812".into(),
                href: "/places/17".into(),
            },
            Candidate {
                value: "u-18".into(),
                lead: w.t("import-doubt-same"),
                name: named(w, "छोटेकनेरा", "Chhotekanera"),
                note: "LGD 448813".into(),
                href: "/places/18".into(),
            },
        ],
        may_be_new: rows == 1,
        may_replace: None,
        may_be_left_out: true,
        decided: "u-17".into(),
    };
    let place = [("value", "बडेकनेरा".into()), ("above", names(w)[3].clone().into())];
    DoubtsPage {
        href: "/imports/112".into(),
        file: FILE.into(),
        doubts: vec![
            doubt("d-1", 8, w.args("doubt-place-unknown", &place)),
            doubt("d-2", 1, w.t("doubt-kind-known-group")),
        ],
        bulk: vec![Bulk {
            field: "all-maybe_known".into(),
            question: w.t("doubt-kind-known-group"),
            rows: 9,
            may_be_new: true,
        }],
        decided: 3,
        pager: all_shown(2),
        may_decide: true,
    }
}

fn plans(w: &Words) -> TargetsPage {
    let row = |code: &str, total: Option<i64>, split: Option<i64>, locked| PlanRow {
        indicator: Link::new(w.t(&format!("indicator-{code}")), "/targets/2026-27/x"),
        unit: w.t(&format!("indicator-{code}.unit")),
        total: total.map(Quantity::Count),
        split: split.map(Quantity::Count),
        to_date: total.map(|n| Quantity::Count(n * 64 / 100)),
        locked,
    };
    TargetsPage {
        year: FinancialYear(2026),
        filters: no_filters(),
        rows: vec![
            row("shg_formed", Some(640), Some(640), true),
            row("linkage_groups", Some(2_300), Some(2_300), false),
            row("rf_groups", Some(1_150), Some(1_100), false),
            row("trainings", None, None, false),
        ],
        excel: Some("/targets.xlsx".into()),
        may_import: true,
    }
}

fn grid(w: &Words, locked: bool) -> GridPage {
    let scale = if locked { 10_000_000 } else { 1 };
    let months: [i64; 12] = [7, 9, 13, 7, 7, 11, 18, 22, 25, 22, 22, 16];
    let rows = names(w)
        .into_iter()
        .enumerate()
        .map(|(at, name)| GridRow {
            code: format!("b{at}"),
            unit: Link::new(name, "/places/1"),
            year: if at == 3 { 200 * scale } else { 179 * scale },
            months: months.map(|n| n * scale),
            typed: None,
        })
        .collect();
    let problem = Problem {
        field: "t-b3-1".into(),
        message: w.args(
            "grid-problem-sum",
            &[("unit", names(w)[3].as_str().into()), ("sum", "179".into()), ("year", "200".into())],
        ),
    };
    GridPage {
        indicator: w.t(if locked { "indicator-cif_amount" } else { "indicator-shg_formed" }),
        unit: w.t(if locked { "indicator-cif_amount.unit" } else { "indicator-shg_formed.unit" }),
        money: locked,
        year: FinancialYear(2026),
        action: "/targets/2026-27/shg_formed".into(),
        version: 4,
        total: 916 * scale,
        rows,
        locked,
        seasons: vec![
            Choice::new("standing", w.t("season-standing")),
            Choice::new("even", w.t("season-even")),
        ],
        ways: vec![
            Choice::new("households", w.t("way-households")),
            Choice::new("equal", w.t("way-equal")),
        ],
        said: targets::Said { total: "916".into(), ..targets::Said::default() },
        revisions: vec![Revision {
            at: AT,
            what: named(w, "माकड़ी: 180 → 200", "Makdi: 180 → 200"),
            reason: named(w, "कलेक्टर का निर्देश, आदेश 14/2026", "Collector's direction, order 14/2026"),
            by: named(w, "डीएमएमयू", "DMMU"),
        }],
        problems: if locked { Vec::new() } else { vec![problem] },
        excel: Some("/targets/grid.xlsx".into()),
        may_edit: true,
    }
}
