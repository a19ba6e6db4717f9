//! A server under measurement: started, asked, put under load, stopped.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::measure;
use super::workshop::Workshop;

const PASSWORD: &str = "bench-only-parijat-2026";

/// A running server; it ends with this value.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// Seconds from the start to the first good answer.
    pub(crate) started: f64,
    /// The header that says who asks, once signed in.
    pass: Option<[String; 2]>,
    /// PostgreSQL's process, where the server works on it.
    beside: Option<u32>,
}

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The head, line by line.
    pub(crate) head: String,
    /// The body as it came, chunks joined.
    pub(crate) body: Vec<u8>,
}

/// One kind of request of a load.
#[derive(Debug, Clone)]
pub(crate) struct Ask<'a> {
    /// What the report calls it.
    pub(crate) name: &'a str,
    /// How often it is sent, relative to the others.
    pub(crate) weight: u64,
    /// `GET` or `POST`.
    pub(crate) method: &'a str,
    /// With its query. Here and in the body `{n}` becomes a running number, `{uuid}` an id made of it.
    pub(crate) path: String,
    /// What is sent.
    pub(crate) body: String,
    /// The status that is right.
    pub(crate) expect: u16,
    /// The first running number.
    pub(crate) first: u64,
}

/// What came of one kind of request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Came {
    /// How many were answered.
    pub(crate) requests: f64,
    /// Answers of status 500 and above.
    pub(crate) server_errors: f64,
    /// Requests a second.
    pub(crate) per_second: f64,
    /// Milliseconds of which 99 of 100 were below.
    pub(crate) p99: f64,
}

/// A load's outcome: by kind of request, and the server's CPU in milliseconds a request.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// In the order asked.
    pub(crate) came: Vec<Came>,
    /// Milliseconds of server CPU for each request.
    pub(crate) cpu: f64,
}

impl<'a> Ask<'a> {
    /// A page or list that is read.
    pub(crate) fn get(name: &'a str, path: &str) -> Self {
        let (path, body) = (path.to_owned(), String::new());
        Self { name, weight: 1, method: "GET", path, body, expect: 200, first: 0 }
    }
}

impl Server {
    /// Starts the product over a data folder.
    ///
    /// # Errors
    /// When it does not answer within ten seconds.
    pub(crate) fn product(workshop: &Workshop, folder: &Path) -> Result<Self> {
        let port = free_port()?;
        let mut command = workshop.product(folder);
        command.arg("serve").args(["--log", "error"]);
        command.args(["--admin-password", PASSWORD, "--listen", &format!("127.0.0.1:{port}")]);
        let mut server = Self::start(command, port, "/health")?;
        server.beside = workshop.postmaster()?;
        Ok(server)
    }

    /// Starts a floor; `{port}` among its words is where it is to listen.
    ///
    /// # Errors
    /// As [`Server::product`].
    pub(crate) fn floor(workshop: &Workshop, words: &[&str]) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(&workshop.floor);
        command.args(words).arg(port.to_string());
        Self::start(command, port, "/health")
    }

    /// Starts a peer's server with the address it is to listen on as its last word; `ready` is the
    /// path that answers 200 as soon as it serves.
    ///
    /// # Errors
    /// As [`Server::product`].
    pub(crate) fn peer(mut command: Command, ready: &str) -> Result<Self> {
        let port = free_port()?;
        command.arg(format!("127.0.0.1:{port}"));
        Self::start(command, port, ready)
    }

    fn start(mut command: Command, port: u16, ready: &str) -> Result<Self> {
        let began = Instant::now();
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = quiet.spawn().with_context(|| format!("{command:?}"))?;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut server = Self { child, address, started: 0.0, pass: None, beside: None };
        loop {
            if server.get(ready).is_ok_and(|answer| answer.status == 200) {
                server.started = began.elapsed().as_secs_f64();
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended with {status}");
            }
            ensure!(began.elapsed() < Duration::from_secs(10), "the server does not answer");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Signs in as the administrator; later requests carry the session.
    ///
    /// # Errors
    /// When the server does not let the administrator in.
    pub(crate) fn sign_in(&mut self) -> Result<()> {
        self.sign_in_as("admin", PASSWORD)
    }

    /// Signs in as somebody; later requests carry that session.
    ///
    /// # Errors
    /// When the server does not let them in.
    pub(crate) fn sign_in_as(&mut self, login: &str, password: &str) -> Result<()> {
        let body = format!("login={login}&password={password}");
        let form = "Content-Type: application/x-www-form-urlencoded\r\n";
        let answer = self.ask("POST", "/sign-in", form, &body)?;
        let set = answer.head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("set-cookie").then(|| value.trim().to_owned())
        });
        let cookie = set.with_context(|| format!("no session: status {}", answer.status))?;
        let cookie = cookie.split(';').next().unwrap_or_default();
        self.pass = Some(["Cookie".to_owned(), cookie.to_owned()]);
        Ok(())
    }

    /// Later requests carry that header.
    pub(crate) fn carry(&mut self, name: &str, value: &str) {
        self.pass = Some([name.to_owned(), value.to_owned()]);
    }

    /// Reads a page.
    ///
    /// # Errors
    /// When the connection breaks.
    pub(crate) fn get(&self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "", "")
    }

    /// Sends one request on a connection of its own.
    ///
    /// # Errors
    /// When the connection breaks.
    pub(crate) fn ask(&self, method: &str, path: &str, more: &str, body: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(2))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let pass = self.pass.iter().map(|[name, value]| format!("{name}: {value}\r\n"));
        let pass: String = pass.collect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
             Sec-Fetch-Site: same-origin\r\n{pass}{more}Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        let mut all = Vec::new();
        stream.read_to_end(&mut all)?;
        Answer::of(&all)
    }

    /// Puts the server under load; answers what came and the CPU it spent.
    ///
    /// # Errors
    /// When more than one answer in a hundred has not the status asked for.
    pub(crate) fn load(
        &self,
        workshop: &Workshop,
        connections: usize,
        seconds: u64,
        asks: &[Ask<'_>],
    ) -> Result<Loaded> {
        let before = self.cpu()?;
        let came = self.sent(workshop, connections, seconds, asks)?;
        let spent = self.cpu()? - before;
        let requests: f64 = came.iter().map(|came| came.requests).sum();
        Ok(Loaded { came, cpu: spent * 1000.0 / requests })
    }

    fn sent(
        &self,
        workshop: &Workshop,
        connections: usize,
        seconds: u64,
        asks: &[Ask<'_>],
    ) -> Result<Vec<Came>> {
        let plan = workshop.fresh(&format!("plan-{}.json", self.address.port()))?;
        let asks: Vec<Value> = asks.iter().map(|ask| self.written(ask)).collect();
        std::fs::write(&plan, serde_json::to_vec(&asks)?)?;
        let mut command = Command::new(&workshop.floor);
        command.args(["load", &self.address.to_string()]);
        command.args([connections.to_string(), seconds.to_string()]).arg(plan);
        let said: Vec<Value> = serde_json::from_str(&crate::run::said(&mut command)?)?;
        let mut came = Vec::new();
        for one in &said {
            let number = |name: &str| one[name].as_f64().context("the load left out a number");
            let (requests, wrong) = (number("requests")?, number("wrong")?);
            ensure!(requests > 0.0 && wrong <= requests / 100.0, "{one}");
            came.push(Came {
                requests,
                server_errors: number("server_errors")?,
                per_second: number("per_second")?,
                p99: number("p99_ms")?,
            });
        }
        Ok(came)
    }

    fn written(&self, ask: &Ask<'_>) -> Value {
        let mut headers = vec![["Sec-Fetch-Site".to_owned(), "same-origin".to_owned()]];
        headers.extend(self.pass.clone());
        if !ask.body.is_empty() {
            headers.push(["Content-Type".to_owned(), "application/json".to_owned()]);
        }
        json!({
            "name": ask.name, "weight": ask.weight, "method": ask.method, "path": ask.path,
            "headers": headers, "body": ask.body, "expect": ask.expect, "first": ask.first
        })
    }

    /// Mebibytes now, shared pages counted in parts.
    ///
    /// # Errors
    /// When the server is gone.
    pub(crate) fn pss(&self) -> Result<f64> {
        measure::pss_of(self.child.id())
    }

    /// Mebibytes at the peak so far.
    ///
    /// # Errors
    /// When the server is gone.
    pub(crate) fn peak(&self) -> Result<f64> {
        measure::peak_of(self.child.id())
    }

    /// Seconds of CPU so far, PostgreSQL's with it.
    ///
    /// # Errors
    /// When the server is gone.
    pub(crate) fn cpu(&self) -> Result<f64> {
        let beside = self.beside.map_or(Ok(0.0), measure::cpu_of)?;
        Ok(measure::cpu_of(self.child.id())? + beside)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has already ended needs no killing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn of(all: &[u8]) -> Result<Self> {
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").context("no answer")?;
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).context("no status")?.parse()?;
        let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        let raw = &all[end + 4..];
        let body = if is_chunked { joined(raw)? } else { raw.to_vec() };
        Ok(Self { status, head, body })
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is not.
    pub(crate) fn json(&self) -> Result<Value> {
        ensure!(self.status == 200, "status {}", self.status);
        Ok(serde_json::from_slice(&self.body)?)
    }
}

fn joined(mut raw: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = raw.windows(2).position(|two| two == b"\r\n").context("a broken chunk")?;
        let size = usize::from_str_radix(str::from_utf8(&raw[..end])?.trim(), 16)?;
        if size == 0 {
            return Ok(body);
        }
        let chunk = raw.get(end + 2..end + 2 + size).context("a broken chunk")?;
        body.extend_from_slice(chunk);
        raw = raw.get(end + 4 + size..).context("a broken chunk")?;
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_chunks_is_joined() {
        let raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n";
        let answer = Answer::of(raw).unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"[1,2]"[..]));
        assert_eq!(answer.json().unwrap(), json!([1, 2]));
        assert!(Answer::of(b"").is_err());
    }
}
