//! A kill in the middle of an import leaves before or after, never between.

use std::{thread, time::Duration};

use crate::office::{groups_sheet, with_places};

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
