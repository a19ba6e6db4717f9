//! What members and households count for, read from the registers: for acts and `samuh verify`.

use std::collections::HashMap;

use samuh_engine::{Reader, Result, Row, params};
use samuh_figures::journal::Posting;

use crate::{
    institution::{
        store::{all_timelines, timeline_in_act},
        timeline::{Stretch, Timeline},
    },
    member::postings::{Counts, Gathered, Stay, of_roof, settled},
};

const MEMBERS: &str = "
    select s.institution_id, s.joined_on, s.left_on, m.social, m.pvtg, m.minority, m.disability
    from membership s
    join member m on m.district_id = s.district_id and m.id = s.member_id
    where s.district_id = $1 order by s.institution_id";
const MEMBERS_OF: &str = "
    select s.institution_id, s.joined_on, s.left_on, m.social, m.pvtg, m.minority, m.disability
    from membership s
    join member m on m.district_id = s.district_id and m.id = s.member_id
    where s.district_id = $1 and s.institution_id = $2";
const MEMBERS_FROM_TO: &str = "
    select s.institution_id, s.joined_on, s.left_on, m.social, m.pvtg, m.minority, m.disability
    from member m
    join membership s on s.district_id = m.district_id and s.member_id = m.id
    where m.district_id = $1 and m.id >= $2 and m.id <= $3";
const HOUSEHOLDS: &str = "
    select s.institution_id, s.joined_on, s.left_on, m.household_id
    from member m
    join membership s on s.district_id = m.district_id and s.member_id = m.id
    where m.district_id = $1 order by m.household_id";
const HOUSEHOLDS_OF: &str = "
    select distinct s.institution_id, s.joined_on, s.left_on, m.household_id
    from membership t
    cross join member n
    cross join member m
    cross join membership s
    where t.district_id = $1 and t.institution_id = $2
      and n.district_id = t.district_id and n.id = t.member_id
      and m.district_id = n.district_id and m.household_id = n.household_id
      and s.district_id = m.district_id and s.member_id = m.id
    order by m.household_id";
const HOUSEHOLDS_FROM_TO: &str = "
    select s.institution_id, s.joined_on, s.left_on, m.household_id
    from member m
    join membership s on s.district_id = m.district_id and s.member_id = m.id
    where m.district_id = $1 and m.household_id >= $2 and m.household_id <= $3
    order by m.household_id";

/// The groups an act touches: where each stood and under whom, read when first asked for.
pub(crate) struct Touched {
    district_id: i64,
    groups: HashMap<i64, Group>,
}

struct Group {
    stretches: Vec<Stretch>,
    place_id: i64,
}

/// From how many groups on the whole district is read at once.
const MANY: usize = 200;

impl Touched {
    /// The groups that will surely be asked for, read with as few statements as that takes; inside
    /// an act: no scope.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub(crate) fn load(reader: &mut Reader, district_id: i64, ids: &[i64]) -> Result<Self> {
        let mut touched = Self { district_id, groups: HashMap::new() };
        if ids.len() > MANY {
            let mut all = all_timelines(reader, district_id)?;
            for id in ids {
                if let Some(timeline) = all.remove(id) {
                    touched.groups.insert(*id, group(&timeline));
                }
            }
        }
        for id in ids {
            touched.group(reader, *id)?;
        }
        Ok(touched)
    }

    /// Where a group stood, stretch by stretch; inside an act: no scope.
    ///
    /// # Errors
    /// `NotFound` when there is no such group.
    pub(crate) fn stretches(&mut self, reader: &mut Reader, id: i64) -> Result<&[Stretch]> {
        Ok(&self.group(reader, id)?.stretches)
    }

    /// The place of a group that was loaded.
    pub(crate) fn place_of(&self, id: i64) -> i64 {
        self.groups.get(&id).map_or(0, |group| group.place_id)
    }

    fn group(&mut self, reader: &mut Reader, id: i64) -> Result<&Group> {
        if !self.groups.contains_key(&id) {
            let timeline = timeline_in_act(reader, self.district_id, id)?;
            self.groups.insert(id, group(&timeline));
        }
        Ok(&self.groups[&id])
    }
}

fn group(timeline: &Timeline) -> Group {
    let place_id = timeline.places.last().map_or(0, |dated| dated.unit_id);
    Group { stretches: settled(timeline.stretches()), place_id }
}

/// All that the district's members and households count for. It looks at the whole district for
/// `samuh verify`: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn wanted(
    reader: &mut Reader,
    district_id: i64,
    timelines: &HashMap<i64, Timeline>,
) -> Result<Vec<Posting>> {
    let mut books = Gathered::default();
    let mut here: (i64, Vec<Stretch>) = (0, Vec::new());
    reader.each(MEMBERS, &params![district_id], &mut |row| {
        let stay = stay(&row)?;
        if here.0 != stay.institution_id {
            here = (stay.institution_id, stretches_in(timelines, stay.institution_id));
        }
        books.add(stay.of_member(&here.1, counts(&row)?));
        Ok(())
    })?;
    each_household(reader, HOUSEHOLDS, &params![district_id], &mut |stay| {
        if here.0 != stay.institution_id {
            here = (stay.institution_id, stretches_in(timelines, stay.institution_id));
        }
        books.add(stay.of_household(&here.1));
        Ok(())
    })?;
    Ok(books.into_postings())
}

fn stretches_in(timelines: &HashMap<i64, Timeline>, id: i64) -> Vec<Stretch> {
    timelines.get(&id).map(|timeline| settled(timeline.stretches())).unwrap_or_default()
}

/// What the members of one group count for, and the households that are counted there; inside an
/// act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn of_institution(
    reader: &mut Reader,
    district_id: i64,
    timeline: &Timeline,
) -> Result<Vec<Posting>> {
    let stretches = settled(timeline.stretches());
    let given = params![district_id, timeline.id];
    let mut books = Gathered::default();
    reader.each(MEMBERS_OF, &given, &mut |row| {
        books.add(stay(&row)?.of_member(&stretches, counts(&row)?));
        Ok(())
    })?;
    each_household(reader, HOUSEHOLDS_OF, &given, &mut |stay| {
        if stay.institution_id == timeline.id {
            books.add(stay.of_household(&stretches));
        }
        Ok(())
    })?;
    Ok(books.into_postings())
}

/// What the members of a range of numbers count for, in all their groups; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn member_postings(
    reader: &mut Reader,
    touched: &mut Touched,
    (first, last): (i64, i64),
) -> Result<Vec<Posting>> {
    let given = params![touched.district_id, first, last];
    let mut stays = Vec::new();
    reader.each(MEMBERS_FROM_TO, &given, &mut |row| {
        stays.push((stay(&row)?, counts(&row)?));
        Ok(())
    })?;
    let mut books = Gathered::default();
    for (stay, counts) in stays {
        let stretches = touched.stretches(reader, stay.institution_id)?;
        books.add(stay.of_member(stretches, counts));
    }
    Ok(books.into_postings())
}

/// What these households count for; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn household_postings(
    reader: &mut Reader,
    touched: &mut Touched,
    ids: &[i64],
) -> Result<Vec<Posting>> {
    let mut books = Gathered::default();
    for id in ids {
        books.add(of_range(reader, touched, (*id, *id))?);
    }
    Ok(books.into_postings())
}

/// What the households of a range of numbers count for; inside an act: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn of_range(
    reader: &mut Reader,
    touched: &mut Touched,
    (first, last): (i64, i64),
) -> Result<Vec<Posting>> {
    let mut stays = Vec::new();
    let given = params![touched.district_id, first, last];
    each_household(reader, HOUSEHOLDS_FROM_TO, &given, &mut |stay| {
        stays.push(stay);
        Ok(())
    })?;
    let mut books = Gathered::default();
    for stay in stays {
        let stretches = touched.stretches(reader, stay.institution_id)?;
        books.add(stay.of_household(stretches));
    }
    Ok(books.into_postings())
}

/// Hands over where and when each household counts; the rows come household by household.
fn each_household(
    reader: &mut Reader,
    sql: &str,
    given: &[samuh_engine::Value],
    take: &mut dyn FnMut(Stay) -> Result<()>,
) -> Result<()> {
    let mut of_whom: Option<i64> = None;
    let mut stays: Vec<Stay> = Vec::new();
    reader.each(sql, given, &mut |row| {
        let household_id: i64 = row.at(3)?;
        if of_whom.replace(household_id) != Some(household_id) {
            of_roof(&mut stays).try_for_each(&mut *take)?;
            stays.clear();
        }
        stays.push(stay(&row)?);
        Ok(())
    })?;
    of_roof(&mut stays).try_for_each(take)
}

fn stay(row: &Row) -> Result<Stay> {
    Ok(Stay { institution_id: row.at(0)?, joined_on: row.at(1)?, left_on: row.at(2)? })
}

fn counts(row: &Row) -> Result<Counts> {
    let social: Option<String> = row.at(3)?;
    let disability: Option<String> = row.at(6)?;
    let flag = |at: usize| Ok::<_, samuh_engine::Error>(row.at::<Option<bool>>(at)? == Some(true));
    Ok(Counts::new(
        social.as_deref().unwrap_or_default(),
        flag(4)?,
        flag(5)?,
        disability.as_deref().unwrap_or_default(),
    ))
}
