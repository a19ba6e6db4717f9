//! The smallest server: axum answering one word.

use anyhow::Result;
use axum::{Router, routing::get};

/// Serves until it is killed.
///
/// # Errors
/// When the port is taken.
pub(crate) fn serve(port: u16) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        let site = Router::new().route("/health", get(async || "ok"));
        Ok(axum::serve(listener, site).await?)
    })
}
