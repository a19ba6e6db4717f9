//! The list behind a figure as a workbook: the same numbers, heading and sum, every row.

use axum::response::Response;
use samuh_documents::write::{Column, Head, Kind, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_figures::catalogue::Unit;
use samuh_places::Level;
use samuh_web::show;

use super::{
    Asking,
    behind::{self, Behind, Part},
    period, unapproved,
};
use crate::server::{
    dashboard::{Subject, name, quantity},
    excel,
    groups::{rows::at_level, source},
    trail::chain_line,
    visit::Visitor,
};

/// Writes the list.
pub(super) fn write(
    reader: &mut Reader,
    visitor: &Visitor,
    asking: &Asking,
    (subject, behind): (&Subject, &Behind),
) -> Result<Response> {
    let words = visitor.words;
    let named = behind::names(reader, visitor, &behind.parts)?;
    let title = format!("{} · {}", name(words, asking.indicator), subject.name);
    let value = show::quantity(quantity(asking.indicator, behind.sum), words);
    let at = show::instant(asking.span.until().unwrap_or(clock::now()));
    let count = i64::try_from(behind.parts.len()).unwrap_or(i64::MAX);
    let unapproved = unapproved(reader, visitor, (subject, asking), behind)?;
    let mut titles = vec![
        format!("{title} · {}{unapproved}", period(visitor, asking)),
        words.args("list-figure-value", &[("value", value.into())]),
        words.args("list-as-on", &[("at", at.into())]),
        words.args("list-count", &[("n", count.into())]),
    ];
    titles.extend(chain_line(reader, visitor)?);
    let columns = columns(visitor, asking, behind.is_reported);
    let head = Head { name: name(words, asking.indicator), titles, columns };
    let answer = excel::answer(&title, &head, |sheet| {
        for part in &behind.parts {
            let line = named.line(visitor, part);
            let told = part.sheet.as_ref();
            let month = told.map(|sheet| show::month(sheet.month, words)).unwrap_or_default();
            let class = told.map(|sheet| words.t(source(sheet.class))).unwrap_or_default();
            let file =
                told.and_then(|sheet| sheet.file.as_ref()).map_or("", |link| link.text.as_str());
            let place = |level: Level| Value::Text(at_level(visitor, part.place_id, level).0);
            let waits = line.proposal.map(|told| format!("{} · {}", told.text, line.name));
            let mut row = vec![
                Value::Text(line.code),
                Value::Text(waits.as_deref().unwrap_or(line.name)),
                place(Level::Block),
                place(Level::Gp),
                place(Level::Village),
            ];
            if let Some(sheet) = told {
                let recorded = Value::Instant(clock::local(sheet.at));
                row.extend([Value::Text(&month), Value::Text(&class), recorded, Value::Text(file)]);
            } else if behind.is_reported {
                row.extend((0..4).map(|_| Value::Empty));
            }
            row.push(amount(asking, part));
            sheet.row(&row)?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}

fn amount(asking: &Asking, part: &Part) -> Value<'static> {
    match asking.indicator.unit {
        Unit::Paise => Value::Paise(part.value),
        Unit::Count | Unit::Percent => Value::Whole(part.value),
    }
}

fn columns(visitor: &Visitor, asking: &Asking, is_reported: bool) -> Vec<Column> {
    let column =
        |key: &str, kind: Kind, width: u16| Column { heading: visitor.words.t(key), kind, width };
    let mut columns = vec![
        column("field-code", Kind::Text, 14),
        column("field-name", Kind::Text, 34),
        column("field-block", Kind::Text, 18),
        column("field-gp", Kind::Text, 20),
        column("field-village", Kind::Text, 20),
    ];
    if is_reported {
        columns.push(column("field-month", Kind::Text, 16));
        columns.push(column("field-source", Kind::Text, 14));
        columns.push(column("field-recorded", Kind::Instant, 18));
        columns.push(column("field-import", Kind::Text, 30));
    }
    let kind = if asking.indicator.unit == Unit::Paise { Kind::Rupees } else { Kind::Whole };
    columns.push(column("field-value", kind, 14));
    columns
}
