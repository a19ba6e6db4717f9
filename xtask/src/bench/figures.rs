//! B7, B7c and B7s: the Collector's page over the year's reported values.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Options;
use super::figure::{Figure, Must};
use super::measure::median;
use super::server::{Ask, Server};
use super::workshop::{Stage, Workshop};

/// The page that is asked for: the year of the values.
const PAGE: &str = "/?year=2025-26&month=2026-03";
/// Milliseconds of SPEED's limit.
const WARM: f64 = 20.0;

/// CPU of the page: milliseconds drawn anew and as it is kept, seconds of the first one.
struct Times {
    warm: f64,
    kept: f64,
    cold: f64,
}

/// B7: warm and exact, drawn anew each time, and as it is kept while nothing changes. B7c: the first page
/// after a restart.
///
/// # Errors
/// When the page is not answered or a figure is not the sum of what was imported.
pub(crate) fn page(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Figures, "b7")?;
    exact(workshop, &folder, 1)?;
    let Times { warm, kept, cold } = times(workshop, &folder, options)?;
    let first = Figure::new("B7c the same, first after a restart", cold, "s CPU");
    Ok(vec![
        Figure::new("B7 Collector's page, warm, drawn anew", warm, "ms CPU").against(
            "limit",
            WARM,
            Must::AtMost(1.0),
        ),
        Figure::new("B7 the same while nothing changes", kept, "ms CPU").against(
            "limit",
            WARM,
            Must::Report,
        ),
        first.against("limit", 0.43, Must::AtMost(1.0)),
    ])
}

/// B7s: the same page over five years of values, twelve million.
///
/// # Errors
/// As [`page`].
pub(crate) fn five_years(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    if !options.long {
        eprintln!("  B7s is measured with --long");
        return Ok(Vec::new());
    }
    let one = workshop.filled(Stage::Figures, "b7")?;
    let five = workshop.filled(Stage::FiveYears, "b7s")?;
    exact(workshop, &five, 5)?;
    let one = times(workshop, &one, options)?.warm;
    let five = times(workshop, &five, options)?.warm;
    let figure = Figure::new("B7s Collector's page over 12 million values", five, "ms CPU");
    Ok(vec![figure.against("B7", one, Must::AtMost(1.5))])
}

fn times(workshop: &Workshop, folder: &Path, options: &Options) -> Result<Times> {
    drop(Server::product(workshop, folder)?);
    // An address that was not asked before is drawn anew.
    let anew = Ask::get("page", &format!("{PAGE}&n={{n}}"));
    let (mut warm, mut kept, mut cold) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.pairs() {
        let mut server = Server::product(workshop, folder)?;
        server.sign_in()?;
        let before = server.cpu()?;
        let answer = server.get(PAGE)?;
        ensure!(answer.status == 200, "the page answered {}", answer.status);
        cold.push(server.cpu()? - before);
        server.load(workshop, 1, 1, &[Ask { first: 1 << 32, ..anew.clone() }])?;
        warm.push(server.load(workshop, 1, 4, std::slice::from_ref(&anew))?.cpu);
        kept.push(server.load(workshop, 1, 2, &[Ask::get("page", PAGE)])?.cpu);
    }
    Ok(Times { warm: median(&warm), kept: median(&kept), cold: median(&cold) })
}

/// The figures must be the sums of the district's files.
fn exact(workshop: &Workshop, folder: &Path, years: i64) -> Result<()> {
    let reported = workshop.expected["reported"].clone();
    let reported: Vec<(String, i64)> = serde_json::from_value(reported)?;
    for (code, sum) in reported {
        let mut command = workshop.product(folder);
        command.args(["figures", "--indicator", &code, "--by", "district"]);
        let rows: Vec<Value> = serde_json::from_str(&workshop.run(&mut command, &[0])?.1)?;
        let value = rows.first().and_then(|row| row["value"].as_f64());
        let value = value.with_context(|| format!("no figure of {code}"))?;
        let sum = (sum * years) as f64;
        ensure!((value - sum).abs() < 0.005, "{code}: {value}, the files have {sum}");
    }
    Ok(())
}
