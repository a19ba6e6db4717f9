//! Backup and restore as an office needs them (T14): made while it writes, wiped, taken back, signed
//! in, verified; and whatever is not whole is refused with a clear word.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use samuh::{
    importing::machine_desk,
    keeping::{Manifest, Nightly, last_run, run_due, tidy},
};
use samuh_engine::{
    Db, clock,
    db::{Location, read_file},
    params,
};
use samuh_groups::{NewGroup, Profile, form_group};
use samuh_people::Role;
use sha2::{Digest, Sha256};

use crate::{
    desks::{DISTRICT, Site},
    office::{Office, groups_sheet, with_places},
};

/// Four desks that form groups as fast as they can; each code is written down once it is acked.
pub(crate) struct Writers {
    acked: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Writers {
    pub(crate) fn start(db: &Db, first: u32) -> Self {
        let (acked, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let desk = machine_desk(DISTRICT);
        let places = db.read(|reader| samuh_places::gazetteer(reader, &desk.scope)).unwrap();
        let village = places.places().find(|p| p.level == samuh_places::Level::Village).unwrap().id;
        let work = |lane: u32| {
            let (db, desk, acked, stop) =
                (db.clone(), desk.clone(), Arc::clone(&acked), Arc::clone(&stop));
            thread::spawn(move || {
                let mut number = first + lane * 100_000;
                while !stop.load(Ordering::Relaxed) {
                    number += 1;
                    let code = number.to_string();
                    let group = group(&code, village);
                    let op = samuh::ids::new_id().unwrap();
                    if form_group(&db, &desk, op, &group, clock::now()).is_ok() {
                        acked.lock().unwrap().push(code);
                    }
                }
            })
        };
        let threads = (0..4).map(work).collect();
        Self { acked, stop, threads }
    }

    /// Waits until that many were acked; answers those.
    pub(crate) fn after(&self, count: usize) -> Vec<String> {
        loop {
            let acked = self.acked.lock().unwrap().clone();
            if acked.len() >= count {
                return acked;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn stop(self) -> Vec<String> {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().unwrap();
        }
        Arc::try_unwrap(self.acked).unwrap().into_inner().unwrap()
    }
}

fn group(code: &str, place_id: i64) -> NewGroup {
    let profile = Profile {
        name_hi: Some(format!("समूह {code}")),
        formed_on: Some("2026-05-12".parse().unwrap()),
        ..Profile::default()
    };
    NewGroup { code: Some(code.to_owned()), profile, place_id, parent_id: 0 }
}

fn codes(db: &Db) -> Vec<String> {
    let sql = "select code from institution_code";
    db.read(|r| r.query(sql, &[])?.iter().map(|row| row.at(0)).collect()).unwrap()
}

/// Takes everything away that the office has.
fn wipe(office: &Office) {
    if let Location::Postgres { schema: Some(schema), .. } = office.db().location() {
        let drop = format!("drop schema {schema} cascade");
        office.db().transact(move |tx| tx.exec(&drop, &[])).unwrap();
    }
    // An office on PostgreSQL has a folder only once it has files.
    if office.path("data").exists() {
        fs::remove_dir_all(office.path("data")).unwrap();
    }
}

fn only_backup(folder: &Path) -> PathBuf {
    let all = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let whole: Vec<PathBuf> = all.filter(|path| path.join("manifest.json").exists()).collect();
    assert_eq!(whole.len(), 1, "{whole:?}");
    whole[0].clone()
}

#[test]
fn what_was_acked_before_a_backup_under_load_stands_after_the_wipe_and_the_restore() {
    for office in with_places() {
        let evidence = office.path("data/attachments/ab/photo.bin");
        fs::create_dir_all(evidence.parent().unwrap()).unwrap();
        fs::write(&evidence, [7; 4096]).unwrap();
        let site = Site::of(office);
        drop(site.seat("head", Role::Admin, &[]));
        let into = site.office.path("backups").display().to_string();
        let writers = Writers::start(&site.office.db(), 700_000);
        let before = writers.after(40);
        let made = site.office.json(&["backup", &into, "--drill"]);
        let all = writers.stop();
        assert!(all.len() > before.len(), "nobody wrote while the backup was made");
        assert_eq!(made["drill"], true, "{made}");
        let office = site.close();
        wipe(&office);
        let back = office.json(&["restore", &into]);
        assert_eq!(back["ok"], true, "{}: {back}", office.engine);
        assert_eq!(back["rows"], made["rows"]);
        let stands = codes(&office.db());
        assert!(before.iter().all(|code| stands.contains(code)), "{}", office.engine);
        assert_eq!(office.sum("shg_formed", "district"), i64::try_from(stands.len()).unwrap());
        assert_eq!(fs::read(&evidence).unwrap(), [7; 4096]);
        office.verify();
        let site = Site::of(office);
        let head = site.again("head");
        for page in ["/", "/groups", "/places", "/targets", "/users"] {
            assert_eq!(head.get(page).status, 200, "{}: {page}", site.office.engine);
        }
    }
}

#[test]
fn a_flipped_bit_a_lost_file_and_a_lost_manifest_are_refused_and_leave_nothing_behind() {
    for office in with_places() {
        office.put("data/note.txt", "x");
        let into = office.path("backups");
        office.json(&["backup", into.to_str().unwrap()]);
        let backup = only_backup(&into);
        wipe(&office);
        let refused = |word: &str, what: &str| {
            let answer = office.run(&["restore", into.to_str().unwrap()]);
            assert_eq!(answer.status, 2, "{}: {what}: {}", office.engine, answer.err);
            assert!(answer.err.contains(word), "{}: {what}: {}", office.engine, answer.err);
            assert!(!office.path("data").exists(), "{}: {what}", office.engine);
        };
        let manifest = Manifest::read(&backup).unwrap();
        let mut paths: Vec<String> = manifest.files.iter().map(|file| file.path.clone()).collect();
        paths.extend(["manifest.json".to_owned(), "manifest.sha256".to_owned()]);
        for path in &paths {
            let file = backup.join(path);
            let whole = fs::read(&file).unwrap();
            for turn in [0, 3, 7_usize] {
                let mut flipped = whole.clone();
                let at = whole.len() * turn / 8;
                flipped[at] ^= 1 << turn;
                fs::write(&file, &flipped).unwrap();
                refused("damaged", &format!("{path}, byte {at}"));
            }
            fs::write(&file, &whole[..whole.len() - 1]).unwrap();
            refused("damaged", &format!("{path}, one byte short"));
            fs::remove_file(&file).unwrap();
            let word = if path.starts_with("manifest") { "no whole backup" } else { "is missing" };
            refused(word, &format!("{path} lost"));
            fs::write(&file, &whole).unwrap();
        }
        fs::write(backup.join("files/strange.sh"), "x").unwrap();
        let whole = office.run(&["restore", into.to_str().unwrap()]);
        assert_eq!(whole.status, 0, "it was whole: {}", whole.err);
        assert!(whole.err.contains("files/strange.sh"), "{}: {}", office.engine, whole.err);
        assert!(office.path("data/note.txt").exists(), "{}", office.engine);
        assert!(!office.path("data/strange.sh").exists(), "{}: not copied", office.engine);
        office.verify();
        let again = office.run(&["restore", into.to_str().unwrap()]);
        assert_eq!(again.status, 2, "nothing is overwritten");
        assert!(again.err.contains("already"), "{}", again.err);
    }
}

/// The twin that must fail: what a copy of the live file would have lost.
#[test]
fn a_plain_copy_of_the_live_file_lacks_what_was_acked_and_is_refused() {
    let office = with_places().remove(0);
    let db = office.db();
    let writers = Writers::start(&db, 800_000);
    writers.after(40);
    let copied = office.path("copied");
    fs::create_dir_all(&copied).unwrap();
    let before = writers.after(60);
    fs::copy(office.path("data/samuh.db"), copied.join("samuh.db")).unwrap();
    writers.stop();
    let answer = office.run(&["restore", copied.to_str().unwrap(), "--data", "/nowhere/else"]);
    assert_eq!(answer.status, 2);
    assert!(answer.err.contains("no whole backup"), "{}", answer.err);
    let kept = read_file(&copied.join("samuh.db"), |reader| {
        reader.query("select code from institution_code", &[])
    });
    let is_whole = kept.is_ok_and(|rows| {
        let kept: Vec<String> = rows.iter().map(|row| row.at(0).unwrap()).collect();
        before.iter().all(|code| kept.contains(code))
    });
    assert!(!is_whole, "the copy was whole: this test no longer shows why a backup is needed");
}

#[test]
fn a_killed_backup_is_never_taken_for_a_whole_one() {
    for office in with_places() {
        office.json(&["import", "groups", &office.put("g.csv", groups_sheet(1, 400))]);
        let into = office.path("backups");
        let (mut broken, mut whole) = (0, 0);
        for round in 0..6_u64 {
            let asked = into.join(round.to_string());
            let asked = asked.to_str().unwrap();
            let mut backup = office.command(&["backup", asked]).spawn().unwrap();
            thread::sleep(Duration::from_millis(40 + round * 60));
            backup.kill().unwrap();
            backup.wait().unwrap();
            let place = office.path(&format!("restored-{round}"));
            if office.engine == "sqlite" {
                let to = place.to_str().unwrap();
                let answer = office.run(&["restore", asked, "--data", to]);
                match answer.status {
                    0 => whole += 1,
                    2 => broken += 1,
                    other => panic!("{other}: {}", answer.err),
                }
            }
            assert_eq!(office.run(&["backup", asked]).status, 0, "{}", office.engine);
            let rest = fs::read_dir(asked).unwrap().flatten();
            let parts = rest.filter(|e| e.file_name().to_string_lossy().starts_with(".part-"));
            assert_eq!(parts.count(), 0, "the next backup clears up");
        }
        assert!(office.engine != "sqlite" || broken + whole == 6);
    }
}

#[test]
fn a_backup_of_a_newer_program_or_another_engine_is_refused() {
    for office in with_places() {
        let into = office.path("backups");
        office.json(&["backup", into.to_str().unwrap()]);
        wipe(&office);
        let file = only_backup(&into).join("manifest.json");
        let whole = fs::read_to_string(&file).unwrap();
        let other = if office.engine == "sqlite" { "postgresql" } else { "sqlite" };
        let own = format!("\"engine\": \"{}\"", office.engine);
        for (from, to, word) in [
            ("\"0001_start\"", "\"9001_later\"", "newer program"),
            ("\"form\": 1", "\"form\": 2", "newer program"),
            (&*own, &*format!("\"engine\": \"{other}\""), "another kind"),
        ] {
            assert!(whole.contains(from), "{whole}");
            let text = whole.replacen(from, to, 1);
            fs::write(&file, &text).unwrap();
            let hash: String =
                Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
            let seal = format!("{hash}  manifest.json\n");
            fs::write(file.with_file_name("manifest.sha256"), seal).unwrap();
            let answer = office.run(&["restore", into.to_str().unwrap()]);
            assert_eq!(answer.status, 2, "{}", answer.err);
            assert!(answer.err.contains(word), "{}: {}", office.engine, answer.err);
        }
    }
}

#[test]
fn backups_that_the_policy_no_longer_keeps_are_removed_and_no_others() {
    let office = with_places().remove(0);
    let into = office.path("backups");
    for day in 1..=28 {
        fs::create_dir_all(into.join(format!("2020-02-{day:02}T02-30-00"))).unwrap();
    }
    fs::create_dir_all(into.join("of somebody else")).unwrap();
    let made = office.json(&["backup", into.to_str().unwrap()]);
    assert_eq!(made["removed"].as_array().unwrap().len(), 0, "only when asked");
    let pruned = office.json(&["backup", into.to_str().unwrap(), "--prune"]);
    // Fourteen days: today's newer backup and thirteen of February; two older weeks.
    let removed: Vec<&str> =
        pruned["removed"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(removed.len(), 30 - 1 - 13 - 2, "{removed:?}");
    assert!(into.join("of somebody else").exists() && into.join("2020-02-28T02-30-00").exists());
}

#[test]
fn the_server_makes_its_backup_once_a_night_and_proves_it() {
    const DAY: i64 = 86_400_000_000;
    for office in with_places() {
        let db = office.db();
        let nightly = Nightly { data: office.path("data"), into: office.path("backups") };
        let now = clock::now();
        assert!(!run_due(&db, &nightly, now).unwrap(), "{}: the first start", office.engine);
        assert!(!run_due(&db, &nightly, now + 60_000_000).unwrap(), "{}", office.engine);
        assert!(run_due(&db, &nightly, now + DAY).unwrap(), "{}: a night later", office.engine);
        assert!(!run_due(&db, &nightly, now + DAY).unwrap(), "{}: once", office.engine);
        for job in ["backup", "drill", "tidy", "duplicates"] {
            let last = db.read(|reader| last_run(reader, job, false)).unwrap().unwrap();
            assert_eq!(last.state, "done", "{}: {job}: {}", office.engine, last.detail);
        }
        let whole = only_backup(&nightly.into);
        assert!(Manifest::read(&whole).is_ok());
        fs::remove_dir_all(&nightly.into).unwrap();
        fs::write(&nightly.into, "a file where the folder was").unwrap();
        assert!(run_due(&db, &nightly, now + 2 * DAY).unwrap(), "{}", office.engine);
        let last = db.read(|reader| last_run(reader, "backup", false)).unwrap().unwrap();
        assert_eq!(last.state, "failed", "{}: a failure is written down", office.engine);
    }
}

/// A woman who left her only group in 2020, with mobile and account, and two lines of who read what.
fn with_a_former_member(office: &Office) -> Db {
    let db = office.db();
    let places = db.read(|r| samuh_places::gazetteer(r, &machine_desk(DISTRICT).scope)).unwrap();
    let village = places.places().find(|p| p.level == samuh_places::Level::Village).unwrap().id;
    let (op, now) = (samuh::ids::new_id().unwrap(), clock::now());
    let group = form_group(&db, &machine_desk(DISTRICT), op, &group("77", village), now).unwrap();
    let old = clock::day_of(now) - chrono::Days::new(500);
    db.transact(move |tx| {
        tx.exec(
            "insert into household (district_id, id, place_id, op_no) values (643, 71, $1, 1)",
            &params![village],
        )?;
        tx.exec(
            "insert into member (district_id, id, uid, household_id, name_hi, search_key, mobile,
               account_no, address, version, op_no)
             values (643, 72, $1, 71, 'सीता नेताम', 'sita', '9876543210', '30211456789', 'आरला', 1, 1)",
            &params![op],
        )?;
        tx.exec(
            "insert into membership (district_id, institution_id, member_id, joined_on, left_on,
               op_no)
             values (643, $1, 72, '2018-01-01', '2020-03-31', 1)",
            &params![group],
        )?;
        for day in [old, clock::day_of(now)] {
            tx.exec(
                "insert into read_log (district_id, subject, subject_id, day_on, officer_id, post_id,
                   first_at) values (643, 'member', 72, $1, 1, 1, 1)",
                &params![day],
            )?;
        }
        Ok(())
    })
    .unwrap();
    db
}

#[test]
fn what_is_kept_no_longer_goes_at_night_and_no_kind_goes_without_an_order() {
    for office in with_places() {
        let (db, engine) = (with_a_former_member(&office), office.engine);
        let left = || -> (Option<String>, Option<String>, String) {
            let sql = "select mobile, account_no, name_hi from member where id = 72";
            db.read(|r| {
                let row = r.first(sql, &[])?.expect("she stays");
                Ok((row.at(0)?, row.at(1)?, row.at(2)?))
            })
            .unwrap()
        };
        let now = clock::now();
        let told = tidy(&db, now).unwrap();
        assert_eq!((told.reads, told.contacts), (1, 0), "{engine}: the old line, and no number");
        assert!(left().0.is_some() && left().1.is_some(), "{engine}: no order, nothing goes");

        let set = |args: &[&str]| office.run(&[&["retention"], args].concat());
        let short = set(&["--kind", "read_log", "--days", "30", "--source", "आदेश 12/2026"]);
        assert_eq!(short.status, 2, "{engine}: less than the law asks");
        assert_eq!(
            set(&["--kind", "former_contact", "--days", "30"]).status,
            2,
            "{engine}: by whom?"
        );
        let order = ["--kind", "former_contact", "--days", "1095", "--source", "आदेश 12/2026"];
        assert_eq!(set(&order).status, 0, "{engine}");
        let told = tidy(&db, now).unwrap();
        assert_eq!((told.reads, told.contacts), (0, 1), "{engine}");
        assert_eq!(left(), (None, None, "सीता नेताम".to_owned()), "{engine}: her name stays");
        assert_eq!(tidy(&db, now).unwrap().contacts, 0, "{engine}: once");
        let trail = "select fields from audit_change where subject = 'member' and subject_id = 72";
        let fields: String = db.read(|r| r.first(trail, &[])?.expect("named").at(0)).unwrap();
        assert!(fields.contains("erased") && !fields.contains("9876543210"), "{engine}: {fields}");
    }
}
