//! Accounts: who may open, close and reset them, and what follows at once.

use samuh_engine::{Error, params};
use samuh_kernel::scope::{Area, Right};
use samuh_people::*;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::office::*;

#[test]
fn the_first_start_makes_one_administrator_and_only_one() {
    for office in offices() {
        assert!(has_accounts(&office.db, &machine(DISTRICT)).unwrap(), "{}", office.engine);
        assert!(!has_accounts(&office.db, &machine(700)).unwrap(), "{}", office.engine);
        let first = FirstAdmin {
            login: "admin2".into(),
            name: "R. Sahu".into(),
            lang: "en".into(),
            password: FirstPassword::Link,
        };
        let (db, door) = (&office.db, &office.door);
        let again = first_admin(db, door, &machine(DISTRICT), Uuid::now_v7(), &first, NOW);
        assert_eq!(codes(again), ["admin_exists"]);
        let other = first_admin(db, door, &machine(700), Uuid::now_v7(), &first, NOW).unwrap();
        let link = other.link.expect("a link");
        assert_eq!(invited(db, &office.door, (&link, HERE), NOW).unwrap().login, "admin2");
    }
}

#[test]
fn an_administrator_opens_accounts_of_every_role_with_their_scope() {
    for office in offices() {
        let roles: [(Role, &[i64]); 13] = [
            (Role::Admin, &[]),
            (Role::Collector, &[]),
            (Role::ZpCeo, &[]),
            (Role::Dmmu, &[]),
            (Role::JanpadCeo, &[MAKDI]),
            (Role::Bmmu, &[MAKDI]),
            (Role::AreaCoordinator, &[VILLAGE]),
            (Role::Prp, &[VILLAGE]),
            (Role::Bank, &[MAKDI]),
            (Role::LineDept, &[1]),
            (Role::Clf, &[CLF]),
            (Role::Cadre, &[VILLAGE]),
            (Role::Viewer, &[1]),
        ];
        for (role, units) in roles {
            let login = format!("one.{}", role.code());
            office.given(&login, role, units);
            let who = office.signed_in(&login, PASSWORD, NOW);
            let whole = role.is_of_district() || units == [1];
            assert_eq!((who.role, who.desk.scope.is_whole_district()), (role, whole));
            assert_eq!(who.desk.scope.roots(), if whole { &[] } else { units }, "{role:?}");
            assert_eq!(who.desk.district_id(), DISTRICT);
            assert!(who.desk.scope.may(Right::See, Area::Groups), "{role:?}");
            assert_eq!((who.lang.as_str(), who.officer_name.as_str()), ("hi", "सुनीता नेताम"));
        }
    }
}

#[test]
fn a_post_that_exists_is_taken_while_it_is_vacant_and_by_one_person() {
    for office in offices() {
        let admin = office.admin().desk;
        let new = NewPost::of(Role::Bmmu, &[MAKDI]);
        let made = make_post(&office.db, &admin, Uuid::now_v7(), &new, NOW).unwrap();
        let block = post(&office.db, &admin, made).unwrap();
        assert_eq!(block.units[0].name_hi.as_deref(), Some("माकड़ी"));
        let mut second = new_account("bpm.makdi2", Role::Bmmu, &[]);
        second.post = PostChoice::Held(block.id);
        office.open(&admin, &second).unwrap();
        let who = office.signed_in("bpm.makdi2", PASSWORD, NOW);
        assert_eq!((who.desk.post_id, who.desk.scope.roots()), (block.id, &[MAKDI][..]));
        second.login = "bpm.third".into();
        assert_eq!(codes(office.open(&admin, &second)), ["post_taken"], "{}", office.engine);
        second.login = "bpm.other".into();
        second.post = PostChoice::Held(99_999);
        assert_eq!(codes(office.open(&admin, &second)), ["post_unknown"], "{}", office.engine);
    }
}

#[test]
fn every_fault_of_a_new_account_is_said_at_once_and_nothing_is_written() {
    for office in offices() {
        let admin = office.admin().desk;
        let mut new = new_account("admin", Role::Bmmu, &[VILLAGE]);
        new.lang = "fr".into();
        new.officer = NewOfficer { name: "2341 2341 2346".into(), mobile: Some("12".into()) };
        new.password = given("short");
        let found = codes(office.open(&admin, &new));
        for code in [
            "login_taken",
            "language_unknown",
            "aadhaar_not_kept",
            "password_short",
            "unit_wrong_kind",
        ] {
            assert!(found.iter().any(|known| known == code), "{code} in {found:?}");
        }
        assert_eq!(found.len(), 6, "{found:?}");
        let left = accounts(&office.db, &admin, &AccountFilter::default(), NOW).unwrap();
        assert_eq!(left.len(), 1, "{}", office.engine);
        let mut clash = new_account(" ADMIN.next ", Role::Dmmu, &[]);
        assert_eq!(codes(office.open(&admin, &clash)), ["login_taken"]);
        clash.login = "x y".into();
        assert_eq!(codes(office.open(&admin, &clash)), ["login_format"]);
    }
}

#[test]
fn only_administrators_open_close_and_reset_accounts() {
    for office in offices() {
        let target = office.given("clf.ujala", Role::Clf, &[CLF]);
        for (role, units) in
            [(Role::Collector, &[][..]), (Role::Dmmu, &[]), (Role::JanpadCeo, &[MAKDI])]
        {
            let login = format!("two.{}", role.code());
            office.given(&login, role, units);
            let desk = office.signed_in(&login, PASSWORD, NOW).desk;
            let op = Uuid::now_v7;
            let denied = [
                office.open(&desk, &new_account("x.y.z", Role::Viewer, &[MAKDI])).map(|_| ()),
                office.reset(&desk, op(), target).map(|_| ()),
                disable(&office.db, &desk, op(), (target, "निलंबित"), NOW),
                enable(&office.db, &desk, op(), target, NOW),
            ];
            for outcome in denied {
                assert!(matches!(outcome, Err(Error::Denied("people.administer"))), "{role:?}");
            }
        }
        let clf = office.signed_in("clf.ujala", PASSWORD, NOW).desk;
        let seen = accounts(&office.db, &clf, &AccountFilter::default(), NOW);
        assert!(matches!(seen, Err(Error::Denied("people.see"))), "{}", office.engine);
    }
}

#[test]
fn an_account_of_another_district_is_not_found() {
    for office in offices() {
        let target = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let next = office.signed_in("admin.next", ADMIN_PASSWORD, NOW);
        let (db, desk, op) = (&office.db, &next.desk, Uuid::now_v7);
        // Numbers run per district: the neighbour has no second account.
        let theirs = target;
        let outcomes = [
            office.reset(desk, op(), theirs).map(|_| ()),
            disable(db, desk, op(), (theirs, "निलंबित"), NOW),
            enable(db, desk, op(), theirs, NOW),
            account(db, desk, theirs, NOW).map(|_| ()),
            sessions_of(db, &next, theirs, NOW).map(|_| ()),
        ];
        assert!(outcomes.iter().all(|o| matches!(o, Err(Error::NotFound))), "{}", office.engine);
        let names = accounts(db, desk, &AccountFilter::default(), NOW).unwrap();
        assert_eq!(names.iter().map(|a| a.login.as_str()).collect::<Vec<_>>(), ["admin.next"]);
        let mut there = new_account("cross", Role::Bmmu, &[MAKDI]);
        assert_eq!(codes(office.open(desk, &there)), ["unit_unknown"]);
        there.post = PostChoice::Held(target);
        assert_eq!(codes(office.open(desk, &there)), ["post_unknown"]);
    }
}

#[test]
fn opening_twice_with_the_same_op_opens_once_and_says_the_link_once() {
    for office in offices() {
        let (admin, op) = (office.admin().desk, Uuid::now_v7());
        let new = NewAccount {
            password: FirstPassword::Link,
            ..new_account("cadre.one", Role::Cadre, &[VILLAGE])
        };
        let (db, door) = (&office.db, &office.door);
        let first = open_account(db, door, &admin, op, &new, NOW).unwrap();
        let again = open_account(db, door, &admin, op, &new, NOW).unwrap();
        assert_eq!((again.account_id, again.link), (first.account_id, None), "{}", office.engine);
        assert!(first.link.is_some());
        let other = NewAccount { login: "cadre.two".into(), ..new };
        let clash = open_account(db, door, &admin, op, &other, NOW);
        assert!(matches!(clash, Err(Error::Conflict { .. })), "{}", office.engine);
    }
}

#[test]
fn no_token_and_no_password_is_found_in_the_ops_or_beside_its_hash() {
    for office in offices() {
        let new = NewAccount {
            password: FirstPassword::Link,
            ..new_account("cadre.one", Role::Cadre, &[VILLAGE])
        };
        let link = office.open(&office.admin().desk, &new).unwrap().link.expect("a link");
        let (text, bytes) = (link.to_string(), link.to_string().into_bytes());
        let (ops, kept) = office
            .db
            .read(|r| {
                let ops = r.query("select answer from op", &[])?;
                let kept = r.query("select token_hash from invitation", &params![])?;
                Ok((ops, kept))
            })
            .unwrap();
        assert!(ops.iter().all(|row| !row.at::<String>(0).unwrap().contains(&text)));
        assert!(kept.iter().all(|row| row.at::<Vec<u8>>(0).unwrap().len() == 32));
        assert!(kept.iter().all(|row| row.at::<Vec<u8>>(0).unwrap() != bytes));
    }
}

#[test]
fn a_one_time_link_sets_a_password_once_and_runs_out_after_three_days() {
    for office in offices() {
        let new = NewAccount {
            password: FirstPassword::Link,
            ..new_account("cadre.one", Role::Cadre, &[VILLAGE])
        };
        let created = office.open(&office.admin().desk, &new).unwrap();
        let (db, door, link) = (&office.db, &office.door, created.link.expect("a link"));
        assert_eq!(codes(office.sign_in("cadre.one", "", NOW)), ["sign_in_wrong"]);
        let accept_at = |address, password, now| {
            let ask = Accept { password, address, device: "phone" };
            accept_invitation(db, door, &link, &ask, Uuid::now_v7(), now)
        };
        let accept = |password, now| accept_at(HERE, password, now);
        assert_eq!(codes(accept("short", NOW)), ["password_short"]);
        // Of another address: one that fails in three days has failed before it tries in an hour.
        let late = accept_at([10, 1, 1, 2].into(), PASSWORD, NOW + 3 * DAY);
        assert_eq!(codes(late), ["link_dead"]);
        let opened = accept(PASSWORD, NOW + HOUR).unwrap();
        assert_eq!(office.who(&opened, NOW + HOUR).expect("signed in").login, "cadre.one");
        assert_eq!(codes(accept("another-one-88", NOW + HOUR)), ["link_dead"]);
        let dead = invited(db, door, (&link, HERE), NOW + HOUR);
        assert_eq!(codes(dead), ["link_dead"], "{}", office.engine);
        office.sign_in("cadre.one", PASSWORD, NOW + 2 * HOUR).expect("signs in");
    }
}

#[test]
fn a_link_that_was_out_before_there_were_codes_still_sets_a_password() {
    for office in offices() {
        let id = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        office.reset(&office.admin().desk, Uuid::now_v7(), id).unwrap();
        let before = "07".repeat(32);
        let hash = Sha256::digest([7; 32]).to_vec();
        let set = "update invitation set token_hash = $1";
        office.db.transact(move |tx| tx.exec(set, &params![hash.clone()])).unwrap();
        let link: LinkCode = format!("http://office/invitation/{before}").parse().unwrap();
        let ask = Accept { password: "tendu-patta-19", address: HERE, device: "phone" };
        let (db, door) = (&office.db, &office.door);
        accept_invitation(db, door, &link, &ask, Uuid::now_v7(), NOW).expect(office.engine);
    }
}

#[test]
fn a_reset_ends_sessions_and_the_old_password_and_an_older_link() {
    for office in offices() {
        let id = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let opened = office.sign_in("bpm.makdi", PASSWORD, NOW).unwrap();
        let (db, admin) = (&office.db, office.admin().desk);
        let first = office.reset(&admin, Uuid::now_v7(), id).unwrap().link.unwrap();
        assert!(office.who(&opened, NOW).is_none(), "{}", office.engine);
        assert_eq!(codes(office.sign_in("bpm.makdi", PASSWORD, NOW)), ["sign_in_wrong"]);
        assert!(account(db, &admin, id, NOW).unwrap().awaits_password);
        let op = Uuid::now_v7();
        let second = office.reset(&admin, op, id).unwrap().link.unwrap();
        assert!(office.reset(&admin, op, id).unwrap().link.is_none());
        let of = |link| invited(db, &office.door, (link, HERE), NOW);
        assert_eq!(codes(of(&first)), ["link_dead"]);
        assert_eq!(of(&second).unwrap().login, "bpm.makdi");
    }
}

#[test]
fn the_command_line_may_give_a_password_that_must_be_changed() {
    for office in offices() {
        let account_id = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let set = |password: &str| {
            let password = FirstPassword::Given { password: password.into(), must_change: true };
            let reset = Reset { account_id, password };
            let (db, door, desk) = (&office.db, &office.door, machine(DISTRICT));
            reset_password(db, door, &desk, Uuid::now_v7(), &reset, NOW)
        };
        assert_eq!(codes(set("1234567890")), ["password_common"], "{}", office.engine);
        assert_eq!(set("tendu-patta-19").unwrap().link, None);
        let who = office.signed_in("bpm.makdi", "tendu-patta-19", NOW);
        assert!(who.must_change && !who.desk.scope.is_whole_district());
    }
}

#[test]
fn a_closed_account_is_dead_at_once_and_opens_again_with_its_password() {
    for office in offices() {
        let id = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let opened = office.sign_in("bpm.makdi", PASSWORD, NOW).unwrap();
        let (db, admin) = (&office.db, office.admin().desk);
        for _ in 0..2 {
            disable(db, &admin, Uuid::now_v7(), (id, "निलंबित"), NOW).unwrap();
        }
        assert!(office.who(&opened, NOW).is_none());
        assert_eq!(codes(office.sign_in("bpm.makdi", PASSWORD, NOW)), ["account_disabled"]);
        assert_eq!(codes(office.sign_in("bpm.makdi", "wrong-one-99", NOW)), ["sign_in_wrong"]);
        let reset = office.reset(&admin, Uuid::now_v7(), id);
        assert_eq!(codes(reset), ["account_disabled"], "{}", office.engine);
        for _ in 0..2 {
            enable(db, &admin, Uuid::now_v7(), id, NOW).unwrap();
        }
        assert!(office.who(&opened, NOW).is_none());
        office.sign_in("bpm.makdi", PASSWORD, NOW).expect("signs in again");
    }
}

#[test]
fn an_account_is_closed_with_a_reason_that_the_trail_keeps_when_it_is_opened_again() {
    for office in offices() {
        let id = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let (db, admin) = (&office.db, office.admin().desk);
        for empty in ["", "  "] {
            let closed = disable(db, &admin, Uuid::now_v7(), (id, empty), NOW);
            let Err(Error::Faults(faults)) = closed else {
                panic!("{}: {closed:?}", office.engine)
            };
            let at = (faults.0[0].field.as_deref(), &*faults.0[0].code);
            assert_eq!(at, (Some("reason"), "reason_missing"), "{}", office.engine);
        }
        assert!(!account(db, &admin, id, NOW).unwrap().disabled, "{}", office.engine);
        let reason = "Suspended by order 44";
        for _ in 0..2 {
            disable(db, &admin, Uuid::now_v7(), (id, reason), NOW).unwrap();
        }
        enable(db, &admin, Uuid::now_v7(), id, NOW).unwrap();
        assert_eq!(account(db, &admin, id, NOW).unwrap().closed_reason, None);
        let kept = "select count(*) from audit_change
                    where subject = 'account' and subject_id = $1 and fields like $2";
        let given = params![id, format!("%{reason}%")];
        let kept: i64 = db.read(|r| r.first(kept, &given)?.expect("a count").at(0)).unwrap();
        assert_eq!(kept, 1, "{}: once, as it was closed once", office.engine);
    }
}

#[test]
fn the_last_sign_in_is_known_when_its_session_is_gone() {
    for office in offices() {
        let id = office.given("bpm.makdi", Role::Bmmu, &[MAKDI]);
        let admin = office.admin().desk;
        let last = |now| account(&office.db, &admin, id, now).unwrap().last_in_at;
        assert_eq!(last(NOW), None, "{}", office.engine);
        let opened = office.sign_in("bpm.makdi", PASSWORD, NOW + HOUR).unwrap();
        assert_eq!(last(NOW + HOUR), Some(NOW + HOUR), "{}", office.engine);
        sign_out(&office.db, &opened.token).unwrap();
        let later = office.sign_in("bpm.makdi", PASSWORD, NOW + 2 * HOUR).unwrap();
        sweep(&office.db, NOW + 400 * DAY).unwrap();
        assert!(office.who(&later, NOW + 2 * HOUR).is_none(), "its session was swept");
        assert_eq!(last(NOW + 400 * DAY), Some(NOW + 2 * HOUR), "{}", office.engine);
    }
}

#[test]
fn nobody_closes_their_own_account_nor_the_last_administrators() {
    for office in offices() {
        let admin = office.admin();
        let closing = (admin.account_id, "निलंबित");
        let own = disable(&office.db, &admin.desk, Uuid::now_v7(), closing, NOW);
        assert_eq!(codes(own), ["own_account"]);
        let machine = machine(DISTRICT);
        let last = disable(&office.db, &machine, Uuid::now_v7(), closing, NOW);
        assert_eq!(codes(last), ["last_admin"], "{}", office.engine);
        office.given("admin.two", Role::Admin, &[]);
        disable(&office.db, &machine, Uuid::now_v7(), closing, NOW).expect("closes");
    }
}

#[test]
fn the_list_is_paged_filtered_and_keeps_mobiles_from_those_who_only_look() {
    for office in offices() {
        for n in 0..5 {
            office.given(&format!("cadre.{n}"), Role::Cadre, &[VILLAGE]);
        }
        office.given("collector", Role::Collector, &[]);
        let (db, admin) = (&office.db, office.admin().desk);
        let logins = |desk, filter: &AccountFilter| -> Vec<String> {
            accounts(db, desk, filter, NOW).unwrap().into_iter().map(|a| a.login).collect()
        };
        let page = AccountFilter { limit: 2, ..AccountFilter::default() };
        assert_eq!(logins(&admin, &page), ["admin", "cadre.0"]);
        let next = AccountFilter { after: "cadre.0".into(), ..page };
        assert_eq!(logins(&admin, &next), ["cadre.1", "cadre.2"]);
        let cadre = AccountFilter { role: Some(Role::Cadre), ..AccountFilter::default() };
        assert_eq!(logins(&admin, &cadre).len(), 5);
        let named = |text: &str| AccountFilter { text: text.into(), ..AccountFilter::default() };
        assert_eq!(logins(&admin, &named("नेताम")).len(), 6, "{}", office.engine);
        assert_eq!(logins(&admin, &named("R. SAHU")), ["admin"]);
        assert!(logins(&admin, &named("%")).is_empty());
        let collector = office.signed_in("collector", PASSWORD, NOW).desk;
        let seen = |desk| accounts(db, desk, &cadre, NOW).unwrap()[0].clone();
        assert_eq!(
            (seen(&admin).mobile.as_deref(), seen(&collector).mobile),
            (Some("9876543210"), None)
        );
        assert_eq!(seen(&admin).posts[0].units[0].id, VILLAGE);
    }
}

#[test]
fn everyone_sets_the_language_of_their_own_pages() {
    for office in offices() {
        let who = office.admin();
        set_language(&office.db, &who, Uuid::now_v7(), "en", NOW).unwrap();
        assert_eq!(office.admin().lang, "en", "{}", office.engine);
        let bad = set_language(&office.db, &who, Uuid::now_v7(), "de", NOW);
        assert_eq!(codes(bad), ["language_unknown"]);
    }
}
