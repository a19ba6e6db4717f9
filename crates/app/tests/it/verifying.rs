//! `verify` finds what was harmed: a balance, an entry, a row of a register, a reference.

use samuh_engine::Tx;
use serde_json::Value;

use crate::office::{Office, groups_sheet, with_places};

/// Does harm in a transaction of its own and answers the checks that then fail.
fn after(office: &Office, harm: &'static str) -> Vec<String> {
    let db = office.db();
    let harmed = db.transact(move |tx: &mut Tx| tx.exec(harm, &[])).unwrap();
    assert!(harmed > 0, "nothing was harmed: {harm}");
    drop(db);
    let answer = office.run(&["verify", "--json"]);
    assert_eq!(answer.status, 1, "{}: {harm}\n{}", office.engine, answer.out);
    let told: Value = answer.json();
    assert_eq!(told["ok"], false);
    let checks = told["checks"].as_array().unwrap().iter();
    checks
        .filter(|check| check["ok"] == false)
        .map(|c| c["name"].as_str().unwrap().into())
        .collect()
}

fn mend(office: &Office, cure: &'static str) {
    office.db().transact(move |tx: &mut Tx| tx.exec(cure, &[])).unwrap();
    office.verify();
}

#[test]
fn each_harm_is_found_by_its_own_check() {
    for office in with_places() {
        office.json(&["import", "groups", &office.put("g.csv", groups_sheet(1, 40))]);
        office.verify();
        let balance = "update balance set value = value + 1 where indicator = 1";
        assert_eq!(after(&office, balance), ["balances"]);
        mend(&office, "update balance set value = value - 1 where indicator = 1");
        let entry = "update entry set delta = delta + 1 where id = 1";
        assert!(after(&office, entry).contains(&"entries".to_owned()));
        mend(&office, "update entry set delta = delta - 1 where id = 1");
        let register = "update institution set formed_on = '2001-01-01' where kind = 'shg'";
        assert_eq!(after(&office, register), ["entries"]);
    }
}

#[test]
fn lost_references_broken_branches_and_stale_words_are_found() {
    for office in with_places() {
        office.json(&["import", "groups", &office.put("g.csv", groups_sheet(1, 4))]);
        let lost = "insert into institution_code
            (district_id, register, kind, state_id, code, institution_id, op_no)
            values (643, 'own', 'shg', 22, 'LOST', 999999, 1)";
        assert_eq!(after(&office, lost), ["references"]);
        mend(&office, "delete from institution_code where code = 'LOST'");
        let branch = "update place_closure set depth = depth + 1 where depth = 3";
        assert_eq!(after(&office, branch), ["trees"]);
        mend(&office, "update place_closure set depth = depth - 1 where depth = 4");
        let stale = "update institution set name_hi = 'दूसरा नाम' where kind = 'shg'";
        assert_eq!(after(&office, stale), ["names"]);
    }
}

#[test]
fn a_target_that_no_longer_adds_up_is_found() {
    for office in with_places() {
        let db = office.db();
        let unit = db
            .read(|reader| {
                let row = reader.first("select id from place where level = 'block'", &[])?;
                row.expect("a block").at::<i64>(0)
            })
            .unwrap();
        db.transact(move |tx: &mut Tx| {
            tx.exec(
                "insert into plan (district_id, indicator, year, level, total, state, version, op_no)
                 values (643, 1, 2026, 'block', 12, 'draft', 1, 1)",
                &[],
            )?;
            let given = samuh_engine::params![unit];
            tx.exec(
                "insert into target (district_id, indicator, unit_id, month, value, op_no)
                 values (643, 1, $1, 24315, 12, 1)",
                &given,
            )
        })
        .unwrap();
        drop(db);
        office.verify();
        let year = ["figures", "--indicator", "shg_formed", "--by", "block", "--year", "2026-27"];
        let lines = office.json(&year);
        let targets: Vec<i64> =
            lines.as_array().unwrap().iter().filter_map(|line| line["target"].as_i64()).collect();
        assert_eq!(targets, [12]);
        assert_eq!(after(&office, "update target set value = 11"), ["targets"]);
    }
}

#[test]
fn what_does_not_fit_the_chain_is_said_in_the_words_of_the_language_that_is_asked_for() {
    for office in with_places() {
        office.json(&["import", "groups", &office.put("g.csv", groups_sheet(1, 4))]);
        office.verify();
        let harm = "update op set post_id = 5 where chain_no = 1 and district_id = 643";
        assert_eq!(office.db().transact(move |tx: &mut Tx| tx.exec(harm, &[])).unwrap(), 1);
        let told = |lang: &str| {
            let head = "0123456789abcdef";
            let answer = office.run(&["verify", "--lang", lang, "--head", head]);
            assert_eq!(answer.status, 1, "{}", answer.out);
            answer.out
        };
        let hindi = told("hi");
        for said in ["जिला 643: प्रविष्टि 1", "वैसी नहीं है जैसी मुहरबंद हुई थी", "किसी शृंखला में नहीं है"]
        {
            assert!(hindi.contains(said), "{said}: {hindi}");
        }
        for left in ["district 643", "entry", "sealed", "rewritten"] {
            assert!(!hindi.contains(left), "{left}: {hindi}");
        }
        let english = told("en");
        for said in ["entry 1 (op", "is not what was sealed", "entries were rewritten since"] {
            assert!(english.contains(said), "{said}: {english}");
        }
    }
}
