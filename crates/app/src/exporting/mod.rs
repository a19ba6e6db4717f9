//! A whole register as a sheet that can be imported again: the columns are the importer's own.

mod households;
mod institutions;
mod members;
mod places;
mod producers;

use std::{fs::File, io::BufWriter, path::Path};

use chrono::NaiveDate;
use samuh_documents::write::{Book, Column, CsvWriter, Head, Kind, Value, WriteError};
use samuh_engine::{Db, Desk, Error, Op, Result, clock};
use samuh_groups::Kind as Body;
use samuh_imports::{Kind as Reads, Shape};
use samuh_kernel::{fault::Fault, scope::Right};
use samuh_web::words::{Lang, Words};

use crate::{ids::new_id, importing::Register};

/// What is wanted of a register.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Which register.
    pub register: Register,
    /// Columns headed by their identifiers.
    pub names: bool,
    /// Personal columns too: account numbers, mobiles, office bearers; of members all but the name.
    pub personal: bool,
}

/// A value of an exported row.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// Nothing.
    Empty,
    /// Words and codes.
    Text(String),
    /// A count.
    Whole(i64),
    /// Money in paise.
    Paise(i64),
    /// Another number.
    Decimal(f64),
    /// A day.
    Day(NaiveDate),
}

/// A register as a sheet.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The fields of the columns, as the importer names them.
    pub fields: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<Held>>,
}

/// The whole register as the desk sees it.
///
/// # Errors
/// `Denied` when the desk may not see the register; fault `not_exported` for one that is made of
/// figures.
pub fn sheet(db: &Db, desk: &Desk, wanted: &Wanted) -> Result<Sheet> {
    if !desk.scope.may(Right::See, wanted.register.area()) {
        return Err(Error::Denied("export"));
    }
    let mut sheet = db.read(|reader| match wanted.register {
        Register::Places => places::rows(reader, &desk.scope),
        Register::Groups => institutions::rows(reader, &desk.scope, &[Body::Shg]),
        Register::Federations => institutions::rows(reader, &desk.scope, &[Body::Clf, Body::Vo]),
        Register::Members => members::rows(reader, &desk.scope),
        Register::Households => households::rows(reader, &desk.scope),
        Register::Producers | Register::Fpos => {
            producers::rows(reader, &desk.scope, wanted.register)
        }
        _ => Err(Error::fault("not_exported")),
    })?;
    if !wanted.personal {
        let personal = match wanted.register {
            Register::Members => members::PERSONAL,
            Register::Households => households::PERSONAL,
            _ => institutions::PERSONAL,
        };
        sheet.drop_columns(personal);
    }
    Ok(sheet)
}

/// Fewest letters of a reason for which personal columns are opened.
const REASON: usize = 8;

/// A reason in words, as the trail keeps it.
///
/// # Errors
/// Faults `open_reason_missing` where it says too little, `aadhaar_not_kept` where it holds such a
/// number.
pub(crate) fn reason(text: &str) -> Result<String> {
    let reason = samuh_kernel::text::tidy(text);
    if reason.chars().count() < REASON {
        let fault = Fault::at("reason", "open_reason_missing").with("letters", REASON);
        return Err(Error::Faults(fault.into()));
    }
    if samuh_kernel::read::looks_like_aadhaar(&reason) {
        return Err(Error::Faults(Fault::at("reason", "aadhaar_not_kept").into()));
    }
    Ok(reason)
}

/// Writes into the trail that a register leaves with its personal columns, and why; before the file
/// is written, so that none leaves unseen.
///
/// # Errors
/// As [`reason`], and from the database.
pub fn note_personal(
    db: &Db,
    desk: &Desk,
    sheet: &Sheet,
    wanted: &Wanted,
    why: &str,
) -> Result<()> {
    let (reason, register) = (reason(why)?, wanted.register.code());
    let rows = sheet.rows.len();
    let op = Op::over(new_id()?, "privacy.export", &(register, rows, &reason), clock::now())?;
    db.act(desk, &op, move |tx| {
        tx.changed("export", 0, 0)
            .office("register", None::<&str>, register)
            .office("rows", None::<i64>, i64::try_from(rows).unwrap_or(i64::MAX))
            .office("reason", None::<&str>, reason.as_str());
        Ok(())
    })
}

/// Writes a sheet to a file: a workbook, or CSV where the name ends so.
///
/// # Errors
/// Fault `export_ending` for another ending; `Broken` when the file cannot be written.
pub fn write(sheet: &Sheet, wanted: &Wanted, words: &Words, out: &Path) -> Result<()> {
    let columns = columns(sheet, wanted, words);
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let written = match ending.to_ascii_lowercase().as_str() {
        "csv" => csv(sheet, &columns, out),
        "xlsx" => book(sheet, columns, wanted, words, out),
        _ => return Err(Error::fault("export_ending")),
    };
    written.map_err(|error| Error::broken(format!("{}: {error}", out.display())))
}

impl Sheet {
    fn drop_columns(&mut self, fields: &[&str]) {
        let kept: Vec<bool> = self.fields.iter().map(|field| !fields.contains(field)).collect();
        let mut each = kept.iter();
        self.fields.retain(|_| *each.next().unwrap_or(&true));
        for row in &mut self.rows {
            let mut each = kept.iter();
            row.retain(|_| *each.next().unwrap_or(&true));
        }
    }
}

fn columns(sheet: &Sheet, wanted: &Wanted, words: &Words) -> Vec<Column> {
    let shape = wanted.register.shape();
    sheet
        .fields
        .iter()
        .map(|field| Column {
            heading: if wanted.names { (*field).to_owned() } else { heading(shape, field, words) },
            kind: kind(shape, field),
            width: if field.contains("name") || matches!(*field, "gp" | "village") {
                28
            } else {
                16
            },
        })
        .collect()
}

/// The usual heading of a field in the reader's language; the importer knows every one of them.
fn heading(shape: &Shape, field: &str, words: &Words) -> String {
    let is_hindi = |text: &&str| text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
    let wants_hindi = words.lang() == Lang::Hi;
    let column = shape.columns.iter().find(|column| column.field == field);
    let all: Vec<&str> = column.into_iter().flat_map(samuh_imports::Column::headings).collect();
    let own = all.iter().find(|text| is_hindi(text) == wants_hindi);
    own.or(all.first()).map_or(field, |text| text).to_owned()
}

fn kind(shape: &Shape, field: &str) -> Kind {
    let column = shape.columns.iter().find(|column| column.field == field);
    match column.map(|column| column.kind) {
        Some(Reads::Whole) => Kind::Whole,
        Some(Reads::Paise) => Kind::Rupees,
        Some(Reads::Decimal) => Kind::Decimal,
        Some(Reads::Day) => Kind::Day,
        _ => Kind::Text,
    }
}

fn value(held: &Held) -> Value<'_> {
    match held {
        Held::Empty => Value::Empty,
        Held::Text(text) => Value::Text(text),
        Held::Whole(count) => Value::Whole(*count),
        Held::Paise(paise) => Value::Paise(*paise),
        Held::Decimal(number) => Value::Decimal(*number),
        Held::Day(day) => Value::Day(*day),
    }
}

fn csv(sheet: &Sheet, columns: &[Column], out: &Path) -> std::result::Result<(), WriteError> {
    let mut writer = CsvWriter::new(BufWriter::new(File::create(out)?), columns)?;
    for row in &sheet.rows {
        writer.row(&row.iter().map(value).collect::<Vec<_>>())?;
    }
    writer.finish().map(drop)
}

fn book(
    sheet: &Sheet,
    columns: Vec<Column>,
    wanted: &Wanted,
    words: &Words,
    out: &Path,
) -> std::result::Result<(), WriteError> {
    let mut book = Book::new(clock::local(clock::now()))?;
    let name = words.t(&format!("register-{}", wanted.register.code()));
    let mut writer = book.sheet(&Head { name, titles: Vec::new(), columns })?;
    for row in &sheet.rows {
        writer.row(&row.iter().map(value).collect::<Vec<_>>())?;
    }
    writer.finish()?;
    book.save(out)
}

impl<T: Into<Self>> From<Option<T>> for Held {
    fn from(held: Option<T>) -> Self {
        held.map_or(Self::Empty, Into::into)
    }
}

impl From<&str> for Held {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Held {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<NaiveDate> for Held {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}
