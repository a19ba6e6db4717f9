//! Places as a sheet: one row a place, with everything above it.

use samuh_engine::{Reader, Result};
use samuh_kernel::scope::Scope;
use samuh_places::{Gazetteer, Level, Place, Register};

use super::{Held, Sheet};

const FIELDS: [&str; 22] = [
    "level",
    "state_code",
    "district_code",
    "district",
    "district_hi",
    "block_code",
    "block",
    "block_hi",
    "gp_code",
    "gp",
    "gp_hi",
    "village_code",
    "village",
    "village_hi",
    "local_body_code",
    "nrlm_code",
    "census_code",
    "pmgsy_code",
    "population",
    "target_households",
    "lat",
    "lon",
];

pub(super) fn rows(reader: &mut Reader, scope: &Scope) -> Result<Sheet> {
    let districts = samuh_places::all_districts(reader)?;
    let district = districts.into_iter().find(|district| district.id == scope.district_id());
    let state = district.map_or(0, |district| district.state_id).to_string();
    let all = samuh_places::gazetteer(reader, scope)?;
    let mut places: Vec<&Place> = all.places().collect();
    places.sort_by_key(|place| (place.level, place.id));
    let rows = places.into_iter().map(|place| row(&all, place, &state)).collect();
    Ok(Sheet { fields: FIELDS.to_vec(), rows })
}

fn row(all: &Gazetteer, place: &Place, state: &str) -> Vec<Held> {
    let code = |place: &Place, register| {
        place.codes.iter().find(|(known, _)| *known == register).map(|(_, code)| code.clone())
    };
    let mut row: Vec<Held> = vec![place.level.code().into(), state.into()];
    for level in Level::ALL {
        let above = all.at_level(place.id, level);
        row.push(above.and_then(|above| code(above, Register::Lgd)).as_ref().into());
        row.push(above.and_then(|above| above.name_en.as_ref()).into());
        row.push(above.and_then(|above| above.name_hi.as_ref()).into());
    }
    for register in [Register::LgdBody, Register::Nrlm, Register::Census, Register::Pmgsy] {
        row.push(code(place, register).as_ref().into());
    }
    row.push(place.population.map_or(Held::Empty, Held::Whole));
    row.push(place.target_households.map_or(Held::Empty, Held::Whole));
    row.push(place.lat.map_or(Held::Empty, Held::Decimal));
    row.push(place.lon.map_or(Held::Empty, Held::Decimal));
    row
}
