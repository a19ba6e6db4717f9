//! Judging rows of places: known, changed or new; each level below the one above it.

use std::collections::{BTreeSet, HashMap};

use samuh_engine::batch::{FieldChange, Judge, Judged, Work};
use samuh_imports::{CellFault, InRow, Shape, Verdict, words::places::SHAPE};
use samuh_kernel::text::fold;

use super::{
    Known, PlaceDraft, Step,
    apply::PlacesWork,
    row::{Fields, Mention, warning, with},
};
use crate::{
    gazetteer::Gazetteer,
    model::{District, Level, Place, Register},
};

/// Reads sheets of places.
pub struct PlacesJudge {
    known: Known,
    level: Option<Level>,
    steps: Vec<Step>,
    /// Where the last step of a place stands, so that later rows add to it.
    at: HashMap<(i64, i64), usize>,
    next_temp: i64,
    /// The districts that rows were about.
    touched: BTreeSet<i64>,
}

/// Why a row is not taken: the fault's code, the field it stands at, what the cell says.
type Refusal = (&'static str, &'static str, String, bool);

impl PlacesJudge {
    /// A judge over what is known; `level` is that of a plain sheet.
    pub fn new(known: Known, level: Option<Level>) -> Self {
        Self {
            known,
            level,
            steps: Vec::new(),
            at: HashMap::new(),
            next_temp: -1,
            touched: BTreeSet::new(),
        }
    }

    fn take(&mut self, fields: &Fields<'_>) -> Result<Judged, Refusal> {
        let said = fields.text("level").and_then(Level::of);
        let target = said.or(self.level).or_else(|| fields.deepest()).ok_or((
            "level_unknown",
            "level",
            String::new(),
            false,
        ))?;
        let mut judged = Judged::plain(Verdict::Unchanged);
        let district_id = self.district(fields, target, &mut judged)?;
        self.touched.insert(district_id);
        let mut above = self.gazetteer(district_id)?.district().map_or(0, |place| place.id);
        if let Some(parent) = self.parent(district_id, fields, target)? {
            above = parent;
        }
        for level in [Level::Block, Level::Gp, Level::Village] {
            let mention = fields.mention(level, Some(target));
            if mention.is_empty() || level > target {
                continue;
            }
            above = self.node(district_id, level, above, &mention, fields, target, &mut judged)?;
        }
        if target == Level::District {
            let id = self.gazetteer(district_id)?.district().map_or(0, |place| place.id);
            self.enrich(
                district_id,
                id,
                &fields.mention(target, Some(target)),
                fields,
                &mut judged,
            );
        }
        judged.label = fields.mention(target, Some(target)).shown();
        Ok(judged)
    }

    fn gazetteer(&self, district_id: i64) -> Result<&Gazetteer, Refusal> {
        let unknown = ("district_unknown", "district", String::new(), false);
        self.known.atlas.get(&district_id).ok_or(unknown)
    }

    /// The district of a row: named, or that of a parent named by code, or the only one there is.
    fn district(
        &mut self,
        fields: &Fields<'_>,
        target: Level,
        judged: &mut Judged,
    ) -> Result<i64, Refusal> {
        let sheet_level = (target == Level::District).then_some(target);
        let mention = fields.mention(Level::District, sheet_level);
        if !mention.is_empty() {
            if let Some(id) = self.known_district(&mention) {
                return Ok(id);
            }
            return self.new_district(fields, &mention, judged);
        }
        for (level, field) in [(Level::Block, "block_code"), (Level::Gp, "gp_code")] {
            if let Some(id) = fields.text(field).and_then(|code| self.home_of(level, code)) {
                return Ok(id);
            }
        }
        let parent = fields.text("parent_code");
        let home =
            parent.and_then(|code| Level::ALL.into_iter().find_map(|l| self.home_of(l, code)));
        match (home, &self.known.districts[..], parent) {
            (Some(id), _, _) => Ok(id),
            (None, [only], _) => Ok(only.id),
            (None, _, Some(code)) => Err(("parent_unknown", "parent_code", code.to_owned(), false)),
            (None, _, None) => Err(("district_missing", "district", String::new(), false)),
        }
    }

    fn known_district(&self, mention: &Mention) -> Option<i64> {
        let by_code = self.known.atlas.iter().find(|(_, all)| {
            let mut codes = mention.codes.iter();
            codes.any(|(_, code)| all.by_code(Level::District, code).is_some())
        });
        let same = |district: &&District| {
            let names = [&district.name_hi, &district.name_en];
            names.into_iter().flatten().any(|name| mention.names().any(|m| fold(m) == fold(name)))
        };
        by_code.map(|(id, _)| *id).or_else(|| self.known.districts.iter().find(same).map(|d| d.id))
    }

    fn new_district(
        &mut self,
        fields: &Fields<'_>,
        mention: &Mention,
        judged: &mut Judged,
    ) -> Result<i64, Refusal> {
        if self.known.only.is_some() {
            return Err(("outside_district", "district", mention.shown(), false));
        }
        if !mention.is_named() {
            return Err(("district_unknown", "district_code", mention.shown(), false));
        }
        let state_id = self.state(fields)?;
        let code = mention.codes.first().and_then(|(_, code)| code.parse::<i64>().ok());
        let taken = |id: &i64| self.known.districts.iter().any(|district| district.id == *id);
        let id = code
            .filter(|id| *id > 0 && !taken(id))
            .unwrap_or_else(|| (1_000_000..).find(|id| !taken(id)).expect("numbers do not end"));
        let temp = self.temp();
        let draft = draft_of(Level::District, mention);
        let district = District {
            id,
            state_id,
            place_id: temp,
            lgd: code.map(|code| code.to_string()),
            name_hi: mention.name_hi.clone(),
            name_en: mention.name_en.clone(),
        };
        let mut gazetteer = Gazetteer::default();
        gazetteer.add(draft.clone().into_place(temp, 0, 1));
        self.known.atlas.insert(id, gazetteer);
        self.known.districts.push(district);
        self.at.insert((id, temp), self.steps.len());
        self.steps.push(Step::District { id, state_id, temp, draft });
        judged.verdict = Verdict::New;
        Ok(id)
    }

    /// The state by any of its codes, its abbreviation or its name.
    fn state(&self, fields: &Fields<'_>) -> Result<i64, Refusal> {
        let given = ["state_code", "state", "state_hi", "state_en", "parent_code", "parent_name"];
        for field in given {
            let Some(text) = fields.text(field) else { continue };
            let found = self.known.states.iter().find(|state| {
                let codes = [Some(state.id.to_string()), state.census.clone(), state.nrlm.clone()];
                let is_code = codes
                    .into_iter()
                    .flatten()
                    .any(|code| code.trim_start_matches('0') == text.trim_start_matches('0'));
                is_code
                    || fold(&state.abbreviation) == fold(text)
                    || fold(&state.name_en) == fold(text)
                    || fold(&state.name_hi) == fold(text)
            });
            if let Some(state) = found {
                return Ok(state.id);
            }
        }
        let shown = given.into_iter().find_map(|field| fields.text(field)).unwrap_or("");
        Err(("state_unknown", "state", shown.to_owned(), false))
    }

    fn home_of(&self, level: Level, code: &str) -> Option<i64> {
        let mut homes = self.known.atlas.iter();
        homes.find(|(_, all)| all.by_code(level, code).is_some()).map(|(id, _)| *id)
    }

    /// The place a one-level sheet names as its parent, by any code or by name.
    fn parent(
        &self,
        district_id: i64,
        fields: &Fields<'_>,
        target: Level,
    ) -> Result<Option<i64>, Refusal> {
        let all = self.gazetteer(district_id)?;
        let above = Level::ALL.into_iter().rev().filter(|level| *level < target);
        if let Some(code) = fields.text("parent_code") {
            let found = above.clone().find_map(|level| all.by_code(level, code));
            if found.is_some() || fields.text("parent_name").is_none() {
                let unknown = ("parent_unknown", "parent_code", code.to_owned(), false);
                return if target == Level::District {
                    Ok(None)
                } else {
                    found.map(Some).ok_or(unknown)
                };
            }
        }
        let Some(name) = fields.text("parent_name") else { return Ok(None) };
        let root = all.district().map_or(0, |place| place.id);
        for level in above {
            match all.by_name(level, root, name)[..] {
                [only] => return Ok(Some(only)),
                [] => {}
                _ => return Err(("place_ambiguous", "parent_name", name.to_owned(), true)),
            }
        }
        if target == Level::District {
            return Ok(None);
        }
        Err(("parent_unknown", "parent_name", name.to_owned(), false))
    }

    /// One level of a row: finds the place, adds it, or notes what changes.
    #[expect(clippy::too_many_arguments, reason = "one row's step through the tree")]
    fn node(
        &mut self,
        district_id: i64,
        level: Level,
        above: i64,
        mention: &Mention,
        fields: &Fields<'_>,
        target: Level,
        judged: &mut Judged,
    ) -> Result<i64, Refusal> {
        let by_code = self.by_code(district_id, level, above, mention, target)?;
        let found = match by_code {
            Some(id) => Some(id),
            None => self.by_name(district_id, level, above, mention)?,
        };
        if let Some(id) = by_code.filter(|_| level < target) {
            self.compare_name((district_id, id), mention, fields, judged);
        }
        let mention = &self.free_codes((district_id, level), found, mention, fields, judged);
        if let Some(id) = found.filter(|_| above != 0) {
            self.compare_parent(district_id, id, above, fields, judged);
        }
        let id = match found {
            Some(id) => id,
            None if !mention.is_named() => {
                let field = if level == target { "name" } else { "parent_code" };
                let code = if level == target { "name_missing" } else { "parent_unknown" };
                return Err((code, field, mention.shown(), false));
            }
            None if above == 0
                || (level == Level::Village && self.is_district(district_id, above)) =>
            {
                return Err(("parent_missing", "block", mention.shown(), false));
            }
            None => {
                judged.verdict = Verdict::New;
                self.add(district_id, level, above, mention)
            }
        };
        if level == target {
            self.enrich(district_id, id, mention, fields, judged);
        }
        Ok(id)
    }

    /// The place that a row's codes name.
    fn by_code(
        &self,
        district_id: i64,
        level: Level,
        above: i64,
        mention: &Mention,
        target: Level,
    ) -> Result<Option<i64>, Refusal> {
        let all = self.gazetteer(district_id)?;
        Ok(mention.codes.iter().find_map(|(register, code)| {
            let own = all.by_register(*register, level, code);
            let id =
                own.or_else(|| (level < target).then(|| all.by_code(level, code)).flatten())?;
            let place = all.get(id)?;
            // The roads programme numbers hamlets: one number may stand at villages of several
            // panchayats, and is sure only within the place above.
            let is_near = *register != Register::Pmgsy || all.lineage(id).contains(&above);
            (is_near && !other_code(place, mention)).then_some(id)
        }))
    }

    /// What a row says of a place without the codes that another place has; each of those is said.
    fn free_codes(
        &self,
        (district_id, level): (i64, Level),
        found: Option<i64>,
        mention: &Mention,
        fields: &Fields<'_>,
        judged: &mut Judged,
    ) -> Mention {
        let Some(all) = self.known.atlas.get(&district_id) else { return mention.clone() };
        let mut free = mention.clone();
        free.codes.retain(|(register, code)| {
            let holder = all.by_register(*register, level, code).filter(|id| Some(*id) != found);
            let Some(holder) = holder.and_then(|id| all.get(id)) else { return true };
            let field = fields.field_of_code(level, code);
            let warning = warning(fields.row, "code_of_place", field, code);
            judged.warnings.push(with(warning, "known", holder.name(true)));
            false
        });
        free
    }

    /// A place above, told by its code, whose name the row has otherwise: the code is followed and
    /// that is said.
    fn compare_name(
        &self,
        (district_id, id): (i64, i64),
        mention: &Mention,
        fields: &Fields<'_>,
        judged: &mut Judged,
    ) {
        let Some(all) = self.known.atlas.get(&district_id) else { return };
        let (Some(place), Some(named)) = (all.get(id), mention.names().next()) else { return };
        if mention.names().all(|name| all.is_other_name(id, name)) {
            let code = mention.codes.first().map_or("", |(_, code)| code.as_str());
            let field = fields.field_of_code(place.level, code);
            let odd = warning(fields.row, "place_code_other_name", field, code);
            judged.warnings.push(with(with(odd, "named", named), "register", place.name(true)));
        }
    }

    /// A known place keeps the place above it; a row that names another one is told so.
    fn compare_parent(
        &self,
        district_id: i64,
        id: i64,
        above: i64,
        fields: &Fields<'_>,
        judged: &mut Judged,
    ) {
        let Some(all) = self.known.atlas.get(&district_id) else { return };
        if all.lineage(id).contains(&above) {
            return;
        }
        let (Some(place), Some(said)) = (all.get(id), all.get(above)) else { return };
        let stands = all.get(place.parent_id).map_or("", |parent| parent.name(true));
        let field = if said.level == Level::Block { "block" } else { "gp" };
        let odd = warning(fields.row, "place_stands_elsewhere", field, said.name(true));
        let odd = with(odd, "place", place.name(true));
        judged.warnings.push(with(odd, "stands", stands));
    }

    fn is_district(&self, district_id: i64, id: i64) -> bool {
        let place = self.known.atlas.get(&district_id).and_then(|all| all.get(id));
        place.is_some_and(|place| place.level == Level::District)
    }

    /// The place of that name directly in its branch; a place with another code of the same
    /// register is another place (45 village names of Kondagaon occur twice in one block).
    fn by_name(
        &self,
        district_id: i64,
        level: Level,
        above: i64,
        mention: &Mention,
    ) -> Result<Option<i64>, Refusal> {
        let all = self.gazetteer(district_id)?;
        let above_is_block = level == Level::Village
            && all.get(above).is_some_and(|place| place.level == Level::Block);
        let mut ids: Vec<i64> =
            mention.names().flat_map(|name| all.by_name(level, above, name)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| {
            let place = all.get(*id).expect("the gazetteer answers its own numbers");
            // A village sheet may leave the panchayat out: the block above is enough.
            let same_parent = level == Level::Block || place.parent_id == above || above_is_block;
            same_parent && !contradicts(place, mention)
        });
        match ids[..] {
            [] => Ok(None),
            [only] => Ok(Some(only)),
            _ => Err(("place_ambiguous", "name", mention.shown(), true)),
        }
    }

    fn temp(&mut self) -> i64 {
        self.next_temp -= 1;
        self.next_temp
    }

    fn add(&mut self, district_id: i64, level: Level, above: i64, mention: &Mention) -> i64 {
        let temp = self.temp();
        let draft = draft_of(level, mention);
        if let Some(all) = self.known.atlas.get_mut(&district_id) {
            all.add(draft.clone().into_place(temp, above, 1));
        }
        self.at.insert((district_id, temp), self.steps.len());
        self.steps.push(Step::New { district_id, temp, parent: above, draft });
        temp
    }

    /// Lays what the row says over the place it is about; blank cells take nothing away.
    fn enrich(
        &mut self,
        district_id: i64,
        id: i64,
        mention: &Mention,
        fields: &Fields<'_>,
        judged: &mut Judged,
    ) {
        let Some(place) = self.known.atlas.get(&district_id).and_then(|all| all.get(id)).cloned()
        else {
            return;
        };
        let mut becomes = place.clone();
        lay_text(&mut becomes.name_hi, mention.name_hi.as_ref(), "name_hi", &mut judged.changes);
        lay_text(&mut becomes.name_en, mention.name_en.as_ref(), "name_en", &mut judged.changes);
        lay(&mut becomes.population, fields.whole("population"), "population", &mut judged.changes);
        let target = fields.whole("target_households");
        lay(&mut becomes.target_households, target, "target_households", &mut judged.changes);
        lay(&mut becomes.lat, fields.decimal("lat"), "lat", &mut judged.changes);
        lay(&mut becomes.lon, fields.decimal("lon"), "lon", &mut judged.changes);
        let taken = |register: Register, code: &str| {
            let all = self.known.atlas.get(&district_id);
            let holder = all.and_then(|all| all.by_register(register, place.level, code));
            holder.is_some_and(|holder| holder != id)
        };
        for (register, code) in &mention.codes {
            let has = becomes.codes.iter().any(|(known, _)| known == register);
            if !has && !taken(*register, code) {
                becomes.codes.push((*register, code.clone()));
                becomes.codes.sort();
                judged.changes.push(FieldChange {
                    field: format!("code_{}", register.code()),
                    was: String::new(),
                    becomes: code.clone(),
                });
            }
        }
        if becomes == place {
            return;
        }
        if judged.verdict == Verdict::New {
            judged.changes.clear();
        } else {
            judged.verdict = Verdict::Changed;
        }
        self.write(district_id, &place, becomes);
    }

    fn write(&mut self, district_id: i64, was: &Place, becomes: Place) {
        let draft = PlaceDraft::of(&becomes);
        match self.at.get(&(district_id, was.id)).and_then(|at| self.steps.get_mut(*at)) {
            Some(
                Step::District { draft: old, .. }
                | Step::New { draft: old, .. }
                | Step::Change { draft: old, .. },
            ) => *old = draft,
            None => {
                self.at.insert((district_id, was.id), self.steps.len());
                let (id, version) = (was.id, was.version);
                self.steps.push(Step::Change { district_id, id, version, draft });
            }
        }
        if let Some(all) = self.known.atlas.get_mut(&district_id) {
            all.add(becomes);
        }
    }
}

impl Judge for PlacesJudge {
    fn shape(&self) -> &'static Shape {
        &SHAPE
    }

    fn judge(&mut self, row: InRow) -> Judged {
        if row.refused() {
            return Judged::plain(Verdict::Refused);
        }
        let fields = Fields { shape: &SHAPE, row: &row };
        self.take(&fields).unwrap_or_else(|(code, field, value, is_doubt)| {
            let mut judged =
                Judged::plain(if is_doubt { Verdict::Doubtful } else { Verdict::Refused });
            judged.faults.push(CellFault {
                sheet: row.sheet.clone(),
                row: Some(row.number),
                field: Some(field.into()),
                value,
                code: code.into(),
                refuses: !is_doubt,
                ..CellFault::default()
            });
            judged
        })
    }

    fn work(self: Box<Self>) -> Box<dyn Work> {
        Box::new(PlacesWork { steps: self.steps })
    }

    fn district_id(&self) -> Option<i64> {
        let mut touched = self.touched.iter();
        let is_new = |id: &i64| {
            self.steps
                .iter()
                .any(|step| matches!(step, Step::District { id: new, .. } if new == id))
        };
        // 0 keeps a batch of several districts, and one whose district is not there yet.
        let only = touched.next().filter(|only| touched.next().is_none() && !is_new(only));
        (!self.touched.is_empty()).then(|| only.copied().unwrap_or(0))
    }
}

/// True where a place has another code of a register that the row names.
fn other_code(place: &Place, mention: &Mention) -> bool {
    place
        .codes
        .iter()
        .any(|(register, code)| mention.codes.iter().any(|(r, c)| r == register && c != code))
}

/// True where a place cannot be the one meant: another code of the same register, or another name
/// in a script in which both are named.
fn contradicts(place: &Place, mention: &Mention) -> bool {
    let differ = |one: Option<&String>, other: Option<&String>| match (one, other) {
        (Some(one), Some(other)) => fold(one) != fold(other),
        _ => false,
    };
    other_code(place, mention)
        || differ(place.name_hi.as_ref(), mention.name_hi.as_ref())
        || differ(place.name_en.as_ref(), mention.name_en.as_ref())
}

fn draft_of(level: Level, mention: &Mention) -> PlaceDraft {
    PlaceDraft {
        level,
        name_hi: mention.name_hi.clone(),
        name_en: mention.name_en.clone(),
        codes: first_per_register(&mention.codes),
        population: None,
        target_households: None,
        lat: None,
        lon: None,
    }
}

fn first_per_register(codes: &[(Register, String)]) -> Vec<(Register, String)> {
    let mut kept: Vec<(Register, String)> = Vec::new();
    for (register, code) in codes {
        if !kept.iter().any(|(known, _)| known == register) {
            kept.push((*register, code.clone()));
        }
    }
    kept
}

fn lay_text(
    slot: &mut Option<String>,
    said: Option<&String>,
    field: &str,
    changes: &mut Vec<FieldChange>,
) {
    lay(slot, said.cloned(), field, changes);
}

fn lay<T: PartialEq + ToString>(
    slot: &mut Option<T>,
    said: Option<T>,
    field: &str,
    changes: &mut Vec<FieldChange>,
) {
    let Some(said) = said else { return };
    if slot.as_ref() == Some(&said) {
        return;
    }
    changes.push(FieldChange {
        field: field.to_owned(),
        was: slot.as_ref().map_or_else(String::new, ToString::to_string),
        becomes: said.to_string(),
    });
    *slot = Some(said);
}
