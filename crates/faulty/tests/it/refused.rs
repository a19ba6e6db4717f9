//! The disk refuses to sync (T5): nothing is acknowledged from then on, reading goes on, and after a
//! restart everything that was acknowledged stands.

use std::{fs, sync::Mutex, thread};

use samuh_faulty::{Disk, Fate};

use crate::kit::{act, folder, is_long, left, open, prepared};

const LANES: i64 = 4;
const EACH: i64 = 12;

/// Lanes of acts at once; answers the acknowledged ones.
fn play(db: &samuh_engine::Db, first: i64) -> Vec<i64> {
    let acked = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for lane in 0..LANES {
            let (db, acked) = (db.clone(), &acked);
            scope.spawn(move || {
                for number in 0..EACH {
                    if let Ok(number) = act(&db, first + lane * 1000 + number) {
                        acked.lock().unwrap().push(number);
                    }
                }
            });
        }
    });
    acked.into_inner().unwrap()
}

#[test]
fn after_a_refused_sync_nothing_is_acknowledged_until_a_restart_and_nothing_acknowledged_is_lost() {
    let disk = Disk::take();
    let folder = folder();
    let last = if is_long() { 10 } else { 3 };
    for nth in 1..=last {
        for rest in ["samuh.db-wal", "samuh.db-shm"] {
            drop(fs::remove_file(folder.join(rest)));
        }
        let file = prepared(&folder);
        disk.restart();
        let db = open(&file);
        disk.refuse_sync_from(nth);
        let acked = play(&db, 0);
        assert!(db.failed().is_some(), "the {nth}th sync was refused and nobody noticed");
        assert!(acked.len() < usize::try_from(LANES * EACH).unwrap());
        // The disk says that all is well again: it is not believed.
        disk.refuse_sync_from(0);
        assert!(play(&db, 10_000).is_empty(), "written on a disk in doubt");
        let count = db.read(|reader| reader.query("select id from op", &[])).unwrap().len();
        assert!(count >= acked.len(), "reading goes on");
        disk.cut(Fate::Lost);
        drop(db);
        disk.restart();
        let left = left(&file);
        println!("sync {nth} refused: {} acknowledged, {} left", acked.len(), left.whole.len());
        assert_eq!((left.lacks(&acked), left.partial.len()), (0, 0), "sync {nth}");
        assert!(left.unsound.is_empty(), "{:?}", left.unsound);
        let db = open(&file);
        assert!(db.failed().is_none() && act(&db, 20_000).is_ok(), "after a restart it works");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// The twin: on a sound disk the same lanes are all acknowledged, so it was the sync that stopped them.
#[test]
fn on_a_sound_disk_the_same_acts_are_all_acknowledged() {
    let disk = Disk::take();
    let folder = folder();
    let file = prepared(&folder);
    disk.restart();
    let db = open(&file);
    assert_eq!(play(&db, 0).len(), usize::try_from(LANES * EACH).unwrap());
    assert!(db.failed().is_none() && disk.events() > 0);
    drop(db);
    fs::remove_dir_all(folder).unwrap();
}
