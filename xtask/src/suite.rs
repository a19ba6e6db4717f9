//! The chores as the office of developers knows them: which steps, in which order.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::postgres::{self, Server};
use crate::steps::{Ledger, Outcome};
use crate::{
    advisories, browser, contract, licences, logs, proxy, run, scanner, secrets, setup, tally,
};

/// What a run of the tests is given.
#[derive(Debug, Default)]
pub(crate) struct Mode {
    /// The temporary PostgreSQL; `None` tests the embedded database only.
    pub(crate) postgres: Option<String>,
    /// The authority that signed its certificate.
    pub(crate) roots: Option<PathBuf>,
    /// Also the tests that take minutes.
    pub(crate) long: bool,
    /// Write `proofs/` instead of comparing with it.
    pub(crate) write_proofs: bool,
}

/// Everything: set-up, format, clippy, tests on both databases, front end, licences.
pub(crate) fn test(long: bool) -> Result<ExitCode> {
    let mut ledger = Ledger::default();
    if !ledger.check("set-up", || setup::prepare(long)) {
        return Ok(ledger.close());
    }
    let mut server = None;
    ledger.check("temporary PostgreSQL", || {
        server = Some(Server::start()?);
        Ok(())
    });
    let (postgres, roots) = (server.as_ref().map(Server::url), server.as_ref().map(Server::roots));
    let mode = Mode { postgres, roots, long, ..Mode::default() };
    code_steps(&mut ledger);
    ledger.take("tests", || cargo_tests(&mode));
    ledger.take("scripts", browser::check_scripts);
    ledger.check("binary", build_binary);
    ledger.take("browser tests", || browser::test(&mode));
    if long {
        ledger.take("interface for programs", contract::test);
        ledger.take("behind a proxy", proxy::test);
        ledger.take("scanner of files", scanner::test);
        ledger.take("log on another machine", logs::test);
        ledger.take("secrets of the service", secrets::test);
    }
    drop(server);
    licence_steps(&mut ledger);
    Ok(ledger.close())
}

/// The quick look before a change is handed over.
pub(crate) fn check() -> Result<ExitCode> {
    let mut ledger = Ledger::default();
    code_steps(&mut ledger);
    ledger.take("tests (embedded database)", || cargo_tests(&Mode::default()));
    Ok(ledger.close())
}

/// Writes the committed proofs anew; the difference is then read as any other change.
pub(crate) fn proofs() -> Result<ExitCode> {
    let mut ledger = Ledger::default();
    let server = Server::start()?;
    let mode = Mode { postgres: Some(server.url()), write_proofs: true, ..Mode::default() };
    ledger.take("proofs", || cargo_tests(&mode));
    drop(server);
    Ok(ledger.close())
}

/// One step of the long tests alone: the product beside another program.
pub(crate) fn alone(name: &'static str, step: fn() -> Result<Outcome>) -> Result<ExitCode> {
    let mut ledger = Ledger::default();
    ledger.check("binary", build_binary);
    ledger.take(name, step);
    Ok(ledger.close())
}

/// What only a quiet machine has the time for: a million cases of the arithmetic (T10), and minutes of mutated
/// input for every reader (T11).
pub(crate) fn night(minutes: &str) -> Result<ExitCode> {
    let mut ledger = Ledger::default();
    ledger.take("a million cases of the arithmetic", || counted(&mut arithmetic()));
    ledger.take("mutated input for every reader", || counted(&mut readers(minutes)));
    Ok(ledger.close())
}

/// The properties of amounts and plans, a million cases each.
fn arithmetic() -> Command {
    let mut tests = cargo();
    // Optimised: a million cases in a debug build do not end in a night.
    tests.args([
        "test",
        "--release",
        "-p",
        "samuh-kernel",
        "-p",
        "samuh-figures",
        "-p",
        "samuh-plans",
    ]);
    tests.args(["--lib", "--test", "plan", "--no-fail-fast", "--"]);
    tests.args(["read::", "plan::", "target::rules::", "parts_sum", "a_revision_moves"]);
    // A case that is thrown away is made anew, however often: the limit is meant for a few hundred cases.
    tests.env("PROPTEST_CASES", "1000000").env("PROPTEST_MAX_GLOBAL_REJECTS", "100000000");
    tests.env_remove(postgres::VARIABLE);
    tests
}

/// Every reader of what strangers send, for so many minutes each.
fn readers(minutes: &str) -> Command {
    let mut tests = cargo();
    tests.args(["test", "-p", "samuh", "--test", "it", "--"]);
    tests.args(["no_reader_panics_hangs_or_miscounts_whatever_is_sent", "--nocapture"]);
    tests.env("SAMUH_LONG", minutes).env_remove(postgres::VARIABLE);
    tests
}

fn counted(tests: &mut Command) -> Result<Outcome> {
    // A run leaves a thousand databases behind: they go with it.
    let scratch = std::env::temp_dir().join(format!("samuh-tests-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).context("no folder for what the tests write")?;
    let heard = run::heard(tests.env("TMPDIR", &scratch));
    let _ = std::fs::remove_dir_all(&scratch);
    let (status, lines) = heard?;
    Ok(Outcome::Counted(tally::of_cargo(&lines).with_status(status.success())))
}

/// Licences, sources and doubled crates alone.
pub(crate) fn licences() -> Result<ExitCode> {
    let mut ledger = Ledger::default();
    licence_steps(&mut ledger);
    Ok(ledger.close())
}

fn code_steps(ledger: &mut Ledger) {
    ledger.check("format", || run::must(cargo().args(["fmt", "--all", "--check"])));
    ledger.check("clippy", || {
        run::must(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
}

fn licence_steps(ledger: &mut Ledger) {
    ledger.check("licences", licences::check);
    if let Some(result) = licences::with_cargo_deny() {
        ledger.check("cargo deny", || result);
    }
    ledger.take("advisories", advisories::check);
}

fn cargo_tests(mode: &Mode) -> Result<Outcome> {
    let mut tests = cargo();
    if run::on_path("cargo-nextest").is_some() {
        tests.args(["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass"]);
    } else {
        // Named kinds of target leave the doc tests out.
        tests.args(["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]);
    }
    give(&mut tests, mode);
    counted(&mut tests)
}

fn build_binary() -> Result<()> {
    // The whole workspace, so that no crate is built again with other features.
    run::must(cargo().args(["build", "--workspace", "--bins"]))
}

fn give(command: &mut Command, mode: &Mode) {
    match &mode.postgres {
        Some(url) => command.env(postgres::VARIABLE, url),
        None => command.env_remove(postgres::VARIABLE),
    };
    match &mode.roots {
        Some(file) => command.env(postgres::ROOTS, file),
        None => command.env_remove(postgres::ROOTS),
    };
    if mode.long {
        command.env("SAMUH_LONG", "1");
    }
    if mode.write_proofs {
        command.env("SAMUH_WRITE_PROOFS", "1");
    }
}

fn cargo() -> Command {
    run::command("cargo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_asks_for_a_million_cases_and_for_half_an_hour_a_reader() {
        let told = |command: &Command, name: &str| {
            let mut all = command.get_envs().filter(|(known, _)| *known == name);
            all.next().and_then(|(_, value)| value).map(ToOwned::to_owned)
        };
        assert_eq!(told(&arithmetic(), "PROPTEST_CASES"), Some("1000000".into()));
        assert!(told(&arithmetic(), "PROPTEST_MAX_GLOBAL_REJECTS").is_some());
        assert_eq!(told(&readers("30"), "SAMUH_LONG"), Some("30".into()));
    }

    #[test]
    fn without_a_server_the_tests_are_told_of_none() {
        let mut command = cargo();
        give(&mut command, &Mode { long: true, ..Mode::default() });
        let told: Vec<_> =
            command.get_envs().map(|(name, value)| (name, value.is_some())).collect();
        assert!(told.contains(&(postgres::VARIABLE.as_ref(), false)));
        assert!(told.contains(&("SAMUH_LONG".as_ref(), true)));
        assert!(!told.iter().any(|(name, _)| *name == "SAMUH_WRITE_PROOFS"));
    }
}
