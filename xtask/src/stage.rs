//! What the long checks beside other programs share: a small office that is served, processes that end with
//! their value, and checks that are taken one by one.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::contract::session_in;
use crate::{run, tally::Tally};

/// The administrator's password.
pub(crate) const PASSWORD: &str = "sal-aur-sagaun-41";
/// What parts a form with files.
const EDGE: &str = "samuh-xtask-edge";

/// A check of a stage, with what it holds.
pub(crate) type Check<S> = (&'static str, fn(&S) -> Result<()>);

/// Takes every check, and says of each how it went.
pub(crate) fn checked<S>(program: &str, stage: &S, checks: &[Check<S>]) -> Tally {
    let taken = checks.iter().map(|(what, check)| {
        let outcome = check(stage);
        match &outcome {
            Ok(()) => println!("    {program}: {what}"),
            Err(error) => eprintln!("    {program}: {what}: FAILED: {error:#}"),
        }
        Tally::ONE.with_status(outcome.is_ok())
    });
    taken.sum()
}

/// An office of places and an administrator, which is all that is asked here.
///
/// # Errors
/// When the program refuses.
pub(crate) fn make_office(binary: &Path, data: &Path) -> Result<()> {
    let samuh = || {
        let mut command = run::command(binary);
        command.arg("--data").arg(data).stdout(Stdio::null());
        command
    };
    run::must(samuh().arg("init"))?;
    // It ends with 1: two villages of the list have one code, and are told.
    samuh()
        .args(["import", "places", "data/geography-kondagaon.csv"])
        .stderr(Stdio::null())
        .status()?;
    run::must(samuh().args(["user", "policy", "--waive-second-factor", "--source", "test"]))
}

/// A process that ends with this value.
pub(crate) struct Ending(pub(crate) Child);

impl Drop for Ending {
    fn drop(&mut self) {
        // One that has ended already needs no killing.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Ending {
    /// Asks it to end, and waits until it has.
    ///
    /// # Errors
    /// When it is gone already.
    pub(crate) fn ask_to_end(mut self) -> Result<()> {
        run::must(run::command("kill").arg(self.0.id().to_string()))?;
        self.0.wait()?;
        Ok(())
    }
}

/// The office of [`make_office`], served in plain on this machine.
pub(crate) struct Site {
    port: u16,
    running: Ending,
}

impl Site {
    /// Serves it; what it logs is written behind what stands in that file. `set` says what else it is given.
    ///
    /// # Errors
    /// When it does not answer.
    pub(crate) fn serve(
        binary: &Path,
        data: &Path,
        log: &Path,
        set: impl FnOnce(&mut Command),
    ) -> Result<Self> {
        let mut serve = Command::new(binary);
        serve.arg("--data").arg(data).arg("serve").env("SAMUH_ADMIN_PASSWORD", PASSWORD);
        set(&mut serve);
        Self::begin(serve, log)
    }

    /// Begins a command that ends in `samuh … serve`, whose port and log are still to be said.
    ///
    /// # Errors
    /// When it does not answer.
    pub(crate) fn begin(mut serve: Command, log: &Path) -> Result<Self> {
        let [port] = free_ports()?;
        let log = OpenOptions::new().create(true).append(true).open(log)?;
        serve.args(["--listen", &format!("127.0.0.1:{port}")]);
        serve.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let running = Ending(serve.spawn().context("start the site")?);
        until_heard(port)?;
        Ok(Self { port, running })
    }

    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.running.0.id()
    }

    /// The administrator's session.
    ///
    /// # Errors
    /// When nobody signs in.
    pub(crate) fn session(&self) -> Result<String> {
        let entered = self.sign_in(PASSWORD)?;
        session_in(&entered).with_context(|| format!("nobody signs in: {entered}"))
    }

    /// What comes of signing in with that password.
    ///
    /// # Errors
    /// When the site does not answer.
    pub(crate) fn sign_in(&self, password: &str) -> Result<String> {
        let form = format!("login=admin&password={password}");
        self.ask("POST /sign-in", "", ("application/x-www-form-urlencoded", form.as_bytes()))
    }

    /// Sends a sheet of groups.
    ///
    /// # Errors
    /// When the site does not answer.
    pub(crate) fn send_sheet(&self, session: &str, name: &str, file: &[u8]) -> Result<String> {
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"register\"\r\n\r\ngroups\r\n--{EDGE}\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), file, format!("\r\n--{EDGE}--\r\n").as_bytes()].concat();
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.ask("POST /imports", session, (&kind, &body))
    }

    /// One request, the connection closed after it.
    ///
    /// # Errors
    /// When the site does not answer.
    pub(crate) fn ask(&self, what: &str, session: &str, sent: (&str, &[u8])) -> Result<String> {
        let (kind, body) = sent;
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let length = body.len();
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Cookie: samuh={session}; samuh_lang=en\r\nContent-Length: {length}\r\n\r\n"
        )?;
        stream.write_all(body)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

/// Waits until something is so.
///
/// # Errors
/// When it is not after so many seconds.
pub(crate) fn until(what: &str, seconds: u64, mut is_so: impl FnMut() -> bool) -> Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(seconds) {
        if is_so() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    bail!("after {seconds} s it is not so: {what}")
}

/// Ports that nobody listens at.
///
/// # Errors
/// When the machine has none.
pub(crate) fn free_ports<const N: usize>() -> Result<[u16; N]> {
    let taken = [(); N].map(|()| TcpListener::bind(("127.0.0.1", 0)));
    let mut ports = [0; N];
    for (port, listener) in ports.iter_mut().zip(taken) {
        *port = listener?.local_addr()?.port();
    }
    Ok(ports)
}

/// Waits until somebody listens at a port.
///
/// # Errors
/// When nobody does.
pub(crate) fn until_heard(port: u16) -> Result<()> {
    for _ in 0..200 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    bail!("nobody answers on port {port}")
}
