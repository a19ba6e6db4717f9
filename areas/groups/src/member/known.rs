//! A snapshot of a district's members, held so compactly that 2.5 lakh of them fit beside a sheet.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, DefaultHasher, Hasher},
};

use samuh_kernel::text::fold;

use super::model::{Field, Record};
use crate::institution::known::code_fold;

/// All members of a district by code and, within their group, by name.
#[derive(Debug, Default)]
pub(crate) struct Known {
    records: Vec<Record>,
    by_code: Index,
    by_name: Index,
    households: HashMap<Box<str>, i64>,
    merged: HashMap<Box<str>, i64>,
}

impl Known {
    /// Adds a member; answers her slot.
    pub(crate) fn add(&mut self, record: Record) -> u32 {
        let slot = u32::try_from(self.records.len()).expect("members fit 32 bits");
        self.records.push(record);
        self.note(slot);
        slot
    }

    /// Replaces a member after a row changed her.
    pub(crate) fn replace(&mut self, slot: u32, record: Record) {
        self.records[slot as usize] = record;
        self.note(slot);
    }

    fn note(&mut self, slot: u32) {
        let record = &self.records[slot as usize];
        let texts = record.text.open();
        let code = texts.get(Field::Code);
        if !code.is_empty() {
            self.by_code.add(hash(0, &code_fold(code)), slot);
        }
        for name in texts.names() {
            self.by_name.add(hash(record.institution_id, &fold(name)), slot);
        }
    }

    /// The member in a slot.
    pub(crate) fn get(&self, slot: u32) -> &Record {
        &self.records[slot as usize]
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// The member of a code.
    pub(crate) fn by_code(&self, code: &str) -> Option<u32> {
        let code = code_fold(code);
        self.by_code.slots(hash(0, &code)).find(|slot| {
            let texts = self.get(*slot).text.open();
            code_fold(texts.get(Field::Code)) == code
        })
    }

    /// Members of a group whose name is the same but for case and signs, each once.
    pub(crate) fn by_name(&self, institution_id: i64, name: &str) -> Vec<u32> {
        let name = fold(name);
        let mut found: Vec<u32> = self
            .by_name
            .slots(hash(institution_id, &name))
            .filter(|slot| {
                let record = self.get(*slot);
                record.institution_id == institution_id
                    && record.text.open().names().any(|known| fold(known) == name)
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The slot of a member of the register, by her number.
    pub(crate) fn slot_of(&self, id: i64) -> Option<u32> {
        let at = self.records.iter().position(|record| record.id == id)?;
        u32::try_from(at).ok()
    }

    /// The household of a code.
    pub(crate) fn household(&self, code: &str) -> Option<i64> {
        self.households.get(code_fold(code).as_str()).copied()
    }

    /// Notes the household of a code.
    pub(crate) fn add_household(&mut self, code: &str, id: i64) {
        self.households.insert(code_fold(code).into_boxed_str(), id);
    }

    /// The member whom the code of a merged one means.
    pub(crate) fn merged(&self, code: &str) -> Option<i64> {
        self.merged.get(code_fold(code).as_str()).copied()
    }

    /// Notes whom the code of a merged member means.
    pub(crate) fn add_merged(&mut self, code: &str, kept_id: i64) {
        self.merged.insert(code_fold(code).into_boxed_str(), kept_id);
    }

    /// All members, in the order in which they were added; the look-ups are let go.
    pub(crate) fn into_records(self) -> Vec<Record> {
        self.records
    }
}

/// Slots by a hash; a chain leads from the latest slot of a hash to the earlier ones. Whether a
/// slot is really meant is for the caller to see.
#[derive(Debug, Default)]
struct Index {
    latest: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
    links: Vec<(u32, u32)>,
}

/// The end of a chain.
const END: u32 = u32::MAX;

impl Index {
    fn add(&mut self, hash: u64, slot: u32) {
        let link = u32::try_from(self.links.len()).expect("members fit 32 bits");
        let before = self.latest.insert(hash, link).unwrap_or(END);
        self.links.push((slot, before));
    }

    fn slots(&self, hash: u64) -> impl Iterator<Item = u32> {
        let mut next = self.latest.get(&hash).copied().unwrap_or(END);
        std::iter::from_fn(move || {
            let (slot, before) = *self.links.get(next as usize)?;
            next = before;
            Some(slot)
        })
    }
}

fn hash(of: i64, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_i64(of);
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The keys are hashes already.
#[derive(Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |sum, byte| sum.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use samuh_places::always;

    use super::*;
    use crate::member::model::Texts;

    fn member(id: i64, institution_id: i64, code: &str, name: &str) -> Record {
        let mut texts = Texts::default();
        texts.set(Field::Code, code);
        texts.set(Field::NameEn, name);
        Record {
            id,
            version: 1,
            institution_id,
            household_id: 0,
            joined_on: always().0,
            left_on: always().1,
            text: texts.pack(),
        }
    }

    #[test]
    fn members_are_found_by_code_and_by_name_within_their_group() {
        let mut known = Known::default();
        known.add(member(1, 9, "0123", "Sita"));
        known.add(member(2, 9, "", "SITA"));
        known.add(member(3, 8, "", "Sita"));
        assert_eq!(known.by_code("123"), Some(0));
        assert_eq!(known.by_code("124"), None);
        assert_eq!(known.by_name(9, "sita"), [0, 1]);
        assert_eq!(known.by_name(8, "Sita"), [2]);
        assert!(known.by_name(7, "Sita").is_empty());
    }

    #[test]
    fn a_changed_member_is_found_by_what_she_is_called_now() {
        let mut known = Known::default();
        let slot = known.add(member(1, 9, "5", "Sita"));
        known.replace(slot, member(1, 9, "5", "Gita"));
        assert!(known.by_name(9, "Sita").is_empty());
        assert_eq!(known.by_name(9, "Gita"), [slot]);
    }

    #[test]
    fn households_are_found_by_code_without_leading_zeros() {
        let mut known = Known::default();
        known.add_household("00778", -1);
        assert_eq!(known.household("778"), Some(-1));
        assert_eq!(known.household("779"), None);
    }
}
