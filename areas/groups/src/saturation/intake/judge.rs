//! Judging rows of a list of target households against the register and against each other.

use std::{collections::HashMap, fmt::Write};

use samuh_engine::{
    Reader, Result,
    batch::{FieldChange, Judge, Judged, Work},
};
use samuh_imports::{
    CellFault, InRow, Label, Shape, SheetUnderstood, Value, Verdict, words::households::SHAPE,
};
use samuh_kernel::{scope::Scope, sheet::Limits, text::fold};
use samuh_places::{Found, Gazetteer, Level, Named, QUESTION, Question};

use super::apply::HouseholdsWork;
use crate::{
    institution::known::code_fold,
    saturation::{
        model::{Field, Target, Texts},
        store,
    },
};

/// A number of so few letters counts within its village only: a survey's own is longer.
const SHORT: usize = 6;

/// Reads lists of target households.
pub struct HouseholdsJudge {
    gazetteer: Gazetteer,
    targets: Vec<Target>,
    /// How many stood in the register when the judge was made.
    stood: usize,
    by_code: HashMap<String, usize>,
    by_number: HashMap<(i64, String), usize>,
    by_head: HashMap<(i64, String), Vec<usize>>,
    /// The row of this batch that brought or changed a household.
    rows: HashMap<usize, (Label, u32)>,
    sheet: Label,
}

/// Something to say of a row: code, field, what the cell says, arguments.
struct Note(&'static str, &'static str, String, Vec<(&'static str, String)>);

/// Why a row is not taken; a person may decide it where it does not refuse.
struct Stop(Note, bool);

impl HouseholdsJudge {
    /// A judge over the register as the desk sees it.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn new(reader: &mut Reader, scope: &Scope) -> Result<Self> {
        let targets = store::known(reader, scope)?;
        let mut judge = Self {
            gazetteer: samuh_places::gazetteer(reader, scope)?,
            stood: targets.len(),
            targets: Vec::with_capacity(targets.len()),
            by_code: HashMap::new(),
            by_number: HashMap::new(),
            by_head: HashMap::new(),
            rows: HashMap::new(),
            sheet: Label::default(),
        };
        for target in targets {
            judge.note(target);
        }
        Ok(judge)
    }

    fn note(&mut self, target: Target) -> usize {
        let slot = self.targets.len();
        self.targets.push(target);
        self.index(slot);
        slot
    }

    fn index(&mut self, slot: usize) {
        let Target { place_id, texts, .. } = &self.targets[slot];
        let (code, number) = (texts.get(Field::Code), texts.get(Field::Number));
        if !code.is_empty() {
            self.by_code.insert(code_fold(code), slot);
        }
        if !number.is_empty() {
            self.by_number.insert((*place_id, code_fold(number)), slot);
        }
        let slots = self.by_head.entry((*place_id, fold(texts.get(Field::Head)))).or_default();
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }

    fn take(&mut self, row: &InRow, notes: &mut Vec<Note>) -> std::result::Result<Judged, Stop> {
        let texts = said(row);
        let place_id = self.place(row)?;
        let verdict = match self.find(place_id, &texts)? {
            Some(slot) => self.change(slot, &texts, row)?,
            None => {
                self.number_is_free((place_id, texts.get(Field::Number)), None)?;
                self.namesake(place_id, &texts, notes);
                let id = -1 - i64::try_from(self.targets.len()).unwrap_or(i64::MAX - 1);
                let new = Target { id, version: 0, place_id, texts: texts.clone() };
                let slot = self.note(new);
                self.rows.insert(slot, (self.sheet.clone(), row.number));
                Judged::plain(Verdict::New)
            }
        };
        Ok(Judged { label: texts.get(Field::Head).to_owned(), ..verdict })
    }

    /// The household that a row speaks of: by its survey's number, by its number in the village, else
    /// by the names of its head and the head's father or husband.
    fn find(&self, place_id: i64, texts: &Texts) -> std::result::Result<Option<usize>, Stop> {
        let (code, number) = (texts.get(Field::Code), texts.get(Field::Number));
        if !code.is_empty() {
            match self.by_code.get(&code_fold(code)) {
                Some(slot) if self.targets[*slot].place_id != place_id => {
                    return Err(self.elsewhere(*slot, code));
                }
                Some(slot) => return Ok(Some(*slot)),
                None => {}
            }
        }
        if !number.is_empty() {
            let found = self.by_number.get(&(place_id, code_fold(number))).copied();
            return Ok(found.filter(|slot| self.may_be(*slot, code)));
        }
        let same = self.by_head.get(&(place_id, fold(texts.get(Field::Head))));
        let same = same.into_iter().flatten().copied().filter(|slot| self.may_be(*slot, code));
        let same: Vec<usize> = same.collect();
        Ok(self.of_relation(&same, texts.get(Field::Relation)))
    }

    /// Of households whose heads have one name, the one with that father or husband; where one side
    /// says none, the only one.
    fn of_relation(&self, same: &[usize], relation: &str) -> Option<usize> {
        let said = |slot: usize| fold(self.targets[slot].texts.get(Field::Relation));
        let relation = fold(relation);
        let exact = same.iter().copied().find(|slot| said(*slot) == relation);
        let silent = |slot: &usize| relation.is_empty() || said(*slot).is_empty();
        let mut open = same.iter().copied().filter(silent);
        exact.or_else(|| open.next().filter(|_| open.next().is_none()))
    }

    /// A household with another number of the survey is another household.
    fn may_be(&self, slot: usize, code: &str) -> bool {
        let known = self.targets[slot].texts.get(Field::Code);
        code.is_empty() || known.is_empty() || code_fold(known) == code_fold(code)
    }

    fn elsewhere(&self, slot: usize, code: &str) -> Stop {
        let known = &self.targets[slot];
        let note = |what, args| Note(what, "household_code", code.to_owned(), args);
        if self.gazetteer.get(known.place_id).is_none() {
            return Stop(note("outside_scope", Vec::new()), true);
        }
        let place = self.line(known.place_id);
        let name = known.texts.get(Field::Head).to_owned();
        Stop(note("household_elsewhere", vec![("name", name), ("place", place)]), true)
    }

    /// One number of a village is one household's.
    fn number_is_free(
        &self,
        (place_id, number): (i64, &str),
        own: Option<usize>,
    ) -> std::result::Result<(), Stop> {
        let holder = self.by_number.get(&(place_id, code_fold(number))).copied();
        match holder.filter(|slot| !number.is_empty() && Some(*slot) != own) {
            None => Ok(()),
            Some(slot) => {
                let name = self.targets[slot].texts.get(Field::Head).to_owned();
                let args = vec![("name", name)];
                let number = number.to_owned();
                Err(Stop(Note("household_number_taken", "household_no", number, args), true))
            }
        }
    }

    /// Two families of one village may have heads of one name: taken, but said.
    fn namesake(&self, place_id: i64, texts: &Texts, notes: &mut Vec<Note>) {
        let head = texts.get(Field::Head).to_owned();
        if self.by_head.contains_key(&(place_id, fold(&head))) {
            notes.push(Note("same_head_in_village", "household_head", head, Vec::new()));
        }
    }

    fn change(
        &mut self,
        slot: usize,
        said: &Texts,
        row: &InRow,
    ) -> std::result::Result<Judged, Stop> {
        let stands = &self.targets[slot];
        let mut becomes = stands.clone();
        let mut changes = Vec::new();
        for field in Field::ALL {
            let (was, is) = (stands.texts.get(field), said.get(field));
            let same = match field {
                Field::Code | Field::Number => code_fold(was) == code_fold(is),
                _ => was == is,
            };
            if !is.is_empty() && !same {
                becomes.texts.set(field, is);
                let (was, becomes) = (was.to_owned(), is.to_owned());
                changes.push(FieldChange { field: field.code().to_owned(), was, becomes });
            }
        }
        if changes.is_empty() {
            return Ok(Judged::plain(Verdict::Unchanged));
        }
        if let Some((sheet, first)) = self.rows.get(&slot) {
            let args = vec![("row", first.to_string()), ("sheet", sheet.to_string())];
            let head = said.get(Field::Head).to_owned();
            return Err(Stop(Note("household_twice", "household_head", head, args), true));
        }
        let number = becomes.texts.get(Field::Number);
        self.number_is_free((becomes.place_id, number), Some(slot))?;
        self.targets[slot] = becomes;
        self.index(slot);
        self.rows.insert(slot, (self.sheet.clone(), row.number));
        Ok(Judged { changes, ..Judged::plain(Verdict::Changed) })
    }

    fn place(&self, row: &InRow) -> std::result::Result<i64, Stop> {
        let text = |field: &str| text(row, field).map(str::to_owned);
        let named = Named {
            block_code: text("block_code"),
            block: text("block"),
            gp_code: text("gp_code"),
            gp: text("gp"),
            village_code: text("village_code"),
            village: text("village"),
        };
        let found = self.gazetteer.find(&named);
        let shown = |ids: &[i64]| {
            let all: Vec<String> = ids.iter().map(|id| self.line(*id)).collect();
            all.join("; ")
        };
        let question = Question::of(&self.gazetteer, &named, &found).map(|asked| asked.to_arg());
        let doubt = |code, level: Level, given, mut args: Vec<(&'static str, String)>| {
            args.extend(question.clone().map(|asked| (QUESTION, asked)));
            Err(Stop(Note(code, field_of(level), given, args), false))
        };
        match found {
            Found::Place(id, _) if self.is_small(id) => Ok(id),
            Found::Place(..) | Found::Missing => {
                let village = named.village.unwrap_or_default();
                Err(Stop(Note("household_village_missing", "village", village, Vec::new()), true))
            }
            Found::Ambiguous(level, given, ids) => {
                doubt("place_ambiguous", level, given, vec![("candidates", shown(&ids))])
            }
            Found::Unknown(level, given, ids, above) => {
                let code = if ids.is_empty() { "place_unknown" } else { "place_unknown_near" };
                let args = vec![("candidates", shown(&ids)), ("above", self.line(above))];
                doubt(code, level, given, args)
            }
        }
    }

    /// A village; or a panchayat of which no village is known.
    fn is_small(&self, id: i64) -> bool {
        let level = self.gazetteer.get(id).map(|place| place.level);
        matches!(level, Some(Level::Village | Level::Gp))
    }

    fn line(&self, id: i64) -> String {
        let line = self.gazetteer.lineage(id);
        let places = line.iter().filter_map(|id| self.gazetteer.get(*id));
        let mut shown = String::new();
        for place in places.filter(|place| place.level != Level::District) {
            let comma = if shown.is_empty() { "" } else { ", " };
            write!(shown, "{comma}{}", place.name(true)).expect("a text takes text");
        }
        shown
    }
}

/// What a row says. A short number in the survey's column is one of the village.
fn said(row: &InRow) -> Texts {
    let mut texts = Texts::default();
    for field in Field::ALL {
        if let Some(said) = text(row, field.code()) {
            texts.set(field, said);
        } else if field == Field::Pvtg {
            let at = SHAPE.index(field.code()).expect("a column of the shape");
            if let Some(Value::Flag(flag)) = row.values[at] {
                texts.set(field, if flag { "1" } else { "0" });
            }
        }
    }
    let code = texts.get(Field::Code).to_owned();
    if !code.is_empty() && code.chars().count() < SHORT {
        texts.set(Field::Code, "");
        if texts.get(Field::Number).is_empty() {
            texts.set(Field::Number, code);
        }
    }
    texts
}

fn text<'a>(row: &'a InRow, field: &str) -> Option<&'a str> {
    let at = SHAPE.index(field).expect("a column of the shape");
    match &row.values[at] {
        Some(Value::Text(text)) if !text.is_empty() => Some(text),
        Some(Value::Code(code)) if !code.is_empty() => Some(code),
        _ => None,
    }
}

fn field_of(level: Level) -> &'static str {
    level.code()
}

fn fault(row: &InRow, Note(code, field, value, args): Note, refuses: bool) -> CellFault {
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

impl Judge for HouseholdsJudge {
    fn shape(&self) -> &'static Shape {
        &SHAPE
    }

    fn limits(&self) -> Limits {
        Limits::MEMBERS
    }

    fn begin_sheet(&mut self, seen: &SheetUnderstood) {
        self.sheet = seen.sheet.clone();
    }

    fn judge(&mut self, row: InRow) -> Judged {
        if row.refused() {
            return Judged::plain(Verdict::Refused);
        }
        let mut notes = Vec::new();
        let mut judged = match self.take(&row, &mut notes) {
            Ok(judged) => judged,
            Err(Stop(note, refuses)) => {
                let verdict = if refuses { Verdict::Refused } else { Verdict::Doubtful };
                Judged { faults: vec![fault(&row, note, refuses)], ..Judged::plain(verdict) }
            }
        };
        judged.warnings.extend(notes.into_iter().map(|note| fault(&row, note, false)));
        judged
    }

    fn work(self: Box<Self>) -> Box<dyn Work> {
        let mut targets = self.targets;
        let new = targets.split_off(self.stood);
        let mut slots: Vec<usize> =
            self.rows.into_keys().filter(|slot| *slot < targets.len()).collect();
        slots.sort_unstable();
        let changed = slots.into_iter().map(|slot| targets[slot].clone()).collect();
        Box::new(HouseholdsWork { changed, new })
    }
}
