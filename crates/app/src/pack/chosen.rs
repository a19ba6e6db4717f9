//! Which units a chart shows where not all of them can be read side by side.

use samuh_figures::catalogue::Unit;

use super::{
    pen::{Pen, unit},
    snapshot::{Line, Mark},
};

/// So many units are drawn as they are.
const READ: usize = 16;
/// Of more, the lowest and the highest by per cent of what was due.
const LOWEST: usize = 10;
const HIGHEST: usize = 5;
/// Of whom less was due is not drawn before others: one of one is no best work. Pieces, and paise.
const LEAST_PIECES: i64 = 5;
const LEAST_PAISE: i64 = 100_000_000;

/// The units that a chart shows, by their places in the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The units in the order in which they are drawn: all as they are, or the lowest first.
    pub(super) units: Vec<usize>,
    /// How many of them are the lowest and the highest; none where all are shown.
    cut: Option<(usize, usize)>,
}

impl Chosen {
    /// Chooses from the units of a line. Those of whom nothing was due have no place between low and
    /// high, and are drawn only where all are.
    pub(super) fn of(line: &Line) -> Self {
        if line.units.len() <= READ {
            return Self { units: (0..line.units.len()).collect(), cut: None };
        }
        let known = |at: &usize| line.units[*at].percent.is_some();
        let mut ranked: Vec<usize> = (0..line.units.len()).filter(known).collect();
        ranked.sort_by_key(|at| (line.units[*at].percent, -lacking(&line.units[*at]), *at));
        let least = if unit(&line.code) == Unit::Paise { LEAST_PAISE } else { LEAST_PIECES };
        let (large, small): (Vec<usize>, Vec<usize>) =
            ranked.iter().partition(|at| line.units[**at].due.unwrap_or(0) >= least);
        let lowest: Vec<usize> = large.iter().chain(&small).copied().take(LOWEST).collect();
        let rest = large.iter().rev().chain(small.iter().rev()).copied();
        let highest: Vec<usize> = rest.filter(|at| !lowest.contains(at)).take(HIGHEST).collect();
        let cut = Some((lowest.len(), highest.len()));
        ranked.retain(|at| lowest.contains(at) || highest.contains(at));
        Self { units: ranked, cut }
    }

    /// What of the chosen units is drawn.
    pub(super) fn each<T>(&self, of: impl Fn(usize) -> T) -> Vec<T> {
        self.units.iter().map(|at| of(*at)).collect()
    }

    /// That some are left out, and where all of them stand; empty where none are.
    pub(super) fn note(&self, pen: &Pen<'_>) -> String {
        let Some((low, high)) = self.cut else { return String::new() };
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let args = [
            ("low", count(low).into()),
            ("high", count(high).into()),
            ("all", count(pen.of.units.len()).into()),
        ];
        pen.say("pack-chart-some", &args)
    }
}

fn lacking(mark: &Mark) -> i64 {
    mark.due.unwrap_or(0) - mark.total.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units by what was due and what was done.
    fn line(code: &str, units: &[(i64, i64)]) -> Line {
        let mark = |(due, total): &(i64, i64)| Mark {
            due: Some(*due),
            total: Some(*total),
            percent: (*due > 0).then(|| total * 100 / due),
            ..Mark::default()
        };
        Line {
            code: code.into(),
            whole: Mark::default(),
            units: units.iter().map(mark).collect(),
            months: Vec::new(),
            month_targets: None,
        }
    }

    #[test]
    fn sixteen_units_are_all_drawn_as_they_stand() {
        let chosen = Chosen::of(&line("shg_formed", &[(10, 3); 16]));
        assert_eq!(chosen, Chosen { units: (0..16).collect(), cut: None });
    }

    #[test]
    fn of_more_the_ten_lowest_and_the_five_highest_are_drawn_the_lowest_first() {
        // The first has the most, the last the least.
        let units: Vec<(i64, i64)> = (0..46).map(|at| (100, 46 - at)).collect();
        let chosen = Chosen::of(&line("shg_formed", &units));
        assert_eq!(chosen.cut, Some((10, 5)));
        let lowest = (36..46).rev();
        assert_eq!(chosen.units, lowest.chain((0..5).rev()).collect::<Vec<_>>());
    }

    #[test]
    fn whom_little_was_asked_of_is_drawn_after_others_and_of_whom_nothing_not_at_all() {
        let mut units = vec![(100, 50); 20];
        units.extend([(1, 0), (1, 1), (0, 7)]);
        let chosen = Chosen::of(&line("shg_formed", &units));
        assert!(!chosen.units.iter().any(|at| *at >= 20), "{chosen:?}");
        // Where nobody was asked for much, the small ones are all there is.
        let few = Chosen::of(&line("shg_formed", &[(2, 1); 30]));
        assert_eq!((few.units.len(), few.cut), (15, Some((10, 5))));
        let none = Chosen::of(&line("shg_formed", &[(0, 1); 30]));
        assert_eq!((none.units.len(), none.cut), (0, Some((0, 0))));
    }

    #[test]
    fn of_equals_he_who_lacks_more_is_the_lower() {
        let mut units = vec![(100, 50); 20];
        units[7] = (200, 100);
        assert_eq!(Chosen::of(&line("shg_formed", &units)).units[0], 7);
    }
}
