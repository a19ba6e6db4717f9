//! Presentations as PPTX, written part by part: tables and charts stay tables and charts, and a
//! chart's figures lie in a workbook of their own that PowerPoint opens on "Edit data".
//!
//! Written here because no crate at hand puts the real figures into the chart's workbook. The same
//! deck gives the same bytes.

mod chart;
mod package;
mod shapes;
mod slide;

use samuh_kernel::deck::Deck;

/// Why a presentation could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DeckError {
    /// The emblem is not a PNG that can be read.
    #[error("the emblem is not a PNG")]
    Emblem,
    /// A chart's workbook was refused.
    #[error("the workbook of a chart could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The archive was refused.
    #[error("the presentation could not be written: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// The disk or memory failed.
    #[error("the presentation could not be written: {0}")]
    Io(#[from] std::io::Error),
}

/// The deck as PPTX.
///
/// # Errors
/// When its emblem is no PNG, or a part cannot be written.
pub fn pptx(deck: &Deck) -> Result<Vec<u8>, DeckError> {
    package::write(deck)
}
