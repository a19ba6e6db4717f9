//! The monthly reports as a workbook: every figure the filters leave.

use axum::response::Response;
use samuh_documents::write::{Kind, Value};
use samuh_engine::{Error, Reader, Result, clock};
use samuh_figures::catalogue::{Indicator, Unit};
use samuh_places::Level;
use samuh_web::show;

use super::{found, name_of};
use crate::server::{
    dashboard::{Span, name},
    excel,
    groups::{rows::at_level, source},
    query::Query,
    trail::chain_line,
    visit::Visitor,
};

/// Headings and what they hold. Money and counts stand in columns of their own.
const COLUMNS: [(&str, Kind, u16); 10] = [
    ("field-name", Kind::Text, 30),
    ("field-block", Kind::Text, 18),
    ("field-gp", Kind::Text, 20),
    ("field-indicator", Kind::Text, 34),
    ("field-month", Kind::Text, 16),
    ("excel-count", Kind::Whole, 12),
    ("excel-rupees", Kind::Rupees, 18),
    ("field-source", Kind::Text, 14),
    ("field-recorded", Kind::Instant, 18),
    ("field-import", Kind::Text, 30),
];

/// Writes the list.
pub(super) fn write(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Response> {
    let (words, hindi) = (visitor.words, visitor.hindi());
    let span = Span::of(query, clock::today());
    let found = found(reader, visitor, query, &span)?;
    let title = words.t("list-reported");
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let mut head = excel::head(words, &title, total, &COLUMNS);
    head.titles.extend(chain_line(reader, visitor)?);
    let answer = excel::answer(&title, &head, |sheet| {
        for (indicator, seen) in &found {
            let place = |level: Level| Value::Text(at_level(visitor, seen.place_id, level).0);
            let (called, month) = (name(words, indicator), show::month(seen.month, words));
            let class = words.t(source(seen.class));
            let (count, rupees) = amounts(indicator, seen.value);
            sheet.row(&[
                Value::Text(name_of(seen, hindi)),
                place(Level::Block),
                place(Level::Gp),
                Value::Text(&called),
                Value::Text(&month),
                count,
                rupees,
                Value::Text(&class),
                Value::Instant(clock::local(seen.at)),
                Value::Text(seen.file_name.as_deref().unwrap_or_default()),
            ])?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}

fn amounts(indicator: &Indicator, value: i64) -> (Value<'static>, Value<'static>) {
    match indicator.unit {
        Unit::Paise => (Value::Empty, Value::Paise(value)),
        Unit::Count | Unit::Percent => (Value::Whole(value), Value::Empty),
    }
}
