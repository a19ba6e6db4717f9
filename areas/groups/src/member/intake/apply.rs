//! Applying accepted members in one act: households, members, memberships, words, figures.

use std::collections::{BTreeSet, HashMap};

use samuh_engine::{
    Error, Result, Tx,
    batch::{Batch, PIECE, Work},
};
use samuh_figures::journal::{Trees, post};

use super::Image;
use crate::member::{
    model::{Field, Record},
    postings::{Counts, Gathered, Stay, of_roof},
    store::{self, Added, Additions, Touched, household_postings, member_postings, record_in_act},
    trail,
};

/// Accepted rows of members.
pub(super) struct MembersWork {
    /// Members of the register as the rows would have them.
    pub(super) changed: Vec<Record>,
    /// New members in the order of the sheet.
    pub(super) new: Vec<Record>,
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    let (mut changed, mut new) = (Vec::new(), Vec::new());
    for chunk in chunks {
        for record in serde_json::from_slice::<Vec<Record>>(chunk)? {
            if record.id < 0 { new.push(record) } else { changed.push(record) }
        }
    }
    Ok(Box::new(MembersWork { changed, new }))
}

impl Work for MembersWork {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        let changed = self.changed.chunks(PIECE);
        changed.chain(self.new.chunks(PIECE)).map(|piece| Ok(serde_json::to_vec(piece)?)).collect()
    }

    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>> {
        let district_id = batch.district_id;
        let mut touched = Touched::load(tx, district_id, &self.institutions())?;
        let housing = Housing::of(tx, district_id, self)?;
        let mut books = Gathered::default();
        let known = self.known_households(tx, district_id)?;
        books.take_back(household_postings(tx, &mut touched, &known)?);
        let mut images = Vec::new();
        let first_id = self.numbers(tx, district_id)?;
        images.push(Image::Added {
            op_no: tx.op_no(),
            added: Added {
                members: (first_id, first_id + length(&self.new) - 1),
                households: housing.range,
            },
        });
        self.add(tx, batch, &housing, (first_id, &mut touched), &mut books)?;
        for record in &self.changed {
            let place = (district_id, &mut touched);
            images.push(self.change(tx, record, &housing, place, &mut books)?);
        }
        books.add(household_postings(tx, &mut touched, &known)?);
        self.house_new(tx, &housing, &mut touched, &mut books)?;
        let trees = Trees::load(tx, district_id)?;
        post(tx, district_id, &trees, books.into_postings())?;
        samuh_engine::batch::pieces(&images)
    }
}

impl MembersWork {
    fn institutions(&self) -> Vec<i64> {
        let all = self.changed.iter().chain(&self.new);
        let ids: BTreeSet<i64> = all.map(|record| record.institution_id).collect();
        ids.into_iter().collect()
    }

    /// Households of the register whose interval this batch may move.
    fn known_households(&self, tx: &mut Tx, district_id: i64) -> Result<Vec<i64>> {
        let all = self.changed.iter().chain(&self.new);
        let mut ids: BTreeSet<i64> =
            all.map(|record| record.household_id).filter(|id| *id > 0).collect();
        for record in &self.changed {
            if let Some(stands) = record_in_act(tx, district_id, record.id)? {
                ids.insert(stands.household_id);
            }
        }
        Ok(ids.into_iter().collect())
    }

    fn numbers(&self, tx: &mut Tx, district_id: i64) -> Result<i64> {
        if self.new.is_empty() { Ok(1) } else { tx.allot(district_id, "member", length(&self.new)) }
    }

    fn add(
        &self,
        tx: &mut Tx,
        batch: &Batch,
        housing: &Housing,
        (first_id, touched): (i64, &mut Touched),
        books: &mut Gathered,
    ) -> Result<()> {
        let households: Vec<(i64, i64, Option<Box<str>>)> = housing
            .new
            .iter()
            .map(|(id, group, code)| (*id, touched.place_of(*group), code.clone()))
            .collect();
        let additions = Additions {
            records: &self.new,
            first_id,
            household_ids: &housing.ids,
            households: &households,
            batch_no: Some(batch.no),
        };
        store::add(tx, batch.district_id, &additions)?;
        for record in &self.new {
            let stretches = touched.stretches(tx, record.institution_id)?;
            books.add(stay(record).of_member(stretches, Counts::of(&record.text.open())));
        }
        Ok(())
    }

    /// Posts the new households. Where only new members live in them, the rows themselves say when.
    fn house_new(
        &self,
        tx: &mut Tx,
        housing: &Housing,
        touched: &mut Touched,
        books: &mut Gathered,
    ) -> Result<()> {
        if self.changed.iter().any(|record| record.household_id < 0) {
            books.add(store::of_range(tx, touched, housing.range)?);
            return Ok(());
        }
        let mut coded: HashMap<i64, Vec<Stay>> = HashMap::new();
        for record in &self.new {
            let stay = stay(record);
            if record.household_id == 0 {
                books.add(stay.of_household(touched.stretches(tx, record.institution_id)?));
            } else if record.household_id < 0 {
                coded.entry(record.household_id).or_default().push(stay);
            }
        }
        for stay in coded.values_mut().flat_map(|stays| of_roof(stays)) {
            books.add(stay.of_household(touched.stretches(tx, stay.institution_id)?));
        }
        Ok(())
    }

    /// Writes one changed member; her figures before are taken back and those after are posted.
    fn change(
        &self,
        tx: &mut Tx,
        record: &Record,
        housing: &Housing,
        (district_id, touched): (i64, &mut Touched),
        books: &mut Gathered,
    ) -> Result<Image> {
        let stands = record_in_act(tx, district_id, record.id)?;
        let is_as_judged = |stands: &Record| {
            stands.version == record.version
                && (stands.institution_id == record.institution_id || record.is_after(stands))
        };
        let stands = stands.filter(is_as_judged).ok_or_else(|| Error::fault("register_moved"))?;
        let own = (record.id, record.id);
        books.take_back(member_postings(tx, touched, own)?);
        let household_id = housing.settled(record.household_id);
        let becomes = Record { household_id, ..record.clone() };
        let ops = store::ops_in_act(tx, district_id, &stands)?;
        let now = (tx.op_no(), tx.op_no());
        if !store::change(tx, district_id, &stands, &becomes, now)? {
            return Err(Error::fault("register_moved"));
        }
        books.add(member_postings(tx, touched, own)?);
        trail::note(tx, &stands, &becomes, touched.place_of(becomes.institution_id));
        Ok(Image::Changed { was: stands, ops })
    }
}

fn stay(record: &Record) -> Stay {
    let Record { institution_id, joined_on, left_on, .. } = *record;
    Stay { institution_id, joined_on, left_on }
}

fn length(records: &[Record]) -> i64 {
    i64::try_from(records.len()).expect("rows fit 63 bits")
}

/// Which household each new member lives in.
struct Housing {
    /// Of each new member, in the order of the sheet.
    ids: Vec<i64>,
    /// New households: number, the group of the first member, code.
    new: Vec<(i64, i64, Option<Box<str>>)>,
    /// New households with a code, by the number they had in the batch.
    coded: HashMap<i64, i64>,
    /// First and last new household; the last is below the first where there is none.
    range: (i64, i64),
}

impl Housing {
    fn of(tx: &mut Tx, district_id: i64, work: &MembersWork) -> Result<Self> {
        let coded: BTreeSet<i64> = (work.changed.iter().chain(&work.new))
            .map(|record| record.household_id)
            .filter(|id| *id < 0)
            .collect();
        let own = work.new.iter().filter(|record| record.household_id == 0).count();
        let count = i64::try_from(own + coded.len()).expect("households fit 63 bits");
        let first = if count == 0 { 1 } else { tx.allot(district_id, "household", count)? };
        let mut housing = Self {
            ids: Vec::with_capacity(work.new.len()),
            new: Vec::with_capacity(own + coded.len()),
            coded: HashMap::with_capacity(coded.len()),
            range: (first, first + count - 1),
        };
        let mut next = first;
        for record in work.new.iter().chain(&work.changed) {
            let id = housing.house(record, &mut next);
            if record.id < 0 {
                housing.ids.push(id);
            }
        }
        Ok(housing)
    }

    fn house(&mut self, record: &Record, next: &mut i64) -> i64 {
        let is_new = record.household_id == 0 || !self.coded.contains_key(&record.household_id);
        if record.household_id > 0 || !is_new {
            return self.settled(record.household_id);
        }
        let id = *next;
        *next += 1;
        let mut code = None;
        if record.household_id < 0 {
            self.coded.insert(record.household_id, id);
            code = Some(Box::from(record.text.open().get(Field::HouseholdCode)));
        }
        self.new.push((id, record.institution_id, code));
        id
    }

    fn settled(&self, household_id: i64) -> i64 {
        self.coded.get(&household_id).copied().unwrap_or(household_id)
    }
}
