//! The interface for programs under fire: Schemathesis makes requests out of the OpenAPI document, right
//! ones and wrong ones, and looks for server errors and answers the document does not promise
//! (TRUST T28). It is a Python program of its own: where it is not installed, the step says so.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::steps::Outcome;
use crate::{licences, run, tally};

const MISSING: &str = "schemathesis is not installed (pip install schemathesis): skipped";
const LOGIN: &str = "login=dmmu&password=samuh-demo-2026";
/// What is not asked of it: that every request the document calls right is taken. A day that has not
/// come, a code that stands already and a name of spaces only are refused by rules no document tells.
const LEFT_OUT: &str = "positive_data_acceptance";

/// Runs Schemathesis against the demonstration's office, as its district mission manager.
pub(crate) fn test() -> Result<Outcome> {
    let Some(program) = run::on_path("schemathesis") else { return Ok(Outcome::Nothing(MISSING)) };
    let binary = licences::target_folder()?.join("debug/samuh");
    let folder = Folder::make("contract")?;
    let data = folder.0.join("data");
    run::must(run::command(&binary).arg("--data").arg(&data).args(["demo", "--no-serve"]))?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let server = Server::start(&binary, &data, port)?;
    let document = folder.0.join("openapi.json");
    fs::write(&document, run::said(run::command(&binary).arg("openapi"))?)?;
    let config = folder.0.join("schemathesis.toml");
    fs::write(&config, format!("[auth.openapi.session]\napi_key = \"{}\"\n", server.session()?))?;
    let mut asked = run::command(program);
    // What it keeps for itself goes with the folder.
    asked.current_dir(&folder.0);
    asked.arg("--config-file").arg(&config).arg("run").arg(&document);
    asked.args(["--url", &format!("http://127.0.0.1:{port}")]);
    asked.args(["--checks", "all", "--exclude-checks", LEFT_OUT, "--mode", "all"]);
    asked.args(["--max-examples", "25", "--seed", "7", "--request-timeout", "60"]);
    // How fast an answer is, the benchmarks say; here a debug build answers beside other tests.
    asked.args(["--max-response-time", "60", "--max-time", "600", "--workers", "2"]);
    asked.args(["--continue-on-failure", "--generation-database", "none"]);
    run::must(&mut asked)?;
    Ok(Outcome::Counted(tally::Tally::ONE))
}

/// A folder that goes with this value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// Of that purpose, beneath the machine's temporary folder.
    ///
    /// # Errors
    /// When there is no room.
    pub(crate) fn make(purpose: &str) -> Result<Self> {
        let name = format!("samuh-{purpose}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of a temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The product, serving; it ends with this value.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(binary: &Path, data: &Path, port: u16) -> Result<Self> {
        let mut command = Command::new(binary);
        command.arg("--data").arg(data).args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        let server = Self { child, port };
        for _ in 0..200 {
            if server.ask("GET /health", "").is_ok_and(|answer| answer.contains(" 200 ")) {
                return Ok(server);
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("the server does not answer")
    }

    /// The session of the demonstration's login.
    fn session(&self) -> Result<String> {
        let answer = self.ask("POST /sign-in", LOGIN)?;
        session_in(&answer).context("nobody could sign in")
    }

    fn ask(&self, what: &str, form: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let kind = "application/x-www-form-urlencoded";
        let length = form.len();
        write!(
            stream,
            "{what} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n{form}"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has already ended needs no killing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The session whose cookie an answer sets.
pub(crate) fn session_in(answer: &str) -> Option<String> {
    let (_, rest) = answer.split_once("samuh=")?;
    let token = rest.split(';').next()?;
    (!token.is_empty()).then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_found_among_the_headers_and_a_refused_login_has_none() {
        let answer = "HTTP/1.1 303 See Other\r\nset-cookie: samuh=ab12; Path=/\r\n\r\n";
        assert_eq!(session_in(answer).as_deref(), Some("ab12"));
        assert_eq!(session_in("HTTP/1.1 422\r\nset-cookie: samuh=; Path=/\r\n\r\n"), None);
        assert_eq!(session_in("HTTP/1.1 422 Unprocessable\r\n\r\n"), None);
    }
}
