//! Keys of one-time codes at rest: sealed with the machine's key file, which no backup holds; told when it is
//! not there, and set up anew when it is lost.

use std::{fs, path::Path};

use samuh::sealing::{KEY, open};
use samuh_engine::{Db, Error, db::Location, params};
use samuh_people::{Keys, Role, keys};

use crate::{
    desks::{DISTRICT, Site},
    office::{Office, with_places},
};

const SECRET: [u8; 20] = *b"12345678901234567890";

/// An account whose key lies as it did before there was a seal.
fn with_open_key(site: &Site) -> i64 {
    drop(site.seat("head", Role::Admin, &[]));
    let db = site.office.db();
    let sql = "select id from account where login = 'head'";
    let id: i64 = db.read(|r| r.first(sql, &[])?.expect("an account").at(0)).unwrap();
    db.transact(move |tx| {
        let row = params![DISTRICT, id, SECRET.to_vec(), 0i64, 1i64];
        tx.exec(
            "insert into second_factor (district_id, account_id, secret, last_step, op_no)
             values ($1, $2, $3, $4, $5)",
            &row,
        )
    })
    .unwrap();
    id
}

fn kept(db: &Db) -> Vec<u8> {
    db.read(|r| r.first("select secret from second_factor", &[])?.expect("a key").at(0)).unwrap()
}

fn code_of<T>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Faults(faults)) => faults.0[0].code.clone(),
        Err(other) => other.to_string(),
        Ok(_) => String::new(),
    }
}

fn wipe(office: &Office) {
    if let Location::Postgres { schema: Some(schema), .. } = office.db().location() {
        let drop = format!("drop schema {schema} cascade");
        office.db().transact(move |tx| tx.exec(&drop, &[])).unwrap();
    }
    fs::remove_dir_all(office.path("data")).unwrap();
}

fn holds(folder: &Path, secret: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().flatten().any(|entry| {
        let path = entry.path();
        match path.is_dir() {
            true => holds(&path, secret),
            false => fs::read(&path).unwrap().windows(secret.len()).any(|part| part == secret),
        }
    })
}

#[test]
fn keys_that_lay_open_are_sealed_at_the_start_and_a_file_that_is_not_theirs_is_told() {
    for office in with_places() {
        let site = Site::of(office);
        let id = with_open_key(&site);
        let (db, engine) = (site.office.db(), site.office.engine);
        let file = site.office.path("data").join(KEY);
        open(&db, &file).unwrap();
        assert_ne!(kept(&db), SECRET, "{engine}: sealed");
        let seal = open(&db, &file).unwrap();
        let all = keys(&db, Some(&seal)).unwrap();
        assert_eq!(all, Keys { sealed: 1, open: 0, unreadable: vec![] }, "{engine}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{engine}: nobody else reads it");
        }
        let before = kept(&db);
        let elsewhere = site.office.path("elsewhere.key");
        assert_eq!(code_of(open(&db, &elsewhere)), "key_file_missing", "{engine}");
        assert!(!elsewhere.exists(), "{engine}: none is made in its place");
        fs::write(&elsewhere, "07".repeat(32)).unwrap();
        assert_eq!(code_of(open(&db, &elsewhere)), "key_file_other", "{engine}");
        fs::write(&elsewhere, "a poem").unwrap();
        assert_eq!(code_of(open(&db, &elsewhere)), "key_file_odd", "{engine}");
        assert_eq!(kept(&db), before, "{engine}: nothing of it touched the register");
        assert_eq!(keys(&db, None).unwrap().unreadable, [(DISTRICT, id)], "{engine}");
    }
}

#[test]
fn a_backup_holds_neither_key_nor_secret_and_a_restore_says_what_to_do() {
    for office in with_places() {
        let site = Site::of(office);
        with_open_key(&site);
        let engine = site.office.engine;
        let file = site.office.path("data").join(KEY);
        open(&site.office.db(), &file).unwrap();
        let key = fs::read_to_string(&file).unwrap();
        let into = site.office.path("backups");
        let made = site.office.run(&["backup", into.to_str().unwrap()]);
        assert_eq!(made.status, 0, "{engine}: {}", made.err);
        assert!(!holds(&into, key.trim().as_bytes()), "{engine}: no key in it");
        assert!(!holds(&into, &SECRET), "{engine}: nor what it seals");
        let office = site.close();
        wipe(&office);
        let back = office.run(&["restore", into.to_str().unwrap()]);
        assert_eq!(back.status, 0, "{engine}: {}", back.err);
        assert!(back.err.contains("reset-factors"), "{engine}: {} {}", back.out, back.err);
        office.verify();
        assert_eq!(code_of(open(&office.db(), &file)), "key_file_missing", "{engine}");
        // The file is brought back, and nobody notices.
        fs::create_dir_all(office.path("data")).unwrap();
        fs::write(&file, &key).unwrap();
        let seal = open(&office.db(), &file).unwrap();
        assert_eq!(keys(&office.db(), Some(&seal)).unwrap().sealed, 1, "{engine}");
        let none = office.run(&["user", "reset-factors"]);
        assert!(none.out.contains(" 0 "), "{engine}: none is lost: {}", none.out);
        // It is lost for good: the factors are set up anew, each by its own person.
        fs::remove_file(&file).unwrap();
        let anew = office.run(&["user", "reset-factors"]);
        assert!(
            anew.status == 0 && anew.out.contains(" 1 "),
            "{engine}: {} {}",
            anew.out,
            anew.err
        );
        let seal = open(&office.db(), &file).unwrap();
        assert_eq!(keys(&office.db(), Some(&seal)).unwrap(), Keys::default(), "{engine}");
        let site = Site::of(office);
        assert_eq!(site.again("head").get("/").status, 200, "{engine}: she signs in");
        site.office.verify();
    }
}
