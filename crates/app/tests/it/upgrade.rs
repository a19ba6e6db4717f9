//! Versions that meet (T15): a file of the first released schema is brought up with its figures
//! unchanged, and an older program refuses a newer file with a clear word in both languages.

use samuh::importing::machine_desk;
use samuh_engine::{clock, params, testing::file_of_step};
use samuh_people::{CodeDigest, SignInPolicy, sign_in_policies, waive_second_factor};

use crate::{
    desks::{DISTRICT, Site},
    office::{offices, with_places},
};

/// A small district as the first released program left it.
const FIRST: &str = include_str!("../fixtures/first-schema.sql");

#[test]
fn a_file_of_the_first_released_schema_is_brought_up_with_its_figures_unchanged() {
    let office = offices().remove(0);
    std::fs::create_dir_all(office.path("data")).unwrap();
    file_of_step(&office.path("data/samuh.db"), "0001_start");
    let db = office.db();
    db.transact(|tx| {
        for line in FIRST.lines().filter(|line| line.starts_with("INSERT")) {
            tx.exec(line, &[])?;
        }
        Ok(())
    })
    .unwrap();
    drop(db);
    let brought = office.json(&["migrate"]);
    let steps = samuh_engine::db::SCHEMA_VERSION - 1;
    assert_eq!(brought["steps"], steps, "{brought}");
    assert_eq!(office.json(&["migrate"])["steps"], 0, "a second time there is nothing to do");
    office.verify();
    assert_eq!(office.sum("shg_formed", "block"), 6);
    assert_eq!(office.sum("shg_active", "district"), 6);
    let (op, desk) = (samuh::ids::new_id().unwrap(), machine_desk(DISTRICT));
    waive_second_factor(&office.db(), &desk, op, "test", clock::now()).unwrap();
    let site = Site::of(office);
    let form = [("login", "admin"), ("password", "monsoon-tamarind-77")];
    let head = site.again_as(&form);
    assert!(head.get("/groups").text.contains("900001"), "its groups are there");
}

#[test]
fn a_key_and_a_rule_of_before_go_on_by_sha_1_and_one_step() {
    let office = offices().remove(0);
    std::fs::create_dir_all(office.path("data")).unwrap();
    file_of_step(&office.path("data/samuh.db"), "0023_attendance");
    let db = office.db();
    db.transact(|tx| {
        tx.exec(
            "insert into second_factor (district_id, account_id, secret, last_step, op_no)
             values ($1, 1, $2, 7, 1)",
            &params![DISTRICT, vec![7_u8; 20]],
        )?;
        tx.exec(
            "insert into sign_in_policy (district_id, role, from_on, to_on, idle_minutes,
                                         whole_minutes, second_factor, source)
             values ($1, 'bmmu', '2026-04-01', '9999-12-31', 60, 600, 'required', 'Order 3/2026')",
            &params![DISTRICT],
        )
        .map(drop)
    })
    .unwrap();
    drop(db);
    assert!(office.json(&["migrate"])["steps"].as_u64() >= Some(1));
    let kept = "select digest, last_step from second_factor";
    let kept = office.db().read(|r| r.first(kept, &[])).unwrap().unwrap();
    assert_eq!((kept.at::<String>(0).unwrap().as_str(), kept.at(1).unwrap()), ("sha1", 7_i64));
    let all = sign_in_policies(&office.db(), &machine_desk(DISTRICT), clock::now()).unwrap();
    assert_eq!(all.iter().filter(|one| one.is_own).count(), 1);
    let as_before = |one: &SignInPolicy| (one.code_steps, one.code_digest) == (1, CodeDigest::Sha1);
    assert!(all.iter().all(as_before), "{all:?}");
}

#[test]
fn an_older_program_refuses_a_newer_file_with_a_clear_word_in_both_languages() {
    for office in with_places() {
        let newer = "insert into migration (name, applied_at) values ('9999_later', 0)";
        office.db().transact(move |tx| tx.exec(newer, &[])).unwrap();
        for command in [&["verify"][..], &["migrate"], &["serve", "--listen", "127.0.0.1:0"]] {
            for (lang, word) in [("en", "newer program"), ("hi", "नए संस्करण")] {
                let args: Vec<&str> = command.iter().copied().chain(["--lang", lang]).collect();
                let answer = office.run(&args);
                assert_eq!(answer.status, 2, "{}: {args:?}", office.engine);
                assert!(answer.err.contains(word), "{}: {}", office.engine, answer.err);
            }
        }
    }
}
