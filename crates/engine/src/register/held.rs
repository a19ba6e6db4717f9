//! Values of a register: typed as they leave the database or a form, dull in between.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value as Json, json};

use super::column::Kind;
use crate::db::Value;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Held {
    /// Nothing.
    Empty,
    /// Words, or the code of a list.
    Text(String),
    /// A count.
    Count(i64),
    /// Money in paise.
    Money(i64),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Flag(bool),
    /// A place or an institution.
    Unit {
        /// Its number.
        id: i64,
        /// Its name in Hindi.
        name_hi: Option<String>,
        /// Its name in English.
        name_en: Option<String>,
    },
}

impl Held {
    /// A unit of which only the number is known.
    pub fn unit(id: i64) -> Self {
        Self::Unit { id, name_hi: None, name_en: None }
    }

    /// What a column of that kind holds when the database answers this.
    pub(super) fn of(kind: Kind, value: Value) -> Self {
        match (kind, value) {
            (_, Value::Null) => Self::Empty,
            (Kind::Flag, Value::Int(x)) => Self::Flag(x != 0),
            (_, Value::Bool(x)) => Self::Flag(x),
            (Kind::Money, Value::Int(x)) => Self::Money(x),
            (Kind::Unit(_), Value::Int(x)) => Self::unit(x),
            (_, Value::Int(x)) => Self::Count(x),
            (Kind::Day, Value::Text(x)) => x.parse().map_or(Self::Empty, Self::Day),
            (_, Value::Day(x)) => Self::Day(x),
            (_, Value::Text(x)) => Self::Text(x),
            (_, Value::Real(_) | Value::Bytes(_) | Value::Uid(_)) => Self::Empty,
        }
    }

    /// As statements take it.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(x) => x.as_str().into(),
            Self::Count(x) | Self::Money(x) | Self::Unit { id: x, .. } => (*x).into(),
            Self::Day(x) => (*x).into(),
            Self::Flag(x) => (*x).into(),
        }
    }

    /// As programs read it: money in paise, days as ISO text.
    pub fn to_json(&self) -> Json {
        json!(Plain(self))
    }

    /// The same as an address says it.
    pub fn to_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(x) => x.clone(),
            Self::Count(x) | Self::Money(x) | Self::Unit { id: x, .. } => x.to_string(),
            Self::Day(x) => x.to_string(),
            Self::Flag(x) => i64::from(*x).to_string(),
        }
    }

    /// Equal in what is stored: the names of a unit are not.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.to_value() == other.to_value()
    }
}

/// A value as programs read it, written without a copy: money in paise, days as ISO text.
#[derive(Debug, Clone, Copy)]
pub struct Plain<'a>(pub &'a Held);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Held::Empty => to.serialize_unit(),
            Held::Text(x) => to.serialize_str(x),
            Held::Count(x) | Held::Money(x) => to.serialize_i64(*x),
            Held::Day(x) => to.collect_str(x),
            Held::Flag(x) => to.serialize_bool(*x),
            Held::Unit { id, name_hi, name_en } => {
                let mut unit = to.serialize_map(Some(3))?;
                unit.serialize_entry("id", id)?;
                unit.serialize_entry("name_hi", name_hi)?;
                unit.serialize_entry("name_en", name_en)?;
                unit.end()
            }
        }
    }
}

/// What is said of a record, by column. A column that is not named is not spoken of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, Held>);

impl Values {
    /// Says that of a column.
    pub fn set(&mut self, name: &str, held: Held) -> &mut Self {
        self.0.insert(name.to_owned(), held);
        self
    }

    /// What is said of a column; none where nothing is.
    pub fn get(&self, name: &str) -> Option<&Held> {
        self.0.get(name)
    }

    /// What is said of each column, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.0.iter().map(|(name, held)| (name.as_str(), held))
    }

    /// The text of a column; none where it is empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Held::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The number of a column: a count, paise, a unit.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Held::Count(x) | Held::Money(x) | Held::Unit { id: x, .. } => Some(*x),
            _ => None,
        }
    }

    /// The day of a column.
    pub fn day(&self, name: &str) -> Option<NaiveDate> {
        match self.get(name)? {
            Held::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// These values laid over others, which stay where nothing is said.
    pub fn over(&self, others: &Self) -> Self {
        let mut all = others.clone();
        all.0.extend(self.0.iter().map(|(name, held)| (name.clone(), held.clone())));
        all
    }

    /// As programs read them.
    pub fn to_json(&self) -> Json {
        Json::Object(self.0.iter().map(|(name, held)| (name.clone(), held.to_json())).collect())
    }
}

impl FromIterator<(String, Held)> for Values {
    fn from_iter<T: IntoIterator<Item = (String, Held)>>(all: T) -> Self {
        Self(all.into_iter().collect())
    }
}
