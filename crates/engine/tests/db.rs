//! The database as an act meets it, on every engine at hand.

use samuh_engine::{Db, Desk, Error, Op, audit, params, testing::databases};
use samuh_kernel::scope::Scope;
use uuid::Uuid;

fn desk() -> Desk {
    Desk::new(1, 1, Scope::district(643, samuh_kernel::scope::Rights::all()))
}

fn count(db: &Db) -> i64 {
    db.read(|r| r.first("select count(*) from state", &[])?.expect("a row").at(0)).expect("counts")
}

fn add_state(db: &Db, op: &Op, id: i64) -> samuh_engine::Result<i64> {
    db.act(&desk(), op, move |tx| {
        tx.exec(
            "insert into state (id, abbreviation, name_hi, name_en) values ($1, 'CG', 'छ', 'C')",
            &params![id],
        )?;
        tx.changed("state", id, 0).public("name_hi", None::<&str>, "छ");
        tx.allot(643, "unit", 3)
    })
}

#[test]
fn an_act_sent_twice_happens_once_and_answers_the_same() {
    for (engine, db) in databases() {
        let op = Op::over(Uuid::from_u128(1), "test.add", &22, 5).expect("hashes");
        let first = add_state(&db, &op, 22).expect("acts");
        let second = add_state(&db, &op, 22).expect("answers again");
        assert_eq!((first, count(&db)), (second, 1), "{engine}");
        let other = Op::over(Uuid::from_u128(1), "test.add", &23, 5).expect("hashes");
        assert!(matches!(add_state(&db, &other, 23), Err(Error::Conflict { .. })), "{engine}");
    }
}

#[test]
fn an_act_that_fails_or_panics_leaves_nothing_and_the_next_one_works() {
    for (engine, db) in databases() {
        let op = Op::over(Uuid::from_u128(2), "test.fail", &0, 5).expect("hashes");
        let outcome: samuh_engine::Result<i64> = db.act(&desk(), &op, |tx| {
            tx.exec(
                "insert into state (id, abbreviation, name_hi, name_en) values (9, 'UP', 'उ', 'U')",
                &[],
            )?;
            Err(Error::NotFound)
        });
        assert!(matches!(outcome, Err(Error::NotFound)), "{engine}");
        let op = Op::over(Uuid::from_u128(3), "test.panic", &0, 5).expect("hashes");
        let outcome: samuh_engine::Result<i64> = db.act(&desk(), &op, |_| panic!("on purpose"));
        assert!(matches!(outcome, Err(Error::Broken(_))), "{engine}");
        assert_eq!(count(&db), 0, "{engine}");
        let op = Op::over(Uuid::from_u128(4), "test.add", &0, 5).expect("hashes");
        add_state(&db, &op, 9).expect("acts");
        assert_eq!(count(&db), 1, "{engine}");
    }
}

#[test]
fn values_of_every_kind_come_back_as_they_went_in() {
    for (engine, db) in databases() {
        let day = chrono::NaiveDate::from_ymd_opt(2024, 2, 29).expect("a real day");
        let id = Uuid::from_u128(7);
        db.transact(move |tx| {
            let rows = vec![
                params![
                    643i64,
                    1i64,
                    id,
                    "block",
                    Some("माकड़ी\tA\\"),
                    None::<&str>,
                    "mkd",
                    1.5,
                    day,
                    day,
                    1i64,
                    1i64
                ]
                .to_vec(),
                params![
                    643i64,
                    2i64,
                    id,
                    "block",
                    None::<&str>,
                    Some("Makdi"),
                    "mkd",
                    None::<f64>,
                    day,
                    day,
                    1i64,
                    1i64
                ]
                .to_vec(),
            ];
            tx.load(
                "place",
                &[
                    "district_id",
                    "id",
                    "uid",
                    "level",
                    "name_hi",
                    "name_en",
                    "search_key",
                    "lat",
                    "from_on",
                    "to_on",
                    "version",
                    "op_no",
                ],
                &mut rows.into_iter(),
            )
        })
        .expect("loads");
        let rows = db
            .read(|r| r.query("select uid, name_hi, lat, from_on from place where district_id = $1 and from_on = $2 order by id", &params![643i64, day]))
            .expect("reads");
        assert_eq!(rows.len(), 2, "{engine}");
        assert_eq!(rows[0].get::<Uuid>("uid").expect("uid"), id);
        assert_eq!(
            rows[0].get::<Option<String>>("name_hi").expect("name").as_deref(),
            Some("माकड़ी\tA\\")
        );
        assert_eq!(rows[0].get::<Option<f64>>("lat").expect("lat"), Some(1.5));
        assert_eq!(rows[1].get::<chrono::NaiveDate>("from_on").expect("day"), day);
    }
}

#[test]
fn many_acts_at_once_all_count() {
    for (engine, db) in databases() {
        let threads: Vec<_> = (0..40u128)
            .map(|t| {
                let db = db.clone();
                std::thread::spawn(move || {
                    for i in 0..25u128 {
                        let op = Op::over(Uuid::from_u128(1000 + t * 100 + i), "test.n", &0, 5)
                            .expect("hashes");
                        db.act(&desk(), &op, |tx| {
                            tx.changed("state", 22, 0);
                            tx.allot(643, "entry", 1)
                        })
                        .expect("acts");
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().expect("joins");
        }
        let ops: i64 = db
            .read(|r| r.first("select count(*) from op", &[])?.expect("a row").at(0))
            .expect("counts");
        assert_eq!(ops, 1000, "{engine}");
    }
}

#[test]
fn the_same_op_sent_at_once_by_many_happens_once() {
    for (engine, db) in databases() {
        let threads: Vec<_> = (0..12)
            .map(|_| {
                let db = db.clone();
                std::thread::spawn(move || {
                    let op = Op::over(Uuid::from_u128(5), "test.add", &22, 5).expect("hashes");
                    add_state(&db, &op, 22).expect("acts or answers")
                })
            })
            .collect();
        let answers: Vec<i64> = threads.into_iter().map(|t| t.join().expect("joins")).collect();
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{engine} {answers:?}");
        assert_eq!(count(&db), 1, "{engine}");
    }
}

#[test]
fn an_act_that_names_no_record_leaves_no_trail_and_so_is_not_done() {
    for (engine, db) in databases() {
        let op = Op::over(Uuid::from_u128(60), "test.silent", &0, 5).expect("hashes");
        let outcome: samuh_engine::Result<i64> = db.act(&desk(), &op, |tx| {
            tx.exec(
                "insert into state (id, abbreviation, name_hi, name_en) values (9, 'UP', 'उ', 'U')",
                &[],
            )?;
            Ok(9)
        });
        assert!(matches!(outcome, Err(Error::Broken(_))), "{engine}");
        assert_eq!(count(&db), 0, "{engine}");
    }
}

#[test]
fn an_act_leaves_one_entry_with_what_was_and_what_is_and_where_it_came_from() {
    for (engine, db) in databases() {
        let op = Op::over(Uuid::from_u128(61), "test.change", &0, 5).expect("hashes");
        let desk = desk().from("10.0.0.7 · Chrome, Windows");
        let no = db
            .act(&desk, &op, |tx| {
                tx.changed("member", 4, 12)
                    .personal("mobile", "9876543210", "9876500000")
                    .office("code", "a", "a");
                tx.changed("institution", 7, 12);
                Ok(tx.op_no())
            })
            .expect("acts");
        let changes = db.read(|r| audit::changes_of(r, 643, no)).expect("reads");
        let subjects: Vec<_> = changes.iter().map(|c| (&*c.subject, c.id, c.unit_id)).collect();
        assert_eq!(subjects, [("institution", 7, 12), ("member", 4, 12)], "{engine}");
        let [mobile] = &changes[1].fields[..] else { panic!("{engine}: {changes:?}") };
        assert_eq!((&*mobile.name, mobile.class), ("mobile", audit::Class::Personal));
        assert_eq!((&mobile.before, &mobile.after), (&"9876543210".into(), &"9876500000".into()));
        let origin: Option<String> =
            db.read(|r| r.first("select origin from op", &[])?.expect("a row").at(0)).expect("r");
        assert_eq!(origin.as_deref(), Some("10.0.0.7 · Chrome, Windows"), "{engine}");
    }
}

#[test]
fn a_rehearsal_says_what_would_change_and_changes_nothing() {
    for (engine, db) in databases() {
        let op = Op::over(Uuid::from_u128(62), "test.add", &22, 5).expect("hashes");
        let tried = db.rehearse(&desk(), &op, |tx| {
            tx.exec(
                "insert into state (id, abbreviation, name_hi, name_en) values (9, 'UP', 'उ', 'U')",
                &[],
            )?;
            tx.changed("state", 9, 0).public("name_hi", None::<&str>, "उ");
            Ok(9)
        });
        let tried = tried.expect("tries");
        assert_eq!((tried.answer, tried.changes.len(), tried.effects.len()), (9, 1, 0), "{engine}");
        let ops: i64 =
            db.read(|r| r.first("select count(*) from op", &[])?.expect("a row").at(0)).expect("r");
        assert_eq!((count(&db), ops), (0, 0), "{engine}");
        assert_eq!(add_state(&db, &op, 22).expect("the real one follows"), 1, "{engine}");
        assert_eq!(count(&db), 1, "{engine}");
    }
}

#[test]
fn the_edition_is_another_after_every_commit_of_any_handle_and_after_nothing_else() {
    for (engine, db) in databases() {
        let edition = || db.edition().expect("answers");
        let Some(first) = edition() else {
            assert_eq!(engine, "postgresql", "the embedded engine always has one");
            continue;
        };
        count(&db);
        assert_eq!(edition(), Some(first), "reading changes nothing");
        let op = Op::over(Uuid::from_u128(5), "test.add", &22, 5).expect("hashes");
        add_state(&db, &op, 22).expect("acts");
        let second = edition();
        assert_ne!(second, Some(first), "an act");
        let failed: samuh_engine::Result<()> = db.transact(|_| Err(Error::NotFound));
        assert!(failed.is_err() && edition() == second, "what failed changed nothing");
        let other = Db::open(&db.location()).expect("opens");
        let op = Op::over(Uuid::from_u128(6), "test.add", &23, 5).expect("hashes");
        add_state(&other, &op, 23).expect("acts");
        assert_ne!(edition(), second, "another process");
    }
}

#[test]
fn an_answer_is_kept_only_while_nothing_is_committed_and_never_within_an_act() {
    for (engine, db) in databases() {
        let count = |db: &Db| -> i64 {
            let sql = "select count(*) from state";
            db.read(|r| r.kept(sql, &[])?.first().expect("a row").at(0)).expect("counts")
        };
        assert_eq!((count(&db), count(&db)), (0, 0), "{engine}");
        let op = Op::over(Uuid::from_u128(7), "test.add", &22, 5).expect("hashes");
        add_state(&db, &op, 22).expect("acts");
        assert_eq!((count(&db), count(&db)), (1, 1), "{engine}: another commit of this process");
        let other = Db::open(&db.location()).expect("opens");
        let within = other.transact(|tx| {
            let sql = "select count(*) from state";
            let before: i64 = tx.kept(sql, &[])?.first().expect("a row").at(0)?;
            tx.exec(
                "insert into state (id, abbreviation, name_hi, name_en) values (23, 'UP', 'उ', 'U')",
                &[],
            )?;
            let after: i64 = tx.kept(sql, &[])?.first().expect("a row").at(0)?;
            Ok(after - before)
        });
        assert_eq!(within.expect("acts"), 1, "{engine}: what it wrote itself");
        assert_eq!(count(&db), 2, "{engine}: another process");
    }
}

#[test]
fn answers_with_other_parameters_are_others_and_too_many_are_asked_anew() {
    for (engine, db) in databases() {
        let said = |n: i64| -> i64 {
            let sql = "select CAST($1 AS BIGINT)";
            db.read(|r| r.kept(sql, &params![n])?.first().expect("a row").at(0)).expect("answers")
        };
        for n in 0..2_100 {
            assert_eq!(said(n), n, "{engine}");
        }
        assert_eq!((said(0), said(2_099)), (0, 2_099), "{engine}");
    }
}
