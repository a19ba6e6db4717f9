//! The list of places as a workbook: every row the filters leave, with the numbers of the page.

use axum::response::Response;
use samuh_documents::write::{Kind, Value};
use samuh_engine::{Error, Reader, Result};
use samuh_places::Level;

use super::{found, held};
use crate::server::{excel, groups::rows::at_level, query::Query, visit::Visitor};

/// Headings and what they hold.
const COLUMNS: [(&str, Kind, u16); 11] = [
    ("field-code", Kind::Text, 12),
    ("excel-name-hi", Kind::Text, 26),
    ("excel-name-en", Kind::Text, 26),
    ("field-level", Kind::Text, 16),
    ("field-block", Kind::Text, 18),
    ("field-gp", Kind::Text, 20),
    ("field-groups", Kind::Whole, 10),
    ("field-members", Kind::Whole, 10),
    ("indicator-households", Kind::Whole, 14),
    ("indicator-target_households", Kind::Whole, 14),
    ("excel-saturation", Kind::Decimal, 14),
];

/// Writes the list.
pub(super) fn write(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<Response> {
    let words = visitor.words;
    let places = found(visitor, query);
    let all = held(reader, visitor, &places)?;
    let title = words.t("list-places");
    let total = i64::try_from(places.len()).unwrap_or(i64::MAX);
    let head = excel::head(words, &title, total, &COLUMNS);
    let answer = excel::answer(&title, &head, |sheet| {
        for place in &places {
            let held = all.get(&place.id).copied().unwrap_or_default();
            let level = words.t(&format!("level-{}", place.level.code()));
            let above = |level: Level| Value::Text(at_level(visitor, place.id, level).0);
            sheet.row(&[
                Value::Text(place.code().unwrap_or_default()),
                Value::Text(place.name_hi.as_deref().unwrap_or_default()),
                Value::Text(place.name_en.as_deref().unwrap_or_default()),
                Value::Text(&level),
                above(Level::Block),
                above(Level::Gp),
                Value::Whole(held.groups),
                Value::Whole(held.members),
                Value::Whole(held.households),
                Value::Whole(held.target_households),
                held.saturation().map_or(Value::Empty, percent),
            ])?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}

#[expect(clippy::cast_precision_loss, reason = "a sheet's numbers are doubles")]
fn percent(per_mille: i64) -> Value<'static> {
    Value::Decimal(per_mille as f64 / 10.0)
}
