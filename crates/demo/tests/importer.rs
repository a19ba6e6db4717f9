//! The importer's reading, judged on clean and on soiled sheets of the demo district.

use chrono::NaiveDate;
use samuh_demo::dirt::{ALL, Dirt, DirtySheet, soil};
use samuh_demo::judge::{Faulted, Findings, Judgement, LeftOut, Repaired, judge};
use samuh_demo::reports::reported;
use samuh_demo::samples::samples;
use samuh_demo::{District, Span, Table, district, sample_workbooks};
use samuh_imports::{Event, How, Intake, Options, Series, Shape, Why, words};
use samuh_kernel::calendar::{FinancialYear, Month};
use samuh_kernel::sheet::{Limits, Piece};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day of the calendar")
}

fn clean() -> District {
    district(today())
}

fn read(shape: &Shape, pieces: impl Iterator<Item = Piece>) -> Vec<Event> {
    let series = reported().map(|own| Series {
        code: own.code.to_owned(),
        words: vec![own.heading.to_owned(), own.code.to_owned()],
    });
    let options = Options { today: today(), series: series.collect(), ..Options::default() };
    let mut events = Vec::new();
    let mut intake = Intake::new(shape, &options);
    for piece in pieces {
        intake.push(piece, &mut |event| events.push(event));
    }
    intake.finish(&mut |event| events.push(event));
    events
}

fn findings(events: Vec<Event>) -> Findings {
    let mut found = Findings::default();
    for event in events {
        match event {
            Event::Row(row) => {
                found.repairs.extend(row.repairs.into_iter().map(|repair| Repaired {
                    sheet: repair.sheet.to_string(),
                    row: repair.row,
                    column: repair.column,
                    kind: repair.kind,
                    to: repair.to,
                }));
                found.faults.extend(row.faults.into_iter().map(|fault| Faulted {
                    sheet: fault.sheet.to_string(),
                    row: fault.row,
                    column: fault.column,
                    code: fault.code.into_owned(),
                }));
            }
            Event::Skipped(skip) => found.skipped.push(LeftOut {
                sheet: skip.sheet.to_string(),
                row: skip.row,
                why: match skip.why {
                    Why::Total => "total",
                    Why::Subtotal => "subtotal",
                    Why::RepeatedHeading => "repeated_heading",
                    Why::Note => "note",
                    Why::ExactRepeat => "exact_repeat",
                    Why::LeftOut => "left_out",
                }
                .to_owned(),
            }),
            Event::Fault(fault) => panic!("{fault:?}"),
            Event::Understood(_) | Event::Warning(_) => {}
        }
    }
    found
}

fn judged(shape: &Shape, sheet: &DirtySheet) -> Judgement {
    judged_events(sheet, read(shape, sheet.pieces()))
}

fn judged_events(sheet: &DirtySheet, events: Vec<Event>) -> Judgement {
    let mut truth = sheet.truth.clone();
    // Which village a name means is for the register of places to say, not for the reader.
    truth.retain(|truth| ![Dirt::UnknownVillages, Dirt::AmbiguousVillages].contains(&truth.kind));
    judge(&truth, &findings(events))
}

fn assert_clean(shape: &Shape, table: &Table) {
    let events = read(shape, table.pieces());
    let rows = events.iter().filter(|event| matches!(event, Event::Row(_))).count();
    assert_eq!(rows, table.rows.len(), "{}", table.name);
    for event in &events {
        if let Event::Understood(sheet) = event {
            for column in &sheet.columns {
                assert_ne!(column.how, How::Unknown, "{} of {}", column.heading, table.name);
            }
        }
    }
    assert_eq!(findings(events), Findings::default(), "{}", table.name);
}

#[test]
fn clean_sheets_are_understood_without_repairs_or_faults() {
    let district = clean();
    let span = Span::up_to(today());
    let short = |mut table: Table| {
        table.rows.truncate(2500);
        table
    };
    assert_clean(&words::places::SHAPE, &district.villages_sheet());
    assert_clean(&words::federations::SHAPE, &district.federations(span));
    assert_clean(&words::groups::SHAPE, &short(district.groups(span)));
    assert_clean(&words::members::SHAPE, &short(district.members(span)));
    assert_clean(&words::targets::SHAPE, &district.targets(FinancialYear(2026)));
    for report in district.progress(Month::of(today()).prev()) {
        assert_clean(&words::progress::SHAPE, &report.table);
    }
}

#[test]
fn dirty_groups_are_mended_and_nothing_is_mended_wrongly() {
    let mut table = clean().groups(Span::up_to(today()));
    table.rows.truncate(1500);
    assert_well_read("groups", &words::groups::SHAPE, &table, &ALL);
}

#[test]
fn dirty_members_are_mended_and_nothing_is_mended_wrongly() {
    let mut table = clean().members(Span::up_to(today()));
    table.rows.truncate(1500);
    assert_well_read("members", &words::members::SHAPE, &table, &ALL);
}

#[test]
fn dirty_federations_are_mended_and_nothing_is_mended_wrongly() {
    let table = clean().federations(Span::up_to(today()));
    assert_well_read("federations", &words::federations::SHAPE, &table, &ALL);
}

#[test]
fn dirty_progress_is_mended_and_nothing_is_mended_wrongly() {
    let district = clean();
    for report in district.progress(Month::of(today()).prev()) {
        assert_well_read("progress", &words::progress::SHAPE, &report.table, &ALL);
    }
}

#[test]
fn dirty_reports_of_lokos_are_mended_and_nothing_is_mended_wrongly() {
    let district = clean();
    for report in district.lokos_reports().into_iter().take(2) {
        assert_well_read("lokos", &words::lokos::SHAPE, &district.lokos(report), &ALL);
    }
}

fn assert_well_read(name: &str, shape: &Shape, table: &Table, kinds: &[Dirt]) {
    for seed in 1..=5 {
        assert_good(&format!("{name} {seed}"), &judged(shape, &soil(table, kinds, seed)));
    }
}

fn assert_good(name: &str, judgement: &Judgement) {
    let Judgement { wrong_repairs, wrong_faults, wrong_skips, missed, by_kind, .. } = judgement;
    println!("{name}: recall {:.3} of {} {by_kind:?}", judgement.recall(), judgement.repairable);
    for truth in missed.iter().take(12) {
        println!("missed {truth:?}");
    }
    for wrong in wrong_faults.iter().take(8) {
        println!("fault {wrong:?}");
    }
    assert!(wrong_repairs.is_empty(), "{:#?}", &wrong_repairs[..wrong_repairs.len().min(8)]);
    assert!(wrong_skips.is_empty(), "{wrong_skips:?}");
    assert!(wrong_faults.is_empty(), "{wrong_faults:?}");
    assert!(judgement.recall() >= 0.95, "SPEED B10: {}", judgement.recall());
    assert_eq!(judgement.faults.0, judgement.faults.1);
    assert_eq!(judgement.skipped.0, judgement.skipped.1);
    for (kind, (all, mended)) in by_kind {
        assert!(mended * 100 >= all * 95, "{kind:?}: {mended} of {all}");
    }
}

#[test]
fn the_sample_files_are_read_from_disk_as_well_as_from_memory() {
    let folder = std::env::temp_dir().join(format!("samuh-samples-{}", std::process::id()));
    let district = clean();
    let paths = sample_workbooks(&folder, &district).unwrap();
    for (sample, path) in samples(&district).into_iter().zip(paths) {
        let mut pieces = Vec::new();
        samuh_documents::read(&path, &Limits::ORDINARY, &mut |piece| {
            pieces.push(piece);
            Ok(())
        })
        .unwrap();
        let shape = match sample.register {
            "groups" => &words::groups::SHAPE,
            "members" => &words::members::SHAPE,
            "progress" => &words::progress::SHAPE,
            _ => &words::federations::SHAPE,
        };
        let events = read(shape, pieces.into_iter());
        assert_good(sample.file, &judged_events(&sample.sheet, events));
    }
    std::fs::remove_dir_all(folder).unwrap();
}
