//! Producer groups and FPOs as sheets: the columns of the importer, out of the register's own.

use samuh_engine::{
    Error, Reader, Result, clock,
    register::{self, Record},
};
use samuh_kernel::scope::Scope;

use super::{Held, Sheet};
use crate::{importing::Register, registers};

/// Fields of the sheet that the register has no column of: the district, and one name for two.
const LEFT: [&str; 3] = ["district_code", "district", "name"];

pub(super) fn rows(reader: &mut Reader, scope: &Scope, register: Register) -> Result<Sheet> {
    let kept = registers::of(register.code()).ok_or(Error::NotFound)?;
    let records = register::records(reader, (kept, scope, clock::today()))?;
    let columns = register.shape().columns.iter().map(|column| column.field);
    let fields: Vec<&'static str> = columns.filter(|field| !LEFT.contains(field)).collect();
    let row = |record: &Record| fields.iter().map(|field| held(record, field)).collect();
    Ok(Sheet { rows: records.iter().map(row).collect(), fields })
}

fn held(record: &Record, field: &str) -> Held {
    match record.values.get(field) {
        None | Some(register::Held::Empty) => Held::Empty,
        Some(register::Held::Text(text)) => text.into(),
        Some(register::Held::Count(count)) => Held::Whole(*count),
        Some(register::Held::Money(paise)) => Held::Paise(*paise),
        Some(register::Held::Day(day)) => (*day).into(),
        Some(register::Held::Flag(yes)) => if *yes { "Y" } else { "N" }.into(),
        Some(register::Held::Unit { name_hi, name_en, .. }) => {
            name_hi.as_ref().or(name_en.as_ref()).into()
        }
    }
}
