//! Files of the office: Excel and delimited text read safely; workbooks, CSV, papers and
//! presentations written.
//!
//! Reading knows nothing of registers: it gives sheets and rows as the file holds them. Hostile
//! files are refused by their limits, and the server reads in a child process.

pub mod archive;
pub mod child;
mod days;
pub mod deck;
mod error;
mod gate;
mod html;
mod ole;
pub mod paper;
pub mod qr;
mod read;
mod text;
pub mod write;
mod xls;
mod xlsx;

pub use error::{ARGS, CODES, ReadError};
pub use gate::Sink;
pub use read::read;

/// True for letters that no part of an office file can hold: XML 1.0 has no way to write them.
fn is_unwritable(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}')
}
