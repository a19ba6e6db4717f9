//! The two dated trees over an entry: places above its place, federations above its institution.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, params};
use samuh_kernel::calendar::Month;

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

/// One step of an entry through the balances: the unit, the month, by which sign.
pub(super) type Step = (i64, Month, i64);

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

    /// How an entry moves balances: in its month, those of the units above it then. With `carries`
    /// (a stock) it goes on: in the month in which its place or federation comes under another
    /// unit, it is taken from the one left and given to the one joined. Flows stay where they were.
    pub(super) fn steps(
        &self,
        place_id: i64,
        federation_id: i64,
        month: Month,
        carries: bool,
    ) -> Vec<Step> {
        let on = |month: Month| self.units(place_id, federation_id, month.last_day());
        let now = on(month);
        let mut steps: Vec<Step> = now.iter().map(|unit| (*unit, month, 1)).collect();
        if !carries {
            return steps;
        }
        let mut before = now;
        for later in self.turns(place_id, federation_id, month) {
            let after = on(later);
            let left = before.iter().filter(|unit| !after.contains(unit));
            steps.extend(left.map(|unit| (*unit, later, -1)));
            let joined = after.iter().filter(|unit| !before.contains(unit));
            steps.extend(joined.map(|unit| (*unit, later, 1)));
            before = after;
        }
        steps
    }

    /// The months after `month` in which something else comes to stand above.
    fn turns(&self, place_id: i64, federation_id: i64, month: Month) -> BTreeSet<Month> {
        let places = self.places.get(&place_id).into_iter().flatten();
        let federations = self.federations.get(&federation_id).into_iter().flatten();
        let days = places.chain(federations).flat_map(|(_, from, to)| [*from, *to]);
        let (first, last) = (Month(12 * 1900), Month(12 * 9999));
        days.map(Month::of).filter(|turn| *turn > month.max(first) && *turn < last).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// VO 5 stands under CLF 1, from 10 January 2026 on under CLF 2.
    fn trees() -> Trees {
        let always = (day("1900-01-01"), day("9999-12-31"));
        let moved = day("2026-01-10");
        let above = vec![(5, always.0, always.1), (1, always.0, moved), (2, moved, always.1)];
        Trees { places: HashMap::new(), federations: HashMap::from([(5, above)]) }
    }

    fn month(text: &str) -> Month {
        Month::of(day(text))
    }

    #[test]
    fn a_stock_moves_with_its_federation_in_the_month_of_the_move() {
        let (may, january) = (month("2025-05-01"), month("2026-01-01"));
        let steps = trees().steps(0, 5, may, true);
        assert_eq!(steps, [(1, may, 1), (5, may, 1), (1, january, -1), (2, january, 1)]);
    }

    #[test]
    fn a_flow_stays_with_the_federation_of_its_month() {
        let may = month("2025-05-01");
        assert_eq!(trees().steps(0, 5, may, false), [(1, may, 1), (5, may, 1)]);
        let february = month("2026-02-01");
        assert_eq!(trees().steps(0, 5, february, false), [(2, february, 1), (5, february, 1)]);
    }

    #[test]
    fn what_is_posted_after_the_move_goes_to_the_new_federation_only() {
        let february = month("2026-02-01");
        assert_eq!(trees().steps(0, 5, february, true), [(2, february, 1), (5, february, 1)]);
    }
}
