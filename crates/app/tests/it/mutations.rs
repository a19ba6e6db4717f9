//! Every reader of what strangers send, given the corpus in `fuzz/corpus` and what becomes of it by
//! mutation (TRUST T11): nothing panics, hangs, or is told wrong. Everyday a fixed number of inputs,
//! the same each time; with the long tests, minutes. `fuzz/` leads the same targets by coverage.

#[path = "../../../../fuzz/targets.rs"]
mod targets;

use std::{
    cell::Cell as Flag,
    path::Path,
    time::{Duration, Instant},
};

use targets::{TARGETS, Target};

use crate::site::{Browser, sites};

/// How long one small input may take: far more than any needs, for the machine is shared.
const PATIENCE: Duration = Duration::from_secs(5);
const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus");
/// What sheets are made of, to be put anywhere.
const WORDS: [&str; 36] = [
    "\"",
    ",",
    ";",
    "\t",
    "|",
    "\r\n",
    "\n",
    "'",
    "=",
    "\u{feff}",
    "\0",
    "sep=",
    "<",
    ">",
    "</c>",
    "&#",
    "&#x110000;",
    "<row r=\"",
    "<c r=\"XFD1048576\">",
    "t=\"s\"",
    "<![CDATA[",
    "<!DOCTYPE",
    "-1",
    "1e308",
    "99999999999999999999",
    "९",
    "\u{200d}",
    "\u{202e}",
    "लाख",
    "करोड़",
    "कुल",
    "Total",
    "31/02/2024",
    "f\u{94d}",
    "\u{fffd}",
    "PK\u{3}\u{4}",
];

thread_local! {
    static PANICS: Flag<usize> = const { Flag::new(0) };
}

/// Counts panics of this thread even where they are caught behind the reader's own fence.
fn count_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |why| {
        PANICS.with(|count| count.set(count.get() + 1));
        before(why);
    }));
}

/// Numbers that are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % (most.max(1) as u64)).expect("below a usize")
    }

    /// One of the corpus, changed in a few places.
    fn mutated(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(6) {
            self.change(&mut bytes, corpus);
        }
        bytes.truncate(64 * 1024);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let at = self.below(bytes.len() + 1);
        let end = at + self.below((bytes.len() - at).min(40) + 1);
        match self.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            1 if at < bytes.len() => bytes[at] = u8::try_from(self.below(256)).expect("a byte"),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].repeat(1 + self.below(12));
                bytes.splice(at..at, piece);
            }
            4 => {
                let other = &corpus[self.below(corpus.len())];
                let from = self.below(other.len() + 1);
                let piece = other[from..(from + 60).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            _ => {
                let word = WORDS[self.below(WORDS.len())].as_bytes().to_vec();
                bytes.splice(at..at, word);
            }
        }
    }
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = std::fs::read_dir(Path::new(CORPUS).join(name)).unwrap();
    let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// With the long tests a reader has a minute, or as many as are named.
#[expect(clippy::disallowed_methods, reason = "the long tests are asked for by the environment")]
fn long() -> Option<Duration> {
    let minutes = std::env::var("SAMUH_LONG").ok()?;
    Some(Duration::from_secs(60 * minutes.parse::<u64>().unwrap_or(1).max(1)))
}

/// Gives a target an input; keeps the input beside the corpus's folder of the machine where it fails.
fn holds((name, target, is_fenced): Target, bytes: &[u8]) {
    let (began, before) = (Instant::now(), PANICS.with(Flag::get));
    let outcome = std::panic::catch_unwind(|| target(bytes));
    let panics = PANICS.with(Flag::get) - before;
    let took = began.elapsed();
    let is_well = outcome.is_ok() && (panics == 0 || is_fenced) && took < PATIENCE;
    if !is_well {
        let kept = std::env::temp_dir().join(format!("samuh-fuzz-{name}-{}", bytes.len()));
        std::fs::write(&kept, bytes).unwrap();
        panic!("{name}: {panics} panics in {took:?}; keep {} in {CORPUS}/{name}", kept.display());
    }
}

#[test]
fn no_reader_panics_hangs_or_miscounts_whatever_is_sent() {
    count_panics();
    for target in TARGETS {
        let corpus = corpus(target.0);
        corpus.iter().for_each(|bytes| holds(target, bytes));
        // These two read whole papers, the others a few cells.
        let most = if matches!(target.0, "intake" | "minutes") { 400 } else { 1_500 };
        let mut dice = Dice(0x5A30_0C0D_E5EE_D001);
        let (began, mut inputs) = (Instant::now(), 0);
        let goes_on = |inputs: i32| long().map_or(inputs < most, |long| began.elapsed() < long);
        while goes_on(inputs) {
            holds(target, &dice.mutated(&corpus));
            inputs += 1;
        }
        println!("{}: {inputs} inputs in {:.1?}", target.0, began.elapsed());
    }
}

#[test]
fn no_body_of_the_interface_for_programs_is_answered_with_a_fault_of_the_server() {
    let corpus = corpus("api");
    for site in sites() {
        let desk = site.as_desk("makdi");
        let village = site.village("Makdi").to_string();
        let mut dice = Dice(0x5A30_0C0D_E5EE_D002);
        let (mut taken, most) = (0, if long().is_some() { 4_000 } else { 600 });
        for _ in 0..most {
            let bytes = dice.mutated(&corpus);
            let body = String::from_utf8_lossy(&bytes).replacen(
                "\"place_id\":7",
                &format!("\"place_id\":{village}"),
                1,
            );
            let headers = vec![("content-type", "application/json".to_owned())];
            let asks = Browser { headers, ..desk.clone() };
            let reply = site.post(&asks, "/api/v1/groups", &body);
            assert!(!reply.status.is_server_error(), "{}: {body:?}: {}", site.engine, reply.text);
            taken += usize::from(reply.status.is_success());
            let query = samuh_web::show::in_query(&body);
            let query = &query[..query.floor_char_boundary(900)];
            for path in [
                "/api/v1/groups?q=",
                "/api/v1/groups?after=",
                "/api/v1/groups?sort=",
                "/api/v1/figures?indicator=",
            ] {
                let reply = site.get(&desk, &format!("{path}{query}"));
                assert!(!reply.status.is_server_error(), "{}: {path}{query}", site.engine);
            }
        }
        println!("{}: {most} bodies, {taken} taken", site.engine);
        assert!(taken > 0, "the corpus itself is good enough to be taken");
    }
}

/// The twin: a target that panics behind a fence of its own, and one that takes its time, are found.
#[test]
fn a_reader_that_panics_is_found_even_where_it_catches_itself() {
    count_panics();
    let catches: Target = ("twin", |_| drop(std::panic::catch_unwind(|| panic!("inside"))), false);
    assert!(std::panic::catch_unwind(|| holds(catches, b"x")).is_err());
    let fenced: Target = ("twin", |_| drop(std::panic::catch_unwind(|| panic!("inside"))), true);
    holds(fenced, b"x");
}
