//! The words that are spoken with the scanner of files, at both of its doors.

use std::time::Duration;

use samuh::scanning::{Scanner, Unscanned, Verdict};
use tokio::runtime::Runtime;

use crate::clamd::{Clamd, FOUND, MARK, Manner};

fn asked(scanner: &Scanner, file: &[u8]) -> Result<Verdict, Unscanned> {
    Runtime::new().unwrap().block_on(scanner.scan(file))
}

fn silent(scanner: &Scanner, file: &[u8]) -> String {
    match asked(scanner, file) {
        Err(Unscanned::Silent(why)) => why,
        other => panic!("{scanner}: {other:?}"),
    }
}

/// A file of so many bytes, no two pieces of which are alike.
fn file(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8).collect()
}

#[test]
fn a_file_arrives_whole_in_pieces_and_what_is_found_is_named() {
    for clamd in Clamd::both(Manner::Good) {
        let clean = file(300_001);
        assert_eq!(asked(&clamd.scanner, &clean).unwrap(), Verdict::Clean);
        let mut bad = file(200_000);
        // Across the border of two pieces: they are one file to the scanner.
        bad.splice(65_526..65_526 + MARK.len(), MARK.iter().copied());
        assert_eq!(asked(&clamd.scanner, &bad).unwrap(), Verdict::Found(FOUND.into()));
        let heard = clamd.heard();
        assert!(heard[0] == (clean, 5) && heard[1].0 == bad, "{}", clamd.scanner);
    }
}

#[test]
fn an_answer_that_comes_late_and_in_parts_is_understood() {
    for clamd in Clamd::both(Manner::Slow) {
        assert_eq!(asked(&clamd.scanner, b"a").unwrap(), Verdict::Clean);
        assert_eq!(asked(&clamd.scanner, MARK).unwrap(), Verdict::Found(FOUND.into()));
    }
}

#[test]
fn a_file_that_is_too_large_for_the_scanner_is_told_apart() {
    for clamd in Clamd::both(Manner::Least(100_000)) {
        assert_eq!(asked(&clamd.scanner, &file(100_000)).unwrap(), Verdict::Clean);
        for length in [100_001, 8 << 20] {
            let told = asked(&clamd.scanner, &file(length)).unwrap();
            assert_eq!(told, Verdict::TooLarge, "{} {length}", clamd.scanner);
        }
    }
}

#[test]
fn whoever_is_silent_hasty_odd_or_gone_passes_nothing() {
    for clamd in Clamd::both(Manner::Silent) {
        let scanner = clamd.scanner.clone().within(Duration::from_millis(200));
        silent(&scanner, b"a");
        assert!(Runtime::new().unwrap().block_on(scanner.version()).is_err());
        assert!(Runtime::new().unwrap().block_on(scanner.answers()).is_err());
    }
    for clamd in Clamd::both(Manner::Hasty) {
        silent(&clamd.scanner, &file(32 << 20));
    }
    for odd in ["", "stream: OK, as far as I know", "stream: Can't allocate memory ERROR"] {
        for clamd in Clamd::both(Manner::Odd(odd)) {
            assert!(silent(&clamd.scanner, b"a").contains(odd), "{odd}");
        }
    }
    for gone in ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1"] {
        let gone = Scanner::read(gone).unwrap();
        silent(&gone, b"a");
        assert!(Runtime::new().unwrap().block_on(gone.answers()).is_err());
    }
    // The twin: whoever is there says so, even when it takes no file.
    for clamd in Clamd::both(Manner::Least(0)) {
        Runtime::new().unwrap().block_on(clamd.scanner.answers()).unwrap();
    }
}
