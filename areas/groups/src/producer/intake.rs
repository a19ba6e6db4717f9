//! Judging rows of producer groups and FPOs against the register and against each other.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use samuh_engine::{
    Reader, Result,
    batch::{FieldChange, Judge, Judged, Work},
    register::{
        Held, Record, Register, Values,
        intake::{Step, Steps},
        records,
    },
};
use samuh_imports::{
    Alike, CellFault, Decisions, InRow, LIKENESS, Label, Likeness, Shape, Value, Verdict,
    words::producers,
};
use samuh_kernel::{
    fault::{Fault, Faults},
    scope::Scope,
    show,
    text::fold,
};
use samuh_places::{Found, Gazetteer, Level, Match, Named, QUESTION, Question};

use super::{
    rules,
    store::{self, FPOS},
};

/// Reads sheets of producer groups, or of FPOs.
pub struct ProducersJudge {
    register: &'static Register,
    today: NaiveDate,
    scope: Scope,
    gazetteer: Gazetteer,
    /// What stands, and what rows of this file add: those have numbers below zero.
    known: Vec<Record>,
    /// Codes of the whole district, those of records that this desk does not see among them.
    taken: HashSet<String>,
    /// FPOs of the whole district, which a producer group may name.
    fpos: Vec<Record>,
    /// Members that an FPO should have.
    least: Option<i64>,
    steps: Vec<Step>,
    /// The row that last said something of a record in this file.
    rows: HashMap<i64, (Label, u32)>,
    decisions: Decisions,
}

/// Why a row is not taken; true when a person may decide it.
struct Stop(Box<CellFault>, bool);

type Taken<T> = std::result::Result<T, Stop>;

impl ProducersJudge {
    /// A judge over the register as the desk sees it.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn new(
        reader: &mut Reader,
        scope: &Scope,
        register: &'static Register,
        today: NaiveDate,
    ) -> Result<Self> {
        let whole = Scope::district(scope.district_id(), scope.rights().clone());
        let all = records(reader, (register, &whole, today))?;
        let codes = all.iter().filter_map(|record| record.values.text("code"));
        Ok(Self {
            register,
            today,
            scope: scope.clone(),
            gazetteer: samuh_places::gazetteer(reader, scope)?,
            taken: codes.map(str::to_owned).collect(),
            known: records(reader, (register, scope, today))?,
            fpos: records(reader, (&FPOS, &whole, today))?,
            least: store::norm(reader, scope, today)?,
            steps: Vec::new(),
            rows: HashMap::new(),
            decisions: Decisions::default(),
        })
    }

    fn is_fpos(&self) -> bool {
        self.register.name == FPOS.name
    }

    fn take(&mut self, row: &InRow, warnings: &mut Vec<CellFault>) -> Taken<Judged> {
        let shape = self.shape();
        let said = said(shape, row);
        self.own_district(shape, row)?;
        let found = self.found(row, &said)?;
        let place = self.place(shape, row, warnings)?;
        let place = match (place, found) {
            (Some(place), _) => place,
            (None, Some(at)) => self.known[at].values.number("place_id").unwrap_or(0),
            (None, None) => return Err(refused(row, "place_missing", "village", "")),
        };
        let at = match found {
            Some(at) => Some(at),
            None if self.decisions.is_new(row) => None,
            None => self.by_name(row, &said, place, warnings)?,
        };
        let parent = self.parent(shape, row, warnings);
        let judged = self.lay(row, at, (said, place, parent))?;
        if self.is_fpos()
            && let Some(least) = self.least
            && let Some(fault) = rules::below_norm(
                self.stands(at).and_then(|values| values.number("members")),
                least,
            )
        {
            warnings.push(cell(row, fault, false));
        }
        Ok(judged)
    }

    /// A record as this file leaves it: the one found, else the last that was added.
    fn stands(&self, at: Option<usize>) -> Option<&Values> {
        at.map_or(self.known.last(), |at| self.known.get(at)).map(|record| &record.values)
    }

    fn own_district(&self, shape: &Shape, row: &InRow) -> Taken<()> {
        for field in ["district_code", "district"] {
            if let Some(named) = text(shape, row, field)
                && !self.gazetteer.is_own_district(&named)
            {
                return Err(refused(row, "outside_district", field, &named));
            }
        }
        Ok(())
    }

    /// The record that a person said the row is, or that has its code.
    fn found(&self, row: &InRow, said: &Values) -> Taken<Option<usize>> {
        if let Some(id) = self.decisions.same(row) {
            return Ok(self.known.iter().position(|record| record.id == id));
        }
        let Some(code) = said.text("code") else { return Ok(None) };
        let has = |record: &&Record| record.values.text("code") == Some(code);
        let found = self.known.iter().find(has);
        match found {
            Some(record) => Ok(self.known.iter().position(|one| one.id == record.id)),
            // The code of a record that stands outside this desk's places: it is not named.
            None if self.taken.contains(code) => Err(refused(row, "code_taken", "code", code)),
            None => Ok(None),
        }
    }

    /// A record of the same name in the same place: the row itself where neither has another code.
    fn by_name(
        &self,
        row: &InRow,
        said: &Values,
        place: i64,
        warnings: &mut Vec<CellFault>,
    ) -> Taken<Option<usize>> {
        let names: Vec<String> = names(said).map(fold).collect();
        let near: Vec<&Record> = self
            .known
            .iter()
            .filter(|record| record.values.number("place_id") == Some(place))
            .filter(|record| self::names(&record.values).any(|name| names.contains(&fold(name))))
            .collect();
        let Some(first) = near.first() else { return Ok(None) };
        let name = self::names(&first.values).next().unwrap_or_default().to_owned();
        match (said.text("code"), first.values.text("code")) {
            (None, _) if near.len() == 1 => {
                Ok(self.known.iter().position(|record| record.id == first.id))
            }
            (Some(_), Some(_)) => {
                let fault = Fault::at("name", "same_name_in_place").with("known", &name);
                warnings.push(cell(row, fault, false));
                Ok(None)
            }
            (_, code) => {
                let formed = first.values.day("formed_on").map_or("—".into(), show::day);
                let fault = Fault::at("name", "maybe_known")
                    .with("known", &name)
                    .with("code", code.unwrap_or("—"))
                    .with("formed", formed)
                    .with(LIKENESS, likeness(said, place, &near));
                Err(stop(cell(row, fault, false), true))
            }
        }
    }

    /// The place a row names; none where it names none.
    fn place(
        &self,
        shape: &Shape,
        row: &InRow,
        warnings: &mut Vec<CellFault>,
    ) -> Taken<Option<i64>> {
        let says = |field: &str| text(shape, row, field);
        let named = Named {
            block_code: says("block_code"),
            block: says("block"),
            gp_code: says("gp_code"),
            gp: says("gp"),
            village_code: says("village_code"),
            village: says("village"),
        };
        let found = self.gazetteer.find(&named);
        let question = Question::of(&self.gazetteer, &named, &found);
        let doubt = |code: &str, level: Level, given: &str, ids: &[i64], above: i64| {
            let shown: Vec<String> = ids.iter().map(|id| self.described(*id)).collect();
            let mut fault = Fault::at(level.code(), code)
                .with("candidates", shown.join("; "))
                .with("above", self.described(above));
            if let Some(question) = &question {
                fault = fault.with(QUESTION, question.to_arg());
            }
            stop(CellFault { value: given.to_owned(), ..cell(row, fault, false) }, true)
        };
        match &found {
            Found::Place(id, how) => {
                let level = self.gazetteer.get(*id).map_or(Level::District, |place| place.level);
                let code = match how {
                    Match::Sure => None,
                    Match::Spelling => Some("place_spelling"),
                    Match::NoVillages => Some("village_not_in_register"),
                };
                if let Some(code) = code {
                    let given = named.village.or(named.gp).or(named.block).unwrap_or_default();
                    let fault = Fault::at(level.code(), code).with("register", self.described(*id));
                    warnings.push(CellFault { value: given, ..cell(row, fault, false) });
                }
                self.in_scope(row, *id, level).map(Some)
            }
            Found::Ambiguous(level, given, ids) => {
                Err(doubt("place_ambiguous", *level, given, ids, 0))
            }
            Found::Unknown(level, given, ids, above) => {
                let code = if ids.is_empty() { "place_unknown" } else { "place_unknown_near" };
                Err(doubt(code, *level, given, ids, *above))
            }
            Found::Missing => Ok(None),
        }
    }

    fn in_scope(&self, row: &InRow, id: i64, level: Level) -> Taken<i64> {
        let line = self.gazetteer.lineage(id);
        let is_own = self.scope.is_whole_district()
            || self.scope.roots().iter().any(|root| line.contains(root));
        if level == Level::District {
            return Err(refused(row, "place_missing", "village", ""));
        }
        if is_own {
            Ok(id)
        } else {
            Err(refused(row, "outside_scope", "block", &self.described(id)))
        }
    }

    fn described(&self, id: i64) -> String {
        let line = self.gazetteer.lineage(id);
        let places = line.iter().filter_map(|id| self.gazetteer.get(*id));
        let below = places.filter(|place| place.level != Level::District || place.id == id);
        below.map(|place| place.name(true)).collect::<Vec<_>>().join(", ")
    }

    /// The FPO that a row names; one that is not known never holds the row.
    fn parent(&self, shape: &Shape, row: &InRow, warnings: &mut Vec<CellFault>) -> Option<i64> {
        let (code, name) = (text(shape, row, "fpo_code"), text(shape, row, "fpo_id"));
        let by_code = code
            .as_deref()
            .and_then(|code| self.fpos.iter().find(|fpo| fpo.values.text("code") == Some(code)));
        let by_name = || {
            let name = fold(name.as_deref()?);
            let mut named =
                self.fpos.iter().filter(|fpo| names(&fpo.values).any(|own| fold(own) == name));
            named.next().filter(|_| named.next().is_none())
        };
        let found = by_code.or_else(by_name).map(|fpo| fpo.id);
        if let (None, Some(given)) = (found, name.or(code)) {
            let fault = Fault::at("fpo_id", "fpo_unknown");
            warnings.push(CellFault { value: given, ..cell(row, fault, false) });
        }
        found
    }

    /// Lays what a row says over what stands; keeps the difference as one step.
    fn lay(
        &mut self,
        row: &InRow,
        at: Option<usize>,
        (mut said, place, parent): (Values, i64, Option<i64>),
    ) -> Taken<Judged> {
        let none = Values::default();
        let stands = at.map_or(&none, |at| &self.known[at].values);
        let stood = stands.number("place_id").unwrap_or(0);
        // A row that names only the block says nothing against the village that is known.
        if place != stood && !self.gazetteer.lineage(stood).contains(&place) {
            said.set("place_id", Held::unit(place));
        }
        if let Some(parent) = parent {
            said.set("fpo_id", Held::unit(parent));
        }
        if at.is_none() && said.text("status").is_none() {
            said.set("status", Held::Text("active".into()));
        }
        let becomes = said.over(stands);
        let label = names(&becomes).next().unwrap_or_default().to_owned();
        let mut wrong = Faults::default();
        rules::faults(&becomes, self.today, &mut wrong);
        if let Some(first) = wrong.0.into_iter().next() {
            return Err(stop(cell(row, first, true), false));
        }
        let changes = self.changes(stands, &becomes);
        let (id, version) = at.map_or((0, 0), |at| (self.known[at].id, self.known[at].version));
        if at.is_some() && changes.is_empty() {
            return Ok(Judged { label, ..Judged::plain(Verdict::Unchanged) });
        }
        if let Some((sheet, first)) = self.rows.get(&id).filter(|_| at.is_some()) {
            let value = becomes.text("code").unwrap_or(&label).to_owned();
            let fault = Fault::at("code", "code_twice").with("row", first).with("sheet", sheet);
            return Err(stop(CellFault { value, ..cell(row, fault, false) }, true));
        }
        let spot = (row.sheet.clone(), row.number);
        let written = self.register.written();
        let values: Values = written
            .filter_map(|column| {
                becomes.get(column.name).map(|held| (column.name.to_owned(), held.clone()))
            })
            .collect();
        self.steps.push(Step { id, version, values });
        match at {
            Some(at) => {
                self.rows.insert(id, spot);
                self.known[at].values = becomes;
                Ok(Judged { label, changes, ..Judged::plain(Verdict::Changed) })
            }
            None => {
                let id = -i64::try_from(self.steps.len()).unwrap_or(i64::MAX);
                self.rows.insert(id, spot);
                self.known.push(Record { id, version: 0, values: becomes });
                Ok(Judged { label, ..Judged::plain(Verdict::New) })
            }
        }
    }

    fn changes(&self, stands: &Values, becomes: &Values) -> Vec<FieldChange> {
        let shown = |held: Option<&Held>| match held {
            Some(Held::Day(day)) => show::day(*day),
            Some(Held::Money(paise)) => show::rupees(*paise),
            Some(Held::Unit { id, name_hi, name_en }) => {
                let place = self.gazetteer.get(*id).map(|place| place.name(true).to_owned());
                place.or(name_hi.clone()).or(name_en.clone()).unwrap_or_default()
            }
            Some(other) => other.to_text(),
            None => String::new(),
        };
        let written = self.register.written();
        let differs = written.filter_map(|column| {
            let (was, now) = (stands.get(column.name), becomes.get(column.name));
            let value = |held: Option<&Held>| held.unwrap_or(&Held::Empty).to_value();
            (value(was) != value(now)).then(|| FieldChange {
                field: column.name.to_owned(),
                was: shown(was),
                becomes: shown(now),
            })
        });
        differs.collect()
    }
}

impl Judge for ProducersJudge {
    fn shape(&self) -> &'static Shape {
        if self.is_fpos() { &producers::FPOS } else { &producers::SHAPE }
    }

    fn decide(&mut self, decisions: Decisions) {
        self.decisions = decisions;
    }

    fn judge(&mut self, row: InRow) -> Judged {
        if row.refused() {
            return Judged::plain(Verdict::Refused);
        }
        let mut warnings = Vec::new();
        let mut judged = match self.take(&row, &mut warnings) {
            Ok(judged) => judged,
            Err(Stop(fault, true)) => {
                Judged { faults: vec![*fault], ..Judged::plain(Verdict::Doubtful) }
            }
            Err(Stop(fault, false)) => {
                Judged { faults: vec![*fault], ..Judged::plain(Verdict::Refused) }
            }
        };
        judged.warnings = warnings;
        judged
    }

    fn work(self: Box<Self>) -> Box<dyn Work> {
        Box::new(Steps::of(self.register, self.steps))
    }
}

/// What a row says of its own columns; a blank cell says nothing.
fn said(shape: &Shape, row: &InRow) -> Values {
    let mut values = Values::default();
    for (column, value) in shape.columns.iter().zip(&row.values) {
        let held = match value {
            Some(Value::Text(text)) if !text.is_empty() => Held::Text(text.clone()),
            Some(Value::Code(code)) => Held::Text(code.clone().into_owned()),
            Some(Value::Whole(count)) => Held::Count(*count),
            Some(Value::Paise(paise)) => Held::Money(*paise),
            Some(Value::Day(day)) => Held::Day(*day),
            _ => continue,
        };
        let own = !matches!(column.field, "name" | "fpo_id" | "fpo_code");
        if own && !samuh_imports::words::place_columns::is_place(column.field) {
            values.set(column.field, held);
        }
    }
    if let Some(name) = text(shape, row, "name") {
        let is_hindi = name.chars().any(|letter| ('\u{900}'..='\u{97f}').contains(&letter));
        let field = if is_hindi { "name_hi" } else { "name_en" };
        if values.text(field).is_none() {
            values.set(field, Held::Text(name));
        }
    }
    values
}

fn text(shape: &Shape, row: &InRow, field: &str) -> Option<String> {
    match row.values.get(shape.index(field)?)?.as_ref()? {
        Value::Text(text) if !text.is_empty() => Some(text.clone()),
        Value::Code(code) => Some(code.clone().into_owned()),
        _ => None,
    }
}

fn names(values: &Values) -> impl Iterator<Item = &str> {
    ["name_hi", "name_en"].into_iter().filter_map(|field| values.text(field))
}

/// A row beside the records that it may be, as an argument.
fn likeness(said: &Values, place_id: i64, near: &[&Record]) -> String {
    let alike = |id: i64, place_id: i64, values: &Values| Alike {
        id,
        name_hi: values.text("name_hi").map(str::to_owned),
        name_en: values.text("name_en").map(str::to_owned),
        place_id,
        formed_on: values.day("formed_on"),
        code: values.text("code").map(str::to_owned),
        relation: None,
    };
    let known = near.iter().filter(|record| record.id > 0);
    let known = known.map(|record| alike(record.id, place_id, &record.values)).collect();
    Likeness { row: alike(0, place_id, said), known }.to_arg()
}

fn stop(fault: CellFault, may_decide: bool) -> Stop {
    Stop(Box::new(fault), may_decide)
}

fn refused(row: &InRow, code: &str, field: &str, value: &str) -> Stop {
    let fault = cell(row, Fault::at(field, code), true);
    stop(CellFault { value: value.to_owned(), ..fault }, false)
}

/// A fault as one of its row; the argument `value` is what the cell says.
fn cell(row: &InRow, fault: Fault, refuses: bool) -> CellFault {
    let value = fault.args.iter().find(|(name, _)| name == "value").map(|(_, value)| value.clone());
    CellFault {
        sheet: row.sheet.clone(),
        row: Some(row.number),
        field: fault.field.map(Into::into),
        value: value.unwrap_or_default(),
        code: fault.code.into(),
        args: fault.args.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        refuses,
        ..CellFault::default()
    }
}
