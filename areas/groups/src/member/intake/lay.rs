//! What a row changes in a known member, field by field; blank cells take nothing away.

use chrono::{Datelike, NaiveDate};
use samuh_engine::batch::FieldChange;
use samuh_kernel::show;

use super::{
    note::{Go, Note},
    row::Said,
};
use crate::{
    institution::known::code_fold,
    member::{
        model::{Field, Kept, Record, Texts},
        store::open,
    },
};

/// A member as a row would have her.
pub(super) struct Laid<'a> {
    pub(super) texts: Texts<'a>,
    pub(super) joined_on: NaiveDate,
    pub(super) left_on: NaiveDate,
    /// The difference.
    pub(super) changes: Vec<FieldChange>,
    /// What is odd but taken.
    pub(super) notes: Vec<Note>,
}

/// Lays what a row says over what stands.
pub(super) fn lay<'a>(stands: &'a Record, said: &'a Said<'_>, today: NaiveDate) -> Go<Laid<'a>> {
    let mut laid = Laid {
        texts: stands.text.open(),
        joined_on: stands.joined_on,
        left_on: stands.left_on,
        changes: Vec::new(),
        notes: Vec::new(),
    };
    let was = stands.text.open();
    for field in Field::ALL {
        let becomes = said.texts.get(field);
        if !becomes.is_empty() && says_other(field, &was, said) {
            laid.texts.set(field, becomes);
            if !is_silent(field) {
                laid.note(field.code(), shown(field, was.get(field)), shown(field, becomes));
            }
        }
    }
    if let Some(year) = year_of(laid.texts.get(Field::BornOn)) {
        laid.texts.set(Field::BirthYear, year.to_string());
    }
    if let Some(day) = said.joined_on.filter(|day| stands.is_followed_by(*day)) {
        laid.joins_again(stands, said, day, today);
        return Ok(laid);
    }
    laid.stay(stands, said, today)?;
    Ok(laid)
}

impl<'a> Laid<'a> {
    /// Another membership of one who had left: its office and its end are what the row says of it.
    fn joins_again(
        &mut self,
        stands: &Record,
        said: &'a Said<'_>,
        day: NaiveDate,
        today: NaiveDate,
    ) {
        self.note("joined_on", show::day(stands.joined_on), show::day(day));
        self.joined_on = day;
        for field in [Field::LeftReason, Field::Office] {
            self.texts.set(field, said.texts.get(field));
        }
        self.left_on = match (said.left_on, said.is_active) {
            (Some(left_on), _) => left_on,
            (None, Some(false)) => today,
            (None, _) => open(),
        };
    }

    /// The days of the membership.
    fn stay(&mut self, stands: &Record, said: &Said<'_>, today: NaiveDate) -> Go<()> {
        let has_left = !stands.is_open();
        if has_left && said.is_active == Some(true) && said.left_on.is_none() {
            let left = show::day(stands.left_on);
            return Err(Note::new("member_left", "joined_on", self.texts.label())
                .with("left", left)
                .doubtful());
        }
        if let Some(day) = said.joined_on.filter(|day| *day != stands.joined_on) {
            self.note("joined_on", show::day(stands.joined_on), show::day(day));
            self.joined_on = day;
        }
        let left_on = match (said.left_on, said.is_active) {
            (Some(day), _) => Some(day),
            (None, Some(false)) if !has_left => {
                self.notes.push(Note::new("left_missing", "left_on", show::day(today)));
                Some(today)
            }
            _ => None,
        };
        if let Some(day) = left_on.filter(|day| *day != stands.left_on) {
            let was = if has_left { show::day(stands.left_on) } else { String::new() };
            self.note("left_on", was, show::day(day));
            self.left_on = day;
        }
        in_order(self.joined_on, self.left_on)
    }

    fn note(&mut self, field: &str, was: String, becomes: String) {
        self.changes.push(FieldChange { field: field.to_owned(), was, becomes });
    }
}

/// Refuses a membership that ends before it begins.
pub(super) fn in_order(joined_on: NaiveDate, left_on: NaiveDate) -> Go<()> {
    if left_on < joined_on && left_on < open() {
        let joined = show::day(joined_on);
        return Err(Note::new("left_before_joined", "left_on", show::day(left_on))
            .with("joined", joined)
            .refused());
    }
    Ok(())
}

/// True where the row and the register do not say the same of a field.
fn says_other(field: Field, was: &Texts<'_>, said: &Said<'_>) -> bool {
    let (stands, becomes) = (was.get(field), said.texts.get(field));
    if stands == becomes {
        return false;
    }
    match field {
        // A membership without an office is that of a member.
        Field::Office => !(stands.is_empty() && becomes == "member"),
        Field::Code | Field::HouseholdCode => code_fold(stands) != code_fold(becomes),
        // What was said of her outright stands until her religion is corrected.
        Field::Minority if said.is_by_religion => {
            stands.is_empty() || was.get(Field::Religion) != said.texts.get(Field::Religion)
        }
        Field::BirthYear => {
            let born_on = was.get(Field::BornOn);
            born_on.is_empty() && !(said.is_aged && years_apart(stands, becomes) <= 1)
        }
        _ => true,
    }
}

/// Fields that go with others and are no difference by themselves.
fn is_silent(field: Field) -> bool {
    field == Field::NameLegacy
}

fn years_apart(one: &str, other: &str) -> i64 {
    match (one.parse::<i64>(), other.parse::<i64>()) {
        (Ok(one), Ok(other)) => (one - other).abs(),
        _ => i64::MAX,
    }
}

fn year_of(day: &str) -> Option<i32> {
    day.parse::<NaiveDate>().ok().map(|day| day.year())
}

fn shown(field: Field, text: &str) -> String {
    match (field.kept(), text.parse::<NaiveDate>()) {
        (Kept::Day, Ok(day)) => show::day(day),
        (Kept::Flag, _) if !text.is_empty() => {
            (if text == crate::member::model::YES { "yes" } else { "no" }).to_owned()
        }
        _ => text.to_owned(),
    }
}
