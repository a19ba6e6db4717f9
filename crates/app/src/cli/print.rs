//! How the command line says things: data on standard output, remarks on standard error.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use samuh_engine::{Error, Result};
use samuh_kernel::fault::{Fault, Faults};
use samuh_web::words::Words;
use serde::Serialize;

/// How many faults of one code are told.
const EXAMPLES: usize = 5;

/// A value as JSON on standard output.
///
/// # Errors
/// `Broken` when it cannot be written.
pub(super) fn json(value: &impl Serialize) -> Result<()> {
    line(&serde_json::to_string_pretty(value)?)
}

/// A line on standard output.
///
/// # Errors
/// `Broken` when it cannot be written.
pub(super) fn line(text: &str) -> Result<()> {
    match writeln!(io::stdout().lock(), "{text}") {
        // Whoever reads has heard enough: that is no failure of the command.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::broken(error.to_string()))
        }
        _ => Ok(()),
    }
}

/// A remark on standard error.
pub(super) fn remark(text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Why a command did nothing.
pub(super) fn failure(error: &Error, words: &Words) {
    match error {
        Error::Faults(faults) => tell(faults, words),
        Error::NotFound => remark(&words.t("cli-not-found")),
        Error::Denied(_) => remark(&words.t("cli-denied")),
        Error::Conflict { .. } => remark(&words.t("cli-conflict")),
        Error::StorageFull => remark(&words.t("cli-storage-full")),
        Error::Broken(what) => {
            remark(&words.args("cli-broken", &[("detail", what.as_str().into())]));
        }
    }
}

/// Faults by code, a few of each, with what cures them.
fn tell(faults: &Faults, words: &Words) {
    let mut by_code: Vec<(&str, Vec<&Fault>)> = Vec::new();
    for fault in faults {
        match by_code.iter_mut().find(|(code, _)| *code == fault.code) {
            Some((_, same)) => same.push(fault),
            None => by_code.push((&fault.code, vec![fault])),
        }
    }
    for (code, same) in by_code {
        let mut cure = String::new();
        for fault in same.iter().take(EXAMPLES) {
            let args = fault.args.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let said = words.fault(code, args);
            remark(&said.message);
            cure = said.cure;
        }
        if same.len() > EXAMPLES {
            let more = same.len() - EXAMPLES;
            remark(&words.args("cli-more", &[("n", more.into())]));
        }
        if !cure.is_empty() {
            remark(&format!("  → {cure}"));
        }
    }
}

/// A counter of long work on standard error, drawn only where that is a terminal.
pub(super) fn counter(message: String) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{spinner} {msg} {human_pos}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    if io::stderr().is_terminal() {
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
    }
    bar.with_message(message)
}
