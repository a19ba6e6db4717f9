//! Finding the unit of a row: by any code, else by name within the place that the row names. What
//! is not certain is held for a person, with those that may be meant.

use samuh_engine::Reader;
use samuh_groups::{Institution, Kind, Known};
use samuh_kernel::{scope::Scope, text::fold};
use samuh_places::{Found, Gazetteer, Level, Match};

use super::{Fields, Unit, UnitLevel};
use crate::judging::{Note, Stop};

/// How many units a doubt names.
const NAMED: usize = 5;

type Outcome = Result<Unit, Stop>;

/// All units a desk may name in a sheet.
pub(crate) struct Units {
    scope: Scope,
    gazetteer: Gazetteer,
    known: Known,
}

impl Units {
    /// The places and institutions of the desk.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub(crate) fn load(reader: &mut Reader, scope: &Scope) -> samuh_engine::Result<Self> {
        Ok(Self {
            scope: scope.clone(),
            gazetteer: samuh_places::gazetteer(reader, scope)?,
            known: samuh_groups::known(reader, scope)?,
        })
    }

    /// The unit a row names: a group before its VO, a VO before its CLF, institutions before
    /// places, the smallest place first.
    pub(crate) fn find(&self, fields: &Fields<'_>, notes: &mut Vec<Note>) -> Outcome {
        for (kind, code, name) in [
            (Kind::Shg, "shg_code", "shg_name"),
            (Kind::Vo, "vo_code", "vo_name"),
            (Kind::Clf, "clf_code", "clf_name"),
        ] {
            if fields.text(code).is_some() || fields.text(name).is_some() {
                return self.institution(kind, (code, name), fields, notes);
            }
        }
        if fields.text("code").is_some() || fields.text("name").is_some() {
            return self.general(fields, notes);
        }
        self.place(fields, notes)
    }

    /// How a person would call a unit: "शक्ति संकुल, माकड़ी".
    pub(crate) fn described(&self, unit_id: i64) -> String {
        let institution = self.known.get(unit_id);
        let place_id = institution.map_or(unit_id, |known| known.place_id);
        let line = self.gazetteer.lineage(place_id);
        let places = line.iter().filter_map(|id| self.gazetteer.get(*id));
        let is_alone = institution.is_none() && line.len() == 1;
        let shown = places.filter(|place| is_alone || place.level != Level::District);
        let own = institution.map(|known| known.name(true));
        own.into_iter().chain(shown.map(|place| place.name(true))).collect::<Vec<_>>().join(", ")
    }

    fn institution(
        &self,
        kind: Kind,
        (code_field, name_field): (&'static str, &'static str),
        fields: &Fields<'_>,
        notes: &mut Vec<Note>,
    ) -> Outcome {
        let (code, name) = (fields.text(code_field), fields.text(name_field));
        if let Some(found) = code.and_then(|code| self.known.by_code(kind, code)) {
            return self.taken(found);
        }
        let Some(name) = name else {
            let code = code.unwrap_or_default();
            return Err(unknown(code_field, code, String::new()));
        };
        let within = self.within(fields, notes)?;
        let mut found: Vec<&Institution> = self
            .known
            .by_name(kind, name)
            .filter(|known| self.gazetteer.lineage(known.place_id).contains(&within))
            .collect();
        if found.is_empty() {
            let sounding = self.known.by_sound(kind, within, name);
            found = sounding.into_iter().filter_map(|id| self.known.get(id)).collect();
        }
        match found[..] {
            [only] => self.taken(only.id),
            [] => Err(unknown(name_field, name, String::new())),
            _ => Err(ambiguous(name_field, name, self.listed(found.iter().map(|one| one.id)))),
        }
    }

    /// "कोड" and "नाम" columns hold units of any level; a column of levels may say which.
    fn general(&self, fields: &Fields<'_>, notes: &mut Vec<Note>) -> Outcome {
        let level = fields.text("level").and_then(UnitLevel::of);
        let levels = || UnitLevel::ALL.into_iter().filter(|one| level.is_none_or(|l| l == *one));
        let (code, name) = (fields.text("code"), fields.text("name"));
        if let Some(code) = code {
            let coded: Vec<i64> = levels().filter_map(|one| self.by_code(one, code)).collect();
            match coded[..] {
                [only] => return self.taken(only),
                [] if name.is_none() => return Err(unknown("code", code, String::new())),
                [] => {}
                _ => return Err(ambiguous("code", code, self.listed(coded))),
            }
        }
        let name = name.unwrap_or_default();
        let within = self.within(fields, notes)?;
        let found: Vec<i64> = levels().flat_map(|one| self.by_name(one, within, name)).collect();
        match found[..] {
            [only] => self.taken(only),
            [] => self.by_spelling(level, name, fields, notes),
            _ => Err(ambiguous("name", name, self.listed(found))),
        }
    }

    fn by_code(&self, level: UnitLevel, code: &str) -> Option<i64> {
        match (level.place(), level.kind()) {
            (Some(level), _) => self.gazetteer.by_code(level, code),
            (_, Some(kind)) => self.known.by_code(kind, code),
            _ => None,
        }
    }

    fn by_name(&self, level: UnitLevel, within: i64, name: &str) -> Vec<i64> {
        if let Some(level) = level.place() {
            return self.gazetteer.by_name(level, within, name);
        }
        let Some(kind) = level.kind() else { return Vec::new() };
        let inside =
            |known: &&Institution| self.gazetteer.lineage(known.place_id).contains(&within);
        self.known.by_name(kind, name).filter(inside).map(|known| known.id).collect()
    }

    fn by_spelling(
        &self,
        level: Option<UnitLevel>,
        name: &str,
        fields: &Fields<'_>,
        notes: &mut Vec<Note>,
    ) -> Outcome {
        let mut named = fields.place();
        match level {
            None | Some(UnitLevel::Block) => named.block = Some(name.to_owned()),
            Some(UnitLevel::Gp) => named.gp = Some(name.to_owned()),
            Some(UnitLevel::Village) => named.village = Some(name.to_owned()),
            Some(_) => return Err(unknown("name", name, String::new())),
        }
        match self.gazetteer.find(&named) {
            Found::Place(id, Match::Spelling) => {
                notes.push(("place_spelling", "name", name.to_owned(), self.register_says(id)));
                self.taken(id)
            }
            Found::Ambiguous(_, _, ids) => Err(ambiguous("name", name, self.listed(ids))),
            Found::Unknown(_, _, ids, _) => Err(unknown("name", name, self.listed(ids))),
            _ => Err(unknown("name", name, String::new())),
        }
    }

    fn place(&self, fields: &Fields<'_>, notes: &mut Vec<Note>) -> Outcome {
        match self.located(fields, notes)? {
            Some(id) => self.taken(id),
            None => self.district(fields),
        }
    }

    /// The smallest place that the row names below the district.
    fn located(&self, fields: &Fields<'_>, notes: &mut Vec<Note>) -> Result<Option<i64>, Stop> {
        let named = fields.place();
        match self.gazetteer.find(&named) {
            Found::Place(id, how) => {
                notes.extend(self.gazetteer.odd_codes(&named, id).into_iter().map(|odd| {
                    let register = odd.place_id.map_or_else(String::new, |id| self.described(id));
                    let args = vec![
                        ("named", odd.named),
                        ("register", register),
                        ("taken", self.described(id)),
                    ];
                    (odd.code, odd.field, odd.given, args)
                }));
                let given = named.village.or(named.gp).or(named.block).unwrap_or_default();
                let field = self.gazetteer.get(id).map_or("block", |place| place.level.code());
                match how {
                    Match::Sure => {}
                    Match::Spelling => {
                        notes.push(("place_spelling", field, given, self.register_says(id)));
                    }
                    // What a village reports must not count for its whole panchayat.
                    Match::NoVillages => return Err(unknown("village", &given, String::new())),
                }
                Ok(Some(id))
            }
            Found::Ambiguous(level, given, ids) => {
                Err(ambiguous(level.code(), &given, self.listed(ids)))
            }
            Found::Unknown(level, given, ids, _) => {
                Err(unknown(level.code(), &given, self.listed(ids)))
            }
            Found::Missing => Ok(None),
        }
    }

    /// A row of the district itself, in a sheet that has no column for anything smaller.
    fn district(&self, fields: &Fields<'_>) -> Outcome {
        let missing =
            || Stop::refused(("unit_not_named", "block", String::new(), Vec::new()), None);
        let district = self.gazetteer.district().ok_or_else(missing)?;
        let code = fields.text("district_code");
        let name = fields.text("district");
        if fields.sheet.names_smaller || (code.is_none() && name.is_none()) {
            return Err(missing());
        }
        let is_coded = code
            .is_some_and(|code| self.gazetteer.by_code(Level::District, code) == Some(district.id));
        let names = [&district.name_hi, &district.name_en];
        let is_named = name
            .is_some_and(|name| names.into_iter().flatten().any(|known| fold(known) == fold(name)));
        if is_coded || is_named {
            return self.taken(district.id);
        }
        let given = name.or(code).unwrap_or_default();
        Err(unknown("district", given, self.listed([district.id])))
    }

    /// The place inside which a name is looked for: what the row says of block, panchayat, village.
    fn within(&self, fields: &Fields<'_>, notes: &mut Vec<Note>) -> Result<i64, Stop> {
        let top = self.gazetteer.district().map_or(0, |place| place.id);
        Ok(self.located(fields, notes)?.unwrap_or(top))
    }

    /// The unit, when it is the desk's to report on.
    fn taken(&self, id: i64) -> Outcome {
        if let Some(known) = self.known.get(id) {
            let federation_id = if known.kind == Kind::Shg { known.parent_id } else { known.id };
            return Ok(Unit {
                id,
                level: UnitLevel::of_kind(known.kind),
                place_id: known.place_id,
                institution_id: id,
                federation_id,
            });
        }
        let place = self.gazetteer.get(id).ok_or_else(|| unknown("code", "", String::new()))?;
        let line = self.gazetteer.lineage(id);
        let is_own = self.scope.is_whole_district()
            || self.scope.roots().iter().any(|root| line.contains(root));
        if !is_own {
            let note = ("outside_scope", place.level.code(), self.described(id), Vec::new());
            return Err(Stop::refused(note, None));
        }
        let level = UnitLevel::of_place(place.level);
        Ok(Unit { id, level, place_id: id, institution_id: 0, federation_id: 0 })
    }

    fn register_says(&self, id: i64) -> Vec<(&'static str, String)> {
        vec![("register", self.described(id))]
    }

    fn listed(&self, ids: impl IntoIterator<Item = i64>) -> String {
        let shown: Vec<String> = ids.into_iter().take(NAMED).map(|id| self.described(id)).collect();
        shown.join("; ")
    }
}

fn unknown(field: &'static str, given: &str, candidates: String) -> Stop {
    if candidates.is_empty() {
        return Stop::doubtful(("unit_not_found", field, given.to_owned(), Vec::new()), None);
    }
    let args = vec![("candidates", candidates)];
    Stop::doubtful(("unit_not_found_near", field, given.to_owned(), args), None)
}

fn ambiguous(field: &'static str, given: &str, candidates: String) -> Stop {
    let args = vec![("candidates", candidates)];
    Stop::doubtful(("unit_ambiguous", field, given.to_owned(), args), None)
}
