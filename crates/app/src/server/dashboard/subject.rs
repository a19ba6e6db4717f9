//! What a page of figures is about: a place or federation that the desk sees, the way down to it,
//! and the units below it.

use samuh_engine::{Error, Reader, Result};
use samuh_groups::{Kind, institution_of};
use samuh_web::{dashboard::Level, parts::Link};

use super::store::{Federation, federations};
use crate::server::{app::Home, query::Query, visit::Visitor};

/// One unit of a table.
#[derive(Debug, Clone)]
pub(crate) struct UnitLine {
    /// Its number.
    pub(crate) id: i64,
    /// Its name in the reader's language.
    pub(crate) name: String,
    /// Its page.
    pub(crate) path: String,
    /// Its LGD code, or its own.
    pub(crate) code: String,
}

/// What a page is about.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    /// Its unit number.
    pub(crate) id: i64,
    /// Its level.
    pub(crate) level: Level,
    /// Its name in the reader's language.
    pub(crate) name: String,
    /// Its page.
    pub(crate) path: String,
    /// The way down to it, as far as the desk sees.
    pub(crate) crumbs: Vec<Link>,
    /// What the units below it are.
    pub(crate) units_are: Level,
    /// The units below it.
    pub(crate) units: Vec<UnitLine>,
}

impl Subject {
    /// The unit of an address, if the desk may see it.
    ///
    /// # Errors
    /// `NotFound` for anything else.
    pub(crate) fn find(
        reader: &mut Reader,
        visitor: &Visitor,
        id: i64,
        query: &Query,
    ) -> Result<Self> {
        let mut subject = if visitor.home.places.get(id).is_some() {
            Self::of_place(visitor, id)?
        } else {
            Self::of_federation(reader, visitor, id)?
        };
        (subject.units_are, subject.units) = subject.below(reader, visitor, query)?;
        Ok(subject)
    }

    fn of_place(visitor: &Visitor, id: i64) -> Result<Self> {
        let home = &visitor.home;
        if !home.is_seen(visitor.scope(), id) {
            return Err(Error::NotFound);
        }
        let place = home.places.get(id).ok_or(Error::NotFound)?;
        Ok(Self {
            id,
            level: level_of(place.level),
            name: place.name(visitor.hindi()).to_owned(),
            path: path_of_place(visitor, id),
            crumbs: crumbs(visitor, id, false),
            units_are: Level::Village,
            units: Vec::new(),
        })
    }

    fn of_federation(reader: &mut Reader, visitor: &Visitor, id: i64) -> Result<Self> {
        let found = institution_of(reader, visitor.scope(), id)?;
        let level = match found.kind {
            Kind::Clf => Level::Clf,
            Kind::Vo => Level::Vo,
            Kind::Shg => return Err(Error::NotFound),
        };
        let (hi, en) = (found.profile.name_hi, found.profile.name_en);
        let name = if visitor.hindi() { hi.or(en) } else { en.or(hi) };
        let mut crumbs = crumbs(visitor, found.place_id, true);
        if found.parent_id != 0
            && let Ok(parent) = institution_of(reader, visitor.scope(), found.parent_id)
        {
            let (hi, en) = (parent.profile.name_hi, parent.profile.name_en);
            let name = if visitor.hindi() { hi.or(en) } else { en.or(hi) };
            let path = format!("/federations/{}", found.parent_id);
            crumbs.push(Link::new(name.unwrap_or_default(), path));
        }
        Ok(Self {
            id,
            level,
            name: name.unwrap_or_default(),
            path: format!("/federations/{id}"),
            crumbs,
            units_are: Level::Vo,
            units: Vec::new(),
        })
    }

    fn below(
        &self,
        reader: &mut Reader,
        visitor: &Visitor,
        query: &Query,
    ) -> Result<(Level, Vec<UnitLine>)> {
        let asked = query.get("by");
        match self.level {
            Level::District if asked == Some("clf") => {
                self.federations(reader, visitor, Level::Clf)
            }
            Level::District => Ok(self.places(visitor, Level::Block)),
            Level::Block if asked == Some("gp") => Ok(self.places(visitor, Level::Gp)),
            Level::Block => {
                let found = self.federations(reader, visitor, Level::Clf)?;
                if found.1.is_empty() { Ok(self.places(visitor, Level::Gp)) } else { Ok(found) }
            }
            Level::Gp => Ok(self.places(visitor, Level::Village)),
            Level::Clf => self.federations(reader, visitor, Level::Vo),
            Level::Vo | Level::Village => Ok((Level::Village, Vec::new())),
        }
    }

    fn places(&self, visitor: &Visitor, level: Level) -> (Level, Vec<UnitLine>) {
        let wanted = match level {
            Level::Block => samuh_places::Level::Block,
            Level::Gp => samuh_places::Level::Gp,
            _ => samuh_places::Level::Village,
        };
        let line = |place: &samuh_places::Place| UnitLine {
            id: place.id,
            name: place.name(visitor.hindi()).to_owned(),
            path: format!("/places/{}", place.id),
            code: place.code().unwrap_or_default().to_owned(),
        };
        (level, visitor.home.below(self.id, wanted).into_iter().map(line).collect())
    }

    /// Federations below the unit, in the reader's order of names.
    pub(crate) fn federations(
        &self,
        reader: &mut Reader,
        visitor: &Visitor,
        level: Level,
    ) -> Result<(Level, Vec<UnitLine>)> {
        let within = if self.level == Level::District { 0 } else { self.id };
        let found = federations(reader, visitor.scope(), level.code(), within)?;
        let line = |one: Federation| UnitLine {
            id: one.id,
            name: one.name(visitor.hindi()).to_owned(),
            path: format!("/federations/{}", one.id),
            code: String::new(),
        };
        let mut lines: Vec<UnitLine> = found.into_iter().map(line).collect();
        lines.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        Ok((level, lines))
    }

    /// The numbers of the units below it.
    pub(crate) fn unit_ids(&self) -> Vec<i64> {
        self.units.iter().map(|unit| unit.id).collect()
    }
}

/// The unit at the top of what a desk sees; 0 where it sees nothing yet.
pub(crate) fn top_of(visitor: &Visitor) -> i64 {
    match visitor.scope().roots() {
        [first, ..] => *first,
        [] if visitor.scope().is_whole_district() => visitor.home.top(),
        [] => 0,
    }
}

fn path_of_place(visitor: &Visitor, id: i64) -> String {
    if id == top_of(visitor) { "/".to_owned() } else { format!("/places/{id}") }
}

/// The places above (or at) one, from the widest the desk sees.
pub(crate) fn crumbs(visitor: &Visitor, id: i64, with_itself: bool) -> Vec<Link> {
    let home: &Home = &visitor.home;
    let mut line = home.places.lineage(id);
    if !with_itself {
        line.retain(|above| *above != id);
    }
    line.into_iter()
        .rev()
        .filter(|above| home.is_seen(visitor.scope(), *above))
        .map(|above| Link::new(home.name(above, visitor.hindi()), path_of_place(visitor, above)))
        .collect()
}

/// The level of a place as pages name it.
pub(crate) fn level_of(level: samuh_places::Level) -> Level {
    match level {
        samuh_places::Level::District => Level::District,
        samuh_places::Level::Block => Level::Block,
        samuh_places::Level::Gp => Level::Gp,
        samuh_places::Level::Village => Level::Village,
    }
}
