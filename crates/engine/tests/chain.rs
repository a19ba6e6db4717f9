//! The chain of the trail: what is untouched fits, and what is edited, taken away or moved is found.

use samuh_engine::{
    Db, Desk, Op, Result, Tx,
    audit::chain::{Walk, find, seal, walk},
    testing::databases,
};
use samuh_kernel::scope::{Rights, Scope};
use uuid::Uuid;

/// Six acts on one record, sealed.
fn sealed() -> Vec<(&'static str, Db)> {
    let all = databases();
    for (_, db) in &all {
        for n in 0..6 {
            act(db, n);
        }
        assert_eq!(seal(db, 99).expect("seals"), 6);
    }
    all
}

fn act(db: &Db, n: i64) {
    let desk = Desk::new(3, 4, Scope::district(643, Rights::all())).from("10.0.0.7 · Firefox");
    let id = Uuid::from_u128(900 + u128::try_from(n).expect("small"));
    let op = Op::over(id, "test.rename", &n, 1_000 + n).expect("hashes");
    let change = move |tx: &mut Tx| -> Result<i64> {
        tx.changed("institution", 7, 12).office(
            "name_hi",
            format!("पुराना {n}"),
            format!("नया {n}"),
        );
        Ok(n)
    };
    assert_eq!(db.act(&desk, &op, change).expect("acts"), n);
}

fn walked(db: &Db) -> Walk {
    db.read(|reader| walk(reader, 643)).expect("walks")
}

#[test]
fn an_untouched_chain_fits_and_what_is_not_sealed_yet_is_counted() {
    for (engine, db) in sealed() {
        let first = walked(&db);
        assert_eq!((first.entries, first.unsealed, &first.faults), (6, 0, &Vec::new()), "{engine}");
        act(&db, 6);
        let then = walked(&db);
        assert_eq!((then.entries, then.unsealed), (6, 1), "{engine}");
        assert_eq!(then.head, first.head, "{engine}: it waits");
        assert_eq!(seal(&db, 100).expect("seals"), 1, "{engine}");
        assert_eq!(seal(&db, 101).expect("seals"), 0, "{engine}: nothing waits");
        let last = walked(&db);
        assert!(last.faults.is_empty() && last.head.hash != first.head.hash, "{engine}");
        assert_eq!((last.head.no, last.head.at), (7, 100), "{engine}");
    }
}

/// Each harm, and what stands in the fault that finds it.
const HARMS: &[(&[&str], &str)] = &[
    (
        &["update audit_change set fields = '[]' where subject_id = 7 and op_no =
        (select no from op where chain_no = 3)"],
        "Altered(",
    ),
    (&["update op set post_id = 5 where chain_no = 2"], "Altered("),
    (&["update op set at = at + 1 where chain_no = 2"], "Altered("),
    (&["update op set origin = null where chain_no = 2"], "Altered("),
    (
        &["delete from audit_change where op_no = (select no from op where chain_no = 3)"],
        "Altered(",
    ),
    (&["delete from op where chain_no = 4"], "Missing(4, 4)"),
    (&["delete from op where chain_no = 4"], "Loose("),
    (&["delete from op where chain_no = 6"], "Cut(5, 6)"),
    (
        &[
            "update op set chain_no = 60 where chain_no = 3",
            "update op set chain_no = 3 where chain_no = 4",
            "update op set chain_no = 4 where chain_no = 60",
        ],
        "Unlinked(",
    ),
    (&["update op set chain_prev = chain_hash where chain_no = 1"], "Unlinked("),
];

#[test]
fn an_entry_that_is_edited_taken_away_or_moved_is_found() {
    for (harms, found) in HARMS {
        for (engine, db) in sealed() {
            let harmed = db.transact(move |tx| {
                harms.iter().try_fold(0, |sum, harm| Ok(sum + tx.exec(harm, &[])?))
            });
            assert!(harmed.expect("does harm") > 0, "{engine}: {harms:?}");
            let faults = walked(&db).faults;
            assert!(
                faults.iter().any(|fault| format!("{fault:?}").contains(found)),
                "{engine} {harms:?}: {faults:?}"
            );
        }
    }
}

#[test]
fn a_chain_rewritten_as_a_whole_fits_but_lacks_the_head_that_was_printed() {
    for (engine, db) in sealed() {
        let printed = walked(&db).head.short();
        let at = db.read(|r| find(r, 643, &printed)).expect("looks");
        assert_eq!(at, Some((6, 1_005)), "{engine}");
        db.transact(|tx| {
            tx.exec("update op set post_id = 5 where chain_no = 2", &[])?;
            tx.exec("update op set chain_no = null, chain_prev = null, chain_hash = null", &[])?;
            tx.exec("delete from chain_head", &[])
        })
        .expect("does harm");
        assert_eq!(seal(&db, 102).expect("seals"), 6, "{engine}");
        assert!(walked(&db).faults.is_empty(), "{engine}: it fits itself");
        assert_eq!(db.read(|r| find(r, 643, &printed)).expect("looks"), None, "{engine}");
    }
}

#[test]
fn a_long_chain_is_sealed_and_walked_in_pieces() {
    for (engine, db) in databases() {
        for n in 0..450 {
            act(&db, n);
        }
        assert_eq!(seal(&db, 99).expect("seals"), 450, "{engine}");
        let walk = walked(&db);
        assert_eq!((walk.entries, walk.head.no), (450, 450), "{engine}");
        assert!(walk.faults.is_empty(), "{engine}: {:?}", walk.faults);
    }
}
