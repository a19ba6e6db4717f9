//! Reads of a register: a page of its list, its count, one record. Every one takes the scope.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_kernel::scope::{Rights, Scope};
use uuid::Uuid;

use super::{
    Register,
    ask::{Ask, Cursor, Filter, Sort, Test},
    column::{Column, Kind, Units},
    held::{Held, Values},
    names,
    statement::{Ground, Statement},
    write,
};
use crate::{
    db::{self, Reader, Value},
    error::{Error, Result},
    params,
};

/// A row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number.
    pub id: i64,
    /// The columns that were asked for.
    pub held: Vec<Held>,
    /// Where the list goes on behind it.
    pub cursor: Cursor,
}

/// One record with every column.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number.
    pub id: i64,
    /// Its edition; 0 for a register that is not written here.
    pub version: i64,
    /// Its columns by name.
    pub values: Values,
}

/// One page of a list.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn list(
    reader: &mut Reader,
    of: (&Register, &Scope, NaiveDate),
    columns: &[&Column],
    ask: &Ask,
) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    walk(reader, of, columns, ask, &mut |row| {
        rows.push(row);
        Ok(())
    })?;
    Ok(rows)
}

/// One page of a list, row by row: as it is read where no column names a unit.
///
/// # Errors
/// `Broken` when the database cannot be read; whatever `take` answers with.
pub fn walk(
    reader: &mut Reader,
    (register, scope, today): (&Register, &Scope, NaiveDate),
    columns: &[&Column],
    ask: &Ask,
    take: &mut dyn FnMut(Row) -> Result<()>,
) -> Result<()> {
    let ground = ground(reader, register, scope)?;
    let made = Statement::list((register, scope, today), columns, ask, ground);
    if !columns.iter().any(|column| matches!(column.kind, Kind::Unit(_))) {
        return reader
            .each(&made.sql, &made.values, &mut |row| take(read(row, columns, ask.sort)?));
    }
    let mut rows = Vec::new();
    reader.each(&made.sql, &made.values, &mut |row| {
        rows.push(read(row, columns, ask.sort)?);
        Ok(())
    })?;
    names::give(reader, scope, columns, &mut rows)?;
    rows.into_iter().try_for_each(take)
}

/// How many rows the whole list has.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn count(
    reader: &mut Reader,
    of: (&Register, &Scope, NaiveDate),
    filters: &[Filter],
) -> Result<i64> {
    let ground = ground(reader, of.0, of.1)?;
    let made = Statement::count(of, filters, ground);
    reader.kept(&made.sql, &made.values)?.first().map_or(Ok(0), |row| row.at(0))
}

/// One record with every column, masked ones too: what is shown of them is the caller's affair.
///
/// # Errors
/// `NotFound` when there is none or it is not this desk's.
pub fn one(
    reader: &mut Reader,
    (register, scope, today): (&Register, &Scope, NaiveDate),
    id: i64,
) -> Result<Record> {
    let columns: Vec<&Column> = register.columns.iter().collect();
    let ground = Ground { is_embedded: reader.is_embedded(), near: None };
    let made = Statement::one((register, scope, today), &columns, id, ground);
    let row = reader.first(&made.sql, &made.values)?.ok_or(Error::NotFound)?;
    let mut row = [read(row, &columns, None)?];
    names::give(reader, scope, &columns, &mut row)?;
    let [row] = row;
    let named = columns.iter().zip(row.held).map(|(column, held)| (column.name.to_owned(), held));
    let values: Values = named.collect();
    let version = match &register.kept {
        Some(kept) => write::version(reader, scope.district_id(), kept, id)?,
        None => 0,
    };
    Ok(Record { id, version, values })
}

fn ground(reader: &mut Reader, register: &Register, scope: &Scope) -> Result<Ground> {
    let near = match &register.near {
        Some(near) => near.units(reader, scope)?,
        None => None,
    };
    Ok(Ground { is_embedded: reader.is_embedded(), near })
}

/// The import that a record came with, and its file; the page has found the record under the scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn import_of(
    reader: &mut Reader,
    scope: &Scope,
    register: &Register,
    id: i64,
) -> Result<Option<(Uuid, String)>> {
    match &register.kept {
        Some(kept) => write::import_of(reader, scope.district_id(), kept, id),
        None => Ok(None),
    }
}

/// The units that the desk may choose for a column, with their names in Hindi and English.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn choices(reader: &mut Reader, scope: &Scope, units: &Units) -> Result<Vec<Held>> {
    let Some(sql) = units.choices else { return Ok(Vec::new()) };
    let rows = reader.query(sql, &params![scope.district_id(), scope.key()])?;
    let unit =
        |row: &db::Row| Ok(Held::Unit { id: row.at(0)?, name_hi: row.at(1)?, name_en: row.at(2)? });
    rows.iter().map(unit).collect()
}

/// Every record of a register that is written here, with every column, for judging sheets.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn records(reader: &mut Reader, of: (&Register, &Scope, NaiveDate)) -> Result<Vec<Record>> {
    let columns: Vec<&Column> = of.0.columns.iter().collect();
    let ask = Ask { sort: None, limit: i64::MAX, ..Ask::all(of.0) };
    let rows = list(reader, of, &columns, &ask)?;
    let versions = match &of.0.kept {
        Some(kept) => write::versions(reader, of.1.district_id(), kept)?,
        None => HashMap::new(),
    };
    let record = |row: Row| {
        let named = columns.iter().zip(row.held);
        Record {
            id: row.id,
            version: versions.get(&row.id).copied().unwrap_or(0),
            values: named.map(|(column, held)| (column.name.to_owned(), held)).collect(),
        }
    };
    Ok(rows.into_iter().map(record).collect())
}

fn read(row: db::Row, columns: &[&Column], sort: Option<Sort>) -> Result<Row> {
    let id = row.at(0)?;
    let mut values = row.values.into_iter().skip(1);
    let mut next = || values.next().unwrap_or(Value::Null);
    let held = columns.iter().map(|column| Held::of(column.kind, next())).collect();
    let value = match sort.map(|sort| sort.column.kind) {
        None => Held::Empty,
        Some(Kind::Unit(_)) => match next() {
            Value::Text(text) => Held::Text(text),
            _ => Held::Empty,
        },
        Some(kind) => Held::of(kind, next()),
    };
    Ok(Row { id, held, cursor: Cursor { id, value } })
}

/// Every statement that a register can make, for the test that prepares them on both engines.
pub fn statements(register: &Register, is_embedded: bool) -> Vec<String> {
    let today = NaiveDate::from_ymd_opt(2026, 4, 1).expect("a real day");
    let whole = Scope::district(1, Rights::none());
    let part = Scope::subtrees(1, 1, vec![1], Rights::none());
    let columns: Vec<&Column> = register.columns.iter().collect();
    let mut all = Vec::new();
    for (scope, near) in
        [(&whole, None), (&part, None), (&part, Some(vec![1])), (&part, Some(vec![1, 2]))]
    {
        let of = (register, scope, today);
        let ground = Ground { is_embedded, near };
        let mut lists = vec![Ask::all(register)];
        for column in register.columns {
            for down in [false, true] {
                let sort = Some(Sort { column, down });
                let value = sample(column.kind, true);
                let after = Some(Cursor { id: 1, value });
                lists.push(Ask { sort, after, ..Ask::all(register) });
            }
            lists.extend(
                tests(column).into_iter().map(|test| Ask {
                    filters: vec![Filter { column, test }],
                    ..Ask::all(register)
                }),
            );
        }
        for ask in &lists {
            all.push(Statement::list(of, &columns, ask, ground.clone()).sql);
            all.push(Statement::count(of, &ask.filters, ground.clone()).sql);
        }
        all.push(Statement::one(of, &columns, 1, ground).sql);
    }
    all.extend(register.near.map(|near| near.units.to_owned()));
    all.extend(names::statements(register));
    all.extend(write::statements(register));
    all
}

fn tests(column: &Column) -> Vec<Test> {
    let value = || sample(column.kind, false);
    let mut all = vec![Test::Is(value()), Test::Empty(true), Test::Empty(false)];
    match column.kind {
        Kind::Text(_) => all.extend([Test::Has("x".into()), Test::In(vec![value(), value()])]),
        Kind::Choice(_) => all.push(Test::In(vec![value()])),
        Kind::Count | Kind::Money | Kind::Day => {
            all.extend([Test::From(value()), Test::To(value()), Test::In(vec![value()])]);
        }
        Kind::Unit(_) => all.push(Test::Has("x".into())),
        Kind::Flag => {}
    }
    all
}

fn sample(kind: Kind, is_sorted: bool) -> Held {
    match kind {
        Kind::Unit(_) if !is_sorted => Held::unit(1),
        Kind::Text(_) | Kind::Choice(_) | Kind::Unit(_) => Held::Text("x".into()),
        Kind::Count => Held::Count(1),
        Kind::Money => Held::Money(1),
        Kind::Day => Held::Day(NaiveDate::from_ymd_opt(2026, 4, 1).expect("a real day")),
        Kind::Flag => Held::Flag(true),
    }
}
