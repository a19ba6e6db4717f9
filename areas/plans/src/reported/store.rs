//! Reported figures in the database.

use std::collections::HashMap;

use samuh_engine::{Reader, Result, Row, Tx, params};
use samuh_figures::{
    catalogue::IndicatorId,
    journal::{Class, Posting},
};
use samuh_kernel::{
    calendar::{FinancialYear, Month},
    scope::Scope,
};

use super::model::{Key, ReportedSeen, SheetLine, Standing, Stands, Step};
use crate::unit::{Unit, UnitLevel};

const ALL: &str = "
    select indicator, month, place_id, institution_id, value, version, class
    from reported where district_id = $1";
const SOME: &str = "
    select indicator, month, place_id, institution_id, value, version, class
    from reported
    where district_id = $1 and indicator = $2 and month >= $3 and month <= $4";
const LEVELS: &str = "
    select indicator, year, level from reporting_level where district_id = $1";
const POSTINGS: &str = "
    select indicator, place_id, institution_id, federation_id, month, class, value
    from reported where district_id = $1 and value <> 0";
const FIX_LEVEL: &str = "
    insert into reporting_level (district_id, indicator, year, level, op_no)
    values ($1, $2, $3, $4, $5)
    on conflict (district_id, indicator, year) do nothing";
const LEVEL_OF: &str = "
    select level from reporting_level where district_id = $1 and indicator = $2 and year = $3";
const FREE_LEVEL: &str = "
    delete from reporting_level
    where district_id = $1 and indicator = $2 and year = $3 and not exists (
      select 1 from reported r
      where r.district_id = $1 and r.indicator = $2 and r.month >= $4 and r.month <= $5)";
const CHANGE: &str = "
    update reported set value = $6, version = version + 1, op_no = $7
    where district_id = $1 and indicator = $2 and month = $3 and place_id = $4
      and institution_id = $5 and version = $8";
const RESTORE: &str = "
    update reported set value = $6, version = $8 - 1, op_no = $7
    where district_id = $1 and indicator = $2 and month = $3 and place_id = $4
      and institution_id = $5 and version = $8";
const OF_BATCH: &str = "
    select indicator, place_id, institution_id, federation_id, month, class, value, version
    from reported where district_id = $1 and indicator = $2 and batch_no = $3";
const DROP_BATCH: &str = "
    delete from reported where district_id = $1 and indicator = $2 and batch_no = $3";
const ROW: &str = "
    select place_id, institution_id, federation_id, value, version, class from reported
    where district_id = $1 and indicator = $2 and month = $3 and place_id = $4
      and institution_id = $5";
// The op stays that of whoever typed the value; who verified it stands in the journal.
const SET_CLASS: &str = "
    update reported set class = $6, version = version + 1
    where district_id = $1 and indicator = $2 and month = $3 and place_id = $4
      and institution_id = $5 and version = $7";
const SHEET: &str = "
    select r.indicator, r.place_id, r.institution_id, r.federation_id, r.month, r.class, r.value,
           r.version, r.op_no, o.officer_id
    from reported r
    join op o on o.district_id = r.district_id and o.no = r.op_no
    where r.district_id = $1 and r.month = $2 and r.institution_id = $3
      and r.place_id >= $4 and r.place_id <= $5
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and c.place_id = r.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and f.institution_id = r.institution_id))
    order by r.indicator";
const BEHIND_PLACE: &str = "
    select r.place_id, r.institution_id, coalesce(i.name_hi, p.name_hi),
           coalesce(i.name_en, p.name_en), r.month, r.class, r.value, o.at, o.post_id, r.batch_no,
           b.file_name, b.id
    from place_closure u
    join reported r on r.district_id = u.district_id and r.place_id = u.place_id
    join place p on p.district_id = r.district_id and p.id = r.place_id
    join op o on o.district_id = r.district_id and o.no = r.op_no
    left join institution i on i.district_id = r.district_id and i.id = r.institution_id
    left join import_batch b on b.district_id = r.district_id and b.no = r.batch_no
    where u.district_id = $1 and u.ancestor_id = $2 and r.indicator = $3
      and r.month >= $4 and r.month <= $5
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and c.place_id = r.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and f.institution_id = r.institution_id))
    order by r.month, r.place_id, r.institution_id";
const BEHIND_FEDERATION: &str = "
    select r.place_id, r.institution_id, coalesce(i.name_hi, p.name_hi),
           coalesce(i.name_en, p.name_en), r.month, r.class, r.value, o.at, o.post_id, r.batch_no,
           b.file_name, b.id
    from federation_closure u
    join reported r on r.district_id = u.district_id and r.federation_id = u.institution_id
    join place p on p.district_id = r.district_id and p.id = r.place_id
    join op o on o.district_id = r.district_id and o.no = r.op_no
    left join institution i on i.district_id = r.district_id and i.id = r.institution_id
    left join import_batch b on b.district_id = r.district_id and b.no = r.batch_no
    where u.district_id = $1 and u.ancestor_id = $2 and r.indicator = $3
      and r.month >= $4 and r.month <= $5
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and c.place_id = r.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure f on f.district_id = s.district_id and f.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and f.institution_id = r.institution_id))
    order by r.month, r.place_id, r.institution_id";

/// The sheets behind a reported figure of a place or federation: their values add up to it.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn reported_behind(
    reader: &mut Reader,
    scope: &Scope,
    unit: (i64, UnitLevel),
    indicator: IndicatorId,
    (from, to): (Month, Month),
) -> Result<Vec<ReportedSeen>> {
    let sql = if unit.1.is_institution() { BEHIND_FEDERATION } else { BEHIND_PLACE };
    let (from, to) = (i64::from(from.0), i64::from(to.0));
    let given = params![scope.district_id(), unit.0, indicator, from, to, scope.key()];
    let mut seen = Vec::new();
    reader.each(sql, &given, &mut |row| {
        seen.push(ReportedSeen {
            place_id: row.at(0)?,
            institution_id: row.at(1)?,
            name_hi: row.at(2)?,
            name_en: row.at(3)?,
            month: month_of(&row, 4)?,
            class: class_of(&row, 5)?,
            value: row.at(6)?,
            at: row.at(7)?,
            post_id: row.at(8)?,
            batch_no: row.at(9)?,
            file_name: row.at(10)?,
            batch_id: row.at(11)?,
        });
        Ok(())
    })?;
    Ok(seen)
}

/// The sheet of a place or institution for a month, by indicator; empty when nothing was reported.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn sheet_of(
    reader: &mut Reader,
    scope: &Scope,
    unit_id: i64,
    month: Month,
) -> Result<Vec<SheetLine>> {
    let mut lines = Vec::new();
    // Places and institutions share one number space: a number is one or the other.
    for (institution_id, places) in [(unit_id, (0, i64::MAX)), (0, (unit_id, unit_id))] {
        let time = i64::from(month.0);
        let given =
            params![scope.district_id(), time, institution_id, places.0, places.1, scope.key()];
        reader.each(SHEET, &given, &mut |row| {
            lines.push(SheetLine {
                indicator: row.at(0)?,
                place_id: row.at(1)?,
                institution_id: row.at(2)?,
                federation_id: row.at(3)?,
                month: month_of(&row, 4)?,
                class: class_of(&row, 5)?,
                value: row.at(6)?,
                version: row.at(7)?,
                op_no: row.at(8)?,
                officer_id: row.at(9)?,
            });
            Ok(())
        })?;
    }
    Ok(lines)
}

/// Moves a figure to another class; false when someone saved first.
pub(crate) fn set_class(
    tx: &mut Tx,
    district_id: i64,
    line: &SheetLine,
    class: Class,
) -> Result<bool> {
    let given = params![
        district_id,
        line.indicator,
        i64::from(line.month.0),
        line.place_id,
        line.institution_id,
        class as i64,
        line.version
    ];
    Ok(tx.exec(SET_CLASS, &given)? == 1)
}

/// What the district's reported figures ask of the journal, for `samuh verify`, which looks at the
/// whole district: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn wanted_postings(reader: &mut Reader, district_id: i64) -> Result<Vec<Posting>> {
    let mut wanted = Vec::new();
    reader.each(POSTINGS, &params![district_id], &mut |row| {
        wanted.push(posting(&row)?);
        Ok(())
    })?;
    Ok(wanted)
}

/// Every figure of the district by its key. A judge looks up only units of its desk, so that
/// nothing of another's is said: no scope.
pub(crate) fn standing(reader: &mut Reader, district_id: i64) -> Result<Standing> {
    collect(reader, ALL, &params![district_id])
}

/// The figures of one indicator in some months, inside an act that writes them: no scope.
pub(crate) fn standing_of(
    reader: &mut Reader,
    district_id: i64,
    indicator: IndicatorId,
    (from, to): (Month, Month),
) -> Result<Standing> {
    let given = params![district_id, indicator, i64::from(from.0), i64::from(to.0)];
    collect(reader, SOME, &given)
}

fn collect(reader: &mut Reader, sql: &str, given: &[samuh_engine::Value]) -> Result<Standing> {
    let mut rows = Vec::new();
    reader.each(sql, given, &mut |row| {
        let (place_id, institution_id): (i64, i64) = (row.at(2)?, row.at(3)?);
        let unit_id = if institution_id == 0 { place_id } else { institution_id };
        let stands = Stands {
            value: row.at(4)?,
            version: u32::try_from(row.at::<i64>(5)?).unwrap_or(u32::MAX),
            is_verified: class_of(&row, 6)? == Class::Verified,
        };
        rows.push((Key::new(row.at(0)?, month_of(&row, 1)?, unit_id), stands));
        Ok(())
    })?;
    Ok(Standing::of(rows))
}

/// The level that reports each indicator in each year. A rule of the whole district: no scope.
pub(crate) fn levels(
    reader: &mut Reader,
    district_id: i64,
) -> Result<HashMap<(IndicatorId, i32), UnitLevel>> {
    let mut levels = HashMap::new();
    reader.each(LEVELS, &params![district_id], &mut |row| {
        let year = i32::try_from(row.at::<i64>(1)?).unwrap_or(i32::MAX);
        if let Some(level) = UnitLevel::of(&row.at::<String>(2)?) {
            levels.insert((row.at(0)?, year), level);
        }
        Ok(())
    })?;
    Ok(levels)
}

/// Fixes the level of an indicator's year; false when another level stands already.
pub(crate) fn fix_level(
    tx: &mut Tx,
    district_id: i64,
    (indicator, year): (IndicatorId, i32),
    level: UnitLevel,
) -> Result<bool> {
    let of = params![district_id, indicator, year];
    let given = params![district_id, indicator, year, level.code(), tx.op_no()];
    tx.exec(FIX_LEVEL, &given)?;
    let row = tx.first(LEVEL_OF, &of)?;
    Ok(row.map(|row| row.at::<String>(0)).transpose()?.as_deref() == Some(level.code()))
}

/// Lets a year's level go when nothing is reported for it any more.
pub(crate) fn free_level(
    tx: &mut Tx,
    district_id: i64,
    indicator: IndicatorId,
    year: FinancialYear,
) -> Result<()> {
    let (from, to) = (i64::from(year.first_month().0), i64::from(year.last_month().0));
    tx.exec(FREE_LEVEL, &params![district_id, indicator, year.0, from, to]).map(drop)
}

const COLUMNS: &[&str] = &[
    "district_id",
    "indicator",
    "month",
    "place_id",
    "institution_id",
    "federation_id",
    "class",
    "value",
    "version",
    "batch_no",
    "op_no",
];

/// Adds new figures.
pub(crate) fn add(
    tx: &mut Tx,
    district_id: i64,
    batch_no: i64,
    units: &[Unit],
    steps: &[Step],
) -> Result<()> {
    let op_no = tx.op_no();
    let mut rows = steps.iter().map(|step| {
        let unit = &units[step.unit as usize];
        params![
            district_id,
            i64::from(step.indicator),
            i64::from(step.month.0),
            unit.place_id,
            unit.institution_id,
            unit.federation_id,
            Class::Reported as i64,
            step.value,
            1i64,
            batch_no,
            op_no
        ]
        .to_vec()
    });
    tx.load("reported", COLUMNS, &mut rows).map(drop)
}

/// One figure as it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) posting: Posting,
    pub(crate) version: i64,
}

/// One figure, inside an act that changes it.
pub(crate) fn find(
    tx: &mut Tx,
    district_id: i64,
    (indicator, month): (IndicatorId, Month),
    (place_id, institution_id): (i64, i64),
) -> Result<Option<Found>> {
    let of = params![district_id, indicator, i64::from(month.0), place_id, institution_id];
    let Some(row) = tx.first(ROW, &of)? else { return Ok(None) };
    let posting = Posting {
        indicator,
        place_id: row.at(0)?,
        institution_id: row.at(1)?,
        federation_id: row.at(2)?,
        month,
        class: class_of(&row, 5)?,
        delta: row.at(3)?,
    };
    Ok(Some(Found { posting, version: row.at(4)? }))
}

/// Writes another value; false when someone saved first. `back` takes the edition back by one.
pub(crate) fn change(
    tx: &mut Tx,
    district_id: i64,
    found: &Found,
    value: i64,
    back: bool,
) -> Result<bool> {
    let stood = &found.posting;
    let given = params![
        district_id,
        stood.indicator,
        i64::from(stood.month.0),
        stood.place_id,
        stood.institution_id,
        value,
        tx.op_no(),
        found.version
    ];
    Ok(tx.exec(if back { RESTORE } else { CHANGE }, &given)? == 1)
}

/// The figures of an indicator that a batch added.
pub(crate) fn of_batch(
    tx: &mut Tx,
    district_id: i64,
    indicator: IndicatorId,
    batch_no: i64,
) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    tx.each(OF_BATCH, &params![district_id, indicator, batch_no], &mut |row| {
        found.push(Found { posting: posting(&row)?, version: row.at(7)? });
        Ok(())
    })?;
    Ok(found)
}

/// Drops the figures of an indicator that a batch added.
pub(crate) fn drop_batch(
    tx: &mut Tx,
    district_id: i64,
    indicator: IndicatorId,
    batch_no: i64,
) -> Result<()> {
    tx.exec(DROP_BATCH, &params![district_id, indicator, batch_no]).map(drop)
}

/// A row (indicator, place, institution, federation, month, class, value) as a posting.
fn posting(row: &Row) -> Result<Posting> {
    Ok(Posting {
        indicator: row.at(0)?,
        place_id: row.at(1)?,
        institution_id: row.at(2)?,
        federation_id: row.at(3)?,
        month: month_of(row, 4)?,
        class: class_of(row, 5)?,
        delta: row.at(6)?,
    })
}

fn month_of(row: &Row, at: usize) -> Result<Month> {
    let number = i32::try_from(row.at::<i64>(at)?);
    number.map(Month).map_err(|_| samuh_engine::Error::broken("a month out of range"))
}

fn class_of(row: &Row, at: usize) -> Result<Class> {
    Class::of(row.at(at)?).ok_or_else(|| samuh_engine::Error::broken("an unknown class"))
}
