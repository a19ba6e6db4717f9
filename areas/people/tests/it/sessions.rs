//! Signing in and out: sessions, back-off, fixation, changing the password.

use std::{
    net::IpAddr,
    sync::atomic::{AtomicUsize, Ordering},
};

use samuh_engine::{Error, params};
use samuh_kernel::scope::{Area, Right};
use samuh_people::*;
use uuid::Uuid;

use crate::office::*;

fn from(last: u8) -> IpAddr {
    IpAddr::from([10, 2, 2, last])
}

fn change(
    office: &Office,
    who: &SignedIn,
    present: &str,
    chosen: &str,
) -> samuh_engine::Result<Opened> {
    let ask = ChangePassword { present, chosen, address: HERE, device: "Firefox" };
    change_password(&office.db, &office.door, who, &ask, Uuid::now_v7(), NOW)
}

#[test]
fn a_sign_in_opens_a_session_and_signing_out_ends_it() {
    for office in offices() {
        let opened = office.sign_in("  Admin ", ADMIN_PASSWORD, NOW).unwrap();
        let who = office.who(&opened, NOW).expect("a session");
        assert_eq!((who.login.as_str(), who.opened_at), ("admin", NOW), "{}", office.engine);
        assert!(who.desk.scope.may(Right::Administer, Area::People));
        for _ in 0..2 {
            sign_out(&office.db, &opened.token).unwrap();
        }
        assert!(office.who(&opened, NOW).is_none());
        assert!(session_desk(&office.db, &Token::draw().unwrap(), NOW).unwrap().is_none());
    }
}

#[test]
fn a_session_is_known_without_reading_only_while_nothing_has_been_committed() {
    for office in offices() {
        let (db, sessions) = (&office.db, Sessions::default());
        let opened = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        let known = |now: i64| sessions.known(db, &opened.token, now).map(|who| who.account_id);
        assert_eq!(known(NOW), None, "never read, {}", office.engine);
        let who = sessions.desk(db, &opened.token, NOW).unwrap().expect("a session");
        // Where the engine has no number of its state, every session is read.
        let again = db.edition().unwrap().map(|_| who.account_id);
        assert_eq!(known(NOW), again, "{}", office.engine);
        assert_eq!(known(NOW + 24 * HOUR), None, "another day, and idle too long");
        let other = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        assert_eq!(known(NOW), None, "something was committed, {}", office.engine);
        assert!(sessions.desk(db, &opened.token, NOW).unwrap().is_some());
        sign_out(db, &opened.token).unwrap();
        assert_eq!(known(NOW), None, "{}", office.engine);
        assert!(sessions.desk(db, &opened.token, NOW).unwrap().is_none(), "{}", office.engine);
        assert!(sessions.desk(db, &other.token, NOW).unwrap().is_some(), "{}", office.engine);
    }
}

#[test]
fn unknown_logins_and_wrong_passwords_answer_alike() {
    for office in offices() {
        for n in 0..8 {
            let ask = |login| SignIn { address: from(n), ..office.ask(login, "not-the-password") };
            let real = sign_in(&office.db, &office.door, &ask("admin"), NOW);
            let unreal = sign_in(&office.db, &office.door, &ask("nobody"), NOW);
            assert_eq!(codes(real), codes(unreal), "try {n} on {}", office.engine);
        }
    }
}

#[test]
fn a_new_token_is_made_at_every_sign_in_and_the_one_before_ends() {
    for office in offices() {
        let first = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        let ask = SignIn { before: Some(&first.token), ..office.ask("admin", ADMIN_PASSWORD) };
        let second = sign_in(&office.db, &office.door, &ask, NOW).unwrap();
        assert_ne!(first.token, second.token);
        assert!(office.who(&first, NOW).is_none() && office.who(&second, NOW).is_some());
        let planted = Token::draw().unwrap();
        let ask = SignIn { before: Some(&planted), ..office.ask("admin", ADMIN_PASSWORD) };
        assert_ne!(sign_in(&office.db, &office.door, &ask, NOW).unwrap().token, planted);
        assert!(session_desk(&office.db, &planted, NOW).unwrap().is_none(), "{}", office.engine);
    }
}

#[test]
fn after_five_failures_the_right_password_waits_too_and_then_opens() {
    for office in offices() {
        for _ in 0..5 {
            assert_eq!(codes(office.sign_in("admin", "wrong-wrong-1", NOW)), ["sign_in_wrong"]);
        }
        assert_eq!(codes(office.sign_in("admin", ADMIN_PASSWORD, NOW)), ["sign_in_wait"]);
        let early = office.sign_in("admin", ADMIN_PASSWORD, NOW + 29 * SECOND);
        assert_eq!(codes(early), ["sign_in_wait"], "{}", office.engine);
        office.sign_in("admin", ADMIN_PASSWORD, NOW + 30 * SECOND).expect("signs in");
        office.sign_in("admin", ADMIN_PASSWORD, NOW + 30 * SECOND).expect("nothing is left over");
    }
}

#[test]
fn guesses_made_at_the_same_time_all_count() {
    for office in offices() {
        let tried = AtomicUsize::new(0);
        std::thread::scope(|threads| {
            for n in 0..24 {
                let (office, tried) = (&office, &tried);
                threads.spawn(move || {
                    let ask = SignIn { address: from(n), ..office.ask("admin", "guess-guess-1") };
                    let outcome = sign_in(&office.db, &office.door, &ask, NOW);
                    if codes(outcome) == ["sign_in_wrong"] {
                        tried.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        // Five before the first wait, and the eight spare ones of addresses that had not tried.
        assert_eq!(tried.load(Ordering::SeqCst), 13, "{}", office.engine);
    }
}

#[test]
fn a_stranger_elsewhere_cannot_keep_the_collector_out_of_the_office() {
    for office in offices() {
        office.given("collector", Role::Collector, &[]);
        office.sign_in("collector", PASSWORD, NOW).unwrap();
        let stranger = |password| {
            let ask = SignIn { address: from(9), ..office.ask("collector", password) };
            sign_in(&office.db, &office.door, &ask, NOW)
        };
        for _ in 0..9 {
            assert!(stranger("guess-guess-1").is_err());
        }
        assert_eq!(codes(stranger(PASSWORD)), ["sign_in_wait"]);
        office.sign_in("collector", PASSWORD, NOW).expect("signs in from the office");
        for _ in 0..5 {
            assert_eq!(codes(office.sign_in("collector", "wrong-wrong-1", NOW)), ["sign_in_wrong"]);
        }
        let known = office.sign_in("collector", PASSWORD, NOW);
        assert_eq!(codes(known), ["sign_in_wait"], "{}", office.engine);
    }
}

#[test]
fn one_address_that_tries_many_logins_must_wait_and_others_need_not() {
    for office in offices() {
        let tries: Vec<_> = (0..60)
            .map(|n| codes(office.sign_in(&format!("login{n}"), "guess-guess-1", NOW)))
            .collect();
        assert_eq!(tries.iter().filter(|found| *found == &["sign_in_wrong"]).count(), 50);
        let ask = SignIn { address: from(1), ..office.ask("admin", ADMIN_PASSWORD) };
        sign_in(&office.db, &office.door, &ask, NOW).expect("signs in from elsewhere");
    }
}

#[test]
fn failures_are_remembered_over_a_restart() {
    for office in offices() {
        for _ in 0..6 {
            drop(office.sign_in("admin", "wrong-wrong-1", NOW));
        }
        let mut kept = 0;
        for _ in 0..200 {
            let row = |r: &mut samuh_engine::Reader| {
                r.first("select failures from account where login = 'admin'", &[])
            };
            kept = office.db.read(row).unwrap().expect("a row").at(0).unwrap();
            if kept == 5 {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert_eq!(kept, 5, "{}", office.engine);
        let door = Door::new().unwrap();
        let ask = office.ask("admin", ADMIN_PASSWORD);
        // Who tried is not remembered: the one spare try of the address is there again.
        let guess = office.ask("admin", "wrong-wrong-1");
        assert_eq!(codes(sign_in(&office.db, &door, &guess, NOW + SECOND)), ["sign_in_wrong"]);
        assert_eq!(codes(sign_in(&office.db, &door, &ask, NOW + SECOND)), ["sign_in_wait"]);
        sign_in(&office.db, &door, &ask, NOW + 31 * SECOND).expect("signs in");
    }
}

#[test]
fn sessions_end_by_idleness_and_by_age() {
    for office in offices() {
        office.given("cadre.one", Role::Cadre, &[VILLAGE]);
        let desk = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        let field = office.sign_in("cadre.one", PASSWORD, NOW).unwrap();
        assert!(office.who(&desk, NOW + 2 * HOUR).is_none(), "{}", office.engine);
        assert!(office.who(&field, NOW + 29 * DAY).is_some());
        assert!(office.who(&field, NOW + 30 * DAY).is_none());
        let desk = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        for hours in 1..12 {
            let at = NOW + hours * HOUR;
            assert!(office.who(&desk, at).is_some(), "after {hours} hours");
            // Being seen is written behind the page: an own write queues after it.
            office.db.transact(|_| Ok(())).unwrap();
        }
        assert!(office.who(&desk, NOW + 12 * HOUR).is_none());
        assert!(sweep(&office.db, NOW + 12 * HOUR).unwrap() >= 1);
        assert_eq!(sweep(&office.db, NOW + 12 * HOUR).unwrap(), 0);
    }
}

#[test]
fn a_session_under_a_short_rule_lives_while_it_is_used_and_ends_when_it_is_left_alone() {
    for office in offices() {
        let (db, desk) = (&office.db, machine(DISTRICT));
        let all = sign_in_policies(db, &desk, NOW).unwrap();
        let short = |one: &SignInPolicy| NewSignInPolicy { idle_minutes: 5, ..one.own("9/2026") };
        let new: Vec<_> = all.iter().map(short).collect();
        set_sign_in_policy(db, &desk, Uuid::now_v7(), &new, NOW).unwrap();
        let open = || office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        let (used, left, sessions) = (open(), open(), Sessions::default());
        for steps in 1..=40 {
            // As pages ask, by what is known of it; each half minute for twenty minutes.
            let at = NOW + steps * 30 * SECOND;
            let who = sessions.desk(db, &used.token, at).unwrap();
            assert!(who.is_some(), "{}: after {steps} half minutes", office.engine);
            // Being seen is written behind the page: an own write queues after it.
            db.transact(|_| Ok(())).unwrap();
        }
        let last = NOW + 20 * MINUTE;
        assert!(office.who(&left, NOW + 5 * MINUTE).is_none(), "{}: left alone", office.engine);
        assert!(office.who(&used, last + 3 * MINUTE).is_some(), "{}", office.engine);
        db.transact(|_| Ok(())).unwrap();
        assert!(office.who(&used, last + 8 * MINUTE).is_none(), "{}: left then", office.engine);
    }
}

#[test]
fn signing_out_everywhere_ends_all_sessions_of_this_account_only() {
    for office in offices() {
        office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let other = office.sign_in("bpm.makdi", PASSWORD, NOW).unwrap();
        let first = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        let second = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        let who = office.who(&second, NOW).unwrap();
        assert!(sign_out_everywhere(&office.db, &who).unwrap() >= 2);
        assert!(office.who(&first, NOW).is_none() && office.who(&second, NOW).is_none());
        assert!(office.who(&other, NOW).is_some(), "{}", office.engine);
    }
}

#[test]
fn the_list_of_devices_is_ones_own_or_the_administrators() {
    for office in offices() {
        let id = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let who = office.signed_in("bpm.makdi", PASSWORD, NOW);
        let other = office.signed_in("bpm.makdi", PASSWORD, NOW);
        let own = sessions_of(&office.db, &who, id, NOW).unwrap();
        assert_eq!((own.len(), own.iter().filter(|s| s.is_this).count()), (2, 1));
        assert_eq!(own[0].device, "Firefox, Linux");
        let admin = office.admin();
        let theirs = sessions_of(&office.db, &who, admin.account_id, NOW);
        assert!(matches!(theirs, Err(Error::NotFound)));
        let end = end_session(&office.db, &who, admin.account_id, &admin.key, NOW);
        assert!(matches!(end, Err(Error::NotFound)));
        let foreign = end_session(&office.db, &who, id, &admin.key, NOW);
        assert!(matches!(foreign, Err(Error::NotFound)), "{}", office.engine);
        end_session(&office.db, &who, id, &other.key, NOW).unwrap();
        assert!(matches!(end_session(&office.db, &who, id, &other.key, NOW), Err(Error::NotFound)));
        assert_eq!(sessions_of(&office.db, &admin, id, NOW).unwrap().len(), 1);
        end_session(&office.db, &admin, id, &who.key, NOW).unwrap();
        assert!(sessions_of(&office.db, &admin, id, NOW).unwrap().is_empty());
    }
}

#[test]
fn a_changed_password_ends_all_sessions_and_gives_a_new_one() {
    for office in offices() {
        let first = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        let who = office.admin();
        let opened = change(&office, &who, ADMIN_PASSWORD, "imli-ka-ped-2026").unwrap();
        assert!(office.who(&first, NOW).is_none(), "{}", office.engine);
        assert!(office.who(&opened, NOW).is_some());
        assert_eq!(codes(office.sign_in("admin", ADMIN_PASSWORD, NOW)), ["sign_in_wrong"]);
        office.sign_in("admin", "imli-ka-ped-2026", NOW).expect("signs in");
    }
}

#[test]
fn a_password_is_changed_only_by_who_knows_it_and_only_to_a_good_one() {
    for office in offices() {
        let who = office.admin();
        let same = change(&office, &who, ADMIN_PASSWORD, ADMIN_PASSWORD);
        assert_eq!(codes(same), ["password_same"], "{}", office.engine);
        for (chosen, code) in [
            ("kam", "password_short"),
            ("admin12345678", "password_like_login"),
            ("Bihan@123456", "password_common"),
            ("Manchester2026", "password_leaked"),
        ] {
            assert_eq!(codes(change(&office, &who, ADMIN_PASSWORD, chosen)), [code]);
        }
        for _ in 0..5 {
            let wrong = change(&office, &who, "wrong-wrong-1", "imli-ka-ped-2026");
            assert_eq!(codes(wrong), ["password_wrong"]);
        }
        let wait = change(&office, &who, ADMIN_PASSWORD, "imli-ka-ped-2026");
        assert_eq!(codes(wait), ["sign_in_wait"]);
    }
}

#[test]
fn who_must_change_the_password_sees_nothing_until_it_is_done() {
    for office in offices() {
        let mut new = new_account("bpm.makdi", Role::Bmmu, &[MAKDI]);
        new.password = FirstPassword::Given { password: PASSWORD.into(), must_change: true };
        office.open(&office.admin().desk, &new).unwrap();
        let opened = office.sign_in("bpm.makdi", PASSWORD, NOW).unwrap();
        let who = office.who(&opened, NOW).unwrap();
        assert!(opened.must_change && who.must_change);
        assert!(!who.desk.scope.may(Right::See, Area::Groups), "{}", office.engine);
        let opened = change(&office, &who, PASSWORD, "imli-ka-ped-2026").unwrap();
        let who = office.who(&opened, NOW).unwrap();
        assert!(!who.must_change && who.desk.scope.may(Right::See, Area::Groups));
    }
}

#[test]
fn an_account_has_thirty_sessions_at_once_and_the_one_seen_longest_ago_ends() {
    for office in offices() {
        let first = office.sign_in("admin", ADMIN_PASSWORD, NOW).unwrap();
        for n in 1..30 {
            office.sign_in("admin", ADMIN_PASSWORD, NOW + n * SECOND).unwrap();
        }
        assert!(office.who(&first, NOW + 30 * SECOND).is_some(), "{}: thirty", office.engine);
        let last = office.sign_in("admin", ADMIN_PASSWORD, NOW + 31 * SECOND).unwrap();
        let later = NOW + 32 * SECOND;
        assert!(office.who(&first, later).is_none(), "{}: it ended", office.engine);
        let who = office.who(&last, later).expect("the new one lives");
        let open = sessions_of(&office.db, &who, who.account_id, later).unwrap();
        assert_eq!(open.len(), 30, "{}", office.engine);
    }
}

#[test]
fn a_hash_made_with_less_work_is_made_anew_at_the_next_sign_in_and_the_password_stays() {
    // "mahua-ki-chhaon-7" by Argon2id with 8 MiB and one pass, as a program before this one might have kept it.
    const EARLIER: &str = "$argon2id$v=19$m=8192,t=1,p=1$Zwv68MnB9BDRFA8TQb0bXQ$8IloAAc2HwWlKbdMSUBaoR410n0A7dOMgfvY2ASiX1o";
    for office in offices() {
        office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let kept = || -> String {
            let sql = "select password_hash from account where login = 'bpm.makdi'";
            office.db.read(|r| r.first(sql, &[])?.expect("the account").at(0)).unwrap()
        };
        office
            .db
            .transact(|tx| {
                let sql = "update account set password_hash = $1 where login = 'bpm.makdi'";
                tx.exec(sql, &params![EARLIER])
            })
            .unwrap();
        assert_eq!(codes(office.sign_in("bpm.makdi", "mahua-ki-chhaon-8", NOW)), ["sign_in_wrong"]);
        assert_eq!(kept(), EARLIER, "{}: a wrong password changes nothing", office.engine);
        office.sign_in("bpm.makdi", PASSWORD, NOW).expect("signs in");
        let renewed = kept();
        assert!(renewed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{renewed}");
        office.sign_in("bpm.makdi", PASSWORD, NOW).expect("signs in again");
        assert_eq!(kept(), renewed, "{}: once is enough", office.engine);
    }
}
