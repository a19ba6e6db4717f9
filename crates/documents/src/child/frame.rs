//! How the reading child tells its pieces to the parent: frames of a length, a kind and bytes,
//! numbers little-endian.

use std::io::{self, Read, Write};

use chrono::{DateTime, NaiveDate};
use samuh_kernel::sheet::{Cell, Merge, Piece, Row};

use crate::error::{ARGS, CODES, ReadError};

/// The longest frame a parent takes: a full row of the longest cells.
const FRAME_BYTES: usize = 64 << 20;

/// What the child says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Frame {
    /// The child has begun and set its limits.
    Ready,
    /// A piece of the file.
    Piece(Piece),
    /// The file was read to its end.
    Done,
    /// The file was refused.
    Refused(ReadError),
}

/// Writes one frame; `buffer` is kept between calls.
pub(super) fn write(frame: &Frame, buffer: &mut Vec<u8>, out: &mut impl Write) -> io::Result<()> {
    buffer.clear();
    buffer.extend([0; 4]);
    match frame {
        Frame::Ready => buffer.push(0),
        Frame::Piece(Piece::Sheet { name, merges, hidden }) => {
            buffer.extend([1, u8::from(*hidden)]);
            put_text(buffer, name);
            put(buffer, count(merges.len()));
            for merge in merges {
                for edge in [merge.first_row, merge.last_row, merge.first_column, merge.last_column]
                {
                    put(buffer, edge);
                }
            }
        }
        Frame::Piece(Piece::Row(row)) => {
            buffer.push(2);
            put(buffer, row.number);
            put(buffer, count(row.cells.len()));
            row.cells.iter().for_each(|cell| put_cell(buffer, cell));
        }
        Frame::Done => buffer.push(3),
        Frame::Refused(refusal) => {
            buffer.push(4);
            put_text(buffer, refusal.code);
            put(buffer, count(refusal.args.len()));
            for (name, value) in &refusal.args {
                put_text(buffer, name);
                put_text(buffer, value);
            }
        }
    }
    let length = count(buffer.len() - 4).to_le_bytes();
    buffer[..4].copy_from_slice(&length);
    out.write_all(buffer)
}

/// Reads one frame; `buffer` is kept between calls.
///
/// # Errors
/// Those of the source, and `InvalidData` for bytes that are no frame.
pub(super) fn read(source: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<Frame> {
    let mut length = [0; 4];
    source.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > FRAME_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    buffer.clear();
    source.take(length as u64).read_to_end(buffer)?;
    if buffer.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Bytes(buffer).frame().ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn count(length: usize) -> u32 {
    u32::try_from(length).expect("lengths are within the limits of a file")
}

fn put(buffer: &mut Vec<u8>, number: u32) {
    buffer.extend(number.to_le_bytes());
}

fn put_text(buffer: &mut Vec<u8>, text: &str) {
    put(buffer, count(text.len()));
    buffer.extend_from_slice(text.as_bytes());
}

fn put_cell(buffer: &mut Vec<u8>, cell: &Cell) {
    match cell {
        Cell::Empty => buffer.push(0),
        Cell::Text(text) => {
            buffer.push(1);
            put_text(buffer, text);
        }
        Cell::Number(number) => {
            buffer.push(2);
            buffer.extend(number.to_le_bytes());
        }
        Cell::Date(day) => {
            buffer.push(3);
            buffer.extend(day.to_epoch_days().to_le_bytes());
        }
        Cell::DateTime(at) => {
            buffer.push(4);
            buffer.extend(at.and_utc().timestamp_micros().to_le_bytes());
        }
        Cell::Bool(value) => buffer.extend([5, u8::from(*value)]),
        Cell::Error(text) => {
            buffer.push(6);
            put_text(buffer, text);
        }
    }
}

/// The bytes of a frame that are still to be read; none where they do not fit.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn frame(mut self) -> Option<Frame> {
        Some(match self.byte()? {
            0 => Frame::Ready,
            1 => Frame::Piece(self.sheet()?),
            2 => Frame::Piece(self.row()?),
            3 => Frame::Done,
            4 => Frame::Refused(self.refusal()?),
            _ => return None,
        })
    }

    fn sheet(&mut self) -> Option<Piece> {
        let hidden = self.byte()? == 1;
        let name = self.text()?;
        let count = self.number()?;
        let merges = (0..count).map(|_| self.merge()).collect::<Option<Vec<_>>>()?;
        Some(Piece::Sheet { name, merges, hidden })
    }

    fn merge(&mut self) -> Option<Merge> {
        let (first_row, last_row) = (self.number()?, self.number()?);
        let (first_column, last_column) = (self.number()?, self.number()?);
        Some(Merge { first_row, last_row, first_column, last_column })
    }

    fn row(&mut self) -> Option<Piece> {
        let number = self.number()?;
        let count = self.number()? as usize;
        let mut cells = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            cells.push(self.cell()?);
        }
        Some(Piece::Row(Row { number, cells }))
    }

    fn cell(&mut self) -> Option<Cell> {
        Some(match self.byte()? {
            0 => Cell::Empty,
            1 => Cell::Text(self.text()?),
            2 => Cell::Number(f64::from_le_bytes(self.array()?)),
            3 => Cell::Date(NaiveDate::from_epoch_days(i32::from_le_bytes(self.array()?))?),
            4 => {
                let micros = i64::from_le_bytes(self.array()?);
                Cell::DateTime(DateTime::from_timestamp_micros(micros)?.naive_utc())
            }
            5 => Cell::Bool(self.byte()? == 1),
            6 => Cell::Error(self.text()?),
            _ => return None,
        })
    }

    fn refusal(&mut self) -> Option<ReadError> {
        let known =
            |list: &[&'static str], word: &str| list.iter().find(|each| **each == word).copied();
        let mut refusal = ReadError::new(known(CODES, &self.text()?)?);
        for _ in 0..self.number()? {
            let name = known(ARGS, &self.text()?)?;
            refusal = refusal.with(name, self.text()?);
        }
        Some(refusal)
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn number(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            Just(Cell::Empty),
            "\\PC{0,12}".prop_map(Cell::Text),
            (-1e15..1e15).prop_map(Cell::Number),
            (0..60_000_i32).prop_map(|day| Cell::Date(NaiveDate::from_epoch_days(day).unwrap())),
            (0..4_000_000_000_i64).prop_map(|second| Cell::DateTime(
                DateTime::from_timestamp_millis(second * 500).unwrap().naive_utc()
            )),
            any::<bool>().prop_map(Cell::Bool),
            Just(Cell::Error("#REF!".into())),
        ]
    }

    fn there_and_back(frame: &Frame) -> Frame {
        let mut bytes = Vec::new();
        write(frame, &mut Vec::new(), &mut bytes).unwrap();
        read(&mut bytes.as_slice(), &mut Vec::new()).unwrap()
    }

    proptest! {
        #[test]
        fn rows_come_back_as_they_went(number in 1..1_048_576_u32, cells in proptest::collection::vec(cell(), 0..9)) {
            let frame = Frame::Piece(Piece::Row(Row { number, cells }));
            prop_assert_eq!(there_and_back(&frame), frame);
        }

        #[test]
        fn no_bytes_make_the_parent_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let mut framed = u32::try_from(bytes.len()).unwrap().to_le_bytes().to_vec();
            framed.extend(bytes);
            let _ = read(&mut framed.as_slice(), &mut Vec::new());
        }
    }

    #[test]
    fn sheets_and_refusals_come_back_as_they_went() {
        let merge = Merge { first_row: 1, last_row: 2, first_column: 3, last_column: 4 };
        let sheet = Piece::Sheet { name: "समूह".into(), merges: vec![merge], hidden: true };
        let refusal = ReadError::new("cell_too_long").with("sheet", "S").with("row", 7);
        for frame in [Frame::Ready, Frame::Piece(sheet), Frame::Done, Frame::Refused(refusal)] {
            assert_eq!(there_and_back(&frame), frame);
        }
    }
}
