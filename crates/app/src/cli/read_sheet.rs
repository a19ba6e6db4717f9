//! The hidden command by which the program starts itself as the reading child of an import.

use std::{io, path::PathBuf};

use clap::Args;
use samuh_documents::child;

use super::Exit;

/// Reads one file under limits and sends its cells to standard output.
#[derive(Debug, Args)]
pub(super) struct ReadSheet {
    /// The file.
    path: PathBuf,
    /// Its limits, as the parent wrote them.
    limits: String,
}

/// Serves one file; a refused file is an answer too.
pub(super) fn run(sheet: &ReadSheet) -> Exit {
    let Some(limits) = child::limits_from_arg(&sheet.limits) else { return Exit::Nothing };
    match child::serve(&sheet.path, &limits, io::stdout().lock()) {
        Ok(()) => Exit::Done,
        Err(_) => Exit::Nothing,
    }
}
