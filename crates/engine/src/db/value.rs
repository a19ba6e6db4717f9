//! Values that travel between Rust and either engine, and rows that come back.

use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::error::{Error, Result};

/// One value of a statement, in either direction.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// SQL null.
    Null,
    /// Whole number; also instants (microseconds UTC), months and paise.
    Int(i64),
    /// Double precision.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// True or false (0 and 1 on SQLite).
    Bool(bool),
    /// A UUID (a 16-byte blob on SQLite).
    Uid(Uuid),
    /// A day (ISO text on SQLite, `date` on PostgreSQL).
    Day(NaiveDate),
}

macro_rules! value_from {
    ($($type:ty => $make:expr),* $(,)?) => {
        $(impl From<$type> for Value {
            fn from(given: $type) -> Self { ($make)(given) }
        })*
    };
}
value_from!(
    i64 => Value::Int,
    i32 => |x| Value::Int(i64::from(x)),
    f64 => Value::Real,
    bool => Value::Bool,
    String => Value::Text,
    &str => |x: &str| Value::Text(x.to_owned()),
    &String => |x: &String| Value::Text(x.clone()),
    Vec<u8> => Value::Bytes,
    Uuid => Value::Uid,
    NaiveDate => Value::Day,
);

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(given: Option<T>) -> Self {
        given.map_or(Self::Null, Into::into)
    }
}

/// What can be read out of a column.
pub trait FromValue: Sized {
    /// The value as this type, `None` when it is of another kind.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(x) => Some(*x),
            Value::Bool(x) => Some(Self::from(*x)),
            _ => None,
        }
    }
}

impl FromValue for f64 {
    #[expect(clippy::cast_precision_loss, reason = "a column asked for as double precision")]
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Real(x) => Some(*x),
            Value::Int(x) => Some(*x as Self),
            _ => None,
        }
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(x) => Some(*x),
            Value::Int(x) => Some(*x != 0),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(x) => Some(x.clone()),
            _ => None,
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(x) => Some(x.clone()),
            _ => None,
        }
    }
}

impl FromValue for Uuid {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Uid(x) => Some(*x),
            Value::Bytes(x) => Self::from_slice(x).ok(),
            _ => None,
        }
    }
}

impl FromValue for NaiveDate {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Day(x) => Some(*x),
            Value::Text(x) => day_in(x),
            _ => None,
        }
    }
}

/// A day as SQLite keeps it, `2026-02-10`: read and written so often that the general way would be
/// felt in every import.
fn day_in(text: &str) -> Option<NaiveDate> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text.as_bytes().as_array()? else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |sum, digit| {
            digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0'))
        })
    };
    let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m0, m1])?, number(&[d0, d1])?)
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

/// A row of an answer.
#[derive(Debug, Clone)]
pub struct Row {
    pub(crate) columns: Arc<[String]>,
    pub(crate) values: Vec<Value>,
}

impl Row {
    /// The column of that name.
    ///
    /// # Errors
    /// `Broken` when there is no such column or it holds another kind of value.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T> {
        let at = self
            .columns
            .iter()
            .position(|name| name == column)
            .ok_or_else(|| Error::broken(format!("no column {column}")))?;
        self.at(at)
    }

    /// The column at that position, counted from 0.
    ///
    /// # Errors
    /// `Broken` when there is no such column or it holds another kind of value.
    pub fn at<T: FromValue>(&self, position: usize) -> Result<T> {
        let value = self
            .values
            .get(position)
            .ok_or_else(|| Error::broken(format!("no column at {position}")))?;
        T::from_value(value).ok_or_else(|| {
            Error::broken(format!("column {} holds {value:?}", self.columns[position]))
        })
    }

    /// The names of the columns, in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

/// The parameters of a statement: `params![district, name, None::<i64>]`.
#[macro_export]
macro_rules! params {
    ($($given:expr),* $(,)?) => {
        [$($crate::db::Value::from($given)),*]
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_sqlite_is_read_back_and_nothing_else_is_a_day() {
        let day = |text: &str| NaiveDate::from_value(&Value::Text(text.into()));
        for text in ["1900-01-01", "2024-02-29", "9999-12-31"] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some(text));
        }
        for text in ["2026-02-30", "2026-2-3", "10-02-2026", "2026-02-1x", "", "2026/02/10"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
