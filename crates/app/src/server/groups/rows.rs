//! The rows of a list of groups, with the names of what stands around each.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Reader, Result};
use samuh_groups::Listed;
use samuh_places::Level;
use samuh_web::{pages::list::GroupRow, parts::Link};

use super::store::{Named, members_on, names_of};
use crate::server::visit::Visitor;

/// Groups with what a row needs beside them.
pub(crate) struct Rows {
    /// The groups.
    pub(crate) listed: Vec<Listed>,
    names: HashMap<i64, Named>,
    members: HashMap<i64, i64>,
}

impl Rows {
    /// Looks up what stands around the groups of a page; its members, where a day is given.
    pub(crate) fn around(
        reader: &mut Reader,
        visitor: &Visitor,
        listed: Vec<Listed>,
        day: Option<NaiveDate>,
    ) -> Result<Self> {
        let ids: Vec<i64> = listed.iter().map(|row| row.id).collect();
        let mut above: Vec<i64> =
            listed.iter().map(|row| row.parent_id).filter(|id| *id != 0).collect();
        above.sort_unstable();
        above.dedup();
        let names = names_of(reader, visitor.scope(), &above)?;
        let members = match day {
            Some(day) => members_on(reader, visitor.scope(), &ids, day)?,
            None => HashMap::new(),
        };
        Ok(Self { listed, names, members })
    }

    /// The federation directly above a group.
    pub(crate) fn above(&self, row: &Listed, hindi: bool) -> &str {
        self.names.get(&row.parent_id).map_or("", |named| named.name(hindi))
    }

    /// The members of a group.
    pub(crate) fn members(&self, row: &Listed) -> i64 {
        self.members.get(&row.id).copied().unwrap_or(0)
    }

    /// The rows as the page draws them.
    pub(crate) fn drawn(&self, visitor: &Visitor) -> Vec<GroupRow> {
        let hindi = visitor.hindi();
        let draw = |row: &Listed| GroupRow {
            group: Link::new(name(row, hindi), format!("/groups/{}", row.id)),
            code: row.code.clone().unwrap_or_default(),
            place: visitor.home.address(row.place_id, hindi),
            vo: self.above(row, hindi).to_owned(),
            formed_on: row.formed_on,
            members: self.members(row),
            active: row.status.as_deref() != Some("inactive"),
            account: row.account.as_deref() == Some("open"),
            lokos: lokos(row.lokos.as_deref()),
        };
        self.listed.iter().map(draw).collect()
    }
}

/// The name in the reader's language, else in the other.
pub(crate) fn name(row: &Listed, hindi: bool) -> &str {
    let (first, second) =
        if hindi { (&row.name_hi, &row.name_en) } else { (&row.name_en, &row.name_hi) };
    first.as_deref().or(second.as_deref()).unwrap_or("")
}

/// The code of a LokOS state as words know it.
pub(crate) fn lokos(state: Option<&str>) -> &'static str {
    match state {
        Some("entered") => "entered",
        Some("pending") => "pending",
        Some("approved") => "approved",
        Some("rejected") => "rejected",
        Some("transacting") => "transacting",
        _ => "not_entered",
    }
}

/// The place of a level above (or at) where something stands: its name and code.
pub(crate) fn at_level(visitor: &Visitor, place_id: i64, level: Level) -> (&str, &str) {
    let found = visitor.home.places.at_level(place_id, level);
    found.map_or(("", ""), |place| (place.name(visitor.hindi()), place.code().unwrap_or_default()))
}
