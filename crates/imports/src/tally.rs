//! The counts of a batch: six verdicts that always add up to the rows read.

use serde::{Deserialize, Serialize};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Not in the register yet.
    New,
    /// In the register with other values.
    Changed,
    /// In the register as it is.
    Unchanged,
    /// Held until a person decides.
    Doubtful,
    /// Not taken, with its faults said.
    Refused,
    /// A total, a repeated heading or an exact repeat.
    Skipped,
}

/// The counts of a dry run or a batch. Issue 2, contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Every non-blank row below the heading in every sheet read.
    pub rows: u64,
    /// Rows not in the register yet.
    pub new: u64,
    /// Rows that change a record.
    pub changed: u64,
    /// Rows that change nothing.
    pub unchanged: u64,
    /// Rows held for a decision.
    pub doubtful: u64,
    /// Rows not taken.
    pub refused: u64,
    /// Totals, repeated headings, exact repeats.
    pub skipped: u64,
}

impl Tally {
    /// Counts one row.
    pub fn add(&mut self, verdict: Verdict) {
        self.rows += 1;
        *self.of_mut(verdict) += 1;
    }

    /// Counts another tally's rows too.
    pub fn join(&mut self, other: &Self) {
        self.rows += other.rows;
        self.new += other.new;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.doubtful += other.doubtful;
        self.refused += other.refused;
        self.skipped += other.skipped;
    }

    /// Moves one row from a verdict to another, as when a person settles a doubt.
    pub fn turn(&mut self, from: Verdict, to: Verdict) {
        *self.of_mut(from) -= 1;
        *self.of_mut(to) += 1;
    }

    /// True when the six verdicts add up to the rows.
    pub fn adds_up(&self) -> bool {
        self.rows
            == self.new
                + self.changed
                + self.unchanged
                + self.doubtful
                + self.refused
                + self.skipped
    }

    fn of_mut(&mut self, verdict: Verdict) -> &mut u64 {
        match verdict {
            Verdict::New => &mut self.new,
            Verdict::Changed => &mut self.changed,
            Verdict::Unchanged => &mut self.unchanged,
            Verdict::Doubtful => &mut self.doubtful,
            Verdict::Refused => &mut self.refused,
            Verdict::Skipped => &mut self.skipped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_verdicts_add_up_to_the_rows() {
        let mut tally = Tally::default();
        for verdict in [Verdict::New, Verdict::Skipped, Verdict::Doubtful, Verdict::New] {
            tally.add(verdict);
        }
        assert!(tally.adds_up());
        tally.turn(Verdict::Doubtful, Verdict::Changed);
        assert!(tally.adds_up());
        assert_eq!((tally.rows, tally.new, tally.changed, tally.skipped), (4, 2, 1, 1));
    }

    #[test]
    fn a_row_counted_without_verdict_is_noticed() {
        let tally = Tally { rows: 3, new: 2, ..Tally::default() };
        assert!(!tally.adds_up());
    }
}
