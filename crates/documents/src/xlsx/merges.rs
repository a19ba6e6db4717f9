//! Merged ranges of a sheet. They stand behind the cells in the file but are needed before them,
//! so the part is looked through once without being taken apart.

use std::io::Read;

use memchr::memmem::Finder;
use samuh_kernel::sheet::Merge;

use super::reference;
use crate::error::ReadError;

/// Bytes looked at together.
const WINDOW: usize = 256 << 10;
/// A tag `<mergeCell ref="XFD1048576:XFD1048576"/>` and what may stand before its `ref`.
const TAG_BYTES: usize = 256;
/// More merged ranges than any sheet a person made.
const MERGES: usize = 100_000;

/// The merged ranges of a sheet's part, in file order.
pub(super) fn read(mut part: impl Read) -> Result<Vec<Merge>, ReadError> {
    // A literal `<` cannot stand in XML text, so a match is always a tag.
    let finder = Finder::new("mergeCell ");
    let mut merges = Vec::new();
    let mut window = Vec::with_capacity(WINDOW + TAG_BYTES);
    loop {
        let read = part.by_ref().take(WINDOW as u64).read_to_end(&mut window)?;
        let last = read == 0;
        let safe = if last { window.len() } else { window.len().saturating_sub(TAG_BYTES) };
        for at in finder.find_iter(&window).take_while(|at| *at < safe) {
            if at > 0 && matches!(window[at - 1], b'<' | b':') {
                merges.extend(range_of(&window[at..window.len().min(at + TAG_BYTES)]));
            }
        }
        if merges.len() > MERGES {
            return Err(ReadError::new("too_many_cells").with("limit", MERGES));
        }
        if last {
            return Ok(merges);
        }
        // One byte before the rest is kept, to see what stands in front of a name.
        window.drain(..safe.saturating_sub(1));
    }
}

fn range_of(tag: &[u8]) -> Option<Merge> {
    let tag = &tag[..memchr::memchr(b'>', tag)?];
    let tag = std::str::from_utf8(tag).ok()?;
    let value = tag.split_once("ref=")?.1;
    let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    reference::merge(value[1..].split(quote).next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_ranges_are_found_wherever_the_windows_break() {
        for before in
            [0, 1, WINDOW - 300, WINDOW - 257, WINDOW - 256, WINDOW - 20, WINDOW - 1, WINDOW]
        {
            let sheet = format!(
                "{}<mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><x:mergeCell ref='C1:C2'/></mergeCells>",
                " ".repeat(before)
            );
            let found = read(sheet.as_bytes()).unwrap();
            assert_eq!(found.len(), 2, "{before}");
            assert_eq!((found[0].last_column, found[1].last_row), (2, 2));
        }
    }

    #[test]
    fn a_reference_without_quotes_is_no_merged_range() {
        for reference in ["A1:B1", "\u{7be}1:B1\"", "क1:B1क", ""] {
            let tag = format!("<mergeCell ref={reference}/>");
            assert!(read(tag.as_bytes()).unwrap().is_empty(), "{tag}");
        }
    }

    #[test]
    fn words_in_cells_are_no_merged_ranges() {
        assert!(read(&b"<t>mergeCell ref=\"A1:B1\"&gt;</t>"[..]).unwrap().is_empty());
    }
}
