//! The power is cut (T3): whatever was acknowledged stands afterwards, nothing stands half, at every
//! write and every sync of a script, however the disk tore what it had not synced.

use std::fs;

use rusqlite::Connection;
use samuh_faulty::{Disk, Fate};

use crate::kit::{act, folder, is_long, left, open, prepared};

/// Acts of the script.
const ACTS: i64 = 8;

/// Plays the script until it ends or the power is gone; answers what was acknowledged.
fn play(disk: &Disk, file: &std::path::Path) -> Vec<i64> {
    let db = open(file);
    let mut acked = Vec::new();
    for number in 0..ACTS {
        match act(&db, number) {
            Ok(number) => acked.push(number),
            Err(_) if disk.is_dead() => break,
            Err(error) => panic!("the power was there: {error}"),
        }
    }
    acked
}

#[derive(Debug, Default)]
struct Figures {
    cuts: u64,
    acked: usize,
    lost: usize,
    partial: usize,
    unsound: usize,
}

/// Cuts the power at every `step`-th event of the script.
fn cut_everywhere(disk: &Disk, step: usize, fate: impl Fn(u64) -> Fate) -> Figures {
    let folder = folder();
    let events = {
        let file = prepared(&folder);
        disk.restart();
        assert_eq!(play(disk, &file).len(), usize::try_from(ACTS).unwrap());
        disk.events()
    };
    let mut figures = Figures::default();
    for at in (1..=events).step_by(step) {
        for rest in ["samuh.db-wal", "samuh.db-shm"] {
            drop(fs::remove_file(folder.join(rest)));
        }
        let file = prepared(&folder);
        disk.restart();
        disk.cut_after(at, fate(at));
        let acked = play(disk, &file);
        if !disk.is_dead() {
            disk.cut(fate(at));
        }
        disk.restart();
        let left = left(&file);
        figures.cuts += 1;
        figures.acked += acked.len();
        figures.lost += left.lacks(&acked);
        figures.partial += left.partial.len();
        figures.unsound += left.unsound.len();
    }
    fs::remove_dir_all(folder).unwrap();
    figures
}

#[test]
fn a_power_cut_at_any_write_loses_nothing_that_was_acknowledged() {
    let disk = Disk::take();
    let (step, seeds) = if is_long() { (1, 8) } else { (5, 1) };
    let mut all = vec![cut_everywhere(&disk, step, |_| Fate::Lost)];
    for seed in 0..seeds {
        all.push(cut_everywhere(&disk, step, |at| Fate::Torn(at * 1_000_003 + seed)));
    }
    for figures in &all {
        println!("power cuts: {figures:?}");
        assert!(figures.acked > 0 && figures.cuts > 5, "{figures:?}");
        assert_eq!((figures.lost, figures.partial, figures.unsound), (0, 0, 0), "{figures:?}");
    }
}

/// The twin: the same script on a disk that says it synced must lose what was acknowledged.
#[test]
fn on_a_disk_that_lies_about_syncing_the_same_test_finds_the_loss() {
    let disk = Disk::take();
    let folder = folder();
    let file = prepared(&folder);
    disk.restart();
    disk.lie();
    let db = open(&file);
    let acked: Vec<i64> = (0..ACTS).map(|number| act(&db, number).unwrap()).collect();
    disk.cut(Fate::Lost);
    drop(db);
    disk.restart();
    assert!(left(&file).lacks(&acked) > 0, "nothing was lost: the test of power cuts is dead");
    fs::remove_dir_all(folder).unwrap();
}

/// Commits twenty rows with that setting, cuts the power, and counts what is left.
fn left_of_twenty(disk: &Disk, synchronous: &str) -> i64 {
    let folder = folder();
    let file = folder.join("plain.db");
    let open = || {
        let connection = Connection::open(&file).unwrap();
        let setting = format!("pragma journal_mode=wal; pragma synchronous={synchronous};");
        connection.execute_batch(&setting).unwrap();
        connection
    };
    let connection = open();
    connection.execute_batch("create table row (n integer); pragma wal_checkpoint(full);").unwrap();
    for n in 0..20 {
        connection.execute("insert into row (n) values (?1)", [n]).unwrap();
    }
    disk.cut(Fate::Lost);
    drop(connection);
    disk.restart();
    let count = open().query_row("select count(*) from row", [], |row| row.get(0)).unwrap();
    fs::remove_dir_all(folder).unwrap();
    count
}

/// Why the program runs with `synchronous=full`, and the twin of that choice.
#[test]
fn full_keeps_every_commit_and_normal_loses_some() {
    let disk = Disk::take();
    assert_eq!(left_of_twenty(&disk, "full"), 20);
    assert!(left_of_twenty(&disk, "normal") < 20, "NORMAL lost nothing: the test is dead");
}
