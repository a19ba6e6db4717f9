//! Faults: what stands in the way of an act, by field, as stable codes that Fluent puts into words.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing wrong. Its sentence is the Fluent message `fault-<code>`, its cure
/// `fault-<code>.cure`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The field it stands at; none when it concerns the whole record.
    pub field: Option<String>,
    /// Stable code, snake_case.
    pub code: String,
    /// Arguments of the sentence, by name.
    pub args: Vec<(String, String)>,
}

impl Fault {
    /// A fault of the whole record.
    pub fn new(code: &str) -> Self {
        Self { field: None, code: code.to_owned(), args: Vec::new() }
    }

    /// A fault at a field.
    pub fn at(field: &str, code: &str) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(code) }
    }

    /// The same fault with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }
}

/// All faults found, in the order found, so that a person can mend them in one go.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// A single fault of the whole record.
    pub fn one(code: &str) -> Self {
        Self(vec![Fault::new(code)])
    }

    /// Adds a fault at a field.
    pub fn on(&mut self, field: &str, code: &str) -> &mut Self {
        self.push(Fault::at(field, code))
    }

    /// Adds a fault at a field with its arguments.
    pub fn with_args(&mut self, field: &str, code: &str, args: &[(&str, String)]) -> &mut Self {
        let args = args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.push(Fault { args, ..Fault::at(field, code) })
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Fault) -> &mut Self {
        self.0.push(fault);
        self
    }

    /// True when nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults in the order found.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    /// Adds the faults of another look at the same form, but where a field has one already: what could
    /// not be read is not also missing.
    pub fn beside(&mut self, more: Self) {
        let known: Vec<Option<String>> = self.iter().map(|fault| fault.field.clone()).collect();
        self.0.extend(more.0.into_iter().filter(|fault| !known.contains(&fault.field)));
    }

    /// `value` when nothing is wrong, else the faults.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_keep_their_order_their_fields_and_their_arguments() {
        let mut faults = Faults::default();
        faults.on("name", "empty").with_args("formed_on", "after", &[("day", "10/02/2026".into())]);
        faults.push(Fault::new("stale").with("version", 3));
        let codes: Vec<_> = faults.iter().map(|fault| fault.code.as_str()).collect();
        assert_eq!(codes, ["empty", "after", "stale"]);
        assert_eq!(faults.0[1].args, [("day".to_owned(), "10/02/2026".to_owned())]);
        assert_eq!(faults.0[2].field, None);
    }

    #[test]
    fn a_field_that_could_not_be_read_is_not_also_told_to_be_missing() {
        let mut unread = Faults::default();
        unread.on("starts_on", "day_unread");
        let mut act = Faults::default();
        act.on("starts_on", "day_missing").on("title", "title_missing").on("title", "title_short");
        unread.beside(act);
        let codes: Vec<_> = unread.iter().map(|fault| fault.code.as_str()).collect();
        assert_eq!(codes, ["day_unread", "title_missing", "title_short"]);
    }

    #[test]
    fn no_fault_lets_the_value_through() {
        assert_eq!(Faults::default().or(5), Ok(5));
        assert_eq!(Faults::one("closed").or(5), Err(Faults::one("closed")));
    }
}
