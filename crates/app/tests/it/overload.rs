//! More connections than are served (T17): the rest is told at once when to come again, signing in
//! still works, and places come back. With `--long` also a soak of ten minutes.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use samuh::importing::machine_desk;
use samuh_engine::clock;
use samuh_people::waive_second_factor;

use crate::{
    desks::DISTRICT,
    office::{Office, groups_sheet, with_places},
};

const PASSWORD: &str = "sal-aur-sagaun-41";

/// The program, serving.
pub(crate) struct Served {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn serve(office: &Office, connections: &str) -> Served {
    let (op, desk) = (samuh::ids::new_id().unwrap(), machine_desk(DISTRICT));
    waive_second_factor(&office.db(), &desk, op, "test", clock::now()).unwrap();
    let args = ["serve", "--listen", "127.0.0.1:0", "--connections", connections];
    let mut command = office.command(&args);
    command.env("SAMUH_ADMIN_PASSWORD", PASSWORD).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.find_map(|line| line.ok().filter(|line| line.contains("http://"))).unwrap();
    let (_, rest) = line.split_once("http://").unwrap();
    let address = rest.split('/').next().unwrap().parse().unwrap();
    // The rest of what it prints is read away, so that it never waits for us.
    thread::spawn(move || lines.for_each(drop));
    Served { child, address }
}

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
}

/// One connection that is kept.
pub(crate) struct Line(BufReader<TcpStream>);

impl Line {
    pub(crate) fn open(address: SocketAddr) -> Self {
        Self::try_open(address).expect("a connection")
    }

    /// As `open`; nothing when the other side is gone.
    pub(crate) fn try_open(address: SocketAddr) -> Option<Self> {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        Some(Self(BufReader::new(stream)))
    }

    fn ask(&mut self, method: &str, path: &str, extra: &str, body: &str) -> Answer {
        self.try_ask(method, path, extra, body).expect("an answer")
    }

    /// As `ask`; nothing when the other side is gone.
    pub(crate) fn try_ask(
        &mut self,
        method: &str,
        path: &str,
        extra: &str,
        body: &str,
    ) -> Option<Answer> {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: office\r\n{extra}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.get_mut().write_all(head.as_bytes()).ok()?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            self.0.read_line(&mut head).ok().filter(|read| *read > 0)?;
        }
        let head = head.to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
        self.0.read_exact(&mut body).ok()?;
        Some(Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head })
    }

    pub(crate) fn sign_in(&mut self) -> Answer {
        self.try_sign_in().expect("an answer")
    }

    /// As `sign_in`; nothing when the other side is gone.
    pub(crate) fn try_sign_in(&mut self) -> Option<Answer> {
        let kind = "content-type: application/x-www-form-urlencoded\r\n";
        self.try_ask("POST", "/sign-in", kind, &format!("login=admin&password={PASSWORD}&next=/"))
    }
}

/// A line that has signed in, with its cookie; nothing when the other side is gone. One sign-in of an
/// account at a time: the others are told to come again.
pub(crate) fn signed_in(address: SocketAddr) -> Option<(Line, String)> {
    loop {
        let mut line = Line::try_open(address)?;
        let signed = line.try_sign_in()?;
        if signed.status != 429 {
            return Some((line, cookie(&signed)));
        }
        thread::sleep(Duration::from_millis(100));
    }
}

pub(crate) fn cookie(answer: &Answer) -> String {
    let (_, rest) = answer.head.split_once("set-cookie: ").expect("a session");
    format!("cookie: {}\r\n", rest.split(';').next().unwrap())
}

#[test]
fn beyond_its_places_the_site_says_when_to_come_again_and_signing_in_still_works() {
    let office = with_places().remove(0);
    let served = serve(&office, "8");
    let mut kept: Vec<Line> = (0..8).map(|_| Line::open(served.address)).collect();
    for line in &mut kept {
        assert_eq!(line.ask("GET", "/sign-in", "", "").status, 200);
    }
    let turned_away = Line::open(served.address).ask("GET", "/about/privacy", "", "");
    assert_eq!(turned_away.status, 503);
    assert!(turned_away.head.contains("retry-after: 5"), "{}", turned_away.head);
    assert!(turned_away.head.contains("connection: close"), "{}", turned_away.head);
    assert!(turned_away.head.contains("content-security-policy"), "{}", turned_away.head);
    assert_eq!(Line::open(served.address).ask("GET", "/health", "", "").status, 200);
    assert_eq!(Line::open(served.address).sign_in().status, 303, "signing in has its own lane");
    assert_eq!(kept[0].ask("GET", "/about/privacy", "", "").status, 200, "who is in stays in");
    kept.truncate(4);
    let until = Instant::now() + Duration::from_secs(20);
    while Line::open(served.address).ask("GET", "/about/privacy", "", "").status != 200 {
        assert!(Instant::now() < until, "places that were left are not given again");
        thread::sleep(Duration::from_millis(50));
    }
}

/// Memory in KiB and open descriptors of a process.
#[cfg(target_os = "linux")]
fn weight(pid: u32) -> (u64, usize) {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    let memory = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    (memory, fs::read_dir(format!("/proc/{pid}/fd")).unwrap().count())
}

/// Ten minutes of reading and signing in with a backup now and then: memory, descriptors and the
/// log of the database stay flat. Only with `cargo xtask test --long`.
#[test]
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "cargo xtask test --long says so by the environment")]
fn ten_minutes_of_work_leave_memory_and_descriptors_flat() {
    let Ok(minutes) = std::env::var("SAMUH_LONG") else { return };
    let seconds = minutes.parse::<u64>().ok().filter(|n| *n > 1).map_or(600, |n| n * 60);
    let office = with_places().remove(0);
    office.json(&["import", "groups", &office.put("g.csv", groups_sheet(1, 2000))]);
    let served = serve(&office, "200");
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds);
    let address = served.address;
    let readers: Vec<_> = (0..8)
        .map(|_| {
            thread::spawn(move || {
                let (mut line, session) = signed_in(address).expect("a session");
                let mut count = 0_u64;
                while Instant::now() < until {
                    for path in ["/", "/groups", "/groups?q=1", "/targets"] {
                        let status = line.ask("GET", path, &session, "").status;
                        assert_eq!(status, 200, "{path}");
                        count += 1;
                        thread::sleep(Duration::from_millis(40));
                    }
                }
                count
            })
        })
        .collect();
    let into = office.path("backups").display().to_string();
    let mut weights = Vec::new();
    while Instant::now() < until {
        thread::sleep(Duration::from_secs(seconds / 20));
        weights.push(weight(served.child.id()));
        if weights.len() % 5 == 0 {
            assert_eq!(office.run(&["backup", &into]).status, 0);
        }
    }
    let requests: u64 = readers.into_iter().map(|reader| reader.join().unwrap()).sum();
    let log = fs::metadata(office.path("data/samuh.db-wal")).map_or(0, |file| file.len());
    let third = weights.len() / 3;
    let most = |part: &[(u64, usize)]| part.iter().map(|(memory, _)| *memory).max().unwrap();
    let (early, late) = (most(&weights[third..2 * third]), most(&weights[2 * third..]));
    println!("soak: {seconds} s, {requests} requests, {early} then {late} KiB, log {log} bytes");
    assert!(late <= early + early / 10 + 4096, "memory grows: {weights:?}");
    let (first, last) = (weights[third].1, weights[weights.len() - 1].1);
    assert!(last <= first + 8, "descriptors grow: {weights:?}");
    assert!(log <= 64 << 20, "the log grows: {log}");
}
