//! Which encoding a text file is in, found from all its bytes, and the file as UTF-8.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::ReadError;

/// Bytes read together.
const BLOCK: usize = 64 << 10;
/// Bytes that show whether a file without a mark is UTF-16.
const SAMPLE: usize = 4 << 10;

/// The encoding of a text file; refuses what is no text at all.
pub(crate) fn find(path: &Path) -> Result<&'static Encoding, ReadError> {
    let mut file = File::open(path)?;
    let mut block = vec![0; BLOCK];
    let mut count = fill(&mut file, &mut block)?;
    if let Some((encoding, _)) = Encoding::for_bom(&block[..count]) {
        return Ok(encoding);
    }
    if let Some(encoding) = unmarked_utf16(&block[..count.min(SAMPLE)]) {
        return Ok(encoding);
    }
    let mut utf8 = Utf8Check::default();
    while count > 0 {
        if block[..count].iter().any(|byte| is_binary(*byte)) {
            return Err(ReadError::new("not_a_sheet"));
        }
        utf8.take(&block[..count]);
        count = fill(&mut file, &mut block)?;
    }
    Ok(if utf8.holds() { UTF_8 } else { WINDOWS_1252 })
}

/// A file's text as UTF-8, without its byte order mark.
pub(crate) struct Text {
    file: File,
    decoder: Decoder,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    finished: bool,
}

impl Text {
    pub(crate) fn open(path: &Path, encoding: &'static Encoding) -> io::Result<Self> {
        Ok(Self {
            file: File::open(path)?,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; BLOCK],
            start: 0,
            end: 0,
            ended: false,
            finished: false,
        })
    }

    /// Replaces `into` with the next run of text; false at the end of the file.
    pub(crate) fn next(&mut self, into: &mut String) -> io::Result<bool> {
        into.clear();
        into.reserve(2 * BLOCK);
        while !self.finished && into.is_empty() {
            if self.start == self.end && !self.ended {
                self.start = 0;
                self.end = self.file.read(&mut self.raw)?;
                self.ended = self.end == 0;
            }
            let source = &self.raw[self.start..self.end];
            let (result, read, _) = self.decoder.decode_to_string(source, into, self.ended);
            self.start += read;
            self.finished = self.ended && result == CoderResult::InputEmpty;
        }
        Ok(!into.is_empty())
    }
}

/// UTF-16 without a mark: every second byte is 0 (Latin) or 9 (Devanagari).
fn unmarked_utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.len() / 2;
    let high =
        |odd: usize| sample.chunks_exact(2).filter(|pair| pair[odd] == 0 || pair[odd] == 9).count();
    let nulls = |odd: usize| sample.chunks_exact(2).filter(|pair| pair[odd] == 0).count();
    if pairs < 2 {
        return None;
    }
    let likely = |odd: usize| high(odd) * 10 >= pairs * 9 && nulls(odd) > nulls(1 - odd);
    if likely(1) {
        Some(UTF_16LE)
    } else if likely(0) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Control characters no text file holds; 26 closes files of old DOS programs.
fn is_binary(byte: u8) -> bool {
    byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 11 | 12 | 26)
}

/// Checks block by block whether bytes are UTF-8, also where a character spans two blocks.
#[derive(Default)]
struct Utf8Check {
    carried: Vec<u8>,
    failed: bool,
}

impl Utf8Check {
    fn take(&mut self, block: &[u8]) {
        if self.failed {
            return;
        }
        let mut rest = block;
        while !self.carried.is_empty() && !rest.is_empty() {
            self.carried.push(rest[0]);
            rest = &rest[1..];
            match std::str::from_utf8(&self.carried) {
                Ok(_) => self.carried.clear(),
                Err(error) if error.error_len().is_some() => self.failed = true,
                Err(_) => {}
            }
            if self.failed {
                return;
            }
        }
        if let Err(error) = std::str::from_utf8(rest) {
            self.failed = error.error_len().is_some();
            self.carried.extend_from_slice(&rest[error.valid_up_to()..]);
        }
    }

    fn holds(&self) -> bool {
        !self.failed && self.carried.is_empty()
    }
}

fn fill(file: &mut File, block: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while count < block.len() {
        match file.read(&mut block[count..])? {
            0 => break,
            read => count += read,
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_checked_across_blocks() {
        let text = "समूह".as_bytes();
        for cut in 0..text.len() {
            let mut check = Utf8Check::default();
            check.take(&text[..cut]);
            check.take(&text[cut..]);
            assert!(check.holds(), "{cut}");
        }
        let mut check = Utf8Check::default();
        check.take(&text[..4]);
        assert!(!check.holds(), "a character breaks off");
        check.take(b"x");
        assert!(!check.holds());
    }

    #[test]
    fn utf16_without_a_mark_is_known_in_latin_and_devanagari() {
        let text = "कोड,नाम,राशि\r\n101,समूह एक,2500\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(unmarked_utf16(&little), Some(UTF_16LE));
        assert_eq!(unmarked_utf16(&big), Some(UTF_16BE));
        assert_eq!(unmarked_utf16(text.as_bytes()), None);
        assert_eq!(unmarked_utf16(b"a\tb\tc\td\te\tf\tg\n"), None);
    }
}
