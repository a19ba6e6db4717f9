//! What an institution counts for, from its dated facts. Pure: the same for acts, imports and
//! `samuh verify`.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use samuh_figures::{
    catalogue::{
        CLF_FORMED, IndicatorId, LOKOS_APPROVED, LOKOS_ENTERED, LOKOS_TRANSACTING, SHG_ACTIVE,
        SHG_FORMED, SHG_IN_VO, SHG_INACTIVE, VO_FORMED, VO_IN_CLF, WITH_ACCOUNT,
    },
    journal::{Class, Posting},
};
use samuh_kernel::calendar::Month;
use samuh_places::always;

use super::model::{Fact, Kind};

/// A value that holds on `from <= day < to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// First day it holds.
    pub from_on: NaiveDate,
    /// First day it no longer holds.
    pub to_on: NaiveDate,
    /// The place or institution.
    pub unit_id: i64,
}

/// The dated facts of one institution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The institution.
    pub id: i64,
    /// SHG, VO or CLF.
    pub kind: Kind,
    /// When it was formed; unknown counts as before all records.
    pub formed_on: Option<NaiveDate>,
    /// Where it stands.
    pub places: Vec<Dated>,
    /// The VO or CLF directly above it, with true for a VO.
    pub parents: Vec<(Dated, bool)>,
    /// Status, LokOS state and account, each from a day on.
    pub facts: Vec<(Fact, NaiveDate, String)>,
}

/// A stretch of time in which nothing of a timeline changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub from_on: NaiveDate,
    /// First day after it.
    pub to_on: NaiveDate,
    /// The place.
    pub place_id: i64,
    /// The federation an entry names: the parent, or itself for a VO or CLF, or 0.
    pub federation_id: i64,
}

impl Timeline {
    /// The day from which it counts.
    pub fn born_on(&self) -> NaiveDate {
        self.formed_on.unwrap_or(always().0)
    }

    /// Where it stood and under whom, stretch by stretch.
    pub fn stretches(&self) -> Vec<Stretch> {
        let days: Vec<NaiveDate> = self.breaks().into_iter().collect();
        let ends = days.iter().skip(1).copied().chain([always().1]);
        days.iter()
            .zip(ends)
            .filter_map(|(from_on, to_on)| {
                let place_id = held(self.places.iter(), *from_on)?;
                let federation_id = self.federation_on(*from_on);
                Some(Stretch { from_on: *from_on, to_on, place_id, federation_id })
            })
            .collect()
    }

    /// Everything the institution itself counts for; its members are counted by theirs.
    pub fn postings(&self) -> Vec<Posting> {
        let mut postings = Vec::new();
        let mut before: BTreeSet<(IndicatorId, i64, i64)> = BTreeSet::new();
        for (at, stretch) in self.stretches().iter().enumerate() {
            let month = Month::of(stretch.from_on);
            let (place_id, federation_id) = (stretch.place_id, stretch.federation_id);
            if at == 0 {
                postings.push(self.posting(self.formed(), place_id, federation_id, month, 1));
            }
            let now: BTreeSet<_> = self
                .holds(stretch.from_on)
                .into_iter()
                .map(|indicator| (indicator, place_id, federation_id))
                .collect();
            for (indicator, place, federation) in before.difference(&now) {
                postings.push(self.posting(*indicator, *place, *federation, month, -1));
            }
            for (indicator, place, federation) in now.difference(&before) {
                postings.push(self.posting(*indicator, *place, *federation, month, 1));
            }
            before = now;
        }
        postings
    }

    fn formed(&self) -> IndicatorId {
        match self.kind {
            Kind::Shg => SHG_FORMED,
            Kind::Vo => VO_FORMED,
            Kind::Clf => CLF_FORMED,
        }
    }

    fn breaks(&self) -> BTreeSet<NaiveDate> {
        let born = self.born_on();
        let places = self.places.iter().map(|dated| dated.from_on);
        let parents = self.parents.iter().flat_map(|(dated, _)| [dated.from_on, dated.to_on]);
        let facts = self.facts.iter().map(|(_, from, _)| *from);
        let mut days: BTreeSet<NaiveDate> = places
            .chain(parents)
            .chain(facts)
            .filter(|day| *day > born && *day < always().1)
            .collect();
        days.insert(born);
        days
    }

    fn federation_on(&self, day: NaiveDate) -> i64 {
        match self.kind {
            Kind::Shg => held(self.parents.iter().map(|(dated, _)| dated), day).unwrap_or(0),
            Kind::Vo | Kind::Clf => self.id,
        }
    }

    /// The value of a fact on a day: the latest one that began by then.
    fn fact_on(&self, fact: Fact, day: NaiveDate) -> Option<&str> {
        self.facts
            .iter()
            .filter(|(known, from, _)| *known == fact && *from <= day)
            .max_by_key(|(_, from, _)| *from)
            .map(|(_, _, value)| value.as_str())
    }

    /// The stock indicators it counts in on a day.
    fn holds(&self, day: NaiveDate) -> Vec<IndicatorId> {
        let parent =
            self.parents.iter().find(|(dated, _)| dated.from_on <= day && day < dated.to_on);
        match self.kind {
            Kind::Clf => Vec::new(),
            Kind::Vo => parent.map(|_| VO_IN_CLF).into_iter().collect(),
            Kind::Shg => {
                let inactive = self.fact_on(Fact::Status, day) == Some("inactive");
                let mut held = vec![if inactive { SHG_INACTIVE } else { SHG_ACTIVE }];
                held.extend(parent.filter(|(_, is_vo)| *is_vo).map(|_| SHG_IN_VO));
                if self.fact_on(Fact::Account, day) == Some("open") {
                    held.push(WITH_ACCOUNT);
                }
                held.extend_from_slice(lokos_counts(self.fact_on(Fact::Lokos, day)));
                held
            }
        }
    }

    fn posting(
        &self,
        indicator: IndicatorId,
        place_id: i64,
        federation_id: i64,
        month: Month,
        delta: i64,
    ) -> Posting {
        Posting {
            indicator,
            place_id,
            institution_id: self.id,
            federation_id,
            month,
            class: Class::Counted,
            delta,
        }
    }
}

fn held<'a>(mut dated: impl Iterator<Item = &'a Dated>, day: NaiveDate) -> Option<i64> {
    dated.find(|d| d.from_on <= day && day < d.to_on).map(|d| d.unit_id)
}

/// A group with transactions has been approved, and one approved has been entered.
fn lokos_counts(state: Option<&str>) -> &'static [IndicatorId] {
    match state {
        Some("transacting") => &[LOKOS_ENTERED, LOKOS_APPROVED, LOKOS_TRANSACTING],
        Some("approved") => &[LOKOS_ENTERED, LOKOS_APPROVED],
        Some("entered" | "pending" | "rejected") => &[LOKOS_ENTERED],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn dated(from: &str, unit_id: i64) -> Dated {
        Dated { from_on: day(from), to_on: always().1, unit_id }
    }

    fn group() -> Timeline {
        Timeline {
            id: 5,
            kind: Kind::Shg,
            formed_on: Some(day("2024-04-20")),
            places: vec![dated("1900-01-01", 9)],
            parents: vec![(dated("1900-01-01", 3), true)],
            facts: Vec::new(),
        }
    }

    fn sum(postings: &[Posting], indicator: IndicatorId, until: &str) -> i64 {
        let until = Month::of(day(until));
        postings
            .iter()
            .filter(|p| p.indicator == indicator && p.month <= until)
            .map(|p| p.delta)
            .sum()
    }

    #[test]
    fn a_group_is_formed_once_and_active_from_then_on() {
        let postings = group().postings();
        assert_eq!(sum(&postings, SHG_FORMED, "2024-03-31"), 0);
        assert_eq!(sum(&postings, SHG_FORMED, "2026-01-01"), 1);
        assert_eq!(sum(&postings, SHG_ACTIVE, "2026-01-01"), 1);
        assert_eq!(sum(&postings, SHG_IN_VO, "2026-01-01"), 1);
    }

    #[test]
    fn a_group_made_inactive_leaves_the_active_ones_from_that_month() {
        let mut group = group();
        group.facts.push((Fact::Status, day("2025-06-10"), "inactive".into()));
        let postings = group.postings();
        assert_eq!(sum(&postings, SHG_ACTIVE, "2025-05-31"), 1);
        assert_eq!(sum(&postings, SHG_ACTIVE, "2025-06-30"), 0);
        assert_eq!(sum(&postings, SHG_INACTIVE, "2025-06-30"), 1);
        assert_eq!(sum(&postings, SHG_FORMED, "2026-01-01"), 1);
    }

    #[test]
    fn a_group_that_moves_is_taken_from_the_old_village_in_the_month_of_the_move() {
        let mut group = group();
        group.places = vec![
            Dated { to_on: day("2025-01-15"), ..dated("1900-01-01", 9) },
            dated("2025-01-15", 10),
        ];
        let postings = group.postings();
        let at = |place: i64, until: &str| {
            let here: Vec<Posting> =
                postings.iter().copied().filter(|p| p.place_id == place).collect();
            sum(&here, SHG_ACTIVE, until)
        };
        assert_eq!((at(9, "2024-12-31"), at(10, "2024-12-31")), (1, 0));
        assert_eq!((at(9, "2025-01-31"), at(10, "2025-01-31")), (0, 1));
    }

    #[test]
    fn lokos_states_include_the_earlier_ones() {
        let mut group = group();
        group.facts.push((Fact::Lokos, day("2025-06-10"), "transacting".into()));
        let postings = group.postings();
        for indicator in [LOKOS_ENTERED, LOKOS_APPROVED, LOKOS_TRANSACTING] {
            assert_eq!(sum(&postings, indicator, "2025-06-30"), 1);
        }
    }

    #[test]
    fn facts_known_before_the_formation_count_from_the_formation() {
        let mut group = group();
        group.facts.push((Fact::Account, day("2020-01-01"), "open".into()));
        assert_eq!(sum(&group.postings(), WITH_ACCOUNT, "2024-04-30"), 1);
        assert_eq!(sum(&group.postings(), WITH_ACCOUNT, "2024-03-31"), 0);
    }
}
