//! Reads a file in a child process of the same program, so that no file can harm the server: the
//! child limits its own memory and time, and the parent stops it when it says nothing.

mod frame;
mod spawn;

use std::io::{self, BufWriter, Write};
use std::path::Path;

use rlimit::Resource;
use samuh_kernel::sheet::{Limits, Piece};

use self::frame::Frame;
pub use self::spawn::spawn;
use crate::error::ReadError;
use crate::read::{Format, read, recognise};

/// The hidden command of the program: `read-sheet PATH LIMITS`.
pub const COMMAND: &str = "read-sheet";

/// Memory beyond its own start that the child may ask for.
const MEMORY_BYTES: u64 = 160 << 20;
/// An .xls is taken into memory whole; for every byte of the file this much more.
const XLS_MEMORY_TIMES: u64 = 12;
const XLS_MEMORY_BYTES: u64 = 96 << 20;
/// Seconds of processor time for one file, and for every MiB of it; a build without optimisation
/// is slower.
const PROCESSOR_SECONDS: u64 = if cfg!(debug_assertions) { 30 } else { 5 };
const PROCESSOR_SECONDS_PER_MIB: u64 = 2;
const PIPE_BYTES: usize = 64 << 10;

/// The child's side: limits this process for good, reads the file and writes its frames to `out`.
///
/// # Errors
/// Only those of `out`: a refused file is a frame of its own.
pub fn serve(path: &Path, limits: &Limits, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(PIPE_BYTES, out);
    let mut buffer = Vec::new();
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    let seconds = PROCESSOR_SECONDS + (size >> 20) * PROCESSOR_SECONDS_PER_MIB;
    confine(memory(path, size, limits), seconds)?;
    frame::write(&Frame::Ready, &mut buffer, &mut out)?;
    out.flush()?;
    let mut sink = |piece: Piece| {
        frame::write(&Frame::Piece(piece), &mut buffer, &mut out).map_err(ReadError::from)
    };
    let last = match read(path, limits, &mut sink) {
        Ok(()) => Frame::Done,
        Err(refusal) => Frame::Refused(refusal),
    };
    frame::write(&last, &mut buffer, &mut out)?;
    out.flush()
}

/// Limits as the hidden command takes them: seven numbers with commas.
pub fn limits_to_arg(limits: &Limits) -> String {
    let Limits { file_bytes, inflated_bytes, ratio, cells, columns, sheets, cell_bytes } = limits;
    format!("{file_bytes},{inflated_bytes},{ratio},{cells},{columns},{sheets},{cell_bytes}")
}

/// The limits that [`limits_to_arg`] wrote; none for anything else.
pub fn limits_from_arg(arg: &str) -> Option<Limits> {
    let numbers: Vec<u64> = arg.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [file_bytes, inflated_bytes, ratio, cells, columns, sheets, cell_bytes] = numbers[..]
    else {
        return None;
    };
    Some(Limits {
        file_bytes,
        inflated_bytes,
        ratio,
        cells,
        columns: columns.try_into().ok()?,
        sheets: sheets.try_into().ok()?,
        cell_bytes: cell_bytes.try_into().ok()?,
    })
}

/// Bytes the child may ask for beyond what it has at its start.
fn memory(path: &Path, size: u64, limits: &Limits) -> u64 {
    match recognise(path, limits) {
        Ok(Format::Ole) => XLS_MEMORY_BYTES + size.saturating_mul(XLS_MEMORY_TIMES),
        _ => MEMORY_BYTES,
    }
}

/// Takes away from this process what a reader never needs.
fn confine(memory: u64, seconds: u64) -> io::Result<()> {
    let address_space = own_size() + memory;
    rlimit::setrlimit(Resource::AS, address_space, address_space)?;
    rlimit::setrlimit(Resource::CPU, seconds, seconds)?;
    rlimit::setrlimit(Resource::FSIZE, 0, 0)?;
    rlimit::setrlimit(Resource::CORE, 0, 0)
}

/// Bytes of address space this process has now.
fn own_size() -> u64 {
    const PAGE_BYTES: u64 = 4096;
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').next().and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * PAGE_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_come_back_from_the_command_line() {
        for limits in [Limits::ORDINARY, Limits::MEMBERS] {
            assert_eq!(limits_from_arg(&limits_to_arg(&limits)), Some(limits));
        }
        for wrong in ["", "1,2,3", "1,2,3,4,5,6,x", "1,2,3,4,5,6,7,8", "1,2,3,4,5000000000,6,7"] {
            assert_eq!(limits_from_arg(wrong), None, "{wrong}");
        }
    }
}
