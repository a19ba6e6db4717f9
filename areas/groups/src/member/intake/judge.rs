//! Judging rows of members against the register and against each other.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_engine::{
    Reader, Result,
    batch::{FieldChange, Judge, Judged, Work},
};
use samuh_imports::{
    Alike, Decisions, InRow, LIKENESS, Label, Likeness, Shape, SheetUnderstood, Verdict,
    words::members,
};
use samuh_kernel::{scope::Scope, sheet::Limits, show, text::fold};

use super::{
    apply::MembersWork,
    lay::{Laid, in_order, lay},
    note::{Go, Note},
    row::{Columns, Said},
    whose::Groups,
};
use crate::member::{
    known::Known,
    model::{Field, Record, Texts},
    store::{self, open},
};

/// A sheet by its place among those read, and a row of it.
type Spot = (u32, u32);

/// Reads member sheets.
pub struct MembersJudge {
    today: NaiveDate,
    columns: Columns,
    groups: Groups,
    known: Known,
    /// How many members stood in the register when the judge was made.
    stood: usize,
    /// The sheets read so far.
    sheets: Vec<Label>,
    /// The row that brought each new member.
    rows: Vec<Spot>,
    /// Members of the register that a row of this batch changes, and which.
    changed: HashMap<u32, Spot>,
    new_households: i64,
    /// What a person decided about rows.
    decisions: Decisions,
}

impl MembersJudge {
    /// A judge over the register as the desk sees it.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn new(reader: &mut Reader, scope: &Scope, today: NaiveDate) -> Result<Self> {
        let known = store::known(reader, scope)?;
        Ok(Self {
            today,
            columns: Columns::new(),
            groups: Groups::load(reader, scope)?,
            stood: known.len(),
            known,
            sheets: Vec::new(),
            rows: Vec::new(),
            changed: HashMap::new(),
            new_households: 0,
            decisions: Decisions::default(),
        })
    }

    fn take(&mut self, row: &InRow, notes: &mut Vec<Note>) -> Go<Judged> {
        let said = self.columns.read(row, self.today, notes);
        let under = self.decisions.under(row).filter(|id| self.groups.get(*id).is_some());
        let group = match under {
            Some(id) => Some(id),
            None => self.groups.find(row, notes)?,
        };
        self.not_in_future(&said)?;
        let code = said.texts.get(Field::Code);
        let known = if code.is_empty() { None } else { self.known.by_code(code) };
        let mut judged = match (known, group) {
            (None, _) if self.known.merged(code).is_some() => self.merged(code, notes)?,
            (Some(slot), _) => self.known_by_code(slot, group, &said, row.number, notes)?,
            (None, Some(group)) => match self.decided(row, group) {
                Some(slot) => self.change((slot, group), &said, row.number, notes)?,
                None if !self.decisions.is_new(row) && self.namesake(group, &said, notes)? => {
                    Judged::plain(Verdict::Unchanged)
                }
                None => self.add(group, &said, row.number, notes)?,
            },
            (None, None) => return Err(Note::new("group_missing", "shg_name", "").refused()),
        };
        said.texts.label().clone_into(&mut judged.label);
        Ok(judged)
    }

    /// A row under the code of a member who was merged: it says nothing new, and brings nobody back.
    fn merged(&self, code: &str, notes: &mut Vec<Note>) -> Go<Judged> {
        let slot = self.known.merged(code).and_then(|id| self.known.slot_of(id));
        let kept = slot.map(|slot| self.known.get(slot));
        let seen = kept.filter(|kept| self.groups.get(kept.institution_id).is_some());
        let Some(kept) = seen else {
            return Err(Note::new("outside_scope", "member_code", code).refused());
        };
        let note = Note::new("merged_member", "member_code", code)
            .with("name", kept.text.open().label())
            .with("group", self.groups.named(kept.institution_id));
        notes.push(note);
        Ok(Judged::plain(Verdict::Unchanged))
    }

    /// The member of that group whom a person said the row is.
    fn decided(&self, row: &InRow, group: i64) -> Option<u32> {
        let id = self.decisions.same(row)?;
        self.known.slot_of(id).filter(|slot| self.known.get(*slot).institution_id == group)
    }

    fn not_in_future(&self, said: &Said<'_>) -> Go<()> {
        for (code, field, day) in [
            ("joined_in_future", "joined_on", said.joined_on),
            ("left_in_future", "left_on", said.left_on),
        ] {
            if let Some(day) = day.filter(|day| *day > self.today) {
                return Err(Note::new(code, field, show::day(day)).refused());
            }
        }
        Ok(())
    }

    fn known_by_code(
        &mut self,
        slot: u32,
        group: Option<i64>,
        said: &Said<'_>,
        row: u32,
        notes: &mut Vec<Note>,
    ) -> Go<Judged> {
        let stands = self.known.get(slot);
        let code = said.texts.get(Field::Code);
        if self.groups.get(stands.institution_id).is_none() {
            return Err(Note::new("outside_scope", "member_code", code).refused());
        }
        let moves_on = said.joined_on.is_some_and(|day| stands.is_followed_by(day));
        if group.is_some_and(|group| group != stands.institution_id) && !moves_on {
            if let Some(first) = self.row_of(slot) {
                return Err(self.code_twice(code, first));
            }
            let note = Note::new("member_elsewhere", "member_code", code)
                .with("name", stands.text.open().label())
                .with("group", self.groups.named(stands.institution_id));
            return Err(note.doubtful());
        }
        let group = group.unwrap_or(stands.institution_id);
        self.change((slot, group), said, row, notes)
    }

    /// The row of this batch that brought or changed a member.
    fn row_of(&self, slot: u32) -> Option<Spot> {
        let new = (slot as usize).checked_sub(self.stood);
        new.map_or_else(|| self.changed.get(&slot), |at| self.rows.get(at)).copied()
    }

    fn code_twice(&self, code: &str, first: Spot) -> super::note::Stop {
        self.at(Note::new("code_twice", "member_code", code), first).doubtful()
    }

    /// A note that names another row of the file.
    fn at(&self, note: Note, (sheet, row): Spot) -> Note {
        let sheet = self.sheets.get(sheet as usize).map_or_else(String::new, ToString::to_string);
        note.with("row", row.to_string()).with("sheet", sheet)
    }

    fn spot(&self, row: u32) -> Spot {
        (u32::try_from(self.sheets.len()).unwrap_or(u32::MAX).saturating_sub(1), row)
    }

    fn change(
        &mut self,
        (slot, institution_id): (u32, i64),
        said: &Said<'_>,
        row: u32,
        notes: &mut Vec<Note>,
    ) -> Go<Judged> {
        let stands = self.known.get(slot);
        let mut laid = lay(stands, said, self.today)?;
        in_order(laid.joined_on, laid.left_on)?;
        if institution_id != stands.institution_id {
            let named = |id: i64| self.groups.named(id);
            let (was, becomes) = (named(stands.institution_id), named(institution_id));
            laid.changes.push(FieldChange { field: "shg_name".to_owned(), was, becomes });
        }
        if laid.changes.is_empty() {
            return Ok(Judged::plain(Verdict::Unchanged));
        }
        if let Some(first) = self.row_of(slot) {
            return Err(self.code_twice(said.texts.get(Field::Code), first));
        }
        let Laid { texts, joined_on, left_on, changes, notes: odd } = laid;
        notes.extend(odd);
        self.before_formed(institution_id, joined_on, notes);
        let (id, version, mut household_id) = (stands.id, stands.version, stands.household_id);
        let had_code = !stands.text.open().get(Field::HouseholdCode).is_empty();
        let household_code = texts.get(Field::HouseholdCode).to_owned();
        let text = texts.pack();
        if changes.iter().any(|change| change.field == Field::HouseholdCode.code()) {
            household_id = self.moved_to(household_id, had_code, &household_code);
        }
        let record = Record { id, version, institution_id, household_id, joined_on, left_on, text };
        self.known.replace(slot, record);
        self.changed.insert(slot, self.spot(row));
        Ok(Judged { changes, ..Judged::plain(Verdict::Changed) })
    }

    /// The household of a code that a known member is now said to have: a household without code
    /// simply gets it, unless it is another household's.
    fn moved_to(&mut self, stands: i64, had_code: bool, code: &str) -> i64 {
        if self.known.household(code).is_none() && !had_code {
            self.known.add_household(code, stands);
            return stands;
        }
        self.household(code)
    }

    /// The household of a code, or a new one.
    fn household(&mut self, code: &str) -> i64 {
        self.known.household(code).unwrap_or_else(|| {
            self.new_households += 1;
            self.known.add_household(code, -self.new_households);
            -self.new_households
        })
    }

    /// A row without a known code may still be a known member: a person decides, except where
    /// everything it says stands already. True when it does.
    fn namesake(&self, group: i64, said: &Said<'_>, notes: &mut Vec<Note>) -> Go<bool> {
        let mut slots: Vec<u32> =
            said.texts.names().flat_map(|name| self.known.by_name(group, name)).collect();
        slots.sort_unstable();
        slots.dedup();
        let relation = said.texts.get(Field::Relation);
        slots.retain(|slot| {
            let texts = self.known.get(*slot).text.open();
            let known = texts.get(Field::Relation);
            relation.is_empty() || known.is_empty() || fold(known) == fold(relation)
        });
        if slots.is_empty() {
            return Ok(false);
        }
        if !said.texts.get(Field::Code).is_empty() {
            let uncoded =
                |slot: &&u32| self.known.get(**slot).text.open().get(Field::Code).is_empty();
            return match slots.iter().find(uncoded) {
                Some(slot) => Err(self.maybe(*slot, said, &slots)),
                None => {
                    notes.push(Note::new("same_name_in_group", "name", said.texts.label()));
                    Ok(false)
                }
            };
        }
        let stands = |slot: &u32| {
            let laid = lay(self.known.get(*slot), said, self.today);
            laid.is_ok_and(|laid| laid.changes.is_empty())
        };
        if slots.iter().any(stands) { Ok(true) } else { Err(self.maybe(slots[0], said, &slots)) }
    }

    fn maybe(&self, slot: u32, said: &Said<'_>, slots: &[u32]) -> super::note::Stop {
        let record = self.known.get(slot);
        let texts = record.text.open();
        let shown = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
        let is_new = record.id < 0;
        let code = if is_new { "same_as_row" } else { "maybe_known_member" };
        let mut note = Note::new(code, "name", texts.label())
            .with("known", texts.label())
            .with("code", shown(texts.get(Field::Code)))
            .with("relation", shown(texts.get(Field::Relation)))
            .with(LIKENESS, self.likeness(said, slots));
        if let Some(row) = self.row_of(slot).filter(|_| is_new) {
            note = self.at(note, row);
        }
        note.doubtful()
    }

    /// The row beside the members that she may be, as an argument.
    fn likeness(&self, said: &Said<'_>, slots: &[u32]) -> String {
        let records = slots.iter().map(|slot| self.known.get(*slot));
        let known = records.filter(|record| record.id > 0).map(|record| {
            let place_id = self.groups.get(record.institution_id).map_or(0, |group| group.place_id);
            Alike { id: record.id, place_id, ..alike(&record.text.open()) }
        });
        Likeness { row: alike(&said.texts), known: known.collect() }.to_arg()
    }

    fn add(&mut self, group: i64, said: &Said<'_>, row: u32, notes: &mut Vec<Note>) -> Go<Judged> {
        if said.texts.label().is_empty() {
            return Err(Note::new("name_missing", "name", "").refused());
        }
        let formed_on = self.groups.get(group).and_then(|known| known.profile.formed_on);
        let joined_on = said.joined_on.unwrap_or_else(|| {
            let joined = formed_on.unwrap_or(self.today);
            notes.push(Note::new("joined_missing", "joined_on", show::day(joined)));
            joined
        });
        let left_on = match (said.left_on, said.is_active) {
            (Some(day), _) => day,
            (None, Some(false)) => {
                notes.push(Note::new("left_missing", "left_on", show::day(self.today)));
                self.today
            }
            (None, _) => open(),
        };
        in_order(joined_on, left_on)?;
        self.before_formed(group, joined_on, notes);
        let household_code = said.texts.get(Field::HouseholdCode);
        let household_id =
            if household_code.is_empty() { 0 } else { self.household(household_code) };
        let id = -1 - i64::try_from(self.rows.len()).expect("rows fit 63 bits");
        self.rows.push(self.spot(row));
        self.known.add(Record {
            id,
            version: 0,
            institution_id: group,
            household_id,
            joined_on,
            left_on,
            text: said.texts.pack(),
        });
        Ok(Judged::plain(Verdict::New))
    }

    fn before_formed(&self, group: i64, joined_on: NaiveDate, notes: &mut Vec<Note>) {
        let formed_on = self.groups.get(group).and_then(|known| known.profile.formed_on);
        if let Some(formed) = formed_on.filter(|formed| joined_on < *formed) {
            let note = Note::new("joined_before_formed", "joined_on", show::day(joined_on));
            notes.push(note.with("formed", show::day(formed)));
        }
    }
}

impl Judge for MembersJudge {
    fn shape(&self) -> &'static Shape {
        &members::SHAPE
    }

    fn limits(&self) -> Limits {
        Limits::MEMBERS
    }

    fn decide(&mut self, decisions: Decisions) {
        self.decisions = decisions;
    }

    fn begin_sheet(&mut self, seen: &SheetUnderstood) {
        self.sheets.push(seen.sheet.clone());
    }

    fn judge(&mut self, row: InRow) -> Judged {
        if row.refused() {
            return Judged::plain(Verdict::Refused);
        }
        let mut notes = Vec::new();
        let mut judged = match self.take(&row, &mut notes) {
            Ok(judged) => judged,
            Err(stop) => {
                let verdict = if stop.refuses { Verdict::Refused } else { Verdict::Doubtful };
                let fault = stop.note.fault(&row, stop.refuses);
                Judged { faults: vec![fault], ..Judged::plain(verdict) }
            }
        };
        judged.warnings.extend(notes.into_iter().map(|note| note.fault(&row, false)));
        judged
    }

    fn work(self: Box<Self>) -> Box<dyn Work> {
        let mut records = self.known.into_records();
        let new = records.split_off(self.stood);
        let mut slots: Vec<u32> = self.changed.into_keys().collect();
        slots.sort_unstable();
        let changed = slots.into_iter().map(|slot| records[slot as usize].clone()).collect();
        Box::new(MembersWork { changed, new })
    }
}

/// A member or a row as a person tells it from others.
fn alike(texts: &Texts<'_>) -> Alike {
    let some = |field: Field| Some(texts.get(field).to_owned()).filter(|text| !text.is_empty());
    Alike {
        name_hi: some(Field::NameHi),
        name_en: some(Field::NameEn),
        code: some(Field::Code),
        relation: some(Field::Relation),
        ..Alike::default()
    }
}
