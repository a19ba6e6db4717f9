//! T16: very many connections at once, of a district's desk and of a block's, on the demo's district.

use anyhow::{Result, ensure};

use super::Options;
use super::figure::{Figure, Must};
use super::measure::median;
use super::server::{Ask, Server};
use super::workshop::Workshop;

/// The demo's own accounts, and what the demo prints as their password.
const DESKS: [(&str, &str); 2] = [("collector", "district"), ("makdi", "block")];
const PASSWORD: &str = "samuh-demo-2026";
/// Connections, and milliseconds within which 99 of 100 answers must be there (TRUST T16).
const LOADS: [(usize, f64); 2] = [(200, 300.0), (2_000, 1_000.0)];
/// MiB that the server may take meanwhile.
const MEMORY: f64 = 300.0;
/// Lists to one page of figures.
const LISTS: u64 = 9;

/// T16: connections that are kept and ask without pause, nine lists to one Collector's page.
///
/// # Errors
/// When the demo cannot be made, or answers are wrong.
pub(crate) fn desks(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.fresh("t16")?;
    workshop.run(workshop.product(&folder).args(["demo", "--no-serve"]), &[0])?;
    let mut figures = Vec::new();
    let mut memory: f64 = 0.0;
    for (login, name) in DESKS {
        for (connections, limit) in LOADS {
            let mut times = Vec::new();
            for _ in 0..options.pairs() {
                let mut server = Server::product(workshop, &folder)?;
                server.sign_in_as(login, PASSWORD)?;
                let asks = [
                    Ask { weight: LISTS, ..Ask::get("list", "/api/v1/groups") },
                    Ask::get("page", "/"),
                ];
                let load = server.load(workshop, connections, 10, &asks)?;
                let errors: f64 = load.came.iter().map(|came| came.server_errors).sum();
                ensure!(errors == 0.0, "{errors} answers of {connections} connections failed");
                times.push(load.came.iter().map(|came| came.p99).fold(0.0, f64::max));
                memory = memory.max(server.pss()?);
            }
            let name = format!("T16 desk of a {name}, {connections} connections, p99");
            let figure = Figure::new(&name, median(&times), "ms");
            figures.push(figure.against("limit", limit, Must::AtMost(1.0)));
        }
    }
    let figure = Figure::new("T16 memory after it", memory, "MiB PSS");
    figures.push(figure.against("limit", MEMORY, Must::AtMost(1.0)));
    Ok(figures)
}
