//! Figures as somebody typed them, and what stands in the register, kept small: a district has
//! millions of them in a year.

use samuh_figures::{catalogue::IndicatorId, journal::Class};
use samuh_kernel::calendar::Month;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A reported figure with who typed it, for those who open a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedSeen {
    /// The place that reported, or where the institution stood.
    pub place_id: i64,
    /// The institution that reported, 0 for a place.
    pub institution_id: i64,
    /// Names of the institution, else of the place.
    pub name_hi: Option<String>,
    /// The same in English.
    pub name_en: Option<String>,
    /// The month it counts in.
    pub month: Month,
    /// Reported, or verified by a second person.
    pub class: Class,
    /// In the indicator's unit.
    pub value: i64,
    /// When it was last typed, microseconds UTC.
    pub at: i64,
    /// The post that did it.
    pub post_id: i64,
    /// The import it first came with.
    pub batch_no: Option<i64>,
    /// That import's outward id.
    pub batch_id: Option<Uuid>,
    /// That import's file.
    pub file_name: Option<String>,
}

/// One figure of a reported sheet: what a unit said for a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetLine {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// The place that reported, or where the institution stood.
    pub place_id: i64,
    /// The institution that reported, 0 for a place.
    pub institution_id: i64,
    /// The federation above it at the time, 0 for none.
    pub federation_id: i64,
    /// The month it counts in.
    pub month: Month,
    /// Reported, or verified by a second person.
    pub class: Class,
    /// In the indicator's unit.
    pub value: i64,
    /// The edition, for saving.
    pub version: i64,
    /// The op that typed the value.
    pub op_no: i64,
    /// The officer who did.
    pub officer_id: i64,
}

/// A figure chosen on a sheet, in the edition that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// The edition this desk saw.
    pub version: i64,
}

/// Figures of a sheet to be verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verify {
    /// The place or institution that reported.
    pub unit_id: i64,
    /// The month.
    pub month: Month,
    /// Which figures.
    pub figures: Vec<Checked>,
}

/// Figures of a sheet whose verification is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unverify {
    /// The place or institution that reported.
    pub unit_id: i64,
    /// The month.
    pub month: Month,
    /// Which figures.
    pub figures: Vec<Checked>,
    /// Why.
    pub reason: String,
}

/// What verifying answers, and taking it back: kept with the op.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attested {
    /// How many figures.
    pub count: usize,
    /// Why a verification was taken back.
    pub reason: Option<String>,
}

/// Which figure: indicator, month and unit in one number, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u64);

const UNIT_BITS: u32 = 34;
const MONTH_BITS: u32 = 20;

impl Key {
    pub(crate) fn new(indicator: IndicatorId, month: Month, unit_id: i64) -> Self {
        let fits = |number: i64, bits: u32| {
            let number = u64::try_from(number).expect("numbers of the house are not negative");
            assert!(number >> bits == 0, "a number beyond what a district counts");
            number
        };
        let (indicator, month) = (fits(indicator, 10), fits(i64::from(month.0), MONTH_BITS));
        Self((indicator << MONTH_BITS | month) << UNIT_BITS | fits(unit_id, UNIT_BITS))
    }
}

/// What stands in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stands {
    pub(crate) value: i64,
    pub(crate) version: u32,
    pub(crate) is_verified: bool,
}

/// All figures of a register, found by key.
#[derive(Debug, Default)]
pub(crate) struct Standing(Vec<(Key, Stands)>);

impl Standing {
    pub(crate) fn of(mut rows: Vec<(Key, Stands)>) -> Self {
        rows.sort_unstable_by_key(|(key, _)| *key);
        Self(rows)
    }

    pub(crate) fn get(&self, key: Key) -> Option<Stands> {
        let at = self.0.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(self.0[at].1)
    }
}

/// One figure that an accepted row adds or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Packed", into = "Packed")]
pub(crate) struct Step {
    /// Place in the list of units.
    pub(crate) unit: u32,
    pub(crate) indicator: i16,
    pub(crate) month: Month,
    pub(crate) value: i64,
    /// The edition the row saw; 0 when it is new.
    pub(crate) version: u32,
}

/// A step as staged: a short list of numbers, because there are so many.
type Packed = (u32, i16, i32, i64, u32);

impl From<Packed> for Step {
    fn from((unit, indicator, month, value, version): Packed) -> Self {
        Self { unit, indicator, month: Month(month), value, version }
    }
}

impl From<Step> for Packed {
    fn from(step: Step) -> Self {
        (step.unit, step.indicator, step.month.0, step.value, step.version)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_are_in_the_order_of_indicator_month_and_unit(
            one in (0_i64..1024, 0_i32..100_000, 0_i64..1 << 34),
            other in (0_i64..1024, 0_i32..100_000, 0_i64..1 << 34),
        ) {
            let key = |(indicator, month, unit)| Key::new(indicator, Month(month), unit);
            prop_assert_eq!(key(one).cmp(&key(other)), one.cmp(&other));
        }
    }

    #[test]
    fn a_step_is_staged_as_five_numbers() {
        let step = Step { unit: 7, indicator: 43, month: Month(24_316), value: 120, version: 0 };
        let staged = serde_json::to_string(&step).expect("numbers");
        assert_eq!(staged, "[7,43,24316,120,0]");
        assert_eq!(serde_json::from_str::<Step>(&staged).expect("numbers"), step);
    }
}
