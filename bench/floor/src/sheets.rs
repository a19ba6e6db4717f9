//! The bench district as files, in the importers' own headings: .csv and .xlsx of the same rows.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::district::{self as d, Cell};

/// Writes every sheet of the district into a folder; the last file says that all are there.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn write_all(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("{} cannot be made", dir.display()))?;
    both(dir, "places", &d::PLACES, d::VILLAGES, &d::place_row)?;
    both(dir, "federations", &d::FEDERATIONS, d::CLFS + d::GPS, &d::federation_row)?;
    both(dir, "groups", &d::GROUP_HEADINGS, d::GROUPS, &d::group_row)?;
    both(dir, "members", &d::MEMBER_HEADINGS, d::MEMBERS, &d::member_row)?;
    both(dir, "targets", &d::TARGETS, d::BLOCKS * 120, &d::target_row)?;
    fs::write(dir.join("expected.json"), serde_json::to_vec_pretty(&expected())?)?;
    Ok(())
}

/// Writes the sheets of reported values of the financial year that begins in April of `year`.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn write_year(dir: &Path, year: i32) -> Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("{} cannot be made", dir.display()))?;
    let headings = d::progress_headings();
    for month in 0..12 {
        let name = d::month_name(year, month);
        delimited(dir, &name, &headings, d::GROUPS, &|at| d::progress_row(at, year, month))?;
    }
    Ok(())
}

type Rows<'a> = &'a dyn Fn(usize) -> Vec<Cell>;

fn both(dir: &Path, name: &str, headings: &[&str], count: usize, row: Rows<'_>) -> Result<()> {
    delimited(dir, name, headings, count, row)?;
    workbook(&dir.join(format!("{name}.xlsx")), headings, count, row)
}

fn delimited(dir: &Path, name: &str, headings: &[&str], count: usize, row: Rows<'_>) -> Result<()> {
    let mut out = csv::Writer::from_path(dir.join(format!("{name}.csv")))?;
    out.write_record(headings)?;
    for at in 0..count {
        out.write_record(row(at).iter().map(|cell| match cell {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.format("%d/%m/%Y").to_string(),
        }))?;
    }
    Ok(out.flush()?)
}

fn workbook(path: &Path, headings: &[&str], count: usize, row: Rows<'_>) -> Result<()> {
    let mut book = Workbook::new();
    // Low memory, not constant memory: texts are shared, as Excel itself writes them.
    let sheet = book.add_worksheet_with_low_memory()?;
    let days = Format::new().set_num_format("dd/mm/yyyy");
    for (heading, column) in headings.iter().zip(0..) {
        sheet.write_string(0, column, *heading)?;
    }
    for (at, number) in (0..count).zip(1..) {
        for (cell, column) in row(at).iter().zip(0..) {
            write(sheet, (number, column), cell, &days)?;
        }
    }
    Ok(book.save(path)?)
}

fn write(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, days: &Format) -> Result<()> {
    let (row, column) = at;
    match cell {
        Cell::Text(text) if text.is_empty() => {}
        Cell::Text(text) => drop(sheet.write_string(row, column, text)?),
        Cell::Number(number) => drop(sheet.write_number(row, column, *number as f64)?),
        Cell::Day(day) => {
            let day = ExcelDateTime::parse_from_str(&day.to_string())?;
            sheet.write_datetime_with_format(row, column, &day, days)?;
        }
    }
    Ok(())
}

/// What the files add up to: whatever reads them must find the same.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Expected {
    /// Groups.
    groups: usize,
    /// Members.
    members: usize,
    /// Groups of each block, by the block's code.
    groups_by_block: Vec<(String, i64)>,
    /// The sum of each reported indicator over groups and months.
    reported: Vec<(&'static str, i64)>,
}

fn expected() -> Expected {
    let mut blocks = vec![0; d::BLOCKS];
    for group in 0..d::GROUPS {
        let gp = d::gp_of_village(d::village_of_group(group));
        blocks[d::block_of_gp(gp)] += 1;
    }
    let coded = |(block, count)| (d::block_code(block).to_string(), count);
    let sum = |indicator| {
        let months = |group| (0..12).map(move |month| d::progress(group, month, indicator));
        (0..d::GROUPS).flat_map(months).sum()
    };
    Expected {
        groups: d::GROUPS,
        members: d::MEMBERS,
        groups_by_block: blocks.into_iter().enumerate().map(coded).collect(),
        reported: d::INDICATORS.iter().zip(0..).map(|(code, at)| (*code, sum(at))).collect(),
    }
}
