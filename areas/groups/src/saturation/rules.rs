//! Saturation as a band, the state of a household, and whom to visit first. Pure.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use samuh_kernel::{
    fault::{Fault, Faults},
    read::looks_like_aadhaar,
};

use super::model::{Outcome, Seen, State, Tallied, VisitSeen, Visits};

/// Households of a unit, by how they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// On the list.
    pub listed: i64,
    /// In groups.
    pub covered: i64,
    /// Of those left out, those that count no more: not willing, gone, no longer a target.
    pub refused: i64,
    /// Of whom nobody knows.
    pub unknown: i64,
    /// Left out by reason.
    pub reasons: BTreeMap<String, i64>,
}

impl Tally {
    /// Adds households that stand alike.
    pub fn add(&mut self, tallied: &Tallied) {
        let Tallied { state, count, .. } = tallied;
        self.listed += count;
        match state {
            State::Covered => self.covered += count,
            State::Unknown => self.unknown += count,
            State::LeftOut(outcome) => {
                *self.reasons.entry(outcome.code.clone()).or_default() += count;
                self.refused += if outcome.refused { *count } else { 0 };
            }
        }
    }

    /// Left out, for whatever reason.
    pub fn left_out(&self) -> i64 {
        self.reasons.values().sum()
    }

    /// How many stand so, by the word of addresses: `covered`, `open`, an outcome; all for none.
    pub fn count(&self, state: &str) -> i64 {
        match state {
            "" => self.listed,
            "covered" => self.covered,
            "unknown" => self.unknown,
            "left_out" => self.left_out(),
            "open" => self.listed - self.covered,
            outcome => self.reasons.get(outcome).copied().unwrap_or_default(),
        }
    }

    /// The band, where anybody is to be in a group. Of an unknown household it is open whether it is
    /// covered; that it may yet be one that counts no more lies between the two figures as well.
    pub fn band(&self) -> Option<Band> {
        let unknown = Unknown { whether_covered: self.unknown, whether_wanted: 0 };
        band(self.covered, self.listed - self.refused, unknown)
    }
}

/// Between what and what saturation lies, in tenths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Were none of the unknown households covered.
    pub low: i64,
    /// Were all of them.
    pub high: i64,
    /// True when nothing is unknown: both are one number.
    pub is_settled: bool,
}

/// Households of which something is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unknown {
    /// Among those wanted: perhaps they are in a group already.
    pub whether_covered: i64,
    /// In no group: perhaps they are not wanted at all.
    pub whether_wanted: i64,
}

/// Saturation = covered / (YES − refused), as a band: the lower figure takes no unknown household as
/// covered, the upper all of them. None where nobody is known to be wanted. Whatever is found out about
/// the unknown, the band that follows lies within this one.
// Source: RULES B7, whose example knows of 150 households that they are in no group, and not whether
// they are eligible: they swell the denominator or not. Of a listed household it is known that it is
// wanted, and not whether it is covered: it swells the numerator or not.
pub fn band(covered: i64, wanted: i64, unknown: Unknown) -> Option<Band> {
    if wanted <= 0 {
        return None;
    }
    let share = |part: i64, of: i64| (part * 1000 + of / 2) / of;
    Some(Band {
        low: share(covered, wanted + unknown.whether_wanted),
        high: share(covered + unknown.whether_covered, wanted),
        is_settled: unknown == Unknown::default(),
    })
}

/// Where a household stands: a membership says more than any visit.
pub(crate) fn state(is_covered: bool, outcome: Option<&Outcome>) -> State {
    match outcome {
        _ if is_covered => State::Covered,
        Some(outcome) if outcome.leaves_out => State::LeftOut(outcome.clone()),
        _ => State::Unknown,
    }
}

/// In which order households are visited, the first first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Never visited.
    New,
    /// Wants to join.
    Willing,
    /// The days after the last visit are over.
    Due,
    /// Visited lately, or for good.
    Later,
    /// In a group.
    Covered,
}

impl Turn {
    /// Its word: `turn-new` …
    pub fn key(self) -> &'static str {
        match self {
            Self::New => "turn-new",
            Self::Willing => "turn-willing",
            Self::Due => "turn-due",
            Self::Later => "turn-later",
            Self::Covered => "turn-covered",
        }
    }
}

/// Whose turn it is. RULES B7 ranks by amounts, which are not known here: never visited first, then
/// the willing, then those due again.
pub fn turn(seen: &Seen, outcomes: &[Outcome], today: NaiveDate) -> Turn {
    if seen.state == State::Covered {
        return Turn::Covered;
    }
    let Some((code, on)) = &seen.last else { return Turn::New };
    let Some(outcome) = outcomes.iter().find(|known| known.code == *code) else {
        return Turn::Due;
    };
    if outcome.willing {
        return Turn::Willing;
    }
    let days = outcome.again_days.and_then(|days| u64::try_from(days).ok());
    let due = days.and_then(|days| on.checked_add_days(Days::new(days)));
    if due.is_some_and(|due| due <= today) { Turn::Due } else { Turn::Later }
}

/// What a visit finds where somebody of the household is in a group already: a person then says which
/// household of the groups it is.
pub const IN_GROUP: &str = "in_group";

/// The group that the visit named, where the one that counts found the household in a group already;
/// 0 for one that is not known.
pub fn said_group(seen: &Seen, visits: &[VisitSeen]) -> Option<i64> {
    let (code, on) = seen.last.as_ref().filter(|_| seen.state != State::Covered)?;
    if code != IN_GROUP {
        return None;
    }
    let mut counting = visits.iter().filter(|visit| !visit.is_void && visit.on == *on);
    let visit = counting.find(|visit| visit.outcome == IN_GROUP);
    Some(visit.and_then(|visit| visit.institution_id).unwrap_or(0))
}

/// Most letters of a remark or a written name.
const LONGEST: usize = 300;

/// What is wrong with visits, every fault at once: at `on`, `visitor`, `outcome-<household>` and
/// `remark-<household>`.
pub(crate) fn visit_faults(ask: &Visits, outcomes: &[Outcome], today: NaiveDate) -> Faults {
    let mut faults = Faults::default();
    match ask.on {
        None => drop(faults.on("on", "visit_day_missing")),
        Some(on) if on > today => drop(faults.on("on", "visit_in_future")),
        Some(_) => {}
    }
    written(&mut faults, "visitor", &ask.visitor);
    if ask.visits.is_empty() {
        faults.push(Fault::new("visits_none"));
    }
    for visit in &ask.visits {
        let id = visit.target_id;
        if !outcomes.iter().any(|known| known.code == visit.outcome) {
            faults.on(&format!("outcome-{id}"), "visit_outcome_missing");
        }
        if visit.outcome == "other" && visit.remark.trim().is_empty() {
            faults.on(&format!("remark-{id}"), "visit_reason_unsaid");
        }
        written(&mut faults, &format!("remark-{id}"), &visit.remark);
    }
    faults
}

fn written(faults: &mut Faults, field: &str, text: &str) {
    if text.chars().count() > LONGEST {
        faults.with_args(field, "visit_text_too_long", &[("most", LONGEST.to_string())]);
    }
    let looks = |part: &str| looks_like_aadhaar(part.trim());
    if looks(text) || text.split(|letter: char| letter.is_alphabetic()).any(looks) {
        faults.on(field, "aadhaar_not_kept");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::saturation::model::{Target, Texts, Visit};

    fn outcome(code: &str, leaves_out: bool, refused: bool, again_days: Option<i64>) -> Outcome {
        Outcome {
            code: code.into(),
            leaves_out,
            willing: code == "wants_to_join",
            refused,
            again_days,
            name_hi: code.into(),
            name_en: code.into(),
        }
    }

    fn outcomes() -> Vec<Outcome> {
        vec![
            outcome("wants_to_join", true, false, Some(30)),
            outcome("not_willing", true, true, Some(180)),
            outcome("dead", true, true, None),
            outcome("other", true, false, Some(90)),
            outcome("nobody_found", false, false, Some(15)),
        ]
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn saturation_is_a_band_and_never_one_number_while_households_are_unknown() {
        // RULES B7: 620 covered of 800 that are eligible, 150 of which that is not known: 620/950 to 620/800.
        let eligible = Unknown { whether_wanted: 150, ..Unknown::default() };
        let band = super::band(620, 800, eligible).unwrap();
        assert_eq!((band.low, band.high, band.is_settled), (653, 775, false));
        assert_eq!((band.low + 5) / 10, 65);
        // 115 covered of 233, and of 78 more nobody knows whether they are.
        let whether = Unknown { whether_covered: 78, ..Unknown::default() };
        let band = super::band(115, 233, whether).unwrap();
        assert_eq!((band.low, band.high, band.is_settled), (494, 828, false));
        let settled = super::band(620, 800, Unknown::default()).unwrap();
        assert_eq!((settled.low, settled.high, settled.is_settled), (775, 775, true));
    }

    fn tallied(covered: i64, left: i64, refused: i64, unknown: i64) -> Tally {
        let all = outcomes();
        let states = [
            (State::Covered, covered),
            (state(false, Some(&all[0])), left),
            (state(false, Some(&all[1])), refused),
            (State::Unknown, unknown),
        ];
        let mut tally = Tally::default();
        for (state, count) in states {
            tally.add(&Tallied { place_id: 1, state, count });
        }
        tally
    }

    #[test]
    fn who_refused_is_taken_out_of_the_denominator() {
        let band = |covered, left, refused, unknown| {
            tallied(covered, left, refused, unknown).band().map(|band| (band.low, band.high))
        };
        assert_eq!(band(60, 40, 0, 0), Some((600, 600)));
        assert_eq!(band(60, 20, 20, 0), Some((750, 750)));
        assert_eq!(band(0, 0, 20, 0), None, "nobody is to be in a group");
        assert_eq!(band(0, 0, 0, 50), Some((0, 1000)), "all unknown: it may be anything");
    }

    #[test]
    fn a_membership_says_more_than_a_visit_and_nobody_found_says_nothing() {
        let all = outcomes();
        assert_eq!(state(true, Some(&all[1])), State::Covered);
        assert_eq!(state(false, Some(&all[1])).code(), "not_willing");
        assert_eq!(state(false, Some(&all[4])), State::Unknown);
        assert_eq!(state(false, None), State::Unknown);
    }

    #[test]
    fn the_never_visited_come_first_then_the_willing_then_those_due_again() {
        let all = outcomes();
        let seen = |last: Option<(&str, &str)>| {
            let known = last.and_then(|(code, _)| all.iter().find(|one| one.code == code));
            Seen {
                target: Target { id: 1, version: 1, place_id: 2, texts: Texts::default() },
                state: state(false, known),
                last: last.map(|(code, on)| (code.to_owned(), day(on))),
                batch_no: None,
                is_linked: false,
            }
        };
        let turn = |last| super::turn(&seen(last), &all, day("2026-11-20"));
        assert_eq!(turn(None), Turn::New);
        assert_eq!(turn(Some(("wants_to_join", "2026-11-19"))), Turn::Willing);
        assert_eq!(turn(Some(("nobody_found", "2026-11-05"))), Turn::Due);
        assert_eq!(turn(Some(("nobody_found", "2026-11-06"))), Turn::Later);
        assert_eq!(turn(Some(("dead", "2001-01-01"))), Turn::Later, "never again");
        assert!(Turn::New < Turn::Willing && Turn::Willing < Turn::Due);
    }

    #[test]
    fn every_fault_of_a_sheet_of_visits_is_said_at_once() {
        let visit = |id, outcome: &str, remark: &str| Visit {
            target_id: id,
            outcome: outcome.into(),
            institution_id: 0,
            remark: remark.into(),
        };
        let ask = Visits {
            on: Some(day("2026-11-21")),
            visitor: "2341 2341 2346".into(),
            visits: vec![visit(1, "gone", ""), visit(2, "other", " "), visit(3, "dead", "")],
        };
        let faults = visit_faults(&ask, &outcomes(), day("2026-11-20"));
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code.as_str()).collect();
        assert_eq!(
            codes,
            ["visit_in_future", "aadhaar_not_kept", "visit_outcome_missing", "visit_reason_unsaid"]
        );
        let none = Visits { on: None, visitor: String::new(), visits: Vec::new() };
        assert_eq!(visit_faults(&none, &outcomes(), day("2026-11-20")).0.len(), 2);
    }

    proptest! {
        #[test]
        fn the_parts_make_the_whole_and_the_band_is_a_band(
            counts in proptest::collection::vec((0usize..7, 1i64..900, 0i64..4), 0..40)
        ) {
            let all = outcomes();
            let mut tally = Tally::default();
            let mut villages: BTreeMap<i64, Tally> = BTreeMap::new();
            for (at, count, place_id) in counts {
                let state = match at {
                    0 => State::Covered,
                    1 => State::Unknown,
                    other => state(false, Some(&all[other - 2])),
                };
                let tallied = Tallied { place_id, state, count };
                tally.add(&tallied);
                villages.entry(place_id).or_default().add(&tallied);
            }
            let sum = |of: fn(&Tally) -> i64| villages.values().map(of).sum::<i64>();
            prop_assert_eq!(sum(|one| one.listed), tally.listed, "villages make the block");
            prop_assert_eq!(sum(|one| one.refused), tally.refused);
            for one in villages.values().chain([&tally]) {
                prop_assert_eq!(one.covered + one.left_out() + one.unknown, one.listed);
            }
            if let Some(band) = tally.band() {
                prop_assert!(0 <= band.low && band.low <= band.high && band.high <= 1000);
                prop_assert_eq!(band.is_settled, tally.unknown == 0);
            }
        }

        #[test]
        fn whatever_is_found_of_the_unknown_the_later_band_lies_within_the_former(
            (covered, left, refused) in (0i64..400, 0i64..400, 0i64..400),
            (joined, open, gone, still) in (0i64..300, 0i64..300, 0i64..300, 0i64..300),
        ) {
            let before = tallied(covered, left, refused, joined + open + gone + still);
            let after = tallied(covered + joined, left + open, refused + gone, still);
            prop_assert_eq!(before.listed, after.listed);
            if let (Some(was), Some(is)) = (before.band(), after.band()) {
                prop_assert!(was.low <= is.low && is.low <= is.high && is.high <= was.high,
                    "{:?} after {:?}", is, was);
            }
        }
    }
}
