//! The power is cut while the schema is brought up (T15): afterwards the old schema stands whole or
//! the new one does, and bringing it up again works.

use std::fs;

use samuh_engine::{
    db::{SCHEMA_VERSION, migrations},
    params,
    testing::file_of_step,
};
use samuh_faulty::{Disk, Fate};

use crate::kit::{folder, is_long, open};

/// Steps that stand in the file, and whether its one state is still there.
fn stands(file: &std::path::Path) -> (usize, i64) {
    let db = open(file);
    db.read(|reader| {
        let steps = reader.query("select name from migration", &[])?.len();
        let sound = reader.query("pragma integrity_check", &[])?;
        assert_eq!(sound[0].at::<String>(0)?, "ok");
        let states = reader.first("select count(*) from state", &[])?.unwrap();
        Ok((steps, states.at(0)?))
    })
    .unwrap()
}

#[test]
fn a_migration_cut_off_anywhere_leaves_the_old_schema_or_the_new_one() {
    let disk = Disk::take();
    let folder = folder();
    let (first, _) = migrations().next().unwrap();
    let old = folder.join("old.db");
    file_of_step(&old, first);
    open(&old)
        .transact(|tx| {
            let row = params![22_i64, "CG", "छत्तीसगढ़", "Chhattisgarh"];
            tx.exec(
                "insert into state (id, abbreviation, name_hi, name_en) values ($1, $2, $3, $4)",
                &row,
            )
        })
        .unwrap();
    let old = fs::read(&old).unwrap();
    let file = folder.join("samuh.db");
    let fresh = || {
        for rest in ["samuh.db-wal", "samuh.db-shm"] {
            drop(fs::remove_file(folder.join(rest)));
        }
        fs::write(&file, &old).unwrap();
        disk.restart();
    };
    fresh();
    assert_eq!(open(&file).migrate(1).unwrap(), SCHEMA_VERSION - 1);
    let events = disk.events();
    let (mut kept, mut brought) = (0, 0);
    for at in (1..=events).step_by(if is_long() { 1 } else { 9 }) {
        for fate in [Fate::Lost, Fate::Torn(at * 7919)] {
            fresh();
            disk.cut_after(at, fate);
            let db = open(&file);
            drop(db.migrate(1));
            drop(db);
            if !disk.is_dead() {
                disk.cut(fate);
            }
            disk.restart();
            match stands(&file) {
                (1, 1) => kept += 1,
                (steps, 1) if steps == SCHEMA_VERSION => brought += 1,
                other => panic!("cut at event {at} ({fate:?}): {other:?}"),
            }
            open(&file).migrate(2).unwrap();
            assert_eq!(stands(&file), (SCHEMA_VERSION, 1), "it is brought up after all");
        }
    }
    println!("{events} events: {kept} cuts left the old schema, {brought} the new one");
    assert!(kept > 0 && brought > 0, "cut at {events} events: {kept}, {brought}");
    fs::remove_dir_all(folder).unwrap();
}
