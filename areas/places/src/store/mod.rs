//! Places in the database. Every read takes the scope of who asks, or is named for its purpose.

pub(crate) mod register;
pub(crate) mod undo;

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, Row, Tx, Value, params};
use samuh_kernel::{scope::Scope, text::key};
use uuid::Uuid;

use crate::{
    gazetteer::Gazetteer,
    model::{District, Level, Place, Register, State, always},
};

const STATES: &str = "
    select id, abbreviation, census, nrlm, name_hi, name_en from state order by id";
const DISTRICTS: &str = "
    select id, state_id, place_id, lgd, name_hi, name_en from district order by id";
const PLACES: &str = "
    select p.id, p.level, p.name_hi, p.name_en, p.population, p.target_households, p.lat, p.lon,
           p.version, q.parent_id, p.to_on
    from place p
    left join place_parent q on q.district_id = p.district_id and q.place_id = p.id and q.to_on = $2
    where p.district_id = $1
      and ($3 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.place_id = p.id)
        or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.place_id = s.unit_id
          and c.to_on = '9999-12-31'
        where s.district_id = $1 and s.post_id = $3 and c.ancestor_id = p.id))";
const CODES: &str = "
    select place_id, register, code from place_code where district_id = $1";
const DECISIONS: &str = "
    select level, within_id, named, place_id from place_decision where district_id = $1";
const ADD_STATE: &str = "
    insert into state (id, abbreviation, census, nrlm, name_hi, name_en)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (id) do update set abbreviation = excluded.abbreviation, census = excluded.census,
      nrlm = excluded.nrlm, name_hi = excluded.name_hi, name_en = excluded.name_en";
const ADD_DISTRICT: &str = "
    insert into district (id, state_id, place_id, lgd, name_hi, name_en)
    values ($1, $2, $3, $4, $5, $6)";
const CHANGE: &str = "
    update place set name_hi = $3, name_en = $4, search_key = $5, population = $6,
      target_households = $7, lat = $8, lon = $9, version = version + 1, op_no = $10
    where district_id = $1 and id = $2 and version = $11";
const NAME_DISTRICT: &str = "
    update district set name_hi = $2, name_en = $3, lgd = $4 where id = $1";
const ADD_CODE: &str = "
    insert into place_code (district_id, register, level, state_id, code, place_id, op_no)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (district_id, register, level, state_id, code) do nothing";
const DROP_TOKENS: &str = "
    delete from name_token where district_id = $1 and subject = 'place' and subject_id = $2";
const ADD_TOKEN: &str = "
    insert into name_token (district_id, subject, token, subject_id) values ($1, 'place', $2, $3)
    on conflict (district_id, subject, token, subject_id) do nothing";
const REMEMBER: &str = "
    insert into place_decision (district_id, level, within_id, named, place_id, post_id, at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (district_id, level, within_id, named)
    do update set place_id = excluded.place_id, post_id = excluded.post_id, at = excluded.at";

/// Every state and union territory. Public facts: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn all_states(reader: &mut Reader) -> Result<Vec<State>> {
    let rows = reader.query(STATES, &[])?;
    rows.iter()
        .map(|row| {
            Ok(State {
                id: row.at(0)?,
                abbreviation: row.at(1)?,
                census: row.at(2)?,
                nrlm: row.at(3)?,
                name_hi: row.at(4)?,
                name_en: row.at(5)?,
            })
        })
        .collect()
}

/// Every district of this database. Public facts: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn all_districts(reader: &mut Reader) -> Result<Vec<District>> {
    let rows = reader.query(DISTRICTS, &[])?;
    rows.iter()
        .map(|row| {
            Ok(District {
                id: row.at(0)?,
                state_id: row.at(1)?,
                place_id: row.at(2)?,
                lgd: row.at(3)?,
                name_hi: row.at(4)?,
                name_en: row.at(5)?,
            })
        })
        .collect()
}

/// The places a desk may see, with those above them, ready for look-ups; those that closed by name only.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn gazetteer(reader: &mut Reader, scope: &Scope) -> Result<Gazetteer> {
    let district_id = scope.district_id();
    let mut codes: HashMap<i64, Vec<(Register, String)>> = HashMap::new();
    reader.each(CODES, &params![district_id], &mut |row| {
        if let Some(register) = Register::of(&row.at::<String>(1)?) {
            codes.entry(row.at(0)?).or_default().push((register, row.at(2)?));
        }
        Ok(())
    })?;
    let mut all = Gazetteer::default();
    reader.each(PLACES, &params![district_id, always().1, scope.key()], &mut |row| {
        let id = row.at(0)?;
        let place = place(&row, codes.remove(&id).unwrap_or_default())?;
        match row.at::<NaiveDate>(10)? == always().1 {
            true => all.add(place),
            false => all.add_closed(place),
        }
        Ok(())
    })?;
    reader.each(DECISIONS, &params![district_id], &mut |row| {
        if let Some(level) = Level::of(&row.at::<String>(0)?) {
            all.decide(level, row.at(1)?, &row.at::<String>(2)?, row.at(3)?);
        }
        Ok(())
    })?;
    Ok(all)
}

fn place(row: &Row, mut codes: Vec<(Register, String)>) -> Result<Place> {
    codes.sort();
    Ok(Place {
        id: row.at(0)?,
        level: Level::of(&row.at::<String>(1)?)
            .ok_or_else(|| samuh_engine::Error::broken("an unknown level"))?,
        name_hi: row.at(2)?,
        name_en: row.at(3)?,
        population: row.at(4)?,
        target_households: row.at(5)?,
        lat: row.at(6)?,
        lon: row.at(7)?,
        version: row.at(8)?,
        parent_id: row.at::<Option<i64>>(9)?.unwrap_or(0),
        codes,
    })
}

pub(crate) fn add_state(tx: &mut Tx, state: &State) -> Result<()> {
    let given = params![
        state.id,
        state.abbreviation.as_str(),
        state.census.as_deref(),
        state.nrlm.as_deref(),
        state.name_hi.as_str(),
        state.name_en.as_str()
    ];
    tx.exec(ADD_STATE, &given).map(drop)
}

pub(crate) fn add_district(tx: &mut Tx, district: &District) -> Result<()> {
    let given = params![
        district.id,
        district.state_id,
        district.place_id,
        district.lgd.as_deref(),
        district.name_hi.as_deref(),
        district.name_en.as_deref()
    ];
    tx.exec(ADD_DISTRICT, &given).map(drop)
}

/// Adds new places with their parents, closure, codes and name tokens, in one go.
/// `lines` gives for each place those above it, the nearest first.
pub(crate) fn add_places(
    tx: &mut Tx,
    district_id: i64,
    state_id: i64,
    places: &[(Place, Vec<i64>, Uuid)],
) -> Result<()> {
    let (from, to) = always();
    let op_no = tx.op_no();
    let mut rows = places.iter().map(|(p, _, uid)| {
        params![
            district_id,
            p.id,
            *uid,
            p.level.code(),
            p.name_hi.as_deref(),
            p.name_en.as_deref(),
            search_key(p),
            p.population,
            p.target_households,
            p.lat,
            p.lon,
            from,
            to,
            1i64,
            op_no
        ]
        .to_vec()
    });
    const COLUMNS: &[&str] = &[
        "district_id",
        "id",
        "uid",
        "level",
        "name_hi",
        "name_en",
        "search_key",
        "population",
        "target_households",
        "lat",
        "lon",
        "from_on",
        "to_on",
        "version",
        "op_no",
    ];
    tx.load("place", COLUMNS, &mut rows)?;
    let mut rows = places
        .iter()
        .filter(|(p, _, _)| p.parent_id != 0)
        .map(|(p, _, _)| params![district_id, p.id, p.parent_id, from, to, op_no].to_vec());
    const PARENT: &[&str] = &["district_id", "place_id", "parent_id", "from_on", "to_on", "op_no"];
    tx.load("place_parent", PARENT, &mut rows)?;
    let mut rows = places.iter().flat_map(|(p, above, _)| {
        std::iter::once(p.id)
            .chain(above.iter().copied())
            .zip(0i64..)
            .map(|(ancestor, depth)| params![district_id, ancestor, p.id, depth, from, to].to_vec())
    });
    const CLOSURE: &[&str] =
        &["district_id", "ancestor_id", "place_id", "depth", "from_on", "to_on"];
    tx.load("place_closure", CLOSURE, &mut rows)?;
    for (place, _, _) in places {
        add_codes(tx, district_id, state_id, place)?;
        add_tokens(tx, district_id, place)?;
    }
    Ok(())
}

fn add_codes(tx: &mut Tx, district_id: i64, state_id: i64, place: &Place) -> Result<()> {
    let op_no = tx.op_no();
    for (register, code) in &place.codes {
        let given = params![
            district_id,
            register.code(),
            place.level.code(),
            state_id,
            code.as_str(),
            place.id,
            op_no
        ];
        tx.exec(ADD_CODE, &given)?;
    }
    Ok(())
}

fn add_tokens(tx: &mut Tx, district_id: i64, place: &Place) -> Result<()> {
    for token in search_key(place).split(' ').filter(|token| !token.is_empty()) {
        tx.exec(ADD_TOKEN, &params![district_id, token, place.id])?;
    }
    Ok(())
}

/// Writes a changed place; false when someone saved first.
pub(crate) fn change_place(
    tx: &mut Tx,
    district_id: i64,
    state_id: i64,
    place: &Place,
) -> Result<bool> {
    let given = params![
        district_id,
        place.id,
        place.name_hi.as_deref(),
        place.name_en.as_deref(),
        search_key(place),
        place.population,
        place.target_households,
        place.lat,
        place.lon,
        tx.op_no(),
        place.version
    ];
    if tx.exec(CHANGE, &given)? == 0 {
        return Ok(false);
    }
    if place.level == Level::District {
        let lgd = place.codes.iter().find(|(r, _)| *r == Register::Lgd).map(|(_, c)| c.as_str());
        let given = params![district_id, place.name_hi.as_deref(), place.name_en.as_deref(), lgd];
        tx.exec(NAME_DISTRICT, &given)?;
    }
    add_codes(tx, district_id, state_id, place)?;
    tx.exec(DROP_TOKENS, &params![district_id, place.id])?;
    add_tokens(tx, district_id, place)?;
    Ok(true)
}

/// Remembers what a person decided about a place name in sheets.
/// # Errors
/// `Broken` from the database.
pub fn remember(
    tx: &mut Tx,
    scope: &Scope,
    decision: (Level, i64, &str, i64),
    post_id: i64,
) -> Result<()> {
    let (level, within, named, place_id) = decision;
    let given = params![
        scope.district_id(),
        level.code(),
        within,
        samuh_kernel::text::fold(named),
        place_id,
        post_id,
        tx.at()
    ];
    tx.changed("place", place_id, place_id).office("named", Value::Null, named);
    tx.exec(REMEMBER, &given).map(drop)
}

/// The phonetic key of both names: what search compares.
fn search_key(place: &Place) -> String {
    let names = [place.name_hi.as_deref(), place.name_en.as_deref()];
    let mut tokens: Vec<String> = names
        .into_iter()
        .flatten()
        .flat_map(|name| key(name).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    tokens.sort();
    tokens.dedup();
    tokens.join(" ")
}
