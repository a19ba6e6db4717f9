//! The XML of a workbook's part, event by event: no entities but XML's own five, and no single
//! event longer than a cell may ever be.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::error::ReadError;

/// Bytes of one tag or one run of text. Excel's longest cell is 32,767 characters.
const EVENT_BYTES: usize = 2 << 20;
const BUFFER_BYTES: usize = 64 << 10;

/// A part's XML as a stream of events.
pub(super) struct Xml<R: Read> {
    reader: Reader<Paced<BufReader<R>>>,
    left: Rc<Cell<usize>>,
    buffer: Vec<u8>,
}

impl<R: Read> Xml<R> {
    pub(super) fn new(part: R) -> Self {
        let left = Rc::new(Cell::new(EVENT_BYTES));
        let inner = BufReader::with_capacity(BUFFER_BYTES, part);
        let mut reader = Reader::from_reader(Paced { inner, left: Rc::clone(&left) });
        reader.config_mut().check_end_names = false;
        Self { reader, left, buffer: Vec::with_capacity(1024) }
    }

    /// The next event.
    ///
    /// # Errors
    /// `xml_entities` for a document type, `cell_too_long` for an endless event, `broken_file`.
    pub(super) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.left.set(EVENT_BYTES);
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::DocType(_)) => Err(ReadError::new("xml_entities")),
            Ok(event) => Ok(event),
            Err(error) => Err(from_xml(&error)),
        }
    }
}

/// Adds the character that a reference stands for; only XML's own five and numbers are known.
pub(super) fn push_reference(text: &mut String, reference: &BytesRef) -> Result<(), ReadError> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| from_xml(&error))? {
        text.push(character);
        return Ok(());
    }
    text.push(match reference.as_ref() {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return Err(ReadError::new("xml_entities")),
    });
    Ok(())
}

/// The value of an attribute by its local name, unescaped.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Result<Option<String>, ReadError> {
    for each in tag.attributes().with_checks(false) {
        let each = each.map_err(ReadError::broken)?;
        if each.key.local_name().as_ref() == name {
            let value = quick_xml::escape::unescape(&each.value).map_err(ReadError::broken)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// A source that gives at most `left` bytes until it is set anew.
struct Paced<R> {
    inner: R,
    left: Rc<Cell<usize>>,
}

impl<R: BufRead> Read for Paced<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(into.len());
        into[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Paced<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left.get() == 0 {
            let refusal = ReadError::new("cell_too_long").with("limit", EVENT_BYTES);
            return Err(refusal.into_io());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left.set(self.left.get().saturating_sub(count));
        self.inner.consume(count);
    }
}

fn from_xml(error: &quick_xml::Error) -> ReadError {
    match error {
        quick_xml::Error::Io(error) => ReadError::from_io(error),
        other => ReadError::broken(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drained(source: &str) -> Result<String, ReadError> {
        let mut xml = Xml::new(source.as_bytes());
        let mut text = String::new();
        loop {
            match xml.next()? {
                Event::Eof => return Ok(text),
                Event::Text(run) => text.push_str(&run.xml10_content()),
                Event::GeneralRef(reference) => push_reference(&mut text, &reference)?,
                _ => {}
            }
        }
    }

    #[test]
    fn the_five_entities_and_numbered_characters_are_read() {
        assert_eq!(drained("<a>&lt;&amp;&#x915;&#65;</a>").unwrap(), "<&कA");
    }

    #[test]
    fn document_types_and_other_entities_are_refused() {
        let lol = "<!DOCTYPE a [<!ENTITY l \"lol\">]><a>&l;</a>";
        assert_eq!(drained(lol).unwrap_err().code, "xml_entities");
        assert_eq!(drained("<a>&l;</a>").unwrap_err().code, "xml_entities");
    }

    #[test]
    fn an_endless_run_of_text_is_refused_before_it_is_held() {
        let long = format!("<a>{}</a>", "x".repeat(3 * EVENT_BYTES));
        assert_eq!(drained(&long).unwrap_err().code, "cell_too_long");
    }
}
