//! What people decide about differences: choices, pairs that are not one, and the changes by which
//! LokOS's values come into our register.

use samuh_engine::{Db, Desk, Error, Op, Reader, Result, Tx};
use samuh_kernel::{
    calendar::Month,
    fault::{Fault, Faults},
    scope::{Area, Right, Scope},
};
use samuh_places::{Gazetteer, gazetteer};
use serde_json::json;
use uuid::Uuid;

use super::{
    gap::{Book, Kept, entry, kept},
    model::{Choice, Choose, Choosing, Field, NotSame, Ours, Snapshot, TakeStates, Theirs},
    rules::{self, Compared, Memory, Outcome},
    store::{self, choices},
};
use crate::{
    change::{Change, Correct, Move},
    institution::{known::Institution, model::Profile},
};

/// A group beside its row.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The group as it stands.
    pub institution: Institution,
    /// As it is compared.
    pub ours: Ours,
    /// The snapshot of its block; none where there is none.
    pub snapshot: Option<Snapshot>,
    /// Its row; none where LokOS does not have it.
    pub theirs: Option<Theirs>,
    /// Field by field.
    pub compared: Vec<Compared>,
    /// What was chosen.
    pub kept: Vec<Kept>,
}

/// A group beside its row as of a month.
///
/// # Errors
/// `NotFound` when the group is not this desk's.
pub fn pair(
    reader: &mut Reader,
    scope: &Scope,
    places: &Gazetteer,
    (id, until): (i64, Month),
) -> Result<Pair> {
    let book = Book::load(reader, scope, until)?;
    pair_in(reader, scope, (&book, places), id)
}

fn pair_in(
    reader: &mut Reader,
    scope: &Scope,
    (book, places): (&Book, &Gazetteer),
    id: i64,
) -> Result<Pair> {
    let (institution, ours) = store::ours::one(reader, scope, id)?;
    let (snapshot, theirs) = match book.of(&ours) {
        Some((snapshot, theirs)) => (Some(snapshot.clone()), Some(theirs.clone())),
        None => (book.snapshot(ours.block_id).cloned(), None),
    };
    let compared = match (&snapshot, &theirs) {
        (Some(snapshot), Some(theirs)) => {
            let holds = |id: i64, above: i64| places.lineage(id).contains(&above);
            rules::compare(&ours, theirs, snapshot, &holds)
        }
        _ => Vec::new(),
    };
    let choices = choices::choices_of(reader, scope.district_id(), id)?;
    let kept = kept(&ours, theirs.as_ref(), &compared, &choices);
    Ok(Pair { institution, ours, snapshot, theirs, compared, kept })
}

impl Pair {
    /// What a field says on both sides.
    fn field(&self, field: Field) -> Option<Compared> {
        let is_entry = field == Field::Entry && self.snapshot.is_some();
        let found = self.compared.iter().find(|one| one.field == field).cloned();
        found.or_else(|| is_entry.then(|| entry(self.theirs.as_ref())))
    }

    /// The changes by which LokOS's values of these fields come into our register, in the order in
    /// which they are made; `version` is the edition that was looked at.
    pub fn takings(&self, fields: &[Field], version: i64) -> Vec<Change> {
        let (Some(theirs), Some(snapshot)) = (&self.theirs, &self.snapshot) else {
            return Vec::new();
        };
        let taken: Vec<&Compared> = (self.compared.iter())
            .filter(|one| fields.contains(&one.field) && rules::can_take(&self.ours, one))
            .collect();
        let takes = |field: Field| taken.iter().find(|one| one.field == field);
        let mut profile = self.institution.profile.clone();
        if let Some(name) = takes(Field::Name) {
            rename(&mut profile, theirs, name.outcome);
        }
        if takes(Field::FormedOn).is_some() {
            profile.formed_on = theirs.formed_on;
        }
        if takes(Field::Members).is_some() {
            profile.members_stated = theirs.members;
        }
        let id = self.ours.id;
        let mut changes = Vec::new();
        let mut edition = version;
        if profile != self.institution.profile {
            changes.push(Change::Correct(Correct { id, version, profile, codes: Vec::new() }));
            edition += 1;
        }
        if let (Some(_), Some(place_id)) = (takes(Field::Village), theirs.place_id) {
            let on = snapshot.as_on;
            changes.push(Change::Move(Move { id, version: edition, on, place_id }));
        }
        if takes(Field::State).is_some() {
            changes.push(Change::LokosState(TakeStates {
                block_id: snapshot.block_id,
                month: snapshot.month,
                state: theirs.state.clone(),
                ids: vec![id],
            }));
        }
        changes
    }

    /// The change by which a group of ours gets the code of a row that is the same group.
    pub fn adopt(&self, code: &str, version: i64) -> Change {
        Change::Correct(Correct {
            id: self.ours.id,
            version,
            profile: self.institution.profile.clone(),
            codes: vec![("lokos".to_owned(), code.to_owned())],
        })
    }
}

/// Another name takes the place of both of ours; another spelling only of its own script.
fn rename(profile: &mut Profile, theirs: &Theirs, outcome: Outcome) {
    if outcome == Outcome::Differs {
        profile.name_hi.clone_from(&theirs.name_hi);
        profile.name_en.clone_from(&theirs.name_en);
        return;
    }
    if theirs.name_hi.is_some() {
        profile.name_hi.clone_from(&theirs.name_hi);
    }
    if theirs.name_en.is_some() {
        profile.name_en.clone_from(&theirs.name_en);
    }
}

fn may(desk: &Desk) -> Result<()> {
    let may = desk.scope.may(Right::Enter, Area::Groups);
    if may { Ok(()) } else { Err(Error::Denied("groups.enter")) }
}

/// Keeps choices about differences; answers how many. A value that was taken is kept after the change
/// that took it.
///
/// # Errors
/// `Denied` without the right to enter groups, `NotFound` for a group that is not this desk's,
/// `Conflict` with both values where one side no longer says what was looked at.
pub fn choose(db: &Db, desk: &Desk, op_id: Uuid, ask: &Choose, now: i64) -> Result<usize> {
    may(desk)?;
    if ask.choices.is_empty() {
        return Err(Error::fault("lokos_nothing_chosen"));
    }
    let op = Op::over(op_id, "lokos.choose", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let book = Book::load(tx, &own.scope, ask.month)?;
        let places = gazetteer(tx, &own.scope)?;
        for choosing in &ask.choices {
            let pair = pair_in(tx, &own.scope, (&book, &places), choosing.id)?;
            keep(tx, &own, &pair, choosing)?;
        }
        Ok(ask.choices.len())
    })
}

fn keep(tx: &mut Tx, desk: &Desk, pair: &Pair, choosing: &Choosing) -> Result<()> {
    let Choosing { field, choice, .. } = choosing;
    let snapshot = pair.snapshot.as_ref().ok_or(Error::NotFound)?;
    let now = pair.field(*field).ok_or(Error::NotFound)?;
    let as_seen = now.theirs == choosing.theirs && now.ours == choosing.ours;
    let fits = match choice {
        // What was taken stands here as it stands there, or waits at another post.
        Choice::Take => now.theirs == choosing.theirs,
        Choice::Ours | Choice::Later => as_seen && now.outcome != Outcome::Same,
    };
    if !fits {
        let saved = json!({ "field": field, "ours": now.ours, "theirs": now.theirs });
        let sent = json!({ "field": field, "ours": choosing.ours, "theirs": choosing.theirs });
        return Err(Error::Conflict { saved: saved.to_string(), sent: sent.to_string() });
    }
    if *choice == Choice::Take && matches!(field, Field::Account | Field::Entry) {
        return Err(Error::fault("lokos_cannot_take"));
    }
    let before = pair.kept.iter().find(|kept| kept.field == *field);
    let mut trail = tx.changed("institution", pair.ours.id, pair.ours.place_id);
    // What was chosen already stays open since when it was.
    if before.is_some_and(|kept| kept.memory == Memory::Holds && kept.chosen.choice == *choice) {
        return Ok(());
    }
    let was = before.map(|kept| kept.chosen.choice.code());
    trail.office(field.trail(), was, choice.code());
    choices::keep(tx, desk, (snapshot.block_id, snapshot.month), choosing)
}

/// Remembers that a row of LokOS and a group of ours are not one, so that it is not asked again.
///
/// # Errors
/// `Denied` without the right to enter groups, `NotFound` when the group or the row is not this desk's.
pub fn not_same(
    db: &Db,
    desk: &Desk,
    op_id: Uuid,
    (ask, until): (&NotSame, Month),
    now: i64,
) -> Result<bool> {
    may(desk)?;
    let op = Op::over(op_id, "lokos.not_same", ask, now)?;
    let (own, ask) = (desk.clone(), ask.clone());
    db.act(desk, &op, move |tx| {
        let (_, ours) = store::ours::one(tx, &own.scope, ask.id)?;
        let book = Book::load(tx, &own.scope, until)?;
        let code = book.row(&ask.code).ok_or(Error::NotFound)?.code.clone();
        let new = choices::part(tx, &own, &code, ask.id)?;
        tx.changed("institution", ask.id, ours.place_id).office(
            "lokos_not_same",
            None::<&str>,
            new.then_some(code.as_str()),
        );
        Ok(new)
    })
}

/// What is wrong with taking states, by itself.
pub(crate) fn check(ask: &TakeStates) -> Faults {
    let mut faults = Faults::default();
    if ask.ids.is_empty() {
        faults.push(Fault::new("lokos_nothing_chosen"));
    }
    if !super::model::STATES.contains(&ask.state.as_str()) {
        faults.on("state", "lokos_state_unknown");
    }
    faults
}
