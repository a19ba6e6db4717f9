//! The two dated trees over an entry: places above its place, federations above its institution.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, params};

const PLACES: &str = "
    select place_id, ancestor_id, from_on, to_on from place_closure where district_id = $1";
const PLACES_OF: &str = "
    select place_id, ancestor_id, from_on, to_on from place_closure
    where district_id = $1 and place_id = $2";
const FEDERATIONS: &str = "
    select f.institution_id, f.ancestor_id, f.from_on, f.to_on
    from federation_closure f
    join institution i on i.district_id = f.district_id and i.id = f.institution_id
    where f.district_id = $1 and i.kind <> 'shg'";
const FEDERATIONS_OF: &str = "
    select institution_id, ancestor_id, from_on, to_on from federation_closure
    where district_id = $1 and institution_id = $2";

type Dated = Vec<(i64, NaiveDate, NaiveDate)>;

/// Who stands above whom, and when.
#[derive(Debug, Default, Clone)]
pub struct Trees {
    places: HashMap<i64, Dated>,
    federations: HashMap<i64, Dated>,
}

impl Trees {
    /// The whole of a district, for bulk posting.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn load(reader: &mut Reader, district_id: i64) -> Result<Self> {
        let mut trees = Self::default();
        collect(reader, PLACES, &params![district_id], &mut trees.places)?;
        collect(reader, FEDERATIONS, &params![district_id], &mut trees.federations)?;
        Ok(trees)
    }

    /// Only what stands above these places and federations, for a single act.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn around(
        reader: &mut Reader,
        district_id: i64,
        places: &[i64],
        federations: &[i64],
    ) -> Result<Self> {
        let mut trees = Self::default();
        for place in places {
            collect(reader, PLACES_OF, &params![district_id, *place], &mut trees.places)?;
        }
        for federation in federations.iter().filter(|id| **id != 0) {
            let of = params![district_id, *federation];
            collect(reader, FEDERATIONS_OF, &of, &mut trees.federations)?;
        }
        Ok(trees)
    }

    /// The units whose balances an entry of that place and federation moves on that day.
    pub fn units(&self, place_id: i64, federation_id: i64, day: NaiveDate) -> Vec<i64> {
        let above = |tree: &HashMap<i64, Dated>, id: i64| -> Vec<i64> {
            tree.get(&id).map_or_else(Vec::new, |dated| {
                dated
                    .iter()
                    .filter(|(_, from, to)| *from <= day && day < *to)
                    .map(|(ancestor, _, _)| *ancestor)
                    .collect()
            })
        };
        let mut units = above(&self.places, place_id);
        units.extend(above(&self.federations, federation_id));
        units.sort_unstable();
        units.dedup();
        units
    }
}

fn collect(
    reader: &mut Reader,
    sql: &str,
    params: &[samuh_engine::Value],
    into: &mut HashMap<i64, Dated>,
) -> Result<()> {
    reader.each(sql, params, &mut |row| {
        into.entry(row.at(0)?).or_default().push((row.at(1)?, row.at(2)?, row.at(3)?));
        Ok(())
    })
}
