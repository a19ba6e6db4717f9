//! Which group a row of a member sheet means: by its code, else by its name in the place named.

use samuh_engine::{Reader, Result};
use samuh_imports::{Alike, InRow, LIKENESS, Likeness, Value, words::members::SHAPE};
use samuh_kernel::{
    scope::{Rights, Scope},
    text::fold,
};
use samuh_places::{Found, Gazetteer, Level, Named, QUESTION, Question};

use super::note::{Go, Note};
use crate::institution::{
    known::{Institution, Known},
    model::Kind,
    store,
};

/// The columns that say which group is meant.
const COLUMNS: [&str; 10] = [
    "shg_code",
    "shg_name",
    "block_code",
    "block",
    "gp_code",
    "gp",
    "village_code",
    "village",
    "vo_name",
    "clf_name",
];

/// The groups of the district, as the desk sees them.
pub(super) struct Groups {
    gazetteer: Gazetteer,
    known: Known,
    /// All groups of the district, where the desk does not see all: what lies outside its scope is
    /// refused and not called unknown.
    beyond: Option<Known>,
    at: [usize; COLUMNS.len()],
    /// What the row before said, and what it meant: members of a group stand together.
    last: Option<([Option<Value>; COLUMNS.len()], i64, Vec<Note>)>,
}

impl Groups {
    pub(super) fn load(reader: &mut Reader, scope: &Scope) -> Result<Self> {
        let whole = Scope::district(scope.district_id(), Rights::none());
        let beyond = match scope.is_whole_district() {
            true => None,
            false => Some(store::known(reader, &whole)?),
        };
        Ok(Self {
            gazetteer: samuh_places::gazetteer(reader, scope)?,
            known: store::known(reader, scope)?,
            beyond,
            at: COLUMNS.map(|field| SHAPE.index(field).expect("a column of the shape")),
            last: None,
        })
    }

    /// A group the desk may see.
    pub(super) fn get(&self, id: i64) -> Option<&Institution> {
        self.known.get(id)
    }

    /// The group's name for a person.
    pub(super) fn named(&self, id: i64) -> String {
        self.get(id).map_or_else(String::new, |group| self.described(group))
    }

    /// The group a row means; none when it names none.
    pub(super) fn find(&mut self, row: &InRow, notes: &mut Vec<Note>) -> Go<Option<i64>> {
        let said = self.at.map(|at| &row.values[at]);
        if let Some((before, id, noted)) = &self.last
            && before.iter().eq(said)
        {
            notes.extend(noted.iter().cloned());
            return Ok(Some(*id));
        }
        let from = notes.len();
        let found = self.look(&said.map(|value| value.as_ref().and_then(text)), notes)?;
        self.last = found.map(|id| (said.map(Clone::clone), id, notes[from..].to_vec()));
        Ok(found)
    }

    fn look(&self, said: &[Option<&str>; COLUMNS.len()], notes: &mut Vec<Note>) -> Go<Option<i64>> {
        let [code, name, block_code, block, gp_code, gp, village_code, village, ..] = *said;
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let place = Named {
            block_code: owned(block_code),
            block: owned(block),
            gp_code: owned(gp_code),
            gp: owned(gp),
            village_code: owned(village_code),
            village: owned(village),
        };
        match (code, name) {
            (Some(code), _) => match by_code(&self.known, code) {
                Some(id) => Ok(Some(id)),
                None => self.without_code(code, name, &place, notes).map(Some),
            },
            (None, Some(name)) => {
                let above = [said[8], said[9]];
                self.by_name(name, &place, above, notes).map(Some)
            }
            (None, None) => Ok(None),
        }
    }

    /// A code that no group has: a group without code but of that name is meant, any other is only
    /// a candidate.
    fn without_code(
        &self,
        code: &str,
        name: Option<&str>,
        place: &Named,
        notes: &mut Vec<Note>,
    ) -> Go<i64> {
        if self.beyond.as_ref().is_some_and(|all| by_code(all, code).is_some()) {
            return Err(Note::new("outside_scope", "shg_code", code).refused());
        }
        let found = name.map(|name| self.by_name(name, place, [None, None], notes));
        let candidates = match found {
            Some(Ok(id)) if self.get(id).is_some_and(|group| group.codes.is_empty()) => {
                return Ok(id);
            }
            Some(Ok(id)) => {
                let known: Vec<&Institution> = self.get(id).into_iter().collect();
                let mut stop = unknown("shg_code", code, &self.named(id));
                stop.note = stop.note.with(LIKENESS, likeness(code, &known));
                return Err(stop);
            }
            _ => String::new(),
        };
        Err(unknown("shg_code", code, &candidates))
    }

    fn by_name(
        &self,
        name: &str,
        place: &Named,
        above: [Option<&str>; 2],
        notes: &mut Vec<Note>,
    ) -> Go<i64> {
        let within = match self.place(place, notes) {
            Err(_) if self.is_beyond(name) => {
                return Err(Note::new("outside_scope", "shg_name", name).refused());
            }
            found => found?,
        };
        let mut found: Vec<&Institution> = self.known.by_name(Kind::Shg, name).collect();
        if let Some(within) = within {
            found.retain(|group| self.gazetteer.lineage(group.place_id).contains(&within));
        }
        if found.len() > 1 {
            let under = |group: &&Institution| {
                above.into_iter().flatten().any(|name| self.is_under(group, name))
            };
            let named: Vec<&Institution> = found.iter().copied().filter(under).collect();
            if named.len() == 1 {
                found = named;
            }
        }
        match found[..] {
            [only] => Ok(only.id),
            [] => self.by_sound(name, within, notes),
            _ => {
                let shown: Vec<String> =
                    found.iter().take(SHOWN).map(|group| self.described(group)).collect();
                let note = Note::new("group_ambiguous", "shg_name", name)
                    .with(LIKENESS, likeness(name, &found));
                Err(note.with("candidates", shown.join("; ")).doubtful())
            }
        }
    }

    /// The same name in other letters or another spelling, when only one group of that very place
    /// has it.
    fn by_sound(&self, name: &str, within: Option<i64>, notes: &mut Vec<Note>) -> Go<i64> {
        let ids = within.map(|place| self.known.by_sound(Kind::Shg, place, name));
        let near: Vec<&Institution> =
            ids.unwrap_or_default().iter().filter_map(|id| self.get(*id)).collect();
        match near[..] {
            [only] => {
                let register = self.described(only);
                notes
                    .push(Note::new("group_spelling", "shg_name", name).with("register", register));
                Ok(only.id)
            }
            _ if self.is_beyond(name) => {
                Err(Note::new("outside_scope", "shg_name", name).refused())
            }
            _ => {
                let elsewhere = self.known.by_name(Kind::Shg, name).filter(|_| near.is_empty());
                let candidates: Vec<&Institution> =
                    near.iter().copied().chain(elsewhere).take(SHOWN).collect();
                let shown: Vec<String> =
                    candidates.iter().map(|group| self.described(group)).collect();
                let mut stop = unknown("shg_name", name, &shown.join("; "));
                stop.note = stop.note.with(LIKENESS, likeness(name, &candidates));
                Err(stop)
            }
        }
    }

    /// True where the name is known outside the desk's scope and nowhere in it.
    fn is_beyond(&self, name: &str) -> bool {
        let all = self.beyond.as_ref();
        all.is_some_and(|all| all.by_name(Kind::Shg, name).next().is_some())
            && self.known.by_name(Kind::Shg, name).next().is_none()
    }

    /// The place a row names; none when it names none.
    fn place(&self, named: &Named, notes: &mut Vec<Note>) -> Go<Option<i64>> {
        let shown = |ids: &[i64]| {
            let shown: Vec<String> = ids.iter().map(|id| self.line(*id)).collect();
            shown.join("; ")
        };
        let looked_up = self.gazetteer.find(named);
        let question = Question::of(&self.gazetteer, named, &looked_up);
        let asked = |note: Note| match &question {
            Some(question) => note.with(QUESTION, question.to_arg()),
            None => note,
        };
        match looked_up {
            Found::Place(id, _) => {
                notes.extend(self.gazetteer.odd_codes(named, id).into_iter().map(|odd| {
                    let register = odd.place_id.map_or_else(String::new, |id| self.line(id));
                    Note::new(odd.code, odd.field, odd.given)
                        .with("named", odd.named)
                        .with("register", register)
                        .with("taken", self.line(id))
                }));
                Ok(Some(id))
            }
            Found::Missing => Ok(None),
            Found::Ambiguous(level, given, ids) => {
                let note = Note::new("place_ambiguous", level_field(level), given);
                Err(asked(note.with("candidates", shown(&ids))).doubtful())
            }
            Found::Unknown(level, given, ids, above) => {
                let code = if ids.is_empty() { "place_unknown" } else { "place_unknown_near" };
                let note = Note::new(code, level_field(level), given);
                let note = note.with("candidates", shown(&ids)).with("above", self.line(above));
                Err(asked(note).doubtful())
            }
        }
    }

    fn is_under(&self, group: &Institution, name: &str) -> bool {
        let mut above = self.get(group.parent_id);
        for _ in 0..2 {
            let Some(federation) = above else { return false };
            if federation.names().any(|known| fold(known) == fold(name)) {
                return true;
            }
            above = self.get(federation.parent_id);
        }
        false
    }

    fn described(&self, group: &Institution) -> String {
        let code = group.codes.first().map_or("—", |(_, code)| code.as_str());
        format!("{} ({code}), {}", group.name(true), self.line(group.place_id))
    }

    fn line(&self, id: i64) -> String {
        let line = self.gazetteer.lineage(id);
        let places = line.iter().filter_map(|id| self.gazetteer.get(*id));
        let shown: Vec<&str> = places
            .filter(|place| place.level != Level::District)
            .map(|place| place.name(true))
            .collect();
        shown.join(", ")
    }
}

/// Groups that a row may mean, as an argument.
fn likeness(given: &str, known: &[&Institution]) -> String {
    let known = known.iter().map(|group| Alike {
        id: group.id,
        name_hi: group.profile.name_hi.clone(),
        name_en: group.profile.name_en.clone(),
        place_id: group.place_id,
        formed_on: group.profile.formed_on,
        code: group.codes.first().map(|(_, code)| code.clone()),
        relation: None,
    });
    let row = Alike { name_en: Some(given.to_owned()), ..Alike::default() };
    Likeness { row, known: known.take(SHOWN).collect() }.to_arg()
}

/// How many candidates a doubt names.
const SHOWN: usize = 5;

/// The group of a code: in any register when only one has it, else in the mission's own.
fn by_code(known: &Known, code: &str) -> Option<i64> {
    known
        .by_code(Kind::Shg, code)
        .or_else(|| known.by_register("nrlm", Kind::Shg, code))
        .or_else(|| known.by_register("lokos", Kind::Shg, code))
}

fn unknown(field: &'static str, given: &str, candidates: &str) -> super::note::Stop {
    let code = if candidates.is_empty() { "group_unknown" } else { "group_unknown_near" };
    Note::new(code, field, given).with("candidates", candidates).doubtful()
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn level_field(level: Level) -> &'static str {
    match level {
        Level::District => "district",
        Level::Block => "block",
        Level::Gp => "gp",
        Level::Village => "village",
    }
}
