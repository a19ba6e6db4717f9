//! One changed record: its fields before and after, each with who may see it.

use std::{borrow::Cow, collections::HashMap, mem};

use serde_json::Value as Json;

use crate::{
    db::Value,
    error::{Error, Result},
};

/// Who may read a field's values: the three classes of the schema's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Anybody.
    Public = 0,
    /// The office.
    Office = 1,
    /// Those who may see personal data, with a reason.
    Personal = 2,
}

/// A field before and after; none where there was or is nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name: a column of the register, or a word of the trail's own.
    pub name: Cow<'static, str>,
    /// Who may read it.
    pub class: Class,
    /// Before, as JSON; days are ISO text, money is paise.
    pub before: Json,
    /// After.
    pub after: Json,
}

/// A record that an act changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Its kind: `institution`, `member`, `plan` …
    pub subject: Cow<'static, str>,
    /// Its number.
    pub id: i64,
    /// The place or institution in whose scope it lies; 0 for the district's own.
    pub unit_id: i64,
    /// What changed in it.
    pub fields: Vec<Field>,
}

/// The records that an act in hand has named, in the order in which it named them. An import names
/// thousands of them, so that each is found again by its kind and number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Named {
    all: Vec<Changed>,
    at: HashMap<(&'static str, i64), usize>,
}

impl Named {
    /// All of them.
    pub(crate) fn all(&self) -> &[Changed] {
        &self.all
    }

    /// All of them; none is left.
    pub(crate) fn take(&mut self) -> Vec<Changed> {
        self.at.clear();
        mem::take(&mut self.all)
    }

    /// Takes the fields of a record, named before or now.
    pub(crate) fn record(&mut self, subject: &'static str, id: i64, unit_id: i64) -> Recorder<'_> {
        let all = &mut self.all;
        let at = *self.at.entry((subject, id)).or_insert_with(|| {
            let subject = Cow::Borrowed(subject);
            all.push(Changed { subject, id, unit_id, fields: Vec::new() });
            all.len() - 1
        });
        Recorder { fields: &mut all[at].fields }
    }
}

/// What an act would add to the journal: a posting as the figures make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// Which indicator.
    pub indicator: i64,
    /// Where.
    pub place_id: i64,
    /// Which institution, 0 for none.
    pub institution_id: i64,
    /// The federation above it, 0 for none.
    pub federation_id: i64,
    /// The month of the event, `year * 12 + month`.
    pub month: i64,
    /// How sure: the journal's class.
    pub class: i64,
    /// By how much.
    pub delta: i64,
}

/// Takes the fields of one record. A field that is the same before and after is left out.
#[derive(Debug)]
pub struct Recorder<'a> {
    fields: &'a mut Vec<Field>,
}

impl Recorder<'_> {
    /// A field that anybody may read.
    pub fn public(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        before: impl Into<Value>,
        after: impl Into<Value>,
    ) -> &mut Self {
        self.field(Class::Public, name, before, after)
    }

    /// A field of the office.
    pub fn office(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        before: impl Into<Value>,
        after: impl Into<Value>,
    ) -> &mut Self {
        self.field(Class::Office, name, before, after)
    }

    /// A field of a person: account, mobile, birth, name.
    pub fn personal(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        before: impl Into<Value>,
        after: impl Into<Value>,
    ) -> &mut Self {
        self.field(Class::Personal, name, before, after)
    }

    /// A field of that class.
    pub fn field(
        &mut self,
        class: Class,
        name: impl Into<Cow<'static, str>>,
        before: impl Into<Value>,
        after: impl Into<Value>,
    ) -> &mut Self {
        let (before, after) = (before.into(), after.into());
        if before != after {
            let (before, after) = (json(before), json(after));
            self.fields.push(Field { name: name.into(), class, before, after });
        }
        self
    }
}

fn json(value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(x) => x.into(),
        Value::Real(x) => x.into(),
        Value::Text(x) => x.into(),
        Value::Bool(x) => x.into(),
        Value::Uid(x) => x.to_string().into(),
        Value::Day(x) => x.to_string().into(),
        // Hashes and files: that they changed is said, what they hold is not.
        Value::Bytes(x) => x.len().into(),
    }
}

/// The fields as the trail keeps them.
pub(super) fn kept(fields: &[Field]) -> Result<String> {
    let rows: Vec<_> =
        fields.iter().map(|f| (&*f.name, f.class as u8, &f.before, &f.after)).collect();
    Ok(serde_json::to_string(&rows)?)
}

/// The fields out of what the trail kept.
pub(super) fn read(text: &str) -> Result<Vec<Field>> {
    let rows: Vec<(String, u8, Json, Json)> = serde_json::from_str(text)?;
    let field = |(name, class, before, after)| {
        let class = match class {
            0 => Class::Public,
            1 => Class::Office,
            2 => Class::Personal,
            other => return Err(Error::broken(format!("a field of class {other}"))),
        };
        Ok(Field { name: Cow::Owned(name), class, before, after })
    };
    rows.into_iter().map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_stays_the_same_is_not_kept_and_the_rest_comes_back_as_it_was() {
        let mut changes = Named::default();
        let day = chrono::NaiveDate::from_ymd_opt(2024, 2, 29);
        changes
            .record("institution", 7, 3)
            .office("name_hi", "दुर्गा", "दुर्गा \"स्व\"")
            .office("category", Some("poor"), Some("poor"))
            .personal("mobile", Value::Null, "9876543210")
            .office("formed_on", Value::Null, day);
        changes.record("institution", 7, 3).public("open", true, false);
        changes.record("place", 7, 3);
        let changes = changes.take();
        assert_eq!(changes.len(), 2);
        let fields = &changes[0].fields;
        let names: Vec<&str> = fields.iter().map(|field| &*field.name).collect();
        assert_eq!(names, ["name_hi", "mobile", "formed_on", "open"]);
        assert_eq!(fields[2].after, "2024-02-29");
        assert_eq!(read(&kept(fields).expect("writes")).expect("reads"), *fields);
    }

    #[test]
    fn what_bytes_hold_never_stands_in_the_trail() {
        assert_eq!(json(Value::Bytes(vec![1, 2, 3])), 3);
    }
}
