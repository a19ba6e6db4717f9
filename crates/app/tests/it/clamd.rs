//! A scanner for tests, that speaks clamd's words and behaves as it is told.

use std::{
    io::{Read, Write},
    net::TcpListener,
    os::unix::net::UnixListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use samuh::scanning::Scanner;

/// What this scanner takes for a virus.
pub(crate) const MARK: &[u8] = b"X5O!P%@AP-what-the-scanner-of-the-tests-knows";
/// What it calls that.
pub(crate) const FOUND: &str = "Win.Test.Mahua-1";

/// How it behaves.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Manner {
    /// It reads to the end and says what it knows.
    Good,
    /// The same, its answer in parts and late.
    Slow,
    /// It takes so many bytes and no more.
    Least(usize),
    /// It calls a file clean of which it has heard the beginning.
    Hasty,
    /// It listens and never answers.
    Silent,
    /// It answers with this.
    Odd(&'static str),
}

/// A file as it was heard: its bytes, and in how many pieces they came.
pub(crate) type Heard = (Vec<u8>, usize);

/// A scanner at work; its threads end with the tests.
pub(crate) struct Clamd {
    /// Where it is heard.
    pub(crate) scanner: Scanner,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Clamd {
    /// One at a socket and one at a port.
    pub(crate) fn both(manner: Manner) -> [Self; 2] {
        [Self::at_a_socket(manner), Self::at_a_port(manner)]
    }

    /// One at a socket.
    pub(crate) fn at_a_socket(manner: Manner) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let mark = format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(format!("samuh-clamd-{mark}"));
        let listener = UnixListener::bind(&path).unwrap();
        let visits = thread_safe(move || listener.accept().unwrap().0);
        Self::over(&format!("unix:{}", path.display()), manner, visits)
    }

    /// One at a port of this machine.
    pub(crate) fn at_a_port(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("tcp:{}", listener.local_addr().unwrap());
        Self::over(&address, manner, thread_safe(move || listener.accept().unwrap().0))
    }

    /// The files it has heard.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    fn over<S: Read + Write + Send + 'static>(
        address: &str,
        manner: Manner,
        next: impl Fn() -> S + Send + 'static,
    ) -> Self {
        let heard = Arc::<Mutex<Vec<Heard>>>::default();
        let ears = Arc::clone(&heard);
        thread::spawn(move || {
            loop {
                let (visit, ears) = (next(), Arc::clone(&ears));
                thread::spawn(move || {
                    // A visitor who goes away early is no fault of the scanner.
                    drop(answer(visit, manner, &ears));
                });
            }
        });
        Self { scanner: Scanner::read(address).unwrap(), heard }
    }
}

fn thread_safe<S, F: Fn() -> S + Send + 'static>(next: F) -> F {
    next
}

fn answer<S: Read + Write>(
    mut visit: S,
    manner: Manner,
    ears: &Mutex<Vec<Heard>>,
) -> std::io::Result<()> {
    let mut command = Vec::new();
    let mut byte = [0];
    while command.last() != Some(&0) {
        visit.read_exact(&mut byte)?;
        command.push(byte[0]);
    }
    match &command[..] {
        _ if matches!(manner, Manner::Silent) => {
            thread::sleep(Duration::from_secs(600));
            Ok(())
        }
        b"zPING\0" => visit.write_all(b"PONG\0"),
        b"zVERSION\0" => visit.write_all(b"ClamAV 1.4.3/27500/Mon Nov 30 08:10:11 2026\0"),
        b"zINSTREAM\0" => stream(visit, manner, ears),
        _ => visit.write_all(b"UNKNOWN COMMAND\0"),
    }
}

fn stream<S: Read + Write>(
    mut visit: S,
    manner: Manner,
    ears: &Mutex<Vec<Heard>>,
) -> std::io::Result<()> {
    let (mut bytes, mut pieces) = (Vec::new(), 0);
    loop {
        let mut length = [0; 4];
        visit.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length) as usize;
        if length == 0 {
            break;
        }
        match manner {
            Manner::Least(most) if bytes.len() + length > most => {
                return visit.write_all(b"INSTREAM size limit exceeded. ERROR\0");
            }
            Manner::Hasty if pieces == 1 => return visit.write_all(b"stream: OK\0"),
            _ => {}
        }
        let mut piece = vec![0; length];
        visit.read_exact(&mut piece)?;
        bytes.extend(piece);
        pieces += 1;
    }
    let found = bytes.windows(MARK.len()).any(|part| part == MARK);
    ears.lock().unwrap().push((bytes, pieces));
    let said = if found { format!("stream: {FOUND} FOUND\0") } else { "stream: OK\0".to_owned() };
    match manner {
        Manner::Odd(said) => visit.write_all(said.as_bytes()),
        Manner::Slow => {
            let (first, last) = said.split_at(9);
            thread::sleep(Duration::from_millis(300));
            visit.write_all(first.as_bytes())?;
            visit.flush()?;
            thread::sleep(Duration::from_millis(300));
            visit.write_all(last.as_bytes())
        }
        _ => visit.write_all(said.as_bytes()),
    }
}
