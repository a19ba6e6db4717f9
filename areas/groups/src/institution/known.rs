//! A snapshot of a district's institutions, for judging sheets without a look-up a row.

use std::collections::HashMap;

use chrono::NaiveDate;
use samuh_kernel::text::{fold, key};
use serde::{Deserialize, Serialize};

use super::model::{Fact, Kind, Profile};

/// An institution as it stands now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Institution {
    /// Its unit number.
    pub id: i64,
    /// SHG, VO or CLF.
    pub kind: Kind,
    /// Its plain fields.
    pub profile: Profile,
    /// Where it stands.
    pub place_id: i64,
    /// The VO or CLF directly above it, 0 for none.
    pub parent_id: i64,
    /// Codes by register (`nrlm`, `lokos`, `own`).
    pub codes: Vec<(String, String)>,
    /// The latest value of each fact, and since when.
    pub facts: Vec<(Fact, NaiveDate, String)>,
    /// Edition of the row.
    pub version: i64,
}

impl Institution {
    /// The name in the reader's language, else in the other.
    pub fn name(&self, hindi: bool) -> &str {
        let (first, second) = if hindi {
            (&self.profile.name_hi, &self.profile.name_en)
        } else {
            (&self.profile.name_en, &self.profile.name_hi)
        };
        first.as_deref().or(second.as_deref()).unwrap_or("")
    }

    /// The latest value of a fact.
    pub fn fact(&self, fact: Fact) -> Option<&str> {
        let mut facts = self.facts.iter();
        facts.find(|(known, _, _)| *known == fact).map(|(_, _, value)| value.as_str())
    }

    /// Its names, in either script.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.profile.name_hi.as_deref(), self.profile.name_en.as_deref()].into_iter().flatten()
    }
}

/// All institutions of a district by code and by name.
#[derive(Debug, Default, Clone)]
pub struct Known {
    all: HashMap<i64, Institution>,
    by_code: HashMap<(Kind, String), Vec<(String, i64)>>,
    by_name: HashMap<(Kind, String), Vec<i64>>,
    by_key: HashMap<(Kind, i64, String), Vec<i64>>,
    seconds: HashMap<(Kind, String), i64>,
}

impl Known {
    /// Adds an institution, or replaces it after it changed.
    pub fn add(&mut self, institution: Institution) {
        let (id, kind) = (institution.id, institution.kind);
        for (register, code) in &institution.codes {
            let entry = self.by_code.entry((kind, code_fold(code))).or_default();
            if !entry.iter().any(|(known, other)| known == register && *other == id) {
                entry.push((register.clone(), id));
            }
        }
        for name in institution.names() {
            push(self.by_name.entry((kind, fold(name))).or_default(), id);
            let here = (kind, institution.place_id, key(name));
            push(self.by_key.entry(here).or_default(), id);
        }
        self.all.insert(id, institution);
    }

    /// Notes that a code belongs to a second record of an institution, which leads to the kept one.
    pub(crate) fn add_second(&mut self, kind: Kind, code: &str, kept_id: i64) {
        if self.all.contains_key(&kept_id) {
            self.seconds.insert((kind, code_fold(code)), kept_id);
        }
    }

    /// The institution that was recorded twice, the second time under that code.
    pub fn kept_for(&self, kind: Kind, code: &str) -> Option<&Institution> {
        self.all.get(self.seconds.get(&(kind, code_fold(code)))?)
    }

    /// The institution of that number.
    pub fn get(&self, id: i64) -> Option<&Institution> {
        self.all.get(&id)
    }

    /// The institution of a code in one register.
    pub fn by_register(&self, register: &str, kind: Kind, code: &str) -> Option<i64> {
        let found = self.by_code.get(&(kind, code_fold(code)))?;
        found.iter().find(|(known, _)| known == register).map(|(_, id)| *id)
    }

    /// The institution of a code in any register, when only one has it; the code of a second record
    /// means the kept one.
    pub fn by_code(&self, kind: Kind, code: &str) -> Option<i64> {
        let Some(found) = self.by_code.get(&(kind, code_fold(code))) else {
            return self.kept_for(kind, code).map(|kept| kept.id);
        };
        let first = found.first()?.1;
        found.iter().all(|(_, id)| *id == first).then_some(first)
    }

    /// Institutions whose name is the same but for case and signs.
    pub fn by_name(&self, kind: Kind, name: &str) -> impl Iterator<Item = &Institution> {
        let ids = self.by_name.get(&(kind, fold(name))).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.all.get(id))
    }

    /// Institutions of a place whose name sounds the same.
    pub fn by_sound(&self, kind: Kind, place_id: i64, name: &str) -> Vec<i64> {
        self.by_key.get(&(kind, place_id, key(name))).cloned().unwrap_or_default()
    }

    /// All of one kind, in the order of their numbers.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Institution> {
        let mut all: Vec<&Institution> = self.all.values().filter(|i| i.kind == kind).collect();
        all.sort_by_key(|institution| institution.id);
        all.into_iter()
    }

    /// Every institution, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Institution> {
        self.all.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

fn push(ids: &mut Vec<i64>, id: i64) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// Codes are compared without case and leading zeros.
pub(crate) fn code_fold(code: &str) -> String {
    let code = code.trim().to_ascii_lowercase();
    let stripped = code.trim_start_matches('0');
    if stripped.is_empty() { code } else { stripped.to_owned() }
}
