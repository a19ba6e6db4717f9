//! A row of a member sheet as texts, before it is compared with anything.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use samuh_imports::{InRow, Value, words::members::SHAPE};
use samuh_kernel::show;

use super::note::Note;
use crate::member::{
    age::{Age, age_of},
    model::{Field, Texts, flag_text},
    postings::is_minority_religion,
};

/// Fields that a row says in so many words; the others are worked out.
const SAID: [Field; 19] = [
    Field::Code,
    Field::Relation,
    Field::Gender,
    Field::BornOn,
    Field::BirthYear,
    Field::Social,
    Field::Religion,
    Field::Minority,
    Field::Disability,
    Field::Pvtg,
    Field::Pip,
    Field::Poverty,
    Field::Education,
    Field::Mobile,
    Field::BankName,
    Field::Branch,
    Field::AccountNo,
    Field::Ifsc,
    Field::Address,
];
/// Fields of her household and her membership.
const BESIDE: [Field; 4] =
    [Field::HouseholdHead, Field::HouseholdCode, Field::LeftReason, Field::Office];
const NAMES: [&str; 3] = ["name", "name_hi", "name_en"];

/// Where each field stands in a row: looked up once, not for every one of two lakh rows.
pub(super) struct Columns {
    texts: Vec<(Field, usize)>,
    names: [usize; 3],
    joined_on: usize,
    left_on: usize,
    status: usize,
    age: usize,
}

/// What a row says of a member.
pub(super) struct Said<'a> {
    pub(super) texts: Texts<'a>,
    pub(super) joined_on: Option<NaiveDate>,
    pub(super) left_on: Option<NaiveDate>,
    /// What the row says of her being active.
    pub(super) is_active: Option<bool>,
    /// The year of birth follows from an age: a year more or less says nothing.
    pub(super) is_aged: bool,
    /// Whether she is of a minority follows from her religion.
    pub(super) is_by_religion: bool,
}

impl Columns {
    /// Those of the shape.
    pub(super) fn new() -> Self {
        let at = |field: &str| SHAPE.index(field).expect("a column of the shape");
        let fields = SAID.into_iter().chain(BESIDE);
        Self {
            texts: fields.map(|field| (field, at(field.code()))).collect(),
            names: NAMES.map(at),
            joined_on: at("joined_on"),
            left_on: at("left_on"),
            status: at("status"),
            age: at("age"),
        }
    }

    /// Reads a row; notes what is odd about her age.
    pub(super) fn read<'a>(
        &self,
        row: &'a InRow,
        today: NaiveDate,
        notes: &mut Vec<Note>,
    ) -> Said<'a> {
        let mut texts = Texts::default();
        for (field, at) in &self.texts {
            if let Some(value) = &row.values[*at] {
                texts.set(*field, text(value));
            }
        }
        self.names(row, &mut texts);
        let is_by_religion =
            texts.get(Field::Minority).is_empty() && !texts.get(Field::Religion).is_empty();
        if is_by_religion {
            let is_minority = is_minority_religion(texts.get(Field::Religion));
            texts.set(Field::Minority, flag_text(is_minority));
        }
        let is_aged = self.birth(row, today, &mut texts, notes);
        Said {
            texts,
            joined_on: day(row, self.joined_on),
            left_on: day(row, self.left_on),
            is_active: row.values[self.status].as_ref().map(|value| text(value) == "active"),
            is_aged,
            is_by_religion,
        }
    }

    /// The names of a row by script, and how they stood in a legacy font.
    fn names<'a>(&self, row: &'a InRow, texts: &mut Texts<'a>) {
        for at in self.names {
            let Some(value) = &row.values[at] else { continue };
            let name = text(value);
            let is_hindi = name.chars().any(|letter| ('\u{900}'..='\u{97f}').contains(&letter));
            let field = if is_hindi { Field::NameHi } else { Field::NameEn };
            if texts.get(field).is_empty() {
                texts.set(field, name);
            }
        }
        if let Some(kept) = row.originals.iter().find(|kept| NAMES.contains(&&*kept.field)) {
            texts.set(Field::NameLegacy, kept.text.as_str());
        }
    }

    /// The year of birth: of the day, as said, or by the age. True when it is by the age.
    fn birth(
        &self,
        row: &InRow,
        today: NaiveDate,
        texts: &mut Texts<'_>,
        notes: &mut Vec<Note>,
    ) -> bool {
        let this_year = i64::from(today.year());
        let born_on: Option<NaiveDate> = texts.get(Field::BornOn).parse().ok();
        let said: Option<i64> = texts.get(Field::BirthYear).parse().ok();
        let age = row.values[self.age].as_ref().and_then(|value| match value {
            Value::Whole(age) => Some(*age),
            _ => None,
        });
        let (year, shown, field) = match (born_on, said, age) {
            (Some(day), _, _) => (i64::from(day.year()), show::day(day), "born_on"),
            (None, Some(year), _) => (year, year.to_string(), "birth_year"),
            (None, None, Some(age)) => (this_year - age, age.to_string(), "age"),
            (None, None, None) => return false,
        };
        let (age, likely) = age_of(year, today);
        let is_future = born_on.is_some_and(|day| day > today);
        if is_future || likely != Age::Likely {
            notes.push(Note::new("age_unlikely", field, shown).with("age", age.to_string()));
        }
        // A year that no person was born in is noted and not kept.
        let is_kept = likely != Age::Impossible;
        texts.set(Field::BirthYear, if is_kept { year.to_string() } else { String::new() });
        field == "age"
    }
}

fn day(row: &InRow, at: usize) -> Option<NaiveDate> {
    match row.values[at] {
        Some(Value::Day(day)) => Some(day),
        _ => None,
    }
}

fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Code(code) => Cow::Borrowed(code),
        Value::Whole(number) | Value::Paise(number) => Cow::Owned(number.to_string()),
        Value::Decimal(number) => Cow::Owned(number.to_string()),
        Value::Day(day) => Cow::Owned(day.to_string()),
        Value::Month(month) => Cow::Owned(month.to_string()),
        Value::Year(year) => Cow::Owned(year.to_string()),
        Value::Flag(flag) => Cow::Borrowed(flag_text(*flag)),
    }
}
