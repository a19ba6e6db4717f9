//! The dirt is dirty, and its truth is true.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_kernel::read;
use samuh_kernel::sheet::Cell;

use super::*;
use crate::table::typed;
use crate::{Span, district};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn groups(rows: usize) -> Table {
    let mut table = district(today()).groups(Span::up_to(today()));
    table.rows.truncate(rows);
    table
}

fn cell_at(sheet: &DirtySheet, row: u32, column: u32) -> Cell {
    let row = sheet.rows.iter().find(|own| own.number == row).unwrap();
    row.cells.get(column as usize - 1).cloned().unwrap_or_default()
}

#[test]
fn the_same_seed_soils_the_same_cells() {
    let table = groups(300);
    assert_eq!(soil(&table, &ALL, 3), soil(&table, &ALL, 3));
    assert_ne!(soil(&table, &ALL, 3), soil(&table, &ALL, 4));
}

#[test]
fn a_sheet_soiled_with_nothing_is_the_clean_table() {
    let table = groups(50);
    let sheet = soil(&table, &[], 1);
    assert!(sheet.truth.is_empty());
    assert_eq!(sheet.pieces().collect::<Vec<_>>(), table.pieces().collect::<Vec<_>>());
}

#[test]
fn every_change_is_told_and_nothing_else_is_changed() {
    let table = groups(400);
    let kinds: Vec<Dirt> = ALL.into_iter().filter(|kind| *kind != Dirt::Serials).collect();
    let sheet = soil(&table, &kinds, 9);
    let told: BTreeMap<(u32, u32), &Truth> = (sheet.truth.iter())
        .filter_map(|truth| Some(((truth.row, truth.column?), truth)))
        .collect();
    assert_eq!(sheet.placed.len(), table.rows.len());
    for &(row, origin) in &sheet.placed {
        for column in 1..=table.headings.len() as u32 {
            let clean = table.rows[origin].get(column as usize - 1).cloned().unwrap_or_default();
            let dirty = cell_at(&sheet, row, column);
            match told.get(&(row, column)) {
                Some(truth) => {
                    assert_eq!((&truth.clean, &truth.dirty), (&typed(&clean), &typed(&dirty)));
                }
                None => assert_eq!(dirty, clean, "row {row} column {column}"),
            }
        }
    }
}

#[test]
fn kinds_that_fit_the_table_all_leave_their_mark() {
    let sheet = soil(&groups(400), &ALL, 2);
    let seen: Vec<Dirt> = sheet.truth.iter().map(|truth| truth.kind).collect();
    for kind in [
        Dirt::DevanagariDigits,
        Dirt::Joiners,
        Dirt::KrutiDevColumn,
        Dirt::LookAlikes,
        Dirt::CodeFloats,
        Dirt::DayForms,
        Dirt::ImpossibleDays,
        Dirt::SerialDays,
        Dirt::AsAbove,
        Dirt::MissingName,
        Dirt::Repeats,
        Dirt::RepeatedHeading,
        Dirt::ColumnNumbers,
        Dirt::Subtotals,
        Dirt::Totals,
    ] {
        assert!(seen.contains(&kind), "{kind:?}");
    }
    assert_eq!(sheet.heading_row, 5, "three lines of title, two of heading");
    let skipped = sheet.truth.iter().filter(|truth| truth.column.is_none()).count();
    assert_eq!(sheet.below, 400 + skipped);
}

#[test]
fn merges_cover_exactly_the_cells_that_mean_as_above() {
    let sheet = soil(&groups(300), &[Dirt::AsAbove, Dirt::Repeats, Dirt::BlankRows], 5);
    let first = sheet.heading_row + 1;
    for truth in sheet.truth.iter().filter(|truth| truth.kind == Dirt::AsAbove) {
        let column = truth.column.unwrap();
        let merge = sheet.merges.iter().find(|merge| {
            merge.first_column == column && (merge.first_row..=merge.last_row).contains(&truth.row)
        });
        let top = cell_at(&sheet, merge.unwrap().first_row, column);
        assert_eq!(typed(&top), truth.clean);
        assert_eq!(cell_at(&sheet, truth.row, column), Cell::Empty);
    }
    assert!(sheet.merges.iter().all(|merge| merge.first_row >= first));
}

#[test]
fn villages_without_codes_are_misspelt_unknown_or_ambiguous() {
    let mut table = groups(2000);
    for heading in ["ग्राम कोड (LGD)", "ग्राम पंचायत"] {
        table.drop_column(heading);
    }
    let kinds = [Dirt::UnknownVillages, Dirt::MisspeltVillages, Dirt::AmbiguousVillages];
    let sheet = soil(&table, &kinds, 1);
    for kind in kinds {
        assert!(sheet.truth.iter().any(|truth| truth.kind == kind), "{kind:?}");
    }
}

#[test]
fn a_column_in_kruti_dev_is_read_back_or_left_alone_but_never_misread() {
    let sheet = soil(&groups(3000), &[Dirt::KrutiDevColumn], 1);
    let mut left = 0;
    for truth in &sheet.truth {
        let reading = read::legacy_text(&Cell::Text(truth.dirty.clone())).unwrap().unwrap();
        let is_left = reading.value == truth.dirty;
        assert_eq!(is_left, reading.warning.is_some(), "{truth:?}");
        left += usize::from(is_left);
        assert!([&truth.clean, &truth.dirty].contains(&&reading.value), "{truth:?}");
    }
    assert!(left * 100 <= sheet.truth.len() * 2, "{left} of {}", sheet.truth.len());
}

#[test]
fn the_kernels_readers_agree_with_the_truth_of_single_cells() {
    let sheet = soil(&groups(800), &ALL, 11);
    let members = {
        let mut table = district(today()).members(Span::up_to(today()));
        table.rows.truncate(800);
        soil(&table, &ALL, 11)
    };
    for (sheet, truth) in
        [&sheet, &members].into_iter().flat_map(|s| s.truth.iter().map(move |t| (s, t)))
    {
        let Some(column) = truth.column else { continue };
        let cell = cell_at(sheet, truth.row, column);
        let read = match truth.kind {
            Dirt::Joiners | Dirt::NuktaLetters | Dirt::Mojibake => read::name(&cell),
            Dirt::LookAlikes | Dirt::CodeFloats => read::code(&cell),
            Dirt::MobileFloats => read::mobile(&cell),
            Dirt::SerialDays | Dirt::DayForms | Dirt::ImpossibleDays => read::day(&cell, today())
                .map(|reading| {
                    reading.map(|own| read::Reading {
                        value: own.value.format("%d/%m/%Y").to_string(),
                        repairs: own.repairs,
                        warning: own.warning,
                        original: own.original,
                    })
                }),
            Dirt::AadhaarInName => {
                assert!(read::looks_like_aadhaar(&truth.dirty));
                continue;
            }
            _ => continue,
        };
        match truth.expect {
            Expect::Fault(codes) => assert!(codes.contains(&read.unwrap_err().code)),
            expect => {
                let reading = read.unwrap().unwrap();
                assert_eq!(reading.value, truth.clean, "{truth:?}");
                let kinds: Vec<Expect> = reading.repairs.into_iter().map(Expect::Repair).collect();
                let wanted = if expect == Expect::Ordinary { vec![] } else { vec![expect] };
                assert_eq!(kinds, wanted, "{truth:?}");
            }
        }
    }
}
