//! `samuh verify`: what was checked, and what differs.

use samuh_engine::Result;
use serde::Serialize;

use super::{Exit, Workplace, print};
use crate::checking::{self, Check};

/// Differences of one check that are told; the rest are counted.
const TOLD: usize = 20;

#[derive(Serialize)]
struct Told {
    ok: bool,
    checks: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    ok: bool,
    detail: String,
}

/// Runs `samuh verify`.
pub(super) fn run(workplace: &Workplace) -> Result<Exit> {
    let words = workplace.words;
    let bar = print::counter(words.t("cli-checking"));
    let checks = workplace.read(|reader| {
        checking::check(reader, &mut |name| bar.set_message(words.t(&format!("check-{name}"))))
    });
    bar.finish_and_clear();
    let checks = checks?;
    let is_ok = checks.iter().all(Check::is_ok);
    let lines: Vec<Line> = checks.iter().map(|check| line(workplace, check)).collect();
    if workplace.json {
        print::json(&Told { ok: is_ok, checks: lines })?;
    } else {
        for line in &lines {
            let mark = if line.ok { "✓" } else { "✗" };
            let name = words.t(&format!("check-{}", line.name));
            print::line(&format!("{mark} {name}: {}", line.detail))?;
        }
        print::line(&words.t(if is_ok { "cli-verify-ok" } else { "cli-verify-differs" }))?;
    }
    Ok(if is_ok { Exit::Done } else { Exit::Partly })
}

fn line(workplace: &Workplace, check: &Check) -> Line {
    let words = workplace.words;
    let n = ("n", check.compared.into());
    let detail = if check.is_ok() {
        words.args("cli-check-same", &[n])
    } else {
        let first: Vec<&str> = check.differences.iter().take(TOLD).map(String::as_str).collect();
        let args =
            [n, ("count", check.differences.len().into()), ("told", first.join("; ").into())];
        words.args("cli-check-differs", &args)
    };
    Line { name: check.name, ok: check.is_ok(), detail }
}
