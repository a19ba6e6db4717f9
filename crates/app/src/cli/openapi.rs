//! `samuh openapi`: the interface for programs as an OpenAPI document.

use samuh_engine::Result;

use super::{Exit, print};
use crate::server::openapi;

/// Prints the document. It needs no database: it is what this program can do.
pub(super) fn run() -> Result<Exit> {
    print::json(&openapi())?;
    Ok(Exit::Done)
}
