//! A bounded load on a server of this machine: keep-alive connections, each a thread, each sending
//! one request after another and reading the whole answer.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

/// Requests that one run may send.
const MOST: u64 = 5_000_000;

/// One kind of request of a plan.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Ask {
    /// What the report calls it.
    name: String,
    /// How often it is sent, relative to the others.
    weight: u64,
    method: String,
    /// Here and below `{n}` becomes a running number, `{uuid}` an id made of it.
    path: String,
    #[serde(default)]
    headers: Vec<(String, String)>,
    #[serde(default)]
    body: String,
    expect: u16,
    /// The first running number.
    #[serde(default)]
    first: u64,
}

/// A plan against a server.
#[derive(Debug)]
pub(crate) struct Load {
    address: SocketAddr,
    asks: Vec<Ask>,
}

/// What came of one kind of request.
#[derive(Debug, Serialize)]
pub(crate) struct Came {
    name: String,
    requests: u64,
    wrong: u64,
    server_errors: u64,
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    bytes: u64,
}

/// One answer: which ask, its status (0 when none came), how long it took, its size.
struct Answered {
    ask: usize,
    status: u16,
    micros: u64,
    bytes: u64,
}

impl Load {
    /// A plan from its file.
    ///
    /// # Errors
    /// When the address is not of this machine or the plan cannot be read.
    pub(crate) fn read(address: &str, plan: &Path) -> Result<Self> {
        let address: SocketAddr = address.parse()?;
        ensure!(address.ip().is_loopback(), "only this machine is put under load");
        let asks: Vec<Ask> = serde_json::from_slice(&fs::read(plan)?)?;
        ensure!(asks.iter().any(|ask| ask.weight > 0), "the plan asks for nothing");
        Ok(Self { address, asks })
    }

    /// Sends until the time is over.
    pub(crate) fn run(&self, connections: usize, seconds: u64) -> Vec<Came> {
        let (sent, start) = (AtomicU64::new(0), Instant::now());
        let until = start + Duration::from_secs(seconds);
        let answered: Vec<Answered> = thread::scope(|scope| {
            let workers: Vec<_> =
                (0..connections).map(|_| scope.spawn(|| self.work(&sent, until))).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().expect("a worker reports its errors"))
                .collect()
        });
        let seconds = start.elapsed().as_secs_f64();
        (0..self.asks.len()).map(|at| self.came(at, &answered, seconds)).collect()
    }

    fn work(&self, sent: &AtomicU64, until: Instant) -> Vec<Answered> {
        let mut connection = Connection::open(self.address).ok();
        let mut answered = Vec::new();
        while Instant::now() < until {
            let number = sent.fetch_add(1, Ordering::Relaxed);
            if number >= MOST {
                break;
            }
            let at = self.turn(number);
            let began = Instant::now();
            let answer = match &mut connection {
                Some(open) => open.send(&self.asks[at], number),
                None => Err(anyhow::anyhow!("no connection")),
            };
            let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
            let (status, bytes) = answer.unwrap_or((0, 0));
            answered.push(Answered { ask: at, status, micros, bytes });
            if status == 0 {
                thread::sleep(Duration::from_millis(20));
                connection = Connection::open(self.address).ok();
            }
        }
        answered
    }

    /// Whose turn the running number is: asks are mixed evenly, in proportion to their weights.
    fn turn(&self, number: u64) -> usize {
        let all: u64 = self.asks.iter().map(|ask| ask.weight).sum();
        // A step that shares no factor with the whole visits every place once a round.
        let step = (1..all).rev().find(|step| gcd(*step, all) == 1 && *step < all * 2 / 3);
        let mut left = number.wrapping_mul(step.unwrap_or(1)) % all;
        for (at, ask) in self.asks.iter().enumerate() {
            if left < ask.weight {
                return at;
            }
            left -= ask.weight;
        }
        0
    }

    fn came(&self, at: usize, answered: &[Answered], seconds: f64) -> Came {
        let ask = &self.asks[at];
        let own: Vec<&Answered> = answered.iter().filter(|answer| answer.ask == at).collect();
        let mut micros: Vec<u64> = own.iter().map(|answer| answer.micros).collect();
        micros.sort_unstable();
        let share = |part: usize| {
            let place = (micros.len() * part / 100).min(micros.len().saturating_sub(1));
            micros.get(place).map_or(0.0, |micros| *micros as f64 / 1000.0)
        };
        let count = |is: &dyn Fn(u16) -> bool| own.iter().filter(|a| is(a.status)).count() as u64;
        Came {
            name: ask.name.clone(),
            requests: own.len() as u64,
            wrong: count(&|status| status != ask.expect),
            server_errors: count(&|status| status >= 500),
            per_second: own.len() as f64 / seconds,
            p50_ms: share(50),
            p99_ms: share(99),
            bytes: own.last().map_or(0, |answer| answer.bytes),
        }
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

struct Connection {
    reader: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Connection {
    fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { reader: BufReader::with_capacity(64 * 1024, stream), address })
    }

    /// Sends one request; answers its status and the size of its body.
    fn send(&mut self, ask: &Ask, number: u64) -> Result<(u16, u64)> {
        let number = ask.first + number;
        let (path, body) = (filled(&ask.path, number), filled(&ask.body, number));
        let mut head = format!("{} {path} HTTP/1.1\r\nHost: {}\r\n", ask.method, self.address);
        for (name, value) in &ask.headers {
            head.push_str(&format!("{name}: {}\r\n", filled(value, number)));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        self.reader.get_mut().write_all(head.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> Result<(u16, u64)> {
        let mut line = String::new();
        self.reader.read_line(&mut line)?;
        let status = line.split(' ').nth(1).context("no status")?.parse()?;
        let (mut length, mut is_chunked) = (0, false);
        loop {
            line.clear();
            ensure!(self.reader.read_line(&mut line)? > 0, "the answer broke off");
            let low = line.trim().to_ascii_lowercase();
            if low.is_empty() {
                break;
            }
            if let Some(value) = low.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            is_chunked |= low == "transfer-encoding: chunked";
        }
        let bytes = if is_chunked { self.chunks()? } else { self.skip(length)? };
        Ok((status, bytes))
    }

    fn chunks(&mut self) -> Result<u64> {
        let mut all = 0;
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line)?;
            let size = u64::from_str_radix(line.trim(), 16)?;
            self.skip(size + 2)?;
            if size == 0 {
                return Ok(all);
            }
            all += size;
        }
    }

    fn skip(&mut self, length: u64) -> Result<u64> {
        let mut sink = std::io::sink();
        let copied = std::io::copy(&mut (&mut self.reader).take(length), &mut sink)?;
        if copied != length {
            bail!("the answer broke off");
        }
        Ok(length)
    }
}

/// The text with the running number and an id made of it.
fn filled(text: &str, number: u64) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    let id = format!("019ab000-0000-7000-8000-{number:012x}");
    text.replace("{n}", &number.to_string()).replace("{uuid}", &id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: &str, weight: u64) -> Ask {
        Ask {
            name: name.to_owned(),
            weight,
            method: "GET".to_owned(),
            path: "/".to_owned(),
            headers: Vec::new(),
            body: String::new(),
            expect: 200,
            first: 0,
        }
    }

    #[test]
    fn asks_are_sent_in_proportion_to_their_weights() {
        let asks = vec![ask("list", 16), ask("create", 3), ask("page", 1)];
        let load = Load { address: "127.0.0.1:1".parse().unwrap(), asks };
        let mut counts = [0; 3];
        for number in 0..200 {
            counts[load.turn(number)] += 1;
        }
        assert_eq!(counts, [160, 30, 10]);
    }

    #[test]
    fn a_body_gets_its_number_and_its_id() {
        let text = filled("{\"code\":\"B{n}\",\"op\":\"{uuid}\"}", 10);
        assert_eq!(text, "{\"code\":\"B10\",\"op\":\"019ab000-0000-7000-8000-00000000000a\"}");
    }
}
