//! Households by name as a workbook, with a blank column for what the next visit finds.

use axum::response::Response;
use samuh_documents::write::{Kind as Holds, Value};
use samuh_engine::{Error, Result};
use samuh_groups::saturation::model::{Field, Outcome, Seen};
use samuh_places::Level;

use super::parts::{last, state_name};
use crate::server::{excel, visit::Visitor};

/// Households by name as a workbook.
pub(super) fn write(
    visitor: &Visitor,
    title: &str,
    rows: &[&Seen],
    outcomes: &[Outcome],
) -> Result<Response> {
    let words = visitor.words;
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let columns = [
        ("field-serial", Holds::Whole, 8),
        ("field-block", Holds::Text, 18),
        ("field-gp", Holds::Text, 20),
        ("field-village", Holds::Text, 20),
        ("sat-hamlet", Holds::Text, 20),
        ("sat-head", Holds::Text, 28),
        ("field-relation", Holds::Text, 28),
        ("sat-women", Holds::Text, 28),
        ("field-category", Holds::Text, 16),
        ("sat-state", Holds::Text, 24),
        ("sat-last", Holds::Text, 30),
        ("sat-outcome", Holds::Text, 30),
    ];
    let head = excel::head(words, title, count, &columns);
    let answer = excel::answer(title, &head, |sheet| {
        for (at, seen) in (1..).zip(rows) {
            let texts = &seen.target.texts;
            let place = |level| at_level(visitor, seen.target.place_id, level);
            let (block, gp) = (place(Level::Block), place(Level::Gp));
            let village = place(Level::Village);
            let state = state_name(visitor, seen.state.code(), outcomes);
            let last = last(visitor, seen, outcomes);
            let social = texts.get(Field::Social).to_uppercase();
            let social = words.find(&format!("category-{social}"), &[]).unwrap_or_default();
            let women = texts.women().collect::<Vec<_>>().join(", ");
            sheet.row(&[
                Value::Whole(at),
                Value::Text(&block),
                Value::Text(&gp),
                Value::Text(&village),
                Value::Text(texts.get(Field::Address)),
                Value::Text(texts.get(Field::Head)),
                Value::Text(texts.get(Field::Relation)),
                Value::Text(&women),
                Value::Text(&social),
                Value::Text(&state),
                Value::Text(&last),
                Value::Empty,
            ])?;
        }
        Ok(())
    });
    answer.map_err(|fail| Error::broken(format!("{fail:?}")))
}

fn at_level(visitor: &Visitor, place_id: i64, level: Level) -> String {
    let place = visitor.home.places.at_level(place_id, level);
    place.map_or_else(String::new, |place| place.name(visitor.hindi()).to_owned())
}
