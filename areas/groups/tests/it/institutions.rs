//! Groups and federations through the importer's judge: counted once, unchanged again, taken back.

use samuh_engine::{Db, Op, Result, batch::Batch, testing::databases};
use samuh_figures::{
    catalogue::{LOKOS_APPROVED, SHG_ACTIVE, SHG_FORMED, SHG_IN_VO, VO_IN_CLF},
    journal::{balances_match, entries_match},
};
use samuh_groups::{undo_institutions, wanted_postings};
use uuid::Uuid;

use crate::support::{
    FEDERATIONS, GROUPS, apply, books_agree, district, institutions, machine, sum,
};

#[test]
fn good_rows_are_counted_and_bad_rows_say_why() {
    for (engine, db) in databases() {
        district(&db);
        let groups = institutions(&db, true, GROUPS);
        assert_eq!((groups.tally.new, groups.tally.doubtful), (4, 1), "{engine} {:?}", groups.rows);
        assert_eq!(groups.tally.refused, 1, "{engine}: 31/02/2024 is no day");
        let held = &groups.rows[5].1;
        assert_eq!(held.faults[0].code, "place_unknown", "{held:?}");
        let unknown = &groups.rows[2].1.warnings;
        assert!(unknown.iter().any(|w| w.code == "federation_unknown"), "{unknown:?}");
        apply(&db, groups.work.as_ref(), 3, false).expect("applies");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 4, "{engine}");
        assert_eq!(sum(&db, SHG_FORMED, "block"), 4);
        assert_eq!(sum(&db, SHG_ACTIVE, "district"), 3);
        assert_eq!(sum(&db, SHG_IN_VO, "district"), 2);
        assert_eq!(sum(&db, LOKOS_APPROVED, "district"), 1);
        assert_eq!(sum(&db, SHG_FORMED, "vo"), 2);
        assert_eq!(sum(&db, SHG_FORMED, "clf"), 2);
        books_agree(&db);
    }
}

#[test]
fn the_same_sheet_again_changes_nothing_and_a_changed_cell_changes_that_field() {
    for (engine, db) in databases() {
        district(&db);
        apply(&db, institutions(&db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
        let again = institutions(&db, true, GROUPS);
        assert_eq!((again.tally.new, again.tally.changed), (0, 0), "{engine} {:?}", again.rows);
        assert_eq!(again.tally.unchanged, 4, "{engine}");
        let moved = GROUPS.replace(
            "120002,उजाला,20/06/2026,Makdi,Arla",
            "120002,उजाला,20/06/2026,Makdi,Anantpur",
        );
        let changed = institutions(&db, true, &moved);
        assert_eq!(changed.tally.changed, 1, "{engine}");
        assert_eq!(changed.rows[1].1.changes[0].field, "place");
        apply(&db, changed.work.as_ref(), 4, false).expect("applies");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 4);
        books_agree(&db);
    }
}

#[test]
fn a_batch_is_taken_back_unless_something_stands_on_it() {
    for (engine, db) in databases() {
        district(&db);
        let images =
            apply(&db, institutions(&db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
        undo(&db, 5, images).expect("undoes");
        assert_eq!(sum(&db, SHG_FORMED, "district"), 0, "{engine}");
        books_agree(&db);
        let again = institutions(&db, true, GROUPS);
        assert_eq!(again.tally.new, 4, "{engine}");
    }
}

#[test]
fn a_vo_that_is_later_put_under_its_clf_takes_its_groups_with_it() {
    for (engine, db) in databases() {
        district(&db);
        let more = GROUPS.replace("अनजान ग्राम संगठन", "शक्ति ग्राम संगठन");
        apply(&db, institutions(&db, true, &more).work.as_ref(), 3, false).expect("applies");
        assert_eq!((sum(&db, SHG_FORMED, "clf"), sum(&db, VO_IN_CLF, "clf")), (2, 1), "{engine}");
        let sheet = FEDERATIONS.replace("Anantpur,\n", "Anantpur,उजाला संकुल संगठन\n");
        let federations = institutions(&db, false, &sheet);
        assert_eq!(federations.tally.changed, 1, "{engine} {:?}", federations.rows);
        let images = apply(&db, federations.work.as_ref(), 4, false).expect("applies");
        assert_eq!((sum(&db, SHG_FORMED, "clf"), sum(&db, VO_IN_CLF, "clf")), (3, 2), "{engine}");
        books_agree(&db);
        undo(&db, 6, images).expect("undoes");
        assert_eq!((sum(&db, SHG_FORMED, "clf"), sum(&db, VO_IN_CLF, "clf")), (2, 1), "{engine}");
        books_agree(&db);
    }
}

#[test]
fn one_damaged_balance_one_damaged_entry_and_one_damaged_record_are_each_found() {
    for (engine, db) in databases() {
        district(&db);
        apply(&db, institutions(&db, true, GROUPS).work.as_ref(), 3, false).expect("applies");
        let found = |sql: &'static str| {
            db.transact(move |tx| tx.exec(sql, &[])).expect("damages");
            let balances = db.read(|r| balances_match(r, 643)).expect("reads").1.len();
            let wanted = db.read(|r| wanted_postings(r, 643)).expect("reads");
            let entries = db.read(|r| entries_match(r, 643, &wanted)).expect("reads").1.len();
            (balances > 0, entries > 0)
        };
        let damage = "update balance set value = value + 1 where indicator = 1 and unit_id = 2";
        assert_eq!(found(damage), (true, false), "{engine}");
        let mend = "update balance set value = value - 1 where indicator = 1 and unit_id = 2";
        assert_eq!(found(mend), (false, false), "{engine}");
        let damage = "update institution set formed_on = '2020-01-01' where name_hi = 'उजाला'";
        assert_eq!(found(damage), (false, true), "{engine}");
        let mend = "update institution set formed_on = '2026-06-20' where name_hi = 'उजाला'";
        assert_eq!(found(mend), (false, false), "{engine}");
        let damage = "update entry set delta = delta + 1 where indicator = 1";
        assert_eq!(found(damage), (true, true), "{engine}");
    }
}

fn undo(db: &Db, n: u128, images: Vec<Vec<u8>>) -> Result<()> {
    let op = Op::over(Uuid::from_u128(n), "imports.undo", &n, 1_795_000_000_000_001)?;
    db.act(&machine(643), &op, move |tx| {
        tx.changed("batch", 0, 0);
        let batch = Batch { district_id: 643, no: 3, id: Uuid::from_u128(3), register: "x".into() };
        undo_institutions(tx, &batch, &images)
    })
}

#[test]
fn a_code_that_no_place_has_is_pointed_out_and_a_code_given_twice_names_its_row() {
    for (engine, db) in databases() {
        district(&db);
        let sheet = "\
समूह कोड,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम कोड,ग्राम
1,उजाला,20/06/2024,Makdi,999999,Arla
2,प्रगति,20/06/2024,Makdi,448904,Anantpur
1,उजाला,21/06/2024,Makdi,448904,Arla
";
        let read = institutions(&db, true, sheet);
        let odd = |row: usize| &read.rows[row].1.warnings;
        assert_eq!(odd(0)[0].code, "place_code_unknown", "{engine} {:?}", odd(0));
        assert_eq!(odd(1)[0].code, "place_code_other_name", "{engine} {:?}", odd(1));
        let twice = &read.rows[2].1.faults[0];
        assert_eq!(twice.code, "code_twice");
        let said = |name: &str| twice.args.iter().find(|(known, _)| known == name).map(|a| &*a.1);
        assert_eq!((said("sheet"), said("row")), (Some("Sheet1"), Some("2")));
    }
}
