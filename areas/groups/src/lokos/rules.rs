//! How the two sides compare, which of ours a row may be, and whether a choice still holds. Pure.

use chrono::NaiveDate;
use samuh_kernel::text::fold;

use super::model::{Choice, Chosen, Field, Ours, Snapshot, Theirs};
use crate::duplicate::{
    name::{self, Nearness, nearness},
    rules::{self as weights, Field as Weighed, Level},
};

/// How a field comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Both say the same.
    Same,
    /// The same name in another spelling or script.
    Spelling,
    /// One of the two does not say.
    Unsaid,
    /// They differ.
    Differs,
}

/// A field of a group that stands on both sides. The values are plain: days as ISO, places by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The field.
    pub field: Field,
    /// How it comes out.
    pub outcome: Outcome,
    /// What our register says; empty for nothing.
    pub ours: String,
    /// What LokOS says; empty for nothing.
    pub theirs: String,
}

/// Compares a group with its row, field by field. `holds` says whether a place lies in another.
pub fn compare(
    ours: &Ours,
    theirs: &Theirs,
    snapshot: &Snapshot,
    holds: &dyn Fn(i64, i64) -> bool,
) -> Vec<Compared> {
    Field::COMPARED
        .into_iter()
        .map(|field| {
            let (here, there) = (own_value(ours, field), their_value(theirs, field));
            let says = field == Field::Name || snapshot.said.contains(&field);
            let outcome = match field {
                _ if !says => Outcome::Unsaid,
                Field::Name => names(ours, theirs),
                Field::Village => village(ours, theirs, holds),
                Field::Account => account(ours, theirs),
                Field::State => state(ours, theirs, snapshot),
                Field::Members if ours.members.unwrap_or(0) == theirs.members.unwrap_or(0) => {
                    Outcome::Same
                }
                _ if here == there => Outcome::Same,
                _ => Outcome::Differs,
            };
            Compared { field, outcome, ours: here, theirs: there }
        })
        .collect()
}

/// What our register says of a field, plainly.
pub fn own_value(ours: &Ours, field: Field) -> String {
    match field {
        Field::Name => both(&ours.name_hi, &ours.name_en),
        Field::Village => ours.place_id.to_string(),
        Field::FormedOn => day(ours.formed_on),
        Field::Members => ours.members.map_or_else(String::new, |count| count.to_string()),
        Field::Account => tail(ours.account_last.as_deref(), Some(ours.account_open)),
        Field::State => ours.state.as_ref().map_or_else(String::new, |(_, state)| state.clone()),
        Field::Entry => String::new(),
    }
}

/// What LokOS says of a field, plainly.
pub fn their_value(theirs: &Theirs, field: Field) -> String {
    match field {
        Field::Name => both(&theirs.name_hi, &theirs.name_en),
        Field::Village => match (theirs.place_id, &theirs.village_named, &theirs.gp_named) {
            (Some(id), ..) => id.to_string(),
            (None, Some(named), _) | (None, None, Some(named)) => named.clone(),
            (None, None, None) => String::new(),
        },
        Field::FormedOn => day(theirs.formed_on),
        Field::Members => theirs.members.map_or_else(String::new, |count| count.to_string()),
        Field::Account => tail(theirs.account_last.as_deref(), theirs.account_open),
        Field::State => theirs.state.clone(),
        Field::Entry => theirs.code.clone(),
    }
}

fn both(hi: &Option<String>, en: &Option<String>) -> String {
    [hi, en].into_iter().flatten().cloned().collect::<Vec<_>>().join(" / ")
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// `1234`, or only that it is open.
fn tail(last: Option<&str>, open: Option<bool>) -> String {
    match (last, open) {
        (Some(last), _) => last.to_owned(),
        (None, Some(true)) => "open".to_owned(),
        _ => String::new(),
    }
}

/// The same name when some spelling of both is the same; another spelling when what only this group is
/// called sounds the same in either script.
fn names(ours: &Ours, theirs: &Theirs) -> Outcome {
    let own: Vec<&str> =
        [&ours.name_hi, &ours.name_en].into_iter().flatten().map(|n| &**n).collect();
    let said: Vec<&str> =
        [&theirs.name_hi, &theirs.name_en].into_iter().flatten().map(|n| &**n).collect();
    if said.is_empty() {
        return Outcome::Unsaid;
    }
    let any = |fits: &dyn Fn(&str, &str) -> bool| {
        own.iter().any(|one| said.iter().any(|other| fits(one, other)))
    };
    if any(&|one, other| fold(one) == fold(other)) {
        Outcome::Same
    } else if any(&|one, other| near(one, other) >= Nearness::Close) {
        Outcome::Spelling
    } else {
        Outcome::Differs
    }
}

fn near(one: &str, other: &str) -> Nearness {
    nearness(&name::group(one), &name::group(other))
}

/// A panchayat says nothing against a village of it.
fn village(ours: &Ours, theirs: &Theirs, holds: &dyn Fn(i64, i64) -> bool) -> Outcome {
    match theirs.place_id {
        None => Outcome::Unsaid,
        Some(id) if id == ours.place_id => Outcome::Same,
        Some(id) if holds(id, ours.place_id) || holds(ours.place_id, id) => Outcome::Same,
        Some(_) => Outcome::Differs,
    }
}

/// Where both have digits, those are compared; else only whether there is an account.
fn account(ours: &Ours, theirs: &Theirs) -> Outcome {
    let has = theirs.account_last.is_some() || theirs.account_open == Some(true);
    let same = match (&ours.account_last, &theirs.account_last) {
        (Some(one), Some(other)) => one == other,
        _ => ours.account_open == has,
    };
    if same { Outcome::Same } else { Outcome::Differs }
}

/// A state that our register has from a later day than the snapshot's is newer, not different; and a
/// report that does not tell transactions calls a group approved that has them.
fn state(ours: &Ours, theirs: &Theirs, snapshot: &Snapshot) -> Outcome {
    match &ours.state {
        Some((_, state)) if *state == theirs.state => Outcome::Same,
        Some((since, _)) if *since > snapshot.as_on => Outcome::Unsaid,
        Some((_, state))
            if state == "transacting" && theirs.state == "approved" && !snapshot.tells_trades =>
        {
            Outcome::Same
        }
        _ => Outcome::Differs,
    }
}

/// Whether a value of LokOS can come into our register from here. Members with records are counted, not
/// typed; of an account LokOS shows four digits only.
pub fn can_take(ours: &Ours, compared: &Compared) -> bool {
    let differs = matches!(compared.outcome, Outcome::Differs | Outcome::Spelling);
    differs
        && match compared.field {
            Field::Account | Field::Entry => false,
            Field::Members => !ours.members_counted && !compared.theirs.is_empty(),
            _ => !compared.theirs.is_empty(),
        }
}

/// Whether a remembered choice still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// Both sides say what they said then.
    Holds,
    /// It was to be mended in LokOS, and LokOS now says the same as our register.
    Mended,
    /// One side says something else: it is asked again, or there is nothing left to ask.
    Gone,
}

/// Looks at a choice with what both sides say now.
pub fn remembered(chosen: &Chosen, now: &Compared) -> Memory {
    let as_then = chosen.ours == now.ours;
    let open = matches!(now.outcome, Outcome::Differs | Outcome::Spelling);
    match chosen.choice {
        _ if open && as_then && chosen.theirs == now.theirs => Memory::Holds,
        Choice::Ours if !open && as_then && chosen.theirs != now.theirs => Memory::Mended,
        _ => Memory::Gone,
    }
}

/// From here on a person is asked whether a row is a group of ours: about a thousand to one against by
/// chance, for a block has about a thousand groups. Hundredths of a bit.
const ASKED: i64 = 1000;

/// How much speaks for a row being a group of ours, where it is enough to ask.
pub fn likeness(ours: &Ours, theirs: &Theirs) -> Option<i64> {
    let mut sum = weight(Weighed::Name, name_level(ours, theirs));
    if let Some(place_id) = theirs.place_id {
        let level = if place_id == ours.place_id { Level::Same } else { Level::Near };
        sum += weight(Weighed::Place, level);
    }
    if let (Some(one), Some(other)) = (ours.formed_on, theirs.formed_on) {
        let level = match (one - other).num_days().abs() {
            0 => Level::Same,
            1..=31 => Level::Close,
            32..=366 => Level::Near,
            _ => Level::Differ,
        };
        sum += weight(Weighed::Formed, level);
    }
    if let (Some(one), Some(other)) = (&ours.account_last, &theirs.account_last) {
        sum += weight(Weighed::Account, if one == other { Level::Near } else { Level::Differ });
    }
    (sum >= ASKED).then_some(sum)
}

fn weight(field: Weighed, level: Level) -> i64 {
    weights::weight(field, level, None)
}

fn name_level(ours: &Ours, theirs: &Theirs) -> Level {
    let own = [&ours.name_hi, &ours.name_en].into_iter().flatten();
    let found = own.flat_map(|one| {
        let said = [&theirs.name_hi, &theirs.name_en].into_iter().flatten();
        said.map(move |other| near(one, other))
    });
    match found.max() {
        Some(Nearness::Same) => Level::Same,
        Some(Nearness::Close) => Level::Close,
        Some(Nearness::Near) => Level::Near,
        _ => Level::Differ,
    }
}

#[cfg(test)]
mod tests;
