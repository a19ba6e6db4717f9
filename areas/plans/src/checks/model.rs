//! What was found, and what became of it.

use std::collections::BTreeMap;

use samuh_figures::{
    catalogue::IndicatorId,
    checks::{Detector, Thresholds},
};
use samuh_kernel::calendar::Month;
use serde::{Deserialize, Serialize};

/// By what figures are found out, and how many are drawn from a block and quarter: the terms of a
/// dated rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckTerms {
    /// By what they are found out.
    pub thresholds: Thresholds,
    /// How many figures are drawn from each block.
    pub sample_of_block: i64,
}

/// How far a finding has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has looked yet.
    Open,
    /// The papers say the same.
    Verified,
    /// The papers said something else, and the figure was put right.
    Corrected,
}

impl State {
    /// Every state, in the order of pages.
    pub const ALL: [Self; 3] = [Self::Open, Self::Verified, Self::Corrected];

    /// The stable code of rows and words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Verified => "verified",
            Self::Corrected => "corrected",
        }
    }

    /// The state of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A figure, or a month of a unit, that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its number.
    pub no: i64,
    /// What found it.
    pub detector: Detector,
    /// The place or institution that reported.
    pub unit_id: i64,
    /// The place, or where the institution stood.
    pub place_id: i64,
    /// The institution, 0 for a place.
    pub institution_id: i64,
    /// Names of the institution, else of the place.
    pub name_hi: Option<String>,
    /// The same in English.
    pub name_en: Option<String>,
    /// Which figure; none for the whole sheet.
    pub indicator: Option<IndicatorId>,
    /// Of which month.
    pub month: Month,
    /// The numbers that its sentence needs, by name.
    pub evidence: BTreeMap<String, i64>,
    /// How far it has come.
    pub state: State,
    /// When it was found, microseconds UTC.
    pub found_at: i64,
    /// What was seen in the papers.
    pub seen: Option<String>,
    /// When somebody looked.
    pub decided_at: Option<i64>,
    /// The edition, for saving.
    pub version: i64,
    /// The act that decided it; 0 for none.
    pub decided_op_no: i64,
}

/// Which findings are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckAsk {
    /// In which state.
    pub state: State,
    /// By which detector; none for all.
    pub detector: Option<Detector>,
    /// In which place, 0 for everywhere.
    pub place_id: i64,
}

/// What a look through a month, or a draw, answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// How many there are.
    pub found: i64,
    /// How many of them were not known before.
    pub new: i64,
}

/// What a second person saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The papers say what the figures say: they are verified.
    Verified,
    /// The papers say another value for this figure.
    Corrected {
        /// Which figure.
        indicator: IndicatorId,
        /// What the papers say, in its unit.
        value: i64,
    },
}

/// What is to become of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decide {
    /// Which.
    pub no: i64,
    /// The edition that was seen.
    pub version: i64,
    /// What was seen.
    pub outcome: Outcome,
    /// In which papers, and what they show.
    pub seen: String,
}

/// What deciding answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// How many figures became verified.
    pub verified: usize,
}

/// How the back-check of a block and quarter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackCheck {
    /// Which block.
    pub block_id: i64,
    /// How many figures were drawn.
    pub drawn: i64,
    /// How many of them somebody looked at.
    pub checked: i64,
    /// How many of those were wrong.
    pub wrong: i64,
}

impl BackCheck {
    /// With 95 per cent certainty fewer than this many per cent of the block's figures are wrong,
    /// once enough were looked at and none was wrong: three divided by their number.
    pub fn fewer_than_percent(&self) -> Option<i64> {
        (self.wrong == 0 && self.checked > 0).then(|| (300 + self.checked - 1) / self.checked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_clean_sample_says() {
        let of = |checked, wrong| BackCheck { block_id: 1, drawn: 29, checked, wrong };
        assert_eq!(of(29, 0).fewer_than_percent(), Some(11));
        assert_eq!(of(10, 0).fewer_than_percent(), Some(30));
        assert_eq!((of(29, 1).fewer_than_percent(), of(0, 0).fewer_than_percent()), (None, None));
    }
}
