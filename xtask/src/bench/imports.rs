//! B3, B4 and B10: sheets into the registers, by the whole path and by the floor.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Options;
use super::figure::{Figure, Must};
use super::measure::{Spent, median, pairs, run};
use super::peers;
use super::pocketbase;
use super::workshop::{Stage, Workshop};

// SPEED §2b, seconds of CPU for the same 220,000 rows.
const POCKETBASE: f64 = 61.6;
const OPENPYXL: f64 = 52.4;
const PANDAS: f64 = 9.2;
/// Mebibytes that an import from .xlsx may take.
const PEAK: f64 = 300.0;

/// B3: groups and members from .csv.
///
/// # Errors
/// When a side cannot be run or the two do not agree.
pub(crate) fn delimited(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let ours = || {
        let folder = workshop.filled(Stage::Places, "b3")?;
        let groups = workshop.import(&folder, "groups", "groups.csv")?;
        let members = workshop.import(&folder, "members", "members.csv")?;
        agree(workshop, &folder)?;
        Ok(both(groups, members))
    };
    let floor = || floor(workshop, "csv");
    let (ours, floor) = pairs(options.pairs(), ours, floor)?;
    let (cpu, peak) = (median_cpu(&ours), median_peak(&ours));
    let peer = if options.peers {
        ("PocketBase", pocketbase::filled(workshop)?.import)
    } else {
        ("PocketBase (recorded)", POCKETBASE)
    };
    Ok(vec![
        Figure::new("B3 CSV import, 220,000 rows", cpu, "s CPU").against(
            "floor",
            median_cpu(&floor),
            Must::AtMost(5.0),
        ),
        Figure::new("B3 CSV import, 220,000 rows", cpu, "s CPU").against(
            peer.0,
            peer.1,
            Must::AtMost(0.1),
        ),
        Figure::new("B3 peak", peak, "MiB").against("floor", median_peak(&floor), Must::Report),
    ])
}

/// B4: the same from .xlsx, dry run and apply.
///
/// # Errors
/// As [`delimited`].
pub(crate) fn workbooks(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let ours = || {
        let folder = workshop.filled(Stage::Places, "b4")?;
        let groups = dry_then_apply(workshop, &folder, "groups", "groups.xlsx")?;
        let members = dry_then_apply(workshop, &folder, "members", "members.xlsx")?;
        agree(workshop, &folder)?;
        Ok(both(groups, members))
    };
    let floor = || floor(workshop, "xlsx");
    let (ours, floor) = pairs(options.pairs(), ours, floor)?;
    let (cpu, peak) = (median_cpu(&ours), median_peak(&ours));
    let peer = |library: &str, name: &str, recorded: f64| -> Result<(String, f64)> {
        if options.peers {
            return Ok((name.to_owned(), peers::workbooks(workshop, library)?));
        }
        Ok((format!("{name} (recorded)"), recorded))
    };
    let openpyxl = peer("openpyxl", "openpyxl", OPENPYXL)?;
    let pandas = peer("pandas", "pandas+calamine", PANDAS)?;
    let name = "B4 XLSX dry run and apply, 220,000 rows";
    let figure = || Figure::new(name, cpu, "s CPU");
    Ok(vec![
        figure().against("floor", median_cpu(&floor), Must::Report),
        figure().against(&openpyxl.0, openpyxl.1, Must::AtMost(0.2)),
        figure().against(&pandas.0, pandas.1, Must::AtMost(1.0)),
        Figure::new("B4 peak", peak, "MiB").against("limit", PEAK, Must::AtMost(1.0)),
    ])
}

/// B10: a soiled workbook beside the clean one of the same rows.
///
/// # Errors
/// When a sheet cannot be written or read.
pub(crate) fn dirty(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let sheets = workshop.fresh("soiled")?;
    let soil = |words: &[&str]| {
        let mut command = crate::run::command("cargo");
        command.args([
            "run",
            "--profile",
            "dist",
            "--quiet",
            "-p",
            "samuh-demo",
            "--example",
            "soil",
            "--",
        ]);
        crate::run::said(command.args(words).arg(&sheets))
    };
    soil(&["write"])?;
    let folder = workshop.fresh("b10")?;
    workshop.run(workshop.product(&folder).arg("init"), &[0])?;
    let geography = crate::run::root().join("data/geography-kondagaon.csv");
    let places = [geography, sheets.join("federations.xlsx")];
    for (register, file) in ["places", "federations"].iter().zip(&places) {
        workshop.run(workshop.product(&folder).args(["import", register]).arg(file), &[0, 1])?;
    }
    let judge = |name: &str| {
        let mut command = workshop.product(&folder);
        command.args(["import", "groups", "--dry-run"]).arg(sheets.join(name));
        workshop.run(&mut command, &[0, 1])
    };
    let (_, found) = judge("dirty.xlsx")?;
    std::fs::write(sheets.join("found.json"), found)?;
    let judged: Value = serde_json::from_str(&soil(&["judge"])?)?;
    let count = |name: &str| judged[name].as_f64().context("the judge left out a count");
    let (dirty, clean) =
        pairs(options.pairs(), || Ok(judge("dirty.xlsx")?.0), || Ok(judge("clean.xlsx")?.0))?;
    Ok(vec![
        Figure::new("B10 recall on repairable faults", count("recall")?, "of 1").against(
            "limit",
            0.95,
            Must::AtLeast(1.0),
        ),
        Figure::new("B10 wrong silent repairs", count("wrong")?, "cells").against(
            "allowed, and one more",
            1.0,
            Must::AtMost(0.0),
        ),
        Figure::new("B10 dirty workbook, dry run", median_cpu(&dirty), "s CPU").against(
            "clean workbook",
            median_cpu(&clean),
            Must::AtMost(1.5),
        ),
    ])
}

fn dry_then_apply(workshop: &Workshop, folder: &Path, register: &str, file: &str) -> Result<Spent> {
    let mut dry = workshop.product(folder);
    dry.args(["import", register, "--dry-run"]).arg(workshop.file(file));
    let (one, said) = workshop.run(&mut dry, &[0, 1])?;
    let report: Value = serde_json::from_str(&said)?;
    let batch = report["batch"].as_str().context("the dry run named no batch")?;
    let mut apply = workshop.product(folder);
    let (two, _) = workshop.run(apply.args(["import", register, "--apply", batch]), &[0, 1])?;
    Ok(both(one, two))
}

fn floor(workshop: &Workshop, kind: &str) -> Result<Spent> {
    let database = workshop.fresh("floor.db")?;
    let mut command = std::process::Command::new(&workshop.floor);
    let (spent, said) = run(command.arg(kind).arg(&workshop.data).arg(database), &[0])?;
    let taken: Value = serde_json::from_str(&said)?;
    for name in ["groups_by_block", "members"] {
        ensure!(
            taken[name] == workshop.expected[name],
            "the floor's {name} are not the district's"
        );
    }
    Ok(spent)
}

/// The registers' own figures must be those of the district's files.
fn agree(workshop: &Workshop, folder: &Path) -> Result<()> {
    let of = |indicator: &str, level: &str| -> Result<Vec<(String, i64)>> {
        let mut command = workshop.product(folder);
        command.args(["figures", "--indicator", indicator, "--by", level]);
        let (_, said) = workshop.run(&mut command, &[0])?;
        let rows: Vec<Value> = serde_json::from_str(&said)?;
        let mut found = Vec::new();
        for row in rows {
            let code = row["code"].as_str().unwrap_or_default().to_owned();
            let value = row["value"].as_f64().context("a figure without value")?;
            found.push((code, value as i64));
        }
        found.sort();
        Ok(found)
    };
    let expected = &workshop.expected;
    let blocks: Vec<(String, i64)> = serde_json::from_value(expected["groups_by_block"].clone())?;
    let found = of("shg_formed", "block")?;
    ensure!(found == blocks, "groups by block: {found:?}, the district has {blocks:?}");
    let members: i64 = of("members", "block")?.iter().map(|(_, members)| members).sum();
    let all = expected["members"].as_i64();
    ensure!(Some(members) == all, "members: {members}, the district has {all:?}");
    Ok(())
}

fn both(one: Spent, other: Spent) -> Spent {
    Spent { cpu: one.cpu + other.cpu, peak: one.peak.max(other.peak) }
}

fn median_cpu(runs: &[Spent]) -> f64 {
    median(&runs.iter().map(|spent| spent.cpu).collect::<Vec<_>>())
}

fn median_peak(runs: &[Spent]) -> f64 {
    median(&runs.iter().map(|spent| spent.peak).collect::<Vec<_>>())
}
