//! `samuh verify`: what was checked, and what differs.

use clap::Args;
use samuh_engine::{
    Error, Reader, Result,
    audit::chain::{self, Head},
    clock,
};
use samuh_kernel::fault::Fault;
use serde::Serialize;

use super::{Exit, Workplace, print};
use crate::checking::{self, Check, Differs, What};

/// Differences of one check that are told; the rest are counted.
const TOLD: usize = 20;

/// Fewest signs of a head that tell it from any other.
const SIGNS: usize = 12;

/// Rebuilds the books and compares.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The head of the chain as a report printed it: it must still be in the chain.
    #[arg(long, value_name = "HEAD")]
    head: Option<String>,
}

#[derive(Serialize)]
struct Told {
    ok: bool,
    checks: Vec<Line>,
    chains: Vec<Chain>,
}

/// Where the chain of a district stands.
#[derive(Serialize)]
struct Chain {
    district: i64,
    entries: i64,
    head: String,
    sealed_at: Option<String>,
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    ok: bool,
    detail: String,
}

/// Runs `samuh verify`.
pub(super) fn run(workplace: &Workplace, asked: &Verify) -> Result<Exit> {
    let words = workplace.words;
    let bar = print::counter(words.t("cli-checking"));
    let read = workplace.read(|reader| {
        let tell = &mut |name| bar.set_message(words.t(&format!("check-{name}")));
        let mut checks = checking::check(reader, tell)?;
        checks.extend(asked.head.as_deref().map(|head| printed(reader, head)).transpose()?);
        Ok((checks, chains(reader)?))
    });
    bar.finish_and_clear();
    let (checks, chains) = read?;
    let is_ok = checks.iter().all(Check::is_ok);
    let lines: Vec<Line> = checks.iter().map(|check| line(workplace, check)).collect();
    if workplace.json {
        print::json(&Told { ok: is_ok, checks: lines, chains })?;
    } else {
        for line in &lines {
            let mark = if line.ok { "✓" } else { "✗" };
            let name = words.t(&format!("check-{}", line.name));
            print::line(&format!("{mark} {name}: {}", line.detail))?;
        }
        for chain in &chains {
            let args = [("n", chain.entries.into()), ("head", chain.head.as_str().into())];
            print::line(&words.args("cli-chain", &args))?;
        }
        print::line(&words.t(if is_ok { "cli-verify-ok" } else { "cli-verify-differs" }))?;
    }
    Ok(if is_ok { Exit::Done } else { Exit::Partly })
}

/// The head that a report printed, looked for in every chain.
fn printed(reader: &mut Reader, head: &str) -> Result<Check> {
    if head.trim().len() < SIGNS {
        let fault = Fault::new("head_too_short").with("signs", SIGNS);
        return Err(Error::Faults(fault.into()));
    }
    let mut check = Check { name: "head", compared: 1, differences: Vec::new() };
    for district in samuh_places::all_districts(reader)? {
        if chain::find(reader, district.id, head)?.is_some() {
            return Ok(check);
        }
    }
    check.differences.push(Differs { district: None, what: What::Head(head.trim().to_owned()) });
    Ok(check)
}

fn chains(reader: &mut Reader) -> Result<Vec<Chain>> {
    let mut chains = Vec::new();
    for district in samuh_places::all_districts(reader)? {
        let head: Head = chain::head(reader, district.id)?;
        let sealed_at = (head.no > 0)
            .then(|| clock::local(head.at).format("%Y-%m-%dT%H:%M:%S+05:30").to_string());
        chains.push(Chain { district: district.id, entries: head.no, head: head.hex(), sealed_at });
    }
    Ok(chains)
}

fn line(workplace: &Workplace, check: &Check) -> Line {
    let words = workplace.words;
    let n = ("n", check.compared.into());
    let detail = if check.is_ok() {
        words.args("cli-check-same", &[n])
    } else {
        let first: Vec<String> =
            check.differences.iter().take(TOLD).map(|differs| differs.said(words)).collect();
        let args =
            [n, ("count", check.differences.len().into()), ("told", first.join("; ").into())];
        words.args("cli-check-differs", &args)
    };
    Line { name: check.name, ok: check.is_ok(), detail }
}
