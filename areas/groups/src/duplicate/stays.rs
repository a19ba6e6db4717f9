//! The memberships of one woman who stood in the register as two. Pure: she is in one group at a
//! time, and no day on which she was in any is lost.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A membership as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Membership {
    pub(crate) institution_id: i64,
    pub(crate) member_id: i64,
    pub(crate) joined_on: NaiveDate,
    pub(crate) left_on: NaiveDate,
    pub(crate) left_reason: Option<String>,
    pub(crate) office: Option<String>,
    pub(crate) op_no: i64,
}

impl Membership {
    fn meets(&self, other: &Self) -> bool {
        self.joined_on < other.left_on && other.joined_on < self.left_on
    }
}

/// True where she would be in two groups on one day: then a person says in which she is.
pub(crate) fn is_in_two(all: &[Membership]) -> bool {
    all.iter().enumerate().any(|(at, one)| {
        all[at + 1..]
            .iter()
            .any(|other| one.institution_id != other.institution_id && one.meets(other))
    })
}

/// All memberships as those of `member_id`: in one group they become one where they meet, and the
/// days on which she was in `stays_in` are nobody else's. Otherwise who had her first has her.
pub(crate) fn united(all: &[Membership], member_id: i64, stays_in: i64) -> Vec<Membership> {
    let mut kept: Vec<Membership> = Vec::with_capacity(all.len());
    for one in in_groups(all, member_id, stays_in) {
        let own = one.institution_id;
        let mut parts = vec![one];
        for other in kept.iter().filter(|other| other.institution_id != own) {
            parts = parts.into_iter().flat_map(|part| without(part, other)).collect();
        }
        kept.extend(parts);
    }
    kept.sort_by_key(|one| (one.joined_on, one.institution_id));
    kept
}

/// Group by group, what meets made one; the group she stays in first, then the earliest.
pub(crate) fn in_groups(all: &[Membership], member_id: i64, stays_in: i64) -> Vec<Membership> {
    let mut sorted: Vec<Membership> =
        all.iter().map(|one| Membership { member_id, ..one.clone() }).collect();
    sorted.sort_by_key(|one| (one.institution_id, one.joined_on, one.left_on));
    let mut one_each: Vec<Membership> = Vec::with_capacity(sorted.len());
    for next in sorted {
        match one_each.last_mut() {
            Some(last)
                if last.institution_id == next.institution_id
                    && (next.joined_on < last.left_on || next.joined_on == last.joined_on) =>
            {
                if next.left_on >= last.left_on {
                    last.left_on = next.left_on;
                    last.left_reason = next.left_reason;
                }
                if last.office.as_deref().unwrap_or("member") == "member" {
                    last.office = next.office.or(last.office.take());
                }
            }
            _ => one_each.push(next),
        }
    }
    one_each.sort_by_key(|one| (one.institution_id != stays_in, one.joined_on, one.institution_id));
    one_each
}

/// What is left of a membership without the days of another.
fn without(part: Membership, other: &Membership) -> Vec<Membership> {
    if !part.meets(other) {
        return vec![part];
    }
    let mut left = Vec::new();
    if part.joined_on < other.joined_on {
        left.push(Membership { left_on: other.joined_on, left_reason: None, ..part.clone() });
    }
    if other.left_on < part.left_on {
        left.push(Membership { joined_on: other.left_on, ..part });
    }
    left
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(n)
    }

    fn stay(institution_id: i64, from: u64, to: u64) -> Membership {
        Membership {
            institution_id,
            member_id: institution_id,
            joined_on: day(from),
            left_on: day(to),
            left_reason: None,
            office: None,
            op_no: 1,
        }
    }

    fn told(all: &[Membership]) -> Vec<(i64, NaiveDate, NaiveDate)> {
        all.iter().map(|one| (one.institution_id, one.joined_on, one.left_on)).collect()
    }

    #[test]
    fn two_lines_in_one_group_are_one_membership() {
        let all =
            [stay(7, 0, 50), Membership { office: Some("secretary".into()), ..stay(7, 20, 90) }];
        assert!(!is_in_two(&all));
        let one = united(&all, 1, 0);
        assert_eq!(told(&one), [(7, day(0), day(90))]);
        assert_eq!((one[0].member_id, one[0].office.as_deref()), (1, Some("secretary")));
    }

    #[test]
    fn in_two_groups_at_once_she_is_where_a_person_says() {
        let all = [stay(7, 0, 90), stay(8, 20, 50)];
        assert!(is_in_two(&all));
        assert_eq!(told(&united(&all, 1, 7)), [(7, day(0), day(90))]);
        let parted = [(7, day(0), day(20)), (8, day(20), day(50)), (7, day(50), day(90))];
        assert_eq!(told(&united(&all, 1, 8)), parted);
    }

    #[test]
    fn one_group_after_the_other_stays_as_it_was() {
        let all = [stay(7, 0, 20), stay(8, 20, 50)];
        assert!(!is_in_two(&all));
        assert_eq!(told(&united(&all, 1, 0)), [(7, day(0), day(20)), (8, day(20), day(50))]);
    }

    proptest! {
        #[test]
        fn no_day_is_lost_and_none_counts_twice(
            stays in proptest::collection::vec((1i64..4, 0u64..60, 1u64..30), 1..6),
            stays_in in 0i64..4,
        ) {
            let all: Vec<Membership> =
                stays.iter().map(|(group, from, days)| stay(*group, *from, from + days)).collect();
            let one = united(&all, 9, stays_in);
            for n in 0..95 {
                let holds = |one: &&Membership| one.joined_on <= day(n) && day(n) < one.left_on;
                let before = all.iter().filter(holds).count();
                let after: Vec<i64> = one.iter().filter(holds).map(|m| m.institution_id).collect();
                prop_assert_eq!(after.len(), usize::from(before > 0));
                if all.iter().filter(holds).any(|m| m.institution_id == stays_in) {
                    prop_assert_eq!(after, [stays_in]);
                }
            }
            prop_assert_eq!(united(&one, 9, stays_in), one);
        }
    }
}
