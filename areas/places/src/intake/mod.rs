//! Importing places: LGD downloads, whole geographies, and plain sheets of one level each.

mod apply;
mod judge;
mod row;

use std::collections::HashMap;

use samuh_engine::{Reader, Result};
use samuh_kernel::scope::{Rights, Scope};
use serde::{Deserialize, Serialize};

pub use crate::store::undo::undo;
pub(crate) use apply::target_posting;
pub use apply::work_of;
pub use judge::PlacesJudge;

use crate::{
    gazetteer::Gazetteer,
    model::{District, Level, Place, Register, State},
    store,
};

/// What the judge needs to know before it reads.
#[derive(Debug, Clone, Default)]
pub struct Known {
    states: Vec<State>,
    districts: Vec<District>,
    atlas: HashMap<i64, Gazetteer>,
    only: Option<i64>,
}

impl Known {
    /// Everything of one district, or of all when `only` is none.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn load(reader: &mut Reader, only: Option<i64>) -> Result<Self> {
        let states = store::all_states(reader)?;
        let mut districts = store::all_districts(reader)?;
        districts.retain(|district| only.is_none_or(|id| id == district.id));
        let mut atlas = HashMap::new();
        for district in &districts {
            let scope = Scope::district(district.id, Rights::none());
            atlas.insert(district.id, store::gazetteer(reader, &scope)?);
        }
        Ok(Self { states, districts, atlas, only })
    }
}

/// A place as staged: what a sheet knows of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlaceDraft {
    pub(crate) level: Level,
    pub(crate) name_hi: Option<String>,
    pub(crate) name_en: Option<String>,
    pub(crate) codes: Vec<(Register, String)>,
    pub(crate) population: Option<i64>,
    pub(crate) target_households: Option<i64>,
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
}

impl PlaceDraft {
    pub(crate) fn of(place: &Place) -> Self {
        Self {
            level: place.level,
            name_hi: place.name_hi.clone(),
            name_en: place.name_en.clone(),
            codes: place.codes.clone(),
            population: place.population,
            target_households: place.target_households,
            lat: place.lat,
            lon: place.lon,
        }
    }

    pub(crate) fn into_place(self, id: i64, parent_id: i64, version: i64) -> Place {
        Place {
            id,
            level: self.level,
            name_hi: self.name_hi,
            name_en: self.name_en,
            parent_id,
            codes: self.codes,
            population: self.population,
            target_households: self.target_households,
            lat: self.lat,
            lon: self.lon,
            version,
        }
    }
}

/// One thing an accepted row does. New places carry numbers below zero until they are applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Step {
    /// A district that was not in this database.
    District { id: i64, state_id: i64, temp: i64, draft: PlaceDraft },
    /// A new block, panchayat or village.
    New { district_id: i64, temp: i64, parent: i64, draft: PlaceDraft },
    /// Other values for a known place, as the row saw it at that version.
    Change { district_id: i64, id: i64, version: i64, draft: PlaceDraft },
}

/// What undo needs: the place, and how it stood before if it stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Before {
    pub(crate) district_id: i64,
    pub(crate) id: i64,
    pub(crate) version: i64,
    pub(crate) was: Option<PlaceDraft>,
}
