//! A kill in the middle of an import leaves before or after, never between; a kill of the server in
//! the middle of acts loses nothing that was answered.

use std::{
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use samuh::importing::machine_desk;
use samuh_places::{Level, gazetteer};

use crate::{
    desks::DISTRICT,
    office::{groups_sheet, with_places},
    overload::{serve, signed_in},
};

const ROUNDS: u32 = 5;
const ROWS: u32 = 1500;

#[test]
fn a_kill_at_any_moment_leaves_all_rows_or_none() {
    for office in with_places() {
        let mut stands = 0;
        for round in 0..ROUNDS {
            let sheet = groups_sheet(1_000_000 + round * 10_000, ROWS);
            let file = office.put(&format!("round-{round}.csv"), sheet);
            let mut import = office.command(&["import", "groups", &file]).spawn().unwrap();
            thread::sleep(Duration::from_millis(u64::from(150 + round * 250)));
            import.kill().unwrap();
            import.wait().unwrap();
            let now = office.sum("shg_formed", "block");
            let whole = stands + i64::from(ROWS);
            assert!(now == stands || now == whole, "{}: {stands} then {now}", office.engine);
            office.verify();
            stands = now;
        }
        let file = office.put("last.csv", groups_sheet(1_000_000, ROWS));
        assert_eq!(office.run(&["import", "groups", &file]).status, 0, "the next import works");
        office.verify();
    }
}

/// Sends groups until the other side is gone; writes down each that was answered with 201.
fn form_until_killed(
    address: std::net::SocketAddr,
    first: u32,
    village: i64,
    acked: &Mutex<Vec<String>>,
) {
    // The kill may come while this one still waits at the door.
    let Some((mut line, session)) = signed_in(address) else { return };
    let kind = format!("{session}content-type: application/json\r\n");
    for code in first.. {
        let body = format!(
            "{{\"code\":\"{code}\",\"name_hi\":\"समूह {code}\",\"formed_on\":\"2026-05-12\",\"place_id\":{village}}}"
        );
        match line.try_ask("POST", "/api/v1/groups", &kind, &body) {
            Some(answer) if answer.status == 201 => acked.lock().unwrap().push(code.to_string()),
            Some(answer) => panic!("{code}: {}", answer.status),
            None => return,
        }
    }
}

#[test]
fn a_kill_of_the_server_loses_nothing_that_was_answered_and_leaves_no_half_act() {
    for office in with_places() {
        let places = office.db().read(|r| gazetteer(r, &machine_desk(DISTRICT).scope)).unwrap();
        let village = places.places().find(|place| place.level == Level::Village).unwrap().id;
        let acked = Arc::new(Mutex::new(Vec::new()));
        for round in 0..3_u32 {
            let mut served = serve(&office, "50");
            let writers: Vec<_> = (0..3_u32)
                .map(|lane| {
                    let (address, acked) = (served.address, Arc::clone(&acked));
                    let first = 600_000 + round * 30_000 + lane * 10_000;
                    thread::spawn(move || form_until_killed(address, first, village, &acked))
                })
                .collect();
            let before = acked.lock().unwrap().len();
            while acked.lock().unwrap().len() < before + 12 {
                thread::sleep(Duration::from_millis(5));
            }
            thread::sleep(Duration::from_millis(u64::from(round) * 40));
            served.child.kill().unwrap();
            served.child.wait().unwrap();
            for writer in writers {
                writer.join().unwrap();
            }
            let acked = acked.lock().unwrap();
            let sql = "select code from institution_code";
            let stands: Vec<String> = office
                .db()
                .read(|r| r.query(sql, &[])?.iter().map(|row| row.at(0)).collect())
                .unwrap();
            let lost = acked.iter().filter(|code| !stands.contains(code)).count();
            println!("{}: {} answered, {lost} lost", office.engine, acked.len());
            assert_eq!(lost, 0, "{}", office.engine);
            let formed = office.sum("shg_formed", "district");
            assert_eq!(formed, i64::try_from(stands.len()).unwrap(), "{}", office.engine);
            office.verify();
        }
    }
}
