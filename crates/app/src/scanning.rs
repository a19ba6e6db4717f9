//! The scanner of files that strangers send: clamd, asked at its own socket (`INSTREAM`). It is another
//! program, which may be slow, gone or odd: what is no clear answer is none, and then no file is taken
//! (docs/adr/0037).

use std::{fmt, io, net::SocketAddr, path::PathBuf, time::Duration};

use samuh_engine::{Error, Result};
use samuh_kernel::fault::Fault;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
    time::timeout,
};

/// How long one file may take in all: clamd itself ends after two minutes (`MaxScanTime`).
const PATIENCE: Duration = Duration::from_secs(150);
/// How long the scanner may take to be reached, or to say that it is there and its version.
const SOON: Duration = Duration::from_secs(5);
/// Bytes of a file that are sent at a time.
const PIECE: usize = 64 << 10;
/// The longest answer that is read, in bytes.
const ANSWER: usize = 4 << 10;
/// The longest words of the scanner that are handed on.
const WORDS: usize = 120;
/// How what clamd "finds" is called where it did not look at all of a file (`AlertExceedsMax`): a limit of
/// its own and no virus.
const BEYOND: &str = "Heuristics.Limits.Exceeded";

/// Where the scanner is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanner {
    at: At,
    patience: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum At {
    Unix(PathBuf),
    Tcp(SocketAddr),
}

/// What the scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It knows nothing against it.
    Clean,
    /// It found this, by the name it has for it.
    Found(String),
    /// It does not look at all of a file as large as this, packed or unpacked (`StreamMaxLength`, `MaxFileSize`,
    /// `MaxScanSize`), or that takes so long (`MaxScanTime`).
    TooLarge,
}

/// Why there is no verdict.
#[derive(Debug)]
pub enum Unscanned {
    /// The scanner is not reached, does not answer in time or says something else.
    Silent(String),
    /// The file itself could not be read.
    Unread(io::Error),
}

impl From<io::Error> for Unscanned {
    fn from(error: io::Error) -> Self {
        Self::Silent(error.to_string())
    }
}

impl Scanner {
    /// Reads `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`. Files hold the data of persons and clamd
    /// knows no encryption: over TCP it is heard on this same machine only.
    ///
    /// # Errors
    /// Fault `scanner_address`.
    pub fn read(text: &str) -> Result<Self> {
        let at = match text.split_once(':') {
            Some(("unix", path)) if path.starts_with('/') => Some(At::Unix(path.into())),
            Some(("tcp", address)) => {
                let address = address.parse().ok().filter(|at: &SocketAddr| at.ip().is_loopback());
                address.map(At::Tcp)
            }
            _ => None,
        };
        let fault = || Error::Faults(Fault::new("scanner_address").with("address", text).into());
        Ok(Self { at: at.ok_or_else(fault)?, patience: PATIENCE })
    }

    /// The same, with so much time for a file.
    #[must_use]
    pub fn within(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Asks about a file, from its first byte to its last.
    ///
    /// # Errors
    /// `Silent` without a clear answer in time; `Unread` where the file cannot be read.
    pub async fn scan(
        &self,
        file: impl AsyncRead + Unpin,
    ) -> std::result::Result<Verdict, Unscanned> {
        let asked = async {
            match &self.at {
                At::Unix(path) => told(self.soon(UnixStream::connect(path)).await?, file).await,
                At::Tcp(address) => told(self.soon(TcpStream::connect(address)).await?, file).await,
            }
        };
        let answer = timeout(self.patience, asked).await.map_err(|_| late())??;
        verdict(&answer).ok_or_else(|| Unscanned::Silent(bounded(&answer)))
    }

    /// What the scanner says it is: `ClamAV 1.4.3/27500/Mon Nov 30 08:10:11 2026`, with the number and the
    /// day of its signatures where it has them.
    ///
    /// # Errors
    /// Why it does not answer.
    pub async fn version(&self) -> std::result::Result<String, String> {
        let said = self.asked(b"zVERSION\0").await.map_err(|error| error.to_string())?;
        if said.starts_with("ClamAV ") { Ok(bounded(&said)) } else { Err(bounded(&said)) }
    }

    /// Makes sure that it is there and answers. clamd does so at once, whatever its threads are busy with: that it
    /// hangs is found out before a file is sent to it, which would wait to the end of its time.
    ///
    /// # Errors
    /// `Silent` where it does not answer soon, or otherwise.
    pub async fn answers(&self) -> std::result::Result<(), Unscanned> {
        let said = self.asked(b"zPING\0").await?;
        if said == "PONG" { Ok(()) } else { Err(Unscanned::Silent(bounded(&said))) }
    }

    async fn asked(&self, command: &[u8]) -> io::Result<String> {
        let asked = async {
            match &self.at {
                At::Unix(path) => greeted(UnixStream::connect(path).await?, command).await,
                At::Tcp(address) => greeted(TcpStream::connect(address).await?, command).await,
            }
        };
        self.soon(asked).await
    }

    async fn soon<T>(&self, work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
        let most = SOON.min(self.patience);
        timeout(most, work).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl fmt::Display for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            At::Unix(path) => write!(f, "unix:{}", path.display()),
            At::Tcp(address) => write!(f, "tcp:{address}"),
        }
    }
}

/// Sends a file and hears the answer. A scanner that has heard enough answers and closes while the file is
/// still on its way: then its answer counts, unless it calls clean what it has not heard to the end.
async fn told<S>(
    mut scanner: S,
    file: impl AsyncRead + Unpin,
) -> std::result::Result<String, Unscanned>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let sent = match send(&mut scanner, file).await {
        Err(Unscanned::Unread(error)) => return Err(Unscanned::Unread(error)),
        sent => sent,
    };
    let said = hear(&mut scanner).await?;
    match sent {
        Err(error) if verdict(&said) == Some(Verdict::Clean) => Err(error),
        Err(error) if said.is_empty() => Err(error),
        _ => Ok(said),
    }
}

async fn send<S>(
    scanner: &mut S,
    mut file: impl AsyncRead + Unpin,
) -> std::result::Result<(), Unscanned>
where
    S: AsyncWrite + Unpin,
{
    scanner.write_all(b"zINSTREAM\0").await?;
    let mut piece = vec![0; 4 + PIECE];
    loop {
        let length = file.read(&mut piece[4..]).await.map_err(Unscanned::Unread)?;
        let said = u32::try_from(length).map_err(|_| late())?;
        piece[..4].copy_from_slice(&said.to_be_bytes());
        // The last piece is an empty one.
        scanner.write_all(&piece[..4 + length]).await?;
        if length == 0 {
            return Ok(());
        }
    }
}

async fn greeted<S>(mut scanner: S, command: &[u8]) -> io::Result<String>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    scanner.write_all(command).await?;
    hear(&mut scanner).await
}

/// The answer, up to the nought that ends it: what follows may be the end of a connection in anger, where the
/// scanner closed before it had heard all.
async fn hear<S: AsyncRead + Unpin>(scanner: &mut S) -> io::Result<String> {
    let (mut answer, mut part) = (Vec::new(), [0; 256]);
    while !answer.contains(&0) && answer.len() < ANSWER {
        match scanner.read(&mut part).await? {
            0 => break,
            length => answer.extend_from_slice(&part[..length]),
        }
    }
    let said = answer.split(|byte| *byte == 0).next().unwrap_or_default();
    Ok(String::from_utf8_lossy(said).trim().to_owned())
}

fn verdict(answer: &str) -> Option<Verdict> {
    match answer {
        "stream: OK" => Some(Verdict::Clean),
        said if said.ends_with("ERROR") => {
            said.contains("size limit exceeded").then_some(Verdict::TooLarge)
        }
        said => {
            let found = said.strip_prefix("stream: ")?.strip_suffix(" FOUND")?;
            let is_beyond = found.starts_with(BEYOND);
            Some(if is_beyond { Verdict::TooLarge } else { Verdict::Found(bounded(found)) })
        }
    }
}

fn late() -> Unscanned {
    io::Error::from(io::ErrorKind::TimedOut).into()
}

/// Words of another program, as they may stand in a page and in a line of the log.
fn bounded(text: &str) -> String {
    let plain = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    plain.take(WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scanner_is_heard_at_a_socket_or_on_this_same_machine_and_nowhere_else() {
        for good in ["unix:/run/clamav/clamd.ctl", "tcp:127.0.0.1:3310", "tcp:[::1]:3310"] {
            assert_eq!(Scanner::read(good).unwrap().to_string(), good);
        }
        for bad in ["", "/run/clamd.ctl", "unix:clamd.ctl", "tcp:3310", "tcp:10.0.0.7:3310", "x:y"]
        {
            let told = Scanner::read(bad);
            let Err(Error::Faults(faults)) = told else { panic!("{bad}: {told:?}") };
            assert_eq!(faults.0[0].code, "scanner_address", "{bad}");
        }
    }

    #[test]
    fn only_a_clear_answer_is_a_verdict() {
        assert_eq!(verdict("stream: OK"), Some(Verdict::Clean));
        let found = Verdict::Found("Win.Test.EICAR_HDB-1".into());
        assert_eq!(verdict("stream: Win.Test.EICAR_HDB-1 FOUND"), Some(found));
        for beyond in [
            "INSTREAM size limit exceeded. ERROR",
            "stream: Heuristics.Limits.Exceeded FOUND",
            "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND",
            "stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND",
            "stream: Heuristics.Limits.Exceeded.MaxScanTime FOUND",
        ] {
            assert_eq!(verdict(beyond), Some(Verdict::TooLarge), "{beyond}");
        }
        // The twin: what clamd finds by other rules of thumb is found.
        let found = Verdict::Found("Heuristics.Phishing.Email.SpoofedDomain".into());
        assert_eq!(verdict("stream: Heuristics.Phishing.Email.SpoofedDomain FOUND"), Some(found));
        for unclear in [
            "",
            "OK",
            "stream: OK FOUND ERROR",
            "UNKNOWN COMMAND",
            "stream: Can't allocate memory ERROR",
        ] {
            assert_eq!(verdict(unclear), None, "{unclear}");
        }
        let Some(Verdict::Found(name)) = verdict("stream: a\n\u{7}b FOUND") else { panic!() };
        assert_eq!(name, "a  b");
    }
}
