//! The list of target households as a sheet: one row a household.

use samuh_engine::{Reader, Result, clock};
use samuh_groups::saturation::{
    model::{Ask, Field, Seen},
    store,
};
use samuh_kernel::scope::Scope;
use samuh_places::{Gazetteer, Level};

use super::{Held, Sheet};

/// Columns that are left out unless they are asked for. The head's name names the row.
pub(super) const PERSONAL: &[&str] =
    &["household_code", "relation_name", "women", "deprivation", "mobile", "address"];
/// Where the household lives, before what the list says of it.
const PLACES: [(&str, Level); 3] =
    [("block", Level::Block), ("gp", Level::Gp), ("village", Level::Village)];
/// More than any district lists.
const ALL: i64 = 10_000_000;

pub(super) fn rows(reader: &mut Reader, scope: &Scope) -> Result<Sheet> {
    let places = samuh_places::gazetteer(reader, scope)?;
    let all = store::list(reader, scope, &Ask::default(), (clock::today(), ALL, 0))?;
    let own = Field::ALL.into_iter().map(Field::code);
    let fields = PLACES.into_iter().map(|(field, _)| field).chain(["village_code"]).chain(own);
    let rows = all.iter().map(|seen| row(seen, &places)).collect();
    Ok(Sheet { fields: fields.collect(), rows })
}

fn row(seen: &Seen, places: &Gazetteer) -> Vec<Held> {
    let id = seen.target.place_id;
    let name = |level: Level| places.at_level(id, level).map(|place| place.name(true)).into();
    let mut row: Vec<Held> = PLACES.into_iter().map(|(_, level)| name(level)).collect();
    let village = places.at_level(id, Level::Village);
    row.push(village.and_then(|place| place.code()).into());
    row.extend(Field::ALL.into_iter().map(|field| {
        let text = seen.target.texts.get(field);
        match field {
            _ if text.is_empty() => Held::Empty,
            // As sheets write it, in letters that both languages' offices type.
            Field::Pvtg => if text == "1" { "Y" } else { "N" }.into(),
            _ => text.into(),
        }
    }));
    row
}
