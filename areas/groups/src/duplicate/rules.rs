//! How likely two records are one: Fellegi–Sunter with fixed chances, and term frequency for what may
//! be rare. Pure. Source: RULES B8; Fellegi & Sunter 1969; term frequency as in Splink.
//!
//! Each field that both records fill adds a weight in bits, log2(m / u): m is how often it comes out so
//! for one person entered twice, u how often for two persons. Expectation maximisation on blocked pairs
//! finds a wrong split (RULES B8: λ .38, precision 1.8 %), so m and the prior are fixed here, and u is
//! the share of the value in the district itself, or fixed.

use serde::{Deserialize, Serialize};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Given name of a member.
    Given,
    /// Family name of a member.
    Family,
    /// Name of a group.
    Name,
    /// Husband's or father's name.
    Relation,
    /// Household by its number.
    Household,
    /// Village, block.
    Place,
    /// Day or year of birth.
    Born,
    /// Day of formation of a group.
    Formed,
    /// Mobile number.
    Mobile,
    /// Bank account.
    Account,
    /// Social category.
    Social,
}

impl Field {
    /// Its name in words and proofs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::Name => "name",
            Self::Relation => "relation",
            Self::Household => "household",
            Self::Place => "place",
            Self::Born => "born",
            Self::Formed => "formed",
            Self::Mobile => "mobile",
            Self::Account => "account",
            Self::Social => "social",
        }
    }

    /// How often each level comes out for one record entered twice (m) and for two (u), best level
    /// first, and the most that the field may weigh. A level that a field has not is (0, 0).
    fn chances(self) -> Chances {
        let (m, u, most) = match self {
            Self::Given => ([0.62, 0.26, 0.06, 0.06], [0.02, 0.02, 0.03, 0.93], 12.0),
            Self::Family => ([0.62, 0.18, 0.05, 0.15], [0.06, 0.06, 0.03, 0.85], 9.0),
            Self::Name => ([0.60, 0.24, 0.08, 0.08], [0.005, 0.005, 0.03, 0.96], 12.0),
            Self::Relation => ([0.62, 0.22, 0.05, 0.11], [0.02, 0.02, 0.03, 0.93], 10.0),
            // Within a village: that both live there is counted by the place.
            Self::Household => ([0.60, 0.0, 0.0, 0.40], [0.004, 0.0, 0.0, 0.996], 8.0),
            Self::Place => ([0.94, 0.0, 0.04, 0.02], [0.001, 0.0, 0.20, 0.80], 12.0),
            Self::Born => ([0.55, 0.27, 0.12, 0.06], [0.001, 0.07, 0.22, 0.71], 11.0),
            Self::Formed => ([0.70, 0.12, 0.10, 0.08], [0.002, 0.01, 0.12, 0.87], 9.0),
            // A family shares a telephone.
            Self::Mobile => ([0.65, 0.0, 0.0, 0.35], [0.001, 0.0, 0.0, 0.99], 7.0),
            Self::Account => ([0.55, 0.0, 0.20, 0.25], [0.0001, 0.0, 0.001, 0.999], 13.0),
            Self::Social => ([0.96, 0.0, 0.0, 0.04], [0.40, 0.0, 0.0, 0.60], 5.0),
        };
        Chances { m, u, most }
    }
}

struct Chances {
    m: [f64; 4],
    u: [f64; 4],
    most: f64,
}

/// How a field comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// They differ.
    Differ,
    /// Near: a letter apart, a few years, the same block, the last four digits.
    Near,
    /// The same in sound, or within a year.
    Close,
    /// The same.
    Same,
}

impl Level {
    /// Its name in words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Differ => "differ",
            Self::Near => "near",
            Self::Close => "close",
            Self::Same => "same",
        }
    }

    fn at(self) -> usize {
        3 - self as usize
    }
}

/// What one field says of a pair; weights are hundredths of a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The field.
    pub field: Field,
    /// How it comes out.
    pub level: Level,
    /// What it adds.
    pub weight: i64,
}

/// What a field that comes out so adds, in hundredths of a bit. `share` is how common the value is
/// (0 to 1) where that is known: agreeing on a rare name says more than on a common one. A better
/// level never weighs less.
pub(crate) fn weight(field: Field, level: Level, share: Option<f64>) -> i64 {
    let Chances { m, u, most } = field.chances();
    let bits = |level: Level| {
        let at = level.at();
        let by_chance = match share {
            Some(share) if level >= Level::Close => share.max(RAREST),
            _ => u[at],
        };
        (m[at] / by_chance).log2().min(most)
    };
    let mut weight = bits(Level::Differ).min(0.0);
    for known in [Level::Near, Level::Close, Level::Same] {
        if known <= level && m[known.at()] > 0.0 {
            weight = weight.max(bits(known));
        }
    }
    hundredths(weight)
}

/// No value of a register is rarer than this for certain.
const RAREST: f64 = 1e-5;

#[expect(clippy::cast_possible_truncation, reason = "weights are a few bits")]
fn hundredths(bits: f64) -> i64 {
    (bits * 100.0).round() as i64
}

/// Of how many pairs of the whole register one is a double. Source: RULES B8 (3e-6, near the 3.7e-6
/// counted there; of groups, one in a million pairs).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Members.
    Member,
    /// Institutions: self-help groups.
    Institution,
}

impl Subject {
    /// Its name in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Institution => "institution",
        }
    }

    /// The subject of a name.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Member, Self::Institution].into_iter().find(|known| known.code() == code)
    }

    fn prior(self) -> f64 {
        match self {
            Self::Member => 3e-6,
            Self::Institution => 1e-6,
        }
    }
}

/// All in all: the prior and what the fields add, in hundredths of a bit; 0 is one to one.
pub(crate) fn total(subject: Subject, evidence: &[Evidence]) -> i64 {
    let prior = subject.prior();
    hundredths((prior / (1.0 - prior)).log2()) + evidence.iter().map(|one| one.weight).sum::<i64>()
}

/// How likely a pair of that weight is one record, in per cent.
pub fn per_cent(weight: i64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "weights are small")]
    let odds = (weight as f64 / 100.0).exp2();
    hundredths(odds / (1.0 + odds)).min(99)
}

/// From here on a person is asked: one to one.
pub(crate) const ASKED: i64 = 0;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIELDS: [Field; 11] = [
        Field::Given,
        Field::Family,
        Field::Name,
        Field::Relation,
        Field::Household,
        Field::Place,
        Field::Born,
        Field::Formed,
        Field::Mobile,
        Field::Account,
        Field::Social,
    ];
    const LEVELS: [Level; 4] = [Level::Differ, Level::Near, Level::Close, Level::Same];

    fn said(field: Field, level: Level, share: f64) -> Evidence {
        Evidence { field, level, weight: weight(field, level, Some(share)) }
    }

    #[test]
    fn a_rare_name_says_more_than_a_common_one() {
        let rare = weight(Field::Given, Level::Same, Some(0.0002));
        let common = weight(Field::Given, Level::Same, Some(0.05));
        assert!(rare > common + 700, "{rare} {common}");
        assert!(weight(Field::Given, Level::Differ, Some(0.05)) < -300);
    }

    #[test]
    fn chances_of_a_field_add_up_to_one_for_one_person() {
        for field in FIELDS {
            let m: f64 = field.chances().m.iter().sum();
            assert!((m - 1.0).abs() < 1e-9, "{}", field.code());
        }
    }

    #[test]
    fn one_woman_in_two_scripts_is_likely_and_her_sister_in_law_is_not() {
        let place = said(Field::Place, Level::Same, 0.001);
        let home = said(Field::Household, Level::Same, 0.0);
        let home = Evidence { weight: weight(Field::Household, Level::Same, None), ..home };
        let husband = said(Field::Relation, Level::Same, 0.01);
        let family = said(Field::Family, Level::Same, 0.05);
        let twice = [said(Field::Given, Level::Close, 0.02), family, husband, place];
        let total_twice = total(Subject::Member, &twice);
        assert!((50..=99).contains(&per_cent(total_twice)), "{total_twice}");
        let kin = [said(Field::Given, Level::Differ, 0.02), family, home, place];
        assert!(total(Subject::Member, &kin) < ASKED);
        let namesake = [said(Field::Given, Level::Same, 0.05), family, place];
        assert!(
            total(Subject::Member, &namesake) < ASKED,
            "a common name in a village is not enough"
        );
    }

    #[test]
    fn nothing_said_leaves_the_prior() {
        assert_eq!(total(Subject::Member, &[]), -1835);
        assert_eq!(per_cent(0), 50);
        assert_eq!((per_cent(-1835), per_cent(4000)), (0, 99));
    }

    proptest! {
        #[test]
        fn a_better_level_never_weighs_less(at in 0usize..11, share in 0.0f64..1.0) {
            let weights = LEVELS.map(|level| weight(FIELDS[at], level, Some(share)));
            prop_assert!(weights.is_sorted(), "{:?}", weights);
        }

        #[test]
        fn a_rarer_value_never_weighs_less(at in 0usize..11, a in 0.0f64..1.0, b in 0.0f64..1.0) {
            for level in LEVELS {
                let (rare, common) = (a.min(b), a.max(b));
                let of = |share| weight(FIELDS[at], level, Some(share));
                prop_assert!(of(rare) >= of(common));
            }
        }
    }
}
