//! The chores of the house: sets a machine up, checks the code, runs every test on both databases.
//! Deliberately absent: anything the office uses; that is the binary `samuh`.

mod advisories;
mod bench;
mod browser;
mod certificate;
mod contract;
#[cfg(test)]
mod house;
mod licences;
mod logs;
mod parts;
mod policy;
mod postgres;
mod proxy;
mod run;
mod scanner;
mod secrets;
mod setup;
mod stage;
mod steps;
mod suite;
mod tally;

use std::env;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <chore>

  test [--long]   set the machine up, then every check and test on both databases
  night [MINUTES] a million cases of the arithmetic, then so many minutes (30) of mutated input a reader
  check           format, clippy and tests on the embedded database only
  proofs          write proofs/ anew by running the tests on both databases
  pg -- COMMAND   run COMMAND with SAMUH_TEST_PG naming a temporary PostgreSQL
  bench [--json] [--peers] [--only B3,B4] [--long] [--quick] [--built] [--postgres]
                  measure what SPEED asks for, beside the floors in bench/floor
  contract        the interface for programs under Schemathesis, on the demonstration
  proxy           the sample configurations of nginx and Caddy before a small office
  scanner         the scanner of files, clamd, beside a small office
  logs            the sample configurations that send the log to another machine
  secrets         the service's secrets as systemd seals and hands them
  parts           the inventory of parts of the binary, as CycloneDX, beside the builds
  licences        licences, sources and doubled crates against deny.toml";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => suite::test(false),
        ["test", "--long"] => suite::test(true),
        ["night"] => suite::night("30"),
        ["night", minutes] => suite::night(minutes),
        ["check"] => suite::check(),
        ["proofs"] => suite::proofs(),
        ["bench", rest @ ..] => bench::Options::read(rest).and_then(|asked| bench::bench(&asked)),
        ["contract"] => suite::alone("interface for programs", contract::test),
        ["proxy"] => suite::alone("behind a proxy", proxy::test),
        ["scanner"] => suite::alone("scanner of files", scanner::test),
        ["logs"] => suite::alone("log on another machine", logs::test),
        ["secrets"] => suite::alone("secrets of the service", secrets::test),
        ["parts"] => parts::write(),
        ["licences"] => suite::licences(),
        ["pg", "--", command, rest @ ..] => postgres::run_with(command, rest),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    done.unwrap_or_else(|error| {
        eprintln!("xtask: {error:#}");
        ExitCode::FAILURE
    })
}
