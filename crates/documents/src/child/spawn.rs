//! The parent's side: starts the child, takes its frames and ends it when it falls silent.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use samuh_kernel::sheet::Limits;

use super::frame::{self, Frame};
use super::{COMMAND, limits_to_arg};
use crate::error::ReadError;
use crate::gate::Sink;

/// How long the child may take to begin, and to say the next thing.
const FIRST: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(20);
/// Blocks of the pipe held while the sink works.
const BLOCKS: usize = 8;
const BLOCK_BYTES: usize = 64 << 10;

/// Reads a file in a child: `program read-sheet PATH LIMITS`, whose `main` calls
/// [`super::serve`] with its standard output. The path's file name counts: its extension must fit
/// the content, and a text file's sheet bears its stem.
///
/// # Errors
/// What the child refused, what `sink` returned, `broken_file` for a child that died or fell
/// silent, `io` if it could not be started.
pub fn spawn(
    program: &Path,
    path: &Path,
    limits: &Limits,
    sink: &mut Sink,
) -> Result<(), ReadError> {
    let mut reading = Reading::start(program, path, limits)?;
    let mut buffer = Vec::new();
    loop {
        let frame = frame::read(&mut reading.pipe, &mut buffer).map_err(|error| silent(&error))?;
        match frame {
            Frame::Ready => reading.pipe.patience = SILENCE,
            Frame::Piece(piece) => sink(piece)?,
            Frame::Done => return Ok(()),
            Frame::Refused(refusal) => return Err(refusal),
        }
    }
}

/// A running child; it is ended when this is dropped.
struct Reading {
    child: Child,
    pipe: Pipe,
}

impl Reading {
    fn start(program: &Path, path: &Path, limits: &Limits) -> Result<Self, ReadError> {
        let mut child = Command::new(program)
            .arg(COMMAND)
            .arg(path)
            .arg(limits_to_arg(limits))
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let out = child.stdout.take().expect("the output was asked for as a pipe");
        Ok(Self { child, pipe: Pipe::new(out) })
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The child's output, with an end to waiting.
struct Pipe {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    at: usize,
    patience: Duration,
}

impl Pipe {
    fn new(mut out: ChildStdout) -> Self {
        let (send, blocks) = sync_channel(BLOCKS);
        // The thread ends with the pipe, or when nobody takes its blocks any more.
        thread::spawn(move || {
            loop {
                let mut block = vec![0; BLOCK_BYTES];
                let read = out.read(&mut block).map(|count| {
                    block.truncate(count);
                    block
                });
                let last = !matches!(&read, Ok(block) if !block.is_empty());
                if send.send(read).is_err() || last {
                    return;
                }
            }
        });
        Self { blocks, block: Vec::new(), at: 0, patience: FIRST }
    }
}

impl Read for Pipe {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.len() {
            self.at = 0;
            self.block = match self.blocks.recv_timeout(self.patience) {
                Ok(block) => block?,
                Err(RecvTimeoutError::Timeout) => return Err(io::ErrorKind::TimedOut.into()),
                Err(RecvTimeoutError::Disconnected) => Vec::new(),
            };
        }
        let count = (self.block.len() - self.at).min(into.len());
        into[..count].copy_from_slice(&self.block[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

fn silent(error: &io::Error) -> ReadError {
    ReadError::broken(match error.kind() {
        io::ErrorKind::TimedOut => "the reading child fell silent".to_owned(),
        io::ErrorKind::UnexpectedEof => "the reading child died".to_owned(),
        _ => error.to_string(),
    })
}
