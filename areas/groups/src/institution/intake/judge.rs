//! Judging rows of groups and federations against the register and against each other.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{
    Reader, Result,
    batch::{FieldChange, Judge, Judged, Work},
};
use samuh_imports::{
    Alike, CellFault, Decisions, InRow, LIKENESS, Label, Likeness, Shape, SheetUnderstood, Verdict,
    words::{federations, groups},
};
use samuh_kernel::{scope::Scope, text::fold};
use samuh_places::{Found, Gazetteer, Level, Match, Named, Place, QUESTION, Question};

use super::{
    Step,
    apply::InstitutionsWork,
    differ::lay,
    row::{Fields, Said, said},
};
use crate::institution::{
    known::{Institution, Known},
    model::Kind,
    store,
};

/// Reads group sheets, or federation sheets.
pub struct InstitutionsJudge {
    groups: bool,
    pub(super) today: NaiveDate,
    scope: Scope,
    pub(super) gazetteer: Gazetteer,
    pub(super) known: Known,
    pub(super) bearers: HashMap<i64, Vec<(String, String)>>,
    pub(super) steps: Vec<Step>,
    /// The row that last said something of an institution in this batch.
    pub(super) rows: HashMap<i64, Spot>,
    pub(super) at: HashMap<i64, usize>,
    /// What the sheet being read says of the day of formation.
    formed: Formed,
    /// What a person decided about rows.
    decisions: Decisions,
}

/// A sheet and a row of it.
pub(super) type Spot = (Label, u32);

/// Whether a sheet has a column of the day of formation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Formed {
    Column,
    NoColumn,
    /// It has none, and that was said.
    Told,
}

/// Notes that go with a row: code, field, value, arguments.
pub(super) type Note = (&'static str, &'static str, String, Vec<(&'static str, String)>);

/// Why a row is not taken; true when a person may decide it.
pub(super) struct Stop(pub(super) Note, pub(super) bool);

impl InstitutionsJudge {
    /// A judge over the register as the desk sees it.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn new(reader: &mut Reader, scope: &Scope, groups: bool, today: NaiveDate) -> Result<Self> {
        Ok(Self {
            groups,
            today,
            scope: scope.clone(),
            gazetteer: samuh_places::gazetteer(reader, scope)?,
            known: store::known(reader, scope)?,
            bearers: store::bearers(reader, scope)?,
            steps: Vec::new(),
            rows: HashMap::new(),
            at: HashMap::new(),
            formed: Formed::Column,
            decisions: Decisions::default(),
        })
    }

    fn take(&mut self, row: &InRow, notes: &mut Vec<Note>) -> std::result::Result<Judged, Stop> {
        let fields = Fields { shape: self.shape(), row };
        let said = said(&fields, self.groups)
            .ok_or_else(|| Stop(note("kind_unknown", "kind", ""), false))?;
        self.own_district(&fields)?;
        if let Some(judged) = self.recorded_twice(&said, notes) {
            return Ok(judged);
        }
        let found = match self.decided(row, said.kind) {
            Some(id) => Some(id),
            None => self.by_codes(&said)?,
        };
        let place_id = self.place(&fields, &said, found, notes)?;
        let label = label_of(&said);
        if let Some(day) = said.profile.formed_on.filter(|day| *day > self.today) {
            let shown = samuh_kernel::show::day(day);
            return Err(Stop(note("formed_in_future", "formed_on", &shown), false));
        }
        let id = match found {
            Some(id) => Some(id),
            None if self.decisions.is_new(row) => None,
            None => self.without_code(&said, place_id, notes)?,
        };
        let mut judged = match id {
            Some(id) => self.change((id, row), &said, place_id, notes)?,
            None => self.add(&said, place_id, row, notes)?,
        };
        judged.label = label;
        Ok(judged)
    }

    /// A row under the code of a second record says nothing of the kept one: that has its own row.
    fn recorded_twice(&self, said: &Said, notes: &mut Vec<Note>) -> Option<Judged> {
        let own = |code: &str| self.known.kept_for(said.kind, code);
        let (code, kept) = said.codes.iter().find_map(|(_, code)| Some((code, own(code)?)))?;
        let field = said.code_stands.as_ref().map_or("code", |(field, _)| field);
        let args = vec![("name", kept.name(true).to_owned())];
        notes.push(("recorded_twice", field, code.clone(), args));
        Some(Judged { label: label_of(said), ..Judged::plain(Verdict::Unchanged) })
    }

    /// Refuses a row that names another district: names of places recur in every district.
    fn own_district(&self, fields: &Fields<'_>) -> std::result::Result<(), Stop> {
        for field in ["district_code", "district"] {
            if let Some(named) = fields.text(field).filter(|n| !self.gazetteer.is_own_district(n)) {
                return Err(Stop(note("outside_district", field, named), false));
            }
        }
        Ok(())
    }

    /// The record that a person said the row is, if the desk sees it.
    fn decided(&self, row: &InRow, kind: Kind) -> Option<i64> {
        let id = self.decisions.same(row)?;
        self.known.get(id).filter(|known| known.kind == kind).map(|known| known.id)
    }

    fn by_codes(&self, said: &Said) -> std::result::Result<Option<i64>, Stop> {
        let mut found = None;
        for (register, code) in &said.codes {
            let id = self
                .known
                .by_register(register, said.kind, code)
                .or_else(|| self.known.by_code(said.kind, code));
            match (found, id) {
                (Some(one), Some(other)) if one != other => {
                    let field = said.code_stands.as_ref().map_or("code", |(field, _)| field);
                    let both: Vec<&Institution> =
                        [one, other].into_iter().filter_map(|id| self.known.get(id)).collect();
                    let args = vec![(LIKENESS, likeness(said, 0, &both))];
                    return Err(Stop(("codes_disagree", field, code.clone(), args), true));
                }
                (None, Some(id)) => found = Some(id),
                _ => {}
            }
        }
        Ok(found)
    }

    /// Where the row stands: found, or held with candidates, or refused.
    fn place(
        &self,
        fields: &Fields<'_>,
        said: &Said,
        found: Option<i64>,
        notes: &mut Vec<Note>,
    ) -> std::result::Result<i64, Stop> {
        let named = fields.place();
        let shown = |ids: &[i64]| self.told_apart(ids);
        let looked_up = self.gazetteer.find(&named);
        let question = Question::of(&self.gazetteer, &named, &looked_up);
        let asked = question.map(|question| (QUESTION, question.to_arg()));
        match looked_up {
            Found::Place(id, how) => {
                self.point_out_codes(&named, id, notes);
                let place = self.gazetteer.get(id);
                let level = place.map_or(Level::District, |place| place.level);
                if how == Match::Spelling {
                    let given = named.village.or(named.gp).or(named.block).unwrap_or_default();
                    let args = vec![("register", self.described(id))];
                    notes.push(("place_spelling", level_field(level), given, args));
                } else if how == Match::NoVillages {
                    let given = named.village.unwrap_or_default();
                    let args = vec![("register", self.described(id))];
                    notes.push(("village_not_in_register", "village", given, args));
                } else if level == Level::Block && said.kind != Kind::Clf {
                    notes.push(note("village_missing", "village", ""));
                }
                self.in_scope(id)
            }
            Found::Ambiguous(level, given, ids) => {
                let mut args = vec![("candidates", shown(&ids))];
                args.extend(asked);
                let by_code = named.village_code.as_ref() == Some(&given);
                let (code, field) = if by_code {
                    ("village_code_elsewhere", "village_code")
                } else {
                    ("place_ambiguous", level_field(level))
                };
                Err(Stop((code, field, given, args), true))
            }
            Found::Unknown(level, given, ids, above) => {
                let mut args = vec![("candidates", shown(&ids)), ("above", self.described(above))];
                args.extend(asked);
                let code = if ids.is_empty() { "place_unknown" } else { "place_unknown_near" };
                Err(Stop((code, level_field(level), given, args), true))
            }
            Found::Missing => found
                .and_then(|id| self.known.get(id))
                .map(|known| known.place_id)
                .or_else(|| self.place_of_parent(said))
                .ok_or_else(|| Stop(note("place_missing", "village", ""), false)),
        }
    }

    fn point_out_codes(&self, named: &Named, id: i64, notes: &mut Vec<Note>) {
        notes.extend(self.gazetteer.odd_codes(named, id).into_iter().map(|odd| {
            let register = odd.place_id.map_or_else(String::new, |id| self.described(id));
            let args =
                vec![("named", odd.named), ("register", register), ("taken", self.described(id))];
            (odd.code, odd.field, odd.given, args)
        }));
    }

    /// A sheet may name only the federation: then the group stands where its VO stands.
    fn place_of_parent(&self, said: &Said) -> Option<i64> {
        let (kind, code, _) = said.above.first()?;
        let id = self.known.by_code(*kind, code.as_deref()?)?;
        self.known.get(id).map(|known| known.place_id)
    }

    pub(super) fn described(&self, id: i64) -> String {
        let line = self.gazetteer.lineage(id);
        let names = line.iter().filter_map(|id| self.gazetteer.get(*id));
        // The district is said only where nothing smaller is meant.
        let below = |place: &&Place| place.level != Level::District || place.id == id;
        let shown: Vec<&str> = names.filter(below).map(|place| place.name(true)).collect();
        shown.join(", ")
    }

    /// Places in a row; where two read alike, each with its code, for nothing else tells them apart.
    fn told_apart(&self, ids: &[i64]) -> String {
        let places: Vec<&Place> = ids.iter().filter_map(|id| self.gazetteer.get(*id)).collect();
        let names: Vec<String> = places.iter().map(|place| self.described(place.id)).collect();
        let is_alike = (1..names.len()).any(|at| names[..at].contains(&names[at]));
        let shown = places.iter().zip(names).map(|(place, name)| match place.code() {
            Some(code) if is_alike => format!("{name} ({code})"),
            _ => name,
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    fn in_scope(&self, id: i64) -> std::result::Result<i64, Stop> {
        let line = self.gazetteer.lineage(id);
        let own = self.scope.is_whole_district()
            || self.scope.roots().iter().any(|root| line.contains(root));
        if own {
            Ok(id)
        } else {
            Err(Stop(note("outside_scope", "block", &self.described(id)), false))
        }
    }

    /// A row whose codes are new or missing may still be a known institution: a person decides,
    /// except where everything it says stands already.
    fn without_code(
        &self,
        said: &Said,
        place_id: i64,
        notes: &mut Vec<Note>,
    ) -> std::result::Result<Option<i64>, Stop> {
        let names: Vec<&str> = [said.profile.name_hi.as_deref(), said.profile.name_en.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        if names.is_empty() {
            return Err(Stop(note("name_missing", "name", ""), false));
        }
        let mut ids: Vec<i64> =
            names.iter().flat_map(|name| self.known.by_sound(said.kind, place_id, name)).collect();
        ids.sort_unstable();
        ids.dedup();
        let near: Vec<&Institution> = ids.iter().filter_map(|id| self.known.get(*id)).collect();
        if !said.codes.is_empty() {
            return self.with_new_code((said, place_id), &near, notes);
        }
        let same = near.iter().find(|known| {
            let same_name = known.names().any(|name| names.iter().any(|n| fold(n) == fold(name)));
            same_name && known.profile.formed_on == said.profile.formed_on
        });
        match same {
            Some(known) if said_already(known, said) => Ok(Some(known.id)),
            Some(known) => Err(self.maybe(known, (said, place_id), &near)),
            None => match near.iter().find(|known| days_apart(known, said) <= 31) {
                Some(known) => Err(self.maybe(known, (said, place_id), &near)),
                None => {
                    notes.extend(near.first().map(|known| same_name(known, said)));
                    Ok(None)
                }
            },
        }
    }

    /// A new code beside a known name: one without any code may be meant, one with another is not.
    fn with_new_code(
        &self,
        (said, place_id): (&Said, i64),
        near: &[&Institution],
        notes: &mut Vec<Note>,
    ) -> std::result::Result<Option<i64>, Stop> {
        let registers: Vec<&str> = said.codes.iter().map(|(register, _)| *register).collect();
        let uncoded = |known: &&&Institution| {
            !known.codes.iter().any(|(register, _)| registers.contains(&register.as_str()))
        };
        if let Some(known) = near.iter().filter(uncoded).find(|k| days_apart(k, said) <= 31) {
            return Err(self.maybe(known, (said, place_id), near));
        }
        notes.extend(near.first().map(|known| same_name(known, said)));
        Ok(None)
    }

    fn maybe(
        &self,
        known: &Institution,
        (said, place_id): (&Said, i64),
        near: &[&Institution],
    ) -> Stop {
        let code = known.codes.first().map_or("—", |(_, code)| code.as_str()).to_owned();
        let formed = known.profile.formed_on.map_or_else(|| "—".into(), samuh_kernel::show::day);
        let mut args =
            vec![("known", known.name(true).to_owned()), ("code", code), ("formed", formed)];
        args.push((LIKENESS, likeness(said, place_id, near)));
        let kind = match self.rows.get(&known.id).filter(|_| known.id < 0) {
            Some((sheet, row)) => {
                args.extend([("row", row.to_string()), ("sheet", sheet.to_string())]);
                "same_as_row"
            }
            None => "maybe_known",
        };
        Stop((kind, "name", known.name(true).to_owned(), args), true)
    }

    fn add(
        &mut self,
        said: &Said,
        place_id: i64,
        row: &InRow,
        notes: &mut Vec<Note>,
    ) -> std::result::Result<Judged, Stop> {
        if said.profile.formed_on.is_none() {
            notes.extend(self.formed_missing());
        }
        if said.profile.name_hi.is_none() && said.profile.name_en.is_none() {
            return Err(Stop(note("name_missing", "name", ""), false));
        }
        let (parent_id, doubt) = self.parent(said, place_id, notes);
        let id = -1 - i64::try_from(self.steps.len()).expect("rows fit 63 bits");
        let codes: Vec<(String, String)> =
            said.codes.iter().map(|(r, c)| ((*r).to_owned(), c.clone())).collect();
        let facts = self.dated_facts(said, None);
        let step = Step {
            id,
            version: 0,
            kind: said.kind,
            profile: said.profile.clone(),
            place_id,
            codes: codes.clone(),
            facts: facts.clone(),
            parent_id: Some(parent_id),
            parent_is_vo: self.is_vo(parent_id),
            doubt,
            bearers: said.bearers.clone(),
        };
        self.at.insert(id, self.steps.len());
        self.steps.push(step);
        self.rows.insert(id, (row.sheet.clone(), row.number));
        self.known.add(Institution {
            id,
            kind: said.kind,
            profile: said.profile.clone(),
            place_id,
            parent_id,
            codes,
            facts,
            version: 0,
        });
        Ok(Judged::plain(Verdict::New))
    }

    /// The note on a missing day of formation; where the sheet has no such column, one for all.
    fn formed_missing(&mut self) -> Option<Note> {
        match self.formed {
            Formed::Column => Some(note("formed_missing", "formed_on", "")),
            Formed::NoColumn => {
                self.formed = Formed::Told;
                Some(note("formed_column_missing", "formed_on", ""))
            }
            Formed::Told => None,
        }
    }

    /// The federation above: the nearest one that is known; a name that is not known never holds
    /// the row.
    pub(super) fn parent(
        &self,
        said: &Said,
        place_id: i64,
        notes: &mut Vec<Note>,
    ) -> (i64, Option<(Kind, String)>) {
        let mut doubt = None;
        for (kind, code, name) in &said.above {
            let by_code = code.as_deref().and_then(|code| self.known.by_code(*kind, code));
            let found =
                by_code.or_else(|| self.federation_named(*kind, name.as_deref()?, place_id));
            if let Some(id) = found {
                return (id, doubt);
            }
            let given = name.clone().or_else(|| code.clone()).unwrap_or_default();
            let field = if *kind == Kind::Vo { "vo_name" } else { "clf_name" };
            notes.push(note("federation_unknown", field, &given));
            doubt.get_or_insert((*kind, given));
        }
        (0, doubt)
    }

    pub(super) fn is_vo(&self, id: i64) -> bool {
        self.known.get(id).is_some_and(|known| known.kind == Kind::Vo)
    }

    /// A federation by name within the block of a place, when only one has it.
    fn federation_named(&self, kind: Kind, name: &str, place_id: i64) -> Option<i64> {
        let block = |id: i64| self.gazetteer.at_level(id, Level::Block).map(|place| place.id);
        let here = block(place_id);
        let mut all: Vec<&Institution> = self.known.by_name(kind, name).collect();
        all.retain(|known| here.is_none() || block(known.place_id) == here);
        match all[..] {
            [only] => Some(only.id),
            _ => None,
        }
    }
}

impl Judge for InstitutionsJudge {
    fn shape(&self) -> &'static Shape {
        if self.groups { &groups::SHAPE } else { &federations::SHAPE }
    }

    fn begin_sheet(&mut self, seen: &SheetUnderstood) {
        let has = seen.columns.iter().any(|column| column.field.as_deref() == Some("formed_on"));
        self.formed = if has { Formed::Column } else { Formed::NoColumn };
    }

    fn decide(&mut self, decisions: Decisions) {
        self.decisions = decisions;
    }

    fn judge(&mut self, row: InRow) -> Judged {
        if row.refused() {
            return Judged::plain(Verdict::Refused);
        }
        let mut notes = Vec::new();
        let (mut judged, stop) = match self.take(&row, &mut notes) {
            Ok(judged) => (judged, None),
            Err(Stop(note, true)) => (Judged::plain(Verdict::Doubtful), Some((note, false))),
            Err(Stop(note, false)) => (Judged::plain(Verdict::Refused), Some((note, true))),
        };
        if let Some((note, refuses)) = stop {
            judged.faults.push(fault(&row, note, refuses));
        }
        judged.warnings.extend(notes.into_iter().map(|note| fault(&row, note, false)));
        judged
    }

    fn work(self: Box<Self>) -> Box<dyn Work> {
        Box::new(InstitutionsWork { steps: self.steps })
    }
}

/// A note as a fault of its row.
fn fault(row: &InRow, (code, field, value, args): Note, refuses: bool) -> CellFault {
    CellFault {
        sheet: row.sheet.clone(),
        row: Some(row.number),
        field: Some(field.into()),
        value,
        code: code.into(),
        args: args.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        refuses,
        ..CellFault::default()
    }
}

pub(super) fn note(code: &'static str, field: &'static str, value: &str) -> Note {
    (code, field, value.to_owned(), Vec::new())
}

pub(super) fn change(field: &str, was: String, becomes: String) -> FieldChange {
    FieldChange { field: field.to_owned(), was, becomes }
}

pub(super) fn label_of(said: &Said) -> String {
    let profile = &said.profile;
    profile.name_hi.clone().or_else(|| profile.name_en.clone()).unwrap_or_default()
}

fn same_name(known: &Institution, said: &Said) -> Note {
    let args = vec![("known", known.name(true).to_owned())];
    ("same_name_in_place", "name", label_of(said), args)
}

/// Records of a doubt that are shown at most.
const SHOWN: usize = 8;

/// A row beside the records of the register that it may be, as an argument.
fn likeness(said: &Said, place_id: i64, near: &[&Institution]) -> String {
    let known = near.iter().filter(|known| known.id > 0).take(SHOWN);
    let code = |codes: &[(String, String)]| codes.first().map(|(_, code)| code.clone());
    let row = Alike {
        name_hi: said.profile.name_hi.clone(),
        name_en: said.profile.name_en.clone(),
        place_id,
        formed_on: said.profile.formed_on,
        code: said.codes.first().map(|(_, code)| code.clone()),
        ..Alike::default()
    };
    let known = known.map(|known| Alike {
        id: known.id,
        name_hi: known.profile.name_hi.clone(),
        name_en: known.profile.name_en.clone(),
        place_id: known.place_id,
        formed_on: known.profile.formed_on,
        code: code(&known.codes),
        relation: None,
    });
    Likeness { row, known: known.collect() }.to_arg()
}

fn level_field(level: Level) -> &'static str {
    match level {
        Level::District => "district",
        Level::Block => "block",
        Level::Gp => "gp",
        Level::Village => "village",
    }
}

fn days_apart(known: &Institution, said: &Said) -> i64 {
    match (known.profile.formed_on, said.profile.formed_on) {
        (Some(one), Some(other)) => (one - other).num_days().abs(),
        _ => 0,
    }
}

/// True where the row says nothing that does not stand in the register.
fn said_already(known: &Institution, said: &Said) -> bool {
    let mut profile = known.profile.clone();
    lay(&mut profile, &said.profile).is_empty()
        && said.facts.iter().all(|(fact, value)| {
            let usual = matches!(value.as_str(), "active" | "not_entered");
            known.fact(*fact).map_or(usual, |stands| stands == value)
        })
}
