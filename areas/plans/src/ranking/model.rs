//! What a ranking is made of, and what was frozen.

use chrono::NaiveDate;
use samuh_figures::{
    catalogue::{IndicatorId, Nature, Unit, by_id},
    ranking::{Entrant, Explained, Measure, Ranked, Terms, explain, rank},
};
use serde::{Deserialize, Serialize};

use crate::unit::UnitLevel;

/// Weights and terms from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Whose: the district, or 0 for the usual rule.
    pub of: i64,
    /// Its number.
    pub no: i64,
    /// From when.
    pub from_on: NaiveDate,
    /// Of less than this due, a rate says nothing.
    pub least_due: i64,
    /// Per cent of the weight of which something must be known.
    pub least_known: i64,
    /// How many of a hundred places a band holds.
    pub band: i64,
    /// How many draws.
    pub draws: i64,
    /// How many months change is looked back.
    pub months_back: i64,
    /// Indicators with their weights, 1 to 9, in the order of the catalogue.
    pub weights: Vec<(IndicatorId, i64)>,
    /// Why.
    pub reason: String,
    /// By which order; empty for the usual rule.
    pub order_no: String,
}

impl Rule {
    /// The terms for a seed.
    pub fn terms(&self, seed: i64) -> Terms {
        Terms {
            least_due: self.least_due,
            least_known: self.least_known,
            band: self.band,
            draws: self.draws,
            seed: seed.cast_unsigned(),
        }
    }

    /// The measures of the score.
    pub fn measures(&self) -> Vec<Measure> {
        let measure = |(indicator, weight): &(IndicatorId, i64)| {
            let grain = match by_id(*indicator).map(|one| one.unit) {
                Some(unit @ Unit::Paise) => unit.grain(),
                _ => 1,
            };
            Measure { indicator: *indicator, weight: *weight, grain }
        };
        self.weights.iter().map(measure).collect()
    }
}

/// A rule to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRule {
    /// From when: today or later.
    pub from_on: NaiveDate,
    /// Indicators with their weights, 0 to 9; nought leaves one out.
    pub weights: Vec<(IndicatorId, i64)>,
    /// Why.
    pub reason: String,
    /// By which order.
    pub order_no: String,
}

/// A ranking to be frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freeze {
    /// Of blocks or federations.
    pub level: UnitLevel,
    /// As recorded by the end of this day.
    pub cut_on: NaiveDate,
}

/// What a tally of a unit is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Achieved of the target to date.
    Target,
    /// The two halves of a ratio.
    Ratio,
    /// Groups that have it, of all groups.
    Groups,
}

impl Basis {
    /// The stable code of rows and words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Ratio => "ratio",
            Self::Groups => "groups",
        }
    }

    pub(crate) fn of(code: &str) -> Option<Self> {
        [Self::Target, Self::Ratio, Self::Groups].into_iter().find(|one| one.code() == code)
    }

    /// True where the figure is a level and not what the year added.
    pub fn is_level(self, indicator: IndicatorId) -> bool {
        self != Self::Target && by_id(indicator).is_some_and(|one| one.nature != Nature::Flow)
    }
}

/// A frozen ranking without its units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub no: i64,
    /// Of what.
    pub level: UnitLevel,
    /// As recorded by the end of this day.
    pub cut_on: NaiveDate,
    /// The day from which change is counted.
    pub before_on: NaiveDate,
    /// Whose rule, and its number.
    pub rule: (i64, i64),
    /// From where the dice started.
    pub seed: i64,
    /// When it was frozen, microseconds UTC.
    pub frozen_at: i64,
}

/// A unit of a frozen ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenUnit {
    /// Its number.
    pub unit_id: i64,
    /// Its Hindi name then.
    pub name_hi: Option<String>,
    /// Its English name then.
    pub name_en: Option<String>,
    /// The day of its newest entry then.
    pub last_on: Option<NaiveDate>,
    /// Its places.
    pub ranked: Ranked,
}

impl FrozenUnit {
    /// The name in the reader's language, else in the other.
    pub fn name(&self, hindi: bool) -> &str {
        let (first, second) =
            if hindi { (&self.name_hi, &self.name_en) } else { (&self.name_en, &self.name_hi) };
        first.as_deref().or(second.as_deref()).unwrap_or("")
    }
}

/// A frozen ranking with all that went into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Which.
    pub head: Head,
    /// The rule it was made by.
    pub rule: Rule,
    /// The units by number.
    pub units: Vec<FrozenUnit>,
    /// Their tallies, in the order of the rule's measures.
    pub entrants: Vec<Entrant>,
    /// What each measure's tallies were taken from.
    pub bases: Vec<Basis>,
}

impl Frozen {
    /// The same ranking made once more from what was frozen: it must come out the same.
    pub fn again(&self) -> Vec<Ranked> {
        rank(&self.rule.measures(), &self.entrants, &self.rule.terms(self.head.seed))
    }

    /// A unit's score taken apart, with the step to the group above.
    pub fn explain(&self, unit_id: i64) -> Option<Explained> {
        let terms = self.rule.terms(self.head.seed);
        let above = self.above(unit_id);
        explain(&self.rule.measures(), &self.entrants, &terms, unit_id, above)
    }

    /// The unit whose score is the next step: the lowest of the tied group above.
    pub fn above(&self, unit_id: i64) -> Option<i64> {
        let own = self.units.iter().find(|one| one.unit_id == unit_id)?.ranked.level?;
        let higher = self.units.iter().filter_map(|one| Some((one.ranked.level?, one.unit_id)));
        let next = higher.filter(|(place, _)| place.group + 1 == own.group);
        // Who of them scores less than the unit itself is no step up.
        next.filter(|(place, _)| place.score > own.score)
            .min_by_key(|(place, id)| (place.score, *id))
            .map(|(_, id)| id)
    }

    /// How many of the measures say nothing of a unit.
    pub fn missing(&self, unit_id: i64) -> usize {
        let own = self.entrants.iter().find(|one| one.unit_id == unit_id);
        own.map_or(0, |one| one.now.iter().filter(|tally| tally.is_none()).count())
    }
}

/// An objection of a unit to its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Of which unit.
    pub unit_id: i64,
    /// Its number within the unit.
    pub no: i64,
    /// What is objected.
    pub text: String,
    /// When, microseconds UTC.
    pub filed_at: i64,
    /// What was answered.
    pub answer: Option<String>,
    /// True where it was found right.
    pub upheld: bool,
    /// When it was answered.
    pub answered_at: Option<i64>,
    /// The edition, for saving.
    pub version: i64,
    /// The act that filed it.
    pub op_no: i64,
    /// The act that answered it; 0 for none.
    pub answer_op_no: i64,
}

/// An objection to be filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileObjection {
    /// To which ranking.
    pub ranking_no: i64,
    /// For which unit.
    pub unit_id: i64,
    /// What is objected.
    pub text: String,
}

/// An answer to an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerObjection {
    /// To which ranking.
    pub ranking_no: i64,
    /// Of which unit.
    pub unit_id: i64,
    /// Which objection.
    pub no: i64,
    /// The edition that was seen.
    pub version: i64,
    /// Whether it is right.
    pub upheld: bool,
    /// The answer.
    pub answer: String,
}

/// What filing and answering answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replied {
    /// The objection.
    pub no: i64,
}
