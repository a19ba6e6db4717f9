//! Sample files for the demo's folder: dirty workbooks and text files as blocks send them, to try
//! the import with.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use samuh_kernel::calendar::Month;
use samuh_kernel::sheet::{Cell, Merge};

use crate::dirt::{Dirt, DirtySheet, soil};
use crate::district::{District, Span};
use crate::sources::BLOCKS;
use crate::table::{Table, text, typed};

const SEED: u64 = 2020;

/// Why a sample could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The folder or file cannot be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The workbook cannot be made.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
    /// The text file cannot be made.
    #[error(transparent)]
    Text(#[from] csv::Error),
}

/// How a sample is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A workbook of Excel.
    Xlsx,
    /// Tabs between cells, UTF-16.
    Utf16Tabs,
    /// Semicolons between cells, UTF-8 with its mark.
    Semicolons,
    /// Commas between cells, Windows-1252.
    Windows1252,
}

/// A dirty file and its truth.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The file's name.
    pub file: &'static str,
    /// The register that it is for, as on the command line.
    pub register: &'static str,
    /// How it is stored.
    pub form: Form,
    /// Its sheet.
    pub sheet: DirtySheet,
}

/// The samples: groups of Makdi with everything that goes wrong, groups of Keshkal in Kruti Dev,
/// members of Pharasgaon, groups of Baderajpur, last month's progress in lakh, and the federations
/// in Latin letters.
pub fn samples(district: &District) -> Vec<Sample> {
    let sample = |file, register, form, sheet: DirtySheet| {
        let sheet = match form {
            Form::Xlsx => sheet,
            _ => {
                sheet.renamed(Path::new(file).file_stem().and_then(|s| s.to_str()).unwrap_or(file))
            }
        };
        Sample { file, register, form, sheet }
    };
    vec![
        sample("makdi-samuh.xlsx", "groups", Form::Xlsx, makdi_groups(district)),
        sample("keshkal-krutidev.xlsx", "groups", Form::Xlsx, keshkal_groups(district)),
        sample("pharasgaon-sadasya.xlsx", "members", Form::Xlsx, pharasgaon_members(district)),
        sample("baderajpur-samuh.txt", "groups", Form::Utf16Tabs, baderajpur_groups(district)),
        sample("pragati.csv", "progress", Form::Semicolons, last_months_progress(district)),
        sample("federations.csv", "federations", Form::Windows1252, latin_federations(district)),
    ]
}

/// Writes the samples into a folder, which is made if need be, and tells their paths.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn sample_workbooks(folder: &Path, district: &District) -> Result<Vec<PathBuf>, SampleError> {
    fs::create_dir_all(folder)?;
    samples(district)
        .into_iter()
        .map(|sample| {
            let path = folder.join(sample.file);
            match sample.form {
                Form::Xlsx => write_xlsx(&path, &[sample.sheet])?,
                Form::Utf16Tabs => {
                    let text = delimited(&sample.sheet, b'\t')?;
                    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
                    fs::write(&path, units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>())?;
                }
                Form::Semicolons => {
                    fs::write(&path, format!("\u{feff}{}", delimited(&sample.sheet, b';')?))?;
                }
                Form::Windows1252 => {
                    let text = delimited(&sample.sheet, b',')?;
                    fs::write(&path, encoding_rs::WINDOWS_1252.encode(&text).0)?;
                }
            }
            Ok(path)
        })
        .collect()
}

/// Writes soiled sheets as a workbook: merged ranges, days as days, numbers as numbers.
///
/// # Errors
/// When the file cannot be written.
pub fn write_xlsx(path: &Path, sheets: &[DirtySheet]) -> Result<(), SampleError> {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for dirty in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&dirty.name)?;
        for merge in dirty.merges.iter().filter(|merge| merge_is_wide(merge)) {
            let [top, bottom] = [merge.first_row - 1, merge.last_row - 1];
            let [left, right] = [merge.first_column, merge.last_column].map(column);
            sheet.merge_range(top, left, bottom, right, "", &Format::new())?;
        }
        for row in &dirty.rows {
            for (at, cell) in (1..).zip(&row.cells) {
                put(sheet, (row.number - 1, column(at)), cell, &day)?;
            }
        }
    }
    workbook.save(path)?;
    Ok(())
}

/// A soiled sheet as delimited text, blank lines kept so that row numbers stay.
///
/// # Errors
/// When a line cannot be made.
pub fn delimited(dirty: &DirtySheet, delimiter: u8) -> Result<String, SampleError> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut next = 1;
    for row in &dirty.rows {
        for _ in next..row.number {
            writer.write_record([" "])?;
        }
        writer.write_record(row.cells.iter().map(typed))?;
        next = row.number + 1;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn makdi_groups(district: &District) -> DirtySheet {
    let table = of_block(district.groups(Span::up_to(district.today)), 3, 400);
    soil(
        &table,
        &[
            Dirt::DevanagariDigits,
            Dirt::Joiners,
            Dirt::NuktaLetters,
            Dirt::LookAlikes,
            Dirt::CodeFloats,
            Dirt::DayForms,
            Dirt::ImpossibleDays,
            Dirt::SerialDays,
            Dirt::AsAbove,
            Dirt::MissingName,
            Dirt::Repeats,
            Dirt::RepeatedHeading,
            Dirt::BlankRows,
            Dirt::Totals,
            Dirt::Titles,
            Dirt::TwoRowHeading,
            Dirt::Serials,
        ],
        SEED,
    )
}

fn keshkal_groups(district: &District) -> DirtySheet {
    let mut table = of_block(district.groups(Span::up_to(district.today)), 2, 300);
    for heading in ["ग्राम कोड (LGD)", "ग्राम पंचायत", "ग्राम संगठन का नाम", "ग्राम संगठन कोड"]
    {
        table.drop_column(heading);
    }
    let kinds = [
        Dirt::KrutiDevColumn,
        Dirt::UnknownVillages,
        Dirt::MisspeltVillages,
        Dirt::AmbiguousVillages,
        Dirt::DayForms,
        Dirt::Titles,
        Dirt::ColumnNumbers,
    ];
    soil(&table, &kinds, SEED)
}

fn pharasgaon_members(district: &District) -> DirtySheet {
    let table = district.members(Span::up_to(district.today));
    let own: Vec<String> = district
        .groups
        .iter()
        .filter(|group| BLOCKS[district.villages[group.village].block].name == "Pharasgaon")
        .take(60)
        .map(|group| group.code.to_string())
        .collect();
    let rows = table.rows.into_iter().filter(|row| own.contains(&typed(&row[1])));
    let table = Table { rows: rows.collect(), ..table };
    let kinds = [
        Dirt::MobileFloats,
        Dirt::AadhaarInName,
        Dirt::DevanagariDigits,
        Dirt::DayForms,
        Dirt::Joiners,
        Dirt::Repeats,
        Dirt::MissingName,
    ];
    soil(&table, &kinds, SEED)
}

fn baderajpur_groups(district: &District) -> DirtySheet {
    let table = of_block(district.groups(Span::up_to(district.today)), 4, 250);
    let kinds = [
        Dirt::Mojibake,
        Dirt::Joiners,
        Dirt::DevanagariDigits,
        Dirt::CodeFloats,
        Dirt::DayForms,
        Dirt::SerialDays,
        Dirt::ImpossibleDays,
        Dirt::Repeats,
        Dirt::BlankRows,
        Dirt::Totals,
    ];
    soil(&table, &kinds, SEED)
}

fn last_months_progress(district: &District) -> DirtySheet {
    let month = Month::of(district.today).prev();
    let mut reports = district.progress(month).into_iter().map(|report| report.table);
    let mut table = reports.next().expect("last month has a sheet of at least one block");
    table.rows.extend(reports.flat_map(|more| more.rows));
    let kinds =
        [Dirt::LakhSuffix, Dirt::Grouping, Dirt::DevanagariDigits, Dirt::Titles, Dirt::Totals];
    soil(&table, &kinds, SEED)
}

fn latin_federations(district: &District) -> DirtySheet {
    let mut table = Table::new(
        "Federations",
        &[
            "Type",
            "Federation Code",
            "Name (In English)",
            "Block",
            "Village Code",
            "Formation Date",
        ],
    );
    for (kind, list) in [("CLF", &district.clfs), ("VO", &district.vos)] {
        for own in list {
            let village = &district.villages[own.village];
            // A dash that only Windows-1252 writes as one byte shows the alphabet of the file.
            let name = format!("{} – {}", own.latin, village.name);
            table.rows.push(vec![
                text(kind),
                text(&own.code.to_string()),
                text(&name),
                text(BLOCKS[village.block].name),
                text(&village.code),
                Cell::Date(own.formed_on),
            ]);
        }
    }
    soil(&table, &[Dirt::BlankRows], SEED)
}

fn of_block(mut table: Table, block: usize, count: usize) -> Table {
    let at = table.column("विकासखण्ड").expect("a groups table has a column for the block");
    table.rows.retain(|row| typed(&row[at]) == BLOCKS[block].name_hi);
    table.rows.truncate(count);
    table
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    day: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) | Cell::Error(text) => sheet.write_string(row, column, text)?,
        Cell::Number(number) => sheet.write_number(row, column, *number)?,
        Cell::Bool(flag) => sheet.write_boolean(row, column, *flag)?,
        Cell::Date(on) => sheet.write_number_with_format(row, column, excel_day(*on), day)?,
        Cell::DateTime(at) => {
            sheet.write_number_with_format(row, column, excel_day(at.date()), day)?
        }
    };
    Ok(())
}

// Excel counts days from 30 December 1899.
fn excel_day(day: NaiveDate) -> f64 {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day of the calendar");
    (day - zero).num_days() as f64
}

fn merge_is_wide(merge: &Merge) -> bool {
    (merge.first_row, merge.first_column) != (merge.last_row, merge.last_column)
}

fn column(number: u32) -> u16 {
    u16::try_from(number - 1).expect("a sheet has fewer than 65,536 columns")
}
