//! The pack as a workbook: every table with its raw numbers, percentages as formulas.

use samuh_documents::write::{Book, Column, Head, Kind, Value, WriteError};
use samuh_engine::clock;
use samuh_figures::catalogue::Unit;
use samuh_web::show;

use super::{
    pen::{Pen, unit},
    snapshot::{Line, Mark, Named, Next, Share, Told},
};

/// The workbook of a snapshot.
pub(super) fn book(pen: &Pen<'_>) -> Result<Vec<u8>, WriteError> {
    let mut book = Book::new(clock::local(pen.of.read_at))?;
    scores(pen, &mut book)?;
    if !pen.of.units.is_empty() {
        by_unit(pen, &mut book)?;
    }
    months(pen, &mut book)?;
    told(pen, &mut book, "pack-behind", &pen.of.behind)?;
    weakest(pen, &mut book)?;
    told(pen, &mut book, "pack-ahead", &pen.of.ahead)?;
    if pen.of.directions.is_some() {
        directions(pen, &mut book)?;
    }
    next(pen, &mut book)?;
    glance(pen, &mut book)?;
    book.into_bytes()
}

/// A sheet's head. Names of sheets are short, so that Excel takes them whole.
fn head(pen: &Pen<'_>, key: &str, columns: Vec<Column>) -> Head {
    let name = pen.t(key);
    let mut titles = vec![pen.title(), name.clone(), pen.foot()];
    titles.extend(pen.chain());
    Head { name, titles, columns }
}

fn text(pen: &Pen<'_>, key: &str, width: u16) -> Column {
    Column { heading: pen.t(key), kind: Kind::Text, width }
}

fn number(heading: String) -> Column {
    Column { heading, kind: Kind::Whole, width: 16 }
}

fn share(pen: &Pen<'_>) -> Column {
    Column { heading: pen.t("pack-percent"), kind: Kind::Percent, width: 9 }
}

/// The indicator's name; money stands in rupees here.
fn name(pen: &Pen<'_>, code: &str) -> String {
    let plain = pen.words.find(&format!("indicator-{code}"), &[]);
    plain.filter(|_| unit(code) == Unit::Paise).unwrap_or_else(|| pen.name(code))
}

fn value(code: &str, value: Option<i64>) -> Value<'static> {
    match (value, unit(code)) {
        (None, _) => Value::Empty,
        (Some(count), Unit::Count) => Value::Whole(count),
        (Some(paise), Unit::Paise) => Value::Paise(paise),
        (Some(tenths), Unit::Percent) => {
            Value::Percent(f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0)
        }
    }
}

/// The formula of a share: whole per cent, rounded down as the pages round it.
fn formula(above: &str, below: &str, row: u32) -> String {
    format!("=IF({below}{row}=0,\"\",INT(ROUND({above}{row}*100/{below}{row},6)))")
}

fn reckoned(formula: &str, percent: Option<i64>) -> Value<'_> {
    match percent.map(|percent| i32::try_from(percent).unwrap_or(i32::MAX)) {
        Some(percent) => Value::Reckoned(formula, f64::from(percent)),
        None => Value::Empty,
    }
}

fn scores(pen: &Pen<'_>, book: &mut Book) -> Result<(), WriteError> {
    let mut columns = vec![text(pen, "field-indicator", 44)];
    columns.extend(
        ["pack-annual", "pack-due", "pack-in-month", "pack-total"].map(|key| number(pen.t(key))),
    );
    columns.push(share(pen));
    columns.push(text(pen, "pack-status", 14));
    columns.extend(["pack-expected", "pack-low", "pack-high"].map(|key| number(pen.t(key))));
    let mut sheet = book.sheet(&head(pen, "pack-scores", columns))?;
    for line in &pen.of.lines {
        let (code, mark) = (line.code.as_str(), &line.whole);
        let (name, status) = (name(pen, code), pen.status(mark));
        let formula = formula("E", "C", sheet.next_row());
        let seen = mark.outlook.as_ref();
        sheet.row(&[
            Value::Text(&name),
            value(code, mark.annual),
            value(code, mark.due),
            value(code, mark.month),
            value(code, mark.total),
            reckoned(&formula, mark.percent),
            Value::Text(&status),
            value(code, seen.map(|seen| seen.expected)),
            value(code, seen.map(|seen| seen.low)),
            value(code, seen.map(|seen| seen.high)),
        ])?;
    }
    sheet.finish().map(drop)
}

fn by_unit(pen: &Pen<'_>, book: &mut Book) -> Result<(), WriteError> {
    let columns = vec![
        text(pen, "field-indicator", 44),
        Column {
            heading: pen.t(&format!("level-{}", pen.of.units_are)),
            kind: Kind::Text,
            width: 26,
        },
        text(pen, "field-code", 14),
        number(pen.t("pack-annual")),
        number(pen.t("pack-due")),
        number(pen.t("pack-in-month")),
        number(pen.t("pack-total")),
        share(pen),
        text(pen, "pack-status", 14),
    ];
    let mut sheet = book.sheet(&head(pen, "pack-by-unit", columns))?;
    for line in &pen.of.lines {
        let name = name(pen, &line.code);
        let whole = std::iter::once((&line.whole, &pen.of.place));
        for (mark, unit) in line.units.iter().zip(&pen.of.units).chain(whole) {
            let formula = formula("G", "E", sheet.next_row());
            row_of_unit(pen, &mut sheet, (line, &name), (mark, unit), &formula)?;
        }
    }
    sheet.finish().map(drop)
}

fn row_of_unit(
    pen: &Pen<'_>,
    sheet: &mut samuh_documents::write::SheetWriter<'_>,
    (line, name): (&Line, &str),
    (mark, unit): (&Mark, &Named),
    formula: &str,
) -> Result<(), WriteError> {
    let (code, status) = (line.code.as_str(), pen.status(mark));
    sheet.row(&[
        Value::Text(name),
        Value::Text(unit.name(pen.hindi())),
        Value::Text(&unit.code),
        value(code, mark.annual),
        value(code, mark.due),
        value(code, mark.month),
        value(code, mark.total),
        reckoned(formula, mark.percent),
        Value::Text(&status),
    ])
}

fn months(pen: &Pen<'_>, book: &mut Book) -> Result<(), WriteError> {
    let mut columns = vec![text(pen, "field-indicator", 44), text(pen, "pack-kind", 16)];
    columns.extend(
        pen.of.months().into_iter().map(|month| number(show::month_short(month, pen.words))),
    );
    let mut sheet = book.sheet(&head(pen, "pack-months", columns))?;
    for line in &pen.of.lines {
        let name = name(pen, &line.code);
        let targets = line.month_targets.as_deref().map(|months| ("pack-target", months));
        for (key, months) in
            targets.into_iter().chain([("pack-total-month", line.months.as_slice())])
        {
            let kind = pen.t(key);
            let mut row = vec![Value::Text(&name), Value::Text(&kind)];
            row.extend(months.iter().map(|month| value(&line.code, Some(*month))));
            sheet.row(&row)?;
        }
    }
    sheet.finish().map(drop)
}

fn told(pen: &Pen<'_>, book: &mut Book, key: &str, all: &[Told]) -> Result<(), WriteError> {
    let columns = vec![
        Column {
            heading: pen.t(&format!("level-{}", pen.of.units_are)),
            kind: Kind::Text,
            width: 26,
        },
        text(pen, "field-indicator", 44),
        number(pen.t("pack-due")),
        number(pen.t("pack-total")),
        share(pen),
    ];
    let mut sheet = book.sheet(&head(pen, key, columns))?;
    for one in all {
        let (name, formula) = (name(pen, &one.code), formula("D", "C", sheet.next_row()));
        sheet.row(&[
            Value::Text(one.unit.name(pen.hindi())),
            Value::Text(&name),
            value(&one.code, Some(one.due)),
            value(&one.code, Some(one.total)),
            reckoned(&formula, Some(one.percent)),
        ])?;
    }
    sheet.finish().map(drop)
}

fn weakest(pen: &Pen<'_>, book: &mut Book) -> Result<(), WriteError> {
    let level = if pen.of.level == "district" { "level-clf" } else { "level-vo" };
    let columns = vec![
        text(pen, level, 34),
        text(pen, "pack-weakest", 36),
        number(pen.t("pack-held")),
        number(pen.t("pack-groups")),
        share(pen),
    ];
    let mut sheet = book.sheet(&head(pen, "pack-weakest-title", columns))?;
    for one in &pen.of.weakest {
        let Share { unit, code, held, groups } = one;
        let (name, formula) = (name(pen, code), formula("C", "D", sheet.next_row()));
        sheet.row(&[
            Value::Text(unit.name(pen.hindi())),
            Value::Text(&name),
            Value::Whole(*held),
            Value::Whole(*groups),
            reckoned(&formula, Some(held * 100 / (*groups).max(1))),
        ])?;
    }
    sheet.finish().map(drop)
}

fn next(pen: &Pen<'_>, book: &mut Book) -> Result<(), WriteError> {
    let mut columns = vec![text(pen, "field-indicator", 44)];
    columns
        .extend(["pack-next-target", "pack-arrears", "pack-needed"].map(|key| number(pen.t(key))));
    columns.push(text(pen, "pack-most-arrears", 26));
    columns.push(number(pen.t("pack-arrears-of-unit")));
    let mut sheet = book.sheet(&head(pen, "pack-next", columns))?;
    for one in &pen.of.next {
        let Next { code, target, arrears, most } = one;
        let name = name(pen, code);
        let unit = most.as_ref().map_or("", |(unit, _)| unit.name(pen.hindi()));
        sheet.row(&[
            Value::Text(&name),
            value(code, *target),
            value(code, Some(*arrears)),
            value(code, Some(arrears + target.unwrap_or(0))),
            Value::Text(unit),
            value(code, most.as_ref().map(|(_, owed)| *owed)),
        ])?;
    }
    sheet.finish().map(drop)
}

fn directions(pen: &Pen<'_>, book: &mut Book) -> Result<(), WriteError> {
    let columns = vec![
        text(pen, "pack-direction-number", 12),
        text(pen, "pack-direction", 80),
        text(pen, "pack-direction-post", 36),
        text(pen, "pack-direction-due", 13),
    ];
    let mut sheet = book.sheet(&head(pen, "pack-directions", columns))?;
    for one in pen.open() {
        let post = if pen.hindi() { &one.post_hi } else { &one.post_en };
        sheet.row(&[
            Value::Text(&one.number),
            Value::Text(&one.text),
            Value::Text(post),
            Value::Text(&one.due),
        ])?;
    }
    sheet.finish().map(drop)
}

fn glance(pen: &Pen<'_>, book: &mut Book) -> Result<(), WriteError> {
    let columns = vec![text(pen, "pack-register", 44), number(pen.t("pack-number"))];
    let mut sheet = book.sheet(&head(pen, "pack-glance", columns))?;
    for (code, level) in &pen.of.glance {
        let name = name(pen, code);
        sheet.row(&[Value::Text(&name), value(code, Some(*level))])?;
    }
    sheet.finish().map(drop)
}
