//! How the command line says things: data on standard output, remarks on standard error.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use samuh_engine::{Error, Result};
use samuh_web::words::Words;
use serde::Serialize;

/// A value as JSON on standard output.
///
/// # Errors
/// `Broken` when it cannot be written.
pub(super) fn json(value: &impl Serialize) -> Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out).and_then(|()| out.flush()).map_err(|error| Error::broken(error.to_string()))
}

/// A line on standard output.
///
/// # Errors
/// `Broken` when it cannot be written.
pub(super) fn line(text: &str) -> Result<()> {
    writeln!(io::stdout().lock(), "{text}").map_err(|error| Error::broken(error.to_string()))
}

/// A remark on standard error.
pub(super) fn remark(text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Why a command did nothing.
pub(super) fn failure(error: &Error, words: &Words) {
    match error {
        Error::Faults(faults) => {
            for fault in faults {
                let args = fault.args.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                let said = words.fault(&fault.code, args);
                remark(&said.message);
                if !said.cure.is_empty() {
                    remark(&format!("  → {}", said.cure));
                }
            }
        }
        Error::NotFound => remark(&words.t("cli-not-found")),
        Error::Denied(_) => remark(&words.t("cli-denied")),
        Error::Conflict { .. } => remark(&words.t("cli-conflict")),
        Error::StorageFull => remark(&words.t("cli-storage-full")),
        Error::Broken(what) => {
            remark(&words.args("cli-broken", &[("detail", what.as_str().into())]));
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
