//! How many tests passed and failed, read from what the test runners print.

/// Passed and failed, added up over steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// Tests and checks that held.
    pub(crate) passed: u64,
    /// Tests and checks that did not.
    pub(crate) failed: u64,
}

impl Tally {
    /// One check that held.
    pub(crate) const ONE: Self = Self { passed: 1, failed: 0 };

    /// Both counts of two tallies together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// A runner that failed without a failed test (it did not compile, it crashed) failed once.
    pub(crate) fn with_status(self, success: bool) -> Self {
        if success || self.failed > 0 { self } else { Self { failed: 1, ..self } }
    }
}

/// The tally of `cargo nextest run` or `cargo test`.
pub(crate) fn of_cargo<'a>(lines: impl IntoIterator<Item = &'a String>) -> Tally {
    lines.into_iter().filter_map(|line| nextest(line).or_else(|| libtest(line))).sum()
}

/// The tally of `node --test`, whichever reporter printed it.
pub(crate) fn of_node<'a>(lines: impl IntoIterator<Item = &'a String>) -> Tally {
    lines.into_iter().filter_map(|line| node(line)).sum()
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::plus)
    }
}

/// `     Summary [   0.010s] 5 tests run: 4 passed (1 slow), 1 failed, 0 skipped`
fn nextest(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim_start().strip_prefix("Summary [")?.split_once(" run: ")?;
    Some(counted(&without_brackets(counts), ','))
}

/// `test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out`
fn libtest(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some(counted(counts, ';'))
}

fn node(line: &str) -> Option<Tally> {
    let rest = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))?;
    let (word, count) = rest.split_once(' ')?;
    let count = count.trim().parse().ok()?;
    match word {
        "pass" => Some(Tally { passed: count, failed: 0 }),
        "fail" | "cancelled" => Some(Tally { passed: 0, failed: count }),
        _ => None,
    }
}

fn counted(counts: &str, separator: char) -> Tally {
    let parts = counts.split(separator).filter_map(|part| part.trim().split_once(' '));
    let known = parts.filter_map(|(count, what)| Some((count.parse::<u64>().ok()?, what.trim())));
    known.fold(Tally::default(), |tally, (count, what)| match what {
        "passed" => Tally { passed: tally.passed + count, ..tally },
        "failed" | "timed out" | "exec failed" => Tally { failed: tally.failed + count, ..tally },
        _ => tally,
    })
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|letter| {
        let inside = depth > 0;
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        !inside && *letter != '('
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_nextest_summary_is_counted_with_its_remarks_left_out() {
        let said = lines(
            "        PASS [   0.004s] samuh-kernel sheet::tests::columns\n     \
             Summary [   1.2s] 9 tests run: 5 passed (1 slow, 2 leaky), 2 failed, 1 timed out, 1 exec failed, 3 skipped",
        );
        assert_eq!(of_cargo(&said), Tally { passed: 5, failed: 4 });
    }

    #[test]
    fn every_test_result_of_cargo_test_is_added() {
        let said = lines(
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
             test result: FAILED. 4 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!(of_cargo(&said), Tally { passed: 7, failed: 2 });
    }

    #[test]
    fn a_cancelled_browser_test_is_a_failed_one() {
        let said = lines("ok 1 - page\n# tests 6\n# pass 4\n# fail 1\n# cancelled 1\n# skipped 0");
        assert_eq!(of_node(&said), Tally { passed: 4, failed: 2 });
        assert_eq!(of_node(&lines("ℹ pass 3\nℹ fail 0")), Tally { passed: 3, failed: 0 });
    }

    #[test]
    fn a_runner_that_dies_without_a_count_fails_once() {
        assert_eq!(Tally::default().with_status(false), Tally { passed: 0, failed: 1 });
        assert_eq!(Tally { passed: 2, failed: 3 }.with_status(false).failed, 3);
        assert_eq!(Tally::ONE.with_status(true), Tally::ONE);
    }

    #[test]
    fn chatter_that_looks_like_a_summary_is_not_counted() {
        assert_eq!(of_cargo(&lines("Summary: 5 passed\n5 passed, 2 failed")), Tally::default());
    }
}
