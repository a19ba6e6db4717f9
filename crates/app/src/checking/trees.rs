//! The closures of both trees against the parents they are made from, on every day where either
//! changes.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use samuh_engine::{Reader, Result, params};

use super::{InBooks, store::TREES};

/// Deeper than any tree of the office; a circle ends here.
const DEEPEST: i64 = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    other: i64,
    depth: i64,
    from: NaiveDate,
    to: NaiveDate,
}

impl Stretch {
    fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && day < self.to
    }
}

type Rows = HashMap<i64, Vec<Stretch>>;

/// Compares every closure with the chain of parents.
pub(super) fn compare(reader: &mut Reader, district_id: i64) -> Result<InBooks> {
    let mut compared = 0;
    let mut differences = Vec::new();
    for (tree, parents, closures) in TREES {
        let mut up = Rows::new();
        reader.each(parents, &params![district_id], &mut |row| {
            let stretch = Stretch { other: row.at(1)?, depth: 1, from: row.at(2)?, to: row.at(3)? };
            up.entry(row.at(0)?).or_default().push(stretch);
            Ok(())
        })?;
        let mut kept = Rows::new();
        reader.each(closures, &params![district_id], &mut |row| {
            let stretch =
                Stretch { other: row.at(1)?, depth: row.at(2)?, from: row.at(3)?, to: row.at(4)? };
            kept.entry(row.at(0)?).or_default().push(stretch);
            Ok(())
        })?;
        for (id, stretches) in &kept {
            compared += 1;
            if let Some(day) = first_difference(*id, stretches, &up) {
                differences.push(format!("{tree} {id}: its branch differs on {day}"));
            }
        }
        let bare = up.keys().filter(|id| !kept.contains_key(id));
        differences.extend(bare.map(|id| format!("{tree} {id}: it stands in no branch")));
    }
    differences.sort();
    Ok((compared, differences))
}

/// The first day on which the kept branch is not the chain of parents.
fn first_difference(id: i64, kept: &[Stretch], up: &Rows) -> Option<NaiveDate> {
    let mut days: BTreeSet<NaiveDate> = kept.iter().map(|stretch| stretch.from).collect();
    for node in kept.iter().map(|stretch| stretch.other).chain([id]) {
        days.extend(up.get(&node).into_iter().flatten().map(|stretch| stretch.from));
    }
    days.into_iter().find(|day| {
        let mut branch: Vec<(i64, i64)> =
            kept.iter().filter(|s| s.holds(*day)).map(|s| (s.depth, s.other)).collect();
        branch.sort_unstable();
        // Before it stood anywhere it has no branch.
        !branch.is_empty() && branch != chain(id, *day, up)
    })
}

fn chain(id: i64, day: NaiveDate, up: &Rows) -> Vec<(i64, i64)> {
    let mut chain = vec![(0, id)];
    let mut at = id;
    while let Some(parent) = up.get(&at).and_then(|all| all.iter().find(|s| s.holds(day))) {
        let depth = i64::try_from(chain.len()).unwrap_or(DEEPEST);
        if depth >= DEEPEST {
            break;
        }
        chain.push((depth, parent.other));
        at = parent.other;
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stretch(other: i64, depth: i64, from: &str, to: &str) -> Stretch {
        Stretch { other, depth, from: day(from), to: day(to) }
    }

    #[test]
    fn a_branch_that_follows_its_parents_through_a_move_is_right() {
        let up = Rows::from([(
            5,
            vec![
                stretch(1, 1, "1900-01-01", "2026-04-01"),
                stretch(2, 1, "2026-04-01", "9999-12-31"),
            ],
        )]);
        let mut kept = vec![
            stretch(5, 0, "1900-01-01", "9999-12-31"),
            stretch(1, 1, "1900-01-01", "2026-04-01"),
            stretch(2, 1, "2026-04-01", "9999-12-31"),
        ];
        assert_eq!(first_difference(5, &kept, &up), None);
        kept[2].from = day("2026-05-01");
        assert_eq!(first_difference(5, &kept, &up), Some(day("2026-04-01")));
    }

    #[test]
    fn a_circle_of_parents_ends_and_differs() {
        let always = ("1900-01-01", "9999-12-31");
        let up = Rows::from([
            (1, vec![stretch(2, 1, always.0, always.1)]),
            (2, vec![stretch(1, 1, always.0, always.1)]),
        ]);
        let kept = vec![stretch(1, 0, always.0, always.1)];
        assert!(first_difference(1, &kept, &up).is_some());
    }
}
