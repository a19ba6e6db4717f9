//! The steps of a run: each shown with its name and time, all added up in one last line.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::tally::Tally;

/// How a step went, when it could be run at all.
pub(crate) enum Outcome {
    /// It counted this much.
    Counted(Tally),
    /// There was nothing for it to do, and this is why. It counts as neither.
    Nothing(&'static str),
}

/// The steps taken so far.
#[derive(Default)]
pub(crate) struct Ledger {
    taken: Vec<Step>,
}

struct Step {
    name: &'static str,
    tally: Tally,
    took: Duration,
    remark: Option<&'static str>,
}

impl Ledger {
    /// Takes a step, whatever became of those before it, and says whether it went well.
    pub(crate) fn take(
        &mut self,
        name: &'static str,
        step: impl FnOnce() -> Result<Outcome>,
    ) -> bool {
        println!("\n=== {name}");
        let begun = Instant::now();
        let (tally, remark) = match step() {
            Ok(Outcome::Counted(tally)) => (tally, None),
            Ok(Outcome::Nothing(why)) => (Tally::default(), Some(why)),
            Err(error) => {
                eprintln!("{name}: {error:#}");
                (Tally::default().with_status(false), None)
            }
        };
        let step = Step { name, tally, took: begun.elapsed(), remark };
        println!("--- {}", step.line());
        self.taken.push(step);
        tally.failed == 0
    }

    /// A step that is one check: it holds or it does not.
    pub(crate) fn check(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        self.take(name, || step().map(|()| Outcome::Counted(Tally::ONE)))
    }

    /// Prints every step and the sum of all, and gives the exit status of the run.
    pub(crate) fn close(self) -> ExitCode {
        println!("\n=== all steps");
        for step in &self.taken {
            println!("    {}", step.line());
        }
        let all: Tally = self.taken.iter().map(|step| step.tally).sum();
        println!("{} passed, {} failed", all.passed, all.failed);
        if all.failed == 0 && all.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl Step {
    fn line(&self) -> String {
        let Self { name, tally, took, remark } = self;
        let seconds = took.as_secs_f64();
        match remark {
            Some(why) => format!("{name:<28} {seconds:>7.1} s  {why}"),
            None => {
                let word = if tally.failed == 0 { "ok" } else { "FAILED" };
                let Tally { passed, failed } = tally;
                format!("{name:<28} {seconds:>7.1} s  {word}: {passed} passed, {failed} failed")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_does_not_stop_the_next_and_fails_the_run() {
        let mut ledger = Ledger::default();
        assert!(!ledger.check("red", || anyhow::bail!("not formatted")));
        assert!(ledger.check("green", || Ok(())));
        assert_eq!(ledger.taken.len(), 2);
        assert_eq!(format!("{:?}", ledger.close()), format!("{:?}", ExitCode::FAILURE));
    }

    #[test]
    fn a_step_with_nothing_to_do_counts_as_neither() {
        let mut ledger = Ledger::default();
        assert!(ledger.take("browser", || Ok(Outcome::Nothing("no browser tests"))));
        assert!(ledger.check("green", || Ok(())));
        let all: Tally = ledger.taken.iter().map(|step| step.tally).sum();
        assert_eq!(all, Tally::ONE);
        assert!(ledger.taken[0].line().ends_with("no browser tests"));
    }

    #[test]
    fn a_run_without_any_check_is_not_a_success() {
        let closed = Ledger::default().close();
        assert_eq!(format!("{closed:?}"), format!("{:?}", ExitCode::FAILURE));
    }
}
