//! What members and households count for. Pure: the same for acts, imports and `samuh verify`.

use chrono::NaiveDate;
use samuh_figures::{
    catalogue::{
        HOUSEHOLDS, IndicatorId, MEMBERS, MEMBERS_DISABLED, MEMBERS_MINORITY, MEMBERS_PVTG,
        MEMBERS_SC, MEMBERS_ST,
    },
    journal::{Class, Posting},
};
use samuh_kernel::calendar::Month;
use samuh_places::always;

use super::model::{Field, Texts, YES};
use crate::institution::timeline::Stretch;

/// The indicators a member counts in, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts(u8);

/// Bit by bit; a member always counts as a member.
const BITS: [IndicatorId; 5] =
    [MEMBERS_SC, MEMBERS_ST, MEMBERS_PVTG, MEMBERS_MINORITY, MEMBERS_DISABLED];

impl Counts {
    /// From what decides it; a disabled relative does not make a disabled member.
    pub(crate) fn new(social: &str, is_pvtg: bool, is_minority: bool, disability: &str) -> Self {
        let bits = [social == "sc", social == "st", is_pvtg, is_minority, disability == "self"];
        let set = bits.into_iter().enumerate().map(|(at, is_set)| u8::from(is_set) << at);
        Self(set.sum())
    }

    /// From her fields.
    pub(crate) fn of(texts: &Texts<'_>) -> Self {
        Self::new(
            texts.get(Field::Social),
            texts.get(Field::Pvtg) == YES,
            texts.get(Field::Minority) == YES,
            texts.get(Field::Disability),
        )
    }

    /// The indicators.
    pub(crate) fn indicators(self) -> impl Iterator<Item = IndicatorId> {
        let held = BITS.into_iter().enumerate().filter(move |(at, _)| self.0 & (1 << at) != 0);
        std::iter::once(MEMBERS).chain(held.map(|(_, indicator)| indicator))
    }
}

/// Religions that the Union has notified as minorities (National Commission for Minorities Act
/// 1992, s. 2(c), and its notifications of 1993 and 2014). Faiths of tribes are not among them.
pub(crate) fn is_minority_religion(religion: &str) -> bool {
    matches!(religion, "muslim" | "christian" | "sikh" | "buddhist" | "parsi" | "jain")
}

/// When one membership holds: `joined_on <= day < left_on`, in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stay {
    pub(crate) institution_id: i64,
    pub(crate) joined_on: NaiveDate,
    pub(crate) left_on: NaiveDate,
}

impl Stay {
    /// What a member's membership counts for.
    pub(crate) fn of_member(self, stretches: &[Stretch], counts: Counts) -> Vec<Posting> {
        let mut indicators = [MEMBERS; BITS.len() + 1];
        let mut held = 0;
        for (slot, indicator) in indicators.iter_mut().zip(counts.indicators()) {
            *slot = indicator;
            held += 1;
        }
        self.postings(stretches, &indicators[..held])
    }

    /// What a household counts for in one of its stays, as [`of_roof`] gives them.
    pub(crate) fn of_household(self, stretches: &[Stretch]) -> Vec<Posting> {
        self.postings(stretches, &[HOUSEHOLDS])
    }

    fn postings(self, stretches: &[Stretch], indicators: &[IndicatorId]) -> Vec<Posting> {
        let Self { institution_id, joined_on, left_on } = self;
        interval_postings(stretches, institution_id, joined_on, left_on, indicators)
    }
}

/// Where and when a household counts, from the memberships of all its members in any order: on each
/// day once, in the group of the earliest membership that holds on that day, and on a day without one
/// nowhere. It stays in its group until that membership ends; a later one does not move it.
pub(crate) fn of_roof(stays: &mut [Stay]) -> impl Iterator<Item = Stay> {
    stays.sort_unstable_by_key(|stay| (stay.joined_on, stay.institution_id));
    let mut counted_to = NaiveDate::MIN;
    stays.iter().filter_map(move |stay| {
        let joined_on = stay.joined_on.max(counted_to);
        counted_to = counted_to.max(stay.left_on);
        (joined_on < stay.left_on).then_some(Stay { joined_on, ..*stay })
    })
}

/// The postings of something that counts in a group from a day to a day: one up where it begins in
/// each stretch of the group, one down where it ends there.
pub(crate) fn interval_postings(
    stretches: &[Stretch],
    institution_id: i64,
    joined_on: NaiveDate,
    left_on: NaiveDate,
    indicators: &[IndicatorId],
) -> Vec<Posting> {
    let mut postings = Vec::with_capacity(indicators.len());
    for stretch in stretches {
        let (from_on, to_on) = (stretch.from_on.max(joined_on), stretch.to_on.min(left_on));
        if from_on >= to_on {
            continue;
        }
        let posting = |indicator: IndicatorId, day: NaiveDate, delta: i64| Posting {
            indicator,
            place_id: stretch.place_id,
            institution_id,
            federation_id: stretch.federation_id,
            month: Month::of(day),
            class: Class::Counted,
            delta,
        };
        for indicator in indicators {
            postings.push(posting(*indicator, from_on, 1));
            if to_on < always().1 {
                postings.push(posting(*indicator, to_on, -1));
            }
        }
    }
    postings
}

/// Stretches in which only facts of the group changed, made one: members do not notice them.
pub(crate) fn settled(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut settled: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match settled.last_mut() {
            Some(last)
                if last.to_on == stretch.from_on
                    && last.place_id == stretch.place_id
                    && last.federation_id == stretch.federation_id =>
            {
                last.to_on = stretch.to_on;
            }
            _ => settled.push(stretch),
        }
    }
    settled
}

/// Postings of very many members, added up on the way so that they stay few.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    postings: Vec<Posting>,
    settled: usize,
}

/// How many postings wait at most before they are added up.
const WAITING: usize = 1 << 16;

impl Gathered {
    /// Adds postings.
    pub(crate) fn add(&mut self, postings: impl IntoIterator<Item = Posting>) {
        self.postings.extend(postings);
        if self.postings.len() > 2 * self.settled + WAITING {
            self.settle();
        }
    }

    /// Takes postings back.
    pub(crate) fn take_back(&mut self, postings: impl IntoIterator<Item = Posting>) {
        self.add(postings.into_iter().map(|p| Posting { delta: -p.delta, ..p }));
    }

    /// One posting a key.
    pub(crate) fn into_postings(mut self) -> Vec<Posting> {
        self.settle();
        self.postings
    }

    fn settle(&mut self) {
        self.postings.sort_unstable();
        self.postings.dedup_by(|next, kept| {
            let same = Posting { delta: 0, ..*next } == Posting { delta: 0, ..*kept };
            if same {
                kept.delta += next.delta;
            }
            same
        });
        self.postings.retain(|posting| posting.delta != 0);
        self.settled = self.postings.len();
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn stretch(from: &str, to: &str, place_id: i64) -> Stretch {
        Stretch { from_on: day(from), to_on: day(to), place_id, federation_id: 3 }
    }

    fn sum(postings: &[Posting], indicator: IndicatorId, place_id: i64, until: Month) -> i64 {
        let here = postings
            .iter()
            .filter(|p| p.indicator == indicator && p.place_id == place_id && p.month <= until);
        here.map(|p| p.delta).sum()
    }

    fn at(postings: &[Posting], place_id: i64, until: &str) -> i64 {
        sum(postings, MEMBERS, place_id, Month::of(day(until)))
    }

    #[test]
    fn a_member_counts_from_the_month_she_joined_to_the_month_she_left() {
        let group = [stretch("2024-04-20", "9999-12-31", 9)];
        let stay = stay(5, "2024-05-02", "2025-06-10");
        let postings = stay.of_member(&group, Counts::new("st", true, false, "family"));
        assert_eq!(at(&postings, 9, "2024-04-30"), 0);
        assert_eq!(at(&postings, 9, "2024-05-31"), 1);
        assert_eq!(at(&postings, 9, "2025-05-31"), 1);
        assert_eq!(at(&postings, 9, "2025-06-30"), 0);
        let june = Month::of(day("2024-06-30"));
        assert_eq!(sum(&postings, MEMBERS_ST, 9, june), 1);
        assert_eq!(sum(&postings, MEMBERS_PVTG, 9, june), 1);
        assert_eq!(sum(&postings, MEMBERS_DISABLED, 9, june), 0);
    }

    #[test]
    fn a_member_follows_her_group_to_another_village() {
        let group =
            [stretch("2024-04-20", "2025-01-15", 9), stretch("2025-01-15", "9999-12-31", 10)];
        let stay = stay(5, "2024-05-02", "9999-12-31");
        let postings = stay.of_member(&group, Counts::default());
        assert_eq!((at(&postings, 9, "2024-12-31"), at(&postings, 10, "2024-12-31")), (1, 0));
        assert_eq!((at(&postings, 9, "2025-01-31"), at(&postings, 10, "2025-01-31")), (0, 1));
    }

    #[test]
    fn nobody_counts_before_her_group_is_formed() {
        let group = [stretch("2024-04-20", "9999-12-31", 9)];
        let stay = stay(5, "2020-01-01", "9999-12-31");
        let postings = stay.of_member(&group, Counts::default());
        assert_eq!(at(&postings, 9, "2024-03-31"), 0);
        assert_eq!(at(&postings, 9, "2024-04-30"), 1);
    }

    fn stay(institution_id: i64, from: &str, to: &str) -> Stay {
        Stay { institution_id, joined_on: day(from), left_on: day(to) }
    }

    fn roof(stays: &[Stay]) -> Vec<Stay> {
        of_roof(&mut stays.to_vec()).collect()
    }

    #[test]
    fn a_household_stands_with_its_earliest_member_and_goes_on_with_the_next() {
        let first = stay(7, "2023-01-05", "2024-01-01");
        let second = stay(5, "2023-03-01", "2025-06-01");
        let goes_on = [first, stay(5, "2024-01-01", "2025-06-01")];
        assert_eq!(roof(&[first, second]), goes_on);
        assert_eq!(roof(&[second, first]), goes_on);
        let tied = stay(5, "2023-01-05", "2023-02-01");
        assert_eq!(roof(&[first, tied]), [tied, stay(7, "2023-02-01", "2024-01-01")]);
    }

    #[test]
    fn a_household_goes_with_its_only_member_to_another_group() {
        let (here, there) =
            (stay(7, "2023-01-05", "2024-01-01"), stay(5, "2024-01-01", "9999-12-31"));
        assert_eq!(roof(&[there, here]), [here, there]);
        let stays = stay(7, "2023-01-05", "9999-12-31");
        assert_eq!(roof(&[here, there, stays]), [here, stay(7, "2024-01-01", "9999-12-31")]);
    }

    #[test]
    fn a_household_whose_members_have_all_left_counts_nowhere_until_one_comes_again() {
        let (before, after) =
            (stay(7, "2023-01-05", "2024-01-01"), stay(7, "2025-02-01", "9999-12-31"));
        assert_eq!(roof(&[before, after]), [before, after]);
    }

    #[test]
    fn stretches_that_differ_only_in_facts_are_one() {
        let parts = vec![
            stretch("2024-04-20", "2025-01-15", 9),
            stretch("2025-01-15", "2025-03-15", 9),
            stretch("2025-03-15", "9999-12-31", 10),
        ];
        let whole = settled(parts);
        assert_eq!(whole.len(), 2);
        assert_eq!(whole[0].to_on, day("2025-03-15"));
    }

    fn days() -> impl Strategy<Value = NaiveDate> {
        (0u64..1500).prop_map(|after| day("2022-01-01") + Days::new(after))
    }

    fn group() -> impl Strategy<Value = Vec<Stretch>> {
        proptest::collection::btree_set(days(), 1..5).prop_map(|breaks| {
            let from: Vec<NaiveDate> = breaks.into_iter().collect();
            let to = from.iter().skip(1).copied().chain([always().1]);
            let parts = from.iter().zip(to).zip(1..);
            parts
                .map(|((from_on, to_on), place_id)| Stretch {
                    from_on: *from_on,
                    to_on,
                    place_id,
                    federation_id: 0,
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn at_each_months_end_a_member_counts_once_where_her_group_stands_or_nowhere(
            stretches in group(), joined in days(), left in proptest::option::of(days()),
        ) {
            let left = left.unwrap_or(always().1);
            let postings = interval_postings(&stretches, 5, joined, left, &[MEMBERS]);
            for ahead in 0..60 {
                let month = Month(Month::of(day("2021-12-01")).0 + ahead);
                let end = month.last_day();
                for stretch in &stretches {
                    let holds = joined <= end && end < left
                        && stretch.from_on <= end && end < stretch.to_on;
                    let counted = sum(&postings, MEMBERS, stretch.place_id, month);
                    prop_assert_eq!(counted, i64::from(holds));
                }
            }
        }

        #[test]
        fn what_is_taken_back_leaves_nothing(
            stretches in group(), joined in days(), left in days(),
        ) {
            let postings = interval_postings(&stretches, 5, joined, left, &[MEMBERS, MEMBERS_SC]);
            let mut gathered = Gathered::default();
            gathered.add(postings.iter().copied());
            gathered.take_back(postings.iter().copied());
            prop_assert_eq!(gathered.into_postings(), vec![]);
        }

        #[test]
        fn on_each_day_a_household_counts_once_where_its_earliest_member_of_that_day_is(
            stays in proptest::collection::vec((1i64..4, 0u64..60, 1u64..40), 0..7),
        ) {
            let on = |n: u64| day("2022-01-01") + Days::new(n);
            let stays: Vec<Stay> = stays
                .into_iter()
                .map(|(institution_id, from, days)| Stay {
                    institution_id,
                    joined_on: on(from),
                    left_on: on(from + days),
                })
                .collect();
            let backward: Vec<Stay> = stays.iter().rev().copied().collect();
            for n in 0..110 {
                let holds = |stay: &&Stay| stay.joined_on <= on(n) && on(n) < stay.left_on;
                let first = stays.iter().filter(holds).map(|s| (s.joined_on, s.institution_id)).min();
                let expected: Vec<i64> = first.into_iter().map(|(_, group)| group).collect();
                for told in [roof(&stays), roof(&backward)] {
                    let counted = told.iter().filter(holds).map(|s| s.institution_id);
                    prop_assert_eq!(counted.collect::<Vec<_>>(), expected.clone());
                }
            }
        }
    }
}
