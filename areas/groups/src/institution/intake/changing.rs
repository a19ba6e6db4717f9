//! What a row changes in a known institution: compared field by field, then kept as one step.

use chrono::NaiveDate;
use samuh_engine::batch::{FieldChange, Judged};
use samuh_imports::{InRow, Verdict};

use super::{
    Step,
    differ::lay,
    judge::{InstitutionsJudge, Note, Stop, change, label_of, note},
    row::Said,
};
use crate::institution::{
    known::Institution,
    model::{Fact, Kind},
};

/// What a row says against what stands.
struct Difference {
    becomes: Institution,
    changes: Vec<FieldChange>,
    facts: Vec<(Fact, NaiveDate, String)>,
    codes: Vec<(String, String)>,
    parent_id: Option<i64>,
    doubt: Option<(Kind, String)>,
    bearers: Vec<(String, String)>,
}

impl InstitutionsJudge {
    /// Lays a row over a known institution; the same institution twice in a file with different
    /// values is for a person.
    pub(super) fn change(
        &mut self,
        (id, row): (i64, &InRow),
        said: &Said,
        place_id: i64,
        notes: &mut Vec<Note>,
    ) -> std::result::Result<Judged, Stop> {
        let Some(stands) = self.known.get(id).cloned() else {
            return Err(Stop(note("register_moved", "code", ""), false));
        };
        let difference = self.difference(&stands, said, place_id, notes);
        if difference.changes.is_empty() {
            self.rows.entry(id).or_insert_with(|| (row.sheet.clone(), row.number));
            return Ok(Judged::plain(Verdict::Unchanged));
        }
        if let Some((sheet, first)) = self.rows.get(&id) {
            let args = vec![("row", first.to_string()), ("sheet", sheet.to_string())];
            let (field, code) = said.code_stands.clone().unwrap_or(("name", label_of(said)));
            return Err(Stop(("code_twice", field, code, args), true));
        }
        let Difference { mut becomes, changes, facts, codes, parent_id, doubt, bearers } =
            difference;
        becomes.facts.retain(|(fact, _, _)| !facts.iter().any(|(new, _, _)| new == fact));
        becomes.facts.extend(facts.iter().cloned());
        becomes.codes.extend(codes.iter().cloned());
        becomes.parent_id = parent_id.unwrap_or(stands.parent_id);
        self.rows.insert(id, (row.sheet.clone(), row.number));
        self.at.insert(id, self.steps.len());
        self.steps.push(Step {
            id,
            version: stands.version,
            kind: stands.kind,
            profile: becomes.profile.clone(),
            place_id: becomes.place_id,
            codes,
            facts,
            parent_id,
            parent_is_vo: parent_id.is_some_and(|id| self.is_vo(id)),
            doubt: doubt.filter(|_| stands.parent_id == 0),
            bearers,
        });
        self.known.add(becomes);
        Ok(Judged { changes, ..Judged::plain(Verdict::Changed) })
    }

    fn difference(
        &self,
        stands: &Institution,
        said: &Said,
        place_id: i64,
        notes: &mut Vec<Note>,
    ) -> Difference {
        let mut becomes = stands.clone();
        let mut changes = lay(&mut becomes.profile, &said.profile);
        // A row that names only the block says nothing against the village that is known.
        if place_id != stands.place_id
            && !self.gazetteer.lineage(stands.place_id).contains(&place_id)
        {
            changes.push(change(
                "place",
                self.described(stands.place_id),
                self.described(place_id),
            ));
            becomes.place_id = place_id;
        }
        let facts = self.dated_facts(said, Some(stands));
        for (fact, _, value) in &facts {
            changes.push(change(
                fact.code(),
                stands.fact(*fact).unwrap_or("").into(),
                value.clone(),
            ));
        }
        let codes: Vec<(String, String)> = said
            .codes
            .iter()
            .filter(|(register, _)| !stands.codes.iter().any(|(known, _)| known == register))
            // A code of another record stays with it, whatever a person decided about this row.
            .filter(|(register, code)| {
                let holder = self.known.by_register(register, said.kind, code);
                holder.is_none_or(|holder| holder == stands.id)
            })
            .map(|(register, code)| ((*register).to_owned(), code.clone()))
            .collect();
        for (register, code) in &codes {
            changes.push(change(&format!("code_{register}"), String::new(), code.clone()));
        }
        let (parent, doubt) = self.parent(said, becomes.place_id, notes);
        let parent_id = (parent != 0 && parent != stands.parent_id).then_some(parent);
        if let Some(parent) = parent_id {
            let name = |id: i64| self.known.get(id).map_or("", |known| known.name(true)).to_owned();
            changes.push(change("federation", name(stands.parent_id), name(parent)));
        }
        let bearers = self.new_bearers(stands, said);
        for (office, name) in &bearers {
            changes.push(change(office, String::new(), name.clone()));
        }
        Difference { becomes, changes, facts, codes, parent_id, doubt, bearers }
    }

    /// The facts a row adds: each new value from the day it is known to hold, else from today.
    pub(super) fn dated_facts(
        &self,
        said: &Said,
        known: Option<&Institution>,
    ) -> Vec<(Fact, NaiveDate, String)> {
        let born = said.profile.formed_on.or(known.and_then(|k| k.profile.formed_on));
        said.facts
            .iter()
            .filter(|(fact, value)| {
                let stands = known.and_then(|known| known.fact(*fact));
                let usual = matches!(
                    (fact, value.as_str()),
                    (Fact::Status, "active") | (Fact::Lokos, "not_entered")
                );
                stands != Some(value.as_str()) && !(stands.is_none() && usual)
            })
            .map(|(fact, value)| {
                let opened = said.profile.account_opened_on.filter(|_| *fact == Fact::Account);
                let from_on = opened.unwrap_or(self.today).max(born.unwrap_or(NaiveDate::MIN));
                (*fact, from_on.min(self.today), value.clone())
            })
            .collect()
    }

    fn new_bearers(&self, stands: &Institution, said: &Said) -> Vec<(String, String)> {
        if stands.id < 0 {
            return Vec::new();
        }
        let held = self.bearers.get(&stands.id).map_or(&[][..], Vec::as_slice);
        said.bearers.iter().filter(|bearer| !held.contains(bearer)).cloned().collect()
    }
}
