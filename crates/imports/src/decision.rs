//! What a person decides about a doubtful row, and the records that the row may be.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{event::InRow, label::Label};

/// The argument of a fault that carries its [`Likeness`].
pub const LIKENESS: &str = "likeness";

/// A decision about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is this record of the register.
    Same(i64),
    /// It belongs to this group of the register.
    Under(i64),
    /// It is none of the register.
    New,
    /// It is not taken.
    LeaveOut,
}

/// A row and what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The sheet's name.
    pub sheet: Label,
    /// The row's number, from 1.
    pub row: u32,
    /// The decision.
    pub decision: Decision,
}

/// The decisions about the rows of a file.
#[derive(Debug, Clone, Default)]
pub struct Decisions(HashMap<(Label, u32), Vec<Decision>>);

impl Decisions {
    /// Decisions by their rows; of two about the same question the later one holds.
    pub fn of(decided: &[Decided]) -> Self {
        let mut all: HashMap<(Label, u32), Vec<Decision>> = HashMap::new();
        for one in decided {
            all.entry((one.sheet.clone(), one.row)).or_default().insert(0, one.decision);
        }
        Self(all)
    }

    fn about(&self, row: &InRow) -> &[Decision] {
        if self.0.is_empty() {
            return &[];
        }
        self.0.get(&(row.sheet.clone(), row.number)).map_or(&[], Vec::as_slice)
    }

    /// The record that the row was said to be.
    pub fn same(&self, row: &InRow) -> Option<i64> {
        self.about(row).iter().find_map(|decision| match decision {
            Decision::Same(id) => Some(Some(*id)),
            Decision::New => Some(None),
            _ => None,
        })?
    }

    /// The group that the row was said to belong to.
    pub fn under(&self, row: &InRow) -> Option<i64> {
        self.about(row).iter().find_map(|decision| match decision {
            Decision::Under(id) => Some(*id),
            _ => None,
        })
    }

    /// True where the row was said to be none of the register.
    pub fn is_new(&self, row: &InRow) -> bool {
        self.same(row).is_none() && self.about(row).contains(&Decision::New)
    }

    /// True where the row was said not to be taken.
    pub fn leaves_out(&self, row: &InRow) -> bool {
        self.about(row).first() == Some(&Decision::LeaveOut)
    }
}

/// A row or a record as a person tells it from others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// Its number in the register; 0 for the row itself.
    pub id: i64,
    /// Its name in Devanagari.
    pub name_hi: Option<String>,
    /// Its name in Latin letters.
    pub name_en: Option<String>,
    /// Where it stands, 0 where nobody says.
    pub place_id: i64,
    /// When a group was formed.
    pub formed_on: Option<NaiveDate>,
    /// Its code.
    pub code: Option<String>,
    /// Of a member: her father's or husband's name.
    pub relation: Option<String>,
}

/// A doubtful row beside the records that it may be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// What the row says.
    pub row: Alike,
    /// The records, the likeliest first.
    pub known: Vec<Alike>,
}

impl Likeness {
    /// As one argument of a fault.
    pub fn to_arg(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The likeness that [`Likeness::to_arg`] wrote; none for any other text.
    pub fn from_arg(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_decision_of_a_row_holds_and_other_rows_have_none() {
        let row = |number| InRow { sheet: "म".into(), number, ..InRow::default() };
        let decided = |decision| Decided { sheet: "म".into(), row: 5, decision };
        let all = Decisions::of(&[
            decided(Decision::Under(7)),
            decided(Decision::Same(3)),
            decided(Decision::New),
        ]);
        assert!(all.is_new(&row(5)) && all.same(&row(5)).is_none());
        assert_eq!(all.under(&row(5)), Some(7));
        assert!(!all.leaves_out(&row(5)) && !all.is_new(&row(6)));
        let out = Decisions::of(&[decided(Decision::New), decided(Decision::LeaveOut)]);
        assert!(out.leaves_out(&row(5)) && !out.leaves_out(&row(6)));
    }

    #[test]
    fn a_likeness_survives_being_an_argument() {
        let known =
            vec![Alike { id: 4, name_hi: Some("उजाला".into()), ..Alike::default() }];
        let likeness = Likeness { row: Alike::default(), known };
        assert_eq!(Likeness::from_arg(&likeness.to_arg()), Some(likeness));
        assert_eq!(Likeness::from_arg("village 17 44"), None);
    }
}
