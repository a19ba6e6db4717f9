//! B8: 20,000 groups as a workbook, over HTTP, beside the floor that only writes it.

use std::process::Command;

use anyhow::{Result, ensure};

use super::Options;
use super::figure::{Figure, Must};
use super::measure::{median, pairs, run};
use super::peers;
use super::server::Server;
use super::workshop::{Stage, Workshop};

// SPEED §2e, seconds of CPU.
const XLSXWRITER: f64 = 2.34;
const PATH: &str = "/groups?format=xlsx";

/// B8: the workbook of all groups.
///
/// # Errors
/// When a side cannot be run.
pub(crate) fn workbook(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Registers, "b8")?;
    let mut server = Server::product(workshop, &folder)?;
    server.sign_in()?;
    // What a page and its connections take is not the export's.
    server.get("/groups")?;
    let before = server.peak()?;
    let ours = || {
        let spent = server.cpu()?;
        let answer = server.get(PATH)?;
        ensure!(answer.status == 200 && answer.body.starts_with(b"PK"), "no workbook");
        ensure!(answer.body.len() > 500_000, "the workbook has {} bytes", answer.body.len());
        Ok(server.cpu()? - spent)
    };
    let floor = || {
        let out = workshop.fresh("floor.xlsx")?;
        Ok(run(Command::new(&workshop.floor).arg("export").arg(out), &[0])?.0.cpu)
    };
    let (own, other) = pairs(options.pairs(), ours, floor)?;
    let figure = || Figure::new("B8 XLSX of 20,000 groups over HTTP", median(&own), "s CPU");
    let memory = Figure::new("B8 memory above the peak before", server.peak()? - before, "MiB");
    let mut figures = vec![
        figure().against("floor", median(&other), Must::AtMost(2.0)),
        memory.against("limit", 30.0, Must::AtMost(1.0)),
    ];
    if options.peers {
        let peer = |library| peers::export(workshop, library, options.pairs());
        let quarter = Must::AtMost(0.25);
        figures.push(figure().against("xlsxwriter", peer("xlsxwriter")?, quarter));
        figures.push(figure().against("openpyxl", peer("openpyxl")?, Must::AtMost(1.0 / 3.0)));
    } else {
        figures.push(figure().against("xlsxwriter (recorded)", XLSXWRITER, Must::AtMost(0.25)));
    }
    Ok(figures)
}
