//! Reads one file: what it is by its content, then its sheets and rows through the limits.

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use samuh_kernel::sheet::Limits;

use crate::error::{ReadError, megabytes};
use crate::gate::{Gate, Sink};
use crate::{html, ole, text, xls, xlsx};

/// Bytes that show what a file is.
const HEAD: u64 = 4096;

/// Reads a file of Excel or delimited text and sends its pieces to `sink`, in file order.
///
/// The format is told by the content. A hostile file may still make this process use memory up to
/// the limits: the server reads through [`crate::child::spawn`].
///
/// # Errors
/// A [`ReadError`] with one of [`crate::CODES`], or what `sink` returned.
pub fn read(path: &Path, limits: &Limits, sink: &mut Sink) -> Result<(), ReadError> {
    let mut gate = Gate::new(limits, sink);
    // A parser that panics on a damaged file must not take the caller with it.
    catch_unwind(AssertUnwindSafe(|| dispatch(path, &mut gate)))
        .unwrap_or_else(|_| Err(ReadError::broken("the parser failed")))
}

/// What a file is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Zip,
    Ole,
    Html,
    Text,
    Other(&'static str),
}

/// Tells the format of a file; checks its size and that its name does not contradict it.
pub(crate) fn recognise(path: &Path, limits: &Limits) -> Result<Format, ReadError> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == 0 {
        return Err(ReadError::new("empty_file"));
    }
    if size > limits.file_bytes {
        let limit = megabytes(limits.file_bytes);
        return Err(ReadError::new("file_too_large").with("limit", limit));
    }
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head)?;
    let format = format(&head);
    let extension = path.extension().and_then(|name| name.to_str()).unwrap_or_default();
    match (extension.to_ascii_lowercase().as_str(), format) {
        ("xlsx" | "xlsm", Format::Ole) => {
            // An encrypted .xlsx is such a container too; that is the better answer.
            let found = ole::check(&std::fs::read(path)?);
            Err(found.err().unwrap_or_else(|| wrong_extension(extension, "xls")))
        }
        ("xls", Format::Zip) => Err(wrong_extension(extension, "xlsx")),
        _ => Ok(format),
    }
}

fn dispatch(path: &Path, gate: &mut Gate) -> Result<(), ReadError> {
    match recognise(path, gate.limits)? {
        Format::Zip => xlsx::read(path, gate),
        Format::Ole => xls::read(path, gate),
        Format::Html => html::read(path, gate),
        Format::Text => text::read(path, gate),
        Format::Other(format) => Err(ReadError::new("unsupported_format").with("format", format)),
    }
}

fn wrong_extension(extension: &str, format: &str) -> ReadError {
    ReadError::new("wrong_extension")
        .with("extension", extension.to_ascii_lowercase())
        .with("format", format)
}

fn format(head: &[u8]) -> Format {
    const KNOWN: [(&[u8], Format); 9] = [
        (b"PK\x03\x04", Format::Zip),
        (b"PK\x05\x06", Format::Zip),
        (ole::SIGNATURE, Format::Ole),
        (b"%PDF-", Format::Other("pdf")),
        (b"{\\rtf", Format::Other("rtf")),
        (b"\x09\x08\x10\x00\x00\x06", Format::Other("xls 95")),
        (b"\x09\x08\x08\x00\x00\x05", Format::Other("xls 95")),
        (b"\x09\x04\x06\x00", Format::Other("xls 95")),
        (b"\x09\x02\x06\x00", Format::Other("xls 95")),
    ];
    if let Some((_, format)) = KNOWN.iter().find(|(start, _)| head.starts_with(start)) {
        return *format;
    }
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return Format::Text;
    }
    let tags = ["<html", "<table", "<!doctype html", "<meta", "<head", "<body", "<div", "<style"];
    if tags.iter().any(|tag| text.contains(tag)) {
        Format::Html
    } else if text.starts_with("<?xml") {
        Format::Other("xml")
    } else {
        Format::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        assert_eq!(format(b"PK\x03\x04rest"), Format::Zip);
        assert_eq!(format(ole::SIGNATURE), Format::Ole);
        assert_eq!(format(b"%PDF-1.7"), Format::Other("pdf"));
        assert_eq!(format(b"\xEF\xBB\xBF \r\n<HTML><Table>"), Format::Html);
        assert_eq!(format(b"<?xml version=\"1.0\"?><Workbook>"), Format::Other("xml"));
        assert_eq!(format("कोड,नाम".as_bytes()), Format::Text);
    }
}
