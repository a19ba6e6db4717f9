//! B14: a ranking of sixty federations by fifteen indicators, level and change, with 20,000 draws.

use std::process::Command;

use anyhow::Result;

use super::Options;
use super::figure::{Figure, Must};
use super::measure::{median, run};
use super::workshop::Workshop;
use crate::run::{command, must, root};

/// Rankings of one run, so that what starting takes is nothing beside them.
const ROUNDS: f64 = 10.0;
/// What the review meeting may wait, milliseconds.
const LIMIT: f64 = 300.0;

/// B14: one ranking.
///
/// # Errors
/// When the program cannot be built or run.
pub(crate) fn ranking(_: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let build = ["build", "--profile", "dist", "--quiet", "-p", "samuh-figures"];
    must(command("cargo").args(build).args(["--example", "ranking"]))?;
    let program = root().join("target/dist/examples/ranking");
    let cpu = |rounds: &str| {
        Ok::<f64, anyhow::Error>(run(Command::new(&program).arg(rounds), &[0])?.0.cpu)
    };
    let mut all = Vec::new();
    for _ in 0..options.pairs() {
        all.push((cpu("11")? - cpu("1")?) * 1000.0 / ROUNDS);
    }
    let figure = Figure::new("B14 ranking of 60 units by 15 indicators", median(&all), "ms CPU");
    Ok(vec![figure.against("limit", LIMIT, Must::AtMost(1.0))])
}
