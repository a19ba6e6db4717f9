//! The directions still open at a place, as its pack lists them.

use samuh_engine::{Desk, Reader, Result, clock};
use samuh_kernel::{
    scope::{Area, Right},
    show,
};
use samuh_meetings::direction::{self, Duty, Filter, State, directions};

use super::snapshot::{Direction, Snapshot};
use crate::server::PostNames;

/// The open directions about the place, the earliest due first; of the district all there are. None
/// for a desk that sees only its own, or none: a list with holes would pass for all there are.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(super) fn open(
    reader: &mut Reader,
    desk: &Desk,
    of: &Snapshot,
) -> Result<Option<Vec<Direction>>> {
    if !desk.scope.may(Right::Enter, Area::Meetings) {
        return Ok(None);
    }
    let unit_id = if of.level == "district" { 0 } else { of.place.id };
    let ask = Filter { state: Some(State::Open), unit_id, most: i64::MAX, ..Filter::default() };
    let found = directions(reader, desk, &ask)?;
    let overlay = super::overlay(reader, desk.district_id())?;
    let names = PostNames::of_district(reader, &desk.scope, overlay)?;
    let today = clock::day_of(of.read_at);
    let post = |one: &direction::Direction, hindi: bool| {
        let parts = one.parts.iter().filter(|part| part.duty == Duty::Responsible);
        let all: Vec<String> = parts.map(|part| names.of(part.post_id, hindi)).collect();
        all.join(", ")
    };
    let line = |one: &direction::Direction| Direction {
        number: one.label(),
        text: one.text.clone(),
        post_hi: post(one, true),
        post_en: post(one, false),
        due: show::day(one.due_on),
        overdue: one.is_overdue(today),
    };
    Ok(Some(found.iter().map(line).collect()))
}
