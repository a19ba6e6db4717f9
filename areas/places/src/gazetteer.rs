//! The gazetteer: finds a place by any of its codes, else by its name within the block above,
//! tolerant of spelling and never silently across blocks.

use std::collections::{BTreeSet, HashMap};

use samuh_kernel::text::{fold, key, skeleton_distance};

use crate::model::{Level, Place, Register};

/// All places of a district, ready for look-ups.
#[derive(Debug, Default, Clone)]
pub struct Gazetteer {
    places: HashMap<i64, Place>,
    closed: HashMap<i64, Place>,
    by_code: HashMap<(Level, String), Vec<(Register, i64)>>,
    by_name: HashMap<(Level, String), Vec<i64>>,
    by_key: HashMap<(Level, String), Vec<i64>>,
    decided: HashMap<(Level, i64, String), i64>,
    peopled: BTreeSet<i64>,
}

/// A place as a row names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Block code, any register.
    pub block_code: Option<String>,
    /// Block name.
    pub block: Option<String>,
    /// Gram panchayat code, any register.
    pub gp_code: Option<String>,
    /// Gram panchayat name.
    pub gp: Option<String>,
    /// Village code, any register.
    pub village_code: Option<String>,
    /// Village name.
    pub village: Option<String>,
}

/// How a name was matched, from the surest down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// By a code, the same name, or a remembered decision.
    Sure,
    /// By a name spelled differently; the register's spelling is given.
    Spelling,
    /// The row names a village, but the register has none in that gram panchayat.
    NoVillages,
}

/// What came of looking a place up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This place.
    Place(i64, Match),
    /// Several could be meant: (level, the name as given, candidates).
    Ambiguous(Level, String, Vec<i64>),
    /// No such place: (level, the name or code as given, nearest candidates, the place above).
    Unknown(Level, String, Vec<i64>, i64),
    /// The row names no place below the district.
    Missing,
}

/// A code of a row that did not help to find its place, or speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddCode {
    /// Stable code of the warning.
    pub code: &'static str,
    /// The field of the sheet.
    pub field: &'static str,
    /// The code as given.
    pub given: String,
    /// The name beside it, where that is what differs.
    pub named: String,
    /// Whose code it is; none for a code that no place has.
    pub place_id: Option<i64>,
}

impl Gazetteer {
    /// Adds a place, or replaces it after it changed.
    pub fn add(&mut self, place: Place) {
        for (register, code) in &place.codes {
            let entry = self.by_code.entry((place.level, code_fold(code))).or_default();
            if !entry.contains(&(*register, place.id)) {
                entry.push((*register, place.id));
                entry.sort_unstable();
            }
        }
        for name in [&place.name_hi, &place.name_en].into_iter().flatten() {
            insert(&mut self.by_name, (place.level, fold(name)), place.id);
            insert(&mut self.by_key, (place.level, key(name)), place.id);
        }
        if place.level == Level::Village {
            self.peopled.insert(place.parent_id);
        }
        self.places.insert(place.id, place);
    }

    /// Adds a place that is no more: what stood there keeps its name and what was above it, but nobody
    /// finds or chooses it.
    pub fn add_closed(&mut self, place: Place) {
        self.closed.insert(place.id, place);
    }

    /// Remembers what a person decided about a name.
    pub fn decide(&mut self, level: Level, within: i64, named: &str, place_id: i64) {
        self.decided.insert((level, within, fold(named)), place_id);
    }

    /// The place of that number, also one that is no more.
    pub fn get(&self, id: i64) -> Option<&Place> {
        self.places.get(&id).or_else(|| self.closed.get(&id))
    }

    /// Every place of today.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.places.values()
    }

    /// The place and everything above it, the smallest first.
    pub fn lineage(&self, id: i64) -> Vec<i64> {
        let mut line = Vec::new();
        let mut next = id;
        while let Some(place) = self.get(next) {
            line.push(next);
            next = place.parent_id;
            if line.len() > 8 {
                break;
            }
        }
        line
    }

    /// The place of that level above (or at) a place.
    pub fn at_level(&self, id: i64, level: Level) -> Option<&Place> {
        self.lineage(id).into_iter().filter_map(|id| self.get(id)).find(|p| p.level == level)
    }

    /// The district itself, if it is there.
    pub fn district(&self) -> Option<&Place> {
        self.places.values().find(|place| place.level == Level::District)
    }

    /// The place of a code in any register; the first register wins.
    pub fn by_code(&self, level: Level, code: &str) -> Option<i64> {
        self.by_code.get(&(level, code_fold(code)))?.first().map(|(_, id)| *id)
    }

    /// The place of a code in one register.
    pub fn by_register(&self, register: Register, level: Level, code: &str) -> Option<i64> {
        let found = self.by_code.get(&(level, code_fold(code)))?;
        found.iter().find(|(known, _)| *known == register).map(|(_, id)| *id)
    }

    /// Places of that level below `within` whose name is the same but for case and signs.
    pub fn by_name(&self, level: Level, within: i64, name: &str) -> Vec<i64> {
        self.below(self.by_name.get(&(level, fold(name))), within)
    }

    /// True where a row's district, as a code or a name, is this one; tolerant of spelling and of
    /// words beside the name: "जिला कोंडागांव (छ.ग.)".
    pub fn is_own_district(&self, named: &str) -> bool {
        let Some(district) = self.district() else { return true };
        if self.by_code(Level::District, named) == Some(district.id) {
            return true;
        }
        let (folded, sound) = (fold(named), key(named));
        let beside = |text: &str, name: &str| !name.is_empty() && text.contains(name);
        [&district.name_hi, &district.name_en].into_iter().flatten().any(|name| {
            beside(&folded, &fold(name))
                || beside(&sound, &key(name))
                || skeleton_distance(&sound, &key(name)) <= 1
        })
    }

    /// Codes of a row taken for `found` that are unknown, stand beside another place's name, or are
    /// of a place that is not above it: the row is taken, but never without a word.
    pub fn odd_codes(&self, named: &Named, found: i64) -> Vec<OddCode> {
        let line = self.lineage(found);
        let levels = [
            (Level::Block, "block_code", &named.block_code, &named.block),
            (Level::Gp, "gp_code", &named.gp_code, &named.gp),
            (Level::Village, "village_code", &named.village_code, &named.village),
        ];
        let odd = |(level, field, code, name): (
            Level,
            &'static str,
            &Option<String>,
            &Option<String>,
        )| {
            let given = code.clone()?;
            let odd = |code, named: &str, place_id| {
                Some(OddCode {
                    code,
                    field,
                    given: given.clone(),
                    named: named.to_owned(),
                    place_id,
                })
            };
            let name = name.as_deref().unwrap_or_default();
            match self.by_code(level, &given) {
                None => odd("place_code_unknown", name, None),
                Some(id) if !line.contains(&id) => odd("place_code_not_above", name, Some(id)),
                Some(id) if self.is_other_name(id, name) => {
                    odd("place_code_other_name", name, Some(id))
                }
                Some(_) => None,
            }
        };
        levels.into_iter().filter_map(odd).collect()
    }

    /// True for a name that is no spelling of a place's own.
    pub(crate) fn is_other_name(&self, id: i64, name: &str) -> bool {
        let spelled = name.chars().any(char::is_alphabetic);
        spelled && self.distance(id, name) > (name.chars().count() / 3).max(2)
    }

    /// Finds the smallest place a row names. A village code wins over every name, but not over the
    /// name of another block: then both places are candidates.
    pub fn find(&self, named: &Named) -> Found {
        let district = self.district().map_or(0, |place| place.id);
        if let Some(id) = self.code_of(Level::Village, named.village_code.as_deref()) {
            return self.by_village_code(id, district, named);
        }
        let mut within = district;
        let mut how = Match::Sure;
        let mut unsettled = None;
        for (level, code, name) in [
            (Level::Block, &named.block_code, &named.block),
            (Level::Gp, &named.gp_code, &named.gp),
        ] {
            match self.step(level, within, code.as_deref(), name.as_deref()) {
                Some(Found::Place(id, step)) => {
                    within = id;
                    how = worse(how, step);
                }
                Some(other) if level == Level::Gp && named.village.is_some() => {
                    unsettled = Some(other);
                }
                Some(other) => return other,
                None => {}
            }
        }
        let village = named.village.as_deref().or(named.village_code.as_deref());
        match (village, unsettled) {
            (None, _) if within == district => Found::Missing,
            (None, _) => Found::Place(within, how),
            (Some(name), None) => self.village(within, name, how),
            (Some(name), Some(gp)) => self.village_without_gp(within, name, how, gp),
        }
    }

    fn by_village_code(&self, id: i64, district: i64, named: &Named) -> Found {
        let block = named.block.as_deref();
        let named_block =
            block.and_then(|name| match self.by_name(Level::Block, district, name)[..] {
                [only] => Some(only),
                _ => None,
            });
        let own_block = self.at_level(id, Level::Block).map(|place| place.id);
        match (named_block, own_block) {
            (Some(named_block), Some(own)) if named_block != own => {
                let code = named.village_code.clone().unwrap_or_default();
                let within = self.looked_within(named, Level::Village);
                if let Some(id) = self.decided.get(&(Level::Village, within, fold(&code))) {
                    return Found::Place(*id, Match::Sure);
                }
                let mut ids = vec![id];
                if let Some(name) = &named.village
                    && let Found::Place(there, _) = self.village(named_block, name, Match::Sure)
                {
                    ids.push(there);
                }
                Found::Ambiguous(Level::Village, code, ids)
            }
            _ => Found::Place(id, Match::Sure),
        }
    }

    /// A village whose panchayat is not settled: of several panchayats of that name the one that
    /// has the village, else the village within its block; without a block a person decides.
    fn village_without_gp(&self, within: i64, name: &str, how: Match, gp: Found) -> Found {
        if let Found::Ambiguous(_, _, gps) = &gp {
            let of_gp = |gp: &i64| match self.step(Level::Village, *gp, None, Some(name)) {
                Some(Found::Place(id, step)) => Some((id, worse(how, step))),
                _ => None,
            };
            let mut found = gps.iter().filter_map(of_gp);
            if let (Some((id, how)), None) = (found.next(), found.next()) {
                return Found::Place(id, how);
            }
        }
        let is_district = self.get(within).is_none_or(|place| place.level == Level::District);
        match self.village(within, name, how) {
            Found::Place(..) if is_district => gp,
            Found::Place(id, _) => Found::Place(id, Match::Spelling),
            other => other,
        }
    }

    /// The place inside which [`Gazetteer::find`] looked for a name of that level.
    pub(crate) fn looked_within(&self, named: &Named, level: Level) -> i64 {
        let mut within = self.district().map_or(0, |place| place.id);
        for (above, code, name) in [
            (Level::Block, &named.block_code, &named.block),
            (Level::Gp, &named.gp_code, &named.gp),
        ] {
            if above >= level {
                break;
            }
            if let Some(Found::Place(id, _)) =
                self.step(above, within, code.as_deref(), name.as_deref())
            {
                within = id;
            }
        }
        within
    }

    fn village(&self, within: i64, name: &str, how: Match) -> Found {
        let is_gp = self.get(within).is_some_and(|place| place.level == Level::Gp);
        match self.step(Level::Village, within, None, Some(name)) {
            Some(Found::Place(id, step)) => Found::Place(id, worse(how, step)),
            Some(Found::Unknown(..)) if is_gp && !self.peopled.contains(&within) => {
                Found::Place(within, Match::NoVillages)
            }
            Some(Found::Unknown(level, given, near, above)) if is_gp => {
                // Hamlets move between panchayats of a block: look there, but not beyond it.
                let block = self.at_level(within, Level::Block).map_or(above, |place| place.id);
                match self.step(Level::Village, block, None, Some(name)) {
                    Some(Found::Place(id, Match::Sure)) => Found::Place(id, how),
                    _ => Found::Unknown(level, given, near, above),
                }
            }
            Some(other) => other,
            None => Found::Place(within, how),
        }
    }

    /// One level: by code, by decision, by name, by spelling.
    fn step(
        &self,
        level: Level,
        within: i64,
        code: Option<&str>,
        name: Option<&str>,
    ) -> Option<Found> {
        if let Some(id) = self.code_of(level, code) {
            return Some(Found::Place(id, Match::Sure));
        }
        // A column of names may hold codes.
        let coded = name.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
        let coded = self.code_of(level, coded).filter(|id| self.lineage(*id).contains(&within));
        if let Some(id) = coded {
            return Some(Found::Place(id, Match::Sure));
        }
        let given = name.filter(|name| !name.is_empty()).or(code)?;
        if let Some(id) = self.decided.get(&(level, within, fold(given))) {
            return Some(Found::Place(*id, Match::Sure));
        }
        let exact = self.by_name(level, within, given);
        if let [only] = exact[..] {
            return Some(Found::Place(only, Match::Sure));
        }
        if exact.len() > 1 {
            return Some(Found::Ambiguous(level, given.to_owned(), exact));
        }
        Some(self.by_spelling(level, within, given))
    }

    fn by_spelling(&self, level: Level, within: i64, given: &str) -> Found {
        let mut near = self.below(self.by_key.get(&(level, key(given))), within);
        near.sort_by_key(|id| (self.distance(*id, given), *id));
        match near[..] {
            [only] => Found::Place(only, Match::Spelling),
            // Several share the key: sure only where one spelling is nearer than all others.
            [first, second, ..]
                if self.distance(first, given) == 1 && self.distance(second, given) > 2 =>
            {
                Found::Place(first, Match::Spelling)
            }
            [] => {
                let candidates = self.nearest(level, within, given);
                Found::Unknown(level, given.to_owned(), candidates, within)
            }
            _ => Found::Ambiguous(level, given.to_owned(), near),
        }
    }

    /// Up to five places that a person may have meant.
    fn nearest(&self, level: Level, within: i64, given: &str) -> Vec<i64> {
        let limit = (given.chars().count() / 3).max(2);
        let mut near: Vec<(usize, i64)> = self
            .places
            .values()
            .filter(|place| place.level == level && self.lineage(place.id).contains(&within))
            .map(|place| (self.distance(place.id, given), place.id))
            .filter(|(distance, _)| *distance <= limit)
            .collect();
        near.sort_unstable();
        near.into_iter().take(5).map(|(_, id)| id).collect()
    }

    fn distance(&self, id: i64, given: &str) -> usize {
        let Some(place) = self.places.get(&id) else { return usize::MAX };
        let given_key = key(given);
        let given = fold(given);
        [&place.name_hi, &place.name_en]
            .into_iter()
            .flatten()
            .map(|name| {
                let spelled = skeleton_distance(&fold(name), &given);
                spelled.min(skeleton_distance(&key(name), &given_key) + 1)
            })
            .min()
            .unwrap_or(usize::MAX)
    }

    fn code_of(&self, level: Level, code: Option<&str>) -> Option<i64> {
        self.by_code(level, code?)
    }

    fn below(&self, ids: Option<&Vec<i64>>, within: i64) -> Vec<i64> {
        let ids = ids.map_or(&[][..], Vec::as_slice);
        ids.iter().copied().filter(|id| self.lineage(*id).contains(&within)).collect()
    }
}

fn worse(one: Match, other: Match) -> Match {
    if one == Match::Sure { other } else { one }
}

fn insert(map: &mut HashMap<(Level, String), Vec<i64>>, key: (Level, String), id: i64) {
    let ids = map.entry(key).or_default();
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// Codes are compared without case and leading zeros.
fn code_fold(code: &str) -> String {
    let code = code.trim().to_ascii_lowercase();
    let stripped = code.trim_start_matches('0');
    if stripped.is_empty() { code } else { stripped.to_owned() }
}

#[cfg(test)]
mod tests;
