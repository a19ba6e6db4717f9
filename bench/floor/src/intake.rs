//! Sheets into SQLite: groups and members, validated, in one durable transaction.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use crate::registers::{Groups, Members, Taken, add_villages, create, taken};

const VILLAGE_COLUMN: usize = 8;
const BLOCK_COLUMN: usize = 4;

/// groups.csv and members.csv.
///
/// # Errors
/// When a file cannot be read or a row is not valid: nothing is taken then.
pub(crate) fn from_csv(dir: &Path, database: &Path) -> Result<Taken> {
    let villages = villages(dir)?;
    let mut connection = create(database)?;
    let tx = connection.transaction()?;
    add_villages(&tx, &villages)?;
    {
        let mut groups = Groups::new(&tx, &villages)?;
        each_line(&dir.join("groups.csv"), &mut |cells| groups.take(cells))?;
        let mut members = Members::new(&tx)?;
        each_line(&dir.join("members.csv"), &mut |cells| members.take(cells))?;
    }
    tx.commit()?;
    taken(&connection)
}

/// groups.xlsx and members.xlsx, each sheet whole in memory.
///
/// # Errors
/// As [`from_csv`].
pub(crate) fn from_xlsx(dir: &Path, database: &Path) -> Result<Taken> {
    let villages = villages(dir)?;
    let mut connection = create(database)?;
    let tx = connection.transaction()?;
    add_villages(&tx, &villages)?;
    {
        let mut groups = Groups::new(&tx, &villages)?;
        each_row(&sheet(&dir.join("groups.xlsx"))?, &mut |cells| groups.take(cells))?;
        let mut members = Members::new(&tx)?;
        each_row(&sheet(&dir.join("members.xlsx"))?, &mut |cells| members.take(cells))?;
    }
    tx.commit()?;
    taken(&connection)
}

/// Village code and the code of its block.
fn villages(dir: &Path) -> Result<HashMap<String, String>> {
    let mut found = HashMap::new();
    each_line(&dir.join("places.csv"), &mut |cells| {
        found.insert(cells[VILLAGE_COLUMN].to_owned(), cells[BLOCK_COLUMN].to_owned());
        Ok(())
    })?;
    Ok(found)
}

type Take<'a> = &'a mut dyn FnMut(&[&str]) -> Result<()>;

fn each_line(path: &Path, take: Take<'_>) -> Result<()> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let cells: Vec<&str> = record.iter().collect();
        take(&cells)?;
    }
    Ok(())
}

fn sheet(path: &Path) -> Result<Range<Data>> {
    let mut book: Xlsx<_> = open_workbook(path)?;
    book.worksheet_range_at(0).context("no sheet")?.map_err(Into::into)
}

fn each_row(range: &Range<Data>, take: Take<'_>) -> Result<()> {
    let mut texts: Vec<String> = Vec::new();
    for row in range.rows().skip(1) {
        texts.clear();
        texts.extend(row.iter().map(shown));
        let cells: Vec<&str> = texts.iter().map(String::as_str).collect();
        take(&cells)?;
    }
    Ok(())
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => {
            let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("Excel's first day");
            let days = chrono::Days::new(at.as_f64() as u64);
            (first + days).format("%d/%m/%Y").to_string()
        }
        other => other.to_string(),
    }
}
