//! Papers as files: PDF and pictures laid out by Typst, and DOCX to edit.
//!
//! Fonts and templates stand in the binary; a job sees them, its own data and nothing else: no
//! disk, no network, no packages, no clock. The same paper gives the same bytes.

mod data;
mod docx;
mod press;

use samuh_kernel::paper::{Certificate, Paper};

pub use self::docx::docx;

/// Why a paper could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The emblem is not a PNG that can be read.
    #[error("the emblem is not a PNG")]
    Emblem,
    /// There is nothing to draw, or not so many pages.
    #[error("there is no page {0}")]
    NoSuchPage(usize),
    /// The layout refused the paper.
    #[error("the paper could not be laid out: {0}")]
    Layout(String),
    /// The file could not be put together.
    #[error("the file could not be written: {0}")]
    Write(String),
}

/// The paper as PDF.
///
/// # Errors
/// When its emblem is no PNG, or the layout refuses it.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    press::pdf(&data::of_paper(paper)?)
}

/// One page of the paper as a PNG so many pixels wide; pages count from 1.
///
/// # Errors
/// Those of [`pdf`], and when there is no such page.
pub fn png(paper: &Paper, page: usize, width: u32) -> Result<Vec<u8>, PaperError> {
    press::png(&data::of_paper(paper)?, page, width)
}

/// Certificates as one PDF, one a page, for printing in one go, under the office's emblem: the bytes of a
/// PNG.
///
/// # Errors
/// When there is none, the emblem is no PNG, or the layout refuses them.
pub fn certificates(emblem: Option<&[u8]>, all: &[Certificate]) -> Result<Vec<u8>, PaperError> {
    if all.is_empty() {
        return Err(PaperError::NoSuchPage(1));
    }
    press::pdf(&data::of_certificates(emblem, all)?)
}
